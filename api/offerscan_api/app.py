"""Builds the application: the screener opened once, the routes, the problems, and what surrounds every request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from offerscan.screener import Screener
from offerscan.settings import Settings
from offerscan.version import __version__
from offerscan_api.access import Access
from offerscan_api.problems import PROBLEM_JSON, add_problem_handlers
from offerscan_api.routes import router
from offerscan_api.service import OpenScreener, open_service

__all__ = ["create_app"]

_DESCRIPTION = """\
Screens job offers for indicators of deceptive recruitment. It screens offers; it accuses nobody: ask and check before
acting.

The same text gets the same assessment alone, in a batch and from the command `offerscan`. Offsets are half-open and
count Unicode code points of the text as received. Every error is a problem (RFC 9457) that never repeats what was sent.
Offers are neither stored nor logged."""

# FastAPI records exception messages, request bodies among them, for whatever OpenTelemetry the process has set up.
_NO_TELEMETRY: Any = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


class _Application(FastAPI):
    """FastAPI, but its OpenAPI document gives errors the media type that they have."""

    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        for operation in (operation for path in document["paths"].values() for operation in path.values()):
            for status, answer in operation["responses"].items():
                if status >= "400" and "application/json" in answer["content"]:
                    answer["content"] = {PROBLEM_JSON: answer["content"]["application/json"]}
        return document


def _open_screener(settings: Settings) -> Screener:
    return Screener.open(settings.model)


def create_app(settings: Settings, open_screener: OpenScreener = _open_screener) -> FastAPI:
    """The application. A model that cannot be opened fails /ready, never the process."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.service = await open_service(settings, open_screener)
        yield

    app = _Application(
        title="offerscan",
        version=__version__,
        description=_DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,  # both pages load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_NO_TELEMETRY,
    )
    app.state.settings = settings
    app.include_router(router)
    add_problem_handlers(app)
    app.add_middleware(Access)
    return app
