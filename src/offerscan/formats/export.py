"""What a platform hands out when somebody exports a chat or downloads posts: recognised by its content, read by a module.

A new kind of export is one module with its `EXPORT`, and one line in `exports.EXPORTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from offerscan.formats.fields import Fields
from offerscan.formats.opened import Opened
from offerscan.records import Offer, Refusal

__all__ = ["Export", "Reader"]

Reader = Callable[[Opened, Fields], Iterator[Offer | Refusal]]


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of export. `name` is the value of --format; `suffixes` its files may have; `recognise` tells from the first
    characters of a file (up to 64 KB, decoded) whether it is one; `sign` is the phrase that says what it went by."""

    name: str
    suffixes: tuple[str, ...]
    recognise: Callable[[str], bool]
    read: Reader
    sign: str
