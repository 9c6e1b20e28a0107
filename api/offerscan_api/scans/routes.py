"""The addresses of scans: a file in, a scan to ask about, its result, and its end."""

from __future__ import annotations

from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import FileResponse

from offerscan.formats import Fields, InputFile, Note
from offerscan.formats.readers import FORMATS
from offerscan.records import Risk
from offerscan.scan import Plan
from offerscan.settings import Limits, Settings
from offerscan_api.auth import allow
from offerscan_api.negotiation import quality
from offerscan_api.notes import Notes
from offerscan_api.one_of import OneOf
from offerscan_api.problems import ProblemError, problem_answers
from offerscan_api.scans.held import Scans
from offerscan_api.scans.scan import RESULTS, Scan, State
from offerscan_api.scans.schemas import ScanAnswer, scan_answer
from offerscan_api.scans.upload import Upload, receive_upload
from offerscan_api.service import Live, client_of
from offerscan_api.store import Staff

__all__ = ["router"]

# A small upload must not become a disk full of answers: what archives may hold, as a multiple of the upload's limit.
_INFLATED = 5
_FILE = {"type": "string", "format": "binary", "minLength": 1}
_BODY = {
    "required": True,
    "content": {
        "application/octet-stream": {"schema": _FILE},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": _FILE},
            }
        },
    },
}
_FILES = {media_type.partition(";")[0]: {"schema": {"type": "string"}} for _, media_type in RESULTS.values()}
_ALWAYS = ("internal", "not_signed_in", "forbidden", "invalid", "store", "busy", "too_many")

Word = Annotated[str | None, Query(min_length=1, max_length=200, pattern=r"^[^\u0000-\u001f]*$")]
Format = Annotated[
    str | None,
    Query(
        pattern=f"^(?:{'|'.join(sorted(FORMATS))})$",
        description="As of `offerscan scan --format`, where name and content do not say.",
    ),
]
ScanId = Annotated[str, Path(alias="id", max_length=64, pattern=r"^[\w-]+$")]
By = Annotated[Staff, Depends(allow("assess"))]
router = APIRouter(responses=problem_answers(*_ALWAYS))


def _scans(request: Request) -> Scans:
    scans: Scans = request.app.state.scans
    return scans


HeldScans = Annotated[Scans, Depends(_scans)]


def _own(request: Request, id: ScanId, scans: HeldScans, by: By) -> Scan:
    return scans.find(id, client_of(request, by))


Own = Annotated[Scan, Depends(_own)]


@router.post(
    "/v1/scans",
    status_code=202,
    summary="Assess a file",
    openapi_extra={"requestBody": _BODY},
    responses={
        202: {"headers": {"Location": {"description": "Where to ask about it.", "schema": {"type": "string"}}}},
        **problem_answers("form", "empty", "slow", "too_large", "too_many_scans", "not_ready", "no_room"),
    },
)
async def start_scan(
    request: Request,
    response: Response,
    service: Live,
    scans: HeldScans,
    by: By,
    name: Annotated[Word, Query(description="The file's name, for its suffix; a form brings its own.")] = None,
    format: Format = None,
    text_field: Annotated[Word, Query(description="Column that holds the text.")] = None,
    id_field: Annotated[Word, Query(description="Column that holds the id.")] = None,
    with_text: Annotated[bool, Query(description="Whether the result holds the offers' texts.")] = False,
    min_risk: Annotated[Risk, Query(description="Write only from this level on; all are counted.")] = Risk.LOW,
) -> ScanAnswer:
    """Takes a file of any format of `offerscan scan`, as the body or as field `file` of a form, and answers at once.

    The file and its result are kept in a temporary folder for a limited time, and are gone when the service stops.
    """
    settings: Settings = request.app.state.settings
    owner = client_of(request, by)
    folder = scans.reserve(owner)
    try:
        upload = await receive_upload(request, folder, name, settings.max_scan_bytes)
        fields = Fields(text_field, id_field)
        notes = Notes()
        plan = await anyio.to_thread.run_sync(lambda: _plan(upload, fields, format, settings, notes))
        scan = Scan(folder.name, owner, folder, plan, settings.max_scan_rows, with_text, min_risk, notes=notes)
    except BaseException:
        await anyio.to_thread.run_sync(scans.release, owner, folder)
        raise
    scans.start(scan, service.screener_for(f"scans of {owner}"))
    response.headers["Location"] = f"/v1/scans/{scan.id}"
    return scan_answer(scan, scans.expires_at(scan))


@router.get("/v1/scans/{id}", summary="How far a scan is", responses=problem_answers("no_scan"))
async def read_scan(scan: Own, scans: HeldScans) -> ScanAnswer:
    """State, counts by level, progress, and what was noted of the file; when it is done, where its result is and until when."""
    return scan_answer(scan, scans.expires_at(scan))


@router.get(
    "/v1/scans/{id}/result",
    summary="The result of a scan",
    response_class=FileResponse,
    responses={200: {"content": _FILES}, **problem_answers("no_scan", "scan_not_done", "scan_failed")},
)
async def read_result(
    request: Request,
    scan: Own,
    form: Annotated[
        Annotated[str, OneOf(RESULTS)] | None, Query(alias="format", description="Else as Accept prefers.")
    ] = None,
) -> Response:
    """An assessment a row: JSON lines, each in the published shape, or CSV for a spreadsheet program."""
    if scan.state is State.FAILED:
        raise ProblemError("scan_failed", scan.error.message if scan.error else None)
    if scan.state is not State.DONE:
        raise ProblemError("scan_not_done")
    chosen = form or _preferred(request.headers.get("accept", ""))
    suffix, media_type = RESULTS[chosen]
    path = scan.result(chosen)
    if not await anyio.to_thread.run_sync(path.exists):
        raise ProblemError("no_scan")
    return FileResponse(path, media_type=media_type, filename=f"offerscan-{scan.id[:8]}{suffix}")


@router.delete("/v1/scans/{id}", status_code=204, summary="Remove a scan", responses=problem_answers("no_scan"))
async def remove_scan(scan: Own, scans: HeldScans) -> Response:
    """Stops it where it still runs, and removes the file and the result."""
    await anyio.to_thread.run_sync(scans.remove, scan)
    return Response(status_code=204)


def _plan(upload: Upload, fields: Fields, format: str | None, settings: Settings, note: Note) -> Plan:
    """How the file is read; whether it can be, the scan will tell."""
    limits = Limits(
        **{
            **{name: getattr(settings, name) for name in Limits.model_fields},
            "max_inflated_bytes": min(settings.max_inflated_bytes, _INFLATED * settings.max_scan_bytes),
        }
    )
    file = InputFile(upload.path, upload.label, format, limits=limits)
    told = upload.path.stat()
    return Plan((file,), fields, note, sizes=((told.st_size, told.st_mtime_ns),))


def _preferred(accept: str) -> str:
    """CSV only for whoever prefers it: browsers and programs that take anything get JSON lines."""
    json = max(quality(accept, kind) for kind in ("application/jsonl", "application/x-ndjson", "application/json"))
    return "csv" if quality(accept, "text/csv") > json else "jsonl"
