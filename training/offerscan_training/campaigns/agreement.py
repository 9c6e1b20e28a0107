"""How well campaigns that are found agree with those that were planted, over pairs of posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Agreement", "compare_pairs"]


@dataclass(frozen=True)
class Agreement:
    """Pairs of posts: how many were planted in one campaign, how many were found in one, how many both."""

    planted: int
    found: int
    both: int

    @property
    def precision(self) -> float:
        """Of the pairs that were found, the part that was planted; 1 where nothing was found."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that were planted, the part that was found; 1 where nothing was planted."""
        return self.both / self.planted if self.planted else 1.0


def compare_pairs(groups: Iterable[Collection[str]], campaign_of: Mapping[str, str]) -> Agreement:
    """Groups of posts, none in two of them, against the campaign of each planted post. Every other post stands for itself,
    so that joining it to any is a mistake."""
    groups = [set(group) for group in groups]
    together = Counter(
        (number, campaign_of[post]) for number, group in enumerate(groups) for post in group if post in campaign_of
    )
    return Agreement(
        planted=_pairs(Counter(campaign_of.values()).values()),
        found=_pairs(map(len, groups)),
        both=_pairs(together.values()),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
