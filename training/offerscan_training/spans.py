"""How well found evidence covers marked evidence, counted on characters that can be seen.

Where a mark begins or ends among spaces and line breaks says nothing, so all positions count non-space characters only.
A tally is an integer array of true positives, false positives, false negatives.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from offerscan_training.corpus import Mark

Tally = NDArray[np.int64]


def squeeze(text: str, marks: Sequence[Mark]) -> frozenset[Mark]:
    """The marks with offsets in non-space characters of the text; those of spaces alone are left out."""
    before = list(accumulate((not char.isspace() for char in text), initial=0))
    squeezed = (Mark(before[mark.start], before[mark.end], mark.label) for mark in marks)
    return frozenset(mark for mark in squeezed if mark.start < mark.end)


def tally_tokens(marked: Collection[Mark], found: Collection[Mark]) -> Tally:
    """Tally `(3,)` over pairs of character and label."""
    truth, claim = _characters(marked), _characters(found)
    return np.array([len(truth & claim), len(claim - truth), len(truth - claim)])


def tally_spans(marked: Collection[Mark], found: Collection[Mark], share: float) -> Tally:
    """Tally `(3,)` over whole marks, paired one to one within a label, best overlap first.

    A pair counts when its overlap over its union is at least `share`: 1.0 asks for equal marks.
    """
    pairs = [(_overlap(mark, claim), mark, claim) for mark in marked for claim in found if mark.label == claim.label]
    pairs = [pair for pair in pairs if pair[0] >= share]
    pairs.sort(key=lambda pair: (-pair[0], pair[1].start, pair[2].start, pair[1].end, pair[2].end))
    used_marks: set[Mark] = set()
    used_claims: set[Mark] = set()
    for _, mark, claim in pairs:
        if mark not in used_marks and claim not in used_claims:
            used_marks.add(mark)
            used_claims.add(claim)
    hits = len(used_marks)
    return np.array([hits, len(found) - hits, len(marked) - hits])


def _characters(marks: Collection[Mark]) -> set[tuple[int, str]]:
    return {(at, mark.label) for mark in marks for at in range(mark.start, mark.end)}


def _overlap(one: Mark, other: Mark) -> float:
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return shared / (one.end - one.start + other.end - other.start - shared)
