"""What an offer says, and does not say, about employer, contract, visa, cost, place of work and office.

Silence is no evidence: it tells what to ask next. A topic counts as stated as soon as the text speaks of it, in whatever
way, so that nobody is told "not stated" of something that stands there. The words stand in unstated.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from offerscan.records import Assessment
from offerscan.text import read_view

__all__ = ["Standing", "Statement", "Topic", "find_statements"]


class Topic(StrEnum):
    """What a person must know before agreeing, in the order in which to ask."""

    EMPLOYER = "employer"
    CONTRACT = "contract"
    VISA = "visa"
    COST = "cost"
    WORKPLACE = "workplace"
    OFFICE = "office"


class Standing(StrEnum):
    """How a topic stands in a text.

    `unstated`: not a word. `mentioned`: spoken of, not as it should be and not against it. `stated`: in the way that it
    should be, which proves nothing yet. `doubtful`: in a way that gives reason to ask.
    """

    UNSTATED = "unstated"
    MENTIONED = "mentioned"
    STATED = "stated"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Statement:
    """One topic and how it stands; `indicators` are the findings that say so. `is_asked`: a finding's own question asks
    about it already."""

    topic: Topic
    standing: Standing
    indicators: tuple[str, ...] = ()
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class _Signs:
    words: re.Pattern[str]
    details: tuple[str, ...]
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    asking: tuple[str, ...]


def find_statements(text: str, assessment: Assessment) -> tuple[Statement, ...]:
    """One statement a topic, for an offer; nothing for any other text, which owes nobody a contract.

    What gives reason to ask goes before what is as it should be: an offer can hold both.
    """
    if not assessment.category.is_offer:
        return ()
    view = read_view(text).text
    found = tuple(dict.fromkeys(finding.indicator for finding in assessment.findings))
    return tuple(_statement(topic, signs, view, found, assessment) for topic, signs in _read_signs().items())


def _statement(topic: Topic, signs: _Signs, view: str, found: tuple[str, ...], assessment: Assessment) -> Statement:
    for standing, indicators in ((Standing.DOUBTFUL, signs.opposing), (Standing.STATED, signs.supporting)):
        if seen := tuple(indicator for indicator in found if indicator in indicators):
            return Statement(topic, standing, seen, standing is Standing.DOUBTFUL)
    named = any(getattr(assessment.details, kind) for kind in signs.details)
    standing = Standing.MENTIONED if named or signs.words.search(view) else Standing.UNSTATED
    return Statement(topic, standing, is_asked=any(indicator in signs.asking for indicator in found))


@cache
def _read_signs() -> dict[Topic, _Signs]:
    table = tomllib.loads(files("offerscan").joinpath("unstated.toml").read_text(encoding="utf-8"))
    return {
        topic: _Signs(
            _compile(table[topic]["words"]),
            tuple(table[topic].get("details", ())),
            tuple(table[topic].get("for", ())),
            tuple(table[topic].get("against", ())),
            tuple(table[topic].get("asked_by", ())),
        )
        for topic in Topic
    }


def _compile(words: list[str]) -> re.Pattern[str]:
    writings = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(writings)})(?:nya|e)?(?!\w)")
