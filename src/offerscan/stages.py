"""Where the time goes: seconds by stage of the way of an offer, cheap enough to be always counted."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

__all__ = ["STAGES", "Stages"]

# In the order in which an offer passes them. "copies" looks a text up that was assessed before, "cache" its reading view.
STAGES = ("read", "copies", "view", "cache", "tier", "model", "details", "decide", "write")


class Stages:
    """Seconds by stage. Counts of several threads may lose a little; nothing is decided by them."""

    def __init__(self, seconds: Mapping[str, float] | None = None) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0) | dict(seconds or {})

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Count what is done inside to a stage."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter() - began

    def add(self, seconds: Mapping[str, float]) -> None:
        """Count what another process, or an earlier part of the run, has spent."""
        for stage, spent in seconds.items():
            self.seconds[stage] += spent

    def since(self, before: Mapping[str, float]) -> dict[str, float]:
        """What was spent after `before`, a copy of `seconds`, was taken."""
        return {stage: spent - before[stage] for stage, spent in self.seconds.items()}
