"""Chunks of offers: big enough to be worth sending to another process, small enough to keep memory bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from offerscan.errors import OfferscanError
from offerscan.phrases import both
from offerscan.records import Assessment, Fault, Offer, Refusal

if TYPE_CHECKING:
    from offerscan.screener import Screener

__all__ = ["CHUNK", "Chunk", "assess_chunk", "cut_chunks"]

CHUNK = 64
_MAX_CHARACTERS = 2_000_000

Chunk = list[Offer | Refusal]


def cut_chunks(offers: Iterable[Offer | Refusal]) -> Iterator[Chunk]:
    """The stream in chunks of 64 rows, fewer where texts are very long."""
    chunk: Chunk = []
    size = 0
    for offer in offers:
        chunk.append(offer)
        size += len(offer.text) if isinstance(offer, Offer) else 0
        if len(chunk) == CHUNK or size > _MAX_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def assess_chunk(screener: Screener, chunk: Chunk) -> list[Assessment | Refusal]:
    """An answer a row, in order. Copies of a text are assessed once, and texts of like length one after the other."""
    distinct = {offer.text: offer for offer in chunk if isinstance(offer, Offer)}
    by_length = sorted(distinct.values(), key=lambda offer: len(offer.text))
    answers = dict(zip((offer.text for offer in by_length), _assess(screener, by_length), strict=True))
    return [
        _answer_of(row, answers[row.text]) if isinstance(row, Offer) else row for row in chunk
    ]


def _answer_of(offer: Offer, answer: Assessment | Refusal) -> Assessment | Refusal:
    """The answer to a copy of this offer's text, as this offer's own."""
    if isinstance(answer, Refusal):
        return replace(answer, id=offer.id, source=offer.source)
    return replace(answer, id=offer.id, source=offer.source, meta=offer.meta)


def _assess(screener: Screener, offers: Sequence[Offer]) -> list[Assessment | Refusal]:
    try:
        return list(screener.assess_many(offers))
    except OfferscanError:
        raise
    except Exception as error:
        # A slip of ours on one text must not cost the run: that text alone is refused, and says so.
        if len(offers) > 1:
            return [answer for offer in offers for answer in _assess(screener, [offer])]
        fault = Fault("internal", both("row_internal", kind=type(error).__name__))
        return [Refusal(offer.id, offer.source, fault) for offer in offers]
