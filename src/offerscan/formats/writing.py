"""Answers into a file of the format that its suffix names, or as JSON lines to standard output."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from offerscan.formats.answers import Write
from offerscan.formats.jsonl import open_jsonl
from offerscan.formats.output import open_output, writer_for
from offerscan.formats.parquet import open_parquet
from offerscan.formats.table import open_csv
from offerscan.formats.xlsx import open_xlsx
from offerscan.records import Assessment, Refusal

__all__ = ["WRITERS", "write_assessments"]

Open = Callable[[BinaryIO, bool], AbstractContextManager[Write]]

# By suffix. Each takes the open file and whether the offers' texts are written too.
WRITERS: dict[str, Open] = {
    ".jsonl": open_jsonl,
    ".csv": open_csv,
    ".parquet": open_parquet,
    ".xlsx": open_xlsx,
}


def write_assessments(
    rows: Iterable[tuple[Assessment | Refusal, str | None]], out: Path | None, *, with_text: bool = False
) -> int:
    """Write each answer, with its offer's text if asked for, in order; how many were written. Streams.

    None is standard output, as JSON lines. A file appears only when it is whole. Raises InputError if it cannot be
    written.
    """
    writer = open_jsonl if out is None else writer_for(out, WRITERS)
    count = 0
    with open_output(out) as file, writer(file, with_text) as write:
        for answer, text in rows:
            write(answer, text)
            count += 1
    return count
