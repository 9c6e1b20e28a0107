"""The address of pictures: a file in, its text and the assessment of that out."""

from __future__ import annotations

import base64
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response

from offerscan.formats import as_json
from offerscan.phrases import both
from offerscan.pictures import Picture, can_read_pictures, mark_picture, read_picture
from offerscan.records import Assessment, Fault, Offer, Refusal, offer_id
from offerscan_api.auth import allow
from offerscan_api.pictures.line import PictureLine, picture_line
from offerscan_api.pictures.schemas import PictureAnswer, read_lines
from offerscan_api.pictures.upload import PictureRoute, receive_picture
from offerscan_api.problems import ProblemError, problem_answers
from offerscan_api.service import Live, Service, client_of
from offerscan_api.store import Staff

__all__ = ["router"]

_BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_FORM: dict[str, Any] = {
    "schema": {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
}
_BODY = {
    "required": True,
    "content": {"multipart/form-data": _FORM, "application/octet-stream": _BINARY, "image/*": _BINARY},
}
_PROBLEMS = (
    "internal", "not_signed_in", "forbidden", "form", "empty", "malformed", "too_large", "input", "invalid", "slow",
    "busy", "too_many", "stopping", "not_ready", "engine", "store", "no_ocr",
)  # fmt: skip

router = APIRouter(route_class=PictureRoute)


@router.post(
    "/v1/assess/image",
    summary="Assess a picture",
    response_model=PictureAnswer,
    response_description="Its text, and one assessment of it",
    openapi_extra={"requestBody": _BODY},
    responses=problem_answers(*_PROBLEMS),
)
async def assess_image(
    request: Request,
    service: Live,
    line: Annotated[PictureLine, Depends(picture_line)],
    by: Annotated[Staff, Depends(allow("assess"))],
    marked: Annotated[bool, Query(description="Whether to answer the picture with its evidence marked, too.")] = False,
) -> Response:
    """Reads a poster, a screenshot or a PDF (JPEG, PNG, WebP, HEIC, told by its content) on this machine and screens the
    text. Neither picture nor text is stored. Where a picture holds no writing, an `error` stands in the assessment's place.
    """
    if not can_read_pictures():
        raise ProblemError("no_ocr")
    settings = request.app.state.settings
    with line.place():
        data = await receive_picture(request)
        picture = await line.read(lambda: read_picture(data, settings))
    answer = await _assess(service, picture, client_of(request, by), request)
    drawn = await service.work(lambda: _draw(picture, answer)) if marked and isinstance(answer, Assessment) else None
    body = {
        "assessments": [as_json(answer)],
        "text": picture.text,
        "picture": read_lines(picture).model_dump(),
        "marked": drawn,
    }
    return Response(orjson.dumps(body), media_type="application/json")


async def _assess(service: Service, picture: Picture, client: str, request: Request) -> Assessment | Refusal:
    if not picture.text.strip():
        return Refusal(offer_id(picture.text), None, Fault("empty", both("error_picture_empty")))
    [answer] = await service.assess([Offer(picture.text)], client, request)
    return picture.tell(answer) if isinstance(answer, Assessment) else answer


def _draw(picture: Picture, assessment: Assessment) -> str:
    return base64.b64encode(mark_picture(picture, assessment.findings)).decode("ascii")
