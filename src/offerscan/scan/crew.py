"""How workers share a run, wherever they are: each has its own lane, helps the others when it is idle, and order is kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from offerscan.scan.lanes import Round, deal_rounds

__all__ = ["WINDOW", "Answered", "Crew", "Sent"]

# Rounds that are under way or answered before their turn, at most: so much faster than the slowest may a worker be.
WINDOW = 8

# A batch of answers, and the seconds by stage that it took.
Answered = tuple[pa.RecordBatch, dict[str, float]]


@dataclass(eq=False)
class Sent:
    """A batch on its way. It is kept until it is answered, so that it can be sent again."""

    batch: pa.RecordBatch
    lane: int
    answered: Answered | None = None
    losses: int = 0


class Crew(ABC):
    """The workers of a run, each with `at_worker` batches at most, so that it need not wait for us. Memory is bounded."""

    def __init__(self, workers: int, at_worker: int) -> None:
        self._waiting: list[deque[Sent]] = [deque() for _ in range(workers)]
        self._at_worker = at_worker

    def assess(self, batches: Iterable[pa.RecordBatch]) -> Generator[Answered]:
        """Each batch's answers, in order, whatever the number of workers."""
        rounds: deque[tuple[Round, list[Sent]]] = deque()
        for dealt in deal_rounds(batches, len(self._waiting)):
            rounds.append((dealt, self._send(dealt)))
            while rounds and (len(rounds) == WINDOW or _is_answered(rounds[0][1])):
                yield from self._finish(*rounds.popleft())
        while rounds:
            yield from self._finish(*rounds.popleft())

    @abstractmethod
    def busy(self) -> dict[int, int]:
        """By lane how many batches its worker has, of the workers that are there."""

    @abstractmethod
    def give(self, lane: int, sent: Sent) -> None:
        """Hand a batch to the worker of a lane, which need not be the batch's own."""

    @abstractmethod
    def collect(self, *, is_waiting: bool) -> None:
        """Note on what was sent what is answered by now; where nothing is and we wait, what is answered next."""

    def send_again(self, sent: Sent) -> None:
        """A batch whose worker was lost: first in its lane."""
        self._waiting[sent.lane].appendleft(sent)

    def _send(self, dealt: Round) -> list[Sent]:
        batches = [Sent(share.batch, share.lane) for share in dealt.shares]
        for sent in batches:
            self._waiting[sent.lane].append(sent)
        self.collect(is_waiting=False)
        self._deal(is_waiting=False)
        return batches

    def _finish(self, dealt: Round, batches: Sequence[Sent]) -> Generator[Answered]:
        self._deal(is_waiting=True)
        while not _is_answered(batches):
            self.collect(is_waiting=True)
            self._deal(is_waiting=True)
        answers = [sent.answered for sent in batches if sent.answered is not None]
        seconds = {stage: sum(spent[stage] for _, spent in answers) for stage in answers[0][1]}
        for batch in dealt.join([batch for batch, _ in answers]):
            yield batch, seconds
            seconds = {}

    def _deal(self, *, is_waiting: bool) -> None:
        """To each its own. While we wait anyway, whoever has nothing at all helps where most is waiting."""
        busy = self.busy()
        for lane, many in busy.items():
            for _ in range(min(self._at_worker - many, len(self._waiting[lane]))):
                self.give(lane, self._waiting[lane].popleft())
                busy[lane] += 1
        for lane, many in busy.items():
            if is_waiting and not many and (most := max(self._waiting, key=len)):
                self.give(lane, most.popleft())


def _is_answered(batches: Sequence[Sent]) -> bool:
    return all(sent.answered is not None for sent in batches)
