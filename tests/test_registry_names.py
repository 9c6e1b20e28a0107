"""Which names are one company: a table of invented pairs, with precision and recall (`pytest -s` prints them)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offerscan.registry.names import SAME, SAME_PRECISION, SIMILAR, CompanyName, likeness, read_name

HERE = Path(__file__).parent


def read_pairs(name: str) -> list[tuple[float, bool, str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    known = {word for row in rows for word in read_name(row["listed"]).words}
    return [
        (likeness(read_name(row["asked"]), read_name(row["listed"]), known), row["same"] == "yes", row["listed"], row["asked"])
        for row in rows
    ]  # fmt: skip


def precision_and_recall(pairs: list[tuple[float, bool, str, str]], threshold: float) -> tuple[float, float]:
    taken = [same for score, same, *_ in pairs if score >= threshold]
    return sum(taken) / len(taken), sum(taken) / sum(same for _, same, *_ in pairs)


@pytest.mark.parametrize(
    ("table", "fewest", "measured"),
    [("registry_pairs.tsv", 120, (1.0, 1.0)), ("registry_pairs_heldout.tsv", 60, (0.89, 1.0))],
)
def test_pairs(table: str, fewest: int, measured: tuple[float, float]) -> None:
    pairs = read_pairs(table)
    assert len(pairs) >= fewest
    precision, recall = precision_and_recall(pairs, SAME)
    print(f"\n{table}: {len(pairs)} pairs, at {SAME}: precision {precision:.3f}, recall {recall:.3f}")
    for score, same, listed, asked in sorted(pairs):
        if same != (score >= SAME):
            print(f"  {score:.3f} {listed} | {asked}")
    assert (round(precision, 2), round(recall, 2)) == measured


def test_the_score_of_findings_is_the_precision_of_names_not_tuned_on() -> None:
    precision, _ = precision_and_recall(read_pairs("registry_pairs_heldout.tsv"), SAME)
    assert round(precision, 2) == SAME_PRECISION


def test_other_names_are_mostly_shown_as_similar() -> None:
    others = [score for score, same, *_ in read_pairs("registry_pairs.tsv") if not same]
    assert sum(score >= SIMILAR for score in others) / len(others) > 0.9


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("PT. Maju Djaya & Abadi Tbk", CompanyName("pt", ("maju", "jaya", "abadi"))),
        ("P T  M A J U  J A Y A", CompanyName("pt", ("maju", "jaya"))),
        ("maju jaya cab. Lombok Timur", CompanyName(None, ("maju", "jaya"), "lombok timur")),
        ("PT Maju Jaya Kupang Branch", CompanyName("pt", ("maju", "jaya"), "kupang")),
        ("LPK-SO Hikari Cipta", CompanyName("lpk", ("hikari", "cipta"))),
        ("cabang", CompanyName(None, ("cabang",))),
        ("", CompanyName(None, ())),
        ("PT", CompanyName("pt", ())),
    ],
)
def test_names_are_taken_apart(written: str, name: CompanyName) -> None:
    assert read_name(written) == name


NAMES = st.lists(
    st.sampled_from(["Arunika", "Lintang", "Samudra", "Maju", "Djaya", "Wisesa"]), min_size=1, max_size=4, unique=True
)


@given(NAMES, st.sampled_from([" ", "  ", "   "]), st.sampled_from([str.lower, str.upper, str.title]))
def test_capitals_and_spaces_change_nothing(words: list[str], space: str, change: object) -> None:
    written = "PT " + " ".join(words)
    assert read_name(change(space.join(written.split(" ")))) == read_name(written)  # type: ignore[operator]


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_of_any_texts(one: str, other: str) -> None:
    a, b = read_name(one), read_name(other)
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, a) == (1 if a.words else 0)
    assert likeness(a, b) == pytest.approx(likeness(b, a))
