"""Plain text with one offer a line (`--format lines`)."""

from __future__ import annotations

from collections.abc import Iterator

from offerscan.formats.blank_rows import numbered_rows
from offerscan.formats.fields import Fields, refuse
from offerscan.formats.opened import Opened
from offerscan.records import Offer, Refusal

__all__ = ["read"]


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """One offer a line, an empty one too, but not at the end of the file."""
    rows = ([line] if line is None or line.strip() else [] for line in opened.lines())
    blank: list[str | None] = [""]
    for number, (line,) in numbered_rows(rows, 1, blank):
        source = opened.source(number)
        if line is None:
            yield refuse("too_long", source, source, limit=opened.max_row)
        else:
            yield Offer(line.rstrip("\r\n"), source=source)
