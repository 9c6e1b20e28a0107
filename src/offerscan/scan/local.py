"""A run on this machine: one screener a process, one core a screener."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from offerscan.cores import count_cores
from offerscan.errors import EngineError
from offerscan.phrases import both
from offerscan.scan.batches import assess_batch
from offerscan.scan.copies import Copies
from offerscan.scan.crew import Answered, Crew, Sent

if TYPE_CHECKING:
    import pyarrow as pa

    from offerscan.screener import Screener

__all__ = ["OpenScreener", "Work", "Worker", "assess_batches"]

OpenScreener = Callable[[], "Screener"]

# Starting processes takes about a second each; below so many batches it is not worth it.
_FEW = 4
# Batches at a worker: one at work, the others for the time when we are writing.
_AT_WORKER = 3


@dataclass(frozen=True)
class Work:
    """What workers need to know. `open_screener` is sent to other processes and so must be picklable.

    `address` is where a cluster is found, for engines that have one; `model_hash` that of the model which its machines must
    have, None or empty where only they must agree.
    """

    open_screener: OpenScreener
    with_text: bool = False
    address: str | None = None
    model_hash: str | None = None


def assess_batches(batches: Iterable[pa.RecordBatch], work: Work, workers: int | None) -> Generator[Answered]:
    """Each batch's answers, in order, whatever the number of workers (default: one a core). Memory is bounded.

    Raises EngineError if a worker dies.
    """
    batches = iter(batches)
    first = list(islice(batches, _FEW))
    wanted = workers or count_cores()
    if wanted == 1 or len(first) < _FEW:
        worker = Worker(work)
        yield from map(worker.assess, chain(first, batches))
    else:
        crew = _Processes(work, wanted)
        try:
            yield from crew.assess(chain(first, batches))
        except BrokenProcessPool as error:
            raise EngineError(both("error_worker", workers=wanted)) from error
        finally:
            crew.dismiss()


class Worker:
    """What one process keeps from batch to batch. The screener is opened with the first, so that its failure is told as
    what it is."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.screener: Screener | None = None
        self.copies = Copies()

    def opened(self) -> Screener:
        """The screener of this process."""
        if self.screener is None:
            self.screener = self.work.open_screener()
        return self.screener

    def assess(self, batch: pa.RecordBatch) -> Answered:
        """Answers to a batch."""
        screener = self.opened()
        before = dict(screener.stages.seconds)
        answers = assess_batch(screener, batch, self.copies, with_text=self.work.with_text)
        return answers, screener.stages.since(before)


class _Processes(Crew):
    """Processes on this machine, one core each."""

    def __init__(self, work: Work, workers: int) -> None:
        super().__init__(workers, _AT_WORKER)
        spawn = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
        # A pool of one each: in a common pool nobody could say who gets what.
        self._pools = [ProcessPoolExecutor(1, spawn, _start, (work,)) for _ in range(workers)]
        self._under_way: dict[Future[Answered], tuple[int, Sent]] = {}

    def busy(self) -> dict[int, int]:
        busy = Counter(lane for lane, _ in self._under_way.values())
        return {lane: busy[lane] for lane in range(len(self._pools))}

    def give(self, lane: int, sent: Sent) -> None:
        with _deaf_to_interrupts():
            self._under_way[self._pools[lane].submit(_assess, sent.batch)] = lane, sent

    def collect(self, *, is_waiting: bool) -> None:
        done, _ = wait(self._under_way, None if is_waiting else 0, FIRST_COMPLETED)
        for future in done:
            _, sent = self._under_way.pop(future)
            sent.answered = future.result()

    def dismiss(self) -> None:
        """Let all processes end, with whatever they have."""
        for is_waiting in (False, True):  # all are told before any is waited for
            for pool in self._pools:
                pool.shutdown(is_waiting, cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started here ignore Ctrl-C, as they inherit it: the parent alone answers it, in one sentence."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: Any = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_worker: Worker


def _start(work: Work) -> None:
    global _worker
    _worker = Worker(work)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent can tell nobody: its workers would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _assess(batch: pa.RecordBatch) -> Answered:
    return _worker.assess(batch)
