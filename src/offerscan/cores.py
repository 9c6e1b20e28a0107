"""How many cores there are to work with."""

from __future__ import annotations

import os

__all__ = ["count_cores"]


def count_cores() -> int:
    """The cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # Linux only; elsewhere a process may use all
    return len(allowed(0)) if allowed else os.cpu_count() or 1
