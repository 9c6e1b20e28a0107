"""Cells of tables that people open in a spreadsheet program, which would run a formula that an offer carries."""

from __future__ import annotations

import re

__all__ = ["harmless", "harmless_in_csv"]

# Signs at which a spreadsheet program begins a formula, also behind blanks and quotes, which it drops; the full-width
# forms are read as the ASCII ones where a Chinese, Japanese or Korean system is set (OWASP, "CSV injection").
_FORMULA = r'[\s"]*(?=[=+\-@＝＋－＠])'
_BLANK = r"^(?=[\t\r\n])"  # at the head of a cell some programs drop it only after they have looked
_CELL = re.compile(rf"{_BLANK}|^{_FORMULA}")
# Excel in Indonesia, and LibreOffice on request, split a CSV file at semicolons or tabs. Then our quotes are letters, and
# a semicolon, a tab or a line break in the midst of a cell begins another one.
_CELL_OF_ANY_SEPARATOR = re.compile(rf"{_BLANK}|(?:^|[;\t\r\n]){_FORMULA}")
_TEXT = r"\g<0>'"  # an apostrophe before the sign makes text of it


def harmless(cell: str | float) -> str | float:
    """The cell of a workbook as it is, with an apostrophe where it would begin a formula.

    >>> harmless("=1+1"), harmless("PT Maju"), harmless(-2.5)
    ("'=1+1", 'PT Maju', -2.5)
    """
    return _CELL.sub(_TEXT, cell) if isinstance(cell, str) else cell


def harmless_in_csv(cell: str | float) -> str | float:
    """The same for a CSV file, at whatever separator a program splits it.

    >>> harmless_in_csv("tanya dulu;=1+1")
    "tanya dulu;'=1+1"
    """
    return _CELL_OF_ANY_SEPARATOR.sub(_TEXT, cell) if isinstance(cell, str) else cell
