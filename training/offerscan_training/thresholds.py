"""From scores to yes or no: the thresholds that serve F1 best on the development split."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from offerscan_training.tallies import Floats

# A label that is true in fewer development documents takes the threshold that serves all labels thrown together.
FEW = 8


def best_threshold(truth: NDArray[np.bool_], scores: Floats) -> float:
    """The threshold of best F1, halfway between the scores on both its sides; 0.5 where nothing is true."""
    if not truth.any():
        return 0.5
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], truth[order].cumsum()
    f1 = 2 * hits / (np.arange(1, len(ranked) + 1) + hits[-1])
    below = np.append(ranked[1:], 0.0)
    # Equal scores are taken together or not at all.
    cut = int(np.where(ranked > below, f1, -1.0).argmax())
    return float(ranked[cut] + below[cut]) / 2


def choose_thresholds(truth: NDArray[np.bool_], scores: Floats, few: int = FEW) -> Floats:
    """A threshold a label `(n_labels,)` from truth and scores `(n, n_labels)`."""
    shared = best_threshold(truth.ravel(), scores.ravel())
    columns = zip(truth.T, scores.T, strict=True)
    return np.array([best_threshold(*column) if column[0].sum() >= few else shared for column in columns])
