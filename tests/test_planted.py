"""Planted campaigns: the dump is labelled rightly, the figures are what they say, and the command's targets hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from offerscan.errors import InputError
from offerscan_training.corpus import Document, read_jsonl
from offerscan_training.planted import CHANGES, Planted, agreement, as_half, find, plant, write_dump

CORPUS = Path(__file__).parents[1] / "training/data/train.jsonl"


def offers(**campaigns: str) -> list[Planted]:
    return [Planted(id, campaign, "", ()) for id, campaign in campaigns.items()]


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        ([("a", "b", "c"), ("d", "e")], 1.0, 1.0),
        ([("a", "b"), ("d", "e")], 1.0, 0.5),
        ([("a", "b", "c", "d", "e")], 0.4, 1.0),
        ([], 1.0, 0.0),
    ],
)
def test_pairs_are_counted(found: list[tuple[str, ...]], precision: float, recall: float) -> None:
    told = agreement(offers(a="x", b="x", c="x", d="y", e="y"), found)
    assert (told.precision, told.recall) == (precision, recall)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return read_jsonl(CORPUS)


def test_planted_campaigns_are_found_among_look_alikes(documents: list[Document]) -> None:
    planted = plant(documents, "report", campaigns=40, copies=6)
    told = agreement(planted, find(planted))
    assert told.precision >= 0.95
    assert told.recall >= 0.90


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
