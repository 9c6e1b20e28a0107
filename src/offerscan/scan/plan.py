"""What a run will read: the files behind the inputs, looked at before the run begins, then read as one stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from offerscan.errors import InputError
from offerscan.formats import Fields, InputFile, Note, Opened, find_files, silent
from offerscan.phrases import both
from offerscan.records import Offer, Refusal
from offerscan.scan.parts import parts_folder
from offerscan.settings import Limits

__all__ = ["Plan"]


@dataclass
class Plan:
    """The files of a run in the order of the inputs; `sizes` are their bytes and times of change (ns) when it began.

    `limits`: on which it depends how many rows the files have.
    """

    files: tuple[InputFile, ...]
    fields: Fields
    note: Note = silent
    sizes: tuple[tuple[int, int], ...] = ()
    limits: Limits = field(default_factory=Limits)
    _current: Opened | None = field(default=None, init=False)
    _read_bytes: int = field(default=0, init=False)

    @classmethod
    def of(
        cls,
        inputs: Sequence[Path],
        fields: Fields,
        *,
        format: str | None = None,
        out: Path | None = None,
        note: Note = silent,
        limits: Limits | None = None,
    ) -> Plan:
        """The plan for files, folders and `-`. Raises InputError, before hours are spent, if one cannot be read.

        `out` is where the run will write; it is never read, also where it lies in a folder that is.
        """
        named = [(path, file) for path in inputs for file in find_files(path, format=format, note=note, limits=limits)]
        files = [file for _, file in named if out is None or not _is_output(file.path, out)]
        if len(files) < len(named) and any(_same(path, out) for path in inputs if out is not None):
            raise InputError(both("error_output_is_input", name="" if out is None else out.name))
        # Two inputs of one name are told apart by the path that was given.
        clashes = {name for name, count in Counter(file.name for file in files).items() if count > 1}
        files = [replace(file, name=file.path.as_posix()) if file.name in clashes else file for file in files]
        for file in files:
            if not file.in_folder and not file.is_stream:
                next(file.read(fields), None)
        return cls(tuple(files), fields, note, tuple(_size(file.path) for file in files), limits or Limits())

    @property
    def total_bytes(self) -> int | None:
        """How much there is to read; None with standard input, a pipe or a device."""
        if any(file.is_stream for file in self.files):
            return None
        return sum(size for size, _ in self.sizes)

    def fingerprint(self) -> list[list[str | int | None]]:
        """Name, format, bytes and time of change of each file: what must be the same when a run is resumed."""
        return [[file.name, file.format, *size] for file, size in zip(self.files, self.sizes, strict=True)]

    @property
    def read_bytes(self) -> int:
        """How much has been read so far."""
        opened = self._current
        return self._read_bytes + (opened.binary.tell() if opened and not opened.binary.closed else 0)

    def offers(self) -> Iterator[Offer | Refusal]:
        """The rows of all files, in order."""
        for file, (size, _) in zip(self.files, self.sizes, strict=True):
            yield from file.read(self.fields, self.note, self._watch)
            self._read_bytes += size
            self._current = None

    def _watch(self, opened: Opened) -> None:
        self._current = opened


def _same(path: Path, out: Path) -> bool:
    return path.resolve() == out.resolve()


def _is_output(path: Path, out: Path) -> bool:
    """Whether a file is the output, or a part of it that an earlier run left."""
    return _same(path, out) or parts_folder(out) in path.resolve().parents


def _size(path: Path) -> tuple[int, int]:
    """Bytes and time of change (ns); zeros for standard input, and for a file that is gone, which reading will tell."""
    try:
        told = path.stat()
    except OSError:
        return 0, 0
    return told.st_size, told.st_mtime_ns
