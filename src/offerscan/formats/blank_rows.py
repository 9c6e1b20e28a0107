"""Blank rows: none in a table of several columns, where one that holds nothing stands as `,,`; in a list of one column each
is the row of an empty text, so that answers can be laid beside their list again. Blanks at the end of a file are no rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["numbered_rows"]

Row = TypeVar("Row")


def numbered_rows(rows: Iterable[Row], first: int, blank: Row | None) -> Iterator[tuple[int, Row]]:
    """Rows with their numbers, counted from `first`; those that are false are blank, and come as `blank` if it is given.

    >>> list(numbered_rows(["satu", "", "dua", ""], 2, " "))
    [(2, 'satu'), (3, ' '), (4, 'dua')]
    """
    waiting = 0
    for number, row in enumerate(rows, first):
        if not row:
            waiting += 1
            continue
        if blank is not None:
            yield from ((at, blank) for at in range(number - waiting, number))
        waiting = 0
        yield number, row
