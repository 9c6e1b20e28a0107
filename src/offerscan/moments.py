"""When an offer was posted, as far as its file can be believed, and one clock for what is compared or passed on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

__all__ = ["in_utc", "posted_on"]

# Phones whose clock was never set tell 1970. A date to come is as wrong; it may be of another calendar (2568 is 2025 in
# Thailand), but we do not guess which.
_FIRST_YEAR = 2000


def posted_on(moment: str | None, today: date | None) -> date | None:
    """The day of an ISO 8601 moment; None where there is none, or none that can be right. Where it is already tomorrow,
    that day can be; without `today` no day counts as still to come.

    >>> posted_on("2026-03-05T19:30:00", date(2026, 11, 22)), posted_on("1970-01-01", date(2026, 11, 22))
    (datetime.date(2026, 3, 5), None)
    """
    try:
        day = date.fromisoformat((moment or "")[:10])
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR and (today is None or day <= today + timedelta(days=1)) else None


def in_utc(moment: str | None) -> datetime | None:
    """An ISO 8601 moment in UTC; None where there is none, or none that can be. One that names no zone is taken in that of
    this machine, since exports tell the local time of the telephone that made them.

    >>> in_utc("2026-03-01T19:30:00+07:00").isoformat(), in_utc("kemarin")
    ('2026-03-01T12:30:00+00:00', None)
    """
    try:
        return datetime.fromisoformat(moment or "").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
