"""A file that was uploaded to a page, for readers that take a path: in a folder that is gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from offerscan.settings import Limits, Settings
from offerscan_api.file_names import label_of
from offerscan_api.leftovers import parent_of, passing_folder

__all__ = ["UPLOADED", "uploaded"]

# Of a file that somebody waits for; the commands take far larger ones.
UPLOADED = Limits(
    max_inflated_bytes=500_000_000, max_members=200, max_document_bytes=30_000_000, max_sheet_cells=1_000_000
)


@contextmanager
def uploaded(name: str, data: bytes, settings: Settings) -> Iterator[Path]:
    """The file, under a name that may be shown."""
    with passing_folder(parent_of(settings)) as folder:
        path = folder / label_of(name)
        path.write_bytes(data)
        yield path
