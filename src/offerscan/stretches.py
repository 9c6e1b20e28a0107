"""Stretches of evidence: from scores of pieces to the words that a reader is shown. Knows no policy."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from offerscan.text import View

__all__ = ["decode_stretches", "find_breaks"]

Floats = NDArray[np.float32]
Pieces = NDArray[np.int64]
# Evidence less than so many pieces apart is one stretch.
_BRIDGE = 10
# A peak that hardly reaches the floor would stand alone: its neighbours count from this share of it on. Set by hand.
_NEIGHBOURS = 0.7


def decode_stretches(
    view: str, pieces: Pieces, scores: Floats, breaks: Collection[int], settings: dict[str, float]
) -> list[tuple[int, int, float]]:
    """Stretches of evidence of one indicator: (start, end, highest score), in view characters, grown to whole words.

    There are none unless the highest score reaches `floor`. Then pieces count from `floor` on, or from 0.7 of the highest
    score where that is lower; runs of them are joined over small gaps, never over the end of a line or sentence (`breaks`
    holds the pieces before one). A run stays if its peak has the share `keep` of the highest, without edges under `share`
    of its peak.
    """
    peak = float(scores.max(initial=0.0))
    if peak < settings["floor"]:
        return []
    floor = min(settings["floor"], _NEIGHBOURS * peak)
    runs: list[list[int]] = []
    for index in map(int, np.flatnonzero((scores >= floor) & (pieces[:, 1] > pieces[:, 0]))):
        last = runs[-1][-1] if runs else -_BRIDGE
        if index - last < _BRIDGE and not any(place in breaks for place in range(last, index)):
            runs[-1].append(index)
        else:
            runs.append([index])
    stretches = []
    for run in runs:
        top = float(scores[run].max())
        if top >= settings["keep"] * peak:
            kept = [index for index in run if scores[index] >= settings["share"] * top]
            stretches.append((*_whole_words(view, int(pieces[kept[0], 0]), int(pieces[kept[-1], 1])), top))
    return stretches


def find_breaks(text: str, view: View, pieces: Pieces) -> frozenset[int]:
    """Pieces after which a line or a sentence ends."""
    breaks = set()
    for index, ((start, end), (following, _)) in enumerate(pairwise(pieces.tolist())):
        if start < end <= following < len(view.starts):
            between = text[view.ends[end - 1] : view.starts[following]]
            if "\n" in between or (following > end and view.text[end - 1] in ".!?"):
                breaks.add(index)
    return frozenset(breaks)


def _whole_words(view: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and view[start].isalnum() and view[start - 1].isalnum():
        start -= 1
    while end < len(view) and view[end - 1].isalnum() and view[end].isalnum():
        end += 1
    while end > start + 1 and view[end - 1] in " ,;:.-(":
        end -= 1
    while start < end - 1 and view[start] in " ,;:.-)":
        start += 1
    return start, end
