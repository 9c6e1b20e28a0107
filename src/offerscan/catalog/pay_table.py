"""What work abroad pays according to a source, to set beside what an offer promises: a dated table, not a verdict."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from offerscan.catalog.toml_records import FOLDER, STRICT, Wording, Words, read_record
from offerscan.records import Pay

__all__ = ["Figure", "figures_for", "read_pay_table", "times_figure"]

Amount = Annotated[float, Field(gt=0)]


@dataclass(frozen=True, slots=True, config=STRICT)
class Figure:
    """One figure: in which country (ISO 3166 alpha-2), for which work, in whose words and of which year.

    `amount` is one figure or the lower and upper end of a range, in `currency` (ISO 4217), before deductions.
    """

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    work: Wording
    amount: Annotated[tuple[Amount, ...], Field(min_length=1, max_length=2)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    per: Literal["month", "hour"]
    year: Annotated[str, StringConstraints(pattern=r"^20\d\d$")]
    source: Words
    checked_on: date


@dataclass(frozen=True, slots=True, config=STRICT)
class _File:
    figures: tuple[Figure, ...]


@lru_cache
def read_pay_table() -> tuple[Figure, ...]:
    """The table in the order of its file. Raises CatalogError."""
    return read_record(FOLDER / "pay_table.toml", _File).figures


def figures_for(pay: Pay, destinations: tuple[str, ...]) -> tuple[Figure, ...]:
    """The figures that an amount can be set beside: of a named destination, in the same currency and period.

    Amounts are never converted: rates change daily, and a wrong one would speak against an honest offer.
    """
    return tuple(
        figure
        for figure in read_pay_table()
        if figure.country in destinations and (figure.currency, figure.per) == (pay.currency, pay.per)
    )


def times_figure(pay: Pay, figure: Figure) -> float:
    """How many times the figure, or the nearer end of its range, an amount is; 1.0 inside the range.

    >>> nurse = next(figure for figure in read_pay_table() if figure.country == "JP")
    >>> times_figure(Pay(500_000, "JPY", "month", 0, 7), nurse)
    2.0
    """
    low, high = figure.amount[0], figure.amount[-1]
    return pay.amount / min(max(pay.amount, low), high)
