"""What was measured of dumps, as records and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from offerscan.stages import STAGES
from offerscan_training.speed.mixture import Mixture
from offerscan_training.speed.sketches import Sketching

__all__ = ["Cost", "DumpFigures", "DumpPlan", "Rate", "dump_table", "linear_cost"]


@dataclass(frozen=True)
class DumpPlan:
    """`sizes` are rows of dumps to scan, at the smallest of which everyone is compared; `sample` rows for whoever reads every
    text with a model; `sketched` texts for MinHash; `engines` beside the local one."""

    sizes: tuple[int, ...] = (10_000, 100_000)
    workers: int = 2
    sample: int = 100
    sketched: int = 5_000
    engines: tuple[str, ...] = ("ray",)
    mixture: Mixture = field(default_factory=Mixture)


@dataclass(frozen=True)
class Cost:
    """One scan of a dump: rows and different texts in it, bytes of the file, seconds, bytes of all processes together at
    their peak."""

    rows: int
    unique: int
    file_bytes: int
    seconds: float
    peak_bytes: int
    stages: dict[str, float] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)

    @property
    def rows_per_s(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds


@dataclass(frozen=True)
class Rate:
    """Posts a second of one way to do it."""

    name: str
    posts_per_s: float


@dataclass(frozen=True)
class DumpFigures:
    """All that was measured; `costs` by size, `rates` at the smallest size, ours first; `largest` by engine, the largest dump,
    where an engine's start weighs least."""

    costs: list[Cost]
    rates: list[Rate]
    sketching: list[Sketching]
    largest: dict[str, Cost] = field(default_factory=dict)


def linear_cost(costs: Sequence[Cost]) -> float:
    """Seconds a row of the largest dump over those of the smallest: 1 where cost is linear, more where it grows faster."""
    first, last = costs[0], costs[-1]
    return first.rows_per_s / last.rows_per_s


def dump_table(figures: DumpFigures, plan: DumpPlan) -> str:
    """Markdown: cost by size, stages, who else, and MinHash."""
    return "\n\n".join("\n".join(part) for part in (
        _cost_lines(figures, plan), _stage_lines(figures.costs[-1], plan.workers), _rate_lines(figures),
        _sketch_lines(figures.sketching),
    ))  # fmt: skip


def _cost_lines(figures: DumpFigures, plan: DumpPlan) -> Iterable[str]:
    costs, mixture = figures.costs, plan.mixture
    yield "| posts | different texts | file | seconds | posts/s | different texts/s | peak memory, all processes |"
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    for cost in costs:
        rates = f"{cost.rows_per_s:,.0f} | {cost.unique / cost.seconds:,.0f}"
        file = f"{cost.file_bytes / 1e6:,.0f} MB"
        peak = f"{cost.peak_bytes / 1e6:,.0f} MB"
        yield f"| {cost.rows:,} | {cost.unique:,} | {file} | {cost.seconds:,.1f} | {rates} | {peak} |"
    yield ""
    yield (
        f"{plan.workers} workers, start included. {mixture.copies:.0%} of the posts are exact copies, {mixture.variants:.0%}"
        f" variants of risky offers, the rest is new ({mixture.authored:.0%} of it from the corpus): an assumption, as nobody"
        " has published such shares."
    )
    if mixture.beside:
        yield f"Beside its text each post has {mixture.beside:,} bytes of counts and addresses, nested as in exports of apps."
    if len(costs) > 1:
        yield f"A post of the largest dump costs {linear_cost(costs):.2f} times one of the smallest."
    for engine, cost in figures.largest.items():
        share = cost.rows_per_s / costs[-1].rows_per_s
        yield f"`--engine {engine}` screens the largest at {cost.rows_per_s:,.0f} posts/s, {share:.0%} of the rate without it."


def _stage_lines(cost: Cost, workers: int) -> Iterable[str]:
    spent = sum(cost.stages.values()) or 1.0
    yield f"| stage ({cost.rows:,} posts) | seconds, all processes | share | µs a post |"
    yield "|---|---:|---:|---:|"
    for stage in STAGES:
        seconds = cost.stages[stage]
        yield f"| {stage} | {seconds:.2f} | {seconds / spent:.1%} | {1e6 * seconds / cost.rows:.0f} |"
    before = sum(cost.stages[stage] for stage in STAGES[: STAGES.index("model")])
    if before:
        yield ""
        yield f"All that stands before the model takes {workers * cost.rows / before:,.0f} posts a second, with {workers} workers."


def _rate_lines(figures: DumpFigures) -> Iterable[str]:
    first = figures.rates[0].posts_per_s
    yield f"| way ({figures.costs[0].rows:,} posts) | posts/s | offerscan scan is |"
    yield "|---|---:|---:|"
    for rate in figures.rates:
        yield f"| {rate.name} | {rate.posts_per_s:,.1f} | {first / rate.posts_per_s:.1f} × as fast |"
    yield ""
    yield "Whoever reads every post with a model read a sample of the same posts, and its start does not count."


def _sketch_lines(sketching: Sequence[Sketching]) -> Iterable[str]:
    yield "| MinHash | texts/s, one core | mean error of the shared part |"
    yield "|---|---:|---:|"
    for one in sketching:
        yield f"| {one.library} | {one.texts_per_s:,.0f} | {one.error:.3f} |"
