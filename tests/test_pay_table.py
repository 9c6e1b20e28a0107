"""The pay table: sourced figures beside an amount, never converted and never a verdict."""

from __future__ import annotations

from datetime import date

import pytest

from offerscan.catalog import figures_for, read_pay_table, read_sources, times_figure
from offerscan.records import Pay


def pay(amount: float, currency: str, per: str | None = "month") -> Pay:
    return Pay(amount, currency, per, 0, 1)


def test_every_figure_is_sourced_and_dated() -> None:
    for figure in read_pay_table():
        assert figure.source in read_sources()
        assert figure.checked_on >= date(2026, 11, 21)
        assert 2015 <= int(figure.year) <= 2026
        assert figure.amount == tuple(sorted(figure.amount))


@pytest.mark.parametrize(
    ("promised", "destinations", "countries"),
    [
        (pay(45_000, "TWD"), ("TW",), {"TW"}),
        (pay(45_000, "TWD"), ("TW", "MY"), {"TW"}),
        (pay(1_700, "MYR"), ("MY",), {"MY"}),
        (pay(10_320, "KRW", "hour"), ("KR",), {"KR"}),
        (pay(15_000_000, "IDR"), ("TW",), set()),  # never converted
        (pay(45_000, "TWD"), (), set()),
        (pay(45_000, "TWD", None), ("TW",), set()),
        (pay(1_000, "USD"), ("KH",), set()),
    ],
)
def test_an_amount_is_set_beside_figures_of_its_own_kind(
    promised: Pay, destinations: tuple[str, ...], countries: set[str]
) -> None:
    assert {figure.country for figure in figures_for(promised, destinations)} == countries


@pytest.mark.parametrize(("amount", "times"), [(65_000, 0.5), (130_000, 1), (200_000, 1), (250_000, 1), (500_000, 2)])
def test_times_the_nearer_end_of_a_range(amount: float, times: float) -> None:
    [figure] = figures_for(pay(amount, "JPY"), ("JP",))
    assert times_figure(pay(amount, "JPY"), figure) == pytest.approx(times)
