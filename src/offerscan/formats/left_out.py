"""The files of a folder or archive that are not read, as a note tells them."""

from __future__ import annotations

from offerscan.formats.characters import shown

__all__ = ["LeftOut"]

_NAMED = 3


class LeftOut:
    """Counts them, and names the first few: before pictures and the like those that could have been offers."""

    def __init__(self) -> None:
        self.count = 0
        self._odd: list[str] = []
        self._foreign: list[str] = []

    def add(self, name: str, wanted: bool | None) -> None:
        """Takes a file; `wanted` is what its name said, None for nothing."""
        self.count += 1
        names = self._odd if wanted is None else self._foreign
        if len(names) < _NAMED:
            names.append(name)

    def __str__(self) -> str:
        named = [shown(name) for name in (*self._odd, *self._foreign)[:_NAMED]]
        return ", ".join(named) + (", …" if self.count > len(named) else "")
