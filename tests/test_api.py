"""The service from outside: good and bad requests, the published shape, and that no offer reaches a log or an error."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from fastapi import FastAPI
from fastapi.openapi.models import OpenAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from local_client import LocalClient

from offerscan.artifacts import open_model
from offerscan.catalog import read_catalog
from offerscan.engines import Prediction
from offerscan.engines.fixed import FixedEngine
from offerscan.errors import EngineError, InputError, ModelError, OfferscanError
from offerscan.policy import POLICY_EN, Policy
from offerscan.records import Offer, offer_id
from offerscan.screener import MAX_CHARACTERS, Screener
from offerscan.settings import Settings
from offerscan.text import View
from offerscan_api import create_app, serve, server
from offerscan_api.access import SECURITY_HEADERS
from offerscan_api.examples import ASSESS_ANSWER, ASSESS_REQUESTS
from offerscan_api.problems import PROBLEMS, Problem, ProblemError
from offerscan_api.schemas import MAX_OFFERS, AssessAnswer, AssessRequest
from offerscan_api.store import Role, open_store

MARKER = "KATASANDIRAHASIA"
OFFER = "🇹🇼 Dibutuhkan ART ke Taiwan gaji 20rb NT per bulan. DP 2jt dlu buat booking job, WA 0812-3456-7890"
MAX_BYTES = 300_000
JSON = {"content-type": "application/json"}
LABELS = read_catalog().labels
WORDS = {
    "dp": "upfront_fee",
    "booking": "upfront_fee",
    "kamboja": "closed_destination",
    "kontrak": "work_visa_contract",
}
_WEIGHTS = {"model": 1.0, "points": 1.0, "expected": 0.1, "bias": 0.0}
MANIFEST: dict[str, Any] = {
    "version": "fixed-1",
    "base": {"name": "none", "licence": "none"},
    "calibration": {},
    "metrics": {"note": "invented"},
    "policy": {
        "indicators": [0.5] * len(LABELS),
        "evidence": {"floor": 0.5, "share": 0.5, "keep": 0.5},
        "joining": {"review": _WEIGHTS, "high": _WEIGHTS},
        "levels": {"review": 0.5, "high": 0.5},
        "finding": {"text": 1.0, "evidence": 0.5, "bias": 0.0},
    },
}


class BreakingEngine(FixedEngine):
    """Fails as a real engine might: with the text in the message."""

    def __init__(self, fault: Callable[[str], Exception]) -> None:
        super().__init__(LABELS, {})
        self.fault = fault

    def predict(self, views: Any) -> list[Prediction]:
        raise self.fault(views[0].text + MARKER)


class WaitingEngine(FixedEngine):
    """Says when it was asked and answers when it is told to."""

    def __init__(self) -> None:
        super().__init__(LABELS, {})
        self.asked, self.told = threading.Event(), threading.Event()

    def _predict(self, view: View) -> Prediction:
        self.asked.set()
        assert self.told.wait(60)
        return super()._predict(view)


def model_folder(folder: Path) -> Path:
    """A model folder whose files verify, though no engine could run them."""
    files = {}
    for name in ("onnx/model_quantized.onnx", "tokenizer.json", "wide.npz"):
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(name.encode())
        files[name] = hashlib.sha256(name.encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({**MANIFEST, "files": files}))
    return folder


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(model=model_folder(tmp_path_factory.mktemp("model")), max_request_bytes=MAX_BYTES)


def screener_with(engine: FixedEngine) -> Callable[[Settings], Screener]:
    return lambda settings: Screener(engine, read_catalog(), Policy.from_manifest(open_model(settings.model).manifest))


@pytest.fixture(scope="module")
def app(settings: Settings) -> FastAPI:
    return create_app(settings, screener_with(FixedEngine(LABELS, WORDS)))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with LocalClient(app) as opened:
        yield opened


def assessed(client: TestClient, body: object) -> list[dict[str, Any]]:
    answer = client.post("/v1/assess", json=body)
    assert answer.status_code == 200, answer.text
    assessments: list[dict[str, Any]] = answer.json()["assessments"]
    return assessments


def problem_of(answer: Any, status: int, code: str) -> Problem:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem = Problem.model_validate_json(answer.text, strict=True)
    assert (problem.status, problem.code, problem.type) == (status, code, f"urn:offerscan:problem:{code}")
    assert problem.instance == f"urn:uuid:{answer.headers['x-request-id']}"
    return problem


# --- good requests -------------------------------------------------------------------------------------------------


def test_answer_has_the_published_shape(client: TestClient) -> None:
    [assessment] = assessed(client, {"offers": [{"id": "post-14", "text": OFFER}]})
    assert list(assessment) == [
        "id", "source", "category", "category_scores", "risk", "risk_scores", "findings", "details", "registry",
        "language", "limits", "versions",
    ]  # fmt: skip
    assert list(assessment["category_scores"]) == [
        "overseas_offer", "domestic_offer", "discussion", "other_fraud", "other"
    ]  # fmt: skip
    assert list(assessment["risk_scores"]) == ["low", "review", "high"]
    assert list(assessment["details"]) == [
        "destinations", "phones", "accounts", "links", "handles", "companies", "licences", "pay"
    ]  # fmt: skip
    assert list(assessment["versions"]) == ["offerscan", "model", "catalog", "registry"]
    finding = assessment["findings"][0]
    assert list(finding) == ["indicator", "kind", "severity", "score", "origin", "start", "end", "quote"]
    assert (finding["indicator"], finding["kind"], finding["severity"]) == ("upfront_fee", "risk", "medium")
    assert (assessment["id"], assessment["source"], assessment["category"]) == ("post-14", None, "overseas_offer")
    assert assessment["registry"] is None
    assert assessment["details"]["phones"] == ["+6281234567890"]


def test_offsets_count_code_points_of_the_text_as_received(client: TestClient) -> None:
    [assessment] = assessed(client, {"text": OFFER})
    placed = [finding for finding in assessment["findings"] if finding["start"] is not None]
    assert placed
    for finding in placed:
        assert OFFER[finding["start"] : finding["end"]] == finding["quote"]


@pytest.mark.parametrize(
    ("given", "answered"),
    [
        ({"text": OFFER, "id": "a/1"}, "a/1"),
        ({"text": OFFER, "id": None}, offer_id(OFFER)),
        ({"text": OFFER}, offer_id(OFFER)),
        ({"text": ""}, offer_id("")),
    ],
)
def test_id_is_as_given_or_the_hash_of_the_text(client: TestClient, given: dict[str, Any], answered: str) -> None:
    [assessment] = assessed(client, {"offers": [given]})
    assert assessment["id"] == answered


def test_broken_offer_carries_an_error_in_its_place(client: TestClient) -> None:
    first, broken, last = assessed(client, {"offers": [{"text": OFFER}, {"id": "b", "text": " \n\t"}, {"text": OFFER}]})
    assert list(broken) == ["id", "source", "error"]
    assert list(broken["error"]) == ["code", "message"]
    assert (broken["id"], broken["error"]["code"]) == ("b", "empty")
    assert first == last
    assert first["id"] == offer_id(OFFER)


def test_over_long_offer_is_cut_and_says_so(client: TestClient) -> None:
    [assessment] = assessed(client, {"text": OFFER + " kata" * (MAX_CHARACTERS // 5)})
    assert assessment["limits"] == ["truncated"]
    assert assessment["category"] == "overseas_offer"


def test_same_answer_alone_in_a_batch_and_from_the_screener(client: TestClient, settings: Settings) -> None:
    texts = [OFFER, "", "apa kabar", "DP booking kamboja", "Jual motor 🏍️ mulus", OFFER, "a\u0301 kontrak dp", "DP \x00 kamboja"]
    together = assessed(client, {"offers": [{"text": text} for text in texts]})
    backwards = assessed(client, {"offers": [{"text": text} for text in reversed(texts)]})
    assert together == backwards[::-1]
    assert together == [assessed(client, {"text": text})[0] for text in texts]
    screener = screener_with(FixedEngine(LABELS, WORDS))(settings)
    assert [answer["id"] for answer in together] == [screener.assess(Offer(text)).id for text in texts]


def test_full_batch_is_taken(client: TestClient) -> None:
    offers = [{"id": str(place), "text": f"tawaran {place}"} for place in range(MAX_OFFERS)]
    assert [answer["id"] for answer in assessed(client, {"offers": offers})] == [offer["id"] for offer in offers]


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "application/json; charset=utf-8"},
        {"content-type": "Application/JSON;charset=UTF-8"},
        {"content-type": "application/json", "content-encoding": "identity"},
    ],
)
def test_media_type_may_be_spelt_in_full(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/v1/assess", content=b'{"text": "halo"}', headers=headers).status_code == 200


def test_answers_match_the_schema_they_are_documented_by(client: TestClient) -> None:
    answer = client.post("/v1/assess", json={"offers": [{"text": OFFER}, {"text": ""}, {"text": "halo"}]}).json()
    assert as_documented(answer) == answer


def as_documented(answer: dict[str, Any]) -> dict[str, Any]:
    """What the documented schema makes of an answer; only files tell who posted an offer, so that `meta` is never there."""
    documented = AssessAnswer.model_validate(answer).model_dump(mode="json")
    for assessment in documented["assessments"]:
        assert assessment.pop("meta", None) is None
    return documented


def test_indicators_are_the_catalog(client: TestClient) -> None:
    answer = client.get("/v1/indicators").json()
    catalog = read_catalog()
    assert answer["version"] == catalog.version
    assert [entry["id"] for entry in answer["indicators"]] == list(catalog.labels)
    for entry in answer["indicators"]:
        assert list(entry) == ["id", "kind", "severity", "name", "reason", "question", "law"]
        assert (entry["severity"] is None) == (entry["kind"] == "protective")
        assert all(entry[words]["id"] and entry[words]["en"] for words in ("name", "reason", "question"))
        for law in entry["law"]:
            assert re.fullmatch(r"20\d\d-\d\d-\d\d", law["checked_on"])
            assert re.match(r"https?://", law["source"])
    assert any(entry["law"] for entry in answer["indicators"])


def test_model_describes_itself(client: TestClient) -> None:
    answer = client.get("/v1/model").json()
    assert list(answer) == ["version", "labels", "policy", "manifest"]
    assert answer["version"] == "fixed-1"
    assert answer["labels"] == list(LABELS)
    assert answer["policy"]["en"] == POLICY_EN
    assert MANIFEST.items() <= answer["manifest"].items()
    assert set(answer["manifest"]["files"]) == {"onnx/model_quantized.onnx", "tokenizer.json", "wide.npz"}


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_signs_of_life(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_index_names_every_route(client: TestClient, app: FastAPI) -> None:
    told = client.get("/", headers={"accept": "application/json"}).json()
    assert set(told["endpoints"]) == {f"{method} {path}" for method, path in documented(app)}


# --- bad requests --------------------------------------------------------------------------------------------------

# What stands in place of M is the marker that must never come back.
MALFORMED = [
    b"",
    b" ",
    b"{",
    b'{"text": "M"',
    b'{"text": "M"} {}',
    b"{'text': 'M'}",
    b'{"text": "\x00M"}',
    b'{"text": "\xff\xfeM"}',
    b'{"text": "\xed\xa0\x80M"}',
    '{"text": "M"}'.encode("utf-16"),
    b'\xef\xbb\xbf{"text": "M"}',
    b'{"text": "M", "score": NaN}',
    b'{"text": "M", "score": -Infinity}',
    b'{"text": "M", "score": ' + b"9" * 10_000 + b"}",
    b'{"text": "a", "text": "M"}',
    b'{"offers": [{"text": "a", "M": 1, "M": 2}]}',
    b"[" * 20_000 + b'"M"' + b"]" * 20_000,
    b'{"text": ' + b'{"text": ' * 20_000,
]
INVALID = [
    # body, where the first misfit is, a word of what is said about it
    (b"[]", "#", "object"),
    (b"null", "#", "object"),
    (b'"M"', "#", "object"),
    (b"{}", "#", "exactly one"),
    (b'{"text": null}', "#", "exactly one"),
    (b'{"text": "M", "offers": [{"text": "M"}]}', "#", "exactly one"),
    (b'{"text": 14}', "#/text", "string"),
    (b'{"text": ["M"]}', "#/text", "string"),
    (b'{"text": "M\\ud800"}', "#/text", "surrogate"),
    (b'{"text": "M", "M": "M"}', "#", "unknown"),
    (b'{"M": {"M": "M"}, "text": "M"}', "#", "unknown"),
    (b'{"offers": []}', "#/offers", "empty"),
    (b'{"offers": {"text": "M"}}', "#/offers", "array"),
    (b'{"offers": ["M"]}', "#/offers/0", "object"),
    (b'{"offers": [{"text": "a"}, {"id": "M"}]}', "#/offers/1/text", "required"),
    (b'{"offers": [{"text": "M", "id": 14}]}', "#/offers/0/id", "string"),
    (b'{"offers": [{"text": "M", "id": ""}]}', "#/offers/0/id", "empty"),
    (b'{"offers": [{"text": "M", "id": "' + b"M" * 201 + b'"}]}', "#/offers/0/id", "long"),
    (b'{"offers": [{"text": "M", "id": "M\\u0000"}]}', "#/offers/0/id", "NUL"),
    (b'{"offers": [{"text": "M", "source": "M"}]}', "#/offers/0", "unknown"),
    (json.dumps({"offers": [{"text": "M"}] * (MAX_OFFERS + 1)}).encode(), "#/offers", "long"),
]


def marked(body: bytes) -> bytes:
    return body.replace(b"M", MARKER.encode())


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: repr(body[:40]))
def test_body_that_is_not_json_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/v1/assess", content=marked(body), headers=JSON)
    problem_of(answer, 400, "malformed")
    assert MARKER not in answer.text


@pytest.mark.parametrize(("body", "pointer", "word"), INVALID, ids=lambda part: repr(part[:40]))
def test_body_that_does_not_fit_is_refused_by_place(client: TestClient, body: bytes, pointer: str, word: str) -> None:
    answer = client.post("/v1/assess", content=marked(body), headers=JSON)
    problem = problem_of(answer, 422, "invalid")
    assert problem.errors is not None
    assert problem.errors[0].pointer == pointer
    assert word in problem.errors[0].detail
    assert MARKER not in answer.text


def test_a_thousand_misfits_are_told_in_few_words(client: TestClient) -> None:
    answer = client.post("/v1/assess", json={"offers": [{MARKER: MARKER}] * MAX_OFFERS})
    assert len(problem_of(answer, 422, "invalid").errors or ()) == 10


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": ""},
        {"content-type": "text/plain"},
        {"content-type": "text/json"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/json; charset=latin-1"},
        {"content-type": "application/json", "content-encoding": "gzip"},
        {"content-type": "application/json", "content-encoding": "identity, gzip"},
    ],
)
def test_anything_but_plain_json_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    problem_of(client.post("/v1/assess", content=b'{"text": "halo"}', headers=headers), 415, "media_type")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", f"/v1/assess/{MARKER}", 404, "not_found"),
        ("POST", "/v1/assess/", 404, "not_found"),
        ("GET", "/docs", 404, "not_found"),
        ("GET", "/redoc", 404, "not_found"),
        ("GET", "/%00%ff", 404, "not_found"),
        ("GET", f"/v1/assess?text={MARKER}", 405, "method"),
        ("DELETE", "/v1/indicators", 405, "method"),
        ("POST", "/health", 405, "method"),
        ("BREW", "/v1/assess", 405, "method"),
    ],
)
def test_wrong_address_or_method_is_a_problem(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path)
    problem_of(answer, status, code)
    assert MARKER not in answer.text
    assert ("allow" in answer.headers) == (status == 405)


def chunked(size: int) -> Iterator[bytes]:
    yield b'{"text": "halo"'
    for _ in range(size // 10_000):
        yield b" " * 10_000
    yield b"}"


def test_body_beyond_the_limit_is_refused_by_its_declared_length(client: TestClient) -> None:
    answer = client.post("/v1/assess", json={"text": "a" * MAX_BYTES})
    problem_of(answer, 413, "too_large")


def test_body_in_chunks_is_counted_while_it_comes(client: TestClient) -> None:
    taken = client.post("/v1/assess", content=chunked(MAX_BYTES - 10_000), headers=JSON)
    assert ("content-length" in taken.request.headers, taken.status_code) == (False, 200)
    problem_of(client.post("/v1/assess", content=chunked(MAX_BYTES + 10_000), headers=JSON), 413, "too_large")


# What nobody's waiting mends: a model or a list that cannot be opened.
NEEDS_SOMEBODY = {"not_ready", "registry"}


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_says_when_to_come_again_where_it_passes(code: str) -> None:
    problem = ProblemError(code)
    assert 400 <= problem.status_code < 600
    waits = "Retry-After" in (problem.headers or {})
    assert waits is ((problem.status_code in (429, 503) and code not in NEEDS_SOMEBODY) or code == "scan_not_done")
    assert ProblemError(code, headers={"Retry-After": "7"}).headers == {"Retry-After": "7"}


# --- what goes wrong inside ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (lambda text: RuntimeError(text), 500, "internal"),
        (lambda text: ValueError(text), 500, "internal"),
        (lambda text: MemoryError(text), 500, "internal"),
        (lambda text: EngineError("The model could not be run: restart offerscan."), 503, "engine"),
        (lambda text: InputError("Mend the request."), 422, "input"),
        (lambda text: OfferscanError("Something."), 503, "not_ready"),
    ],
)
def test_engine_that_fails_is_a_problem_without_the_text(
    settings: Settings, fault: Callable[[str], Exception], status: int, code: str, capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    with LocalClient(create_app(settings, screener_with(BreakingEngine(fault)))) as client:
        answer = client.post("/v1/assess", json={"text": f"halo {MARKER}"})
        assert client.get("/health").status_code == 200
    problem_of(answer, status, code)
    seen = answer.text + caplog.text + "".join(capfd.readouterr())
    assert MARKER not in seen
    assert "halo" not in seen
    assert ("BreakingEngine" in seen or "test_api.py" in seen) == (status == 500)  # the place of a crash is told


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (ModelError("tokenizer.json is missing: copy the model folder anew."), "tokenizer.json is missing"),
        (KeyError(MARKER), "offerscan model verify"),
    ],
)
def test_broken_model_fails_readiness_and_not_the_process(settings: Settings, fault: Exception, told: str) -> None:
    def broken(settings: Settings) -> Screener:
        raise fault

    with LocalClient(create_app(settings, broken)) as client:
        assert client.get("/health").status_code == 200
        assert client.get("/").status_code == 200
        for answer in (
            client.get("/ready"),
            client.get("/v1/indicators"),
            client.get("/v1/model"),
            client.post("/v1/assess", json={"text": OFFER}),
        ):
            problem = problem_of(answer, 503, "not_ready")
            assert told in problem.detail
            assert MARKER not in answer.text
        assert "offerscan_ready 0.0" in client.get("/metrics").text


def test_a_full_line_refuses_and_says_when_and_health_still_answers(settings: Settings) -> None:
    engine, answers = WaitingEngine(), []
    tight = settings.model_copy(update={"queue_pieces": 20, "workers": 1})
    with LocalClient(create_app(tight, screener_with(engine))) as client:

        def send(text: str) -> None:
            answers.append(client.post("/v1/assess", json={"text": text}))

        senders = [threading.Thread(target=send, args=(f"{n} {'kata ' * 600}",)) for n in range(2)]
        for sender in senders:
            sender.start()
            assert engine.asked.wait(60)
        for _ in range(2000):
            if "offerscan_queue_offers 1.0" in client.get("/metrics").text:
                break
        assert client.get("/health").status_code == 200
        refused = [client.get("/ready"), client.post("/v1/assess", json={"text": "dua"})]
        engine.told.set()
        for sender in senders:
            sender.join()
        assert client.get("/ready").status_code == 200
    for answer in refused:
        problem_of(answer, 503, "busy")
        assert 1 <= int(answer.headers["retry-after"]) <= 600
    assert [answer.status_code for answer in answers] == [200] * 2


# --- what surrounds every request ----------------------------------------------------------------------------------

EVERY_STATUS = [
    ("GET", "/health", b"", 200),
    ("GET", "/metrics?M=M", b"", 200),
    ("GET", "/openapi.json", b"", 200),
    ("POST", "/v1/assess", b'{"text": "M"}', 200),
    ("POST", "/v1/assess", b'{"text": "M"', 400),
    ("GET", "/M", b"", 404),
    ("GET", "/v1/assess?M=M", b"", 405),
    ("POST", "/v1/assess?M=M", b'{"text": "' + b"M" * 30_000 + b'"}', 413),
    ("POST", "/v1/assess", b'{"text": "M", "M": 1}', 422),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), EVERY_STATUS, ids=lambda part: repr(part)[:40])
def test_headers_and_log_of_every_answer(
    client: TestClient, method: str, path: str, body: bytes, status: int, capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    with structlog.testing.capture_logs() as logged:
        answer = client.request(method, path.replace("M", MARKER), content=marked(body), headers=JSON)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
    [line] = logged
    assert list(line) == ["request_id", "method", "route", "status", "duration_ms", "event", "log_level"]
    assert (line["method"], line["status"]) == (method, status)
    assert line["route"] == (None if status == 404 or path == "/openapi.json" else path.partition("?")[0])
    assert MARKER not in str(logged) + caplog.text + "".join(capfd.readouterr())


def test_marker_is_in_no_problem_and_no_log_however_it_is_sent(
    client: TestClient, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    bodies = [*MALFORMED, *(body for body, _, _ in INVALID), b'{"text": "M"}']
    with structlog.testing.capture_logs() as logged:
        for body in bodies:
            client.post("/v1/assess", content=marked(body), headers=JSON)
    assert len(logged) == len(bodies)
    ours = "".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    assert MARKER not in str(logged) + ours + "".join(capfd.readouterr())


# --- OpenAPI -------------------------------------------------------------------------------------------------------


def documented(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of every operation of the OpenAPI document."""
    return [(method.upper(), path) for path, item in app.openapi()["paths"].items() for method in item]


def test_openapi_is_valid_and_its_references_resolve(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    OpenAPI.model_validate(document)
    assert document["openapi"].startswith("3.1")
    references = re.findall(r'"\$ref": ?"([^"]+)"', json.dumps(document))
    assert references
    for reference in references:
        part = document
        for name in reference.removeprefix("#/").split("/"):
            part = part[name]


def test_every_route_is_documented(app: FastAPI) -> None:
    shown = [route for route in walk_routes(app.routes) if route.include_in_schema]
    routes = {(method, route.path) for route in shown for method in route.methods or ()}
    assert routes == set(documented(app))
    assert routes >= {
        ("GET", "/"), ("GET", "/health"), ("GET", "/ready"), ("GET", "/metrics"), ("GET", "/v1/indicators"),
        ("GET", "/v1/model"), ("POST", "/v1/assess"), ("POST", "/v1/scans"), ("GET", "/v1/scans/{id}"),
        ("GET", "/v1/scans/{id}/result"), ("DELETE", "/v1/scans/{id}"),
    }  # fmt: skip
    operations = [operation for item in app.openapi()["paths"].values() for operation in item.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert list(answer["content"]) == ["application/problem+json"]
                assert answer["content"]["application/problem+json"]["schema"]


def walk_routes(routes: Any) -> Iterator[APIRoute]:
    """API routes, also those that newer FastAPI keeps inside the included router."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        else:
            yield from walk_routes(getattr(getattr(route, "original_router", None), "routes", ()))


def test_statuses_of_the_tables_are_documented(app: FastAPI) -> None:
    statuses = set(app.openapi()["paths"]["/v1/assess"]["post"]["responses"])
    assert statuses == {"200", "400", "401", "403", "408", "413", "415", "422", "429", "500", "503"}


def test_examples_are_true(client: TestClient) -> None:
    for example in ASSESS_REQUESTS.values():
        AssessRequest.model_validate(example["value"])
        assert client.post("/v1/assess", json=example["value"]).status_code == 200
    assert as_documented(ASSESS_ANSWER) == ASSESS_ANSWER
    answered = client.post("/v1/assess", json=ASSESS_REQUESTS["offers"]["value"]).json()["assessments"]
    [shown, refused] = ASSESS_ANSWER["assessments"]
    assert [one["id"] for one in answered] == [shown["id"], refused["id"]]
    assert answered[1] == refused
    text = (ASSESS_REQUESTS["text"]["value"] or {})["text"]
    [finding], [pay] = shown["findings"], shown["details"]["pay"]
    assert text[finding["start"] : finding["end"]] == finding["quote"]
    assert text[pay["start"] : pay["end"]] == "20rb NT"


# --- anything at all -----------------------------------------------------------------------------------------------

texts = st.text(max_size=60) | st.sampled_from([OFFER, "\u0000", "dp booking", "\u202e\ufeff"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["text", "offers", "id"]) | texts, inner)
    ),
    max_leaves=12,
)
readable = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
near_requests = st.fixed_dictionaries({}, optional={"text": values, "offers": st.lists(values, max_size=3)})


@hypothesis_settings(deadline=None)
@given(body=values | near_requests)
def test_any_json_is_answered_without_a_fault(client: TestClient, body: object) -> None:
    answer = client.post("/v1/assess", content=json.dumps(body), headers=JSON)
    assert answer.status_code in (200, 400, 422)
    assert answer.headers["content-type"] == ("application/json" if answer.is_success else "application/problem+json")


@hypothesis_settings(deadline=None)
@given(body=st.binary(max_size=80))
def test_any_bytes_are_answered_without_a_fault(client: TestClient, body: bytes) -> None:
    assert client.post("/v1/assess", content=body, headers=JSON).status_code in (200, 400, 422)


@hypothesis_settings(deadline=None)
@given(texts=st.lists(readable, min_size=1, max_size=5))
def test_any_texts_get_one_answer_each_in_order(client: TestClient, texts: list[str]) -> None:
    answers = assessed(client, {"offers": [{"text": text} for text in texts]})
    assert [answer["id"] for answer in answers] == [offer_id(text) for text in texts]
    assert [("error" in answer) for answer in answers] == [not text.strip() for text in texts]


# --- the server ----------------------------------------------------------------------------------------------------


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where a server would have listened; it never runs, so that a missing refusal fails instead of hanging."""
    addresses: list[tuple[str, int]] = []
    monkeypatch.setattr(server, "_log_to_stderr", lambda: None)
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: addresses.append(sockets[0].getsockname()[:2]))
    return addresses


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.7", "offerscan.example", "127.0.0.1.example"])
def test_address_that_others_can_reach_is_refused(
    settings: Settings, tmp_path: Path, host: str, served: list[tuple[str, int]]
) -> None:
    with pytest.raises(InputError, match=r"from outside this machine: use 127\.0\.0\.1"):
        serve(host, 0, settings)
    with pytest.raises(InputError, match="nobody can log in yet"):
        serve(host, 0, settings.model_copy(update={"allow_remote": True, "data": tmp_path}))
    assert not served


@pytest.mark.parametrize(
    ("host", "allow_remote", "address"),
    [("127.0.0.1", False, "127.0.0.1"), ("localhost", False, "127.0.0.1"), ("0.0.0.0", True, "0.0.0.0")],
)
def test_address_of_this_machine_or_an_allowed_one_is_served(
    settings: Settings, tmp_path: Path, host: str, allow_remote: bool, address: str, served: list[tuple[str, int]]
) -> None:
    settings = settings.model_copy(update={"data": tmp_path})
    store = open_store(settings)
    store.accounts.add("test", "rina", Role.ADMINISTRATOR, "", "empat kata yang panjang")
    store.close()
    serve(host, 0, settings.model_copy(update={"allow_remote": allow_remote}))
    assert [bound for bound, _ in served] == [address]


def test_address_in_use_is_told_in_one_sentence(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(InputError, match="--port"):
        serve("127.0.0.1", taken.getsockname()[1], settings)


def test_port_that_cannot_be_is_told_in_one_sentence(settings: Settings) -> None:
    with pytest.raises(InputError, match="0-65535"):
        serve("127.0.0.1", 70_000, settings)


def test_server_lives_without_a_model_and_stops_when_told(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from offerscan.settings import Settings; from offerscan_api import serve;"
        f"serve('127.0.0.1', 0, Settings(model=Path({str(tmp_path / 'nothing')!r})))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stderr is not None
        serving = json.loads(process.stderr.readline())
        address = f"http://{serving['host']}:{serving['port']}"
        assert httpx.get(f"{address}/health", timeout=60).status_code == 200
        problem_of(httpx.get(f"{address}/ready", timeout=60), 503, "not_ready")
        refused = httpx.post(f"{address}/v1/assess?{MARKER}", json={"text": MARKER}, timeout=60)
        problem_of(refused, 503, "not_ready")
        assert "server" not in refused.headers
        process.send_signal(signal.SIGTERM)
        log = process.communicate(timeout=60)[1]
    finally:
        process.kill()
        process.wait()
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line["event"] for line in lines] == ["model_not_open", "request", "request", "request"]
    assert MARKER not in log
    assert process.returncode in (0, -signal.SIGTERM)
