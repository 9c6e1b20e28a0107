"""Receives a picture with bounds, as the body or in a form, and keeps it in memory: a file that people are on never
touches the disk. Starlette's own reading of a form writes what is larger than a megabyte to a temporary file.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from offerscan_api.auth import FormRequest
from offerscan_api.problems import ProblemError

__all__ = ["PictureRoute", "receive_picture"]

_MOST_FIELDS = 8
_MOST_OF_A_FIELD = 10_000  # bytes
_AROUND = 20_000  # bytes: what a form may hold beside the picture


class PictureRoute(APIRoute):
    """A route whose requests are bounded, also where a form is read only for its CSRF token."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await handler(_PictureRequest(request.scope, request.receive))

        return handle


async def receive_picture(request: Request) -> bytes:
    """The bytes of field `file`, or of the body; raises ProblemError form, empty, too_large or malformed."""
    try:
        if request.headers.get("content-type", "").lower().startswith("multipart/"):
            file = (await request.form()).get("file")
            if not isinstance(file, UploadFile):
                raise ProblemError("form")
            data = await file.read()
        else:
            data = await request.body()
    except ClientDisconnect:
        raise ProblemError("malformed") from None
    if not data:
        raise ProblemError("empty")
    return data


class _InMemory(MultiPartParser):
    spool_max_size = 2**62


class _PictureRequest(FormRequest):
    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body in pieces; raises ProblemError too_large as soon as it is."""
        settings = self.app.state.settings
        limit, size = min(settings.max_request_bytes, settings.max_picture_bytes + _AROUND), 0
        length = self.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > limit:
            raise ProblemError("too_large")
        async for chunk in super().stream():
            size += len(chunk)
            if size > limit:
                raise ProblemError("too_large")
            yield chunk

    async def _get_form(self, **limits: int | float) -> FormData:
        """The form, as starlette's own method would read it, but in memory and with our limits."""
        if self._form is None:
            try:
                async with aclosing(self.stream()) as stream:
                    parser = _InMemory(
                        self.headers, stream, max_files=1, max_fields=_MOST_FIELDS, max_part_size=_MOST_OF_A_FIELD
                    )
                    self._form = await parser.parse()
            except (MultiPartException, KeyError, UnicodeError, ValueError):
                raise ProblemError("form") from None
        return self._form
