"""Days as the office's calendar has them: those of the time zone in which this machine tells the time (`TZ`)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

__all__ = ["begin_of", "end_of", "this_monday", "today"]

# Around these a moment could not be told in every time zone; nothing was kept before, nothing will be after.
_EARLIEST, _LATEST = date(1900, 1, 1), date(9000, 1, 1)


def today() -> date:
    """The day that it is in the office."""
    return date.today()


def this_monday() -> date:
    """The first day of this week."""
    day = today()
    return day - timedelta(days=day.weekday())


def begin_of(day: date) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(min(max(day, _EARLIEST), _LATEST), time()).astimezone()


def end_of(day: date) -> datetime:
    """The moment at which a day is over, no longer a part of it."""
    return begin_of(min(day, _LATEST) + timedelta(days=1))
