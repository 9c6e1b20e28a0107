"""What surrounds every request: a request id, security headers, one line in the log, its figures, and the answer to a crash.

The log says when, which route, which status and how long; never a body, an address as typed, or the message of an
unexpected exception: each of them can hold an offer.
"""

from __future__ import annotations

import time
import traceback
import uuid
from collections.abc import Callable

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from offerscan_api.problems import ProblemError, answer_problem
from offerscan_api.telemetry import Trace

__all__ = ["SECURITY_HEADERS", "Access", "where_of"]

# Takes method, route, status and seconds of a request.
Observe = Callable[[str, str | None, int, float], None]

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
}
# Only over https, where a browser may never again come without.
_HTTPS_HEADERS = {"Strict-Transport-Security": "max-age=31536000"}
Headers = list[tuple[bytes, bytes]]
_log = structlog.get_logger("offerscan.access")


class Access:
    """ASGI middleware; stands outside everything else that the application adds. An answer may bring headers of its own
    instead of ours, as the pages do with their content policy."""

    def __init__(self, app: ASGIApp, observe: Observe, trace: Trace) -> None:
        self.app = app
        self._observe = observe
        self._trace = trace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on; whatever is raised inside becomes a problem without its message."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = request_id
        began, status = time.perf_counter(), 0

        async def send_dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _dress(list(message.get("headers", ())), request_id, scope["scheme"])
            await send(message)

        with self._trace(scope["method"]) as told:
            try:
                await self.app(scope, receive, send_dressed)
            except Exception as fault:
                _log.error("fault", request_id=request_id, error=type(fault).__name__, where=where_of(fault))
                if not status:
                    await answer_problem(Request(scope), ProblemError("internal"))(scope, receive, send_dressed)
            finally:
                route, seconds = getattr(scope.get("route"), "path", None), time.perf_counter() - began
                told(route, status)
                self._observe(scope["method"], route, status, seconds)
                _log.info(
                    "request",
                    request_id=request_id,
                    method=scope["method"],
                    route=route,
                    status=status or None,
                    duration_ms=round(seconds * 1000, 1),
                )


def _dress(given: Headers, request_id: str, scheme: str) -> Headers:
    """The headers of an answer and ours; what an answer says of itself, as the pages do of their content, stays."""
    ours = {**SECURITY_HEADERS, **(_HTTPS_HEADERS if scheme == "https" else {}), "X-Request-ID": request_id}
    said = {name.lower() for name, _ in given}
    added = ((name.lower().encode("ascii"), value.encode("ascii")) for name, value in ours.items())
    return [*given, *(header for header in added if header[0] not in said)]


def where_of(fault: BaseException) -> list[str]:
    """The innermost calls as file:line, without source lines or values."""
    frames = traceback.extract_tb(fault.__traceback__)[-5:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
