"""What an office looks after: the queue, weekly figures, who saw what, and who may come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from offerscan.errors import InputError
from offerscan.records import Category, Risk
from offerscan_api.auth import OpenStore, allow, may
from offerscan_api.page.fields import Words, as_role
from offerscan_api.page.forms import PageRoute
from offerscan_api.page.problem import own_words
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.store import STAFF_ROLES, Staff, Store

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Learner = Annotated[Staff, Depends(allow("feedback.queue"))]
Watcher = Annotated[Staff, Depends(allow("drift.read"))]
Auditor = Annotated[Staff, Depends(allow("audit.read"))]
Manager = Annotated[Staff, Depends(allow("staff.manage"))]
Hander = Annotated[Staff, Depends(allow("case.hand_over"))]
_PAGE = 50


@router.get("/queue")
def show_queue(request: Request, staff: Learner, store: OpenStore) -> Response:
    """Cases without feedback from which most can be learned."""
    return render(Desk(request, choose_language(request), staff), "queue", cases=store.cases.queue(staff))


@router.get("/drift")
def show_weeks(request: Request, staff: Watcher, store: OpenStore) -> Response:
    """What the model saw and said, week by week, in figures alone."""
    here = Desk(request, choose_language(request), staff)
    return render(here, "drift", weeks=store.weekly(), levels=tuple(reversed(Risk)), categories=tuple(Category))


@router.get("/audit")
def show_audit(
    request: Request, staff: Auditor, store: OpenStore, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1
) -> Response:
    """Who did what, newest first, and whether the log is whole."""
    here = Desk(request, choose_language(request), staff)
    pages = max(1, -(-store.audit.count() // _PAGE))
    entries = store.audit.entries(page, _PAGE)
    return render(here, "audit", entries=entries, broken=store.audit.verify(), page=page, pages=pages)


@router.get("/staff")
def show_staff(request: Request, staff: Manager, store: OpenStore) -> Response:
    """All logins, and the form for another."""
    return _render_staff(Desk(request, choose_language(request), staff), store)


@router.post("/staff")
def add_staff(
    request: Request,
    staff: Manager,
    store: OpenStore,
    name: Words = "",
    role: Words = "",
    office: Words = "",
    password: Words = "",
) -> Response:
    """Makes a login. The first one ends the mode without logins on this machine."""
    name, office = name.strip().lower(), office.strip()
    return _manage(request, staff, store, lambda: store.accounts.add(staff.name, name, as_role(role), office, password))


@router.post("/staff/hand-over")
def hand_over_cases(
    request: Request, staff: Hander, store: OpenStore, giver: Words = "", receiver: Words = ""
) -> Response:
    """Gives all cases of one who leaves to another."""
    here = Desk(request, choose_language(request), staff)
    try:
        handed = store.cases.hand_over(staff, giver, receiver)
    except InputError as problem:
        return _render_staff(here, store, own_words(str(problem), here.lang))
    return _render_staff(here, store, handed=handed)


@router.post("/staff/{name}/disable")
def disable_staff(request: Request, staff: Manager, store: OpenStore, name: str) -> Response:
    """Takes a login away; its cases stay."""
    return _manage(request, staff, store, lambda: store.accounts.disable(staff.name, name))


@router.post("/staff/{name}/enable")
def enable_staff(request: Request, staff: Manager, store: OpenStore, name: str) -> Response:
    """Gives a login back that was taken away."""
    return _manage(request, staff, store, lambda: store.accounts.enable(staff.name, name))


@router.post("/staff/{name}/change")
def change_staff(
    request: Request, staff: Manager, store: OpenStore, name: str, role: Words = "", office: Words = ""
) -> Response:
    """Another role or office for somebody who moves on; cases stay with the name."""
    return _manage(request, staff, store, lambda: store.accounts.change(staff.name, name, as_role(role), office.strip()))


@router.post("/staff/{name}/password")
def reset_password(request: Request, staff: Manager, store: OpenStore, name: str, password: Words = "") -> Response:
    """Another password for somebody who has lost the old one; running sessions end."""
    return _manage(request, staff, store, lambda: store.accounts.set_password(staff.name, name, password))


def _manage(request: Request, staff: Staff, store: Store, act: Callable[[], object]) -> Response:
    """Back to the list of logins once something was done to one; what stands in its way is told there."""
    try:
        act()
    except InputError as problem:
        here = Desk(request, choose_language(request), staff)
        return _render_staff(here, store, own_words(str(problem), here.lang))
    return RedirectResponse("/staff", 303)


def _render_staff(here: Desk, store: Store, wrong: str = "", handed: int = 0) -> Response:
    everybody = store.accounts.every()
    return render(
        here,
        "staff",
        422 if wrong else 200,
        everybody=everybody,
        roles=STAFF_ROLES,
        givers=store.cases.assignees(here.reader),
        receivers=[one.name for one in everybody if one.active and may(one, "case.change")],
        handed=handed,
        wrong=wrong,
    )
