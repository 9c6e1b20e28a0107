"""Chunks of offers: big enough to be worth sending to another process, small enough to keep memory bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from offerscan.records import Offer, Refusal

__all__ = ["CHUNK", "Chunk", "cut_chunks"]

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
