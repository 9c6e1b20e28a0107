"""Rows become one text: words mended, wrapped lines joined again, and every piece with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from offerscan.pictures.mending import mend
from offerscan.pictures.ordering import Row, order_rows
from offerscan.pictures.picture import Line, Piece

__all__ = ["compose"]

_SAME_SIZE, _CLOSE, _APART = 1.35, 0.9, 1.4  # ratio of heights; gaps between rows, in heights of a row
_BULLET = re.compile(r"(?:[-•●○▪■►✓✔√*·>+~]|\(?\d{1,2}[.)]\s|[a-z][.)]\s)")
_FULL = 0.93  # of the widest row


def compose(pieces: Sequence[Piece]) -> tuple[str, tuple[Line, ...]]:
    """The text in reading order, and the places of its pieces: text[line.start:line.end] == line.text."""
    parts: list[str] = []
    lines: list[Line] = []
    length = 0

    def add(words: str) -> None:
        nonlocal length
        parts.append(words)
        length += len(words)

    rows = order_rows(pieces)
    for number, (row, ending) in enumerate(zip(rows, ["", *_endings(rows)], strict=False)):
        add(ending if number else "")
        written = 0
        for cell in row.cells:
            words = mend(cell.piece.text)
            if not words:
                continue
            add(" " if written else "")
            written += 1
            lines.append(Line(words, cell.piece.confidence, cell.piece.polygon, length, length + len(words)))
            add(words)
    return "".join(parts), tuple(lines)


def _endings(rows: Sequence[Row]) -> list[str]:
    """What stands between each row and the next: a space where a line was wrapped, else line ends."""
    blocks = _blocks(rows)
    endings = []
    for place, (row, following) in enumerate(pairwise(rows)):
        block = blocks[place]
        if blocks[place + 1] is not block:
            apart = following.begins or following.top - row.bottom > _APART * min(row.height, following.height)
            endings.append("\n\n" if apart else "\n")
        else:
            endings.append(" " if _is_wrapped(row, following, block) else "\n")
    return endings


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """For each row the rows of its block: of one size, close below one another."""
    blocks: list[list[Row]] = []
    for row in rows:
        before = blocks[-1] if blocks else []
        if before and _goes_on(before[-1], row):
            before.append(row)
            blocks.append(before)
        else:
            blocks.append([row])
    return blocks


def _goes_on(row: Row, following: Row) -> bool:
    small, large = sorted((row.height, following.height))
    is_close = -0.5 * large < following.top - row.bottom < _CLOSE * large
    return not following.begins and large < _SAME_SIZE * max(small, 1e-9) and is_close


def _is_wrapped(row: Row, following: Row, block: Sequence[Row]) -> bool:
    """Whether a row ended for want of room: the next word would not have fitted, and nothing begins there."""
    begins, ends = following.text.lstrip(), row.text.rstrip()
    if len(row.cells) > 1 or not begins or not ends or _BULLET.match(begins) or ends[-1] in ".!?:;":
        return False
    widest = max(other.right - other.left for other in block)
    wide = row.right - row.left
    word = (following.right - following.left) * (len(begins.split()[0]) + 1) / len(begins)
    if wide + word <= widest:
        return False
    if begins[0].islower():
        return True
    full = [other.right - other.left > _FULL * widest for other in block[:-1]]
    usual = median(len(other.text) for other in block)
    return len(full) >= 3 and all(full) and usual > 20 and not begins.isupper()
