"""Every error answer, as RFC 9457 problem+json: one table, one exception, one way to write it.

A problem says what is wrong and what to do, in Indonesian and then English. It never repeats what was sent: an offer
holds names and telephone numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException as StarletteHTTPException

from offerscan.errors import EngineError, InputError, OfferscanError, RegistryError
from offerscan_api.store.errors import NoSuchCase, StoreError

__all__ = [
    "PROBLEMS",
    "PROBLEM_JSON",
    "Problem",
    "ProblemError",
    "add_problem_handlers",
    "answer_problem",
    "problem_answers",
]

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
    status: int
    title: str
    detail: str


PROBLEMS = {
    "malformed": _Entry(
        400,
        "Not readable as JSON",
        "Isi permintaan bukan JSON UTF-8 yang sah: perbaiki lalu kirim lagi. / "
        "The body is not valid UTF-8 JSON: mend it and send it again.",
    ),
    "not_found": _Entry(
        404,
        "No such address",
        "Alamat ini tidak ada: lihat daftar alamat di /. / There is nothing at this address: see the list at /.",
    ),
    "method": _Entry(
        405,
        "Method not allowed here",
        "Metode HTTP ini tidak berlaku di alamat ini: lihat kepala Allow. / "
        "This HTTP method does not work here: see the Allow header.",
    ),
    "too_large": _Entry(
        413,
        "Body too large",
        "Isi permintaan terlalu besar: bagi menjadi beberapa permintaan. / "
        "The body is too large: split it over several requests.",
    ),
    "media_type": _Entry(
        415,
        "JSON expected",
        "Kirim sebagai application/json (UTF-8, tanpa kompresi). / "
        "Send it as application/json (UTF-8, not compressed).",
    ),
    "invalid": _Entry(
        422,
        "Request does not fit",
        "Permintaan tidak sesuai: lihat errors, perbaiki, lalu kirim lagi. / "
        "The request does not fit: see errors, mend it and send it again.",
    ),
    "input": _Entry(
        422,
        "Request cannot be answered",
        "Permintaan ini tidak dapat dijawab: perbaiki lalu kirim lagi. / "
        "This request cannot be answered: mend it and send it again.",
    ),
    "not_signed_in": _Entry(
        401,
        "Not signed in",
        "Masuk dulu di /login, atau kirim kunci API di kepala Authorization: Bearer. / "
        "Log in at /login first, or send an API key in the header Authorization: Bearer.",
    ),
    "bad_login": _Entry(
        401,
        "Name or password is wrong",
        "Nama atau kata sandi tidak cocok: periksa lalu coba lagi. / Name or password do not match: check and try again.",
    ),
    "forbidden": _Entry(
        403,
        "Not allowed for this role",
        "Peran Anda tidak boleh melakukan ini: minta kepada administrator. / "
        "Your role may not do this: ask an administrator.",
    ),
    "forged": _Entry(
        403,
        "Not sent from this page",
        "Permintaan ini tidak datang dari halaman offerscan, atau sesinya sudah berganti: muat ulang halaman, lalu kirim lagi. / "
        "This request does not come from a page of offerscan, or the session has changed: reload the page and send it again.",
    ),
    "no_case": _Entry(
        404,
        "No such case",
        "Kasus ini tidak ada atau bukan milik Anda: periksa nomornya. / "
        "There is no such case, or it is not yours: check its number.",
    ),
    "no_registry": _Entry(
        404,
        "No list imported",
        "Belum ada daftar perusahaan: pengelola perlu menjalankan `offerscan registry import`. / "
        "There is no list of companies yet: whoever runs the service should run `offerscan registry import`.",
    ),
    "throttled": _Entry(
        429,
        "Too many attempts",
        "Terlalu banyak percobaan masuk: tunggu sebanyak detik di Retry-After. / "
        "Too many attempts to log in: wait for the seconds in Retry-After.",
    ),
    "registry": _Entry(
        503,
        "List of companies broken",
        "Daftar perusahaan yang disimpan rusak: pengelola perlu mengimpornya lagi. / "
        "The stored list of companies is broken: whoever runs the service should import it again.",
    ),
    "too_many": _Entry(
        429,
        "Too many requests",
        "Terlalu banyak permintaan dalam satu menit: tunggu sebanyak detik di Retry-After. / "
        "Too many requests within a minute: wait for the seconds in Retry-After.",
    ),
    "host": _Entry(
        421,
        "Not the name of this service",
        "Layanan ini tidak dikenal dengan nama itu: pakai alamatnya, atau minta pengelola menambahkan nama di OFFERSCAN_HOSTS. / "
        "This service is not known by that name: use its address, or ask whoever runs it to add the name to OFFERSCAN_HOSTS.",
    ),
    "slow": _Entry(
        408,
        "Body came too slowly",
        "Isi permintaan datang terlalu lambat: periksa jaringan lalu kirim lagi. / "
        "The body came too slowly: check the network and send it again.",
    ),
    "form": _Entry(
        400,
        "File not readable from the request",
        "Kirim berkas sebagai isi permintaan, atau sebagai isian `file` dari multipart/form-data. / "
        "Send the file as the body, or as field `file` of multipart/form-data.",
    ),
    "empty": _Entry(
        422,
        "File is empty",
        "Berkas ini kosong: periksa lalu kirim lagi. / This file is empty: check it and send it again.",
    ),
    "no_scan": _Entry(
        404,
        "No such scan",
        "Pemeriksaan ini tidak ada, sudah dihapus, atau bukan milik Anda: kirim berkasnya lagi. / "
        "There is no such scan, it has been removed, or it is not yours: send the file again.",
    ),
    "scan_not_done": _Entry(
        409,
        "Scan not done",
        "Pemeriksaan berkas ini belum selesai: coba lagi sebentar lagi. / This scan is not done yet: try again in a moment.",
    ),
    "scan_failed": _Entry(
        409,
        "Scan failed",
        "Pemeriksaan berkas ini gagal: perbaiki berkasnya lalu kirim lagi. / This scan failed: mend the file and send it again.",
    ),
    "too_many_scans": _Entry(
        429,
        "Too many scans",
        "Terlalu banyak pemeriksaan berkas yang disimpan: hapus yang sudah selesai, atau tunggu. / "
        "Too many scans are held: remove those that are done, or wait.",
    ),
    "no_room": _Entry(
        507,
        "No room for files",
        "Berkas tidak dapat disimpan sementara: periksa ruang disk dan izin folder sementara. / "
        "The file cannot be kept for the moment: check disk space and the permissions of the temporary folder.",
    ),
    "no_ocr": _Entry(
        501,
        "Pictures cannot be read here",
        "Pembaca gambar belum terpasang di layanan ini: kirim teksnya, atau minta pengelola menjalankan "
        'pip install "offerscan[ocr]". / '
        "The reader of pictures is not installed here: send the text, or ask whoever runs the service to run "
        'pip install "offerscan[ocr]".',
    ),
    "stopping": _Entry(
        503,
        "Stopping",
        "Layanan sedang berhenti: coba lagi setelah dijalankan kembali. / "
        "The service is stopping: try again when it has been started again.",
    ),
    "no_workers": _Entry(
        503,
        "No worker lives",
        "Pemeriksa sedang dijalankan kembali: coba lagi sebentar lagi. / "
        "The workers are being started again: try again in a moment.",
    ),
    "store": _Entry(
        503,
        "Database cannot be used",
        "Basis data tidak dapat dipakai: coba lagi, lalu hubungi pengelola. / "
        "The database cannot be used: try again, then tell whoever runs the service.",
    ),
    "internal": _Entry(
        500,
        "Unexpected fault",
        "Terjadi kesalahan tak terduga pada layanan: coba lagi, lalu laporkan nilai instance kepada pengelola. / "
        "The service failed unexpectedly: try again, then report the value of instance to whoever runs it.",
    ),
    "busy": _Entry(
        503,
        "Too many requests at work",
        "Layanan sedang penuh: coba lagi sebentar lagi. / The service is full: try again in a moment.",
    ),
    "engine": _Entry(
        503,
        "Model could not be run",
        "Model tidak dapat dijalankan: coba lagi, lalu hubungi pengelola. / "
        "The model could not be run: try again, then tell whoever runs the service.",
    ),
    "not_ready": _Entry(
        503,
        "Not ready",
        "Model belum dapat dibuka: pengelola perlu menjalankan `offerscan model verify`. / "
        "The model could not be opened: whoever runs the service should run `offerscan model verify`.",
    ),
}

_BY_STATUS = {404: "not_found", 405: "method", 413: "too_large", 415: "media_type", 422: "invalid"}
_BY_ERROR: dict[type[OfferscanError], str] = {
    InputError: "input",
    EngineError: "engine",
    RegistryError: "registry",
    NoSuchCase: "no_case",
    StoreError: "store",
}

# What to do about each kind of misfit that pydantic reports; its own messages can repeat the value.
_MISFITS = {
    "missing": "Isian ini wajib ada. / This field is required.",
    "extra_forbidden": "Ada isian yang tidak dikenal: hapus. / There is an unknown field: remove it.",
    "text_or_offers": "Kirim `text` atau `offers`, salah satu saja. / Send `text` or `offers`, exactly one of them.",
    "text_or_case": "Kirim `text` atau `case`, salah satu saja. / Send `text` or `case`, exactly one of them.",
    "string_type": "Isian ini harus berupa teks JSON. / This must be a JSON string.",
    "string_unicode": "Ada surogat tunggal, bukan teks Unicode: hapus. / It holds a lone surrogate: remove it.",
    "string_pattern_mismatch": "Ada karakter NUL: hapus. / It holds a NUL character: remove it.",
    "string_too_short": "Isian ini kosong: isi atau hapus. / This is empty: fill it or leave it out.",
    "string_too_long": "Isian ini terlalu panjang. / This is too long.",
    "list_type": "Isian ini harus berupa daftar JSON. / This must be a JSON array.",
    "too_short": "Daftar ini kosong: isi sedikitnya satu. / This list is empty: give at least one.",
    "too_long": "Daftar ini terlalu panjang: bagi menjadi beberapa permintaan. / "
    "This list is too long: split it over several requests.",
    "model_attributes_type": "Isian ini harus berupa objek JSON. / This must be a JSON object.",
    "model_type": "Isian ini harus berupa objek JSON. / This must be a JSON object.",
}
_MISFIT = "Nilai ini tidak sesuai. / This value does not fit."


class ProblemError(HTTPException):
    """Stops a request with an entry of PROBLEMS. `detail` replaces its sentence and never carries offer text."""

    def __init__(self, code: str, detail: str | None = None, headers: Mapping[str, str] | None = None) -> None:
        entry = PROBLEMS[code]
        super().__init__(entry.status, detail or entry.detail, dict(headers or {}))
        self.code = code


def problem_answers(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI entries of the problems that a route can answer with."""
    titles: dict[int, list[str]] = {}
    for code in codes:
        titles.setdefault(PROBLEMS[code].status, []).append(PROBLEMS[code].title)
    return {status: {"description": "; ".join(named), "model": Problem} for status, named in titles.items()}


def answer_problem(
    request: Request,
    code: str,
    detail: str | None = None,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Misfit] = (),
) -> Response:
    """The answer for an entry of PROBLEMS."""
    entry = PROBLEMS[code]
    problem = Problem(
        type=f"urn:offerscan:problem:{code}",
        title=entry.title,
        status=entry.status,
        detail=detail or entry.detail,
        instance=f"urn:uuid:{request.state.request_id}",
        code=code,
        errors=list(errors) or None,
    )
    return Response(
        orjson.dumps(problem.model_dump(exclude_none=True)), entry.status, dict(headers or {}), media_type=PROBLEM_JSON
    )


def add_problem_handlers(app: FastAPI) -> None:
    """Makes every error of the application a problem."""

    @app.exception_handler(ProblemError)
    async def told(request: Request, error: ProblemError) -> Response:
        return answer_problem(request, error.code, error.detail, error.headers)

    @app.exception_handler(StarletteHTTPException)
    async def framework(request: Request, error: StarletteHTTPException) -> Response:
        code = _BY_STATUS.get(error.status_code, "malformed" if error.status_code < 500 else "internal")
        headers = dict(error.headers or {})
        if code == "method":
            headers["Allow"] = ", ".join(_allowed(request, headers.get("Allow", "")))
        return answer_problem(request, code, headers=headers)

    @app.exception_handler(RequestValidationError)
    async def misfit(request: Request, error: RequestValidationError) -> Response:
        return answer_problem(request, "invalid", errors=[_misfit(fault) for fault in error.errors()[:_MAX_ERRORS]])

    @app.exception_handler(OfferscanError)
    async def own(request: Request, error: OfferscanError) -> Response:
        return answer_problem(request, _BY_ERROR.get(type(error), "not_ready"), str(error))


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
    return Misfit(pointer="#" + "".join(f"/{part}" for part in place), detail=_MISFITS.get(fault["type"], _MISFIT))
