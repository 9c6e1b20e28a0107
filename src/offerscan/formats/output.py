"""Where answers go: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from offerscan.errors import InputError
from offerscan.phrases import both

__all__ = ["open_output", "writer_for"]

_Writer = TypeVar("_Writer")


def writer_for(out: Path, writers: Mapping[str, _Writer], inputs: Iterable[Path] = ()) -> _Writer:
    """What writes the format that the suffix of `out` names, the longest that fits, before hours are spent.

    Raises InputError for a folder, a suffix without a writer, and a file that is one of `inputs`.
    """
    if out.is_dir():
        raise InputError(both("error_output_folder", name=out.name))
    suffix = max((suffix for suffix in writers if out.name.lower().endswith(suffix)), key=len, default=None)
    if suffix is None:
        raise InputError(both("error_output_suffix", name=out.name, formats=", ".join(writers)), code="usage")
    if any(out.exists() and path.exists() and out.samefile(path) for path in inputs):
        raise InputError(both("error_output_is_input", name=out.name))
    return writers[suffix]


@contextmanager
def open_output(out: Path | None) -> Iterator[BinaryIO]:
    """Standard output for None. A file is written beside its place under another name and then renamed.

    Raises InputError if it cannot be written, now or later; BrokenPipeError, a reader gone away, is let through.
    """
    try:
        if out is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif out.exists() and not out.is_file() and not out.is_dir():  # a pipe or a device has no place beside it
            with out.open("wb") as file:
                yield file
        else:
            yield from _replacing(Path(os.path.realpath(out)))
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "stdout" if out is None else out.name
        reason = error.strerror or str(error)
        raise InputError(both("error_unwritable", name=name, reason=reason), code="unwritable") from error


def _replacing(out: Path) -> Iterator[BinaryIO]:
    if not out.parent.is_dir():
        raise InputError(both("error_no_folder", name=out.name, folder=out.parent.name))
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
