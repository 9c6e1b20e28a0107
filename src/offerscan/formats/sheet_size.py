"""How far the sheets of a workbook reach, measured piece by piece before anything opens them."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from offerscan.errors import InputError
from offerscan.formats.allowance import Allowance
from offerscan.formats.inflating import Inflated
from offerscan.phrases import both

__all__ = ["check_sheet_sizes"]

_PIECE = 1_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml|content\.xml")
# An Excel sheet has this many columns at most (Microsoft, "Excel specifications and limits").
_MAX_COLUMNS = 16_384


def check_sheet_sizes(file: IO[bytes], name: str, allowance: Allowance) -> None:
    """Raises InputError for a workbook that would take too much memory. Old .xls cannot reach that far."""
    file.seek(0)
    if file.read(2) != b"PK":
        return
    most = allowance.limits.max_sheet_cells
    try:
        with ZipFile(file) as archive:
            if any(_cells(archive, part, name, allowance) > most for part in archive.infolist()):
                raise InputError(both("error_sheet_too_big", name=name, limit=most // 1_000_000), code="too_big")
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, struct.error) as error:
        raise InputError(both("error_broken", name=name), code="broken") from error


def _cells(archive: ZipFile, part: ZipInfo, name: str, allowance: Allowance) -> int:
    """How many cells a part spans, each of its bytes counted against the allowance."""
    with Inflated(archive.open(part), name, allowance) as inflated:
        if _SHEET.fullmatch(part.filename):
            return _count_cells(_pieces(inflated))
        return sum(0 for _ in _pieces(inflated))


def _pieces(inflated: Inflated) -> Iterator[bytes]:
    while piece := inflated.read(_PIECE):
        yield piece


def _count_cells(pieces: Iterator[bytes]) -> int:
    """Cells of the largest rectangle that the sheet, or any table of an OpenDocument, spans."""
    measure = _Measure()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = measure.start, measure.end
    try:
        for piece in pieces:
            parser.Parse(piece)
    except expat.ExpatError:
        pass  # what opens the sheet stops at the same place
    return measure.largest


class _Measure:
    """Follows rows and cells. In OpenDocument an element may stand for many, of which empty ones at an end do not count."""

    def __init__(self) -> None:
        self.largest = self._rows = self._columns = self._at = self._reach = self._skipped = self._times = 0

    def start(self, tag: str, values: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        if kind in ("table", "sheetData"):
            self._rows = self._columns = self._skipped = 0
        elif kind == "row":
            self._at, self._rows = 0, max(self._rows + 1, _number(values.get("r")))
        elif kind == "c":
            column = _column(values.get("r", ""))
            self._at = column or self._at + 1
            self._columns = min(max(self._columns, self._at), _MAX_COLUMNS)
        elif kind == "table-row":
            self._at = self._reach = 0
            self._times = max(_number(values.get("table:number-rows-repeated")), 1)
        elif kind in ("table-cell", "covered-table-cell"):
            self._at += max(_number(values.get("table:number-columns-repeated")), 1)
            if "office:value-type" in values:
                self._reach = self._at
        self.largest = max(self.largest, self._rows * self._columns)

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] != "table-row":
            return
        self._skipped += self._times
        if self._reach:
            self._rows, self._skipped = self._rows + self._skipped, 0
            self._columns = max(self._columns, self._reach)
        self.largest = max(self.largest, self._rows * self._columns)


def _number(told: str | None) -> int:
    return int(told) if told and told.isdecimal() and len(told) < 10 else 0


def _column(place: str) -> int:
    """1 for A, 27 for AA."""
    column = 0
    for letter in place.rstrip("0123456789").upper()[:4]:
        column = column * 26 + ord(letter) - 64
    return column
