"""Documents as the network takes them: windows of pieces with a label matrix, read through the runtime's view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from offerscan.catalog import read_catalog
from offerscan.engines.windows import cut_windows
from offerscan.records import Category, Risk
from offerscan.text import read_view
from offerscan_training.corpus import Document

CATEGORIES = tuple(Category)


@dataclass(frozen=True)
class Example:
    """One window of one document.

    `ids (n_pieces,)` int; `evidence (n_pieces, n_labels)` bool, special pieces all False; `indicators (n_labels,)` bool
    for what stands in this window; `known (n_labels,)` False where the truth is not known; `risk` 0-2, or -1 where this
    window alone does not show the document's level.
    """

    ids: np.ndarray[Any, Any]
    category: int
    risk: int
    indicators: np.ndarray[Any, Any]
    evidence: np.ndarray[Any, Any]
    known: np.ndarray[Any, Any]


def make_examples(
    document: Document, tokenizer: Tokenizer, max_pieces: int, overlap: int, protective_known: bool = True
) -> list[Example]:
    """The windows of a document with their labels."""
    catalog = read_catalog()
    labels = catalog.labels
    column = {label: i for i, label in enumerate(labels)}
    known = np.array([
        (protective_known or indicator.kind == "risk") and indicator.id not in document.unsure
        for indicator in catalog.indicators
    ])  # fmt: skip
    view = read_view(document.text)
    windows = cut_windows(tokenizer, view.text, max_pieces, overlap)
    risky = {indicator.id for indicator in catalog.risk}
    all_labels = document.labels & risky
    starts, ends = np.array(view.starts or (0,)), np.array(view.ends or (0,))
    examples = []
    for window in windows:
        evidence = np.zeros((len(window.ids), len(labels)), bool)
        for row, (start, end) in enumerate(window.spans, 1):
            if start == end:
                continue
            first, last = starts[start], ends[end - 1]
            for mark in document.spans:
                # A piece belongs to a mark when at least half of what it stands for lies inside.
                if 2 * (min(last, mark.end) - max(first, mark.start)) >= last - first:
                    evidence[row, column[mark.label]] = True
        present = np.asarray(evidence.any(0))
        whole = len(windows) == 1 or (all(present[column[label]] for label in all_labels) and document.risk != Risk.LOW)
        examples.append(
            Example(
                np.array(window.ids),
                CATEGORIES.index(document.category),
                document.risk.rank if whole else -1,
                present,
                evidence,
                known,
            )
        )
    return examples
