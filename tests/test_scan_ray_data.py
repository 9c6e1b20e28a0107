"""The class for users of Ray Data: over real actors the same answers as one process gives, whatever the blocks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from fixed_screener import open_fixed

from offerscan.errors import InputError
from offerscan.formats.answer_lines import write_line
from offerscan.records import Offer, Refusal
from offerscan.scan.ray_data import AssessPosts

TEXTS = ["DP 2jt ke Kamboja malam ini", "halo semua", "", None, "KTP ditahan, WA 0812-0000-1234", "ada kontrak"]
POSTS: list[dict[str, Any]] = [{"id": number, "text": TEXTS[number % len(TEXTS)]} for number in range(300)]


def as_here(*, with_text: bool = False) -> list[dict[str, str]]:
    """Number, level and line of each post, as one process answers them."""
    answers = open_fixed().assess_many(Offer(post["text"] or "", str(post["id"])) for post in POSTS)
    told = []
    for post, answer in zip(POSTS, answers, strict=True):
        level = "refused" if isinstance(answer, Refusal) else str(answer.risk)
        line = write_line(answer, (post["text"] or "") if with_text else None)
        told.append({"id": answer.id, "level": level, "answer": line.decode()})
    return told


@pytest.fixture(scope="module")
def ray_data() -> Iterator[Any]:
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'offerscan[ray]'")
    data = pytest.importorskip("ray.data", reason="Ray Data is not installed: pip install 'ray[data]'")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")  # all of Ray on loopback
        ray.init("local", num_cpus=3, num_gpus=0, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
        data.DataContext.get_current().enable_progress_bars = False
        yield data
        ray.shutdown()


@pytest.mark.parametrize("with_text", [False, True])
def test_ray_data_answers_as_one_process_does(ray_data: Any, with_text: bool) -> None:
    posts = ray_data.from_items(POSTS, override_num_blocks=7)
    told = posts.map_batches(
        AssessPosts,
        batch_format="pyarrow",
        concurrency=2,
        fn_constructor_kwargs={"open_screener": open_fixed, "with_text": with_text},
    ).take_all()
    assert sorted(told, key=lambda row: int(row["id"])) == as_here(with_text=with_text)


def test_a_table_in_pieces_is_answered_in_order() -> None:
    halves = [pa.RecordBatch.from_pylist(POSTS[:170]), pa.RecordBatch.from_pylist(POSTS[170:])]
    assert AssessPosts(open_fixed)(pa.Table.from_batches(halves)).to_pylist() == as_here()


def test_no_rows_no_answers() -> None:
    answers = AssessPosts(open_fixed)(pa.table({"text": pa.array([], pa.string())}))
    assert (answers.num_rows, answers.schema.names) == (0, ["id", "level", "answer"])


def test_a_table_without_texts_is_a_sentence() -> None:
    with pytest.raises(InputError, match=r"has no column text \(it has: isi\)"):
        AssessPosts(open_fixed)(pa.table({"isi": ["halo"]}))
