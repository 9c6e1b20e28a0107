"""What stays and what changes in a group of variants: its template, with a slot for each stretch that changes.

The variants are aligned word by word with the one that shares most with the others. Words that all have stay; what stands
between them is a slot, with every value that it took. So an analyst sees at a glance which telephones, cities and amounts
one text was posted with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

__all__ = ["MOST_ALIGNED", "MOST_WORDS", "Slot", "SlotKind", "Template", "make_template"]

# Aligning costs time by the square of the words: so many different texts of a group, and so many words of each, are
# enough to see what changes. The most copied texts go first; contacts are counted over all offers elsewhere.
MOST_ALIGNED = 30
MOST_WORDS = 800
# A variant of a variant may have little in common with the text that is shown; it would tear the template apart.
_LEAST_COMMON = 0.5
# A telephone however it is grouped, a user name or a word with the signs inside it, or any single sign.
_TOKEN = re.compile(r"\+?\d(?:[ .\-]?\d){7,}|@?\w+(?:[.,'/\-]\w+)*|[^\w\s]")
_PHONE = re.compile(r"(?:\+|0|62)[\d .\-]{8,}")


class SlotKind(StrEnum):
    """What the values of a slot look like."""

    PHONE = "phone"
    NUMBER = "number"
    PLACE = "place"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch that changes: each value, spaces joined, with the number of offers that have it, most common first.

    The value "" counts the offers that have nothing there.
    """

    kind: SlotKind
    values: dict[str, int]


@dataclass(frozen=True, slots=True)
class Template:
    """A text with slots: slot i stands between `stays[i]` and `stays[i + 1]`. `aligned` is how many offers it was read from."""

    stays: tuple[str, ...]
    slots: tuple[Slot, ...]
    aligned: int

    @property
    def text(self) -> str:
        """The text with {1}, {2} ... in place of its slots."""
        marked = (f"{stay}{{{number}}}" for number, stay in enumerate(self.stays[:-1], 1))
        return "".join(marked) + self.stays[-1]


def make_template(texts: Iterable[str] | Mapping[str, int], places: Collection[str] = ()) -> Template:
    """The template of one or more received texts, or of texts with the number of their copies; the same in any order of
    them. `places` are names in lower case.

    >>> make_template(["Loker ke Kamboja, WA 0812-0000-1234", "Loker ke Laos, WA 0813-0000-5678"]).text
    'Loker ke {1}, WA {2}'
    """
    counts = Counter(texts)
    ranked = sorted(counts, key=lambda text: (-counts[text], -len(text), text))[:MOST_ALIGNED]
    base, *others = _most_shared_first([_Words(text, counts[text], places) for text in ranked])
    aligned = [(base, {at: at for at in range(len(base.keys))})]
    for other in others:
        same = _align(base, other)
        if len(same) >= _LEAST_COMMON * max(len(base.keys), len(other.keys)):
            aligned.append((other, same))
    stays: list[str] = []
    slots: list[Slot] = []
    done = 0
    for ranges in _changes(aligned):
        values = Counter[str]()
        for (words, _), (first, last) in zip(aligned, ranges, strict=True):
            values[words.value(first, last)] += words.count
        start, end = base.edges(*ranges[0])
        stays.append(base.text[done:start])
        done = end
        slots.append(_slot(values, places))
    return Template((*stays, base.text[done:]), tuple(slots), sum(words.count for words, _ in aligned))


class _Words:
    """A received text, how many offers have it, and its words, as many as are aligned; `text` ends with the last of them."""

    def __init__(self, received: str, count: int, places: Collection[str]) -> None:
        found = list(_TOKEN.finditer(received))
        self.count = count
        self.spans = [match.span() for match in found[:MOST_WORDS]]
        self.keys = [_key(match[0], places) for match in found[:MOST_WORDS]]
        self.text = received if len(found) <= MOST_WORDS else received[: self.spans[-1][1]]

    def edges(self, first: int, last: int) -> tuple[int, int]:
        """From where to where a half-open range of words stands; an empty one stands behind the word before it."""
        if last > first:
            return self.spans[first][0], self.spans[last - 1][1]
        end = self.spans[first - 1][1] if first > 0 else 0
        return end, end

    def value(self, first: int, last: int) -> str:
        start, end = self.edges(first, last)
        return " ".join(self.text[start:end].split())


# The texts that are aligned, the first with itself: number of a word of the first that the text has too -> its number there.
_Aligned = list[tuple[_Words, dict[int, int]]]


def _key(token: str, places: Collection[str]) -> str:
    """What is compared: telephones, numbers and places stand for any other of their kind, so that they meet in one slot."""
    if _PHONE.fullmatch(token):
        return SlotKind.PHONE.name
    if token[0].isdecimal():
        return SlotKind.NUMBER.name
    return SlotKind.PLACE.name if token.casefold() in places else token.casefold()


def _most_shared_first(texts: list[_Words]) -> list[_Words]:
    """The text whose words most others have comes first; the rest keeps its order."""
    having = Counter[str]()
    for words in texts:
        having.update(dict.fromkeys(words.keys, words.count))
    base = max(texts, key=lambda words: sum(having[key] - 1 for key in set(words.keys)))
    return [base, *(words for words in texts if words is not base)]


def _align(base: _Words, other: _Words) -> dict[int, int]:
    blocks = SequenceMatcher(None, base.keys, other.keys, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _changes(aligned: _Aligned) -> Iterator[list[tuple[int, int]]]:
    """For each slot, in order, the half-open range of words that it takes in each text."""
    base = aligned[0][0]
    for words, at in aligned:  # the edges of the texts stay too
        at.update({-1: -1, len(base.keys): len(words.keys)})
    staying = sorted(set.intersection(*(set(at) for _, at in aligned)))
    for before, after in pairwise(staying):
        between = [(at[before] + 1, at[after]) for _, at in aligned]
        if any(last > first for first, last in between):
            yield between
        if after < len(base.keys) and base.keys[after] in SlotKind.__members__:
            itself = [(at[after], at[after] + 1) for _, at in aligned]
            if len({words.value(*range) for (words, _), range in zip(aligned, itself, strict=True)}) > 1:
                yield itself


def _slot(values: Counter[str], places: Collection[str]) -> Slot:
    written = [value for value in values if value]
    if all(_PHONE.fullmatch(value) for value in written):
        kind = SlotKind.PHONE
    elif all(value.casefold() in places for value in written):
        kind = SlotKind.PLACE
    elif all(value[0].isdecimal() for value in written):
        kind = SlotKind.NUMBER
    else:
        kind = SlotKind.TEXT
    return Slot(kind, dict(sorted(values.items(), key=lambda item: (-item[1], item[0]))))
