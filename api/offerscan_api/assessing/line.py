"""Where offers of all clients wait: bounded, and fair.

Whoever has been served least comes next, counted in pieces and not in requests, so that a batch of a thousand never
keeps one pasted offer waiting. Of one client's requests each has an offer in turn.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from threading import Condition

from offerscan_api.assessing.tickets import Task, Ticket

__all__ = ["Closed", "Full", "Line"]


class Full(Exception):
    """There is no room for this request now."""


class Closed(Exception):
    """The service is stopping and takes nothing more."""


@dataclass(slots=True)
class _Share:
    """What one client has been served, in pieces, and what it waits for."""

    served: int
    pieces: int = 0
    tickets: deque[Ticket] = field(default_factory=deque)


class Line:
    """Tickets in, tasks out. `max_pieces` is how much may wait, half of it for one client. Safe to use from threads."""

    def __init__(self, max_pieces: int) -> None:
        self._max_pieces = max_pieces
        self._shares: dict[str, _Share] = {}
        self._returned: deque[Task] = deque()
        self._reached = 0  # how much the client that was served last has had: where a new one begins
        self._changed = Condition()
        self._closed = False

    @property
    def is_full(self) -> bool:
        """Whether there is room for no request at all."""
        return self.pieces >= self._max_pieces

    @property
    def pieces(self) -> int:
        """How much waits."""
        with self._changed:
            return sum(share.pieces for share in self._shares.values()) + sum(task.pieces for task in self._returned)

    @property
    def offers(self) -> int:
        """How many offers wait."""
        with self._changed:
            tickets = (ticket for share in self._shares.values() for ticket in share.tickets)
            return sum(len(ticket.waiting) for ticket in tickets) + len(self._returned)

    def join(self, ticket: Ticket) -> None:
        """Lets a request wait. Raises Full where its client, or all together, would wait too long; Closed at the end."""
        with self._changed:
            if self._closed:
                raise Closed
            if not ticket.waiting:
                return
            share = self._shares.get(ticket.client) or _Share(self._reached)
            all_pieces = sum(one.pieces for one in self._shares.values())
            # An empty line takes any request: how large one may be is limited elsewhere.
            if all_pieces and all_pieces + ticket.pieces > self._max_pieces:
                raise Full
            if share.pieces and share.pieces + ticket.pieces > self._max_pieces // 2:
                raise Full
            share.tickets.append(ticket)
            share.pieces += ticket.pieces
            self._shares[ticket.client] = share
            self._changed.notify_all()

    @property
    def is_over(self) -> bool:
        """Whether it is closed and nothing waits any more."""
        with self._changed:
            return self._closed and not self._shares and not self._returned

    def take(self, room: int, wait_s: float = 0) -> list[Task]:
        """The next tasks, up to `room` pieces; the last one may be larger than its room. Waits so long for the first."""
        with self._changed:
            if wait_s and not self._shares and not self._returned and not self._closed:
                self._changed.wait(wait_s)
            taken: list[Task] = []
            while room > 0 and (task := self._next()) is not None:
                taken.append(task)
                room -= task.pieces
            return taken

    def put_back(self, tasks: list[Task]) -> None:
        """Returns tasks of a worker that died; they are the next ones."""
        with self._changed:
            self._returned.extendleft(reversed(tasks))
            self._changed.notify_all()

    def close(self) -> None:
        """Takes nothing more; what waits is still handed out."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def empty(self) -> list[Task]:
        """Everything that waits, out of the line."""
        return self.take(1 << 62)

    def _next(self) -> Task | None:
        while self._returned:
            task = self._returned.popleft()
            if not task.ticket.is_over:
                return task
        while self._shares:
            client, share = min(self._shares.items(), key=lambda item: item[1].served)
            self._reached = share.served
            ticket = share.tickets.popleft()
            next_one = None if ticket.is_over else ticket.waiting.popleft()
            if next_one is None:  # its client has gone
                share.pieces -= sum(left.pieces for left in ticket.waiting)
            else:
                share.pieces -= next_one.pieces
                share.served += next_one.pieces
                if ticket.waiting:
                    share.tickets.append(ticket)
            if not share.tickets:
                del self._shares[client]
            if next_one is not None:
                return next_one
        return None
