"""An input that is open for reading: its lines as text, whatever its encoding, and the name its rows are told by."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, AnyStr

from offerscan.errors import InputError
from offerscan.phrases import both

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["MAX_ROW", "STDIN", "Note", "Opened", "open_input", "silent"]

STDIN = Path("-")
# Characters in one row; whoever sends more (a file without line ends) gets one refusal instead of a full memory.
MAX_ROW = 10_000_000
_HEAD = 65_536
# utf-32 before utf-16: the mark of the one begins with the mark of the other.
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_AFTER_LONE_RETURN = re.compile(r"(?<=\r)(?!\n)")

Note = Callable[[str], None]


def silent(note: str) -> None:
    """Takes a note to the user and keeps it to itself."""


@dataclass
class Opened:
    """An open file or standard input. `head` is its first 64 KB at most, not yet consumed."""

    name: str
    binary: io.BufferedReader[io.RawIOBase]
    note: Note = silent
    head: bytes = field(init=False)
    encoding: str = field(init=False)

    def __post_init__(self) -> None:
        self.head = self.binary.peek(_HEAD)[:_HEAD]
        self.encoding = _encoding(self.head)
        if self.encoding != "utf-8":
            self.note(both("note_encoding", name=self.name, encoding=self.encoding.upper()))

    def source(self, number: int) -> str:
        """How a row is told to people: name and place, counted from 1."""
        return f"{self.name}:{number}"

    def lines(self) -> Iterator[str | None]:
        """Each line with its line end, as received; None in place of a line longer than MAX_ROW."""
        decoded = self._decode_lines() if self.encoding == "utf-8" else _bounded(self.text().readline, "\n")
        for line in decoded:
            if line and "\r" in line.removesuffix("\n").removesuffix("\r"):  # line ends of old Macintosh exports
                yield from filter(None, _AFTER_LONE_RETURN.split(line))
            else:
                yield line

    def _decode_lines(self) -> Iterator[str | None]:
        """Lines of UTF-8. A line that is not is read as Windows-1252: dumps are pasted together from many hands."""
        told, first = False, True
        for raw in _bounded(self.binary.readline, b"\n"):
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
        encoding = "utf-8-sig" if self.encoding == "utf-8" else self.encoding
        return io.TextIOWrapper(self.binary, encoding, errors="replace", newline="")


@contextmanager
def open_input(path: Path, name: str | None = None, note: Note = silent) -> Iterator[Opened]:
    """A file, or standard input for `-`, open for reading; raises InputError if that fails now or while reading."""
    label = name or ("stdin" if path == STDIN else path.name)
    try:
        raw: io.RawIOBase = _StandardInput() if path == STDIN else io.FileIO(path)
        with io.BufferedReader(raw, _HEAD) as binary:
            yield Opened(label, binary, note)
    except OSError as error:
        raise InputError(both("error_unreadable", name=label, reason=_reason(error)), code="unreadable") from error


class _StandardInput(io.RawIOBase):
    """Standard input as a file that may be closed; it fills a buffer to the brim, so that its head can be seen."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        read = sys.stdin.buffer.read(len(view))
        view[: len(read)] = read
        return len(read)


def _bounded(readline: Callable[[int], AnyStr], end: AnyStr) -> Iterator[AnyStr | None]:
    while line := readline(MAX_ROW):
        if len(line) < MAX_ROW or line.endswith(end):
            yield line
            continue
        while (rest := readline(MAX_ROW)) and not rest.endswith(end):
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
