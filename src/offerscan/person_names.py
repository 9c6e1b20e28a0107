"""Names of persons, where a title, an introduction or a contact beside them gives them away.

Not a finder of details: a name is looked for only to be hidden. Without such a sign a name is not told from other words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files

from offerscan.records import Span

__all__ = ["NO_NAMES", "TITLES", "find_names"]

_WORDS = tomllib.loads(files("offerscan").joinpath("person_names.toml").read_text(encoding="utf-8"))
# In small letters: how persons are addressed, and words that stand where a name would.
TITLES, NO_NAMES = frozenset(_WORDS["titles"]), frozenset(_WORDS["no_names"])
_NOT_INTRODUCED = NO_NAMES | frozenset(_WORDS["not_introduced"])


def _any_of(kind: str) -> str:
    """A pattern for any of the words of a kind, whatever their capitals."""
    return rf"(?i:{'|'.join(sorted(_WORDS[kind], key=len, reverse=True))})"


_TITLE = _any_of("titles")
_CAPITAL = r"(?:[A-Z][a-z'’]+|[A-Z]{2,20}|[A-Z]\.)"
_PARTICLE = r"(?:bin|binti|al|el|van|de)"
_NAME = rf"{_CAPITAL}(?:[ ]{{1,2}}(?:{_PARTICLE}[ ])?{_CAPITAL}){{0,3}}"
_LOWER = r"[a-z'’]{3,15}(?: [a-z'’]{3,15})?"
# "IBU SAYA SAKIT" names nobody; who follows in "IBU SAYA TUTI" is a relative.
_TITLED = re.compile(rf"(?<![^\W_])(?:{_TITLE}\.? ?(?:{_TITLE}\.? ?)?)(?<=[ .])(?!(?i:saya|aku)(?!\w))(?P<name>{_NAME})(?![\w@])")
# An account's owner is a name even in small letters.
_INTRODUCED = re.compile(
    rf"(?<![^\W_]){_any_of('introductions')}(?:{_TITLE}\.? )?"
    rf"(?P<name>{_NAME}|(?:(?<=[aA]\.[nN]\. )|(?<=atas nama )){_LOWER})(?![\w@])"
)
# Who tells a name in small letters tells it this way.
_PLAIN_WORD = r"[A-Z]?[a-z'’]{2,15}"
_SELF_NAMED = re.compile(
    rf"(?<![^\W_])(?<!-){_any_of('small_introductions')}(?:{_TITLE}\.? )?(?P<name>{_PLAIN_WORD}(?: {_PLAIN_WORD}){{0,2}})(?![\w@])"
)
_PROPER = r"[A-Z][a-z'’]{2,20}"
_PROPER_NAME = rf"{_PROPER}(?: (?:{_PARTICLE} )?{_PROPER}){{0,3}}"
# "aku Dewi", where a sentence begins; elsewhere a place or a thing may follow: "asal saya Blitar".
_SELF = re.compile(
    rf"(?:^|[^\w\s]\s{{0,2}}|(?<![^\W_]){_any_of('greetings')} )(?i:saya|aku|gue|gw) (?P<name>{_PROPER_NAME})(?![\w@])",
    re.MULTILINE,
)
# "SAYA BUDI DARI MALANG": in capitals throughout only what follows tells a name, so that other places of one are missed.
_SELF_IN_CAPITALS = re.compile(
    rf"(?:^|[^\w\s]\s{{0,2}}|(?<![^\W_]){_any_of('greetings')} )(?:SAYA|AKU) (?:{_TITLE} )?"
    r"(?P<name>[A-Z]{3,20}(?: [A-Z]{3,20}){0,2}?)(?=,? (?:DARI|ASAL|UMUR|USIA)(?!\w))",
    re.MULTILINE,
)
# "suamiku Agus", "anak saya, Dewi".
_OF_SOMEBODY = rf"{_any_of('relations')}(?i:ku|nya|ne| saya| aku| gue| gw| abdi| ambo),? (?:(?i:bernama|namanya|jenenge|si) )?"
_RELATIVE = re.compile(rf"(?<![^\W_]){_OF_SOMEBODY}(?P<name>{_PROPER_NAME})(?![\w@])")
# "SUAMI SAYA AGUS": in capitals throughout any word may follow; one with the prefix of a verb is taken for none of a name.
_VERB = r"(?:DI|BER|TER|MEN|MEM)[A-Z]{4,}"
_WORD_IN_CAPITALS = rf"(?!{_VERB})(?=[A-Z'’]*[AIUEOY])[A-Z'’]{{3,20}}(?![^\W_])"
_RELATIVE_IN_CAPITALS = re.compile(
    rf"(?<![^\W_])(?=[A-Z ,]{{9}}){_OF_SOMEBODY}(?P<name>{_WORD_IN_CAPITALS}(?: {_WORD_IN_CAPITALS}){{0,2}})(?!@)"
)
_FACEBOOK = re.compile(rf"(?<![^\W_])(?i:fb|facebook) (?P<name>{_PROPER}(?: {_PROPER}){{0,4}})(?![\w@])")
_LINEAGE = re.compile(rf"(?<![^\W_])(?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,2}} (?i:binti|bin) {_NAME})(?!\w)")
# Directly before or behind a telephone or an account: "Rina 0812", "bu rini (0812)", "0812 (Rina)", "BRI 1234 an Sari".
_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?P<titled>{_TITLE}\.? (?P<low>{_LOWER}))|(?P<name>{_NAME}))"
    rf"[ ]?[:(\-–,/]?[ ]?(?:{_any_of('calls')}[ .:/]{{0,3}}){{0,3}}[(:]?[ ]?$"
)
_BEHIND = re.compile(
    rf"[ ]?(?:[(\-–/][ ]?|(?i:a\.?n\.?|a/n|atas nama|dg|dengan)[ .:]{{1,2}})(?:{_TITLE}\.? )?"
    rf"(?P<name>{_NAME}|{_LOWER}(?=\)))"
)
_REACH = 60
_ONLY_TITLE = re.compile(rf"{_TITLE}\.?")
_COMPANY = re.compile(r"(?:\bPT|\bCV|\bLPK|\bYayasan)[. ]{1,2}(?:\w+ ){0,4}$")


def find_names(plain: str, contacts: Sequence[Span]) -> Iterator[Span]:
    """Names in a plain text; `contacts` are the telephones and other numbers that were found in it, in text order."""
    for pattern in (_TITLED, _INTRODUCED, _LINEAGE):
        for match in pattern.finditer(plain):
            yield from _cut(plain, *match.span("name"))
    for pattern in (_SELF_NAMED, _SELF, _SELF_IN_CAPITALS, _RELATIVE, _RELATIVE_IN_CAPITALS):
        for match in pattern.finditer(plain):
            yield from _introduced(plain, *match.span("name"))
    for match in _FACEBOOK.finditer(plain):
        # Whole or not at all: the rest of such a name would find the page again.
        if any(_introduced(plain, *match.span("name"))):
            yield Span(*match.span("name"))
    for contact in contacts:
        from_here = max(0, contact.start - _REACH)
        before = _BEFORE.search(plain[from_here : contact.start])
        if before:
            start, end = before.span("low" if before["titled"] else "name")
            yield from _cut(plain, from_here + start, from_here + end)
        behind = _BEHIND.match(plain, contact.end, contact.end + _REACH)
        if behind:
            yield from _cut(plain, *behind.span("name"))


def _cut(plain: str, start: int, end: int, no_names: frozenset[str] = NO_NAMES) -> Iterator[Span]:
    """The words of a stretch up to the first that is no name; none behind the legal form of a company."""
    words = list(re.finditer(r"[^\s]+", plain[start:end]))
    while words and (words[0][0].strip(".'’").casefold() in no_names or _ONLY_TITLE.fullmatch(words[0][0])):
        words.pop(0)
    kept = []
    for word in words:
        if word[0].strip(".'’").casefold() in no_names:
            break
        kept.append(word)
    if (
        kept
        and any(len(word[0]) > 2 for word in kept)
        and not _COMPANY.search(plain[: start + kept[0].start()][-_REACH:])
    ):
        yield Span(start + kept[0].start(), start + kept[-1].end())


def _introduced(plain: str, start: int, end: int) -> Iterator[Span]:
    """The same of a stretch where a name may stand, but as well any other word."""
    first = re.match(r"[^\s]+", plain[start:end])
    if first and first[0].casefold() not in _NOT_INTRODUCED:
        yield from _cut(plain, start, end, _NOT_INTRODUCED)
