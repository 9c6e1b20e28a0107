"""The imported list of agencies on a page: find a company, and see whether a telephone fits it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from offerscan.registry import Registry
from offerscan_api.auth import allow
from offerscan_api.page.forms import PageRoute
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.registry_routes import MaybeListed
from offerscan_api.store import Staff

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Searcher = Annotated[Staff, Depends(allow("registry.search"))]


@router.get("/registry")
def show_registry(request: Request, staff: Searcher, registry: MaybeListed) -> Response:
    """The form, or how to import a list."""
    return _render(request, staff, registry)


@router.post("/registry")
def search_registry(
    request: Request,
    staff: Searcher,
    registry: MaybeListed,
    name: Annotated[str, Form(max_length=300)] = "",
    phone: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """What the list says of a name or licence number, and the entries."""
    return _render(request, staff, registry, name.strip(), phone.strip())


def _render(request: Request, staff: Staff, registry: Registry | None, name: str = "", phone: str = "") -> Response:
    lookup, entries = registry.search(name, [phone] if phone else []) if registry and name else (None, [])
    here = Desk(request, choose_language(request), staff)
    return render(
        here,
        "registry",
        registry=registry,
        name=name,
        phone=phone,
        lookup=lookup,
        entries=entries,
        today=date.today(),
    )
