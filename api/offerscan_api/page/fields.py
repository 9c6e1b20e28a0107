"""What was typed or chosen in the fields of a form; empty and unknown choices are None, what cannot be read is told."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import Form

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.pictures import PICTURE_LIMITS
from offerscan_api.store import Role

__all__ = [
    "MARK_ROWS",
    "MARK_TIMES",
    "Choices",
    "Words",
    "as_choice",
    "as_day",
    "as_limits",
    "as_moment",
    "as_role",
    "check_length",
]

Words = Annotated[str, Form()]
Choices = Annotated[tuple[str, ...], Form()]
Choice = TypeVar("Choice", bound=StrEnum)

# How many stretches a correction can mark, and which of several places where the same words stand.
MARK_ROWS = 3
MARK_TIMES = ("1", "2", "3", "4", "5")
_MOST_WRITTEN = 4_000  # of a note or a decision, as over /v1/cases


def as_choice(kind: type[Choice], written: str) -> Choice | None:
    """The member of a kind that was chosen."""
    return kind(written) if written in set(kind) else None


def as_role(written: str) -> Role:
    """The role that was chosen. Raises InputError: nobody is given one that was not meant."""
    role = as_choice(Role, written)
    if role is None:
        raise InputError(both("desk_error_form"))
    return role


def as_limits(written: tuple[str, ...]) -> tuple[str, ...]:
    """What a picture's text lacks, as a page carried it; whatever else stands there is left out."""
    return tuple(limit for limit in PICTURE_LIMITS if limit in written)


def check_length(written: str) -> None:
    """Raises InputError for a note or a decision that is too long."""
    if len(written) > _MOST_WRITTEN:
        raise InputError(both("desk_error_long", most=_MOST_WRITTEN))


def as_moment(written: str) -> datetime | None:
    """A time that a page carried. Raises InputError."""
    try:
        return datetime.fromisoformat(written) if written else None
    except ValueError:
        raise InputError(both("desk_error_form")) from None


def as_day(written: str) -> date | None:
    """A day. Raises InputError."""
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise InputError(both("desk_error_day")) from None
