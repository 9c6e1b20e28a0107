"""What is lost between an offer and the picture of it: signs misread, and what the model then sees no more."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from offerscan.pictures import read_picture
from offerscan.records import Assessment, Offer, Risk
from offerscan.screener import Screener
from offerscan_training.corpus import Document, read_jsonl
from offerscan_training.machine import describe_machine
from offerscan_training.posters.drawing import CONDITIONS, draw_poster

__all__ = ["Reading", "character_error_rate", "choose_offers", "measure_posters", "poster_report"]

_LENGTHS = range(160, 700)  # signs that fit on a poster


@dataclass(frozen=True)
class Reading:
    """One poster and what was read of it. `seconds` of reading alone; error rates are of the text as drawn."""

    condition: str
    document: Document
    drawn: str
    text: str
    confidence: float
    seconds: float

    @property
    def error_rate(self) -> float:
        """Character error rate, every stretch of white space counting as one space."""
        return character_error_rate(self.drawn, self.text)

    @property
    def error_rate_without_spaces(self) -> float:
        """The same without white space: signs alone."""
        return character_error_rate("".join(self.drawn.split()), "".join(self.text.split()))


def character_error_rate(truth: str, read: str) -> float:
    """Edits from what stands there to what was read, as a share of its length. Case counts; kinds of white space do not.

    >>> character_error_rate("gaji 10 juta", "gaji\\n10juta")
    0.08333333333333333
    """
    truth, read = " ".join(truth.split()), " ".join(read.split())
    return Levenshtein.distance(truth, read) / max(1, len(truth))


def choose_offers(corpus: Path, count: int) -> list[Document]:
    """Offers of the held-out test authors that fit on a poster, the levels in turn, always the same."""
    offers = [d for d in read_jsonl(corpus / "test.jsonl") if d.category.is_offer and len(d.text) in _LENGTHS]
    shuffled = [offers[place] for place in np.random.default_rng(5).permutation(len(offers))]
    by_level = [[document for document in shuffled if document.risk is risk] for risk in Risk]
    turns = [group[place] for place in range(count) for group in by_level if place < len(group)]
    return turns[:count]


def measure_posters(corpus: Path, each: int, say: Callable[[str], None] = lambda line: None) -> dict[str, Any]:
    """Draw `each` posters in every look, read them, and assess both texts with the shipped model."""
    chosen = choose_offers(corpus, each * len(CONDITIONS))
    readings = []
    for number, document in enumerate(chosen):
        condition = list(CONDITIONS)[number % len(CONDITIONS)]
        readings.append(_read(document, condition, number))
        say(f"{number + 1}/{len(chosen)} {condition}: {readings[-1].error_rate:.3f}")
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    screener = Screener.open()
    figures = _compare(readings, screener)
    by_condition = {condition: _rates([r for r in readings if r.condition == condition]) for condition in CONDITIONS}
    return {
        "posters": len(readings),
        "model": screener.versions.model,
        "all": _rates(readings),
        "conditions": by_condition,
        "loss": figures,
        "peak_mb": round(peak_mb),
        "machine": describe_machine(),
        "readings": [_as_row(reading) for reading in readings],
    }


def _read(document: Document, condition: str, seed: int) -> Reading:
    poster = draw_poster(document.text, condition, seed)
    began = time.perf_counter()
    picture = read_picture(poster.data)
    seconds = time.perf_counter() - began
    confidence = mean(line.confidence for line in picture.lines) if picture.lines else 0.0
    return Reading(condition, document, poster.text, picture.text, confidence, seconds)


def _rates(readings: Sequence[Reading]) -> dict[str, float]:
    rates = [reading.error_rate for reading in readings]
    return {
        "posters": len(readings),
        "cer": round(mean(rates), 4),
        "cer_median": round(median(rates), 4),
        "cer_worst": round(max(rates), 4),
        "cer_without_spaces": round(mean(reading.error_rate_without_spaces for reading in readings), 4),
        "seconds_median": round(median(reading.seconds for reading in readings), 2),
        "seconds_worst": round(max(reading.seconds for reading in readings), 2),
    }


def _compare(readings: Sequence[Reading], screener: Screener) -> dict[str, dict[str, float]]:
    """F1 against the annotation, from the text as drawn and from the text as read, and how often both agree."""
    of_text = _assess(screener, (reading.drawn for reading in readings))
    of_picture = _assess(screener, (reading.text for reading in readings))
    documents = [reading.document for reading in readings]
    same_level = mean(
        a is not None and b is not None and a.risk is b.risk for a, b in zip(of_text, of_picture, strict=True)
    )
    return {
        "text": _scores(documents, of_text),
        "picture": _scores(documents, of_picture),
        "agreement": {"same_level": round(same_level, 3)},
    }


def _assess(screener: Screener, texts: Iterable[str]) -> list[Assessment | None]:
    """None where nothing was read, which counts as low and without findings."""
    answers = screener.assess_many(Offer(text) for text in texts)
    return [answer if isinstance(answer, Assessment) else None for answer in answers]


def _scores(documents: Sequence[Document], answers: Sequence[Assessment | None]) -> dict[str, float]:
    levels = [answer.risk.rank if answer else 0 for answer in answers]
    found = [{finding.indicator for finding in answer.findings} if answer else set() for answer in answers]
    return {
        "high_f1": _f1(
            (document.risk.rank >= 2, level >= 2) for document, level in zip(documents, levels, strict=True)
        ),
        "flagged_f1": _f1(
            (document.risk.rank >= 1, level >= 1) for document, level in zip(documents, levels, strict=True)
        ),
        "indicator_f1": _f1(
            (label in document.labels, label in labels)
            for document, labels in zip(documents, found, strict=True)
            for label in document.labels | labels
        ),
    }


def _f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    """Micro F1 of (truth, claim)."""
    right = missed = wrong = 0
    for truth, claim in pairs:
        right += truth and claim
        missed += truth and not claim
        wrong += claim and not truth
    return round(2 * right / max(1, 2 * right + missed + wrong), 3)


def _as_row(reading: Reading) -> dict[str, Any]:
    return {
        "condition": reading.condition,
        "document": reading.document.id,
        "cer": round(reading.error_rate, 4),
        "cer_without_spaces": round(reading.error_rate_without_spaces, 4),
        "confidence": round(reading.confidence, 3),
        "seconds": round(reading.seconds, 2),
    }


def poster_report(figures: dict[str, Any]) -> str:
    """The figures as a page."""
    loss, machine = figures["loss"], figures["machine"]
    rows = [("**all**", figures["all"]), *figures["conditions"].items()]
    table = [
        f"| {name} | {rate['posters']} | {rate['cer']:.1%} | {rate['cer_median']:.1%} | {rate['cer_worst']:.1%} "
        f"| {rate['cer_without_spaces']:.1%} | {rate['seconds_median']:.1f} |"
        for name, rate in rows
    ]
    lost = [
        f"| {name} | {loss['text'][key]:.3f} | {loss['picture'][key]:.3f} | {loss['picture'][key] - loss['text'][key]:+.3f} |"
        for name, key in (
            ("level HIGH, F1", "high_f1"),
            ("level REVIEW or HIGH, F1", "flagged_f1"),
            ("indicators, micro F1", "indicator_f1"),
        )
    ]
    return "\n".join(
        [
            "# From pictures to text", "",
            f"`make posters`: {figures['posters']} offers of the held-out test authors, invented as all of the corpus, "
            f"drawn in {len(figures['conditions'])} looks, read by `offerscan.pictures`, and assessed by {figures['model']}.", "",
            "Drawn by a program, they are more regular than what people photograph: real pictures will be read worse.", "",
            "| look | posters | character errors, mean | median | worst | without spaces, mean | seconds, median |",
            "|---|---:|---:|---:|---:|---:|---:|", *table, "",
            "| against the annotation | from the text | from the picture | difference |", "|---|---:|---:|---:|", *lost, "",
            f"Text and picture have the same level in {loss['agreement']['same_level']:.0%} of the offers.", "",
            f"Memory of the process that read them all: {figures['peak_mb']} MB at its peak. "
            f"{machine['date']}, {machine['processor']}, {machine['cores']} cores, shared with other work.", "",
        ]
    )  # fmt: skip
