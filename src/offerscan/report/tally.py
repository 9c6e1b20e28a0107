"""Counting by level, in bounded memory however many rows go by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from offerscan.records import Risk

__all__ = ["Levels", "Tally"]

# Of the values of one kind, such as groups: so many are counted side by side, about 20 MB.
_MOST_VALUES = 100_000


@dataclass(slots=True)
class Levels:
    """How many texts there are of each level."""

    low: int = 0
    review: int = 0
    high: int = 0

    def add(self, level: Risk) -> None:
        """Count one more text."""
        setattr(self, level, getattr(self, level) + 1)

    def __add__(self, other: Levels) -> Levels:
        return Levels(self.low + other.low, self.review + other.review, self.high + other.high)

    @property
    def total(self) -> int:
        """All of them."""
        return self.low + self.review + self.high

    @property
    def gravity(self) -> tuple[int, int, int]:
        """To sort by: texts to act on, those of them that are high, all."""
        return self.review + self.high, self.high, self.total


class Tally:
    """Counts each of many values by level. Beyond `most` different ones the rarest half is forgotten; `is_exact` says
    whether that ever happened, since a value that comes back later then starts from zero."""

    def __init__(self, most: int = _MOST_VALUES) -> None:
        self.is_exact = True
        self._most = most
        self._levels: dict[str, Levels] = {}

    def add(self, value: str, level: Risk) -> None:
        """Count one more text that has this value."""
        found = self._levels.get(value)
        if found is None:
            if len(self._levels) >= self._most:
                self._forget()
            found = self._levels[value] = Levels()
        found.add(level)

    def __len__(self) -> int:
        return len(self._levels)

    def ranked(self) -> Iterator[tuple[str, Levels]]:
        """Each value with its counts, the one with most texts to act on first; the same in any order of rows."""
        yield from sorted(self._levels.items(), key=lambda item: ([-count for count in item[1].gravity], item[0]))

    def _forget(self) -> None:
        self.is_exact = False
        kept = sorted(self._levels.items(), key=lambda item: (item[1].gravity, item[0]))[len(self._levels) // 2 :]
        self._levels = dict(kept)
