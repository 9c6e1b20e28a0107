"""Compressed files (.gz, .zst, .bz2, .xz) as the bytes that they hold, counted while they unfold."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, BinaryIO, cast
from zipfile import BadZipFile

from offerscan.errors import InputError
from offerscan.formats.allowance import Allowance
from offerscan.phrases import both

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["COMPRESSIONS", "Inflated"]


class Inflated(io.RawIOBase):
    """What a decompressor gives, counted against the allowance. It fills a buffer to the brim, so that a head is seen.

    Raises InputError for broken data.
    """

    def __init__(self, source: IO[bytes], name: str, allowance: Allowance) -> None:
        self._source, self._name, self._allowance = source, name, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view) and (part := self._read(len(view) - filled)):
            view[filled : filled + len(part)] = part
            filled += len(part)
        self._allowance.take_bytes(filled, self._name)
        return filled

    def _read(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except InputError:
            raise
        except _broken() as error:
            if isinstance(error, OSError) and error.errno:  # the disk, not the data
                raise
            raise InputError(both("error_broken", name=self._name), code="broken") from error

    def close(self) -> None:
        if not self.closed:
            self._source.close()
        super().close()


def _broken() -> tuple[type[Exception], ...]:
    from lzma import LZMAError

    from zstandard import ZstdError

    # OSError: what bz2 and gzip raise for bad data. ValueError, NotImplementedError: methods that zipfile does not know.
    return (EOFError, OSError, zlib.error, LZMAError, ZstdError, BadZipFile, NotImplementedError, ValueError)


def _open_gz(binary: BinaryIO) -> IO[bytes]:
    from gzip import GzipFile

    return cast("IO[bytes]", GzipFile(fileobj=binary))


class _Zst(io.RawIOBase):
    """Frames of Zstandard one after the other; EOFError where the last one is cut off, of which the library's own
    reader says nothing."""

    # Compressed bytes at a time: each may unfold into 32 KB before it can be counted.
    _STEP = 512

    def __init__(self, binary: BinaryIO) -> None:
        from zstandard import ZstdDecompressor

        self._binary, self._open_frame = binary, ZstdDecompressor().decompressobj
        self._frame = self._open_frame()
        self._is_begun = False
        self._packed = self._ready = b""

    def read(self, size: int = -1, /) -> bytes:
        while not self._ready and (self._packed or self._fill()):
            self._ready = self._frame.decompress(self._packed)
            self._packed, self._is_begun = self._frame.unused_data, not self._frame.eof
            if self._frame.eof:
                self._frame = self._open_frame()
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _fill(self) -> bool:
        self._packed = self._binary.read(self._STEP)
        if not self._packed and self._is_begun:
            raise EOFError
        return bool(self._packed)


def _open_bz2(binary: BinaryIO) -> IO[bytes]:
    from bz2 import BZ2File

    return BZ2File(binary)


def _open_xz(binary: BinaryIO) -> IO[bytes]:
    from lzma import LZMAFile

    return LZMAFile(binary)


# By suffix.
COMPRESSIONS: dict[str, Callable[[BinaryIO], IO[bytes]]] = {
    ".gz": _open_gz,
    ".zst": lambda binary: cast("IO[bytes]", _Zst(binary)),
    ".bz2": _open_bz2,
    ".xz": _open_xz,
}
