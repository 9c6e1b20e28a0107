"""Conversations of Messenger, and of Instagram, that a person downloaded from their own account (`message_1.json`), and the
encrypted ones, which Messenger hands out by itself ("Download secure storage data", `Sari Dewi_7.json`).

Most files stand newest first, and the name of the conversation may stand behind its messages, so that a file is read as a
whole.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import ijson

from offerscan.formats.characters import mended
from offerscan.formats.fields import refuse
from offerscan.formats.json_rows import find_keys, has_keys, head_of, read_items
from offerscan.formats.moments import read_moment
from offerscan.formats.opened import Opened
from offerscan.formats.turns import Message, join_turns
from offerscan.records import Offer, Refusal

__all__ = ["is_conversation", "read_conversation"]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of download names what is read of a conversation; `sign` stands in all of them besides."""

    title: str
    author: str
    posted_at: str
    text: str
    sign: str

    def is_in(self, keys: dict[str, Any]) -> bool:
        return has_keys(keys, f"messages.*.{self.author}", f"messages.*.{self.posted_at}", self.sign)


_KINDS = (
    _Kind("title", "sender_name", "timestamp_ms", "content", "participants.*.name"),
    _Kind("threadName", "senderName", "timestamp", "text", "messages.*.type"),
)
# Behind the name of an encrypted conversation stands the number of its file.
_FILE_NUMBER = re.compile(r"_\d+$")


def is_conversation(head: str) -> bool:
    """Whether the file holds the messages of one conversation."""
    return _kind(head) is not None


def read_conversation(opened: Opened) -> Iterator[Offer | Refusal]:
    """The turns of a conversation, in the order of the file, each told by the place of its first message there.

    What stands after a slip in the JSON is one refusal. Raises InputError if the file is too big to be read.
    """
    content = opened.whole().decode(opened.encoding, "replace").removeprefix("\ufeff")
    kind = _kind(head_of(opened)) or _KINDS[0]
    messages = list(_messages(opened, content, kind))
    if _is_newest_first(messages):
        yield from reversed(list(join_turns(reversed(messages), opened.max_row)))
    else:
        yield from join_turns(messages, opened.max_row)


def _kind(head: str) -> _Kind | None:
    keys = find_keys(head)
    return next((kind for kind in _KINDS if kind.is_in(keys)), None)


def _title(content: str, kind: _Kind) -> str | None:
    with suppress(ijson.JSONError):  # told where the messages are read
        title = next(ijson.items(io.BytesIO(content.encode()), kind.title, use_float=True), None)
        if isinstance(title, str):
            return mended(_FILE_NUMBER.sub("", title) if kind.title == "threadName" else title) or None
    return None


def _is_newest_first(messages: list[Message | Refusal]) -> bool:
    moments = [message.posted_at for message in messages if isinstance(message, Message) and message.posted_at]
    return not moments or moments[0] >= moments[-1]


def _messages(opened: Opened, content: str, kind: _Kind) -> Iterator[Message | Refusal]:
    group = _title(content, kind)
    for row in read_items(opened, io.StringIO(content), "messages.item"):
        if isinstance(row, Refusal):
            yield row
        else:
            yield from _said(row[1], row[0], group, kind)


def _said(message: Any, source: str, group: str | None, kind: _Kind) -> Iterator[Message | Refusal]:
    """The message, or its refusal; nothing where it holds a picture alone, or was taken back."""
    if not isinstance(message, dict) or not isinstance(message.get(kind.text) or "", str):
        yield refuse("not_text", source, "")
        return
    text = "" if message.get("isUnsent") is True else _text(message, kind)
    if text:
        author, at = message.get(kind.author), message.get(kind.posted_at)
        named = mended(author) if isinstance(author, str) and author else None
        yield Message(text, source, named, read_moment(str(at)) if isinstance(at, int) else None, group)


def _text(message: dict[str, Any], kind: _Kind) -> str:
    """What was written, and the words and the link of a post that was shared, where they are not the same."""
    share = message.get("share")
    shared = share if isinstance(share, dict) else {}
    text = ""
    for words in (message.get(kind.text), shared.get("share_text"), shared.get("link")):
        if isinstance(words, str) and words.strip() and words not in text:
            text += f"\n{words}" if text else words
    return mended(text)
