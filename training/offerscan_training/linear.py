"""Logistic regressions over any features, one a class: the ends of the baselines that learn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.multiclass import OneVsRestClassifier

from offerscan.records import Category
from offerscan_training.corpus import Document
from offerscan_training.scores import Scores
from offerscan_training.tallies import Floats, label_truth, macro, outcomes
from offerscan_training.thresholds import best_threshold, choose_thresholds

Bools = NDArray[np.bool_]
Features = Any  # (n, n_features), a dense array or a sparse matrix


class LinearHeads:
    """Heads for category, risk and indicators, with all choices made on the development split; `chosen` tells them.

    `strengths` are the values of C that are tried, `solver` is one of scikit-learn's.
    """

    def __init__(self, labels: Sequence[str], strengths: Sequence[float], solver: str) -> None:
        self.labels, self.strengths, self.solver = tuple(labels), tuple(strengths), solver
        self.thresholds = dict.fromkeys(self.labels, 0.5)
        self.chosen: dict[str, Any] = {}

    @property
    def parameters(self) -> dict[str, object]:
        """What was asked for, as JSON knows it."""
        return {"labels": list(self.labels), "strengths": list(self.strengths), "solver": self.solver}

    def fit(self, train: Sequence[Document], x: Features, dev: Sequence[Document], dev_x: Features) -> None:
        """Fit on features `x` of the training split, choose by features `dev_x` of the development split."""
        self._fit_category(_categories(train), x, _categories(dev), dev_x)
        self._fit_risk(_ranks(train), x, _ranks(dev), dev_x)
        truth, dev_truth = label_truth(train, self.labels), label_truth(dev, self.labels)
        fitted = ((strength, self._regress(x, truth, strength)) for strength in self.strengths)
        self._indicators = self._choose("indicators", fitted, lambda one: _area(dev_truth, one.predict_proba(dev_x)))
        thresholds = choose_thresholds(dev_truth, self._indicators.predict_proba(dev_x))
        self.thresholds = dict(zip(self.labels, map(float, thresholds), strict=True))

    def predict(self, x: Features) -> Scores:
        """Scores for features."""
        category = self._category.predict_proba(x)
        high, flagged = self._read_risk(x)
        levels = np.where(high >= self._cuts[0], 2, np.where(flagged >= self._cuts[1], 1, 0))
        risk = np.stack([1 - flagged, flagged - high, high], 1)
        return Scores(_normalise(category), risk, self._indicators.predict_proba(x), None, levels)

    def _fit_category(self, truth: Bools, x: Features, dev_truth: Bools, dev_x: Features) -> None:
        def score(model: Any) -> float:
            claim = model.predict_proba(dev_x)
            return macro(outcomes(dev_truth, claim == claim.max(1, keepdims=True)))

        options = product(self.strengths, (None, "balanced"))
        fitted = ((option, self._regress(x, truth, *option)) for option in options)
        self._category = self._choose("category", fitted, score)

    def _fit_risk(self, ranks: NDArray[np.int64], x: Features, dev_ranks: NDArray[np.int64], dev_x: Features) -> None:
        """Ordinal (high, review or high) or three classes, whichever ranks the development split better."""
        truths = {"ordinal": ranks[:, None] >= [2, 1], "classes": ranks[:, None] == [2, 1, 0]}
        dev_truth = dev_ranks[:, None] >= [2, 1]
        fitted = (
            ((strength, form), self._regress(x, truths[form], strength))
            for strength, form in product(self.strengths, truths)
        )  # fmt: skip
        self._risk = self._choose("risk", fitted, lambda one: _area(dev_truth, _read_levels(one, dev_x), "macro"))
        self._cuts = [best_threshold(*column) for column in zip(dev_truth.T, self._read_risk(dev_x), strict=True)]

    def _read_risk(self, x: Features) -> Floats:
        """P(high) and P(review or high) `(2, n)`."""
        return _read_levels(self._risk, x).T

    def _regress(self, x: Features, truth: Bools, strength: float, weight: str | None = None) -> Any:
        regression = LogisticRegression(C=strength, class_weight=weight, solver=self.solver, max_iter=400)
        return OneVsRestClassifier(regression).fit(x, truth.astype(int))

    def _choose(self, head: str, fitted: Iterable[tuple[Any, Any]], score: Callable[[Any], float]) -> Any:
        scored = ((score(model), option, model) for option, model in fitted)
        _, self.chosen[head], model = max(scored, key=lambda one: one[0])
        return model


def _ranks(documents: Sequence[Document]) -> NDArray[np.int64]:
    return np.array([document.risk.rank for document in documents])


def _categories(documents: Sequence[Document]) -> Bools:
    return np.array([[document.category == category for category in Category] for document in documents])


def _area(truth: Bools, scores: Floats, average: str = "micro") -> float:
    return float(average_precision_score(truth, scores, average=average))


def _normalise(scores: Floats) -> Floats:
    total: Floats = scores / scores.sum(1, keepdims=True)
    return total


def _read_levels(model: Any, x: Features) -> Floats:
    """P(high) and P(review or high) `(n, 2)` of an ordinal model (two columns) or a model of classes (three)."""
    scores: Floats = model.predict_proba(x)
    if scores.shape[1] == 3:
        return _normalise(scores)[:, :2].cumsum(1)
    return np.maximum.accumulate(scores, axis=1)
