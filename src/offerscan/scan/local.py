"""A run on this machine: one screener a process, one core a screener."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from offerscan.errors import EngineError
from offerscan.phrases import both
from offerscan.records import Assessment, Offer, Refusal
from offerscan.scan.chunks import Chunk, assess_chunk, cut_chunks

if TYPE_CHECKING:
    from offerscan.screener import Screener

__all__ = ["Answered", "OpenScreener", "scan"]

OpenScreener = Callable[[], "Screener"]
Answered = tuple[Offer | Refusal, Assessment | Refusal]

# Starting processes takes about a second each; below so many chunks it is not worth it.
_FEW_CHUNKS = 4
# Chunks on their way for each worker: one at work, one waiting, one answered out of turn.
_AHEAD = 3


def scan(
    offers: Iterable[Offer | Refusal], *, open_screener: OpenScreener, workers: int | None = None
) -> Generator[Answered]:
    """Each row with its answer, in order, whatever the number of workers (default: one a core). Memory is bounded.

    `open_screener` is sent to other processes and so must be picklable. Raises EngineError if a worker dies.
    """
    chunks = cut_chunks(offers)
    first = list(islice(chunks, _FEW_CHUNKS))
    wanted = workers or _cores()
    if wanted == 1 or len(first) < _FEW_CHUNKS:
        screener = open_screener()
        for chunk in chain(first, chunks):
            yield from zip(chunk, assess_chunk(screener, chunk), strict=True)
    else:
        yield from _scan_in_processes(chain(first, chunks), wanted, open_screener)


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)  # Linux: the cores that this process may use
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _scan_in_processes(chunks: Iterable[Chunk], workers: int, open_screener: OpenScreener) -> Iterator[Answered]:
    spawn = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=_start, initargs=(open_screener,))
    sent: deque[tuple[Chunk, Future[list[Assessment | Refusal]]]] = deque()
    try:
        for chunk in chunks:
            with _deaf_to_interrupts():
                sent.append((chunk, pool.submit(_assess, chunk)))
            if len(sent) == workers * _AHEAD:
                yield from _take(sent)
        while sent:
            yield from _take(sent)
    except (BrokenProcessPool, OSError) as error:
        raise EngineError(both("error_worker", workers=workers)) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _take(sent: deque[tuple[Chunk, Future[list[Assessment | Refusal]]]]) -> Iterator[Answered]:
    chunk, answers = sent.popleft()
    return zip(chunk, answers.result(), strict=True)


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


_open_screener: OpenScreener
_screener: Screener | None = None


def _start(open_screener: OpenScreener) -> None:
    global _open_screener
    _open_screener = open_screener


def _assess(chunk: Chunk) -> list[Assessment | Refusal]:
    """In a worker. The screener is opened with the first chunk, so that its failure is told as what it is."""
    global _screener
    if _screener is None:
        _screener = _open_screener()
    return assess_chunk(_screener, chunk)
