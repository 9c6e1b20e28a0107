"""The second reading: what another annotator saw, how far both agree, and what was settled over the authors' labels."""

import math
from pathlib import Path

import pytest

from offerscan.errors import InputError
from offerscan.records import Category, Risk
from offerscan_training.corpus import Document, Mark, read_jsonl
from offerscan_training.prepare import prepare
from offerscan_training.readings import (
    Reading,
    join_readings,
    measure_agreement,
    read_readings,
    read_settlements,
    settle,
)

TEXT = "Kerja ke Taiwan, DP 2jt dulu. Paspor dibawa agen."


def offer(identity: str, *labels: str, risk: Risk = Risk.HIGH) -> Document:
    return Document(identity, TEXT, Category.OVERSEAS_OFFER, risk, tuple(Mark(17, 23, label) for label in labels), {})


def reading(
    identity: str, *labels: str, category: Category = Category.OVERSEAS_OFFER, risk: Risk = Risk.HIGH
) -> Reading:
    return Reading(identity, category, risk, frozenset(labels), frozenset())


def write(folder: Path, name: str, *lines: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_readings_and_settlements_are_read(tmp_path: Path) -> None:
    readings = read_readings(
        write(
            tmp_path / "readings",
            "t1.tsv",
            "t1-1\toverseas_offer\thigh\tupfront_fee,wrong_visa\t-",
            "t1-4\tother\tlow\t-\tupfront_fee",
        )
    )
    assert readings["t1-1"].labels == {"upfront_fee", "wrong_visa"}
    assert readings["t1-4"].near == {"upfront_fee"}
    settlements = read_settlements(
        write(
            tmp_path / "settled",
            "t1.tsv",
            "t1-1\toverseas_offer\treview\t-wrong_visa\t+document_retention=Paspor dibawa agen",
        )
    )
    document = settle(offer("t1-1", "upfront_fee", "wrong_visa"), settlements["t1-1"])
    assert (document.risk, document.labels) == (Risk.REVIEW, {"upfront_fee", "document_retention"})
    assert [document.text[mark.start : mark.end] for mark in document.spans] == ["DP 2jt", "Paspor dibawa agen"]


def test_a_text_settled_as_no_offer_loses_its_marks(tmp_path: Path) -> None:
    folder = write(tmp_path, "t1.tsv", "t1-1\tdiscussion\tlow")
    document = settle(offer("t1-1", "upfront_fee"), read_settlements(folder)["t1-1"])
    assert (document.category, document.risk, document.spans) == (Category.DISCUSSION, Risk.LOW, ())


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("t1-1\toverseas_offer\thigh", "not enough values"),
        ("t1-1\ttawaran\thigh\t-\t-", "'tawaran' is not a valid Category"),
        ("t1-1\toverseas_offer\tgawat\t-\t-", "'gawat' is not a valid Risk"),
        ("t1-1\toverseas_offer\thigh\tfee\t-", "unknown indicator fee"),
    ],
)
def test_a_broken_reading_names_file_and_line(tmp_path: Path, line: str, fault: str) -> None:
    folder = write(tmp_path, "t1.tsv", "t1-9\tother\tlow\t-\t-", line)
    with pytest.raises(InputError, match=r"^t1\.tsv:2: ") as caught:
        read_readings(folder)
    assert fault in str(caught.value)


@pytest.mark.parametrize("change", ["upfront_fee", "+upfront_fee", "+fee=DP 2jt", "-fee"])
def test_a_broken_change_names_file_and_line(tmp_path: Path, change: str) -> None:
    with pytest.raises(InputError, match=r"^t1\.tsv:1: "):
        read_settlements(write(tmp_path, "t1.tsv", f"t1-1\toverseas_offer\thigh\t{change}"))


def test_an_added_phrase_must_stand_in_the_text(tmp_path: Path) -> None:
    folder = write(tmp_path, "t1.tsv", "t1-1\toverseas_offer\thigh\t+upfront_fee=DP 3jt")
    with pytest.raises(InputError, match="t1-1: the phrase for upfront_fee is not in the text") as caught:
        settle(offer("t1-1"), read_settlements(folder)["t1-1"])
    assert "3jt" not in str(caught.value)


def test_agreement_is_one_where_both_see_the_same_and_less_where_not() -> None:
    documents = [
        offer("a", "upfront_fee"),
        offer("b", risk=Risk.LOW),
        offer("c", "upfront_fee"),
        offer("d", risk=Risk.REVIEW),
    ]
    same = [
        reading("a", "upfront_fee"),
        reading("b", risk=Risk.LOW),
        reading("c", "upfront_fee"),
        reading("d", risk=Risk.REVIEW),
    ]
    agreed = measure_agreement(documents, {one.id: one for one in same})
    assert (agreed.documents, agreed.risk_kappa, agreed.alpha["upfront_fee"]) == (4, 1.0, 1.0)
    assert math.isnan(agreed.alpha["wrong_visa"])
    other = [*same[:3], reading("d", "upfront_fee", risk=Risk.HIGH)]
    differing = measure_agreement(documents, {one.id: one for one in other})
    assert 0 < differing.alpha["upfront_fee"] < 1
    assert 0 < differing.risk_kappa < 1


def test_what_was_settled_reaches_training_but_never_the_test_split(tmp_path: Path) -> None:
    head = "@@ overseas_offer | high | lang=id\n"
    for author, text in (("t1", "Cari penjahit ke Taiwan"), ("t10", "Musim panen apel di Korea sudah dekat")):
        write(tmp_path, f"{author}.txt", f"{head}{text}, [[upfront_fee|DP 2jt]] dulu ya")
        write(tmp_path / "settled", f"{author}.tsv", f"{author}-1\toverseas_offer\treview\t-upfront_fee")
        write(tmp_path / "readings", f"{author}.tsv", f"{author}-1\toverseas_offer\treview\t-\turgency_pressure")
    prepare([tmp_path], tmp_path / "data")
    [trained], [tested] = (read_jsonl(tmp_path / "data" / f"{split}.jsonl") for split in ("train", "test"))
    assert (trained.risk, trained.spans) == (Risk.REVIEW, ())
    assert (tested.risk, tested.labels) == (Risk.HIGH, {"upfront_fee"})
    card = (tmp_path / "data" / "README.md").read_text(encoding="utf-8")
    assert "2 of 2 documents were labelled again" in card
    assert "| urgency_pressure | – | – | 2 |" in card


def test_a_reading_of_an_unknown_document_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "t1.txt", "@@ other | low | lang=id\nJual cabe")
    write(tmp_path / "readings", "t1.tsv", "t1-7\tother\tlow\t-\t-")
    with pytest.raises(InputError, match="t1-7"):
        prepare([tmp_path], tmp_path / "data")


def test_what_stays_disputed_is_unsure_and_not_learned(tmp_path: Path) -> None:
    folder = write(tmp_path, "t1.tsv", "t1-1\toverseas_offer\thigh\t+upfront_fee=DP 2jt")
    second = reading("t1-1", "upfront_fee", "vague_job")
    joined = join_readings(offer("t1-1", "wrong_visa"), second, read_settlements(folder)["t1-1"])
    assert joined.labels == {"wrong_visa", "upfront_fee"}
    assert joined.unsure == {"vague_job"}
    assert join_readings(joined, None, None) is joined
