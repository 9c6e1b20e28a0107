"""Predictions remembered by reading view: copies and variants that differ only in what the view masks are read once.

Telephone and account numbers, user names, case, spacing and hidden letters are gone from the view, and the model reads nothing
else: an equal view has an equal prediction, so that remembering changes no answer.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from offerscan.engines import Floats, Prediction

__all__ = ["Remembered"]

# Python's own objects around the arrays of one prediction, measured with tracemalloc.
_AROUND = 1_500


@dataclass(frozen=True, slots=True)
class _Kept:
    """A prediction without evidence and pieces, these two packed: `columns` of the evidence, pieces in half the bytes."""

    prediction: Prediction
    columns: NDArray[np.intp]
    evidence: Floats
    pieces: NDArray[np.int32]

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return _AROUND + self.columns.nbytes + self.evidence.nbytes + self.pieces.nbytes


class Remembered:
    """The most recently used predictions, at most `max_bytes` of them. Safe to use from several threads.

    Of the evidence only that of indicators is kept which reach their bar (`bars (n_labels,)`): nobody looks at the rest, which
    comes back as zeros.
    """

    def __init__(self, max_bytes: int, bars: Sequence[float]) -> None:
        self._kept: LRUCache[bytes, _Kept] = LRUCache(max_bytes, getsizeof=lambda kept: kept.size)
        self._bars = np.array(bars)
        self._lock = threading.Lock()

    def get(self, view: str) -> Prediction | None:
        """What the model said of this view, if it is still known."""
        with self._lock:
            kept = self._kept.get(_key(view))
        if kept is None:
            return None
        evidence = np.zeros((len(kept.pieces), len(self._bars)), np.float32)
        evidence[:, kept.columns] = kept.evidence
        return replace(kept.prediction, pieces=kept.pieces.astype(np.int64), evidence=evidence)

    def put(self, view: str, prediction: Prediction) -> None:
        """Remember a prediction, unless it is larger than all that may be kept."""
        columns = np.flatnonzero(prediction.indicators >= self._bars)
        pieces = prediction.pieces.astype(np.int32)
        bare = replace(prediction, pieces=_NOTHING, evidence=_NO_EVIDENCE)
        kept = _Kept(bare, columns, prediction.evidence[:, columns], pieces)
        with self._lock:
            if kept.size <= self._kept.maxsize:
                self._kept[_key(view)] = kept


_NOTHING = np.zeros((0, 2), np.int64)
_NO_EVIDENCE = np.zeros((0, 0), np.float32)


def _key(view: str) -> bytes:
    return hashlib.blake2b(view.encode("utf-8", "surrogatepass"), digest_size=16).digest()
