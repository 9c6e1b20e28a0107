"""The work of a run for those who have a Spark cluster: a function for `DataFrame.mapInArrow`.

from offerscan.scan.spark import ANSWERS_TABLE, assess_partition

answers = posts.select("id", "text").mapInArrow(assess_partition, ANSWERS_TABLE)
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

import pyarrow as pa

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.scan.batches import ROWS, assess_batch, read_rows
from offerscan.scan.chunks import CHUNK
from offerscan.scan.copies import Copies
from offerscan.scan.local import OpenScreener

if TYPE_CHECKING:
    from offerscan.screener import Screener

__all__ = ["ANSWERS_TABLE", "assess_partition", "open_as_set"]

# What `mapInArrow` must be told: `answer` is a line of the published JSON, for Spark's from_json and get_json_object.
ANSWERS_TABLE = "id string, level string, answer string"
_READ = ("id", "source", "text")


def open_as_set() -> Screener:
    """A screener with the model and the list of agencies that the environment of this machine names."""
    from offerscan.screener import open_installed
    from offerscan.settings import read_settings

    return open_installed(read_settings())


def assess_partition(
    batches: Iterator[pa.RecordBatch], *, open_screener: OpenScreener = open_as_set, with_text: bool = False
) -> Iterator[pa.RecordBatch]:
    """Answers (`ANSWERS_TABLE`) to the rows of one partition, in order, one a row.

    Rows need a column `text`; `id` and `source` are taken along. Each Python process of Spark opens one screener and keeps it
    (`spark.python.worker.reuse`, Spark's default). For options, hand `functools.partial(assess_partition, with_text=True)`
    to Spark. Raises InputError where there is no `text`.
    """
    screener = _opened(open_screener)
    assess = partial(assess_batch, screener, copies=Copies(), with_text=with_text)
    for batch in batches:
        rows = _rows(batch)
        for start in range(0, rows.num_rows, CHUNK):
            chunk = rows.slice(start, CHUNK)
            answers = assess(chunk)
            ids = pa.array([row.id for row in read_rows(chunk)], pa.string())
            yield pa.RecordBatch.from_arrays([ids, *answers.columns], ["id", *answers.schema.names])


_opened = cache(lambda open_screener: open_screener())


def _rows(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The columns that are read, as they are wanted: an `id` may be a number."""
    names = [name for name in _READ if name in batch.schema.names]
    if "text" not in names:
        raise InputError(both("error_spark_text", columns=", ".join(batch.schema.names)))
    return pa.RecordBatch.from_arrays([batch.column(name).cast(ROWS.field(name).type) for name in names], names)
