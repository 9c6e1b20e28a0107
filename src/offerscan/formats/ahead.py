"""A look at all of a file before it is read, also where it comes as a stream: standard input, or what lies in an archive."""

from __future__ import annotations

import io
from collections.abc import Generator
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from offerscan.errors import InputError
from offerscan.formats.opened import MAX_ROW, Opened

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["look_ahead"]

# What was seen of a stream needs no file of its own up to this size.
_IN_MEMORY = 8_000_000


def look_ahead(opened: Opened) -> Generator[bytes, None, None]:
    """Lines from the beginning, or parts of MAX_ROW bytes of longer ones, none of them consumed once this is closed.

    Only as much of a stream is kept as was looked at. Where it is broken the look ends; the InputError is raised at the
    same place when that is read.
    """
    if opened.binary.seekable():
        try:
            yield from iter(partial(opened.binary.readline, MAX_ROW), b"")
        finally:
            opened.binary.seek(0)
        return
    seen = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed with `binary`
    fault: InputError | None = None
    try:
        while seen.tell() <= opened.allowance.limits.max_inflated_bytes and (line := opened.binary.readline(MAX_ROW)):
            seen.write(line)
            yield line
    except InputError as error:
        fault = error
    finally:
        seen.seek(0)
        again: io.RawIOBase = _Again(seen, opened.binary, fault)
        opened.binary = io.BufferedReader(again)


class _Again(io.RawIOBase):
    """What was seen of a stream, and then the rest of it, or the fault that was met there."""

    def __init__(self, seen: IO[bytes], rest: IO[bytes], fault: InputError | None) -> None:
        self._seen, self._rest, self._fault, self._place = seen, rest, fault, 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        read = self._seen.read(len(view))
        if not read and self._fault:
            raise self._fault
        read = read or self._rest.read(len(view))
        view[: len(read)] = read
        self._place += len(read)
        return len(read)

    def close(self) -> None:
        if not self.closed:
            self._seen.close()
            self._rest.close()
        super().close()
