"""How much a second look at an assessment would teach: what the queue for feedback is sorted by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offerscan.records import Limit

__all__ = ["doubt"]

# What a text is worth that shares nothing with an earlier case: beside the doubtful, behind what lies at its threshold.
_NOVEL = 0.6
# Probability from which a finding is no longer an open question.
_FINDING = 0.5


def doubt(assessment: Mapping[str, Any], levels: Mapping[str, float], likeness: float) -> float:
    """0 (nothing to learn) to 1: the nearer a probability to its threshold, or the further the text from what is known.

    `assessment` has the published shape; `levels` are the thresholds of the model's policy; `likeness` is what the text
    shares with the nearest earlier case.

    >>> scores = {"low": 0.02, "review": 0.06, "high": 0.92}
    >>> doubt({"risk_scores": scores, "findings": [], "limits": []}, {"review": 0.5, "high": 0.5}, likeness=1.0)
    0.16
    """
    scores = assessment["risk_scores"]
    near = max(
        _nearness(scores["high"], levels["high"]),
        _nearness(scores["high"] + scores["review"], levels["review"]),
        *(0.8 * _nearness(finding["score"], _FINDING) for finding in assessment["findings"]),
        0.0,
    )
    novel = 1.0 if Limit.NOT_COVERED in assessment["limits"] else _NOVEL * (1 - likeness)
    return round(max(near, novel), 4)


def _nearness(score: float, threshold: float) -> float:
    """1 at the threshold, 0 where the score is 0 or 1."""
    reach = threshold if score < threshold else 1 - threshold
    return max(0.0, 1 - abs(score - threshold) / max(reach, 1e-9))
