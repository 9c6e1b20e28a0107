"""The gate before a release: a new model ships only if it is no worse than the old one on what both were measured on.

Learning from feedback can make a model better at one office's cases and worse at everybody else's; nobody sees that in use.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offerscan.artifacts import open_model
from offerscan.errors import InputError
from offerscan_training.results import RESULTS

__all__ = ["Verdict", "compare_figures", "read_figures", "tell_doubt", "verdict_table"]

# Figures of the held-out split that decide, and whether less is better.
_HEADLINE = {
    "category_f1": False, "high_f1": False, "high_recall": False, "flagged_f1": False, "indicator_micro_f1": False,
    "indicator_macro_f1": False, "token_f1": False, "low_called_high": True,
}  # fmt: skip
# Figures are ratios of whole numbers: what differs by less is the same number, computed in another order.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Verdict:
    """One figure of the old and of the new model; `holds` says that the new one is no worse."""

    figure: str
    old: float
    new: float
    holds: bool


def read_figures(place: Path | None) -> dict[str, Any]:
    """What `evaluate` wrote of a model folder (None: the shipped one), or a file of it; raises InputError."""
    path = (
        place if place is not None and place.suffix == ".json" else RESULTS / f"{open_model(place).version}-test.json"
    )
    try:
        figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise InputError(
            f"{path.name} cannot be read: run `python -m offerscan_training evaluate --model FOLDER` first."
        ) from fault
    return figures


def compare_figures(new: Mapping[str, Any], old: Mapping[str, Any], tolerance: float = 0.0) -> list[Verdict]:
    """One verdict a figure; a figure that only the old model has counts as lost. Raises InputError where the two were
    measured on different documents or cases, or without OfferCheck."""
    measured, before = (_model_figures(figures) for figures in (new, old))
    known = [figures["measured_on"] for figures in (new, old) if figures.get("measured_on")]
    if measured["n"] != before["n"] or (len(known) == 2 and known[0] != known[1]):
        raise InputError(
            "The two models were measured on different documents: run `evaluate` for both on today's corpus."
        )
    verdicts = [
        _verdict(name, _value(before, name), _value(measured, name), tolerance, less)
        for name, less in _HEADLINE.items()
        if _value(before, name) is not None
    ]
    return [*verdicts, _offercheck(new, old, tolerance)]


def tell_doubt(new: Mapping[str, Any], old: Mapping[str, Any]) -> str:
    """A sentence where figures do not say which documents they were measured on, as old ones do not; else empty."""
    if all(figures.get("measured_on") for figures in (new, old)):
        return ""
    return (
        "Figures written before `evaluate` named the split and its SHA-256: that both were measured on the same documents"
        " is known by their number alone. Run `evaluate` for both to be sure."
    )


def verdict_table(verdicts: list[Verdict]) -> str:
    """The verdicts as a Markdown table, and in one last line whether the model may ship."""
    rows = [f"| {one.figure} | {one.old:.4f} | {one.new:.4f} | {'yes' if one.holds else 'NO'} |" for one in verdicts]
    ships = all(one.holds for one in verdicts)
    return "\n".join(
        [
            "| Figure | old | new | no worse |",
            "| --- | ---: | ---: | --- |",
            *rows,
            "",
            f"May ship: {'yes' if ships else 'no'}",
        ]
    )


def _model_figures(figures: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of the systems measured side by side the last is the model itself."""
    systems = figures.get("systems") or {}
    if not systems:
        raise InputError("A file of figures holds no model: run `evaluate` again.")
    measures: Mapping[str, Any] = list(systems.values())[-1]
    return measures


def _value(measures: Mapping[str, Any], name: str) -> float | None:
    value: float | None = measures["headline"].get(name, {}).get("value")
    return value


def _verdict(name: str, old: float | None, new: float | None, tolerance: float, less: bool) -> Verdict:
    was, found = old or 0.0, new if new is not None else (1.0 if less else 0.0)
    worse_by = found - was if less else was - found
    return Verdict(name, was, found, worse_by <= tolerance + _ROUNDING)


def _offercheck(new: Mapping[str, Any], old: Mapping[str, Any], tolerance: float) -> Verdict:
    """Share of OfferCheck's cases that hold."""
    cases = [sum(one["cases"] for one in figures.get("offercheck", {}).values()) for figures in (new, old)]
    failed = [sum(len(one["failed"]) for one in figures.get("offercheck", {}).values()) for figures in (new, old)]
    if not all(cases) or cases[0] != cases[1]:
        raise InputError("The two models were not measured on the same cases of OfferCheck: run `evaluate` for both.")
    return _verdict("offercheck", 1 - failed[1] / cases[1], 1 - failed[0] / cases[0], tolerance, less=False)
