"""The desk page from outside, without a browser: what it says, in which language, and that no text gets out of its place."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from desk_client import OFFER, PASSWORD, draw_poster, open_desk
from fastapi import FastAPI
from fastapi.testclient import TestClient
from fixed_screener import open_fixed
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from local_client import LocalClient
from picture_samples import write_pdf
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from structlog.testing import capture_logs

from offerscan.pictures import Line, Picture
from offerscan.pictures.opening import open_image
from offerscan.records import Assessment, Category, Finding, Kind, Offer, Origin, Risk, Severity
from offerscan.registry import import_list
from offerscan.settings import PictureLimits, read_settings
from offerscan_api.auth import LOCAL
from offerscan_api.negotiation import prefers_json
from offerscan_api.page import picture as page_picture
from offerscan_api.page import routes
from offerscan_api.page.answer import build_answer
from offerscan_api.page.marked import mark
from offerscan_api.page.summary import write_summary
from offerscan_api.store import Role

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7 * 7 }} \u202e DP KTP \x00\x1b[31m"
CHAT = "\n".join(
    [
        "21/11/26 08.00 - Rina Contoh: selamat pagi semuanya apa kabar hari ini",
        "21/11/26 08.05 - Budi Contoh: Kerja ke Kamboja, DP 2 juta dulu, KTP dititip ya kak",
        "21/11/26 09.00 - Rina Contoh: siap kak",
        "21/11/26 09.30 - Sari Contoh: lowongan kontrak resmi ke Jepang dua tahun ada asrama",
    ]
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return open_desk(tmp_path_factory.mktemp("data"), samples=Path(__file__).parents[1] / "examples/offers.jsonl")


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with LocalClient(app) as opened:
        yield opened


@pytest.fixture(autouse=True)
def without_cookies(client: TestClient) -> None:
    client.cookies.clear()


def check(client: TestClient, text: str, **fields: str) -> HTMLParser:
    answer = client.post("/check", data={"text": text, **fields})
    assert answer.status_code == 200
    return HTMLParser(answer.text)


def words(page: HTMLParser, selector: str = "main") -> str:
    found = page.css_first(selector)
    assert found is not None, selector
    return " ".join(found.text(separator=" ").split())


# --- what it says ---------------------------------------------------------------------------------------------------


def test_the_desk_is_a_form_that_works_without_scripts(client: TestClient) -> None:
    page = HTMLParser(client.get("/").text)
    form = page.css_first("form#desk-form")
    assert form is not None
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/check")
    assert form.attributes["enctype"] == "multipart/form-data"
    assert {"text", "file"} <= {field.attributes.get("name") for field in form.css("textarea, input")}
    assert all(form.css_first(f"label[for={name}]") for name in ("text", "file"))


def test_the_answer_says_level_evidence_reasons_and_what_to_do(client: TestClient) -> None:
    page = check(client, OFFER)
    level = words(page, "section.level")
    assert "TINGGI" in level
    assert "tidak menuduh siapa pun" in level
    assert page.css_first("section.level svg.shape") is not None, "a level is never told by colour alone"
    assert [part.text() for part in page.css(".text mark")] == ["DP", "KTP"]
    signs = [part.text() for part in page.css(".sign.risk h3")]
    assert signs == ["Penahanan dokumen", "Pungutan di muka"], "gravest first"
    law = words(page, ".sign.risk .law")
    assert "UU 21/2007" in law
    assert "2026-11-21" in law
    for expected in (
        "0-800-1000", "siskop2mi.bp2mi.go.id", "+6281200001234", "Taiwan (TW)", "TWD 45.000 per bulan", "1,5 kali angka ini",
        "2026", "fwnews.com.tw", "Jangan membayar",
    ):  # fmt: skip
        assert expected in words(page)


def test_what_is_not_stated_is_told_and_asked(client: TestClient) -> None:
    page = check(client, OFFER)
    rows = {row.css_first("th").text(): row.css_first("td").text() for row in page.css(".standings tr")}
    assert rows["Perjanjian kerja"] == rows["Visa"] == "tidak disebut"
    assert rows["Biaya"] == "disebut dengan cara yang perlu ditanyakan"
    assert rows["Tempat kerja"] == "disebut, perlu dirinci"
    asked = words(page, "section.ask")
    assert "perjanjian kerjanya" in asked
    assert "untuk apa uang itu" in asked


def test_what_speaks_for_an_offer_is_told_apart(client: TestClient) -> None:
    page = check(client, "Kerja ke Jepang, kontrak dua tahun, visa kerja")
    assert [part.text() for part in page.css(".sign.protective h3")] == ["Visa kerja dan kontrak di muka"]
    assert page.css_first(".text mark.protective") is not None
    assert page.css_first(".sign.risk") is None


def test_no_offer_owes_nothing(client: TestClient) -> None:
    page = check(client, "Hari ini hujan deras sekali di kampung")
    assert "RENDAH" in words(page, "section.level")
    assert page.css_first(".standings") is None


def test_the_summary_repeats_nothing_of_the_offer(client: TestClient) -> None:
    summary = words(check(client, OFFER), "#summary-text")
    for expected in ("TINGGI", "Pungutan di muka", "Perjanjian kerja", "Tanyakan", "0-800-1000", "tidak menuduh"):
        assert expected in summary
    assert not re.search("0812|NT\\$|dititip|Taiwan", summary)
    assert "- Untuk apa uang itu" in summary, "the heading says Ask already"


def test_the_company_is_asked_about_once() -> None:
    screener = open_fixed()
    assessment = screener.assess(Offer(OFFER))
    assert isinstance(assessment, Assessment)
    alone = replace(assessment, findings=(Finding("personal_recruiter", Kind.RISK, Severity.MEDIUM, 0.9, Origin.MODEL),))
    answer = build_answer("Ayo berangkat malam ini", alone, screener.catalog, read_settings(), "id")
    assert [question for question in answer.questions if "perusahaan" in question] == [
        "Tanyakan: perusahaan mana yang menempatkan, dan berapa nomor SIP3MI-nya?"
    ]


@pytest.mark.parametrize(
    ("category", "risk", "first"),
    [
        (Category.OVERSEAS_OFFER, Risk.HIGH, "Jangan membayar"),
        (Category.OVERSEAS_OFFER, Risk.LOW, "tanyakan yang belum disebut"),
        (Category.OTHER_FRAUD, Risk.LOW, "jangan mengirim uang, kode OTP"),
        (Category.DISCUSSION, Risk.LOW, None),
        (Category.OTHER, Risk.LOW, None),
    ],
)
def test_each_kind_of_text_has_its_first_step(category: Category, risk: Risk, first: str | None) -> None:
    screener = open_fixed()
    assessment = screener.assess(Offer(OFFER))
    assert isinstance(assessment, Assessment)
    answer = build_answer(OFFER, replace(assessment, category=category, risk=risk), screener.catalog, read_settings(), "id")
    summary = write_summary(answer, "id", date(2026, 11, 22))
    assert (answer.first or "").startswith(first or "")
    assert (answer.first is None) == (first is None)
    assert ("kode OTP" in summary) == (category is Category.OTHER_FRAUD)
    assert ("Langkah pertama" in summary) == (first is not None)


def test_english_by_a_switch_that_stays(client: TestClient) -> None:
    page = HTMLParser(client.get("/?lang=en").text)
    assert page.css_first("html").attributes["lang"] == "en"
    assert "Screen a job offer" in words(page)
    assert "First steps" in words(check(client, OFFER))
    assert "Langkah pertama" in words(check(client, OFFER, lang="id"))
    assert "Periksa tawaran" in words(HTMLParser(client.get("/").text)), "the form's choice stays too"
    assert client.get("/?lang=jv").status_code == 200


def test_line_ends_of_forms_do_not_move_the_evidence(client: TestClient) -> None:
    page = check(client, "satu\r\ndua\r\nKerja ke Kamboja\r\nDP dulu")
    assert [part.text() for part in page.css(".text mark")] == ["Kamboja", "DP"]


def test_an_office_may_keep_its_own_channels(tmp_path: Path) -> None:
    own = tmp_path / "kanal.toml"
    own.write_text(
        """
[[steps]]
text = {id = "Telepon posko dulu.", en = "Ring the post first."}
checked_on = 2026-11-22
[[channels]]
name = {id = "Posko Contoh", en = "Example post"}
purpose = {id = "Bertanya.", en = "To ask."}
seen = "2026-11"
sources = ["sendiri"]
checked_on = 2026-11-22
contacts = [{means = "phone", value = "0274-000-111"}]
""",
        encoding="utf-8",
    )
    with LocalClient(open_desk(tmp_path / "data", channels=own)) as client:
        page = words(check(client, OFFER))
        assert "Telepon posko dulu." in page
        assert "0274-000-111" in page
        assert "0-800-1000" not in page


# --- nothing gets out of its place ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_hostile_text_stays_text(client: TestClient, lang: str) -> None:
    raw = client.post("/check", data={"text": HOSTILE, "lang": lang}).text
    page = HTMLParser(raw)
    assert [script.attributes.get("src") for script in page.css("script")] == ["/static/desk.js"]
    assert not page.css("img")
    assert "{{ 7 * 7 }}" in page.css_first(".text").text()
    assert not re.search("[\x00\x1b\u202e]", page.css_first(".text").text())
    assert not any(name.startswith("on") for node in page.css("*") for name in node.attributes)


def test_a_hostile_file_name_stays_text(client: TestClient) -> None:
    name = "../../etc/<img src=x onerror=alert(1)>.txt"
    answer = client.post("/check", files={"file": (name, CHAT.encode(), "text/plain")})
    assert answer.status_code == 200
    page = HTMLParser(answer.text)
    assert not page.css("img")
    assert "/" not in words(page, "h1")


@hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=120).map(lambda text: f"DP {text} KTP <b>"))
def test_any_text_is_answered_as_a_page_without_markup_of_its_own(client: TestClient, text: str) -> None:
    answer = client.post("/check", data={"text": text})
    assert answer.status_code == 200
    assert HTMLParser(answer.text).css_first(".text b") is None


spans = st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(Severity))


@hypothesis_settings(deadline=None)
@given(st.lists(spans, max_size=6, unique=True))
def test_marks_lose_and_double_nothing(stretches: list[tuple[int, int, Severity]]) -> None:
    text = "".join(chr(97 + place % 26) for place in range(53))
    findings = [
        Finding(
            f"i{place}", Kind.RISK, severity, 0.9, Origin.MODEL, start, start + length, text[start : start + length]
        )
        for place, (start, length, severity) in enumerate(stretches)
    ]
    numbers = {finding: number for number, finding in enumerate(findings, 1)}
    segments = mark(text, numbers)
    assert "".join(segment.text for segment in segments) == text
    for finding, number in numbers.items():
        covered = "".join(segment.text for segment in segments if number in segment.numbers)
        assert covered == finding.quote
        assert sum(number in segment.beginning for segment in segments) == 1
        assert sum(number in segment.ending for segment in segments) == 1


def test_headers_allow_nothing_from_elsewhere(client: TestClient) -> None:
    for answer in (client.get("/"), client.post("/check", data={"text": OFFER}), client.get("/cases/x")):
        policy = answer.headers["content-security-policy"]
        assert policy == (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
            "frame-ancestors 'none'; base-uri 'none'"
        )
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert not re.search(r"<style|\sstyle=|<script(?! src=\"/static)", answer.text)
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//(?!www\.|[\w.-]+/)""", answer.text)
    assert client.get("/health").headers["content-security-policy"].startswith("default-src 'none'; frame")


def test_everything_a_page_needs_comes_from_here(client: TestClient) -> None:
    page = HTMLParser(client.post("/check", data={"text": OFFER}).text)
    needed = [
        node.attributes.get("src") or node.attributes.get("href") for node in page.css("link, script, img, image")
    ]
    assert {address for address in needed if not (address or "").startswith("data:")} == {
        "/static/desk.css",
        "/static/desk.js",
    }
    assert client.get("/static/desk.css").headers["content-type"].startswith("text/css")
    assert "url(" not in client.get("/static/desk.css").text


# --- who asks, and mistakes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "json"),
    [
        ("application/json", True),
        ("application/json, text/html;q=0.5", True),
        ("text/html,application/xhtml+xml,*/*;q=0.8", False),
        ("*/*", False),
        ("application/*", True),
        ("application/json;q=0, */*", False),
        ("nonsense;q=x", False),
        ("", False),
    ],
)
def test_programs_that_prefer_json_get_the_index(client: TestClient, accept: str, json: bool) -> None:
    assert prefers_json(accept) is json
    answer = client.get("/", headers={"accept": accept})
    assert answer.headers["content-type"].startswith("application/json" if json else "text/html")


@pytest.mark.parametrize("fields", [{}, {"text": ""}, {"text": " \r\n "}])
def test_an_empty_form_is_told(client: TestClient, fields: dict[str, str]) -> None:
    answer = client.post("/check", data=fields)
    assert answer.status_code == 422
    page = HTMLParser(answer.text)
    assert words(page, "[role=alert]").startswith("Teks kosong")
    assert page.css_first("textarea[aria-invalid=true][aria-describedby=problem]") is not None


@pytest.mark.parametrize("name", ["poster.jpg", "Chat WhatsApp.txt"])
def test_a_text_and_a_file_at_once_are_told_and_the_text_stays(client: TestClient, name: str) -> None:
    data = draw_poster("Kerja ke Taiwan") if name.endswith(".jpg") else CHAT.encode()
    answer = client.post("/check", data={"text": OFFER}, files={"file": (name, data)})
    page = HTMLParser(answer.text)
    assert (answer.status_code, page.css_first("textarea").text().strip()) == (422, OFFER)
    assert words(page, "[role=alert]").startswith("Ada teks dan berkas sekaligus")
    unchosen = client.post("/check", data={"text": OFFER}, files={"file": ("", b"")})  # as browsers send an empty field
    assert unchosen.status_code == 200


def test_a_body_that_is_too_large_is_told_as_a_page(tmp_path: Path) -> None:
    with LocalClient(open_desk(tmp_path, max_request_bytes=20_000)) as client:
        for content in (b"x" * 30_000, iter([b"x" * 15_000] * 2)):
            answer = client.post(
                "/check", content=content, headers={"content-type": "application/x-www-form-urlencoded"}
            )
            assert answer.status_code == 413
            assert "terlalu besar" in words(HTMLParser(answer.text), "[role=alert]")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"\xff\xfe=1", "multipart/form-data"),
        (b"{}", "application/json"),
    ],
)
def test_a_broken_form_is_told_as_a_page(client: TestClient, content: bytes, kind: str) -> None:
    answer = client.post("/check", content=content, headers={"content-type": kind})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"].startswith("text/html")


BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("method", "address", "status", "sentence"),
    [
        ("GET", "/tidak/ada", 404, "Tidak ada apa-apa di alamat ini"),
        ("GET", "/static/tidakada.css", 404, "Tidak ada apa-apa di alamat ini"),
        ("GET", "/v1/assess", 405, "tidak dapat dibuka dengan cara itu"),
        ("DELETE", "/check", 405, "tidak dapat dibuka dengan cara itu"),
        ("GET", f"/v1/cases/{'0' * 32}", 404, "bukan milik Anda"),
        ("GET", "/v1/registry/search?name=x", 404, "Belum ada daftar perusahaan"),
    ],
)
def test_a_browser_gets_a_page_where_a_program_gets_a_problem(
    client: TestClient, method: str, address: str, status: int, sentence: str
) -> None:
    for accept in ({}, {"accept": "*/*"}, {"accept": "application/json"}):
        answer = client.request(method, address, headers=accept)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    answer = client.request(method, address, headers=BROWSER)
    page = HTMLParser(answer.text)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert sentence in words(page, "[role=alert]")
    assert "style-src 'self'" in answer.headers["content-security-policy"]
    assert page.css_first("main a[href='/']") is not None
    assert ("allow" in answer.headers) is (status == 405)
    english = client.request(method, address, headers=BROWSER, params={**answer.request.url.params, "lang": "en"})
    assert HTMLParser(english.text).css_first("html[lang=en]") is not None


def test_a_browser_is_told_what_stands_outside_the_routes_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = client.get("/", headers={**BROWSER, "host": "jahat.example"})
    assert (elsewhere.status_code, "tidak dikenal dengan nama itu" in elsewhere.text) == (421, True)
    monkeypatch.setattr("offerscan_api.limits._MOST_AT_WORK", 0)
    full = client.get("/v1/model", headers=BROWSER)
    assert (full.status_code, full.headers["retry-after"]) == (503, "5")
    assert "Coba lagi dalam 5 detik" in full.text
    assert client.get("/v1/model").json()["code"] == "busy"


def test_a_fault_is_told_with_its_number(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: Any) -> Any:
        raise RuntimeError(OFFER)

    monkeypatch.setattr("offerscan_api.routes.catalog_answer", fail)
    answer = LocalClient(app, raise_server_exceptions=False).get("/v1/indicators", headers=BROWSER)
    assert answer.status_code == 500
    assert answer.headers["x-request-id"] in words(HTMLParser(answer.text), "main")
    assert OFFER not in answer.text


def test_reloading_an_answer_leads_to_the_desk(client: TestClient) -> None:
    assert client.get("/check", follow_redirects=False).headers["location"] == "/"


# --- exports --------------------------------------------------------------------------------------------------------


def test_a_chat_is_listed_by_level(client: TestClient) -> None:
    answer = client.post("/check", files={"file": ("Chat WhatsApp.txt", CHAT.encode(), "text/plain")})
    assert answer.status_code == 200
    page = HTMLParser(answer.text)
    assert [badge.text().strip() for badge in page.css(".rows .badge")] == ["TINGGI", "RENDAH"]
    assert "2 tawaran" in words(page)
    hidden = page.css_first(".rows form input[name=text]").attributes["value"]
    assert "TINGGI" in words(check(client, hidden or ""), "section.level")


def test_a_zipped_chat_is_listed_too(client: TestClient) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("_chat.txt", CHAT)
    answer = client.post("/check", files={"file": ("WhatsApp.zip", packed.getvalue(), "application/zip")})
    assert answer.status_code == 200
    assert "2 tawaran" in words(HTMLParser(answer.text))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("surat.exe", b"MZ\x90\x00"),
        ("kosong.txt", b"  \n"),
        ("rusak.zip", b"PK\x03\x04 broken"),
        ("x", b"\x00\x01\x02"),
    ],
)
def test_a_file_that_holds_no_offers_is_told(client: TestClient, name: str, data: bytes) -> None:
    answer = client.post("/check", files={"file": (name, data)})
    assert answer.status_code == 422
    assert words(HTMLParser(answer.text), "[role=alert]")


@pytest.mark.parametrize(
    ("lang", "name", "data", "status", "told"),
    [
        ("id", "Chat WhatsApp.txt", CHAT.encode(), 200, ["dikenali sebagai ekspor whatsapp"]),
        ("en", "Chat WhatsApp.txt", CHAT.encode(), 200, ["recognised as a whatsapp export"]),
        ("id", "grup.csv", "nomor;pesan / isi;text\n1;x;dp 2 juta dulu ke Kamboja ya\n2;y\n".encode("utf-16"), 200,
         ["dibaca sebagai UTF-16", "dipisahkan oleh ';'"]),
        ("en", "kosong.jsonl", b'{"text": "siap kak"}\n{"text": 7}\n{"text"\n', 422,
         ["kosong.jsonl:2", "kosong.jsonl:3: This line"]),
        ("id", "lowongan.jsonl", b'{"text": "dp 2 juta dulu ke Kamboja ya kak"}\n', 200, []),
    ],
)  # fmt: skip
def test_what_was_assumed_and_could_not_be_read_of_a_file_is_told(
    client: TestClient, lang: str, name: str, data: bytes, status: int, told: list[str]
) -> None:
    with capture_logs() as logged:
        answer = client.post("/check", data={"lang": lang}, files={"file": (name, data)})
    assert answer.status_code == status
    lines = [line.text() for line in HTMLParser(answer.text).css("section[aria-labelledby=notes] li")]
    assert [any(part in line for line in lines) for part in told] == [True] * len(told), lines
    assert not [line for line in lines if " / " in line or line in str(logged)]
    assert bool(lines) == bool(told)


# --- pictures -------------------------------------------------------------------------------------------------------


def fields_of(page: HTMLParser, form: str) -> dict[str, str]:
    """What a browser would send of a form."""
    return {
        field.attributes["name"] or "": field.attributes.get("value") or field.text()
        for field in page.css(f"{form} input[name], {form} textarea[name]")
    }


def read_without_model(data: bytes, limits: object) -> Picture:
    """What the reader says of a poster, without its seconds of work; the browser tests read one in earnest."""
    read, lines = ("Kerja ke Taiwan", "DP dulu 2 juta", "KTP dititip"), []
    for place, line in enumerate(read):
        start, top, bottom = sum(len(one) + 1 for one in read[:place]), 50.0 + 80 * place, 90.0 + 80 * place
        corners = ((30.0, top), (300.0, top), (300.0, bottom), (30.0, bottom))
        lines.append(Line(line, 0.99, corners, start, start + len(line)))
    return Picture("\n".join(read), tuple(lines), open_image(data, PictureLimits())[0], ("unclear",))


def test_a_picture_is_read_corrected_scored_and_marked(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_picture, "read_picture", read_without_model)
    poster = draw_poster("Kerja ke Taiwan", "DP dulu 2 juta", "KTP dititip")
    page = HTMLParser(client.post("/check", files={"file": ("poster.jpg", poster, "image/jpeg")}).text)
    assert (page.css_first("img.picture").attributes["src"] or "").startswith("data:image/jpeg;base64,")
    fields = fields_of(page, "main form")
    assert "DP dulu 2 juta" in fields["text"]
    corrected = "Halo kak\n" + fields["text"].replace("Taiwan", "Kamboja")
    answer = HTMLParser(client.post("/check", data={**fields, "text": corrected}).text)
    assert "TINGGI" in words(answer, "section.level")
    assert "huruf dapat keliru" in words(answer, "section.limits")
    assert answer.css_first("section img.picture") is not None
    again = fields_of(answer, "form#again")
    assert again["picture"] == fields["picture"]
    kept = client.post("/cases/keep", data=fields_of(answer, "form[action='/cases/keep']"))
    assert "huruf dapat keliru" in kept.text


def test_what_was_not_read_of_a_pdf_is_told_of_its_case_and_its_feedback_too(tmp_path: Path) -> None:
    pages = write_pdf(*((f"Halaman {number}: kerja ke Taiwan, DP 2 juta dulu, WA 0812-0000-1234",) for number in range(4)))
    cut, twice = "hanya bagian awalnya", "form[action='/feedback']"
    with LocalClient(open_desk(tmp_path, max_picture_pages=3)) as client:
        page = HTMLParser(client.post("/check", files={"file": ("brosur.pdf", pages, "application/pdf")}).text)
        answer = HTMLParser(client.post("/check", data=fields_of(page, "main form")).text)
        assert cut in words(answer, "section.limits")
        kept = HTMLParser(client.post("/cases/keep", data=fields_of(answer, "form[action='/cases/keep']")).text)
        assert cut in words(kept, "section.limits")
        [case] = client.get("/v1/cases").json()["cases"]
        found = client.get(f"/v1/cases/{case['id']}").json()
        assert found["assessment"]["limits"] == ["truncated"]
        thanks = HTMLParser(client.post("/feedback", data={**fields_of(answer, twice), "confirmed": "1"}).text)
        assert cut in words(thanks, "section.limits")
        again = HTMLParser(client.post("/check", data=fields_of(thanks, "form#again")).text)
        assert cut in words(again, "section.limits")
        odd = client.post("/check", data={"text": OFFER, "limits": ["language not covered", "<b>", "truncated"]})
        assert fields_of(HTMLParser(odd.text), "form#again")["limits"] == "truncated"
        assert "language not covered" not in odd.text


def test_evidence_is_found_again_in_the_picture_after_corrections() -> None:
    read = "KERJA Dl TAIWAN\nDP 2 juta dulu"
    corrected = "Kak, KERJA DI TAIWAN\nDP 2 juta dulu ya"
    start = corrected.index("DP")
    finding = Finding("upfront_fee", Kind.RISK, Severity.MEDIUM, 0.9, Origin.MODEL, start, start + 14, "DP 2 juta dulu")
    [moved] = page_picture._moved(read, corrected, [finding])
    assert read[moved.start : moved.end] == "DP 2 juta dulu"


@pytest.mark.parametrize(
    "lines", ["", "[]", "{", '{"text": "a", "notes": [], "from_ocr": true, "lines": [[0, 9, 1, 2]]}']
)
@pytest.mark.parametrize("picture", ["AAAA", "<script>", "x" * 2_000])
def test_a_picture_that_was_tampered_with_is_left_out(client: TestClient, picture: str, lines: str) -> None:
    page = check(client, OFFER, picture=picture, lines=lines, limits="text from OCR")
    assert not page.css("img")
    assert "huruf dapat keliru" in words(page, "section.limits")


@pytest.mark.parametrize("data", [b"\xff\xd8\xff broken", b"%PDF-1.4 broken", b"\x89PNG\r\n\x1a\n"])
def test_a_picture_that_cannot_be_read_is_told(client: TestClient, data: bytes) -> None:
    answer = client.post("/check", files={"file": ("gambar.png", data)})
    assert answer.status_code == 422
    assert words(HTMLParser(answer.text), "[role=alert]")


def test_a_picture_never_touches_the_disk(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> Any:
        raise AssertionError("a temporary file was asked for")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)  # what starlette's own reading rolls over to at a megabyte
    answer = client.post("/check", files={"file": ("foto.jpg", b"\xff\xd8\xff" + bytes(2_000_000))})
    assert (answer.status_code, "foto" in answer.text) == (422, False)


def test_without_the_reader_of_pictures_the_page_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "can_read_pictures", lambda: False)
    assert "offerscan[ocr]" in words(HTMLParser(client.get("/").text))
    monkeypatch.undo()
    assert "offerscan[ocr]" not in words(HTMLParser(client.get("/").text))


# --- the list of agencies -------------------------------------------------------------------------------------------


def test_the_list_is_asked_and_hostile_rows_stay_text(tmp_path: Path) -> None:
    rows = [
        ("name", "sip3mi", "phones", "status"),
        ("PT <img src=x onerror=alert(1)> Jaya", "101/2024", "(021) 5550 100", "aktif"),
        ("PT Melati Contoh Abadi", "102/2024", "(021) 5550 200", "dicabut"),
    ]
    import_list(tmp_path / "data", "daftar.csv", enumerate(rows, 1), date(2026, 11, 22))
    with LocalClient(open_desk(tmp_path / "data")) as client:
        found = client.post("/registry", data={"name": "PT. Melati Contoh Abadi", "phone": "0812-0000-1234"})
        assert "izinnya dicabut" in words(HTMLParser(found.text))
        hostile = HTMLParser(client.post("/registry", data={"name": "img src x onerror alert 1 Jaya"}).text)
        assert not hostile.css("img")
    with LocalClient(open_desk(tmp_path / "other")) as client:
        assert "registry import" in words(HTMLParser(client.get("/registry").text))


# --- cases ----------------------------------------------------------------------------------------------------------


def keep(client: TestClient, text: str, **fields: str) -> str:
    answer = client.post("/cases/keep", data={"text": text, **fields}, follow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["location"]


def test_a_case_is_kept_redacted_found_changed_and_erased(client: TestClient) -> None:
    address = keep(client, OFFER, note="penanya menunggu")
    page = client.get(address).text
    assert "0812-0000-1234" not in page
    assert "penanya menunggu" in page
    assert "1234" not in client.get("/cases").text.replace(address, "")
    found = client.post("/cases", data={"phone": "+62 812 0000 1234"})
    assert address in found.text
    assert address not in client.post("/cases", data={"text": "tidakadakataini"}).text
    client.post(f"{address}/note", data={"note": "sudah <b>ditelepon</b>"})
    client.post(f"{address}/change", data={"state": "waiting", "assignee": "lokal", "decision": "rujuk ke BP3MI"})
    page = client.get(address).text
    assert "sudah &lt;b&gt;ditelepon&lt;/b&gt;" in page
    assert "menunggu jawaban" in page
    assert "rujuk ke BP3MI" in page
    assert client.post(f"{address}/erase").status_code == 422, "first one must be sure"
    client.post(f"{address}/erase", data={"sure": "1"})
    assert client.get(address).status_code == 404


def test_the_same_telephone_is_recognised(client: TestClient) -> None:
    address = keep(client, OFFER)
    page = check(client, "Butuh orang untuk Jepang, hubungi 081200001234 malam ini")
    earlier = words(page, "section[aria-labelledby=earlier]")
    assert "telepon yang sama pernah terlihat" in earlier
    assert page.css_first(f'a[href="{address}"]') is not None
    client.post(f"{address}/erase", data={"sure": "1"})


def test_the_original_is_kept_by_choice_only(client: TestClient) -> None:
    without, chosen = keep(client, OFFER), keep(client, OFFER, original="1")
    assert "0812-0000-1234" not in client.get(f"{without}?original=1").text
    assert "0812-0000-1234" not in client.get(chosen).text
    assert "0812-0000-1234" in client.get(f"{chosen}?original=1").text


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "stix"])
def test_cases_leave_as_files(client: TestClient, form: str) -> None:
    address = keep(client, OFFER)
    for target in ("/cases/export", f"{address}/export"):
        answer = client.post(target, data={"form": form})
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith('attachment; filename="offerscan')
        assert b"0812-0000-1234" not in answer.content
    assert client.post("/cases/export", data={"form": "exe"}).status_code == 422


def test_feedback_confirms_corrects_and_marks(app: FastAPI, client: TestClient) -> None:
    address = keep(client, OFFER)
    case = address.rpartition("/")[2]
    assert client.post("/feedback", data={"case": case, "confirmed": "1"}).status_code == 200
    corrected = {
        "case": case, "risk": "review", "category": "overseas_offer", "indicators": ["upfront_fee"], "quote": "DP 2\n juta dulu",
        "quoted": "upfront_fee",
    }  # fmt: skip
    assert client.post("/feedback", data=corrected).status_code == 200
    history = [line.action for line in app.state.store.cases.history(LOCAL, case)]
    assert history.count("feedback.give") == 2
    assert history.count("case.read") == 4, "each correction, and each page that was shown then"
    first, second = app.state.store.feedback.every(LOCAL)[-2:]
    assert (first.confirmed, second.confirmed) == (True, False)
    assert second.text[second.marks[0].start : second.marks[0].end] == "DP 2 juta dulu"
    wrong = client.post("/feedback", data={**corrected, "quote": "tidak ada di teks"})
    assert wrong.status_code == 422
    assert "Kata-kata itu tidak ada" in words(HTMLParser(wrong.text), "[role=alert]")
    assert client.post("/feedback", data={"text": OFFER, "confirmed": "1"}).status_code == 200, "also when not kept"


@pytest.mark.parametrize("address", ["/queue", "/drift", "/audit", "/staff", "/cases"])
def test_every_page_of_the_office_is_shown(client: TestClient, address: str) -> None:
    keep(client, OFFER)
    answer = client.get(address)
    assert answer.status_code == 200
    assert words(HTMLParser(answer.text), "h1")


@pytest.mark.parametrize("address", ["/cases/nichts", "/cases/" + "0" * 32])
def test_a_case_that_is_not_there_is_told_as_a_page(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "bukan milik Anda" in words(HTMLParser(answer.text), "[role=alert]")


# --- logins ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[FastAPI]:
    app = open_desk(tmp_path)
    with LocalClient(app):
        accounts = app.state.store.accounts
        accounts.add("test", "admin", Role.ADMINISTRATOR, "Kantor A", PASSWORD)
        accounts.add("test", "wati", Role.OFFICER, "Kantor A", PASSWORD)
        accounts.add("test", "yanto", Role.OFFICER, "Kantor B", PASSWORD)
        yield app


def log_in(app: FastAPI, name: str) -> TestClient:
    client = LocalClient(app)
    answer = client.post("/login", data={"name": name, "password": PASSWORD}, follow_redirects=False)
    assert answer.status_code == 303
    return client


def token(client: TestClient) -> str:
    found = HTMLParser(client.get("/").text).css_first("input[name=csrf_token]")
    return found.attributes["value"] or "" if found else ""


def test_with_logins_nobody_comes_in_without_one(guarded: FastAPI) -> None:
    client = LocalClient(guarded)
    for address in ("/", "/cases", "/queue", "/audit", "/staff"):
        answer = client.get(address, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/login?next={address}")
    assert client.post("/check", data={"text": OFFER}, follow_redirects=False).headers["location"] == "/login?next=/"
    wrong = client.post("/login", data={"name": "wati", "password": "salah semuanya ini"})
    assert wrong.status_code == 401
    assert "tidak cocok" in words(HTMLParser(wrong.text), "[role=alert]")


@pytest.mark.parametrize("next", ["//jahat.example", "https://jahat.example", "/\\jahat.example"])
def test_the_login_leads_nowhere_else(guarded: FastAPI, next: str) -> None:
    answer = LocalClient(guarded).post(
        "/login", data={"name": "wati", "password": PASSWORD, "next": next}, follow_redirects=False
    )
    assert answer.headers["location"] == "/"


def test_a_form_without_its_token_is_refused(guarded: FastAPI) -> None:
    client = log_in(guarded, "wati")
    assert client.post("/check", data={"text": OFFER}).status_code == 403
    assert client.post("/check", data={"text": OFFER, "csrf_token": token(client)}).status_code == 200
    stranger = client.post(
        "/check", data={"text": OFFER, "csrf_token": token(client)}, headers={"origin": "https://jahat.example"}
    )
    assert stranger.status_code == 403
    assert "muat ulang" in words(HTMLParser(stranger.text), "[role=alert]")


def test_another_officers_case_is_refused(guarded: FastAPI) -> None:
    wati, yanto = log_in(guarded, "wati"), log_in(guarded, "yanto")
    kept = wati.post("/cases/keep", data={"text": OFFER, "csrf_token": token(wati)}, follow_redirects=False)
    address = kept.headers["location"]
    assert wati.get(address).status_code == 200
    assert yanto.get(address).status_code == 404
    for action in ("note", "change", "erase", "export"):
        fields = {"csrf_token": token(yanto), "note": "x", "sure": "1", "form": "json"}
        assert yanto.post(f"{address}/{action}", data=fields).status_code == 404
    assert address not in yanto.get("/cases").text
    assert yanto.get("/audit").status_code == 403
    assert yanto.get("/staff").status_code == 403


def test_an_administrator_adds_and_disables_logins(guarded: FastAPI) -> None:
    admin = log_in(guarded, "admin")
    new = {
        "csrf_token": token(admin),
        "name": "dewi",
        "role": "analyst",
        "office": "<b>Kantor</b>",
        "password": PASSWORD,
    }
    page = admin.post("/staff", data=new)
    assert page.status_code == 200
    assert "&lt;b&gt;Kantor" in page.text
    assert admin.post("/staff", data={**new, "name": "lain", "password": "pendek"}).status_code == 422
    dewi = log_in(guarded, "dewi")
    assert dewi.get("/drift").status_code == 200
    admin.post("/staff/dewi/disable", data={"csrf_token": token(admin)})
    assert dewi.get("/drift", follow_redirects=False).status_code == 303


def test_leaving_ends_the_session(guarded: FastAPI) -> None:
    client = log_in(guarded, "wati")
    client.post("/logout", data={"csrf_token": token(client)})
    assert client.get("/", follow_redirects=False).status_code == 303
