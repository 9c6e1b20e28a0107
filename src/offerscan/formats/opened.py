"""An input that is open for reading: its lines as text, whatever its encoding, and the name its rows are told by."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, AnyStr, cast

from offerscan.errors import InputError
from offerscan.formats.allowance import Allowance
from offerscan.formats.characters import shown
from offerscan.formats.streams import Forward
from offerscan.phrases import both
from offerscan.settings import MAX_ROW, Limits

__all__ = ["MAX_ROW", "STDIN", "Note", "Opened", "open_input", "silent"]

STDIN = Path("-")
_HEAD = 65_536
# A copy of a stream up to this size needs no file of its own.
_IN_MEMORY = 8_000_000
# utf-32 before utf-16: the mark of the one begins with the mark of the other.
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LINE_END = len("\r\n")
_WIDEST_CHARACTER = 4  # bytes of UTF-8
_AFTER_LONE_RETURN = re.compile(r"(?<=\r)(?!\n)")

Note = Callable[[str], None]


def silent(note: str) -> None:
    """Takes a note to the user and keeps it to itself."""


@dataclass
class Opened:
    """An open file, standard input, or what lies in an archive. `head` is its first 64 KB at most, not yet consumed.

    `depth`: how many archives and compressions are around it.
    """

    name: str
    binary: io.BufferedReader[io.RawIOBase]
    note: Note = silent
    allowance: Allowance = field(default_factory=Allowance)
    depth: int = 0
    head: bytes = field(init=False)
    encoding: str = field(init=False)
    _is_told: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.head = self.binary.peek(_HEAD)[:_HEAD]
        self.encoding = _encoding(self.head)

    @contextmanager
    def inside(self, name: str, raw: io.RawIOBase) -> Iterator[Opened]:
        """What lies in this file, under a name of its own. Raises InputError if it lies too deep or is broken."""
        self.allowance.check_nesting(self.depth + 1, name)
        with io.BufferedReader(raw, _HEAD) as binary, closing(
            Opened(name, binary, self.note, self.allowance, self.depth + 1)
        ) as opened:
            yield opened

    def close(self) -> None:
        """Closes the file, and the copy that was made of it."""
        self.binary.close()

    @property
    def max_row(self) -> int:
        """Characters that one row may have."""
        return self.allowance.limits.max_row_characters

    def start(self) -> str:
        """The first characters."""
        return self.head.decode(self.encoding, "replace")

    def source(self, number: int) -> str:
        """How a row is told to people: name and place, counted from 1."""
        return f"{self.name}:{number}"

    def lines(self) -> Iterator[str | None]:
        """Each line with its line end, as received; None in place of a line of more than `max_row` characters before its
        end."""
        self._tell_encoding()
        longest = self.max_row + _LINE_END
        decoded = self._decode_lines(longest) if self.encoding == "utf-8" else _bounded(self.text().readline, "\n", longest)
        for line in decoded:
            lines: Iterable[str | None] = (line,)
            if line and "\r" in line.removesuffix("\n").removesuffix("\r"):  # line ends of old Macintosh exports
                lines = filter(None, _AFTER_LONE_RETURN.split(line))
            for one in lines:
                yield one if one and len(one.rstrip("\r\n")) <= self.max_row else None

    def _decode_lines(self, longest: int) -> Iterator[str | None]:
        """Lines of UTF-8, None in place of one that surely has more than `longest` characters. A line that is not UTF-8 is
        read as Windows-1252: dumps are pasted together from many hands."""
        told, first = False, True
        for raw in _bounded(self.binary.readline, b"\n", _WIDEST_CHARACTER * longest):
            try:
                line = raw if raw is None else raw.decode()
            except UnicodeDecodeError:
                line = raw.decode("cp1252", "replace") if raw else ""
                if not told:
                    self.note(both("note_cp1252", name=self.name))
                told = True
            yield line.removeprefix("\ufeff") if first and line else line
            first = False

    def text(self) -> io.TextIOWrapper:
        """All of it as characters, for formats that know no lines."""
        self._tell_encoding()
        encoding = "utf-8-sig" if self.encoding == "utf-8" else self.encoding
        return io.TextIOWrapper(self.binary, encoding, errors="replace", newline="")

    def whole(self) -> bytes:
        """All of it, for formats that cannot be read piece by piece; raises InputError if it is too big for that."""
        content = self.binary.read(self.allowance.limits.max_document_bytes + 1)
        self.allowance.check_document(len(content), self.name)
        return content

    def rewound(self) -> IO[bytes]:
        """The file, at its beginning, for formats that jump about in it. What comes as a stream is copied first, into a
        file without a name if it is big. Raises InputError if it is too big."""
        if not self.binary.seekable():
            copy = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed with `binary`
            limit, size = self.allowance.limits.max_inflated_bytes, 0
            while part := self.binary.read(_HEAD):
                size += len(part)
                if size > limit:
                    raise InputError(both("error_inflates", name=self.name), code="too_big")
                copy.write(part)
            copy.seek(0)
            self.binary.close()
            self.binary = io.BufferedReader(cast(io.RawIOBase, copy), _HEAD)
        self.binary.seek(0)
        return self.binary

    def _tell_encoding(self) -> None:
        if self.encoding != "utf-8" and not self._is_told:
            self.note(both("note_encoding", name=self.name, encoding=self.encoding.upper()))
        self._is_told = True


@contextmanager
def open_input(
    path: Path, name: str | None = None, note: Note = silent, limits: Limits | None = None
) -> Iterator[Opened]:
    """A file, or standard input for `-`, open for reading; raises InputError if that fails now or while reading."""
    label = shown(name or ("stdin" if path == STDIN else path.name))
    try:
        raw: io.RawIOBase = _Stream(sys.stdin.buffer) if path == STDIN else io.FileIO(path)
        if path != STDIN and not raw.seekable():
            raw = _Stream(io.BufferedReader(raw, _HEAD))
        with io.BufferedReader(raw, _HEAD) as binary:
            size = None if path == STDIN else path.stat().st_size
            with closing(Opened(label, binary, note, Allowance(limits, size or None))) as opened:
                yield opened
    except OSError as error:
        raise unreadable(label, error) from error


def unreadable(name: str, error: OSError) -> InputError:
    """What to tell of a file that could not be opened or read."""
    kinds = {FileNotFoundError: "error_no_file", IsADirectoryError: "error_is_folder"}
    key = kinds.get(type(error))
    message = both(key, name=name) if key else both("error_unreadable", name=name, reason=_reason(error))
    return InputError(message, code="unreadable")


class _Stream(Forward):
    """Standard input or a pipe as a file that may be closed and knows its place; it fills a buffer to the brim, so that
    its head can be seen."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__()
        self._source = source

    def take(self, size: int) -> bytes:
        return self._source.read(size)


def _bounded(readline: Callable[[int], AnyStr], end: AnyStr, limit: int) -> Iterator[AnyStr | None]:
    """Lines with their ends; None in place of one that is longer than `limit`, or as long without an end."""
    while line := readline(limit):
        if len(line) < limit or line.endswith(end):
            yield line
            continue
        while (rest := readline(limit)) and not rest.endswith(end):
            pass
        yield None


def _reason(error: OSError) -> str:
    return error.strerror or os.strerror(error.errno or 5)


def _encoding(head: bytes) -> str:
    """UTF-8 unless a byte order mark, or zeros in every other place, speak for something wider."""
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return encoding
    if len(head) < 8:
        return "utf-8"
    zeros_even, zeros_odd = (head[place::2].count(0) / (len(head) // 2) for place in (0, 1))
    if zeros_odd > 0.4 and zeros_even < 0.1:
        return "utf-16-le"
    if zeros_even > 0.4 and zeros_odd < 0.1:
        return "utf-16-be"
    return "utf-8"
