"""The folder OUT.parts: what a run has answered so far, so that it can go on after whatever stopped it.

`job.json` says what the run is of; `part-<n>.jsonl` holds counts in its first line, then the answers, beginning at row n of the
inputs. Each file is written under another name, forced to the disk and renamed: it is whole, or it is not there. One run at
a time has the folder: `.OUT.lock` beside it is locked, which ends with the process, whatever ends that.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.scan.totals import Totals

__all__ = ["Part", "Parts", "parts_folder"]

_JOB = "job.json"
# A part ends after so many answers, bytes or seconds, whichever comes first: no more than that is lost when a run is killed.
_PART_ANSWERS, _PART_BYTES, _PART_SECONDS = 5_000, 16_000_000, 15.0


def parts_folder(out: Path) -> Path:
    """Where the parts of the run that writes `out` lie: beside it."""
    real = Path(os.path.realpath(out))
    return real.with_name(f"{real.name}.parts")


class Parts:
    """The parts of the run that writes `out`."""

    def __init__(self, out: Path) -> None:
        self.out = Path(os.path.realpath(out))
        self.folder = parts_folder(out)

    @contextmanager
    def held(self) -> Iterator[None]:
        """The parts for one run alone, until it ends. Raises InputError if another run has them, or nothing can be written."""
        if not self.out.parent.is_dir():
            raise InputError(both("error_no_folder", name=self.out.name, folder=self.out.parent.name))
        path = self.out.with_name(f".{self.out.name}.lock")
        lock = FileLock(path)
        with self._told():
            try:
                lock.acquire(blocking=False)
            except Timeout as error:
                raise InputError(both("error_busy", name=self.out.name), code="busy") from error
        try:
            yield
        finally:
            # Removed while it is held: nobody then locks a file that is no longer there. Windows removes it when it is let go.
            with suppress(OSError):
                path.unlink()
            lock.release()

    def left(self) -> dict[str, Any] | None:
        """What an earlier run, which was stopped, was of; None if there is none. An unreadable one is of nothing we know."""
        if not self.folder.is_dir():
            return None
        try:
            job = orjson.loads((self.folder / _JOB).read_bytes())
        except (OSError, ValueError):
            return {}
        return job if isinstance(job, dict) else {}

    def begin(self, job: Mapping[str, Any]) -> None:
        """An empty folder for a new run. Raises InputError if it cannot be made."""
        self.remove()
        with self._told():
            self.folder.mkdir()
            self._write(self.folder / _JOB, [orjson.dumps(job)])

    def done(self) -> Totals:
        """What all parts count together."""
        totals = Totals()
        for _, counts in self._parts():
            totals.add(counts)
        return totals

    def write(self, first_row: int, counts: Totals, lines: Sequence[bytes]) -> None:
        """Keep the answers from a row on. Raises InputError if that fails, as when the disk is full."""
        with self._told():
            self._write(self._path(first_row), [orjson.dumps(counts.as_json()), *lines])

    def lines(self) -> Iterator[bytes]:
        """All answers that are kept, in order, each with its line end."""
        for path, _ in self._parts():
            with path.open("rb") as file:
                file.readline()
                yield from file

    def remove(self) -> None:
        """Throw the folder away."""
        with self._told(), suppress(FileNotFoundError):
            shutil.rmtree(self.folder)

    def _parts(self) -> Iterator[tuple[Path, Totals]]:
        """Each part with its counts, in order, up to the first gap: after a power failure a later one may be there alone."""
        row = 0
        while (path := self._path(row)).exists():
            with path.open("rb") as file:
                counts = Totals.of_json(orjson.loads(file.readline()))
            yield path, counts
            row += counts.rows

    def _path(self, first_row: int) -> Path:
        return self.folder / f"part-{first_row:012}.jsonl"

    def _write(self, path: Path, lines: Sequence[bytes]) -> None:
        unfinished = path.with_name(f"{path.name}.unfinished")
        try:
            with unfinished.open("wb") as file:
                file.writelines(line + b"\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError:
            with suppress(OSError):
                unfinished.unlink()
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise InputError(both("error_unwritable", name=self.out.name, reason=reason), code="unwritable") from error


class Part:
    """Batches that wait to be written as one part, each added at once with its counts: the user may interrupt at any moment."""

    def __init__(self, first_row: int) -> None:
        self.first_row = first_row
        self.batches: list[tuple[Totals, list[bytes]]] = []
        self._began = time.monotonic()

    @property
    def is_full(self) -> bool:
        """Whether it is time to write."""
        rows = sum(counts.rows for counts, _ in self.batches)
        size = sum(len(line) for _, lines in self.batches for line in lines)
        return rows >= _PART_ANSWERS or size >= _PART_BYTES or time.monotonic() - self._began >= _PART_SECONDS

    def write(self, parts: Parts) -> None:
        """Keep what there is; raises InputError if that fails."""
        if not self.batches:
            return
        together = Totals()
        for counts, _ in self.batches:
            together.add(counts)
        parts.write(self.first_row, together, [line for _, lines in self.batches for line in lines])
