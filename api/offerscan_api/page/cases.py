"""Cases on pages: keep, find, read, change, erase. Who may see which case is decided in the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import TypeAdapter

from offerscan.catalog import read_catalog
from offerscan.errors import InputError
from offerscan.formats import as_json
from offerscan.phrases import both
from offerscan.records import Assessment, Category, Risk
from offerscan_api.auth import OpenStore, allow
from offerscan_api.cases.exports import EXPORTS
from offerscan_api.page.answer import build_answer
from offerscan_api.page.forms import PageRoute, own_words
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.page.routes import assess_text
from offerscan_api.service import Ready
from offerscan_api.store import Case, CaseFilter, CaseState, Role, Staff, Store
from offerscan_api.store.cases import storable

__all__ = ["router", "show_case"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Reader = Annotated[Staff, Depends(allow("case.read"))]
Exporter = Annotated[Staff, Depends(allow("case.export"))]
Keeper = Annotated[Staff, Depends(allow("case.keep"))]
Changer = Annotated[Staff, Depends(allow("case.change"))]
Eraser = Annotated[Staff, Depends(allow("case.erase"))]
Words = Annotated[str, Form()]
Choice = TypeVar("Choice", bound=StrEnum)

_ASSESSMENT = TypeAdapter(Assessment)
_NOBODY, _ANYBODY = "-", ""
_MOST_WRITTEN = 4_000  # of a note or a decision, as over /v1/cases


def read_filter(
    text: Annotated[str, Form(max_length=200)] = "",
    phone: Annotated[str, Form(max_length=60)] = "",
    risk: Words = "",
    state: Words = "",
    assignee: Annotated[str, Form(max_length=100)] = _ANYBODY,
    since: Words = "",
    until: Words = "",
    page: Annotated[int, Form(ge=1, le=100_000)] = 1,
) -> CaseFilter:
    """The filter that a form describes. Raises InputError."""
    return CaseFilter(
        text=storable(text).strip() or None,
        phone=storable(phone).strip() or None,
        risk=_one_of(Risk, risk),
        state=_one_of(CaseState, state),
        assignee=None if assignee == _ANYBODY else "" if assignee == _NOBODY else storable(assignee),
        since=_day(since),
        until=_day(until),
        page=page,
    )


Wanted = Annotated[CaseFilter, Depends(read_filter)]


@router.get("/cases")
def list_cases(request: Request, staff: Reader, store: OpenStore) -> Response:
    """All that this member of staff may see, newest first."""
    return _list(Desk(request, choose_language(request), staff), store, CaseFilter())


@router.post("/cases")
def find_cases(request: Request, staff: Reader, store: OpenStore, wanted: Wanted) -> Response:
    """Those that a filter describes. By POST: what is looked for is no matter for addresses and histories."""
    return _list(Desk(request, choose_language(request), staff), store, wanted)


@router.post("/cases/export")
def export_cases(staff: Exporter, store: OpenStore, wanted: Wanted, form: Words = "") -> Response:
    """The cases of a filter as a file; never the texts as received."""
    return _file(form, "offerscan", lambda: store.cases.every(staff, wanted, form))


@router.post("/cases/keep")
async def keep(
    request: Request,
    staff: Keeper,
    store: OpenStore,
    service: Ready,
    text: Words = "",
    ocr: Words = "",
    original: Words = "",
    note: Words = "",
) -> Response:
    """Keeps what was just judged: redacted, and as received only by choice."""
    _check_length(note)
    received = text.replace("\r\n", "\n")
    here = Desk(request, choose_language(request), staff)
    assessment = await assess_text(here, service, received, bool(ocr))
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
    return show_case(Desk(request, choose_language(request), staff), store, id, original=bool(original))


@router.post("/cases/{id}/export")
def export_case(staff: Exporter, store: OpenStore, id: str, form: Words = "") -> Response:
    """One case as a file."""
    return _file(form, f"offerscan-{id[:8]}", lambda: [store.cases.read(staff, id)])


@router.post("/cases/{id}/note")
def add_note(staff: Changer, store: OpenStore, id: str, note: Words = "") -> Response:
    """Writes beside a case."""
    _check_length(note)
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
        _check_length(decision)
        case = store.cases.change(
            staff,
            id,
            state=_one_of(CaseState, state),
            assignee=assignee.strip() or None,
            decision=decision.strip() or None,
            retain_until=_day(retain_until),
            seen=_moment(seen),
        )
    except InputError as problem:
        here = Desk(request, choose_language(request), staff)
        typed = {"state": state, "assignee": assignee, "decision": decision}
        return show_case(here, store, id, wrong=own_words(str(problem), here.lang), typed=typed)
    handed_on = staff.role is Role.OFFICER and case.assignee not in (None, staff.name)  # no longer this one's to see
    return RedirectResponse("/cases" if handed_on else f"/cases/{id}", 303)


@router.post("/cases/{id}/erase")
def erase_case(request: Request, staff: Eraser, store: OpenStore, id: str, sure: Words = "") -> Response:
    """Deletes a case for good, once somebody said that they are sure."""
    if not sure:
        here = Desk(request, choose_language(request), staff)
        return show_case(here, store, id, wrong=own_words(both("desk_error_not_sure"), here.lang))
    store.cases.erase(staff, id)
    return RedirectResponse("/cases", 303)


def show_case(
    here: Desk,
    store: Store,
    id: str,
    *,
    original: bool = False,
    wrong: str = "",
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The page of one case; `typed` is what a form held that was not taken over. Raises NoSuchCase, also for a case of
    somebody else's."""
    staff = _known(here)
    case = store.cases.read(staff, id, original=original and here.allows("case.read_original"))
    assessment = _ASSESSMENT.validate_python(case.assessment)
    settings = here.request.app.state.settings
    return render(
        here,
        "case",
        422 if wrong else 200,
        case=case,
        answer=build_answer(case.text, assessment, read_catalog(), settings, here.lang),
        earlier=store.cases.earlier_than(staff, case),
        history=store.cases.history(staff, id),
        states=tuple(CaseState),
        categories=tuple(Category),
        indicators=read_catalog().indicators,
        forms=tuple(EXPORTS),
        thanks="thanks" in here.request.query_params,
        wrong=wrong,
        typed=typed or {"state": case.state, "assignee": case.assignee or "", "decision": case.decision or ""},
    )


def _list(here: Desk, store: Store, wanted: CaseFilter) -> Response:
    return render(
        here,
        "cases",
        found=store.cases.find(_known(here), wanted),
        wanted=wanted,
        levels=tuple(reversed(Risk)),
        states=tuple(CaseState),
        forms=tuple(EXPORTS),
    )


def _file(form: str, name: str, read: Callable[[], Sequence[Case]]) -> Response:
    """A download; the form is looked up first, so that nothing is read for one that does not exist."""
    if form not in EXPORTS:
        raise InputError(both("desk_error_form"))
    chosen = EXPORTS[form]
    headers = {"Content-Disposition": f'attachment; filename="{name}{chosen.suffix}"'}
    return Response(chosen.write(read()), headers=headers, media_type=chosen.media_type)


def _known(here: Desk) -> Staff:
    assert here.staff is not None  # the routes above let nobody else in
    return here.staff


def _one_of(kind: type[Choice], written: str) -> Choice | None:
    return kind(written) if written in set(kind) else None


def _check_length(written: str) -> None:
    if len(written) > _MOST_WRITTEN:
        raise InputError(both("desk_error_long", most=_MOST_WRITTEN))


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written) if written else None
    except ValueError:
        raise InputError(both("desk_error_form")) from None


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise InputError(both("desk_error_day")) from None
