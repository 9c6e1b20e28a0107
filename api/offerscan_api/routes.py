"""The addresses of the service. Each reads, asks the screener and writes; nothing about an offer is decided here."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Body, Request, Response

from offerscan.catalog import Wording
from offerscan.decision import POLICY_EN, POLICY_ID
from offerscan.formats import as_json
from offerscan.records import Offer
from offerscan.screener import Screener
from offerscan.version import __version__
from offerscan_api.body import JsonRoute
from offerscan_api.examples import ASSESS_ANSWER, ASSESS_REQUESTS
from offerscan_api.problems import PROBLEMS, Problem
from offerscan_api.schemas import (
    AssessAnswer,
    AssessRequest,
    CatalogAnswer,
    Index,
    ModelAnswer,
    Sign,
    catalog_answer,
)
from offerscan_api.service import Ready

__all__ = ["router"]


def _problems(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI entries of the problems that a route can answer with."""
    titles: dict[int, list[str]] = {}
    for code in codes:
        titles.setdefault(PROBLEMS[code].status, []).append(PROBLEMS[code].title)
    return {status: {"description": "; ".join(named), "model": Problem} for status, named in titles.items()}


router = APIRouter(route_class=JsonRoute, responses=_problems("internal"))


@router.post(
    "/v1/assess",
    summary="Assess offers",
    response_model=AssessAnswer,
    response_description="One answer an offer, in order",
    responses={
        200: {"content": {"application/json": {"example": ASSESS_ANSWER}}},
        **_problems("malformed", "too_large", "media_type", "invalid", "busy", "not_ready", "engine"),
    },
)
async def assess(request: Annotated[AssessRequest, Body(openapi_examples=ASSESS_REQUESTS)], service: Ready) -> Response:
    """Screens one text or a batch. Each offer is judged alone: its neighbours and their order change nothing."""
    offers = request.read_offers()
    return Response(await service.work(lambda: _assess(service.screener, offers)), media_type="application/json")


def _assess(screener: Screener, offers: list[Offer]) -> bytes:
    return orjson.dumps({"assessments": [as_json(answer) for answer in screener.assess_many(offers)]})


@router.get("/v1/indicators", summary="The catalog of indicators", responses=_problems("not_ready"))
async def indicators(service: Ready) -> CatalogAnswer:
    """Everything that is looked for: why it matters, what to ask, and the related law with the day it was checked."""
    return catalog_answer(service.screener.catalog)


@router.get("/v1/model", summary="The model that answers", responses=_problems("not_ready"))
async def model(service: Ready) -> ModelAnswer:
    """Which model this is, how it was calibrated and measured, and the policy that turns scores into a level."""
    screener = service.screener
    return ModelAnswer(
        version=screener.versions.model,
        labels=list(screener.catalog.labels),
        policy=Wording(id=POLICY_ID, en=POLICY_EN),
        manifest=service.manifest,
    )


@router.get("/health", summary="Whether the process lives")
async def health() -> Sign:
    """Answers while the process lives, whatever the model does."""
    return Sign()


@router.get("/ready", summary="Whether offers can be assessed", responses=_problems("not_ready"))
async def ready(service: Ready) -> Sign:
    """Answers once the model is open."""
    return Sign()


@router.get("/", summary="What is here")
async def index(request: Request) -> Index:
    """Names the addresses of this service."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    return Index(
        name="offerscan",
        version=__version__,
        endpoints={
            f"{method.upper()} {path}": operation["summary"]
            for path, operations in paths.items()
            for method, operation in operations.items()
        },
    )
