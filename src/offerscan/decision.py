"""From findings, scores and the imported list to a level: applies the policy, and is the only place that does."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from offerscan.catalog import Catalog, Indicator
from offerscan.engines import Prediction
from offerscan.evidence import find_contradictions, find_evidence, in_text_order
from offerscan.listings import Lookup
from offerscan.policy import Policy, log_odds, rounded, sigmoid
from offerscan.records import Assessment, Category, Details, Kind, Limit, Offer, Risk, Severity, Versions
from offerscan.text import View, count_letters, is_latin

__all__ = ["decide", "decide_category", "decide_level", "guideline_level", "is_close", "joined_risk", "risk_features"]

_ORDER = tuple(Category)
# Less says too little; letters count too, for not everybody puts spaces between words.
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 25
# From these probabilities on a text is an offer: surely enough, or perhaps one while risk is likely, for an offer that is missed
# has no level at all. Chosen on the development split and on sixteen authors before the model learned from them.
_OFFER, _PERHAPS, _FLAGGED = 0.5, 0.1, 0.4
# Expected points beyond which no more are counted, twice what makes HIGH: else many faint signs would outweigh the model's
# reading of a long text. Set by hand; the weights in the manifest were learned under it.
_MOST_POINTS = 12.0
# A LOW text from this share of the bar of REVIEW on is told to be close to it: of what offerscan-id-6 read of sixteen authors
# before any model learned from them, a third of the wrongly LOW, and one in forty of the rightly so.
_CLOSE = 0.5
# Points of indicators of high and of critical severity.
_GRAVE = 3
_FEES = frozenset(("upfront_fee", "debt_deduction"))


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
    level = decide_level(category, review, high, found, policy, catalog, contradicted)
    return Assessment(
        id=offer.id,
        source=offer.source,
        category=category,
        category_scores={str(name): rounded(score) for name, score in zip(_ORDER, prediction.category, strict=True)},
        risk=level,
        risk_scores={"low": rounded(1 - review), "review": rounded(review - high), "high": rounded(high)},
        findings=tuple(findings),
        details=details,
        registry=registry,
        language=prediction.language,
        limits=tuple(_limits(view.text, prediction, cut, is_close(level, review, policy))),
        versions=versions,
        meta=offer.meta,
    )


def decide_category(prediction: Prediction) -> Category:
    """Point 1 of the policy, then the likeliest of the offers or of the rest.

    Risk speaks too: only offers have a level, so that a text which is likely risky is hardly a discussion.
    """
    scores = prediction.category
    offers, flagged = float(scores[0] + scores[1]), 1 - float(prediction.risk[0])
    if offers >= _OFFER or (offers >= _PERHAPS and flagged >= _FLAGGED):
        return _ORDER[int(np.argmax(scores[:2]))]
    return _ORDER[2 + int(np.argmax(scores[2:]))]


def decide_level(
    category: Category,
    review: float,
    high: float,
    found: Collection[str],
    policy: Policy,
    catalog: Catalog,
    contradicted: bool = False,
) -> Risk:
    """Points 1, 8 and 9 of the policy; `contradicted`: the imported list speaks against the offer."""
    if not category.is_offer:
        return Risk.LOW
    risks = [catalog.by_id[name] for name in found if catalog.by_id[name].kind is Kind.RISK]
    if high >= policy.levels["high"]:
        return Risk.HIGH if risks else Risk.REVIEW  # a HIGH that can show no sign helps nobody to ask
    if any(_points(indicator) >= _GRAVE for indicator in risks) or contradicted:
        return Risk.REVIEW
    # At home nothing but a sign gives a reason to ask; without one a name or a creed could tip the scales.
    if review >= policy.levels["review"] and (risks or category is Category.OVERSEAS_OFFER):
        return Risk.REVIEW
    return Risk.LOW


def is_close(level: Risk, review: float, policy: Policy) -> bool:
    """Whether a LOW text is to be told as close to REVIEW, by its joined probability of review-or-worse."""
    return level is Risk.LOW and review >= _CLOSE * policy.levels["review"]


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
        sigmoid(sum(policy.joining[name][key] * value for key, value in {**features[name], "bias": 1.0}.items()))
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
        "review": log_odds(float(prediction.risk[1] + prediction.risk[2])),
        "high": log_odds(float(prediction.risk[2])),
    }
    reached = {"review": level.rank >= 1, "high": level.rank >= 2}
    return {
        name: {"model": odds[name], "points": float(reached[name]), "expected": min(expected, _MOST_POINTS)} for name in odds
    }


def guideline_level(found: Collection[str], category: Category, has_company: bool, catalog: Catalog) -> Risk:
    """The level by points (2 to 5 of the policy) for the indicators found in an offer."""
    if not category.is_offer:
        return Risk.LOW
    risks = [catalog.by_id[name] for name in found if catalog.by_id[name].kind is Kind.RISK]
    grave = [indicator for indicator in risks if _points(indicator) >= _GRAVE]
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
    if "licensed_company_named" in protective and len(protective) >= 3 and level is not Risk.LOW and not grave:
        level = list(Risk)[level.rank - 1]
    return level


def _limits(view: str, prediction: Prediction, cut: bool, close: bool) -> list[Limit]:
    limits = []
    if cut or prediction.truncated:
        limits.append(Limit.TRUNCATED)
    if len(view.split()) < _FEWEST_WORDS and count_letters(view) < _FEWEST_LETTERS:
        limits.append(Limit.TOO_SHORT)
    if not (prediction.covered and is_latin(view)):
        limits.append(Limit.NOT_COVERED)
    if prediction.first_tier:
        limits.append(Limit.FIRST_TIER_ONLY)
    if close:
        limits.append(Limit.CLOSE)
    return limits


def _points(indicator: Indicator) -> int:
    return indicator.severity.points if indicator.severity else 0
