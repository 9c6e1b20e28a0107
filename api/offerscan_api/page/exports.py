"""An uploaded chat or table as a list of its offers by level. The file is read in a folder that is gone afterwards."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from offerscan.formats import read_offers
from offerscan.phrases import Language
from offerscan.records import Assessment, Kind, Offer, Refusal
from offerscan.scan import Totals
from offerscan.settings import Settings
from offerscan_api.notes import Notes
from offerscan_api.page.problem import own_words
from offerscan_api.page.uploaded import UPLOADED, uploaded

__all__ = ["MAX_LISTED", "Export", "Listing", "Row", "list_offers", "read_export", "tell_notes"]

# So many offers take an office PC a quarter of a minute or so; more are work for `offerscan scan`.
MAX_LISTED = 300
_FEWEST_WORDS = 5  # "siap kak" is no offer


@dataclass(frozen=True, slots=True)
class Export:
    """What was read of a file: the offers to assess, and how many rows were too short, too old, or not readable.

    `notes`: what the readers assumed; `broken`: the first rows that were not readable, their places and why. In both languages.
    """

    name: str
    offers: tuple[Offer, ...]
    short: int
    older: int
    refused: int
    notes: tuple[str, ...]
    broken: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One offer of an export: how many risk indicators, who posted it and when as far as that is known."""

    text: str
    assessment: Assessment
    signs: int
    posted: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The offers of one export, gravest first; `other` texts are no offers."""

    export: Export
    rows: tuple[Row, ...]
    other: int


def read_export(name: str, data: bytes, settings: Settings) -> Export:
    """What a file holds, its name as it may be shown; of very many offers the latest. Raises InputError
    where it cannot be read."""
    taken: deque[Offer] = deque(maxlen=MAX_LISTED)
    short = long = 0
    notes, totals = Notes(), Totals()
    with uploaded(name, data, settings) as path:
        for row in read_offers(path, note=notes, limits=UPLOADED):
            if isinstance(row, Refusal):
                totals.count_refused(row)
            elif len(row.text.split()) < _FEWEST_WORDS:
                short += 1
            else:
                long += 1
                taken.append(row)
    return Export(
        path.name, tuple(taken), short, long - len(taken), totals.refused, tuple(notes.told), tuple(totals.broken)
    )


def tell_notes(export: Export, lang: Language) -> list[str]:
    """What is to be told of how a file was read, a sentence a line."""
    broken = (f"{source}: {own_words(message, lang)}" for source, message in export.broken)
    return [*(own_words(note, lang) for note in export.notes), *broken]


def list_offers(export: Export, answers: Iterable[Assessment | Refusal]) -> Listing:
    """The list that a person looks through: offers by level and probability; other texts are counted only."""
    assessed = [
        (offer, answer) for offer, answer in zip(export.offers, answers, strict=True) if isinstance(answer, Assessment)
    ]
    rows = [_row(offer, answer) for offer, answer in assessed if answer.category.is_offer]
    rows.sort(key=lambda row: (-row.assessment.risk.rank, -row.assessment.risk_scores["high"]))
    return Listing(export, tuple(rows), len(assessed) - len(rows))


def _row(offer: Offer, assessment: Assessment) -> Row:
    meta = offer.meta
    posted = " · ".join(part for part in (meta.posted_at, meta.author, meta.group) if part) if meta else ""
    signs = {finding.indicator for finding in assessment.findings if finding.kind is Kind.RISK}
    return Row(
        offer.text,
        assessment,
        len(signs),
        posted or (offer.source or ""),
    )
