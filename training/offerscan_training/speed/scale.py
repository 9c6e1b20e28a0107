"""What many posts cost: core seconds and memory of scans of two sizes, and from the difference what 100 million take.

Processor time and not time on the clock: others may use the machine, and a cluster is paid by the core hour. The difference
of two sizes, since the start of the processes is paid once, whatever the size.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from offerscan_training.machine import describe_machine, machine_line
from offerscan_training.results import write_results
from offerscan_training.speed.dump_run import Order, run_apart
from offerscan_training.speed.mixture import Mixture, Sources, read_sources, write_dump

__all__ = ["Scale", "run_scale", "scale_table"]

_MANY = 100_000_000


@dataclass(frozen=True)
class Scale:
    """Scans of two sizes of one mixture, the larger one second: posts, different texts among them, processor seconds, and
    at the larger one the peak of all processes and of the largest."""

    mixture: str
    rows: tuple[int, int]
    different: tuple[int, int]
    core_s: tuple[float, float]
    tree_bytes: int
    process_bytes: int

    @property
    def core_ms_a_row(self) -> float:
        """Processor milliseconds that one more post costs."""
        return 1e3 * (self.core_s[1] - self.core_s[0]) / (self.rows[1] - self.rows[0])

    @property
    def start_s(self) -> float:
        """Processor seconds that are spent before the first post."""
        return max(0.0, self.core_s[0] - self.core_ms_a_row * self.rows[0] / 1e3)


def run_scale(
    model: Path | None, corpus: Path, background: Path, sizes: tuple[int, int], workers: int, out: Path | None
) -> str:
    """Measure; returns the report, and stores it at `out` as .md and .json."""
    sources = read_sources(corpus, background)
    mixed = Mixture()
    repeated = f"{mixed.copies:.0%} exact copies, {mixed.variants:.0%} variants"
    mixtures = {repeated: mixed, "no post twice": replace(mixed, copies=0.0, variants=0.0)}
    with tempfile.TemporaryDirectory() as folder:
        scales = [_measure(name, one, model, sources, sizes, workers, Path(folder)) for name, one in mixtures.items()]
    machine = describe_machine()
    report = scale_table(scales, workers) + "\n\n" + machine_line(machine, "python -m offerscan_training scale")
    if out is not None:
        stored = {"machine": machine, "workers": workers, "scales": list(map(asdict, scales))}
        write_results(out, f"# What many posts cost\n\n{report}", stored)
    return report


def _measure(
    name: str, mixture: Mixture, model: Path | None, sources: Sources, sizes: Sequence[int], workers: int, folder: Path
) -> Scale:
    dump = folder / "dump.jsonl"
    small, large = sorted(sizes)
    different, needs = [], []
    for size in (small, large):
        different.append(write_dump(size, sources, mixture, dump))
        needs.append(run_apart(Order.of(dump, model, workers))[1])
    core_s = (round(needs[0].core_s, 2), round(needs[1].core_s, 2))
    return Scale(
        name, (small, large), (different[0], different[1]), core_s, needs[1].tree_bytes, needs[1].process_bytes
    )


def scale_table(scales: Sequence[Scale], workers: int) -> str:
    """Markdown: a row for each mixture."""
    lines = [
        "| posts | different | a core answers, an hour | core hours for 100 million | start | peak memory: all (the largest) |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for one in scales:
        share = (one.different[1] - one.different[0]) / (one.rows[1] - one.rows[0])
        lines.append(
            f"| {one.mixture} | {share:.0%} | {3.6e6 / one.core_ms_a_row:,.0f} | {one.core_ms_a_row * _MANY / 3.6e6:,.0f}"
            f" | {one.start_s:.0f} s | {one.tree_bytes / 1e6:.0f} MB ({one.process_bytes / 1e6:.0f} MB) |"
        )
    small, large = scales[0].rows
    lines += [
        "",
        f"Processor time of `offerscan scan` with {workers} workers: what {large:,} posts took beyond {small:,}; the start is"
        " paid once. Memory is that of the larger scan, with the reading process.",
    ]
    return "\n".join(lines)
