"""Every figure against cases small enough to count by hand, and against what must hold for any document."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.records import Category, Risk
from offerscan_training.comparison import table
from offerscan_training.corpus import Document, Mark
from offerscan_training.diagrams import draw_coverage, draw_reliability
from offerscan_training.metrics import SMALL, Measures, measure
from offerscan_training.reliability import Coverage, calibration_error, coverage_curve, reliability_bins
from offerscan_training.scores import Scores
from offerscan_training.slices import SLICES, length_bucket
from offerscan_training.spans import squeeze, tally_spans, tally_tokens
from offerscan_training.thresholds import best_threshold, choose_thresholds

CATEGORIES, RISKS = list(Category), list(Risk)
THRESHOLDS = {"upfront_fee": 0.5, "wrong_visa": 0.5}
TEXT = "bayar DP dulu, visa turis ya"
FEE, VISA = Mark(0, 8, "upfront_fee"), Mark(15, 25, "wrong_visa")


def document(category: str = "other", risk: str = "low", marks: tuple[Mark, ...] = (), **meta: str) -> Document:
    return Document("a-1", TEXT, Category(category), Risk(risk), marks, meta)


def one_hot(names: list[str], order: list[str]) -> np.ndarray:
    return np.array([[float(name == one) for one in order] for name in names])


def say(categories: list[str], risks: list[str], **more: object) -> Scores:
    """Scores of a system that is sure of everything it says."""
    return Scores(one_hot(categories, CATEGORIES), one_hot(risks, RISKS), **more)


def truthful(documents: list[Document]) -> Scores:
    indicators = np.array([[float(label in one.labels) for label in THRESHOLDS] for one in documents])
    return say(
        [one.category for one in documents], [one.risk for one in documents],
        indicators=indicators, marks=[one.spans for one in documents],
    )  # fmt: skip


def quick(documents: list[Document], scores: Scores) -> Measures:
    return measure(documents, scores, THRESHOLDS, resamples=10)


FOUR = [
    document("overseas_offer", "high", (FEE, VISA)),
    document("overseas_offer", "review", (FEE,)),
    document("other", "low"),
    document("discussion", "low"),
]


def test_a_truthful_system_is_perfect() -> None:
    measures = quick(FOUR, truthful(FOUR))
    assert measures.headline["low_called_high"].value == 0
    assert {name: figure.value for name, figure in measures.headline.items() if name != "low_called_high"} == {
        name: 1.0 for name in measures.headline if name != "low_called_high"
    }
    assert measures.calibration_error == measures.finding_calibration_error == 0
    assert [found.n for found in measures.evidence.values()] == [7 + 9 + 7, 3, 3]


def test_category_counts() -> None:
    measures = quick(FOUR, say(["overseas_offer", "other", "other", "other"], ["low"] * 4))
    # Overseas: 1 of 2 found, none false: F1 2/3. Other: 1 found, 2 false: 1/2. Discussion: 0. The rest is absent.
    assert measures.headline["category_f1"].value == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)
    other = measures.categories["other"]
    assert (other.n, other.precision, other.recall, other.f1) == (1, pytest.approx(1 / 3), 1.0, 0.5)
    assert measures.categories["other_fraud"].f1 is None


@pytest.mark.parametrize(
    ("decided", "high", "flagged", "low_called_high"),
    [
        (["high", "high", "low", "low"], (0.5, 1.0, 2 / 3), (1.0, 1.0, 1.0), 0.0),
        (["review", "low", "high", "low"], (0.0, 0.0, 0.0), (0.5, 0.5, 0.5), 0.5),
        (["low", "low", "low", "low"], (None, 0.0, 0.0), (None, 0.0, 0.0), 0.0),
    ],
)
def test_levels(decided: list[str], high: tuple, flagged: tuple, low_called_high: float) -> None:
    measures = quick(FOUR, say(["other"] * 4, decided))
    for name, expected in (("high", high), ("flagged", flagged)):
        found = measures.levels[name]
        assert (found.precision, found.recall, found.f1) == pytest.approx(expected)
    assert measures.headline["low_called_high"].value == low_called_high


def test_a_systems_own_levels_go_before_its_probabilities() -> None:
    scores = replace(say(["other"] * 4, ["low"] * 4), levels=np.array([2, 1, 0, 0]))
    assert quick(FOUR, scores).levels["flagged"].f1 == 1.0


def test_ranking_by_probability_of_high() -> None:
    risk = np.array([[0.3, 0.0, 0.7], [0.2, 0.0, 0.8], [0.4, 0.0, 0.6], [0.5, 0.0, 0.5]])
    headline = quick(FOUR, Scores(one_hot(["other"] * 4, CATEGORIES), risk)).headline
    # The one high text stands second of four: two of three pairs are right, precision there is 1/2.
    assert headline["high_auroc"].value == pytest.approx(2 / 3)
    assert headline["high_ap"].value == pytest.approx(1 / 2)


def test_indicators_by_threshold_and_label() -> None:
    indicators = np.array([[0.9, 0.4], [0.2, 0.1], [0.6, 0.3], [0.0, 0.0]])
    measures = quick(FOUR, say(["other"] * 4, ["low"] * 4, indicators=indicators))
    fee, visa = measures.indicators["upfront_fee"], measures.indicators["wrong_visa"]
    assert (fee.n, fee.precision, fee.recall, fee.f1) == (2, 0.5, 0.5, 0.5)
    assert fee.average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert (visa.n, visa.precision, visa.recall, visa.average_precision) == (1, None, 0.0, 1.0)
    assert measures.headline["indicator_micro_f1"].value == pytest.approx(2 / (2 + 1 + 2))
    assert measures.headline["indicator_macro_f1"].value == 0.25
    # Two findings, scores 0.9 (right) and 0.6 (wrong), each in its own bin.
    assert measures.finding_calibration_error == pytest.approx((0.1 + 0.6) / 2)


def test_a_system_without_indicators_and_evidence_has_no_such_figures() -> None:
    measures = quick(FOUR, say(["other"] * 4, ["low"] * 4))
    assert measures.indicators == measures.evidence == {}
    assert measures.headline["token_f1"].value is measures.headline["indicator_micro_f1"].value is None


@pytest.mark.parametrize(
    ("found", "tokens", "exact", "partial"),
    [
        pytest.param((FEE, VISA), (16, 0, 0), 2, 2, id="all"),
        pytest.param((), (0, 0, 16), 0, 0, id="none"),
        pytest.param((Mark(0, 9, "upfront_fee"), VISA), (16, 0, 0), 2, 2, id="a space more is no difference"),
        pytest.param((Mark(0, 13, "upfront_fee"),), (7, 4, 9), 0, 1, id="7 of 11 characters are enough"),
        pytest.param((Mark(0, 5, "upfront_fee"),), (5, 0, 11), 0, 1, id="5 of 7 are"),
        pytest.param((Mark(5, 8, "upfront_fee"),), (2, 0, 14), 0, 0, id="2 of 7 are not"),
        pytest.param((Mark(0, 8, "wrong_visa"),), (0, 7, 16), 0, 0, id="another label"),
        pytest.param((Mark(8, 9, "upfront_fee"),), (0, 0, 16), 0, 0, id="a space is nothing"),
        pytest.param((Mark(0, 5, "upfront_fee"), Mark(0, 8, "upfront_fee")), (7, 0, 9), 1, 1, id="one claim a mark"),
    ],
)
def test_evidence(found: tuple[Mark, ...], tokens: tuple[int, int, int], exact: int, partial: int) -> None:
    marked, claimed = squeeze(TEXT, (FEE, VISA)), squeeze(TEXT, found)
    assert tuple(tally_tokens(marked, claimed)) == tokens
    assert tuple(tally_spans(marked, claimed, 1.0)) == (exact, len(claimed) - exact, 2 - exact)
    assert tuple(tally_spans(marked, claimed, 0.5)) == (partial, len(claimed) - partial, 2 - partial)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text("ab \n", min_size=1, max_size=12))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(["x", "y"]))
    return text, [Mark(min(a, b), max(a, b), label) for a, b, label in draw(st.lists(places, max_size=5))]


@given(marked_texts(), st.data())
@settings(max_examples=150, deadline=None)
def test_span_tallies_hold_together(case: tuple[str, list[Mark]], data: st.DataObject) -> None:
    text, marks = case
    marked = squeeze(text, marks)
    found = squeeze(text, data.draw(st.lists(st.sampled_from(marks), max_size=5)) if marks else [])
    exact, partial = tally_spans(marked, found, 1.0), tally_spans(marked, found, 0.5)
    assert exact[0] == len(marked & found) <= partial[0] <= min(len(marked), len(found))
    assert tuple(tally_spans(found, marked, 0.5)) == (partial[0], partial[2], partial[1])
    assert tally_tokens(marked, found)[[0, 2]].sum() == tally_tokens(marked, marked)[0]


def test_reliability_bins_have_equal_mass_and_keep_equal_scores_together() -> None:
    scores = np.array([0.1] * 6 + [0.5] * 3 + [0.9] * 3)
    truth = np.array([False] * 6 + [True, False, False] + [True] * 3)
    bins = reliability_bins(truth, scores, bins=4)
    assert [(one.n, pytest.approx(one.score), pytest.approx(one.observed)) for one in bins] == [
        (6, 0.1, 0.0), (3, 0.5, 1 / 3), (3, 0.9, 1.0),
    ]  # fmt: skip
    assert calibration_error(bins) == pytest.approx((6 * 0.1 + 3 * (0.5 - 1 / 3) + 3 * 0.1) / 12)


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
def test_reliability_bins_lose_nothing(pairs: list[tuple[bool, float]]) -> None:
    truth, scores = (np.array(column) for column in zip(*pairs, strict=True))
    bins = reliability_bins(truth, scores)
    assert sum(one.n for one in bins) == len(pairs)
    assert sum(one.n * one.observed for one in bins) == pytest.approx(truth.sum())
    assert [one.score for one in bins] == sorted(one.score for one in bins)


@pytest.mark.parametrize(
    ("words", "bucket"),
    [(0, "<15"), (14, "<15"), (15, "15-40"), (39, "15-40"), (40, "40-100"), (199, "100-200"), (200, ">200")],
)
def test_length_bucket(words: int, bucket: str) -> None:
    assert length_bucket("kata " * words) == bucket


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("language", "jv"),
        ("channel", "sms"),
        ("destination", "TW"),
        ("length", "<15"),
        ("category", "other"),
        ("author", "t3"),
    ],
)
def test_slices(name: str, expected: str) -> None:
    one = Document("t3-120", "Kaos", Category.OTHER, Risk.LOW, (), {"lang": "jv,id", "channel": "sms", "dest": "TW"})
    assert SLICES[name](one) == expected


def test_small_slices_show_their_number_only() -> None:
    documents = [document("overseas_offer", "high", channel="sms")] * SMALL + [document(channel="web")] * (SMALL - 1)
    channels = quick(documents, truthful(documents)).slices["channel"]
    assert list(channels) == ["sms", "web"]
    assert channels["web"].n == SMALL - 1
    assert channels["web"].figures is None
    assert channels["sms"].figures is not None
    assert channels["sms"].figures["high_f1"] == 1.0
    # All texts are high: there is nothing to rank.
    assert channels["sms"].figures["high_auroc"] is None


def test_intervals_are_seeded_and_hold_the_figure() -> None:
    documents = FOUR * 12
    scores = say(["overseas_offer"] * 48, ["high", "low", "high", "low"] * 12)
    first, again = (measure(documents, scores, THRESHOLDS, resamples=20, seed=4).headline for _ in range(2))
    assert first == again
    assert first != measure(documents, scores, THRESHOLDS, resamples=20, seed=5).headline
    figure = first["high_f1"]
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low < figure.value < figure.high


def test_order_of_documents_does_not_matter() -> None:
    rows = [3, 1, 0, 2]
    scores = truthful(FOUR)
    scores = replace(scores, indicators=np.array([[0.9, 0.4], [0.2, 0.1], [0.6, 0.3], [0.0, 0.0]]))
    turned = Scores(scores.category[rows], scores.risk[rows], scores.indicators[rows], [scores.marks[i] for i in rows])
    values, turned_values = (
        {name: figure.value for name, figure in quick(documents, one).headline.items()}
        for documents, one in ((FOUR, scores), ([FOUR[i] for i in rows], turned))
    )
    assert values == turned_values


def test_measures_are_json() -> None:
    measures = quick(FOUR, truthful(FOUR))
    read = json.loads(json.dumps(measures.as_dict(), allow_nan=False))
    assert read["headline"]["high_f1"]["value"] == 1.0
    assert read["slices"]["category"]["other"] == {"n": 1, "figures": None}


@pytest.mark.parametrize("wrong", ["documents", "thresholds"])
def test_what_does_not_fit_is_refused(wrong: str) -> None:
    documents = FOUR[:3] if wrong == "documents" else FOUR
    thresholds = {"upfront_fee": 0.5} if wrong == "thresholds" else THRESHOLDS
    with pytest.raises(ValueError, match=wrong):
        measure(documents, truthful(FOUR), thresholds)


def test_table_shows_systems_side_by_side() -> None:
    documents = FOUR * 6
    silent = say(["other"] * 24, ["low"] * 24)
    page = table([("good", quick(documents, truthful(documents))), ("silent", quick(documents, silent))])
    assert "| Figure | good | silent |" in page
    assert "| High: F1 | 1.000 (1.000–1.000) | 0.000 (0.000–0.000) |" in page
    assert "| upfront_fee (12) | 1.000 / 1.000 / 1.000 / 1.000 | – |" in page
    assert "Too few: overseas_offer (12), discussion (6), other (6)." in page
    assert "| a (24) | 1.000 / 1.000 / 1.000 / 0.000 | 0.133 / 0.000 / – / 0.000 |" in page
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {4}


def test_table_refuses_different_documents() -> None:
    with pytest.raises(ValueError, match="same documents"):
        table([("a", quick(FOUR, truthful(FOUR))), ("b", quick(FOUR * 2, truthful(FOUR * 2)))])


@pytest.mark.parametrize(
    ("truth", "scores", "threshold"),
    [
        ([True, True, False, False], [0.9, 0.6, 0.4, 0.1], 0.5),
        ([True, False, True, False], [0.9, 0.6, 0.4, 0.2], 0.3),
        ([True, False, False, False], [0.9, 0.6, 0.6, 0.6], 0.75),
        ([True, True], [0.4, 0.4], 0.2),
        ([False, False], [0.9, 0.1], 0.5),
    ],
)
def test_best_threshold(truth: list[bool], scores: list[float], threshold: float) -> None:
    assert best_threshold(np.array(truth), np.array(scores)) == pytest.approx(threshold)


def test_rare_labels_share_a_threshold() -> None:
    truth = np.array([[True, False], [True, True], [False, False], [False, False]])
    scores = np.array([[0.9, 0.1], [0.7, 0.2], [0.3, 0.0], [0.1, 0.0]])
    assert choose_thresholds(truth, scores, few=2) == pytest.approx([0.5, 0.15])
    assert choose_thresholds(truth, scores, few=1) == pytest.approx([0.5, 0.15])


def test_the_surest_texts_are_decided_first() -> None:
    curve = coverage_curve(np.array([True, False, False, False]), np.array([0.4, 0.7, 0.8, 0.9]), points=4)
    assert curve == (Coverage(0.25, 0.0), Coverage(0.5, 0.0), Coverage(0.75, 0.0), Coverage(1.0, 0.25))


def test_equal_certainty_is_decided_together() -> None:
    assert coverage_curve(np.array([True, False]), np.array([0.9, 0.9]), points=4) == (Coverage(1.0, 0.5),)


def test_every_kind_of_probability_has_its_bins() -> None:
    measures = quick(FOUR, truthful(FOUR))
    assert set(measures.reliability) == {"high", "flagged", "category", "findings"}
    assert set(quick(FOUR, say(["other"] * 4, ["low"] * 4)).reliability) == {"high", "flagged", "category"}


def test_diagrams_are_pictures(tmp_path: Path) -> None:
    measures = quick(FOUR, truthful(FOUR))
    draw_reliability(measures.reliability, tmp_path / "a.png")
    draw_coverage(measures.coverage, tmp_path / "b.png")
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in tmp_path.iterdir())
