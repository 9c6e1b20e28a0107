"""Tables with a header row: CSV and TSV, read leniently and written so that a spreadsheet program runs no formula.

Dumps from the field hold quotes that never close. A row that quotes have torn is read again, its first line as it
stands, so that one slip costs one row at most and never swallows those below.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from offerscan.cells import harmless_in_csv
from offerscan.errors import InputError
from offerscan.formats.answers import Write, column_names, flat_row
from offerscan.formats.blank_rows import numbered_rows
from offerscan.formats.fields import Fields, make_offer, refuse
from offerscan.formats.opened import Opened
from offerscan.phrases import both
from offerscan.records import Assessment, Offer, Refusal

__all__ = ["Lines", "Torn", "first_line", "open_csv", "read_csv", "read_rows", "read_tsv", "row_maker"]

_DELIMITERS = ",;\t|"

# What a row may hold is bounded by its lines; this is the most that the module takes everywhere.
csv.field_size_limit(2**31 - 1)


def read_csv(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The offers of a table, told by the number of their row, the header being row 1. An empty line is no
    offer, but in a table of one column.

    Raises InputError if there is no header or no column for the text.
    """
    return _read(opened, fields, ",")


def read_tsv(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The same for columns between tabs."""
    return _read(opened, fields, "\t")


@contextmanager
def open_csv(file: BinaryIO, with_text: bool) -> Iterator[Write]:
    """Writes flat rows under a header."""
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    rows = csv.writer(text)
    rows.writerow(column_names(with_text))

    def write(answer: Assessment | Refusal, offer_text: str | None) -> None:
        rows.writerow([harmless_in_csv(cell) for cell in flat_row(answer, offer_text, with_text)])

    try:
        yield write
    finally:
        text.detach()


def _read(opened: Opened, fields: Fields, usual: str) -> Iterator[Offer | Refusal]:
    lines = Lines(opened.lines(), opened.max_row)
    head, skipped = first_line(lines)
    delimiter = max(usual + _DELIMITERS, key=lambda mark: _fit(head, mark, fields))
    header = next(read_rows(lines, delimiter, None), None)
    if not isinstance(header, list):
        raise InputError(both("error_no_rows", name=opened.name), code="empty")
    if delimiter != usual:
        opened.note(both("note_delimiter", name=opened.name, delimiter=repr(delimiter)))
    fields.check(opened.name, header)
    if doubt := fields.doubt(opened.name, header):
        opened.note(doubt)
    make = row_maker(header, fields)
    blank = [""] if len(header) == 1 else None
    for number, row in numbered_rows(read_rows(lines, delimiter, len(header)), skipped + 2, blank):
        if isinstance(row, list):
            yield make(row, opened.source(number))
        else:
            yield refuse(row.code, opened.source(number), row.line, limit=opened.max_row, columns=len(header))


class Torn:
    """A row that does not come apart into the columns of the header."""

    def __init__(self, code: str, line: str) -> None:
        self.code, self.line = code, line


class Lines:
    """Lines for the csv module. Those that a torn row has `taken` can be handed back; a row that takes more than
    `max_row` characters is torn."""

    def __init__(self, lines: Iterator[str | None], max_row: int) -> None:
        self._fresh, self._max_row = lines, max_row
        self._returned: deque[str | None] = deque()
        self._size = 0
        self.taken: list[str | None] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._fresh)
        self.taken.append(line)
        if line is None or self._size + len(line.rstrip("\r\n")) > self._max_row:
            raise csv.Error
        self._size += len(line)
        return line

    def start_row(self) -> None:
        self.taken, self._size = [], 0

    def hand_back(self, first: int) -> None:
        self._returned.extendleft(reversed(self.taken[first:]))


def first_line(lines: Lines) -> tuple[str, int]:
    """The header's line, left in place, and how many stand above it: empty ones, and `sep=;` as Excel writes it."""
    skipped = 0
    try:
        while not (line := next(lines)).strip() or (skipped == 0 and line.lower().startswith("sep=")):
            skipped += 1
    except (StopIteration, csv.Error):
        return "", skipped
    lines.hand_back(skipped)
    return line, skipped


def _fit(head: str, delimiter: str, fields: Fields) -> tuple[bool, int]:
    columns = next(csv.reader([head], delimiter=delimiter), [])
    return fields.find_text(columns) is not None, len(columns)


def read_rows(lines: Lines, delimiter: str, width: int | None) -> Iterator[list[str] | Torn]:
    """Each row's columns, none for an empty line. `width`: columns of the header, None while that is read."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.start_row()
        try:
            row: list[str] | Torn = next(reader)
        except StopIteration:
            return
        except csv.Error:
            row = Torn("torn", "")
        width = len(row) if width is None and isinstance(row, list) else width
        if isinstance(row, Torn) or (len(lines.taken) > 1 and len(row) != width):
            lines.hand_back(1)
            row = _literal(lines.taken[0], delimiter, width)
        elif any(row[width:]):
            row = Torn("ragged", lines.taken[0] or "")
        yield row


def _literal(line: str | None, delimiter: str, width: int | None) -> list[str] | Torn:
    """A line whose quotes are taken for letters, as people type them."""
    if line is None:
        return Torn("too_long", "")
    row = line.rstrip("\r\n").split(delimiter)
    return row if width is None or len(row) == width else Torn("torn", line)


def row_maker(header: Sequence[str], fields: Fields) -> Callable[[Sequence[Any], str], Offer | Refusal]:
    """What makes the offer of a row of this table and its source. A row may be shorter than the header."""
    columns = fields.columns(header)
    places = {name: place for place, name in reversed(list(enumerate(header)))}
    text_at, id_at = (None if name is None else places[name] for name in (columns.text, columns.id))

    def cell(row: Sequence[Any], place: int | None) -> Any:
        return None if place is None or place >= len(row) else row[place]

    def make(row: Sequence[Any], source: str) -> Offer | Refusal:
        meta = columns.meta(lambda name: cell(row, places[name])) if columns.tells_meta else None
        return make_offer(cell(row, text_at), cell(row, id_at), source, meta)

    return make
