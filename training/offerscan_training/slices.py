"""What documents are grouped by, so that a good mean cannot hide a group that is served badly."""

from __future__ import annotations

from collections.abc import Callable

from offerscan_training.corpus import Document

_LENGTHS = ((15, "<15"), (40, "15-40"), (100, "40-100"), (200, "100-200"))


def length_bucket(text: str) -> str:
    """The bucket of a text's length in words; each bucket holds its lower bound, not its upper one."""
    words = len(text.split())
    return next((name for limit, name in _LENGTHS if words < limit), ">200")


# What documents are grouped by.
SLICES: dict[str, Callable[[Document], str]] = {
    "language": lambda document: document.meta.get("lang", "-").split(",")[0].strip(),
    "channel": lambda document: document.meta.get("channel", "-"),
    "destination": lambda document: document.meta.get("dest", "-"),
    "length": lambda document: length_bucket(document.text),
    "category": lambda document: str(document.category),
    "author": lambda document: document.author,
}
