"""What many posts cost: the arithmetic between two sizes."""

from __future__ import annotations

import pytest

from offerscan_training.speed.scale import Scale, scale_table

MIXED = Scale("mixed", (1_000, 11_000), (500, 3_500), (8.0, 44.0), 500_000_000, 200_000_000)


def test_the_start_is_paid_once_and_each_post_by_itself() -> None:
    assert MIXED.core_ms_a_row == pytest.approx(3.6)
    assert MIXED.start_s == pytest.approx(4.4)


def test_the_table_tells_an_hour_of_a_core_and_100_million_posts() -> None:
    row = scale_table([MIXED], workers=2).splitlines()[2]
    assert row == "| mixed | 30% | 1,000,000 | 100 | 4 s | 500 MB (200 MB) |"
