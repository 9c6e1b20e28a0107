"""The report as one page to read, print and send: a single HTML file without script and without anything from outside.

Both languages stand in it, one below the other; two radio buttons and a style choose which one is seen and printed. All
that comes from an offer passes through the template's escaping.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from offerscan.printable import printable
from offerscan.records import Assessment, Limit, Refusal
from offerscan.report.cards import build_card, build_graph, build_overview
from offerscan.report.evidence import Evidence
from offerscan.report.growth import build_growth
from offerscan.report.language import Speaker
from offerscan.report.sections import Table, build_sections, level_cells, level_headings
from offerscan.report.sources import Sources, Take
from offerscan.report.summary import Summary
from offerscan.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["open_page"]

# What a person can look through; the workbook has all.
_MOST_CAMPAIGNS = 10
_MOST_LISTED = 12


@contextmanager
def open_page(file: BinaryIO, sources: Sources) -> Iterator[Take]:
    """Takes rows and writes the page when all have been taken."""
    summary = Summary(sources.made_on)
    evidence = Evidence((sources.campaigns or ())[:_MOST_CAMPAIGNS])

    def take(answer: Assessment | Refusal | None, text: str | None) -> None:
        summary.add(answer, text)
        if isinstance(answer, Assessment):
            evidence.add(answer)

    yield take
    pages = [_view(sources, summary, evidence, Speaker(lang)) for lang in sources.languages]
    file.write(_template().render(pages=pages).encode("utf-8"))


def _view(sources: Sources, summary: Summary, evidence: Evidence, say: Speaker) -> dict[str, object]:
    """What the template shows in one language."""
    found = sources.campaigns
    shown = (found or ())[:_MOST_CAMPAIGNS]
    days = sorted(summary.days)
    return {
        "say": say,
        "lang": say.lang,
        "made": say("report_made", day=say.day(sources.made_on)),
        "posted": say("report_posted", first=say.day(days[0]), last=say.day(days[-1])) if days else "",
        "summary": summary,
        "totals": _totals(summary, say),
        "found": found,
        "overview": build_overview(shown, sources, say),
        "cards": [build_card(number, campaign, evidence, sources, say) for number, campaign in enumerate(shown, 1)],
        "growth": build_growth(shown, sources.made_on, say),
        "graph": build_graph(found or (), say),
        "sections": list(build_sections(summary, sources.names, say)),
        "versions": list(_versions(summary, say)),
        "made_by": f"offerscan {__version__}",
    }  # fmt: skip


def _versions(summary: Summary, say: Speaker) -> Iterator[tuple[str, int]]:
    """What answered, and how many texts."""
    for (offerscan, model, catalog, registry), count in summary.versions.most_common(_MOST_LISTED):
        told = [f"offerscan {offerscan}", model, f"catalog {catalog}"]
        told += [say("report_registry", version=registry)] if registry else []
        yield ", ".join(told), count


def _totals(summary: Summary, say: Speaker) -> Table:
    rows = [
        [say(f"category_{category}"), *level_cells(levels, say)]
        for category, levels in summary.categories.items()
        if levels.total
    ]
    notes = [
        say("report_limit", count=count, limit=say(f"limit_{limit.replace(' ', '_')}"))
        for limit, count in summary.limits.most_common()
        if limit in tuple(Limit)
    ]
    if refused := summary.refused.total():
        codes = ", ".join(f"{code}: {say.number(count)}" for code, count in summary.refused.most_common(_MOST_LISTED))
        notes.append(say("report_refused", count=refused, codes=codes))
    if summary.broken:
        notes.append(say("report_broken", count=summary.broken))
    rows.append([say("report_all"), *level_cells(summary.levels, say)])
    return Table(level_headings(say("report_kind"), "report_texts", say), rows, notes)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if isinstance(value, str) else value,
    )
    return environment.get_template("report.html")
