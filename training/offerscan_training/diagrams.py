"""Pictures for the model card: whether probabilities mean what they say, and what is left when people look at the doubtful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from offerscan_training.reliability import Bin, Coverage, calibration_error

__all__ = ["COVERAGE", "RELIABILITY", "draw_coverage", "draw_reliability"]

RELIABILITY, COVERAGE = "reliability.png", "coverage.png"
_TITLES = {
    "high": "P(high)", "flagged": "P(review or high)", "category": "P(category)", "findings": "P(indicator), where found"
}  # fmt: skip
_DPI = 90
_INK = "#1f4e79"


def draw_reliability(reliability: Mapping[str, Sequence[Bin]], path: Path) -> None:
    """A reliability diagram a kind of probability, side by side; the area of a point grows with its texts."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(3.2 * len(reliability), 3.4), layout="constrained")
    for place, (name, bins) in enumerate(reliability.items(), 1):
        axes = figure.add_subplot(1, len(reliability), place, aspect="equal", xlim=(0, 1), ylim=(0, 1))
        axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--")
        sizes = [4 * one.n**0.7 for one in bins]
        axes.plot([one.score for one in bins], [one.observed for one in bins], color=_INK, linewidth=0.8)
        axes.scatter([one.score for one in bins], [one.observed for one in bins], sizes, color=_INK)
        axes.set(title=_TITLES[name], xlabel=f"said (error {calibration_error(bins):.3f})")
        if place == 1:
            axes.set_ylabel("right")
    figure.savefig(path, dpi=_DPI)


def draw_coverage(coverage: Sequence[Coverage], path: Path) -> None:
    """The share of wrong levels among the surest texts, over the share of texts that these are."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 3.2), layout="constrained")
    axes = figure.add_subplot(xlim=(0, 1))
    covered, wrong = [one.covered for one in coverage], [one.wrong for one in coverage]
    axes.plot(covered, wrong, color=_INK, marker="o", markersize=3, linewidth=1)
    axes.set(xlabel="share of texts decided, the surest first", ylabel="wrong levels among them")
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    figure.savefig(path, dpi=_DPI)
