"""Lint of the corpus: cues that would tell the level by themselves are named, and levels that the points do not give."""

import pytest
from training_samples import sample_documents

from offerscan.records import Category, Risk
from offerscan_training.corpus import Document, Mark
from offerscan_training.data_card import Pair
from offerscan_training.lint import CUES, disputed_levels, lint_report


def offer(identity: str, text: str, risk: Risk, *labels: str) -> Document:
    return Document(
        identity, text, Category.OVERSEAS_OFFER, risk, tuple(Mark(0, 4, label) for label in labels), {"lang": "id"}
    )


@pytest.mark.parametrize(
    ("cue", "text", "value"),
    [
        ("emoji", "gaji 🔥🔥 besar", 2),
        ("exclamation marks", "ayo!! cepat!", 3),
        ("share of capitals", "ABcd", 0.5),
        ("share of digits", "a1b2", 0.5),
        ("line breaks", "a\nb\nc", 2),
        ("a telephone number", "WA 0812-3456-7890", True),
        ('"gratis"', "tiket GRATIS", True),
        ('"PT"', "lewat pt maju", True),
        ('"PT"', "optimal", False),
        ("japri, DM, WA", "wa aja", True),
        ("japri, DM, WA", "bawa tas", False),
        ("a chat with turns", "A: halo\nB: ya kak", True),
        ("a chat with turns", "Gaji: 5 juta", False),
    ],
)
def test_cues(cue: str, text: str, value: float) -> None:
    assert CUES[cue](offer("a-1", text, Risk.LOW)) == value


def test_a_cue_that_tells_the_level_by_itself_is_named() -> None:
    documents = [
        offer(f"a-{i}", "Kerja ke Taiwan" + "!" * (i % 2), Risk.HIGH if i % 2 else Risk.LOW) for i in range(20)
    ]
    [row] = [line for line in lint_report(documents, []).splitlines() if line.startswith("| exclamation marks")]
    assert row == "| exclamation marks | 1.00 | 1.00 | look at it |"


def test_levels_are_checked_against_the_points() -> None:
    fits = offer("a-1", "Visa turis, paspor dipegang", Risk.HIGH, "document_retention", "wrong_visa")
    disputed = offer("a-2", "Visa turis, paspor dipegang", Risk.LOW, "document_retention", "wrong_visa")
    assert disputed_levels([fits, disputed]) == [(disputed, Risk.HIGH)]


def test_the_report_names_every_section_and_near_duplicates() -> None:
    report = lint_report(sample_documents(), [Pair("a-1", "a-2", 0.9)])
    for title in ("Cues", "Levels against points", "Languages", "Categories", "Spans", "Authors", "Openings"):
        assert f"## {title}\n" in report
    assert "| a-1 | a-2 | 0.90 |" in report
