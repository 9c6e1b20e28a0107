"""Folders for what was uploaded, gone when it was read; and what a service that was killed has left of them."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from offerscan.settings import Settings

__all__ = ["make_folder", "parent_of", "passing_folder", "sweep"]

_PREFIX = "offerscan-upload-"
# A folder that no service has touched for so long is left over from one that was killed.
_LEFT_OVER_S = 600


def parent_of(settings: Settings) -> Path:
    """Where the folders are."""
    return settings.scans or Path(tempfile.gettempdir())


def make_folder(parent: Path) -> Path:
    """A new folder that its owner alone may open. Whoever holds it for long touches it. Raises OSError."""
    return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))


@contextmanager
def passing_folder(parent: Path) -> Iterator[Path]:
    """A folder for a moment."""
    folder = make_folder(parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(parent: Path, held: Path | None = None) -> None:
    """Removes what was left behind; `held` is in use."""
    for left in parent.glob(f"{_PREFIX}*"):
        try:
            if left != held and not left.is_symlink() and left.stat().st_mtime < time.time() - _LEFT_OVER_S:
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue  # another's, or gone meanwhile
