"""Keys of other programs on a page: made, shown once, and taken away."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from offerscan.errors import InputError
from offerscan_api.auth import OpenStore, allow
from offerscan_api.page.fields import Words, as_role
from offerscan_api.page.forms import PageRoute
from offerscan_api.page.problem import own_words
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.store import Role, Staff, Store

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Manager = Annotated[Staff, Depends(allow("key.manage"))]


@router.get("/keys")
def show_keys(request: Request, staff: Manager, store: OpenStore) -> Response:
    """All keys, without their secrets."""
    return _render(Desk(request, choose_language(request), staff), store)


@router.post("/keys")
def create_key(
    request: Request, staff: Manager, store: OpenStore, name: Words = "", role: Words = "", office: Words = ""
) -> Response:
    """Makes a key, which this one page shows."""
    here = Desk(request, choose_language(request), staff)
    try:
        key = store.keys.create(staff.name, name.strip().lower(), as_role(role), office.strip())
    except InputError as problem:
        return _render(here, store, wrong=own_words(str(problem), here.lang))
    return _render(here, store, key=key)


@router.post("/keys/{name}/revoke")
def revoke_key(request: Request, staff: Manager, store: OpenStore, name: str) -> Response:
    """Takes a key away; what it did stays in the audit log."""
    here = Desk(request, choose_language(request), staff)
    try:
        store.keys.revoke(staff.name, name)
    except InputError as problem:
        return _render(here, store, wrong=own_words(str(problem), here.lang))
    return RedirectResponse("/keys", 303)


def _render(here: Desk, store: Store, *, key: str = "", wrong: str = "") -> Response:
    keys = store.keys.every()
    return render(here, "keys", 422 if wrong else 200, keys=keys, roles=tuple(Role), key=key, wrong=wrong)
