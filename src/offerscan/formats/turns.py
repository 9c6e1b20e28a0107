"""Turns of a chat: people press Enter in the middle of an offer, so what one sender writes in one go is one offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from offerscan.formats.opened import MAX_ROW
from offerscan.records import Meta, Offer, Refusal

__all__ = ["TURN_GAP", "Message", "join_turns"]

# A message at most so long after the last one of its sender belongs to the same turn.
TURN_GAP = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat. `posted_at` is local time in ISO 8601 without a zone; `origin` whom it is forwarded from."""

    text: str
    source: str
    author: str | None = None
    posted_at: str | None = None
    group: str | None = None
    origin: str | None = None


def join_turns(messages: Iterable[Message | Refusal]) -> Iterator[Offer | Refusal]:
    """One offer a turn, its messages joined by line breaks, told by the first of them; refusals pass."""
    turn: list[Message] = []
    size = 0
    for message in messages:
        if turn and (isinstance(message, Refusal) or not _continues(turn[-1], message, size)):
            yield _offer(turn)
            turn, size = [], 0
        if isinstance(message, Refusal):
            yield message
        else:
            turn.append(message)
            size += len(message.text) + 1
    if turn:
        yield _offer(turn)


def _continues(last: Message, message: Message, size: int) -> bool:
    if last.posted_at is None or message.posted_at is None or size + len(message.text) > MAX_ROW:
        return False
    if (last.author, last.group, last.origin) != (message.author, message.group, message.origin):
        return False
    return abs(datetime.fromisoformat(message.posted_at) - datetime.fromisoformat(last.posted_at)) <= TURN_GAP


def _offer(turn: list[Message]) -> Offer:
    first = turn[0]
    text = "\n".join(message.text for message in turn)
    return Offer(text, source=first.source, meta=Meta(first.author, first.posted_at, first.group))
