"""The desk: paste or upload, correct, read the answer. Nothing of it is stored; that is for the cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, Response, UploadFile
from fastapi.responses import JSONResponse, RedirectResponse

from offerscan.errors import InputError
from offerscan.formats import read_offers
from offerscan.phrases import both, phrase
from offerscan.pictures import Picture, can_read_pictures, tell_limits
from offerscan.records import Assessment, Category, Offer, Refusal
from offerscan.screener import MAX_CHARACTERS
from offerscan.settings import Settings
from offerscan_api.auth import LOCAL, allow, may, maybe_staff
from offerscan_api.negotiation import prefers_json
from offerscan_api.page.answer import build_answer
from offerscan_api.page.earlier import find_earlier
from offerscan_api.page.exports import list_offers, read_export, tell_notes
from offerscan_api.page.fields import Choices, Words, as_limits
from offerscan_api.page.forms import PageRoute
from offerscan_api.page.picture import is_picture, mark_evidence, read_upload, return_picture
from offerscan_api.page.problem import own_words
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.page.summary import write_summary
from offerscan_api.pictures import picture_line
from offerscan_api.problems import ProblemError
from offerscan_api.routes import index
from offerscan_api.service import Ready, Service, client_of
from offerscan_api.store import Staff

__all__ = ["assess_text", "router", "show_answer"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_MOST_SAMPLES = 8


@router.get("/")
async def desk(request: Request) -> Response:
    """The page to paste into; for programs that ask for JSON, what is here."""
    if prefers_json(request.headers.get("accept", "")):
        return JSONResponse((await index(request)).model_dump())
    staff = await maybe_staff(request)
    if staff is None:
        raise ProblemError("not_signed_in")
    if not may(staff, "assess"):
        raise ProblemError("forbidden")
    return _render_desk(Desk(request, choose_language(request), staff))


@router.get("/check")
async def check_again() -> Response:
    """Where somebody lands who reloads an answer by its address: it was never kept."""
    return RedirectResponse("/", 303)


@router.post("/check")
async def check(
    request: Request,
    staff: Annotated[Staff, Depends(allow("assess"))],
    service: Ready,
    text: Words = "",
    lang: Words = "",
    limits: Choices = (),
    picture: Words = "",
    lines: Words = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """The answer to a pasted text, the text of a picture to correct, or the list of an export's offers."""
    here = Desk(request, choose_language(request, lang), staff)
    data = await file.read() if file is not None else b""
    try:
        if data and text.strip():
            raise InputError(both("desk_error_text_and_file"))
        if file is not None and data and is_picture(data):
            return await _answer_picture(here, data)
        if file is not None and data:
            return await _answer_export(here, service, file.filename or "", data)
        if text.strip():
            return await _answer_text(here, service, text, as_limits(limits), picture, lines)
        raise InputError(both("error_empty"), code="empty")
    except InputError as problem:
        return _render_desk(here, text, own_words(str(problem), here.lang), 422)


async def assess_text(here: Desk, service: Service, text: str, brought: tuple[str, ...] = ()) -> Assessment:
    """The assessment of one text, with the limits that a picture brought; raises InputError where there is none, or where
    the text is too long to be shown."""
    if len(text) > MAX_CHARACTERS:
        raise InputError(both("desk_error_too_large"), code="too_large")
    client = client_of(here.request, here.staff or LOCAL)
    [answer] = await service.assess([Offer(text)], client, here.request)
    if isinstance(answer, Refusal):
        raise InputError(answer.error.message, code=answer.error.code)
    return tell_limits(answer, brought)


async def _answer_text(
    here: Desk, service: Service, text: str, brought: tuple[str, ...], carried: str, written: str
) -> Response:
    received = text.replace("\r\n", "\n")  # browsers send every line end of a form as two signs
    settings: Settings = here.request.app.state.settings
    picture = await service.work(lambda: return_picture(carried, written, settings)) if carried else None
    brought = picture.limits if picture else brought
    assessment = await assess_text(here, service, received, brought)
    return await show_answer(
        here, service, received, assessment, brought, picture=picture, carried=carried, written=written
    )


async def show_answer(
    here: Desk,
    service: Service,
    received: str,
    assessment: Assessment,
    brought: tuple[str, ...],
    *,
    picture: Picture | None = None,
    carried: str = "",
    written: str = "",
    thanks: bool = False,
    wrong: str = "",
) -> Response:
    """The page of an answer that is not kept; `carried` and `written` are the picture as its form brought it, `brought` the
    limits that it has from a picture."""
    earlier = await find_earlier(here, received, assessment)
    settings: Settings = here.request.app.state.settings

    def tell() -> Response:
        answer = build_answer(received, assessment, service.catalog, settings, here.lang)
        return render(
            here,
            "answer",
            422 if wrong else 200,
            answer=answer,
            thanks=thanks,
            wrong=wrong,
            summary=write_summary(answer, here.lang, date.today()),
            earlier=earlier,
            picture=mark_evidence(picture, received, assessment.findings) if picture else None,
            carried=carried if picture else "",
            lines=written,
            brought=brought,
            categories=tuple(Category),
            indicators=service.catalog.indicators,
        )

    return await service.work(tell)  # a long text takes seconds, which nobody else should wait for


async def _answer_picture(here: Desk, data: bytes) -> Response:
    """The text of the picture in a box to correct, beside the picture; scored once a person has read it."""
    settings: Settings = here.request.app.state.settings
    line = picture_line(here.request)
    with line.place():
        shown = await line.read(lambda: read_upload(data, settings))
    return render(here, "picture", picture=shown)


async def _answer_export(here: Desk, service: Service, name: str, data: bytes) -> Response:
    settings: Settings = here.request.app.state.settings
    export = await service.work(lambda: read_export(name, data, settings))
    notes = tell_notes(export, here.lang)
    if not export.offers:
        wrong = phrase("desk_error_no_offers", here.lang, name=export.name)
        return _render_desk(here, wrong=wrong, status=422, notes=notes)
    client = client_of(here.request, here.staff or LOCAL)
    answers = await service.assess(export.offers, client, here.request)
    return await service.work(lambda: render(here, "listing", listing=list_offers(export, answers), notes=notes))


def _render_desk(
    here: Desk, text: str = "", wrong: str = "", status: int = 200, notes: Sequence[str] = ()
) -> Response:
    samples = here.request.app.state.settings.samples
    return render(
        here,
        "desk",
        status,
        text=text,
        wrong=wrong,
        notes=notes,
        pictures=can_read_pictures(),
        samples=_read_samples(samples) if samples else (),
    )


@cache
def _read_samples(path: Path) -> tuple[Offer, ...]:
    return tuple(row for row in read_offers(path) if isinstance(row, Offer))[:_MOST_SAMPLES]
