"""How much one client may ask for, how many requests are at work, and how slowly a body may come.

What is asked from this machine itself is not counted by the minute: there the bounded line alone decides.
"""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from offerscan.settings import Settings
from offerscan_api.hosts import is_from_here
from offerscan_api.problems import ProblemError, answer_problem

__all__ = ["Limits"]

# Whoever watches the service must not be refused because it is busy.
_SIGNS = frozenset(("/health", "/ready"))
# More than this wait for the line or for a body; each may hold its body in memory.
_MOST_AT_WORK = 256
# A body may take so long again for each so many bytes of it: a scan over a slow line, but not one byte a second.
_SLOWEST_BYTES_PER_S = 5_000


class Limits:
    """ASGI middleware that answers 429 and 503, and 408 through the body that it reads."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._rate = RateLimitItemPerMinute(settings.requests_per_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._body_s = settings.body_seconds
        self._at_work = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on, or refuses it."""
        if scope["type"] != "http" or scope["path"] in _SIGNS:
            await self.app(scope, receive, send)
            return
        problem = self._refusal(HTTPConnection(scope))
        if problem is not None:
            await answer_problem(Request(scope), problem)(scope, receive, send)
            return
        self._at_work += 1
        try:
            await self.app(scope, _in_time(receive, self._body_s), send)
        finally:
            self._at_work -= 1

    def _refusal(self, request: HTTPConnection) -> ProblemError | None:
        if self._at_work >= _MOST_AT_WORK:
            return ProblemError("busy")
        for client in _clients(request):
            if not self._limiter.hit(self._rate, client):
                wait_s = self._limiter.get_window_stats(self._rate, client).reset_time - time.time()
                return ProblemError("too_many", headers={"Retry-After": str(max(1, math.ceil(wait_s)))})
        return None


def _clients(request: HTTPConnection) -> list[str]:
    """Whom a request counts for: its address, and its key too, wherever that is used from. Nobody for this machine's own."""
    if is_from_here(request):
        return []
    clients = [f"address {_network(request.client.host if request.client else '')}"]
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        clients.append(f"key {hashlib.blake2b(key.strip().encode(), digest_size=16).hexdigest()}")
    return clients


def _network(address: str) -> str:
    """One subscriber: an IPv4 address, or the 64 bits that an IPv6 subscriber is given."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def _in_time(receive: Receive, body_s: float) -> Receive:
    """`receive`, but a body that comes too slowly raises ProblemError slow; when all is there, nothing is timed."""
    began, received, whole = time.monotonic(), 0, False

    async def receive_in_time() -> Message:
        nonlocal received, whole
        if whole:
            return await receive()
        left_s = began + body_s + received / _SLOWEST_BYTES_PER_S - time.monotonic()
        try:
            message = await asyncio.wait_for(receive(), max(0.0, left_s))
        except TimeoutError:
            whole = True
            raise ProblemError("slow", headers={"Connection": "close"}) from None
        received += len(message.get("body", b""))
        whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return receive_in_time
