"""How a page reads its forms: never more than the service allows, and every problem told as a page.

FastAPI's own reading of a form has no bound on files.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine
from email.message import Message
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as StarletteHTTPException

from offerscan.errors import InputError, OfferscanError
from offerscan.phrases import Language, phrase
from offerscan_api.auth import FormRequest, maybe_staff
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.problems import ProblemError
from offerscan_api.store import NoSuchCase

__all__ = ["PageRoute", "own_words"]

# More than the longest form has: a correction, with a box for each indicator.
_MOST_FILES, _MOST_FIELDS = 2, 200
# What a problem is called on a page; one that is not here is told by its own sentence.
_PHRASES = {
    "too_large": "desk_error_too_large",
    "malformed": "desk_error_form",
    "busy": "desk_error_busy",
    "not_ready": "desk_error_not_ready",
    "engine": "desk_error_engine",
    "forbidden": "desk_error_forbidden",
    "forged": "desk_error_forged",
    "not_found": "desk_error_not_found",
    "no_case": "desk_error_not_found",
}


class PageRoute(APIRoute):
    """A route whose body is bounded and whose problems are pages in the reader's language."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            bounded = _BoundedRequest(request.scope, request.receive)
            try:
                return await handler(bounded)
            except (StarletteHTTPException, RequestValidationError, OfferscanError) as problem:
                return await _tell(bounded, problem)

        return handle


def own_words(message: str, lang: Language) -> str:
    """The half that the reader reads of a message in both languages.

    >>> own_words("Dihentikan. / Stopped.", "en")
    'Stopped.'
    """
    first, _, second = message.partition(" / ")
    return second if lang == "en" and second else first


class _BoundedRequest(FormRequest):
    def form(self, **limits: Any) -> Any:
        """The form with bounds of ours; its fields are UTF-8, whatever it says, for other encodings hold more than Unicode."""
        declared = Message()
        declared["content-type"] = self.headers.get("content-type", "")
        if declared.get_content_charset("utf-8") != "utf-8":
            raise ProblemError("malformed")
        most = self.app.state.settings.max_request_bytes
        return super().form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=most)

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body in pieces; raises ProblemError too_large as soon as it is."""
        limit, size = self.app.state.settings.max_request_bytes, 0
        length = self.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > limit:
            raise ProblemError("too_large")
        async for chunk in super().stream():
            size += len(chunk)
            if size > limit:
                raise ProblemError("too_large")
            yield chunk


async def _tell(request: Request, problem: Exception) -> Response:
    """The problem as a page; whoever must log in first is led there and back."""
    code, status, said = _describe(problem)
    if code == "not_signed_in":
        wanted = request.url.path if request.method == "GET" else "/"
        return RedirectResponse(f"/login?next={quote(wanted)}", 303)
    lang = choose_language(request)
    try:
        staff = await maybe_staff(request)
    except (ProblemError, OfferscanError):  # the store, or a key: the page is shown all the same
        staff = None
    sentence = phrase(_PHRASES[code], lang) if code in _PHRASES else own_words(said, lang)
    sentence = sentence or phrase("desk_error_form", lang)
    headers = {"Retry-After": "5"} if status == 503 else {}
    return render(Desk(request, lang, staff), "problem", status, headers, sentence=sentence)


def _describe(problem: Exception) -> tuple[str, int, str]:
    """Its stable word, HTTP status, and its own sentence where that is fit to be shown."""
    match problem:
        case ProblemError():
            return problem.code, problem.status_code, str(problem.detail)
        case NoSuchCase():
            return "no_case", 404, ""
        case InputError():
            return problem.code, 422, str(problem)
        case OfferscanError():
            return problem.code, 503, str(problem)
        case StarletteHTTPException():
            return {404: "not_found", 413: "too_large"}.get(problem.status_code, "form"), problem.status_code, ""
        case _:
            return "form", 422, ""
