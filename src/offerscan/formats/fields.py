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

# Searched in this order, whatever their case. full_text, rawContent and tweet: tables that are scraped from X.
TEXT_NAMES = (
    "text", "teks", "full_text", "isi", "pesan", "message", "rawcontent", "tweet", "content", "caption", "body", "post",
    "offer", "penawaran",
)  # fmt: skip
_ID_NAMES = ("id", "id_str", "tweet_id", "tweet id")
# Columns that say who posted an offer, when, where, and under which link, in tables that people make themselves.
_AUTHOR_NAMES = ("author", "penulis", "pengirim", "sender", "username", "screen_name", "nama pengirim", "from")
# Beside a `created_at`, a `date` often lacks the time of day.
_POSTED_AT_NAMES = ("posted_at", "tanggal", "created_at", "date", "datetime", "timestamp", "time", "waktu")
_GROUP_NAMES = ("group", "grup", "group_name", "nama grup", "channel", "kanal", "page")
_LINK_NAMES = ("link", "tweet_url", "url", "permalink", "tautan")
_FORWARDED_FROM_NAMES = ("forwarded_from",)
# A first row that holds none of these may be no header but an offer, of which nothing is shown.
_OTHER_NAMES = ("nama", "name", "nomor", "judul", "title", "keterangan")
_KNOWN_NAMES = frozenset(
    (*TEXT_NAMES, *_ID_NAMES, *_AUTHOR_NAMES, *_POSTED_AT_NAMES, *_GROUP_NAMES, *_LINK_NAMES, *_OTHER_NAMES)
)
_SHOWN_COLUMNS = 12
_MAX_WORD = 500
# Beside names that are known, only what looks like one is shown.
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
    forwarded_from: str | None

    @property
    def tells_meta(self) -> bool:
        """Whether a column says who posted an offer, when, where, under which link, or whose words they are."""
        return bool(self.author or self.posted_at or self.group or self.link or self.forwarded_from)

    def meta(self, cell: Callable[[str], object]) -> Meta | None:
        """Who posted the offer of one row, of which `cell` gives what stands in a column."""
        columns = (self.author, self.posted_at, self.group, self.link, self.forwarded_from)
        author, posted_at, group, link, forwarded_from = (_word(cell(name)) if name else None for name in columns)
        if not (author or posted_at or group or link or forwarded_from):
            return None
        is_link = link is not None and link.startswith(("https://", "http://"))
        meta = Meta(author, read_moment(posted_at), group, link if is_link else None, forwarded_from)
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

    def check(self, source: str, names: Iterable[str], *, are_keys: bool = False) -> None:
        """Raises InputError, listing the names, if none of them is the text, or none the id that was asked for.

        `are_keys`: they name columns beyond doubt, unlike the first row of a table.
        """
        known = list(names)
        columns = _listed(known, are_keys)
        if self.find_text(known) is None:
            if self.text:
                raise InputError(both("error_no_field", name=source, field=self.text, columns=columns), code="no_text")
            raise InputError(both("error_no_text_column", name=source, columns=columns), code="no_text")
        if self.id and self.find_id(known) is None:
            raise InputError(both("error_no_field", name=source, field=self.id, columns=columns), code="no_id")

    def doubt(self, source: str, names: Iterable[str]) -> str | None:
        """What to tell of a file where several columns may hold the text, and the user named none: which was taken."""
        could = {name.strip().casefold(): name.strip() for name in names if name.strip().casefold() in TEXT_NAMES}
        if self.text or len(could) < 2:
            return None
        chosen = could.pop(next(name for name in TEXT_NAMES if name in could))
        return both("note_text_column", name=source, column=chosen, others=", ".join(could.values()))


def make_offer(text: object, id: object, source: str, meta: Meta | None = None) -> Offer | Refusal:
    """The offer of one row; a refusal where `text` is no text. Ids are words or whole numbers, else derived."""
    given = _written(id)
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
    wanted = (_AUTHOR_NAMES, _POSTED_AT_NAMES, _GROUP_NAMES, _LINK_NAMES, _FORWARDED_FROM_NAMES)
    about = (None if name == text else name for name in (find(*names) for names in wanted))
    return Columns(text, find(*((fields.id,) if fields.id else _ID_NAMES)), *about)


def _word(cell: object) -> str | None:
    return _written(cell)[:_MAX_WORD] or None


def _written(cell: object) -> str:
    """A word or a whole number as it is written; spreadsheets keep 17 as 17.0. Nothing for all else."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip() if isinstance(cell, str | int) and not isinstance(cell, bool) else ""


def _listed(names: list[str], are_keys: bool) -> str:
    """Names of columns as an error may show them: none of a first row that may be an offer and not a header."""
    first = names[: 10 * _SHOWN_COLUMNS]
    is_header = are_keys or any(name.strip().casefold() in _KNOWN_NAMES for name in first)
    shown = [name for name in first if is_header and _COLUMN_NAME.fullmatch(name)][:_SHOWN_COLUMNS]
    hidden = len(names) - len(shown)
    return (", ".join(shown) + (f" (+{hidden})" if hidden else "")).lstrip()
