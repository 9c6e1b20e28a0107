"""How fast a dump is screened, stage by stage, and beside it what most people would run; cost and memory over size."""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from offerscan_training.contenders import Running, make_rivals
from offerscan_training.dump_mixture import Sources, read_sources, write_dump
from offerscan_training.dump_report import Cost, DumpFigures, DumpPlan, Rate, dump_table
from offerscan_training.machine import describe_machine
from offerscan_training.processes import run_watched
from offerscan_training.sketches import compare_sketches

__all__ = ["run_dump_bench"]

_RUN = ("-m", "offerscan_training.dump_run")
_HEADER = ["isi"]


def run_dump_bench(
    model: Path | None, corpus: Path, background: Path, plan: DumpPlan, out: Path | None, sources: Sources | None = None
) -> str:
    """Measure; returns the report and stores it at `out` as .md and .json. Dumps lie in a temporary folder, no longer
    than the measurement."""
    sources = sources or read_sources(corpus, background)
    with tempfile.TemporaryDirectory() as folder:
        figures = _measure(model, sources, plan, Path(folder))
    machine = describe_machine()
    report = dump_table(figures, plan) + "\n\n" + ", ".join(f"{name} {told}" for name, told in machine.items()) + ".\n"
    if out is not None:
        stored = {"machine": machine, "plan": asdict(plan), "figures": asdict(figures)}
        out.with_suffix(".json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
        out.with_suffix(".md").write_text("# A dump, measured\n\n" + report, encoding="utf-8")
    return report


def _measure(model: Path | None, sources: Sources, plan: DumpPlan, folder: Path) -> DumpFigures:
    from offerscan.scan import ENGINES

    costs, rates = [], list[Rate]()
    for size in sorted(plan.sizes):
        dump = folder / f"{size}.jsonl"
        unique = write_dump(size, sources, plan.mixture, dump)
        costs.append(_scan(dump, unique, model, plan.workers))
        if len(costs) == 1:
            engines = [name for name in plan.engines if name in ENGINES]
            others = {f"--engine {name}": ("whole", name) for name in engines} | {
                "all but the model": ("without model", "local")
            }
            for told, (mode, engine) in others.items():
                cost = _scan(dump, unique, model, plan.workers, mode, engine)
                rates.append(Rate(told, cost.rows / cost.seconds))
            rates += _everything_read(dump, model, plan, folder)
            sketching = compare_sketches(list(islice(_texts(dump), plan.sketched)))
        dump.unlink()
    ours = Rate("offerscan scan", costs[0].rows / costs[0].seconds)
    return DumpFigures(costs, [ours, *rates], sketching)


def _scan(
    dump: Path, unique: int, model: Path | None, workers: int, mode: str = "whole", engine: str = "local"
) -> Cost:
    asked = {"input": str(dump), "model": _told(model), "workers": workers, "engine": engine, "mode": mode}
    figures, peak = _watched(asked, dump.with_suffix(".figures"))
    return Cost(figures["rows"], unique, round(figures["seconds"], 2), peak, figures["stages"], figures["levels"])


def _everything_read(dump: Path, model: Path | None, plan: DumpPlan, folder: Path) -> Iterator[Rate]:
    """Those who read every post with a model, on a sample of the dump: ours without first tier and cache, and pipelines."""
    table = folder / "sample.csv"
    step = max(1, sum(1 for _ in _texts(dump)) // plan.sample)
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_HEADER)
        rows.writerows([text] for text in islice(_texts(dump), 0, step * plan.sample, step))
    figures, _ = _watched(
        {"input": str(table), "model": _told(model), "workers": plan.workers}, folder / "bare.figures"
    )
    yield Rate("the same without first tier and cache", figures["rows"] / figures["seconds"])
    for rival in make_rivals(model, folder):
        began = time.perf_counter()
        texts = _read_column(table)
        read_s = time.perf_counter() - began
        with Running(rival, texts[0]) as running:
            yield Rate(f"pandas and transformers: {rival.name}", len(texts) / (read_s + sum(running.time(texts))))


def _read_column(table: Path) -> list[str]:
    """As in a notebook."""
    import pandas

    return list(pandas.read_csv(table, keep_default_na=False)[_HEADER[0]])


def _watched(asked: dict[str, Any], figures: Path) -> tuple[dict[str, Any], int]:
    need = run_watched((sys.executable, *_RUN, str(figures), json.dumps(asked)))
    return json.loads(figures.read_text(encoding="utf-8")), need.tree_bytes


def _texts(dump: Path) -> Iterator[str]:
    with dump.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)[_HEADER[0]]


def _told(model: Path | None) -> str | None:
    return str(model.resolve()) if model else None
