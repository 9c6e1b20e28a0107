"""The second reading of the corpus: what another annotator saw in each text, how far both agree, and what was settled.

training/corpus/readings/<author>.tsv   id, category, risk, indicators, near-misses: by somebody who saw the text only
training/corpus/settled/<author>.tsv    id, category, risk, changes: `-indicator`, or `+indicator=phrase in the text`

The author files stay as they were written; what was settled is laid over them when the splits are made. An indicator
that only the second saw is named as unsure: nothing is learned of it from that text. One that only the author saw stays,
for it has a phrase to stand on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score

from offerscan.catalog import read_catalog
from offerscan.errors import InputError
from offerscan.records import Category, Risk
from offerscan_training.corpus import Document, Mark

__all__ = [
    "Agreement",
    "Reading",
    "Settlement",
    "join_readings",
    "measure_agreement",
    "read_readings",
    "read_settlements",
    "settle",
]


@dataclass(frozen=True)
class Reading:
    """What a second annotator made of a document. `near` are indicators that it nearly says, denies, asks or quotes."""

    id: str
    category: Category
    risk: Risk
    labels: frozenset[str]
    near: frozenset[str]


@dataclass(frozen=True)
class Settlement:
    """What a document is after both readings were compared; `added` are (indicator, phrase of the text)."""

    id: str
    category: Category
    risk: Risk
    removed: frozenset[str]
    added: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Agreement:
    """How far two readings of `documents` texts agree. `alpha` is Krippendorff's, for each indicator over the texts
    that both take for an offer; kappa is Cohen's, for risk with quadratic weights. NaN where nobody saw any."""

    documents: int
    category_kappa: float
    risk_kappa: float
    alpha: Mapping[str, float]


def read_readings(folder: Path) -> dict[str, Reading]:
    """Second readings by document id; empty where there is no folder. Raises InputError with file, line and fault."""
    readings = {}
    for path, number, cells in _rows(folder):
        try:
            identity, category, risk, labels, near = cells
            readings[identity] = Reading(identity, Category(category), Risk(risk), _labels(labels), _labels(near))
        except ValueError as fault:
            raise _broken(path, number, fault) from fault
    return readings


def read_settlements(folder: Path) -> dict[str, Settlement]:
    """What was settled, by document id; empty where there is no folder. Raises InputError with file, line and fault."""
    settlements = {}
    for path, number, cells in _rows(folder):
        try:
            identity, category, risk, *changes = cells
            removed = _labels(",".join(change[1:] for change in changes if change.startswith("-")) or "-")
            added = tuple((label, phrase) for label, phrase in map(_addition, changes) if label)
            settlements[identity] = Settlement(identity, Category(category), Risk(risk), removed, added)
        except ValueError as fault:
            raise _broken(path, number, fault) from fault
    return settlements


def settle(document: Document, settlement: Settlement) -> Document:
    """The document with what was settled; raises InputError where an added phrase does not stand in its text."""
    marks = [mark for mark in document.spans if mark.label not in settlement.removed]
    for label, phrase in settlement.added:
        start = document.text.find(phrase)
        if start < 0:
            raise InputError(f"Settled {document.id}: the phrase for {label} is not in the text: copy it exactly.")
        marks.append(Mark(start, start + len(phrase), label))
    if not settlement.category.is_offer:
        marks = []
    ordered = tuple(sorted(set(marks), key=lambda mark: (mark.start, mark.end, mark.label)))
    return replace(document, category=settlement.category, risk=settlement.risk, spans=ordered)


def join_readings(document: Document, reading: Reading | None, settlement: Settlement | None) -> Document:
    """The document with what was settled, its meta naming as "unsure" the indicators that only the second reading saw."""
    touched: frozenset[str] = frozenset()
    if settlement is not None:
        document = settle(document, settlement)
        touched = settlement.removed | {label for label, _ in settlement.added}
    if reading is None or not (document.category.is_offer and reading.category.is_offer):
        return document
    unsure = "+".join(sorted(reading.labels - document.labels - touched))
    return replace(document, meta={**document.meta, "unsure": unsure}) if unsure else document


def measure_agreement(documents: Sequence[Document], readings: Mapping[str, Reading]) -> Agreement:
    """Agreement of the authors with the second readings, over the documents that have one."""
    pairs = [(document, readings[document.id]) for document in documents if document.id in readings]
    offers = [(first, second) for first, second in pairs if first.category.is_offer and second.category.is_offer]
    return Agreement(
        len(pairs),
        _kappa([str(first.category) for first, _ in pairs], [str(second.category) for _, second in pairs], None),
        _kappa([first.risk.rank for first, _ in pairs], [second.risk.rank for _, second in pairs], "quadratic"),
        {label: _alpha([(label in a.labels, label in b.labels) for a, b in offers]) for label in read_catalog().labels},
    )


def _kappa(first: Sequence[str | int], second: Sequence[str | int], weights: str | None) -> float:
    if len({*first, *second}) < 2:
        return float("nan")  # nothing to tell apart
    return float(cohen_kappa_score(first, second, weights=weights))


def _alpha(seen: Sequence[tuple[bool, bool]]) -> float:
    values = np.array(seen, float).reshape(-1, 2).T
    if len(np.unique(values)) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=values, level_of_measurement="nominal"))


def _rows(folder: Path) -> Iterator[tuple[Path, int, list[str]]]:
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                yield path, number, line.split("\t")


def _labels(written: str) -> frozenset[str]:
    labels = frozenset(written.split(",")) - {"-", ""}
    if unknown := labels - set(read_catalog().labels):
        raise ValueError(f"unknown indicator {sorted(unknown)[0]}")
    return labels


def _addition(change: str) -> tuple[str, str]:
    if change.startswith("-") or not change:
        return "", ""
    label, sign, phrase = change.removeprefix("+").partition("=")
    if not (change.startswith("+") and sign and phrase and _labels(label)):
        raise ValueError("a change is neither -indicator nor +indicator=phrase")
    return label, phrase


def _broken(path: Path, number: int, fault: ValueError) -> InputError:
    return InputError(f"{path.name}:{number}: {fault}: mend that line, see training/corpus/README.md.")
