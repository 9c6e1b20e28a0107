"""Numbers written as words, as in voice notes typed out and in numbers hidden from filters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offerscan.details.words import in_small_letters
from offerscan.records import Span
from offerscan.text import View, unchanged

__all__ = ["FIRST_WORDS", "NUMBER_WORDS", "dial", "find_said", "read_number"]

_ONES = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "lapan": 8,
    "sembilan": 9,
}  # fmt: skip
# Each digit of a telephone number, with the shortened spellings of chats.
_DIGIT_WORDS = {
    **{word: str(value) for word, value in _ONES.items()},
    "nol": "0", "kosong": "0", "ksg": "0", "zero": "0", "stu": "1", "siji": "1", "one": "1", "dwa": "2", "loro": "2",
    "two": "2", "tga": "3", "telu": "3", "three": "3", "mpat": "4", "ampat": "4", "papat": "4", "four": "4", "lma": "5",
    "limo": "5", "five": "5", "nam": "6", "anam": "6", "enem": "6", "six": "6", "tjh": "7", "tuju": "7", "pitu": "7",
    "seven": "7", "dlpn": "8", "wolu": "8", "eight": "8", "smbln": "9", "sanga": "9", "songo": "9", "nine": "9",
}  # fmt: skip
_DIGIT_WORD = re.compile("|".join(sorted(_DIGIT_WORDS, key=len, reverse=True)))
_DIGITS = rf"(?:{_DIGIT_WORD.pattern}|\d{{1,4}})"
_SAID = re.compile(rf"(?<![^\W_])(?:{_DIGITS}[ ,.\-–]{{1,3}}){{3,50}}{_DIGITS}(?![^\W_])")
_ONE_DIGITS = re.compile(_DIGITS)
_LATIN_WORD = re.compile("[a-z]+")
_FEWEST_WORDS = 3
# How a mobile number begins, and how many digits one can have; no number has more than the longest.
_MOBILE = ("08", "628")
_SHORTEST_MOBILE, _LONGEST_MOBILE, _LONGEST_NUMBER = 10, 14, 15
# Amounts are said in Javanese and Minang too; the Javanese join a number to what it counts ("limang yuta").
_UNITS = _ONES | {
    "siji": 1, "loro": 2, "rong": 2, "telu": 3, "telung": 3, "papat": 4, "patang": 4, "limang": 5, "enem": 6, "nem": 6, "pitu": 7,
    "pitung": 7, "wolu": 8, "wolung": 8, "sanga": 9, "sangang": 9,
    "duo": 2, "tigo": 3, "ampek": 4, "limo": 5, "anam": 6, "tujuah": 7,
}  # fmt: skip
_WHOLE = {
    "sepuluh": 10, "sebelas": 11, "seratus": 100, "sewelas": 11, "rolas": 12, "telulas": 13, "patbelas": 14, "limalas": 15,
    "limolas": 15, "nembelas": 16, "pitulas": 17, "wolulas": 18, "sangalas": 19, "selawe": 25, "seket": 50, "sewidak": 60,
    "suwidak": 60, "satus": 100, "sapuluah": 10,
}  # fmt: skip
_TIMES = {"belas": 1, "baleh": 1, "puluh": 10, "puluah": 10, "ratus": 100, "atus": 100, "ratuih": 100}
_SCALES = {"ribu": 1_000, "ewu": 1_000, "juta": 1_000_000, "yuta": 1_000_000, "yuto": 1_000_000, "jeti": 1_000_000, "jt": 1_000_000}
_ONE_OF_A_SCALE = {"seribu": 1_000, "sewu": 1_000, "sejuta": 1_000_000, "sayuta": 1_000_000}
# Words with which an amount in words begins.
FIRST_WORDS = [*_UNITS, *_WHOLE, *_ONE_OF_A_SCALE]
_WORD = "|".join(sorted([*FIRST_WORDS, *_TIMES, *_SCALES, "koma"], key=len, reverse=True))
# A run of number words that says an amount, some of them perhaps joined ("duapuluh"); at most twelve, the longest amounts
# need nine.
NUMBER_WORDS = rf"(?:{'|'.join(sorted(FIRST_WORDS, key=len, reverse=True))})(?:\s?(?:{_WORD})){{0,11}}(?![^\W_])"
_WORD_OR_OTHER = re.compile(rf"{_WORD}|[^\W_]")


def find_said(text: str) -> Iterator[tuple[Span, str]]:
    """Where numbers are said digit by digit, some of the digits perhaps as such, and all digits of each.

    >>> list(find_said("WA kosong delapan satu dua 0000"))
    [(Span(start=3, end=31), '08120000')]
    """
    text = in_small_letters(text)
    if sum(word in _DIGIT_WORDS for word in _LATIN_WORD.findall(text)) < _FEWEST_WORDS:
        return  # most texts say no number: looking for words is cheaper than for numbers
    for match in _SAID.finditer(text):
        if len(_DIGIT_WORD.findall(match[0])) < _FEWEST_WORDS:
            continue
        said = [
            (Span(*one.span()), _DIGIT_WORDS.get(one[0], one[0])) for one in _ONE_DIGITS.finditer(text, *match.span())
        ]
        for parts in _apart(said):
            yield Span(parts[0][0].start, parts[-1][0].end), "".join(digits for _, digits in parts)


def _apart(said: list[tuple[Span, str]]) -> Iterator[list[tuple[Span, str]]]:
    """What is said in one go, cut where it is too long for one number and another mobile number begins."""
    while (size := sum(len(digits) for _, digits in said)) > _LONGEST_NUMBER:
        before = 0
        for at, (_, digits) in enumerate(said):
            begins = "".join(digits for _, digits in said[at : at + 3]).startswith(_MOBILE)
            if begins and _SHORTEST_MOBILE <= before <= min(_LONGEST_MOBILE, size - _SHORTEST_MOBILE):
                yield said[:at]
                said = said[at:]
                break
            before += len(digits)
        else:
            break
    yield said


def dial(text: str) -> View:
    """A text with the numbers that are said in it as digits, each of which stands for the whole of what was said.

    >>> dial("WA kosong delapan satu dua 0000").text
    'WA 08120000'
    """
    found = [*find_said(text)]
    if not found:
        return unchanged(text)
    chars, starts, ends, done = list[str](), list[int](), list[int](), 0
    for said, digits in [*found, (Span(len(text), len(text)), "")]:
        chars += [text[done : said.start], digits]
        starts += [*range(done, said.start), *[said.start] * len(digits)]
        ends += [*range(done + 1, said.start + 1), *[said.end] * len(digits)]
        done = said.end
    return View("".join(chars), tuple(starts), tuple(ends))


def read_number(words: str) -> float | None:
    """Value of an Indonesian, Javanese or Minang number in words, also in the spoken short forms; None where it is none.

    >>> read_number("tiga juta dua ratus"), read_number("seribu lima ratus"), read_number("tujuh belas koma lima juta")
    (3200000.0, 1500.0, 17500000.0)
    """
    total, group, tens = 0.0, 0.0, 0
    last_scale = 1
    fraction = False
    for word in _WORD_OR_OTHER.findall(words.lower()):
        if word in _WHOLE:
            group += _WHOLE[word]
        elif word in _UNITS:
            group += _UNITS[word] / 10 if fraction else _UNITS[word]
            tens = _UNITS[word]
        elif word in ("belas", "baleh"):
            group += 10
        elif word in _TIMES:
            group += tens * (_TIMES[word] - 1)
        elif word == "koma":
            fraction = True
            continue
        elif word in _SCALES or word in _ONE_OF_A_SCALE:
            last_scale = _SCALES.get(word) or _ONE_OF_A_SCALE[word]
            total += (group if word in _SCALES else 1) * last_scale
            group, fraction = 0.0, False
        else:
            return None
    if last_scale == 1_000_000 and group:  # "satu juta delapan" is 1.8 million, "tiga juta dua ratus" 3.2 million
        group *= 100_000 if group < 10 else 1_000
    return float(total + group) or None
