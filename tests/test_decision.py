"""The policy: levels by points, stretches of evidence, and what an assessment always keeps to."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from fixed_screener import WORDS, open_fixed
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.catalog import read_catalog
from offerscan.decision import decide_category, decide_level, guideline_level, is_close
from offerscan.engines import Prediction
from offerscan.engines.fixed import FixedEngine
from offerscan.policy import POLICY_EN, POLICY_ID
from offerscan.records import Assessment, Category, Offer, Risk, offer_id
from offerscan.screener import MAX_CHARACTERS, Screener
from offerscan.stretches import decode_stretches, find_breaks
from offerscan.text import read_view

OVERSEAS, DOMESTIC = Category.OVERSEAS_OFFER, Category.DOMESTIC_OFFER
SCREENER = open_fixed(None)
POLICY = SCREENER.policy


@pytest.mark.parametrize(
    ("found", "category", "has_company", "level"),
    [
        ("", OVERSEAS, False, "low"),
        ("irregular_route", OVERSEAS, True, "high"),  # one critical
        ("underage_recruitment", DOMESTIC, True, "high"),
        ("wrong_visa document_retention", OVERSEAS, True, "high"),  # two high
        ("wrong_visa", OVERSEAS, True, "review"),  # one high
        ("upfront_fee debt_deduction implausible_pay", OVERSEAS, True, "high"),  # 6 points
        ("upfront_fee debt_deduction", OVERSEAS, True, "review"),  # 4 points
        ("upfront_fee", OVERSEAS, True, "low"),  # 2 points, a company is named
        ("upfront_fee", OVERSEAS, False, "review"),  # a fee and nobody named
        ("upfront_fee", DOMESTIC, False, "low"),
        ("personal_recruiter", OVERSEAS, True, "review"),  # abroad with a person alone
        ("urgency_pressure vague_job", DOMESTIC, False, "low"),  # 2 points
        ("urgency_pressure vague_job no_requirements", DOMESTIC, False, "review"),  # 3 points
        ("closed_destination", OVERSEAS, True, "review"),
        ("closed_destination upfront_fee", OVERSEAS, True, "high"),
        ("closed_destination urgency_pressure", OVERSEAS, True, "review"),  # 4 points, the other is low only
        ("impersonation_claim upfront_fee", OVERSEAS, True, "high"),
        ("licensed_company_named official_process detailed_terms", OVERSEAS, True, "low"),
        ("upfront_fee debt_deduction licensed_company_named official_process detailed_terms", OVERSEAS, True, "low"),
        ("upfront_fee debt_deduction licensed_company_named official_process", OVERSEAS, True, "review"),
        ("wrong_visa licensed_company_named official_process detailed_terms", OVERSEAS, True, "review"),  # never below
        ("closed_destination licensed_company_named official_process detailed_terms", OVERSEAS, True, "review"),
        ("irregular_route licensed_company_named official_process detailed_terms", OVERSEAS, True, "high"),
        ("irregular_route", Category.DISCUSSION, False, "low"),
    ],
)
def test_level_by_points(found: str, category: Category, has_company: bool, level: str) -> None:
    assert guideline_level(found.split(), category, has_company, read_catalog()) == level


@pytest.mark.parametrize(
    ("scores", "flagged", "category"),
    [
        ([0.6, 0.1, 0.1, 0.1, 0.1], 0.1, "overseas_offer"),
        ([0.3, 0.25, 0.4, 0.03, 0.02], 0.1, "overseas_offer"),  # an offer of either kind is likelier than a discussion
        ([0.2, 0.35, 0.4, 0.03, 0.02], 0.1, "domestic_offer"),
        ([0.2, 0.2, 0.3, 0.2, 0.1], 0.1, "discussion"),
        ([0.1, 0.05, 0.6, 0.2, 0.05], 0.41, "overseas_offer"),  # likely risky, and perhaps an offer
        ([0.1, 0.05, 0.6, 0.2, 0.05], 0.39, "discussion"),
        ([0.0, 0.02, 0.9, 0.0, 0.08], 0.95, "discussion"),
        ([0.0, 0.0, 0.1, 0.2, 0.7], 0.0, "other"),
    ],
)
def test_category(scores: list[float], flagged: float, category: str) -> None:
    risk = np.array([1 - flagged, 0, flagged], np.float32)
    none = np.zeros((0, 33), np.float32)
    prediction = Prediction(
        np.array(scores, np.float32), risk, np.zeros(33, np.float32), np.zeros((0, 2), np.int64), none
    )
    assert decide_category(prediction) == category


@pytest.mark.parametrize(
    ("category", "review", "high", "found", "level"),
    [
        (OVERSEAS, 0.9, 0.8, "upfront_fee", "high"),
        (OVERSEAS, 0.9, 0.8, "", "review"),  # a HIGH that can show no sign
        (OVERSEAS, 0.9, 0.8, "detailed_terms", "review"),
        (OVERSEAS, 0.9, 0.2, "", "review"),
        (OVERSEAS, 0.1, 0.0, "", "low"),
        (OVERSEAS, 0.1, 0.0, "closed_destination", "review"),
        (OVERSEAS, 0.1, 0.0, "urgency_pressure upfront_fee", "low"),
        (DOMESTIC, 0.7, 0.1, "", "low"),  # nothing found to ask about
        (DOMESTIC, 0.7, 0.1, "detailed_terms", "low"),
        (DOMESTIC, 0.7, 0.1, "urgency_pressure", "review"),
        (DOMESTIC, 0.9, 0.7, "urgency_pressure", "high"),
        (DOMESTIC, 0.9, 0.7, "", "review"),
        (DOMESTIC, 0.1, 0.0, "document_retention", "review"),  # what is shown as grave is looked at
        (OVERSEAS, 0.1, 0.0, "underage_recruitment licensed_company_named", "review"),
        (Category.OTHER, 0.9, 0.8, "", "low"),
    ],
)
def test_level_by_probability(category: Category, review: float, high: float, found: str, level: str) -> None:
    assert decide_level(category, review, high, found.split(), POLICY, SCREENER.catalog) == level


@pytest.mark.parametrize(
    ("level", "share", "close"),
    [(Risk.LOW, 0.49, False), (Risk.LOW, 0.5, True), (Risk.LOW, 1.4, True), (Risk.REVIEW, 0.9, False), (Risk.HIGH, 3.0, False)],
)
def test_a_low_near_the_bar_is_told_to_be_close(level: Risk, share: float, close: bool) -> None:
    assert is_close(level, share * POLICY.levels["review"], POLICY) is close


SETTINGS = {"floor": 0.3, "share": 0.5, "keep": 0.7}


def stretches(view: str, words: list[tuple[int, int]], scores: list[float], breaks: tuple[int, ...] = ()) -> list[str]:
    found = decode_stretches(view, np.array(words), np.array(scores, np.float32), breaks, SETTINGS)
    return [view[start:end] for start, end, _ in found]


def test_stretches_join_small_gaps_and_grow_to_words() -> None:
    view = "mau kerja ke kamboja? gaji duapuluh juta, aman"
    words = [(0, 3), (4, 9), (10, 12), (13, 16), (16, 20), (22, 26), (27, 31), (31, 35), (36, 40), (42, 46)]
    scores = [0, 0, 0.1, 0.9, 0.2, 0, 0.8, 0.1, 0.7, 0]
    assert stretches(view, words, scores) == ["kamboja? gaji duapuluh juta"]
    assert stretches(view, words, scores, breaks=(4,)) == ["kamboja", "duapuluh juta"]  # a sentence ends
    assert stretches(view, words, [0, 0, 0.4, 0.9, 0, 0, 0, 0, 0.4, 0]) == ["kamboja"]  # edges far under the peak
    assert stretches(view, words, [0.5, 0, 0, 0.9, 0, 0, 0, 0, 0, 0], breaks=(1,)) == ["kamboja"]  # a far weaker run


def test_a_weak_peak_takes_its_neighbours_along() -> None:
    words = [(0, 4), (5, 9), (10, 14)]
    assert stretches("satu dua3 tiga", words, [0.23, 0.31, 0.1]) == ["satu dua3"]  # 0.23 is under the floor, and near the peak
    assert stretches("satu dua3 tiga", words, [0.23, 0.6, 0.1]) == ["dua3"]


def test_weak_evidence_has_no_place() -> None:
    assert stretches("satu dua3 tiga", [(0, 4), (5, 9), (10, 14)], [0.05, 0.2, 0.02]) == []
    assert decode_stretches("", np.zeros((0, 2), int), np.zeros(0, np.float32), (), SETTINGS) == []


def test_breaks_are_ends_of_lines_and_sentences() -> None:
    text = "Gaji besar.\nLibur Minggu! Datang ya, Sdr. Budi"
    view = read_view(text)
    words = np.array([match.span() for match in re.finditer(r"\w+|[^\w\s]", view.text)])
    ends = [view.text[: words[index][1]] for index in sorted(find_breaks(text, view, words))]
    assert ends == ["gaji besar.", "gaji besar. libur minggu!", "gaji besar. libur minggu! datang ya, sdr."]


def _assess(screener: Screener, text: str) -> Assessment:
    answer = screener.assess(Offer(text))
    assert isinstance(answer, Assessment)
    return answer


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(["dp", "Kamboja", "K A M B O J A", "paspor", "🇰🇭", "\u200b", "PT Maju"]),
        ),
        min_size=1,
    )
)
def test_quotes_are_what_stands_there(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    answer = _assess(SCREENER, text)
    for finding in answer.findings:
        if finding.start is None:
            assert finding.quote is finding.end is None
        else:
            assert finding.end is not None
            assert 0 <= finding.start < finding.end <= len(text)
            assert finding.quote == text[finding.start : finding.end]
    assert sum(answer.risk_scores.values()) == pytest.approx(1, abs=2e-4)
    assert sum(answer.category_scores.values()) == pytest.approx(1, abs=1e-3)


def test_only_offers_carry_findings_and_levels() -> None:
    answer = _assess(SCREENER, "hari ini hujan deras di kampung")
    assert (answer.risk, answer.findings) == (Risk.LOW, ())


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("halo kak", ("too short to judge",)),
        ("loker Taiwan", ("too short to judge",)),
        ("Gaji15jt/bln,Taiwan,hub0812,minat?inbox", ()),  # words enough, though without spaces
        ("dicari tukang jahit", ()),
        ("招聘柬埔寨客服人员工资很高包吃包住免费机票马上出发不要经验联系我们", ("language not covered",)),
        ("รับสมัครงานที่ปอยเปต เงินเดือน 30000 บาท มีที่พัก", ("language not covered",)),
        ("кamвоjа, gаji bеsаr sеkаli", ()),  # Latin in disguise
        ("🔥🔥🔥 0812-0000-1111", ("too short to judge",)),
    ],
)
def test_what_an_answer_should_not_be_relied_on_for(text: str, limits: tuple[str, ...]) -> None:
    assert _assess(SCREENER, text).limits == limits


@pytest.mark.parametrize(("share", "limits"), [(0.4, ()), (0.6, ("close to review",))])
def test_an_answer_says_that_it_is_close(share: float, limits: tuple[str, ...]) -> None:
    text = "kontrak kerja resmi di pabrik"
    review = 1 - _assess(SCREENER, text).risk_scores["low"]
    policy = replace(POLICY, levels={"review": review / share, "high": 2.0})
    answer = _assess(Screener(FixedEngine(SCREENER.catalog.labels, WORDS), SCREENER.catalog, policy), text)
    assert (answer.risk, answer.limits) == (Risk.LOW, limits)


def test_very_long_texts_say_that_they_were_cut() -> None:
    assert "truncated" in _assess(SCREENER, "kerja di pabrik " * 20_000).limits


def test_nothing_is_found_in_what_was_not_read() -> None:
    read, unread = "Loker Kamboja, dp dulu. ".ljust(MAX_CHARACTERS), "SIP2MI nomor 2907/TW/V/2026, loker@blk.sukamaju.go.id"
    text = read + unread
    answer, of_what_was_read = _assess(SCREENER, text), _assess(SCREENER, read)
    assert answer.id == offer_id(text) != of_what_was_read.id
    assert (answer.findings, answer.risk_scores) == (of_what_was_read.findings, of_what_was_read.risk_scores)
    assert {one.indicator for one in _assess(SCREENER, f"dp {unread}").findings} > {"joborder_reference", "official_channel"}


def test_policy_is_ten_lines_and_never_accuses() -> None:
    for policy in (POLICY_ID, POLICY_EN):
        numbered = [line for line in policy.splitlines() if line.split(".")[0].isdigit()]
        assert len(numbered) == 10
        assert not {"ilegal", "pelaku", "illegal", "perpetrator"} & set(policy.lower().split())


def test_view_maps_back() -> None:
    text = "Gaji 15jt di K A M B O J A ya"
    view = read_view(text)
    start = view.text.index("kamboja")
    span = view.received(start, start + len("kamboja"))
    assert text[span.start : span.end] == "K A M B O J A"
