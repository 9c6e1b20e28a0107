"""From scores to findings: which indicators are found, in which words, and how likely each is right."""

from __future__ import annotations

import re
from collections.abc import Iterable

from offerscan.catalog import Catalog, Indicator
from offerscan.details.plain import read_plain
from offerscan.engines import Prediction
from offerscan.listings import Listing, Lookup
from offerscan.policy import Policy, log_odds, rounded, sigmoid
from offerscan.records import Finding, Origin, Span
from offerscan.registry import SAME_PRECISION
from offerscan.stretches import decode_stretches, find_breaks
from offerscan.text import View

__all__ = ["find_contradictions", "find_evidence", "finding_score", "in_text_order"]

# A catalog pattern is kept only where it was right at least this often on the annotated seed (its TOML says how often).
_PATTERN_SCORE = 0.95
# What a finding counts as that stands in no words of the text: low, but far from the end of the log-odds, which would silence
# the text's own probability. Set by hand; the slopes in the manifest were learned under it.
_LEAST_STRENGTH = 0.01
# A name used while the licence behind it is not in force, or with contacts or a number that are not its own: by the taxonomy
# "claims to be a P3MI while contact or process does not fit". No other indicator speaks of what a name stands for.
_CONTRADICTED = "impersonation_claim"


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
    return sigmoid(
        settings["text"] * log_odds(likelihood)
        + settings["evidence"] * log_odds(max(strength, _LEAST_STRENGTH))
        + settings["bias"]
    )


def _finding(indicator: Indicator, score: float, origin: Origin, span: Span | None, text: str) -> Finding:
    place = (span.start, span.end, text[span.start : span.end]) if span else (None, None, None)
    return Finding(indicator.id, indicator.kind, indicator.severity, rounded(score), origin, *place)
