"""Adds the pages and their files to the application."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from offerscan_api.page import agencies, case, cases, entry, feedback, keys, office, registry_import, routes

__all__ = ["add_pages"]


class _Files(StaticFiles):
    """Files that a browser keeps, and asks each time whether they are still the same: lines are slow, and no file is private."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


_ROUTERS = tuple(
    part.router for part in (routes, entry, agencies, registry_import, cases, case, feedback, office, keys)
)


def add_pages(app: FastAPI) -> None:
    """Adds them before the interface for programs, whose index is at `/` too."""
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/static", _Files(directory=str(files("offerscan_api.page") / "static")), name="static")
