"""Telephone numbers, as people write them to be read by people and missed by filters.

A cheap pattern proposes; the numbering plans of the phonenumbers library decide, so that amounts, dates and licence
numbers fall out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

import phonenumbers

from offerscan.details.numerals import dial
from offerscan.details.places import find_places
from offerscan.details.plain import read_plain
from offerscan.details.words import WORDS, one_of
from offerscan.link_wrappers import unwrapped

__all__ = ["find_phones"]

# "08.00-16.00" and "12/11/2026" would join with the digits beside them.
_CLOCK = re.compile(
    r"\d(?<!\d\d)(?:"  # a digit comes first: what looks back afterwards is tried at digits alone
    r"(?<!\d\.\d)\d?[.:]\d{2} ?(?:-|–|—|s/?d\.?|sampai|to) ?\d{1,2}[.:]\d{2}(?!\d)"
    r"|(?<!\d[.\-]\d)\d?[.:]\d{2}(?!\d)(?!\.\d)(?!-\d{3})"
    r"|\d?[/.\-]\d{1,2}[/.\-](?:20)?\d\d(?!\d)(?![.\-]\d)|\d{3}[/-]\d\d[/-]\d\d(?!\d))"
)
_DIGIT = re.compile(r"\d")
_SLASHED = re.compile(r"(?<![\d/])(08\d{2})/(\d{3,4})/(\d{3,5})(?![\d/])")
_CANDIDATE = re.compile(
    r"(?<![\d#$])(?<!\d[.,/])"
    r"(?P<lead>(?:wa\.me/|phone=)\+?|\+|\((?=\+?[06])\+?|00(?=[1-9])|(?=0)|(?=62)|(?=60)|(?=8)|(?=[1-9]\d{8}))"
    r"(?P<number>\d(?:[ .\-–—‑()]{0,3}\d){6,15})(?!\d|[ .\-–]?[x*])",
    re.IGNORECASE,
)
_CALL = re.compile(rf"\b{one_of(WORDS['phones']['call'])}\W{{0,4}}(?:\w{{1,12}}\W{{1,3}})?$", re.IGNORECASE)
_NO_PHONE = re.compile(rf"\b{one_of(WORDS['phones']['no_phone'])}\W{{0,3}}(?:no(?:mor)?\W{{0,3}})?$", re.IGNORECASE)
_LINKS = ("wa.me/", "phone=")
_REACH, _FEWEST, _SHORTEST, _LONGEST = 24, 7, 8, 15


def find_phones(text: str) -> tuple[str, ...]:
    """Telephone numbers in a received text as E.164, in text order, each once; none with hidden digits ("0812-33xx").

    >>> find_phones("Hub O8l2-3456-789O, kantor (0341) 824417, agen +855 12 345 678")
    ('+6281234567890', '+62341824417', '+85512345678')
    """
    dialled = dial(unwrapped(read_plain(text).text)).text
    if len(_DIGIT.findall(dialled)) < _FEWEST:
        return ()
    plain = _SLASHED.sub(r"\1-\2-\3", dialled)
    plain = _CLOCK.sub(lambda match: " " * (len(match[0]) - 1) + "|", plain)
    return tuple(dict.fromkeys(_numbers(plain, text)))


def _numbers(plain: str, received: str) -> Iterator[str]:
    for match in _CANDIDATE.finditer(plain):
        before = plain[max(0, match.start() - _REACH) : match.start()]
        lead = match["lead"].lower()
        if lead not in _LINKS and _NO_PHONE.search(before):
            continue
        groups = re.findall(r"\d+", match["number"])
        whole = _international(lead, groups) or _national(groups, received)
        if whole is None and not lead and _CALL.search(before):
            whole = _bare(groups)
        if whole is not None:
            yield whole


def _international(lead: str, groups: list[str]) -> str | None:
    """With "+", "00" or a link the country code is there; 62 without a plus is Indonesia's."""
    if lead.lstrip("(") not in ("+", "00", *_LINKS) and not "".join(groups).startswith("62"):
        return None
    if groups[0].startswith("0"):  # wa.me/0812...
        return None
    return _longest(groups, lambda digits: _e164("+" + re.sub(r"^620", "62", digits), None))


def _national(groups: list[str], received: str) -> str | None:
    """An Indonesian number; one that is none there, or begins as "03-338", is read in the countries the text names."""
    if not re.match(r"0[1-9]", "".join(groups)):
        return None
    if len(groups[0]) != 2 or len(groups[1]) < 3:
        found = _longest(groups, partial(_e164, region="ID"))
        if found is not None:
            return found
    for region in find_places(received):
        found = _longest(groups, partial(_e164, region=region)) if region != "ID" else None
        if found is not None:
            return found
    return None


def _bare(groups: list[str]) -> str | None:
    """After "WA" or "hp": a number without its first 0, or a foreign one without its plus."""
    return _longest(groups, lambda digits: _e164("0" + digits, "ID") if digits.startswith("8") else None) or _longest(
        groups, lambda digits: _e164("+" + digits, None)
    )


def _longest(groups: list[str], read: Callable[[str], str | None]) -> str | None:
    """The reading of as many groups as make a number; a mobile number of the usual 11 or 12 digits before any other."""
    runs = ["".join(groups[:count]) for count in range(len(groups), 0, -1)]
    runs = [run for run in runs if _SHORTEST <= len(run) <= _LONGEST]
    if groups[0].startswith("08"):
        runs.sort(key=lambda run: run[:2] == "08" and len(run) not in (11, 12))
    return next((found for run in runs if (found := read(run)) is not None), None)


@lru_cache(maxsize=4096)
def _e164(number: str, region: str | None) -> str | None:
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(parsed)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if valid else None
