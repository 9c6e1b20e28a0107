"""offerscan campaigns: copies and variants among many offers, and the contacts that join them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offerscan.cli.session import LangOption, Session, note
from offerscan.errors import InputError
from offerscan.phrases import both, phrase
from offerscan.records import Assessment, Offer

if TYPE_CHECKING:
    from offerscan.campaigns import Contact
    from offerscan.campaigns.writing import Write
    from offerscan.scan import OpenScreener, Plan

__all__ = ["campaigns"]


def campaigns(
    ctx: typer.Context,
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help=both("help_campaigns_inputs"), show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help=both("help_campaigns_out"), show_default=False)],
    format: Annotated[str | None, typer.Option("--format", help=both("help_format"), show_default=False)] = None,
    text_field: Annotated[str | None, typer.Option(help=both("help_text_field"), show_default=False)] = None,
    id_field: Annotated[str | None, typer.Option(help=both("help_id_field"), show_default=False)] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=both("help_workers"), show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    from offerscan.campaigns import find_campaigns
    from offerscan.catalog import read_catalog
    from offerscan.cli.assessments import is_assessments, read_assessments
    from offerscan.details.places import COUNTRIES
    from offerscan.formats import Fields
    from offerscan.formats.output import open_output
    from offerscan.scan import Plan

    session = Session.of(ctx)
    write = _writer(out)
    assessed = [path for path in inputs if is_assessments(path)]
    unread = [path for path in inputs if path not in assessed]
    plan = Plan.of(unread, Fields(text_field, id_field), format=format, out=out, note=note)
    screener = partial(session.open_screener, session.settings.model)
    rows = chain(
        chain.from_iterable(read_assessments(path, note) for path in assessed),
        _scanned(plan, screener, workers or session.settings.workers) if unread else (),
    )
    places = frozenset(word for country in COUNTRIES.values() for word in country.words)
    names = {one.id: f"{one.name.id} / {one.name.en}" for one in read_catalog().indicators}
    found = find_campaigns(rows, places=places, public=_official_contacts())
    with open_output(out) as file:
        write(file, found, names)
    language = session.lang(lang)
    offers = sum(campaign.size for campaign in found)
    note(phrase("summary_campaigns", language, campaigns=len(found), offers=offers, name=out.name))


def _writer(out: Path) -> Write:
    """How to write a file of this suffix, known before hours are spent. Raises InputError."""
    from offerscan.campaigns import WRITERS

    if out.is_dir():
        raise InputError(both("error_output_folder", name=out.name))
    if out.suffix.lower() not in WRITERS:
        raise InputError(both("error_output_suffix", name=out.name, formats=", ".join(WRITERS)))
    return WRITERS[out.suffix.lower()]


def _scanned(plan: Plan, open_screener: OpenScreener, workers: int | None) -> Iterator[tuple[Assessment, str]]:
    from offerscan.scan import scan

    with closing(scan(plan.offers(), open_screener=open_screener, workers=workers)) as answers:
        for offer, answer in answers:
            if isinstance(offer, Offer) and isinstance(answer, Assessment):
                yield answer, offer.text


def _official_contacts() -> Sequence[Contact]:
    """Hotlines and sites of the authorities: offers name them to look official, and share nothing by that."""
    from offerscan.campaigns import contacts_of
    from offerscan.catalog.channels import read_channels
    from offerscan.details import find_details

    values = [contact.value for channel in read_channels() for contact in channel.contacts]
    return sorted(contact for value in values for contact in contacts_of(find_details(value)))
