"""A look at all of a file before it is read, also where it comes as a stream: standard input, or what lies in an archive."""

from __future__ import annotations

import io
from collections.abc import Generator
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO

from offerscan.errors import InputError
from offerscan.formats.opened import MAX_ROW, Opened
from offerscan.formats.streams import Forward

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


class _Again(Forward):
    """What was seen of a stream, and then the rest of it, or the fault that was met there."""

    def __init__(self, seen: IO[bytes], rest: IO[bytes], fault: InputError | None) -> None:
        super().__init__()
        self._seen, self._rest, self._fault = seen, rest, fault

    def take(self, size: int) -> bytes:
        read = self._seen.read(size)
        if not read and self._fault:
            raise self._fault
        return read or self._rest.read(size)

    def close(self) -> None:
        if not self.closed:
            self._seen.close()
            self._rest.close()
        super().close()
