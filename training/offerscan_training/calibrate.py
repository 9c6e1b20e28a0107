"""Fits, on the development split, everything that stands between raw logits and a level, for the manifest.

Members are stacked per output by logistic regression with a penalty that pulls towards `MEMBERS`, so that few
documents suffice; the joining of points and model likewise (see `offerscan.policy`). Documents weigh so that their
categories stand in the proportion that the corpus aims at: two development authors may write nearly no domestic offers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import minimize

from offerscan.catalog import read_catalog
from offerscan.decision import decide_category, risk_features
from offerscan.details import find_details
from offerscan.engines import Prediction
from offerscan.engines.onnx import N_CATEGORIES, N_RISKS, RawLogits, calibrate
from offerscan.evidence import find_evidence
from offerscan.policy import Policy, log_odds
from offerscan.text import View
from offerscan_training.corpus import CATEGORY_SHARES, Document
from offerscan_training.examples import CATEGORIES, mark_pieces

Array = np.ndarray[Any, Any]
# Weights that stacking begins with, set by hand: the encoder reads better than the wide member, and a piece says more of
# itself than the text around it. The first pair is also what the penalty pulls towards.
MEMBERS = {"encoder": 0.6, "wide": 0.4}
EVIDENCE = {"encoder": 0.8, "text": 0.2}
_PENALTY = 2.0
# Biases are held back: fitted on one development author and tried on the other, four is better than less or much more.
_BIAS_PENALTY = 4.0
# How many documents all labels count for beside a label's own, of which there are some twenty: on sixteen authors that the
# model had not learned from, 30 gave an F1 of 0.775, 300 of 0.779, 3,000 of 0.781.
_SHARED = 1_000.0
# Difference of F1 that is no difference: two of some three hundred documents that a level is true of.
_AS_GOOD = 0.005


@dataclass(frozen=True)
class Read:
    """A development document with its view and raw logits."""

    document: Document
    view: View
    raw: RawLogits


def fit_calibration(reads: Sequence[Read]) -> dict[str, Any]:
    """Coefficients that join encoder and wide member and make probabilities of them; see `engines.onnx.calibrate`."""
    labels = read_catalog().labels
    ends = np.cumsum([N_CATEGORIES, N_RISKS, len(labels)])
    wide = [np.split(read.raw.wide, ends) for read in reads]
    category = np.array([CATEGORIES.index(read.document.category) for read in reads])
    levels = np.array([read.document.risk.rank for read in reads])
    present = np.array([[label in read.document.labels for label in labels] for read in reads], float)
    encoder = {
        name: np.stack([getattr(read.raw, name) for read in reads]) for name in ("category", "risk", "indicators")
    }
    weights = document_weights([read.document for read in reads])
    risk = [
        _stack(
            encoder["risk"][:, [j]],
            np.stack([w[1] for w in wide])[:, [j]],
            (levels > j).astype(float)[:, None],
            weights,
        )
        for j in range(2)
    ]
    indicators = _stack(encoder["indicators"], np.stack([w[2] for w in wide]), present, weights)
    return {
        "category": _stack_category(encoder["category"], np.stack([w[0] for w in wide]), category, weights),
        "risk": {key: [float(np.ravel(one[key])[0]) for one in risk] for key in ("encoder", "wide", "bias")},
        "indicators": indicators,
        "evidence": _fit_evidence(reads, encoder["indicators"], np.stack([w[2] for w in wide]), indicators),
    }


def _minimise(loss: Callable[[Array], float], start: Array) -> Array:
    return np.asarray(minimize(loss, start, method="L-BFGS-B", options={"maxiter": 200}).x)


def document_weights(documents: Sequence[Document]) -> Array:
    """A weight for each document `(n,)`, 1 on average, with which their categories stand as the corpus aims at."""
    count = Counter(document.category for document in documents)
    weights = np.array([CATEGORY_SHARES[document.category] / count[document.category] for document in documents])
    return np.asarray(weights / weights.mean())


def _nll(logits: Array, truth: Array, weights: Array | float = 1.0) -> float:
    return float((weights * np.logaddexp(0, np.where(truth > 0.5, -logits, logits))).sum())


def _pull(x: Array) -> float:
    """How far the weights of encoder and wide member and the biases behind them are from what they begin with."""
    return float(_PENALTY * ((x[:2] - [*MEMBERS.values()]) ** 2).sum() + _BIAS_PENALTY * (x[2:] ** 2).sum())


def _stack(encoder: Array, wide: Array, truth: Array, weights: Array) -> dict[str, Any]:
    """Shared weights of both members and a bias an output, by penalised logistic regression."""
    n = encoder.shape[1]

    def loss(x: Array) -> float:
        logits = x[0] * encoder + x[1] * wide + x[2:]
        return _nll(logits, truth, weights[:, None]) + _pull(x)

    x = _minimise(loss, np.concatenate([[*MEMBERS.values()], np.zeros(n)]))
    return {"encoder": round(float(x[0]), 4), "wide": round(float(x[1]), 4), "bias": np.round(x[2:], 4).tolist()}


def _stack_category(encoder: Array, wide: Array, truth: Array, weights: Array) -> dict[str, Any]:
    rows = np.arange(len(truth))

    def loss(x: Array) -> float:
        logits = x[0] * encoder + x[1] * wide + x[2:]
        top = logits.max(1, keepdims=True)
        nll = (weights * (np.log(np.exp(logits - top).sum(1)) + top[:, 0] - logits[rows, truth])).sum()
        return float(nll) + _pull(x)

    x = _minimise(loss, np.concatenate([[*MEMBERS.values()], np.zeros(N_CATEGORIES)]))
    return {"encoder": round(float(x[0]), 4), "wide": round(float(x[1]), 4), "bias": np.round(x[2:], 4).tolist()}


def _fit_evidence(reads: Sequence[Read], encoder: Array, wide: Array, indicators: dict[str, Any]) -> dict[str, Any]:
    joined = indicators["encoder"] * encoder + indicators["wide"] * wide + np.array(indicators["bias"])
    evidence = np.concatenate([read.raw.evidence for read in reads])
    text = np.concatenate([np.repeat(joined[[i]], len(read.raw.evidence), 0) for i, read in enumerate(reads)])
    truth = np.concatenate([mark_pieces(read.document, read.view, read.raw.pieces) for read in reads])

    def loss(x: Array) -> float:
        return _nll(x[0] * evidence + x[1] * text + x[2], truth) + _PENALTY * float((x[:2] ** 2).sum())

    x = _minimise(loss, np.array([*EVIDENCE.values(), 0.0]))
    return {"encoder": round(float(x[0]), 4), "text": round(float(x[1]), 4), "bias": round(float(x[2]), 4)}


def fit_policy(reads: Sequence[Read], calibration: dict[str, Any], languages: Sequence[str]) -> dict[str, Any]:
    """The numbers of `policy.Policy`: thresholds by F1, finding scores and joining by logistic regression."""
    catalog = read_catalog()
    predictions = [calibrate(read.raw, calibration, languages) for read in reads]
    present = np.array([[label in read.document.labels for label in catalog.labels] for read in reads])
    scores = np.stack([prediction.indicators for prediction in predictions])
    thresholds = [
        _indicator_threshold(scores[:, k], present[:, k], scores, present) for k in range(len(catalog.labels))
    ]
    plain = {"text": 0.5, "evidence": 0.5, "bias": 0.0}
    none = {name: {"model": 1.0, "points": 0.0, "expected": 0.0, "bias": 0.0} for name in ("review", "high")}
    options = [{"floor": 0.07, "share": share, "keep": keep} for share, keep in product((0.3, 0.4, 0.5), (0.7, 0.85))]
    draft = Policy(tuple(thresholds), options[0], none, {"review": 0.5, "high": 0.5}, plain)
    evidence = max(options, key=lambda one: _overlap_f1(reads, predictions, replace(draft, evidence=one)))
    draft = replace(draft, evidence=evidence)
    joining, levels = _fit_joining(reads, predictions, draft)
    return {
        "indicators": thresholds,
        "evidence": evidence,
        "joining": joining,
        "levels": levels,
        "finding": _fit_finding(reads, predictions, draft),
    }


def _indicator_threshold(scores: Array, present: Array, all_scores: Array, all_present: Array) -> float:
    """Best F1 of this label, pulled towards the best for all labels together (they count as `_SHARED` documents)."""
    grid = np.linspace(0.2, 0.7, 26)

    def counts(s: Array, p: Array, t: float) -> Array:
        found = s >= t
        return np.array([(found & p).sum(), found.sum(), p.sum()], float)

    def f1(t: float) -> float:
        own, shared = counts(scores, present, t), counts(all_scores, all_present, t)
        hit, found, true = own + shared * (_SHARED / max(shared[2], 1.0))
        return float(2 * hit / max(found + true, 1e-9))

    return round(float(max(grid, key=f1)), 3)


def _findings(read: Read, prediction: Prediction, policy: Policy) -> list[Any]:
    if not decide_category(prediction).is_offer:
        return []
    return find_evidence(read.document.text, read.view, prediction, read_catalog(), policy)


def _overlap_f1(reads: Sequence[Read], predictions: Sequence[Prediction], policy: Policy) -> float:
    """F1 of findings that overlap a mark of the same label by half of their union."""
    hit = found = true = 0
    for read, prediction in zip(reads, predictions, strict=True):
        findings = [f for f in _findings(read, prediction, policy) if f.start is not None]
        found, true = found + len(findings), true + len(read.document.spans)
        left = list(read.document.spans)
        for finding in findings:
            for mark in left:
                shared = min(finding.end, mark.end) - max(finding.start, mark.start)
                if mark.label == finding.indicator and 2 * shared >= max(finding.end, mark.end) - min(
                    finding.start, mark.start
                ):
                    hit += 1
                    left.remove(mark)
                    break
    return 2 * hit / max(found + true, 1)


def _fit_finding(reads: Sequence[Read], predictions: Sequence[Prediction], policy: Policy) -> dict[str, float]:
    """Coefficients that make a finding's score the share of such findings that touch a mark of the same label."""
    catalog = read_catalog()
    column = {label: i for i, label in enumerate(catalog.labels)}
    rows, right = [], []
    # With these weights a finding's score is the plain product of its parts, from which they can be read back.
    for read, prediction in zip(reads, predictions, strict=True):
        for finding in _findings(read, prediction, policy):
            if finding.origin != "model" or finding.start is None or finding.end is None:
                continue
            text = log_odds(float(prediction.indicators[column[finding.indicator]]))
            raw = 2 * log_odds(finding.score) - text
            rows.append((text, raw, 1.0))
            right.append(
                any(
                    m.label == finding.indicator and m.start < finding.end and finding.start < m.end
                    for m in read.document.spans
                )
            )
    features, truth = np.array(rows).reshape(-1, 3), np.array(right, float)

    def loss(x: Array) -> float:
        return _nll(features @ x, truth) + _PENALTY * float(((x[:2] - 0.5) ** 2).sum())

    x = _minimise(loss, np.array([0.5, 0.5, 0.0]))
    return {"text": round(float(x[0]), 4), "evidence": round(float(x[1]), 4), "bias": round(float(x[2]), 4)}


def _fit_joining(
    reads: Sequence[Read], predictions: Sequence[Prediction], policy: Policy
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    catalog = read_catalog()
    levels = np.array([read.document.risk.rank for read in reads])
    table: dict[str, list[list[float]]] = {"review": [], "high": []}
    for read, prediction in zip(reads, predictions, strict=True):
        found = {finding.indicator for finding in _findings(read, prediction, policy)}
        category = decide_category(prediction)
        features = risk_features(prediction, category, found, find_details(read.document.text), catalog)
        for name, row in table.items():
            row.append([*features[name].values(), 1.0])
    joining, bars = {}, {}
    weights = document_weights([read.document for read in reads])
    for rank, name in enumerate(("review", "high"), 1):
        rows, truth = np.array(table[name]), (levels >= rank).astype(float)
        prior = np.array([0.8, 0.5, 0.1, 0.0])

        def loss(x: Array, rows: Array = rows, truth: Array = truth, prior: Array = prior) -> float:
            return _nll(rows @ x, truth, weights) + _PENALTY * float(((x - prior)[:3] ** 2).sum())

        x = _minimise(loss, prior)
        joining[name] = dict(zip(("model", "points", "expected", "bias"), np.round(x, 4).tolist(), strict=True))
        probability = 1 / (1 + np.exp(-(rows @ x)))
        good = good_bars(probability, truth > 0.5, weights)
        # HIGH: likelier than not, where that is as good as any. REVIEW: the lowest that is as good as any, since authors that
        # nothing learned from were called LOW too often, not too seldom, and a look too many costs less than one too few.
        bars[name] = round(float(good.min() if name == "review" else min(good, key=lambda bar: abs(bar - 0.5))), 3)
    return joining, bars


def good_bars(probability: Array, truth: Array, weights: Array) -> Array:
    """The bars, in order, whose F1 is as good as the best, within what two documents more or less would change.

    F1 hardly moves over a wide range of bars, so that the very best of them is chance.
    """
    bars = np.linspace(0.3, 0.6, 31)
    reached = np.array([_f1(probability >= bar, truth, weights) for bar in bars])
    return np.asarray(bars[reached >= reached.max() - _AS_GOOD])


def _f1(found: Array, truth: Array, weights: Array) -> float:
    return float(2 * weights @ (found & truth) / max(weights @ found + weights @ truth, 1e-9))
