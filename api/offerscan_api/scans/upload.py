"""How a file comes in: as the body itself or as the field `file` of a form, counted while it comes, on disk at once.

Its name gives a suffix, by which the reader is chosen, and what the rows are told by.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import anyio
from fastapi import Request
from starlette.datastructures import UploadFile

from offerscan_api.body import BoundedRequest, declared_type
from offerscan_api.file_names import label_of, suffix_of
from offerscan_api.problems import ProblemError

__all__ = ["Upload", "receive_upload"]

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
_CHUNK = 1 << 20


class Upload:
    """A received file: where it lies, and the name that its rows are told by."""

    def __init__(self, path: Path, label: str) -> None:
        self.path, self.label = path, label


async def receive_upload(request: Request, folder: Path, name: str | None, max_bytes: int) -> Upload:
    """Writes the file of a request into a folder. Raises ProblemError empty, too_large, form, malformed, slow or no_room."""
    bounded = BoundedRequest(request, max_bytes, on_disk=True)
    kind = declared_type(request).get_content_type()
    try:
        if kind != _FORM:
            path = folder / f"upload{suffix_of(name) if name else _SUFFIXES.get(kind, '')}"
            size = await _write(path, bounded.stream())
            return _received(path, label_of(name), size)
        async with bounded.form() as form:
            sent = form.get("file")
            if not isinstance(sent, UploadFile):
                raise ProblemError("form")
            name = name or sent.filename
            path = folder / f"upload{suffix_of(name or '')}"
            return _received(path, label_of(name), await _write(path, _chunks(sent)))
    except OSError:
        raise ProblemError("no_room") from None


def _received(path: Path, label: str, size: int) -> Upload:
    if not size:
        raise ProblemError("empty")
    return Upload(path, label)


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
