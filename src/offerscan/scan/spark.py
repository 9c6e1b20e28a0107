"""The work of a run for those who have a Spark cluster: a function for `DataFrame.mapInArrow`.

from offerscan.scan.spark import ANSWERS_TABLE, assess_partition

answers = posts.select("id", "text").mapInArrow(assess_partition, ANSWERS_TABLE)
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from offerscan.scan.local import OpenScreener
from offerscan.scan.tables import TABLE, TableAssessor, open_as_set

__all__ = ["ANSWERS_TABLE", "assess_partition"]

# What `mapInArrow` must be told: the columns of `TABLE`, in Spark's words.
ANSWERS_TABLE = ", ".join(f"{field.name} {field.type}" for field in TABLE)


def assess_partition(
    batches: Iterator[pa.RecordBatch], *, open_screener: OpenScreener = open_as_set, with_text: bool = False
) -> Iterator[pa.RecordBatch]:
    """Answers (`ANSWERS_TABLE`) to the rows of one partition, in order, one a row.

    Rows need a column `text`; `id` and `source` are taken along. Each Python process of Spark opens one screener and keeps it
    (`spark.python.worker.reuse`, Spark's default). For options, hand `functools.partial(assess_partition, with_text=True)`
    to Spark. Raises InputError where there is no `text`.
    """
    assessor = TableAssessor(open_screener, with_text=with_text)
    for batch in batches:
        yield from assessor.assess(batch)
