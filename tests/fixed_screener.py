"""A screener without weights, importable by name so that the processes of a scan can open it too."""

from __future__ import annotations

from offerscan.catalog import read_catalog
from offerscan.engines.fixed import FixedEngine
from offerscan.policy import Policy
from offerscan.registry import FindRegistry, no_registry
from offerscan.screener import Screener

WORDS = {
    "dp": "upfront_fee",
    "kamboja": "closed_destination",
    "ktp": "document_retention",
    "malam": "urgency_pressure",
    "kontrak": "work_visa_contract",
}
_WEIGHTS = {"model": 1.0, "points": 1.0, "expected": 0.1, "bias": 0.0}


def open_fixed(settings: object = None, registry: FindRegistry = no_registry) -> Screener:
    """Marks the words above; any of them makes a text an offer abroad."""
    catalog = read_catalog()
    policy = Policy(
        indicators=(0.5,) * len(catalog.labels),
        evidence={"floor": 0.5, "share": 0.5, "keep": 0.5},
        joining={"review": _WEIGHTS, "high": _WEIGHTS},
        levels={"review": 0.5, "high": 0.5},
        finding={"text": 1.0, "evidence": 0.5, "bias": 0.0},
    )
    return Screener(FixedEngine(catalog.labels, WORDS), catalog, policy, registry=registry)
