"""Every error answer, as RFC 9457 problem+json: one table, one exception, one way to write it.

A problem says what is wrong and what to do, in Indonesian and then English. It never repeats what was sent: an offer
holds names and telephone numbers. To a browser offerscan_api.page shows the same as a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException as StarletteHTTPException

from offerscan.errors import EngineError, InputError, OfferscanError, RegistryError
from offerscan.phrases import both
from offerscan_api.store.errors import NoSuchCase, NoSuchFeedback, StoreError

__all__ = [
    "PROBLEMS", "PROBLEM_JSON", "Misfit", "Problem", "ProblemError", "add_problem_handlers", "answer_problem", "as_problem",
    "problem_answers",
]  # fmt: skip

PROBLEM_JSON = "application/problem+json"
_MAX_ERRORS = 10


class Misfit(BaseModel):
    """One place of a request that does not fit, as a JSON pointer (RFC 6901), and why."""

    pointer: str = Field(examples=["#/offers/3/text"])
    detail: str


class Problem(BaseModel):
    """Why there is no answer (RFC 9457). `code` is a stable word for programs; `instance` also stands in the log."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(examples=["urn:offerscan:problem:invalid"])
    title: str
    status: int
    detail: str
    instance: str = Field(examples=["urn:uuid:6f0b2b7e-3a54-4c55-9a3c-0d1f4f7f4f11"])
    code: str
    errors: list[Misfit] | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """`retry_s` stands for what passes by itself: Retry-After, where nobody knows better."""

    status: int
    title: str
    retry_s: int | None = None


# By stable word; the sentence of each is the phrase problem_<word>.
PROBLEMS = {
    "malformed": _Entry(400, "Not readable as JSON"),
    "not_found": _Entry(404, "No such address"),
    "method": _Entry(405, "Method not allowed here"),
    "too_large": _Entry(413, "Body too large"),
    "media_type": _Entry(415, "JSON expected"),
    "invalid": _Entry(422, "Request does not fit"),
    "input": _Entry(422, "Request cannot be answered"),
    "not_signed_in": _Entry(401, "Not signed in"),
    "bad_login": _Entry(401, "Name or password is wrong"),
    "forbidden": _Entry(403, "Not allowed for this role"),
    "forged": _Entry(403, "Not sent from this page"),
    "no_case": _Entry(404, "No such case"),
    "no_feedback": _Entry(404, "No such feedback"),
    "no_registry": _Entry(404, "No list imported"),
    "throttled": _Entry(429, "Too many attempts", 300),
    "registry": _Entry(503, "List of companies broken"),
    "too_many": _Entry(429, "Too many requests", 60),
    "host": _Entry(421, "Not the name of this service"),
    "slow": _Entry(408, "Body came too slowly"),
    "form": _Entry(400, "File not readable from the request"),
    "empty": _Entry(422, "File is empty"),
    "no_scan": _Entry(404, "No such scan"),
    "scan_not_done": _Entry(409, "Scan not done", 2),
    "scan_failed": _Entry(409, "Scan failed"),
    "too_many_scans": _Entry(429, "Too many scans", 60),
    "no_room": _Entry(507, "No room for files"),
    "no_ocr": _Entry(501, "Pictures cannot be read here"),
    "stopping": _Entry(503, "Stopping", 10),
    "no_workers": _Entry(503, "No worker lives", 5),
    "store": _Entry(503, "Database cannot be used", 30),
    "internal": _Entry(500, "Unexpected fault"),
    "busy": _Entry(503, "Too many requests at work", 5),
    "engine": _Entry(503, "Model could not be run", 30),
    "not_ready": _Entry(503, "Not ready"),
}

_BY_STATUS = {404: "not_found", 405: "method", 413: "too_large", 415: "media_type", 422: "invalid"}
_BY_ERROR: dict[type[OfferscanError], str] = {
    InputError: "input",
    EngineError: "engine",
    RegistryError: "registry",
    NoSuchCase: "no_case",
    NoSuchFeedback: "no_feedback",
    StoreError: "store",
}

# What to do about each kind of misfit that pydantic reports; its own messages can repeat the value.
_MISFITS = {
    "missing": "misfit_missing",
    "extra_forbidden": "misfit_extra_forbidden",
    "text_or_offers": "misfit_text_or_offers",
    "text_or_case": "misfit_text_or_case",
    "string_type": "misfit_string_type",
    "string_unicode": "misfit_string_unicode",
    "string_pattern_mismatch": "misfit_string_pattern_mismatch",
    "string_too_short": "misfit_string_too_short",
    "string_too_long": "misfit_string_too_long",
    "list_type": "misfit_list_type",
    "too_short": "misfit_too_short",
    "too_long": "misfit_too_long",
    "model_attributes_type": "misfit_object_type",
    "model_type": "misfit_object_type",
}


class ProblemError(HTTPException):
    """Stops a request with an entry of PROBLEMS. `detail` replaces its sentence and never carries offer text."""

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        headers: Mapping[str, str] | None = None,
        errors: tuple[Misfit, ...] = (),
    ) -> None:
        entry = PROBLEMS[code]
        waits = {"Retry-After": str(entry.retry_s)} if entry.retry_s else {}
        super().__init__(entry.status, detail or both(f"problem_{code}"), {**waits, **(headers or {})})
        self.code, self.errors = code, errors


def problem_answers(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI entries of the problems that a route can answer with."""
    titles: dict[int, list[str]] = {}
    for code in codes:
        titles.setdefault(PROBLEMS[code].status, []).append(PROBLEMS[code].title)
    return {status: {"description": "; ".join(named), "model": Problem} for status, named in titles.items()}


def answer_problem(request: Request, problem: ProblemError) -> Response:
    """The answer that tells a problem."""
    written = Problem(
        type=f"urn:offerscan:problem:{problem.code}",
        title=PROBLEMS[problem.code].title,
        status=problem.status_code,
        detail=problem.detail,
        instance=f"urn:uuid:{request.state.request_id}",
        code=problem.code,
        errors=list(problem.errors) or None,
    )
    body = orjson.dumps(written.model_dump(exclude_none=True))
    return Response(body, problem.status_code, problem.headers, media_type=PROBLEM_JSON)


def as_problem(request: Request, error: Exception) -> ProblemError:
    """The problem that an error is; raises whatever is none, for that is a fault."""
    match error:
        case ProblemError():
            return error
        case StarletteHTTPException(status_code=status):
            code = _BY_STATUS.get(status, "malformed" if status < 500 else "internal")
            headers = dict(error.headers or {})
            if code == "method":
                headers["Allow"] = ", ".join(_allowed(request, headers.get("Allow", "")))
            return ProblemError(code, headers=headers)
        case RequestValidationError():
            return ProblemError("invalid", errors=tuple(map(_misfit, error.errors()[:_MAX_ERRORS])))
        case OfferscanError():
            return ProblemError(_BY_ERROR.get(type(error), "not_ready"), str(error))
    raise error


def add_problem_handlers(app: FastAPI) -> None:
    """Makes every error of the application a problem."""

    async def tell(request: Request, error: Exception) -> Response:
        return answer_problem(request, as_problem(request, error))

    for kind in (StarletteHTTPException, RequestValidationError, OfferscanError):
        app.add_exception_handler(kind, tell)


def _allowed(request: Request, told: str) -> list[str]:
    """All methods of an address: those that were told, which are of one route alone, and those that are documented."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    if request.url.path in paths:
        return sorted(map(str.upper, paths[request.url.path]))
    methods = {method.strip() for method in told.split(",") if method.strip()}
    for path, operations in paths.items():
        if re.fullmatch(re.sub(r"\\{[^/]+?\\}", "[^/]+", re.escape(path)), request.url.path):
            methods |= {method.upper() for method in operations}
    return sorted(methods)


def _misfit(fault: dict[str, Any]) -> Misfit:
    """A pydantic error without the value that was sent."""
    place = fault["loc"][1:]
    if fault["type"] == "extra_forbidden":
        place = place[:-1]  # the last part is the sender's own word and may be offer text
    return Misfit(pointer="#" + "".join(f"/{part}" for part in place), detail=both(_MISFITS.get(fault["type"], "misfit_other")))
