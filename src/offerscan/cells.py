"""Cells of tables that people open in a spreadsheet program."""

from __future__ import annotations

__all__ = ["harmless"]

# A spreadsheet program takes a cell that begins so for a formula (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str | float) -> str | float:
    """The cell as it is, behind an apostrophe where it would be read as a formula.

    >>> harmless("=1+1"), harmless("PT Maju"), harmless(-2.5)
    ("'=1+1", 'PT Maju', -2.5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
