"""Logging in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from offerscan.phrases import phrase
from offerscan_api.auth import LOCAL, Signed, log_in, log_out, maybe_staff
from offerscan_api.page.forms import PageRoute
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.problems import ProblemError

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_TOLD = {"bad_login": "desk_error_login", "throttled": "desk_error_throttled"}


@router.get("/login")
async def show_login(request: Request, next: str = "/") -> Response:
    """The form; whoever is in already is led on."""
    if await maybe_staff(request) is not None:
        return RedirectResponse(_inside(next), 303)
    return _render_login(request, next)


@router.post("/login")
async def enter(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Begins a session, or says in the same words for every name that it did not."""
    response = RedirectResponse(_inside(next), 303)
    try:
        await log_in(request, response, name, password)
    except ProblemError as problem:
        if problem.code not in _TOLD:
            raise
        return _render_login(request, next, problem)
    return response


@router.post("/logout")
async def leave(request: Request, staff: Signed) -> Response:
    """Ends the session."""
    response = RedirectResponse("/" if staff == LOCAL else "/login", 303)
    await log_out(request, response)
    return response


def _render_login(request: Request, next: str, problem: ProblemError | None = None) -> Response:
    here = Desk(request, choose_language(request), None)
    wrong = phrase(_TOLD[problem.code], here.lang) if problem else ""
    status = problem.status_code if problem else 200
    return render(here, "login", status, problem.headers if problem else None, wrong=wrong, next=_inside(next))


def _inside(next: str) -> str:
    """An address of this service and no other."""
    return next if next.startswith("/") and not next.startswith(("//", "/\\")) else "/"
