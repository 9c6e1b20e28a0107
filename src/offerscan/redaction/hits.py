"""What is to be hidden: stretches of the plain copy of a text, by kind and value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["SEPARATOR", "Hit", "digits_of", "merge", "value_of"]

# What may stand between the digits of one number.
SEPARATOR = r"[ .\-–—‑()/\u200b\ufe0f\u20e3]{0,3}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of the plain copy to hide; `value` is what makes two of a kind the same."""

    start: int
    end: int
    kind: str
    value: str


def merge(hits: Iterable[Hit]) -> list[Hit]:
    """Hits in text order without overlaps: of two that overlap the first stands for both."""
    merged: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if merged and hit.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Hit(last.start, max(last.end, hit.end), last.kind, last.value)
        else:
            merged.append(hit)
    return merged


def value_of(kind: str, found: str) -> str:
    """What makes two writings of a telephone, an account or a user name the same."""
    if kind == "AKUN":
        return found.removeprefix("@").removeprefix("FB ").casefold()
    return digits_of(found).removeprefix("62") if kind == "TELEPON" else digits_of(found)


def digits_of(value: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", value)
