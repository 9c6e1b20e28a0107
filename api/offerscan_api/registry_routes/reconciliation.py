"""A W3C Reconciliation service (API 0.2) over the imported list, so that a table of names is matched in OpenRefine.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

from html import escape
from typing import Annotated, Any

import anyio.to_thread
import orjson
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from offerscan.listings import ListingStatus
from offerscan.registry import SAME, Agency, Registry
from offerscan_api.bounded_routes import BoundedRoute
from offerscan_api.problems import ProblemError, problem_answers
from offerscan_api.registry_routes.listed import Listed, registry_of
from offerscan_api.registry_routes.openrefine import RECONCILE_PATH, key_in_query

__all__ = ["router"]

_AGENCY = {"id": "agency", "name": "Perusahaan penempatan (P3MI)"}
_PROPERTIES = {
    "status": "Status", "sip3mi": "SIP3MI", "nib": "NIB", "province": "Provinsi", "address": "Alamat", "phones": "Telepon",
    "valid_until": "Berlaku sampai", "source": "Sumber", "checked_on": "Diperiksa pada", "aliases": "Nama lain",
}  # fmt: skip
# Properties of a query that are compared with the list's.
_PHONES, _LICENCES = ("phones", "phone"), ("sip3mi", "nib", "licence")
_MOST_QUERIES, _MOST_RESULTS = 500, 5
Word = Annotated[str, Field(max_length=200)]


class _Value(BaseModel):
    model_config = ConfigDict(extra="ignore")
    pid: Word
    v: Any = None

    def words(self) -> list[str]:
        values = self.v if isinstance(self.v, list) else [self.v]
        return [str(one)[:200] for one in values if isinstance(one, str | int)]


class _Question(BaseModel):
    model_config = ConfigDict(extra="ignore")
    query: Word
    limit: Annotated[int, Field(ge=1)] = _MOST_RESULTS
    properties: Annotated[list[_Value], Field(max_length=50)] = []


class _Wanted(BaseModel):
    model_config = ConfigDict(extra="ignore")
    id: Word


class _Extension(BaseModel):
    model_config = ConfigDict(extra="ignore")
    ids: Annotated[list[Word], Field(max_length=1000)]
    properties: Annotated[list[_Wanted], Field(max_length=50)]


_QUESTIONS = TypeAdapter(Annotated[dict[str, _Question], Field(max_length=_MOST_QUERIES)])
_EXTENSION = TypeAdapter(_Extension)


router = APIRouter(route_class=BoundedRoute, responses=problem_answers("internal", "no_registry", "registry", "invalid"))
Asked = Annotated[str | None, Query(max_length=200_000)]


@router.get(RECONCILE_PATH, summary="Reconciliation service: manifest, or answers to `queries`")
def reconcile(request: Request, registry: Listed, queries: Asked = None, extend: Asked = None) -> dict[str, Any]:
    """Point OpenRefine here; with logins a key belongs to the address, `?key=…`.

    `queries` and `extend` are JSON, as the specification has them.
    """
    if queries is None and extend is None:
        return _manifest(request, registry)
    return _answer(registry, queries, extend)


@router.post(
    RECONCILE_PATH,
    summary="Reconciliation service: answers to `queries` in a form",
    responses=problem_answers("form", "malformed", "too_large"),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                        "minProperties": 1,
                    }
                }
            },
        }
    },
)
async def reconcile_form(request: Request) -> dict[str, Any]:
    """The same for many names at once."""
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    return await anyio.to_thread.run_sync(
        lambda: _answer(registry_of(request), form.get("queries"), form.get("extend"))
    )


@router.get(f"{RECONCILE_PATH}/suggest", summary="Reconciliation service: names that begin like this")
def suggest(registry: Listed, prefix: Annotated[str, Query(max_length=200)]) -> dict[str, Any]:
    """For choosing an agency by hand."""
    begun = prefix.strip().casefold()
    found = {agency.id: agency for match in registry.find(prefix) for agency in match.company.agencies}
    found |= {agency.id: agency for agency in registry.edition.agencies if begun and begun in agency.name.casefold()}
    return {"result": [_entity(agency, registry) for agency in list(found.values())[:10]]}


@router.get(f"{RECONCILE_PATH}/properties", summary="Reconciliation service: columns that can be fetched")
def properties(type: Annotated[str | None, Query(max_length=200)] = None, limit: int | None = None) -> dict[str, Any]:
    """What `extend` gives for an agency."""
    return {"type": _AGENCY["id"], "properties": [{"id": id, "name": name} for id, name in _PROPERTIES.items()]}


@router.get(f"{RECONCILE_PATH}/view", summary="Reconciliation service: one agency, to read", response_class=Response)
def view(registry: Listed, id: Annotated[str, Query(max_length=100)]) -> Response:
    """One entry of the list as a plain page."""
    agency = registry.by_id.get(id)
    if agency is None:
        raise ProblemError("not_found")
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape('; '.join(_values(agency, key, registry)))}</dd>"
        for key, name in _PROPERTIES.items()
    )
    page = f'<!doctype html><html lang="id"><meta charset="utf-8"><title>{escape(agency.name)}</title>'
    return Response(f"{page}<h1>{escape(agency.name)}</h1><dl>{rows}</dl></html>", media_type="text/html")


def _manifest(request: Request, registry: Registry) -> dict[str, Any]:
    """Its addresses carry the key that it was asked for with, as OpenRefine adds none to them."""
    address, key = str(request.url_for("reconcile")), key_in_query(request, "?")
    return {
        "versions": ["0.2"],
        "name": f"offerscan {registry.version}",
        "identifierSpace": "urn:offerscan:registry:agency",
        "schemaSpace": "urn:offerscan:registry:schema",
        "defaultTypes": [_AGENCY],
        "view": {"url": f"{address}/view?id={{{{id}}}}{key_in_query(request, '&')}"},
        "suggest": {"entity": {"service_url": address, "service_path": f"/suggest{key}"}},
        "extend": {"propose_properties": {"service_url": address, "service_path": f"/properties{key}"}},
        "batchSize": _MOST_QUERIES,
    }


def _answer(registry: Registry, queries: str | None, extend: str | None) -> dict[str, Any]:
    try:
        if queries is not None:
            questions = _QUESTIONS.validate_python(orjson.loads(queries))
            return {key: {"result": _candidates(registry, question)} for key, question in questions.items()}
        if extend is not None:
            return _extend(registry, _EXTENSION.validate_python(orjson.loads(extend)))
    except (orjson.JSONDecodeError, ValidationError):
        raise ProblemError("invalid") from None
    raise ProblemError("invalid")


def _candidates(registry: Registry, question: _Question) -> list[dict[str, Any]]:
    """Scores from 0 to 100. A match needs a name that is the same, no second one, and no contact that speaks against it."""
    phones = [word for value in question.properties if value.pid in _PHONES for word in value.words()]
    licences = [word for value in question.properties if value.pid in _LICENCES for word in value.words()]
    lookup, _ = registry.search(question.query, phones, licences)
    matches = registry.find(question.query)[: question.limit]
    clear = sum(match.score >= SAME for match in matches) == 1 and lookup.status is not ListingStatus.CONTACT_MISMATCH
    return [
        {
            **_entity(registry.choose(match.company, question.query, licences, phones), registry),
            "score": round(100 * match.score, 1),
            "match": clear and match.score >= SAME,
            "features": [{"id": "name", "value": match.score}],
        }
        for match in matches
    ]


def _extend(registry: Registry, extension: _Extension) -> dict[str, Any]:
    wanted = [one.id for one in extension.properties if one.id in _PROPERTIES]
    rows = {
        id: {key: [{"str": value} for value in _values(agency, key, registry)] for key in wanted} if agency else {}
        for id, agency in ((id, registry.by_id.get(id)) for id in extension.ids)
    }
    return {"meta": [{"id": key, "name": _PROPERTIES[key]} for key in wanted], "rows": rows}


def _entity(agency: Agency, registry: Registry) -> dict[str, Any]:
    about = ", ".join(filter(None, (agency.standing(registry.today), agency.sip3mi, agency.province)))
    return {"id": agency.id, "name": agency.name, "description": about, "type": [_AGENCY]}


def _values(agency: Agency, key: str, registry: Registry) -> list[str]:
    value = agency.standing(registry.today) if key == "status" else getattr(agency, key)
    values = value if isinstance(value, tuple) else (value,)
    return [str(one) for one in values if one]
