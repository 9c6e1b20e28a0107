"""The rows of any table (CSV, TSV, XLSX, XLS, ODS) with the numbers that people see beside them, for what is no offer."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from offerscan.errors import InputError
from offerscan.formats.opened import Note, Opened, open_input, silent
from offerscan.formats.signatures import find_signature, is_binary, refuse_foreign
from offerscan.formats.table import Lines, Torn, read_rows
from offerscan.formats.workbook import open_book, sheet_rows, told_as_broken
from offerscan.phrases import both
from offerscan.settings import Limits

__all__ = ["Row", "read_numbered_rows"]

# Number, counted from 1, and cells; None for a line that does not come apart into the columns of the header.
Row = tuple[int, Sequence[object] | None]
IsHeader = Callable[[Sequence[object]], bool]
_HEADER_WITHIN = 20
_DELIMITERS = ",;\t|"


def read_numbered_rows(
    path: Path, is_header: IsHeader, note: Note = silent, limits: Limits | None = None
) -> Iterator[Row]:
    """The header and the rows below it, whatever title stands above; of a workbook the first sheet that has a header.

    Where none is a header, the first row that is not empty comes alone. Raises InputError if the file cannot be read.
    """
    if not path.is_file():
        raise InputError(both("error_no_table", name=path.name), code="unreadable")
    with open_input(path, note=note, limits=limits) as opened:
        kind = find_signature(opened.head)
        refuse_foreign(kind, opened.name)
        if kind in (".zip", ".xls"):
            yield from _workbook(opened, is_header)
        elif kind is not None or (is_binary(opened.head) and opened.encoding == "utf-8"):
            raise InputError(both("error_not_table", name=opened.name), code="unsupported")
        else:
            yield from _table(opened, is_header)


def _workbook(opened: Opened, is_header: IsHeader) -> Iterator[Row]:
    book = open_book(opened)
    first: Row | None = None
    for name in book.sheet_names:
        with told_as_broken(opened.name):
            sheet = book.get_sheet_by_name(name)
        for number, row in enumerate(islice(sheet_rows(sheet), _HEADER_WITHIN), 1):
            if is_header(row):
                below = enumerate(islice(sheet_rows(sheet), number, None), number + 1)
                yield number, row
                yield from below
                return
            first = first or ((number, row) if any(str(cell).strip() for cell in row) else None)
    if first is not None:
        yield first


def _table(opened: Opened, is_header: IsHeader) -> Iterator[Row]:
    lines = Lines(opened.lines(), opened.max_row)
    first: Row | None = None
    for number, line in enumerate(islice(_start(lines), _HEADER_WITHIN), 1):
        found = [(len(cells), mark, cells) for mark in _DELIMITERS if is_header(cells := _split(line, mark))]
        if found:
            width, delimiter, header = max(found)
            yield number, header
            for at, row in enumerate(read_rows(lines, delimiter, width), number + 1):
                yield at, None if isinstance(row, Torn) else row
            return
        first = first or ((number, _split(line, max(_DELIMITERS, key=line.count))) if line.strip() else None)
    if first is not None:
        yield first


def _start(lines: Lines) -> Iterator[str]:
    """The first lines, until one is too long to be a header."""
    try:
        yield from lines
    except csv.Error:
        return


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.strip("\r\n")], delimiter=delimiter), [])
    except csv.Error:
        return []
