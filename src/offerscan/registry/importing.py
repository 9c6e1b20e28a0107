"""From the rows of a table to a version of the list, with every row that could not be used told by its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.registry.agency import Agency
from offerscan.registry.columns import Columns, Doubt, find_columns, read_agency
from offerscan.registry.versions import Edition, write_edition

__all__ = ["Import", "Row", "import_list", "is_header"]

# The number that people see beside a row, and its cells; None where it does not come apart into cells.
Row = tuple[int, Sequence[object] | None]
_MOST_AGENCIES = 100_000
_SHOWN_COLUMNS = 12
_WANTED = ("phones", "status", "valid_until", "checked_on", "source", "sip3mi")


@dataclass(frozen=True, slots=True)
class Import:
    """What an import came to. `missing` and `unused` are columns; `doubts` stand in the order of the rows."""

    edition: Edition
    rows: int
    doubts: tuple[Doubt, ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]


def is_header(row: Sequence[object]) -> bool:
    """Whether a row names the columns of a list of agencies."""
    return find_columns(row) is not None


def import_list(data: Path, name: str, rows: Iterable[Row], today: date) -> Import:
    """Keeps the agencies of a table as the version in use; the first row is its header.

    Raises InputError, leaving the earlier list as it is, if the table has no column for names or no row that can be used,
    and RegistryError if it cannot be kept.
    """
    rows = iter(rows)
    columns = _columns(next(rows, (1, ()))[1] or (), name)
    agencies: dict[Agency, int] = {}
    doubts: list[Doubt] = []
    count = 0
    for number, row in rows:
        if row is not None and not any(str(cell).strip() for cell in row if cell is not None):
            continue
        count += 1
        agency, odd = (None, [Doubt(number, "torn", True)]) if row is None else read_agency(row, number, columns)
        if agency in agencies:
            agency, odd = None, [Doubt(number, "twice", True)]
        doubts += odd
        if agency is not None:
            agencies[agency] = number
        if len(agencies) > _MOST_AGENCIES:
            raise InputError(both("error_registry_too_many", name=name, limit=_MOST_AGENCIES), code="too_big")
    if not agencies:
        raise InputError(both("error_registry_no_rows", name=name, rows=count), code="empty")
    missing = tuple(field for field in _WANTED if field not in columns.places)
    return Import(write_edition(data, tuple(agencies), name, today), count, tuple(doubts), missing, columns.unused)


def _columns(header: Sequence[object], name: str) -> Columns:
    columns = find_columns(header)
    if columns is None:
        named = [" ".join(str(cell).split())[:30] for cell in header if isinstance(cell, str) and cell.strip()]
        shown = ", ".join(named[:_SHOWN_COLUMNS]) or "-"
        raise InputError(both("error_registry_no_name", name=name, columns=shown), code="no_name")
    return columns
