"""A message of a chat that is exported as text, while its lines come in."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Draft"]


@dataclass
class Draft:
    """A message while its lines come in; of one with more than `max_row` characters nothing is kept but that it is so.

    Stamped, but by no author: the program's own. Not stamped: what stands above the first message.
    """

    source: str
    max_row: int
    is_stamped: bool = False
    posted_at: str | None = None
    author: str | None = None
    is_too_long: bool = False
    lines: list[str] = field(default_factory=list)
    _received: int = 0

    def add(self, line: str) -> None:
        """One more line, with its end, which does not count where it is the last."""
        self.is_too_long |= self._received + len(line.rstrip("\r\n")) > self.max_row
        self._received += len(line)
        if self.is_too_long:
            self.lines.clear()
        else:
            self.lines.append(line)
