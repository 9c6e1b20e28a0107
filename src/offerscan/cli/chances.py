"""The line below the level: what the text is, and how likely the higher levels are."""

from __future__ import annotations

from offerscan.phrases import Language, phrase
from offerscan.records import Assessment, Risk

__all__ = ["percent", "tell_chances"]


def tell_chances(assessment: Assessment, lang: Language) -> str:
    """Only offers can be above low: of another text it is said why it is low however high its chances are."""
    scores = assessment.risk_scores
    return phrase(
        "chance" if assessment.category.is_offer else "chance_no_offer",
        lang,
        category=phrase(f"category_{assessment.category}", lang),
        high=percent(scores[Risk.HIGH]),
        review=percent(1 - scores[Risk.LOW]),
    )


def percent(score: float) -> int:
    """A probability for reading; never 0 or 100, which no model knows.

    >>> percent(0.256), percent(0.9999)
    (26, 99)
    """
    return min(max(round(100 * score), 1), 99)
