"""The batch run: many inputs read as one stream, assessed by several processes, answered in order, resumable."""

from __future__ import annotations

from offerscan.scan.batches import ANSWERS, ROWS, assess_batch, rows_batch
from offerscan.scan.engines import ENGINES, scan
from offerscan.scan.job import Job, kept_rows, run
from offerscan.scan.local import OpenScreener, Work
from offerscan.scan.plan import Plan
from offerscan.scan.totals import Totals

__all__ = [
    "ANSWERS",
    "ENGINES",
    "ROWS",
    "Job",
    "OpenScreener",
    "Plan",
    "Totals",
    "Work",
    "assess_batch",
    "kept_rows",
    "rows_batch",
    "run",
    "scan",
]
