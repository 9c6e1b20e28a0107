"""When an offer was posted, as far as its file can be believed."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["posted_on"]

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
