"""Where a message begins in a WhatsApp export, and when it was posted: dates as the telephone that exported it writes them."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import closing
from datetime import datetime
from functools import partial

from offerscan.formats.opened import MAX_ROW, Opened

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
    stamp = _STAMP.match(line) or _COPIED.match(line)
    if stamp is None:
        return None
    if stamp["first"] is None:
        return None, stamp.end()
    day, month, year = (int(stamp[part]) for part in ("first", "second", "third"))
    if len(stamp["first"]) == 4:
        day, year = year, day
    elif month > 12 or (month_first and day <= 12):
        day, month = month, day
    year += 2000 if year < 100 else 0
    hour = int(stamp["hour"])
    told = stamp.groupdict()
    is_afternoon = told["pm"] or told.get("pm_before")
    if is_afternoon or told["am"] or told.get("am_before"):
        hour = hour % 12 + (12 if is_afternoon else 0)
    try:
        at = datetime(year, month, day, hour, int(stamp["minute"]), int(stamp["seconds"] or 0))
    except ValueError:
        return None
    return at.isoformat(timespec="seconds" if stamp["seconds"] else "minutes"), stamp.end()


def is_month_first(opened: Opened) -> bool:
    """Whether dates are month/day, as the first number beyond 12 says; day/month where none does."""
    with closing(_look_ahead(opened)) as lines:
        for stamp in filter(None, map(_STAMP.match, lines)):
            first, second = int(stamp["first"]), int(stamp["second"])
            if min(first, second) <= 12 < max(first, second) <= 31:
                return second > 12
    return False


def _look_ahead(opened: Opened) -> Generator[str, None, None]:
    """How each line begins, without consuming it; of a stream, only as far as its head."""
    if opened.encoding != "utf-8" or not opened.binary.seekable():
        yield from opened.head.decode(opened.encoding, "replace").splitlines()
        return
    try:
        for line in iter(partial(opened.binary.readline, MAX_ROW), b""):
            yield line[:100].decode("utf-8", "replace")
    finally:
        opened.binary.seek(0)
