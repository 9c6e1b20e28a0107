"""A run that is stopped, by whatever and whenever, goes on and ends with the very bytes of an undisturbed one."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from fixed_screener import open_fixed
from scan_job import make_job, write_inputs

from offerscan.errors import EngineError, InputError
from offerscan.records import Risk
from offerscan.scan import job, kept_rows, run
from offerscan.screener import Screener
from offerscan.settings import Limits

FORMATS = ["o.jsonl", "o.csv", "o.parquet", "o.xlsx"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The inputs; parts of about a hundred answers."""
    write_inputs(tmp_path)
    monkeypatch.setattr("offerscan.scan.parts._PART_ANSWERS", 100)
    return tmp_path


def whole(folder: Path, out: str) -> bytes:
    """What an undisturbed run writes."""
    path = folder / f"whole-{out}"
    run(make_job(folder, path.name))
    return path.read_bytes()


def killed(folder: Path, out: str, moment: str, place: int, workers: int = 1) -> None:
    """A run in a process of its own, killed."""
    program = [sys.executable, str(Path(__file__).with_name("scan_job.py")), str(folder), out, moment, str(place)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run([*program, str(workers)], env=environment, capture_output=True, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


def resumed(folder: Path, out: str) -> bytes:
    """The output after the run has gone on; its parts are gone."""
    totals = run(make_job(folder, out), resume=True)
    assert (totals.rows, totals.written) == (660, 660)
    assert not (folder / f"{out}.parts").exists()
    return (folder / out).read_bytes()


@pytest.mark.parametrize(
    ("moment", "place", "out", "kept"),
    [
        ("answering", 1, "o.jsonl", 0),
        ("answering", 8, "o.parquet", 384),
        ("writing a part", 3, "o.csv", 128),
        ("naming a part", 4, "o.jsonl", 256),
        ("joining", 1, "o.xlsx", 660),
        ("removing the parts", 2, "o.jsonl", 660),
    ],
)
def test_killed_and_resumed(folder: Path, moment: str, place: int, out: str, kept: int) -> None:
    killed(folder, out, moment, place)
    assert kept_rows(make_job(folder, out)) == kept
    assert resumed(folder, out) == whole(folder, out)


def test_killed_twice_and_once_with_two_workers(folder: Path) -> None:
    killed(folder, "o.jsonl", "answering", 4, workers=2)
    killed(folder, "o.jsonl", "naming a part", 2)
    assert resumed(folder, "o.jsonl") == whole(folder, "o.jsonl")


@pytest.mark.parametrize("out", FORMATS)
def test_interrupted_and_resumed(folder: Path, out: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(make_job(folder, out), tick=raising(KeyboardInterrupt(), after=5))
    assert not (folder / out).exists()
    assert kept_rows(make_job(folder, out)) == 5 * 64  # all that was answered
    assert resumed(folder, out) == whole(folder, out)


@pytest.mark.parametrize("refused", [1, 40, 90])
def test_interrupted_while_a_batch_is_counted(folder: Path, monkeypatch: pytest.MonkeyPatch, refused: int) -> None:
    """What is counted and what is kept go together: a part must never claim more rows than it holds."""
    reading, read_line = raising(KeyboardInterrupt(), after=refused), job.read_line
    with monkeypatch.context() as patch:
        patch.setattr(job, "read_line", lambda line: reading() or read_line(line))
        with pytest.raises(KeyboardInterrupt):
            run(make_job(folder, "o.jsonl"))
    assert kept_rows(make_job(folder, "o.jsonl")) % 64 == 0  # whole batches
    assert resumed(folder, "o.jsonl") == whole(folder, "o.jsonl")


def raising(problem: BaseException, after: int) -> Callable[[], None]:
    """Something that raises when it is called for the n-th time."""
    left = iter(range(after - 1))

    def tick(*_: Any) -> None:
        if next(left, None) is None:
            raise problem

    return tick


def dying_in_the_middle() -> Screener:
    """A screener whose process is killed in the middle of the work."""
    screener = open_fixed()
    tick, predict = raising(MemoryError(), after=60), screener.engine.predict

    def fatal(views: Any) -> Any:
        try:
            tick()
        except MemoryError:
            os.kill(os.getpid(), signal.SIGKILL)
        return predict(views)

    screener.engine.predict = fatal  # type: ignore[method-assign]
    return screener


def test_a_killed_worker_is_one_sentence_and_resumable(folder: Path) -> None:
    with pytest.raises(EngineError, match="One of 2 processes died"):
        run(make_job(folder, "o.jsonl", open_screener=dying_in_the_middle, workers=2))
    assert resumed(folder, "o.jsonl") == whole(folder, "o.jsonl")


def test_a_full_disk_is_one_sentence_and_resumable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full, real = raising(OSError(errno.ENOSPC, "No space left on device"), after=4), os.fsync

    def fsync(number: int) -> None:
        full()
        real(number)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(InputError, match=r"o\.csv cannot be written \(No space left on device\)"):
            run(make_job(folder, "o.csv"))
    assert not list(folder.glob("**/*.unfinished"))
    assert resumed(folder, "o.csv") == whole(folder, "o.csv")


def test_a_vanished_input_is_one_sentence_and_resumable(folder: Path) -> None:
    second = folder / "b.jsonl"
    with pytest.raises(InputError, match=r"no file or folder named b\.jsonl"):
        run(make_job(folder, "o.jsonl"), tick=lambda: second.exists() and second.rename(folder / "away") and None)
    (folder / "away").rename(second)
    assert resumed(folder, "o.jsonl") == whole(folder, "o.jsonl")


def test_a_disk_that_is_pulled_out_of_a_folder_is_one_sentence_and_resumable(folder: Path) -> None:
    disk, away = folder / "disk", folder / "away"
    disk.mkdir()
    (disk / "hilang.txt").symlink_to("tidak ada")  # never could be read: a row, before and after
    for name in ("a.csv", "b.jsonl"):
        (folder / name).rename(disk / name)
    run(make_job(folder, "whole.jsonl", inputs=[disk]))
    with pytest.raises(InputError, match=r"no file or folder named b\.jsonl"):
        run(make_job(folder, "o.jsonl", inputs=[disk]), tick=lambda: disk.exists() and disk.rename(away) and None)
    away.rename(disk)
    assert kept_rows(make_job(folder, "o.jsonl", inputs=[disk])) >= 64
    assert run(make_job(folder, "o.jsonl", inputs=[disk]), resume=True).rows == 661
    assert (folder / "o.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()


@pytest.mark.parametrize("resume", [None, True, False])
def test_a_second_run_into_one_output_is_refused_while_the_first_lives(folder: Path, resume: bool | None) -> None:
    refused: list[str] = []

    def begin_again() -> None:
        with pytest.raises(InputError) as told:
            run(make_job(folder, "o.jsonl"), resume=resume)
        refused.append(str(told.value))

    assert run(make_job(folder, "o.jsonl"), tick=begin_again).rows == 660
    assert len(refused) > 5
    assert "Another scan is writing o.jsonl: wait until it has ended" in refused[0]
    assert (folder / "o.jsonl").read_bytes() == whole(folder, "o.jsonl")
    assert not list(folder.glob(".*"))  # the lock is gone


def test_nothing_is_joined_that_is_incomplete(folder: Path) -> None:
    second = folder / "o.jsonl.parts" / "part-000000000128.jsonl"
    with pytest.raises(InputError, match=r"The answers kept for o\.jsonl are incomplete \(128 of 660 rows\): add --resume"):
        run(make_job(folder, "o.jsonl"), tick=lambda: second.unlink(missing_ok=True))
    assert not (folder / "o.jsonl").exists()
    assert resumed(folder, "o.jsonl") == whole(folder, "o.jsonl")


@pytest.mark.parametrize("name", ["big.jsonl", "63"])  # <(cat big.jsonl) has a number for a name
def test_a_pipe_is_read_once_from_its_beginning(tmp_path: Path, name: str) -> None:
    pipe = tmp_path / name
    os.mkfifo(pipe)
    text = "".join(f'{{"text": "halo semua {number}"}}\n' for number in range(3_000))
    Thread(target=lambda: pipe.write_text(text), daemon=True).start()
    job = make_job(tmp_path, "o.jsonl", inputs=[pipe])
    assert not job.is_resumable
    assert run(job).rows == 3_000
    assert "halo semua 0" in (tmp_path / "o.jsonl").read_text().partition("\n")[0]


def test_what_is_left_is_told_and_begun_anew_only_if_asked(folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(make_job(folder, "o.jsonl"), tick=raising(KeyboardInterrupt(), after=5))
    with pytest.raises(InputError, match="was stopped after 320 rows: add --resume to go on, or --no-resume"):
        run(make_job(folder, "o.jsonl"))
    assert kept_rows(make_job(folder, "o.jsonl")) == 320
    told: list[str] = []
    assert run(make_job(folder, "o.jsonl"), resume=False, note=told.append).rows == 660
    assert told == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"min_risk": Risk.HIGH}, "options"),
        ({"with_text": False}, "options"),
        ({"limits": Limits(max_document_bytes=10)}, "options"),
        ({"versions": {"model": "another"}}, "versions"),
    ],
)
def test_another_job_never_goes_on(folder: Path, changed: dict[str, Any], named: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(make_job(folder, "o.jsonl"), tick=raising(KeyboardInterrupt(), after=5))
    for resume in (True, None):
        with pytest.raises(InputError, match=rf"cannot go on because something has changed \({named}\): use --no-resume"):
            run(make_job(folder, "o.jsonl", **changed), resume=resume)
    assert kept_rows(make_job(folder, "o.jsonl")) == 320
    assert run(make_job(folder, "o.jsonl", **changed), resume=False).rows == 660


def test_a_changed_input_never_goes_on(folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(make_job(folder, "o.jsonl"), tick=raising(KeyboardInterrupt(), after=5))
    with (folder / "b.jsonl").open("a") as file:
        file.write('\n{"text": "baru"}')
    with pytest.raises(InputError, match=r"something has changed \(inputs\)"):
        run(make_job(folder, "o.jsonl"), resume=True)


def test_workers_change_nothing_and_seconds_are_counted(folder: Path) -> None:
    from offerscan.stages import Stages

    stages = Stages()
    run(make_job(folder, "o.jsonl", workers=2), stages=stages)
    assert (folder / "o.jsonl").read_bytes() == whole(folder, "o.jsonl")
    assert all(stages.seconds[name] > 0 for name in ("read", "copies", "view", "cache", "model", "decide", "write"))


def test_parts_in_a_scanned_folder_are_no_input(folder: Path) -> None:
    from offerscan.formats import Fields
    from offerscan.scan import Plan

    (folder / "o.jsonl.parts").mkdir()
    (folder / "o.jsonl.parts" / "part-000000000000.jsonl").write_text('{"text": "x"}\n')
    plan = Plan.of([folder], Fields(), out=folder / "o.jsonl")
    assert [file.name for file in plan.files] == ["a.csv", "b.jsonl"]
