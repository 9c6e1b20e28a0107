"""Scores of the baselines that take minutes to fit, kept until the corpus, their parameters or their code change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import joblib

from offerscan_training.corpus import Document
from offerscan_training.scores import Scores, System

__all__ = ["Remembered"]

# What scores of a fitted baseline hang on besides its parameters: a change in any of these fits it anew.
_SOURCES = tuple(
    Path(__file__).with_name(name) for name in ("baselines.py", "linear.py", "scores.py", "tallies.py", "thresholds.py")
)


class Fitted(System, Protocol):
    """A baseline that says by which parameters it is fitted."""

    @property
    def parameters(self) -> Mapping[str, object]:
        """Whatever its scores hang on besides texts and code, as JSON knows it."""
        ...


class Remembered:
    """A baseline whose scores stay under `folder`, in a folder named by corpus, parameters and code."""

    def __init__(self, system: Fitted, folder: Path, corpus_hash: str) -> None:
        self.name, self._system = system.name, system
        self._folder = folder / f"{corpus_hash[:16]}-{_fingerprint(system.parameters)}"
        self._splits: tuple[Sequence[Document], Sequence[Document]] = ((), ())
        self.thresholds: Mapping[str, float] = {}

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        """Put off until scores are asked for that are not kept."""
        self._splits = (train, dev)

    def predict(self, texts: Sequence[str]) -> Scores:
        """Scores for texts, in order."""
        digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
        path = self._folder / f"{self.name.replace(' ', '-')}-{digest}.joblib"
        if not path.exists():
            self._system.fit(*self._splits)
            path.parent.mkdir(parents=True, exist_ok=True)
            joblib.dump((self._system.predict(texts), self._system.thresholds), path)
        scores, self.thresholds = joblib.load(path)
        assert isinstance(scores, Scores)
        return scores


def _fingerprint(parameters: Mapping[str, object]) -> str:
    digest = hashlib.sha256(json.dumps(parameters, sort_keys=True).encode())
    for source in _SOURCES:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
