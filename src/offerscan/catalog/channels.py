"""Official hotlines and channels to hand to the person who asked."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache

from pydantic.dataclasses import dataclass

from offerscan.catalog.toml_records import FOLDER, STRICT, Wording, Words, read_record

__all__ = ["Channel", "Contact", "Means", "read_channels"]


class Means(StrEnum):
    """How a contact is used."""

    PHONE = "phone"
    WHATSAPP = "whatsapp"
    WEB = "web"


@dataclass(frozen=True, slots=True, config=STRICT)
class Contact:
    """One number, as it is dialled, or one address."""

    means: Means
    value: Words
    note: Wording | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class Channel:
    """One office that answers, what it is for, and when its sources carried the contacts (year and month)."""

    name: Wording
    purpose: Wording
    seen: Words
    sources: tuple[Words, ...]
    checked_on: date
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class _File:
    channels: tuple[Channel, ...]


@lru_cache
def read_channels() -> tuple[Channel, ...]:
    """The channels in the order in which staff should think of them. Raises CatalogError."""
    return read_record(FOLDER / "channels.toml", _File).channels
