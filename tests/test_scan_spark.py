"""The function for Spark users: on a real local Spark the same answers as here, whatever the partitions."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import pyarrow as pa
import pytest
from fixed_screener import open_fixed

from offerscan.errors import InputError
from offerscan.formats.answer_lines import write_line
from offerscan.records import Offer, Refusal
from offerscan.scan.spark import ANSWERS_TABLE, assess_partition

TEXTS = ["DP 2jt ke Kamboja malam ini", "halo semua", "", None, "KTP ditahan, WA 0812-0000-1234", "ada kontrak"]
POSTS = [(number, TEXTS[number % len(TEXTS)]) for number in range(300)]
needs_java = pytest.mark.skipif(
    shutil.which("java") is None and "JAVA_HOME" not in os.environ,
    reason="Spark needs Java, and there is none: apt-get install default-jre-headless",
)


def as_here() -> list[tuple[str, str, str]]:
    """Number, level and line of each post, as one process answers them."""
    answers = open_fixed().assess_many(Offer(text or "", str(number)) for number, text in POSTS)
    levels = ((answer, "refused" if isinstance(answer, Refusal) else str(answer.risk)) for answer in answers)
    return [(answer.id, level, write_line(answer).decode()) for answer, level in levels]


def assessed(*batches: pa.RecordBatch, **options: Any) -> list[dict[str, Any]]:
    return pa.Table.from_batches(assess_partition(iter(batches), open_screener=open_fixed, **options)).to_pylist()


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed: pip install 'offerscan[spark]'")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        session = builder.config("spark.driver.memory", "512m").getOrCreate()
        yield session
        session.stop()


@needs_java
def test_spark_answers_as_one_process_does(spark: Any) -> None:
    posts = spark.createDataFrame(POSTS, "id long, text string").repartition(3)
    answers = posts.mapInArrow(partial(assess_partition, open_screener=open_fixed), ANSWERS_TABLE)
    told = [tuple(row) for row in answers.collect()]
    assert sorted(told, key=lambda row: int(row[0])) == as_here()


def test_a_long_batch_is_answered_in_order() -> None:
    numbers, texts = zip(*POSTS, strict=True)
    told = assessed(pa.RecordBatch.from_pydict({"other": texts, "id": numbers, "text": texts}))
    assert [tuple(row.values()) for row in told] == as_here()


def test_a_table_of_mere_texts_gets_the_ids_of_the_texts() -> None:
    (one, other) = assessed(pa.RecordBatch.from_pydict({"text": ["halo", None]}), with_text=True)
    assert one["id"] == Offer("halo").id
    assert '"text":"halo"' in one["answer"]
    assert other["level"] == "refused"


def test_a_table_without_texts_is_a_sentence() -> None:
    with pytest.raises(InputError, match=r"has no column text \(it has: isi, nomor\)"):
        assessed(pa.RecordBatch.from_pydict({"isi": ["halo"], "nomor": [1]}))
