"""What any system says of a list of texts, so that baselines and models are measured by the same code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from offerscan_training.corpus import Document, Mark


@dataclass(frozen=True)
class Scores:
    """Probabilities for n texts.

    `category (n, 5)` sums to 1; `risk (n, 3)` low, review, high, sums to 1; `indicators (n, n_labels)` or None;
    `marks[i]` the evidence found in text i (half-open, received code points), or None. `levels (n,)` 0-2 is the decided
    level where a system has a policy of its own, else None (then the most likely one).
    """

    category: np.ndarray[Any, Any]
    risk: np.ndarray[Any, Any]
    indicators: np.ndarray[Any, Any] | None = None
    marks: Sequence[Sequence[Mark]] | None = None
    levels: np.ndarray[Any, Any] | None = None


class System(Protocol):
    """Anything that can be measured side by side."""

    @property
    def name(self) -> str:
        """What its column in a table is called."""
        ...

    @property
    def thresholds(self) -> Mapping[str, float]:
        """From which score on each indicator counts as found; asked for after `predict`."""
        ...

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        """Learn from the training split; choose thresholds on the development split only."""
        ...

    def predict(self, texts: Sequence[str]) -> Scores:
        """Scores for texts, in order."""
        ...
