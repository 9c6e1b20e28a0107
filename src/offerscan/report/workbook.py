"""The report as a workbook to sort and filter: sheets of offers, findings, campaigns and contacts, after one that says what
they are. Rows are written as they come, so that memory stays small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from offerscan.campaigns import COLUMNS, KINDS, Campaign, cells_of
from offerscan.cells import SHEET_ROWS, Cells
from offerscan.records import Assessment, Kind, Refusal
from offerscan.report.evidence import Evidence
from offerscan.report.language import Speaker
from offerscan.report.sources import Sources, Take
from offerscan.report.spread import contact_spread
from offerscan.report.summary import Summary
from offerscan.version import __version__

__all__ = ["SHEETS", "open_workbook"]

# The columns of each sheet.
SHEETS = {
    "offers": (
        "id", "source", "posted_at", "group", "author", "link", "forwarded_from", "category", "risk", "risk_score_high",
        "indicators", "protective", "destinations", *KINDS, "language", "limits", "campaign", "error", "text",
    ),
    "findings": (
        "offer", "source", "risk", "indicator", "name_id", "name_en", "kind", "severity", "score", "origin", "start", "end",
        "quote",
    ),
    "campaigns": ("number", *COLUMNS),
    "growth": ("number", "campaign", "day", "offers"),
    "contacts": ("kind", "value", "offers", "high", "review", "low", "campaigns"),
}  # fmt: skip

_Row = Sequence[str | float | None]


@contextmanager
def open_workbook(file: BinaryIO, sources: Sources) -> Iterator[Take]:
    """Takes rows into the sheets of offers and findings, and writes the others when all have been taken; warns of cells that
    lost something."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    about = book.create_sheet("offerscan")
    cells = Cells()
    sheets = {name: _Sheet(book, name, columns, cells) for name, columns in SHEETS.items()}
    summary = Summary(sources.made_on)
    found = sources.campaigns or ()
    membership = Evidence(found)

    def take(answer: Assessment | Refusal | None, text: str | None) -> None:
        summary.add(answer, text)
        if isinstance(answer, Refusal):
            error = f"{answer.error.code}: {answer.error.message}"
            sheets["offers"].append([answer.id, answer.source, *[None] * (len(SHEETS["offers"]) - 4), error])
        elif answer is not None:
            place = membership.campaign_of(answer)
            sheets["offers"].append(_offer(answer, text, None if place is None else found[place].id))
            sheets["findings"].extend(_findings(answer, sources))

    try:
        yield take
        sheets["campaigns"].extend([number, *map(cells_of(each).get, COLUMNS)] for number, each in enumerate(found, 1))
        sheets["growth"].extend(row for number, each in enumerate(found, 1) for row in _days(number, each))
        sheets["contacts"].extend(_contacts(summary, found))
        for line in _about(summary, sources):
            about.append([cells.make(about, line)])
    finally:
        for sheet in book.worksheets:
            sheet.close()
    archive = ZipFile(file, "w", ZIP_DEFLATED)
    try:
        ExcelWriter(book, archive).save()
    finally:
        archive.fp = None  # a zip that has failed would try, and fail, again when it is thrown away
    cells.warn_of_loss()


class _Sheet:
    """A sheet under fixed headings; what it cannot hold goes on in one more of the same name and a number."""

    def __init__(self, book: Any, name: str, columns: Sequence[str], cells: Cells) -> None:
        self._book, self._name, self._columns, self._cells = book, name, columns, cells
        self._parts = 0
        self._open()

    def append(self, row: _Row) -> None:
        if self._rows == SHEET_ROWS:
            self._open()
        # An empty cell would cost as much as a full one.
        self._sheet.append([None if value == "" else self._cells.make(self._sheet, value) for value in row])
        self._rows += 1

    def extend(self, rows: Iterable[_Row]) -> None:
        for row in rows:
            self.append(row)

    def _open(self) -> None:
        self._parts += 1
        self._sheet = self._book.create_sheet(self._name if self._parts == 1 else f"{self._name} {self._parts}")
        self._sheet.freeze_panes = "A2"
        self._sheet.append(self._columns)
        self._rows = 1


def _offer(answer: Assessment, text: str | None, campaign: str | None) -> _Row:
    meta, details = answer.meta, answer.details
    posted = (meta.posted_at, meta.group, meta.author, meta.link, meta.forwarded_from) if meta else (None,) * 5
    indicators = (
        _joined(dict.fromkeys(found.indicator for found in answer.findings if found.kind is kind)) for kind in Kind
    )
    return [
        answer.id, answer.source, *posted, str(answer.category), str(answer.risk), answer.risk_scores["high"], *indicators,
        _joined(details.destinations), *(_joined(getattr(details, kind)) for kind in KINDS), answer.language,
        _joined(answer.limits), campaign, None, text,
    ]  # fmt: skip


def _findings(answer: Assessment, sources: Sources) -> Iterator[_Row]:
    for found in answer.findings:
        name = sources.names.get(found.indicator, {})
        severity = str(found.severity) if found.severity else None
        yield [
            answer.id, answer.source, str(answer.risk), found.indicator, name.get("id"), name.get("en"), str(found.kind),
            severity, found.score, str(found.origin), found.start, found.end, found.quote,
        ]  # fmt: skip


def _days(number: int, campaign: Campaign) -> Iterator[_Row]:
    for day, offers in sorted(campaign.days.items()):
        yield [number, campaign.id, day, offers]


def _contacts(summary: Summary, campaigns: Sequence[Campaign]) -> Iterator[_Row]:
    spread = contact_spread(campaigns)
    for contact, levels in summary.contacts.ranked():
        kind, _, value = contact.partition(":")
        members = _joined(campaigns[place].id for place in sorted(spread.get((kind, value), ())))
        yield [kind, value, levels.total, levels.high, levels.review, levels.low, members]


def _about(summary: Summary, sources: Sources) -> Iterator[str]:
    """What the sheets hold and what they do not say, a line a row."""
    for lang in sources.languages:
        say = Speaker(lang)
        offers = summary.offers
        yield say("report_title")
        yield f"{say('report_made', day=say.day(sources.made_on))} · offerscan {__version__}"
        yield say("report_lead")
        counts = {"act": offers.review + offers.high, "high": offers.high, "review": offers.review}
        yield say("report_summary_lead", texts=summary.levels.total, offers=offers.total, **counts)
        yield say("report_workbook_sheets", rows=SHEET_ROWS)
        if sources.campaigns is None:
            yield say("report_campaigns_need_texts")
        if not summary.contacts.is_exact:
            yield say("report_not_exact")
        yield say("report_method_2")
        yield say("closing")
        yield ""
    for (offerscan, model, catalog, registry), count in summary.versions.most_common():
        yield f"offerscan {offerscan}, {model}, catalog {catalog}, registry {registry or '-'}: {count}"


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)
