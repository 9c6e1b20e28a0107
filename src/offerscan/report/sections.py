"""The parts of a report that count something: each a title, a chart, and a table of the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from offerscan.phrases import Language
from offerscan.records import Kind, Severity
from offerscan.report.charts import Chart, draw_bars, draw_columns
from offerscan.report.drawing import COLOURS
from offerscan.report.jobs import read_jobs
from offerscan.report.language import Speaker
from offerscan.report.periods import group_days
from offerscan.report.summary import Summary
from offerscan.report.tally import Levels, Tally

__all__ = ["Names", "Section", "Table", "build_sections", "level_cells", "level_headings"]

# What an indicator is called, by its id and language.
Names = Mapping[str, Mapping[Language, str]]
NameOf = Callable[[str], str]

_MOST_ROWS = 15
_MOST_VALUES = 8


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of cells, the first of a row its name, the last `numbers` of it numbers. `notes` stand below."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    numbers: int = 4


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report; `chart` is an SVG element, or empty."""

    id: str
    title: str
    lead: str
    chart: str = ""
    tables: Sequence[Table] = ()


def build_sections(summary: Summary, names: Names, say: Speaker) -> Iterator[Section]:
    """The counting parts in the order in which they are read."""
    yield _time(summary, say)
    yield _ranked("destinations", summary.destinations, say, say.country)
    yield _indicators(summary, names, say)
    if summary.with_text:
        yield _ranked("jobs", summary.jobs, say, lambda id: getattr(read_jobs()[id], say.lang))
    else:
        yield Section("jobs", say("report_jobs"), say("report_jobs_need_texts"))
    yield _channels(summary, say)


def level_headings(first: str, count: str, say: Speaker) -> list[str]:
    """The headings over `level_cells`; `count` is the key of what is counted."""
    return [first, say(count), say("risk_high"), say("risk_review"), say("risk_low")]


def level_cells(levels: Levels, say: Speaker) -> list[str]:
    """All, then those of each level."""
    return [say.number(count) for count in (levels.total, levels.high, levels.review, levels.low)]


def _time(summary: Summary, say: Speaker) -> Section:
    unit, periods = group_days(summary.days)
    if not periods:
        return Section("time", say("report_time"), say("report_no_dates"))
    starts = [say.period(period.start, unit) for period in periods]
    rows = [
        [
            say("report_week_of", day=say.day(period.start)) if unit == "week" else start,
            *level_cells(period.levels, say),
        ]
        for start, period in zip(starts, periods, strict=True)
    ]
    return Section(
        "time",
        say("report_time"),
        say("report_time_lead", unit=say(f"report_unit_{unit}"), undated=summary.undated),
        draw_columns(_levels_chart("time", starts, [period.levels for period in periods], say)),
        [Table(level_headings(say("report_time_column"), "report_texts", say), rows)],
    )


def _ranked(id: str, tally: Tally, say: Speaker, name_of: NameOf) -> Section:
    """Values of offers, those with most to check first."""
    title = say(f"report_{id}")
    if not len(tally):
        return Section(id, title, say("report_nothing"))
    table = _table(title, "report_offers", tally, _MOST_ROWS, say, name_of)
    return Section(id, title, say(f"report_{id}_lead"), _ranked_chart(id, tally, say, name_of), [table])


def _channels(summary: Summary, say: Speaker) -> Section:
    groups = len(summary.groups) > 0
    kinds = (
        ("report_group", "report_texts", summary.groups, _MOST_ROWS, str),
        ("report_contact_kinds", "report_offers", summary.contact_kinds, _MOST_VALUES, lambda kind: say(f"detail_{kind}")),
        ("report_site", "report_offers", summary.sites, _MOST_VALUES, str),
        ("report_format", "report_texts", summary.formats, _MOST_VALUES, str),
        ("report_file", "report_texts", summary.files, _MOST_VALUES, str),
    )  # fmt: skip
    return Section(
        "channels",
        say("report_channels"),
        say("report_channels_lead") if groups else say("report_no_groups"),
        _ranked_chart("channels", summary.groups, say, str) if groups else "",
        [
            _table(say(heading), count, tally, most, say, name_of)
            for heading, count, tally, most, name_of in kinds
            if len(tally)
        ],
    )


def _indicators(summary: Summary, names: Names, say: Speaker) -> Section:
    """Risk by gravity, as bars; what speaks for offers in a table of its own."""
    title, gravity = say("report_indicators"), list(Severity)[::-1]
    ranked = [(id, levels, *summary.kinds[id]) for id, levels in summary.indicators.ranked()]
    risks = [(id, levels, severity) for id, levels, kind, severity in ranked if kind is Kind.RISK and severity]
    risks.sort(key=lambda row: (-row[2].points, -row[1].total, row[0]))
    good = [(id, levels, None) for id, levels, kind, _ in ranked if kind is Kind.PROTECTIVE]
    if not ranked:
        return Section("indicators", title, say("report_nothing"))
    bars = Chart(
        f"{say.lang}-indicators",
        say("report_chart_alt", title=title),
        tuple((say(f"severity_{one}"), COLOURS[one]) for one in gravity),
        [_name(names, id, say) for id, _, _ in risks],
        [[levels.total if severity is one else 0 for one in gravity] for _, levels, severity in risks],
    )
    named = ((title, risks), (say("report_protective"), good))
    tables = [_indicator_table(heading, rows, summary, names, say) for heading, rows in named if rows]
    return Section("indicators", title, say("report_indicators_lead"), draw_bars(bars) if risks else "", tables)


def _indicator_table(
    title: str, rows: Sequence[tuple[str, Levels, Severity | None]], summary: Summary, names: Names, say: Speaker
) -> Table:
    is_graded = any(severity for _, _, severity in rows)
    headings = (
        *(("heading_severity",) if is_graded else ()), "report_offers", "report_share", "risk_high", "risk_review",
    )  # fmt: skip
    cells = [
        [
            _name(names, id, say),
            *([say(f"severity_{severity}")] if severity else []),
            say.number(levels.total),
            say.percent(levels.total, summary.offers.total),
            say.number(levels.high),
            say.number(levels.review),
        ]
        for id, levels, severity in rows
    ]
    return Table([title, *(say(key) for key in headings)], cells)


def _name(names: Names, id: str, say: Speaker) -> str:
    return names[id][say.lang] if id in names else id


def _ranked_chart(id: str, tally: Tally, say: Speaker, name_of: NameOf) -> str:
    rows = list(islice(tally.ranked(), _MOST_ROWS))
    return draw_bars(_levels_chart(id, [name_of(value) for value, _ in rows], [levels for _, levels in rows], say))


def _levels_chart(id: str, labels: Sequence[str], levels: Sequence[Levels], say: Speaker) -> Chart:
    series = tuple((say(f"risk_{level}"), COLOURS[level]) for level in ("high", "review"))
    alt = say("report_chart_alt", title=say(f"report_{id}"))
    return Chart(f"{say.lang}-{id}", alt, series, labels, [(each.high, each.review) for each in levels])


def _table(heading: str, count: str, tally: Tally, most: int, say: Speaker, name_of: NameOf) -> Table:
    rows = [[name_of(value), *level_cells(levels, say)] for value, levels in islice(tally.ranked(), most)]
    left = len(tally) - len(rows)
    notes = [say("report_more", count=left)] if left else []
    notes += [] if tally.is_exact else [say("report_not_exact")]
    return Table(level_headings(heading, count, say), rows, notes)
