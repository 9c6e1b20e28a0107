"""Rows of the JSON that platforms and collecting tools write: known by their keys, read one by one.

The path of a key is written as in `user.name`; `*` stands for the items of a list.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, TextIO

import ijson

from offerscan.formats.fields import refuse
from offerscan.formats.jsonl import Row, read_values
from offerscan.formats.opened import Opened
from offerscan.records import Refusal

__all__ = ["BUFFER", "Utf8", "find_keys", "has_keys", "head_of", "read_items", "read_rows", "refuse_rest"]

# Bytes at a time: the parser goes over a long text again with each of them, so that small ones cost minutes.
BUFFER = 262_144

# Numbers as 64-bit integers and floats: else ijson's C parser crashes on an integer of more than 4,300 digits.
_NUMBERS = {"use_float": True}
# The keys by which an export is known stand near the top of a row; what lies deeper is not told apart.
_DEPTH = 8


def head_of(opened: Opened) -> str:
    """The first characters of a file, without blanks before them."""
    return opened.head.decode(opened.encoding, "replace").lstrip("\ufeff \t\r\n")


def find_keys(head: str) -> dict[str, Any]:
    """The path of every key in the rows at the head of a JSON file, with its first value; nothing in other files."""
    found: dict[str, Any] = {}
    path: list[str] = []
    source = io.BytesIO(head.lstrip("\ufeff").encode(errors="replace"))
    with suppress(ijson.JSONError):  # a head ends in the middle of a row
        for event, value in ijson.basic_parse(source, multiple_values=True, **_NUMBERS):
            if event in ("start_map", "start_array"):
                path.append("*")
            elif event in ("end_map", "end_array"):
                path.pop()
            else:
                if event == "map_key":
                    path[-1], value = value, None
                key = ".".join(path[:_DEPTH]).removeprefix("*.")
                found[key] = value if found.get(key) is None else found[key]
    return found


def has_keys(keys: dict[str, Any], *signs: str) -> bool:
    """Whether every sign is there; a sign may name several keys, of which one is enough: `time|date`."""
    return all(any(key in keys for key in sign.split("|")) for sign in signs)


def read_rows(opened: Opened) -> Iterator[Row]:
    """The rows of a JSON list, told by their place in it, or of a file with a JSON value a line."""
    head = head_of(opened)
    if head.startswith("["):
        return read_items(opened, opened.text(), "item")
    if re.match(r"\{ *\r?\n", head):  # objects spread over several lines
        return read_items(opened, opened.text(), "")
    return read_values(opened)


def read_items(opened: Opened, text: TextIO, place: str, *, several: bool = True) -> Iterator[Row]:
    """The values at `place`, an ijson prefix, in what is left of `text`. After a slip in the JSON comes one refusal, as for
    what stands behind the first JSON value where there may not be `several`."""
    number = 0
    try:
        utf8 = Utf8(text, opened.allowance.limits.max_value_bytes)
        items = ijson.items(utf8, place, multiple_values=several, buf_size=BUFFER, **_NUMBERS)
        for number, value in enumerate(items, 1):
            utf8.start_value()
            yield opened.source(number), value
    except ijson.JSONError as error:
        yield refuse_rest(error, opened.source(number + 1))


class TooLong(ijson.JSONError):  # type: ignore[misc]
    """One value does not end, or not within the limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit


class Utf8:
    """Characters as the bytes that ijson reads, whatever the encoding of the file. Raises TooLong for a value of more than
    `max_value` bytes, as it would fill the memory."""

    def __init__(self, text: TextIO, max_value: int) -> None:
        self._text, self._max_value = text, max_value
        self._size = 0

    def read(self, size: int) -> bytes:
        if self._size > self._max_value:
            raise TooLong(self._max_value)
        read = self._text.read(size).encode()
        self._size += len(read)
        return read

    def start_value(self) -> None:
        """What is read from here on belongs to another value."""
        self._size = 0


def refuse_rest(error: Exception, source: str) -> Refusal:
    """The refusal of what stands after a slip in the JSON."""
    if isinstance(error, TooLong):
        return refuse("too_long", source, source, limit=error.limit // 4)  # bytes that a character may need
    return refuse("broken_list", source, source)
