"""offerscan scan: files, folders or standard input, an answer a row."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offerscan.cli.session import LangOption, Session, note
from offerscan.phrases import Language, both, phrase
from offerscan.records import Assessment, Offer, Refusal, Risk

if TYPE_CHECKING:
    from offerscan.scan import Plan, Totals

__all__ = ["scan"]

Answered = tuple[Assessment | Refusal, str | None]
_REFRESH_S = 0.2


def scan(
    ctx: typer.Context,
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help=both("help_inputs"), show_default=False)],
    out: Annotated[Path | None, typer.Option("--out", "-o", help=both("help_out"), show_default=False)] = None,
    format: Annotated[str | None, typer.Option("--format", help=both("help_format"), show_default=False)] = None,
    text_field: Annotated[str | None, typer.Option(help=both("help_text_field"), show_default=False)] = None,
    id_field: Annotated[str | None, typer.Option(help=both("help_id_field"), show_default=False)] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=both("help_workers"), show_default=False)] = None,
    with_text: Annotated[bool, typer.Option("--with-text", help=both("help_with_text"))] = False,
    min_risk: Annotated[Risk, typer.Option(help=both("help_min_risk"))] = Risk.LOW,
    fail_on: Annotated[Risk | None, typer.Option(help=both("help_fail_on"), show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    from offerscan import scan as run
    from offerscan.formats import Fields, write_assessments

    session = Session.of(ctx)
    language = session.lang(lang)
    plan = run.Plan.of(inputs, Fields(text_field, id_field), format=format, out=out, note=note)
    totals = run.Totals()
    answers = run.scan(
        plan.offers(),
        open_screener=partial(session.open_screener, session.settings.model),
        workers=workers or session.settings.workers,
    )

    def kept(tick: Callable[[], None]) -> Iterator[Answered]:
        for offer, answer in answers:
            totals.add(answer)
            tick()
            if isinstance(answer, Refusal) or answer.risk.rank >= min_risk.rank:
                yield answer, offer.text if isinstance(offer, Offer) else None

    try:
        with closing(answers), _progress(plan, totals, out, language) as tick:
            written = write_assessments(kept(tick), out, with_text=with_text)
    except KeyboardInterrupt:
        note(phrase("stopped", language))
        raise
    note(_summary(totals, written, language))
    if fail_on is not None and totals.reaches(fail_on):
        raise typer.Exit(3)


def _summary(totals: Totals, written: int, lang: Language) -> str:
    levels = {f"{risk}": count for risk, count in totals.levels.items()}
    return phrase("summary", lang, rows=totals.rows, **levels, refused=totals.refused, written=written)


@contextmanager
def _progress(plan: Plan, totals: Totals, out: Path | None, lang: Language) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, by the bytes read; nothing in a pipe, or where the answers run over the screen."""
    if not sys.stderr.isatty() or (out is None and sys.stdout.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn(),
        TextColumn("<"), TimeRemainingColumn(),
    )  # fmt: skip
    began = shown = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(phrase("progress", lang, rows=0, rate=0), total=plan.total_bytes)

        def tick() -> None:
            nonlocal shown
            now = time.monotonic()
            if now - shown >= _REFRESH_S:
                shown, rate = now, totals.rows / (now - began)
                told = phrase("progress", lang, rows=totals.rows, rate=round(rate))
                bar.update(task, completed=plan.read_bytes, description=told)

        yield tick
