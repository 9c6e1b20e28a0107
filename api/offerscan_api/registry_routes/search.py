"""GET /v1/registry/search: what the list says of a name, with the contacts that came with it."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from offerscan.listings import Listing, ListingStatus, Lookup
from offerscan.registry import Agency
from offerscan_api.problems import problem_answers
from offerscan_api.registry_routes.listed import Listed

__all__ = ["router"]

_WORD = r"^[^\u0000]*$"
Contacts = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100, pattern=_WORD)]], Field(max_length=20), Query()
]


class ListedAgency(BaseModel):
    """One entry of the list. `score` tells how like its name, or an alias, is to the one asked for."""

    id: str
    score: float
    agency: Agency


class SearchAnswer(BaseModel):
    """What the list says, in the shape that assessments have, and the entries themselves, the likest name first."""

    status: ListingStatus
    version: str
    imported_on: str
    checked_on: str | None
    companies: list[Listing]
    agencies: list[ListedAgency]


router = APIRouter(responses=problem_answers("internal"))


@router.get(
    "/v1/registry/search",
    summary="Look a company up in the imported list",
    responses=problem_answers("invalid", "no_registry", "registry"),
)
def search(
    registry: Listed,
    name: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            pattern=_WORD,
            description="A company's name as it is written, or a licence number.",
        ),
    ],
    phone: Contacts = [],  # noqa: B006  FastAPI copies it
    licence: Contacts = [],  # noqa: B006
) -> SearchAnswer:
    """Survives misspellings, branches, spaced letters and other word order. Not being listed proves nothing."""
    lookup, agencies = registry.search(name, phone, licence)
    return SearchAnswer(
        **{field.name: getattr(lookup, field.name) for field in fields(Lookup)},
        agencies=[ListedAgency(id=agency.id, score=score, agency=agency) for agency, score in agencies],
    )
