"""Turns of a chat: people press Enter in the middle of an offer, so what one sender writes in one go is one offer.

Those who run a group post one whole offer after the other: each that has contacts of its own begins a turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from offerscan.formats.pieces import OfferSigns
from offerscan.records import Meta, Offer, Refusal

__all__ = ["TURN_GAP", "Message", "join_turns"]

# A message at most so long after the last one of its sender belongs to the same turn.
TURN_GAP = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat. `posted_at` is local time in ISO 8601 without a zone, or in UTC with it.

    `answers_other`: whether it replies to what somebody else wrote.
    """

    text: str
    source: str
    author: str | None = None
    posted_at: str | None = None
    group: str | None = None
    forwarded_from: str | None = None
    answers_other: bool = False


@dataclass(slots=True)
class _Turn:
    """The messages of one turn so far, of at most `max_row` characters. What they show of an offer is only looked for once
    there is a second."""

    max_row: int
    messages: list[Message] = field(default_factory=list)
    size: int = 0
    signs: OfferSigns | None = None

    def take(self, message: Message) -> bool:
        """Adds the message, if it belongs to this turn."""
        if self.messages and not (self._is_at_hand(message) and self._is_same_offer(message)):
            return False
        self.messages.append(message)
        self.size += len(message.text) + 1
        return True

    def offer(self) -> Offer:
        first = self.messages[0]
        text = "\n".join(message.text for message in self.messages)
        meta = Meta(first.author, first.posted_at, first.group, forwarded_from=first.forwarded_from)
        return Offer(text, source=first.source, meta=meta)

    def _is_at_hand(self, message: Message) -> bool:
        last = self.messages[-1]
        if last.posted_at is None or message.posted_at is None or self.size + len(message.text) > self.max_row:
            return False
        if _speaker(last) != _speaker(message) or message.answers_other:
            return False
        return abs(datetime.fromisoformat(message.posted_at) - datetime.fromisoformat(last.posted_at)) <= TURN_GAP

    def _is_same_offer(self, message: Message) -> bool:
        signs = OfferSigns.of(message.text)
        if self.signs is None:
            self.signs = OfferSigns.of(self.messages[0].text)
        if signs.are_apart_from(self.signs):
            return False
        self.signs.add(signs)
        return True


def join_turns(messages: Iterable[Message | Refusal], max_row: int) -> Iterator[Offer | Refusal]:
    """One offer a turn, its messages joined by line breaks, told by the first of them; refusals pass. Messages whose turn
    would have more than `max_row` characters stand in turns of their own."""
    turn = _Turn(max_row)
    for message in messages:
        if isinstance(message, Message) and turn.take(message):
            continue
        if turn.messages:
            yield turn.offer()
        turn = _Turn(max_row)
        if isinstance(message, Refusal):
            yield message
        else:
            turn.take(message)
    if turn.messages:
        yield turn.offer()


def _speaker(message: Message) -> tuple[str | None, ...]:
    return message.author, message.group, message.forwarded_from
