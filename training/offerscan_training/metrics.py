"""How good a system is on annotated documents: category, risk, indicators, evidence, calibration, the whole by slice.

Pure functions of documents and scores, the same for baselines and models. Figures that are not defined are None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from offerscan.records import Category
from offerscan_training.corpus import Document
from offerscan_training.reliability import Bin, Coverage, calibration_error, coverage_curve, reliability_bins
from offerscan_training.scores import Scores
from offerscan_training.slices import SLICES
from offerscan_training.spans import Tally
from offerscan_training.tallies import Tallies, average_precision, label_truth, rates, summarise, tally

# A slice with fewer documents is shown with its number alone: its figures would be noise.
SMALL = 20
_EVIDENCE = ("tokens", "exact", "partial")


@dataclass(frozen=True)
class Figure:
    """A figure with its 95 % interval, by bootstrap over documents."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Rates:
    """How one class is found; `n` is how often it is true, in documents, or in characters or marks for evidence."""

    n: int
    precision: float | None
    recall: float | None
    f1: float | None
    average_precision: float | None = None


@dataclass(frozen=True)
class Slice:
    """The headline figures of some documents; `figures` is None where they are too few."""

    n: int
    figures: dict[str, float | None] | None


@dataclass(frozen=True)
class Measures:
    """All that is measured of one system on one set of documents.

    `headline` holds what `tallies.summarise` names; `levels` "high" and "flagged" (review or high); `reliability` holds
    the bins of P(high), P(review or high), of the chosen category and of the indicators that reach their threshold;
    `calibration_error` is of the first, `finding_calibration_error` of the last; `coverage` is of the level.
    """

    n: int
    headline: dict[str, Figure]
    categories: dict[str, Rates]
    levels: dict[str, Rates]
    reliability: dict[str, tuple[Bin, ...]]
    coverage: tuple[Coverage, ...]
    calibration_error: float
    indicators: dict[str, Rates]
    finding_calibration_error: float | None
    evidence: dict[str, Rates]
    slices: dict[str, dict[str, Slice]]

    def as_dict(self) -> dict[str, Any]:
        """All figures as JSON knows them."""
        return asdict(self)


def measure(
    documents: Sequence[Document],
    scores: Scores,
    thresholds: Mapping[str, float],
    *,
    resamples: int = 1000,
    seed: int = 1,
) -> Measures:
    """Measure one system; `thresholds` gives every label, in the order of the columns of `scores.indicators`.

    Raises ValueError where scores and documents or thresholds do not fit in number.
    """
    if not len(documents) == len(scores.category) == len(scores.risk) > 0:
        raise ValueError(f"{len(documents)} documents, but scores of {len(scores.category)}.")
    if scores.indicators is not None and scores.indicators.shape != (len(documents), len(thresholds)):
        raise ValueError(f"{len(thresholds)} thresholds, but indicator scores of shape {scores.indicators.shape}.")
    tallies = tally(documents, scores, thresholds)
    indicators = _measure_indicators(documents, scores, thresholds, tallies)
    reliability = _reliability(documents, scores, thresholds, tallies)
    errors = {name: calibration_error(bins) for name, bins in reliability.items()}
    return Measures(
        n=len(documents),
        headline=_with_intervals(tallies, resamples, seed),
        categories=dict(zip(map(str, Category), _read_rates(tallies.category), strict=True)),
        levels=dict(zip(("high", "flagged"), _read_rates(tallies.levels), strict=True)),
        reliability=reliability,
        coverage=coverage_curve(tallies.risk != tallies.decided, scores.risk.max(1)),
        calibration_error=errors["high"],
        indicators=indicators,
        finding_calibration_error=errors.get("findings"),
        evidence={name: found for name in _EVIDENCE for found in _read_rates(getattr(tallies, name))},
        slices={name: _slice(documents, tallies, key) for name, key in SLICES.items()},
    )


def _measure_indicators(
    documents: Sequence[Document], scores: Scores, thresholds: Mapping[str, float], tallies: Tallies
) -> dict[str, Rates]:
    if scores.indicators is None:
        return {}
    truth = label_truth(documents, tuple(thresholds))
    precisions = [average_precision(truth[:, i], scores.indicators[:, i]) for i in range(len(thresholds))]
    return dict(zip(thresholds, _read_rates(tallies.indicators, precisions), strict=True))


def _reliability(
    documents: Sequence[Document], scores: Scores, thresholds: Mapping[str, float], tallies: Tallies
) -> dict[str, tuple[Bin, ...]]:
    """The bins of each kind of probability that a system gives."""
    kinds = np.array([list(Category).index(document.category) for document in documents])
    bins = {
        "high": reliability_bins(tallies.risk == 2, tallies.high),
        "flagged": reliability_bins(tallies.risk >= 1, scores.risk[:, 1:].sum(1)),
        "category": reliability_bins(scores.category.argmax(1) == kinds, scores.category.max(1)),
    }
    if scores.indicators is not None:
        found = scores.indicators >= list(thresholds.values())
        if found.any():
            truth = label_truth(documents, tuple(thresholds))
            bins["findings"] = reliability_bins(truth[found], scores.indicators[found])
    return bins


def _read_rates(counts: Tally, precisions: Sequence[float] = ()) -> list[Rates]:
    numbers = counts[:, :, [0, 2]].sum((0, 2))
    average = precisions or [math.nan] * len(numbers)
    return [
        Rates(int(n), *(_defined(rate) for rate in (*column, area)))
        for n, column, area in zip(numbers, rates(counts).T, average, strict=True)
    ]


def _with_intervals(tallies: Tallies, resamples: int, seed: int) -> dict[str, Figure]:
    rng, n = np.random.default_rng(seed), len(tallies.risk)
    samples = [summarise(tallies.take(rng.integers(n, size=n))) for _ in range(resamples)]
    figures = {}
    for name, value in summarise(tallies).items():
        drawn = np.array([sample[name] for sample in samples])
        drawn = drawn[~np.isnan(drawn)]
        low, high = np.quantile(drawn, [0.025, 0.975]) if len(drawn) else (math.nan, math.nan)
        figures[name] = Figure(_defined(value), _defined(low), _defined(high))
    return figures


def _slice(documents: Sequence[Document], tallies: Tallies, key: Callable[[Document], str]) -> dict[str, Slice]:
    """The slices of one kind, largest first."""
    keys = np.array([key(document) for document in documents])
    names, numbers = np.unique(keys, return_counts=True)
    slices = {}
    for place in np.argsort(-numbers, kind="stable"):
        name, n = str(names[place]), int(numbers[place])
        figures = None
        if n >= SMALL:
            summary = summarise(tallies.take(np.flatnonzero(keys == names[place])))
            figures = {figure: _defined(value) for figure, value in summary.items()}
        slices[name] = Slice(n, figures)
    return slices


def _defined(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
