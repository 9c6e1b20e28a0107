"""Planted campaigns: the dump is labelled rightly, the figures are what they say, and the command's targets hold."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from offerscan.errors import InputError
from offerscan_training.campaigns.agreement import Agreement, compare_pairs
from offerscan_training.campaigns.planted import Planted, agreement, as_half, find, lost_by_change, plant, write_dump
from offerscan_training.campaigns.variations import CHANGES, disguise
from offerscan_training.corpus import Document, read_jsonl

CORPUS = Path(__file__).parents[1] / "training/data/train.jsonl"


@pytest.mark.parametrize(
    ("groups", "precision", "recall"),
    [
        ([], 1.0, 0.0),
        ([["a", "b", "c"], ["d", "e"]], 1.0, 1.0),
        ([["a", "b"], ["d", "e"]], 1.0, 0.5),
        ([["a", "b", "c", "x"], ["d", "e"]], 4 / 7, 1.0),
        ([["a", "b", "c", "d", "e"]], 0.4, 1.0),
    ],
)
def test_pairs_are_compared(groups: Sequence[Sequence[str]], precision: float, recall: float) -> None:
    agreement = compare_pairs(groups, dict(zip("abcde", "mmmnn", strict=True)))
    assert (agreement.precision, agreement.recall) == (precision, recall)
    assert compare_pairs([], {}) == Agreement(0, 0, 0)


def test_what_is_not_found_with_the_most_of_its_campaign_is_lost_by_its_changes() -> None:
    made = {"a": ("leet",), "b": ("leet", "order"), "c": (), "d": ("order",), "e": ()}
    planted = [Planted(id, "mine" if id in "abc" else "other", "", changes) for id, changes in made.items()]
    assert lost_by_change(planted, [("a", "c"), ("d", "e")]) == {"leet": 0.5, "order": 0.5}
    assert lost_by_change(planted, [("a", "b", "c"), ("d", "e")]) == {"leet": 0.0, "order": 0.0}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_changes_and_is_the_same_every_time(name: str) -> None:
    text = "Dibutuhkan 3 orang ke Taiwan.\nGaji 20 juta sebulan, yang minat hubungi Pak Budi 0812-0000-1234.\nSegera\nTanpa syarat"
    seeds = range(12)
    varied = [CHANGES[name](text, random.Random(seed)) for seed in seeds]
    assert varied == [CHANGES[name](text, random.Random(seed)) for seed in seeds]
    assert any(one != text for one in varied)


def test_a_disguise_leaves_telephone_place_and_sum() -> None:
    text = "Kerja di Taiwan, gaji 20 juta.\nWA 0812-0000-1234"
    for seed in range(60):
        kept = disguise(text, random.Random(seed)).upper()
        assert all(part in kept for part in ("20", "0812-0000-1234"))


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return read_jsonl(CORPUS)


def test_planted_campaigns_are_found_among_look_alikes(documents: list[Document]) -> None:
    planted = plant(documents, "report", campaigns=40, copies=6)
    found = find(planted)
    told = agreement(planted, found)
    assert told.precision >= 0.95
    assert told.recall >= 0.90
    joined = {id for offers in found if len(offers) > 1 for id in offers}
    alike = {offer.id for offer in planted if offer.id.startswith("alike-")}
    assert len(alike & joined) <= len(alike) // 10  # adverts that one author wrote in one form may pass for variants


def test_another_person_and_another_firm_make_no_other_campaign() -> None:
    text = "Butuh ART ke Taiwan, gaji 9 juta, hubungi Bu Sari Wulandari PT Maju Jaya Abadi 0812-0000-1234"
    varied = [text, *(CHANGES["name"](CHANGES["telephone"](text, random.Random(seed)), random.Random(seed)) for seed in range(8))]
    assert not any("Sari Wulandari" in one or "Maju Jaya Abadi" in one for one in varied[1:])
    planted = [Planted(str(number), "one", one, ("name",)) for number, one in enumerate(varied)]
    assert find(planted) == [tuple(one.id for one in planted)]


def test_the_halves_share_no_base_offer_and_every_change_is_made(documents: list[Document], tmp_path: Path) -> None:
    one, other = (plant(documents, half, campaigns=30, copies=6) for half in (as_half("tune"), as_half("report")))
    shared = {offer.campaign for offer in one} & {offer.campaign for offer in other}
    assert {name for name in shared if not name.startswith("alike-")} == set()
    assert {change for offer in one for change in offer.changes} >= set(CHANGES)
    assert plant(documents, "tune", campaigns=30, copies=6) == one
    write_dump(one, tmp_path / "dump.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "dump.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["campaign"]) for row in rows] == [(offer.id, offer.campaign) for offer in one]
    with pytest.raises(InputError, match="tune or report"):
        as_half("both")
