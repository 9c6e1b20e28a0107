"""The catalog: what offerscan looks for, one TOML file an indicator, and the tables that staff are shown beside it.

A new indicator is one file in `indicators/`; nothing else lists them. Texts addressed to staff say what was seen and
what to ask; laws are a related legal basis, never a finding.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable

from pydantic.dataclasses import dataclass

from offerscan.catalog.channels import Channel, Contact, Means, Step, read_channels, read_steps
from offerscan.catalog.closed_destinations import ClosedDestination, Posts, read_closed_destinations
from offerscan.catalog.pay_table import Figure, figures_for, read_pay_table, times_figure
from offerscan.catalog.sources import read_sources
from offerscan.catalog.toml_records import FOLDER, STRICT, Wording, Words, broken_file, read_record
from offerscan.errors import CatalogError
from offerscan.records import Kind, Severity, Span

__all__ = [
    "VERSION",
    "Catalog",
    "Channel",
    "ClosedDestination",
    "Contact",
    "Examples",
    "Figure",
    "Indicator",
    "Law",
    "Means",
    "Pattern",
    "Posts",
    "Step",
    "Wording",
    "figures_for",
    "read_catalog",
    "read_channels",
    "read_closed_destinations",
    "read_pay_table",
    "read_sources",
    "read_steps",
    "times_figure",
]

# Raised whenever an indicator, a pattern or a table of this package changes; stands in every assessment.
VERSION = "1"


@dataclass(frozen=True, slots=True, config=STRICT)
class Law:
    """A related legal basis, never a finding: the article, what it says, where that was read and on which day."""

    text: Words
    note: Words
    source: Words
    checked_on: date


@dataclass(frozen=True, slots=True, config=STRICT)
class Examples:
    """Invented sentences: `hit` state the thing; `miss` deny it, ask, quote it, or use its words otherwise."""

    hit: tuple[Words, ...]
    miss: tuple[Words, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class Pattern:
    """A regular expression over the received text that is nearly always right inside an offer.

    `measured` is its precision on the spans of the annotated seed: "<share> of <matches> (seed, <day>)".
    """

    regex: re.Pattern[str]
    why: Words
    measured: Words
    examples: Examples


@dataclass(frozen=True, slots=True, config=STRICT)
class Indicator:
    """One thing to look for. `order` counts from 1: the place of its output in the model, risk before protective."""

    id: Words
    kind: Kind
    order: int
    name: Wording
    reason: Wording
    question: Wording
    law: tuple[Law, ...]
    examples: Examples
    severity: Severity | None = None
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Catalog:
    """All indicators in the order of the model's outputs."""

    version: str
    indicators: tuple[Indicator, ...]

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """Indicators by their id, in order."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Ids in order: the model's outputs."""
        return tuple(self.by_id)

    @cached_property
    def risk(self) -> tuple[Indicator, ...]:
        """The indicators that speak against an offer."""
        return tuple(indicator for indicator in self.indicators if indicator.kind is Kind.RISK)

    @cached_property
    def protective(self) -> tuple[Indicator, ...]:
        """The indicators that speak for an offer."""
        return tuple(indicator for indicator in self.indicators if indicator.kind is Kind.PROTECTIVE)

    def find_patterns(self, text: str) -> list[tuple[Indicator, Span]]:
        """Where the patterns speak, in text order, in code points of the received text.

        Of stretches of one indicator that overlap only the first, longest stays. A match holds for offers alone: the
        patterns were measured there, and the caller knows the category.
        """
        found = [
            (indicator, Span(*match.span()))
            for indicator in self.indicators
            for pattern in indicator.patterns
            for match in pattern.regex.finditer(text)
        ]
        found.sort(key=lambda item: (item[1].start, -item[1].end, item[0].order))
        kept, reached = [], dict.fromkeys(self.labels, 0)
        for indicator, span in found:
            if span.start >= reached[indicator.id]:
                kept.append((indicator, span))
                reached[indicator.id] = span.end
        return kept


@lru_cache
def read_catalog(folder: Traversable = FOLDER / "indicators") -> Catalog:
    """The catalog of this installation, read once. Raises CatalogError naming the file and the field."""
    present = folder.iterdir() if folder.is_dir() else ()
    indicators = [_read_indicator(file) for file in present if file.name.endswith(".toml")]
    if not indicators:
        raise CatalogError("The catalog holds no indicator files; install offerscan again.")
    indicators.sort(key=lambda indicator: indicator.order)
    for place, indicator in enumerate(indicators, 1):
        if indicator.order != place:
            problem = f"field order: it is {indicator.order} where {place} is due, without gap or repeat"
            raise broken_file(folder / f"{indicator.id}.toml", problem)
    return Catalog(VERSION, tuple(indicators))


def _read_indicator(file: Traversable) -> Indicator:
    indicator = read_record(file, Indicator)
    if file.name != f"{indicator.id}.toml":
        raise broken_file(file, f"field id: {indicator.id} must equal the file's name")
    if (indicator.severity is None) is (indicator.kind is Kind.RISK):
        raise broken_file(file, "field severity: a risk indicator needs one, a protective one has none")
    return indicator
