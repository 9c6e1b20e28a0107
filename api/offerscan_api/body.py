"""Reads a request's body with bounds and without guessing, so that no body can cost much or mean two things.

FastAPI's own reading takes a body of any size, NaN, and the last of two equal keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from email.message import Message
from typing import Any, NoReturn

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect

from offerscan_api.problems import ProblemError

__all__ = ["JsonRoute", "read_bounded"]


class JsonRoute(APIRoute):
    """A route that reads its body by the rules of this module; FastAPI's documented way to a request of one's own."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if request.url.path != self.path and request.url.path in request.app.openapi()["paths"]:
                raise HTTPException(405)  # another route's own address is never an id
            return await handler(_JsonRequest(request.scope, request.receive))

        return handle


class _JsonRequest(Request):
    async def body(self) -> bytes:
        """The body; raises ProblemError media_type, too_large or, where it is empty or cut off, malformed."""
        if not hasattr(self, "_body"):
            limit = self.app.state.settings.max_request_bytes
            _check_headers(self, limit)
            self._body = await read_bounded(self, limit)
            if not self._body:
                raise ProblemError("malformed")
        return self._body

    async def json(self) -> Any:
        """The body's JSON value; raises ProblemError malformed."""
        return _read_json(await self.body())


def _check_headers(request: Request, limit: int) -> None:
    declared = Message()
    declared["content-type"] = request.headers.get("content-type", "")
    if declared.get_content_type() != "application/json" or declared.get_content_charset("utf-8") != "utf-8":
        raise ProblemError("media_type", headers={"Accept": "application/json"})
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise ProblemError("media_type", headers={"Accept-Encoding": "identity"})  # RFC 9110, 15.5.16
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > limit:
        raise ProblemError("too_large")


async def read_bounded(request: Request, limit: int) -> bytes:
    """The body of a request; raises ProblemError too_large or malformed. Counts while reading: chunks declare no length."""
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise ProblemError("too_large")
            chunks.append(chunk)
    except ClientDisconnect:
        raise ProblemError("malformed") from None
    return b"".join(chunks)


def _read_json(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse_constant)
    # ValueError: not UTF-8, not JSON, a number of thousands of digits; RecursionError: nested too deep.
    except (ValueError, RecursionError):
        raise ProblemError("malformed") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """RFC 8259 leaves open which of two equal keys counts."""
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ProblemError(
            "malformed",
            "Satu isian ditulis dua kali dalam objek yang sama: hapus salah satu. / "
            "A field stands twice in the same object: remove one.",
        )
    return record


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
