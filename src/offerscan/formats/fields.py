"""Which column or key of a row holds the offer and which its id, and the offer or refusal that the row gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.records import Fault, Offer, Refusal, offer_id

__all__ = ["TEXT_NAMES", "Fields", "make_offer", "refuse"]

# Searched in this order, whatever their case.
TEXT_NAMES = ("text", "teks", "isi", "pesan", "message", "content", "caption", "body", "post", "offer", "penawaran")
_SHOWN_COLUMNS = 12
# A first row that is no header may hold an offer or a telephone number; only what looks like a name is shown.
_COLUMN_NAME = re.compile(r"[^\W\d][\w .-]{0,29}")


@dataclass(frozen=True, slots=True)
class Fields:
    """What the user said about columns; None: found by name."""

    text: str | None = None
    id: str | None = None

    def find_text(self, names: Iterable[str]) -> str | None:
        """The one of `names` that holds the offer."""
        return _find((self.text,) if self.text else TEXT_NAMES, names)

    def find_id(self, names: Iterable[str]) -> str | None:
        """The one of `names` that holds the id."""
        return _find((self.id or "id",), names)

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


def make_offer(text: object, id: object, source: str) -> Offer | Refusal:
    """The offer of one row; a refusal where `text` is no text. Ids are words or whole numbers, else derived."""
    given = str(id).strip() if isinstance(id, str | int) and not isinstance(id, bool) else ""
    if isinstance(text, str):
        return Offer(text, given, source)
    return refuse("no_text" if text is None else "not_text", source, "", id=given)


def refuse(code: str, source: str, row: str, id: str = "", **values: object) -> Refusal:
    """The refusal of one row, told by the phrase `row_<code>`; without an id it has that of the row as it stands."""
    return Refusal(id or offer_id(row), source, Fault(code, both(f"row_{code}", **values)))


def _find(wanted: Iterable[str], names: Iterable[str]) -> str | None:
    by_name = {name.strip().casefold(): name for name in reversed(list(names))}
    for want in wanted:
        if (found := by_name.get(want.strip().casefold())) is not None:
            return found
    return None


def _listed(names: list[str]) -> str:
    shown = [name for name in names[: 10 * _SHOWN_COLUMNS] if _COLUMN_NAME.fullmatch(name)][:_SHOWN_COLUMNS]
    hidden = len(names) - len(shown)
    return ", ".join(shown) + (f" (+{hidden})" if hidden else "")
