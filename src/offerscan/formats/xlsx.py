"""Workbooks of one sheet, for staff who sort and filter in a spreadsheet program."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from offerscan.cells import SHEET_ROWS, Cells
from offerscan.errors import InputError
from offerscan.formats.answers import Write, column_names, flat_row
from offerscan.phrases import both
from offerscan.records import Assessment, Refusal

__all__ = ["open_xlsx"]

# The first moment that a zip can tell: the same answers are the same bytes, whenever they were written.
_NO_TIME = datetime(1980, 1, 1)


class _Undated(ZipFile):
    """A zip whose members tell no time."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        super().writestr(_member(str(zinfo_or_arcname)), data, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        with open(filename, "rb") as source, self.open(_member(str(arcname)), "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, _NO_TIME.timetuple()[:6])
    member.compress_type = ZIP_DEFLATED
    return member


@contextmanager
def open_xlsx(file: BinaryIO, with_text: bool) -> Iterator[Write]:
    """Writes flat rows under a fixed header. Raises InputError beyond the rows that one sheet holds; warns of cells that
    lost something."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("offerscan")
    sheet.freeze_panes = "A2"
    sheet.append(column_names(with_text))
    count, cells = 1, Cells()

    def write(answer: Assessment | Refusal, text: str | None) -> None:
        nonlocal count
        count += 1
        if count > SHEET_ROWS:
            raise InputError(both("error_sheet_full", rows=SHEET_ROWS))
        sheet.append([cells.make(sheet, value) for value in flat_row(answer, text, with_text)])

    try:
        yield write
    finally:
        sheet.close()
    book.properties.created = book.properties.modified = _NO_TIME
    archive = _Undated(file, "w", ZIP_DEFLATED)
    try:
        ExcelWriter(book, archive).save()
    finally:
        archive.fp = None  # a zip that has failed would try, and fail, again when it is thrown away
    cells.warn_of_loss()
