"""What a run keeps for the next one, so that campaigns keep their ids and it can be told what is new.

It stands in the JSON that `offerscan campaigns` writes, and holds no text: digests of masked texts, hashes of six consonants
each, and fingerprints of contacts and groups. Nothing can be read in it, but no secret protects it: guesses can be tested,
and a wording or a telephone be worked out with effort. The file is as sensitive as the offers that its user kept; the
templates and contacts of its campaigns stand in it anyway.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import numpy as np

from offerscan.campaigns.variants import Hashes
from offerscan.moments import in_utc

__all__ = [
    "Memory",
    "News",
    "Remembered",
    "Variant",
    "hours_between",
    "middle_and_most",
    "pack",
    "read_memory",
    "unpack",
]

# What was not seen for so long is forgotten.
_DAYS = 365
VERSION = 1


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording: the digest of its masked text, when it was first posted, and the run that first saw it (ISO 8601).

    `shingles` (32-bit hashes, little-endian, base64) are kept of some, enough to know further variants by.
    """

    digest: str
    posted_at: str | None
    noticed_at: str | None
    shingles: str | None = None

    @property
    def hours_to_notice(self) -> float | None:
        """Time-to-notice: from the first post to the run that first saw it; None where a date is missing or odd."""
        return hours_between(self.posted_at, self.noticed_at)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A campaign as a later run knows it again. `merged` are ids of earlier campaigns that turned out to be this one."""

    id: str
    noticed_at: str | None
    last_noticed_at: str | None
    merged: tuple[str, ...]
    contacts: tuple[str, ...]
    groups: tuple[str, ...]
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """All campaigns of this run and of those before it."""

    campaigns: tuple[Remembered, ...] = ()
    version: int = VERSION

    def since(self, today: str | None) -> Memory:
        """Without campaigns that were not seen for a year."""
        if today is None:
            return self
        oldest = (date.fromisoformat(today[:10]) - timedelta(days=_DAYS)).isoformat()
        return Memory(tuple(one for one in self.campaigns if (one.last_noticed_at or today) >= oldest))


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a campaign since the last run. `is_new`: no earlier run knew it.

    `variants` counts wordings that no earlier run saw; `hours_to_notice` and `longest_hours_to_notice` (median and most)
    speak of those whose first post has a date. `shares_with` are earlier campaigns, by id, whose contact it uses.
    """

    is_new: bool
    merged: tuple[str, ...]
    variants: int
    contacts: dict[str, tuple[str, ...]]
    groups: tuple[str, ...]
    shares_with: tuple[str, ...]
    hours_to_notice: float | None
    longest_hours_to_notice: float | None


@dataclass(frozen=True, slots=True)
class _File:
    memory: Memory


def hours_between(posted_at: str | None, noticed_at: str | None) -> float | None:
    """Hours from one moment (ISO 8601) to a later one; None where one of them is missing or odd.

    >>> hours_between("2026-03-01T19:30:00+07:00", "2026-03-02T12:30:00+00:00")
    24.0
    """
    posted, noticed = in_utc(posted_at), in_utc(noticed_at)
    if posted is None or noticed is None:
        return None
    hours = (noticed - posted) / timedelta(hours=1)
    return round(hours, 1) if hours >= 0 else None


def middle_and_most(hours: list[float]) -> tuple[float | None, float | None]:
    """Median and maximum; None of nothing."""
    return (round(median(hours), 1), max(hours)) if hours else (None, None)


def pack(hashes: Hashes) -> str | None:
    """Hashes as they stand in the JSON; None for none."""
    return b64encode(hashes.astype("<u4").tobytes()).decode() or None


def unpack(shingles: str | None) -> Hashes | None:
    """What `pack` made; None of nothing. Raises ValueError for what it did not make."""
    return None if shingles is None else np.frombuffer(b64decode(shingles, validate=True), "<u4").astype(np.uint32)


def read_memory(written: bytes) -> Memory:
    """The memory in a JSON file of campaigns. Raises ValueError where there is none that this version can use."""
    from pydantic import TypeAdapter

    memory = TypeAdapter(_File).validate_json(written).memory
    if memory.version != VERSION:
        raise ValueError("another version")
    for one in memory.campaigns:
        for variant in one.variants:
            unpack(variant.shingles)
    return memory
