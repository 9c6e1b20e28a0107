"""Where a message begins in a WhatsApp export, and when it was posted: dates as the telephone that exported it writes them."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import closing
from datetime import datetime

from offerscan.formats.ahead import look_ahead
from offerscan.formats.opened import Opened

__all__ = ["is_month_first", "read_stamp"]

# `12/03/2025 21.15 - ` or `[3/12/25, 9:15:03 PM] `, behind marks of direction; `2025/3/12 下午9:15 - ` where the telephone
# speaks Chinese, `م` and `ص` where it speaks Arabic.
_STAMP = re.compile(
    r"""[\u200e\u200f\ufeff]*(?P<ios>\[)?
    (?P<first>\d{4}|\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<third>\d{4}|\d{1,2})[,،]?[ \u00a0\u202f]
    (?:(?P<am_before>上午|凌晨|清晨|早上)|(?P<pm_before>中午|下午|晚上))?
    (?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<seconds>\d{2}))?
    (?:[ \u00a0\u202f]?(?:(?P<am>a\.?[ ]?m\.?|pg|ص)|(?P<pm>p\.?[ ]?m\.?|ptg|م)))?  # pg, ptg: telephones set to Malay
    (?(ios)\]|[ \u00a0\u202f][-–])[ ]""",
    re.IGNORECASE | re.VERBOSE,
)
# Where the telephone speaks Korean: `2025년 3월 12일 오후 9:15 - `, `[2025. 3. 12. 오후 9:15:03] `, and, as KakaoTalk
# writes them, `2025. 3. 12. 오후 9:15, Budi : `.
_KOREAN = re.compile(
    r"""[\u200e\u200f\ufeff]*(?P<ios>\[)?
    (?P<first>\d{4})(?:년|\.)[ ]?(?P<second>\d{1,2})(?:월|\.)[ ]?(?P<third>\d{1,2})(?:일|\.)[ \u00a0\u202f]
    (?:(?P<am_before>오전)[ ]?|(?P<pm_before>오후)[ ]?)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<seconds>\d{2}))?
    (?(ios)\][ ]|(?:[ \u00a0\u202f][-–][ ]|,[ ](?=[^\n:]{1,120}[ ]:[ ])))""",
    re.VERBOSE,
)
# As WhatsApp copies messages: `[21.15, 12/3/2025] `, `[12/3 21.15] `.
_COPIED = re.compile(
    r"""[\u200e\u200f\ufeff]*(?P<ios>\[)(?:
    (?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?P<seconds>(?!))?[ \u202f]?(?:(?P<am>am)|(?P<pm>pm))?,[ ]
    (?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<third>\d{4}|\d{2})
    | \d{1,2}[/.]\d{1,2},?[ ]\d{1,2}[.:]\d{2}(?:[ \u202f]?[ap]m)?
    )\][ ](?=[^\n:]{1,120}:[ ])""",
    re.IGNORECASE | re.VERBOSE,
)


def read_stamp(line: str, month_first: bool = False) -> tuple[str | None, int] | None:
    """When the message that begins here was posted, in ISO 8601 (None: the year is not told), and where the stamp ends;
    None if none begins here."""
    stamp = _STAMP.match(line) or _KOREAN.match(line) or _COPIED.match(line)
    if stamp is None:
        return None
    if stamp["first"] is None:
        return None, stamp.end()
    day, month, year = (int(stamp[part]) for part in ("first", "second", "third"))
    if len(stamp["first"]) == 4:
        day, year = year, day
    elif month > 12 or (month_first and day <= 12):
        day, month = month, day
    year = _common_year(year)
    hour = int(stamp["hour"])
    told = stamp.groupdict()
    is_afternoon = told.get("pm") or told.get("pm_before")
    if is_afternoon or told.get("am") or told.get("am_before"):
        hour = hour % 12 + (12 if is_afternoon else 0)
    try:
        at = datetime(year, month, day, hour, int(stamp["minute"]), int(stamp["seconds"] or 0))
    except ValueError:
        return None
    return at.isoformat(timespec="seconds" if stamp["seconds"] else "minutes"), stamp.end()


def is_month_first(opened: Opened) -> bool:
    """Whether dates are month/day: as the first number beyond 12 says; where none does, if time runs back more often when
    they are read as day/month."""
    runs_back = {"day first": 0, "month first": 0}
    last = {"day first": (0, 0, 0), "month first": (0, 0, 0)}
    with closing(_beginnings(opened)) as lines:
        for stamp in filter(None, map(_STAMP.match, lines)):
            first, second, year = (int(stamp[part]) for part in ("first", "second", "third"))
            if min(first, second) <= 12 < max(first, second) <= 31:
                return second > 12
            if max(first, second) <= 12:
                for reading, day in (("day first", (year, second, first)), ("month first", (year, first, second))):
                    runs_back[reading] += day < last[reading]
                    last[reading] = day
    return runs_back["month first"] < runs_back["day first"]


def _beginnings(opened: Opened) -> Generator[str, None, None]:
    """How each line begins, without consuming it. No telephone exports other encodings than UTF-8: their head will do."""
    if opened.encoding != "utf-8":
        yield from opened.start().splitlines()
        return
    with closing(look_ahead(opened)) as lines:
        for line in lines:
            yield line[:100].decode("utf-8", "replace")


def _common_year(year: int) -> int:
    """The year of the common era: telephones set to Thai count 543 years more, and many leave the century out."""
    if 2400 <= year <= 2700:
        return year - 543
    return year + 2000 if year < 100 else year
