"""What travels between the parts: frozen records, nothing but data. Words and shapes are those of the published JSON.

All offsets are half-open and count Unicode code points.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache

from offerscan.listings import Lookup

__all__ = [
    "Assessment",
    "Category",
    "Details",
    "Fault",
    "Finding",
    "Kind",
    "Limit",
    "Meta",
    "Offer",
    "Origin",
    "Pay",
    "Refusal",
    "Risk",
    "Severity",
    "Span",
    "Versions",
    "field_names",
    "offer_id",
]


class Category(StrEnum):
    """What a text is, in the order of the model's outputs."""

    OVERSEAS_OFFER = "overseas_offer"
    DOMESTIC_OFFER = "domestic_offer"
    DISCUSSION = "discussion"
    OTHER_FRAUD = "other_fraud"
    OTHER = "other"

    @property
    def is_offer(self) -> bool:
        """Whether the reader is offered something; only offers carry findings and a level above low."""
        return self in (Category.OVERSEAS_OFFER, Category.DOMESTIC_OFFER)


class Risk(StrEnum):
    """What staff should do with a text, from least to most."""

    LOW = "low"
    REVIEW = "review"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """0 for low, 1 for review, 2 for high."""
        return list(Risk).index(self)


class Kind(StrEnum):
    """Whether an indicator speaks against an offer or for it."""

    RISK = "risk"
    PROTECTIVE = "protective"


class Severity(StrEnum):
    """Gravity of a risk indicator; protective indicators have none."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def points(self) -> int:
        """Points of the guideline: low 1, medium 2, high 3, critical 4."""
        return _POINTS[self]


_POINTS = {severity: points for points, severity in enumerate(Severity, 1)}


class Origin(StrEnum):
    """Who says so: the language model, a catalog pattern, or the imported registry."""

    MODEL = "model"
    PATTERN = "pattern"
    REGISTRY = "registry"


class Limit(StrEnum):
    """What the reader of an assessment must know of how it came about; published words, in the order in which they are told."""

    TRUNCATED = "truncated"
    TOO_SHORT = "too short to judge"
    NOT_COVERED = "language not covered"
    FIRST_TIER_ONLY = "first tier only"
    CLOSE = "close to review"
    FROM_OCR = "text from OCR"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of a text, in code points."""

    start: int
    end: int


def offer_id(text: str) -> str:
    """First 16 hex digits of the SHA-256 of the UTF-8 text.

    >>> offer_id("halo")
    'a4e63bcacf6c172a'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def field_names(record: type) -> tuple[str, ...]:
    """What the fields of a record are called, in their order."""
    return tuple(field.name for field in fields(record))


@dataclass(frozen=True, slots=True)
class Meta:
    """Who posted an offer, when (ISO 8601, as far as the export tells), in which group or page, its link, and the person
    or channel whose words were passed on."""

    author: str | None = None
    posted_at: str | None = None
    group: str | None = None
    link: str | None = None
    forwarded_from: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One text under examination, as received. `source` says where it came from, such as `dump.csv:14`; `meta` is None
    where its file knows nothing of who posted it."""

    text: str
    id: str = ""
    source: str | None = None
    meta: Meta | None = None

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", offer_id(self.text))


@dataclass(frozen=True, slots=True)
class Finding:
    """One indicator seen in one offer. `start`, `end`, `quote` are None where it speaks of the whole text."""

    indicator: str
    kind: Kind
    severity: Severity | None
    score: float
    origin: Origin
    start: int | None = None
    end: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Pay:
    """An amount named as pay. `currency` is ISO 4217; `per` one of hour, day, week, month, year, contract, or None."""

    amount: float
    currency: str
    per: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Details:
    """What can be copied into a form: contacts, money, names and places found in the text, each once, in text order.

    `destinations` are ISO 3166 alpha-2 codes; `phones` are E.164.
    """

    destinations: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    pay: tuple[Pay, ...] = ()


@dataclass(frozen=True, slots=True)
class Versions:
    """What answered, so that an answer can be traced and repeated."""

    offerscan: str
    model: str
    catalog: str
    registry: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that is said of one offer. Scores are calibrated probabilities; findings stand in text order, whole-text ones last."""

    id: str
    source: str | None
    category: Category
    category_scores: dict[str, float]
    risk: Risk
    risk_scores: dict[str, float]
    findings: tuple[Finding, ...]
    details: Details
    registry: Lookup | None
    language: str
    limits: tuple[str, ...]
    versions: Versions
    meta: Meta | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row got no assessment: a stable word for programs, a sentence for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer to an input row that cannot be assessed; it takes the row's place in the output."""

    id: str
    source: str | None
    error: Fault
