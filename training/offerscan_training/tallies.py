"""What is counted of each document, so that the whole, a slice and a bootstrap sample are summed up the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from offerscan.records import Category
from offerscan_training.corpus import Document
from offerscan_training.scores import Scores
from offerscan_training.spans import Tally, squeeze, tally_spans, tally_tokens

Floats = NDArray[np.floating[Any]]
_CATEGORIES = tuple(Category)
# Overlap over union from which a found mark counts as the marked one, in the lenient reading.
PARTIAL = 0.5


@dataclass(frozen=True)
class Tallies:
    """Counts per document. Arrays `(n, k, 3)` end in true positives, false positives, false negatives of k classes.

    `risk` and `decided` `(n,)` are ranks 0-2; `high` `(n,)` is P(high). The last four are empty (k = 0) where a system
    does not say.
    """

    risk: NDArray[np.int64]
    decided: NDArray[np.int64]
    high: Floats
    category: Tally
    levels: Tally
    indicators: Tally
    tokens: Tally
    exact: Tally
    partial: Tally

    def take(self, rows: NDArray[np.int64]) -> Tallies:
        """The tallies of some documents, in the given order; a row may come more than once."""
        return Tallies(**{name: counts[rows] for name, counts in vars(self).items()})


def tally(documents: Sequence[Document], scores: Scores, thresholds: Mapping[str, float]) -> Tallies:
    """Count every document once; `thresholds` gives labels in the order of the indicator columns."""
    risk = np.array([document.risk.rank for document in documents])
    decided = scores.risk.argmax(1) if scores.levels is None else np.asarray(scores.levels)
    category = np.array([_CATEGORIES.index(document.category) for document in documents])
    kinds = np.arange(len(_CATEGORIES))
    # One class for "high", one for "review or high".
    levels = outcomes(risk[:, None] >= [2, 1], decided[:, None] >= [2, 1])
    empty = np.zeros((len(documents), 0, 3), np.int64)
    if scores.indicators is None:
        indicators = empty
    else:
        indicators = outcomes(label_truth(documents, tuple(thresholds)), scores.indicators >= list(thresholds.values()))
    categories = outcomes(category[:, None] == kinds, scores.category.argmax(1)[:, None] == kinds)
    evidence = _tally_evidence(documents, scores) or (empty, empty, empty)
    return Tallies(risk, decided, scores.risk[:, 2], categories, levels, indicators, *evidence)


def label_truth(documents: Sequence[Document], labels: Sequence[str]) -> NDArray[np.bool_]:
    """Which document carries which label, `(n, n_labels)`."""
    return np.array([[label in document.labels for label in labels] for document in documents])


def summarise(tallies: Tallies) -> dict[str, float]:
    """The headline figures of some documents; NaN where one is not defined, such as AUROC without any high text."""
    high, flagged = rates(tallies.levels).T
    low = tallies.risk == 0
    return {
        "category_f1": macro(tallies.category),
        "high_precision": high[0], "high_recall": high[1], "high_f1": high[2],
        "flagged_precision": flagged[0], "flagged_recall": flagged[1], "flagged_f1": flagged[2],
        "high_auroc": auroc(tallies.risk == 2, tallies.high),
        "high_ap": average_precision(tallies.risk == 2, tallies.high),
        "low_called_high": float((tallies.decided[low] == 2).mean()) if low.any() else np.nan,
        "indicator_micro_f1": micro(tallies.indicators), "indicator_macro_f1": macro(tallies.indicators),
        "token_f1": micro(tallies.tokens),
        "span_exact_f1": micro(tallies.exact), "span_partial_f1": micro(tallies.partial),
    }  # fmt: skip


def rates(counts: Tally) -> Floats:
    """Precision, recall and F1 `(3, k)` of counts `(n, k, 3)` over all n documents; NaN for nothing over nothing."""
    hit, false, missed = counts.sum(0).reshape(-1, 3).T.astype(float)
    with np.errstate(invalid="ignore"):
        return np.stack([hit / (hit + false), hit / (hit + missed), 2 * hit / (2 * hit + false + missed)])


def micro(counts: Tally) -> float:
    """F1 of all classes thrown together; NaN without classes, marks and claims."""
    return float(rates(counts.sum(1, keepdims=True))[2, 0]) if counts.shape[1] else np.nan


def macro(counts: Tally) -> float:
    """Mean F1 of the classes that the documents hold; NaN where they hold none."""
    present = counts[:, :, [0, 2]].sum((0, 2)) > 0
    return float(rates(counts)[2, present].mean()) if present.any() else np.nan


def auroc(truth: NDArray[np.bool_], scores: Floats) -> float:
    """Share of pairs of a true and a false one that are ranked right; NaN without both."""
    return float(roc_auc_score(truth, scores)) if truth.any() and not truth.all() else np.nan


def average_precision(truth: NDArray[np.bool_], scores: Floats) -> float:
    """Precision averaged over recall; NaN without a true one."""
    return float(average_precision_score(truth, scores)) if truth.any() else np.nan


def outcomes(truth: NDArray[np.bool_], claim: NDArray[np.bool_]) -> Tally:
    """Counts `(n, k, 3)` of what is true and what is claimed, both `(n, k)`."""
    return np.stack([truth & claim, ~truth & claim, truth & ~claim], -1).astype(np.int64)


def _tally_evidence(documents: Sequence[Document], scores: Scores) -> tuple[Tally, Tally, Tally] | None:
    """Tallies `(n, 1, 3)` of characters, equal marks and overlapping marks."""
    if scores.marks is None:
        return None
    rows = []
    for document, marks in zip(documents, scores.marks, strict=True):
        marked, found = squeeze(document.text, document.spans), squeeze(document.text, marks)
        rows.append([tally_tokens(marked, found), tally_spans(marked, found, 1.0), tally_spans(marked, found, PARTIAL)])
    tokens, exact, partial = np.array(rows).reshape(-1, 3, 1, 3).transpose(1, 0, 2, 3)
    return tokens, exact, partial
