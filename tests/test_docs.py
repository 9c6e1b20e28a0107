"""The README is tested: its blocks run, and the commands, options, settings, targets and files it names exist.

A block whose first line says `not-run` is only read. Below a `$ command` a block shows what it prints: all of that must
be in what is really printed, numbers aside, and `…` stands for what was left out.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import typer

from offerscan.cli import app
from offerscan.settings import Settings
from offerscan.version import __version__

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES = PROJECT["tool"]["pytest"]["ini_options"]["pythonpath"]
SERVICE = "127.0.0.1:8000"
_FENCED = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)
_MAIN = "from offerscan.cli import main; main()"


@dataclass(frozen=True)
class Block:
    """A fenced block: the words of its first line, and what it holds."""

    info: tuple[str, ...]
    body: str
    line: int

    def commands(self) -> Iterator[tuple[str, str]]:
        """Each command of a console block, with the output that is shown below it."""
        for part in re.split(r"^\$ ", self.body, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


BLOCKS = [
    Block(tuple(match[1].split()), match[2], README.count("\n", 0, match.start()) + 1)
    for match in _FENCED.finditer(README)
]
RUN = [block for block in BLOCKS if {"console", "bash", "python"} & {*block.info} and "not-run" not in block.info]
needs_model = pytest.mark.skipif(
    not (ROOT / "models/offerscan_models/DEFAULT").exists(),
    reason="no model folder yet: make train, then make export",
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder as a reader of the README has it: the examples, and the command where `make demo` puts it."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    command = tmp_path / ".venv/bin/offerscan"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(_MAIN)} "$@"\n')
    command.chmod(0o755)
    return tmp_path


def environment(desk: Path) -> dict[str, str]:
    path = os.pathsep.join([str(desk / ".venv/bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    sources = os.pathsep.join(str(ROOT / source) for source in SOURCES)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OFFERSCAN_")}
    return {**kept, "OFFERSCAN_DATA": str(desk / "data"), "PATH": path, "PYTHONPATH": sources, "NO_COLOR": "1"}


@contextmanager
def service(desk: Path) -> Iterator[str]:
    """The address of a service on a free port, once it is ready."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [desk / ".venv/bin/offerscan", "serve", "--port", address.partition(":")[2]]
    log = desk / "service.log"
    with log.open("w") as told, subprocess.Popen(command, env=environment(desk), stderr=told) as process:
        try:
            while not answers(f"http://{address}/ready"):
                assert process.poll() is None, log.read_text()
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=60).close()
    except urllib.error.HTTPError as error:  # it lives, and says why it will never be ready
        raise AssertionError(error.read().decode()) from error
    except urllib.error.URLError:
        return False
    return True


@pytest.mark.parametrize("told", ["Containerfile", "offerscan.service"])
def test_a_server_tells_the_time_of_the_office(told: str) -> None:
    """Days and the end of keeping are told in local time, and servers are set to UTC."""
    [zone] = re.findall(r"\bTZ=(\S+)", (ROOT / "deploy" / told).read_text(encoding="utf-8"))
    assert datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).utcoffset() == timedelta(hours=7)
    assert f"`{zone}`" in (ROOT / "deploy/README.md").read_text(encoding="utf-8")


def run(command: str, desk: Path) -> str:
    settings = {"cwd": desk, "env": environment(desk), "stdin": subprocess.DEVNULL}
    done = subprocess.run(["bash", "-c", command], **settings, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def words(text: str) -> str:
    """Text without the numbers and line breaks that may differ between two runs."""
    return " ".join(re.sub(r"\d+(?:[.,]\d+)*", "#", text).split())


def check_shown(shown: str, printed: str) -> None:
    for part in words(shown).split("…"):
        assert part.strip() in words(printed)


@needs_model
@pytest.mark.parametrize("block", RUN, ids=lambda block: f"line-{block.line}")
def test_block_runs(block: Block, desk: Path) -> None:
    language, body = block.info[0], block.body
    if language == "python":
        (desk / "block.py").write_text(body, encoding="utf-8")
        run(f"{shlex.quote(sys.executable)} block.py", desk)
    elif language == "bash":
        run(body, desk)
    elif SERVICE in body:
        with service(desk) as address:
            for command, shown in block.commands():
                check_shown(shown, run(f"{command.replace(SERVICE, address)} --fail", desk))
    else:
        for command, shown in block.commands():
            check_shown(shown, run(command, desk))


def test_there_are_blocks_to_run() -> None:
    assert {block.info[0] for block in RUN} >= {"console", "python"}
    assert all(list(block.commands()) for block in RUN if block.info[0] == "console")


@pytest.mark.parametrize(
    ("shown", "printed", "fits"),
    [
        ("Chance 91 of 100", "Chance  90\nof 100", True),
        ("HIGH … ask first", "HIGH\nmuch more\nask first", True),
        ("HIGH", "LOW", False),
        ("HIGH … ask first", "HIGH ask second", False),
    ],
)
def test_what_is_shown_is_compared(shown: str, printed: str, fits: bool) -> None:
    if fits:
        check_shown(shown, printed)
    else:
        with pytest.raises(AssertionError):
            check_shown(shown, printed)


def reference() -> dict[str, set[str]]:
    """Commands of the reference, each with its long options."""
    (block,) = (block for block in BLOCKS if block.body.startswith("offerscan check "))
    found: dict[str, set[str]] = {}
    for entry in re.split(r"^offerscan ", block.body, flags=re.M)[1:]:
        name = re.match(r"[a-z]+(?: [a-z]+)?", entry)
        assert name
        found[name[0]] = set(re.findall(r"--[a-z-]+", entry))
    return found


def real_commands() -> dict[str, set[str]]:
    """Commands of the program, those within others by both names; without the options that all have."""
    found: dict[str, set[str]] = {}

    def walk(command: Any, name: str) -> None:
        written = [option for one in command.params for option in (*one.opts, *one.secondary_opts)]
        options = {option for option in written if option.startswith("--")}
        inner_commands = getattr(command, "commands", {})
        if not inner_commands or not command.no_args_is_help:  # else it only groups others
            found[name] = options - {"--help", "--lang", "--version"}
        for inner_name, inner in inner_commands.items():
            walk(inner, f"{name} {inner_name}".strip())

    walk(typer.main.get_command(app), "")
    return {name: options for name, options in found.items() if name}


def test_the_reference_names_every_command_and_option() -> None:
    assert reference() == real_commands()


def test_every_command_that_is_named_exists() -> None:
    named = {*re.findall(r"`offerscan ([a-z]+)", README), *re.findall(r"^\$ \S*offerscan ([a-z]+)", README, re.M)}
    assert named <= {name.partition(" ")[0] for name in real_commands()}
    assert "check" in named


def test_every_target_that_is_named_exists_and_every_target_is_named() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.M))
    named = set(re.findall(r"`make ([a-z-]+)", README)) | set(re.findall(r"^\$ make ([a-z-]+)", README, re.M))
    assert named == targets - {"help"}
    (phony,) = re.findall(r"^\.PHONY: (.*)", MAKEFILE, re.M)
    assert set(phony.split()) == targets


def test_every_setting_is_named() -> None:
    settings = {f"OFFERSCAN_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"OFFERSCAN_[A-Z_]+", README)) == settings


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md", "examples/README.md", "docs/SIZING.md"])
def test_files_that_are_linked_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.*)", text, re.M)
    headings = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings
        elif not target.startswith("http"):
            assert ((ROOT / page).parent / target).exists(), target


def test_the_commands_that_carry_a_wheel_name_the_one_that_was_made(tmp_path: Path) -> None:
    """Run as they are printed, in a folder after `make wheel`, by a pip that only says what it was told."""
    sizing = (ROOT / "docs/SIZING.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ (pip .*)", sizing, re.M)
    wheel = tmp_path / f"dist/offerscan-{__version__}-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.touch()
    script = "\n".join(['pip() { printf "%s\\n" "$@"; }', *commands])
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "download", "--dest", "wheels", f"{wheel.relative_to(tmp_path)}[ray]",
        "install", "--no-index", "--find-links", "wheels", "offerscan[ray]",
    ]  # fmt: skip


def test_measured_figures_stand_between_their_marks() -> None:
    for name in ("eval", "bench"):
        assert README.count(f"<!-- {name} -->") == README.count(f"<!-- /{name} -->") == 1


WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(ROOT / source).with_suffix("").parts).removesuffix(".__init__")
    for source in SOURCES
    for path in (ROOT / source).rglob("*.py")
    if "\n    >>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    told = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert (told.failed, told.attempted > 0) == (0, True)
