"""Company names with their legal form: "PT Maju Jaya Abadi", "LPK Sakura Bestari", "Salero Siam Co., Ltd"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offerscan.details.places import find_places
from offerscan.details.plain import read_plain
from offerscan.details.words import WORDS, any_word, one_of

__all__ = ["find_companies"]

_LEADING = ("PT", "CV", "P3MI", "PPTKIS", "LPK[- ]SO", "LPKS?", "LPTKS", "Yayasan")
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
_END_IN_RUN = any_word([*WORDS["companies"]["end"], *WORDS["companies"]["end_in_run"]])
_NO_BEGINNING = any_word(one for use in ("end", "end_in_run", "no_beginning") for one in WORDS["companies"][use])
_GENERAL = any_word(WORDS["companies"]["general"])
_NO_SINGLE = any_word(WORDS["companies"]["no_single"])
_CURRICULUM = re.compile(rf"(?:\b{one_of(WORDS['companies']['curriculum'])}|[+,&])\W{{0,2}}$", re.IGNORECASE)
_NO_COMPANY = re.compile(rf"(?<![^\W_]){one_of(WORDS['companies']['no_company'])} ?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[^\W\d_]{4,}\.")
_LINKS = frozenset(("dan", "&", "of", "bin"))
_GOES_ON = re.compile(r" {1,2}[A-Z][a-z]")  # "PT Sekoci Mas Abadi", of which "Mas" ends the name that is found
_LICENCE_NEXT = re.compile(r"[ ,]{0,2}(?:\(|\||–|SIP|SIU|NIB|SO )")
_MOST_WORDS, _MOST_LOWER, _LONGEST_ABBREVIATION = 6, 4, 6
# Behind these one word can be a name; behind other forms it says more often what they teach or where they are.
_BEFORE_ONE_WORD, _SHORTEST_NAME = ("PT ", "CV "), 4


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
        if _is_run(words) and _NO_COMPANY.search(plain[max(0, match.start() - 24) : match.start()]):
            continue
        if all(_GENERAL.fullmatch(word) for word in words):
            continue  # "P3MI Pelaksana Penempatan"
        is_firm = len(words) > 1 or (_is_name(match[0], words[0]) and not _GOES_ON.match(plain, end))
        if is_firm or (not words[0].islower() and _LICENCE_NEXT.match(plain, end)):
            short = len(form) <= _LONGEST_ABBREVIATION or form.isupper()
            yield match.start(), " ".join([form.upper() if short else form.capitalize(), *words])


def _is_name(form: str, word: str) -> bool:
    """Whether one word behind a legal form as it is written is a firm's name: "PT Berkah", not "PT Resmi", "PT Jakarta",
    "LPK Jepang", or what follows when a sentence ends in "PT."."""
    is_proper = word[0].isupper() and word[1:].islower() and len(word) >= _SHORTEST_NAME
    is_common = _NO_BEGINNING.fullmatch(word) or _NO_SINGLE.fullmatch(word) or find_places(word)
    return form in _BEFORE_ONE_WORD and is_proper and not is_common


def _is_run(words: list[str]) -> bool:
    """Whether no capital tells a name from the words around it."""
    return words[0].islower() or all(word.isupper() for word in words)


def _end_after(words: list[str], word: str) -> re.Pattern[str]:
    """The words that end a name of which these stand already."""
    if not _is_run([*words, word]):
        return _END
    return _END_IN_RUN if words and word.isupper() else _NO_BEGINNING


def _name_from(plain: str, at: int) -> tuple[list[str], int]:
    """The words of a name that begins at an offset, and where it ends; no words where none begins there."""
    words: list[str] = []
    lower = plain[at].islower()
    while len(words) < (_MOST_LOWER if lower else _MOST_WORDS):
        match = _WORD.match(plain, at)
        if match is None:
            break
        word = match[1].rstrip(".'’*-_~")
        if not word or _end_after(words, word).fullmatch(word):
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
        ends = [at for at, word in enumerate(words) if _SENTENCE_END.fullmatch(word)]
        words = words[ends[-1] + 1 if ends else 0 :]
        while words and (_END.fullmatch(words[0].rstrip(".")) or words[0].lower() in _LINKS):
            words.pop(0)
        if words:
            yield match.start(), " ".join([*words, match["form"]])
