"""Digits that a text-recognition program, or a hand that hides, wrote as letters: "O8l2 77I9 O44S", "Rp 9.OOO.OOO"."""

from __future__ import annotations

import re

__all__ = ["read_digits"]

_DIGIT, _SIGN = re.compile(r"\d"), re.compile(r"[^\W_]")
_NUMBER = re.compile(
    r"[\dOolI](?:(?<![^\W_].)|(?<=R[Pp].)(?<![^\W_]R[Pp].)|(?<=rp.)(?<![^\W_]rp.)|(?<=RM.)|(?<=NT.))"
    r"[\dOolI]*(?:[.,][\dOolI]+)*(?=(?:jt|juta|rb|ribu|k)?(?![^\W_]))"
)
_GROUP = re.compile("[^.,]+")
_THOUSANDS = 3
_NOUGHTS = re.compile("[Oo]{2,3}")
# S, B, Z and G stand for digits only in a mobile number; elsewhere they name sizes, visas and models ("5S", "B1").
_IN_MOBILE = r"[\dOolISBZG]"
_MOBILE = re.compile(
    rf"(?<![^\W_])(?:\+?62[ .\-]?|[0O])[8B]{_IN_MOBILE}{{1,10}}"
    rf"(?:[ .\-]{{1,2}}(?=[A-Za-z]{{0,4}}\d|[Oo]{{3}}){_IN_MOBILE}{{3,5}}){{0,3}}(?![^\W_])"
)
# Of a mobile number: digits that were read as such, and all of them.
_FEWEST_READ, _SHORTEST = 5, 10
_LETTERS_FOR_DIGITS = str.maketrans("OolISBZG", "00115826")


def read_digits(text: str) -> str:
    """The text with such letters as digits, sign for sign; a stretch without any digit stays as it is.

    >>> read_digits("WA O8I2 77I9 O44S, DP Rp 3.5OO.OOO, ukuran 5S")
    'WA 0812 7719 0445, DP Rp 3.500.000, ukuran 5S'
    """
    if not _DIGIT.search(text):
        return text
    return _NUMBER.sub(_translate, _MOBILE.sub(_translate_mobile, text))


def _translate(match: re.Match[str]) -> str:
    """As digits where something tells that the letters are such: "l.5OO" does, "lol,8" and "2010.I" do not."""
    first, *others = _GROUP.findall(match[0])
    begins = _DIGIT.search(first) or (len(first) == 1 and others and len(others[0]) == _THOUSANDS)
    is_number = begins and all(_DIGIT.search(group) or _NOUGHTS.fullmatch(group) for group in others)
    return match[0].translate(_LETTERS_FOR_DIGITS) if is_number else match[0]


def _translate_mobile(match: re.Match[str]) -> str:
    written = match[0]
    is_number = len(_DIGIT.findall(written)) >= _FEWEST_READ and len(_SIGN.findall(written)) >= _SHORTEST
    return written.translate(_LETTERS_FOR_DIGITS) if is_number else written
