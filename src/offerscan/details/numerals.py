"""Numbers written as words, as in voice notes typed out and in numbers hidden from filters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offerscan.records import Span
from offerscan.text import View

__all__ = ["NUMBER_WORDS", "dial", "find_said", "read_number"]

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
_DIGIT_WORD = re.compile("|".join(sorted(_DIGIT_WORDS, key=len, reverse=True)), re.IGNORECASE)
_DIGITS = rf"(?:{_DIGIT_WORD.pattern}|\d{{1,4}})"
_SAID = re.compile(rf"(?<![^\W_])(?:{_DIGITS}[ ,.\-–]{{1,3}}){{3,24}}{_DIGITS}(?![^\W_])", re.IGNORECASE)
_FEWEST_WORDS = 3
_WHOLE = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1_000, "sejuta": 1_000_000}
_TIMES = {"belas": 1, "puluh": 10, "ratus": 100}
_WORD = "|".join(sorted([*_ONES, *_WHOLE, *_TIMES, "ribu", "juta", "koma"], key=len, reverse=True))
# A run of number words that says an amount; at most twelve, the longest amounts need nine.
NUMBER_WORDS = rf"(?:{'|'.join([*_ONES, *_WHOLE])})(?:\s(?:{_WORD})){{0,11}}(?![^\W_])"


def find_said(text: str) -> Iterator[tuple[Span, str]]:
    """Where numbers are said digit by digit, some of the digits perhaps as such, and all digits of each.

    >>> list(find_said("WA kosong delapan satu dua 0000"))
    [(Span(start=3, end=31), '08120000')]
    """
    for match in _SAID.finditer(text):
        digits, words = _DIGIT_WORD.subn(lambda word: _DIGIT_WORDS[word[0].lower()], match[0])
        if words >= _FEWEST_WORDS:
            yield Span(*match.span()), re.sub(r"\D", "", digits)


def dial(text: str) -> View:
    """A text with the numbers that are said in it as digits, each of which stands for the whole of what was said.

    >>> dial("WA kosong delapan satu dua 0000").text
    'WA 08120000'
    """
    chars, starts, ends, done = list[str](), list[int](), list[int](), 0
    for said, digits in [*find_said(text), (Span(len(text), len(text)), "")]:
        chars += [text[done : said.start], digits]
        starts += [*range(done, said.start), *[said.start] * len(digits)]
        ends += [*range(done + 1, said.start + 1), *[said.end] * len(digits)]
        done = said.end
    return View("".join(chars), tuple(starts), tuple(ends))


def read_number(words: str) -> float | None:
    """Value of an Indonesian number in words, also in the spoken short forms; None where it is none.

    >>> read_number("tiga juta dua ratus"), read_number("seribu lima ratus"), read_number("tujuh belas koma lima juta")
    (3200000.0, 1500.0, 17500000.0)
    """
    total, group, tens = 0.0, 0.0, 0
    last_scale = 1
    fraction = False
    for word in re.findall(r"[^\W_]+", words.lower()):
        if word in _WHOLE and word not in ("seribu", "sejuta"):
            group += _WHOLE[word]
        elif word in _ONES:
            group += _ONES[word] / 10 if fraction else _ONES[word]
            tens = _ONES[word]
        elif word == "belas":
            group += 10
        elif word in _TIMES:
            group += tens * (_TIMES[word] - 1)
        elif word == "koma":
            fraction = True
            continue
        elif word in ("ribu", "juta", "seribu", "sejuta"):
            last_scale = 1_000 if word.endswith("ribu") else 1_000_000
            total += (1 if word.startswith("se") else group) * last_scale
            group, fraction = 0.0, False
        else:
            return None
    if last_scale == 1_000_000 and group:  # "satu juta delapan" is 1.8 million, "tiga juta dua ratus" 3.2 million
        group *= 100_000 if group < 10 else 1_000
    return float(total + group) or None
