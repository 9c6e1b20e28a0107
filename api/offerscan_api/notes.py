"""What readers note about an uploaded file, for whoever brought it: it goes into answers and pages, never into a log."""

from __future__ import annotations

from offerscan.phrases import both

__all__ = ["Notes"]

# An archive of thousands of files may have a note about each.
_MOST = 100


class Notes:
    """Takes notes as readers tell them, each once. May be read while another thread still tells."""

    def __init__(self) -> None:
        self._told: dict[str, None] = {}
        self._more = 0

    def __call__(self, note: str) -> None:
        """Takes a note."""
        if note in self._told:
            return
        if len(self._told) < _MOST:
            self._told[note] = None
        else:
            self._more += 1

    @property
    def told(self) -> list[str]:
        """The first notes, each in Indonesian and English, in their order; a last line tells how many more there were."""
        return [*self._told, *([both("note_more", count=self._more)] if self._more else [])]
