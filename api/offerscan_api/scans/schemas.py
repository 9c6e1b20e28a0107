"""What is said of a scan."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from offerscan.records import Risk
from offerscan_api.scans.scan import Scan, State

__all__ = ["ScanAnswer", "scan_answer"]


class ScanError(BaseModel):
    """Why a scan failed: a stable word for programs, a sentence for people."""

    code: str
    message: str


class RefusedRow(BaseModel):
    """A row that could not be assessed: its place in the file, and why."""

    source: str
    message: str


class ScanAnswer(BaseModel):
    """A scan and how far it is. `result` is there when it is done; at `expires_at` it is removed."""

    id: str
    state: State
    rows: int = Field(description="Rows answered so far; `levels` and `refused` add up to it.")
    levels: dict[Risk, int]
    refused: int
    first_refused: list[RefusedRow] = Field(description="The first of the refused rows; all are in the result.")
    notes: list[str] = Field(description="What was assumed of the file, or left out of it, as `offerscan scan` tells it.")
    progress: float | None = Field(description="Share of the file that has been read, 0 to 1, where that is known.")
    created_at: datetime
    expires_at: datetime | None
    error: ScanError | None
    result: str | None = Field(examples=["/v1/scans/0Jx3.../result"])


def scan_answer(scan: Scan, expires_at: datetime | None) -> ScanAnswer:
    """What is said of this scan now."""
    error = scan.error
    return ScanAnswer(
        id=scan.id,
        state=scan.state,
        rows=scan.totals.rows,
        levels=scan.totals.levels,
        refused=scan.totals.refused,
        first_refused=[RefusedRow(source=source, message=message) for source, message in tuple(scan.totals.broken)],
        notes=scan.notes.told,
        progress=scan.progress,
        created_at=scan.created_at,
        expires_at=expires_at,
        error=None if error is None else ScanError(code=error.code, message=error.message),
        result=f"/v1/scans/{scan.id}/result" if scan.state is State.DONE else None,
    )
