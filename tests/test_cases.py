"""Cases and feedback over HTTP: kept only when asked, seen only by those who may, exported for others, learned from."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import openpyxl
import pytest
import stix2
import structlog
from fastapi import Request
from fastapi.testclient import TestClient
from fixed_screener import open_fixed
from local_client import LocalClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text

from offerscan.catalog import read_catalog
from offerscan.errors import ModelError
from offerscan.records import offer_id
from offerscan.screener import Screener
from offerscan.settings import Settings
from offerscan_api import create_app
from offerscan_api.auth import LOCAL
from offerscan_api.problems import ProblemError
from offerscan_api.service import Service
from offerscan_api.store import Case, Role, Store
from offerscan_api.store.cases import Cases

CANARY = "KENARIKUNINGRAHASIA"
OFFER = f"🇹🇼 Butuh 3 orang ke Taiwan {CANARY}, DP 2 juta dulu, gaji 20rb NT. Hub Bu Rini WA 0812-0000-1234"
FORMULA = "=1+1 DP dulu ke Kamboja\n+SUM(A1) berangkat malam"
SOLDERING = "Kerja solder di Malaysia, DP 500 ribu, hub Bu Rini WA 0812-0000-1234"
PASSWORD = "kuda hijau terbang"
Headers = dict[str, str]


@pytest.fixture
def client(tmp_path: Path, database: str | None) -> Iterator[TestClient]:
    settings = Settings(data=tmp_path / "data", database=database)
    with LocalClient(create_app(settings, lambda settings: open_fixed())) as opened:
        yield opened


@pytest.fixture
def keys(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> dict[str, Headers]:
    """Headers of programs: two officers of one office, one of another, an analyst, an administrator."""
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr("offerscan_api.store.accounts._hasher", lambda: quick)
    accounts, keys = store_of(client).accounts, store_of(client).keys
    accounts.add("console", "kepala", Role.ADMINISTRATOR, "", PASSWORD)
    roles = {
        "sri": (Role.OFFICER, "Malang"), "budi": (Role.OFFICER, "Malang"), "ayu": (Role.OFFICER, "Kupang"),
        "nita": (Role.ANALYST, ""), "ani": (Role.ADMINISTRATOR, ""),
    }  # fmt: skip
    return {
        name: {"authorization": f"Bearer {keys.create('console', name, role, office)}"}
        for name, (role, office) in roles.items()
    }


def store_of(client: TestClient) -> Store:
    store: Any = client.app.state.store  # type: ignore[attr-defined]
    assert isinstance(store, Store)
    return store


def keep(client: TestClient, text: str = OFFER, headers: Headers | None = None, **more: Any) -> dict[str, Any]:
    answer = client.post("/v1/cases", json={"text": text, **more}, headers=headers)
    assert answer.status_code == 201, answer.text
    case: dict[str, Any] = answer.json()
    return case


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    assert CANARY not in answer.text
    return answer.status_code, str(answer.json()["code"])


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


# --- a case, from keeping to erasing ---------------------------------------------------------------------------------


def test_the_life_of_a_case(client: TestClient, tmp_path: Path) -> None:
    case = keep(client, note="Penelepon menunggu")
    assert case["text"].endswith("Hub Bu [NAMA 1] WA [TELEPON 1]")
    assert (case["state"], case["assignee"], case["has_original"]) == ("open", "lokal", False)
    assert "original" not in case or case["original"] is None
    path = f"/v1/cases/{case['id']}"
    assert client.get("/v1/cases", params={"phone": "+62 812 0000 1234", "text": "taiwan"}).json()["total"] == 1
    assert client.patch(path, json={"state": "closed", "decision": "Dirujuk"}).json()["decision"] == "Dirujuk"
    assert client.patch(path, json={"assignee": None}).json()["assignee"] is None
    assert [note["text"] for note in client.post(f"{path}/notes", json={"text": "Selesai"}).json()["notes"]] == [
        "Penelepon menunggu", "Selesai",
    ]  # fmt: skip
    [earlier] = client.post("/v1/cases/earlier", json={"text": "wa 081200001234"}).json()["earlier"]
    assert (earlier["id"], earlier["shared"]) == (case["id"], ["phones"])
    assert client.get(f"{path}/earlier").json() == {"earlier": []}
    assert client.delete(path).status_code == 204
    assert problem(client.get(path)) == (404, "no_case")
    assert CANARY.encode() not in bytes_of(tmp_path)
    assert client.get("/v1/audit").json()["whole"] is True


def test_the_original_only_by_choice(client: TestClient) -> None:
    case = keep(client, original=True)
    assert client.get(f"/v1/cases/{case['id']}").json().get("original") is None
    assert client.get(f"/v1/cases/{case['id']}", params={"original": True}).json()["original"] == OFFER


def test_assessing_keeps_nothing_but_counts(client: TestClient, tmp_path: Path) -> None:
    with structlog.testing.capture_logs() as logged:
        assert client.post("/v1/assess", json={"text": OFFER}).status_code == 200
        client.post("/v1/cases/earlier", json={"text": OFFER})
        client.get("/v1/cases", params={"text": CANARY, "phone": "0812-0000-1234"})
        [week] = client.get("/v1/weekly").json()
    assert week["assessed"] == 1
    assert client.get("/v1/cases").json()["total"] == 0
    assert CANARY.encode() not in bytes_of(tmp_path)
    assert CANARY not in str(logged)


@pytest.mark.parametrize("way", ["/v1/assess", "/v1/scans"])
def test_letters_that_the_tokenizer_lacks_raise_the_share_of_unknown_pieces(client: TestClient, way: str) -> None:
    """Javanese script is in no vocabulary of ours; whichever way offers come, the pieces of every eighth are counted, the first
    among them, and nothing else."""

    def shares_after(text: str) -> tuple[float, str]:
        if way == "/v1/assess":
            assert client.post(way, json={"offers": [{"text": text}, {"text": ""}]}).status_code == 200
        else:
            place = client.post(way, files={"file": ("a.txt", text.encode())}).headers["location"]
            while client.get(place).json()["state"] not in ("done", "failed"):
                time.sleep(0.05)
        [week] = client.get("/v1/weekly").json()
        return week["unknown_share"], str(client.get("/metrics").text)

    share, _ = shares_after(OFFER)
    assert share == 0.0
    for _ in range(7):
        share, _ = shares_after("kerja ꦲꦏ꧀ꦱꦫ ꦗꦮ dp " * 20)
    assert share == 0.0, "the first was counted, the next seven are not"
    share, figures = shares_after("kerja ꦲꦏ꧀ꦱꦫ ꦗꦮ dp " * 20)
    assert share > 0.1
    told = {name: float(figure) for name, figure in re.findall(r"^offerscan_(\w+) (\S+)$", figures, re.MULTILINE)}
    assert told["week_share_unknown_pieces"] == pytest.approx(share, abs=1e-3)
    assert told["pieces_unknown_total"] / told["pieces_total"] == pytest.approx(share, abs=1e-3)


def test_keeping_and_erasing_leaves_no_text_in_logs(client: TestClient, capfd: pytest.CaptureFixture[str]) -> None:
    with structlog.testing.capture_logs() as logged:
        case = keep(client, original=True, note=CANARY)
        client.get(f"/v1/cases/{case['id']}", params={"original": True})
        client.get("/v1/cases/export")
        client.delete(f"/v1/cases/{case['id']}")
    assert CANARY not in str(logged) + "".join(capfd.readouterr())
    assert CANARY not in client.get("/v1/audit").text


# --- who may see it --------------------------------------------------------------------------------------------------


def test_anothers_case_is_refused_like_one_that_does_not_exist(client: TestClient, keys: dict[str, Headers]) -> None:
    id = keep(client, headers=keys["sri"], original=True)["id"]
    calls: list[tuple[str, str, Any]] = [
        ("GET", "", None), ("PATCH", "", {"state": "closed"}), ("DELETE", "", None), ("GET", "/history", None),
        ("GET", "/earlier", None), ("POST", "/notes", {"text": "x"}),
    ]  # fmt: skip
    for name in ("budi", "ayu"):
        for method, below, body in calls:
            answers = [
                client.request(method, f"/v1/cases/{case}{below}", json=body, headers=keys[name])
                for case in (id, "0" * 32)
            ]
            assert [problem(answer) for answer in answers] == [(404, "no_case")] * 2
            assert len({json.dumps({**answer.json(), "instance": ""}) for answer in answers}) == 1
        given = {"case": id, "risk": "low", "category": "other", "indicators": []}
        assert problem(client.post("/v1/feedback", json=given, headers=keys[name])) == (404, "no_case")
        assert client.get("/v1/cases", headers=keys[name]).json()["total"] == 0
        assert client.get("/v1/cases/export", params={"form": "json"}, headers=keys[name]).json() == {"cases": []}
        assert client.get("/v1/feedback/queue", headers=keys[name]).json() == []
        assert client.post("/v1/cases/earlier", json={"text": OFFER}, headers=keys[name]).json() == {"earlier": []}
    assert client.get(f"/v1/cases/{id}", headers=keys["sri"]).json()["state"] == "open"


def test_an_analyst_reads_what_is_redacted_and_changes_nothing(client: TestClient, keys: dict[str, Headers]) -> None:
    id = keep(client, headers=keys["sri"], original=True)["id"]
    read = client.get(f"/v1/cases/{id}", params={"original": True}, headers=keys["nita"]).json()
    assert read.get("original") is None
    assert "0812" not in json.dumps(read)
    for method, path, body in (
        ("PATCH", f"/v1/cases/{id}", {"state": "closed"}), ("DELETE", f"/v1/cases/{id}", None),
        ("POST", "/v1/cases", {"text": OFFER}), ("GET", "/v1/audit", None), ("POST", "/v1/purge", None),
    ):  # fmt: skip
        assert problem(client.request(method, path, json=body, headers=keys["nita"])) == (403, "forbidden")


def test_an_administrator_hands_the_cases_of_one_who_leaves_to_another(client: TestClient, keys: dict[str, Headers]) -> None:
    store_of(client).accounts.add("console", "rudi", Role.OFFICER, "Kupang", PASSWORD)
    ids = {keep(client, headers=keys["sri"])["id"] for _ in range(2)}
    wanted = {"giver": "sri", "receiver": "rudi"}
    for name in ("budi", "nita"):
        assert problem(client.post("/v1/cases/hand-over", json=wanted, headers=keys[name])) == (403, "forbidden")
    assert client.post("/v1/cases/hand-over", json=wanted, headers=keys["ani"]).json() == {"cases": 2}
    found = client.get("/v1/cases", params={"assignee": "rudi"}, headers=keys["ani"]).json()["cases"]
    assert ({case["id"] for case in found}, {case["office"] for case in found}) == (ids, {"Kupang"})
    assert problem(client.post("/v1/cases/hand-over", json=wanted, headers=keys["ani"])) == (422, "input")


def test_with_logins_nothing_answers_a_stranger(client: TestClient, keys: dict[str, Headers]) -> None:
    id = "0" * 32
    operations = client.get("/openapi.json").json()["paths"]
    asked = 0
    for path, methods in operations.items():
        for method in methods:
            if path.startswith(("/v1/cases", "/v1/feedback", "/v1/weekly", "/v1/audit", "/v1/purge")):
                body = {"text": OFFER, "risk": "low", "category": "other", "indicators": []}
                kind = next(iter(methods[method].get("requestBody", {}).get("content", {"none": {}})))
                given = {"json": _fitting(path, body)} if kind == "application/json" else {}
                answer = client.request(method.upper(), path.replace("{id}", id), **given)  # type: ignore[arg-type]
                assert problem(answer) == (401, "not_signed_in"), path
                asked += 1
    assert asked >= 16
    assert problem(client.post("/v1/assess", json={"text": OFFER})) == (401, "not_signed_in")
    assert client.get("/health").status_code == 200


def _fitting(path: str, body: dict[str, Any]) -> dict[str, Any]:
    if path == "/v1/feedback":
        return body
    if path == "/v1/cases/hand-over":
        return {"giver": "sri", "receiver": "budi"}
    return {"state": "open"} if path == "/v1/cases/{id}" else {"text": OFFER}


def test_a_page_elsewhere_cannot_keep_or_erase(client: TestClient) -> None:
    case = keep(client)
    for headers in ({"origin": "https://jahat.example"}, {"sec-fetch-site": "cross-site"}):
        assert problem(client.post("/v1/cases", json={"text": OFFER}, headers=headers)) == (403, "forged")
        assert problem(client.delete(f"/v1/cases/{case['id']}", headers=headers)) == (403, "forged")


def test_without_a_database_nothing_is_assessed_and_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(data=tmp_path / "file")
    app = create_app(settings, lambda settings: open_fixed())
    with LocalClient(app) as client:
        assert client.get("/health").status_code == 200
        answers = (client.get("/v1/cases"), client.post("/v1/assess", json={"text": OFFER}), client.get("/ready"))
        for answer in answers:
            assert problem(answer) == (503, "store")
            assert "OFFERSCAN_DATA" in answer.json()["detail"]
        told = app.state.metrics.render().decode()
        assert ("offerscan_ready 0.0" in told, "offerscan_store_up 0.0" in told) == (True, True)


def test_the_list_of_agencies_is_shown_without_a_model(tmp_path: Path) -> None:
    def open_broken(settings: Settings) -> Screener:
        raise ModelError("Copy the folder anew.")

    with LocalClient(create_app(Settings(data=tmp_path), open_broken)) as client:
        assert client.get("/ready").status_code == 503
        assert problem(client.get("/v1/registry/search?name=PT")) == (404, "no_registry")
        assert client.get("/registry").status_code == 200


def test_a_database_that_fails_later_is_told_by_ready_and_the_figures(client: TestClient) -> None:
    assert client.get("/ready").status_code == 200
    with store_of(client)._database.writing() as connection:
        connection.execute(text("ALTER TABLE cases RENAME TO gone"))
    assert problem(client.get("/ready")) == (503, "store")
    assert "offerscan_ready 0.0" in client.get("/metrics").text


# --- odd requests ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("POST", "/v1/cases", {"text": ""}, "invalid"),
        ("POST", "/v1/cases", {"text": " "}, "input"),
        ("POST", "/v1/cases", {"text": "a\0"}, "invalid"),
        ("POST", "/v1/cases", {"text": "a", "assessment": {}}, "invalid"),
        ("PATCH", "/v1/cases/{id}", {"state": "gone"}, "invalid"),
        ("PATCH", "/v1/cases/{id}", {"assignee": "tidakada"}, "input"),
        ("PATCH", "/v1/cases/{id}", {"retain_until": "1999-01-01"}, "input"),
        ("GET", "/v1/cases/..%2f", None, "invalid"),
        ("GET", "/v1/cases?text=%00", None, "invalid"),
        ("GET", "/v1/cases?page=0", None, "invalid"),
        ("GET", "/v1/cases?page=99999999999999999999", None, "invalid"),
        ("GET", "/v1/cases?since=kemarin", None, "invalid"),
        ("GET", "/v1/cases/export?form=exe", None, "invalid"),
        ("POST", "/v1/feedback", {"risk": "low", "category": "other", "indicators": []}, "invalid"),
        ("POST", "/v1/feedback", {"text": "DP", "risk": "low", "category": "other", "indicators": ["x"]}, "input"),
    ],
)
def test_an_odd_request_is_told(client: TestClient, method: str, path: str, body: Any, code: str) -> None:
    id = keep(client)["id"]
    answer = client.request(method, path.replace("{id}", id), json=body)
    assert problem(answer)[1] in ({code, "not_found"} if ".." in path or "%2f" in path else {code})


# --- exports ---------------------------------------------------------------------------------------------------------


def test_a_sheet_runs_no_formula(client: TestClient) -> None:
    case = keep(client, FORMULA, note="@SUM(1)")
    client.patch(f"/v1/cases/{case['id']}", json={"decision": "+62 tanya"})
    answer = client.get("/v1/cases/export", params={"form": "csv"})
    assert answer.headers["content-disposition"] == 'attachment; filename="offerscan-cases.csv"'
    [row] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["text"], row["decision"], row["id"]) == ("'" + FORMULA.replace("\n", "\n'"), "'+62 tanya", case["id"])
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    book = openpyxl.load_workbook(io.BytesIO(client.get("/v1/cases/export", params={"form": "xlsx"}).content))
    cells = {cell.value: cell for line in book.active for cell in line}  # type: ignore[union-attr]
    assert cells[FORMULA].data_type == "s"


@pytest.mark.parametrize(
    ("decision", "lost"),
    [("Dirujuk ke BP3MI", []), ("Dirujuk\x07 ke BP3MI", ["1 sel"]), ("a" * 32_768, ["1 sel"])],
)
def test_a_workbook_tells_of_cases_that_it_does_not_hold_whole(client: TestClient, decision: str, lost: list[str]) -> None:
    store_of(client).cases.change(LOCAL, keep(client)["id"], decision=decision)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/v1/cases/export", params={"form": "xlsx"}).content))
    assert book.active is book.worksheets[0]
    assert [sheet["A1"].value[:5] for sheet in book.worksheets[1:]] == lost
    [row] = list(book.worksheets[0].values)[1:]
    assert decision.replace("\x07", "")[:32_767] in row


def test_stix_is_valid_and_accuses_nobody(client: TestClient) -> None:
    case = keep(client)
    answer = client.get("/v1/cases/export", params={"form": "stix"})
    bundle = stix2.parse(answer.text, allow_custom=False)
    kinds = [part.type for part in bundle.objects]
    assert kinds == ["identity", "artifact", "observed-data", "note"]
    artifact, note = bundle.objects[1], bundle.objects[3]
    assert base64.b64decode(artifact.payload_bin).decode() == case["text"]
    assert note.external_references[0].external_id == case["id"]
    assert "risk-review" in note.labels
    assert "accuses nobody" in note.content
    assert "0812" not in answer.text
    assert client.get("/v1/cases/export", params={"form": "stix"}).content == answer.content
    assert stix2.parse(client.get("/v1/cases/export", params={"form": "stix", "text": "tidakada"}).text)


def test_no_export_holds_a_hash_of_the_received_text(client: TestClient) -> None:
    case = keep(client)
    give(client, text=OFFER, risk="high", indicators=["upfront_fee"])
    exported = [client.get("/v1/cases/export", params={"form": form}).content for form in ("csv", "json", "stix")]
    exported += [client.get("/v1/feedback/export", params={"form": form}).content for form in ("jsonl", "label-studio")]
    exported += [client.get(f"/v1/cases/{case['id']}").content]
    for written in exported:
        assert written
        assert offer_id(OFFER).encode() not in written


def test_no_export_holds_the_original(client: TestClient) -> None:
    keep(client, original=True)
    for form in ("csv", "json", "stix"):
        exported = client.get("/v1/cases/export", params={"form": form})
        assert "0812-0000-1234" not in exported.text
    assert len(client.get("/v1/cases/export", params={"form": "json", "risk": "low"}).json()["cases"]) == 0


# --- feedback --------------------------------------------------------------------------------------------------------


def give(client: TestClient, **given: Any) -> dict[str, Any]:
    answer = client.post("/v1/feedback", json={"category": "overseas_offer", "indicators": [], **given})
    assert answer.status_code == 201, answer.text
    read: dict[str, Any] = answer.json()
    return read


def test_feedback_becomes_lines_that_training_reads(client: TestClient, tmp_path: Path) -> None:
    from offerscan_training.feedback import read_feedback

    case = keep(client, SOLDERING)
    give(client, case=case["id"], risk="review", indicators=["upfront_fee"])
    fee = OFFER.index("DP 2 juta")
    give(
        client, text=OFFER, risk="high", indicators=["urgency_pressure"],
        marks=[{"start": fee, "end": fee + 9, "indicator": "upfront_fee"}],
    )  # fmt: skip
    give(client, text=FORMULA, risk="high", category="other")
    exported = tmp_path / "feedback.jsonl"
    exported.write_bytes(client.get("/v1/feedback/export").content)
    first, second, third = read_feedback([exported]).documents
    assert [(mark.label, first.text[mark.start : mark.end]) for mark in first.spans] == [("upfront_fee", "DP")]
    assert [(mark.label, second.text[mark.start : mark.end]) for mark in second.spans] == [("upfront_fee", "DP 2 juta")]
    assert (second.unsure, second.risk, second.split, second.author) == ({"urgency_pressure"}, "high", "train", "desk")
    assert (third.spans, third.risk, third.category) == ((), "low", "other")
    assert "0812" not in exported.read_text(encoding="utf-8")
    [week] = client.get("/v1/weekly").json()
    assert (week["confirmed"], week["corrected"]) == (1, 2)


def test_the_newest_of_several_opinions_trains_and_the_others_are_told(client: TestClient, tmp_path: Path) -> None:
    from offerscan_training.feedback import read_feedback

    case = keep(client)["id"]
    first = give(client, case=case, risk="review", indicators=["upfront_fee"])
    march = tmp_path / "march.jsonl"
    march.write_bytes(client.get("/v1/feedback/export").content)
    give(client, case=case, risk="high", indicators=["upfront_fee"])
    last = give(client, text=OFFER, risk="high", indicators=["upfront_fee"])
    april = tmp_path / "april.jsonl"
    april.write_bytes(client.get("/v1/feedback/export").content)
    opinions = read_feedback([april, march])
    assert [document.id for document in opinions.documents] == [f"desk-{last['id']}"]
    assert (opinions.given, opinions.conflicts) == (3, ((f"desk-{last['id']}", f"desk-{first['id']}"),))
    [document] = opinions.documents
    assert "at" not in document.meta
    assert "[TELEPON 1]" not in document.text
    assert "0000-1234" not in document.text
    assert [document.text[mark.start : mark.end] for mark in document.spans] == ["DP"]


def test_label_studio_gets_what_its_own_interface_describes(client: TestClient) -> None:
    give(client, text=OFFER, risk="high", indicators=["upfront_fee"])
    config = ElementTree.fromstring(client.get("/v1/feedback/export", params={"form": "label-studio-config"}).text)
    allowed = {
        block.attrib["name"]: {item.attrib["value"] for item in block}
        for block in config
        if block.tag in ("Labels", "Choices")
    }
    assert allowed["evidence"] == set(read_catalog().labels)
    [task] = client.get("/v1/feedback/export", params={"form": "label-studio"}).json()
    [prediction], [annotation] = task["predictions"], task["annotations"]
    assert prediction["model_version"] == "fixed-1"
    for result in [*prediction["result"], *annotation["result"]]:
        value = result["value"]
        assert set(value.get("labels", value.get("choices"))) <= allowed[result["from_name"]]
        if "start" in value:
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"] == "DP"
    assert {result["id"] for result in annotation["result"]} == {"evidence0", "category", "risk", "indicators"}


def test_the_queue_goes_by_the_policy_at_work(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    kept = Cases.keep

    def keep_seen(*given: Any, **said: Any) -> Case:
        seen.append(said["levels"])
        return kept(*given, **said)

    monkeypatch.setattr(Cases, "keep", keep_seen)
    keep(client)
    assert seen == [open_fixed().policy.levels]


@pytest.mark.parametrize(
    ("path", "more"),
    [("/v1/cases", {}), ("/v1/feedback", {"risk": "low", "category": "other", "indicators": []})],
)
def test_whoever_has_gone_is_noticed_before_anything_is_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str, more: dict[str, Any]
) -> None:
    async def assess(self: Service, offers: object, client: str = "", request: Request | None = None) -> None:
        raise ProblemError("busy" if request is None else "malformed")

    monkeypatch.setattr(Service, "assess", assess)
    assert problem(client.post(path, json={"text": OFFER, **more})) == (400, "malformed")


def test_the_queue_leaves_out_what_was_answered(client: TestClient) -> None:
    first, second = keep(client)["id"], keep(client, FORMULA)["id"]
    assert {case["id"] for case in client.get("/v1/feedback/queue").json()} == {first, second}
    give(client, case=first, risk="review", indicators=["upfront_fee"])
    assert [case["id"] for case in client.get("/v1/feedback/queue").json()] == [second]
    client.delete(f"/v1/cases/{first}")
    assert client.get("/v1/feedback/export").text == ""
