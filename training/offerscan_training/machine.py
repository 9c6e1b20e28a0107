"""On what something was measured: a figure of speed says nothing without it."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

__all__ = ["describe_machine", "machine_line"]

# What int8 products gain from: dot products of bytes, and tiles.
_FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "amx_bf16")
_LIBRARIES = ("numpy", "onnxruntime", "tokenizers", "torch", "transformers")


def describe_machine() -> dict[str, str]:
    """Date, processor, cores, flags, memory, and versions of what computes."""
    told = _read_pairs(Path("/proc/cpuinfo"))
    known = told.get("flags", "").split()
    memory = int(_read_pairs(Path("/proc/meminfo")).get("MemTotal", "0").split()[0]) / 1024**2
    return {
        "date": datetime.date.today().isoformat(),
        "processor": told.get("model name", platform.processor() or platform.machine()),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "flags": " ".join(flag for flag in _FLAGS if flag in known) or "unknown",
        "memory": f"{memory:.0f} GB",
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        **{name: version(name) for name in _LIBRARIES},
    }


def machine_line(machine: Mapping[str, str], command: str) -> str:
    """The description as the last line of a report, after the command that measured."""
    return f"Measured with `{command}`: " + ", ".join(f"{name} {told}" for name, told in machine.items()) + "."


def _read_pairs(path: Path) -> dict[str, str]:
    """The first value of each name in a file of `name: value` lines; none where there is no such file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.partition(":") for line in reversed(lines))
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}
