"""The wide member: a linear model over hashed words and letter sequences, read beside the encoder.

A small encoder generalises over meaning but forgets wording; a linear model does the reverse. Both give the same outputs and
are stacked. Features: words, word pairs, and letter sequences of 3 to 5 (also across words), each as a 32-bit hash; sublinear
counts times inverse document frequency, each of the two groups brought to length 1 (Salton & Buckley 1988).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["WideMember", "hash_features", "weigh"]

_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_SPACE = re.compile(r"\s+")
_PRIME = np.uint32(0x01000193)
_SPREAD = np.uint32(0x9E3779B1)


@lru_cache(maxsize=1)  # the first tier reads the same short text right before
def hash_features(view: str) -> tuple[NDArray[np.uint32], NDArray[np.float32], int]:
    """Hashes of all features of a reading view, ascending in each group; how often each stands there (sublinear: 1 + ln n);
    and how many of them, at the front, are words."""
    words = [zlib.crc32(word.encode()) for word in _WORD.findall(view)]
    single = np.array(words, np.uint32)
    pairs = (single[:-1] * _SPREAD) ^ single[1:] if len(single) > 1 else single[:0]
    word_keys, word_counts = _count(np.concatenate([single, pairs]))
    letters = np.frombuffer(f" {_SPACE.sub(' ', view.strip())} ".encode("utf-32-le"), np.uint32)
    sequences = []
    for length in (3, 4, 5):
        if len(letters) < length:
            continue
        rolled = np.full(len(letters) - length + 1, length, np.uint32)
        for place in range(length):
            rolled = (rolled * _PRIME) ^ (letters[place : place + len(rolled)] * _SPREAD)
        sequences.append(rolled)
    letter_keys, letter_counts = _count(np.concatenate([*sequences, single[:0]]))
    counts = np.concatenate([word_counts, letter_counts]).astype(np.float32)
    return np.concatenate([word_keys, letter_keys]), 1 + np.log(counts), len(word_keys)


def _count(keys: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """The different keys, ascending, and how often each occurs: `np.unique` with less around it."""
    if not len(keys):
        return keys, np.zeros(0, np.intp)
    keys = np.sort(keys)
    first = np.ones(len(keys) + 1, bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:-1])
    [places] = first.nonzero()
    return keys[places[:-1]], places[1:] - places[:-1]


def weigh(
    values: NDArray[np.float32], idf: NDArray[np.float32], known: NDArray[np.bool_], n_words: int
) -> NDArray[np.float32]:
    """Feature weights: values times inverse document frequency, unknown features out, each group of length 1."""
    weighed = np.where(known, values * idf, 0).astype(np.float32)
    for part in (weighed[:n_words], weighed[n_words:]):
        norm = float(np.sqrt((part * part).sum()))
        if norm:
            part /= norm
    return weighed


@dataclass(frozen=True, slots=True)
class WideMember:
    """`keys (n,)` ascending uint32 hashes; `idf (n,)`; `weights (n, n_outputs)` int8 times `scale (n_outputs,)`;
    `bias (n_outputs,)`."""

    keys: NDArray[np.uint32]
    idf: NDArray[np.float32]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    def logits(self, view: str) -> NDArray[np.float32]:
        """Raw outputs `(n_outputs,)` for one reading view."""
        keys, values, n_words = hash_features(view)
        if not len(keys):
            return self.bias.copy()
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys.take(place) == keys
        weighed = weigh(values, self.idf.take(place), known, n_words)
        rows = self.weights.take(place[known], axis=0).astype(np.float32)  # `take` is a third faster than brackets
        return np.asarray((weighed[known] @ rows) * self.scale + self.bias, np.float32)

    def arrays(self) -> dict[str, Any]:
        """All arrays as they are stored."""
        stored: dict[str, Any] = {name: getattr(self, name) for name in ("keys", "weights", "scale", "bias")}
        return {**stored, "idf": self.idf.astype(np.float16)}

    @classmethod
    def of(cls, arrays: Mapping[str, Any]) -> WideMember:
        """The member of stored arrays."""
        return cls(arrays["keys"], arrays["idf"].astype(np.float32), arrays["weights"], arrays["scale"], arrays["bias"])

    def save(self, path: Path) -> None:
        """Write all arrays into one .npz file, deflated: two thirds of the weights are small numbers."""
        np.savez_compressed(path, **self.arrays())

    @classmethod
    def load(cls, path: Path) -> WideMember:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls.of(arrays)
