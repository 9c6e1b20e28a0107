"""What surrounds every request: a request id, security headers, one line in the log, and the answer to a crash.

The log says when, which route, which status and how long; never a body, an address as typed, or the message of an
unexpected exception: each of them can hold an offer.
"""

from __future__ import annotations

import time
import traceback
import uuid

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from offerscan_api.problems import answer_problem

__all__ = ["SECURITY_HEADERS", "Access"]

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
_log = structlog.get_logger("offerscan.access")


class Access:
    """ASGI middleware; stands outside everything else that the application adds."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

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
                message["headers"] = [*message.get("headers", ()), *_dress(request_id)]
            await send(message)

        try:
            await self.app(scope, receive, send_dressed)
        except Exception as fault:
            _log.error("fault", request_id=request_id, error=type(fault).__name__, where=_where(fault))
            if not status:
                await answer_problem(Request(scope), "internal")(scope, receive, send_dressed)
        finally:
            _log.info(
                "request",
                request_id=request_id,
                method=scope["method"],
                route=getattr(scope.get("route"), "path", None),
                status=status or None,
                duration_ms=round((time.perf_counter() - began) * 1000, 1),
            )


def _dress(request_id: str) -> list[tuple[bytes, bytes]]:
    headers = {**SECURITY_HEADERS, "X-Request-ID": request_id}
    return [(name.lower().encode("ascii"), value.encode("ascii")) for name, value in headers.items()]


def _where(fault: Exception) -> list[str]:
    """The innermost calls as file:line, without source lines or values."""
    frames = traceback.extract_tb(fault.__traceback__)[-5:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
