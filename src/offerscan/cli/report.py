"""offerscan report: what a scan wrote, as a page or a workbook, without scoring again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offerscan.cli.session import LangOption, Session, note, telling_cut_cells
from offerscan.errors import InputError
from offerscan.phrases import Language, both, phrase
from offerscan.records import Assessment, Refusal

if TYPE_CHECKING:
    from offerscan.campaigns import Campaign

__all__ = ["report"]

_REFRESH = 1000  # rows


def report(
    ctx: typer.Context,
    inputs: Annotated[
        list[Path], typer.Argument(metavar="ASSESSMENTS...", help=both("help_report_inputs"), show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help=both("help_report_out"), show_default=False)],
    campaigns: Annotated[
        Path | None, typer.Option("--campaigns", help=both("help_report_campaigns"), show_default=False)
    ] = None,
    lang: LangOption = None,
) -> None:
    from offerscan.catalog import read_catalog
    from offerscan.formats.output import open_output, writer_for
    from offerscan.report import WRITERS, Sources

    session = Session.of(ctx)
    language = session.lang(lang)
    open_report = writer_for(out, WRITERS, inputs)
    levels = {"low": 0, "review": 0, "high": 0}
    with telling_cut_cells(), _progress(language) as tick:
        found = _read_campaigns(campaigns) if campaigns else _find_campaigns(inputs, session.settings.channels, tick)
        names: dict[str, dict[Language, str]] = {
            one.id: {"id": one.name.id, "en": one.name.en} for one in read_catalog().indicators
        }
        languages: Sequence[Language] = [lang] if lang else ["id", "en"]
        sources = Sources(found, names, languages, date.today())
        with open_output(out) as file, open_report(file, sources) as take:
            for answer, text in _rows(inputs, tick):
                take(answer, text)
                if isinstance(answer, Assessment):
                    levels[answer.risk] += 1
    counts = {"texts": sum(levels.values()), "high": levels["high"], "review": levels["review"]}
    note(phrase("summary_report", language, **counts, campaigns=len(found or ()), name=out.name))


def _rows(inputs: Sequence[Path], tick: Callable[[], None]) -> Iterator[tuple[Assessment | Refusal | None, str | None]]:
    """The rows of all files. Raises InputError for a file without a single assessment or refusal."""
    from offerscan.cli.assessments import is_flat, read_answers

    for path in inputs:
        if is_flat(path):
            raise InputError(both("error_flat", name=path.name), code="flat")
        read = 0
        for answer, text in read_answers(path):
            read += answer is not None
            tick()
            yield answer, text
        if not read:
            raise InputError(both("error_no_assessments", name=path.name), code="no_assessments")


def _find_campaigns(inputs: Sequence[Path], channels: Path | None, tick: Callable[[], None]) -> Sequence[Campaign] | None:
    """The campaigns among the rows that have a text, by the office's own official `channels` where it has any; None where
    no row has a text."""
    from offerscan.cli.campaigns import campaigns_among

    with_text = False

    def texts() -> Iterator[tuple[Assessment, str]]:
        nonlocal with_text
        for answer, text in chain.from_iterable(_with_text(path) for path in inputs):
            with_text = True
            tick()
            yield answer, text

    found = campaigns_among(texts(), channels)
    return found if with_text else None


def _with_text(path: Path) -> Iterator[tuple[Assessment, str]]:
    """The assessments of a file with their texts; a scan writes all of them or none, so the first one tells."""
    from offerscan.cli.assessments import read_answers

    for answer, text in read_answers(path):
        if isinstance(answer, Assessment):
            if text is None:
                return
            yield answer, text


def _read_campaigns(path: Path) -> Sequence[Campaign]:
    from pydantic import TypeAdapter, ValidationError

    from offerscan.campaigns import Campaign
    from offerscan.formats import open_input

    with open_input(path) as opened:
        try:
            whole = TypeAdapter(dict[str, object]).validate_json(opened.whole())
            return TypeAdapter(list[Campaign]).validate_python(whole.get("campaigns"))
        except ValidationError as error:
            raise InputError(both("error_no_campaigns", name=path.name), code="no_campaigns") from error


@contextmanager
def _progress(lang: Language) -> Iterator[Callable[[], None]]:
    """On a terminal the rows gone by, told anew now and then; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console

    rows = 0
    with Console(stderr=True).status(phrase("progress_report", lang, rows=0)) as status:

        def tick() -> None:
            nonlocal rows
            rows += 1
            if rows % _REFRESH == 0:
                status.update(phrase("progress_report", lang, rows=rows))

        yield tick
