"""Assessments that an earlier scan wrote as JSON lines or Parquet, read back with the texts they speak of."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from offerscan.errors import InputError
from offerscan.formats import STDIN, Note, Opened, open_input
from offerscan.formats.answers import column_names
from offerscan.formats.parquet import read_records
from offerscan.formats.workbook import open_book, sheet_rows
from offerscan.phrases import both
from offerscan.records import Assessment, Fault, Refusal

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = ["is_assessments", "is_flat", "read_answers", "read_assessments"]

_SUFFIXES = (".jsonl", ".ndjson", ".parquet")
_SHAPE = frozenset(("category", "risk", "findings"))
# A scan may begin with rows that were refused; among so many there is an assessment.
_LOOK_AHEAD = 100


def is_assessments(path: Path) -> bool:
    """Whether a file holds what `offerscan scan` writes, seen from its first rows.

    Raises InputError for its tables (.csv, .xlsx), which leave out too much to be read back.
    """
    if path == STDIN or not path.is_file():
        return False
    if is_flat(path):
        raise InputError(both("error_flat", name=path.name), code="flat")
    if path.suffix.lower() not in _SUFFIXES:
        return False
    with open_input(path) as opened:
        return any(row.keys() >= _SHAPE for row in islice(_rows(opened), _LOOK_AHEAD))


def is_flat(path: Path) -> bool:
    """Whether a file is a table as `offerscan scan` writes it for people, seen from its header."""
    header: Sequence[Any] = ()
    if not path.is_file():  # whoever looks into a pipe takes rows out of it
        return False
    with suppress(InputError):  # what cannot be read is told where it is read in earnest
        match path.suffix.lower():
            case ".csv":
                with open_input(path) as opened:
                    header = next(csv.reader([next(opened.lines(), None) or ""]), ())
            case ".xlsx":
                with open_input(path) as opened:
                    header = next(sheet_rows(open_book(opened).get_sheet_by_index(0)), ())
    return list(header) in (column_names(with_text=False), column_names(with_text=True))


def read_assessments(path: Path, note: Note) -> Iterator[tuple[Assessment, str]]:
    """Each assessment with its text; rows that the scan refused pass by. Rows without text, and rows that are no
    assessments, are counted and told at the end. Raises InputError where no row has its text."""
    read = without_text = unreadable = 0
    with open_input(path, note=note) as opened:
        for row in _rows(opened):
            if "error" in row:
                continue
            assessment = _assessment(row)
            if assessment is None:
                unreadable += 1
            elif not isinstance(row.get("text"), str):
                without_text += 1
            else:
                read += 1
                yield assessment, row["text"]
    if without_text and not read:
        raise InputError(both("error_no_texts", name=path.name), code="no_text")
    if without_text:
        note(both("note_without_text", name=path.name, count=without_text))
    if unreadable:
        note(both("note_no_assessments", name=path.name, count=unreadable))


def read_answers(path: Path) -> Iterator[tuple[Assessment | Refusal | None, str | None]]:
    """Each row of a scan, with its text where that was kept; None stands for a line that is neither answer nor refusal."""
    with open_input(path) as opened:
        for row in _rows(opened):
            text = row.get("text")
            answer = _refusal(row) if "error" in row else _assessment(row)
            yield answer, text if isinstance(text, str) else None


def _rows(opened: Opened) -> Iterator[dict[str, Any]]:
    """The object of each line or row; a broken line is an empty one."""
    if opened.binary.peek(4).startswith(b"PAR1"):
        yield from read_records(opened)
        return
    for line in opened.lines():
        if line is None or line.strip():
            try:
                row = orjson.loads(line or "")
            except orjson.JSONDecodeError:
                row = None
            yield row if isinstance(row, dict) else {}


def _assessment(row: dict[str, Any]) -> Assessment | None:
    from pydantic import ValidationError

    try:
        return _reader().validate_python(row)
    except ValidationError:
        return None


def _refusal(row: dict[str, Any]) -> Refusal | None:
    match row:
        case {"id": str(id), "error": {"code": str(code), "message": str(message)}}:
            source = row.get("source")
            return Refusal(id, source if isinstance(source, str) else None, Fault(code, message))
    return None


@cache
def _reader() -> TypeAdapter[Assessment]:
    from pydantic import TypeAdapter

    return TypeAdapter(Assessment)
