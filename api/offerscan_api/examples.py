"""The examples of the OpenAPI page; an invented offer, and the answer in the shape that is published."""

from __future__ import annotations

from typing import Any

from fastapi.openapi.models import Example

from offerscan.phrases import both

__all__ = ["ASSESS_ANSWER", "ASSESS_REQUESTS"]

_TEXT = "Dibutuhkan ART ke Taiwan gaji 20rb NT per bulan. DP 2jt dlu buat booking job, WA 0812-3456-7890"

ASSESS_REQUESTS = {
    "text": Example(summary="One offer", value={"text": _TEXT}),
    "offers": Example(
        summary="A batch",
        value={"offers": [{"id": "post-14", "text": _TEXT}, {"id": "row-15", "text": ""}]},
    ),
}

ASSESS_ANSWER: dict[str, Any] = {
    "assessments": [
        {
            "id": "post-14",
            "source": None,
            "category": "overseas_offer",
            "category_scores": {
                "overseas_offer": 0.97, "domestic_offer": 0.02, "discussion": 0.01, "other_fraud": 0.0, "other": 0.0
            },
            "risk": "high",
            "risk_scores": {"low": 0.01, "review": 0.05, "high": 0.94},
            "findings": [
                {
                    "indicator": "upfront_fee", "kind": "risk", "severity": "medium", "score": 0.91, "origin": "model",
                    "start": 49, "end": 76, "quote": "DP 2jt dlu buat booking job",
                }
            ],
            "details": {
                "destinations": ["TW"], "phones": ["+6281234567890"], "accounts": [], "links": [], "handles": [],
                "companies": [], "licences": [],
                "pay": [{"amount": 20000.0, "currency": "TWD", "per": "month", "start": 30, "end": 37}],
            },
            "registry": None,
            "language": "id",
            "limits": [],
            "versions": {"offerscan": "1.0.0", "model": "offerscan-id-1", "catalog": "1", "registry": None},
        },
        {"id": "row-15", "source": None, "error": {"code": "empty", "message": both("error_empty")}},
    ]
}  # fmt: skip
