"""One JSON list of offers, read item by item. Files named .json that hold an object a line are read as .jsonl."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import ijson

from offerscan.errors import InputError
from offerscan.formats import jsonl
from offerscan.formats.fields import Fields, refuse
from offerscan.formats.opened import Opened
from offerscan.phrases import both
from offerscan.records import Offer, Refusal

__all__ = ["BUFFER", "Utf8", "read", "refuse_rest"]

# Bytes at a time: the parser goes over a long text again with each of them, so that small ones cost minutes.
BUFFER = 262_144


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The offers of a JSON list, told by their place in it. What stands after a slip in the JSON is one refusal.

    Raises InputError if the file holds one JSON object that is no list.
    """
    head = opened.head.decode(opened.encoding, "replace").lstrip("\ufeff \t\r\n")
    if head.startswith("["):
        return jsonl.offers_of(_items(opened), opened, fields)
    if head.startswith("{") and not head[1:].lstrip(" ").startswith(("\r", "\n")):
        opened.note(both("note_jsonl", name=opened.name))
        return jsonl.read(opened, fields)
    raise InputError(both("error_no_list", name=opened.name))


def _items(opened: Opened) -> Iterator[jsonl.Row]:
    number = 0
    try:
        # Numbers of 64 bits: ijson's C parser crashes on integers of more than 4,300 digits.
        utf8 = Utf8(opened.text(), opened.allowance.limits.max_value_bytes)
        for number, value in enumerate(ijson.items(utf8, "item", use_float=True, buf_size=BUFFER), 1):
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
