"""OpenRefine at the reconciliation service: a page elsewhere that knows an address and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import structlog
from desk_client import OFFER, PASSWORD, open_desk
from fastapi.testclient import TestClient
from fixed_screener import open_fixed
from local_client import LocalClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from offerscan.formats import as_json
from offerscan.formats.numbered import read_numbered_rows
from offerscan.records import Offer
from offerscan.registry import import_list, is_header
from offerscan_api.auth import LOCAL
from offerscan_api.store import CaseFilter, Role, Staff

RECONCILE = "/v1/registry/reconcile"
OPENREFINE, ELSEWHERE = "http://127.0.0.1:3333", "https://lain.example"
PREFLIGHT = {"Access-Control-Request-Method": "POST"}
QUERIES = {"queries": json.dumps({"q0": {"query": "PT Sinar Merapi Jaya"}})}
SAMPLE = Path(__file__).parents[1] / "examples/registry.csv"


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The desk of one person, without logins."""
    yield from serve(tmp_path_factory.mktemp("local"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk with logins, where nobody is logged in."""
    yield from serve(tmp_path_factory.mktemp("office"), with_logins=True)


@pytest.fixture(scope="module")
def key(office: TestClient) -> str:
    made: str = office.app.state.store.keys.create("test", "openrefine", Role.REGISTRY, "")  # type: ignore[attr-defined]
    return made


def serve(data: Path, with_logins: bool = False, **settings: object) -> Iterator[TestClient]:
    import_list(data, SAMPLE.name, read_numbered_rows(SAMPLE, is_header), date(2026, 11, 22))
    app = open_desk(data, **settings)
    with LocalClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        if with_logins:
            with pytest.MonkeyPatch.context() as patch:
                quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
                patch.setattr("offerscan_api.store.accounts._hasher", lambda: quick)
                app.state.store.accounts.add("test", "admin", Role.ADMINISTRATOR, "", PASSWORD)
        yield client


@pytest.mark.parametrize("origin", [OPENREFINE, "http://localhost:3333"])
def test_openrefine_may_ask_and_read(local: TestClient, origin: str) -> None:
    before = local.options(RECONCILE, headers={"Origin": origin, **PREFLIGHT})
    assert (before.status_code, before.headers["access-control-allow-methods"]) == (204, "GET, POST, OPTIONS")
    asked = {"Origin": origin, "Sec-Fetch-Site": "same-site"}
    for answer in (
        before,
        local.get(RECONCILE, headers=asked),
        local.post(RECONCILE, data=QUERIES, headers=asked),
        local.get(f"{RECONCILE}/suggest", params={"prefix": "sinar"}, headers=asked),
        local.get(f"{RECONCILE}/suggest", headers=asked),
    ):
        assert answer.status_code in (200, 204) or answer.json()["code"] == "invalid"
        assert answer.headers["access-control-allow-origin"] == origin
        assert "Origin" in answer.headers["vary"]
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origin", [ELSEWHERE, "null", "http://127.0.0.1:3334", "https://127.0.0.1:3333", ""])
def test_other_pages_stay_outside(local: TestClient, origin: str) -> None:
    assert local.options(RECONCILE, headers={"Origin": origin, **PREFLIGHT}).status_code == 405
    sent = local.post(RECONCILE, data=QUERIES, headers={"Origin": origin})
    assert (sent.status_code, sent.json()["code"]) == (403, "forged")
    for answer in (sent, local.get(RECONCILE, headers={"Origin": origin})):
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/v1/registry/search?name=a", "/v1/registry/reconciled", "/v1/assess", "/v1/cases", "/"]
)
def test_other_addresses_stay_closed(local: TestClient, office: TestClient, key: str, path: str) -> None:
    asked = {"Origin": OPENREFINE}
    for answer in (local.get(path, headers=asked), local.options(path, headers={**asked, **PREFLIGHT})):
        assert "access-control-allow-origin" not in answer.headers
    assert local.post("/v1/assess", json={"text": "a"}, headers=asked).json()["code"] == "forged"
    with_key = office.get(path, params={"name": "a", "key": key})
    assert with_key.status_code == office.get(path).status_code != 200


def test_other_origins_can_be_set(tmp_path: Path) -> None:
    for client in serve(tmp_path, reconcile_origins=f"{ELSEWHERE}, http://meja-2:3333"):
        answers = {
            origin: client.get(RECONCILE, headers={"Origin": origin}).headers.get("access-control-allow-origin")
            for origin in (ELSEWHERE, "http://meja-2:3333", OPENREFINE)
        }
        assert answers == {ELSEWHERE: ELSEWHERE, "http://meja-2:3333": "http://meja-2:3333", OPENREFINE: None}


@pytest.mark.parametrize("origins", ["", f"{OPENREFINE},", " , "])
def test_a_request_of_no_page_is_not_that_of_an_allowed_one(tmp_path: Path, origins: str) -> None:
    for client in serve(tmp_path, reconcile_origins=origins):
        for asked in ({}, {"Origin": ""}):
            answer = client.get(RECONCILE, headers={**asked, "Sec-Fetch-Site": "cross-site"})
            assert "access-control-allow-origin" not in answer.headers


def test_a_key_in_the_address_opens_the_service_and_is_not_logged(office: TestClient, key: str) -> None:
    asked = {"Origin": OPENREFINE}
    with structlog.testing.capture_logs() as logged:
        manifest = office.get(RECONCILE, params={"key": key}, headers=asked).json()
        found = office.post(RECONCILE, params={"key": key}, data=QUERIES, headers=asked).json()
        first = found["q0"]["result"][0]
        service = manifest["suggest"]["entity"]
        # As OpenRefine puts its addresses together.
        for address in (
            service["service_url"] + service["service_path"] + "&prefix=sinar",
            "".join(manifest["extend"]["propose_properties"].values()) + "?type=agency",
            manifest["view"]["url"].replace("{{id}}", first["id"]),
        ):
            answer = office.get(address, headers=asked)
            assert answer.status_code == 200, urlsplit(address).path
            assert first["name"] in answer.text or "sip3mi" in answer.text
    assert next(line["route"] for line in logged if line["event"] == "request") == RECONCILE
    assert key not in str(logged)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"), ("POST", "/v1/assess"), ("POST", "/v1/scans"), ("GET", "/metrics"), ("GET", "/v1/cases"),
        ("GET", f"/v1/cases/{'0' * 32}"), ("GET", "/v1/cases/export"), ("POST", "/v1/feedback"), ("GET", "/v1/feedback/export"),
        ("GET", "/v1/weekly"), ("GET", "/v1/audit"), ("GET", "/cases"), ("GET", "/staff"), ("GET", "/keys"),
        ("POST", "/registry/import"), ("POST", "/check"),
    ],
)  # fmt: skip
def test_a_key_for_the_registry_opens_nothing_else(office: TestClient, key: str, method: str, path: str) -> None:
    """It stands in an address, which others may come to see."""
    given = {"authorization": f"Bearer {key}"}
    sent = {"text": "a", "risk": "low", "category": "other", "indicators": []} if path.startswith("/v1") else None
    answer = office.request(method, path, headers=given, json=None if method == "GET" else sent)
    assert answer.status_code == 403
    assert answer.json()["code"] == "forbidden" if path.startswith(("/v1", "/metrics")) else "Peran Anda" in answer.text
    assert office.get("/v1/registry/search", params={"name": "PT Sinar Merapi Jaya"}, headers=given).status_code == 200


def test_a_key_for_the_registry_sees_no_case_even_in_the_store(office: TestClient) -> None:
    store = office.app.state.store  # type: ignore[attr-defined]
    kept = store.cases.keep(LOCAL, OFFER, as_json(open_fixed().assess(Offer(OFFER))), levels=open_fixed().policy.levels)
    assert store.cases.find(Staff("openrefine", Role.REGISTRY), CaseFilter()).total == 0
    store.cases.erase(LOCAL, kept.id)


@pytest.mark.parametrize("asked", [{}, {"Origin": OPENREFINE}])
@pytest.mark.parametrize("wrong", ["", "key=", "key=osk_none", "key=%C3%A9", "key=%0d%0a", "key=a&key=b", "Key=x"])
def test_without_a_valid_key_strangers_stay_outside(office: TestClient, asked: dict[str, str], wrong: str) -> None:
    answer = office.get(f"{RECONCILE}?{wrong}", headers=asked)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert answer.headers.get("access-control-allow-origin") == asked.get("Origin")


def test_a_session_cannot_be_borrowed(office: TestClient) -> None:
    """A browser sends a cookie to every port of a machine."""
    assert office.post("/login", data={"name": "admin", "password": PASSWORD}).status_code == 303
    assert office.get(RECONCILE).status_code == 200
    assert office.get(RECONCILE, headers={"Origin": OPENREFINE}).status_code == 401
    office.cookies.clear()
