"""Which worker a row goes to: copies and variants of a post to one and the same, which remembers what it has read.

Batches are taken by rounds, as many as there are lanes; the rows of a round are dealt out by the letters of their texts, and
the answers are put in order again.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

__all__ = ["Round", "Share", "deal_rounds", "lane_of"]

_LETTERS = re.compile(r"[^\W\d_]+")
# Of a longer text these characters tell it from others.
_READ = 10_000


def lane_of(text: str | None, lanes: int) -> int:
    """The same lane for texts that differ only in numbers, signs, case and spacing.

    Much cheaper than the reading view, by which a worker knows variants, and nearly as good at keeping them together.
    """
    letters = "".join(_LETTERS.findall((text or "")[:_READ]))
    return zlib.crc32(letters.lower().encode("utf-8", "surrogatepass")) % lanes


@dataclass(frozen=True, eq=False)
class Share:
    """The rows of a round that are in one lane; `places` are theirs in the round."""

    lane: int
    batch: pa.RecordBatch
    places: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Round:
    """Batches that are dealt out together. Lanes without a row have no share."""

    batches: Sequence[pa.RecordBatch]
    shares: Sequence[Share]

    @classmethod
    def of(cls, batches: Sequence[pa.RecordBatch], lanes: int) -> Round:
        """These batches dealt out."""
        whole = _as_one(batches)
        lane = np.array([lane_of(text, lanes) for text in whole.column("text").to_pylist()], np.intp)
        places = [np.flatnonzero(lane == one) for one in range(lanes)]
        shares = [Share(one, whole.take(pa.array(rows)), rows) for one, rows in enumerate(places) if len(rows)]
        return cls(batches, shares)

    def join(self, answers: Sequence[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The answers to the shares as answers to the batches."""
        order = np.argsort(np.concatenate([share.places for share in self.shares]))
        whole = _as_one(answers).take(pa.array(order))
        begin = 0
        for batch in self.batches:
            yield whole.slice(begin, batch.num_rows)
            begin += batch.num_rows


def deal_rounds(batches: Iterable[pa.RecordBatch], lanes: int) -> Iterator[Round]:
    """The stream by rounds of as many batches as there are lanes, the last of fewer. Batches must have rows."""
    batches = iter(batches)
    while some := list(islice(batches, lanes)):
        yield Round.of(some, lanes)


def _as_one(batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    [whole] = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return whole
