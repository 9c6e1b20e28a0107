"""One scan: an uploaded file read, assessed in line with everybody else, and written as JSON lines and as CSV."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Event

import structlog

from offerscan.errors import InputError, OfferscanError
from offerscan.formats import WRITERS
from offerscan.formats.output import open_output
from offerscan.phrases import both
from offerscan.records import Fault, Offer, Refusal, Risk
from offerscan.scan import Plan, Totals
from offerscan_api.access import where_of
from offerscan_api.assessing import SharedScreener
from offerscan_api.notes import Notes

__all__ = ["RESULTS", "Scan", "State"]

# The forms of a result, by name: suffix and media type.
RESULTS = {"jsonl": (".jsonl", "application/jsonl"), "csv": (".csv", "text/csv; charset=utf-8")}
_log = structlog.get_logger("offerscan.scans")


class State(StrEnum):
    """Where a scan stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class _Stopped(Exception):
    """Nobody wants the result any more."""


@dataclass
class Scan:
    """A scan of one owner. `plan` reads the upload in `folder`, where the results go too, and tells `notes` what it assumed."""

    id: str
    owner: str
    folder: Path
    plan: Plan
    max_rows: int
    with_text: bool = False
    min_risk: Risk = Risk.LOW
    state: State = State.WAITING
    totals: Totals = field(default_factory=Totals)
    notes: Notes = field(default_factory=Notes)
    error: Fault | None = None
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    ended_at: datetime | None = None
    stop: Event = field(default_factory=Event)

    @property
    def progress(self) -> float | None:
        """The share of the file that has been read, 0 to 1; None where that is not known."""
        if self.state is State.DONE:
            return 1.0
        total = self.plan.total_bytes if self.state is State.RUNNING else None
        return round(min(1.0, self.plan.read_bytes / total), 3) if total else None

    def result(self, form: str) -> Path:
        """Where the result in one of RESULTS lies."""
        return self.folder / f"result{RESULTS[form][0]}"

    def run(self, screener: SharedScreener) -> None:
        """Reads, assesses and writes all rows; afterwards it is done, or failed and says why. Raises nothing."""
        if self.stop.is_set():
            return
        self.state = State.RUNNING
        outcome, fault = State.DONE, None
        try:
            self._write(screener)
        except _Stopped:
            outcome = State.FAILED
        except OfferscanError as error:
            outcome, fault = State.FAILED, Fault(error.code, str(error))
        except Exception as error:
            _log.error("scan_failed", error=type(error).__name__, where=where_of(error))
            outcome, fault = State.FAILED, Fault("internal", both("error_internal", kind=type(error).__name__))
        finally:
            for file in self.plan.files:
                file.path.unlink(missing_ok=True)  # the result says what is needed
        # The state last: whoever sees that it has ended sees all the rest.
        self.error, self.ended_at = fault, datetime.now(UTC)
        self.state = outcome

    def _write(self, screener: SharedScreener) -> None:
        texts: deque[str | None] = deque()

        def rows() -> Iterator[Offer | Refusal]:
            for number, row in enumerate(self.plan.offers()):
                if self.stop.is_set():
                    raise _Stopped
                if number == self.max_rows:
                    raise InputError(both("error_scan_rows", rows=self.max_rows), code="too_many_rows")
                texts.append(row.text if isinstance(row, Offer) else None)
                yield row

        with ExitStack() as stack:
            writers = []
            for form, (suffix, _) in RESULTS.items():
                file = stack.enter_context(open_output(self.result(form)))
                writers.append(stack.enter_context(WRITERS[suffix](file, self.with_text)))
            for answer in stack.enter_context(closing(screener.assess_many(rows()))):
                text = texts.popleft()
                self.totals.count(answer)
                if isinstance(answer, Refusal) or answer.risk.rank >= self.min_risk.rank:
                    for write in writers:
                        write(answer, text)
