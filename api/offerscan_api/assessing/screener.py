"""The common screener as code in threads uses it: the same calls as `Screener`, but in line with all others."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import islice

from offerscan.errors import EngineError
from offerscan.phrases import both
from offerscan.records import Offer, Refusal
from offerscan_api.assessing.dispatch import Dispatch
from offerscan_api.assessing.line import Closed, Full
from offerscan_api.assessing.tickets import Answer, Ticket
from offerscan_api.assessing.workers import Knowledge

__all__ = ["SharedScreener"]

Count = Callable[[Sequence[Offer], Sequence[Answer]], None]

# Rows that wait together, and how many times so many: the workers have the next ones before the last are answered.
_ROWS, _AHEAD = 32, 2
_LOOK_AGAIN_S = 0.2


class SharedScreener:
    """Assesses in turn with everybody else, as one client. Blocks: to be called in threads, never in the event loop."""

    def __init__(self, dispatch: Dispatch, knowledge: Knowledge, client: str, count: Count) -> None:
        self.catalog = knowledge.catalog
        self.policy = knowledge.policy
        self.versions = knowledge.versions
        self._dispatch = dispatch
        self._client = client
        self._count = count

    def assess(self, offer: Offer) -> Answer:
        """The assessment of one offer, or why there is none."""
        return next(self.assess_many([offer]))

    def assess_many(self, offers: Iterable[Offer | Refusal]) -> Generator[Answer]:
        """One answer an offer, in order; a refusal passes through in its place. Streams, and waits where the line is full;
        closed before the end, it gives up what waits.

        Raises EngineError where the service stops before the end.
        """
        rows = iter(offers)
        sent: deque[tuple[list[Offer | Refusal], Ticket]] = deque()
        try:
            while chunk := list(islice(rows, _ROWS)):
                sent.append((chunk, self._join([row for row in chunk if isinstance(row, Offer)])))
                if len(sent) > _AHEAD:
                    yield from self._answers(*sent.popleft())
            while sent:
                yield from self._answers(*sent.popleft())
        finally:
            for _, ticket in sent:
                ticket.give_up()

    def _join(self, offers: list[Offer]) -> Ticket:
        while True:
            try:
                return self._dispatch.join(offers, self._client)
            except Full:
                time.sleep(_LOOK_AGAIN_S)
            except Closed:
                raise EngineError(both("error_stopping"), code="stopping") from None

    def _answers(self, chunk: list[Offer | Refusal], ticket: Ticket) -> Iterator[Answer]:
        answers = ticket.future.result()
        self._count([row for row in chunk if isinstance(row, Offer)], answers)
        answered = iter(answers)
        for row in chunk:
            yield row if isinstance(row, Refusal) else next(answered)
