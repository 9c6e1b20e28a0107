"""Problems as pages: a browser is told in the reader's language, in the house's dress; programs get problem+json."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import orjson
from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from offerscan.errors import OfferscanError
from offerscan.phrases import Language, phrase
from offerscan_api.auth import maybe_staff
from offerscan_api.negotiation import prefers_page
from offerscan_api.page.rendering import PAGE_HEADERS, Desk, choose_language, render
from offerscan_api.problems import PROBLEM_JSON, ProblemError, as_problem
from offerscan_api.store import Staff

__all__ = ["ProblemPages", "own_words", "tell_problem"]

# What a page says instead of the sentence for programs.
_PHRASES = {
    "form": "desk_error_form",
    "invalid": "desk_error_form",
    "malformed": "desk_error_form",
    "method": "desk_error_method",
    "no_case": "desk_error_not_found",
    "no_feedback": "desk_error_not_found",
    "not_found": "desk_error_not_found",
    "too_large": "desk_error_too_large",
}
# What stands between the two languages of a message.
_BETWEEN = " / "
# Of an answer that becomes a page, what the page says itself.
_REPLACED = {"content-type", "content-length", *map(str.lower, PAGE_HEADERS)}


class ProblemPages:
    """ASGI middleware, outside all others: whatever refuses a browser's request, the browser shows a page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; holds an answer back only where it is a problem that becomes a page."""
        if scope["type"] != "http" or not prefers_page(Headers(scope=scope).get("accept", "")):
            await self.app(scope, receive, send)
            return
        held: Headers | None = None
        body = bytearray()

        async def send_page(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                held = headers if headers.get("content-type") == PROBLEM_JSON else None
            if held is None:
                await send(message)
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    await _page(Request(scope), held, bytes(body))(scope, receive, send)

        await self.app(scope, receive, send_page)


async def tell_problem(request: Request, error: Exception) -> Response:
    """A problem of a page as a page; whoever must log in first is led there and back. Raises what is no problem."""
    problem = as_problem(request, error)
    if problem.code == "not_signed_in":
        wanted = request.url.path if request.method == "GET" else "/"
        return RedirectResponse(f"/login?next={quote(wanted)}", 303)
    try:
        staff = await maybe_staff(request)
    except (ProblemError, OfferscanError):  # the store, or a key: the page is shown all the same
        staff = None
    return _render(request, staff, problem.status_code, problem.code, problem.detail, problem.headers or {})


def own_words(message: str, lang: Language) -> str:
    """The half that the reader reads of a message in both languages, also where a name in both halves has a slash.

    >>> own_words("Dihentikan. / Stopped.", "en"), own_words("Kolom Gaji / Upah. / Column Gaji / Upah.", "id")
    ('Stopped.', 'Kolom Gaji / Upah.')
    """
    parts = message.split(_BETWEEN)
    half = 1 if len(parts) % 2 else len(parts) // 2
    return _BETWEEN.join(parts[half:] if lang == "en" and parts[half:] else parts[:half])


def _page(request: Request, headers: Headers, body: bytes) -> Response:
    told = orjson.loads(body)
    kept = {name: value for name, value in headers.items() if name not in _REPLACED}
    return _render(request, None, told["status"], told["code"], told["detail"], kept)


def _render(
    request: Request, staff: Staff | None, status: int, code: str, detail: str, headers: Mapping[str, str]
) -> Response:
    lang = choose_language(request)
    told = {name.lower(): value for name, value in headers.items()}
    return render(
        Desk(request, lang, staff),
        "problem",
        status,
        headers,
        sentence=phrase(_PHRASES[code], lang) if code in _PHRASES else own_words(detail, lang),
        wait_s=told.get("retry-after"),
        number=request.state.request_id if code == "internal" else None,
    )
