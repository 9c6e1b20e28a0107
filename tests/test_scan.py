"""The batch run: one answer a row, in order, whatever the number of workers and whatever breaks on the way."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import count, islice
from pathlib import Path
from random import Random
from unittest.mock import MagicMock

import pyarrow as pa
import pytest
from fixed_screener import open_fixed
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.engines import Prediction
from offerscan.errors import EngineError, InputError, ModelError
from offerscan.formats import Fields
from offerscan.formats.answer_lines import read_line, write_line
from offerscan.records import Assessment, Fault, Meta, Offer, Refusal, Risk
from offerscan.scan import Plan, Totals, Work, assess_batch, ray, rows_batch, scan
from offerscan.scan.batches import read_rows
from offerscan.scan.chunks import CHUNK, Chunk, cut_chunks
from offerscan.scan.copies import Copies
from offerscan.screener import Screener
from offerscan.text import View


def offers(many: int) -> Iterator[Offer | Refusal]:
    for number in range(many):
        if number % 7 == 3:
            yield Refusal(f"r{number}", None, Fault("broken_json", "Rusak. / Broken."))
        else:
            text = ["dp 2jt ke kamboja", "halo", "", "ktp ditahan"][number % 4]
            yield Offer(text and text + "!" * (number % 5), f"o{number}", f"a.csv:{number}")


class Watched:
    """The fixed engine, keeping what it was asked, and breaking where it is told to."""

    name, model_version = "watched", "fixed-1"

    def __init__(self, fault: Exception | None = None) -> None:
        self.asked: list[str] = []
        self.fault = fault
        self.inner = open_fixed().engine

    def predict(self, views: Sequence[View]) -> list[Prediction]:
        self.asked += [view.text for view in views]
        if self.fault and any("rusak" in view.text for view in views):
            raise self.fault
        return self.inner.predict(views)


def watched(fault: Exception | None = None) -> tuple[Watched, Screener]:
    fixed, engine = open_fixed(), Watched(fault)
    return engine, Screener(engine, fixed.catalog, fixed.policy)


def assess_chunk(screener: Screener, chunk: Chunk, copies: Copies | None = None) -> list[Assessment | Refusal]:
    answers = assess_batch(screener, rows_batch(chunk), copies).column("answer").to_pylist()
    return [read_line(line.encode())[0] for line in answers]


def dying() -> Screener:
    os._exit(9)


def without_model() -> Screener:
    raise ModelError("No model here: copy one.")


def test_same_answers_with_one_worker_and_with_two() -> None:
    rows = list(offers(330))
    alone = list(scan(iter(rows), open_screener=open_fixed, workers=1))
    assert alone == list(scan(iter(rows), open_screener=open_fixed, workers=2))
    assert [row for row, _ in alone] == rows
    assert [answer for _, answer in alone] == list(open_fixed().assess_many(rows))


@pytest.mark.parametrize(
    ("open_screener", "error", "sentence"),
    [(dying, EngineError, "One of 2 processes died"), (without_model, ModelError, "No model here: copy one.")],
)
def test_broken_worker_is_one_sentence(open_screener: type[Screener], error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        list(scan(offers(330), open_screener=open_screener, workers=2))


def test_few_offers_start_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offerscan.scan.local.ProcessPoolExecutor", None)
    assert len(list(scan(offers(CHUNK), open_screener=open_fixed, workers=2))) == CHUNK


def test_reads_no_further_ahead_than_a_few_chunks() -> None:
    read = []
    endless = (read.append(number) or Offer(f"halo {number}") for number in count())  # type: ignore[func-returns-value]
    assert len(list(islice(scan(endless, open_screener=open_fixed, workers=1), 1000))) == 1000
    assert len(read) < 1000 + 5 * CHUNK


@given(st.lists(st.integers(0, 900_000), max_size=200))
@settings(deadline=None)
def test_chunks_are_the_stream(sizes: list[int]) -> None:
    rows: list[Offer | Refusal] = [Offer("x" * size, "id") for size in sizes[:20]] + [
        Offer("x", "id") for _ in sizes[20:]
    ]
    chunks = list(cut_chunks(rows))
    assert [row for chunk in chunks for row in chunk] == rows
    assert all(0 < len(chunk) <= CHUNK for chunk in chunks)
    assert all(sum(len(row.text) for row in chunk[:-1] if isinstance(row, Offer)) <= 2_000_000 for chunk in chunks)


# Texts of which many share a reading view, and many are copies: in small numbers every cache is hit.
TEXTS = st.sampled_from(
    [
        "dp 2jt ke kamboja, wa 0812-0000-1234",
        "dp 2jt ke kamboja, wa 0812-0000-9999",
        "DP 2jt ke Kamboja, WA 0813 0000 1111",
        "dp  2jt ke kamboja,\nwa +62 812 0000 1234",
        "ktp ditahan, tanya @budi_contoh",
        "ktp ditahan, tanya @siti_contoh",
        "halo",
        "ha\u200blo",
        "",
        "kontrak jelas, gaji 5 juta per bulan",
        "kontrak jelas, gaji 6 juta per bulan",
        "\ud83d rusak",
    ]
)


@given(st.lists(TEXTS, max_size=30), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_neighbours_order_and_caches_change_no_answer(texts: list[str], random: Random) -> None:
    screener, copies = open_fixed(), Copies()
    alone = {text: open_fixed().assess(Offer(text, "x")) for text in set(texts)}
    for _ in range(2):
        random.shuffle(texts)
        told = assess_chunk(screener, [Offer(text, "x") for text in texts], copies)
        for text, answer in zip(texts, told, strict=True):
            # A broken half of a character, which no file can hold, is answered with a question mark in its place.
            expected = alone[text] if "\ud83d" not in text else open_fixed().assess(Offer("? rusak", "x"))
            assert answer == expected


def test_a_variant_is_read_once_and_keeps_its_own_details() -> None:
    engine, screener = watched()
    one, two = assess_chunk(screener, [Offer("dp wa 0812-0000-1234"), Offer("DP wa 0813-0000-9999")])
    assert engine.asked == ["dp wa 08##"]
    assert isinstance(one, Assessment)
    assert isinstance(two, Assessment)
    assert (one.details.phones, two.details.phones) == (("+6281200001234",), ("+6281300009999",))
    assert [finding.quote for finding in two.findings] == ["DP"]


def test_rows_and_answers_survive_the_way_between_processes() -> None:
    rows: Chunk = [
        Offer("dp 1,5jt di Taiwan", "a", "x:1", Meta("Budi Contoh", None, "Loker", None)),
        Offer("halo", "b"),
        Refusal("c", "x:3", Fault("torn", "Rusak. / Torn.")),
    ]
    assert read_rows(rows_batch(rows)) == rows
    for answer in open_fixed().assess_many(rows):
        assert read_line(write_line(answer, "teks")) == (answer, "teks")


def test_a_table_of_mere_texts_is_enough() -> None:
    answers = assess_batch(open_fixed(), pa.RecordBatch.from_pydict({"text": ["ktp ditahan", None]}))
    assert answers.column("level").to_pylist() == ["review", "refused"]


def test_remembered_answers_are_bounded() -> None:
    copies = Copies(max_bytes=30_000)
    for number, answer in enumerate(open_fixed().assess_many(Offer(f"dp {number}") for number in range(100))):
        copies.put(f"dp {number}", answer)
    known = [number for number in range(100) if copies.get(f"dp {number}")]
    assert 0 < len(known) < 15
    assert known[-1] == 99


def test_copies_are_assessed_once_and_keep_their_own_id_and_source() -> None:
    engine, screener = watched()
    chunk: list[Offer | Refusal] = [
        Offer("dp dulu ya", "a", "x:1"),
        Offer("halo", "b"),
        Offer("dp dulu ya", "c", "x:3"),
    ]
    first, _, third = assess_chunk(screener, chunk)
    assert sorted(engine.asked) == ["dp dulu ya", "halo"]
    assert (third.id, third.source) == ("c", "x:3")
    assert isinstance(first, Assessment)
    assert isinstance(third, Assessment)
    assert (first.risk, first.findings) == (third.risk, third.findings)


def test_a_fault_of_ours_costs_one_row_and_tells_no_text() -> None:
    _, screener = watched(ValueError("rahasia"))
    chunk: list[Offer | Refusal] = [Offer("dp"), Offer("ini rusak rahasia", "b", "x:2"), Offer("halo")]
    first, broken, last = assess_chunk(screener, chunk)
    assert isinstance(first, Assessment)
    assert isinstance(last, Assessment)
    assert isinstance(broken, Refusal)
    assert (broken.id, broken.source, broken.error.code) == ("b", "x:2", "internal")
    assert "ValueError" in broken.error.message
    assert "rahasia" not in broken.error.message


def test_an_engine_that_cannot_run_stops_the_run() -> None:
    _, screener = watched(EngineError("The model could not be run."))
    with pytest.raises(EngineError):
        assess_chunk(screener, [Offer("halo"), Offer("rusak")])


def test_plan_reads_inputs_in_order_and_counts_bytes(tmp_path: Path) -> None:
    for name, text in {
        "b.txt": "dua",
        "folder/a.txt": "tiga",
        "folder/sub/b.txt": "empat",
        "a.csv": "text\nsatu\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    plan = Plan.of([tmp_path / "b.txt", tmp_path / "a.csv", tmp_path / "folder"], Fields())
    assert plan.total_bytes == 3 + 10 + 4 + 5
    assert plan.read_bytes == 0
    rows = list(plan.offers())
    assert [row.source for row in rows] == ["b.txt:1", "a.csv:2", "a.txt:1", "sub/b.txt:1"]
    assert plan.read_bytes == plan.total_bytes


def test_inputs_of_one_name_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("x", "y"):
        Path(folder).mkdir()
        Path(folder, "a.txt").write_text(folder)
    plan = Plan.of([Path("x/a.txt"), Path("y/a.txt")], Fields())
    assert [row.source for row in plan.offers()] == ["x/a.txt:1", "y/a.txt:1"]


def test_the_output_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    out = tmp_path / "out.jsonl"
    out.write_text('{"text": "lama"}')
    assert [file.name for file in Plan.of([tmp_path], Fields(), out=out).files] == ["a.txt"]
    with pytest.raises(InputError, match=r"The output out\.jsonl is also an input"):
        Plan.of([tmp_path / "a.txt", out], Fields(), out=out)


def test_a_bad_last_input_is_told_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "z.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match=r"z\.csv has no column known to hold the text"):
        Plan.of([tmp_path / "a.txt", tmp_path / "z.csv"], Fields())


@pytest.mark.parametrize(
    ("ours", "theirs", "is_welcome"),
    [("", ["a", "a"], True), ("a", ["a", "a"], True), (None, ["a", "b"], False), ("a", ["b"], False)],
)
def test_machines_of_a_cluster_must_have_one_model_not_one_name(
    ours: str | None, theirs: list[str], is_welcome: bool
) -> None:
    crew = ray._Crew(MagicMock(), Work(open_fixed, model_hash=ours), 2)
    with nullcontext() if is_welcome else pytest.raises(EngineError, match=r"The computer 10\.0\.0\.2 has another version"):
        for model_hash in theirs:
            answerer = ray._Answerer(open_fixed().versions, model_hash)
            crew._welcome(crew._members[0], answerer, "10.0.0.2")


def test_totals() -> None:
    totals = Totals()
    for _, answer in scan(offers(28), open_screener=open_fixed, workers=1):
        totals.count(answer)
    assert totals.rows == 28
    assert totals.refused == 4 + 6  # broken rows, and empty ones
    assert totals.reaches(Risk.REVIEW)
    assert Totals(levels={Risk.LOW: 3, Risk.REVIEW: 0, Risk.HIGH: 0}).reaches(Risk.LOW)
    assert not Totals(levels={Risk.LOW: 3, Risk.REVIEW: 0, Risk.HIGH: 0}).reaches(Risk.REVIEW)
