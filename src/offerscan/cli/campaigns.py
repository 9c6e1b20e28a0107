"""offerscan campaigns: copies and variants among many offers, the contacts that join them, and what is new."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offerscan.cli.session import LangOption, Session, note
from offerscan.errors import InputError
from offerscan.phrases import Language, both, phrase
from offerscan.records import Assessment, Offer

if TYPE_CHECKING:
    from offerscan.campaigns import Campaign, Contact, Memory, Survey
    from offerscan.campaigns.writing import Write
    from offerscan.scan import OpenScreener, Plan

__all__ = ["campaigns", "campaigns_among"]

_REFRESH_S = 0.2
_Rows = Iterable[tuple[Assessment, str]]


def campaigns(
    ctx: typer.Context,
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help=both("help_campaigns_inputs"), show_default=False)
    ],
    out: Annotated[list[Path], typer.Option("--out", "-o", help=both("help_campaigns_out"), show_default=False)],
    earlier: Annotated[Path | None, typer.Option(help=both("help_campaigns_earlier"), show_default=False)] = None,
    format: Annotated[str | None, typer.Option("--format", help=both("help_format"), show_default=False)] = None,
    text_field: Annotated[str | None, typer.Option(help=both("help_text_field"), show_default=False)] = None,
    id_field: Annotated[str | None, typer.Option(help=both("help_id_field"), show_default=False)] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=both("help_workers"), show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    from offerscan.catalog import read_catalog
    from offerscan.cli.assessments import is_assessments, read_assessments
    from offerscan.formats import Fields
    from offerscan.formats.output import open_output
    from offerscan.scan import Plan

    session = Session.of(ctx)
    language = session.lang(lang)
    writers = _writers(out, inputs)
    memory = None if earlier is None else _read_earlier(earlier)
    assessed = [path for path in inputs if is_assessments(path)]
    unread = [path for path in inputs if path not in assessed]
    plan = Plan.of(unread, Fields(text_field, id_field), format=format, out=out[0], note=note, limits=session.settings)
    screener = partial(session.open_screener, session.settings)
    rows = chain(
        chain.from_iterable(read_assessments(path, note) for path in assessed),
        _scanned(plan, screener, workers or session.settings.workers) if unread else (),
    )
    names = {one.id: f"{one.name.id} / {one.name.en}" for one in read_catalog().indicators}
    with _progress(language) as watched:
        survey = _survey(watched(rows), memory, session.settings.channels)
    with ExitStack() as files:
        for path, write in writers.items():
            write(files.enter_context(open_output(path)), survey, names)
    _tell(survey, ", ".join(path.name for path in writers), language)


def campaigns_among(rows: _Rows, channels: Path | None = None) -> list[Campaign]:
    """The campaigns among assessments and their texts; names of places are masked, official contacts join nobody: those of
    this installation, or of an office's own file of `channels`. Raises CatalogError if that file is broken."""
    return _survey(rows, None, channels).campaigns


def _survey(rows: _Rows, earlier: Memory | None, channels: Path | None) -> Survey:
    from offerscan.campaigns import survey_offers
    from offerscan.details.places import COUNTRIES

    places = frozenset(word for country in COUNTRIES.values() for word in country.words)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return survey_offers(rows, places=places, public=_official_contacts(channels), earlier=earlier, noticed_at=now)


def _writers(outs: Sequence[Path], inputs: Sequence[Path]) -> dict[Path, Write]:
    """How to write each output and what belongs beside it, known before hours are spent. Raises InputError."""
    from offerscan.campaigns import WRITERS, companion_of
    from offerscan.formats.output import writer_for

    beside = [out.with_name(name) for out in outs if (name := companion_of(out.name))]
    return {out: writer_for(out, WRITERS, inputs) for out in (*outs, *beside)}


def _read_earlier(path: Path) -> Memory:
    from offerscan.campaigns import read_memory
    from offerscan.formats import open_input

    with open_input(path) as opened:
        try:
            return read_memory(opened.whole())
        except ValueError as error:
            raise InputError(both("error_earlier", name=path.name), code="earlier") from error


def _scanned(plan: Plan, open_screener: OpenScreener, workers: int | None) -> Iterator[tuple[Assessment, str]]:
    from offerscan.scan import scan

    with closing(scan(plan.offers(), open_screener=open_screener, workers=workers)) as answers:
        for offer, answer in answers:
            if isinstance(offer, Offer) and isinstance(answer, Assessment):
                yield answer, offer.text


def _official_contacts(channels: Path | None) -> Sequence[Contact]:
    """Hotlines and sites of the authorities: offers name them to look official, and share nothing by that."""
    from offerscan.campaigns import contacts_of
    from offerscan.catalog.channels import read_channels
    from offerscan.details import find_details

    values = [contact.value for channel in read_channels(channels) for contact in channel.contacts]
    return sorted(contact for value in values for contact in contacts_of(find_details(value)))


def _tell(survey: Survey, name: str, language: Language) -> None:
    offers = sum(campaign.size for campaign in survey.campaigns)
    note(phrase("summary_campaigns", language, campaigns=len(survey.campaigns), offers=offers, name=name))
    if news := [campaign.news for campaign in survey.campaigns if campaign.news]:
        counts = {
            "new": sum(one.is_new for one in news),
            "variants": sum(one.variants for one in news),
            "contacts": sum(len(values) for one in news for values in one.contacts.values()),
            "merged": sum(len(one.merged) for one in news),
        }
        note(phrase("note_campaigns_news", language, **counts))


@contextmanager
def _progress(lang: Language) -> Iterator[Callable[[_Rows], _Rows]]:
    """On a terminal the rows gone by and their rate, then that campaigns are sought; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda rows: rows
        return
    from rich.console import Console

    began = shown = time.monotonic()
    with Console(stderr=True).status(phrase("progress_campaigns", lang, rows=0, rate=0)) as status:

        def watched(rows: _Rows) -> _Rows:
            nonlocal shown
            count = 0
            for count, row in enumerate(rows, 1):
                yield row
                now = time.monotonic()
                if now - shown >= _REFRESH_S:
                    shown = now
                    status.update(phrase("progress_campaigns", lang, rows=count, rate=round(count / (now - began))))
            status.update(phrase("progress_grouping", lang, rows=count))

        yield watched
