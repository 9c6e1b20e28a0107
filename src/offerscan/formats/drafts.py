"""A message of a chat that is exported as text, while its lines come in."""

from __future__ import annotations

from dataclasses import dataclass, field

from offerscan.formats.opened import MAX_ROW

__all__ = ["Draft"]


@dataclass
class Draft:
    """A message while its lines come in; of one that grows too long only the size is kept.

    Stamped, but by no author: the program's own. Not stamped: what stands above the first message.
    """

    source: str
    is_stamped: bool = False
    posted_at: str | None = None
    author: str | None = None
    size: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        self.size += len(line)
        if self.size <= MAX_ROW:
            self.lines.append(line)
        else:
            self.lines.clear()
