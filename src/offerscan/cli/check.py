"""offerscan check: one offer, for a person."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from offerscan.cli.session import LangOption, Session, note, show
from offerscan.errors import InputError
from offerscan.formats import MAX_ROW, STDIN, as_json, open_input
from offerscan.phrases import both, phrase
from offerscan.records import Offer, Refusal

__all__ = ["check"]


def check(
    ctx: typer.Context,
    text: Annotated[str | None, typer.Argument(help=both("help_text"), show_default=False)] = None,
    json: Annotated[bool, typer.Option("--json", help=both("help_json"))] = False,
    lang: LangOption = None,
) -> None:
    session = Session.of(ctx)
    language = session.lang(lang)
    if text in (None, "-"):
        if sys.stdin.isatty():
            note(phrase("note_paste", language))
        offer = Offer(_read_stdin())
    else:
        if len(text) < 200 and " " not in text and Path(text).is_file():
            note(phrase("note_is_file", language, name=text))
        offer = Offer(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    if not offer.text.strip():
        raise InputError(both("error_empty"), code="empty")
    screener = session.open_screener(session.settings.model)
    assessment = screener.assess(offer)
    if isinstance(assessment, Refusal):
        raise InputError(assessment.error.message, code=assessment.error.code)
    if json:
        import orjson

        typer.echo(orjson.dumps(as_json(assessment)).decode())
        return
    from offerscan.cli.sheet import lay_out

    show(*lay_out(assessment, offer.text, screener.catalog, language))


def _read_stdin() -> str:
    with open_input(STDIN, note=note) as opened:
        lines, size = [], 0
        for line in opened.lines():
            size += MAX_ROW + 1 if line is None else len(line)
            if line is None or size > MAX_ROW:
                raise InputError(both("row_too_long", limit=MAX_ROW), code="too_long")
            lines.append(line)
    return "".join(lines).rstrip("\r\n")
