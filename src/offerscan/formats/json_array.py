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

__all__ = ["Utf8", "read"]


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The offers of a JSON list, told by their place in it. What stands after a slip in the JSON is one refusal.

    Raises InputError if the file holds one JSON object that is no list.
    """
    head = opened.head.decode(opened.encoding, "replace").lstrip("\ufeff \t\r\n")
    if head.startswith("["):
        return jsonl.offers_of(_items(opened), opened.name, fields)
    if head.startswith("{") and not head[1:].lstrip(" ").startswith(("\r", "\n")):
        opened.note(both("note_jsonl", name=opened.name))
        return jsonl.read(opened, fields)
    raise InputError(both("error_no_list", name=opened.name))


def _items(opened: Opened) -> Iterator[jsonl.Row]:
    number = 0
    try:
        # Numbers of 64 bits: ijson's C parser crashes on integers of more than 4,300 digits.
        for number, value in enumerate(ijson.items(Utf8(opened.text()), "item", use_float=True), 1):
            yield opened.source(number), value
    except ijson.JSONError:
        source = opened.source(number + 1)
        yield refuse("broken_list", source, source)


class Utf8:
    """Characters as the bytes that ijson reads, whatever the encoding of the file."""

    def __init__(self, text: TextIO) -> None:
        self._text = text

    def read(self, size: int) -> bytes:
        return self._text.read(size).encode()
