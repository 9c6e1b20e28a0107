"""Measures systems side by side on held-out authors, and counts false alarms on real posts."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from offerscan.artifacts import FIRST_TIER, ModelFolder
from offerscan.catalog import Catalog, read_catalog
from offerscan.engines import Engine, Prediction
from offerscan.engines.first_tier import FirstTier
from offerscan.engines.onnx import OnnxEngine
from offerscan.policy import Policy
from offerscan.records import Assessment, Category, Offer, Refusal
from offerscan.screener import Screener
from offerscan.text import View
from offerscan_training.background import BACKGROUND, is_held_out
from offerscan_training.corpus import Document, Mark
from offerscan_training.metrics import Measures, measure
from offerscan_training.scores import Scores, System


class _Recording(Screener):
    """A screener that keeps the prediction of each text, so that the whole runtime is measured and its scores are seen."""

    def __init__(self, engine: Engine, catalog: Catalog, policy: Policy, first_tier: FirstTier | None) -> None:
        super().__init__(engine, catalog, policy, first_tier)
        self.seen: list[Prediction] = []

    def _predict(self, view: View) -> Prediction:
        prediction = super()._predict(view)
        self.seen.append(prediction)
        return prediction


class ModelSystem:
    """A model folder as users run it: reading view, first tier, engine, details, policy."""

    def __init__(self, name: str, model: ModelFolder, encoder: Path | None = None) -> None:
        self.name = name
        self._policy = Policy.from_manifest(model.manifest)
        tier = FirstTier.load(model.path / FIRST_TIER) if FIRST_TIER in model.manifest["files"] else None
        engine = OnnxEngine(model, threads=2, encoder=encoder)
        self._screener = _Recording(engine, read_catalog(), self._policy, tier)

    @property
    def thresholds(self) -> dict[str, float]:
        """From which probability an indicator is found."""
        return dict(zip(read_catalog().labels, self._policy.indicators, strict=True))

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        """Nothing: a model folder is finished."""

    def assess(self, texts: Sequence[str]) -> list[Assessment | Refusal]:
        """The assessments of texts, in order."""
        self._screener.seen.clear()
        return list(self._screener.assess_many(Offer(text) for text in texts))

    def predict(self, texts: Sequence[str]) -> Scores:
        """Scores for texts, in order; every text must hold something."""
        assessments = [answer for answer in self.assess(texts) if isinstance(answer, Assessment)]
        seen = list(self._screener.seen)
        category = np.array([[one.category_scores[str(name)] for name in Category] for one in assessments])
        marks = [
            [Mark(f.start, f.end, f.indicator) for f in one.findings if f.start is not None and f.end is not None]
            for one in assessments
        ]
        return Scores(
            category / category.sum(1, keepdims=True),
            np.array([[one.risk_scores[name] for name in ("low", "review", "high")] for one in assessments]),
            np.stack([prediction.indicators for prediction in seen]),
            marks,
            np.array([one.risk.rank for one in assessments]),
        )


def compare(
    systems: Sequence[System], train: Sequence[Document], dev: Sequence[Document], test: Sequence[Document]
) -> Iterator[tuple[str, Measures]]:
    """Fit each system on train and dev, measure it on test."""
    texts = [document.text for document in test]
    for system in systems:
        system.fit(train, dev)
        yield system.name, measure(test, system.predict(texts), system.thresholds)


def false_alarms(system: ModelSystem, folder: Path, sample: int, seed: int = 1) -> dict[str, dict[str, float]]:
    """For each file of real posts: how many of `sample` held-out texts are called high or review, in 10,000 texts.

    Only texts kept from adaptation and training are drawn. A file of adverts holds real offers: there an alarm means a
    level above low on a lawful advert.
    """
    alarms: dict[str, dict[str, float]] = {}
    for file in BACKGROUND:
        texts = [t for i, t in enumerate(file.texts(folder)) if (is_held_out(i) or not file.adapt) and t.strip()]
        drawn = random.Random(seed).sample(texts, min(sample, len(texts)))
        began = time.monotonic()
        levels = [answer.risk for answer in system.assess(drawn) if isinstance(answer, Assessment)]
        counts = {level: sum(str(one) == level for one in levels) for level in ("high", "review")}
        alarms[file.name] = {
            "texts": len(levels),
            **counts,
            **{f"{level}_per_10000": round(1e4 * count / max(len(levels), 1), 1) for level, count in counts.items()},
            "seconds": round(time.monotonic() - began, 1),
        }
    return alarms


def alarms_table(alarms: Mapping[str, Mapping[str, float]]) -> str:
    """False alarms as a Markdown table."""
    lines = [
        "| real text | texts | high | review | high per 10,000 | review per 10,000 |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, row in alarms.items():
        lines.append(
            f"| {name} | {row['texts']:.0f} | {row['high']:.0f} | {row['review']:.0f}"
            f" | {row['high_per_10000']:.1f} | {row['review_per_10000']:.1f} |"
        )
    return "\n".join(lines)
