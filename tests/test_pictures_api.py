"""POST /v1/assess/image: the same text as the command reads, bounded, in turn, and nothing of it on disk or in an error."""

from __future__ import annotations

import base64
import tempfile
import threading
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import httpx
import pytest
from desk_client import open_desk
from fastapi import FastAPI
from fastapi.testclient import TestClient
from local_client import LocalClient
from picture_samples import POSTERS, as_bytes
from PIL import Image

from offerscan.pictures import recognising
from offerscan.pictures.picture import Piece
from offerscan.records import Limit
from offerscan_api.pictures import line, routes

MARKER = "QXZJVKWQ"
MAX_BYTES = 3_000_000
SMALL = as_bytes(Image.new("L", (200, 100), 9))
PLACE = "/v1/assess/image"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return open_desk(tmp_path_factory.mktemp("data"), max_request_bytes=MAX_BYTES)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with LocalClient(app) as opened:
        yield opened


class Recogniser:
    """Reads the same line in every picture, when it is told to."""

    def __init__(self) -> None:
        self.text, self.at_work, self.most, self.asked = f"DP 2 juta ke Kamboja {MARKER}", 0, 0, threading.Event()
        self.told = threading.Event()
        self.told.set()

    def recognise(self, image: Image.Image, deadline: float) -> tuple[Image.Image, list[Piece], list[str]]:
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        self.asked.set()
        assert self.told.wait(60)
        self.at_work -= 1
        pieces = [Piece(self.text, 0.9, ((10, 10), (190, 10), (190, 40), (10, 40)))] if self.text else []
        return image, pieces, []


@pytest.fixture
def recogniser(monkeypatch: pytest.MonkeyPatch) -> Recogniser:
    made = Recogniser()
    monkeypatch.setattr(recognising, "recognise", made.recognise)
    return made


def send(client: TestClient, data: bytes, name: str = "poster.jpg", **options: Any) -> httpx.Response:
    return client.post(PLACE, files={"file": (name, data, "image/jpeg")}, **options)


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert MARKER not in answer.text
    return answer.status_code, answer.json()["code"]


def test_a_poster_gets_its_text_and_one_assessment(client: TestClient) -> None:
    answer = send(client, (POSTERS / "yellow.jpg").read_bytes())
    assert answer.status_code == 200, answer.text
    body = answer.json()
    [assessment] = body["assessments"]
    assert assessment["limits"] == [Limit.FROM_OCR]
    assert {finding["indicator"] for finding in assessment["findings"]} >= {"upfront_fee"}
    assert all(body["text"][f["start"] : f["end"]] == f["quote"] for f in assessment["findings"] if f["quote"])
    assert "Bu Rina 0812-0000-1234" in body["text"]
    assert (body["picture"]["width"], body["picture"]["height"]) == Image.open(POSTERS / "yellow.jpg").size
    places = [(read["start"], read["end"]) for read in body["picture"]["lines"]]
    assert places == sorted(places)
    assert body["marked"] is None


@pytest.mark.usefixtures("recogniser")
def test_body_and_form_are_the_same(client: TestClient) -> None:
    by_form = send(client, SMALL).json()
    assert client.post(PLACE, content=SMALL, headers={"content-type": "image/png"}).json() == by_form
    assert client.post(PLACE, content=SMALL).json() == by_form
    assert (
        client.post("/v1/assess", json={"text": by_form["text"]}).json()["assessments"][0]["findings"]
        == (by_form["assessments"][0]["findings"])
    )


@pytest.mark.usefixtures("recogniser")
def test_the_marked_picture_comes_where_it_is_asked_for(client: TestClient) -> None:
    marked = send(client, SMALL, params={"marked": "true"}).json()["marked"]
    assert Image.open(BytesIO(base64.b64decode(marked))).size == (200, 100)


def test_a_picture_without_writing_gets_an_error_in_its_place(client: TestClient, recogniser: Recogniser) -> None:
    recogniser.text = ""
    body = send(client, SMALL, params={"marked": "true"}).json()
    assert (body["text"], body["assessments"][0]["error"]["code"], body["marked"]) == ("", "empty", None)


@pytest.mark.usefixtures("recogniser")
@pytest.mark.parametrize(
    ("options", "status", "code"),
    [
        ({"files": {"file": ("x.jpg", MARKER.encode(), "image/jpeg")}}, 422, "input"),
        ({"files": {"file": (f"../../{MARKER}\r\n.jpg", b"no", "image/jpeg")}}, 422, "input"),
        ({"files": {"file": ("x.jpg", b"", "image/jpeg")}}, 422, "empty"),
        ({"files": {"other": ("x.jpg", SMALL, "image/jpeg")}}, 400, "form"),
        ({"files": [("file", ("x", SMALL)), ("file", ("y", SMALL))]}, 400, "form"),
        ({"data": {"file": "text"}, "files": {"x": b""}}, 400, "form"),
        ({"content": b""}, 422, "empty"),
        ({"content": SMALL, "headers": {"content-type": "multipart/form-data"}}, 400, "form"),
        ({"content": SMALL, "headers": {"content-type": "multipart/form-data; boundary=x"}}, 400, "form"),
        ({"files": {"file": ("x.jpg", bytes(MAX_BYTES + 1))}}, 413, "too_large"),
        ({"content": bytes(MAX_BYTES + 1)}, 413, "too_large"),
        ({"content": iter([bytes(MAX_BYTES), bytes(9)])}, 413, "too_large"),
        ({"content": SMALL, "params": {"marked": "perhaps"}}, 422, "invalid"),
        ({"content": SMALL, "headers": {"sec-fetch-site": "cross-site"}}, 403, "forged"),
    ],
)
def test_what_cannot_be_used_is_a_problem(options: dict[str, Any], status: int, code: str, client: TestClient) -> None:
    assert problem(client.post(PLACE, **options)) == (status, code)


@pytest.mark.usefixtures("recogniser")
def test_a_picture_never_touches_the_disk(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> Any:
        raise AssertionError("a temporary file was asked for")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)  # what SpooledTemporaryFile rolls over to
    noise = as_bytes(Image.effect_noise((1500, 1500), 90), "BMP")
    assert len(noise) > 2_000_000  # starlette's own limit is one
    assert send(client, noise).status_code == 200


def test_one_picture_is_read_at_a_time_and_the_line_is_bounded(
    app: FastAPI, client: TestClient, recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "_MOST", 3)
    recogniser.told.clear()
    answers: list[httpx.Response] = []
    threads = [threading.Thread(target=lambda: answers.append(send(client, SMALL))) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert recogniser.asked.wait(30)
    held = app.state.picture_line
    for _ in range(600):
        if held._held == 3:
            break
        threading.Event().wait(0.05)
    refused = send(client, SMALL)
    assert problem(refused) == (503, "busy")
    assert int(refused.headers["retry-after"]) > 0
    recogniser.told.set()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (recogniser.most, held._held) == (1, 0)


def test_a_service_without_the_extra_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "can_read_pictures", lambda: False)
    assert problem(send(client, SMALL)) == (501, "no_ocr")


def test_neither_text_nor_name_reaches_the_log(
    client: TestClient, recogniser: Recogniser, capfd: pytest.CaptureFixture[str]
) -> None:
    assert MARKER in send(client, SMALL, name=f"{MARKER}.jpg").text
    send(client, b"no picture", name=f"{MARKER}.jpg")
    out, err = capfd.readouterr()
    assert MARKER not in out + err


def test_the_description_names_form_and_body(app: FastAPI) -> None:
    operation = app.openapi()["paths"][PLACE]["post"]
    assert set(operation["requestBody"]["content"]) == {"multipart/form-data", "application/octet-stream", "image/*"}
    assert set(operation["responses"]) >= {"200", "400", "413", "422", "501", "503"}
