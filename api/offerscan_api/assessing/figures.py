"""What the workers have done and are doing, for /metrics and for an honest Retry-After."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

__all__ = ["Figures"]

# Seconds a piece takes until it has been measured, and how much the newest offer counts.
_GUESS_S, _NEWEST = 0.0004, 0.05


@dataclass
class Figures:
    """What has happened, for /metrics; counts only ever grow."""

    restarts: int = 0
    alive: int = 0
    at_work: int = 0
    piece_s: float = _GUESS_S
    lock: Lock = field(default_factory=Lock)

    def change(self, *, alive: int = 0, restarts: int = 0, at_work: int = 0) -> None:
        """Adds to the figures."""
        with self.lock:
            self.alive += alive
            self.restarts += restarts
            self.at_work += at_work

    def timed(self, pieces: int, seconds: float) -> None:
        """Learns how long a piece takes."""
        with self.lock:
            self.piece_s += _NEWEST * (seconds / pieces - self.piece_s)
