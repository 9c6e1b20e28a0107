"""Adds the pages and their files to the application."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from offerscan_api.page import agencies, case, cases, entry, feedback, keys, office, registry_import, routes

__all__ = ["add_pages"]

_ROUTERS = tuple(
    part.router for part in (routes, entry, agencies, registry_import, cases, case, feedback, office, keys)
)


def add_pages(app: FastAPI) -> None:
    """Adds them before the interface for programs, whose index is at `/` too."""
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=str(files("offerscan_api.page") / "static")), name="static")
