"""What staff say about an answer: right, or what would be right, and in which words of the text."""

from __future__ import annotations

from itertools import zip_longest
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from offerscan.errors import InputError
from offerscan.formats import as_json
from offerscan.phrases import both
from offerscan.records import Category, Risk
from offerscan_api.auth import OpenStore, allow
from offerscan_api.page.case import show_case
from offerscan_api.page.fields import MARK_ROWS, MARK_TIMES, Choices, Words, as_limits
from offerscan_api.page.forms import PageRoute
from offerscan_api.page.problem import own_words
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.page.routes import assess_text, show_answer
from offerscan_api.service import Ready
from offerscan_api.store import Case, Mark, Staff

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Teacher = Annotated[Staff, Depends(allow("feedback.give"))]
Eraser = Annotated[Staff, Depends(allow("feedback.erase"))]


@router.post("/feedback")
async def give_feedback(
    request: Request,
    staff: Teacher,
    store: OpenStore,
    service: Ready,
    case: Words = "",
    text: Words = "",
    limits: Choices = (),
    confirmed: Words = "",
    risk: Words = "",
    category: Words = "",
    indicators: Choices = (),
    quote: Choices = (),
    quoted: Choices = (),
    time: Choices = (),
) -> Response:
    """Keeps, redacted, what somebody holds to be right of a case or of an answer that was not kept."""
    here = Desk(request, choose_language(request), staff)

    def keep(text: str, shape: dict[str, Any], kept: Case | None = None) -> None:
        said = _said(shape) if confirmed else _chosen(risk, category, indicators)
        rows = list(zip_longest(quote, quoted, time, fillvalue=""))
        if len(rows) > MARK_ROWS:
            raise InputError(both("desk_error_form"))
        marks = [] if confirmed else [mark for row in rows for mark in _marks(text, *row)]
        store.feedback.give(staff, text, shape, **said, marks=marks, case=kept)

    wrong = ""
    if not case:
        received = text.replace("\r\n", "\n")
        brought = as_limits(limits)
        assessment = await assess_text(here, service, received, brought)
        try:
            await service.work(lambda: keep(received, as_json(assessment)))
        except InputError as problem:
            wrong = own_words(str(problem), here.lang)
        return await show_answer(here, service, received, assessment, brought, thanks=not wrong, wrong=wrong)
    kept = await service.work(lambda: store.cases.read(staff, case))
    try:
        await service.work(lambda: keep(kept.text, kept.assessment, kept))
    except InputError as problem:
        wrong = own_words(str(problem), here.lang)
        return await service.work(lambda: show_case(here, store, kept, wrong=wrong))
    return RedirectResponse(f"/cases/{case}?thanks=1", 303)


@router.get("/feedback")
def show_feedback(
    request: Request, staff: Eraser, store: OpenStore, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1
) -> Response:
    """What somebody gave and may take back; administrators see all."""
    here = Desk(request, choose_language(request), staff)
    return render(here, "feedback", found=store.feedback.find(staff, page))


@router.post("/feedback/{id}/erase")
def erase_feedback(staff: Eraser, store: OpenStore, id: str) -> Response:
    """Deletes feedback for good; its case stays."""
    store.feedback.erase(staff, id)
    return RedirectResponse("/feedback", 303)


def _said(shape: dict[str, Any]) -> dict[str, Any]:
    """Level, category and indicators as the answer has them."""
    named = dict.fromkeys(finding["indicator"] for finding in shape["findings"])
    return {"risk": Risk(shape["risk"]), "category": shape["category"], "indicators": list(named)}


def _chosen(risk: str, category: str, indicators: tuple[str, ...]) -> dict[str, Any]:
    if risk not in set(Risk) or category not in set(Category):
        raise InputError(both("desk_error_form"))
    return {"risk": Risk(risk), "category": category, "indicators": list(indicators)}


def _marks(text: str, quote: str, indicator: str, time: str = "") -> list[Mark]:
    """Where the quoted words stand, whatever space is between them, the first time or the one that is asked for. Raises
    InputError if they do not."""
    sought = " ".join(quote.split())
    if not sought and not indicator:
        return []
    if time not in ("", *MARK_TIMES):
        raise InputError(both("desk_error_form"))
    # One space for each stretch of space, found as plain words: a pattern of them would take the square of the length.
    places = [at for at, sign in enumerate(text) if not (sign.isspace() and text[at - 1 : at].isspace())]
    plain = "".join(" " if text[at].isspace() else text[at] for at in places)
    found = -len(sought) if sought else -1
    for _ in range(int(time or 1) if sought else 0):
        found = plain.find(sought, found + len(sought))
        if found < 0:
            break
    if found < 0 or not indicator:
        raise InputError(both("desk_error_quote"))
    return [Mark(places[found], places[found + len(sought) - 1] + 1, indicator)]
