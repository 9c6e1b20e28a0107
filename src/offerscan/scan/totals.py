"""What a run found, counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from offerscan.records import Assessment, Refusal, Risk

__all__ = ["Totals"]

# Rows that could not be assessed are listed at the end of a run, up to so many.
_LISTED = 20


@dataclass
class Totals:
    """How many offers have which level, how many rows could not be assessed, and the first of these: where, and why.

    `written` counts the answers that were kept.
    """

    levels: dict[Risk, int] = field(default_factory=lambda: dict.fromkeys(Risk, 0))
    refused: int = 0
    written: int = 0
    broken: list[tuple[str, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """All rows so far."""
        return sum(self.levels.values()) + self.refused

    def count(self, answer: Assessment | Refusal) -> None:
        """Count one answer."""
        if isinstance(answer, Refusal):
            self.count_refused(answer)
        else:
            self.levels[answer.risk] += 1

    def count_refused(self, refusal: Refusal) -> None:
        """Count one row that could not be assessed."""
        self.refused += 1
        if len(self.broken) < _LISTED:
            self.broken.append((refusal.source or refusal.id, refusal.error.message))

    def add(self, other: Totals) -> None:
        """Count what an earlier part of the run has counted."""
        for risk, count in other.levels.items():
            self.levels[risk] += count
        self.refused += other.refused
        self.written += other.written
        self.broken += other.broken[: _LISTED - len(self.broken)]

    def reaches(self, level: Risk) -> bool:
        """Whether any offer has this level or a graver one."""
        return any(count and risk.rank >= level.rank for risk, count in self.levels.items())

    def as_json(self) -> dict[str, Any]:
        """The counts, to be kept beside a part of the run."""
        levels = {str(risk): count for risk, count in self.levels.items()}
        return {"levels": levels, "refused": self.refused, "written": self.written, "broken": self.broken}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Totals:
        """The counts that `as_json` gave."""
        levels = {risk: int(kept["levels"][risk]) for risk in Risk}
        return cls(levels, kept["refused"], kept["written"], [(where, why) for where, why in kept["broken"]])
