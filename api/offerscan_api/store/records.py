"""What the store hands out: frozen records, nothing but data. Times are UTC, dates are those of the office's calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from offerscan.records import Risk

__all__ = [
    "STAFF_ROLES",
    "AuditEntry",
    "Case",
    "CaseFilter",
    "CasePage",
    "CaseState",
    "Earlier",
    "Feedback",
    "FeedbackPage",
    "Key",
    "Mark",
    "Note",
    "Role",
    "Staff",
    "Week",
]


class CaseState(StrEnum):
    """Where the work on a case stands."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class Role(StrEnum):
    """What a member of staff, or a key, is for; offerscan_api.auth.roles says what each may do."""

    OFFICER = "officer"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    REGISTRY = "registry"  # of keys alone: looks the list of agencies up, as OpenRefine does, and nothing else


# What a person can be.
STAFF_ROLES = (Role.OFFICER, Role.ANALYST, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts: a login, a key, or "lokal" on a machine without logins."""

    name: str
    role: Role
    office: str = ""
    active: bool = True
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """An API key, without its secret, which is shown once and stored hashed."""

    name: str
    role: Role
    office: str
    created_at: datetime
    revoked_at: datetime | None
    used_on: date | None


@dataclass(frozen=True, slots=True)
class Note:
    """What a member of staff wrote beside a case."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """An assessment that a member of staff kept.

    `text` is the redacted text; all offsets in `assessment` (the published shape) count in it. `original` is the text as
    received, where it was kept by choice and the reader may see it. `doubt` (0 to 1) says how much a second look would
    teach. `notes` is empty in lists.
    """

    id: str
    state: CaseState
    office: str
    assignee: str | None
    created_by: str
    created_at: datetime
    updated_at: datetime
    retain_until: date
    risk: Risk
    category: str
    language: str
    text: str
    has_original: bool
    assessment: dict[str, Any]
    decision: str | None
    doubt: float
    original: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to list; empty fields are not looked at. `since` and `until` are days of `created_at`, both included.

    `assignee` "" means cases that nobody has. `text` holds words of the text, of notes or of the decision, or the beginning
    of a case's number; `phone` a telephone, an account or a user name as people write it. Pages count from 1.
    """

    text: str | None = None
    phone: str | None = None
    risk: Risk | None = None
    state: CaseState | None = None
    assignee: str | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1
    size: int = 25


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of cases, newest first, and how many there are in all."""

    cases: tuple[Case, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier case that resembles an offer: how much of the wording they share (0 to 1), and which kinds of contact
    ("phones", "accounts", "handles") they share."""

    id: str
    created_at: datetime
    risk: Risk
    state: CaseState
    likeness: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit log: who did what to which case or account. `detail` holds words of the program and ids only."""

    number: int
    at: datetime
    by: str
    action: str
    subject: str | None
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, half-open in code points, that staff marked as evidence of an indicator."""

    start: int
    end: int
    indicator: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What staff say about an assessment: a training candidate. `text` is redacted, `marks` count in it.

    `indicators` are all that staff hold to be right, marked or not. `confirmed` says that nothing was changed.
    """

    id: str
    case: str | None
    at: datetime
    by: str
    text: str
    assessment: dict[str, Any]
    category: str
    risk: Risk
    indicators: tuple[str, ...]
    marks: tuple[Mark, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """One page of feedback, newest first, and how much there is in all."""

    feedback: tuple[Feedback, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Week:
    """Figures of one week and one model, from counters that hold no text. `monday` is its first day.

    `levels` and `categories` count assessments; `histogram` counts them by P(high) in ten equal steps; `shift` is the
    population stability index of the histogram against the weeks before (above 0.2 is worth a look), None without any.
    `pieces` are those of the texts as the model was given them, `unknown_pieces` those that its tokenizer does not know;
    `unknown_share` is None where none were counted, as in weeks before they were.
    """

    monday: date
    model: str
    assessed: int
    levels: dict[str, int]
    categories: dict[str, int]
    histogram: tuple[int, ...]
    not_covered: int
    confirmed: int
    corrected: int
    pieces: int = 0
    unknown_pieces: int = 0
    unknown_share: float | None = None
    shift: float | None = field(default=None)

    @property
    def level_shares(self) -> dict[str, float]:
        """Share of each level among the assessments of the week."""
        return {level: count / self.assessed if self.assessed else 0.0 for level, count in self.levels.items()}

    @property
    def not_covered_share(self) -> float:
        """Share of texts in a language that the model has not met."""
        return self.not_covered / self.assessed if self.assessed else 0.0
