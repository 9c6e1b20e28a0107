"""Placeholders in the place of what is hidden, with a map of where everything stands now."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from offerscan.records import Span
from offerscan.redaction.hits import Hit
from offerscan.text import View

__all__ = ["Redaction", "replace"]


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text; `received[i]` was replaced by the placeholder that stands at `hidden[i]`.

    `placeholders` tells by kind and value what stands for it.
    """

    text: str
    received: tuple[Span, ...]
    hidden: tuple[Span, ...]
    placeholders: dict[tuple[str, str], str]

    def place(self, start: int, end: int) -> Span:
        """Where a stretch of the received text stands now; one that begins or ends in what is hidden grows around it."""
        return Span(self._move(start, False), max(self._move(start, False), self._move(end, True)))

    def _move(self, at: int, is_end: bool) -> int:
        index = bisect_right(self.received, at - is_end, key=lambda span: span.start) - 1
        if index < 0:
            return at
        received, hidden = self.received[index], self.hidden[index]
        if at - is_end < received.end:
            return hidden.end if is_end else hidden.start
        return hidden.end + at - received.end


def replace(text: str, plain: View, hits: list[Hit]) -> Redaction:
    """The received text with a placeholder for each hit of its plain copy; hits stand in text order and do not overlap."""
    placeholders: dict[tuple[str, str], str] = {}
    numbered = Counter[str]()
    parts, received, hidden = [], [], []
    done = length = 0
    for hit in hits:
        written = plain.text[hit.start : hit.end]
        blank = len(written) - len(written.lstrip())
        span = plain.received(hit.start + blank, hit.start + len(written.rstrip()))
        if (hit.kind, hit.value) not in placeholders:
            numbered[hit.kind] += 1
            placeholders[hit.kind, hit.value] = f"[{hit.kind} {numbered[hit.kind]}]"
        placeholder = placeholders[hit.kind, hit.value]
        before = text[done : span.start]
        parts += [before, placeholder]
        length += len(before)
        received.append(span)
        hidden.append(Span(length, length + len(placeholder)))
        length += len(placeholder)
        done = span.end
    return Redaction("".join([*parts, text[done:]]), tuple(received), tuple(hidden), placeholders)
