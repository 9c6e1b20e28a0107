"""One run over a dump in a process of its own, so that its memory and that of its workers can be watched from outside."""

from __future__ import annotations

import csv
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from offerscan.artifacts import FIRST_TIER, open_model
from offerscan.catalog import read_catalog
from offerscan.engines.first_tier import FirstTier
from offerscan.engines.fixed import FixedEngine
from offerscan.formats import Fields
from offerscan.policy import Policy
from offerscan.records import Offer
from offerscan.scan import Job, Plan, run
from offerscan.screener import Screener
from offerscan.stages import Stages
from offerscan_training.speed.contenders import without_memory
from offerscan_training.speed.mixture import TEXT
from offerscan_training.speed.processes import Need, run_watched

__all__ = [
    "EVERY_POST",
    "MODES",
    "Order",
    "Ran",
    "carry_out",
    "main",
    "open_without_cache",
    "open_without_model",
    "run_apart",
]

_CHUNK = 8
# The mode in which the encoder reads every text of a table; the others are scans.
EVERY_POST = "every post"


@dataclass(frozen=True)
class Order:
    """What is to be run: the file and model folder by path (None: the shipped one), with how many workers, on which engine
    and in which mode, `EVERY_POST` or one of `MODES`."""

    input: str
    model: str | None
    workers: int
    mode: str = "whole"
    engine: str = "local"

    @classmethod
    def of(cls, file: Path, model: Path | None, workers: int, mode: str = "whole", engine: str = "local") -> Order:
        """An order that means the same in any working folder."""
        return cls(str(file.resolve()), str(model.resolve()) if model else None, workers, mode, engine)


@dataclass(frozen=True)
class Ran:
    """What a run told of itself: rows, seconds; of a scan also seconds by stage, all processes together, and offers by level."""

    rows: int
    seconds: float
    stages: dict[str, float] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)


def run_apart(order: Order) -> tuple[Ran, Need]:
    """Carry an order out in a process of its own; what it told, and what it needed. Raises EngineError if it fails."""
    told = Path(order.input).with_suffix(".told")
    need = run_watched(
        (sys.executable, "-m", "offerscan_training.speed.dump_run", str(told), json.dumps(asdict(order)))
    )
    ran = Ran(**json.loads(told.read_text(encoding="utf-8")))
    told.unlink()
    return ran, need


def carry_out(order: Order) -> Ran:
    """Run an order in this process."""
    file, model = Path(order.input), Path(order.model) if order.model else None
    if order.mode == EVERY_POST:
        return _read_every_post(file, model, order.workers)
    return _scan(file, model, order)


def open_without_model(model: Path | None) -> Screener:
    """All but the encoder: texts that the first tier passes on get an empty prediction, at no cost."""
    opened, catalog = open_model(model), read_catalog()
    tier = FirstTier.load(opened.path / FIRST_TIER) if FIRST_TIER in opened.manifest["files"] else None
    return Screener(FixedEngine(catalog.labels, {}), catalog, Policy.from_manifest(opened.manifest), tier)


def open_without_cache(model: Path | None) -> Screener:
    """The whole reader without first tier and without memory of equal views."""
    screener = without_memory(Screener.open(model, threads=1))
    screener.first_tier = None
    return screener


# By name: the screener of a scan.
MODES: dict[str, Callable[[Path | None], Screener]] = {
    "whole": partial(Screener.open, threads=1), "without model": open_without_model,
}  # fmt: skip


def _scan(dump: Path, model: Path | None, order: Order) -> Ran:
    """As `offerscan scan DUMP -o OUT`; OUT lies beside the dump, and is removed."""
    stages, out = Stages(), dump.with_suffix(".scanned.jsonl")
    opened = partial(MODES[order.mode], model)
    job = Job(Plan.of([dump], Fields()), out, opened, workers=order.workers, engine=order.engine)
    began = time.perf_counter()
    totals = run(job, resume=False, stages=stages)
    seconds = time.perf_counter() - began
    out.unlink()
    return Ran(totals.rows, seconds, dict(stages.seconds), {str(risk): count for risk, count in totals.levels.items()})


def _read_every_post(table: Path, model: Path | None, workers: int) -> Ran:
    """A table of texts, every one of which is read by the encoder. The start of the processes does not count."""
    with table.open(encoding="utf-8", newline="") as file:
        texts = [row[TEXT] for row in csv.DictReader(file)]
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _open, (model,)) as pool:
        list(pool.map(_assess, [texts[:2]] * workers * 4))
        chunks = [texts[at : at + _CHUNK] for at in range(0, len(texts), _CHUNK)]
        began = time.perf_counter()
        rows = sum(pool.map(_assess, chunks))
        return Ran(rows, time.perf_counter() - began)


_screener: Screener


def _open(model: Path | None) -> None:
    global _screener
    _screener = open_without_cache(model)


def _assess(texts: Sequence[str]) -> int:
    return len([_screener.assess(Offer(text)) for text in texts])


def main() -> None:
    """Arguments: a file for what the run tells, then the order as JSON."""
    ran = carry_out(Order(**json.loads(sys.argv[2])))
    Path(sys.argv[1]).write_text(json.dumps(asdict(ran)), encoding="utf-8")


if __name__ == "__main__":
    main()
