"""MinHash libraries side by side: the one that finds variants, and datasketch, which most people would take."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["Sketching", "compare_sketches"]

# As many as in offerscan.campaigns.variants (40 bands of 3 rows). A shingle is three words here and six letters there.
_PERMUTATIONS, _SHINGLE, _SEED = 120, 3, 1

Shingles = list[str]
Sketch = Callable[[Shingles], NDArray[np.uint64]]


@dataclass(frozen=True)
class Sketching:
    """Texts a second on one core, and how far a sketch's estimate of the shared part (Jaccard) is off on average."""

    library: str
    texts_per_s: float
    error: float


def compare_sketches(texts: Sequence[str]) -> list[Sketching]:
    """Both libraries on the same texts; the estimate is held against the true shared part of each text and its half."""
    shingled = [_shingles(text) for text in texts]
    return [_measure(name, sketch, shingled) for name, sketch in (("rensa", _rensa), ("datasketch", _datasketch))]


def _measure(name: str, sketch: Sketch, shingled: Sequence[Shingles]) -> Sketching:
    began = time.perf_counter()
    for one in shingled:
        sketch(one)
    seconds = time.perf_counter() - began
    long = [one for one in shingled if len(one) >= 8][:300]
    pairs = [*((one, one[: len(one) // 2]) for one in long), *pairwise(long)]
    errors = [abs(float(np.mean(sketch(one) == sketch(other))) - _shared(one, other)) for one, other in pairs]
    return Sketching(name, len(shingled) / seconds, float(np.mean(errors)) if errors else 0.0)


def _shared(one: Shingles, other: Shingles) -> float:
    return len({*one} & {*other}) / len({*one} | {*other})


def _shingles(text: str) -> Shingles:
    words = text.lower().split()
    return sorted({" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))})


def _rensa(shingles: Shingles) -> NDArray[np.uint64]:
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(shingles)
    return np.array(sketch.digest(), np.uint64)


def _datasketch(shingles: Shingles) -> NDArray[np.uint64]:
    from datasketch import MinHash

    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update_batch([one.encode() for one in shingles])
    return np.array(sketch.hashvalues, np.uint64)
