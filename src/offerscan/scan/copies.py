"""Assessments of a run remembered by exact text, since dumps hold the same post again and again. Gone when the run ends."""

from __future__ import annotations

import hashlib

from cachetools import LRUCache

from offerscan.records import Assessment, Refusal

__all__ = ["Copies"]

_MAX_BYTES = 64_000_000
# Python's own objects around an assessment without findings, and for one finding or detail, measured with tracemalloc.
_ALONE, _EACH = 2_500, 400


class Copies:
    """The most recently used answers, bounded by their size in memory."""

    def __init__(self, max_bytes: int = _MAX_BYTES) -> None:
        self._answers: LRUCache[bytes, Assessment] = LRUCache(max_bytes, getsizeof=_size)

    def get(self, text: str) -> Assessment | None:
        """What was said of this very text."""
        return self._answers.get(_key(text))

    def put(self, text: str, answer: Assessment | Refusal) -> None:
        """Remember what is said of a text; a refusal costs nothing to say again."""
        if isinstance(answer, Assessment) and _size(answer) <= self._answers.maxsize:
            self._answers[_key(text)] = answer


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _size(answer: Assessment) -> int:
    details = answer.details
    listed = len(details.phones) + len(details.links) + len(details.pay) + len(details.companies) + len(details.handles)
    quotes = sum(len(finding.quote or "") for finding in answer.findings)
    return _ALONE + _EACH * (len(answer.findings) + listed) + 4 * quotes
