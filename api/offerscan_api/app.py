"""Builds the application: the screener opened once, the routes, the problems, and what surrounds every request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from offerscan.registry import FollowedRegistry
from offerscan.screener import Screener
from offerscan.settings import Settings
from offerscan.version import __version__
from offerscan_api.access import Access
from offerscan_api.auth import Attempts
from offerscan_api.cases import keep_store
from offerscan_api.cases import router as cases_router
from offerscan_api.hosts import Hosts
from offerscan_api.limits import Gate
from offerscan_api.metrics import Metrics
from offerscan_api.page import ProblemPages, add_pages
from offerscan_api.pictures import PictureLine
from offerscan_api.pictures import router as pictures_router
from offerscan_api.problems import PROBLEM_JSON, add_problem_handlers
from offerscan_api.registry_routes import FromOpenRefine, ListInUse
from offerscan_api.registry_routes import router as registry_router
from offerscan_api.routes import index_router
from offerscan_api.routes import router as assess_router
from offerscan_api.scans import keep_scans
from offerscan_api.scans import router as scans_router
from offerscan_api.service import OpenScreener, keep_service
from offerscan_api.telemetry import open_trace

__all__ = ["create_app"]

_DESCRIPTION = """\
Screens job offers for indicators of deceptive recruitment. It screens offers; it accuses nobody: ask and check before
acting.

The same text gets the same assessment alone, in a batch and from the command `offerscan`. Offsets are half-open and
count Unicode code points of the text as received. Every error is a problem (RFC 9457) that never repeats what was sent.
Offers are not logged, and stored only as a case or as feedback, redacted, when staff ask for it.

Programs send an API key (`Authorization: Bearer`, made by `offerscan key create` or on the page /keys) and need nothing else.
Scripts that run in a browser where somebody is logged in send the session's cookie; each POST, PUT, PATCH or DELETE then also
needs `X-CSRF-Token`, which is the hidden field `csrf_token` of any form of the desk's pages. Without it the answer is 403."""

_CSRF = {
    "name": "X-CSRF-Token",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "Only with the session of a browser: the field `csrf_token` of any form of the desk's pages.",
}
_CHANGING = frozenset(("post", "put", "patch", "delete"))

# What programs can ask for beside assessments; pages are in offerscan_api.page.
_ROUTERS = (index_router, pictures_router, scans_router, cases_router, registry_router)

# FastAPI records exception messages, request bodies among them, for whatever OpenTelemetry the process has set up.
_NO_TELEMETRY: Any = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


class _Application(FastAPI):
    """FastAPI, but its OpenAPI document gives errors the media type that they have, and tells what a session must send."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is not None:
            return self.openapi_schema
        document = super().openapi()
        for method, operation in (named for path in document["paths"].values() for named in path.items()):
            for status, answer in operation["responses"].items():
                if status >= "400" and answer.get("content"):
                    answer["content"] = {PROBLEM_JSON: next(iter(answer["content"].values()))}
            if method in _CHANGING and "401" in operation["responses"]:
                operation.setdefault("parameters", []).append(_CSRF)
        return document


def _open_screener(settings: Settings) -> Screener:
    return Screener.open(settings.model, threads=1, registry=FollowedRegistry(settings.data))


def create_app(settings: Settings, open_screener: OpenScreener = _open_screener, *, processes: bool = False) -> FastAPI:
    """The application. A model that cannot be opened fails /ready, never the process.

    With `processes` each worker is one, and `open_screener` must be picklable; without, one screener is shared by threads.
    """
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # Scans stand around the service: they wait for answers, which its end brings or refuses.
        async with (
            keep_store(app, settings),
            keep_scans(settings) as scans,
            keep_service(app, settings, open_screener, processes),
        ):
            app.state.scans = scans
            metrics.watch(app.state.service, app.state.store, scans.states)
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
    app.state.metrics = metrics
    app.state.registry = ListInUse(settings.data)
    app.state.picture_line = PictureLine()
    app.state.login_attempts = Attempts()
    app.include_router(assess_router)  # first, as routes are tried in their order and most requests are for it
    add_pages(app)  # before the index: the page at / is for people, and leads programs to it
    for router in _ROUTERS:
        app.include_router(router)
    add_problem_handlers(app)
    # The last one stands outermost.
    app.add_middleware(Gate, settings=settings)
    app.add_middleware(Hosts, settings=settings)
    app.add_middleware(FromOpenRefine, settings=settings)
    app.add_middleware(Access, observe=metrics.observe, trace=open_trace(settings))
    app.add_middleware(ProblemPages)
    return app
