"""Learning curve: what the wide member, which is fitted in a minute, makes of ever more of the corpus.

The encoder would take hours for the same; where the wide member still climbs at the end, more documents are worth writing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

from offerscan.catalog import read_catalog
from offerscan.engines.onnx import N_CATEGORIES, N_RISKS
from offerscan.records import Risk
from offerscan.text import read_view
from offerscan_training.corpus import Document
from offerscan_training.examples import CATEGORIES
from offerscan_training.wide import POSTS_PER_FILE, train_wide

__all__ = ["Point", "curve_table", "learning_curve"]

SHARES = (0.125, 0.25, 0.5, 1.0)


@dataclass(frozen=True)
class Point:
    """Figures of a wide member that was fitted on `documents`: AUROC of high, macro-F1 of the category, mean average
    precision of the indicators that occur."""

    documents: int
    high_auroc: float
    category_f1: float
    indicator_ap: float


def learning_curve(
    train: Sequence[Document], dev: Sequence[Document], posts: dict[str, list[Document]], seed: int = 1,
    shares: Sequence[float] = SHARES,
) -> list[Point]:  # fmt: skip
    """A point for each share of the training documents, drawn at random, each share holding the ones before it."""
    shuffled = random.Random(seed).sample(list(train), len(train))
    return [_point(shuffled[: max(1, round(share * len(shuffled)))], dev, posts, seed) for share in shares]


def curve_table(points: Sequence[Point]) -> str:
    """The curve as a table."""
    rows = [f"| {p.documents} | {p.high_auroc:.3f} | {p.category_f1:.3f} | {p.indicator_ap:.3f} |" for p in points]
    head = "| documents | high AUROC | category macro-F1 | indicators, mean average precision |"
    return "\n".join([head, "|---:|---:|---:|---:|", *rows])


def _point(train: Sequence[Document], dev: Sequence[Document], posts: dict[str, list[Document]], seed: int) -> Point:
    member, _ = train_wide(train, posts, POSTS_PER_FILE, seed)
    logits = np.stack([member.logits(read_view(document.text).text) for document in dev])
    labels = read_catalog().labels
    first = N_CATEGORIES + N_RISKS
    present = np.array([[label in document.labels for label in labels] for document in dev])
    seen = present.any(0)
    return Point(
        len(train),
        float(roc_auc_score([document.risk is Risk.HIGH for document in dev], logits[:, first - 1])),
        float(
            f1_score(
                [CATEGORIES.index(document.category) for document in dev],
                logits[:, :N_CATEGORIES].argmax(1),
                average="macro",
            )
        ),
        float(
            np.mean(
                average_precision_score(present[:, seen], logits[:, first : first + len(labels)][:, seen], average=None)
            )
        ),
    )
