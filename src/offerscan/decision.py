"""From scores to findings and a level: the only place with policy. Its numbers stand in the model's manifest.

The published policy, as `offerscan model --policy` prints it, is POLICY_ID / POLICY_EN below.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from offerscan.catalog import Catalog, Indicator
from offerscan.details.plain import read_plain
from offerscan.engines import Prediction
from offerscan.records import (
    Assessment,
    Category,
    Details,
    Finding,
    Kind,
    Listing,
    Lookup,
    Offer,
    Origin,
    Risk,
    Severity,
    Span,
    Versions,
)
from offerscan.registry import SAME_PRECISION
from offerscan.stretches import decode_stretches, find_breaks
from offerscan.text import View

__all__ = ["POLICY_EN", "POLICY_ID", "Policy", "decide", "guideline_level"]

POLICY_ID = """\
1. Yang dinilai hanya tawaran: kerja, magang, pernikahan atau organ, di luar atau di dalam negeri. Teks lain: rendah. Sebuah
   teks adalah tawaran bila peluang tawaran, atau rata-ratanya dengan peluang model "tinjau ke atas", sedikitnya setengah.
   Teks yang menurut saringan pertama jelas bukan tawaran tidak dibaca model bahasa, dan itu ditandai ("first tier only").
2. Setiap indikator risiko dihitung satu kali: kritis 4, tinggi 3, sedang 2, rendah 1 poin.
3. TINGGI menurut poin: satu indikator kritis; atau dua indikator tinggi; atau 6 poin; atau negara/jabatan tertutup bersama
   indikator sedang ke atas; atau nama instansi yang dicatut bersama pungutan.
4. TINJAU menurut poin: satu indikator tinggi; atau 3-5 poin; atau tawaran luar negeri dari perseorangan tanpa perusahaan;
   atau tawaran luar negeri yang menyebut pungutan tanpa nama perusahaan.
5. Izin perusahaan bersama dua tanda baik lain menurunkan satu tingkat, tidak pernah di bawah TINJAU bila ada indikator tinggi
   atau kritis, tidak pernah untuk negara/jabatan tertutup, dan tidak bila daftar yang diimpor berkata lain (9).
6. Model bahasa membaca seluruh teks dan memberi peluang "tinggi" dan "tinjau ke atas".
7. Tingkat menurut poin dan peluang model digabung menjadi satu peluang; bobotnya dipelajari dari dokumen pengembangan.
8. Peluang gabungan di atas ambang menentukan TINGGI, lalu TINJAU; selain itu RENDAH.
9. Selalu sedikitnya TINJAU: negara/jabatan tertutup; juga perusahaan yang menurut daftar yang diimpor dicabut, dibekukan, habis
   masa izinnya, atau lain kontak atau nomor izinnya. Daftar itu tidak menambah poin, dan tidak pernah membuat TINGGI sendirian;
   nama yang tidak tercantum hanya diberitahukan.
10. Hasil ini menyaring tawaran, tidak menuduh siapa pun: tanyakan dan periksa sebelum bertindak."""

POLICY_EN = """\
1. Only offers are rated: work, apprenticeship, marriage or organ, abroad or at home. Any other text: low. A text is an offer
   when the probability of an offer, or its mean with the model's probability of "review or worse", is at least one half.
   A text that the first tier takes for surely no offer is not read by the model, and is marked so ("first tier only").
2. Each risk indicator counts once: critical 4, high 3, medium 2, low 1 point.
3. HIGH by points: one critical indicator; or two high ones; or 6 points; or a closed destination or post with another
   indicator of medium or more; or a borrowed official name with a fee.
4. REVIEW by points: one high indicator; or 3-5 points; or an offer abroad by a person without a company; or an offer abroad
   that names a fee and no company.
5. A named licence with two other good signs lowers by one level, never below REVIEW while a high or critical indicator
   stands, never for a closed destination or post, and not where the imported list says otherwise (9).
6. The language model reads the whole text and gives the probability of "high" and of "review or worse".
7. The level by points and the model's probability are joined into one probability; the weights were learned on the
   development documents.
8. The joined probability above a threshold decides HIGH, then REVIEW; otherwise LOW.
9. Always at least REVIEW: a closed destination or post; and a company that the imported list has as revoked, suspended,
   expired, or with another contact or licence number. The list adds no points and never makes HIGH by itself; a name that is
   not listed is only told.
10. The result screens an offer and accuses nobody: ask and check before acting."""

_ORDER = tuple(Category)
_FEES = frozenset(("upfront_fee", "debt_deduction"))
# A catalog pattern is kept only where it was right at least this often on the annotated seed (its TOML says how often).
_PATTERN_SCORE = 0.95
# A name used while the licence behind it is not in force, or with contacts or a number that are not its own: by the taxonomy
# "claims to be a P3MI while contact or process does not fit". No other indicator speaks of what a name stands for.
_CONTRADICTED = "impersonation_claim"


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers of the policy, fitted on the development split.

    `indicators (n_labels,)`: probability from which an indicator is found; `evidence`: see `decode_stretches`; `joining`:
    for "review" and "high" the weights of the model's log-odds, of the level by points and of the expected points, and the
    bias; `levels`: joined probability from which a text is review, high; `finding`: slopes and bias that turn a finding's
    raw log-odds into the probability that it is right.
    """

    indicators: tuple[float, ...]
    evidence: dict[str, float]
    joining: dict[str, dict[str, float]]
    levels: dict[str, float]
    finding: dict[str, float]

    @classmethod
    def from_manifest(cls, manifest: dict[str, Any]) -> Policy:
        """The policy in a model's manifest."""
        numbers = manifest["policy"]
        return cls(
            tuple(numbers["indicators"]), numbers["evidence"], numbers["joining"], numbers["levels"], numbers["finding"]
        )


def decide(
    offer: Offer,
    view: View,
    prediction: Prediction,
    details: Details,
    catalog: Catalog,
    policy: Policy,
    versions: Versions,
    cut: bool = False,
    registry: Lookup | None = None,
) -> Assessment:
    """The assessment of one offer; `cut` says that the text was longer than what was read, `registry` what the imported
    list says of the companies in it."""
    category = decide_category(prediction)
    findings = find_evidence(offer.text, view, prediction, catalog, policy) if category.is_offer else []
    found = {finding.indicator for finding in findings}
    contradicted = registry is not None and category.is_offer and registry.status.contradicts
    if registry is not None and contradicted:
        found.discard("licensed_company_named")
        findings = in_text_order([*findings, *find_contradictions(offer.text, registry, catalog)], catalog)
    review, high = joined_risk(prediction, category, found, details, catalog, policy)
    level = decide_level(category, review, high, found, policy, contradicted)
    return Assessment(
        id=offer.id,
        source=offer.source,
        category=category,
        category_scores={str(name): _rounded(score) for name, score in zip(_ORDER, prediction.category, strict=True)},
        risk=level,
        risk_scores={"low": _rounded(1 - review), "review": _rounded(review - high), "high": _rounded(high)},
        findings=tuple(findings),
        details=details,
        registry=registry,
        language=prediction.language,
        limits=tuple(_limits(offer.text, prediction, cut)),
        versions=versions,
        meta=offer.meta,
    )


def decide_category(prediction: Prediction) -> Category:
    """Point 1 of the policy, then the likeliest of the offers or of the rest.

    Risk speaks too: only offers have a level, so that a text which is surely risky is hardly a discussion.
    """
    scores = prediction.category
    offers, flagged = float(scores[0] + scores[1]), 1 - float(prediction.risk[0])
    if max(offers, (offers + flagged) / 2) >= 0.5:
        return _ORDER[int(np.argmax(scores[:2]))]
    return _ORDER[2 + int(np.argmax(scores[2:]))]


def decide_level(
    category: Category, review: float, high: float, found: Collection[str], policy: Policy, contradicted: bool = False
) -> Risk:
    """Points 1, 8 and 9 of the policy; `contradicted`: the imported list speaks against the offer."""
    if not category.is_offer:
        return Risk.LOW
    if high >= policy.levels["high"]:
        return Risk.HIGH
    if review >= policy.levels["review"] or "closed_destination" in found or contradicted:
        return Risk.REVIEW
    return Risk.LOW


def joined_risk(
    prediction: Prediction,
    category: Category,
    found: Collection[str],
    details: Details,
    catalog: Catalog,
    policy: Policy,
) -> tuple[float, float]:
    """Joined probabilities of review-or-worse and of high (points 6 and 7 of the policy)."""
    features = risk_features(prediction, category, found, details, catalog)
    review, high = (
        _sigmoid(sum(policy.joining[name][key] * value for key, value in {**features[name], "bias": 1.0}.items()))
        for name in ("review", "high")
    )
    return review, min(high, review)


def risk_features(
    prediction: Prediction, category: Category, found: Collection[str], details: Details, catalog: Catalog
) -> dict[str, dict[str, float]]:
    """What is joined, for "review" and "high": the model's log-odds, whether the level by points reaches it, and the points
    to be expected from all indicators' probabilities."""
    level = guideline_level(found, category, bool(details.companies), catalog)
    expected = sum(
        float(p) * i.severity.points
        for p, i in zip(prediction.indicators, catalog.indicators, strict=True)
        if i.severity
    )
    odds = {
        "review": _log_odds(float(prediction.risk[1] + prediction.risk[2])),
        "high": _log_odds(float(prediction.risk[2])),
    }
    reached = {"review": level.rank >= 1, "high": level.rank >= 2}
    return {
        name: {"model": odds[name], "points": float(reached[name]), "expected": min(expected, 12.0)} for name in odds
    }


def guideline_level(found: Collection[str], category: Category, has_company: bool, catalog: Catalog) -> Risk:
    """The level by points (2 to 5 of the policy) for the indicators found in an offer."""
    if not category.is_offer:
        return Risk.LOW
    risks = [catalog.by_id[name] for name in found if catalog.by_id[name].kind is Kind.RISK]
    grave = [indicator for indicator in risks if _points(indicator) >= 3]
    total = sum(map(_points, risks))
    closed = "closed_destination" in found
    overseas = category is Category.OVERSEAS_OFFER
    if (
        any(indicator.severity is Severity.CRITICAL for indicator in risks)
        or len(grave) >= 2
        or total >= 6
        or (closed and any(_points(indicator) >= 2 for indicator in risks if indicator.id != "closed_destination"))
        or ("impersonation_claim" in found and _FEES & set(found))
    ):
        level = Risk.HIGH
    elif (
        grave
        or total >= 3
        or (overseas and ("personal_recruiter" in found or ("upfront_fee" in found and not has_company)))
    ):
        level = Risk.REVIEW
    else:
        level = Risk.LOW
    protective = {name for name in found if catalog.by_id[name].kind is Kind.PROTECTIVE}
    if (
        "licensed_company_named" in protective
        and len(protective) >= 3
        and not closed
        and level is not Risk.LOW
        and not grave
    ):
        level = list(Risk)[level.rank - 1]
    return level


def find_evidence(text: str, view: View, prediction: Prediction, catalog: Catalog, policy: Policy) -> list[Finding]:
    """Findings in text order, whole-text ones last; catalog patterns add what the model did not mark."""
    findings = []
    breaks = find_breaks(text, view, prediction.pieces)
    for column, indicator in enumerate(catalog.indicators):
        likelihood = float(prediction.indicators[column])
        if likelihood < policy.indicators[column]:
            continue
        scores = prediction.evidence[:, column]
        stretches = decode_stretches(view.text, prediction.pieces, scores, breaks, policy.evidence)
        for start, end, strength in stretches:
            span = view.received(start, end)
            findings.append(_finding(indicator, finding_score(likelihood, strength, policy), Origin.MODEL, span, text))
        if not stretches:
            findings.append(_finding(indicator, finding_score(likelihood, 0.0, policy), Origin.MODEL, None, text))
    for indicator, span in catalog.find_patterns(text):
        if not any(
            f.indicator == indicator.id and f.start is not None and f.start < span.end and span.start < (f.end or 0)
            for f in findings
        ):
            findings = [f for f in findings if f.indicator != indicator.id or f.start is not None]
            findings.append(_finding(indicator, _PATTERN_SCORE, Origin.PATTERN, span, text))
    return in_text_order(findings, catalog)


def find_contradictions(text: str, registry: Lookup, catalog: Catalog) -> list[Finding]:
    """Point 9 of the policy: a finding for each company against whose name the list speaks. Its score is the probability
    that the listed company is the one that is named, which is all that can be measured of a list."""
    indicator = catalog.by_id[_CONTRADICTED]
    return [
        _finding(indicator, SAME_PRECISION, Origin.REGISTRY, _place(text, listing), text)
        for listing in registry.companies
        if listing.status.contradicts
    ]


def _place(text: str, listing: Listing) -> Span | None:
    """Where the name, or else the licence number, stands in the received text."""
    plain = read_plain(text)
    words = re.findall(r"[^\W_]+", listing.asked)
    match = re.search(r"[\W_]{1,6}".join(words), plain.text, re.IGNORECASE) if words else None
    if match is None and len(words) > 1:  # "PT-nya Maju Jaya", "izin nomor 318/2023"
        match = re.search(r"[\W_]{1,6}".join(words[1:]), plain.text, re.IGNORECASE)
    return None if match is None else plain.received(*match.span())


def in_text_order(findings: Iterable[Finding], catalog: Catalog) -> list[Finding]:
    """Findings as they stand in the text, whole-text ones last."""
    return sorted(findings, key=lambda f: (f.start is None, f.start or 0, f.end or 0, catalog.by_id[f.indicator].order))


def finding_score(likelihood: float, strength: float, policy: Policy) -> float:
    """Probability that a finding is right, from the text's and the stretch's probability."""
    settings = policy.finding
    return _sigmoid(
        settings["text"] * _log_odds(likelihood)
        + settings["evidence"] * _log_odds(max(strength, 0.01))
        + settings["bias"]
    )


def _finding(indicator: Indicator, score: float, origin: Origin, span: Span | None, text: str) -> Finding:
    place = (span.start, span.end, text[span.start : span.end]) if span else (None, None, None)
    return Finding(indicator.id, indicator.kind, indicator.severity, _rounded(score), origin, *place)


def _limits(text: str, prediction: Prediction, cut: bool) -> list[str]:
    limits = []
    if cut or prediction.truncated:
        limits.append("truncated")
    if len(text.split()) < 3:
        limits.append("too short to judge")
    if not prediction.covered:
        limits.append("language not covered")
    if prediction.first_tier:
        limits.append("first tier only")
    return limits


def _points(indicator: Indicator) -> int:
    return indicator.severity.points if indicator.severity else 0


def _log_odds(probability: float) -> float:
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return float(np.log(clipped / (1 - clipped)))


def _sigmoid(logit: float) -> float:
    return float(1 / (1 + np.exp(-min(max(logit, -30.0), 30.0))))


def _rounded(score: float) -> float:
    return round(float(score), 4)
