"""The addresses of cases. Each asks who acts, asks the store, and answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from offerscan.formats import as_json
from offerscan.records import Assessment
from offerscan_api.auth import OpenStore, may
from offerscan_api.bounded_routes import JsonRoute
from offerscan_api.cases.answering import ASSESSED, BODY, as_file, assessed, by_action
from offerscan_api.cases.exports import EXPORTS
from offerscan_api.cases.schemas import (
    CaseChange,
    CaseId,
    EarlierAnswer,
    HandedOver,
    HandOver,
    KeptOffer,
    Look,
    NewNote,
    read_filter,
)
from offerscan_api.one_of import OneOf
from offerscan_api.problems import problem_answers
from offerscan_api.service import Ready
from offerscan_api.store import UNCHANGED, AuditEntry, Case, CaseFilter, CasePage, Staff

__all__ = ["router"]

Wanted = Annotated[CaseFilter, Depends(read_filter)]
router = APIRouter(route_class=JsonRoute)


@router.post(
    "/v1/cases",
    status_code=201,
    summary="Keep an offer as a case",
    responses=problem_answers(*BODY, *ASSESSED),
)
async def keep(
    offer: KeptOffer, request: Request, service: Ready, store: OpenStore, by: Annotated[Staff, by_action("case.keep")]
) -> Case:
    """Assesses the text and keeps both, redacted. The case belongs to who keeps it."""

    def kept(assessment: Assessment) -> Case:
        return store.cases.keep(
            by,
            offer.text,
            as_json(assessment),
            levels=service.policy.levels,
            original=offer.original,
            note=offer.note,
        )

    return await assessed(service, offer.text, request, by, kept)


@router.get("/v1/cases", summary="Find cases")
def find(wanted: Wanted, store: OpenStore, by: Annotated[Staff, by_action("case.read")]) -> CasePage:
    """Cases that you may see, newest first. A telephone is found by its fingerprint, though the text is redacted."""
    return store.cases.find(by, wanted)


@router.get("/v1/cases/export", summary="Export cases", response_class=Response)
def export(
    wanted: Wanted,
    store: OpenStore,
    by: Annotated[Staff, by_action("case.export")],
    form: Annotated[str, OneOf(EXPORTS), Query()] = "csv",
) -> Response:
    """All cases of the filter that you may see, on one sheet or in one document; never the text as received."""
    return as_file(EXPORTS[form], "offerscan-cases", lambda: store.cases.every(by, wanted, form))


@router.post("/v1/cases/earlier", summary="Earlier cases like an offer", responses=problem_answers(*BODY))
def earlier(look: Look, store: OpenStore, by: Annotated[Staff, by_action("case.read")]) -> EarlierAnswer:
    """Cases with like wording, or with the same telephone, account or user name. The text is not kept."""
    return EarlierAnswer(earlier=list(store.earlier.like(by, look.text)))


@router.post(
    "/v1/cases/hand-over", summary="Hand all cases of one over to another", responses=problem_answers(*BODY, "input")
)
def hand_over(wanted: HandOver, store: OpenStore, by: Annotated[Staff, by_action("case.hand_over")]) -> HandedOver:
    """For when somebody leaves: open, waiting and closed cases get another assignee, and the office of that one."""
    return HandedOver(cases=store.cases.hand_over(by, wanted.giver, wanted.receiver))


@router.get("/v1/cases/{id}", summary="One case", responses=problem_answers("no_case"))
def read(id: CaseId, store: OpenStore, by: Annotated[Staff, by_action("case.read")], original: bool = False) -> Case:
    """A case with its notes; with `original` also the text as received, where it was kept and you may see it."""
    return store.cases.read(by, id, original=original and may(by, "case.read_original"))


@router.patch("/v1/cases/{id}", summary="Change a case", responses=problem_answers(*BODY, "no_case", "input"))
def change(id: CaseId, wanted: CaseChange, store: OpenStore, by: Annotated[Staff, by_action("case.change")]) -> Case:
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
    "/v1/cases/{id}/notes", status_code=201, summary="Write a note", responses=problem_answers(*BODY, "no_case")
)
def write_note(id: CaseId, note: NewNote, store: OpenStore, by: Annotated[Staff, by_action("case.change")]) -> Case:
    """Adds a note; notes are kept as written, so write no more about persons than the case needs."""
    return store.cases.note(by, id, note.text)


@router.delete("/v1/cases/{id}", status_code=204, summary="Erase a case", responses=problem_answers("no_case"))
def erase(id: CaseId, store: OpenStore, by: Annotated[Staff, by_action("case.erase")]) -> None:
    """Deletes the case, its notes and its feedback; nothing of the text remains in the database file."""
    store.cases.erase(by, id)


@router.get("/v1/cases/{id}/history", summary="Who did what with a case", responses=problem_answers("no_case"))
def history(id: CaseId, store: OpenStore, by: Annotated[Staff, by_action("case.read")]) -> list[AuditEntry]:
    """The lines of the audit log about one case, newest first."""
    return list(store.cases.history(by, id))


@router.get("/v1/cases/{id}/earlier", summary="Earlier cases like a case", responses=problem_answers("no_case"))
def earlier_than(id: CaseId, store: OpenStore, by: Annotated[Staff, by_action("case.read")]) -> EarlierAnswer:
    """Other cases with like wording or a shared contact."""
    return EarlierAnswer(earlier=list(store.earlier.like_case(by, store.cases.read(by, id))))
