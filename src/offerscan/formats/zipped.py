"""Files in a .zip, one after the other, never written to disk under a name that the archive gives them."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from offerscan.errors import InputError
from offerscan.formats.allowance import Allowance
from offerscan.formats.characters import shown
from offerscan.formats.inflating import Inflated
from offerscan.formats.opened import Opened
from offerscan.phrases import both

__all__ = ["Zipped", "open_zip"]

# The record at the end of an archive, and the one that takes over where its numbers are too small (PKWARE, APPNOTE 4.3).
_END, _END_BYTES = struct.Struct("<4s4H2LH"), b"PK\x05\x06"
_END_64, _END_64_BYTES = struct.Struct("<4sQ2H2L4Q"), b"PK\x06\x06"
_TAIL = 65_536 + _END.size + _END_64.size + 20
# Bytes that the list of contents may take for each file that may be listed: names of 80 characters.
_ENTRY = 128
_IS_ENCRYPTED = 0x1


class Zipped:
    """An open archive. `kind`: `.zip`, or the suffix of the workbook that it is, or `document` for one of text."""

    def __init__(self, archive: ZipFile, opened: Opened) -> None:
        self._archive, self._opened = archive, opened
        self.kind = _kind(archive)

    def files(self) -> Iterator[tuple[str, ZipInfo]]:
        """The name of each file as it is told to people, sorted; hidden ones and folders left out.

        Raises InputError if there are too many.
        """
        self._opened.allowance.take_listed(len(self._archive.infolist()), self._opened.name)
        named = [(_inner_name(info.filename), info) for info in self._archive.infolist() if not info.filename.endswith("/")]
        for name, info in sorted(named, key=lambda pair: (pair[0], pair[1].header_offset)):
            if not any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
                yield name, info

    @contextmanager
    def open(self, name: str, info: ZipInfo) -> Iterator[Opened]:
        """One of the files, open for reading; raises InputError if it is locked or broken."""
        label = f"{self._opened.name}/{name}"
        if info.flag_bits & _IS_ENCRYPTED:
            raise InputError(both("error_locked", name=label), code="locked")
        try:
            source = self._archive.open(info)
        except (BadZipFile, NotImplementedError, RuntimeError, ValueError, struct.error) as error:
            raise InputError(both("error_broken", name=label), code="broken") from error
        with self._opened.inside(label, Inflated(source, label, self._opened.allowance)) as opened:
            yield opened


@contextmanager
def open_zip(opened: Opened) -> Iterator[Zipped]:
    """The archive that this file is; raises InputError if it is broken, or lists too many files."""
    file = opened.rewound()
    try:
        _check_contents(file, opened.name, opened.allowance)
        file.seek(0)
        archive = ZipFile(file)
        zipped = Zipped(archive, opened)
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, struct.error, EOFError) as error:
        raise InputError(both("error_broken", name=opened.name), code="broken") from error
    with archive:
        yield zipped


def _check_contents(file: IO[bytes], name: str, allowance: Allowance) -> None:
    """Raises InputError before the list of contents, which is read as a whole, is too long to be."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    end = tail.rfind(_END_BYTES)
    if end < 0 or len(tail) - end < _END.size:
        raise BadZipFile
    *_, count, listed, _, _ = _END.unpack_from(tail, end)
    end_64 = tail.rfind(_END_64_BYTES, 0, end)
    if end_64 >= 0 and 0xFFFFFFFF in (listed, count | 0xFFFF0000):
        *_, count, listed, _ = _END_64.unpack_from(tail, end_64)
    if listed > allowance.max_listed * _ENTRY:
        allowance.take_listed(allowance.max_listed + 1, name)


def _kind(archive: ZipFile) -> str:
    names = archive.namelist()
    if any(name.startswith("xl/workbook.xml") for name in names):
        return ".xlsx"
    if names[:1] == ["mimetype"] and archive.getinfo("mimetype").file_size < 200:
        kind = archive.read("mimetype")
        if b"opendocument" in kind:
            return ".ods" if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet") else "document"
    return "document" if any(re.match(r"(?:word|ppt|xl)/\w+\.(?:xml|bin)$", name) for name in names) else ".zip"


def _inner_name(name: str) -> str:
    """The name without ways out of the archive, drives, and signs that are not seen."""
    return "/".join(shown(part) for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")) or "?"
