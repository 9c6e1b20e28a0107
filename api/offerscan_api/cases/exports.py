"""Cases for other programs and for the spreadsheet: one table of forms. Never the text as received."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict

import orjson

from offerscan.cells import Cells, harmless_in_csv
from offerscan.records import Kind
from offerscan_api.cases.answering import ExportForm
from offerscan_api.cases.stix import as_stix
from offerscan_api.store import Case

__all__ = ["EXPORTS", "as_public"]

_COLUMNS = (
    "id", "state", "office", "assignee", "created_by", "created_at", "updated_at", "retain_until", "risk", "category",
    "language", "risk_score_high", "indicators", "protective", "destinations", "companies", "licences", "text", "decision",
    "notes", "model", "catalog", "offerscan",
)  # fmt: skip


def as_public(case: Case) -> dict[str, object]:
    """A case as JSON; the text as received only where the case was read with it."""
    shape = asdict(case)
    if case.original is None:
        shape.pop("original")
    return shape


def _json(cases: Sequence[Case]) -> bytes:
    return orjson.dumps({"cases": [as_public(case) for case in cases]}, option=orjson.OPT_INDENT_2)


def _csv(cases: Sequence[Case]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(_COLUMNS)
    writer.writerows([harmless_in_csv(cell) for cell in _cells(case)] for case in cases)
    return written.getvalue().encode("utf-8-sig", "replace")  # spreadsheet programs read UTF-8 by its mark only


def _xlsx(cases: Sequence[Case]) -> bytes:
    from openpyxl import Workbook

    book, cells = Workbook(write_only=True), Cells()
    sheet = book.create_sheet("offerscan")
    sheet.freeze_panes = "A2"
    sheet.append(_COLUMNS)
    for case in cases:
        sheet.append([cells.make(sheet, value) for value in _cells(case)])
    if cells.loss:  # nobody who downloads a file sees a warning, so the file itself tells
        book.create_sheet("offerscan !").append([cells.loss])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _stix(cases: Sequence[Case]) -> bytes:
    return orjson.dumps(as_stix(cases), option=orjson.OPT_INDENT_2)


EXPORTS = {
    "csv": ExportForm("text/csv; charset=utf-8", ".csv", _csv),
    "xlsx": ExportForm("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", _xlsx),
    "json": ExportForm("application/json", ".json", _json),
    "stix": ExportForm("application/stix+json;version=2.1", ".stix.json", _stix),
}


def _cells(case: Case) -> list[str | float]:
    """One cell a column of `_COLUMNS`; several values in one cell stand between semicolons."""
    shape = case.assessment
    named = {
        kind: "; ".join(dict.fromkeys(one["indicator"] for one in shape["findings"] if one["kind"] == kind))
        for kind in Kind
    }
    cells: dict[str, str | float] = {
        "id": case.id,
        "state": case.state,
        "office": case.office,
        "assignee": case.assignee or "",
        "created_by": case.created_by,
        "created_at": case.created_at.isoformat(timespec="seconds"),
        "updated_at": case.updated_at.isoformat(timespec="seconds"),
        "retain_until": case.retain_until.isoformat(),
        "risk": case.risk,
        "category": case.category,
        "language": case.language,
        "risk_score_high": float(shape["risk_scores"]["high"]),
        "indicators": named[Kind.RISK],
        "protective": named[Kind.PROTECTIVE],
        **{name: "; ".join(shape["details"][name]) for name in ("destinations", "companies", "licences")},
        "text": case.text,
        "decision": case.decision or "",
        "notes": "\n".join(f"{note.at:%Y-%m-%d} {note.by}: {note.text}" for note in case.notes),
        **{name: str(shape["versions"][name]) for name in ("model", "catalog", "offerscan")},
    }
    return [cells[name] for name in _COLUMNS]
