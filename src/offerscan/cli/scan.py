"""offerscan scan: files, folders or standard input, an answer a row."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offerscan.cli.session import LangOption, Session, note, telling_cut_cells
from offerscan.cli.usage import OwnUsage
from offerscan.errors import InputError
from offerscan.phrases import Language, both, phrase
from offerscan.records import Risk
from offerscan.settings import Settings

if TYPE_CHECKING:
    from offerscan.scan import Plan, Totals

__all__ = ["scan"]

_REFRESH_S = 0.2


def scan(
    ctx: typer.Context,
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help=both("help_inputs"), show_default=False)],
    out: Annotated[Path | None, typer.Option("--out", "-o", help=both("help_out"), show_default=False)] = None,
    format: Annotated[str | None, typer.Option("--format", help=both("help_format"), show_default=False)] = None,
    text_field: Annotated[str | None, typer.Option(help=both("help_text_field"), show_default=False)] = None,
    id_field: Annotated[str | None, typer.Option(help=both("help_id_field"), show_default=False)] = None,
    engine: Annotated[str, typer.Option(help=both("help_engine"))] = "local",
    ray_address: Annotated[
        str | None, typer.Option(envvar="RAY_ADDRESS", help=both("help_ray_address"), show_default=False)
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=both("help_workers"), show_default=False)] = None,
    with_text: Annotated[bool, typer.Option("--with-text", help=both("help_with_text"))] = False,
    min_risk: Annotated[Risk, typer.Option(help=both("help_min_risk"))] = Risk.LOW,
    resume: Annotated[
        bool | None, typer.Option("--resume/--no-resume", help=both("help_resume"), show_default=False)
    ] = None,
    fail_on: Annotated[Risk | None, typer.Option(help=both("help_fail_on"), show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    from offerscan import scan as run
    from offerscan.formats import Fields

    session = Session.of(ctx)
    language = session.lang(lang)
    if engine not in run.ENGINES:
        raise OwnUsage(both("error_unknown_engine", engine=engine, engines=", ".join(run.ENGINES)))
    job = run.Job(
        run.Plan.of(inputs, Fields(text_field, id_field), format=format, out=out, note=note, limits=session.settings),
        out,
        partial(session.open_screener, session.settings),
        with_text=with_text,
        min_risk=min_risk,
        workers=workers or session.settings.workers,
        engine=engine,
        address=ray_address,
        versions=_versions(session.settings),
    )
    if resume and not job.is_resumable:
        raise InputError(both("error_no_resume"))
    totals = run.Totals()
    try:
        with telling_cut_cells(), _progress(job.plan, totals, out, language) as tick:
            run.run(job, resume=resume, totals=totals, tick=tick, note=note)
    finally:
        stopped = sys.exc_info()[1]
        # A run that was not begun, since the user must choose first, has kept nothing.
        has_begun = not isinstance(stopped, InputError) or stopped.code not in ("unfinished", "changed", "busy")
        if stopped is not None and has_begun and (kept := run.kept_rows(job)):
            note(phrase("note_kept", language, rows=kept))
    for line in _broken(totals, language):
        note(line)
    note(_summary(totals, language))
    if fail_on is not None and totals.reaches(fail_on):
        raise typer.Exit(3)


def _versions(settings: Settings) -> dict[str, str]:
    """What answers depend on beside inputs and options."""
    from offerscan.artifacts import model_hash
    from offerscan.registry import current_version
    from offerscan.version import __version__

    registry = current_version(settings.data) or ""
    return {"offerscan": __version__, "model": model_hash(settings.model), "registry": registry}


def _broken(totals: Totals, lang: Language) -> Iterator[str]:
    """The rows that could not be assessed: the first of them, and how many more there are."""
    if totals.broken:
        yield phrase("broken_heading", lang)
        yield from (f"  {where}: {why}" for where, why in totals.broken)
    if more := totals.refused - len(totals.broken):
        yield phrase("broken_more", lang, count=more)


def _summary(totals: Totals, lang: Language) -> str:
    levels = {f"{risk}": count for risk, count in totals.levels.items()}
    return phrase("summary", lang, rows=totals.rows, **levels, refused=totals.refused, written=totals.written)


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
        task = bar.add_task("", total=plan.total_bytes)

        before: int | None = None  # what an earlier, interrupted run had done; it says nothing of today's rate

        def tick() -> None:
            nonlocal shown, before
            before = totals.rows if before is None else before
            now = time.monotonic()
            if now - shown >= _REFRESH_S:
                shown, rate = now, round((totals.rows - before) / (now - began))
                levels = {f"{risk}": count for risk, count in totals.levels.items()}
                told = phrase("progress", lang, rows=totals.rows, rate=rate, **levels)
                bar.update(task, completed=plan.read_bytes, description=told)

        yield tick
