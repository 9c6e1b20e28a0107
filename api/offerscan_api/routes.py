"""The addresses of the service. Each reads, asks the screener and writes; nothing about an offer is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import anyio.to_thread
import orjson
from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.responses import PlainTextResponse

from offerscan.catalog import Wording
from offerscan.formats import as_json
from offerscan.policy import POLICY_EN, POLICY_ID
from offerscan.version import __version__
from offerscan_api.assessing import Answer
from offerscan_api.auth import OpenStore, allow
from offerscan_api.bounded_routes import JsonRoute
from offerscan_api.examples import ASSESS_ANSWER, ASSESS_REQUESTS
from offerscan_api.metrics import METRICS_TYPE, Metrics
from offerscan_api.problems import problem_answers
from offerscan_api.schemas import (
    AssessAnswer,
    AssessRequest,
    CatalogAnswer,
    Index,
    ModelAnswer,
    Sign,
    catalog_answer,
)
from offerscan_api.service import Live, Ready, client_of
from offerscan_api.store import Staff

__all__ = ["index_router", "router"]


# So many answers are written at once; more would keep everybody else waiting.
_FEW = 16

By = Annotated[Staff, Depends(allow("assess"))]
router = APIRouter(route_class=JsonRoute, responses=problem_answers("internal"))
index_router = APIRouter(route_class=JsonRoute, responses=problem_answers("internal"))


@router.post(
    "/v1/assess",
    summary="Assess offers",
    response_model=AssessAnswer,
    response_description="One answer an offer, in order",
    responses={
        200: {"content": {"application/json": {"example": ASSESS_ANSWER}}},
        **problem_answers("malformed", "not_signed_in", "forbidden", "too_large", "media_type", "invalid"),
        **problem_answers("busy", "stopping", "not_ready", "engine", "store", "slow", "too_many"),
    },
)
async def assess(
    body: Annotated[AssessRequest, Body(openapi_examples=ASSESS_REQUESTS)], request: Request, service: Ready, by: By
) -> Response:
    """Screens one text or a batch. Each offer is judged alone: its neighbours and their order change nothing."""
    answers = await service.assess(body.read_offers(), client_of(request, by), request)
    written = _written(answers) if len(answers) <= _FEW else await anyio.to_thread.run_sync(_written, answers)
    return Response(written, media_type="application/json")


def _written(answers: Sequence[Answer]) -> bytes:
    return orjson.dumps({"assessments": [as_json(answer) for answer in answers]})


@router.get("/v1/indicators", summary="The catalog of indicators", responses=problem_answers("not_ready"))
async def indicators(service: Ready) -> CatalogAnswer:
    """Everything that is looked for: why it matters, what to ask, and the related law with the day it was checked."""
    return catalog_answer(service.catalog)


@router.get("/v1/model", summary="The model that answers", responses=problem_answers("not_ready"))
async def model(service: Ready) -> ModelAnswer:
    """Which model this is, how it was calibrated and measured, and the policy that turns scores into a level."""
    return ModelAnswer(
        version=service.versions.model,
        labels=list(service.catalog.labels),
        policy=Wording(id=POLICY_ID, en=POLICY_EN),
        manifest=service.manifest,
    )


@router.get("/health", summary="Whether the process lives")
async def health() -> Sign:
    """Answers while the process lives, whatever the model does."""
    return Sign()


@router.get(
    "/ready",
    summary="Whether offers can be assessed",
    responses=problem_answers("not_ready", "no_workers", "busy", "store"),
)
async def ready(service: Live, store: OpenStore) -> Sign:
    """Answers while the model is open, a worker lives, there is room in the line, and the database can be used."""
    await anyio.to_thread.run_sync(store.check)
    return Sign()


@router.get(
    "/metrics",
    summary="Figures of the service",
    response_class=PlainTextResponse,
    responses=problem_answers("not_signed_in", "forbidden", "store", "too_many"),
)
def metrics(request: Request, by: By) -> Response:
    """Requests, offers by level, line, workers, scans, and this week's shares, in Prometheus' format; no text and no ids."""
    figures: Metrics = request.app.state.metrics
    return Response(figures.render(), media_type=METRICS_TYPE)


@index_router.get("/", summary="What is here", responses={200: {"content": {"text/html": {}}}})
async def index(request: Request) -> Index:
    """Names the addresses of this service; for people, the desk page, which answers here unless JSON is preferred."""
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
