"""What may be sent to the addresses of cases and feedback, and what they answer where no record says it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from offerscan.records import Category, Risk
from offerscan.screener import MAX_CHARACTERS
from offerscan_api.store import AuditEntry, CaseFilter, CaseState, Earlier, Mark

__all__ = [
    "AuditAnswer", "CaseChange", "CaseId", "EarlierAnswer", "FeedbackId", "GivenFeedback", "HandOver", "HandedOver", "KeptOffer",
    "Look", "NewNote", "Purged", "read_filter",
]  # fmt: skip

_STRICT = ConfigDict(extra="forbid", strict=True)
_WITHOUT_NUL = r"^[^\u0000]*$"
CaseId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="The id of a case.")]
FeedbackId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="The id of what somebody said of an answer.")]
_Text = Annotated[str, Field(min_length=1, max_length=MAX_CHARACTERS, pattern=_WITHOUT_NUL)]
_Words = Annotated[str, Field(max_length=4000, pattern=_WITHOUT_NUL)]
_Name = Annotated[str, Field(min_length=1, max_length=100, pattern=_WITHOUT_NUL)]


class KeptOffer(BaseModel):
    """An offer to keep as a case."""

    model_config = _STRICT

    text: _Text
    original: bool = Field(False, description="Keep the text as received as well; else only the redacted text is kept.")
    note: _Words = ""


class Look(BaseModel):
    """An offer to compare with earlier cases; nothing of it is kept."""

    model_config = _STRICT

    text: _Text


class CaseChange(BaseModel):
    """What to change of a case; fields that are left out stay. An `assignee` of null gives it back to the office."""

    model_config = _STRICT

    state: CaseState | None = Field(None, strict=False)
    assignee: _Name | None = None
    decision: _Words | None = None
    retain_until: date | None = Field(None, strict=False, description="Administrators only.")


class HandOver(BaseModel):
    """Whose cases go to whom, when somebody leaves."""

    model_config = _STRICT

    giver: _Name = Field(description="Who has them now: also a program, or a login that was taken away.")
    receiver: _Name = Field(description="An active officer or administrator.")


class HandedOver(BaseModel):
    """How many cases have another assignee now."""

    cases: int


class NewNote(BaseModel):
    """A note beside a case."""

    model_config = _STRICT

    text: Annotated[str, Field(min_length=1, max_length=4000, pattern=_WITHOUT_NUL)]


class MarkedStretch(BaseModel):
    """A stretch of the text, half-open in code points, that is evidence of an indicator."""

    model_config = _STRICT

    start: int = Field(ge=0, le=MAX_CHARACTERS)
    end: int = Field(ge=0, le=MAX_CHARACTERS)
    indicator: Annotated[str, Field(max_length=60)]


class GivenFeedback(BaseModel):
    """What staff hold to be right, of a `case` (marks count in its redacted text) or of a `text`; exactly one of the two."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"oneOf": [{"required": ["case"]}, {"required": ["text"]}]}
    )

    case: CaseId | None = None
    text: _Text | None = None
    risk: Risk = Field(strict=False)
    category: Category = Field(strict=False)
    indicators: list[Annotated[str, Field(max_length=60)]] = Field(max_length=60)
    marks: list[MarkedStretch] = Field(default=[], max_length=500)

    @model_validator(mode="after")
    def _one_of_two(self) -> GivenFeedback:
        if (self.text is None) is (self.case is None):
            raise PydanticCustomError("text_or_case", "exactly one of text and case")
        return self

    def read_marks(self) -> list[Mark]:
        """The marks as the store takes them."""
        return [Mark(mark.start, mark.end, mark.indicator) for mark in self.marks]


class EarlierAnswer(BaseModel):
    """Earlier cases that resemble an offer, those that share a contact first."""

    earlier: list[Earlier]


class AuditAnswer(BaseModel):
    """One page of the audit log, newest first. `whole` is false where a line was changed or is missing."""

    entries: list[AuditEntry]
    total: int
    whole: bool


class Purged(BaseModel):
    """How many cases were past their retention date and are gone."""

    cases: int


def _as_written(day: object) -> object:
    """pydantic would also take the number of seconds since 1970."""
    if isinstance(day, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day, re.ASCII):
        raise PydanticCustomError("date", "no date")
    return day


Day = Annotated[date, BeforeValidator(_as_written)]


def read_filter(
    text: Annotated[
        str | None,
        Query(max_length=200, pattern=_WITHOUT_NUL, description="Words of the text or of notes, or a case number."),
    ] = None,
    phone: Annotated[
        str | None, Query(max_length=60, pattern=_WITHOUT_NUL, description="A telephone, account or user name.")
    ] = None,
    risk: Risk | None = None,
    state: CaseState | None = None,
    assignee: Annotated[str | None, Query(max_length=100, pattern=_WITHOUT_NUL, description="Empty: nobody.")] = None,
    since: Day | None = None,
    until: Day | None = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 25,
) -> CaseFilter:
    return CaseFilter(text, phone, risk, state, assignee, since, until, page, size)
