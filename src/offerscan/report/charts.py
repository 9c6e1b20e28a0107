"""The charts of a report: columns over time, also in a row for each of several things, and bars side by side. Where the
numbers fit into a table, one stands below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from offerscan.report.drawing import INK, QUIET, as_svg, shorten, styled

__all__ = ["Chart", "draw_bars", "draw_columns", "draw_rows"]

_WIDTH = 7.4  # inches: what an A4 page and a column of text hold
_MOST_TICKS = 13


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: a row of `values` for each label, one value for each of `series`, (name, colour), stacked.

    `name` is unique in the page; `alt` tells the chart in words.
    """

    name: str
    alt: str
    series: tuple[tuple[str, str], ...]
    labels: Sequence[str]
    values: Sequence[Sequence[int]]


def draw_columns(chart: Chart) -> str:
    """Columns from left to right, as for time; only so many labels are written as fit."""
    with styled(_WIDTH, 2.5) as figure:
        axes = figure.subplots()
        places = range(len(chart.labels))
        for number, (name, colour) in enumerate(chart.series):
            below = [sum(row[:number]) for row in chart.values]
            axes.bar(places, [row[number] for row in chart.values], 0.75, below, color=colour, label=name)
        _time_ticks(axes, chart)
        axes.yaxis.grid(True, color="#e4e4e4", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines["left"].set_visible(False)
        axes.tick_params(length=0)
        _whole_numbers(axes.yaxis)
        _legend(figure, chart)
        return as_svg(figure, chart.name, chart.alt)


def draw_rows(chart: Chart, names: Sequence[str]) -> str:
    """A row of small columns for each name, all on one scale, the highest of a row told at its end. The values of a label
    are those of the names; the one series gives the colour."""
    with styled(_WIDTH, 0.36 * len(names) + 0.35) as figure:
        rows = figure.subplots(len(names), sharex=True, sharey=True, squeeze=False)[:, 0]
        [(_, colour)] = chart.series
        for number, (name, axes) in enumerate(zip(names, rows, strict=True)):
            values = [row[number] for row in chart.values]
            axes.bar(range(len(values)), values, 0.75, color=colour)
            axes.set_ylabel(name, rotation=0, ha="right", va="center")
            axes.set_yticks([])
            axes.spines["left"].set_visible(False)
            axes.tick_params(length=0)
            axes.text(1.005, 0.5, str(max(values)), transform=axes.transAxes, va="center", fontsize=8, color=QUIET)
        _time_ticks(rows[-1], chart)
        return as_svg(figure, chart.name, chart.alt)


def draw_bars(chart: Chart) -> str:
    """Bars from top to bottom, the sum at the end of each."""
    with styled(_WIDTH, 0.27 * len(chart.labels) + 0.45) as figure:
        axes = figure.subplots()
        places = range(len(chart.labels))
        sums = [list(accumulate(row)) for row in chart.values]
        for number, (name, colour) in enumerate(chart.series):
            left = [row[number - 1] if number else 0 for row in sums]
            axes.barh(places, [row[number] for row in chart.values], 0.68, left, color=colour, label=name)
        longest = max((row[-1] for row in sums), default=1) or 1
        for place, row in zip(places, sums, strict=True):
            axes.text(row[-1] + longest * 0.008, place, str(row[-1]), va="center", fontsize=8, color=INK)
        axes.set_yticks(places, [shorten(label) for label in chart.labels])
        axes.set_ylim(len(chart.labels) - 0.4, -0.6)
        axes.set_xlim(0, longest * 1.06)
        axes.xaxis.set_visible(False)
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.axvline(0, color=QUIET, linewidth=0.8)
        axes.tick_params(length=0)
        _legend(figure, chart)
        return as_svg(figure, chart.name, chart.alt)


def _time_ticks(axes: Any, chart: Chart) -> None:
    step = -(-len(chart.labels) // _MOST_TICKS)
    axes.set_xticks(range(0, len(chart.labels), step), chart.labels[::step])
    axes.set_xlim(-0.6, max(len(chart.labels), 6) - 0.4)


def _legend(figure: Any, chart: Chart) -> None:
    if len(chart.series) > 1:
        figure.legend(
            loc="outside upper left", ncols=len(chart.series), frameon=False, handlelength=1, handleheight=0.8
        )


def _whole_numbers(axis: Any) -> None:
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=4, integer=True))
