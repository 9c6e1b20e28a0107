"""The report as a workbook to sort and filter: sheets of offers, findings, campaigns and contacts, after one that says what
they are. Rows are written as they come, so that memory stays small."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from offerscan.cells import harmless
from offerscan.records import Assessment, Kind, Refusal
from offerscan.report.campaign import Campaign, Growth, News, contact_spread
from offerscan.report.evidence import Evidence
from offerscan.report.language import Speaker
from offerscan.report.sources import Sources, Take
from offerscan.report.summary import Summary
from offerscan.version import __version__

__all__ = ["MAX_ROWS", "SHEETS", "open_workbook"]

# What one sheet and one cell can hold (Microsoft, "Excel specifications and limits").
MAX_ROWS, _MAX_CHARACTERS = 1_048_576, 32_767
# What XML cannot hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Telephones begin with +, and would be of no use behind an apostrophe.
_TELEPHONES = re.compile(r"\+\d+(?:; \+\d+)*")
_CONTACTS = ("phones", "accounts", "handles", "links", "companies", "licences")

# The columns of each sheet.
SHEETS = {
    "offers": (
        "id", "source", "posted_at", "group", "author", "link", "category", "risk", "risk_score_high", "indicators",
        "protective", "destinations", *_CONTACTS, "language", "limits", "campaign", "error", "text",
    ),
    "findings": (
        "offer", "source", "risk", "indicator", "name_id", "name_en", "kind", "severity", "score", "origin", "start", "end",
        "quote",
    ),
    "campaigns": (
        "number", "id", "score", "level", "size", "mean_high", "first_seen", "last_seen", "growth_period",
        "growth_until", "growth_before", "growth_latest", "undated", "is_new", "new_variants", "new_contacts", "new_groups",
        "groups", "destinations", "indicators", *_CONTACTS, "flags", "linked", "network", "template", "slots", "offers",
        "sources",
    ),
    "growth": ("number", "campaign", "day", "offers"),
    "contacts": ("kind", "value", "offers", "high", "review", "low", "campaigns"),
}  # fmt: skip

_Row = Sequence[str | float | None]


@contextmanager
def open_workbook(file: BinaryIO, sources: Sources) -> Iterator[Take]:
    """Takes rows into the sheets of offers and findings, and writes the others when all have been taken."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    about = book.create_sheet("offerscan")
    sheets = {name: _Sheet(book, name, columns) for name, columns in SHEETS.items()}
    summary = Summary(sources.contacts_of, sources.made_on)
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
        sheets["campaigns"].extend(_campaign(number, each) for number, each in enumerate(found, 1))
        sheets["growth"].extend(row for number, each in enumerate(found, 1) for row in _days(number, each))
        sheets["contacts"].extend(_contacts(summary, found))
        for line in _about(summary, sources):
            about.append([_cell(line)])
    finally:
        for sheet in book.worksheets:
            sheet.close()
    archive = ZipFile(file, "w", ZIP_DEFLATED)
    try:
        ExcelWriter(book, archive).save()
    finally:
        archive.fp = None  # a zip that has failed would try, and fail, again when it is thrown away


class _Sheet:
    """A sheet under fixed headings; what it cannot hold goes on in one more of the same name and a number."""

    def __init__(self, book: Any, name: str, columns: Sequence[str]) -> None:
        self._book, self._name, self._columns = book, name, columns
        self._parts = 0
        self._open()

    def append(self, row: _Row) -> None:
        if self._rows == MAX_ROWS:
            self._open()
        self._sheet.append([_cell(value) for value in row])
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


def _cell(value: str | float | None) -> str | float | None:
    """A cell that no program takes for a formula. Nothing for an empty one, which would cost as much as a full one."""
    if not isinstance(value, str):
        return value
    text = _ILLEGAL.sub("", value)[: _MAX_CHARACTERS - 1]
    return (text if _TELEPHONES.fullmatch(text) else harmless(text)) or None


def _offer(answer: Assessment, text: str | None, campaign: str | None) -> _Row:
    meta, details = answer.meta, answer.details
    posted = (meta.posted_at, meta.group, meta.author, meta.link) if meta else (None,) * 4
    indicators = (
        _joined(dict.fromkeys(found.indicator for found in answer.findings if found.kind is kind)) for kind in Kind
    )
    return [
        answer.id, answer.source, *posted, str(answer.category), str(answer.risk), answer.risk_scores["high"], *indicators,
        _joined(details.destinations), *(_joined(getattr(details, kind)) for kind in _CONTACTS), answer.language,
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


def _campaign(number: int, campaign: Campaign) -> _Row:
    slots = (f"{{{place}}} {_counted(slot.values)}" for place, slot in enumerate(campaign.template.slots, 1))
    flags = (f"{flag.kind}: {flag.contact.value}: {', '.join(flag.values)}" for flag in campaign.flags)
    return [
        number, campaign.id, campaign.score, str(campaign.level), campaign.size, campaign.mean_high, campaign.first_seen,
        campaign.last_seen, *_growth(campaign.growth), *_news(campaign.news), _counted(campaign.groups),
        _counted(campaign.destinations), _counted(campaign.indicators),
        *(_counted(campaign.contacts.get(kind, {})) for kind in _CONTACTS), _joined(flags), _joined(campaign.linked),
        campaign.network, campaign.template.text, _joined(slots), _joined(campaign.offers),
        _joined(member.source for member in campaign.members if member.source),
    ]  # fmt: skip


def _days(number: int, campaign: Campaign) -> Iterator[_Row]:
    for day, offers in sorted(campaign.days.items()):
        yield [number, campaign.id, day, offers]


def _growth(growth: Growth | None) -> _Row:
    return [growth.period, growth.until, growth.before, growth.latest, growth.undated] if growth else [None] * 5


def _news(news: News | None) -> _Row:
    if news is None:
        return [None] * 4
    contacts = (value for values in news.contacts.values() for value in values)
    return [news.is_new, news.variants, _joined(contacts), _joined(news.groups)]


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
        yield say("report_workbook_sheets", rows=MAX_ROWS)
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


def _counted(counts: Mapping[str, int]) -> str:
    return _joined(f"{value} ({count})" for value, count in counts.items())
