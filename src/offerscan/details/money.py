"""Amounts of money as offers write them: "15jt", "Rp4,5-6 juta", "NT$29.500", "190 ribu yen", "dua juta lima ratus".

The currencies and their writings stand in currencies.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from offerscan.details.numerals import FIRST_WORDS, NUMBER_WORDS, read_number

__all__ = ["MONTH_FROM", "SHARED", "Money", "find_money"]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount; of a range the lower end.

    `currency` is ISO 4217, a key of SHARED ("dollar"), or None where none is written; `start`, `end` are half-open in
    the text that was searched.
    """

    amount: float
    currency: str | None
    start: int
    end: int


_TABLE = tomllib.loads((files(__package__) / "currencies.toml").read_text(encoding="utf-8"))
# Words for the money of several countries, with the currencies they can mean.
SHARED: dict[str, tuple[str, ...]] = {name: tuple(row["currencies"]) for name, row in _TABLE["shared"].items()}
# Smallest amount of each currency that can be a month's wage.
MONTH_FROM: dict[str, float] = {code: float(row["month_from"]) for code, row in _TABLE.items() if code != "shared"}
_ROWS = {**{code: row for code, row in _TABLE.items() if code != "shared"}, **_TABLE["shared"]}
_BEFORE = {sign: code for code, row in _ROWS.items() for sign in row["before"]}
_AFTER = _BEFORE | {word: code for code, row in _ROWS.items() for word in row["after"]}


def _longest_first(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SCALE = (
    r" {0,2}(?P<%s>ju?taa?n?|jt+(?:an)?|jti|jeti|yut[ao]\w{0,4}|millions?|milion|mio"
    r"|rb(?:an)?|rbu|ribu(?:an)?|rebu(?:an)?|[eè]wu|k)(?![^\W_])"
)
_TO = r" {0,2}(?:-|–|—|â€“|~|s/?d|sampai|sampe|hingga|to) {0,2}"
_NUMBER = r"(?:\d{1,3}(?:[.,]\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?)(?!\d)"
_SIGN = rf"(?<![^\W\d_])(?<!/)(?:{_longest_first(_BEFORE)})[.:]? ?"
_WORD = rf" ?(?:{_longest_first(_AFTER)})(?![^\W_])"
_MONEY = re.compile(
    r"(?<![^\W\d_])(?:"  # nothing begins behind a letter: most signs are passed over at once
    r"(?<![^\W_])(?P<digits>[2-4]|dua|tiga) ?digit(?![^\W_])"
    rf"|(?:(?P<sign>{_SIGN})|(?<![^\W_])(?<!\d[.,/]))(?P<low>{_NUMBER})(?:{_SCALE % 'scale'})?"
    rf"(?:(?P<low_word>{_WORD})?{_TO}(?:{_SIGN})?(?P<high>{_NUMBER})(?:{_SCALE % 'high_scale'})?)?(?P<word>{_WORD})?"
    rf"|(?<![^\W_])(?P<spoken>{NUMBER_WORDS})(?P<spoken_word>{_WORD})?"
    r"|(?<![^\W_])(?P<tens>belasan|puluhan) (?:juta|jt)(?![^\W_]))"
)
_DIGIT, _LATIN_WORD = re.compile(r"\d"), re.compile("[a-z]+")
# How the first word of an amount without digits begins; some number words have three letters.
_BEGINNINGS = frozenset(word[:4] for word in (*FIRST_WORDS, "belasan", "puluhan"))
_DIGITS_OF_MILLIONS = {"2": 1e7, "dua": 1e7, "3": 1e8, "tiga": 1e8, "4": 1e9}


@lru_cache(maxsize=1)  # destinations and pay ask for the amounts of the same text
def find_money(text: str) -> tuple[Money, ...]:
    """Numbers in a plain text in small letters (`plain.read_small`) that can be amounts, in text order; bare ones have no
    currency."""
    return tuple(_amounts(text))


def _amounts(text: str) -> Iterator[Money]:
    if not _DIGIT.search(text) and not any(
        word[:4] in _BEGINNINGS or word[:3] in _BEGINNINGS for word in _LATIN_WORD.findall(text)
    ):
        return  # most texts tell no amount
    for match in _MONEY.finditer(text):
        amount, currency = _read_spoken(match) if match["spoken"] else _read_written(match)
        if amount > 0:
            yield Money(amount, currency, *match.span())


def _read_written(match: re.Match[str]) -> tuple[float, str | None]:
    if match["digits"]:
        return _DIGITS_OF_MILLIONS[match["digits"]], "IDR"
    if match["tens"]:
        return 1e7, "IDR"
    low, scale = _value(match["low"]), match["scale"]
    if scale is None and low < 1_000:  # "4,5-6 juta" is all millions, "900.000 sampai 1,2 juta" is not
        scale = match["high_scale"]
        if scale is not None and low > _value(match["high"]):  # "800-1,2 juta" begins in thousands
            scale = "ribu"
    currency = _AFTER.get((match["sign"] or match["low_word"] or match["word"] or "").strip(" .:"))
    times = 1 if scale is None else 1_000_000 if scale[0] in "jym" else 1_000
    return low * times, currency or ("IDR" if match["scale"] or match["high_scale"] else None)


def _read_spoken(match: re.Match[str]) -> tuple[float, str | None]:
    """Spoken numbers count only with a currency, or from a hundred thousand, where they can only be rupiah."""
    amount = read_number(match["spoken"]) or 0.0
    currency = _AFTER.get((match["spoken_word"] or "").strip())
    return (amount, currency or "IDR") if currency or amount >= 100_000 else (0.0, None)


def _value(number: str) -> float:
    """Groups of three digits are thousands, one or two digits after the last sign a fraction."""
    whole = re.sub(r"[.,](?=\d{3}(?!\d))", "", number)
    return float(whole.replace(",", "."))
