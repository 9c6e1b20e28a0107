"""Predictions remembered by reading view: copies and variants that differ only in what the view masks are read once.

Telephone and account numbers, user names, case, spacing and hidden letters are gone from the view, and the model reads nothing
else: an equal view has an equal prediction, so that remembering changes no answer.
"""

from __future__ import annotations

import hashlib
import threading

from cachetools import LRUCache

from offerscan.engines import Prediction

__all__ = ["Remembered"]

# Python's own objects around the arrays of one prediction, measured with tracemalloc.
_AROUND = 1_500


class Remembered:
    """The most recently used predictions, at most `max_bytes` of them. Safe to use from several threads."""

    def __init__(self, max_bytes: int) -> None:
        self._predictions: LRUCache[bytes, Prediction] = LRUCache(max_bytes, getsizeof=_size)
        self._lock = threading.Lock()

    def get(self, view: str) -> Prediction | None:
        """What the model said of this view, if it is still known."""
        with self._lock:
            return self._predictions.get(_key(view))

    def put(self, view: str, prediction: Prediction) -> None:
        """Remember a prediction, unless it is larger than all that may be kept."""
        with self._lock:
            if _size(prediction) <= self._predictions.maxsize:
                self._predictions[_key(view)] = prediction


def _key(view: str) -> bytes:
    return hashlib.blake2b(view.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _size(prediction: Prediction) -> int:
    return _AROUND + prediction.evidence.nbytes + prediction.pieces.nbytes
