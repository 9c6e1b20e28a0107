"""One JSON list of offers, read item by item. Files named .json that hold an object a line are read as .jsonl."""

from __future__ import annotations

from collections.abc import Iterator

from offerscan.errors import InputError
from offerscan.formats import jsonl
from offerscan.formats.fields import Fields
from offerscan.formats.json_rows import head_of, read_items
from offerscan.formats.opened import Opened
from offerscan.phrases import both
from offerscan.records import Offer, Refusal

__all__ = ["read"]


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The offers of a JSON list, told by their place in it. What stands after a slip in the JSON is one refusal.

    Raises InputError if the file holds one JSON object that is no list.
    """
    head = head_of(opened)
    if head.startswith("["):
        return jsonl.offers_of(read_items(opened, opened.text(), "item", several=False), opened, fields)
    if head.startswith("{") and not head[1:].lstrip(" ").startswith(("\r", "\n")):
        opened.note(both("note_jsonl", name=opened.name))
        return jsonl.read(opened, fields)
    raise InputError(both("error_no_list", name=opened.name))
