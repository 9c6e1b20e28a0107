"""What a report counts while the assessments go by, one by one; nothing of a text is kept."""

from __future__ import annotations

from collections import Counter
from datetime import date

from offerscan.campaigns import JOINING, contacts_of
from offerscan.moments import posted_on
from offerscan.records import Assessment, Category, Kind, Refusal, Severity
from offerscan.report.jobs import find_jobs
from offerscan.report.tally import Levels, Tally

__all__ = ["Summary"]


class Summary:
    """Counts over all rows. Texts that are no offers stand in `levels`, `groups` and `files` alone.

    `kinds` says what an indicator is, as its findings do. `broken` counts lines that are neither assessment nor refusal.
    """

    def __init__(self, made_on: date) -> None:
        self._made_on = made_on
        self.categories: dict[Category, Levels] = {category: Levels() for category in Category}
        self.refused: Counter[str] = Counter()
        self.broken = self.with_text = self.undated = 0
        self.days: dict[date, Levels] = {}
        self.destinations, self.indicators, self.jobs = Tally(), Tally(), Tally()
        self.groups, self.files, self.formats = Tally(), Tally(), Tally()
        self.contact_kinds, self.sites, self.contacts = Tally(), Tally(), Tally()
        self.kinds: dict[str, tuple[Kind, Severity | None]] = {}
        self.limits: Counter[str] = Counter()
        self.versions: Counter[tuple[str, str, str, str | None]] = Counter()

    @property
    def levels(self) -> Levels:
        """All texts by level."""
        return sum(self.categories.values(), Levels())

    @property
    def offers(self) -> Levels:
        """The offers among them by level."""
        return sum((levels for category, levels in self.categories.items() if category.is_offer), Levels())

    def add(self, answer: Assessment | Refusal | None, text: str | None) -> None:
        """Count one row: an assessment, with its text if that was kept; a refusal; or None, a line that is neither."""
        if answer is None:
            self.broken += 1
        elif isinstance(answer, Refusal):
            self.refused[answer.error.code] += 1
        else:
            self._add_text(answer)
            self.with_text += text is not None
            if answer.category.is_offer:
                self._add_offer(answer, text)

    def _add_text(self, answer: Assessment) -> None:
        level, versions = answer.risk, answer.versions
        self.categories[answer.category].add(level)
        self.limits.update(answer.limits)
        self.versions[versions.offerscan, versions.model, versions.catalog, versions.registry] += 1
        if day := posted_on(answer.meta.posted_at if answer.meta else None, self._made_on):
            self.days.setdefault(day, Levels()).add(level)
        else:
            self.undated += 1
        if answer.meta and answer.meta.group:
            self.groups.add(answer.meta.group, level)
        if answer.source:
            file = _file(answer.source)
            self.files.add(file, level)
            self.formats.add(_suffix(file), level)

    def _add_offer(self, answer: Assessment, text: str | None) -> None:
        level = answer.risk
        for code in set(answer.details.destinations):
            self.destinations.add(code, level)
        for found in answer.findings:
            self.kinds[found.indicator] = (found.kind, found.severity)
        for indicator in {found.indicator for found in answer.findings}:
            self.indicators.add(indicator, level)
        for job in find_jobs(text) if text else ():
            self.jobs.add(job, level)
        contacts = contacts_of(answer.details)
        for contact in contacts:
            self.contacts.add(f"{contact.kind}:{contact.value}", level)
        # Where somebody answers: the name of a company or the number of a licence joins nobody and reaches nobody.
        for kind in {contact.kind for contact in contacts}.intersection(JOINING):
            self.contact_kinds.add(kind, level)
        for site in {_site(contact.value) for contact in contacts if contact.kind == "links"}:
            self.sites.add(site, level)


def _file(source: str) -> str:
    """The name of the file from which a row comes.

    >>> _file("grup.zip/chat.txt:14"), _file("stdin:3"), _file("folder")
    ('grup.zip/chat.txt', 'stdin', 'folder')
    """
    name, colon, _ = source.rpartition(":")
    return name if colon else source


def _suffix(file: str) -> str:
    name, dot, suffix = file.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and name and len(suffix) <= 8 else "-"


def _site(link: str) -> str:
    """Where a link leads to, without the page.

    >>> _site("t.me/loker_tki"), _site("mailto:hrd@majujaya.example")
    ('t.me', '@majujaya.example')
    """
    if link.startswith("mailto:"):
        return "@" + link.partition("@")[2].partition("?")[0]
    return link.removeprefix("https://").removeprefix("http://").partition("/")[0]
