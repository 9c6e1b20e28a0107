"""KakaoTalk's export of a chat: a text file that says when it was saved, below or above its title.

Computers write the day on a line of its own, then `[Nama] [9:15 PM] pesan`; telephones `12 Mar 2025 at 21:15, Nama : pesan`,
in the language of the program. Left out is what KakaoTalk itself says: who joined, what was deleted, where a picture was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from offerscan.errors import InputError
from offerscan.formats.drafts import Draft
from offerscan.formats.export import Export
from offerscan.formats.fields import Fields, refuse
from offerscan.formats.opened import Opened
from offerscan.formats.turns import Message, join_turns
from offerscan.phrases import both
from offerscan.records import Offer, Refusal

__all__ = ["EXPORT"]

_SAVED = re.compile(
    r"\ufeff?(?:저장한 날짜|Date Saved|Saved(?: on| Date)?|(?:Tanggal )?[Dd]isimpan(?: pada)?) ?: ?.*\d.*\s*"
)
_TITLE = re.compile(
    r"\ufeff?(?:KakaoTalk Chats with (?P<with>.+?)|(?P<of>.+?)(?: ?님과의? 카카오톡 대화| (?:with )?KakaoTalk Chats)"
    r"|Talk_.+\.txt)\s*"
)
# Title and day of saving stand among the first lines, beside the name of the file and empty ones.
_HEAD_LINES = 8
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "may mei", "jun", "jul", "aug agu", "sep", "oct okt", "nov", "dec des"), 1
    )
    for name in names.split()
}
_DAY = r"""(?:(?P<year>\d{4})(?:년|\.)[ ]?(?P<month>\d{1,2})(?:월|\.)[ ]?(?P<day>\d{1,2})(?:일|\.)(?:[ ].요일)?
    | (?:[^\W\d]{4,9},[ ])?
      (?:(?P<name>[A-Za-z]{3,9})[ ](?P<named_day>\d{1,2}),?|(?P<day_named>\d{1,2})[ ](?P<name_behind>[A-Za-z]{3,9}),?)
      [ ](?P<named_year>\d{4}))"""
_TIME = r"""(?:(?:(?P<am_before>오전|AM)|(?P<pm_before>오후|PM))[ ])?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})
    (?:[ \u00a0\u202f](?:(?P<am>a\.?m\.?)|(?P<pm>p\.?m\.?)))?"""
_DAY_LINE = re.compile(rf"\ufeff?(?:-{{3,}}[ ])?{_DAY}(?:(?:,|[ ]at)?[ ]{_TIME})?(?:[ ]-{{3,}})?\s*", re.VERBOSE | re.IGNORECASE)
_ON_COMPUTERS = re.compile(rf"\[(?P<author>.{{1,120}}?)\][ ]\[{_TIME}\][ ]", re.VERBOSE | re.IGNORECASE)
_ON_TELEPHONES = re.compile(
    rf"\ufeff?{_DAY}(?:,|[ ]at)?[ ]{_TIME}(?:,[ ](?P<author>[^\n:]{{1,120}}?)[ ]:(?:[ ]|(?=\s*$))|:[ ])", re.VERBOSE | re.IGNORECASE
)
# Lines that computers write between messages, without a stamp.
_ANNOUNCED = re.compile(
    r".{1,200}(?:님이 (?:들어왔습니다|나갔습니다|.{1,200}초대(?:했|하였)습니다)|님을 내보냈습니다"
    r"| (?:joined|left) (?:this|the) chatroom| invited .{1,200} to (?:this|the) chatroom)\.?\s*"
)
_NOTICE = re.compile(
    r"사진(?: \d+장)?|동영상|이모티콘|음성메시지|삭제된 메시지입니다\.|파일: .+"
    r"|(?:\d+ )?[Pp]hotos?(?: \d+)?|Video|Emoticons?|Voice [Mm]essage|(?:This|The) message (?:was|has been) deleted\.|File: .+"
)


def _recognise(head: str) -> bool:
    """Says at its head when it was saved, and holds a message."""
    lines = head.splitlines()
    is_saved = any(_SAVED.fullmatch(line) for line in lines[:_HEAD_LINES])
    return is_saved and any(_ON_COMPUTERS.match(line) or _ON_TELEPHONES.match(line) for line in lines)


def _read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The turns of a chat, each told by its first line. Raises InputError if no line begins a message."""
    return join_turns(_messages(opened), opened.max_row)


EXPORT = Export("kakaotalk", (".txt",), _recognise, _read, "recognised_kakaotalk")


def _messages(opened: Opened) -> Iterator[Message | Refusal]:
    titles = filter(None, map(_TITLE.fullmatch, opened.start().splitlines()[:_HEAD_LINES]))
    group = next(filter(None, (title["with"] or title["of"] for title in titles)), None)
    for draft in _drafts(opened):
        if draft.is_too_long:
            yield refuse("too_long", draft.source, draft.source, limit=opened.max_row)
        elif draft.is_stamped and draft.author is None:
            continue
        elif (text := "".join(draft.lines).rstrip()).strip() and not _NOTICE.fullmatch(text):
            yield Message(text, draft.source, draft.author, draft.posted_at, group)


def _drafts(opened: Opened) -> Iterator[Draft]:
    draft, day, found = Draft(opened.source(1), opened.max_row), None, False
    for number, line in enumerate(opened.lines(), 1):
        if line is None:
            yield draft
            draft = Draft(opened.source(number), opened.max_row, is_too_long=True)
        elif stamp := _ON_COMPUTERS.match(line) or _ON_TELEPHONES.match(line):
            yield draft
            found = True
            at = _moment(stamp, _day(stamp) if stamp.re is _ON_TELEPHONES else day)
            draft = Draft(opened.source(number), opened.max_row, True, at, stamp["author"])
            draft.add(line[stamp.end() :])
        elif day_line := _DAY_LINE.fullmatch(line):
            day = _day(day_line)
        elif not _ANNOUNCED.fullmatch(line) and not (number <= _HEAD_LINES and (_SAVED.fullmatch(line) or _TITLE.fullmatch(line))):
            draft.add(line)
    if not found:
        raise InputError(both("error_not_export", name=opened.name, kind=EXPORT.name), code="not_export")
    yield draft


def _day(told: re.Match[str]) -> date | None:
    """The day that a line tells; None where there is no such day."""
    month = told["month"] or _MONTHS.get((told["name"] or told["name_behind"]).lower()[:3], 0)
    try:
        return date(
            int(told["year"] or told["named_year"]), int(month), int(told["day"] or told["named_day"] or told["day_named"])
        )
    except ValueError:
        return None


def _moment(told: re.Match[str], day: date | None) -> str | None:
    """Local time in ISO 8601; None where the day is not known."""
    hour = int(told["hour"])
    is_afternoon = told["pm_before"] or told["pm"]
    if is_afternoon or told["am_before"] or told["am"]:
        hour = hour % 12 + (12 if is_afternoon else 0)
    if day is None or hour > 23 or int(told["minute"]) > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, int(told["minute"])).isoformat(timespec="minutes")
