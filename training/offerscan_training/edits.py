"""Edits of a document's text that carry its marks along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from offerscan_training.corpus import Document, Mark


@dataclass(frozen=True)
class Edit:
    """Characters `start` to `end` (half-open) become `text`."""

    start: int
    end: int
    text: str


def apply(document: Document, edits: Sequence[Edit]) -> Document:
    """The document with non-overlapping edits applied and its marks moved along; marks left empty are dropped."""
    text, done, moved = "", 0, []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < done:
            continue
        text += document.text[done : edit.start]
        moved.append((edit, len(text)))
        text += edit.text
        done = edit.end
    text += document.text[done:]

    def place(position: int, is_end: bool) -> int:
        shift = 0
        for edit, start in moved:
            if is_end and edit.start == edit.end == position:
                break  # what is put in right behind a mark is not of it
            if edit.end <= position:
                shift = start + len(edit.text) - edit.end
            elif edit.start < position:
                return start + (len(edit.text) if is_end else 0)
            else:
                break
        return position + shift

    marks = [Mark(place(mark.start, False), place(mark.end, True), mark.label) for mark in document.spans]
    return replace(document, text=text, spans=tuple(mark for mark in marks if text[mark.start : mark.end].strip()))
