"""Who assesses: a process with a model of its own, one a core, or the screener of this process.

A text that brings the engine down, or makes it hang, ends a worker and not the service. Processes are told to stop by
their pipe alone: signals that are meant for the service, and sent to all of its group, do not reach them.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any, Protocol

from offerscan.catalog import Catalog
from offerscan.errors import OfferscanError
from offerscan.policy import Policy
from offerscan.records import Offer, Versions
from offerscan.screener import Screener
from offerscan_api.access import where_of
from offerscan_api.assessing.tickets import Answer

__all__ = ["Fault", "InProcess", "InThread", "Knowledge", "OpenOwn", "Worker", "WorkerDied"]

OpenOwn = Callable[[], Screener]

_OPENS_WITHIN_S = 120
_ENDS_WITHIN_S = 5
# Read once at the start: the first texts of a fresh session take several times as long as later ones.
_WARM_UP = "Dibutuhkan ART ke Taiwan, gaji NT 20.000 per bulan, kontrak 3 tahun. Hubungi PT Contoh Mandiri. " * 4


class WorkerDied(Exception):
    """A worker has gone, or hangs."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an offer has no answer: what went wrong inside, and in a worker process where. The message of an error that is
    none of ours may hold the text and goes to no log."""

    error: Exception
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a worker's screener works with; the routes show it."""

    catalog: Catalog
    policy: Policy
    versions: Versions

    @classmethod
    def of(cls, screener: Screener) -> Knowledge:
        """What this screener works with."""
        return cls(screener.catalog, screener.policy, screener.versions)


class Worker(Protocol):
    """Assesses offers in the order in which they are sent. Used by one thread."""

    knowledge: Knowledge

    @property
    def is_alive(self) -> bool:
        """Whether it can still be sent anything."""
        ...

    def send(self, offers: Sequence[Offer]) -> None:
        """Hands offers over; raises WorkerDied."""
        ...

    def receive(self) -> Answer | Fault:
        """The next answer; waits for it. Raises WorkerDied."""
        ...

    def close(self) -> None:
        """Ends the worker, whatever it does."""
        ...


class InThread:
    """The screener of this process, at work in whatever thread asks."""

    def __init__(self, screener: Screener) -> None:
        self.knowledge = Knowledge.of(screener)
        self._screener = screener
        self._sent: deque[Offer] = deque()

    @property
    def is_alive(self) -> bool:
        """Always."""
        return True

    def send(self, offers: Sequence[Offer]) -> None:
        """Hands offers over."""
        self._sent.extend(offers)

    def receive(self) -> Answer | Fault:
        """Assesses the next offer."""
        return _assess(self._screener, self._sent.popleft())

    def close(self) -> None:
        """Nothing is to be ended."""


class InProcess:
    """A process that opens a screener; `open_screener` must be picklable. An answer that takes longer than `within_s`
    counts as a death. Raises what the opening raised, or WorkerDied."""

    def __init__(self, open_screener: OpenOwn, within_s: float) -> None:
        context = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
        self._pipe, theirs = context.Pipe()
        self._within_s = within_s
        self._process = context.Process(
            target=_work, args=(open_screener, theirs), daemon=True, name="offerscan-worker"
        )
        self._process.start()
        theirs.close()
        try:
            opened = self._receive(_OPENS_WITHIN_S)
        except WorkerDied:
            self.close()
            raise
        if isinstance(opened, Fault):
            self.close()
            raise opened.error
        self.knowledge: Knowledge = opened

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid or 0

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def send(self, offers: Sequence[Offer]) -> None:
        """Hands offers over; raises WorkerDied."""
        try:
            self._pipe.send(list(offers))
        except OSError:
            raise WorkerDied from None

    def receive(self) -> Answer | Fault:
        """The next answer; raises WorkerDied."""
        answer: Answer | Fault = self._receive(self._within_s)
        return answer

    def close(self) -> None:
        """Ends the process: by its pipe, and if it does not listen, by force."""
        self._pipe.close()
        self._process.join(0 if self._process.exitcode is not None else _ENDS_WITHIN_S)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()

    def _receive(self, within_s: float) -> Any:
        try:
            if self._pipe.poll(within_s):
                return self._pipe.recv()
        except (EOFError, OSError):
            pass
        else:
            self._process.kill()
        raise WorkerDied


def _assess(screener: Screener, offer: Offer) -> Answer | Fault:
    try:
        return screener.assess(offer)
    except Exception as error:
        return Fault(error)


def _work(open_screener: OpenOwn, pipe: Connection) -> None:
    """In the process: opens the screener, says so, and answers until the service lets go of the pipe."""
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    try:
        screener = open_screener()
        screener.assess(Offer(_WARM_UP))
        pipe.send(Knowledge.of(screener))
    except Exception as error:
        pipe.send(_sendable(Fault(error)))
        return
    offers: SimpleQueue[Offer] = SimpleQueue()
    Thread(target=_listen, args=(pipe, offers), daemon=True).start()
    while True:
        answer = _assess(screener, offers.get())
        pipe.send(_sendable(answer) if isinstance(answer, Fault) else answer)


def _sendable(fault: Fault) -> Fault:
    """Errors of libraries cannot always be sent, and hold the text; their kind and place say enough."""
    if isinstance(fault.error, OfferscanError):
        return fault
    return Fault(RuntimeError(type(fault.error).__name__), tuple(where_of(fault.error)))


def _listen(pipe: Connection, offers: SimpleQueue[Offer]) -> None:
    """Reads ahead, so that neither side ever waits for the other to read. The service gone, the process ends at once."""
    try:
        while True:
            for offer in pipe.recv():
                offers.put(offer)
    except (EOFError, OSError):
        os._exit(0)
