"""Destinations: countries named in an offer by name, city, flag, nickname or coded talk ("negara K").

The words stand in countries.toml and words.toml. They are sought in the reading view, which has already undone
"K4mb0ja" and "K A M B O J A". A country that is only spoken of (a warning, a comparison) is listed too: who reads the
offer decides.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from offerscan.details.money import MONTH_FROM, find_money
from offerscan.details.plain import read_small
from offerscan.details.words import WORDS, any_word
from offerscan.records import Span
from offerscan.text import View, read_view

__all__ = ["COUNTRIES", "SPEAKS_OF_WORK", "Country", "find_places"]

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[*#](?=[^\W_]))*")
_FLAGS = re.compile(r"[\U0001f1e6-\U0001f1ff]+")
# The reading view is in small letters.
_OF_PLACE, _NO_DESTINATION, SPEAKS_OF_WORK, _ABROAD = (
    any_word(WORDS["places"][use], re.NOFLAG) for use in ("of_place", "no_destination", "work", "abroad")
)
_PART_OF_CODE = re.compile(r"/|\$|\.\d")  # "2/1807/HK.03.01/2024", "US$28"
_LONGEST = 4
_DAYS = 26  # of work in a month, to take an amount for a day's wage


@dataclass(frozen=True, slots=True)
class Country:
    """A row of countries.toml. `currency` is ISO 4217."""

    words: tuple[str, ...]
    currency: str
    capitals: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def _read_countries() -> dict[str, Country]:
    table = tomllib.loads((files(__package__) / "countries.toml").read_text(encoding="utf-8"))
    return {
        code: Country(tuple(row["words"]), row["currency"], tuple(row.get("capitals", ())), tuple(row.get("after", ())))
        for code, row in table.items()
    }


# Every country by its code.
COUNTRIES = _read_countries()


@lru_cache(maxsize=1)  # telephones and pay ask for the places of the same text
def find_places(text: str) -> tuple[str, ...]:
    """ISO 3166-1 codes of the countries named in a received text, in text order, each once.

    Where none is named, the one foreign currency of the text stands for its country ("gaji RM1.700"). "ID" stands only
    where no other country does, the text speaks of work and nothing in it points abroad.

    >>> find_places("Loker Phnom Penh & 🇹🇭, bisa bahasa Jepang")
    ('KH', 'TH')
    """
    view = read_view(text)
    found = sorted([*_named(text, view), *_flagged(text)])
    abroad = tuple(dict.fromkeys(code for _, code in found if code != "ID"))
    abroad = abroad or _paid_in(text)
    if abroad:
        return abroad
    return ("ID",) if found and SPEAKS_OF_WORK.search(view.text) and not _ABROAD.search(view.text) else ()


def _named(text: str, view: View) -> Iterator[tuple[int, str]]:
    """Place in the received text and code of each country named in words."""
    writings, known, first = _writings()
    if _beginnings().isdisjoint(words := _TOKEN.findall(view.text)) and not any("*" in word or "#" in word for word in words):
        return  # most texts name no country
    spans: list[tuple[int, int]] = []
    tokens: list[str] = []
    for match in _TOKEN.finditer(view.text):
        spans.append(match.span())
        tokens.append(_known_token(match[0], known))
    at = 0
    while at < len(tokens):
        step = 1
        for length in range(min(_LONGEST, len(tokens) - at) if tokens[at] in first else 0, 0, -1):
            writing = writings.get(" ".join(tokens[at : at + length]))
            if writing is None:
                continue
            where = view.received(spans[at][0], spans[at + length - 1][1])
            if _counts(writing, text, where, tokens[at - 1] if at else ""):
                yield where.start, writing.code
                step = length
                break
        at += step


def _flagged(text: str) -> Iterator[tuple[int, str]]:
    """Flags; a run that does not split into flags is a word spelled in flag letters, such as the name of a city."""
    for match in _FLAGS.finditer(text):
        letters = "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in match[0])
        pairs = [letters[i : i + 2] for i in range(0, len(letters), 2)]
        writing = _writings()[0].get(letters.lower()) if len(letters) > 2 else None
        if writing is not None:
            yield match.start(), writing.code
            continue
        for i, code in enumerate(pairs):
            if code in COUNTRIES:
                yield match.start() + 2 * i, code


def _paid_in(text: str) -> tuple[str, ...]:
    """The country of the only foreign currency in a text, where that currency belongs to one country alone."""
    currencies = {
        money.currency
        for money in find_money(read_small(text).text)
        if money.currency and money.amount * _DAYS >= MONTH_FROM.get(money.currency, math.inf)
    }
    currencies -= {"IDR", "USD"}
    countries = tuple(code for code, country in COUNTRIES.items() if country.currency in currencies)
    return countries if len(countries) == 1 else ()


@dataclass(frozen=True, slots=True)
class _Writing:
    code: str
    capitals: bool = False  # counts when written in capitals
    after: bool = False  # counts after a word of place


def _counts(writing: _Writing, text: str, where: Span, before: str) -> bool:
    if _NO_DESTINATION.fullmatch(before):
        return False
    if not writing.capitals and not writing.after:
        return True
    if writing.after and _OF_PLACE.fullmatch(before):
        return True
    in_a_code = _PART_OF_CODE.search(text, max(where.start - 1, 0), where.end + 2)
    return writing.capitals and text[where.start : where.end].isupper() and in_a_code is None


@cache
def _writings() -> tuple[dict[str, _Writing], frozenset[str], frozenset[str]]:
    """Every writing of every country, the single words that occur in them, and those that begin one."""
    writings: dict[str, _Writing] = {}
    for code, country in COUNTRIES.items():
        for word in country.words:
            for variant in _variants(word):
                writings.setdefault(variant, _Writing(code))
    for code, country in COUNTRIES.items():
        lowered = {word.lower() for word in country.capitals}
        for word in lowered | set(country.after):
            writings.setdefault(word, _Writing(code, word in lowered, word in country.after))
    words = [writing.split() for writing in writings]
    return writings, frozenset(token for tokens in words for token in tokens), frozenset(tokens[0] for tokens in words)


@cache
def _beginnings() -> frozenset[str]:
    """Tokens with which a writing can begin, but for those in which signs hide vowels."""
    first = _writings()[2]
    return first | {f"{word}nya" for word in first}


def _variants(word: str) -> set[str]:
    """A word, "negeri" as it is said ("negri"), and how a scan misreads it: l as i, m as rn."""
    said = {word, re.sub(r"^negeri\b", "negri", word)}
    return {w for one in said for w in (one, one.replace("l", "i"), one.replace("m", "rn"))} if len(word) > 5 else said


def _known_token(token: str, known: frozenset[str]) -> str:
    """The token as it stands in a writing: without "-nya", with the vowels that signs hide ("m*e s*t")."""
    if token in known:
        return token
    if token.endswith("nya") and token[:-3] in known:
        return token[:-3]
    if 1 <= token.count("*") + token.count("#") <= 2:
        candidates = [token.replace("#", "*")]
        while "*" in candidates[0]:
            candidates = [c.replace("*", vowel, 1) for c in candidates for vowel in "aeiou"]
        return next((c for c in candidates if c in known), token)
    return token
