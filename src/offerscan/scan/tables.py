"""The work of a run on tables that another system cuts and sends: what the functions for Spark and Ray Data share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.scan.batches import ANSWERS, ROWS, assess_batch, read_rows
from offerscan.scan.chunks import CHUNK
from offerscan.scan.copies import Copies
from offerscan.scan.local import OpenScreener

if TYPE_CHECKING:
    from offerscan.screener import Screener

__all__ = ["TABLE", "TableAssessor", "open_as_set"]

# `answer` is a line of the published JSON, for whatever reads JSON in the columns of a table.
TABLE = pa.schema([pa.field("id", pa.string()), *ANSWERS])
_READ = ("id", "source", "text")


def open_as_set() -> Screener:
    """A screener with the model and the list of agencies that the environment of this machine names."""
    from offerscan.screener import open_installed
    from offerscan.settings import read_settings

    return open_installed(read_settings())


class TableAssessor:
    """Answers tables one after another, and remembers their texts. One process opens one screener and keeps it."""

    def __init__(self, open_screener: OpenScreener = open_as_set, *, with_text: bool = False) -> None:
        self._screener = _opened(open_screener)
        self._copies = Copies()
        self._with_text = with_text

    def assess(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """Answers (`TABLE`) to the rows of a batch of any length, in order, one a row.

        Rows need a column `text`; `id` and `source` are taken along. Raises InputError where there is no `text`.
        """
        rows = _rows(batch)
        for start in range(0, rows.num_rows, CHUNK):
            chunk = rows.slice(start, CHUNK)
            answers = assess_batch(self._screener, chunk, self._copies, with_text=self._with_text)
            ids = pa.array([row.id for row in read_rows(chunk)], pa.string())
            yield pa.RecordBatch.from_arrays([ids, *answers.columns], schema=TABLE)


_opened = cache(lambda open_screener: open_screener())


def _rows(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The columns that are read, as they are wanted: an `id` may be a number."""
    names = [name for name in _READ if name in batch.schema.names]
    if "text" not in names:
        raise InputError(both("error_table_text", columns=", ".join(batch.schema.names)))
    return pa.RecordBatch.from_arrays([batch.column(name).cast(ROWS.field(name).type) for name in names], names)
