"""What an imported list of agencies says of the companies that an offer names; dates are ISO 8601."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Listing", "ListingStatus", "Lookup", "Mismatch", "SimilarName"]


class ListingStatus(StrEnum):
    """What the imported list says of a company, in the order in which it counts."""

    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    CONTACT_MISMATCH = "contact_mismatch"  # listed, but the telephone or the licence number is not this company's
    UNKNOWN = "unknown"  # listed, without a status
    ACTIVE = "active"
    SIMILAR = "similar"  # not listed; names like it are
    NOT_LISTED = "not_listed"
    UNNAMED = "unnamed"  # the text names no company that could be looked up

    @property
    def contradicts(self) -> bool:
        """Whether the list speaks against the offer's use of this name."""
        return self in tuple(ListingStatus)[:4]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A telephone (`phone`) or licence number (`licence`) of the offer that is not the listed company's.

    `belongs_to` is the company under which the list has it; None if it is not in the list.
    """

    kind: str
    found: str
    belongs_to: str | None = None


@dataclass(frozen=True, slots=True)
class SimilarName:
    """A listed name that is like the one asked for, but not clearly the same. `score` from 0 to 1."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list says of one company. `asked` is the name, or else the licence, as it stands in the offer.

    `score` tells how like the two names are, 1 for equal; dates are ISO 8601.
    """

    asked: str
    status: ListingStatus
    name: str | None = None
    score: float | None = None
    licence: str | None = None
    valid_until: str | None = None
    checked_on: str | None = None
    mismatches: tuple[Mismatch, ...] = ()
    similar: tuple[SimilarName, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the imported list says of one offer: the status that counts most, and each company.

    `checked_on` is the newest day on which any of the list's entries was checked, `imported_on` that of its import.
    """

    status: ListingStatus
    version: str
    imported_on: str
    checked_on: str | None
    companies: tuple[Listing, ...]
