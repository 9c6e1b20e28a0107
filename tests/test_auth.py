"""Who may do what: logins, sessions, keys, the matrix of roles, and requests that another site causes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Depends, FastAPI, Form, Request, Response
from fastapi.testclient import TestClient
from local_client import LocalClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import update
from starlette.requests import HTTPConnection

from offerscan.errors import InputError
from offerscan.settings import Settings
from offerscan_api.auth import (
    ACTIONS,
    Attempts,
    Signed,
    allow,
    csrf_token,
    has_logins,
    is_local,
    log_in,
    log_out,
    may,
    maybe_staff,
)
from offerscan_api.hosts import is_from_here
from offerscan_api.problems import add_problem_handlers
from offerscan_api.store import Role, Staff, Store, accounts, open_store
from offerscan_api.store.tables import TABLES, sessions

PASSWORD = "kuda hijau terbang"
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
OFFICER, ANALYST, ADMINISTRATOR, REGISTRY = Role
# The matrix, written a second time on purpose: a slip in one of the two fails.
EVERYBODY = {OFFICER, ANALYST, ADMINISTRATOR}
CASEWORK, STUDY = {OFFICER, ADMINISTRATOR}, {ANALYST, ADMINISTRATOR}
MATRIX = {
    "assess": EVERYBODY, "registry.search": {*EVERYBODY, REGISTRY}, "registry.import": {ADMINISTRATOR},
    "case.keep": CASEWORK, "case.read": EVERYBODY, "case.read_original": CASEWORK, "case.change": CASEWORK,
    "case.erase": CASEWORK, "case.export": EVERYBODY, "case.hand_over": {ADMINISTRATOR},
    "feedback.give": EVERYBODY, "feedback.erase": EVERYBODY,
    "feedback.queue": EVERYBODY, "feedback.export": STUDY, "drift.read": STUDY,
    "staff.manage": {ADMINISTRATOR}, "key.manage": {ADMINISTRATOR}, "retention.manage": {ADMINISTRATOR},
    "audit.read": {ADMINISTRATOR},
}  # fmt: skip


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 as it is, but with little work: dozens of logins are made here."""
    monkeypatch.setattr("offerscan_api.store.accounts._hasher", lambda: QUICK)


@pytest.fixture
def settings(tmp_path: Path, database: str | None) -> Settings:
    return Settings(data=tmp_path, database=database)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def staffed(store: Store) -> Store:
    """A store with an administrator, an officer and an analyst."""
    for name, role, office in (("ani", ADMINISTRATOR, ""), ("sri", OFFICER, "Malang"), ("nita", ANALYST, "")):
        store.accounts.add("console", name, role, office, PASSWORD)
    return store


def small_app(store: Store) -> FastAPI:
    """Routes as a page has them, and one for every action."""
    app = FastAPI()
    app.state.store = store
    app.state.login_attempts = Attempts()

    @app.post("/login")
    async def login(
        request: Request, response: Response, name: Annotated[str, Form()], password: Annotated[str, Form()]
    ) -> Any:
        return {"name": (await log_in(request, response, name, password)).name}

    @app.post("/logout")
    async def logout(request: Request, response: Response, staff: Signed) -> None:
        await log_out(request, response)

    @app.get("/me")
    async def me(request: Request) -> Any:
        staff = await maybe_staff(request)
        return {"name": staff and staff.name, "token": csrf_token(request), "local": is_local(request)}

    @app.post("/form")
    async def form(staff: Signed, said: Annotated[str, Form()]) -> Any:
        return {"name": staff.name, "said": said}

    async def act(staff: Signed) -> Any:
        return {"name": staff.name}

    for action in ACTIONS:
        app.add_api_route(f"/may/{action}", act, dependencies=[Depends(allow(action))])

    @app.middleware("http")
    async def number(request: Request, call_next: Any) -> Any:
        request.state.request_id = "00000000-0000-0000-0000-000000000000"
        return await call_next(request)

    add_problem_handlers(app)
    return app


@pytest.fixture
def client(store: Store) -> TestClient:
    return LocalClient(small_app(store))


def login(client: TestClient, name: str = "sri", password: str = PASSWORD, **options: Any) -> httpx.Response:
    return client.post("/login", data={"name": name, "password": password}, **options)


def code_of(answer: httpx.Response) -> str:
    return str(answer.json()["code"])


# --- roles -----------------------------------------------------------------------------------------------------------


def test_the_matrix_knows_every_action() -> None:
    assert {action: set(roles) for action, roles in ACTIONS.items()} == MATRIX


@pytest.mark.parametrize("role", Role)
def test_every_action_is_allowed_to_its_roles_only(staffed: Store, client: TestClient, role: Role) -> None:
    key = staffed.keys.create("ani", f"program-{role}", role, "Malang")
    for action in ACTIONS:
        answer = client.get(f"/may/{action}", headers={"authorization": f"Bearer {key}"})
        assert answer.status_code == (200 if role in MATRIX[action] else 403), action
        assert may(Staff("x", role), action) is (role in MATRIX[action])
        assert not may(Staff("x", role, active=False), action)


def test_a_route_cannot_name_an_action_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        allow("case.everything")


# --- without logins --------------------------------------------------------------------------------------------------


def test_without_logins_whoever_sits_at_the_machine_is_administrator(client: TestClient) -> None:
    assert client.get("/me").json() == {"name": "lokal", "token": "", "local": True}
    assert client.get("/may/audit.read").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-for": "203.0.113.9"}, {"forwarded": "for=203.0.113.9"}, {"x-real-ip": "203.0.113.9"},
        {"x-forwarded-proto": "https"}, {"via": "1.1 gerbang"},
        {"host": "meja.example"}, {"host": "meja.example:8000"}, {"host": "192.0.2.7"}, {"host": ""},
    ],
)  # fmt: skip
def test_a_proxy_passes_no_stranger_on_as_local(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/may/assess", headers=headers).status_code == 401


def test_a_proxy_that_says_nothing_is_known_by_its_old_protocol() -> None:
    """nginx writes Host anew and speaks HTTP/1.0, unless it is told otherwise."""
    scope = {"type": "http", "client": ("127.0.0.1", 1), "headers": [(b"host", b"127.0.0.1:8000")]}
    versions = ("1.0", "1.1", "2")
    assert [is_from_here(HTTPConnection({**scope, "http_version": one})) for one in versions] == [False, True, True]


def test_another_machine_is_not_local(store: Store) -> None:
    assert LocalClient(small_app(store), client=("testclient", 1)).get("/me").json()["local"] is False
    stranger = LocalClient(small_app(store), client=("192.0.2.7", 4711))
    assert stranger.get("/me").json()["local"] is False
    answer = stranger.get("/may/assess")
    assert (answer.status_code, code_of(answer), answer.headers["www-authenticate"]) == (401, "not_signed_in", "Bearer")


def test_one_login_ends_the_local_mode_for_good(store: Store, client: TestClient) -> None:
    store.accounts.add("console", "ani", ADMINISTRATOR, "", PASSWORD)
    store.accounts.add("console", "ina", ADMINISTRATOR, "", PASSWORD)
    store.accounts.disable("console", "ani")
    assert client.get("/may/assess").status_code == 401
    with pytest.raises(InputError, match="last active administrator"):
        store.accounts.disable("console", "ina")


def test_whether_anybody_can_log_in(settings: Settings, staffed: Store, tmp_path: Path) -> None:
    assert has_logins(settings)
    assert not has_logins(Settings(data=tmp_path / "other"))


# --- sessions --------------------------------------------------------------------------------------------------------


def test_login_sets_a_cookie_that_scripts_and_other_sites_do_not_get(staffed: Store, client: TestClient) -> None:
    answer = login(client, " SRI ")
    assert answer.json() == {"name": "sri"}
    [(name, cookie)] = SimpleCookie(answer.headers["set-cookie"]).items()
    assert name == "offerscan"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"]) == (True, "strict", "/", "")
    assert client.get("/me").json()["name"] == "sri"


def test_over_https_the_cookie_is_for_this_host_alone(staffed: Store) -> None:
    client = LocalClient(small_app(staffed), base_url="https://meja.example")
    [(name, cookie)] = SimpleCookie(login(client).headers["set-cookie"]).items()
    assert (name, cookie["secure"], cookie["domain"]) == ("__Host-offerscan", True, "")
    assert client.get("/me").json()["name"] == "sri"


def test_the_token_is_nowhere_in_the_database(staffed: Store, client: TestClient, tmp_path: Path) -> None:
    login(client)
    key = staffed.keys.create("ani", "situs", ANALYST, "")
    token = client.cookies["offerscan"]
    with staffed._database.reading() as connection:
        rows = repr([connection.execute(table.select()).all() for table in TABLES.sorted_tables])
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir()) + rows.encode()
    assert b"situs" in stored
    for secret in (token, key, PASSWORD):
        assert secret.encode() not in stored


def test_login_again_changes_the_token_and_logout_ends_it(staffed: Store, client: TestClient) -> None:
    login(client)
    first = client.cookies["offerscan"]
    login(client)
    second = client.cookies["offerscan"]
    assert first != second
    assert staffed.sessions.holder(first) is None
    token = client.get("/me").json()["token"]
    assert client.post("/logout", headers={"x-csrf-token": token}).status_code == 200
    assert staffed.sessions.holder(second) is None
    assert "offerscan" not in client.cookies
    assert client.get("/may/assess").status_code == 401


@pytest.mark.parametrize(
    ("began", "seen", "lives"),
    [
        (timedelta(0), timedelta(minutes=29), True),
        (timedelta(0), timedelta(minutes=31), False),
        (timedelta(hours=11), timedelta(0), True),
        (timedelta(hours=13), timedelta(0), False),
    ],
)
def test_sessions_end_when_idle_and_when_old(staffed: Store, began: timedelta, seen: timedelta, lives: bool) -> None:
    token, now = staffed.sessions.begin(Staff("sri", OFFICER)), datetime.now(UTC)
    with staffed._database.writing() as connection:
        connection.execute(update(sessions).values(began_at=now - began, seen_at=now - seen))
    assert (staffed.sessions.holder(token) is not None) is lives


def test_use_keeps_a_session_alive(staffed: Store) -> None:
    token = staffed.sessions.begin(Staff("sri", OFFICER))
    for _ in range(2):
        with staffed._database.writing() as connection:
            connection.execute(update(sessions).values(seen_at=datetime.now(UTC) - timedelta(minutes=20)))
        assert staffed.sessions.holder(token)
    with staffed._database.reading() as connection:
        assert datetime.now(UTC) - connection.execute(sessions.select()).one().seen_at < timedelta(minutes=1)


def test_a_disabled_login_ends_at_once(staffed: Store, client: TestClient) -> None:
    login(client)
    staffed.accounts.disable("ani", "sri")
    assert client.get("/may/assess").status_code == 401
    assert code_of(login(client)) == "bad_login"


@pytest.mark.parametrize(
    ("name", "password", "sentence"),
    [("sri", "pendek", "12"), ("tidakada", PASSWORD, "tidakada"), ("sri x", PASSWORD, "huruf"), ("sri", "x" * 1001, "12")],
)  # fmt: skip
def test_a_password_that_cannot_be_set_is_told_and_changes_nothing(
    staffed: Store, client: TestClient, name: str, password: str, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        staffed.accounts.set_password("ani", name, password)
    assert login(client).status_code == 200


def test_a_password_that_is_set_ends_the_sessions_of_the_old_one(staffed: Store, client: TestClient) -> None:
    login(client)
    staffed.accounts.set_password("ani", "sri", PASSWORD + " lagi")
    assert client.get("/may/assess").status_code == 401
    assert code_of(login(client)) == "bad_login"
    assert staffed.accounts.check_password("sri", PASSWORD + " lagi") is not None
    assert ("ani", "staff.password", "sri") in {(line.by, line.action, line.subject) for line in staffed.audit.entries()}
    staffed.accounts.disable("ani", "sri")
    with pytest.raises(InputError, match="sri"):
        staffed.accounts.set_password("ani", "sri", PASSWORD)


def test_passwords_are_hashed_as_the_library_recommends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert accounts._hasher().hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


# --- passwords -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("sri", "salah"),
        ("tidakada", PASSWORD),
        ("", ""),
        ("sri", PASSWORD + "x"),
        ("x" * 5000, "y" * 5000),
        ("sri\0", PASSWORD),
    ],
)
def test_a_wrong_login_tells_nothing(staffed: Store, client: TestClient, name: str, password: str) -> None:
    known = login(client, "sri", "salah sekali").json()
    answer = login(client, name, password)
    if answer.status_code == 422:  # an empty field is none
        assert "" in (name, password)
        return
    assert answer.status_code == 401
    assert {**answer.json(), "instance": ""} == {**known, "instance": ""}
    assert "set-cookie" not in answer.headers


def test_an_unknown_name_costs_a_verification_too(staffed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []

    class Watching:
        def verify(self, password: str, hashed: str) -> bool:
            verified.append(hashed)
            return False

        def hash(self, password: str) -> str:
            return "hashed"

    monkeypatch.setattr("offerscan_api.store.accounts._hasher", Watching)
    for name in ("sri", "tidakada"):
        assert staffed.accounts.check_password(name, "salah") is None
    assert len(verified) == 2


def test_guessing_is_slowed_down(staffed: Store, client: TestClient) -> None:
    codes = [code_of(login(client, "sri", "salah")) for _ in range(6)]
    assert codes == ["bad_login"] * 5 + ["throttled"]
    answer = login(client)
    assert (answer.status_code, int(answer.headers["retry-after"]) > 0) == (429, True)
    assert login(client, "ani").status_code == 200


def test_guessing_at_many_names_is_slowed_down_too(
    staffed: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(staffed.accounts), "check_password", lambda self, name, password: None)
    codes = [code_of(login(client, f"nama{number}", "salah")) for number in range(31)]
    assert codes[-2:] == ["bad_login", "throttled"]


def test_one_address_keeps_nobody_out(staffed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """However patient a stranger is, the name stays open to others."""
    app, clock = small_app(staffed), [1_800_000_000.0]
    stranger, codes = LocalClient(app, client=("192.0.2.7", 1)), []
    monkeypatch.setattr("time.time", lambda: clock[0])
    with monkeypatch.context() as patch:
        patch.setattr(type(staffed.accounts), "check_password", lambda self, name, password: None)
        for _ in range(12):
            clock[0] += 301
            codes += [code_of(login(stranger, "sri", "salah")) for _ in range(5)]
    assert codes.count("bad_login") == 20
    assert login(LocalClient(app)).status_code == 200


def test_who_knows_the_password_is_not_counted_at_the_name(staffed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app, who = small_app(staffed), Staff("sri", OFFICER)
    monkeypatch.setattr(type(staffed.accounts), "check_password", lambda self, name, password: who)
    answers = [login(LocalClient(app, client=(f"192.0.2.{number}", 1))).status_code for number in range(70)]
    assert set(answers) == {200}
    monkeypatch.setattr(type(staffed.accounts), "check_password", lambda self, name, password: None)
    codes = [code_of(login(LocalClient(app, client=(f"198.51.100.{number}", 1)))) for number in range(62)]
    assert codes == ["bad_login"] * 60 + ["throttled"] * 2


def test_a_refused_login_is_told_in_the_audit_log(staffed: Store) -> None:
    def refused() -> list[tuple[str | None, str, Any]]:
        lines = [line for line in staffed.audit.entries() if line.action == "session.refused"]
        return [(line.subject, line.by, line.detail["origin"]) for line in reversed(lines)]

    app = small_app(staffed)
    for peer, name in (("192.0.2.7", "sri"), ("192.0.2.7", "sri"), ("192.0.2.7", "tidakada"), ("192.0.2.8", "ani")):
        assert code_of(login(LocalClient(app, client=(peer, 1)), name, "salah")) == "bad_login"
    assert [line[:2] for line in refused()] == [("sri", "offerscan"), ("ani", "offerscan")]
    origins = [line[2] for line in refused()]
    assert origins[0] != origins[1]
    assert "192.0.2" not in str(staffed.audit.entries())
    staffed.sessions.refuse("sri", origins[0])
    assert len(refused()) == 2
    assert staffed.audit.verify() is None


@pytest.mark.parametrize(
    ("name", "role", "office", "password", "told"),
    [
        ("sri", OFFICER, "Malang", PASSWORD, "taken"),
        ("S", OFFICER, "Malang", PASSWORD, "login name"),
        ("lokal", OFFICER, "Malang", PASSWORD, "login name"),
        ("budi", OFFICER, " ", PASSWORD, "office"),
        ("budi", OFFICER, "Malang", "pendek", "12 characters"),
        ("budi", REGISTRY, "", PASSWORD, "for keys of programs only"),
    ],
)
def test_a_login_that_cannot_be_is_told(
    staffed: Store, name: str, role: Role, office: str, password: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        staffed.accounts.add("ani", name, role, office, password)


def test_a_login_never_becomes_a_key(staffed: Store) -> None:
    with pytest.raises(InputError, match="for keys of programs only"):
        staffed.accounts.change("ani", "sri", REGISTRY)


def test_the_first_login_is_an_administrator(store: Store) -> None:
    with pytest.raises(InputError, match="administrator"):
        store.accounts.add("console", "sri", OFFICER, "Malang", PASSWORD)
    with pytest.raises(InputError, match="administrator"):
        store.keys.create("console", "situs", ADMINISTRATOR, "")


# --- keys ------------------------------------------------------------------------------------------------------------


def test_a_key_works_until_it_is_revoked(staffed: Store, client: TestClient) -> None:
    headers = {"authorization": "Bearer " + staffed.keys.create("ani", "situs", ANALYST, "")}
    assert client.get("/may/drift.read", headers=headers).json() == {"name": "situs"}
    assert client.post("/form", headers=headers, data={"said": "ya"}).json() == {"name": "situs", "said": "ya"}
    [key] = staffed.keys.every()
    assert (key.name, key.role, key.used_on) == ("situs", ANALYST, datetime.now(UTC).date())
    staffed.keys.revoke("ani", "situs")
    answer = client.get("/may/drift.read", headers=headers)
    assert (answer.status_code, code_of(answer)) == (401, "not_signed_in")
    for name in ("situs", "tidakada"):
        with pytest.raises(InputError, match="list of names"):
            staffed.keys.revoke("ani", name)


@pytest.mark.parametrize("header", ["Bearer ", "Bearer osk_salah", "Bearer \u00e9"])
def test_a_wrong_key_is_refused_even_in_local_mode(client: TestClient, header: str) -> None:
    assert client.get("/may/assess", headers={"authorization": header.encode("latin-1")}).status_code == 401


# --- forged requests -------------------------------------------------------------------------------------------------

FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://jahat.example"},
    {"origin": "null"},
    {"origin": "http://localhost.jahat.example"},
]
OWN = [{}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": "http://localhost"}]


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_cannot_use_the_local_mode_or_the_login(client: TestClient, headers: dict[str, str]) -> None:
    for answer in (client.post("/form", data={"said": "ya"}, headers=headers), login(client, headers=headers)):
        assert (answer.status_code, code_of(answer)) == (403, "forged")


@pytest.mark.parametrize("headers", OWN)
def test_the_own_page_can(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/form", data={"said": "ya"}, headers=headers).json() == {"name": "lokal", "said": "ya"}


def test_a_form_needs_the_token_of_its_session(staffed: Store, client: TestClient) -> None:
    login(client)
    token = client.get("/me").json()["token"]
    other = LocalClient(small_app(staffed))
    login(other, "ani")
    foreign = other.get("/me").json()["token"]
    for sent in ({}, {"csrf_token": ""}, {"csrf_token": foreign}, {"csrf_token": client.cookies["offerscan"]}):
        answer = client.post("/form", data={"said": "ya", **sent})
        assert (answer.status_code, code_of(answer)) == (403, "forged")
    assert client.post("/form", data={"said": "ya", "csrf_token": token}).json() == {"name": "sri", "said": "ya"}
    assert client.post("/form", files={"csrf_token": (None, token), "said": (None, "ya")}).status_code == 200
    assert client.post("/form", data={"said": "ya"}, headers={"x-csrf-token": token}).status_code == 200
    assert client.post("/form", data={"said": "ya", "csrf_token": token}, headers=FOREIGN[0]).status_code == 403


# --- commands --------------------------------------------------------------------------------------------------------


def test_the_commands_manage_staff_and_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    from offerscan.cli import main

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    monkeypatch.setenv("OFFERSCAN_DATA", str(tmp_path))
    assert run("staff", "add", "sri", "--office", "Malang")[0] == 1
    assert run("staff", "add", "ani", "--role", "administrator")[0] == 0
    assert run("staff", "add", "sri", "--office", "Malang")[0] == 0
    code, key, _ = run("key", "create", "situs", "--role", "analyst")
    store = open_store(Settings(data=tmp_path))
    assert code == 0
    assert store.keys.holder(key.strip()) is not None
    assert run("staff", "password", "tidakada")[0] == 1
    assert run("staff", "password", "sri")[0] == 0
    assert run("staff", "disable", "sri")[0] == 0
    assert run("staff", "enable", "sri")[0] == 0
    assert run("staff", "enable", "sri")[0] == 1
    assert run("staff", "change", "sri", "--office", "Kupang")[0] == 0
    assert run("staff", "change", "sri", "--role", "analyst")[0] == 0
    assert [(one.name, one.role, one.office) for one in store.accounts.every()][1:] == [("sri", ANALYST, "Kupang")]
    assert run("staff", "disable", "sri")[0] == 0
    assert run("key", "revoke", "situs")[0] == 0
    assert store.keys.holder(key.strip()) is None
    listed = run("staff", "list")[1] + run("key", "list")[1]
    assert [line.split()[0] + line.split()[-1] for line in listed.splitlines()] == ["ani+", "sri-", "situs-"]
    assert PASSWORD not in listed
    assert {line.by.partition(":")[0] for line in store.audit.entries()} == {"console"}
    store.close()


def test_a_login_that_another_process_makes_ends_the_mode_without_logins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(accounts.time, "monotonic", lambda: now[0])
    ours, theirs = open_store(Settings(data=tmp_path)), open_store(Settings(data=tmp_path))
    assert not ours.accounts.knows_logins
    assert not ours.accounts.has_logins()
    assert ours.accounts.knows_logins
    theirs.accounts.add("console", "rina", ADMINISTRATOR, "", PASSWORD)
    assert theirs.accounts.has_logins(), "who makes one knows it at once"
    now[0] += 1.0
    assert ours.accounts.has_logins()
    now[0] += 100.0
    assert ours.accounts.knows_logins, "once made it stays so"
