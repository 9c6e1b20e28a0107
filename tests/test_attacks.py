"""Attempts to get in, to see what is another's, to leave something behind, and to make the desk stand still."""

from __future__ import annotations

import base64
import inspect
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk_client import OFFER, PASSWORD, open_desk
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.testclient import TestClient
from local_client import LocalClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from offerscan.errors import InputError
from offerscan.formats.numbered import read_numbered_rows
from offerscan.registry import import_list, is_header
from offerscan.screener import MAX_CHARACTERS
from offerscan.settings import Settings
from offerscan_api.auth import LOCAL
from offerscan_api.auth.guard import signed
from offerscan_api.auth.roles import ACTIONS
from offerscan_api.page.feedback import _marks
from offerscan_api.store import Mark, NoSuchCase, Role, open_store

QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
CANARY = "KENARIPUTIHDIAM"
ELSEWHERE = "https://jahat.example"
STAFF = {
    "admin": (Role.ADMINISTRATOR, "Kantor A"),
    "nita": (Role.ANALYST, ""),
    "wati": (Role.OFFICER, "Kantor A"),
    "rudi": (Role.OFFICER, "Kantor A"),
    "yanto": (Role.OFFICER, "Kantor B"),
}

# What every address asks for, written a second time on purpose: one that is new, or has lost its guard, fails here.
# SIGNED asks who acts, whatever the role; OPEN tells nothing about offers or people.
SIGNED, OPEN = "signed", "open"
GUARDS = {
    "GET /": OPEN,  # for people it leads to the login; for programs, names of addresses
    "GET /check": OPEN,  # leads to /
    "POST /check": "assess",
    "GET /login": OPEN, "POST /login": OPEN, "POST /logout": SIGNED,
    "GET /registry": "registry.search", "POST /registry": "registry.search",
    "GET /cases": "case.read", "POST /cases": "case.read", "POST /cases/export": "case.export",
    "POST /cases/keep": "case.keep", "GET /cases/{id}": "case.read", "POST /cases/{id}/export": "case.export",
    "POST /cases/{id}/note": "case.change", "POST /cases/{id}/change": "case.change",
    "POST /cases/{id}/erase": "case.erase",
    "GET /registry/import": "registry.import", "POST /registry/import": "registry.import",
    "POST /registry/use": "registry.import",
    "GET /keys": "key.manage", "POST /keys": "key.manage", "POST /keys/{name}/revoke": "key.manage",
    "GET /feedback": "feedback.erase", "POST /feedback/{id}/erase": "feedback.erase",
    "POST /feedback": "feedback.give", "GET /queue": "feedback.queue", "GET /drift": "drift.read",
    "GET /audit": "audit.read", "GET /staff": "staff.manage", "POST /staff": "staff.manage",
    "POST /staff/{name}/disable": "staff.manage", "POST /staff/{name}/password": "staff.manage",
    "POST /staff/{name}/enable": "staff.manage", "POST /staff/{name}/change": "staff.manage",
    "POST /staff/hand-over": "case.hand_over", "POST /v1/cases/hand-over": "case.hand_over",
    "GET /password": SIGNED, "POST /password": SIGNED,
    "POST /v1/assess": "assess", "POST /v1/assess/image": "assess", "GET /metrics": "assess",
    "GET /v1/indicators": OPEN, "GET /v1/model": OPEN, "GET /health": OPEN, "GET /ready": OPEN,
    "POST /v1/scans": "assess", "GET /v1/scans/{id}": "assess", "GET /v1/scans/{id}/result": "assess",
    "DELETE /v1/scans/{id}": "assess",
    "POST /v1/cases": "case.keep", "GET /v1/cases": "case.read", "GET /v1/cases/export": "case.export",
    "POST /v1/cases/earlier": "case.read", "GET /v1/cases/{id}": "case.read", "PATCH /v1/cases/{id}": "case.change",
    "DELETE /v1/cases/{id}": "case.erase", "POST /v1/cases/{id}/notes": "case.change",
    "GET /v1/cases/{id}/history": "case.read", "GET /v1/cases/{id}/earlier": "case.read",
    "POST /v1/feedback": "feedback.give", "DELETE /v1/feedback/{id}": "feedback.erase",
    "GET /v1/feedback/queue": "feedback.queue",
    "GET /v1/feedback/export": "feedback.export", "GET /v1/weekly": "drift.read", "GET /v1/audit": "audit.read",
    "POST /v1/purge": "retention.manage",
    "GET /v1/registry/search": "registry.search", "GET /v1/registry/reconcile": "registry.search",
    "POST /v1/registry/reconcile": "registry.search", "GET /v1/registry/reconcile/suggest": "registry.search",
    "GET /v1/registry/reconcile/properties": "registry.search", "GET /v1/registry/reconcile/view": "registry.search",
}  # fmt: skip
# What the framework adds, which asks for nothing: the description of the interface, and the files of the pages.
FRAMEWORK = {"GET /openapi.json", "/static"}
CLOSED = sorted(address for address, guard in GUARDS.items() if guard is not OPEN)
PAGES = sorted(address for address in CLOSED if "/v1/" not in address and address != "GET /metrics")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A desk with logins, a list of agencies, and passwords that are quickly compared."""
    data = tmp_path_factory.mktemp("data")
    sample = Path(__file__).parents[1] / "examples/registry.csv"
    import_list(data, sample.name, read_numbered_rows(sample, is_header), date(2026, 11, 22))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("offerscan_api.store.accounts._hasher", lambda: QUICK)
        opened = open_desk(data, max_request_bytes=3_000_000)
        with LocalClient(opened):
            for name, (role, office) in STAFF.items():
                opened.state.store.accounts.add("test", name, role, office, PASSWORD)
            yield opened


@pytest.fixture(scope="module")
def desks(app: FastAPI) -> dict[str, TestClient]:
    """A browser for each member of staff, logged in."""
    opened = {name: LocalClient(app, raise_server_exceptions=False, follow_redirects=False) for name in STAFF}
    for name, client in opened.items():
        assert client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 303
    return opened


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    return LocalClient(app, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The desk of one person, without logins."""
    opened = open_desk(tmp_path_factory.mktemp("local"), max_request_bytes=3_000_000)
    with LocalClient(opened, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def token(client: TestClient) -> str:
    found = HTMLParser(client.get("/").text).css_first("input[name=csrf_token]")
    return found.attributes["value"] or "" if found else ""


def send(client: TestClient, address: str, **fields: Any) -> Any:
    """A form with its token."""
    return client.post(address, data={"csrf_token": token(client), **fields})


def keep(client: TestClient, text: str = OFFER, **fields: Any) -> str:
    answer = send(client, "/cases/keep", text=text, **fields)
    assert answer.status_code == 303, answer.status_code
    return str(answer.headers["location"])


def told(answer: Any) -> str:
    """The sentence of a page that tells a problem."""
    found = HTMLParser(answer.text).css_first("[role=alert]")
    assert found is not None
    return found.text()


# --- every address, walked -------------------------------------------------------------------------------------------


def guards(routes: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Method and path of each route with the action that it asks for."""
    for route in routes:
        inner = getattr(route, "effective_candidates", None)  # a router that was included
        if inner is not None:
            yield from guards(inner(), before)
        elif getattr(route, "dependant", None) is not None:
            for method in route.methods - {"HEAD"}:
                yield f"{method} {before}{route.path}", guard_of(route.dependant)
        elif getattr(route, "methods", None):
            yield from ((f"{method} {route.path}", OPEN) for method in route.methods - {"HEAD"})
        else:
            yield str(getattr(route, "path", route)), OPEN


def guard_of(dependant: Dependant) -> str:
    calls = list(calls_of(dependant))
    actions = [inspect.getclosurevars(call).nonlocals["action"] for call in calls if named(call) == "allowed"]
    assert len(actions) <= 1, actions
    return actions[0] if actions else SIGNED if signed in calls else OPEN


def calls_of(dependant: Dependant) -> Iterator[Any]:
    for part in dependant.dependencies:
        yield part.call
        yield from calls_of(part)


def named(call: Any) -> str:
    return str(getattr(call, "__name__", ""))


def test_every_address_has_its_guard(app: FastAPI) -> None:
    found: dict[str, str] = {}
    for address, guard in guards(app.routes):
        found.setdefault(address, guard)  # GET / stands twice: the first answers
    assert {address: guard for address, guard in found.items() if address not in FRAMEWORK} == GUARDS
    assert found.keys() >= FRAMEWORK
    assert set(GUARDS.values()) - {SIGNED, OPEN} <= set(ACTIONS)


def attempt(client: TestClient, address: str, **options: Any) -> Any:
    """A request that is well formed, for a case that does not exist."""
    method, path = address.split()
    path = path.replace("{id}", "0" * 32).replace("{name}", "tidakada")
    query = {"name": "x", "prefix": "x", "id": "x"} if "registry" in path else {}
    bodies: dict[str, Any] = {
        "/v1/feedback": {"text": OFFER, "risk": "low", "category": "other", "indicators": []},
        f"/v1/cases/{'0' * 32}": {"state": "open"},
        "/v1/cases/hand-over": {"giver": "tidakada", "receiver": "tidakada"},
    }
    if method in ("POST", "PATCH") and path.startswith(("/v1/assess", "/v1/cases", "/v1/feedback")):
        options["json"] = bodies.get(path, {"text": OFFER})
    elif method == "POST":
        options["data"] = {"text": OFFER, "csrf_token": token(client) if client.cookies else "", "queries": "{}"}
    if client.cookies and path.startswith("/v1"):
        options["headers"] = {"x-csrf-token": token(client), **options.get("headers", {})}
    return client.request(method, path, params=query, **options)


@pytest.mark.parametrize("address", CLOSED)
def test_a_stranger_is_let_in_nowhere(stranger: TestClient, address: str) -> None:
    answer = attempt(stranger, address)
    if address in PAGES:
        assert (answer.status_code, answer.headers["location"][:6]) == (303, "/login")
    else:
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("name", ["wati", "nita", "admin"])
def test_each_role_reaches_what_is_its_own(desks: dict[str, TestClient], name: str) -> None:
    role = STAFF[name][0]
    for address in CLOSED:
        if address == "POST /logout":
            continue
        guard = GUARDS[address]
        refused = attempt(desks[name], address).status_code == 403
        assert refused is (guard is not SIGNED and role not in ACTIONS[guard]), (name, address)


@pytest.mark.parametrize("address", [address for address in CLOSED if not address.startswith("GET")])
@pytest.mark.parametrize("headers", [{}, {"authorization": "Basic eDp5"}], ids=["plain", "behind a proxy's password"])
def test_a_form_of_another_site_does_nothing(
    local: TestClient, desks: dict[str, TestClient], address: str, headers: dict[str, str]
) -> None:
    """Also where a browser adds the password of a proxy by itself: that is no key."""
    answer = attempt(local, address, headers={"origin": ELSEWHERE, **headers})
    assert answer.status_code == 403, address
    if headers:  # with a session, and from a browser that sends no Origin, the token is what counts
        sent = desks["admin"].request(*re.sub(r"\{\w+\}", "0" * 32, address).split(), headers=headers)
        assert sent.status_code in (403, 415), address  # 415: JSON is asked for first


@pytest.mark.parametrize("origin", [f"{ELSEWHERE}/x", "http://[", "http://localhost.jahat.example/", "null", ""])
@pytest.mark.parametrize("header", ["origin", "referer"])
def test_old_browsers_and_odd_ones_are_asked_where_a_form_is_from(local: TestClient, header: str, origin: str) -> None:
    """Firefox before 70 sends a form of another site with a Referer alone; what is no address is no fault of ours."""
    assert local.post("/check", data={"text": OFFER}, headers={header: origin}).status_code == 403
    assert local.post("/check", data={"text": OFFER}, headers={header: "http://localhost/cases"}).status_code == 200


# --- sessions and roles that change ----------------------------------------------------------------------------------


def test_a_planted_session_is_worth_nothing(app: FastAPI, stranger: TestClient) -> None:
    stranger.cookies.set("offerscan", "ditanam")
    assert stranger.post("/login", data={"name": "wati", "password": PASSWORD}).status_code == 303
    planted = LocalClient(app, cookies={"offerscan": "ditanam"}, follow_redirects=False)
    assert planted.get("/cases").status_code == 303


def test_logging_out_and_disabling_end_at_once(app: FastAPI, stranger: TestClient) -> None:
    accounts = app.state.store.accounts
    accounts.add("test", "sementara", Role.OFFICER, "Kantor A", PASSWORD)
    stranger.post("/login", data={"name": "sementara", "password": PASSWORD})
    stolen = LocalClient(app, cookies=dict(stranger.cookies), follow_redirects=False)
    assert stolen.get("/cases").status_code == 200
    assert send(stranger, "/logout").status_code == 303
    assert stolen.get("/cases").status_code == 303
    keys = app.state.store.keys
    key = keys.create("test", "program", Role.ANALYST, "")
    headers = {"authorization": f"Bearer {key}"}
    assert stolen.get("/v1/cases", headers=headers).status_code == 200
    keys.revoke("test", "program")
    assert stolen.get("/v1/cases", headers=headers).status_code == 401
    assert stolen.get("/cases", headers=headers).status_code == 303


@pytest.mark.parametrize(
    "next",
    ["/\t/jahat.example", "/%09/jahat.example", "\\/jahat.example", "javascript:alert(1)", "/\r\nSet-Cookie: a=b"],
)
def test_the_login_leads_nowhere_else(stranger: TestClient, next: str) -> None:
    answer = stranger.post("/login", data={"name": "wati", "password": PASSWORD, "next": next})
    place = answer.headers["location"]
    assert re.fullmatch(r"/(?![/\\\t])[^\n]*", place)
    assert "a" not in answer.cookies


# --- what is another's -----------------------------------------------------------------------------------------------


def test_another_office_sees_and_changes_nothing_of_a_case(desks: dict[str, TestClient]) -> None:
    address = keep(desks["wati"], f"{OFFER} {CANARY}")
    id, yanto = address.rpartition("/")[2], desks["yanto"]
    headers = {"x-csrf-token": token(yanto)}
    attempts: list[Any] = [
        yanto.get(address), yanto.get(f"{address}?original=1"), send(yanto, f"{address}/note", note="x"),
        send(yanto, f"{address}/change", assignee="yanto"), send(yanto, f"{address}/erase", sure="1"),
        send(yanto, f"{address}/export", form="json"), send(yanto, "/feedback", case=id, confirmed="1"),
        yanto.get(f"/v1/cases/{id}/history"), yanto.get(f"/v1/cases/{id}/earlier"),
        yanto.patch(f"/v1/cases/{id}", json={"assignee": "yanto"}, headers=headers),
        yanto.post("/v1/feedback", headers=headers, json={"case": id, "risk": "low", "category": "other", "indicators": []}),
    ]  # fmt: skip
    assert {answer.status_code for answer in attempts} == {404}
    lists: list[Any] = [
        yanto.get("/cases"), send(yanto, "/cases", text=CANARY), send(yanto, "/cases", phone="0812-0000-1234"),
        send(yanto, "/cases/export", form="csv", text=CANARY), yanto.get("/queue"), yanto.get("/v1/cases"),
        send(yanto, "/check", text=OFFER), yanto.post("/v1/cases/earlier", json={"text": OFFER}, headers=headers),
    ]  # fmt: skip
    assert all(answer.status_code == 200 and id not in answer.text for answer in lists)


@pytest.mark.parametrize(
    "more", [{"created_by": "admin"}, {"office": "Kantor B"}, {"text": "lain"}, {"risk": "low"}, {"id": "0" * 32}]
)
def test_no_field_is_taken_that_is_not_asked_for(desks: dict[str, TestClient], more: dict[str, str]) -> None:
    wati = desks["wati"]
    id = keep(wati).rpartition("/")[2]
    before = wati.get(f"/v1/cases/{id}").json()
    headers = {"x-csrf-token": token(wati)}
    assert wati.patch(f"/v1/cases/{id}", json={"state": "open", **more}, headers=headers).status_code == 422
    assert send(wati, f"/cases/{id}/change", state="waiting", assignee="wati", **more).status_code == 303
    after = wati.get(f"/v1/cases/{id}").json()
    assert {name for name in after if after[name] != before[name]} == {"state", "updated_at"}


# --- a case that several people work on ------------------------------------------------------------------------------


def form_of(page: str, action: str) -> dict[str, str]:
    """What a browser would send of a form as it stands."""
    [form] = [one for one in HTMLParser(page).css("form") if (one.attributes["action"] or "").endswith(action)]
    fields = {one.attributes["name"] or "": one.attributes["value"] or "" for one in form.css("input[name]")}
    fields |= {one.attributes["name"] or "": one.text().strip("\n") for one in form.css("textarea")}
    for select in form.css("select"):
        chosen = select.css_first("option[selected]")
        fields[select.attributes["name"] or ""] = (chosen.attributes["value"] or "") if chosen else ""
    return fields


def test_an_officer_changes_a_case_with_the_form_as_it_stands(desks: dict[str, TestClient]) -> None:
    wati = desks["wati"]
    address = keep(wati)
    fields = form_of(wati.get(address).text, "/change")
    assert wati.post(f"{address}/change", data={**fields, "decision": "Dirujuk"}).status_code == 303
    assert "Dirujuk" in wati.get(address).text


def test_a_change_made_meanwhile_is_not_written_over(desks: dict[str, TestClient]) -> None:
    admin = desks["admin"]
    address = keep(desks["wati"])
    first, second = (form_of(desks[name].get(address).text, "/change") for name in ("wati", "admin"))
    assert desks["wati"].post(f"{address}/change", data={**first, "decision": "Sudah ditelepon"}).status_code == 303
    late = admin.post(f"{address}/change", data={**second, "decision": "Tutup saja"})
    assert late.status_code == 422
    assert "diubah orang lain" in told(late)
    assert "Sudah ditelepon" in late.text  # what is kept
    assert "Tutup saja" in late.text  # and what was typed
    again = admin.post(f"{address}/change", data=form_of(late.text, "/change"))
    assert (again.status_code, "Tutup saja" in admin.get(address).text) == (303, True)


def test_what_was_typed_survives_a_mistake(desks: dict[str, TestClient]) -> None:
    address = keep(desks["wati"])
    answer = send(desks["wati"], f"{address}/change", assignee="salahketik", decision="Catatan panjang sekali")
    assert answer.status_code == 422
    assert form_of(answer.text, "/change")["decision"] == "Catatan panjang sekali"


def test_a_case_that_is_handed_on_leads_back_to_the_list(desks: dict[str, TestClient]) -> None:
    address = keep(desks["wati"])
    assert send(desks["wati"], f"{address}/change", assignee="rudi").headers["location"] == "/cases"
    assert desks["rudi"].get(address).status_code == 200


# --- what is typed, pasted and uploaded ------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</textarea><svg onload=alert(1)>", "{{ 7 * 7 }}",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "' OR 1=1 --", "%' UNION SELECT password FROM staff --",
    "\u202egnp.exe", "\x00\x1b[31m", "=cmd|' /C calc'!A0", "../../etc/passwd", "\r\nSet-Cookie: a=b", "{name} %s", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(desks: dict[str, TestClient], words: str) -> None:
    admin = desks["admin"]
    address = keep(admin, f"{OFFER} {words}", note=words, original="1")
    pages: list[Any] = [
        send(admin, "/check", text=f"{OFFER} {words}"), send(admin, f"{address}/change", decision=words),
        admin.get(f"{address}?original=1"), send(admin, "/cases", text=words), send(admin, "/cases", phone=words),
        send(admin, "/cases", assignee=words), send(admin, "/registry", name=words, phone=words), admin.get("/queue"),
        send(admin, "/staff", name=words, role=words, office=words, password=words), admin.get("/audit"),
        send(admin, "/feedback", text=OFFER, risk="low", category="other", quote=words, quoted=words),
        send(admin, f"{address}/export", form=words), admin.get("/login", params={"next": words}),
        admin.get("/", params={"lang": words}), admin.get(f"/cases/{words.encode().hex()}"),
    ]  # fmt: skip
    for page in pages:
        assert page.status_code < 500, page.request.url
        tree = HTMLParser(page.text)
        assert not tree.css("script:not([src='/static/desk.js'])")
        assert not tree.css("img, svg[onload]")
        assert "a" not in page.cookies
    for form in ("csv", "xlsx", "json", "stix"):
        answer = send(admin, f"{address}/export", form=form)
        assert answer.status_code == 200
        assert re.fullmatch(
            r'attachment; filename="offerscan-[0-9a-f]{8}[a-z.]+"', answer.headers["content-disposition"]
        )
    assert send(admin, f"{address}/erase", sure="1").status_code == 303


@pytest.mark.parametrize("charset", ["utf-7", "raw_unicode_escape", "utf-16", "undefined", "idna"])
def test_no_other_encoding_smuggles_signs_in(local: TestClient, charset: str) -> None:
    """UTF-7 and its like hold lone surrogates, which no page and no database can."""
    body = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nDP dulu +2AA- \\ud800 ke Taiwan\r\n--b--\r\n'
    kind = {"content-type": f"multipart/form-data; boundary=b; charset={charset}"}
    answer = local.post("/check", content=body, headers=kind)
    assert answer.status_code == 400
    assert "tidak terbaca" in told(answer)


LONG = "k" * 5_000
TOO_MUCH = [
    ("/check", {"text": "kerja " * (MAX_CHARACTERS // 5)}, 422, "terlalu besar"),
    ("/cases/keep", {"text": "kerja " * (MAX_CHARACTERS // 5)}, 422, "terlalu besar"),
    ("/feedback", {"text": "kerja " * (MAX_CHARACTERS // 5), "confirmed": "1"}, 422, "terlalu besar"),
    ("/cases/keep", {"text": OFFER, "note": LONG}, 422, "terlalu panjang"),
    ("/cases", {"text": "a " * 3_000}, 422, "tidak terbaca"),
    ("/cases", {"phone": "0812-0000-1234 " * 500}, 422, "tidak terbaca"),
    ("/cases", {"assignee": LONG}, 422, "tidak terbaca"),
    ("/registry", {"name": LONG}, 422, "tidak terbaca"),
    ("/staff", {"name": LONG, "role": "analyst", "password": PASSWORD}, 422, "huruf"),
    ("/staff", {"name": "panjang", "role": "officer", "office": LONG, "password": PASSWORD}, 422, "Nama kantor"),
    ("/staff", {"name": "offerscan", "role": "analyst", "password": PASSWORD}, 422, "pilih nama lain"),
    ("/keys", {"name": "lokal", "role": "analyst"}, 422, "pilih nama lain"),
    (f"/keys/{LONG}/revoke", {}, 422, "pilih nama lain"),
    ("/staff", {"name": "baris", "role": "officer", "office": "A\nB", "password": PASSWORD}, 422, "Nama kantor"),
    (f"/cases/{LONG}/note", {"note": "x"}, 404, "Tidak ada apa-apa"),
    ("/login", {"name": LONG, "password": LONG}, 401, "tidak cocok"),
    ("/login", {"name": "a\x00b", "password": "a\x00b"}, 401, "tidak cocok"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "fields", "status", "sentence"), TOO_MUCH)
def test_too_much_is_told_in_a_sentence(
    desks: dict[str, TestClient], address: str, fields: dict[str, str], status: int, sentence: str
) -> None:
    answer = send(desks["admin"], address, **fields)
    assert answer.status_code == status
    assert sentence in told(answer)


def test_a_form_with_a_large_field_is_read_like_any_other(local: TestClient) -> None:
    """A browser sends the desk's form in parts, of which starlette by itself takes a megabyte."""
    answer = local.post("/check", files={"text": (None, "kerja " * 200_000)})
    assert "terlalu besar" in told(answer)
    crowded = local.post("/check", files=[("text", (None, "x"))] * 500)
    assert (crowded.status_code, "tidak terbaca" in told(crowded)) == (400, True)


@pytest.mark.parametrize(
    "polygon",
    ["[[0,0],[1e300,0],[NaN,Infinity],[0,1]]", "[[-1e9,-1e9],[1e9,0],[1e9,1e9],[0,1e9]]", "[]", "[[0],[1],[2],[3]]"],
)
def test_a_picture_with_impossible_places_is_answered(local: TestClient, polygon: str) -> None:
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (300, 300), "white").save(file, "JPEG")
    known = {"text": OFFER, "notes": ["<b>"], "from_ocr": True, "lines": [[0, len(OFFER), 0.9, "POLYGON"]]}
    lines = json.dumps(known).replace('"POLYGON"', polygon)
    carried = base64.b64encode(file.getvalue()).decode()
    assert local.post("/check", data={"text": OFFER, "picture": carried, "lines": lines}).status_code == 200


def test_quoted_words_are_found_without_trying_every_way() -> None:
    """A pattern of the words would take the square of their number: minutes for these."""
    text = "a " * 100_000
    with pytest.raises(InputError):
        _marks(text, "a " * 50_000 + "b", "upfront_fee")
    assert _marks("x DP\n\t 2  juta y", " DP 2\njuta", "upfront_fee") == [Mark(2, 14, "upfront_fee")]
    assert _marks("dp", "dp", "upfront_fee") == [Mark(0, 2, "upfront_fee")]
    assert _marks("x", "", "") == []


def test_a_body_is_bounded_before_the_token_is_looked_for(desks: dict[str, TestClient]) -> None:
    """Where a route bounds no form, the guard reads none, and a token counts in the header only."""
    body = b'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\nx\r\n--b--\r\n'
    read = []

    def pieces() -> Iterator[bytes]:
        for piece in (body, b"x" * 1_000_000, b"x" * 1_000_000, b"x" * 1_000_000, b"x" * 1_000_000):
            read.append(len(piece))
            yield piece

    kind = {"content-type": "multipart/form-data; boundary=b"}
    admin = desks["admin"]
    assert admin.request("DELETE", f"/v1/cases/{'0' * 32}", content=body, headers=kind).status_code == 403
    scan = admin.post("/v1/scans", data={"csrf_token": token(admin)}, files={"file": ("a.txt", OFFER.encode())})
    assert scan.status_code == 403  # and is answered: it used to wait for a body that the guard had read
    reconciled = admin.post("/v1/registry/reconcile", data={"csrf_token": token(admin), "queries": "{}"})
    assert (reconciled.status_code, reconciled.json()) == (200, {})
    assert admin.post("/v1/registry/reconcile", content=pieces(), headers=kind).status_code == 413


# --- what remains ----------------------------------------------------------------------------------------------------


def test_nothing_of_an_offer_stays_in_errors_logs_or_the_address(
    local: TestClient, capfd: pytest.CaptureFixture[str]
) -> None:
    answers: list[Any] = [
        local.get(f"/cases/{CANARY}"), local.get(f"/{CANARY}"), local.get(f"/v1/cases/{CANARY}"),
        local.post("/v1/cases", json={"text": OFFER, CANARY: CANARY}), local.post("/v1/assess", content=CANARY),
        local.get("/v1/cases", params={"risk": CANARY}), local.get("/v1/registry/search", params={"naem": CANARY}),
        local.post("/cases/export", data={"form": CANARY}), local.post("/feedback", data={"text": OFFER, "risk": CANARY}),
        local.post("/staff/" + CANARY + "/disable"), local.get("/audit", params={"page": CANARY}),
    ]  # fmt: skip
    for answer in answers:
        assert 400 <= answer.status_code < 500, answer.request.url
        assert CANARY not in answer.text + str(answer.headers), answer.request.url
    assert CANARY not in local.get("/metrics").text + "".join(capfd.readouterr())


def test_pages_are_kept_by_no_cache_and_shown_in_no_frame(local: TestClient, stranger: TestClient) -> None:
    for answer in (local.get("/"), local.get(keep(local)), stranger.get("/login"), stranger.get("/v1/cases")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_only_what_is_nobodys_is_kept_by_a_browser(local: TestClient) -> None:
    first = local.get("/static/desk.css")
    again = local.get("/static/desk.css", headers={"if-none-match": first.headers["etag"]})
    assert (first.headers["cache-control"], again.status_code, again.content) == ("no-cache", 304, b"")
    assert local.get("/static/tidakada").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "opened"),
    [("/check", "/"), ("/feedback", "/"), ("/cases/export", "/cases"), ("/staff", "/staff"), ("/staff/x/disable", "/staff"),
     ("/password", "/password")],
)  # fmt: skip
def test_the_language_can_be_switched_where_a_form_was_refused(
    desks: dict[str, TestClient], address: str, opened: str
) -> None:
    """The link opens a page, not the address that takes forms only."""
    page = HTMLParser(send(desks["admin"], address, text=" ").text).css_first("a.switch")
    assert page is not None
    target = page.attributes["href"] or ""
    assert target.partition("?")[0] == opened
    assert desks["admin"].get(target).status_code == 200


def test_signs_that_postgresql_refuses_are_no_fault_of_the_database(
    postgresql: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds no NUL: names and numbers of cases with one are simply not there."""
    monkeypatch.setattr("offerscan_api.store.accounts._hasher", lambda: QUICK)
    store = open_store(Settings(data=tmp_path, database=postgresql()))
    try:
        store.accounts.add("test", "admin", Role.ADMINISTRATOR, "", PASSWORD)
        assert store.accounts.check_password("ad\x00min", PASSWORD) is None
        with pytest.raises(InputError):
            store.accounts.disable("test", "ad\x00min")
        with pytest.raises(InputError):
            store.keys.revoke("test", "pro\x00gram")
        with pytest.raises(InputError):
            store.accounts.add("test", "budi", Role.OFFICER, "Kantor\x00", PASSWORD)
        with pytest.raises(NoSuchCase):
            store.cases.read(LOCAL, "\x00")
    finally:
        store.close()
