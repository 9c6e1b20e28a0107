"""Which offers are copies or variants of one another.

What a recruiter changes from post to post (numbers, user names, places, emoji) is masked; of the words that remain, three
in a row are one shingle. Offers that share enough shingles are variants, and variants of variants are one group. MinHash
with locality-sensitive hashing finds the candidates without comparing every pair; counting confirms them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b
from zlib import crc32

import numpy as np
from networkx.utils import UnionFind
from numpy.typing import NDArray
from rensa import RMinHash

from offerscan.text import read_view

__all__ = ["SAME", "Variants"]

# Shared part (Jaccard) of the shingles from which two offers are variants. Every word that changes alone costs three
# shingles, so three changes in a post of thirty words leave about one half. Of 2,500 offers of the training split, written
# one by one, a single pair is joined, and that one was written as variants; of 200,000 other pairs none shares over 0.3.
SAME = 0.4
# Three rows a band: of pairs that share 0.4, 93 % meet in a band, of those that share 0.5, 99.5 %: 1 - (1 - s^3)^40.
_BANDS, _ROWS, _SEED = 40, 3, 1
# Texts that meet in a band without being variants (of a common phrase); each newcomer is compared with so many at most,
# and with one of each group only, so that the time grows with the number of offers and not with its square.
_MOST_HEADS = 8
_SHINGLE = 3
# Shorter texts ("info loker wa 0812...") are too common to say who wrote them: only exact copies of them are joined.
_FEWEST_WORDS = 6
# The reading view writes telephones and accounts as 08## and user names as @##; "2jt" is a number and a word.
_WORD = re.compile(r"[^\W\d_]+|\d[\d#.,:/\-]*|##")
_NUMBER, _PLACE = "#", "@"

_Hashes = NDArray[np.uint32]


class Variants:
    """Takes offers one by one and tells the groups among them, the same ones in any order of offers.

    `places` are the names to mask, in lower case as the reading view writes them. Of each different text only hashes are
    kept: half a kilobyte for its sketch, and 4 bytes a word.
    """

    def __init__(self, places: Iterable[str] = ()) -> None:
        self._places = frozenset(places)
        self._longest_place = max((len(place.split()) for place in self._places), default=0)
        self._copies: dict[bytes, list[int]] = {}  # by the hash of the masked text
        self._shingles: dict[bytes, _Hashes] = {}
        self._sketches: dict[bytes, _Hashes] = {}

    def add(self, identity: int, text: str) -> None:
        """Take one received text in. `identity` is a number by which the caller knows the offer again."""
        view = read_view(text).text
        words = self._mask(view)
        masked = " ".join(words) or view
        digest = blake2b(masked.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        copies = self._copies.setdefault(digest, [])
        copies.append(identity)
        if len(copies) == 1 and len(words) >= _FEWEST_WORDS:
            written = sorted({" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)})
            sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
            sketch.update(written)
            self._sketches[digest] = np.array(sketch.digest(), np.uint32)
            self._shingles[digest] = np.unique(np.array([crc32(one.encode()) for one in written], np.uint32))

    def groups(self) -> list[tuple[int, ...]]:
        """Every offer in exactly one group, alone where it has no variant; identities ascend, within groups and between."""
        families = UnionFind(self._copies)
        digests = sorted(self._sketches)
        for start in range(0, _BANDS * _ROWS, _ROWS):
            heads: defaultdict[bytes, list[bytes]] = defaultdict(list)
            for digest in digests:
                meeting = heads[self._sketches[digest][start : start + _ROWS].tobytes()]
                if not any(self._join(families, head, digest) for head in meeting) and len(meeting) < _MOST_HEADS:
                    meeting.append(digest)
        return sorted(
            tuple(sorted(identity for digest in family for identity in self._copies[digest]))
            for family in families.to_sets()
        )

    def _join(self, families: UnionFind, one: bytes, other: bytes) -> bool:
        """Whether two texts are of one family, now that they were compared."""
        if families[one] == families[other]:
            return True
        if _overlap(self._shingles[one], self._shingles[other]) < SAME:
            return False
        families.union(one, other)
        return True

    def _mask(self, view: str) -> list[str]:
        """The words of a view with numbers and places masked; "15-20 jt" and "20jt", "kamboja 🇰🇭" and "laos" are alike."""
        words = [word if word[0].isalpha() else _NUMBER for word in _WORD.findall(view)]
        masked: list[str] = []
        at = 0
        while at < len(words):
            length = self._place_length(words, at)
            word = _PLACE if length else words[at]
            if word not in (_NUMBER, _PLACE) or masked[-1:] != [word]:
                masked.append(word)
            at += length or 1
        return masked

    def _place_length(self, words: list[str], at: int) -> int:
        """How many words from here on name a place, the longest name first; 0 where none does."""
        longest = min(self._longest_place, len(words) - at)
        lengths = range(longest, 0, -1)
        return next((length for length in lengths if " ".join(words[at : at + length]) in self._places), 0)


def _overlap(one: _Hashes, other: _Hashes) -> float:
    shared = np.intersect1d(one, other, assume_unique=True).size
    return float(shared / (one.size + other.size - shared))
