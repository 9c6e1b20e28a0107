"""What waits to be assessed: a ticket for each request, with one task for each of its offers."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock

from offerscan.records import Assessment, Offer, Refusal
from offerscan.screener import MAX_CHARACTERS

__all__ = ["Answer", "Task", "Ticket", "estimate_pieces"]

Answer = Assessment | Refusal

# Characters of a piece in the corpus (mean), and what a text costs besides its pieces, in pieces.
_CHARACTERS, _AROUND = 4, 8


def estimate_pieces(text: str) -> int:
    """About how many pieces the model will read, and so how long a text takes; without reading it.

    >>> estimate_pieces("Dibutuhkan ART ke Taiwan, gaji NT 20.000")
    18
    """
    return _AROUND + min(len(text), MAX_CHARACTERS) // _CHARACTERS


@dataclass(eq=False, slots=True)
class Task:
    """One offer of a ticket, at `place`; `deaths` counts the workers that died of it."""

    offer: Offer
    pieces: int
    ticket: Ticket
    place: int
    deaths: int = 0


class Ticket:
    """One request's offers; `future` holds their answers, in order, or why there are none. Used from several threads.

    What goes wrong with one offer fails the ticket of an offer that is `alone`; in any other it is told in the offer's place.
    """

    def __init__(self, offers: Sequence[Offer], client: str = "", *, alone: bool = False) -> None:
        self.client = client
        self.waiting = deque(Task(offer, estimate_pieces(offer.text), self, place) for place, offer in enumerate(offers))
        self.pieces = sum(task.pieces for task in self.waiting)
        self.future: Future[list[Answer]] = Future()
        self.future.set_running_or_notify_cancel()  # from here on nobody cancels it behind our back
        self.is_alone = alone
        self._answers: list[Answer | None] = [None] * len(offers)
        self._open = len(offers)
        self._lock = Lock()
        if not offers:
            self.future.set_result([])

    @property
    def is_over(self) -> bool:
        """Whether nobody waits for further answers: all are there, one failed, or the client has gone."""
        return self.future.done()

    def answer(self, place: int, answer: Answer) -> None:
        """Takes the answer to the offer at a place; the last one settles the ticket."""
        with self._lock:
            self._answers[place] = answer
            self._open -= 1
            if self._open == 0 and not self.future.done():
                self.future.set_result([given for given in self._answers if given is not None])

    def fail(self, error: BaseException) -> None:
        """Settles the ticket without answers."""
        with self._lock:
            if not self.future.done():
                self.future.set_exception(error)

    def give_up(self) -> None:
        """Nobody waits any more: what has not begun never will."""
        with self._lock:
            if not self.future.done():
                self.future.set_result([])
