"""Conversations of Messenger, and of Instagram, that a person downloaded from their own account (`message_1.json`).

Their messages stand newest first, and the name of the conversation behind them, so that a file is read as a whole.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import ijson

from offerscan.formats.characters import mended
from offerscan.formats.fields import refuse
from offerscan.formats.json_rows import find_keys, has_keys, read_items
from offerscan.formats.moments import read_moment
from offerscan.formats.opened import MAX_ROW, Opened
from offerscan.formats.turns import Message, join_turns
from offerscan.records import Offer, Refusal

__all__ = ["is_conversation", "read_conversation"]

_SIGNS = ("participants.*.name", "messages.*.sender_name", "messages.*.timestamp_ms")


def is_conversation(head: str) -> bool:
    """Whether the file holds the messages of one conversation."""
    return has_keys(find_keys(head), *_SIGNS)


def read_conversation(opened: Opened) -> Iterator[Offer | Refusal]:
    """The turns of a conversation, newest first as in the file, each told by the place of its first message there.

    What stands after a slip in the JSON is one refusal. Raises InputError if the file is too big to be read.
    """
    content = opened.whole().decode(opened.encoding, "replace").removeprefix("\ufeff")
    messages = list(_messages(opened, content, _title(content)))
    yield from reversed(list(join_turns(reversed(messages))))


def _title(content: str) -> str | None:
    with suppress(ijson.JSONError):  # told where the messages are read
        title = next(ijson.items(io.BytesIO(content.encode()), "title", use_float=True), None)
        return mended(title) if isinstance(title, str) and title else None
    return None


def _messages(opened: Opened, content: str, group: str | None) -> Iterator[Message | Refusal]:
    for row in read_items(opened, io.StringIO(content), "messages.item"):
        if isinstance(row, Refusal):
            yield row
        else:
            yield from _said(row[1], row[0], group)


def _said(message: Any, source: str, group: str | None) -> Iterator[Message | Refusal]:
    """The message, or its refusal; nothing where it holds a picture alone."""
    if not isinstance(message, dict) or not isinstance(message.get("content") or "", str):
        yield refuse("not_text", source, "")
        return
    text = _text(message)
    if len(text) > MAX_ROW:
        yield refuse("too_long", source, source, limit=MAX_ROW)
    elif text:
        author, at = message.get("sender_name"), message.get("timestamp_ms")
        named = mended(author) if isinstance(author, str) and author else None
        yield Message(text, source, named, read_moment(str(at)) if isinstance(at, int) else None, group)


def _text(message: dict[str, Any]) -> str:
    """What was written, and the words and the link of a post that was shared, where they are not the same."""
    share = message.get("share")
    shared = share if isinstance(share, dict) else {}
    text = ""
    for words in (message.get("content"), shared.get("share_text"), shared.get("link")):
        if isinstance(words, str) and words.strip() and words not in text:
            text += f"\n{words}" if text else words
    return mended(text)
