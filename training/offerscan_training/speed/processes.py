"""Starts what is measured, and sees what it needs: seconds, processor time, memory. The last two are known on Linux only."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from offerscan.errors import EngineError

__all__ = ["Need", "last_words", "offerscan_command", "peak_bytes", "run_watched", "time_command", "tree_cpu_s"]

_PROC = Path("/proc")
_INTERVAL_S = 0.05
# Every so many looks also at what is shared, for which the kernel walks through all pages.
_THOROUGH = 10
# What training brings and users do not have.
_UNINSTALLED = Path(__file__).with_name("uninstalled")
_OFFERSCAN = "import sys; from offerscan.cli import main; main(sys.argv[1:])"


@dataclass(frozen=True)
class Need:
    """What one run of a command took. `core_s` is the processor time of all its processes; `tree_bytes` the peak of their
    resident memory together, what they share (the code of libraries) counted once; `process_bytes` that of the largest one."""

    seconds: float
    core_s: float
    tree_bytes: int
    process_bytes: int


def offerscan_command(model: Path, *words: str, **environment: object) -> tuple[str, ...]:
    """The words of `offerscan WORDS` with a model folder, installed or not, among the packages that users have;
    `environment` holds further variables."""
    path = os.pathsep.join(filter(None, (str(_UNINSTALLED), os.environ.get("PYTHONPATH"))))
    variables = {"OFFERSCAN_MODEL": model.resolve(), **environment, "PYTHONPATH": path}
    return ("env", *(f"{name}={value}" for name, value in variables.items()), sys.executable, "-c", _OFFERSCAN, *words)


def run_watched(command: Sequence[str]) -> Need:
    """Run a command to its end, looking at its processes twenty times a second; raises EngineError if it fails."""
    began, before = time.perf_counter(), os.times()
    tree = largest = 0
    # What it tells goes to a file: a pipe that nobody reads would stop it once it is full.
    with tempfile.TemporaryFile() as told:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told, env=_environment()) as process:
            for look in count():
                if process.poll() is not None:
                    break
                pids = list(_tree(process.pid))
                largest = max(largest, *map(_resident_bytes, pids), 0)
                if not look % _THOROUGH:
                    tree = max(tree, _together_bytes(pids))
                time.sleep(_INTERVAL_S)
        seconds, after = time.perf_counter() - began, os.times()
        told.seek(0)
        _check(process.returncode, told.read().decode(errors="replace"))
    core_s = after.children_user + after.children_system - before.children_user - before.children_system
    return Need(seconds, core_s, tree, largest)


def time_command(command: Sequence[str]) -> float:
    """Seconds from the start of a command to its end; raises EngineError if it fails."""
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=_environment())
    seconds = time.perf_counter() - began
    _check(done.returncode, done.stderr)
    return seconds


def peak_bytes(pid: int) -> int:
    """The most resident memory that a process ever had; 0 where that is not known."""
    for line in _read(_PROC / str(pid) / "status").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def tree_cpu_s(pid: int) -> float:
    """Seconds of processor time that a process and its living children have had; 0 where that is not known."""
    ticks = 0
    for one in _tree(pid):
        fields = _read(_PROC / str(one) / "stat").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12]) if fields else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def last_words(told: str) -> str:
    """The last line that a process wrote, which says why it ended."""
    return (told.strip().splitlines() or ["it said nothing"])[-1]


def _environment() -> dict[str, str]:
    """As users have it: compiled modules are kept between two starts."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _check(code: int, told: str) -> None:
    if code:
        raise EngineError(
            f"A measured command failed with exit code {code} ({last_words(told)}): run it by itself to see why."
        )


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in (_PROC / str(pid) / "task").glob("*/children"):
        for child in _read(task).split():
            yield from _tree(int(child))


def _resident_bytes(pid: int) -> int:
    fields = _read(_PROC / str(pid) / "statm").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def _together_bytes(pids: Sequence[int]) -> int:
    """Resident memory of processes: what each has alone, and the largest part that one shares, taken for the same in all."""
    private, shared = 0, [0]
    for pid in pids:
        lines = (line.split() for line in _read(_PROC / str(pid) / "smaps_rollup").splitlines()[1:])
        kilobytes = {words[0]: int(words[1]) for words in lines}
        alone = kilobytes.get("Private_Clean:", 0) + kilobytes.get("Private_Dirty:", 0)
        private += alone
        shared.append(kilobytes.get("Rss:", 0) - alone)
    return 1024 * (private + max(shared))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:  # the process has ended, or this is no Linux
        return ""
