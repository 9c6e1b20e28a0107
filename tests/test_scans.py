"""Scans over HTTP: their life from upload to removal, whose they are, their bounds, and names that are no names."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from fixed_screener import open_fixed
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from local_client import LocalClient
from structlog.testing import capture_logs
from test_api import model_folder, problem_of

from offerscan.formats import as_json
from offerscan.records import Offer
from offerscan.screener import Screener
from offerscan.settings import Settings
from offerscan_api import create_app
from offerscan_api.file_names import label_of, suffix_of
from offerscan_api.notes import Notes
from offerscan_api.scans import Scans, held

TABLE = "id,text\n7,DP 2 juta dulu ke Kamboja\n8,\n9,Jual motor bekas\n"
CSV = {"content-type": "text/csv"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("scans")
    return Settings(
        model=model_folder(root / "model"), data=root / "data", scans=root, max_scan_bytes=100_000, max_scans=8,
        max_scan_rows=50, workers=1,
    )  # fmt: skip


@pytest.fixture(scope="module")
def app(settings: Settings) -> FastAPI:
    return create_app(settings, lambda settings: open_fixed())


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with LocalClient(app) as opened:
        yield opened


@pytest.fixture(autouse=True)
def removed(app: FastAPI) -> Iterator[None]:
    yield
    scans: Scans = app.state.scans
    for scan in list(scans._scans.values()):
        scans.remove(scan)


def ended(client: TestClient, answer: Any) -> dict[str, Any]:
    """The scan of an upload, once it has ended."""
    assert answer.status_code == 202, answer.text
    address = answer.headers["location"]
    assert address == f"/v1/scans/{answer.json()['id']}"
    until = time.monotonic() + 60
    while (scan := client.get(address).json())["state"] in ("waiting", "running"):
        assert time.monotonic() < until
        time.sleep(0.02)
    told: dict[str, Any] = scan
    return told


def uploaded(client: TestClient, body: bytes | str, query: str = "", **headers: str) -> dict[str, Any]:
    return ended(client, client.post(f"/v1/scans?{query}", content=body, headers=headers or CSV))


def test_a_scan_from_upload_to_removal(client: TestClient, settings: Settings) -> None:
    scan = uploaded(client, TABLE, "name=grup.csv")
    assert (scan["state"], scan["rows"], scan["progress"], scan["error"]) == ("done", 3, 1.0, None)
    assert (scan["levels"], scan["refused"]) == ({"low": 1, "review": 0, "high": 1}, 1)
    assert datetime.fromisoformat(scan["expires_at"]) > datetime.now(UTC) + timedelta(minutes=50)
    result = client.get(scan["result"])
    assert result.headers["content-type"] == "application/jsonl"
    rows = [json.loads(line) for line in result.text.splitlines()]
    assert [(row["id"], row["source"]) for row in rows] == [
        ("7", "grup.csv:2"),
        ("8", "grup.csv:3"),
        ("9", "grup.csv:4"),
    ]
    alone = as_json(open_fixed().assess(Offer("DP 2 juta dulu ke Kamboja", "7", "grup.csv:2")))
    assert rows[0] == json.loads(json.dumps(alone))
    assert rows[1]["error"]["code"] == "empty"
    folder = next(settings.scans.glob(f"offerscan-upload-*/{scan['id']}"))  # type: ignore[union-attr]
    assert sorted(path.name for path in folder.iterdir()) == ["result.csv", "result.jsonl"]
    assert client.delete(f"/v1/scans/{scan['id']}").status_code == 204
    assert not folder.exists()
    for answer in (
        client.get(f"/v1/scans/{scan['id']}"),
        client.get(scan["result"]),
        client.delete(f"/v1/scans/{scan['id']}"),
    ):
        problem_of(answer, 404, "no_scan")


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("", "*/*", "application/jsonl"),
        ("", "text/csv", "text/csv; charset=utf-8"),
        ("", "application/jsonl;q=0.5, text/csv;q=0.9", "text/csv; charset=utf-8"),
        ("", "text/csv;q=0.5, application/json", "application/jsonl"),
        ("", "text/html, */*;q=0.8", "application/jsonl"),
        ("?format=csv", "application/jsonl", "text/csv; charset=utf-8"),
        ("?format=jsonl", "text/csv", "application/jsonl"),
        ("", "text/csv;q=x", "application/jsonl"),
        ("", "text/csv;q=\u00b2", "application/jsonl"),
        ("", "text/csv;q=nan, application/jsonl;q=0.1", "application/jsonl"),
        ("", "text/*", "text/csv; charset=utf-8"),
    ],
)
def test_the_result_comes_as_it_is_asked_for(client: TestClient, query: str, accept: str, kind: str) -> None:
    scan = uploaded(client, TABLE)
    result = client.get(scan["result"] + query, headers={"accept": accept.encode("latin-1")})
    assert result.headers["content-type"] == kind
    if kind.startswith("text/csv"):
        rows = list(csv.DictReader(io.StringIO(result.text.removeprefix("\ufeff"))))
        assert [row["risk"] for row in rows] == ["high", "", "low"]


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("grup.csv", TABLE, "multipart"),
        ("grup.jsonl", '{"text": "dp dulu"}\n{"text": "halo semua"}\n{"text": "kontrak"}\n', "multipart"),
        ("", '{"text": "dp dulu"}\n{"text": "halo semua"}\n{"text": "kontrak"}\n', "application/jsonl"),
        ("", '[{"text": "dp dulu"}, {"text": "halo semua"}, {"text": "kontrak"}]', "application/json"),
        ("", TABLE, "application/octet-stream"),
        ("grup", TABLE, "application/octet-stream"),
    ],
)
def test_files_come_in_as_body_or_form_with_and_without_a_name(
    client: TestClient, name: str, body: str, kind: str
) -> None:
    if kind == "multipart":
        answer = client.post("/v1/scans", files={"file": (name, body)})
    else:
        answer = client.post(
            f"/v1/scans{f'?name={name}' if name else ''}", content=body, headers={"content-type": kind}
        )
    scan = ended(client, answer)
    assert scan["rows"] == 3
    first = json.loads(client.get(scan["result"]).text.splitlines()[0])
    assert first["source"].rpartition(":")[0] == (name or "upload")


def test_options_are_those_of_the_command(client: TestClient) -> None:
    options = "text_field=kalimat&id_field=nomor&with_text=true&min_risk=review"
    scan = uploaded(client, "nomor;kalimat\n1;dp dulu\n2;halo\n", options)
    [row] = [json.loads(line) for line in client.get(scan["result"]).text.splitlines()]
    assert (row["id"], row["text"], scan["rows"]) == ("1", "dp dulu", 2)


def zipped(**members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "notes", "refused"),
    [
        ("grup.csv", TABLE, [], [("grup.csv:3", "")]),
        ("grup.csv", TABLE.encode("utf-16"), ["grup.csv: read as UTF-16."], [("grup.csv:3", "")]),
        ("grup.csv", "pesan / isi;judul\ndp dulu ke Kamboja;Loker\n", ["columns stand between ';'"], []),
        ("obrolan.txt", "21/11/26 08.00 - Rina Contoh: dp 2 juta dulu\n" * 3, ["recognised as a whatsapp export"], []),
        ("grup.json", zipped(a_csv=TABLE, b_jpg="x"), ["by its content zip", "1 other files"], [("grup.json/a.csv:3", "")]),
        ("rusak.jsonl", '{"text": "dp dulu"}\n{"text": \n', [], [("rusak.jsonl:2", "bukan JSON yang utuh")]),
        ("lain.csv", "nama;umur\nBudi;3\n", ["columns stand between ';'"], []),  # fails: it has no text
    ],
)
def test_what_readers_note_is_told_to_the_owner_and_to_no_log(
    client: TestClient, name: str, body: bytes | str, notes: list[str], refused: list[tuple[str, str]]
) -> None:
    with capture_logs() as logged:
        scan = uploaded(client, body, f"name={name}")
    assert [one for one in notes if one not in " ".join(scan["notes"])] == []
    assert len(scan["notes"]) == len(notes), scan["notes"]
    assert [(row["source"], why in row["message"]) for row, (_, why) in zip(scan["first_refused"], refused, strict=True)] == [
        (source, True) for source, _ in refused
    ]
    assert not [word for word in (*scan["notes"], *(row["message"] for row in scan["first_refused"])) if word in str(logged)]


def test_of_very_many_notes_the_first_are_told_and_how_many_more() -> None:
    notes = Notes()
    for number in (*range(105), 7):
        notes(f"grup-{number}.csv")
    assert notes.told[:100] == [f"grup-{number}.csv" for number in range(100)]
    assert [line.partition(" ")[0] for line in notes.told[100:]] == ["5"]


HOSTILE = [
    "=cmd|' /C calc'!A0.csv", "../../../etc/passwd.csv", "<img src=x onerror=alert(1)>.csv", "C:\\x\\..\\y.csv",
    "\u202evsc.csv", "+62.csv", "a" * 190 + ".csv",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_neither_paths_nor_formulas_nor_pages(client: TestClient, settings: Settings, name: str) -> None:
    scan = ended(client, client.post("/v1/scans", params={"name": name}, content=TABLE, headers=CSV))
    text = client.get(scan["result"], headers={"accept": "text/csv"}).text.removeprefix("\ufeff")
    for row in csv.DictReader(io.StringIO(text)):
        assert row["source"].endswith(tuple(f".csv:{number}" for number in (2, 3, 4)))
        assert not row["source"].startswith(("=", "+", "-", "@"))
        assert not set(row["source"]) & set("<>/\\|\u202e")
    written = [path.relative_to(settings.scans).parts for path in settings.scans.glob("offerscan-upload-*/**/*")]  # type: ignore
    assert {parts[-1] for parts in written if len(parts) == 3} == {"result.csv", "result.jsonl"}


@given(st.text(max_size=80))
def test_any_name_gives_a_harmless_label_and_suffix(name: str) -> None:
    label, suffix = label_of(name), suffix_of(name)
    assert 0 < len(label) <= 60
    assert not set(label) & set("/\\<>|=\"'\n\r\x00")
    assert suffix == "" or (suffix.startswith(".") and "/" not in suffix and len(suffix) <= 18)


@pytest.mark.parametrize(
    ("post", "status", "code"),
    [
        ({"content": b"", "headers": CSV}, 422, "empty"),
        ({"files": {"file": ("a.csv", b"")}}, 422, "empty"),
        ({"files": {"other": ("a.csv", TABLE)}}, 400, "form"),
        ({"data": {"file": "no file"}, "files": {"x": b"x"}}, 400, "form"),
        ({"content": b"--x", "headers": {"content-type": "multipart/form-data; boundary=y"}}, 400, "form"),
        ({"content": b"--x", "headers": {"content-type": "multipart/form-data"}}, 400, "form"),
        ({"content": b"a" * 100_001, "headers": CSV}, 413, "too_large"),
        ({"files": {"file": ("a.csv", b"a" * 200_000)}}, 413, "too_large"),
        ({"content": TABLE, "headers": CSV, "params": {"format": "exe"}}, 422, "invalid"),
        ({"content": TABLE, "headers": CSV, "params": {"min_risk": "huge"}}, 422, "invalid"),
        ({"content": TABLE, "headers": CSV, "params": {"name": ""}}, 422, "invalid"),
    ],
)
def test_what_cannot_be_scanned_is_told_and_leaves_nothing(
    client: TestClient, settings: Settings, post: dict[str, Any], status: int, code: str
) -> None:
    problem_of(client.post("/v1/scans", **post), status, code)
    assert not list(settings.scans.glob("offerscan-upload-*/*"))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "query", "word"),
    [
        (b"nama,umur\nBudi,3\n", "", "umur"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "", "upload"),
        (b"PK\x03\x04" + b"x" * 50, "", "upload"),
        (TABLE.encode(), "text_field=kalimat", "kalimat"),
        (b"%PDF-1.4 nothing", "format=pdf", "upload"),
    ],
)
def test_a_file_that_cannot_be_read_fails_with_a_sentence(client: TestClient, body: bytes, query: str, word: str) -> None:
    scan = uploaded(client, body, query)
    assert (scan["state"], scan["result"]) == ("failed", None)
    assert scan["error"]["code"] != "internal"
    assert word in scan["error"]["message"]
    problem = problem_of(client.get(f"/v1/scans/{scan['id']}/result"), 409, "scan_failed")
    assert problem.detail == scan["error"]["message"]


def test_too_many_rows_fail_with_a_sentence(client: TestClient) -> None:
    scan = uploaded(client, "text\n" + "dp dulu\n" * 51)
    assert (scan["state"], scan["error"]["code"]) == ("failed", "too_many_rows")
    problem = problem_of(client.get(f"/v1/scans/{scan['id']}/result"), 409, "scan_failed")
    assert "50" in problem.detail


def test_only_so_many_are_held_and_half_of_one_client(client: TestClient, app: FastAPI) -> None:
    held = [uploaded(client, TABLE) for _ in range(4)]
    problem_of(client.post("/v1/scans", content=TABLE, headers=CSV), 429, "too_many_scans")
    client.delete(f"/v1/scans/{held[0]['id']}")
    assert uploaded(client, TABLE)["state"] == "done"


def test_a_scan_of_somebody_else_is_not_there(client: TestClient, app: FastAPI) -> None:
    scan = uploaded(client, TABLE)
    app.state.scans._scans[scan["id"]].owner = "staff somebody"
    for answer in (
        client.get(f"/v1/scans/{scan['id']}"),
        client.get(scan["result"]),
        client.delete(f"/v1/scans/{scan['id']}"),
    ):
        problem_of(answer, 404, "no_scan")
    assert scan["id"] in app.state.scans._scans


def test_what_is_past_its_time_or_left_over_is_swept(client: TestClient, app: FastAPI, settings: Settings) -> None:
    scan = uploaded(client, TABLE)
    scans: Scans = app.state.scans
    assert settings.scans is not None
    killed, other = settings.scans / "offerscan-upload-killed", settings.scans / "other"
    for folder in (killed, other):
        folder.mkdir()
        os.utime(folder, (0, 0))
    scans.sweep()
    assert client.get(f"/v1/scans/{scan['id']}").status_code == 200
    assert (killed.exists(), other.exists()) == (False, True)
    scans._scans[scan["id"]].ended_at = datetime.now(UTC) - scans.keeps
    scans.sweep()
    problem_of(client.get(f"/v1/scans/{scan['id']}"), 404, "no_scan")
    assert not list(settings.scans.glob("offerscan-upload-*/*"))


def test_everything_is_gone_when_the_service_stops(settings: Settings, tmp_path: Path) -> None:
    with LocalClient(
        create_app(settings.model_copy(update={"scans": tmp_path}), lambda settings: open_fixed())
    ) as client:
        uploaded(client, TABLE)
        client.post("/v1/scans", content="text\n" + "dp dulu\n" * 40, headers=CSV)
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_gone_is_made_anew(settings: Settings, tmp_path: Path) -> None:
    scans = Scans(settings.model_copy(update={"scans": tmp_path}))
    first = scans.reserve("one")
    shutil.rmtree(first.parent)
    scans.sweep()
    assert not list(tmp_path.iterdir())
    assert scans.reserve("one").parent not in (first, first.parent)
    scans.close()


def test_what_cannot_be_swept_is_told_and_swept_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[object] = []

    def sweep(*given: object) -> None:
        swept.append(given)
        raise PermissionError

    monkeypatch.setattr(held, "_LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(held, "sweep", sweep)
    app = create_app(settings.model_copy(update={"scans": tmp_path}), lambda settings: open_fixed())
    with capture_logs() as told, LocalClient(app) as client:
        until = time.monotonic() + 30
        while len(swept) < 3 and time.monotonic() < until:
            time.sleep(0.02)
        assert client.post("/v1/assess", json={"text": "dp dulu"}).status_code == 200
    assert len(swept) >= 3
    assert {"log_level": "error", "event": "scans_not_swept", "error": "PermissionError"} in told


def test_a_scan_whose_engine_hangs_does_not_keep_the_service(settings: Settings, tmp_path: Path) -> None:
    asked, let_go = Event(), Event()

    def open_hanging(settings: Settings) -> Screener:
        screener = open_fixed()
        screener.assess = lambda offer: asked.set() or let_go.wait(60)  # type: ignore
        return screener

    app = create_app(settings.model_copy(update={"scans": tmp_path, "stop_seconds": 1}), open_hanging)
    releasing = Timer(15, let_go.set)
    releasing.start()
    with LocalClient(app) as client:
        assert client.post("/v1/scans", content=TABLE, headers=CSV).status_code == 202
        assert asked.wait(10)
        [scan] = app.state.scans._scans.values()
    assert not let_go.is_set()
    assert (scan.state, scan.error.code) == ("failed", "stopping")
    releasing.cancel()
    let_go.set()


@hypothesis_settings(deadline=None, max_examples=25)
@given(
    body=st.binary(min_size=1, max_size=200),
    kind=st.sampled_from(["text/csv", "application/json", "application/zip", "a/b"]),
)
def test_any_file_is_answered_without_a_fault(client: TestClient, app: FastAPI, body: bytes, kind: str) -> None:
    answer = client.post("/v1/scans", content=body, headers={"content-type": kind})
    assert answer.status_code in (202, 422)
    if answer.status_code == 202:
        scan = ended(client, answer)
        assert scan["error"] is None or scan["error"]["code"] != "internal"
        client.delete(f"/v1/scans/{scan['id']}")
