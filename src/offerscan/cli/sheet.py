"""An assessment as a page for a person: level, evidence, reasons, what to ask. Signs say what colours say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from offerscan.catalog import Catalog, Law
from offerscan.cli.chances import percent, tell_chances
from offerscan.cli.listings import tell_lookup
from offerscan.cli.marking import mark, visible
from offerscan.country_names import country_name
from offerscan.phrases import Language, phrase
from offerscan.records import Assessment, Details, Finding, Kind, Origin, Risk

__all__ = ["heading", "laws", "lay_out"]

_LEVEL_STYLES = {Risk.LOW: "bold cyan", Risk.REVIEW: "bold black on yellow", Risk.HIGH: "bold white on red"}
_LEVEL_SIGNS = {Risk.LOW: "[ ]", Risk.REVIEW: "[!]", Risk.HIGH: "[!!]"}
_LISTED = ("destinations", "companies", "licences", "phones", "handles", "links", "accounts")
_MAX_QUOTE = 160


def lay_out(assessment: Assessment, text: str, catalog: Catalog, lang: Language) -> Iterator[RenderableType]:
    """The page, part by part. Offer text and what was found in it never act as markup or terminal commands."""
    numbers = {finding: number for number, finding in enumerate(_located(assessment.findings), 1)}
    yield from _level(assessment, lang)
    yield from _section("heading_text", lang, mark(text, numbers, lang))
    for kind in Kind:
        findings = [finding for finding in assessment.findings if finding.kind is kind]
        yield from _section(f"heading_{kind}", lang, *_findings(findings, numbers, catalog, lang))
    yield from _section("heading_details", lang, *_details(assessment.details, lang))
    yield from _section("heading_registry", lang, *tell_lookup(assessment.registry, lang))
    yield from _section("heading_questions", lang, *_questions(assessment, catalog, lang))
    yield from _section("heading_limits", lang, *(Text(f"- {_limit(limit, lang)}") for limit in assessment.limits))
    versions = assessment.versions
    yield Text()
    yield Text(phrase("closing", lang))
    listed = f", registry {versions.registry}" if versions.registry else ""
    yield Text(f"offerscan {versions.offerscan}, {versions.model}, catalog {versions.catalog}{listed}", style="dim")


def heading(words: str) -> Text:
    """A line above a part of the page."""
    return Text(f"\n{words}", style="bold underline")


def laws(laws: Iterable[Law], lang: Language) -> Iterator[Text]:
    """The related legal basis, said to be no finding, with the day on which each article was checked."""
    for place, law in enumerate(laws):
        if place == 0:
            yield Text(phrase("laws", lang), style="dim")
        yield Text(phrase("law", lang, law=law.text, note=law.note, checked_on=law.checked_on), style="dim")


def _level(assessment: Assessment, lang: Language) -> Iterator[RenderableType]:
    risk = assessment.risk
    level = Text()
    level.append(f" {_LEVEL_SIGNS[risk]} {phrase(f'risk_{risk}', lang)} ", style=_LEVEL_STYLES[risk])
    level.append(f"  {phrase(f'advice_{risk}', lang)}")
    yield level
    yield Text(tell_chances(assessment, lang))


def _findings(
    findings: Iterable[Finding], numbers: dict[Finding, int], catalog: Catalog, lang: Language
) -> Iterator[RenderableType]:
    """Findings by gravity, those of one indicator together."""

    def gravity(finding: Finding) -> tuple[int, int]:
        return -(finding.severity.points if finding.severity else 0), catalog.by_id[finding.indicator].order

    for id, group in groupby(sorted(findings, key=gravity), key=lambda finding: finding.indicator):
        same, indicator = list(group), catalog.by_id[id]
        risk = indicator.kind is Kind.RISK
        name = Text("! " if risk else "+ ", style="bold red" if risk else "bold green")
        name.append(getattr(indicator.name, lang), style="bold")
        if indicator.severity:
            name.append(f" · {phrase('gravity', lang)} {phrase(f'severity_{indicator.severity}', lang)}")
        name.append(f" · {phrase('chance_right', lang, percent=percent(max(f.score for f in same)))}")
        quotes = [_quote(finding, numbers, lang) for finding in same]
        basis = laws(indicator.law, lang) if risk else ()
        if any(finding.origin is Origin.REGISTRY for finding in same):
            quotes.append(Text(phrase("from_registry", lang), style="italic"))
        yield name
        yield _indented(4, *quotes, Text(getattr(indicator.reason, lang)), *basis)


def _quote(finding: Finding, numbers: dict[Finding, int], lang: Language) -> Text:
    if finding.quote is None:
        return Text(phrase("whole_text", lang), style="italic")
    quote = visible(" ".join(finding.quote.split()))
    clipped = quote if len(quote) <= _MAX_QUOTE else f"{quote[:_MAX_QUOTE]}…"
    return Text(f"[{numbers[finding]}] “{clipped}”", style="italic")


def _details(details: Details, lang: Language) -> Iterator[Text]:
    values = {name: getattr(details, name) for name in _LISTED}
    values["destinations"] = [f"{country_name(code, lang)} ({code})" for code in details.destinations]
    values["pay"] = [_pay(pay.amount, pay.currency, pay.per, lang) for pay in details.pay]
    for name, found in values.items():
        if found:
            line = Text(f"{phrase(f'detail_{name}', lang)}: ", style="bold")
            yield line.append(visible(", ".join(dict.fromkeys(found))), style="not bold")


def _pay(amount: float, currency: str, per: str | None, lang: Language) -> str:
    written = f"{amount:,.2f}".removesuffix(".00")
    if lang == "id":
        written = written.translate(str.maketrans(",.", ".,"))
    return f"{currency} {written}" + (f" {phrase(f'per_{per}', lang)}" if per else "")


def _questions(assessment: Assessment, catalog: Catalog, lang: Language) -> Iterator[Text]:
    risks = [finding for finding in assessment.findings if finding.kind is Kind.RISK]
    risks.sort(key=lambda finding: -(finding.severity.points if finding.severity else 0))
    asked = dict.fromkeys(getattr(catalog.by_id[finding.indicator].question, lang) for finding in risks)
    if assessment.category.is_offer and not asked:
        asked = {phrase("question_always", lang): None}
    for question in asked:
        yield Text(f"- {question}")


def _limit(limit: str, lang: Language) -> str:
    return phrase(f"limit_{limit.replace(' ', '_')}", lang)


def _located(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.start is not None)


def _section(key: str, lang: Language, *parts: RenderableType) -> Iterator[RenderableType]:
    if parts:
        yield heading(phrase(key, lang))
        yield _indented(2, *parts)


def _indented(columns: int, *parts: RenderableType) -> Padding:
    return Padding(Group(*parts), (0, 0, 0, columns), expand=False)
