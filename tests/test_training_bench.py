"""What measures speed: the texts it takes, the processes it watches, the turns it gives, and the tables it prints."""

from __future__ import annotations

import json
import operator
import subprocess
import sys
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
import torch
from fixed_screener import open_fixed
from training_samples import sample_documents, sample_views, unigram, xlmr_encoder

from offerscan.catalog import read_catalog
from offerscan.errors import EngineError, InputError
from offerscan.records import Offer
from offerscan.text import read_view
from offerscan_training.machine import describe_machine, machine_line
from offerscan_training.network import Reader
from offerscan_training.results import write_results
from offerscan_training.speed.bench import Plan, Speed, compare_speed, speed_table
from offerscan_training.speed.contenders import Contender, Running, in_turn, without_memory
from offerscan_training.speed.processes import offerscan_command, run_watched, time_command
from offerscan_training.speed.quantisation import (
    FP32,
    SHIPPED,
    compare_quantisation,
    cut_even,
    losses_table,
    write_variants,
)
from offerscan_training.speed.workload import make_texts, paste, spread

PIECES = 40


def test_texts_are_different_from_each_other_and_the_same_every_time() -> None:
    documents = sample_documents()
    texts = make_texts(documents, 60)
    assert len(set(texts)) == 60
    assert texts == make_texts(documents, 60)
    assert texts != make_texts(documents, 60, seed=2)
    assert all(text == text.lower() for text in texts)
    assert any("\n\n" in text for text in texts)


def test_a_pasted_offer_has_the_asked_number_of_pieces() -> None:
    tokenizer = unigram(sample_views(), 300)
    pasted = paste(make_texts(sample_documents(), 60), tokenizer, PIECES)
    assert len(tokenizer.encode(read_view(pasted).text).ids) == PIECES
    with pytest.raises(InputError, match="--texts"):
        paste(["terlalu pendek"], tokenizer, PIECES)


@pytest.mark.parametrize(("n", "drawn"), [(1, ["ccc"]), (2, ["bb", "dddd"]), (5, ["a", "bb", "ccc", "dddd", "eeeee"])])
def test_a_sample_is_spread_over_all_lengths(n: int, drawn: list[str]) -> None:
    texts = ["eeeee", "a", "ccc", "dddd", "bb"]
    assert spread(texts, n) == drawn
    assert spread(texts, 99) == sorted(texts)


def test_memory_of_a_command_and_its_children_is_seen() -> None:
    child = "import time; held = bytearray(60_000_000); time.sleep(1)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    need = run_watched((sys.executable, "-c", parent))
    assert need.process_bytes > 60_000_000
    assert need.tree_bytes > need.process_bytes


@pytest.mark.parametrize("watch", [run_watched, time_command])
def test_a_command_that_fails_is_told_with_its_last_words(watch: operator.methodcaller) -> None:
    with pytest.raises(EngineError, match=r"exit code 3 \(no disk\)"):
        watch((sys.executable, "-c", "import sys; print('first\\nno disk', file=sys.stderr); sys.exit(3)"))


def test_a_command_that_tells_much_is_not_stopped_by_it() -> None:
    chatter = "import sys; sys.stderr.write('peringatan ' * 100_000)"
    assert run_watched((sys.executable, "-c", chatter)).seconds > 0


def test_processor_time_of_children_is_counted() -> None:
    busy = "from time import process_time as now\nwhile now() < 0.4: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert run_watched((sys.executable, "-c", parent)).core_s >= 0.4


def test_a_command_has_the_model_and_further_variables(tmp_path: Path) -> None:
    words = offerscan_command(tmp_path / "m-1", "serve", OFFERSCAN_DATA=tmp_path)
    assert words[:3] == ("env", f"OFFERSCAN_MODEL={tmp_path / 'm-1'}", f"OFFERSCAN_DATA={tmp_path}")
    assert words[-1] == "serve"


def test_a_measured_command_sees_no_package_that_users_lack(tmp_path: Path) -> None:
    words = offerscan_command(tmp_path, "check")
    told = subprocess.run([*words[:-2], "import pandas"], capture_output=True, text=True)
    assert "pandas is no dependency of offerscan" in told.stderr
    built = "import pyarrow as pa; print(pa.array(['a', None]).to_pylist())"
    assert subprocess.run([*words[:-2], built], capture_output=True, text=True).stdout == "['a', None]\n"


@pytest.mark.parametrize("suffix", ["", ".md", ".json"])
def test_figures_and_page_lie_side_by_side(suffix: str, tmp_path: Path) -> None:
    write_results(tmp_path / "new" / f"bench{suffix}", "# Satu\n\n", {"a": [1, 2]})
    assert (tmp_path / "new/bench.md").read_text(encoding="utf-8") == "# Satu\n"
    assert json.loads((tmp_path / "new/bench.json").read_text(encoding="utf-8")) == {"a": [1, 2]}


@pytest.mark.parametrize(("number", "order"), [(0, "abc"), (1, "bca"), (2, "cab"), (3, "abc")])
def test_turns(number: int, order: str) -> None:
    assert "".join(in_turn("abc", number)) == order


def test_a_text_that_is_asked_again_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    screener, asked = open_fixed(), []
    predict = screener.engine.predict
    monkeypatch.setattr(screener.engine, "predict", lambda views: asked.append(len(views)) or predict(views))
    for _ in range(3):
        without_memory(screener).assess(Offer("loker taiwan, dp dulu"))
    assert sum(asked) == 3


def contender(name: str, log: Path, many: bool = False) -> Contender:
    """Answers by stripping the text; its commands leave a letter in the log."""
    write = f"import sys; open({str(log)!r}, 'a').write({name[0]!r})"
    once = (sys.executable, "-c", write)
    return Contender(name, partial(operator.methodcaller, "strip"), once, once if many else None)


def test_everyone_has_every_turn_and_the_first_place_in_turn(tmp_path: Path) -> None:
    log = tmp_path / "log"
    contenders = [contender("a", log, many=True), contender("b", log), contender("c", log)]
    plan = Plan(texts=3, workers=1, sample=2, rounds=3, calls=2)
    speeds = compare_speed(contenders, ["satu", "dua", "tiga"], "satu", plan, tmp_path)
    assert [speed.name for speed in speeds] == ["a", "b", "c"]
    # One start each to warm up; then in each round every cold start, beginning with the next one, and a's many texts.
    assert log.read_text() == "abc" + "abca" + "bcaa" + "caba"
    assert json.loads((tmp_path / "offers.jsonl").read_text().partition("\n")[0]) == {"text": "satu"}


def test_a_contender_that_dies_is_named() -> None:
    with (
        pytest.raises(EngineError, match="mute died"),
        Running(Contender("mute", partial(operator.methodcaller, "no_such_method"), ()), "satu"),
    ):
        pass


def test_the_table_tells_how_many_times_better_the_first_is() -> None:
    ours = Speed("ours", latency_ms=5, texts_per_s=200, tree_mb=300, process_mb=120, cold_start_s=0.5)
    theirs = Speed("theirs", latency_ms=50, texts_per_s=10, tree_mb=600, process_mb=600, cold_start_s=4)
    rows = speed_table([ours, theirs], Plan()).splitlines()
    assert "5.0 ms (1.0 ×)" in rows[2]
    assert all(told in rows[3] for told in ("50.0 ms (10.0 ×)", "10.0/s (20.0 ×)", "2.0 ×", "4.00 s (8.0 ×)"))


def test_variants_side_by_side(tmp_path: Path) -> None:
    tokenizer = unigram(sample_views(), 300)
    reader = Reader(xlmr_encoder(tokenizer.get_vocab_size()), len(read_catalog().labels), (1, 2)).eval()
    with torch.no_grad():  # heads that are not trained say nothing
        reader.indicators.weight.normal_(0, 0.5)
    windows = cut_even([document.text for document in sample_documents()], tokenizer, 96)
    assert all(len(window) % 16 == 0 for window in windows)
    assert all(len(one) <= len(other) for one, other in pairwise(windows))
    paths = write_variants(reader, [window.tolist() for window in windows[:4]], tmp_path)
    losses = {loss.name: loss for loss in compare_quantisation(paths, windows, rounds=1)}
    assert losses[FP32].to_fp32 == 0
    assert all(losses[name].alone_to_batch < 1e-4 for name in losses if not name.startswith("dynamic"))
    assert losses[SHIPPED].alone_to_batch > 1e-4  # ranges over a whole batch: why texts are read alone
    assert all(0 < loss.to_fp32 < 0.9 for name, loss in losses.items() if name != FP32)
    assert losses_table(list(losses.values())).count("\n") == len(losses) + 3


def test_the_machine_is_described() -> None:
    told = describe_machine()
    assert int(told["cores"]) > 0
    assert all(told.values())
    assert (
        machine_line({"date": "2026-11-22", "cores": "2"}, "make x")
        == "Measured with `make x`: date 2026-11-22, cores 2."
    )
