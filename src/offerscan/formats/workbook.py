"""Spreadsheets (.xlsx, .xls, .ods): every sheet that has a column for the text, below whatever title stands above its header.

The library holds a sheet as a full rectangle of cells, so that two cells far apart would fill the memory. How far a sheet
reaches is measured before it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from offerscan.errors import InputError
from offerscan.formats.blank_rows import numbered_rows
from offerscan.formats.fields import Fields
from offerscan.formats.opened import Opened
from offerscan.formats.sheet_size import check_sheet_sizes
from offerscan.formats.table import row_maker
from offerscan.phrases import both
from offerscan.records import Offer, Refusal

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["open_book", "read", "sheet_rows", "told_as_broken"]

# Titles, dates and logos stand above the header of many a table.
_HEADER_WITHIN = 20


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The offers of each sheet, told by row, and by sheet where there are several. An empty row is no
    offer, but in a sheet of one column.

    Raises InputError if no sheet has a column for the text, or the file is locked, broken, or too big.
    """
    book = open_book(opened)
    found, headers, doubt = 0, list[str](), None
    for name in book.sheet_names:
        with told_as_broken(opened.name):
            sheet = book.get_sheet_by_name(name)
        header_at, header = _header(sheet, fields)
        if fields.find_text(header) is None:
            headers += header
            continue
        found += 1
        if doubt is None and (doubt := fields.doubt(opened.name, header)):
            opened.note(doubt)
        label = opened.name if len(book.sheet_names) == 1 else f"{opened.name}/{name}"
        make = row_maker(header, fields)
        blank = [""] * len(header) if sum(map(bool, header)) == 1 else None
        below = (row if any(cell != "" for cell in row) else () for row in islice(sheet_rows(sheet), header_at, None))
        for number, row in numbered_rows(below, header_at + 1, blank):
            yield make(row, f"{label}:{number}")
    if not found:
        if headers:
            fields.check(opened.name, headers)
        raise InputError(both("error_no_rows", name=opened.name), code="empty")
    if found < len(book.sheet_names):
        opened.note(both("note_sheets", name=opened.name, read=found, count=len(book.sheet_names)))


def open_book(opened: Opened) -> CalamineWorkbook:
    """The workbook. Raises InputError if it is locked, broken or too big."""
    from python_calamine import CalamineWorkbook

    file = opened.rewound()
    opened.allowance.check_document(file.seek(0, 2), opened.name)
    check_sheet_sizes(file, opened.name, opened.allowance)
    file.seek(0)
    with told_as_broken(opened.name):
        return CalamineWorkbook.from_filelike(file)


@contextmanager
def told_as_broken(name: str) -> Iterator[None]:
    """What the library says of a workbook that it cannot open, in one sentence."""
    from python_calamine import PasswordError

    try:
        yield
    except PasswordError as error:
        raise InputError(both("error_locked", name=name), code="locked") from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the library, which is written in Rust, is no Exception
        raise InputError(both("error_broken", name=name), code="broken") from error


def _header(sheet: CalamineSheet, fields: Fields) -> tuple[int, list[str]]:
    """The number of the first row that names a text column, else of the first that is not empty, and what it holds."""
    first: tuple[int, list[str]] = (0, [])
    for number, row in enumerate(islice(sheet_rows(sheet), _HEADER_WITHIN), 1):
        names = [str(cell).strip() for cell in row]
        if fields.find_text(names):
            return number, names
        first = (number, names) if any(names) and not first[0] else first
    return first


def sheet_rows(sheet: CalamineSheet) -> Iterator[Sequence[Any]]:
    """The rows as they are numbered in the sheet, empty ones above the first included."""
    above, left = sheet.start or (0, 0)
    for _ in range(above):
        yield ()
    for row in sheet.iter_rows():
        yield [*[""] * left, *map(_cell, row)]


def _cell(value: object) -> object:
    return (
        value.isoformat()
        if isinstance(value, datetime | date | time)
        else str(value)
        if isinstance(value, timedelta)
        else value
    )
