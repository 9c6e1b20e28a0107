"""The gate: a model that is worse in anything that counts does not ship."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datasets")

from offerscan.artifacts import open_model
from offerscan.errors import InputError
from offerscan_training.corpus import Document, write_jsonl
from offerscan_training.gate import compare_figures, read_figures, tell_doubt, verdict_table
from offerscan_training.prepare import read_feedback
from offerscan_training.results import RESULTS

FIGURES: dict[str, Any] = {
    "systems": {
        "tfidf": {"n": 480, "headline": {"high_f1": {"value": 0.1}}},
        "offerscan-id-1 int8": {
            "n": 480,
            "headline": {
                "category_f1": {"value": 0.88}, "high_f1": {"value": 0.87}, "low_called_high": {"value": 0.03},
                "token_f1": {"value": None},
            },
        },
    },
    "offercheck": {"plain_upfront_fee": {"cases": 12, "failed": [3]}, "asked_risk": {"cases": 8, "failed": []}},
}  # fmt: skip


def changed(figure: str, value: Any) -> dict[str, Any]:
    figures = copy.deepcopy(FIGURES)
    if figure == "failed":
        figures["offercheck"]["asked_risk"]["failed"] = value
    else:
        figures["systems"]["offerscan-id-1 int8"]["headline"][figure]["value"] = value
    return figures


@pytest.mark.parametrize(
    ("figure", "value", "ships"),
    [
        ("high_f1", 0.87, True), ("high_f1", 0.9, True), ("high_f1", 0.869, False), ("high_f1", None, False),
        ("category_f1", 0.5, False), ("low_called_high", 0.04, False), ("low_called_high", 0.0, True),
        ("failed", [1], False), ("failed", [], True),
    ],
)  # fmt: skip
def test_no_figure_may_be_worse(figure: str, value: Any, ships: bool) -> None:
    verdicts = compare_figures(changed(figure, value), FIGURES)
    assert all(verdict.holds for verdict in verdicts) is ships
    assert verdict_table(verdicts).endswith(f"May ship: {'yes' if ships else 'no'}")
    assert [verdict.figure for verdict in verdicts] == ["category_f1", "high_f1", "low_called_high", "offercheck"]


def test_a_tolerance_is_as_wide_as_it_says() -> None:
    assert all(one.holds for one in compare_figures(changed("high_f1", 0.86), FIGURES, tolerance=0.011))
    assert not all(one.holds for one in compare_figures(changed("high_f1", 0.86), FIGURES, tolerance=0.009))


@pytest.mark.parametrize("broken", [{}, {"systems": {}}, {**FIGURES, "offercheck": {}}])
def test_what_cannot_be_compared_is_told(broken: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        compare_figures(broken, FIGURES)


def test_other_documents_cannot_be_compared() -> None:
    other = copy.deepcopy(FIGURES)
    other["systems"]["offerscan-id-1 int8"]["n"] = 100
    with pytest.raises(InputError, match="different documents"):
        compare_figures(other, FIGURES)


def measured_on(split: str, digest: str) -> dict[str, Any]:
    return {**FIGURES, "measured_on": {"split": split, "sha256": digest}}


@pytest.mark.parametrize("other", [measured_on("test", "b"), measured_on("dev", "a")])
def test_as_many_other_documents_cannot_be_compared_either(other: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="different documents"):
        compare_figures(other, measured_on("test", "a"))


@pytest.mark.parametrize(
    ("new", "old", "doubt"),
    [
        (measured_on("test", "a"), measured_on("test", "a"), False),
        (measured_on("test", "a"), FIGURES, True), (FIGURES, FIGURES, True),
    ],
)  # fmt: skip
def test_figures_that_do_not_name_their_documents_are_compared_by_number_and_told(
    new: dict[str, Any], old: dict[str, Any], doubt: bool
) -> None:
    assert all(one.holds for one in compare_figures(new, old))
    assert ("by their number alone" in tell_doubt(new, old)) is doubt


def test_figures_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    path.write_text(json.dumps(FIGURES))
    assert read_figures(path) == FIGURES
    with pytest.raises(InputError, match="evaluate"):
        read_figures(tmp_path / "none.json")


# What two or three documents of 480 change (their 95 % intervals are three points wide); one case of OfferCheck is 0.1 points.
NOISE = 0.01


def test_the_shipped_model_passes_the_gate_against_its_predecessor() -> None:
    """Whoever ships a model writes the name of the one before into PREDECESSOR."""
    predecessor = (RESULTS / "PREDECESSOR").read_text(encoding="utf-8").strip()
    assert predecessor != open_model(None).version
    verdicts = compare_figures(read_figures(None), read_figures(RESULTS / f"{predecessor}-test.json"), NOISE)
    assert all(verdict.holds for verdict in verdicts), verdict_table(verdicts)


def test_feedback_cannot_enter_a_held_out_split(tmp_path: Path) -> None:
    from offerscan.records import Category, Risk

    path = tmp_path / "feedback.jsonl"
    write_jsonl([Document("t10-1", "Teks", Category.OTHER, Risk.LOW)], path)
    with pytest.raises(InputError, match="held out"):
        read_feedback([path])
