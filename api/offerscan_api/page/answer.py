"""What the answer page says of one offer, in one language: an assessment beside catalog, pay table and channels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from offerscan.catalog import (
    Catalog,
    Channel,
    Figure,
    Indicator,
    Law,
    Step,
    figures_for,
    read_channels,
    read_sources,
    read_steps,
    times_figure,
)
from offerscan.cli.chances import percent, tell_chances
from offerscan.country_names import country_name
from offerscan.phrases import Language, phrase
from offerscan.records import Assessment, Category, Finding, Kind, Pay, Risk
from offerscan.settings import Settings
from offerscan.unstated import Standing, Statement, find_statements
from offerscan_api.page.marked import Segment, mark

__all__ = ["Answer", "Beside", "Detail", "Explained", "PayRow", "Quote", "build_answer", "written_amount"]

_DETAILS = ("destinations", "companies", "licences", "phones", "handles", "links", "accounts")
_MAX_QUOTE = 160
_MAX_VALUES = 20


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the offer and the number that they carry in the marked text."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One indicator that was found: where, how likely it is right (per cent), and the related law."""

    indicator: Indicator
    name: str
    reason: str
    percent: int
    quotes: tuple[Quote, ...]
    laws: tuple[tuple[Law, str], ...]  # with the address where each was read


@dataclass(frozen=True, slots=True)
class Detail:
    """One kind of detail with what was found of it; `more` is left out."""

    heading: str
    values: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure of the pay table beside an amount of the offer."""

    work: str
    amount: str
    year: str
    source: str
    compared: str


@dataclass(frozen=True, slots=True)
class PayRow:
    """An amount that the offer promises, and what it can be set beside."""

    amount: str
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything on the page, in reading order."""

    text: str
    assessment: Assessment
    level: str
    segments: tuple[Segment, ...]
    risk: tuple[Explained, ...]
    protective: tuple[Explained, ...]
    statements: tuple[Statement, ...]
    details: tuple[Detail, ...]
    pay: tuple[PayRow, ...]
    questions: tuple[str, ...]
    limits: tuple[str, ...]
    first: str | None
    steps: tuple[Step, ...]
    channels: tuple[Channel, ...]
    chances: str

    @property
    def unstated(self) -> tuple[Statement, ...]:
        """The topics on which the offer is silent."""
        return tuple(statement for statement in self.statements if statement.standing is Standing.UNSTATED)


def build_answer(text: str, assessment: Assessment, catalog: Catalog, settings: Settings, lang: Language) -> Answer:
    """The page's content. `text` is what was assessed, as received; raises CatalogError for an office's own broken file."""
    located = [finding for finding in assessment.findings if finding.start is not None]
    numbers = {finding: number for number, finding in enumerate(located, 1)}
    statements = find_statements(text, assessment)
    steps = read_steps(settings.channels)
    return Answer(
        text=text,
        assessment=assessment,
        level=str(assessment.risk),
        segments=tuple(mark(text, numbers)),
        risk=_explain(assessment.findings, Kind.RISK, numbers, catalog, lang),
        protective=_explain(assessment.findings, Kind.PROTECTIVE, numbers, catalog, lang),
        statements=statements,
        details=tuple(_details(assessment, lang)),
        pay=tuple(_pay_rows(assessment, lang)),
        questions=tuple(_questions(assessment, statements, catalog, lang)),
        limits=tuple(phrase(f"limit_{limit.replace(' ', '_')}", lang) for limit in assessment.limits),
        first=_first_step(assessment, steps, lang),
        steps=steps,
        channels=read_channels(settings.channels),
        chances=tell_chances(assessment, lang),
    )


def _first_step(assessment: Assessment, steps: Sequence[Step], lang: Language) -> str | None:
    """What to do before anything else; None where nothing is asked of anybody."""
    if assessment.category is Category.OTHER_FRAUD:
        return phrase("desk_first_fraud", lang)
    if not assessment.category.is_offer:
        return None
    wording: str = getattr(steps[0].text, lang)
    return phrase("desk_first_low", lang) if assessment.risk is Risk.LOW else wording


def written_amount(amounts: Iterable[float], currency: str, per: str | None, lang: Language) -> str:
    """An amount or a range as people write it.

    >>> written_amount([29500.0], "TWD", "month", "id")
    'TWD 29.500 per bulan'
    """
    written = "–".join(f"{amount:,.2f}".removesuffix(".00") for amount in dict.fromkeys(amounts))
    if lang == "id":
        written = written.translate(str.maketrans(",.", ".,"))
    return f"{currency} {written}" + (f" {phrase(f'per_{per}', lang)}" if per else "")


def _explain(
    findings: Iterable[Finding], kind: Kind, numbers: dict[Finding, int], catalog: Catalog, lang: Language
) -> tuple[Explained, ...]:
    """Findings of one kind by gravity, those of one indicator together."""

    def gravity(finding: Finding) -> tuple[int, int]:
        return -(finding.severity.points if finding.severity else 0), catalog.by_id[finding.indicator].order

    wanted = sorted((finding for finding in findings if finding.kind is kind), key=gravity)
    sources = read_sources()
    explained = []
    for id, group in groupby(wanted, key=lambda finding: finding.indicator):
        same, indicator = list(group), catalog.by_id[id]
        explained.append(
            Explained(
                indicator,
                getattr(indicator.name, lang),
                getattr(indicator.reason, lang),
                percent(max(finding.score for finding in same)),
                tuple(Quote(numbers[f], _shorten(f.quote)) for f in same if f.quote is not None),
                tuple((law, sources[law.source]) for law in indicator.law),
            )
        )
    return tuple(explained)


def _shorten(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _MAX_QUOTE else f"{words[:_MAX_QUOTE]}…"


def _details(assessment: Assessment, lang: Language) -> Iterable[Detail]:
    for kind in _DETAILS:
        values: tuple[str, ...] = getattr(assessment.details, kind)
        if kind == "destinations":
            values = tuple(f"{country_name(code, lang)} ({code})" for code in values)
        if values:
            yield Detail(phrase(f"detail_{kind}", lang), values[:_MAX_VALUES], max(0, len(values) - _MAX_VALUES))


def _pay_rows(assessment: Assessment, lang: Language) -> Iterable[PayRow]:
    details = assessment.details
    seen = {(pay.amount, pay.currency, pay.per): pay for pay in details.pay}
    for pay in list(seen.values())[:_MAX_VALUES]:
        beside = tuple(_beside(pay, figure, lang) for figure in figures_for(pay, details.destinations))
        yield PayRow(written_amount([pay.amount], pay.currency, pay.per, lang), beside)


def _beside(pay: Pay, figure: Figure, lang: Language) -> Beside:
    return Beside(
        getattr(figure.work, lang),
        written_amount(figure.amount, figure.currency, figure.per, lang),
        figure.year,
        read_sources()[figure.source],
        _compared(times_figure(pay, figure), len(figure.amount) > 1, lang),
    )


def _compared(times: float, is_range: bool, lang: Language) -> str:
    if 0.98 < times < 1.02:
        return phrase("desk_pay_within" if is_range else "desk_pay_same", lang)
    written = f"{times:.1f}" if times >= 0.1 else "< 0.1"
    return phrase("desk_pay_times", lang, times=written.replace(".", ",") if lang == "id" else written)


def _questions(
    assessment: Assessment, statements: Iterable[Statement], catalog: Catalog, lang: Language
) -> Iterable[str]:
    """What findings give reason to ask, gravest first, then what the offer does not say; no topic is asked about twice."""
    risks = [finding for finding in assessment.findings if finding.kind is Kind.RISK]
    risks.sort(key=lambda finding: -(finding.severity.points if finding.severity else 0))
    asked = [getattr(catalog.by_id[finding.indicator].question, lang) for finding in risks]
    silent = (one.topic for one in statements if one.standing is Standing.UNSTATED and not one.is_asked)
    return dict.fromkeys([*asked, *(phrase(f"desk_ask_{topic}", lang) for topic in silent)])
