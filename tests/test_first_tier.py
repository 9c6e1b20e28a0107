"""The first tier: it settles small talk, passes on all else, says so, and is the same alone, in a batch and from its file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fixed_screener import open_fixed
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.artifacts import ENCODER, FIRST_TIER, TOKENIZER, WIDE
from offerscan.engines.first_tier import FirstTier, cut_stretches
from offerscan.engines.remembered import Remembered
from offerscan.engines.wide import WideMember
from offerscan.errors import ModelError
from offerscan.records import Assessment, Category, Offer, Risk
from offerscan.screener import Screener
from offerscan.text import read_view
from offerscan_training.corpus import Document
from offerscan_training.first_tier import Folds, TierText, choose_threshold, cross_validate, fit_first_tier
from offerscan_training.first_tier_report import (
    LEFT_OUT,
    Passed,
    TierFigures,
    TierLoss,
    _losses_of_folds,
    first_tier_report,
)
from offerscan_training.folder import add_first_tier
from offerscan_training.results import write_figures

TALK = ["hujan terus dari pagi", "kangen rumah nenek", "pertandingan tadi malam seru", "bakso di sini enak sekali"]
OFFERS = ["butuh {} orang kerja ke kamboja", "loker taiwan gaji {} juta dp dulu", "dicari {} pekerja ke malaysia"]
HIDDEN = "kangen rumah nenek, hujan terus dari pagi. " * 40 + (
    "loker taiwan gaji 20 juta dp dulu, butuh 3 orang kerja ke kamboja, dicari 5 pekerja ke malaysia " * 3
)


def tier_text(text: str, category: Category, group: str, risk: Risk = Risk.LOW) -> TierText:
    return TierText(text, Document(f"{group}-1", text, category, risk, (), {"lang": "id"}), group)


@pytest.fixture(scope="module")
def texts() -> list[TierText]:
    """Sixty texts of small talk, sixty offers by six authors."""
    talk = [tier_text(f"{TALK[n % 4]} {n}", Category.OTHER, "posts:posts_social") for n in range(60)]
    offers = [
        tier_text(OFFERS[n % 3].format(n), Category.OVERSEAS_OFFER, f"t{n % 6}", Risk.HIGH if n % 2 else Risk.LOW)
        for n in range(60)
    ]
    return talk + offers


@pytest.fixture(scope="module")
def tier(texts: list[TierText]) -> FirstTier:
    return fit_first_tier(texts, threshold=0.0)


def with_tier(tier: FirstTier | None) -> Screener:
    fixed = open_fixed()
    return Screener(fixed.engine, fixed.catalog, fixed.policy, tier)


@pytest.mark.parametrize(
    ("text", "is_settled"),
    [
        ("hujan terus dari pagi", True),
        ("bakso enak, kangen rumah", True),
        ("loker taiwan gaji 20 juta dp dulu", False),
        ("dicari 3 pekerja ke malaysia", False),
        (HIDDEN, False),
        ("kangen rumah nenek, hujan terus dari pagi. " * 40, True),
        ("รับสมัครงานที่ปอยเปต เงินเดือน 30000 บาท", False),  # scripts in which it knows no word
        ("कंबोडिया में नौकरी, वेतन 1000 डॉलर", False),
        ("招聘柬埔寨客服 工资高", False),
        ("ꦝꦶꦥꦸꦤ꧀ꦥꦝꦺꦴꦱ꧀ ꦏꦼꦂꦗ", False),
    ],
)
def test_small_talk_is_settled_and_all_else_passed_on(tier: FirstTier, text: str, is_settled: bool) -> None:
    assert (tier.settle(text, 33) is not None) is is_settled


def test_what_it_settles_is_marked_and_low(tier: FirstTier) -> None:
    answer = with_tier(tier).assess(Offer("hujan terus dari pagi"))
    assert isinstance(answer, Assessment)
    assert (answer.category, answer.risk, answer.findings, answer.language) == (Category.OTHER, Risk.LOW, (), "id")
    assert answer.limits == ("first tier only",)
    assert sum(answer.category_scores.values()) == pytest.approx(1, abs=0.001)
    assert sum(answer.risk_scores.values()) == pytest.approx(1, abs=0.001)


def test_what_it_passes_on_is_as_without_it(tier: FirstTier) -> None:
    offer = Offer("loker taiwan, dp dulu ke kamboja")
    assert with_tier(tier).assess(offer) == with_tier(None).assess(offer)


@given(st.lists(st.sampled_from([*TALK, HIDDEN, "loker taiwan gaji 2 juta", "dp ke kamboja", "", "😀"]), max_size=12))
@settings(deadline=None, max_examples=30)
def test_alone_as_in_a_batch(tier: FirstTier, texts: list[str]) -> None:
    offers = [Offer(text) for text in texts]
    assert list(with_tier(tier).assess_many(offers)) == [with_tier(tier).assess(offer) for offer in offers]


def test_unknown_words_weigh_nothing(tier: FirstTier) -> None:
    assert tier.concern("zzz qqq") == pytest.approx(float(tier.member.bias[0]))


def test_it_is_what_was_saved(tier: FirstTier, tmp_path: Path) -> None:
    tier.save(tmp_path / FIRST_TIER)
    read = FirstTier.load(tmp_path / FIRST_TIER)
    assert (read.languages, read.threshold) == (tier.languages, tier.threshold)
    assert read.concern(HIDDEN) == pytest.approx(tier.concern(HIDDEN), abs=0.01)


def test_a_model_folder_takes_it_with_its_figures(tier: FirstTier, tmp_path: Path) -> None:
    for name in (ENCODER, TOKENIZER, WIDE, "config.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "manifest.json").write_text('{"version": "tiny-1"}', encoding="utf-8")
    tier.save(tmp_path / "fitted.npz")
    write_figures(tmp_path / "first_tier.json", {"threshold": -3.0})
    add_first_tier(tmp_path, tmp_path / "fitted.npz", tmp_path / "first_tier.json")
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["first_tier"] == {"threshold": -3.0}
    assert {FIRST_TIER, ENCODER} <= set(manifest["files"])
    assert FirstTier.load(tmp_path / FIRST_TIER).threshold == tier.threshold


def test_a_damaged_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FIRST_TIER).write_bytes(b"PK nothing")
    with pytest.raises(ModelError, match=r"first_tier\.npz of model .* cannot be read .*: copy the folder anew"):
        FirstTier.load(tmp_path / FIRST_TIER)


@given(st.text(max_size=3000))
def test_stretches_cover_the_view(view: str) -> None:
    stretches = list(cut_stretches(view))
    assert stretches[0] + "".join(stretch[100:] for stretch in stretches[1:]) == view
    assert all(len(stretch) <= 400 for stretch in stretches)


def test_remembered_predictions_are_bounded() -> None:
    [prediction] = open_fixed().engine.predict([read_view("dp dulu")])
    remembered = Remembered(20_000, [0.5] * len(prediction.indicators))
    for number in range(50):
        remembered.put(f"dp {number}", prediction)
    known = [number for number in range(50) if remembered.get(f"dp {number}") is not None]
    assert 0 < len(known) < 14
    assert known[-1] == 49


def test_a_remembered_prediction_answers_like_the_first() -> None:
    screener = open_fixed()
    [prediction] = screener.engine.predict([read_view("dp dulu")])
    remembered = Remembered(20_000, screener.policy.indicators)
    assert remembered.get("dp dulu") is None
    remembered.put("dp dulu", prediction)
    again = remembered.get("dp dulu")
    assert again is not None
    found = prediction.indicators >= np.array(screener.policy.indicators)
    assert found.any()
    assert not found.all()
    np.testing.assert_array_equal(again.evidence[:, found], prediction.evidence[:, found])
    assert not again.evidence[:, ~found].any()
    np.testing.assert_array_equal(again.pieces, prediction.pieces)
    for name in ("category", "risk", "indicators"):
        np.testing.assert_array_equal(getattr(again, name), getattr(prediction, name))
    assert (again.language, again.covered, again.truncated) == (
        prediction.language, prediction.covered, prediction.truncated
    )  # fmt: skip


# --- how it is fitted -------------------------------------------------------------------------------------------------


def test_no_author_is_judged_by_a_tier_that_saw_him(texts: list[TierText], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []

    def fit(stretches: list[str], truth: np.ndarray, known: np.ndarray) -> WideMember:  # type: ignore[type-arg]
        seen.append({text.group for text in texts if text.view in stretches})
        nothing = np.zeros((1, 1), np.int8), np.ones(1, np.float32), np.zeros(1, np.float32)
        return WideMember(np.array([0], np.uint32), np.ones(1, np.float32), *nothing)

    monkeypatch.setattr("offerscan_training.first_tier._fit", fit)
    folds = cross_validate(texts, seed=1)
    assert sorted({text.group for text in folds.texts}) == [f"t{n}" for n in range(6)]
    assert len(folds.texts) == 60
    assert all("posts:posts_social" in groups for groups in seen)
    assert all(sum(f"t{n}" not in groups for groups in seen) == 1 for n in range(6))


def test_the_threshold_loses_one_in_two_thousand() -> None:
    offers = [tier_text(f"loker {n}", Category.OVERSEAS_OFFER, "t1") for n in range(4000)]
    copies = [TierText(one.view, one.document, one.group, True) for one in offers]
    logits = tuple(float(n) for n in range(4000))
    folds = Folds((*offers, *copies), (*logits, *(logit + 100 for logit in logits)))
    assert choose_threshold(folds) == 2.0  # 0 and 1 lie below: 0.05 % of 4,000


@pytest.mark.parametrize(("texts", "lost", "upper"), [(3000, 0, 0.001), (6762, 3, 0.00115), (1, 1, 1.0), (0, 0, 1.0)])
def test_upper_bound_of_a_loss(texts: int, lost: int, upper: float) -> None:
    assert TierLoss("x", texts, lost).upper == pytest.approx(upper, rel=0.01)


def test_losses_are_counted_by_what_the_texts_are() -> None:
    texts = [
        tier_text("a", Category.OVERSEAS_OFFER, "t1", Risk.HIGH), tier_text("b", Category.OVERSEAS_OFFER, "t1"),
        tier_text("c", Category.DOMESTIC_OFFER, "posts:job_adverts-1"), tier_text("d", Category.DISCUSSION, "t2"),
        tier_text("e", Category.OTHER_FRAUD, "t2", Risk.REVIEW),
    ]  # fmt: skip
    folds = Folds((*texts, replace(texts[0], is_copy=True)), (-1.0, 1.0, 1.0, -1.0, -1.0, -1.0))
    counted = {one.name: (one.texts, one.lost) for one in _losses_of_folds(folds, threshold=0.0)}
    assert [*counted.values()] == [(4, 2), (2, 1), (2, 2), (1, 0), (1, 1), (1, 1), (1, 1)]
    assert [*counted][:-1] == [*LEFT_OUT]


def test_the_report_tells_losses_and_shares() -> None:
    figures = TierFigures(-3.0, (TierLoss("offers", 2000, 1),), (Passed("posts_social", 1000, 120, 300.0),))
    report = first_tier_report(figures)
    assert "| offers | 2,000 | 1 | 0.05% | 0.24% |" in report
    assert "| posts_social | 1,000 | 120 | 12.0% | 300 |" in report
    assert "at most 0.05% of the offers" in report
    assert "(allowed: 0.1%)" in report
    stored = json.loads(json.dumps(figures.as_dict()))
    assert stored["losses"] == [{"name": "offers", "texts": 2000, "lost": 1, "upper": 0.00237}]
    assert stored["passed"] == [{"name": "posts_social", "texts": 1000, "passed": 120, "microseconds": 300.0}]
