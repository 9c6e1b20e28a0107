"""From a template and its values to an HTML answer: one environment, one content policy, one language a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from offerscan.cli.listings import tell_mismatch
from offerscan.cli.marking import visible
from offerscan.phrases import Language, phrase
from offerscan.version import __version__
from offerscan_api.auth import LOCAL, csrf_token, may
from offerscan_api.page.deeds import tell_deed, tell_particulars
from offerscan_api.page.fields import MARK_ROWS, MARK_TIMES
from offerscan_api.store import Staff

__all__ = ["PAGE_HEADERS", "Desk", "choose_language", "render"]

# Scripts and styles from this service alone, none inside the page: an offer that got out of its place could do nothing.
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "same-origin",  # without it browsers send forms with "Origin: null", and they would be refused
    "Vary": "Accept, Cookie",
}
_LANGUAGES: dict[str, Language] = {"id": "id", "en": "en"}
_COOKIE = "lang"
_YEAR_S = 365 * 24 * 3600
_MAX_SNIPPET = 220
# Of an address that a form is sent to, or that was refused: the page that can be opened.
_OPENED = re.compile(
    r"/(?:cases/[0-9a-f]{32}|cases|registry/import|registry|queue|drift|audit|staff|keys|login|password)(?![^/])"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page knows: the request, the reader's language, and who reads (None before the login)."""

    request: Request
    lang: Language
    staff: Staff | None

    @property
    def reader(self) -> Staff:
        """Who reads, where the route lets nobody else in."""
        assert self.staff is not None
        return self.staff

    def allows(self, action: str) -> bool:
        """Whether to show what this action leads to."""
        return self.staff is not None and may(self.staff, action)


def choose_language(request: Request, asked: str | None = None) -> Language:
    """As the form or the address asks, else as chosen before, else as the service is set."""
    for wish in (asked, request.query_params.get("lang"), request.cookies.get(_COOKIE)):
        if wish in _LANGUAGES:
            return _LANGUAGES[wish]
    lang: Language = request.app.state.settings.lang
    return lang


def render(
    desk: Desk, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """A page in the reader's language; remembers the language where it was chosen."""
    page = _environment().get_template(f"{template}.html")
    html = page.render(desk=desk, **_shared(desk, status >= 400), **values)
    response = HTMLResponse(html, status, {**PAGE_HEADERS, **(headers or {})})
    if desk.request.cookies.get(_COOKIE) != desk.lang and (
        "lang" in desk.request.query_params or desk.request.method == "POST"
    ):
        response.set_cookie(_COOKIE, desk.lang, max_age=_YEAR_S, httponly=True, samesite="lax")
    return response


def _shared(desk: Desk, refused: bool) -> dict[str, Any]:
    def say(key: str, **values: object) -> str:
        return phrase(key, desk.lang, **values)

    other = "en" if desk.lang == "id" else "id"
    return {
        "phrase": say,
        "worded": lambda wording: getattr(wording, desk.lang),
        "lang": desk.lang,
        "other": other,
        "switch": _switch(desk.request, other, refused),
        "path": desk.request.url.path,
        "version": __version__,
        "local": desk.staff == LOCAL,
        "csrf": csrf_token(desk.request) if desk.staff else "",
    }


def _switch(request: Request, lang: str, refused: bool) -> str:
    """The address of this page in the other language; after a form, or what was refused, of the page that it belongs to,
    without what was typed."""
    if request.method != "POST" and not refused:
        return f"{request.url.path}?{request.url.include_query_params(lang=lang).query}"
    found = _OPENED.match(request.url.path)
    return f"{found[0] if found else '/'}?lang={lang}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("offerscan_api.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(mark_rows=MARK_ROWS, mark_times=MARK_TIMES)
    environment.filters["visible"] = visible
    environment.filters["moment"] = _moment
    environment.filters["deed"] = tell_deed
    environment.filters["particulars"] = tell_particulars
    environment.filters["mismatched"] = tell_mismatch
    environment.filters["snippet"] = _snippet
    environment.filters["host"] = lambda address: urlsplit(address).hostname or ""
    return environment


def _snippet(text: str) -> str:
    """The beginning of a text, for a list."""
    words = visible(" ".join(text.split()))
    return words if len(words) <= _MAX_SNIPPET else f"{words[:_MAX_SNIPPET]}…"


def _moment(at: datetime) -> str:
    """A UTC time as the office's calendar and clock tell it.

    >>> from datetime import UTC
    >>> len(_moment(datetime(2026, 11, 22, 1, 30, tzinfo=UTC)))
    16
    """
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
