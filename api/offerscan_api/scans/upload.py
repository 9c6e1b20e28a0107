"""How a file comes in: as the body itself or as the field `file` of a form, counted while it comes, on disk at once.

Its name is never a path: it gives a suffix, by which the reader is chosen, and what the rows are told by.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from email.message import Message
from pathlib import Path

import anyio
from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import ClientDisconnect

from offerscan_api.problems import ProblemError

__all__ = ["Upload", "label_of", "receive_upload", "suffix_of"]

_FORM = "multipart/form-data"
# What a body that comes without a name is, where its media type says it.
_SUFFIXES = {
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/x-ndjson": ".jsonl",
    "application/zip": ".zip",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/tab-separated-values": ".tsv",
}
_UNFIT = re.compile(r"[^\w .()+-]+")
_SUFFIX = re.compile(r"(?:\.[a-z0-9]{1,8}){1,2}$")
_UNNAMED = "upload"
_CHUNK = 1 << 20


class Upload:
    """A received file: where it lies, and the name that its rows are told by."""

    def __init__(self, path: Path, label: str) -> None:
        self.path, self.label = path, label


async def receive_upload(request: Request, folder: Path, name: str | None, max_bytes: int) -> Upload:
    """Writes the file of a request into a folder. Raises ProblemError empty, too_large, form, slow or no_room."""
    bounded = _BoundedRequest(request.scope, request.receive, max_bytes)
    kind = _media_type(request)
    try:
        if kind != _FORM:
            path = folder / f"upload{suffix_of(name) if name else _SUFFIXES.get(kind, '')}"
            size = await _write(path, bounded.stream())
            return _received(path, label_of(name), size)
        async with bounded.form(max_files=1, max_fields=8) as form:
            sent = form.get("file")
            if not isinstance(sent, UploadFile):
                raise ProblemError("form")
            name = name or sent.filename
            path = folder / f"upload{suffix_of(name or '')}"
            return _received(path, label_of(name), await _write(path, _chunks(sent)))
    except ProblemError:
        raise
    except (StarletteHTTPException, ClientDisconnect):
        raise ProblemError("form") from None
    except OSError:
        raise ProblemError("no_room") from None


def label_of(name: str | None) -> str:
    """The last part of a file's name, without signs that a path, a page or a table could take for something else.

    >>> label_of("../../etc/<b>dump</b>.csv"), label_of("C:\\\\data\\\\grup 1.txt"), label_of("=1+1|x.csv"), label_of(None)
    ('b_.csv', 'grup 1.txt', '_1+1_x.csv', 'upload')
    """
    last = _UNFIT.sub("_", (name or "").replace("\\", "/").rpartition("/")[2]).strip(" .")
    return last[-60:] or _UNNAMED


def suffix_of(name: str) -> str:
    """One suffix or two of a file's name, in small letters; empty where there is none that could be known.

    >>> suffix_of("Dump.CSV.gz"), suffix_of("grup"), suffix_of("a.<script>")
    ('.csv.gz', '', '')
    """
    found = _SUFFIX.search(name.lower())
    return found[0] if found else ""


def _received(path: Path, label: str, size: int) -> Upload:
    if not size:
        raise ProblemError("empty")
    return Upload(path, label)


def _media_type(request: Request) -> str:
    declared = Message()
    declared["content-type"] = request.headers.get("content-type", "application/octet-stream")
    return declared.get_content_type()


async def _write(path: Path, chunks: AsyncGenerator[bytes, None]) -> int:
    size = 0
    async with await anyio.open_file(path, "xb") as file:
        async for chunk in chunks:
            size += len(chunk)
            await file.write(chunk)
    return size


async def _chunks(sent: UploadFile) -> AsyncGenerator[bytes, None]:
    while chunk := await sent.read(_CHUNK):
        yield chunk


class _BoundedRequest(Request):
    """A request whose body may have so many bytes; what surrounds the file in a form is little."""

    def __init__(self, scope: object, receive: object, max_bytes: int) -> None:
        super().__init__(scope, receive)  # type: ignore[arg-type]
        self._max_bytes = max_bytes

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body in pieces; raises ProblemError too_large as soon as it is."""
        size = 0
        length = self.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > self._max_bytes:
            raise ProblemError("too_large")
        async for chunk in super().stream():
            size += len(chunk)
            if size > self._max_bytes:
                raise ProblemError("too_large")
            yield chunk
