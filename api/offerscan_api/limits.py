"""How much one client may ask for, how many requests are at work, how much of their bodies is in memory, and how slowly a
body may come.

What is asked from this machine itself is counted neither by the minute nor by the address: there the bounded line alone
decides.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from collections import Counter

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from offerscan.phrases import both
from offerscan.settings import Settings
from offerscan_api.hosts import is_from_here, subscriber
from offerscan_api.problems import ProblemError, answer_problem

__all__ = ["Gate"]

# Whoever watches the service must not be refused because it is busy.
_SIGNS = frozenset(("/health", "/ready"))
# More than this wait for the line or for a body, of all and of one address; an office may stand behind one.
_MOST_AT_WORK, _MOST_OF_ONE_ADDRESS = 256, 16
# Of all bodies in memory together, in bodies of the largest size.
_MOST_WHOLE_BODIES = 32
# Where a body goes to the disk as it comes, with bounds of its own.
_ON_DISK = frozenset(("/v1/scans",))
_COME_AGAIN_S = 5
# A body may take so long again for each so many bytes of it: a scan over a slow line, but not one byte a second.
_SLOWEST_BYTES_PER_S = 5_000


class Gate:
    """ASGI middleware that answers 429 and 503, and 408 through the body that it reads."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._rate = RateLimitItemPerMinute(settings.requests_per_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._body_s = settings.body_seconds
        self._at_work: Counter[str | None] = Counter()  # by address; None: this machine itself
        self._most_bytes = _MOST_WHOLE_BODIES * settings.max_request_bytes
        self._bytes = 0  # of the bodies of all that is at work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on, or refuses it."""
        if scope["type"] != "http" or scope["path"] in _SIGNS:
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        problem = self._refusal(request)
        if problem is not None:
            await answer_problem(Request(scope), problem)(scope, receive, send)
            return
        address = _address(request)
        self._at_work[address] += 1
        try:
            in_time = _in_time(receive, self._body_s)
            await (self.app(scope, in_time, send) if scope["path"] in _ON_DISK else self._hold(scope, in_time, send))
        finally:
            self._at_work[address] -= 1
            if not self._at_work[address]:
                del self._at_work[address]

    async def _hold(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on whose body is held in memory until it is answered, and counts that beside all others'."""
        held = 0

        async def receive_counted() -> Message:
            nonlocal held
            message = await receive()
            size = len(message.get("body", b""))
            if self._bytes + size > self._most_bytes:
                raise ProblemError("busy", headers={"Connection": "close"})
            held += size
            self._bytes += size
            return message

        try:
            await self.app(scope, receive_counted, send)
        finally:
            self._bytes -= held

    def _refusal(self, request: HTTPConnection) -> ProblemError | None:
        if self._at_work.total() >= _MOST_AT_WORK:
            return ProblemError("busy")
        address = _address(request)
        if address is not None and self._at_work[address] >= _MOST_OF_ONE_ADDRESS:
            return ProblemError("too_many", both("problem_at_once"), {"Retry-After": f"{_COME_AGAIN_S}"})
        for client in _clients(request):
            if not self._limiter.hit(self._rate, client):
                wait_s = self._limiter.get_window_stats(self._rate, client).reset_time - time.time()
                return ProblemError("too_many", headers={"Retry-After": str(max(1, math.ceil(wait_s)))})
        return None


def _clients(request: HTTPConnection) -> list[str]:
    """Whom a request counts for: its address, and its key too, wherever that is used from. Nobody for this machine's own."""
    address = _address(request)
    if address is None:
        return []
    clients = [f"address {address}"]
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        clients.append(f"key {hashlib.blake2b(key.strip().encode(), digest_size=16).hexdigest()}")
    return clients


def _address(request: HTTPConnection) -> str | None:
    """Where a request comes from; None for this machine itself."""
    return None if is_from_here(request) else subscriber(request.client.host if request.client else "")


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
