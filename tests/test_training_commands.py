"""The commands of training: one list, each told what it reads, writes and how long it takes; wrong options are one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from offerscan_training.commands import COMMANDS, app

MAKEFILE = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")
NAMES = {command.__name__.replace("_", "-"): command for commands in COMMANDS.values() for command in commands}
_TIME = re.compile(r"second|minute|hour", re.IGNORECASE)


def test_all_commands_are_listed_once() -> None:
    assert sum(map(len, COMMANDS.values())) == len(NAMES)
    told = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200"}).output
    assert all(re.search(rf"\b{name}\b", told) for name in NAMES)


@pytest.mark.parametrize("command", NAMES.values(), ids=NAMES)
def test_a_command_tells_what_it_reads_and_writes_and_how_long_it_takes(command: Callable[..., None]) -> None:
    first, _, more = (command.__doc__ or "").partition("\n\n")
    assert first.rstrip().endswith(".")
    assert "Reads " in more
    assert re.search(r"write|keep", more)
    assert _TIME.search(more)


def test_the_makefile_names_commands_that_exist() -> None:
    assert set(re.findall(r"\$\(TRAINING\) ([a-z-]+)", MAKEFILE)) <= set(NAMES)


@pytest.mark.parametrize(
    "words",
    [
        ["bench-dump", "--sizes", "banyak"], ["bench-dump", "--sizes", "100,"], ["bench-dump", "--sizes", "0"],
        ["bench-dump", "--copies", "1.5"], ["scale", "--sizes", "300", "300"], ["load", "--clients", "0"],
    ],
)  # fmt: skip
def test_wrong_options_are_told(words: list[str]) -> None:
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert words[1] in done.output
