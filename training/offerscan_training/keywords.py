"""The baseline without learning: a spreadsheet of words and the guideline's points, as an organisation has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from offerscan.catalog import Catalog
from offerscan.errors import InputError
from offerscan.records import Category, Risk, Severity
from offerscan_training.corpus import Document, Mark
from offerscan_training.scores import Scores

TABLE = Path(__file__).with_name("keywords.tsv")
# What a text is, as far as words tell; every other list of the table is an indicator.
CUES = ("offer", "abroad", "at_home", "discussion", "other_fraud", "other")
# A word of a report or a fraud says more than one of an offer, since reports quote offers; set on the training split.
_WEIGHTS = {"discussion": 3.0, "other_fraud": 4.0, "other": 1.0}
_NUMBER = r"(?:(?:rp|rm|idr|usd|nt|hk)?[.$]? ?)?\d[\d.,]*(?: ?(?:juta|jt|ribu|rb|k|%)\b)?"
_GAP = r"\W{1,4}"
_FEW_WORDS = r"\W{1,4}(?:\w+\W{1,4}){0,3}?"


def read_keywords(path: Path, labels: Sequence[str]) -> dict[str, re.Pattern[str]]:
    """One pattern a list; raises InputError naming the line whose list is neither an indicator nor a cue."""
    phrases: dict[str, list[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or line == "list\tphrase":
            continue
        name, _, phrase = line.partition("\t")
        if name not in (*labels, *CUES) or not phrase.strip():
            raise InputError(f"{path.name}:{number}: {name!r} is no indicator or cue, or lacks a phrase: mend the row.")
        phrases.setdefault(name, []).append(phrase)
    return {name: compile_phrases(rows) for name, rows in phrases.items()}


def compile_phrases(phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern for many phrases, the longest tried first; the head of the table says how phrases are written.

    >>> compile_phrases(["tanpa/ga izin* .. orang"]).search("Ga izinnya dari orang rumah")[0]
    'Ga izinnya dari orang'
    """
    # Bounds stand once around all phrases of a list: patterns of their own took five times as long.
    choices = "|".join(map(_compile_phrase, sorted(phrases, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def _compile_phrase(phrase: str) -> str:
    pattern, gap = "", ""
    for word in phrase.split():
        if word == "..":
            gap = _FEW_WORDS
            continue
        pattern += gap + "(?:" + "|".join(map(_compile_word, word.split("/"))) + ")"
        gap = _GAP
    return pattern


def _compile_word(word: str) -> str:
    if word == "*":
        return r"\w+"
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\#", _NUMBER)


class KeywordSystem:
    """Findings are matches; the guideline's points give the level; cues give the category.

    Only the probabilities of the levels are learned: how often texts with so many points have each level.
    """

    name = "keywords"

    def __init__(self, catalog: Catalog, path: Path = TABLE) -> None:
        self.catalog = catalog
        self.keywords = read_keywords(path, catalog.labels)
        self.thresholds = dict.fromkeys(catalog.labels, 0.5)
        # Never 0 or 1: no count of words is proof.
        self._flagged, self._high = (IsotonicRegression(y_min=0.002, y_max=0.998, out_of_bounds="clip") for _ in "fh")

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        """Learn the probabilities of the levels by points; the table itself is not changed."""
        points = self._read([document.text for document in train]).points
        ranks = np.array([document.risk.rank for document in train])
        self._flagged.fit(points, ranks >= 1)
        self._high.fit(points, ranks >= 2)

    def predict(self, texts: Sequence[str]) -> Scores:
        """Scores for texts, in order; indicator scores are 0 or 1."""
        read = self._read(texts)
        high = self._high.predict(read.points)
        flagged = np.maximum(high, self._flagged.predict(read.points))
        indicators = np.zeros((len(texts), len(self.catalog.labels)))
        columns = {label: column for column, label in enumerate(self.catalog.labels)}
        for row, marks in enumerate(read.marks):
            indicators[row, [columns[mark.label] for mark in marks]] = 1.0
        risk = np.stack([1 - flagged, flagged - high, high], 1)
        return Scores(read.category, risk, indicators, read.marks, read.levels)

    def _read(self, texts: Sequence[str]) -> _Reading:
        readings = [self._read_one(text) for text in texts]
        category, marks, points, levels = zip(*readings, strict=True)
        return _Reading(np.stack(category), marks, np.array(points, float), np.array(levels))

    def _read_one(self, text: str) -> tuple[NDArray[Any], list[Mark], int, int]:
        matches = [Mark(*match.span(), name) for name, words in self.keywords.items() for match in words.finditer(text)]
        marks = [mark for mark in matches if mark.label not in CUES]
        scores = self._weigh(matches, text)
        category = tuple(Category)[int(scores.argmax())]
        if not category.is_offer:
            return scores, [], 0, 0
        points, level = points_alone({mark.label for mark in marks}, category, self.catalog)
        return scores, marks, points, level.rank

    def _weigh(self, matches: Sequence[Mark], text: str) -> NDArray[Any]:
        """Category scores `(5,)`: softmax of the number of different words for each."""
        words = {(mark.label, text[mark.start : mark.end].lower()) for mark in matches}
        counts = dict.fromkeys(CUES, 0)
        for label, _ in words:
            counts[label if label in CUES else "offer"] += 1
        abroad = (counts["abroad"] + 0.5) / (counts["abroad"] + counts["at_home"] + 0.75)
        rest = [_WEIGHTS[cue] * counts[cue] for cue in ("discussion", "other_fraud", "other")]
        weights = np.exp(np.minimum([counts["offer"], *rest[:2], 1.0 + rest[2]], 30.0))
        offer, *others = weights / weights.sum()
        return np.array([offer * abroad, offer * (1 - abroad), *others])


@dataclass(frozen=True)
class _Reading:
    category: NDArray[Any]
    marks: Sequence[list[Mark]]
    points: NDArray[Any]
    levels: NDArray[Any]


def points_alone(found: set[str], category: Category, catalog: Catalog) -> tuple[int, Risk]:
    """Points and level of the indicators seen in an offer, as an organisation would count them in a spreadsheet.

    Simpler than `offerscan.decision.guideline_level`: it knows no company but by `licensed_company_named`, which lowers the
    level by itself instead of beside two more protective indicators and no grave one; a personal recruiter alone is nothing to
    review; who claims to be official and takes the fee out of wages is no high risk. It stays so, since figures of this baseline
    are published.
    """
    severities = [severity for label in sorted(found) if (severity := catalog.by_id[label].severity)]
    points = sum(severity.points for severity in severities)
    highs, criticals = severities.count(Severity.HIGH), severities.count(Severity.CRITICAL)
    closed, licensed = "closed_destination" in found, "licensed_company_named" in found
    nameless_fee = category is Category.OVERSEAS_OFFER and "upfront_fee" in found and not licensed
    if (
        criticals or highs >= 2 or points >= 6
        or (closed and Severity.MEDIUM in severities)
        or {"impersonation_claim", "upfront_fee"} <= found
    ):  # fmt: skip
        level = Risk.HIGH
    elif highs or points >= 3 or nameless_fee:
        level = Risk.REVIEW
    else:
        level = Risk.LOW
    floor = Risk.REVIEW if highs or criticals else Risk.LOW
    if licensed and not closed and level.rank > floor.rank:
        level = list(Risk)[level.rank - 1]
    return points, level
