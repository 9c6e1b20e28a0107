"""One run over a dump in a process of its own, so that its memory and that of its workers can be watched from outside."""

from __future__ import annotations

import csv
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from offerscan.artifacts import FIRST_TIER, open_model
from offerscan.catalog import read_catalog
from offerscan.decision import Policy
from offerscan.engines.first_tier import FirstTier
from offerscan.engines.fixed import FixedEngine
from offerscan.engines.remembered import Remembered
from offerscan.formats import Fields
from offerscan.records import Offer
from offerscan.scan import Job, Plan, run
from offerscan.screener import Screener
from offerscan.stages import Stages

__all__ = ["MODES", "assess_everything", "main", "open_without_cache", "open_without_model", "scan_dump"]

_CHUNK = 8


def open_without_model(model: Path | None) -> Screener:
    """All but the encoder: texts that the first tier passes on get an empty prediction, at no cost."""
    opened, catalog = open_model(model), read_catalog()
    tier = FirstTier.load(opened.path / FIRST_TIER) if FIRST_TIER in opened.manifest["files"] else None
    return Screener(FixedEngine(catalog.labels, {}), catalog, Policy.from_manifest(opened.manifest), tier)


def open_without_cache(model: Path | None) -> Screener:
    """The whole reader without first tier and without memory of equal views."""
    screener = Screener.open(model)
    screener.first_tier = None
    screener._remembered = Remembered(0)  # nobody but this measurement wants it smaller
    return screener


# By name: the screener of a run.
MODES: dict[str, Callable[[Path | None], Screener]] = {"whole": Screener.open, "without model": open_without_model}


def scan_dump(dump: Path, model: Path | None, workers: int, engine: str, mode: str) -> dict[str, Any]:
    """Rows, seconds, seconds by stage and levels of `offerscan scan DUMP -o OUT`; OUT lies beside the dump."""
    stages, out = Stages(), dump.with_suffix(".scanned.jsonl")
    job = Job(Plan.of([dump], Fields()), out, partial(MODES[mode], model), workers=workers, engine=engine)
    began = time.perf_counter()
    totals = run(job, resume=False, stages=stages)
    seconds = time.perf_counter() - began
    out.unlink()
    levels = {str(risk): count for risk, count in totals.levels.items()}
    return {"rows": totals.rows, "seconds": seconds, "stages": stages.seconds, "levels": levels}


def assess_everything(table: Path, model: Path | None, workers: int) -> dict[str, Any]:
    """The same for a table of texts, every one of which is read by the encoder. The start of the processes does not count."""
    with table.open(encoding="utf-8", newline="") as file:
        texts = [row["isi"] for row in csv.DictReader(file)]
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _open, (model,)) as pool:
        list(pool.map(_assess, [texts[:2]] * workers * 4))
        chunks = [texts[at : at + _CHUNK] for at in range(0, len(texts), _CHUNK)]
        began = time.perf_counter()
        rows = sum(pool.map(_assess, chunks))
        return {"rows": rows, "seconds": time.perf_counter() - began}


_screener: Screener


def _open(model: Path | None) -> None:
    global _screener
    _screener = open_without_cache(model)


def _assess(texts: Sequence[str]) -> int:
    return len([_screener.assess(Offer(text)) for text in texts])


def main() -> None:
    """Arguments: a file for the figures, then a call as JSON: dump or table, model, workers, and for a scan engine and mode."""
    asked = json.loads(sys.argv[2])
    place, model = Path(asked["input"]), Path(asked["model"]) if asked["model"] else None
    if "mode" in asked:
        figures = scan_dump(place, model, asked["workers"], asked["engine"], asked["mode"])
    else:
        figures = assess_everything(place, model, asked["workers"])
    Path(sys.argv[1]).write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
