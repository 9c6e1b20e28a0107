"""Baselines that take minutes to fit keep their scores, and are fitted anew once anything changes that those hang on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("datasets")

from offerscan_training import remembered, report
from offerscan_training.corpus import SPLITS, Document
from offerscan_training.keywords import KeywordSystem
from offerscan_training.remembered import Remembered
from offerscan_training.scores import Scores

TEXTS = ["loker taiwan, bayar dp dulu", "kucing tetangga tidur"]


class Counting:
    """A baseline that counts how often it is fitted, and says that number as its threshold."""

    name = "counts fits"
    fits = 0

    def __init__(self, strength: float) -> None:
        self.parameters = {"strengths": [strength]}
        self.thresholds = {"upfront_fee": 0.0}

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        Counting.fits += 1
        self.thresholds = {"upfront_fee": float(Counting.fits)}

    def predict(self, texts: Sequence[str]) -> Scores:
        return Scores(np.full((len(texts), 5), 0.2), np.full((len(texts), 3), 1 / 3))


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that stands for the code of the baselines."""
    path = tmp_path / "code.py"
    path.write_text("one way", encoding="utf-8")
    monkeypatch.setattr(remembered, "_SOURCES", (path,))
    monkeypatch.setattr(Counting, "fits", 0)
    return path


def fits(folder: Path, strength: float = 4, corpus_hash: str = "a" * 64, texts: Sequence[str] = TEXTS) -> float:
    """How many fits the scores that are given stand after."""
    system = Remembered(Counting(strength), folder, corpus_hash)
    system.fit([], [])
    assert len(system.predict(texts).risk) == len(texts)
    return system.thresholds["upfront_fee"]


def test_scores_are_kept_until_something_changes_that_they_hang_on(tmp_path: Path, source: Path) -> None:
    kept = tmp_path / "scores"
    assert [fits(kept), fits(kept)] == [1, 1]
    assert fits(kept, strength=16) == 2
    assert fits(kept, corpus_hash="b" * 64) == 3
    assert fits(kept, texts=TEXTS[:1]) == 4
    source.write_text("another way", encoding="utf-8")
    assert fits(kept) == 5
    source.write_text("one way", encoding="utf-8")
    assert fits(kept) == 1
    assert Counting.fits == 5


def test_the_code_of_every_baseline_that_is_fitted_counts() -> None:
    assert {"baselines.py", "linear.py"} <= {source.name for source in remembered._SOURCES}
    assert all(source.exists() for source in remembered._SOURCES)


def test_keywords_are_read_anew_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offerscan_training.base.load_base", lambda config, cache: SimpleNamespace(name=config.name))
    for name in SPLITS:
        (tmp_path / f"{name}.jsonl").write_text("", encoding="utf-8")
    *fitted, keywords = report._baselines(tmp_path / "cache", tmp_path)
    assert [system.name for system in fitted] == ["tfidf", "frozen e5"]
    assert all(isinstance(system, Remembered) for system in fitted)
    assert isinstance(keywords, KeywordSystem)
