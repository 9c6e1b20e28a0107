"""What keeps the service up and closed: names, rates, slow bodies, figures and traces, and that a text leaves no trace."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
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
from offerscan_api.limits import Limits

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
    limited = Limits(None, settings)  # type: ignore[arg-type]
    assert [limited._refusal(HTTPConnection(scope)) is None for scope in scopes] == [True] * 20 + [False] * 5
    limited = Limits(None, settings)  # type: ignore[arg-type]
    scopes = [{**scopes[0], "headers": [(b"authorization", b"Bearer %d" % number)]} for number in range(25)]
    assert [limited._refusal(HTTPConnection(scope)) is None for scope in scopes] == [True] * 20 + [False] * 5


def test_so_many_requests_are_at_work(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MOST_AT_WORK", 0)
    with opened(settings) as client:
        answer = client.get("/v1/model")
        problem_of(answer, 503, "busy")
        assert answer.headers["retry-after"]
        assert client.get("/health").status_code == 200


# --- slow bodies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/v1/assess", "/v1/scans"])
def test_a_body_that_does_not_come_is_given_up(settings: Settings, path: str) -> None:
    app = create_app(settings.model_copy(update={"body_seconds": 1}), lambda settings: open_fixed())
    sent: list[Any] = []

    async def ask() -> None:
        pieces = iter([{"type": "http.request", "body": b'{"text": "', "more_body": True}])

        async def receive() -> Any:
            for piece in pieces:
                return piece
            return await asyncio.Event().wait()

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"", "scheme": "http",
            "root_path": "", "http_version": "1.1", "server": ("localhost", 80), "client": ("127.0.0.1", 1),
            "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
        }  # fmt: skip
        async with app.router.lifespan_context(app):
            await asyncio.wait_for(app(scope, receive, send), 60)

    asyncio.run(ask())
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]
    assert b"urn:offerscan:problem:slow" in sent[1]["body"]


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
