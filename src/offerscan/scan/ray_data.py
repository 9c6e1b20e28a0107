"""The work of a run for those who keep their posts with Ray Data: a class for `Dataset.map_batches`.

from offerscan.scan.ray_data import AssessPosts

answers = ray.data.read_parquet("posts/").map_batches(AssessPosts, batch_format="pyarrow", concurrency=2)
"""

from __future__ import annotations

import pyarrow as pa

from offerscan.scan.local import OpenScreener
from offerscan.scan.tables import TABLE, TableAssessor, open_as_set

__all__ = ["AssessPosts"]


class AssessPosts:
    """One actor's work: opens one screener and answers the tables that Ray Data sends. Needs nothing of Ray itself."""

    def __init__(self, open_screener: OpenScreener = open_as_set, *, with_text: bool = False) -> None:
        """For options, hand `fn_constructor_kwargs={"with_text": True}` to `map_batches`."""
        self._assessor = TableAssessor(open_screener, with_text=with_text)

    def __call__(self, posts: pa.Table) -> pa.Table:
        """Answers (`TABLE`: id, level and the published JSON line) to the rows of a table, in order, one a row.

        Rows need a column `text`; `id` and `source` are taken along. Raises InputError where there is no `text`.
        """
        answers = (answer for batch in posts.to_batches() for answer in self._assessor.assess(batch))
        return pa.Table.from_batches(answers, TABLE)
