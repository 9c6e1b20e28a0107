"""Gives the offers that wait to the workers: always so many pieces at once that a worker never waits for the next one,
and so few that whoever comes now is soon reached.

The engine reads one text a call, so that neighbours change no score. What is joined is the way there: offers of many
requests go to a worker together, and each answer comes back as soon as it is there.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from threading import Condition, Event, Thread

import structlog

from offerscan.errors import EngineError, OfferscanError
from offerscan.phrases import both
from offerscan.records import Fault as RowFault
from offerscan.records import Offer, Refusal
from offerscan_api.assessing.figures import Figures
from offerscan_api.assessing.line import Line
from offerscan_api.assessing.tickets import Answer, Task, Ticket
from offerscan_api.assessing.workers import Fault, Knowledge, Worker, WorkerDied

__all__ = ["Dispatch", "Hire"]

Hire = Callable[[], Worker]

# Pieces at a worker at once: several short offers, or one of ordinary length and the next.
_AT_ONCE = 512
# An offer that two workers died of gets an error; others that were with it are not counted.
_DEATHS = 2
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 30.0
_MOST_WAIT_S = 600
# How often a worker with nothing to do is looked at.
_LOOK_EVERY_S = 1.0
_log = structlog.get_logger("offerscan.workers")


class Dispatch:
    """Workers, each with a thread that looks after it, over one line. `hire` opens a worker and may raise."""

    def __init__(self, hire: Hire, workers: int, max_pieces: int) -> None:
        self.figures = Figures()
        self.workers = workers
        self._hire = hire
        self._line = Line(max_pieces)
        self._stopping = Event()
        self._threads: list[Thread] = []
        self._held: list[deque[Task]] = []  # what is at each worker

    def open(self) -> Knowledge:
        """Hires the workers, all at once; returns when the first is ready. Raises what the hiring of all raised."""
        outcomes: dict[int, Knowledge | Exception] = {}
        came = Condition()

        def tell(number: int, outcome: Knowledge | Exception) -> None:
            with came:
                outcomes.setdefault(number, outcome)
                came.notify()

        for number in range(self.workers):
            held: deque[Task] = deque()
            thread = Thread(
                target=self._look_after, args=(partial(tell, number), held), name=f"offerscan-{number}", daemon=True
            )
            self._held.append(held)
            self._threads.append(thread)
            thread.start()
        with came:
            while not any(isinstance(one, Knowledge) for one in outcomes.values()):
                if len(outcomes) == self.workers:
                    break
                came.wait()
            told = list(outcomes.values())
        for outcome in told:
            if isinstance(outcome, Knowledge):
                return outcome
        self.close(0)
        raise next(one for one in told if isinstance(one, Exception))

    def join(self, offers: Sequence[Offer], client: str = "", *, alone: bool = False) -> Ticket:
        """Lets offers wait for their turn, or one that was asked for `alone`; raises Full or Closed."""
        ticket = Ticket(offers, client, alone=alone)
        self._line.join(ticket)
        return ticket

    @property
    def waiting_offers(self) -> int:
        """How many offers wait for a worker."""
        return self._line.offers

    @property
    def waiting_pieces(self) -> int:
        """How many pieces wait for a worker."""
        return self._line.pieces

    @property
    def is_full(self) -> bool:
        """Whether a further request would be refused."""
        return self._line.is_full

    @property
    def wait_s(self) -> int:
        """In how many seconds what waits now will be done, from how long the last offers took."""
        estimate = self._line.pieces * self.figures.piece_s / max(1, self.figures.alive)
        return max(1, min(_MOST_WAIT_S, math.ceil(estimate)))

    def close(self, within_s: float) -> None:
        """Takes nothing more, lets the workers finish what waits, and ends them; what is left then is refused."""
        self._line.close()
        until = time.monotonic() + within_s
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        self._stopping.set()
        self._refuse_left()

    def _refuse_left(self) -> None:
        """Fails what waits, and what is at workers: one that hangs may never come back."""
        for task in (*self._line.empty(), *(task for held in self._held for task in tuple(held))):
            task.ticket.fail(_stopping())

    def _look_after(self, tell: Callable[[Knowledge | Exception], None], held: deque[Task]) -> None:
        """One worker and its successors, until the line is closed and empty."""
        pause_s = _FIRST_PAUSE_S
        while not self._stopping.is_set():
            try:
                worker = self._hire()
            except Exception as error:
                tell(error)
                _log.error("worker_not_opened", error=type(error).__name__)
                self._stopping.wait(pause_s)
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
                continue
            pause_s = _FIRST_PAUSE_S
            self.figures.change(alive=1)
            tell(worker.knowledge)
            try:
                if self._employ(worker, held):
                    return
            finally:
                self.figures.change(alive=-1)
                worker.close()
            self.figures.change(restarts=1)
            _log.error("worker_died")

    def _employ(self, worker: Worker, held: deque[Task]) -> bool:
        """Keeps a worker at work, and `held` what is at it; whether it ended because there is nothing more to do, or because it
        died."""
        room = _AT_ONCE
        try:
            while not self._stopping.is_set():
                tasks = self._line.take(room, 0 if held else _LOOK_EVERY_S)
                if tasks:
                    self._send(worker, tasks, held)
                    room -= sum(task.pieces for task in tasks)
                if self._stopping.is_set():
                    break
                if held:
                    self._receive(worker, held)
                    room = _AT_ONCE - sum(task.pieces for task in held)
                elif self._line.is_over:
                    return True
                elif not worker.is_alive:
                    raise WorkerDied
            for task in held:
                task.ticket.fail(_stopping())
            return True
        except WorkerDied:
            self._reassign(held)
            if self._stopping.is_set():  # nobody looks into the line any more
                self._refuse_left()
            return False
        finally:
            self.figures.change(at_work=-len(held))
            held.clear()

    def _send(self, worker: Worker, tasks: list[Task], held: deque[Task]) -> None:
        # Held before they are sent: what is neither in the line nor held would be missed by `close`.
        held.extend(tasks)
        self.figures.change(at_work=len(tasks))
        try:
            worker.send([task.offer for task in tasks])
        except WorkerDied:
            for _ in tasks:
                held.pop()
            self.figures.change(at_work=-len(tasks))
            self._line.put_back(tasks)
            raise

    def _receive(self, worker: Worker, held: deque[Task]) -> None:
        began = time.perf_counter()
        answer = worker.receive()
        task = held.popleft()
        self.figures.change(at_work=-1)
        self.figures.timed(task.pieces, time.perf_counter() - began)
        _deliver(task, answer)

    def _reassign(self, held: deque[Task]) -> None:
        """What a worker held goes to the next one. It died of the first, if of any; the others had not begun."""
        if not held:
            return
        held[0].deaths += 1
        if held[0].deaths >= _DEATHS:
            _deliver(held[0], Fault(EngineError(both("error_offer_fatal"))))
            self._line.put_back(list(held)[1:])
        else:
            self._line.put_back(list(held))


def _deliver(task: Task, answer: Answer | Fault) -> None:
    """An answer; what went wrong becomes a refusal in its place, unless the offer was asked for alone."""
    if not isinstance(answer, Fault):
        task.ticket.answer(task.place, answer)
        return
    error = answer.error
    if answer.where:
        _log.error("fault_in_worker", error=str(error), where=list(answer.where))
    if task.ticket.is_alone:
        task.ticket.fail(error)
        return
    told = RowFault(error.code, str(error)) if isinstance(error, OfferscanError) else _unexpected(error)
    task.ticket.answer(task.place, Refusal(task.offer.id, task.offer.source, told))


def _unexpected(error: Exception) -> RowFault:
    return RowFault("internal", both("row_internal", kind=type(error).__name__))


def _stopping() -> EngineError:
    return EngineError(both("error_stopping"), code="stopping")
