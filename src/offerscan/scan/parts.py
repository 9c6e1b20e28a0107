"""The folder OUT.parts: what a run has answered so far, so that it can go on after whatever stopped it.

`job.json` says what the run is of; `part-<n>.jsonl` holds counts in its first line, then the answers, beginning at row n of the
inputs. Each file is written under another name, forced to the disk and renamed: it is whole, or it is not there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.scan.totals import Totals

__all__ = ["Parts", "parts_folder"]

_JOB = "job.json"


def parts_folder(out: Path) -> Path:
    """Where the parts of the run that writes `out` lie: beside it."""
    real = Path(os.path.realpath(out))
    return real.with_name(f"{real.name}.parts")


class Parts:
    """The parts of the run that writes `out`."""

    def __init__(self, out: Path) -> None:
        self.out = Path(os.path.realpath(out))
        self.folder = parts_folder(out)

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
        if not self.out.parent.is_dir():
            raise InputError(both("error_no_folder", name=self.out.name, folder=self.out.parent.name))
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
