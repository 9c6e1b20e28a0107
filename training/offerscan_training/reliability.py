"""Whether probabilities mean what they say: of 100 claims with score 0.8 about 80 should be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offerscan_training.tallies import Floats

BINS = 15


@dataclass(frozen=True)
class Bin:
    """One point of a reliability diagram: n scores, their mean, and the share of them that were right."""

    n: int
    score: float
    observed: float


def reliability_bins(truth: NDArray[np.bool_], scores: Floats, bins: int = BINS) -> tuple[Bin, ...]:
    """Bins of equal mass in ascending order; equal scores stay in one bin, so there may be fewer."""
    edges = np.unique(np.quantile(scores, np.arange(1, bins) / bins))
    place = np.searchsorted(edges, scores, side="right")
    groups = [place == number for number in np.unique(place)]
    return tuple(Bin(int(rows.sum()), float(scores[rows].mean()), float(truth[rows].mean())) for rows in groups)


@dataclass(frozen=True)
class Coverage:
    """One point of a risk-coverage curve: of the share `covered` of texts that are surest, `wrong` have a wrong level."""

    covered: float
    wrong: float


def coverage_curve(wrong: NDArray[np.bool_], certainty: Floats, points: int = 20) -> tuple[Coverage, ...]:
    """What error is left when only the surest texts are decided by the tool and people look at the rest.

    Texts of one certainty are decided together, so that their order cannot matter. Source: El-Yaniv and Wiener 2010.
    """
    curve, surest = [], np.sort(certainty)[::-1]
    for point in range(1, points + 1):
        decided = certainty >= surest[-(-point * len(surest) // points) - 1]
        curve.append(Coverage(float(decided.mean()), float(wrong[decided].mean())))
    return tuple(dict.fromkeys(curve))


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of score and observed share, by mass."""
    return sum(one.n * abs(one.score - one.observed) for one in bins) / sum(one.n for one in bins)
