"""Whether a campaign grows: its offers of the last period beside those of the period before, as far as dates are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = ["Calendar", "Growth", "Period"]

# A period can be compared with the one before only where both were watched.
_PERIODS_WATCHED = 2


class Period(StrEnum):
    """How long the stretches are that are compared."""

    DAY = "day"
    WEEK = "week"

    @property
    def days(self) -> int:
        """Days of one period."""
        return 7 if self is Period.WEEK else 1


@dataclass(frozen=True, slots=True)
class Growth:
    """Offers posted in the last period, which ends with `until` (ISO 8601), and in the one before it.

    `undated` offers of the campaign have no date and stand in neither.
    """

    period: Period
    until: str
    latest: int
    before: int
    undated: int


class Calendar:
    """The days on which anything was posted in a run; all its campaigns are measured against the newest of them, so that
    one that has stopped is seen to have stopped."""

    def __init__(self, days: Iterable[str]) -> None:
        watched = [day for day in map(_day, days) if day]
        self._until = max(watched, default=None)
        span = (max(watched) - min(watched)).days + 1 if watched else 0
        periods = (period for period in (Period.WEEK, Period.DAY) if span >= _PERIODS_WATCHED * period.days)
        self._period = next(periods, None)

    def growth(self, days: Mapping[str, int], size: int) -> Growth | None:
        """The growth of a campaign with so many offers on each day, of `size` in all; None where none has a date, or where
        the run holds less than two periods."""
        if self._until is None or self._period is None or not days:
            return None
        counted = {self._age(day): 0 for day in days}
        for day, count in days.items():
            counted[self._age(day)] += count
        undated = size - sum(days.values())
        return Growth(self._period, self._until.isoformat(), counted.get(0, 0), counted.get(1, 0), undated)

    def _age(self, written: str) -> int | None:
        """How many periods ago a day was, 0 for the last; None for what is no day or lies after the last."""
        day = _day(written)
        if day is None or self._until is None or self._period is None or day > self._until:
            return None
        return (self._until - day) // timedelta(days=self._period.days)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
