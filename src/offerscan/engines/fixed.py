"""An engine without weights: known words get known scores, so that everything around the model can be tested."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from offerscan.engines import Prediction
from offerscan.text import View

__all__ = ["FixedEngine"]

_WORD = re.compile(r"\S+")


class FixedEngine:
    """Marks the words of a table as evidence with score 0.9. `words` maps a lower-case word to an indicator's id."""

    def __init__(self, labels: Sequence[str], words: dict[str, str], model_version: str = "fixed-1") -> None:
        self.labels = tuple(labels)
        self.words = words
        self.model_version = model_version

    def predict(self, views: Sequence[View]) -> list[Prediction]:
        """One prediction a view, in order."""
        return [self._predict(view) for view in views]

    def _predict(self, view: View) -> Prediction:
        spans = [match.span() for match in _WORD.finditer(view.text)]
        evidence = np.zeros((len(spans), len(self.labels)), np.float32)
        for row, (start, end) in enumerate(spans):
            label = self.words.get(view.text[start:end])
            if label is not None:
                evidence[row, self.labels.index(label)] = 0.9
        indicators = evidence.max(0, initial=0.0)
        hits = int((indicators > 0).sum())
        high = min(0.9, 0.3 * hits)
        category = np.array([0.9, 0.04, 0.03, 0.02, 0.01] if hits else [0.02, 0.03, 0.05, 0.0, 0.9], np.float32)
        risk = np.array([1 - high - 0.05, 0.05, high], np.float32)
        return Prediction(category, risk, indicators, np.array(spans, np.int64).reshape(-1, 2), evidence)
