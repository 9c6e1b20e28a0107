"""offerscan indicators: what is looked for, why, and what to ask."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from offerscan.cli.session import LangOption, Session, show
from offerscan.errors import InputError
from offerscan.phrases import Language, both, phrase

if TYPE_CHECKING:
    from offerscan.catalog import Catalog, Indicator

__all__ = ["indicators"]


def indicators(
    ctx: typer.Context,
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help=both("help_id"), show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    from offerscan.catalog import read_catalog

    language = Session.of(ctx).lang(lang)
    catalog = read_catalog()
    if id is None:
        _list(catalog, language)
    elif id in catalog.by_id:
        _tell(catalog.by_id[id], language)
    else:
        near = ", ".join(get_close_matches(id, catalog.labels)) or "-"
        raise InputError(both("error_no_indicator", id=id, near=near))


def _list(catalog: Catalog, lang: Language) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("ID", phrase("heading_name", lang), phrase("heading_severity", lang)):
        table.add_column(heading, overflow="fold")
    for indicator in catalog.indicators:
        table.add_row(indicator.id, getattr(indicator.name, lang), _gravity(indicator, lang))
    show(table)


def _tell(indicator: Indicator, lang: Language) -> None:
    from offerscan.cli.sheet import heading, laws

    show(
        heading(f"{getattr(indicator.name, lang)} ({indicator.id}, {_gravity(indicator, lang)})"),
        getattr(indicator.reason, lang),
        getattr(indicator.question, lang),
        *laws(indicator.law, lang),
        heading(phrase("heading_hit", lang)),
        *(f"  {example}" for example in indicator.examples.hit),
        heading(phrase("heading_miss", lang)),
        *(f"  {example}" for example in indicator.examples.miss),
    )


def _gravity(indicator: Indicator, lang: Language) -> str:
    return phrase(f"severity_{indicator.severity}" if indicator.severity else "kind_protective", lang)
