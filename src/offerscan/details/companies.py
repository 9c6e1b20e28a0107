"""Company names with their legal form: "PT Maju Jaya Abadi", "LPK Sakura Bestari", "Salero Siam Co., Ltd"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offerscan.details.plain import read_plain
from offerscan.details.words import WORDS, any_word, one_of

__all__ = ["find_companies"]

_LEADING = ("PT", "CV", "LPK[- ]SO", "LPKS?", "LPTKS", "Yayasan")
_TRAILING = (
    r"Sdn\.? ?Bhd", r"SDN\.? ?BHD", r"Co\.,? ?Ltd", r"CO\.,? ?LTD", r"Pte\.? ?Ltd", r"Pty\.? ?Ltd", "GmbH", "FZ-?LLC",
    r"L\.?L\.?C", r"W\.?L\.?L", r"K\.K", r"S\.?p\.?A", r"B\.V", "Inc", "Ltd", "Corp",
)  # fmt: skip
_FORM = re.compile(
    rf"(?<![\w.])(?P<form>{one_of(_LEADING)})(?:[- ]?(?:nya|ne)(?![^\W_]))?(?:\.|\b)[ :]{{0,2}}(?=[^\W_])",
    re.IGNORECASE,
)
_WORD = re.compile(r" {0,2}(&(?= )|[^\W_][^\s,;:()|/\"“”•\[\]–—!?]{0,40})")
_CAPITAL_WORD = r"[\w&'’.\-]{0,30}"
_TRAILED = re.compile(
    rf"(?<![\w&'.-])(?P<name>[A-Z]{_CAPITAL_WORD}(?: (?:[A-Z0-9]{_CAPITAL_WORD}|&|and|of|dan)){{0,5}}?),? "
    rf"(?P<form>{one_of(_TRAILING)})(?!\w)"
)
_END = any_word(WORDS["companies"]["end"])
_NO_BEGINNING = any_word([*WORDS["companies"]["end"], *WORDS["companies"]["no_beginning"]])
_CURRICULUM = re.compile(rf"(?:\b{one_of(WORDS['companies']['curriculum'])}|[+,&])\W{{0,2}}$", re.IGNORECASE)
_LINKS = frozenset(("dan", "&", "of", "bin"))
_LICENCE_NEXT = re.compile(r"[ ,]{0,2}(?:\(|\||–|SIP|SIU|NIB|SO )")
_MOST_WORDS, _MOST_LOWER, _LONGEST_ABBREVIATION = 6, 4, 6


def find_companies(text: str) -> tuple[str, ...]:
    """Company names in a received text with their legal form, in text order, each once whatever its capitals.

    >>> find_companies("Lewat PT. ANUGERAH TIMUR RAYA - SIP3MI 2/118/2019, user Dingin Cergas Services Sdn Bhd")
    ('PT ANUGERAH TIMUR RAYA', 'Dingin Cergas Services Sdn Bhd')
    """
    plain = read_plain(text).text
    found: dict[str, str] = {}
    for _, name in sorted([*_led(plain), *_trailed(plain)]):
        found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _led(plain: str) -> Iterator[tuple[int, str]]:
    """Names behind their legal form."""
    for match in _FORM.finditer(plain):
        form = match["form"]
        if form.upper() == "CV" and _CURRICULUM.search(plain[max(0, match.start() - 12) : match.start()]):
            continue
        words, end = _name_from(plain, match.end())
        if not words or (words[0].islower() and (form != form.lower() or len(form) > _LONGEST_ABBREVIATION)):
            continue  # "PT belum disebut" is no name; "pt maju jaya" may be one
        if len(words) > 1 or (not words[0].islower() and _LICENCE_NEXT.match(plain, end)):
            short = len(form) <= _LONGEST_ABBREVIATION or form.isupper()
            yield match.start(), " ".join([form.upper() if short else form.capitalize(), *words])


def _name_from(plain: str, at: int) -> tuple[list[str], int]:
    """The words of a name that begins at an offset, and where it ends; no words where none begins there."""
    words: list[str] = []
    lower = plain[at].islower()
    while len(words) < (_MOST_LOWER if lower else _MOST_WORDS):
        match = _WORD.match(plain, at)
        if match is None:
            break
        word = match[1].rstrip(".'’*-_~")
        ends = _NO_BEGINNING if lower or (not words and word.isupper()) else _END
        if not word or ends.fullmatch(word):
            break
        if (not word.isalpha()) if lower else (not word[0].isupper() and word.lower() not in _LINKS):
            break
        words.append(word)
        at = match.end()
        if match[1] != word:
            break
    while words and words[-1].lower() in _LINKS:
        words.pop()
    return words, at


def _trailed(plain: str) -> Iterator[tuple[int, str]]:
    """Names before their legal form."""
    for match in _TRAILED.finditer(plain):
        words = match["name"].split(" ")
        while words and (_END.fullmatch(words[0].rstrip(".")) or words[0].lower() in _LINKS):
            words.pop(0)
        if words:
            yield match.start(), " ".join([*words, match["form"]])
