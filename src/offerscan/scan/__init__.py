"""The batch run: many inputs read as one stream, assessed by several processes, answered in order."""

from __future__ import annotations

from offerscan.scan.local import OpenScreener, scan
from offerscan.scan.plan import Plan
from offerscan.scan.totals import Totals

__all__ = ["OpenScreener", "Plan", "Totals", "scan"]
