"""What an offer does not say: "not stated" is told only of what no word, detail or finding speaks of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fixed_screener import open_fixed
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.catalog import read_catalog
from offerscan.records import Assessment, Category, Finding, Kind, Offer, Origin
from offerscan.unstated import Standing, Topic, find_statements

SCREENER = open_fixed()
# What makes the fixed engine take a text for an offer abroad, without a word on any topic.
OFFER = "malam ini "


def assess(text: str, *indicators: str) -> Assessment:
    """The assessment of an offer abroad in which these indicators, and no others, were found."""
    answer = SCREENER.assess(Offer(text))
    assert isinstance(answer, Assessment)
    kinds = read_catalog().by_id
    found = [Finding(id, kinds[id].kind, kinds[id].severity, 0.9, Origin.MODEL) for id in indicators]
    return replace(answer, findings=tuple(found), category=Category.OVERSEAS_OFFER)


def standings(text: str, *indicators: str) -> dict[str, str]:
    return {str(one.topic): str(one.standing) for one in find_statements(text, assess(text, *indicators))}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Majikan baik, anak satu", Topic.EMPLOYER),
        ("Lewat PT Contoh Maju Sejahtera", Topic.EMPLOYER),
        ("kontraknya 2 tahun", Topic.CONTRACT),
        ("perjanjian kerja menyusul", Topic.CONTRACT),
        ("v1s4 turis dulu", Topic.VISA),
        ("urus permit di sana", Topic.VISA),
        ("GRATISSS semuanya", Topic.COST),
        ("DP 2jt", Topic.COST),
        ("tanpa biaya", Topic.COST),
        ("berangkat ke Kamboja", Topic.WORKPLACE),
        ("lokasi dekat pasar", Topic.WORKPLACE),
        ("datang ke kantor kami Jl. Melati 4", Topic.OFFICE),
    ],
)
def test_a_topic_that_the_text_speaks_of_is_stated_in_some_way(text: str, topic: Topic) -> None:
    assert standings(OFFER + text)[topic] == Standing.MENTIONED


@pytest.mark.parametrize("topic", Topic)
def test_silence_is_told(topic: Topic) -> None:
    assert standings("Ayo kerja, berangkat malam ini, hubungi 0812-0000-1234")[topic] == Standing.UNSTATED


@pytest.mark.parametrize(
    ("indicators", "topic", "standing"),
    [
        (("work_visa_contract",), Topic.VISA, Standing.STATED),
        (("work_visa_contract",), Topic.CONTRACT, Standing.STATED),
        (("wrong_visa",), Topic.VISA, Standing.DOUBTFUL),
        (("wrong_visa", "work_visa_contract"), Topic.VISA, Standing.DOUBTFUL),
        (("wrong_visa", "work_visa_contract"), Topic.CONTRACT, Standing.STATED),
        (("transparent_zero_cost",), Topic.COST, Standing.STATED),
        (("upfront_fee",), Topic.COST, Standing.DOUBTFUL),
        (("licensed_company_named",), Topic.EMPLOYER, Standing.STATED),
        (("vague_job",), Topic.WORKPLACE, Standing.DOUBTFUL),
        (("verifiable_office",), Topic.OFFICE, Standing.STATED),
        (("urgency_pressure",), Topic.OFFICE, Standing.UNSTATED),
    ],
)
def test_findings_say_how_a_topic_is_stated(indicators: tuple[str, ...], topic: Topic, standing: Standing) -> None:
    [statement] = [one for one in find_statements(OFFER, assess(OFFER, *indicators)) if one.topic is topic]
    assert statement.standing is standing
    assert set(statement.indicators) <= set(indicators)
    assert bool(statement.indicators) is (standing in (Standing.STATED, Standing.DOUBTFUL))


def test_what_a_finding_asks_about_is_not_asked_again() -> None:
    employer, *others = find_statements("Ayo berangkat", assess("Ayo berangkat", "personal_recruiter"))
    assert (employer.standing, employer.is_asked) == (Standing.UNSTATED, True)
    assert {one.topic for one in others if one.is_asked} == {Topic.OFFICE}  # of which the finding speaks, too


@pytest.mark.parametrize("text", ["Kuliah daring tiap Kamis", "Ayo daftar kontes masak", "sipt dan viza"])
def test_words_inside_other_words_do_not_count(text: str) -> None:
    assert set(standings(text).values()) == {Standing.UNSTATED}


@pytest.mark.parametrize("category", [one for one in Category if not one.is_offer])
def test_only_an_offer_owes_anything(category: Category) -> None:
    text = "Apakah visa kerja mahal?"
    assert find_statements(text, replace(assess(text), category=category)) == ()


def test_every_indicator_of_the_table_is_in_the_catalog() -> None:
    from offerscan import unstated

    catalog = read_catalog()
    for signs in unstated._read_signs().values():
        assert {catalog.by_id[id].kind for id in signs.supporting} <= {Kind.PROTECTIVE}
        assert {catalog.by_id[id].kind for id in (*signs.opposing, *signs.asking)} <= {Kind.RISK}


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_one_statement_a_topic(text: str) -> None:
    found = find_statements(text, assess("malam", "upfront_fee"))
    assert [one.topic for one in found] == list(Topic)
    assert found[3].standing is Standing.DOUBTFUL  # the finding speaks, whatever the words
