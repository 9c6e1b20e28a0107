"""Documents as the network takes them: windows of pieces with a label matrix, read through the runtime's view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from offerscan.catalog import read_catalog
from offerscan.engines.windows import cut_windows
from offerscan.records import Category, Risk
from offerscan.text import View, read_view
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


def mark_pieces(
    document: Document, view: View, pieces: Sequence[tuple[int, int]] | np.ndarray[Any, Any]
) -> np.ndarray[Any, Any]:
    """Which pieces, half-open stretches of the view, belong to which indicator's mark (bool, `(n_pieces, n_labels)`).

    A piece belongs to a mark when at least half of what it stands for lies inside; one that stands for nothing to none.
    """
    column = {label: i for i, label in enumerate(read_catalog().labels)}
    truth = np.zeros((len(pieces), len(column)), bool)
    for row, (start, end) in enumerate(pieces):
        if start < end:
            first, last = view.starts[start], view.ends[end - 1]
            for mark in document.spans:
                if 2 * (min(last, mark.end) - max(first, mark.start)) >= last - first:
                    truth[row, column[mark.label]] = True
    return truth


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
    examples = []
    for window in windows:
        evidence = np.zeros((len(window.ids), len(labels)), bool)
        evidence[1 : 1 + len(window.spans)] = mark_pieces(document, view, window.spans)
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
