"""A job of a scan without weights, and a program that does it and kills itself, as `kill -9` would, at a chosen moment."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fixed_screener import open_fixed

from offerscan.formats import Fields
from offerscan.records import Risk
from offerscan.scan import Job, Plan, job, parts, run

# What is under way when the process dies.
MOMENTS: dict[str, tuple[object, str]] = {
    "answering": (job, "_count"),
    "writing a part": (os, "fsync"),
    "naming a part": (Path, "replace"),
    "joining": (job, "_join"),
    "removing the parts": (shutil, "rmtree"),
}


TEXTS = ["DP 2jt ke Kamboja malam ini {}", "halo semua {}", "", "KTP ditahan, WA 0812-0000-{:04}", "ada kontrak {}"]


def write_inputs(folder: Path) -> None:
    """Two inputs of 330 rows each, some of them empty or broken."""
    rows = [TEXTS[number % len(TEXTS)].format(number) for number in range(330)]
    (folder / "a.csv").write_text("id,text\n" + "".join(f'{n},"{row}"\n' for n, row in enumerate(rows)))
    lines = [json.dumps({"text": row}) if n % 50 else "{rusak" for n, row in enumerate(rows)]
    (folder / "b.jsonl").write_text("\n".join(lines))


def make_job(folder: Path, out: str, **changed: Any) -> Job:
    """Both inputs of the folder, or `inputs`, into an output beside them, with texts."""
    inputs = [folder / name for name in ("a.csv", "b.jsonl") if (folder / name).exists()]
    options: dict[str, Any] = {"open_screener": open_fixed, "with_text": True, "workers": 1, "min_risk": Risk.LOW}
    plan = Plan.of(changed.pop("inputs", inputs), Fields(), limits=changed.pop("limits", None))
    return Job(plan, folder / out, **{**options, **changed})


def die_at(moment: str, place: int) -> None:
    """Have this process killed when the step is begun for the `place`-th time."""
    owner, name = MOMENTS[moment]
    step: Callable[..., Any] = getattr(owner, name)
    begun = 0

    def dying(*arguments: Any, **named: Any) -> Any:
        nonlocal begun
        begun += 1
        if begun == place:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*arguments, **named)

    setattr(owner, name, dying)


if __name__ == "__main__":
    folder, out, moment, place, workers = sys.argv[1:]
    parts._PART_ANSWERS = 100
    die_at(moment, int(place))
    run(make_job(Path(folder), out, workers=int(workers)), resume=True)
