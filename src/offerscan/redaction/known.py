"""The telephones, accounts and user names that the finders named, wherever and however they stand in a text.

A text can hold thousands of them, so all are looked up at once, in one pass over its numbers and words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from offerscan.records import Details
from offerscan.redaction.hits import SEPARATOR, Hit, digits_of, value_of

__all__ = ["TELLING", "Known"]

# How many last digits of a number tell it: a country code and leading zeros are written or not.
TELLING = 8
_DIGITS = re.compile(r"(?:(?<!\d)\(?\+?)?(?P<digits>\d+)")
_BETWEEN = re.compile(SEPARATOR)
# What may stand before a number: Indonesia's country code, the zero of a call inside the country, or both.
_LEADS = ("", "62", "0", "620")
_WORD = re.compile(r"(?:(?<![\w.])@ ?)?(?<![\w.])(?P<first>\w+)")
_LETTER = re.compile(r"\w")


class Known:
    """What was found in one offer, to be known again in its text, and in whatever repeats a part of it."""

    def __init__(self, details: Details) -> None:
        self.phones = {phone[-TELLING:]: value_of("TELEPON", phone) for phone in details.phones}  # by their last digits
        self.accounts = " ".join(details.accounts)
        self.licences = " ".join(digits_of(licence.partition(" ")[2]) for licence in details.licences)
        self._kinds = {value_of("TELEPON", phone): "TELEPON" for phone in details.phones}
        self._kinds |= {value_of("REKENING", account): "REKENING" for account in details.accounts}
        self._longest = max(map(len, self._kinds), default=0) + max(map(len, _LEADS))
        self._names = {value_of("AKUN", handle) for handle in details.handles}
        self._lengths = defaultdict[str, set[int]](set)  # of the names that begin with a word
        for name in self._names:
            if first := _WORD.match(name):
                self._lengths[first["first"]].add(len(name))

    def hits(self, plain: str) -> Iterator[Hit]:
        """Where they stand in a plain text."""
        if self._kinds:
            yield from self._numbers(plain)
        if self._names:
            yield from self._handles(plain)

    def _numbers(self, plain: str) -> Iterator[Hit]:
        groups = list(_DIGITS.finditer(plain))
        for at, first in enumerate(groups):
            digits = ""
            end = first.start("digits")
            for place in range(at, len(groups)):
                group = groups[place]
                if not _BETWEEN.fullmatch(plain, end, group.start("digits")):
                    break
                digits += group["digits"]
                end = group.end()
                if len(digits) > self._longest:
                    break
                if value := self._value(digits):
                    yield Hit(first.start(), end, self._kinds[value], value)

    def _value(self, digits: str) -> str | None:
        values = (digits.removeprefix(lead) for lead in _LEADS)
        return next((value for value in values if value in self._kinds), None)

    def _handles(self, plain: str) -> Iterator[Hit]:
        for match in _WORD.finditer(plain):
            start = match.start("first")
            for length in self._lengths.get(match["first"].casefold(), ()):
                name = plain[start : start + length].casefold()
                if name in self._names and not _LETTER.match(plain, start + length):
                    yield Hit(match.start(), start + length, "AKUN", name)
