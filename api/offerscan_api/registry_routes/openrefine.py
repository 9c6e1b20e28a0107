"""Lets OpenRefine in, which asks from a page of its own and can be told an address only, no header with a key.

On the addresses of the reconciliation service, and on no other, pages of `settings.reconcile_origins` may ask and read the
answers (CORS), and a key may stand in the address (`?key=…`). Cookies of such pages count for nothing.
"""

from __future__ import annotations

from urllib.parse import quote_plus, unquote_plus

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from offerscan.settings import Settings

__all__ = ["RECONCILE_PATH", "FromOpenRefine", "key_in_query"]

RECONCILE_PATH = "/v1/registry/reconcile"
# What tells the guard of another site, and a session that such a page could borrow: cookies do not tell ports apart.
_OF_A_BROWSER = frozenset((b"origin", b"referer", b"sec-fetch-site", b"cookie"))
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Authorization",
    "Access-Control-Max-Age": "600",
}
Headers = list[tuple[bytes, bytes]]


class FromOpenRefine:
    """ASGI middleware that turns what OpenRefine sends into the request of a program, as the routes and the guard know it.

    It stands outside the limits, which count by key, and inside the log, which names the route and never the address.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._origins = {origin.strip() for origin in settings.reconcile_origins.split(",") if origin.strip()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers a preflight (Fetch, 3.2.2)."""
        if scope["type"] != "http" or not _is_reconciliation(scope["path"]):
            await self.app(scope, receive, send)
            return
        headers: Headers = scope["headers"]
        given = dict(headers)
        origin = given.get(b"origin", b"").decode("latin-1")
        is_allowed = origin in self._origins

        async def send_readable(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                answered.add_vary_header("Origin")
                if is_allowed:
                    answered["Access-Control-Allow-Origin"] = origin
            await send(message)

        if is_allowed and scope["method"] == "OPTIONS" and b"access-control-request-method" in given:
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send_readable)
            return
        if is_allowed:
            headers = [header for header in headers if header[0] not in _OF_A_BROWSER]
        key, query = _take_key(scope["query_string"])
        if key and b"authorization" not in given:
            headers = [*headers, (b"authorization", b"Bearer " + key.encode("utf-8", "replace"))]
            scope.setdefault("state", {})["key_in_query"] = key
        # The scope itself: those around read the route from it.
        scope["headers"], scope["query_string"] = headers, query
        await self.app(scope, receive, send_readable)


def key_in_query(request: Request, sign: str) -> str:
    """The key that the address of a request held, to be put behind another after `sign`; empty where there was none."""
    key: str = getattr(request.state, "key_in_query", "")
    return f"{sign}key={quote_plus(key)}" if key else ""


def _is_reconciliation(path: str) -> bool:
    return path == RECONCILE_PATH or path.startswith(f"{RECONCILE_PATH}/")


def _take_key(query: bytes) -> tuple[str, bytes]:
    """The first key of a query, and the query without any."""
    keys, others = [], []
    for field in query.split(b"&"):
        if field.startswith(b"key="):
            # OpenRefine writes "?type=…" behind the address of the properties, whatever stands in it.
            key, _, more = field.removeprefix(b"key=").partition(b"?")
            keys.append(unquote_plus(key.decode("latin-1")))
            others += [more] if more else []
        else:
            others.append(field)
    return next(iter(keys), ""), b"&".join(others)
