"""The batch run: one answer a row, in order, whatever the number of workers and whatever breaks on the way."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

import pytest
from fixed_screener import open_fixed
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.engines import Prediction
from offerscan.errors import EngineError, InputError, ModelError
from offerscan.formats import Fields
from offerscan.records import Assessment, Fault, Offer, Refusal, Risk
from offerscan.scan import Plan, Totals, scan
from offerscan.scan.chunks import CHUNK, assess_chunk, cut_chunks
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


def test_totals() -> None:
    totals = Totals()
    for _, answer in scan(offers(28), open_screener=open_fixed, workers=1):
        totals.add(answer)
    assert totals.rows == 28
    assert totals.refused == 4 + 6  # broken rows, and empty ones
    assert totals.reaches(Risk.REVIEW)
    assert Totals(levels={Risk.LOW: 3, Risk.REVIEW: 0, Risk.HIGH: 0}).reaches(Risk.LOW)
    assert not Totals(levels={Risk.LOW: 3, Risk.REVIEW: 0, Risk.HIGH: 0}).reaches(Risk.REVIEW)
