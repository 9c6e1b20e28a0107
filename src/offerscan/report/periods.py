"""From days to the days, weeks, months or years that a chart can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from offerscan.report.tally import Levels

__all__ = ["Period", "Unit", "divide", "group_days", "period_of"]

Unit = Literal["day", "week", "month", "year"]

# How long a time is shown in which unit, so that neither chart nor table grows long.
_UNITS: tuple[tuple[int, Unit], ...] = ((31, "day"), (182, "week"), (1100, "month"))


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a week (by its Monday), a month or a year (by its first day), and the levels of what was posted in it."""

    start: date
    levels: Levels


def group_days(days: Mapping[date, Levels]) -> tuple[Unit, list[Period]]:
    """The periods from the first day to the last in order, empty ones too, and their unit; no days give no periods."""
    if not days:
        return "day", []
    unit, starts = divide(min(days), max(days))
    periods = {start: Levels() for start in starts}
    for day, levels in days.items():
        periods[period_of(day, unit)] += levels
    return unit, [Period(start, levels) for start, levels in periods.items()]


def divide(first: date, last: date) -> tuple[Unit, list[date]]:
    """The unit in which a time is shown, and the first days of its periods."""
    unit: Unit = next((unit for longest, unit in _UNITS if (last - first).days <= longest), "year")
    starts = [period_of(first, unit)]
    while (following := _next(starts[-1], unit)) <= last:
        starts.append(following)
    return unit, starts


def period_of(day: date, unit: Unit) -> date:
    """The first day of the period that a day belongs to."""
    match unit:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def _next(start: date, unit: Unit) -> date:
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}[unit]
    return period_of(start + timedelta(days=longest), unit)
