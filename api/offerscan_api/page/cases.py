"""Cases on a page: listed, found, and taken along as a file. Who may see which case is decided in the store."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.records import Risk
from offerscan_api.auth import OpenStore, allow
from offerscan_api.cases import EXPORTS, ExportForm, as_file
from offerscan_api.page.fields import Words, as_choice, as_day
from offerscan_api.page.forms import PageRoute
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.store import Case, CaseFilter, CaseState, Staff, Store
from offerscan_api.store.texts import storable

__all__ = ["Exporter", "Reader", "chosen_form", "router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Reader = Annotated[Staff, Depends(allow("case.read"))]
Exporter = Annotated[Staff, Depends(allow("case.export"))]

_NOBODY, _ANYBODY = "-", ""


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
        risk=as_choice(Risk, risk),
        state=as_choice(CaseState, state),
        assignee=None if assignee == _ANYBODY else "" if assignee == _NOBODY else storable(assignee),
        since=as_day(since),
        until=as_day(until),
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
    return as_file(chosen_form(form), "offerscan", lambda: store.cases.every(staff, wanted, form))


def _list(here: Desk, store: Store, wanted: CaseFilter) -> Response:
    return render(
        here,
        "cases",
        found=store.cases.find(here.reader, wanted),
        wanted=wanted,
        assignees=store.cases.assignees(here.reader),
        levels=tuple(reversed(Risk)),
        states=tuple(CaseState),
        forms=tuple(EXPORTS),
    )


def chosen_form(name: str) -> ExportForm[Case]:
    """The form of export that was chosen. Raises InputError."""
    if name not in EXPORTS:
        raise InputError(both("desk_error_form"))
    return EXPORTS[name]
