"""Which column or key of a row holds the offer and which its id, and the offer or refusal that the row gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from offerscan.errors import InputError
from offerscan.formats.moments import read_moment
from offerscan.phrases import both
from offerscan.records import Fault, Meta, Offer, Refusal, offer_id

__all__ = ["TEXT_NAMES", "Columns", "Fields", "make_offer", "refuse"]

# Searched in this order, whatever their case.
TEXT_NAMES = ("text", "teks", "isi", "pesan", "message", "content", "caption", "body", "post", "offer", "penawaran")
# Columns that say who posted an offer, when, where, and under which link, in tables that people make themselves.
_AUTHOR_NAMES = ("author", "penulis", "pengirim", "sender", "username", "nama pengirim", "from")
_POSTED_AT_NAMES = ("posted_at", "date", "tanggal", "created_at", "timestamp", "time", "waktu")
_GROUP_NAMES = ("group", "grup", "group_name", "nama grup", "channel", "kanal", "page")
_LINK_NAMES = ("link", "url", "permalink", "tautan")
_SHOWN_COLUMNS = 12
_MAX_WORD = 500
# A first row that is no header may hold an offer or a telephone number; only what looks like a name is shown.
_COLUMN_NAME = re.compile(r"[^\W\d][\w .-]{0,29}")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which of a table's columns are read; None where there is none."""

    text: str | None
    id: str | None
    author: str | None
    posted_at: str | None
    group: str | None
    link: str | None

    @property
    def tells_meta(self) -> bool:
        """Whether a column says who posted an offer, when, where, or under which link."""
        return bool(self.author or self.posted_at or self.group or self.link)

    def meta(self, cell: Callable[[str], object]) -> Meta | None:
        """Who posted the offer of one row, of which `cell` gives what stands in a column."""
        author, posted_at, group, link = (
            _word(cell(name)) if name else None for name in (self.author, self.posted_at, self.group, self.link)
        )
        if not (author or posted_at or group or link):
            return None
        is_link = link is not None and link.startswith(("https://", "http://"))
        meta = Meta(author, read_moment(posted_at), group, link if is_link else None)
        return None if meta == Meta() else meta


@dataclass(frozen=True, slots=True)
class Fields:
    """What the user said about columns; None: found by name."""

    text: str | None = None
    id: str | None = None

    def columns(self, names: Iterable[str]) -> Columns:
        """Those of `names` that are read."""
        return _columns(self, tuple(names))

    def find_text(self, names: Iterable[str]) -> str | None:
        """The one of `names` that holds the offer."""
        return self.columns(names).text

    def find_id(self, names: Iterable[str]) -> str | None:
        """The one of `names` that holds the id."""
        return self.columns(names).id

    def check(self, source: str, names: Iterable[str]) -> None:
        """Raises InputError, listing the names, if none of them is the text, or none the id that was asked for."""
        known = list(names)
        columns = _listed(known)
        if self.find_text(known) is None:
            if self.text:
                raise InputError(both("error_no_field", name=source, field=self.text, columns=columns), code="no_text")
            raise InputError(both("error_no_text_column", name=source, columns=columns), code="no_text")
        if self.id and self.find_id(known) is None:
            raise InputError(both("error_no_field", name=source, field=self.id, columns=columns), code="no_id")


def make_offer(text: object, id: object, source: str, meta: Meta | None = None) -> Offer | Refusal:
    """The offer of one row; a refusal where `text` is no text. Ids are words or whole numbers, else derived."""
    given = str(id).strip() if isinstance(id, str | int) and not isinstance(id, bool) else ""
    if isinstance(text, str):
        return Offer(text, given, source, meta)
    return refuse("no_text" if text is None else "not_text", source, "", id=given)


def refuse(code: str, source: str, row: str, id: str = "", **values: object) -> Refusal:
    """The refusal of one row, told by the phrase `row_<code>`; without an id it has that of the row as it stands."""
    return Refusal(id or offer_id(row), source, Fault(code, both(f"row_{code}", **values)))


@lru_cache(maxsize=256)  # rows of JSON name their columns again and again
def _columns(fields: Fields, names: tuple[str, ...]) -> Columns:
    by_name = {name.strip().casefold(): name for name in reversed(names)}

    def find(*wanted: str) -> str | None:
        return next((by_name[want.strip().casefold()] for want in wanted if want.strip().casefold() in by_name), None)

    text = find(*((fields.text,) if fields.text else TEXT_NAMES))
    about = (find(*wanted) for wanted in (_AUTHOR_NAMES, _POSTED_AT_NAMES, _GROUP_NAMES, _LINK_NAMES))
    author, posted_at, group, link = (None if name == text else name for name in about)
    return Columns(text, find(fields.id or "id"), author, posted_at, group, link)


def _word(cell: object) -> str | None:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    word = str(cell).strip() if isinstance(cell, str | int) and not isinstance(cell, bool) else ""
    return word[:_MAX_WORD] or None


def _listed(names: list[str]) -> str:
    shown = [name for name in names[: 10 * _SHOWN_COLUMNS] if _COLUMN_NAME.fullmatch(name)][:_SHOWN_COLUMNS]
    hidden = len(names) - len(shown)
    return ", ".join(shown) + (f" (+{hidden})" if hidden else "")
