"""When a post was made, in ISO 8601, from the forms in which exports tell it."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime

__all__ = ["read_moment"]

_EPOCH = re.compile(r"\d{9,13}")
_MILLISECONDS_FROM = 100_000_000_000
_ZONE = re.compile(r" ([A-Z]{3,4})$")
_ZONES = {
    "UTC": "+00:00",
    "GMT": "+00:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "WIB": "+07:00",
    "WITA": "+08:00",
    "WIT": "+09:00",
}
_TWITTER = "%a %b %d %H:%M:%S %z %Y"


def read_moment(told: str | None) -> str | None:
    """ISO 8601, in UTC where the zone is known, else without one; None where no time can be made out.

    `told`: seconds or milliseconds since 1970, ISO 8601, the same with a zone's name, or the form of Twitter.

    >>> read_moment("2022-05-01 10:00:00 EDT")
    '2022-05-01T14:00:00+00:00'
    """
    with suppress(ValueError, OverflowError, OSError):
        moment = _moment((told or "").strip())
        return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat(timespec="seconds")
    return None


def _moment(told: str) -> datetime:
    if _EPOCH.fullmatch(told):
        number = int(told)
        return datetime.fromtimestamp(number / 1000 if number >= _MILLISECONDS_FROM else number, UTC)
    with suppress(ValueError):
        return datetime.fromisoformat(_ZONE.sub(lambda zone: _ZONES.get(zone[1], ""), told))
    return datetime.strptime(told, _TWITTER)
