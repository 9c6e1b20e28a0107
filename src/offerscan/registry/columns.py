"""Which column of a table is what, and how the cells of one row become an agency. Names and words: columns.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from offerscan.listings import ListingStatus
from offerscan.registry.agency import Agency, read_phones

__all__ = ["Columns", "Doubt", "find_columns", "read_agency"]

_TABLE = tomllib.loads((files(__package__) / "columns.toml").read_text(encoding="utf-8"))
_LONGEST = {"name": 200, "address": 500, "source": 500}
_LONGEST_WORD = 200
_BETWEEN_ALIASES = re.compile(r"[;|\n]")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]{1,2}(\d{1,2}|[^\W\d_]{3,12})[-/. ,]{1,2}(\d{4})")
# Days since 1899-12-30, as spreadsheet programs count them, of 1982 to 2119.
_SERIAL = re.compile(r"([3-7]\d{4})(?:\.0+)?")
_MONTHS = {name: number for number, name in enumerate(_TABLE["months"]["names"], 1)} | _TABLE["months"]["also"]


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns that are read, and the names of those that are not."""

    places: Mapping[str, tuple[int, ...]]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is odd in one row: a word for it, and whether the row was left out for it."""

    row: int
    what: str
    left_out: bool


def _plain(words: object) -> str:
    """A column name or status word without capitals and signs."""
    text = unicodedata.normalize("NFKC", str(words)).casefold()
    return " ".join(word for word in re.findall(r"[^\W_]+", text) if word not in ("no", "nomor", "nomer", "number"))


_FIELDS = {_plain(name): field for field, names in _TABLE["columns"].items() for name in names}
_STATUSES = {_plain(word): ListingStatus(status) for status, words in _TABLE["status"].items() for word in words}


def find_columns(header: Sequence[object]) -> Columns | None:
    """The columns of a table by its header; None if none of them is the name."""
    places: dict[str, tuple[int, ...]] = {}
    unused = []
    for place, written in enumerate(header):
        field = _FIELDS.get(_plain(written))
        if field is not None and (field not in places or field == "phones"):
            places[field] = (*places.get(field, ()), place)
        elif str(written).strip():
            unused.append(_clean(written)[:40])
    return Columns(places, tuple(unused)) if "name" in places else None


def read_agency(row: Sequence[object], number: int, columns: Columns) -> tuple[Agency | None, list[Doubt]]:
    """The agency of one row and what is odd in it; None where it has no usable name."""
    cells = {field: _cell(row, places, field) for field, places in columns.places.items()}
    name = cells["name"]
    if not re.search(r"[^\W\d_]{2}", name):
        return None, [Doubt(number, "no_name" if not name else "odd_name", True)]
    doubts = []
    phones, unread = read_phones(cells.get("phones", ""))
    if unread:
        doubts.append(Doubt(number, "phone", False))
    status = _STATUSES.get(_plain(cells.get("status", "")))
    if status is None and cells.get("status"):
        doubts.append(Doubt(number, "status", False))
    dates = {}
    for field in ("valid_until", "checked_on"):
        dates[field] = _read_date(cells.get(field, ""))
        if dates[field] is None and cells.get(field):
            doubts.append(Doubt(number, field, False))
    aliases = (alias.strip() for alias in _BETWEEN_ALIASES.split(cells.get("aliases", "")))
    agency = Agency(
        name=name,
        aliases=tuple(dict.fromkeys(filter(None, aliases))),
        sip3mi=cells.get("sip3mi", ""),
        nib=cells.get("nib", ""),
        province=cells.get("province", ""),
        address=cells.get("address", ""),
        phones=phones,
        status=status or ListingStatus.UNKNOWN,
        valid_until=dates["valid_until"],
        source=cells.get("source", ""),
        checked_on=dates["checked_on"],
    )
    return agency, doubts


def _cell(row: Sequence[object], places: Iterable[int], field: str) -> str:
    between = "\n" if field == "phones" else " "
    written = between.join(_clean(row[place], field) for place in places if place < len(row) and row[place] is not None)
    return written.strip()[: _LONGEST.get(field, _LONGEST_WORD)]


def _clean(cell: object, field: str = "") -> str:
    """A cell as one line of text (aliases and telephones may have several); a whole number without its ".0"."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize("NFC", str(cell))
    if field in ("aliases", "phones"):
        text = "\n".join(" ".join(line.split()) for line in text.splitlines())
    else:
        text = " ".join(text.split())
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co"))


def _read_date(written: str) -> date | None:
    """A date as people write it, day first, or as a spreadsheet program counts it.

    >>> _read_date("31 Desember 2027"), _read_date("1/2/2026"), _read_date("31/2/2026")
    (datetime.date(2027, 12, 31), datetime.date(2026, 2, 1), None)
    """
    try:
        if match := _ISO.fullmatch(written):
            return date(*map(int, match.groups()))
        if match := _SERIAL.fullmatch(written):
            return date.fromordinal(date(1899, 12, 30).toordinal() + int(match[1]))
        if match := _DAY_FIRST.fullmatch(written):
            month = int(match[2]) if match[2].isdecimal() else _MONTHS.get(match[2][:3].casefold(), 0)
            return date(int(match[3]), month, int(match[1]))
    except ValueError:
        pass
    return None
