"""Plain text with one offer a line (`--format lines`)."""

from __future__ import annotations

from collections.abc import Iterator

from offerscan.formats.fields import Fields, refuse
from offerscan.formats.opened import Opened
from offerscan.records import Offer, Refusal

__all__ = ["read"]


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """One offer a line; empty lines are no rows."""
    for number, line in enumerate(opened.lines(), 1):
        source = opened.source(number)
        if line is None:
            yield refuse("too_long", source, source, limit=opened.max_row)
        elif line.strip():
            yield Offer(line.rstrip("\r\n"), source=source)
