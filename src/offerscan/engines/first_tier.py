"""The first tier: a linear model that settles what is surely no offer, a hundred times cheaper than the encoder.

Dumps are mostly small talk. The tier reads a view stretch by stretch, so that an offer of three lines in a long chat weighs as
much as one that stands alone, and passes a text on to the engine as soon as one stretch might concern an offer, work abroad
or fraud. Its threshold is chosen in training so that hardly an offer is lost (`training/results/first-tier.md`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from offerscan.engines import Prediction
from offerscan.engines.wide import WideMember
from offerscan.errors import ModelError
from offerscan.text import is_latin

__all__ = ["N_FIXED", "FirstTier", "cut_stretches"]

# Outputs before the languages: whether a text concerns us, five categories, review-or-worse, high.
N_FIXED = 1 + 5 + 2
# Characters of a view that are read at once: an offer of three lines fills one; and how many of them the next stretch reads
# again, so that no sentence is seen only in halves. Training cuts the same way; both were set by hand.
_STRETCH, _OVERLAP = 400, 100
# The highest probability of an offer, or of a level above low, that a settled text may have: a second bar beside the learned
# threshold, set by hand.
_MOST_DOUBT = 0.1


@dataclass(frozen=True, slots=True)
class FirstTier:
    """`member` gives `(N_FIXED + n_languages,)` logits a stretch; at `threshold` of the first a text is passed on."""

    member: WideMember
    languages: tuple[str, ...]
    threshold: float

    def settle(self, view: str, n_labels: int) -> Prediction | None:
        """The prediction for a text that is surely no offer, without findings; None passes the text on.

        So does a text in another script: where no word is known, the tier takes everything for small talk.
        """
        if not is_latin(view):
            return None
        rows = []
        for stretch in cut_stretches(view):
            logits = self.member.logits(stretch)
            if logits[0] >= self.threshold:
                return None
            rows.append(logits)
        logits = np.mean(rows, axis=0)
        chances = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        category = (chances[1:6] / chances[1:6].sum()).astype(np.float32)
        review, high = float(chances[6]), min(float(chances[6]), float(chances[7]))
        if category[0] + category[1] >= _MOST_DOUBT or review >= _MOST_DOUBT:
            return None
        return Prediction(
            category=category,
            risk=np.array([1 - review, review - high, high], np.float32),
            indicators=np.zeros(n_labels, np.float32),
            pieces=np.zeros((0, 2), np.int64),
            evidence=np.zeros((0, n_labels), np.float32),
            language=self.languages[int(np.argmax(logits[N_FIXED:]))],
            first_tier=True,
        )

    def concern(self, view: str) -> float:
        """The highest logit of any stretch that a text concerns us: what the threshold is held against."""
        return max(float(self.member.logits(stretch)[0]) for stretch in cut_stretches(view))

    def save(self, path: Path) -> None:
        """One npz: the member's arrays, `languages` and `threshold`."""
        arrays: dict[str, Any] = self.member.arrays()
        np.savez_compressed(path, **arrays, languages=np.array(self.languages), threshold=np.float64(self.threshold))

    @classmethod
    def load(cls, path: Path) -> FirstTier:
        """Read what `save` wrote. Raises ModelError."""
        try:
            with np.load(path, allow_pickle=False) as arrays:
                languages = tuple(map(str, arrays["languages"]))
                return cls(WideMember.of(arrays), languages, float(arrays["threshold"]))
        except Exception as error:  # numpy and zipfile raise their own kinds
            raise ModelError(
                f"{path.name} of model {path.parent.name!r} cannot be read ({type(error).__name__}): copy the folder anew."
            ) from error


def cut_stretches(view: str) -> Iterator[str]:
    """A view in overlapping stretches of at most 400 characters; always at least one."""
    for start in range(0, max(1, len(view) - _OVERLAP), _STRETCH - _OVERLAP):
        yield view[start : start + _STRETCH]
