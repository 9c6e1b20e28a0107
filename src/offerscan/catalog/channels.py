"""First steps and official channels to hand to the person who asked; an office may keep a file of its own."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic.dataclasses import dataclass

from offerscan.catalog.toml_records import FOLDER, STRICT, Wording, Words, read_record

__all__ = ["Channel", "Contact", "Means", "Step", "read_channels", "read_steps"]


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
class Step:
    """One thing to do first, and the day on which it was last looked at."""

    text: Wording
    checked_on: date


@dataclass(frozen=True, slots=True, config=STRICT)
class _File:
    steps: tuple[Step, ...]
    channels: tuple[Channel, ...]


def read_channels(own: Path | None = None) -> tuple[Channel, ...]:
    """The channels in the order in which staff should think of them, of this installation or of a file of one's own.

    Raises CatalogError.
    """
    return _read(own).channels


def read_steps(own: Path | None = None) -> tuple[Step, ...]:
    """The first steps in the order in which they are taken. Raises CatalogError."""
    return _read(own).steps


@lru_cache
def _read(own: Path | None) -> _File:
    return read_record(own or FOLDER / "channels.toml", _File)
