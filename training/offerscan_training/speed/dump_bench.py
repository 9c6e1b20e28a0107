"""How fast a dump is screened, stage by stage, and beside it what most people would run; cost and memory over size."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from offerscan_training.machine import describe_machine, machine_line
from offerscan_training.results import write_results
from offerscan_training.speed.contenders import Running, rival_contenders
from offerscan_training.speed.dump_report import Cost, DumpFigures, DumpPlan, Rate, dump_table
from offerscan_training.speed.dump_run import EVERY_POST, Order, run_apart
from offerscan_training.speed.mixture import TEXT, Sources, read_sources, read_texts, write_dump, write_sample
from offerscan_training.speed.sketches import compare_sketches

__all__ = ["run_dump_bench"]


def run_dump_bench(model: Path | None, corpus: Path, background: Path, plan: DumpPlan, out: Path | None) -> str:
    """Measure; returns the report and stores it at `out` as .md and .json. Dumps lie in a temporary folder, no longer
    than the measurement."""
    sources = read_sources(corpus, background)
    with tempfile.TemporaryDirectory() as folder:
        figures = _measure(model, sources, plan, Path(folder))
    machine = describe_machine()
    report = dump_table(figures, plan) + "\n\n" + machine_line(machine, "make bench-dump")
    if out is not None:
        stored = {"machine": machine, "plan": asdict(plan), "figures": asdict(figures)}
        write_results(out, f"# A dump, measured\n\n{report}", stored)
    return report


def _measure(model: Path | None, sources: Sources, plan: DumpPlan, folder: Path) -> DumpFigures:
    """Scans of all sizes, the smallest first; at that everyone else is compared."""
    smallest, *larger = sorted(plan.sizes)
    dump = folder / "dump.jsonl"
    unique = write_dump(smallest, sources, plan.mixture, dump)
    costs = [_scan(Order.of(dump, model, plan.workers), unique)]
    rates = [Rate("offerscan scan", costs[0].rows_per_s)]
    others = {f"--engine {engine}": ("whole", engine) for engine in plan.engines}
    for name, (mode, engine) in (others | {"all but the model": ("without model", "local")}).items():
        rates.append(Rate(name, _scan(Order.of(dump, model, plan.workers, mode, engine), unique).rows_per_s))
    rates += _everything_read(dump, smallest, model, plan, folder)
    sketching = compare_sketches(list(islice(read_texts(dump), plan.sketched)))
    for size in larger:
        unique = write_dump(size, sources, plan.mixture, dump)
        costs.append(_scan(Order.of(dump, model, plan.workers), unique))
    engines = plan.engines if larger else ()
    largest = {engine: _scan(Order.of(dump, model, plan.workers, "whole", engine), unique) for engine in engines}
    return DumpFigures(costs, rates, sketching, largest)


def _scan(order: Order, unique: int) -> Cost:
    ran, need = run_apart(order)
    size = Path(order.input).stat().st_size
    return Cost(ran.rows, unique, size, round(ran.seconds, 2), need.tree_bytes, ran.stages, ran.levels)


def _everything_read(dump: Path, rows: int, model: Path | None, plan: DumpPlan, folder: Path) -> Iterator[Rate]:
    """Those who read every post with a model, on a sample of the dump: ours without first tier and cache, and pipelines."""
    table = folder / "sample.csv"
    write_sample(dump, rows, plan.sample, table)
    ran, _ = run_apart(Order.of(table, model, plan.workers, EVERY_POST))
    yield Rate("the same without first tier and cache", ran.rows / ran.seconds)
    for rival in rival_contenders(model, folder):
        began = time.perf_counter()
        texts = _read_column(table)
        read_s = time.perf_counter() - began
        with Running(rival, texts[0]) as running:
            yield Rate(f"pandas and transformers: {rival.name}", len(texts) / (read_s + sum(running.time(texts))))


def _read_column(table: Path) -> list[str]:
    """As in a notebook."""
    import pandas

    return list(pandas.read_csv(table, keep_default_na=False)[TEXT])
