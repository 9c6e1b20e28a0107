"""What a run found, counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from offerscan.records import Assessment, Refusal, Risk

__all__ = ["Totals"]


@dataclass
class Totals:
    """How many offers have which level, and how many rows could not be assessed."""

    levels: dict[Risk, int] = field(default_factory=lambda: dict.fromkeys(Risk, 0))
    refused: int = 0

    @property
    def rows(self) -> int:
        """All rows so far."""
        return sum(self.levels.values()) + self.refused

    def add(self, answer: Assessment | Refusal) -> None:
        """Count one answer."""
        if isinstance(answer, Refusal):
            self.refused += 1
        else:
            self.levels[answer.risk] += 1

    def reaches(self, level: Risk) -> bool:
        """Whether any offer has this level or a graver one."""
        return any(count and risk.rank >= level.rank for risk, count in self.levels.items())
