"""A copy of the received text in plain letters and digits, with a map back.

The reading view of `offerscan.text` lowers the case and masks numbers; telephone numbers, licences and company names
need both. So this copy folds only how characters are drawn: full-width, mathematical and keycap digits, letters
borrowed from Cyrillic or Greek, marks that are not seen, and letters that stand for digits in a number ("O8l2").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from offerscan.details.words import in_small_letters
from offerscan.misread import read_digits
from offerscan.text import BORROWED, View, unchanged

__all__ = ["read_plain", "read_small"]

_UNSEEN = frozenset(("Cf", "Mn", "Me", "Cs", "Co", "Cn"))
_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]")
_LONGEST_FORM = 6


@lru_cache(maxsize=1)  # the finders of one text share it
def read_plain(text: str) -> View:
    """The plain copy of a text of any length and content; case, signs and line breaks stay.

    >>> read_plain("ＷＡ O8l2 1️⃣2️⃣").text
    'WA 0812 12'
    """
    if text.isascii():
        return unchanged(read_digits(text))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _OUTSIDE_ASCII.finditer(text):
        at = match.start()
        chars.extend(text[done:at])
        starts.extend(range(done, at))
        ends.extend(range(done + 1, at + 1))
        folded = _fold(match[0])
        chars.extend(folded)
        starts.extend([at] * len(folded))
        ends.extend([at + 1] * len(folded))
        if not folded and ends and ends[-1] == at:
            ends[-1] = at + 1  # an unseen mark belongs to the character it follows, as in a keycap digit
        done = at + 1
    chars.extend(text[done:])
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return View(read_digits("".join(chars)), tuple(starts), tuple(ends))


@lru_cache(maxsize=1)
def read_small(text: str) -> View:
    """The plain copy in small letters, sign for sign: long lists of words are found in a third of the time that any capitals take.

    >>> read_small("Gaji NT$29.500").text
    'gaji nt$29.500'
    """
    plain = read_plain(text)
    return View(in_small_letters(plain.text), plain.starts, plain.ends)


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).translate(BORROWED)
    if len(folded) > _LONGEST_FORM:
        return " "  # a whole phrase in one sign, such as U+FDFA
    return "".join(" " if c.isspace() else c for c in folded if unicodedata.category(c) not in _UNSEEN)

