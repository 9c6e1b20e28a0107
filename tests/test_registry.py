"""The imported list: tables in, versions kept, names looked up, and what it does to an assessment. All firms are invented."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import orjson
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from fixed_screener import open_fixed
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from local_client import LocalClient

from offerscan.cli import main
from offerscan.cli.assessments import read_assessments
from offerscan.errors import InputError, RegistryError
from offerscan.formats import as_json, write_assessments
from offerscan.formats.numbered import read_numbered_rows
from offerscan.listings import ListingStatus
from offerscan.policy import POLICY_EN, POLICY_ID
from offerscan.records import Assessment, Details, Offer, Risk
from offerscan.registry import (
    Agency,
    Edition,
    FollowedRegistry,
    Registry,
    current_version,
    import_list,
    is_header,
    list_versions,
    open_registry,
    read_edition,
    use_version,
)
from offerscan.registry.agency import licence_key, read_phones
from offerscan.settings import Settings
from offerscan_api.problems import add_problem_handlers
from offerscan_api.registry_routes import ListInUse, router
from offerscan_api.store import open_store

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "examples/registry.csv"
TODAY = date(2026, 11, 22)
LANDLINE, OTHER_LANDLINE, MOBILE = "+622155501180", "+62380555021", "+6281200009999"


def import_file(data: Path, path: Path, today: date = TODAY) -> Any:
    return import_list(data, path.name, read_numbered_rows(path, is_header), today)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    import_file(folder, SAMPLE)
    return folder


@pytest.fixture(scope="module")
def registry(data: Path) -> Registry:
    opened = open_registry(data, TODAY)
    assert opened is not None
    return opened


# --- tables in --------------------------------------------------------------------------------------------------------


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.csv", "nama,no izin,telepon,status\nPT Arunika Lintang,12/2024,021 5550 1180,aktif\n", "utf-8"),
        (
            "a.csv",
            "Nama Perusahaan;Nomor SIP3MI;No. Telp;Status Izin\nPT Arunika Lintang;12/2024;021 5550 1180;Aktif\n",
            "utf-8-sig",
        ),
        (
            "a.csv",
            "DAFTAR P3MI\n\nNAMA PT;IZIN;TELEPON;STATUS\nPT Arunika Lintang;12/2024;(021) 55501180;AKTIF\n",
            "utf-16",
        ),
        (
            "a.tsv",
            "company name\tlicence number\tphone\tstatus\nPT Arunika Lintang\t12/2024\t+62 21 5550 1180\tactive\n",
            "utf-8",
        ),
        ("a.txt", "name|sip3mi|phones|status\nPT Arunika Lintang|12/2024|0215550 1180|active\n", "utf-8"),
    ],
)
def test_columns_are_known_in_both_languages(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    done = import_file(tmp_path, write(tmp_path / name, text, encoding))
    (agency,) = done.edition.agencies
    assert agency == Agency("PT Arunika Lintang", sip3mi="12/2024", phones=(LANDLINE,), status=ListingStatus.ACTIVE)
    assert done.doubts == ()
    assert done.missing == ("valid_until", "checked_on", "source")


def test_workbooks(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["catatan"])
    sheet = book.create_sheet("P3MI")
    sheet.append(["Daftar karangan"])
    sheet.append(["Nama", "Telepon", "Berlaku sampai", "NIB"])
    sheet.append(["PT Arunika Lintang", 81200001234, date(2028, 1, 31), 9120000100318])
    book.save(tmp_path / "a.xlsx")
    (agency,) = import_file(tmp_path, tmp_path / "a.xlsx").edition.agencies
    assert (agency.phones, agency.valid_until, agency.nib) == (("+6281200001234",), date(2028, 1, 31), "9120000100318")


def test_rows_that_cannot_be_used_are_told_by_number(tmp_path: Path) -> None:
    rows = [
        "nama,telepon,status,berlaku sampai,warna",
        "PT Satu Contoh,021 5550 1180,aktif,31 Desember 2027,biru",
        ",021 5550 1181,aktif,,",
        "12345,,,,",
        "",
        "PT Dua Contoh,lewat surat,entah,31/2/2027,",
        "PT Tiga Contoh,abc 12345 x,aktif,,",
        "PT Satu Contoh,021 5550 1180,aktif,31 Desember 2027,merah",
        "PT Empat, Contoh,a,b,c,d,e",
    ]
    done = import_file(tmp_path, write(tmp_path / "a.csv", "\n".join(rows)))
    assert [agency.name for agency in done.edition.agencies] == ["PT Satu Contoh", "PT Dua Contoh", "PT Tiga Contoh"]
    told = [(doubt.row, doubt.what, doubt.left_out) for doubt in done.doubts]
    assert told == [
        (3, "no_name", True), (4, "odd_name", True), (6, "status", False), (6, "valid_until", False), (7, "phone", False),
        (8, "twice", True), (9, "torn", True),
    ]  # fmt: skip
    assert done.unused == ("warna",)
    assert done.rows == 7


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"text,id\nhalo,1\n", "text, id"),
        ("a.csv", b"", "nama"),
        ("a.csv", b"nama,status\n,aktif\n", "1 baris"),
        ("a.xlsx", b"PK\x03\x04 broken", "a.xlsx"),
        ("a.pdf", b"%PDF-1.7 ...", "CSV"),
        ("a.csv", b"\x00\x01\x02\x03\x04\x05\x06" * 30, "a.csv"),
    ],
)
def test_tables_of_no_use_leave_the_earlier_list(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    import_file(tmp_path, SAMPLE)
    before = current_version(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=re.escape(words)):
        import_file(tmp_path, tmp_path / name)
    assert current_version(tmp_path) == before


CELL = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.sampled_from(["nama", "status", "PT A"]),
)


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), st.lists(CELL, max_size=6)), max_size=8))
def test_any_table_is_imported_or_refused(tmp_path_factory: pytest.TempPathFactory, rows: list[Any]) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    table = [(1, ["nama", "status", "telepon", "berlaku sampai", "alias"]), *enumerate(rows, 2)]
    try:
        done = import_list(folder, "a.csv", table, TODAY)
    except InputError:
        return
    assert read_edition(folder, done.edition.version) == done.edition
    assert Registry(done.edition).search(done.edition.agencies[0].name)[0].version == done.edition.version


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    with suppress(InputError):
        list(read_numbered_rows(path, is_header))


@pytest.mark.parametrize(
    ("cell", "phones", "unread"),
    [
        ("(021) 5550 1180/81", (LANDLINE,), False),
        ("0812-0000-9999 / 021-55501180", (MOBILE, LANDLINE), False),
        ("81200009999.0", (MOBILE,), False),
        ("tanya kantor", (), False),
        ("123", (), True),
        ("", (), False),
    ],
)
def test_telephones_of_a_cell(cell: str, phones: tuple[str, ...], unread: bool) -> None:
    assert read_phones(cell) == (phones, unread)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SIP3MI No. 318/BP.09/2024", "318/bp.09/2024"),
        ("SIP3MI 611 Tahun 2024", "611/2024"),
        ("Izin SIP3MI Nomor KEP.2/17/2024", "KEP.2/17/2024"),
    ],
)
def test_licence_numbers_are_compared_without_their_dressing(one: str, other: str) -> None:
    assert licence_key(one) == licence_key(other) != ""


# --- versions ---------------------------------------------------------------------------------------------------------


def test_versions_are_kept_and_one_can_go_back(tmp_path: Path) -> None:
    first = import_file(tmp_path, SAMPLE).edition.version
    other = write(tmp_path / "b.csv", "nama\nPT Satu Contoh\n")
    second = import_file(tmp_path, other, date(2026, 12, 1)).edition.version
    assert (current_version(tmp_path), list_versions(tmp_path)) == (second, (first, second))
    use_version(tmp_path, first)
    assert current_version(tmp_path) == first
    assert import_file(tmp_path, other, date(2027, 1, 1)).edition.version == second  # the same content, kept once
    assert list_versions(tmp_path) == (first, second)
    with pytest.raises(RegistryError, match=first):
        use_version(tmp_path, "2020-01-01-000000000000")


def test_a_list_that_was_altered_is_not_used(tmp_path: Path) -> None:
    version = import_file(tmp_path, SAMPLE).edition.version
    path = tmp_path / "registry" / f"{version}.json"
    path.write_bytes(path.read_bytes().replace(b'"revoked"', b'"active"', 1))
    with pytest.raises(RegistryError, match=version):
        open_registry(tmp_path)
    assert import_file(tmp_path, SAMPLE).edition.version == version  # which mends it
    assert open_registry(tmp_path) is not None


@pytest.mark.parametrize("replaced", [0, 1])
def test_a_kill_during_an_import_leaves_the_earlier_list(tmp_path: Path, replaced: int) -> None:
    """The process dies as it is about to rename the first file, then the second."""
    before = import_file(tmp_path, SAMPLE).edition.version
    (tmp_path / "b.csv").write_text("nama\nPT Satu Contoh\n", encoding="utf-8")
    code = f"""
import os, sys, pathlib
from datetime import date
from offerscan.formats.numbered import read_numbered_rows
from offerscan.registry import import_list, is_header
real, count = pathlib.Path.replace, [0]
def dying(self, target):
    count[0] += 1
    if count[0] > {replaced}:
        os.kill(os.getpid(), 9)
    return real(self, target)
pathlib.Path.replace = dying
folder = pathlib.Path(sys.argv[1])
import_list(folder, "b.csv", read_numbered_rows(folder / "b.csv", is_header), date(2026, 12, 1))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, timeout=120
    )
    assert done.returncode == -9
    opened = open_registry(tmp_path)
    assert opened is not None
    assert opened.version == before


def test_a_disk_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "registry").write_text("a file in its place", encoding="utf-8")
    with pytest.raises(RegistryError, match="OFFERSCAN_DATA"):
        import_file(tmp_path, SAMPLE)


def test_what_runs_for_days_follows_an_import(tmp_path: Path) -> None:
    followed = FollowedRegistry(tmp_path)
    assert followed() is None
    version = import_file(tmp_path, SAMPLE).edition.version
    assert followed() is None  # looked a moment ago
    with patch("offerscan.registry.following.time.monotonic", return_value=1e12):
        opened = followed()
        assert opened is not None
        assert opened.version == version
    (tmp_path / "registry/IN_USE").write_text("???", encoding="utf-8")
    with patch("offerscan.registry.following.time.monotonic", return_value=2e12):
        assert followed() is opened


# --- look-up ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status", "listed"),
    [
        ("PT. ARUNIKA LINTANG SAMUDRA", "active", "PT Arunika Lintang Samudra"),
        ("pt arunika lintang samudera cabang kupang", "revoked", "PT Arunika Lintang Samudra Cabang Kupang"),
        ("PT Arunika Lintang Samudra cabang Malang", "active", "PT Arunika Lintang Samudra"),
        ("Arunika Lintang", "active", "PT Arunika Lintang Samudra"),  # an alias
        ("PT Rinjani Cahaya Tenaga dan Jasa", "suspended", "PT Rinjani Cahaya Tenaga & Jasa"),
        ("PT KEMUNING DUTA WISESSA", "revoked", "PT Kemuning Duta Wisesa"),
        ("PT Palapa Insan Trampil", "expired", "PT Palapa Insan Terampil Tbk"),  # active in the list, but past its day
        ("PT Damar Oseng Nusantara", "expired", "PT Damar Oseng Nusantara"),
        ("PT Dwipa Mitra Abadi", "unknown", "PT Dwipa Mitra Abadi"),
        ("P T  S I N A R  M E R A P I  J A Y A", "active", "PT Sinar Merapi Jaya"),
        ("PT Lentera Harapan", "similar", None),
        ("PT Lentera Harapan Pusaka", "similar", None),
        ("CV Sinar Merapi Jaya", "similar", None),
        ("PT SMJ", "active", "PT Sinar Merapi Jaya"),  # an alias
        ("PT GWS", "similar", None),  # initials
        ("PT Zamrud Kathulistiwa Wangsa", "not_listed", None),
        ("SIP3MI 0917/2024", "active", "PT Amarta Bahari Tenaga"),
        ("9120000100018", "active", "PT Satria Rimba Perkasa"),  # an NIB
        ("???", "not_listed", None),
    ],
)
def test_names(registry: Registry, name: str, status: str, listed: str | None) -> None:
    (listing,) = registry.ask(name).companies
    assert (listing.status, listing.name) == (status, listed)
    assert (listing.score is None) == (listed is None)
    assert bool(listing.similar) or status != "similar"


DETAILS = Details(companies=("PT Arunika Lintang Samudra",))
UNLISTED = Details(companies=("PT Zamrud Wangsa",))
TWO = Details(companies=("PT Sinar Merapi Jaya", "PT Arunika Lintang Samudra"))


@pytest.mark.parametrize(
    ("details", "status", "mismatches"),
    [
        (DETAILS, "active", []),
        (replace(DETAILS, phones=(LANDLINE,)), "active", []),
        (replace(DETAILS, phones=("+622155501181",)), "active", []),  # of the same exchange
        (replace(DETAILS, phones=(MOBILE, LANDLINE)), "active", []),  # staff have numbers of their own
        (replace(DETAILS, phones=(MOBILE,)), "contact_mismatch", [("phone", None)]),
        (replace(DETAILS, phones=("+62274555233",)), "contact_mismatch", [("phone", "PT Sinar Merapi Jaya")]),
        (replace(DETAILS, phones=(OTHER_LANDLINE,)), "revoked", []),  # the telephone of a branch that was revoked
        (replace(DETAILS, licences=("SIP3MI 318/BP.09/2024",)), "active", []),
        (replace(DETAILS, licences=("SIP3MI 1/2020",)), "active", []),  # numbers change with each renewal
        (replace(DETAILS, licences=("SIP3MI 233/2023",)), "contact_mismatch", [("licence", "PT Sinar Merapi Jaya")]),
        (replace(DETAILS, licences=("SO 233/2023",)), "active", []),
        (replace(UNLISTED, licences=("SIP3MI 233/2023",)), "contact_mismatch", [("licence", "PT Sinar Merapi Jaya")]),
        (replace(UNLISTED, phones=(MOBILE,)), "not_listed", []),
        (Details(companies=("PT Sinar Merapi",), licences=("SIP3MI 233/2023",)), "active", []),  # the number says so too
        (Details(companies=("PT Anggrek Mandala Bersama",), phones=(MOBILE,)), "active", []),  # none to compare with
        (Details(licences=("SIP3MI 77/2021",)), "revoked", []),
        (Details(companies=("Contoh Siam Co., Ltd",)), "unnamed", []),
        (Details(companies=("LPK Sakura Bestari",)), "unnamed", []),  # this list holds none of that kind
        (Details(phones=(MOBILE,)), "unnamed", []),
        (Details(companies=("PT Sinar Merapi Jaya", "PT Kemuning Duta Wisesa")), "revoked", []),
        (replace(TWO, licences=("SIP3MI 233/2023",), phones=(LANDLINE,)), "active", []),
    ],
)  # fmt: skip
def test_contacts(registry: Registry, details: Details, status: str, mismatches: list[tuple[str, str | None]]) -> None:
    lookup = registry.look_up(details)
    assert lookup.status == status
    found = [(one.kind, one.belongs_to) for listing in lookup.companies for one in listing.mismatches]
    assert found == mismatches
    assert (lookup.version, lookup.checked_on) == (registry.version, "2026-11-02")


@given(st.sampled_from([agency.name for agency in Registry(
    Edition("x", TODAY, "", (Agency("PT Sinar Merapi Jaya"), Agency("PT Gema Wanua Sejati"))))
    .edition.agencies]), st.sampled_from([str.upper, str.lower, str.title]), st.integers(1, 3))  # fmt: skip
def test_look_up_minds_neither_case_nor_spacing(name: str, change: Any, spaces: int) -> None:
    registry = Registry(Edition("x", TODAY, "", (Agency("PT Sinar Merapi Jaya"), Agency("PT Gema Wanua Sejati"))))
    (match, *_) = registry.find(change(name).replace(" ", " " * spaces))
    assert (match.company.name, match.score) == (name, 1.0)


def test_valid_until_counts_its_last_day() -> None:
    agency = Agency("PT A", status=ListingStatus.ACTIVE, valid_until=TODAY)
    assert agency.standing(TODAY) is ListingStatus.ACTIVE
    assert agency.standing(date(2026, 11, 23)) is ListingStatus.EXPIRED
    assert replace(agency, status=ListingStatus.REVOKED).standing(date(2030, 1, 1)) is ListingStatus.REVOKED


# --- the assessment ---------------------------------------------------------------------------------------------------


def assess(text: str, registry: Registry | None) -> Assessment:
    answer = open_fixed(registry=lambda: registry).assess(Offer(text))
    assert isinstance(answer, Assessment)
    return answer


@pytest.mark.parametrize(
    ("text", "status", "risk", "quote"),
    [
        (
            "kontrak ke Taiwan lewat PT. Rinjani Cahaya Tenaga & Jasa",
            "suspended",
            "review",
            "PT. Rinjani Cahaya Tenaga & Jasa",
        ),
        (
            "kontrak ke Taiwan lewat PT Sinar Merapi Jaya, WA 0812-0000-9999",
            "contact_mismatch",
            "review",
            "PT Sinar Merapi Jaya",
        ),
        ("kontrak ke Taiwan, izin SIP3MI 77/2021", "revoked", "review", "SIP3MI 77/2021"),
        ("kontrak ke Taiwan lewat PT Sinar Merapi Jaya, kantor (0274) 555 233", "active", "low", None),
        ("kontrak ke Taiwan lewat PT Zamrud Wangsa Raya", "not_listed", "low", None),
        ("kontrak ke Taiwan saja", "unnamed", "low", None),
        ("hari ini PT Rinjani Cahaya Tenaga & Jasa diberitakan", "suspended", "low", None),  # no offer
    ],
)
def test_what_the_list_does_to_an_offer(
    registry: Registry, text: str, status: str, risk: str, quote: str | None
) -> None:
    without, answer = assess(text, None), assess(text, registry)
    assert answer.registry is not None
    assert (answer.registry.status, answer.risk) == (status, risk)
    found = [finding for finding in answer.findings if finding.origin == "registry"]
    assert [(finding.indicator, finding.quote) for finding in found] == (
        [("impersonation_claim", quote)] if quote else []
    )
    assert all(text[finding.start : finding.end] == finding.quote for finding in found)
    assert answer.risk_scores == without.risk_scores  # the list adds no points
    assert answer.versions.registry == registry.version


def test_without_a_list_nothing_changes(registry: Registry) -> None:
    answer = assess("kontrak PT Rinjani Cahaya Tenaga & Jasa", None)
    assert (answer.registry, answer.versions.registry, answer.risk) == (None, None, Risk.LOW)
    assert as_json(answer)["registry"] is None


def test_the_policy_tells_of_the_list_in_ten_points() -> None:
    for policy, word in ((POLICY_ID, "daftar yang diimpor"), (POLICY_EN, "imported list")):
        assert re.findall(r"^(\d+)\.", policy, re.M) == [str(number) for number in range(1, 11)]
        assert word in policy


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.xlsx", "a.parquet"])
def test_every_format_carries_the_status(registry: Registry, tmp_path: Path, name: str) -> None:
    answer = assess("kontrak ke Taiwan lewat PT Sinar Merapi Jaya, WA 0812-0000-9999", registry)
    write_assessments([(answer, "teks")], tmp_path / name, with_text=True)
    if name == "a.csv":
        (row,) = csv.DictReader(io.StringIO((tmp_path / name).read_text(encoding="utf-8")))
        assert row["registry"] == "contact_mismatch"
        assert "PT Sinar Merapi Jaya" in row["registry_names"]
    elif name == "a.jsonl":
        assert list(read_assessments(tmp_path / name, print)) == [(answer, "teks")]
    elif name == "a.parquet":
        import pyarrow.parquet as pq

        (held,) = pq.read_table(tmp_path / name).to_pylist()
        assert held["registry"] == json.loads(orjson.dumps(asdict(answer)["registry"]))
    else:
        from openpyxl import load_workbook

        header, row = load_workbook(tmp_path / name).active.iter_rows(values_only=True)
        assert row[header.index("registry")] == "contact_mismatch"


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("OFFERSCAN_DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")

    def ran(*arguments: object, code: int = 0) -> tuple[str, str]:
        with pytest.raises(SystemExit) as exit:
            main([str(one) for one in arguments], lambda s: open_fixed(registry=partial(open_registry, s.data)))
        out, err = capfd.readouterr()
        assert int(exit.value.code or 0) == code, err
        assert "Traceback" not in err
        return out, err

    return ran


def test_the_command(run: Any, tmp_path: Path) -> None:
    assert "offerscan registry import" in run("registry", "status", code=1)[1]
    assert "25 entries of 25 rows" in run("registry", "import", SAMPLE, "--lang", "en")[1]
    out, err = run("registry", "status", "--lang", "en")
    assert "listed, licence revoked: 3" in out
    assert "2026-10-15" in out
    asked = ("registry", "search", "pt sinar merapi jaya", "--phone", "0812-0000-9999")
    out, _ = run(*asked)
    assert "kontak atau nomor izinnya tidak cocok" in out
    assert "Sleman" in out
    found = json.loads(run(*asked, "--json")[0])
    assert (found["status"], found["agencies"][0]["sip3mi"]) == ("contact_mismatch", "233/2023")
    out, _ = run("check", "kontrak lewat PT Sinar Merapi Jaya, WA 0812-0000-9999")
    assert "Dalam daftar yang diimpor" in out
    assert "+6281200009999" in out
    write(tmp_path / "b.csv", "nama\nPT Satu Contoh\n\n,\n")
    _, err = run("registry", "import", tmp_path / "b.csv")
    assert "tidak ada kolom untuk telepon" in err.lower()
    (first,) = [one for one in list_versions(tmp_path) if one != current_version(tmp_path)]
    run("registry", "use", first)
    assert current_version(tmp_path) == first


def test_an_old_list_is_told(run: Any, tmp_path: Path) -> None:
    run("registry", "import", write(tmp_path / "a.csv", "nama,diperiksa pada\nPT Satu Contoh,2020-01-01\n"))
    assert "30" in run("registry", "status")[1]


def test_a_spreadsheet_program_runs_no_formula_of_the_list(run: Any, tmp_path: Path) -> None:
    agency = ["nama,alamat,sumber", '"=cmd|calc PT Sinar Contoh",+1+1,@sumber']
    run("registry", "import", write(tmp_path / "a.csv", "\n".join(agency)))
    out, _ = run("registry", "search", "=cmd calc PT Sinar Contoh", "--csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert all(not cell.startswith(("=", "+", "-", "@")) for cell in row.values() if cell)
    assert row["name"].startswith("'=cmd")


# --- the service ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    yield from serve(data)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    yield from serve(tmp_path)


def serve(folder: Path) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.settings = Settings(data=folder)
    app.state.store = open_store(app.state.settings)
    app.state.registry = ListInUse(folder)
    app.include_router(router)
    add_problem_handlers(app)
    app.add_middleware(_Numbered)
    with LocalClient(app) as opened:
        yield opened


class _Numbered:
    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope.setdefault("state", {})["request_id"] = "0"
        await self.app(scope, receive, send)


def test_search_by_http(client: TestClient) -> None:
    answer = client.get(
        "/v1/registry/search", params={"name": "PT Sinar Merapi Jaya", "phone": "0812-0000-9999"}
    ).json()
    assert (answer["status"], answer["agencies"][0]["agency"]["sip3mi"]) == ("contact_mismatch", "233/2023")
    assert answer["companies"][0]["mismatches"] == [{"kind": "phone", "found": MOBILE, "belongs_to": None}]


def test_without_a_list_the_service_says_so(empty: TestClient) -> None:
    for path in ("/v1/registry/search?name=a", "/v1/registry/reconcile"):
        answer = empty.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_registry")


@pytest.mark.parametrize("params", [{}, {"name": ""}, {"name": "a" * 201}, {"name": "a\0"}])
def test_odd_searches_are_problems(client: TestClient, params: dict[str, str]) -> None:
    assert client.get("/v1/registry/search", params=params).status_code == 422


RECONCILE = "/v1/registry/reconcile"


def test_the_manifest(client: TestClient) -> None:
    manifest = client.get(RECONCILE).json()
    assert manifest["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace", "defaultTypes", "view"} <= manifest.keys()
    assert manifest["view"]["url"].endswith("/v1/registry/reconcile/view?id={{id}}")


def test_names_are_reconciled(client: TestClient) -> None:
    queries = {
        "q0": {"query": "pt sinar merapi djaya", "limit": 2},
        "q1": {"query": "PT Lentera Harapan"},
        "q2": {"query": "PT Sinar Merapi Jaya", "properties": [{"pid": "phones", "v": "0812-0000-9999"}]},
        "q3": {"query": "PT Zamrud Kathulistiwa"},
    }
    sent = client.post(RECONCILE, data={"queries": json.dumps(queries)}).json()
    assert sent == client.get(RECONCILE, params={"queries": json.dumps(queries)}).json()
    first = sent["q0"]["result"][0]
    assert (first["name"], first["score"], first["match"]) == ("PT Sinar Merapi Jaya", 100.0, True)
    assert first["type"] == [{"id": "agency", "name": "Perusahaan penempatan (P3MI)"}]
    assert len(sent["q1"]["result"]) >= 2
    assert not any(result["match"] for key in ("q1", "q2") for result in sent[key]["result"])
    assert not any(result["match"] for result in sent["q3"]["result"])
    wanted = {"ids": [first["id"], "none"], "properties": [{"id": "status"}, {"id": "phones"}]}
    rows = client.post(RECONCILE, data={"extend": json.dumps(wanted)}).json()["rows"]
    assert rows == {first["id"]: {"status": [{"str": "active"}], "phones": [{"str": "+62274555233"}]}, "none": {}}
    assert "Sleman" in client.get(f"{RECONCILE}/view", params={"id": first["id"]}).text
    assert client.get(f"{RECONCILE}/suggest", params={"prefix": "sinar"}).json()["result"][0]["id"] == first["id"]
    assert client.get(f"{RECONCILE}/properties", params={"type": "agency"}).json()["properties"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("queries={", 422), ("queries=[]", 422), ("queries=%7B%22q%22%3A%7B%7D%7D", 422), ("extend=%7B%7D", 422),
        ("other=1", 422), ("no form", 422), ("queries=" + "%FF" * 3, 422), ("", 422),
    ],
)  # fmt: skip
def test_odd_reconciliation_requests_are_problems(client: TestClient, body: str, status: int) -> None:
    answer = client.post(RECONCILE, content=body, headers={"content-type": "application/x-www-form-urlencoded"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_an_agency_cannot_write_the_page(tmp_path: Path) -> None:
    import_file(tmp_path, write(tmp_path / "a.csv", "nama,alamat\nPT <script>alert(1)</script>,<b>x\n"))
    opened = open_registry(tmp_path)
    assert opened is not None
    for client in serve(tmp_path):
        page = client.get(f"{RECONCILE}/view", params={"id": next(iter(opened.by_id))}).text
        assert "<script>" not in page
        assert "<b>" not in page
