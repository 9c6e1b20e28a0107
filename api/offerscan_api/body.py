"""Reads a request's body with bounds, in memory and without guessing, so that no body can cost much, mean two things, or leave
anything behind.

FastAPI's own reading takes a body of any size, NaN, and the last of two equal keys; starlette's writes a file above a megabyte
to disk, and what people paste and the pictures that they are on are not to touch it.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from email.message import Message
from typing import Any, NoReturn

from fastapi import Request
from starlette.datastructures import FormData
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from offerscan_api.problems import ProblemError

__all__ = ["BoundedRequest", "JsonRequest", "declared_type"]

# More than the longest form has: a correction, with a box for each indicator.
_MOST_FILES, _MOST_FIELDS = 1, 200


class _InMemory(MultiPartParser):
    spool_max_size = 2**62  # bytes, from which on starlette writes a file to disk


class BoundedRequest(Request):
    """A request whose body has at most `max_bytes`, and whose form is read in memory, or for the largest files on disk."""

    def __init__(self, request: Request, max_bytes: int | None = None, *, on_disk: bool = False) -> None:
        super().__init__(request.scope, request.receive)
        self._max_bytes = max_bytes or self.app.state.settings.max_request_bytes
        self._parser = MultiPartParser if on_disk else _InMemory

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body in pieces, counted as they come, for chunks declare no length. Raises ProblemError too_large as soon as it
        is, or malformed where the client goes away.
        """
        length = self.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > self._max_bytes:
            raise ProblemError("too_large")
        size = 0
        try:
            async for chunk in super().stream():
                size += len(chunk)
                if size > self._max_bytes:
                    raise ProblemError("too_large")
                yield chunk
        except ClientDisconnect:
            raise ProblemError("malformed") from None

    async def _get_form(self, **limits: int | float) -> FormData:
        """What starlette's own method gives, with our bounds instead of `limits`; raises ProblemError form."""
        if self._form is None:
            try:
                self._form = await self._parse_form()
            # KeyError: no boundary; ValueError: not UTF-8.
            except (MultiPartException, KeyError, ValueError):
                raise ProblemError("form") from None
        return self._form

    async def _parse_form(self) -> FormData:
        kind = declared_type(self)
        if kind.get_content_charset("utf-8") != "utf-8":
            raise ProblemError("form")  # other encodings, such as UTF-7, hold more than Unicode
        async with aclosing(self.stream()) as stream:
            match kind.get_content_type():
                case "application/x-www-form-urlencoded":
                    fields = FormParser(self.headers, stream, max_fields=_MOST_FIELDS, max_part_size=self._max_bytes)
                    return await fields.parse()
                case "multipart/form-data":
                    parts = self._parser(
                        self.headers,
                        stream,
                        max_files=_MOST_FILES,
                        max_fields=_MOST_FIELDS,
                        max_part_size=self._max_bytes,
                    )
                    return await parts.parse()
        return FormData()


class JsonRequest(BoundedRequest):
    """A request whose body is JSON that means one thing."""

    async def body(self) -> bytes:
        """The body; raises ProblemError media_type, too_large or, where it is empty or cut off, malformed."""
        if not hasattr(self, "_body"):
            _check_headers(self)
            await super().body()
            if not self._body:
                raise ProblemError("malformed")
        return self._body

    async def json(self) -> Any:
        """The body's JSON value; raises ProblemError malformed."""
        return _read_json(await self.body())


def declared_type(request: Request) -> Message:
    """What a request says of its body: `get_content_type()`, `get_content_charset()`."""
    declared = Message()
    declared["content-type"] = request.headers.get("content-type", "application/octet-stream")
    return declared


def _check_headers(request: Request) -> None:
    kind = declared_type(request)
    if kind.get_content_type() != "application/json" or kind.get_content_charset("utf-8") != "utf-8":
        raise ProblemError("media_type", headers={"Accept": "application/json"})
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise ProblemError("media_type", headers={"Accept-Encoding": "identity"})  # RFC 9110, 15.5.16


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
