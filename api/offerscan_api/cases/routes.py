"""The addresses of cases, feedback, weekly figures and the audit log. Each asks who acts, asks the store, and answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Depends, Query, Request, Response

from offerscan.formats import as_json
from offerscan.records import Assessment, Offer
from offerscan_api.auth import OpenStore, allow, may
from offerscan_api.body import JsonRoute
from offerscan_api.cases.exports import EXPORTS
from offerscan_api.cases.label_studio import FEEDBACK_EXPORTS
from offerscan_api.cases.schemas import (
    AuditAnswer,
    CaseChange,
    CaseId,
    EarlierAnswer,
    GivenFeedback,
    KeptOffer,
    Look,
    NewNote,
    Purged,
    read_filter,
)
from offerscan_api.problems import ProblemError, problem_answers
from offerscan_api.service import Ready, Service, client_of
from offerscan_api.store import UNCHANGED, AuditEntry, Case, CaseFilter, CasePage, Feedback, Staff, Week

__all__ = ["router"]

Result = TypeVar("Result")
# What every address here can answer instead of what was asked for.
_ALWAYS = ("internal", "not_signed_in", "forbidden", "invalid", "store", "too_many")
_BODY = ("malformed", "too_large", "media_type", "invalid")
_ASSESSED = ("input", "busy", "stopping", "not_ready", "engine", "store", "slow")


def _by(action: str) -> Any:
    return Depends(allow(action))


Wanted = Annotated[CaseFilter, Depends(read_filter)]
router = APIRouter(route_class=JsonRoute, responses=problem_answers(*_ALWAYS))


@router.post(
    "/v1/cases",
    status_code=201,
    summary="Keep an offer as a case",
    responses=problem_answers(*_BODY, *_ASSESSED),
)
async def keep(
    offer: KeptOffer, request: Request, service: Ready, store: OpenStore, by: Annotated[Staff, _by("case.keep")]
) -> Case:
    """Assesses the text and keeps both, redacted. The case belongs to who keeps it."""

    def kept(assessment: Assessment) -> Case:
        levels = service.manifest.get("policy", {}).get("levels")
        return store.cases.keep(
            by, offer.text, as_json(assessment), original=offer.original, note=offer.note, levels=levels
        )

    return await _assessed(service, offer.text, client_of(request, by), kept)


@router.get("/v1/cases", summary="Find cases")
def find(wanted: Wanted, store: OpenStore, by: Annotated[Staff, _by("case.read")]) -> CasePage:
    """Cases that you may see, newest first. A telephone is found by its fingerprint, though the text is redacted."""
    return store.cases.find(by, wanted)


@router.get("/v1/cases/export", summary="Export cases", response_class=Response)
def export(
    wanted: Wanted,
    store: OpenStore,
    by: Annotated[Staff, _by("case.export")],
    form: Annotated[Literal["csv", "xlsx", "json", "stix"], Query()] = "csv",
) -> Response:
    """All cases of the filter that you may see, on one sheet or in one document; never the text as received."""
    chosen = EXPORTS[form]
    written = chosen.write(store.cases.every(by, wanted, form))
    return _file(written, chosen.media_type, f"offerscan-cases{chosen.suffix}")


@router.post("/v1/cases/earlier", summary="Earlier cases like an offer", responses=problem_answers(*_BODY))
def earlier(look: Look, store: OpenStore, by: Annotated[Staff, _by("case.read")]) -> EarlierAnswer:
    """Cases with like wording, or with the same telephone, account or user name. The text is not kept."""
    return EarlierAnswer(earlier=list(store.cases.earlier(by, look.text)))


@router.get("/v1/cases/{id}", summary="One case", responses=problem_answers("no_case"))
def read(id: CaseId, store: OpenStore, by: Annotated[Staff, _by("case.read")], original: bool = False) -> Case:
    """A case with its notes; with `original` also the text as received, where it was kept and you may see it."""
    return store.cases.read(by, id, original=original and may(by, "case.read_original"))


@router.patch("/v1/cases/{id}", summary="Change a case", responses=problem_answers(*_BODY, "no_case", "input"))
def change(id: CaseId, wanted: CaseChange, store: OpenStore, by: Annotated[Staff, _by("case.change")]) -> Case:
    """Changes the fields that are sent."""
    given = wanted.model_fields_set
    return store.cases.change(
        by,
        id,
        state=wanted.state,
        assignee=wanted.assignee if "assignee" in given else UNCHANGED,
        decision=wanted.decision if "decision" in given else UNCHANGED,
        retain_until=wanted.retain_until,
    )


@router.post(
    "/v1/cases/{id}/notes", status_code=201, summary="Write a note", responses=problem_answers(*_BODY, "no_case")
)
def write_note(id: CaseId, note: NewNote, store: OpenStore, by: Annotated[Staff, _by("case.change")]) -> Case:
    """Adds a note; notes are kept as written, so write no more about persons than the case needs."""
    return store.cases.note(by, id, note.text)


@router.delete("/v1/cases/{id}", status_code=204, summary="Erase a case", responses=problem_answers("no_case"))
def erase(id: CaseId, store: OpenStore, by: Annotated[Staff, _by("case.erase")]) -> None:
    """Deletes the case, its notes and its feedback; nothing of the text remains in the database file."""
    store.cases.erase(by, id)


@router.get("/v1/cases/{id}/history", summary="Who did what with a case", responses=problem_answers("no_case"))
def history(id: CaseId, store: OpenStore, by: Annotated[Staff, _by("case.read")]) -> list[AuditEntry]:
    """The lines of the audit log about one case, newest first."""
    return list(store.cases.history(by, id))


@router.get("/v1/cases/{id}/earlier", summary="Earlier cases like a case", responses=problem_answers("no_case"))
def earlier_than(id: CaseId, store: OpenStore, by: Annotated[Staff, _by("case.read")]) -> EarlierAnswer:
    """Other cases with like wording or a shared contact."""
    return EarlierAnswer(earlier=list(store.cases.earlier_than(by, store.cases.read(by, id))))


@router.post(
    "/v1/feedback",
    status_code=201,
    summary="Confirm or correct an assessment",
    responses=problem_answers(*_BODY, "no_case", *_ASSESSED),
)
async def give_feedback(
    given: GivenFeedback,
    request: Request,
    service: Ready,
    store: OpenStore,
    by: Annotated[Staff, _by("feedback.give")],
) -> Feedback:
    """Keeps, redacted, what you hold to be right: a candidate for training."""
    stated: dict[str, Any] = {
        "risk": given.risk, "category": given.category, "indicators": given.indicators, "marks": given.read_marks()
    }  # fmt: skip
    if given.case is not None:
        return await service.work(lambda: store.feedback.give(by, "", {}, **stated, case=given.case))
    text = given.text or ""
    return await _assessed(
        service,
        text,
        client_of(request, by),
        lambda assessment: store.feedback.give(by, text, as_json(assessment), **stated),
    )


@router.get("/v1/feedback/queue", summary="What to look at next")
def queue(
    store: OpenStore,
    by: Annotated[Staff, _by("feedback.queue")],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[Case]:
    """Cases without feedback from which most can be learned: near a threshold, or unlike what is known."""
    return list(store.cases.queue(by, limit))


@router.get("/v1/feedback/export", summary="Export feedback", response_class=Response)
def export_feedback(
    store: OpenStore,
    by: Annotated[Staff, _by("feedback.export")],
    form: Annotated[Literal["jsonl", "label-studio", "label-studio-config"], Query()] = "jsonl",
) -> Response:
    """All feedback as our own JSON lines or as tasks of Label Studio; the config is the labelling interface for these."""
    chosen = FEEDBACK_EXPORTS[form]
    written = chosen.write(store.feedback.every(by, form))
    return _file(written, chosen.media_type, f"offerscan-feedback{chosen.suffix}")


@router.get("/v1/weekly", summary="Figures week by week")
def weekly(
    store: OpenStore,
    by: Annotated[Staff, _by("drift.read")],
    weeks: Annotated[int, Query(ge=1, le=260)] = 12,
) -> list[Week]:
    """Levels, scores, languages that are not covered, and corrections, from counters that hold no text."""
    return list(store.weekly(weeks))


@router.get("/v1/audit", summary="The audit log")
def audit(
    store: OpenStore,
    by: Annotated[Staff, _by("audit.read")],
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=500)] = 50,
) -> AuditAnswer:
    """Who saw and did what, newest first; no offer text."""
    entries = store.audit.entries(page, size)
    return AuditAnswer(entries=list(entries), total=store.audit.count(), whole=store.audit.verify() is None)


@router.post("/v1/purge", summary="Delete what is past its retention date")
def purge(store: OpenStore, by: Annotated[Staff, _by("retention.manage")]) -> Purged:
    """Happens every day by itself, and at start."""
    return Purged(cases=store.purge())


async def _assessed(service: Service, text: str, client: str, then: Callable[[Assessment], Result]) -> Result:
    """What `then` makes of the assessment of a text; raises ProblemError input where there is none."""
    [answer] = await service.assess([Offer(text)], client)
    if not isinstance(answer, Assessment):
        raise ProblemError("input", answer.error.message)
    return await service.work(partial(then, answer))


def _file(written: bytes, media_type: str, name: str) -> Response:
    return Response(written, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
