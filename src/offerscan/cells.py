"""Cells of tables that people open in a spreadsheet program, which would run a formula that an offer carries."""

from __future__ import annotations

import re
import warnings
from typing import Any

from offerscan.phrases import both

__all__ = ["CELL_CHARACTERS", "SHEET_ROWS", "Cells", "CellsCutWarning", "harmless_in_csv", "text_cell"]

# What one sheet and one cell of a workbook can hold (Microsoft, "Excel specifications and limits").
SHEET_ROWS, CELL_CHARACTERS = 1_048_576, 32_767
# What XML, and so a workbook, cannot hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Signs at which a spreadsheet program begins a formula, also behind blanks and quotes, which it drops; the full-width
# forms are read as the ASCII ones where a Chinese, Japanese or Korean system is set (OWASP, "CSV injection").
_FORMULA = r'[\s"]*(?=[=+\-@＝＋－＠])'
_BLANK = r"^(?=[\t\r\n])"  # at the head of a cell some programs drop it only after they have looked
# Excel in Indonesia, and LibreOffice on request, split a CSV file at semicolons or tabs. Then our quotes are letters, and
# a semicolon, a tab or a line break in the midst of a cell begins another one.
_CELL_OF_ANY_SEPARATOR = re.compile(rf"{_BLANK}|(?:^|[;\t\r\n]){_FORMULA}")
_TEXT = r"\g<0>'"  # an apostrophe before the sign makes text of it


class CellsCutWarning(UserWarning):
    """Some cells could not hold all that was to be written; said once, when the workbook is whole."""


def text_cell(sheet: Any, text: str) -> Any:
    """A cell for a write-only sheet that no program takes for a formula. Its `value` is the text, but for what a cell
    cannot hold: signs that XML forbids, and what stands beyond CELL_CHARACTERS."""
    from openpyxl.cell import WriteOnlyCell

    made = WriteOnlyCell(sheet, _ILLEGAL.sub("", text)[:CELL_CHARACTERS])
    made.data_type = "s"  # a workbook says of each cell what it is, so that the text itself can stay as it was received
    return made


class Cells:
    """Makes the cells of one workbook, and knows how many of them could not hold all that was to be written."""

    def __init__(self) -> None:
        self._cut = 0

    def make(self, sheet: Any, value: str | float | None) -> Any:
        """A cell of a write-only sheet: a text by `text_cell`, anything else as it is."""
        if not isinstance(value, str):
            return value
        cell = text_cell(sheet, value)
        self._cut += cell.value != value
        return cell

    @property
    def loss(self) -> str | None:
        """What to tell the user, in both languages, where cells lost something."""
        return both("note_cells_cut", count=self._cut, limit=CELL_CHARACTERS) if self._cut else None

    def warn_of_loss(self) -> None:
        """Warns with CellsCutWarning where cells lost something; for when the workbook is whole."""
        if self.loss:
            warnings.warn(CellsCutWarning(self.loss), stacklevel=3)


def harmless_in_csv(cell: str | float) -> str | float:
    """The cell of a CSV file, with an apostrophe where it would begin a formula, at whatever separator a program splits it.

    >>> harmless_in_csv("=1+1"), harmless_in_csv("tanya dulu;=1+1"), harmless_in_csv(-2.5)
    ("'=1+1", "tanya dulu;'=1+1", -2.5)
    """
    return _CELL_OF_ANY_SEPARATOR.sub(_TEXT, cell) if isinstance(cell, str) else cell
