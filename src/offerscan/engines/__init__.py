"""What runs the model. An engine turns reading views into calibrated scores; it knows no policy and no format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from offerscan.text import View

__all__ = ["Engine", "Floats", "Prediction"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the model says of one text; all scores are calibrated probabilities.

    `category (5,)` in the order of `records.Category`, sums to 1; `risk (3,)` for low, review, high, sums to 1;
    `indicators (n_labels,)` in the catalog's order, each for the whole text; `pieces (n_pieces, 2)` int, half-open view
    characters of each piece in text order; `evidence (n_pieces, n_labels)` for each piece and indicator.
    `language` is the likeliest language (ISO 639), `covered` whether the model was trained on anything like the text.
    `truncated` says that only the beginning of a very long text was read, `first_tier` that the first tier settled the text
    and the model never read it.
    """

    category: Floats
    risk: Floats
    indicators: Floats
    pieces: NDArray[np.int64]
    evidence: Floats
    language: str = "id"
    covered: bool = True
    truncated: bool = False
    first_tier: bool = False


class Engine(Protocol):
    """Anything that predicts. The prediction of a text depends on that text alone, never on its neighbours."""

    model_version: str

    def predict(self, views: Sequence[View]) -> list[Prediction]:
        """One prediction a view, in order; raises EngineError if the model cannot be run."""
        ...
