"""One case on a page: kept, read, written beside, changed, erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import TypeAdapter

from offerscan.catalog import read_catalog
from offerscan.errors import InputError
from offerscan.formats import as_json
from offerscan.phrases import both
from offerscan.records import Assessment, Category
from offerscan_api.auth import OpenStore, allow
from offerscan_api.cases import EXPORTS, as_file
from offerscan_api.page.answer import build_answer
from offerscan_api.page.cases import Exporter, Reader, chosen_form
from offerscan_api.page.fields import Choices, Words, as_choice, as_day, as_limits, as_moment, check_length
from offerscan_api.page.forms import PageRoute
from offerscan_api.page.problem import own_words
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.page.routes import assess_text
from offerscan_api.service import Ready
from offerscan_api.store import Case, CaseState, Role, Staff, Store

__all__ = ["router", "show_case"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Keeper = Annotated[Staff, Depends(allow("case.keep"))]
Changer = Annotated[Staff, Depends(allow("case.change"))]
Eraser = Annotated[Staff, Depends(allow("case.erase"))]

_ASSESSMENT = TypeAdapter(Assessment)


@router.post("/cases/keep")
async def keep(
    request: Request,
    staff: Keeper,
    store: OpenStore,
    service: Ready,
    text: Words = "",
    limits: Choices = (),
    original: Words = "",
    note: Words = "",
) -> Response:
    """Keeps what was just judged: redacted, and as received only by choice."""
    check_length(note)
    received = text.replace("\r\n", "\n")
    here = Desk(request, choose_language(request), staff)
    assessment = await assess_text(here, service, received, as_limits(limits))
    levels = service.policy.levels
    case = await service.work(
        lambda: store.cases.keep(
            staff, received, as_json(assessment), original=bool(original), note=note, levels=levels
        )
    )
    return RedirectResponse(f"/cases/{case.id}", 303)


@router.get("/cases/{id}")
def read_case(request: Request, staff: Reader, store: OpenStore, id: str, original: str = "") -> Response:
    """One case: the answer as it was, what staff wrote, and what they may do."""
    here = Desk(request, choose_language(request), staff)
    shown = bool(original) and here.allows("case.read_original")
    return show_case(here, store, store.cases.read(staff, id, original=shown))


@router.post("/cases/{id}/export")
def export_case(staff: Exporter, store: OpenStore, id: str, form: Words = "") -> Response:
    """One case as a file."""
    return as_file(chosen_form(form), f"offerscan-{id[:8]}", lambda: [store.cases.take(staff, id, form)])


@router.post("/cases/{id}/note")
def add_note(staff: Changer, store: OpenStore, id: str, note: Words = "") -> Response:
    """Writes beside a case."""
    check_length(note)
    if note.strip():
        store.cases.note(staff, id, note.strip())
    return RedirectResponse(f"/cases/{id}#notes", 303)


@router.post("/cases/{id}/change")
def change_case(
    request: Request,
    staff: Changer,
    store: OpenStore,
    id: str,
    state: Words = "",
    assignee: Words = "",
    decision: Words = "",
    retain_until: Words = "",
    seen: Words = "",
) -> Response:
    """Takes over what the form says of state, assignee, decision and retention, unless the case was changed meanwhile."""
    try:
        check_length(decision)
        case = store.cases.change(
            staff,
            id,
            state=as_choice(CaseState, state),
            assignee=assignee.strip() or None,
            decision=decision.strip() or None,
            retain_until=as_day(retain_until),
            seen=as_moment(seen),
        )
    except InputError as problem:
        here = Desk(request, choose_language(request), staff)
        typed = {"state": state, "assignee": assignee, "decision": decision}
        return show_case(here, store, store.cases.read(staff, id), wrong=own_words(str(problem), here.lang), typed=typed)
    handed_on = staff.role is Role.OFFICER and case.assignee not in (None, staff.name)  # no longer this one's to see
    return RedirectResponse("/cases" if handed_on else f"/cases/{id}", 303)


@router.post("/cases/{id}/erase")
def erase_case(request: Request, staff: Eraser, store: OpenStore, id: str, sure: Words = "") -> Response:
    """Deletes a case for good, once somebody said that they are sure."""
    if not sure:
        here = Desk(request, choose_language(request), staff)
        wrong = own_words(both("desk_error_not_sure"), here.lang)
        return show_case(here, store, store.cases.read(staff, id), wrong=wrong)
    store.cases.erase(staff, id)
    return RedirectResponse("/cases", 303)


def show_case(
    here: Desk, store: Store, case: Case, *, wrong: str = "", typed: Mapping[str, str] | None = None
) -> Response:
    """The page of a case that was read; `typed` is what a form held that was not taken over."""
    staff = here.reader
    assessment = _ASSESSMENT.validate_python(case.assessment)
    settings = here.request.app.state.settings
    return render(
        here,
        "case",
        422 if wrong else 200,
        case=case,
        answer=build_answer(case.text, assessment, read_catalog(), settings, here.lang),
        earlier=store.earlier.like_case(staff, case),
        history=store.cases.history(staff, case.id),
        states=tuple(CaseState),
        categories=tuple(Category),
        indicators=read_catalog().indicators,
        forms=tuple(EXPORTS),
        thanks="thanks" in here.request.query_params,
        wrong=wrong,
        typed=typed or {"state": case.state, "assignee": case.assignee or "", "decision": case.decision or ""},
    )
