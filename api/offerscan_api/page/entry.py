"""Logging in and out, and one's own password."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from offerscan.errors import InputError
from offerscan.phrases import phrase
from offerscan_api.auth import LOCAL, Signed, change_password, log_in, log_out, maybe_staff
from offerscan_api.page.fields import Words
from offerscan_api.page.forms import PageRoute
from offerscan_api.page.problem import own_words
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.problems import ProblemError
from offerscan_api.store import Staff

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_TOLD = {"bad_login": "desk_error_login", "throttled": "desk_error_throttled"}
_TOLD_OLD = {**_TOLD, "bad_login": "desk_error_password_old"}


@router.get("/login")
async def show_login(request: Request, next: str = "/") -> Response:
    """The form; whoever is in already is led on."""
    if await maybe_staff(request) is not None:
        return RedirectResponse(_inside(next), 303)
    return _render_login(request, next)


class _LoginRoute(PageRoute):
    """The one form that comes from people whom nobody knows yet."""

    for_strangers = True


async def enter(
    request: Request,
    name: Words = "",
    password: Words = "",
    next: Words = "/",
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


router.add_api_route("/login", enter, methods=["POST"], route_class_override=_LoginRoute)


@router.post("/logout")
async def leave(request: Request, staff: Signed) -> Response:
    """Ends the session."""
    response = RedirectResponse("/" if staff == LOCAL else "/login", 303)
    await log_out(request, response)
    return response


@router.get("/password")
def show_password(request: Request, staff: Signed) -> Response:
    """The form for another password of one's own."""
    return _render_password(request, staff)


@router.post("/password")
async def take_password(request: Request, staff: Signed, old: Words = "", password: Words = "") -> Response:
    """Changes the password of whoever knows the old one; sessions elsewhere end."""
    response = RedirectResponse("/password?done=1", 303)
    lang = choose_language(request)
    try:
        await change_password(request, response, staff, old, password)
    except ProblemError as problem:
        if problem.code not in _TOLD_OLD:
            raise
        wrong = phrase(_TOLD_OLD[problem.code], lang)
        return _render_password(request, staff, wrong, problem.status_code, problem.headers)
    except InputError as problem:
        return _render_password(request, staff, own_words(str(problem), lang), 422)
    return response


def _render_password(
    request: Request, staff: Staff, wrong: str = "", status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    here = Desk(request, choose_language(request), staff)
    done = "done" in request.query_params and not wrong
    return render(here, "password", status, headers, wrong=wrong, done=done)


def _render_login(request: Request, next: str, problem: ProblemError | None = None) -> Response:
    here = Desk(request, choose_language(request), None)
    wrong = phrase(_TOLD[problem.code], here.lang) if problem else ""
    status = problem.status_code if problem else 200
    return render(here, "login", status, problem.headers if problem else None, wrong=wrong, next=_inside(next))


def _inside(next: str) -> str:
    """An address of this service and no other."""
    return next if next.startswith("/") and not next.startswith(("//", "/\\")) else "/"
