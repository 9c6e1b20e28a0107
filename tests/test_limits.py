"""What keeps the service up and closed: names, rates, slow bodies, figures and traces, and that a text leaves no trace."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import structlog
from fastapi.testclient import TestClient
from fixed_screener import open_fixed
from local_client import LocalClient
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import HTTPConnection
from test_api import model_folder, problem_of

from offerscan.settings import Settings
from offerscan_api import create_app, limits, telemetry
from offerscan_api.access import SECURITY_HEADERS
from offerscan_api.hosts import Hosts, host_name
from offerscan_api.limits import Gate

MARKER = "KATASANDIRAHASIA"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("limits")
    return Settings(
        model=model_folder(root / "model"), data=root / "data", scans=root, requests_per_minute=20, workers=1,
        max_request_bytes=100_000,
    )  # fmt: skip


@contextmanager
def opened(settings: Settings, peer: str = "127.0.0.1", **change: Any) -> Iterator[TestClient]:
    app = create_app(settings.model_copy(update=change), lambda settings: open_fixed())
    with LocalClient(app, client=(peer, 50_000)) as client:
        yield client


# --- names ---------------------------------------------------------------------------------------------------------

LOCAL = {"127.0.0.1:8000": True, "localhost": True, "LOCALHOST:8000": True, "[::1]:8000": True, "localhost.": True}
REMOTE_ONLY = {"192.0.2.7:8000": True, "[2001:db8::1]": True, "meja-1:8000": True}
NEVER = {"evil.example": False, "localhost.evil.example": False, "127.0.0.1.evil.example": False, "": False, "[": False}


@pytest.mark.parametrize("remote", [False, True])
def test_only_names_of_this_service_are_answered(settings: Settings, remote: bool) -> None:
    hosts = {**LOCAL, **dict.fromkeys(REMOTE_ONLY, remote), **NEVER, "desk.example": True, "Kantor.Example:443": True}
    answered = {}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        answered[scope["headers"][0][1].decode()] = True

    async def ask(host: str) -> None:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "client": ("127.0.0.1", 1),
            "headers": [(b"host", host.encode())],
            "state": {"request_id": "x"},
        }
        await Hosts(app, settings.model_copy(update={"allow_remote": remote, "hosts": "desk.example, kantor.example"}))(
            scope,
            None,
            send,  # type: ignore[arg-type]
        )
        if sent:
            answered[host] = sent[0]["status"] != 421

    for host in hosts:
        asyncio.run(ask(host))
    assert answered == hosts


def test_a_page_that_rebinds_its_name_is_refused_with_a_sentence(settings: Settings) -> None:
    with opened(settings, "127.0.0.1") as client:
        assert client.get("/health").status_code == 200
        answer = client.post("/v1/assess", json={"text": MARKER}, headers={"host": f"{MARKER}.example"})
        problem = problem_of(answer, 421, "host")
        assert "OFFERSCAN_HOSTS" in problem.detail
        assert MARKER not in answer.text
        twice = client.get("/health", headers=[("host", "localhost"), ("host", "evil.example")])
        assert twice.status_code == 421


def test_host_names_are_read_without_their_ports() -> None:
    read = {"A.example:1": "a.example", "a.example.": "a.example", "[::1]:1": "::1", "::1": "", "": ""}
    assert {host: host_name(host) for host in read} == read


# --- rates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("peer", "headers", "counted"),
    [
        ("192.0.2.7", {}, True),
        ("127.0.0.1", {}, False),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.9"}, True),
        ("2001:db8::1", {}, True),
    ],
)
def test_clients_elsewhere_are_counted_by_the_minute(
    settings: Settings, peer: str, headers: dict[str, str], counted: bool
) -> None:
    with opened(settings, peer, allow_remote=True) as client:
        answers = [client.get("/nowhere", headers=headers) for _ in range(25)]
        assert [answer.status_code for answer in answers] == [404] * 20 + [429 if counted else 404] * 5
        if counted:
            problem_of(answers[-1], 429, "too_many")
            assert 1 <= int(answers[-1].headers["retry-after"]) <= 120
            assert {name: answers[-1].headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
        assert client.get("/health").status_code == client.get("/ready").status_code == 200


def test_a_key_is_counted_wherever_it_is_used_and_a_made_up_one_hides_no_address(settings: Settings) -> None:
    scopes = [
        {
            "type": "http",
            "path": "/",
            "client": (f"192.0.2.{number}", 1),
            "headers": [(b"authorization", b"Bearer satu")],
        }
        for number in range(25)
    ]
    limited = Gate(None, settings)  # type: ignore[arg-type]
    assert [limited._refusal(HTTPConnection(scope)) is None for scope in scopes] == [True] * 20 + [False] * 5
    limited = Gate(None, settings)  # type: ignore[arg-type]
    scopes = [{**scopes[0], "headers": [(b"authorization", b"Bearer %d" % number)]} for number in range(25)]
    assert [limited._refusal(HTTPConnection(scope)) is None for scope in scopes] == [True] * 20 + [False] * 5


def test_so_many_requests_are_at_work(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MOST_AT_WORK", 0)
    with opened(settings) as client:
        answer = client.get("/v1/model")
        problem_of(answer, 503, "busy")
        assert answer.headers["retry-after"]
        assert client.get("/health").status_code == 200


# --- bodies --------------------------------------------------------------------------------------------------------


class Sender:
    """One request by hand, whose body comes when the test says so; `status` is 0 while there is no answer."""

    def __init__(self, app: Any, path: str, peer: str = "127.0.0.1", *headers: tuple[bytes, bytes]) -> None:
        self.sent: list[Any] = []
        self.read = 0
        self._pieces: asyncio.Queue[Any] = asyncio.Queue()
        kind = b"application/json" if path.startswith("/v1/") else b"application/x-www-form-urlencoded"
        scope = {
            "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"", "scheme": "http",
            "root_path": "", "http_version": "1.1", "server": ("localhost", 80), "client": (peer, 1),
            "headers": [(b"host", b"localhost"), (b"content-type", kind), *headers],
        }  # fmt: skip
        self.task = asyncio.ensure_future(app(scope, self._receive, self._send))

    def give(self, body: bytes, more: bool = True) -> None:
        self._pieces.put_nowait({"type": "http.request", "body": body, "more_body": more})

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"]) if self.sent else 0

    @property
    def code(self) -> str:
        return str(json.loads(self.sent[1]["body"])["code"])

    async def _receive(self) -> Any:
        message = await self._pieces.get()
        self.read += len(message["body"])
        return message

    async def _send(self, message: Any) -> None:
        self.sent.append(message)


async def reached(told: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not told():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("path", ["/v1/assess", "/v1/scans"])
def test_a_body_that_does_not_come_is_given_up(settings: Settings, path: str) -> None:
    app = create_app(settings.model_copy(update={"body_seconds": 1}), lambda settings: open_fixed())

    async def ask() -> Sender:
        async with app.router.lifespan_context(app):
            slow = Sender(app, path)
            slow.give(b'{"text": "')
            await asyncio.wait_for(slow.task, 60)
            return slow

    slow = asyncio.run(ask())
    assert (slow.status, slow.code) == (408, "slow")
    assert (b"connection", b"close") in slow.sent[0]["headers"]


@pytest.mark.parametrize("path", ["/v1/assess", "/v1/assess/image", "/v1/cases", "/check", "/cases/keep", "/registry/import"])
@pytest.mark.parametrize("header", [None, (b"cookie", b"offerscan=ditanam"), (b"authorization", b"Bearer osk_salah")])
def test_of_a_strangers_body_nothing_is_read(settings: Settings, path: str, header: tuple[bytes, bytes] | None) -> None:
    app = create_app(settings.model_copy(update={"allow_remote": True}), lambda settings: open_fixed())

    async def ask() -> Sender:
        async with app.router.lifespan_context(app):
            stranger = Sender(app, path, "192.0.2.7", *([header] if header else []))
            stranger.give(b"x" * 5_000)
            await asyncio.wait_for(stranger.task, 20)
            return stranger

    stranger = asyncio.run(ask())
    assert (stranger.status, stranger.read) == (401 if path.startswith("/v1/") else 303, 0)


def test_a_stranger_sends_no_more_than_a_login_needs(settings: Settings) -> None:
    with opened(settings, "192.0.2.7", allow_remote=True) as client:
        assert client.post("/login", data={"name": "sri", "password": "x" * 15_000}).status_code == 401
        assert client.post("/login", data={"name": "sri", "password": "x" * 25_000}).status_code == 413


def test_one_address_takes_no_more_than_its_share(settings: Settings) -> None:
    """Whoever lets logins come as slowly as may be leaves room for others, and for the machine itself."""
    app = create_app(settings.model_copy(update={"allow_remote": True}), lambda settings: open_fixed())

    async def ask() -> None:
        async with app.router.lifespan_context(app):
            slow = [Sender(app, "/login", "192.0.2.7") for _ in range(17)]
            await reached(lambda: slow[-1].task.done())
            assert [one.status for one in slow] == [0] * 16 + [429]
            assert slow[-1].code == "too_many"
            here = [Sender(app, "/v1/assess") for _ in range(64)]
            for one in (other := Sender(app, "/v1/assess", "192.0.2.8"), *here):
                one.give(b'{"text": "dp"}', more=False)
            await asyncio.gather(other.task, *(one.task for one in here))
            assert [other.status, *{one.status for one in here}] == [401, 200]
            slow[0].give(b"", more=False)
            await slow[0].task
            again = Sender(app, "/login", "192.0.2.7")
            again.give(b"", more=False)
            await again.task
            assert again.status != 429
            for one in slow:
                one.task.cancel()

    asyncio.run(ask())


def test_bodies_take_no_more_memory_together_than_they_may(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MOST_WHOLE_BODIES", 2)
    app = create_app(settings, lambda settings: open_fixed())
    body = b'{"text": "dp"}'

    async def ask() -> None:
        async with app.router.lifespan_context(app):
            large = [Sender(app, "/v1/assess") for _ in range(2)]
            for one in large:
                one.give(b" " * 99_990)
            await reached(lambda: all(one.read for one in large))
            small = Sender(app, "/v1/assess")
            small.give(body + b" " * 20, more=False)
            await small.task
            assert (small.status, small.code) == (503, "busy")
            scan = Sender(app, "/v1/scans")  # on the disk, not in memory
            scan.give(body + b" " * 20, more=False)
            await scan.task
            assert scan.status == 202
            large[0].give(b"x", more=False)
            await large[0].task
            after = Sender(app, "/v1/assess")
            after.give(body + b" " * 20, more=False)
            await after.task
            assert (large[0].status, after.status) == (400, 200)
            large[1].task.cancel()

    asyncio.run(ask())


# --- figures and traces --------------------------------------------------------------------------------------------


def figures(client: TestClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_figures_tell_what_was_answered(settings: Settings) -> None:
    with opened(settings) as client:
        client.post("/v1/assess", json={"offers": [{"text": "dp ke kamboja"}, {"text": "halo"}, {"text": ""}]})
        client.get(f"/{MARKER}")
        client.request(MARKER, "/v1/assess")
        told = figures(client)
    assert {level: told["offerscan_offers_total", (("level", level),)] for level in ("low", "review", "high", "refused")} == {
        "low": 1, "review": 0, "high": 1, "refused": 1,
    }  # fmt: skip
    assert told["offerscan_requests_total", (("method", "POST"), ("route", "/v1/assess"), ("status", "200"))] == 1
    assert told["offerscan_requests_total", (("method", "GET"), ("route", "none"), ("status", "404"))] == 1
    assert told["offerscan_request_seconds_count", (("route", "/v1/assess"),)] == 2
    for name in ("ready", "workers", "workers_alive", "store_up"):
        assert told[f"offerscan_{name}", ()] == 1, name
    assert told["offerscan_worker_restarts", ()] == told["offerscan_queue_offers", ()] == 0
    assert told["offerscan_week_assessed", ()] >= 2
    [versions] = [labels for name, labels in told if name == "offerscan_versions_info"]
    assert dict(versions)["model"] == "fixed-1"


def test_figures_are_for_those_who_are_logged_in(settings: Settings) -> None:
    with opened(settings, "192.0.2.7", allow_remote=True) as client:
        for path in ("/metrics", "/v1/indicators/../../metrics"):
            problem_of(client.get(path), 401, "not_signed_in")
        problem_of(client.post("/v1/scans", content=b"a"), 401, "not_signed_in")
        problem_of(client.post("/v1/assess", json={"text": "a"}), 401, "not_signed_in")
        assert client.get("/health").status_code == 200


class Tracer:
    """Stands for OpenTelemetry's and keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    @contextmanager
    def start_as_current_span(self, name: str, **options: Any) -> Iterator[Any]:
        self.told.append((name, options))
        yield self

    def update_name(self, name: str) -> None:
        self.told.append(name)

    def set_attribute(self, name: str, value: Any) -> None:
        self.told.append((name, value))


def test_traces_hold_route_and_status_and_nothing_sent(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    tracer = Tracer()
    monkeypatch.setattr("offerscan_api.app.open_trace", lambda settings: telemetry.trace_with(tracer))
    with opened(settings) as client:
        client.post(f"/v1/assess?{MARKER}", json={"text": MARKER})
        client.get(f"/{MARKER}")
    assert "POST /v1/assess" in tracer.told
    assert ("http.response.status_code", 404) in tracer.told
    assert MARKER not in str(tracer.told)
    assert tracer.told[0] == ("request", {"record_exception": False, "set_status_on_exception": False})


def test_traces_that_are_wanted_and_not_installed_are_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> Any:
        raise ImportError(name=name)

    monkeypatch.setattr(telemetry, "import_module", gone)
    with structlog.testing.capture_logs() as logged:
        with telemetry.open_trace(settings.model_copy(update={"otel": True}))("GET") as told:
            told("/", 200)
        telemetry.open_trace(settings)
    assert [line["event"] for line in logged] == ["no_telemetry"]


def test_only_https_is_told_to_stay_https(settings: Settings) -> None:
    with opened(settings) as client:
        assert "strict-transport-security" not in client.get("/health").headers
        assert "max-age" in client.get("https://localhost/health").headers["strict-transport-security"]


# --- nothing remains -----------------------------------------------------------------------------------------------


def test_a_text_is_in_no_log_figure_error_or_file_afterwards(
    settings: Settings, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    seen = []
    folders = {"data": tmp_path / "data", "scans": tmp_path / "scans"}
    folders["scans"].mkdir()
    with structlog.testing.capture_logs() as logged, opened(settings, **folders) as client:
        client.post("/v1/assess", json={"text": f"dp {MARKER} kamboja"})
        scan = client.post("/v1/scans", params={"name": f"{MARKER}.csv"}, content=f"text\ndp {MARKER}\n")
        for _ in range(200):
            if client.get(scan.headers["location"]).json()["state"] == "done":
                break
        broken = client.post(
            "/v1/scans", params={"name": f"{MARKER}.csv", "text_field": MARKER}, content=f"text\n{MARKER}\n"
        )
        assert broken.status_code == 202
        client.delete(scan.headers["location"])
        seen += [client.get("/metrics").text, client.get(f"/v1/scans/{MARKER}").text]
    ours = "".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    assert MARKER not in "".join(seen) + str(logged) + ours + "".join(capfd.readouterr())
    for path in tmp_path.rglob("*"):
        assert MARKER not in path.name
        assert path.is_dir() or MARKER.encode() not in path.read_bytes()
