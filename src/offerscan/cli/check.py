"""offerscan check: one offer, for a person."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from offerscan.cli.marking import visible
from offerscan.cli.session import LangOption, Session, note, show
from offerscan.cli.usage import OwnUsage
from offerscan.errors import InputError
from offerscan.formats import MAX_ROW, STDIN, as_json, open_input, unreadable
from offerscan.phrases import Language, both, phrase
from offerscan.pictures import Picture, mark_picture, read_picture
from offerscan.records import Assessment, Offer, Refusal
from offerscan.settings import Settings

__all__ = ["check"]

# What was meant as an option; what only begins with a dash ("- Gaji 15jt", "-2jt", "-Gaji") is text.
_OPTION = re.compile(r"(?P<name>-[a-z]|--[a-z][a-z-]*)(=\S*)?", re.IGNORECASE)
_MARKED: dict[str, Literal["JPEG", "PNG"]] = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}


def check(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT|-", help=both("help_text"), show_default=False)
    ] = None,
    image: Annotated[
        Path | None, typer.Option("--image", help=both("help_image"), show_default=False)
    ] = None,
    marked: Annotated[Path | None, typer.Option("--marked", help=both("help_marked"), show_default=False)] = None,
    json: Annotated[bool, typer.Option("--json", help=both("help_json"))] = False,
    lang: LangOption = None,
) -> None:
    session = Session.of(ctx)
    language = session.lang(lang)
    text = _join(words, ctx.command_path)
    _check_options(text, image, marked)
    picture = None
    if image is not None:
        picture = _read_image(image, session.settings, language)
        offer = Offer(picture.text, source=image.name)
    else:
        offer = Offer(_read_text(text, language))
    if not offer.text.strip():
        raise InputError(both("error_picture_empty" if picture else "error_empty"), code="empty")
    screener = session.open_screener(session.settings)
    assessment = screener.assess(offer)
    if isinstance(assessment, Refusal):
        raise InputError(assessment.error.message, code=assessment.error.code)
    if picture is not None:
        assessment = picture.tell(assessment)
    if picture is not None and marked is not None:
        _write_marked(picture, assessment, marked, language)
    if json:
        import orjson

        typer.echo(orjson.dumps(as_json(assessment, offer.text if picture else None)).decode())
        return
    from offerscan.cli.sheet import lay_out

    show(*lay_out(assessment, offer.text, screener.catalog, language))


def _join(words: list[str] | None, command: str) -> str | None:
    """The text, also where its words came without quotation marks; None where there is none."""
    if not words:
        return None
    for word in words:
        if option := _OPTION.fullmatch(word):
            raise OwnUsage(both("usage_unknown", what=option["name"], command=command))
    return " ".join(words)


def _check_options(text: str | None, image: Path | None, marked: Path | None) -> None:
    if text is not None and image is not None:
        raise OwnUsage(both("error_text_and_image"))
    if marked is not None and image is None:
        raise OwnUsage(both("error_marked_alone"))
    if marked is not None and marked.suffix.lower() not in _MARKED:
        raise OwnUsage(both("error_marked_suffix"))


def _read_text(text: str | None, lang: Language) -> str:
    if text in (None, "-"):
        if sys.stdin.isatty():
            note(phrase("note_paste", lang))
        return _read_stdin()
    if len(text) < 200 and " " not in text and os.path.isfile(text):  # a Path raises for too long a name
        note(phrase("note_is_file", lang, name=text))
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _read_stdin() -> str:
    with open_input(STDIN, note=note) as opened:
        lines, size = [], 0
        for line in opened.lines():
            size += MAX_ROW + 1 if line is None else len(line)
            if line is None or size > MAX_ROW:
                raise InputError(both("row_too_long", limit=MAX_ROW), code="too_long")
            lines.append(line)
    return "".join(lines).rstrip("\r\n")


def _read_image(path: Path, settings: Settings, lang: Language) -> Picture:
    if sys.stderr.isatty():
        note(phrase("note_reading_picture", lang))
    try:
        with path.open("rb") as file:
            data = file.read(settings.max_picture_bytes + 1)  # one byte more is too many, however many follow
    except OSError as error:
        raise unreadable(visible(path.name), error) from error
    picture = read_picture(data, settings)
    for code in picture.notes:
        note(phrase(f"picture_note_{code}", lang))
    return picture


def _write_marked(picture: Picture, assessment: Assessment, path: Path, lang: Language) -> None:
    data = mark_picture(picture, assessment.findings, longest=None, format=_MARKED[path.suffix.lower()])
    try:
        path.write_bytes(data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(both("error_unwritable", name=visible(path.name), reason=reason), code="unwritable") from error
    note(phrase("note_marked", lang, name=visible(path.name)))
