"""One entry of an imported list, and what its telephones and licence numbers are compared by."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from offerscan.listings import ListingStatus

__all__ = ["Agency", "licence_key", "phone_key", "read_phones"]

_LABEL = re.compile(
    r"^(?:(?:SIP3MI|SIP2MI|SIUP3MI|SIP\w*TKIS?|SIUP-?PP?TKIS?|P3MI|NIB|[IL]ZIN|NO(?:MOR)?)(?![A-Z0-9])[\s:.]*)+",
    re.IGNORECASE,
)
_YEAR_WORD = re.compile(r"\b(?:TAHUN|TAUN|THN|TH)\b")
_FEWEST_LICENCE_SIGNS = 5
_BETWEEN_PHONES = re.compile(r"[;,\n|]|/(?=\s*[+0(]|\s*\d{5})|\b(?:dan|atau|or|and)\b", re.IGNORECASE)
# Telephones of one exchange differ in their last two digits ("021-8690 1230/31").
_EXCHANGE_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Agency:
    """A company or one of its branches as the list has it. `phones` are E.164; `status` is what the list states."""

    name: str
    aliases: tuple[str, ...] = ()
    sip3mi: str = ""
    nib: str = ""
    province: str = ""
    address: str = ""
    phones: tuple[str, ...] = ()
    status: ListingStatus = ListingStatus.UNKNOWN
    valid_until: date | None = None
    source: str = ""
    checked_on: date | None = None

    @property
    def id(self) -> str:
        """The same for the same entry in every version of the list: 12 hex digits."""
        named = "\0".join((self.name.casefold(), self.sip3mi, self.province.casefold()))
        return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def standing(self, today: date) -> ListingStatus:
        """The stated status, unless the licence has run out since."""
        in_force = self.status in (ListingStatus.ACTIVE, ListingStatus.UNKNOWN)
        if in_force and self.valid_until is not None and self.valid_until < today:
            return ListingStatus.EXPIRED
        return self.status


def licence_key(written: str) -> str:
    """Letters and digits of a licence number without its label; empty where too little is left to tell one.

    >>> licence_key("SIP3MI No. 318/BP.09/2024"), licence_key("12")
    ('318BP092024', '')
    """
    number = _YEAR_WORD.sub(" ", _LABEL.sub("", written.strip()).upper())
    signs = "".join(sign for sign in number if sign.isalnum())
    return signs if len(signs) >= _FEWEST_LICENCE_SIGNS and any(sign.isdigit() for sign in signs) else ""


def phone_key(number: str) -> str:
    """What a telephone is compared by: a landline by all but its last digits, as it may be one of an exchange."""
    return number[:-_EXCHANGE_DIGITS] if _is_landline(number) else number


def read_phones(cell: str) -> tuple[tuple[str, ...], bool]:
    """The telephones in a cell as E.164, and whether there was more that could not be read.

    >>> read_phones("(021) 8690 1230/31; 812 0000 1234")
    (('+622186901230', '+6281200001234'), False)
    """
    found: dict[str, None] = {}
    unread = False
    for piece in _BETWEEN_PHONES.split(cell.removesuffix(".0")):
        digits = re.sub(r"\D", "", piece)
        number = _e164(piece) if len(digits) >= 6 else None
        if number is not None:
            found[number] = None
        elif digits:
            unread = True
    return tuple(found), unread


def _e164(piece: str) -> str | None:
    import phonenumbers

    piece = piece.partition("/")[0]
    digits = re.sub(r"\D", "", piece)
    if digits.startswith("62"):
        piece = f"+{digits}"
    elif digits.startswith("8") and len(digits) >= 9:  # a spreadsheet program has taken its 0 away
        piece = f"0{digits}"
    try:
        parsed = phonenumbers.parse(piece, "ID")
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number(parsed)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if possible else None


@lru_cache(maxsize=4096)
def _is_landline(number: str) -> bool:
    import phonenumbers

    try:
        kind = phonenumbers.number_type(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return False
    return bool(kind == phonenumbers.PhoneNumberType.FIXED_LINE)
