"""The addresses of feedback: given, taken back, asked for next, and handed to those who train."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from offerscan.formats import as_json
from offerscan_api.auth import OpenStore
from offerscan_api.bounded_routes import JsonRoute
from offerscan_api.cases.answering import ASSESSED, BODY, as_file, assessed, by_action
from offerscan_api.cases.label_studio import FEEDBACK_EXPORTS
from offerscan_api.cases.schemas import FeedbackId, GivenFeedback
from offerscan_api.one_of import OneOf
from offerscan_api.problems import problem_answers
from offerscan_api.service import Ready
from offerscan_api.store import Case, Feedback, Staff

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute)


@router.post(
    "/v1/feedback",
    status_code=201,
    summary="Confirm or correct an assessment",
    responses=problem_answers(*BODY, "no_case", *ASSESSED),
)
async def give_feedback(
    given: GivenFeedback,
    request: Request,
    service: Ready,
    store: OpenStore,
    by: Annotated[Staff, by_action("feedback.give")],
) -> Feedback:
    """Keeps, redacted, what you hold to be right: a candidate for training."""
    stated: dict[str, Any] = {
        "risk": given.risk, "category": given.category, "indicators": given.indicators, "marks": given.read_marks()
    }  # fmt: skip
    if given.case is not None:
        kept = await service.work(partial(store.cases.read, by, given.case))
        return await service.work(lambda: store.feedback.give(by, kept.text, kept.assessment, **stated, case=kept))
    text = given.text or ""
    return await assessed(
        service,
        text,
        request,
        by,
        lambda assessment: store.feedback.give(by, text, as_json(assessment), **stated),
    )


@router.delete("/v1/feedback/{id}", status_code=204, summary="Erase feedback", responses=problem_answers("no_feedback"))
def erase_feedback(id: FeedbackId, store: OpenStore, by: Annotated[Staff, by_action("feedback.erase")]) -> None:
    """Deletes feedback that you gave, for an administrator anybody's; its case stays."""
    store.feedback.erase(by, id)


@router.get("/v1/feedback/queue", summary="What to look at next")
def queue(
    store: OpenStore,
    by: Annotated[Staff, by_action("feedback.queue")],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[Case]:
    """Cases without feedback from which most can be learned: near a threshold, or unlike what is known."""
    return list(store.cases.queue(by, limit))


@router.get("/v1/feedback/export", summary="Export feedback", response_class=Response)
def export_feedback(
    store: OpenStore,
    by: Annotated[Staff, by_action("feedback.export")],
    form: Annotated[str, OneOf(FEEDBACK_EXPORTS), Query()] = "jsonl",
) -> Response:
    """All feedback as our own JSON lines or as tasks of Label Studio; the config is the labelling interface for these."""
    return as_file(FEEDBACK_EXPORTS[form], "offerscan-feedback", lambda: store.feedback.every(by, form))
