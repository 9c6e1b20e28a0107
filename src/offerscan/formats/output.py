"""Where answers go: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from offerscan.errors import InputError
from offerscan.phrases import both

__all__ = ["open_output"]


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
