"""The order in which a person reads what stands in a picture: rows from left to right, column after column.

A gap that runs down between lines on both sides parts two columns. A table ("Gaji : 10 juta") has such a gap too, and is
read row by row; the bubbles of a chat stand on both sides, but never beside one another.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from offerscan.pictures.picture import Piece

__all__ = ["Cell", "Row", "order_rows"]

_SAME_ROW = 0.5  # of the lower height must be shared
_GUTTER = 0.8  # width of the gap between columns, in heights of a line
_LEAST_ROWS = 3  # with writing on both sides
_SHORT, _LONG = 16, 20  # signs: of a cell in a table; of a line in a column, however few there are
_FOLLOWS = 1.2  # heights: a line further below belongs to the column no more


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece and its frame in the picture, turned so that its lines are level."""

    piece: Piece
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """In pixels."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Row:
    """Cells beside one another, from left to right. `begins`: another column or part of the picture begins here."""

    cells: tuple[Cell, ...]
    begins: bool = False

    @property
    def text(self) -> str:
        """What it says, for looking at."""
        return " ".join(cell.piece.text for cell in self.cells)

    @property
    def left(self) -> float:
        """Left edge."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Right edge."""
        return max(cell.right for cell in self.cells)

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(cell.bottom for cell in self.cells)

    @property
    def height(self) -> float:
        """Height of a usual cell."""
        return median(cell.height for cell in self.cells)


def order_rows(pieces: Sequence[Piece]) -> list[Row]:
    """All pieces as rows in reading order."""
    return _read_rows(_into_rows(_level(pieces)))


def _level(pieces: Sequence[Piece]) -> list[Cell]:
    """Frames after turning the picture by the lean of its lines, the wide ones counting most."""
    leans = sorted((_lean(piece), _length(piece)) for piece in pieces)
    half, passed, lean = sum(length for _, length in leans) / 2, 0.0, 0.0
    for angle, length in leans:
        passed += length
        if passed >= half:
            lean = angle
            break
    cosine, sine = math.cos(-lean), math.sin(-lean)
    cells = []
    for piece in pieces:
        turned = [(x * cosine - y * sine, x * sine + y * cosine) for x, y in piece.polygon]
        across, down = zip(*turned, strict=True)
        # The middle of each side, since a line that leans otherwise than the rest has corners far outside.
        left, right = (across[0] + across[3]) / 2, (across[1] + across[2]) / 2
        top, bottom = (down[0] + down[1]) / 2, (down[2] + down[3]) / 2
        cells.append(Cell(piece, min(left, right), min(top, bottom), max(left, right), max(top, bottom)))
    return cells


def _lean(piece: Piece) -> float:
    (x0, y0), (x1, y1), *_ = piece.polygon
    angle = math.atan2(y1 - y0, x1 - x0)
    return angle if abs(angle) < math.pi / 4 else 0.0


def _length(piece: Piece) -> float:
    (x0, y0), (x1, y1), *_ = piece.polygon
    return math.hypot(x1 - x0, y1 - y0)


def _into_rows(cells: Sequence[Cell]) -> list[Row]:
    """Cells that share most of their height and stand beside one another."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: ((cell.top + cell.bottom) / 2, cell.left)):
        fitting = [row for row in rows[-4:] if _fits(row, cell)]
        if fitting:
            fitting[-1].append(cell)
        else:
            rows.append([cell])
    made = [Row(tuple(sorted(row, key=lambda cell: cell.left))) for row in rows]
    return sorted(made, key=lambda row: (row.top + row.bottom, row.left))


def _fits(row: list[Cell], cell: Cell) -> bool:
    first = row[0]
    shared = min(first.bottom, cell.bottom) - max(first.top, cell.top)
    if shared < _SAME_ROW * max(1e-9, min(first.height, cell.height)):
        return False
    slack = 0.5 * min(first.height, cell.height)
    return all(cell.left >= other.right - slack or cell.right <= other.left + slack for other in row)


def _read_rows(rows: list[Row]) -> list[Row]:
    """Rows in reading order, stretches of columns taken apart."""
    ordered: list[Row] = []
    at = 0
    after_columns = False
    while at < len(rows):
        end, middle = _columns_from(rows, at)
        if end > at:
            for side in _part(rows[at:end], middle):
                read = _read_rows(side)
                ordered.append(Row(read[0].cells, begins=True))
                ordered += read[1:]
        else:
            end = at + 1
            ordered.append(Row(rows[at].cells, begins=after_columns or rows[at].begins))
        after_columns = end > at + 1
        at = end
    return ordered


def _columns_from(rows: list[Row], start: int) -> tuple[int, float]:
    """The end of the two columns that begin at a row, and where they part; the start itself where there are none."""
    none = start, 0.0
    if len(rows[start].cells) < 2:
        return none
    gutter_least = _GUTTER * rows[start].height
    best = none
    for gap in _gaps([(cell.left, cell.right) for cell in rows[start].cells], gutter_least):
        end, (left, right) = start, gap
        for place in range(start, len(rows)):
            narrowed = _narrow((left, right), rows[place])
            if narrowed[1] - narrowed[0] < gutter_least:
                break
            (left, right), end = narrowed, place + 1
        middle = (left + right) / 2
        end = _last_of_columns(rows, start, end, middle)
        if end > best[0] and _are_columns(rows[start:end], middle):
            best = end, middle
    return best


def _gaps(stretches: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    gaps, reached = [], -math.inf
    for left, right in sorted(stretches):
        if reached > -math.inf and left - reached >= least:
            gaps.append((reached, left))
        reached = max(reached, right)
    return gaps


def _narrow(gap: tuple[float, float], row: Row) -> tuple[float, float]:
    """What is left of a gap beside the cells of a row; nothing where one crosses it."""
    left, right = gap
    for cell in row.cells:
        if cell.right <= (left + right) / 2:
            left = max(left, cell.right)
        elif cell.left >= (left + right) / 2:
            right = min(right, cell.left)
        else:
            return 0.0, 0.0
    return left, right


def _part(rows: Sequence[Row], middle: float) -> tuple[list[Row], list[Row]]:
    cells = [cell for row in rows for cell in row.cells]
    left = [cell for cell in cells if cell.right <= middle]
    return _into_rows(left), _into_rows([cell for cell in cells if cell.right > middle])


def _last_of_columns(rows: list[Row], start: int, end: int, middle: float) -> int:
    """Where the columns end: rows of one side alone go with them only while they follow closely."""
    last = start
    for place in range(start, end):
        sides = {cell.right <= middle for cell in rows[place].cells}
        far = (
            place > start
            and rows[place].top - max(row.bottom for row in rows[start:place]) > _FOLLOWS * rows[place].height
        )
        if len(sides) == 1 and far:
            break
        last = place + 1
    return last


def _are_columns(rows: Sequence[Row], middle: float) -> bool:
    """Whether two sides are texts of their own, and not the cells of a table, nor bubbles above one another."""
    left, right = _part(rows, middle)
    least = _LEAST_ROWS - all(len(row.text) > _LONG for row in (*left, *right))
    if min(len(left), len(right)) < least:
        return False
    fewer, more = sorted((left, right), key=len)
    beside = sum(any(one.top < other.bottom and other.top < one.bottom for other in more) for one in fewer)
    if beside < least or beside < 0.6 * len(fewer):
        return False
    colons = sum(row.text.rstrip().endswith((":", "=")) for row in left)
    colons += sum(row.text.lstrip().startswith((":", "=", "Rp")) for row in right)
    aligned = sum(
        any(abs(one.top + one.bottom - other.top - other.bottom) < one.height for other in more) for one in fewer
    )
    is_even = aligned >= 0.8 * len(fewer) and len(fewer) >= 0.8 * len(more)
    is_short = min(median(len(row.text) for row in side) for side in (left, right)) < _SHORT
    return not (is_even and (is_short or colons >= 0.5 * len(fewer)))
