"""Fits the wide member: logistic regression over hashed features, one output for each output of the encoder's heads."""

from __future__ import annotations

import random
import warnings
from collections import Counter
from collections.abc import Container, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from offerscan.catalog import read_catalog
from offerscan.engines.onnx import N_CATEGORIES, N_RISKS
from offerscan.engines.wide import WideMember, hash_features, weigh
from offerscan.records import Kind
from offerscan.text import read_view
from offerscan_training.augment import augment, fragments
from offerscan_training.background import BY_NAME
from offerscan_training.corpus import Document
from offerscan_training.examples import CATEGORIES

MAX_FEATURES = 40_000
MIN_DOCUMENTS = 3
# Real posts of each file that the shipped wide member learns from.
POSTS_PER_FILE = 450
# A language is learned from at least so many texts.
MIN_LANGUAGE = 40
# Names that the regional files use, as ISO 639; others are ISO 639 already or are not learned.
_LANGUAGE_NAMES = {
    "acehnese": "ace", "balinese": "ban", "banjarese": "bjn", "buginese": "bug", "english": "en", "indonesian": "id",
    "javanese": "jv", "madurese": "mad", "minangkabau": "min", "sundanese": "su", "toba_batak": "bbc", "ngaju": "nij",
    "sun": "su", "jav": "jv", "btk": "bbc", "bew": "", "ind": "id", "eng": "en",
}  # fmt: skip


def train_wide(
    documents: Sequence[Document], posts: dict[str, list[Document]], per_file: int, seed: int
) -> tuple[WideMember, tuple[str, ...]]:
    """The wide member and its languages, from the training documents, an augmented copy of each, bare words of them,
    and real posts."""
    rng = random.Random(seed)
    texts = [*documents, *(augment(document, rng) for document in documents)]
    texts += fragments(documents, len(documents) // 4, rng)
    texts += [
        document for name in sorted(posts) for document in rng.sample(posts[name], min(per_file, len(posts[name])))
    ]
    spoken = [spoken_language(document) for document in texts]
    counts = Counter(language for language in spoken if language)
    languages = tuple(sorted(language for language, n in counts.items() if n >= MIN_LANGUAGE))
    truth, known = _truth(texts, spoken, languages)
    return fit_wide([read_view(document.text).text for document in texts], truth, known), languages


def spoken_language(document: Document) -> str:
    """The language of a document, or of the file of real text it stands in, as ISO 639; empty where nothing says."""
    file = BY_NAME.get(document.author)
    first = document.meta.get("lang", "").split(",")[0] or (file.language if file else "")
    return _LANGUAGE_NAMES.get(first, first)


def _truth(
    texts: Sequence[Document], spoken: Sequence[str], languages: Sequence[str]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    catalog = read_catalog()
    first, last = N_CATEGORIES + N_RISKS, N_CATEGORIES + N_RISKS + len(catalog.labels)
    truth = np.zeros((len(texts), last + len(languages)), bool)
    known = np.ones_like(truth)
    column = {label: first + i for i, label in enumerate(catalog.labels)}
    protective = [column[indicator.id] for indicator in catalog.indicators if indicator.kind is Kind.PROTECTIVE]
    for row, (document, language) in enumerate(zip(texts, spoken, strict=True)):
        truth[row, CATEGORIES.index(document.category)] = True
        truth[row, N_CATEGORIES : N_CATEGORIES + N_RISKS] = [document.risk.rank >= 1, document.risk.rank >= 2]
        for label in document.labels:
            truth[row, column[label]] = True
        known[row, [column[label] for label in document.unsure]] = False
        if language in languages:
            truth[row, last + languages.index(language)] = True
        else:
            known[row, last:] = False
        if document.author in BY_NAME and BY_NAME[document.author].holds_offers:
            known[row, protective] = False
    return truth, known


def fit_wide(
    views: Sequence[str],
    truth: np.ndarray[Any, Any],
    known: np.ndarray[Any, Any],
    strength: float = 20.0,
    *,
    max_features: int = MAX_FEATURES,
    balanced: Container[int] = (),
) -> WideMember:
    """A wide member for texts with truth `(n_texts, n_outputs)` bool; where `known` is False a text does not count.

    `strength` is the inverse of the L2 penalty. In the outputs `balanced` true and false texts weigh alike in sum.
    """
    hashed = [hash_features(view) for view in views]
    every, counts = np.unique(np.concatenate([keys for keys, _, _ in hashed]), return_counts=True)
    chosen = counts >= MIN_DOCUMENTS
    every, counts = every[chosen], counts[chosen]
    if len(every) > 3 * max_features:
        frequent = np.sort(np.argsort(-counts, kind="stable")[: 3 * max_features])
        every, counts = every[frequent], counts[frequent]
    idf = (np.log((1 + len(views)) / (1 + counts)) + 1).astype(np.float32)
    matrix = _matrix(hashed, every, idf)
    if len(every) > max_features:
        # A first fit tells which features say anything; the member keeps those.
        rough, _ = _fit(matrix, truth, known, strength, balanced)
        best = np.sort(np.argsort(-(np.abs(rough).max(1) * np.sqrt(counts)), kind="stable")[:max_features])
        every, idf = every[best], idf[best]
        matrix = _matrix(hashed, every, idf)
    weights, bias = _fit(matrix, truth, known, strength, balanced)
    scale = np.maximum(np.abs(weights).max(0), 1e-6) / 127
    return WideMember(
        every, idf, np.round(weights / scale).astype(np.int8), scale.astype(np.float32), bias.astype(np.float32)
    )


def _matrix(hashed: Sequence[tuple[Any, Any, int]], every: np.ndarray[Any, Any], idf: np.ndarray[Any, Any]) -> Any:
    data, columns, ends = [], [], [0]
    for keys, values, n_words in hashed:
        place = np.minimum(np.searchsorted(every, keys), len(every) - 1)
        known = every[place] == keys
        weighed = weigh(values, idf[place], known, n_words)
        data.append(weighed[known])
        columns.append(place[known])
        ends.append(ends[-1] + int(known.sum()))
    return csr_matrix((np.concatenate(data), np.concatenate(columns), ends), shape=(len(hashed), len(every)))


def _fit(
    matrix: Any,
    truth: np.ndarray[Any, Any],
    known: np.ndarray[Any, Any],
    strength: float,
    balanced: Container[int],
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    weights = np.zeros((matrix.shape[1], truth.shape[1]))
    bias = np.full(truth.shape[1], -8.0)
    for output in range(truth.shape[1]):
        rows = known[:, output]
        wanted = truth[rows, output]
        if wanted.any() and not wanted.all():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)  # good enough is good enough: the member is stacked
                model = LogisticRegression(
                    C=strength, max_iter=80, tol=1e-3, class_weight="balanced" if output in balanced else None
                ).fit(matrix[rows], wanted)
            weights[:, output], bias[output] = model.coef_[0], model.intercept_[0]
        elif wanted.any():
            bias[output] = 8.0  # true of every text, as a language that is the only one
    return weights, bias
