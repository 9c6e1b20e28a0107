"""What administrators and staff look after on pages: keys, the list of agencies, and feedback that is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from desk_client import OFFER, PASSWORD, open_desk
from fastapi import FastAPI
from fastapi.testclient import TestClient
from local_client import LocalClient
from openpyxl import Workbook
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from test_auth import QUICK

from offerscan.registry import current_version, list_versions
from offerscan_api.auth import LOCAL
from offerscan_api.store import NoSuchFeedback, Role, Staff

STAFF = {"admin": Role.ADMINISTRATOR, "wati": Role.OFFICER, "nita": Role.ANALYST}
CSV = (Path(__file__).parents[1] / "examples/registry.csv").read_bytes()
ODD = b"nama perusahaan,telepon,catatan\nPT Melati Contoh Abadi,(021) 5550 200,x\n,(021) 5550 300,y\n"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    monkeypatch.setattr("offerscan_api.store.accounts._hasher", lambda: QUICK)
    opened = open_desk(tmp_path, max_request_bytes=200_000)
    with LocalClient(opened):
        for name, role in STAFF.items():
            opened.state.store.accounts.add("test", name, role, "Kantor A", PASSWORD)
        yield opened


def log_in(app: FastAPI, name: str) -> TestClient:
    client = LocalClient(app)
    assert client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 200
    return client


def send(client: TestClient, address: str, files: Any = None, **fields: str) -> Any:
    found = HTMLParser(client.get("/").text).css_first("input[name=csrf_token]")
    assert found is not None
    return client.post(address, data={"csrf_token": found.attributes["value"] or "", **fields}, files=files)


def said(answer: Any, selector: str = "main") -> str:
    found = HTMLParser(answer.text).css_first(selector)
    assert found is not None, selector
    return " ".join(found.text(separator=" ").split())


def audited(app: FastAPI) -> list[tuple[str, str, str | None]]:
    return [(entry.by, entry.action, entry.subject) for entry in app.state.store.audit.entries(1, 100)]


# --- keys ------------------------------------------------------------------------------------------------------------


def test_a_key_is_shown_once_works_and_is_revoked(app: FastAPI) -> None:
    admin = log_in(app, "admin")
    made = send(admin, "/keys", name="Pemantau", role="analyst")
    field = HTMLParser(made.text).css_first("input#key[readonly]")
    assert field is not None
    key = field.attributes["value"] or ""
    assert "hanya ditampilkan sekali" in said(made, "[role=status]")
    assert key not in admin.get("/keys").text
    program = LocalClient(app, headers={"authorization": f"Bearer {key}"})
    assert program.get("/v1/weekly").status_code == 200
    assert "Cabut" in said(send(admin, "/keys/pemantau/revoke"), "th:last-child")
    assert program.get("/v1/weekly").status_code == 401
    assert "dicabut" in said(admin.get("/keys"), "td:last-child")
    assert {("admin", "key.create", "pemantau"), ("admin", "key.revoke", "pemantau")} <= set(audited(app))


def test_a_key_for_the_list_of_agencies_alone_is_made_here_and_no_such_login(app: FastAPI) -> None:
    admin = log_in(app, "admin")
    made = HTMLParser(send(admin, "/keys", name="openrefine", role="registry").text)
    field = made.css_first("input#key[readonly]")
    assert field is not None
    assert "hanya daftar perusahaan" in admin.get("/keys").text
    program = LocalClient(app, headers={"authorization": f"Bearer {field.attributes['value']}"})
    assert program.get("/registry").status_code == 200
    assert program.post("/v1/assess", json={"text": OFFER}).status_code == 403
    assert "registry" not in [one.attributes["value"] for one in HTMLParser(admin.get("/staff").text).css("#role option")]
    refused = send(admin, "/staff", name="baru", role="registry", office="", password=PASSWORD)
    assert (refused.status_code, "hanya untuk kunci program" in said(refused, "[role=alert]")) == (422, True)


@pytest.mark.parametrize(
    ("address", "fields", "sentence"),
    [
        ("/keys", {"name": "x y", "role": "analyst"}, "huruf"),
        ("/keys", {"name": "wati", "role": "analyst"}, "wati"),
        ("/keys", {"name": "program", "role": "officer"}, "kantor"),
        ("/keys", {"name": "program", "role": "kepala", "office": "Kantor A"}, "Formulirnya tidak terbaca"),
        ("/keys", {"name": "program", "role": "", "office": "Kantor A"}, "Formulirnya tidak terbaca"),
        ("/keys/tidakada/revoke", {}, "tidakada"),
    ],
)
def test_a_key_that_cannot_be_is_told(app: FastAPI, address: str, fields: dict[str, str], sentence: str) -> None:
    answer = send(log_in(app, "admin"), address, **fields)
    assert (answer.status_code, sentence in said(answer, "[role=alert]")) == (422, True)
    assert "input#key" not in answer.text


# --- weekly figures --------------------------------------------------------------------------------------------------


def test_the_share_of_unknown_pieces_stands_on_the_page(app: FastAPI) -> None:
    nita, counters = log_in(app, "nita"), app.state.store.counters
    counters.count_feedback("fixed-1", confirmed=True)
    assert "Potongan tak dikenal" in said(nita.get("/drift"), "thead")
    assert said(nita.get("/drift"), "tbody").endswith("0% – 1 0"), "a week from before pieces were counted"
    counters.count_pieces("fixed-1", 400, 10)
    assert said(nita.get("/drift"), "tbody").endswith("0% 2.5% 1 0")


# --- passwords -------------------------------------------------------------------------------------------------------

NEW = "lima ekor ayam merah"


def test_one_changes_ones_own_password(app: FastAPI) -> None:
    here, elsewhere = log_in(app, "wati"), log_in(app, "wati")
    for old, password, status, sentence in (
        ("salah sekali ini", NEW, 401, "tidak cocok"), (PASSWORD, "pendek", 422, "12"), (PASSWORD, NEW, 200, "sudah diganti")
    ):  # fmt: skip
        answer = send(here, "/password", old=old, password=password)
        assert (answer.status_code, sentence in said(answer)) == (status, True)
        assert NEW not in answer.text
    assert here.get("/cases").status_code == 200
    assert elsewhere.get("/cases", follow_redirects=False).status_code == 303
    assert LocalClient(app).post("/login", data={"name": "wati", "password": PASSWORD}).status_code == 401
    assert LocalClient(app).post("/login", data={"name": "wati", "password": NEW}).status_code == 200
    assert ("wati", "staff.password", "wati") in audited(app)


def test_guesses_at_the_old_password_are_counted(app: FastAPI) -> None:
    wati = log_in(app, "wati")
    answers = [send(wati, "/password", old=f"tebakan ke {number}", password=NEW).status_code for number in range(7)]
    assert (answers[0], answers[-1]) == (401, 429)


def test_an_administrator_resets_a_password(app: FastAPI) -> None:
    admin, wati = log_in(app, "admin"), log_in(app, "wati")
    assert "Atur ulang" in said(send(admin, "/staff/wati/password", password=NEW))
    assert wati.get("/cases", follow_redirects=False).status_code == 303
    assert LocalClient(app).post("/login", data={"name": "wati", "password": NEW}).status_code == 200
    short = send(admin, "/staff/wati/password", password="pendek")
    assert (short.status_code, "12" in said(short, "[role=alert]")) == (422, True)
    assert send(log_in(app, "nita"), "/staff/wati/password", password=NEW).status_code == 403


# --- when somebody moves on ------------------------------------------------------------------------------------------


def test_a_login_is_taken_away_given_back_and_changed(app: FastAPI) -> None:
    admin = log_in(app, "admin")
    send(admin, "/staff/wati/disable")
    assert LocalClient(app).post("/login", data={"name": "wati", "password": PASSWORD}).status_code == 401
    send(admin, "/staff/wati/enable")
    wati = log_in(app, "wati")
    assert wati.get("/audit").status_code == 403
    changed = send(admin, "/staff/wati/change", role="administrator", office="Kantor B")
    assert "administrator Kantor B" in said(changed)
    assert wati.get("/audit").status_code == 200, "from the next page on"
    assert "mengubah peran atau kantor akun · peran: administrator · diubah: peran, kantor" in said(admin.get("/audit"))
    assert {("admin", "staff.enable", "wati"), ("admin", "staff.change", "wati")} <= set(audited(app))


@pytest.mark.parametrize(
    ("address", "fields", "sentence"),
    [
        ("/staff", {"name": "baru", "role": "kepala", "office": "A", "password": PASSWORD}, "Formulirnya tidak terbaca"),
        ("/staff/wati/change", {"role": "kepala", "office": "Kantor A"}, "Formulirnya tidak terbaca"),
        ("/staff/wati/enable", {}, "wati yang nonaktif"),
        ("/staff/tidakada/enable", {}, "tidakada yang nonaktif"),
        ("/staff/tidakada/change", {"role": "officer", "office": "Kantor A"}, "tidakada yang aktif"),
        ("/staff/admin/change", {"role": "officer", "office": "Kantor A"}, "admin adalah administrator aktif terakhir"),
        ("/staff/wati/change", {"role": "officer", "office": " "}, "memerlukan kantor"),
        ("/staff/wati/change", {"role": "officer", "office": "A\nB"}, "Nama kantor"),
    ],
)
def test_a_change_of_staff_that_cannot_be_is_told(
    app: FastAPI, address: str, fields: dict[str, str], sentence: str
) -> None:
    answer = send(log_in(app, "admin"), address, **fields)
    assert (answer.status_code, sentence in said(answer, "[role=alert]")) == (422, True)


def test_only_administrators_change_staff(app: FastAPI) -> None:
    nita = log_in(app, "nita")
    for address in ("/staff/wati/enable", "/staff/nita/change"):
        assert send(nita, address, role="administrator").status_code == 403


def test_the_cases_of_somebody_who_left_are_found_and_handed_on(app: FastAPI) -> None:
    wati, admin = log_in(app, "wati"), log_in(app, "admin")
    case = send(wati, "/cases/keep", text=OFFER).url.path
    app.state.store.accounts.add("test", "budi", Role.OFFICER, "Kantor A", PASSWORD)
    send(admin, "/staff/wati/disable")
    offered = HTMLParser(admin.get("/cases").text).css("#find-assignee option")
    assert [option.attributes["value"] for option in offered] == ["", "admin", "-", "wati"]
    assert case in send(admin, "/cases", assignee="wati").text
    send(admin, f"{case}/change", assignee="budi")
    budi = log_in(app, "budi")
    assert case in budi.get("/cases").text
    assert "wati" not in said(budi.get("/cases"), "#find-assignee")


def test_all_cases_of_somebody_who_left_are_handed_over_on_one_form(app: FastAPI) -> None:
    wati, admin = log_in(app, "wati"), log_in(app, "admin")
    app.state.store.accounts.add("test", "budi", Role.OFFICER, "Kantor B", PASSWORD)
    assert "hand-over" not in admin.get("/staff").text, "nobody has a case yet"
    places = [send(wati, "/cases/keep", text=text).url.path for text in (OFFER, "Kerja ke Malaysia, DP dulu")]
    send(admin, "/staff/wati/disable")
    page = HTMLParser(admin.get("/staff").text)
    offered = [[one.attributes["value"] for one in page.css(f"#{name} option")] for name in ("giver", "receiver")]
    assert offered == [["", "wati"], ["", "admin", "budi"]], "neither a disabled login nor an analyst receives"
    assert "2 kasus diserahkan" in said(send(admin, "/staff/hand-over", giver="wati", receiver="budi"), "[role=status]")
    listed = log_in(app, "budi").get("/cases").text
    assert all(place in listed for place in places)
    assert "menyerahkan semua kasus" in said(admin.get("/audit"))
    assert "dari: wati · kepada: budi" in said(admin.get("/audit"))


def test_a_handing_over_that_cannot_be_is_told(app: FastAPI) -> None:
    send(log_in(app, "wati"), "/cases/keep", text=OFFER)
    admin = log_in(app, "admin")
    answer = send(admin, "/staff/hand-over", giver="wati", receiver="nita")
    assert (answer.status_code, "petugas aktif" in said(answer, "[role=alert]")) == (422, True)
    assert admin.post("/staff/hand-over", data={"giver": "wati", "receiver": "admin"}).status_code == 403
    assert send(log_in(app, "nita"), "/staff/hand-over", giver="wati", receiver="admin").status_code == 403


# --- the audit log ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ("menambah akun · peran: petugas", "melihat daftar kasus · kasus: 1", "agencies_of_another_version: 7")),
        ("en", ("added a login · role: officer", "looked at the list of cases · cases: 1", "agencies_of_another_version: 7")),
    ],
)  # fmt: skip
def test_the_log_is_told_in_words(app: FastAPI, lang: str, words: tuple[str, ...]) -> None:
    admin = log_in(app, "admin")
    app.state.store.audit.tell("admin", "case.import", "x", agencies_of_another_version=7)
    send(admin, "/cases/keep", text=OFFER)
    admin.get("/cases")
    told = said(admin.get("/audit", params={"lang": lang}))
    assert [sentence for sentence in words if sentence not in told] == []


# --- the list of agencies --------------------------------------------------------------------------------------------


def as_workbook(table: bytes) -> bytes:
    book, file = Workbook(), BytesIO()
    for line in table.decode().splitlines():
        book.active.append(line.split(","))
    book.save(file)
    return file.getvalue()


def test_a_list_is_imported_read_back_and_exchanged(app: FastAPI, tmp_path: Path) -> None:
    admin = log_in(app, "admin")
    assert "Daftar yang disimpan" not in said(admin.get("/registry/import"))
    read = send(admin, "/registry/import", files={"file": ("../<b>daftar</b>.xlsx", as_workbook(ODD))})
    told = said(read, "section.told")
    assert "1 entri dari 2 baris" in told
    assert "Baris 3: nama kosong" in told
    assert "Tidak ada kolom untuk" in told
    assert "catatan" in told
    assert not HTMLParser(read.text).css("main b")
    first = current_version(tmp_path)
    send(admin, "/registry/import", files={"file": ("daftar.csv", CSV)})
    second = current_version(tmp_path)
    assert (first != second, set(list_versions(tmp_path))) == (True, {first, second})
    assert "sedang dipakai" in said(send(admin, "/registry/use", version=str(first)))
    assert current_version(tmp_path) == first
    lines = [line for line in audited(app) if line[1].startswith("registry.")]
    assert lines == [
        ("admin", "registry.use", first),
        ("admin", "registry.import", second),
        ("admin", "registry.import", first),
    ]
    assert "daftar" not in str([entry.detail for entry in app.state.store.audit.entries(1, 100)])


def test_an_old_list_is_told(app: FastAPI, tmp_path: Path) -> None:
    table = "name,checked_on\nPT Melati Contoh Abadi,2020-01-31\n"
    answer = send(log_in(app, "admin"), "/registry/import", files={"file": ("lama.csv", table.encode("utf-16"))})
    assert "lama.csv: dibaca sebagai UTF-16." in said(answer, "section[aria-labelledby=read]")
    answer = send(log_in(app, "admin"), "/registry/import", files={"file": ("lama.csv", table.encode())})
    assert "lebih dari 30" in said(answer, "section[aria-labelledby=kept] .problem")
    assert "UTF-16" not in said(answer)
    assert "2020-01-31" in said(answer)


@pytest.mark.parametrize(
    ("name", "data", "status", "sentence"),
    [
        ("daftar.csv", b"", 422, "pilih berkas"),
        ("daftar.csv", b"satu,dua\n1,2\n", 422, "daftar.csv"),
        ("daftar.csv", b"name,phones\n,1\n", 422, "daftar.csv"),
        ("gambar.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), 422, "gambar.xlsx bukan tabel"),
        ("bom.zip", b"PK\x03\x04" + bytes(100), 422, "bom.zip"),
        ("daftar.csv", bytes(300_000), 413, "terlalu besar"),
    ],
)
def test_a_file_that_is_no_list_is_told_and_the_list_in_use_stays(
    app: FastAPI, tmp_path: Path, name: str, data: bytes, status: int, sentence: str
) -> None:
    admin = log_in(app, "admin")
    send(admin, "/registry/import", files={"file": ("daftar.csv", CSV)})
    before = current_version(tmp_path)
    answer = send(admin, "/registry/import", files={"file": (name, data)})
    assert (answer.status_code, sentence in said(answer, "[role=alert]")) == (status, True)
    assert current_version(tmp_path) == before is not None


@pytest.mark.parametrize("version", ["", "2026-01-01-000000000000", "../../etc/passwd"])
def test_a_version_that_is_not_kept_is_told(app: FastAPI, version: str) -> None:
    answer = send(log_in(app, "admin"), "/registry/use", version=version)
    assert (answer.status_code, bool(said(answer, "[role=alert]"))) == (422, True)


def test_a_broken_version_is_shown_and_can_be_replaced(app: FastAPI, tmp_path: Path) -> None:
    admin = log_in(app, "admin")
    send(admin, "/registry/import", files={"file": ("daftar.csv", CSV)})
    (tmp_path / "registry" / f"{current_version(tmp_path)}.json").write_bytes(b"{")
    (tmp_path / "registry" / "IN_USE").write_bytes(b"?")
    assert "rusak: impor lagi" in said(admin.get("/registry/import"))
    assert send(admin, "/registry/import", files={"file": ("daftar.csv", CSV)}).status_code == 200
    assert "rusak" not in said(admin.get("/registry/import"))


# --- feedback --------------------------------------------------------------------------------------------------------


def test_one_takes_back_what_one_gave_and_administrators_anything(app: FastAPI, tmp_path: Path) -> None:
    store, wati, nita, admin = app.state.store, log_in(app, "wati"), log_in(app, "nita"), log_in(app, "admin")
    for client in (wati, nita):
        assert "Terima kasih" in said(send(client, "/feedback", text=OFFER, confirmed="1"), "[role=status]")
    by_nita, by_wati = (one.id for one in sorted(store.feedback.every(LOCAL), key=lambda one: one.by))
    assert by_wati in wati.get("/feedback").text
    assert by_nita not in wati.get("/feedback").text
    assert by_wati not in nita.get("/feedback").text
    assert "0812" not in wati.get("/feedback").text
    assert send(nita, f"/feedback/{by_wati}/erase").status_code == 404
    assert send(wati, f"/feedback/{by_wati}/erase").status_code == 200
    assert send(wati, f"/feedback/{by_wati}/erase").status_code == 404
    assert send(admin, f"/feedback/{by_nita}/erase").status_code == 200
    assert store.feedback.every(LOCAL) == ()
    assert {("wati", "feedback.erase", by_wati), ("admin", "feedback.erase", by_nita)} <= set(audited(app))
    assert "Belum ada masukan" in said(admin.get("/feedback"))
    assert b"DP 2 juta" not in b"".join(path.read_bytes() for path in tmp_path.glob("offerscan.sqlite*"))


def test_a_correction_marks_several_stretches_and_a_later_place(app: FastAPI) -> None:
    text, nita = f"{OFFER} DP dulu. Sekali lagi: DP dulu.", log_in(app, "nita")
    rows: dict[str, Any] = {
        "quote": ["DP dulu", "Kerja  ke", ""], "time": ["2", "1", "1"], "quoted": ["upfront_fee", "urgency_pressure", ""]
    }  # fmt: skip
    corrected = {"text": text, "risk": "low", "category": "overseas_offer"}
    assert "Terima kasih" in said(send(nita, "/feedback", **corrected, **rows), "[role=status]")
    [given] = app.state.store.feedback.every(LOCAL)
    assert [(given.text[mark.start : mark.end], mark.indicator) for mark in given.marks] == [
        ("DP dulu", "upfront_fee"), ("Kerja ke", "urgency_pressure"),
    ]  # fmt: skip
    assert given.marks[0].start == given.text.rindex("DP dulu")
    for wrong in (
        {"time": ["3", "1", "1"]}, {"quoted": ["", "urgency_pressure", ""]}, {"time": ["x", "1", "1"]}, {"quote": ["DP"] * 4}
    ):  # fmt: skip
        answer = send(nita, "/feedback", **corrected, **{**rows, **wrong})
        assert "Terima kasih" not in said(answer), wrong
        assert HTMLParser(answer.text).css_first("[role=alert]"), wrong
    assert len(app.state.store.feedback.every(LOCAL)) == 1
    labels = {label.attributes["for"] for label in HTMLParser(answer.text).css("label")}
    assert {f"{field}-{row}" for field in ("quote", "time", "quoted") for row in (1, 2, 3)} <= labels


def test_a_program_takes_feedback_back_too(app: FastAPI) -> None:
    key = app.state.store.keys.create("test", "program", Role.OFFICER, "Kantor A")
    program = LocalClient(app, headers={"authorization": f"Bearer {key}"})
    given = {"text": OFFER, "risk": "low", "category": "other", "indicators": []}
    id = program.post("/v1/feedback", json=given).json()["id"]
    assert program.delete(f"/v1/feedback/{id}").status_code == 204
    again = program.delete(f"/v1/feedback/{id}")
    assert (again.status_code, again.json()["code"]) == (404, "no_feedback")
    with pytest.raises(NoSuchFeedback):
        app.state.store.feedback.erase(Staff("program", Role.OFFICER), id)


def test_feedback_without_a_case_expires_and_the_log_says_so(app: FastAPI) -> None:
    from datetime import UTC, datetime, timedelta

    store = app.state.store
    send(log_in(app, "wati"), "/feedback", text=OFFER, confirmed="1")
    [given] = store.feedback.every(LOCAL)
    store.purge(datetime.now(UTC).date() + timedelta(days=180))
    assert store.feedback.every(LOCAL) == (given,)
    store.purge(datetime.now(UTC).date() + timedelta(days=181))
    assert store.feedback.every(LOCAL) == ()
    assert ("offerscan", "feedback.expire", given.id) in audited(app)
