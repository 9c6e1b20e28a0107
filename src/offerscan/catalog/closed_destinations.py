"""Countries and posts without a placement agreement: a table that is checked against new decisions, not code."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import StringConstraints
from pydantic.dataclasses import dataclass

from offerscan.catalog.toml_records import FOLDER, STRICT, Wording, Words, read_record

__all__ = ["ClosedDestination", "Posts", "read_closed_destinations"]

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class Posts(StrEnum):
    """Which work a closure concerns."""

    ALL = "all"
    CALL_CENTRE = "call_centre"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True, config=STRICT)
class ClosedDestination:
    """One country (ISO 3166 alpha-2), the posts concerned, and on what basis as of the day it was checked."""

    country: CountryCode
    posts: Posts
    basis: Wording
    source: Words
    checked_on: date


@dataclass(frozen=True, slots=True, config=STRICT)
class _Closure:
    """One decision as it stands in the file: it may concern many countries."""

    countries: tuple[CountryCode, ...]
    posts: Posts
    basis: Wording
    source: Words
    checked_on: date


@dataclass(frozen=True, slots=True, config=STRICT)
class _File:
    closures: tuple[_Closure, ...]


@lru_cache
def read_closed_destinations() -> tuple[ClosedDestination, ...]:
    """One row a country and decision, in the order of the file. Raises CatalogError."""
    read = read_record(FOLDER / "closed_destinations.toml", _File)
    return tuple(
        ClosedDestination(country, closure.posts, closure.basis, closure.source, closure.checked_on)
        for closure in read.closures
        for country in closure.countries
    )
