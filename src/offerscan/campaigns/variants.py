"""Which offers are copies or variants of one another.

What a recruiter changes from post to post (numbers, places, emoji, names in short texts) is masked. Of each word that
remains only its first letter and its consonants count, since hurried and hidden spellings leave vowels out ("krj",
"lngsung"); six letters in a row, across words, are one shingle. Offers that share enough shingles are variants, and variants
of variants are one group. MinHash with locality-sensitive hashing finds the candidates without comparing every pair;
counting confirms them.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

import numpy as np
from networkx.utils import UnionFind
from numpy.typing import NDArray
from rensa import RMinHash

from offerscan.campaigns.masking import ANNOUNCING, Masking
from offerscan.text import read_view

__all__ = ["SAME", "Hashes", "Variants"]

# Shared part (Jaccard) of the shingles from which two offers are variants. Chosen on one half of the planted campaigns of
# offerscan_training.campaigns.planted, which prints precision and recall on the other: from 0.42 on, lawful firms that write after
# one pattern stay apart. Pairs of words or threes of words instead of letters join more of these firms, or lose more
# misspelt copies. Of all 8,684 offers of the training split, written one by one, two are joined: adverts of lawful firms that
# differ in name, job and wage alone.
SAME = 0.42
# Three rows a band: of pairs that share 0.42, 95 % meet in a band, of those that share 0.5, 99.5 %: 1 - (1 - s^3)^40.
_BANDS, _ROWS, _SEED = 40, 3, 1
# Odd numbers by which the rows of a band are mixed into one of 32 bits; the rare chance meeting is settled by counting.
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
# Texts that meet in a band without being variants (of a common phrase); each newcomer is compared with so many at most,
# and with one of each group only, so that the time grows with the number of offers and not with its square.
_MOST_HEADS = 8
_SHINGLE = 6
# Shorter texts ("info loker wa 0812...") are too common to say who wrote them: only exact copies of them are joined.
_FEWEST_WORDS = 8
# Names of persons and firms are masked in texts of so many words at most. There they are a large part of what changes; in
# longer ones they are a small part, and what tells lawful firms apart that write after one pattern (masked everywhere,
# they would be joined: precision 0.98 instead of 1.00 on the half that thresholds are chosen on).
_MOST_WORDS_NAMELESS = 30
_VOWELS = re.compile(r"(?<!^)[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")

Hashes = NDArray[np.uint32]


class Variants:
    """Takes offers one by one and tells the groups among them, the same ones in any order of offers.

    `places` are the names to mask, in lower case as the reading view writes them. Of each different text only hashes are
    kept: 160 bytes for its bands, and 4 bytes a letter.
    """

    def __init__(self, places: Iterable[str] = ()) -> None:
        self._masking = Masking(places)
        self._numbers: dict[str, int] = {}  # of each different masked text, by its digest
        self._identities: list[list[int]] = []
        self._hashes = array("I")  # the shingles of all texts, one after the other
        self._ends = array("Q", [0])
        self._bands = array("I")
        self._one_group: list[list[int]] = []  # numbers that an earlier run found to be one group

    def add(self, identity: int, text: str) -> str:
        """Take one received text in; the digest of what is left of it when it is masked, 16 hex digits.

        `identity` is a number by which the caller knows the offer again.
        """
        words = self._masking.words(text, names=False)
        if _FEWEST_WORDS <= len(words) <= _MOST_WORDS_NAMELESS and not ANNOUNCING.isdisjoint(words):
            nameless = self._masking.words(text, names=True)
            words = nameless if len(nameless) >= _FEWEST_WORDS else words
        masked = " ".join(words) or read_view(text).text
        digest = blake2b(masked.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        if digest not in self._numbers:
            letters = "" if len(words) < _FEWEST_WORDS else "".join(map(_consonants, words))
            windows = range(max(0, len(letters) - _SHINGLE + 1))
            hashes = [crc32(letters[at : at + _SHINGLE].encode("utf-8", "surrogatepass")) for at in windows]
            self._take(digest, np.unique(np.array(hashes, np.uint32)))
        self._identities[self._numbers[digest]].append(identity)
        return digest

    def remember(self, identity: int, variants: Iterable[tuple[str, Hashes | None]]) -> None:
        """Take in what an earlier run kept of one group: digests, and the shingles of some. They stay one group."""
        numbers: list[int] = []
        for digest, hashes in variants:
            if digest not in self._numbers:
                self._take(digest, np.array([], np.uint32) if hashes is None else hashes)
            numbers.append(self._numbers[digest])
            self._identities[numbers[-1]].append(identity)
        self._one_group.append(numbers)

    def shingles(self, digest: str) -> Hashes:
        """The hashed shingles of a masked text, ascending; none for a text of few words."""
        return self._shingles_of(self._numbers[digest])

    def groups(self) -> list[tuple[int, ...]]:
        """Every offer in exactly one group, alone where it has no variant; identities ascend, within groups and between."""
        families = UnionFind(range(len(self._identities)))
        for numbers in self._one_group:
            families.union(*numbers)
        for meeting in self._meetings():
            heads: list[int] = []
            for number in meeting:
                if not any(self._join(families, head, number) for head in heads) and len(heads) < _MOST_HEADS:
                    heads.append(number)
        return sorted(
            tuple(sorted({identity for number in family for identity in self._identities[number]}))
            for family in families.to_sets()
        )

    def _take(self, digest: str, hashes: Hashes) -> None:
        self._numbers[digest] = len(self._identities)
        self._identities.append([])
        self._hashes.frombytes(hashes.astype(np.uint32).tobytes())
        self._ends.append(len(self._hashes))
        self._bands.frombytes(_bands_of(hashes).tobytes())

    def _shingles_of(self, number: int) -> Hashes:
        start, end = self._ends[number], self._ends[number + 1]
        return np.array(self._hashes[start:end], np.uint32)

    def _meetings(self) -> Iterator[list[int]]:
        """For each band, the texts that are equal in it, two or more, in the order of their digests."""
        order = np.array([self._numbers[digest] for digest in sorted(self._numbers)], np.int64)
        sizes = np.diff(np.array(self._ends, np.int64))
        order = order[sizes[order] > 0]
        bands = np.array(self._bands, np.uint32).reshape(-1, _BANDS)
        for column in bands.T:
            values = column[order]
            by_value = np.argsort(values, kind="stable")
            edges = np.flatnonzero(np.diff(values[by_value])) + 1
            starts = np.concatenate(([0], edges))
            ends = np.concatenate((edges, [len(order)]))
            for run in np.flatnonzero(ends - starts > 1):
                yield order[by_value[starts[run] : ends[run]]].tolist()

    def _join(self, families: UnionFind, one: int, other: int) -> bool:
        """Whether two texts are of one family, now that they were compared."""
        if families[one] == families[other]:
            return True
        if _overlap(self._shingles_of(one), self._shingles_of(other)) < SAME:
            return False
        families.union(one, other)
        return True


@lru_cache(maxsize=100_000)
def _consonants(word: str) -> str:
    """The first letter and the consonants of a word, none twice in a row: "langsung", "lngsuung" and "lngsng" are one."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word))


def _bands_of(hashes: Hashes) -> Hashes:
    """One number for each band; the same for texts whose sketches are equal there."""
    if not hashes.size:
        return np.zeros(_BANDS, np.uint32)
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update([f"{one:x}" for one in hashes.tolist()])
    rows = np.array(sketch.digest(), np.uint64).reshape(_BANDS, _ROWS)
    mixed: NDArray[np.uint64] = (rows * _MIX).sum(axis=1, dtype=np.uint64)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _overlap(one: Hashes, other: Hashes) -> float:
    shared = np.intersect1d(one, other, assume_unique=True).size
    return float(shared / (one.size + other.size - shared))
