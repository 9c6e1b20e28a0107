"""Telegram Desktop's `result.json`: one chat, or all chats of an account, read message by message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import ijson
from ijson.common import ObjectBuilder

from offerscan.errors import InputError
from offerscan.formats.export import Export
from offerscan.formats.fields import Fields, refuse
from offerscan.formats.json_rows import BUFFER, Utf8, refuse_rest
from offerscan.formats.link_targets import hidden_target
from offerscan.formats.opened import Opened
from offerscan.formats.turns import Message, join_turns
from offerscan.phrases import both
from offerscan.records import Offer, Refusal

__all__ = ["EXPORT"]

_ACCOUNT = re.compile(r'\{\s*"about"\s*:\s*"(?:[^"\\]|\\.)*?Telegram')
_CHAT_TYPE = re.compile(
    r'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|(?:private|public)_(?:group|supergroup|channel))"'
)
_MESSAGE_LIST = re.compile(r'"messages"\s*:\s*\[')
# Where chats stand in the file: at the top, or in the lists of an account.
_CHATS = ("", "chats.list.item.", "left_chats.list.item.")
_CHAT_STARTS = {chat.removesuffix(".") for chat in _CHATS}
_NAMES = {f"{chat}name" for chat in _CHATS}
_LISTS = {f"{chat}messages" for chat in _CHATS}
_MESSAGES = {f"{chat}messages.item" for chat in _CHATS}
# Messages whose authors are remembered, to know whom a reply is for.
_REMEMBERED = 10_000


def _recognise(head: str) -> bool:
    """A chat of a known type with its messages, or the greeting of an account's export."""
    head = head.lstrip("\ufeff \t\r\n")
    is_chat = _CHAT_TYPE.search(head) and _MESSAGE_LIST.search(head)
    return head.startswith("{") and bool(is_chat or _ACCOUNT.match(head))


def _read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The turns of every chat, told by the place of their first message among all that the file holds.

    What stands after a slip in the JSON is one refusal. Raises InputError if the file holds no chat.
    """
    return join_turns(_messages(opened), opened.max_row)


EXPORT = Export("telegram", (".json",), _recognise, _read, "recognised_telegram")


def _messages(opened: Opened) -> Iterator[Message | Refusal]:
    number, found = 0, False
    authors: dict[float, str | None] = {}
    try:
        for group, value in _values(opened):
            found = True
            if value is None:
                authors.clear()  # each chat counts anew
                continue
            number += 1
            if value.get("type", "message") == "message":
                answers_other = _answers_other(value, authors)
                if (id := _number(value.get("id"))) is not None:
                    authors[id] = _author(value)
                if len(authors) > _REMEMBERED:
                    del authors[next(iter(authors))]
                yield from _said(value, opened.source(number), group, answers_other)
    except ijson.JSONError as error:
        if found:
            yield refuse_rest(error, opened.source(number + 1))
    if not found:
        raise InputError(both("error_not_export", name=opened.name, kind=EXPORT.name), code="not_export")


def _values(opened: Opened) -> Iterator[tuple[str | None, dict[str, Any] | None]]:
    """The name of the chat, and each of its messages as it stands; None where the list of messages begins."""
    group: str | None = None
    building: ObjectBuilder | None = None
    utf8 = Utf8(opened.text(), opened.allowance.limits.max_value_bytes)
    for prefix, event, value in ijson.parse(utf8, use_float=True, buf_size=BUFFER):
        if building is None:
            utf8.start_value()
        if prefix in _MESSAGES and event == "start_map":
            building = ObjectBuilder()
        if building is not None:
            building.event(event, value)
            if prefix in _MESSAGES and event == "end_map":
                yield group, building.value
                building = None
        elif prefix in _CHAT_STARTS and event == "start_map":
            group = None
        elif prefix in _NAMES:
            group = value if isinstance(value, str) else None
        elif prefix in _LISTS and event == "start_array":
            yield group, None


def _said(
    message: dict[str, Any], source: str, group: str | None, answers_other: bool
) -> Iterator[Message | Refusal]:
    """The message, or its refusal; nothing where it holds a picture alone."""
    text = _text(message.get("text", ""))
    if text is None:
        yield refuse("not_text", source, source)
    elif text.strip():
        origin = _word(message.get("forwarded_from")) or _word(message.get("forwarded_from_id"))
        posted_at = _local_time(message.get("date"))
        yield Message(text, source, _author(message), posted_at, group, origin, answers_other)


def _author(message: dict[str, Any]) -> str | None:
    """Who has left Telegram has no name any more, but still a number."""
    return _word(message.get("from")) or _word(message.get("from_id"))


def _answers_other(message: dict[str, Any], authors: dict[float, str | None]) -> bool:
    """Whether the message replies to somebody else's. Every message of a topic replies to the one that opened it, which is
    nobody's and so not among `authors`."""
    replied, author = _number(message.get("reply_to_message_id")), _author(message)
    return "reply_to_peer_id" in message or (replied is not None and authors.get(replied, author) != author)


def _text(value: object) -> str | None:
    """Plain text, or the joined pieces of one with links and bold words in it; None if it is neither."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return None
    pieces = (_piece(piece) if isinstance(piece, dict) else piece for piece in value)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _piece(piece: dict[str, Any]) -> object:
    """The words of a piece, with the target of their link where they hide it: `daftar di sini <https://wa.me/62812…>`."""
    words, link = piece.get("text"), piece.get("href")
    if not (isinstance(words, str) and isinstance(link, str) and (target := hidden_target(words, link))):
        return words
    shown = words.rstrip()
    return f"{shown} <{target}>{words[len(shown) :]}"


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) else None


def _word(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _local_time(value: object) -> str | None:
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=None).isoformat()
    except ValueError:
        return None
