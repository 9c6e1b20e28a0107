"""Plain text: one offer a file, or several between lines that hold nothing but ---, === or a form feed."""

from __future__ import annotations

from collections.abc import Iterator

from offerscan.formats.fields import Fields, refuse
from offerscan.formats.opened import Opened
from offerscan.phrases import both
from offerscan.records import Offer, Refusal

__all__ = ["read"]

# Exactly three: longer rules are an ornament of many posts, and an offer must not be cut at its ornaments.
_SEPARATORS = ("---", "===")
_FORM_FEED = "\f"


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The offers of a text file, each told by its first line. A file of nothing is one empty offer."""
    count = 0
    for part in _parts(opened):
        source, text = opened.source(part.first_line), "".join(part.lines)
        if part.size > opened.max_row:
            yield refuse("too_long", source, source, limit=opened.max_row)
        elif text.strip():
            yield Offer(text.rstrip("\r\n"), source=source)
        else:
            continue
        count += 1
    if count == 0:
        yield Offer("", source=opened.source(1))
    if count > 1:
        opened.note(both("note_separated", name=opened.name, count=count))


class _Part:
    """The lines between two separators; of a part that grows too long only the size is kept."""

    def __init__(self, first_line: int, max_row: int) -> None:
        self.first_line, self._max_row = first_line, max_row
        self.lines: list[str] = []
        self.size = 0  # without the end of the last line
        self._received = 0

    def add(self, line: str | None) -> None:
        # Offsets count from the head of the file, so empty lines are left out only after a separator.
        if self.first_line > 1 and self.size == 0 and line is not None and not line.strip():
            self.first_line += 1
            return
        self.size = self._received + (self._max_row + 1 if line is None else len(line.rstrip("\r\n")))
        self._received = max(self.size, self._received + len(line or ""))
        if self.size <= self._max_row and line is not None:
            self.lines.append(line)
        else:
            self.lines.clear()


def _parts(opened: Opened) -> Iterator[_Part]:
    part = _Part(1, opened.max_row)
    for number, line in enumerate(opened.lines(), 1):
        if line is not None and line.strip() in _SEPARATORS:
            yield part
            part = _Part(number + 1, opened.max_row)
            continue
        head, *pages = (None,) if line is None else line.split(_FORM_FEED)
        part.add(head)
        for page in pages:
            yield part
            part = _Part(number, opened.max_row)
            part.add(page)
    yield part
