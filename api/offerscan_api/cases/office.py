"""The addresses of what an office looks after: weekly figures, the audit log, and what is past its time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from offerscan_api.auth import OpenStore
from offerscan_api.bounded_routes import JsonRoute
from offerscan_api.cases.answering import by_action
from offerscan_api.cases.schemas import AuditAnswer, Purged
from offerscan_api.store import Staff, Week

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute)


@router.get("/v1/weekly", summary="Figures week by week")
def weekly(
    store: OpenStore,
    by: Annotated[Staff, by_action("drift.read")],
    weeks: Annotated[int, Query(ge=1, le=260)] = 12,
) -> list[Week]:
    """Levels, scores, languages that are not covered, unknown pieces, and corrections, from counters that hold no text."""
    return list(store.weekly(weeks))


@router.get("/v1/audit", summary="The audit log")
def audit(
    store: OpenStore,
    by: Annotated[Staff, by_action("audit.read")],
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=500)] = 50,
) -> AuditAnswer:
    """Who saw and did what, newest first; no offer text."""
    entries = store.audit.entries(page, size)
    return AuditAnswer(entries=list(entries), total=store.audit.count(), whole=store.audit.verify() is None)


@router.post("/v1/purge", summary="Delete what is past its retention date")
def purge(store: OpenStore, by: Annotated[Staff, by_action("retention.manage")]) -> Purged:
    """Happens every day by itself, and at start."""
    return Purged(cases=store.purge())
