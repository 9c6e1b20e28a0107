"""What a report needs, and how it takes the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from offerscan.campaigns import Campaign
from offerscan.phrases import Language
from offerscan.records import Assessment, Refusal
from offerscan.report.sections import Names

__all__ = ["Sources", "Take"]

# Takes one row: an assessment with its text where that was kept, a refusal, or None for a line that is neither.
Take = Callable[[Assessment | Refusal | None, str | None], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """What a report needs beside the rows. `campaigns` is None where they could not be sought; `names` are those of the
    indicators."""

    campaigns: Sequence[Campaign] | None
    names: Names
    languages: Sequence[Language]
    made_on: date
