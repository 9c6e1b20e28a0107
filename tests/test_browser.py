"""The desk as people use it, in a real browser: with and without scripts, on a telephone, by keyboard, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import ARGUMENTS, CHROMIUM, needs_chromium, served
from desk_client import OFFER, PASSWORD, draw_poster, open_desk
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pypdf import PageObject, PdfReader

from offerscan_api.store import Role

pytestmark = needs_chromium
CHAT = "21/11/26 08.05 - Budi Contoh: Kerja ke Kamboja, DP 2 juta dulu, KTP dititip ya kak\n"
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
NewPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return open_desk(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def desk(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """A page in a window of its own; the test fails if it reaches for anything outside or breaks its own policy."""
    contexts, complaints = [], []

    def open_page(**options: object) -> Page:
        context = browser.new_context(locale="id-ID", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda sent: None if _is_ours(sent.url) else complaints.append(sent.url[:60]))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [text for text in complaints if "status of 4" not in text] == []


def _is_ours(address: str) -> bool:
    return address.startswith(("http://127.0.0.1:", "data:"))


def paste(page: Page, desk: str, text: str = OFFER) -> None:
    page.goto(desk)
    page.get_by_label("Teks tawaran").fill(text)
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tingkat")


def without_violations(page: Page) -> None:
    page.wait_for_load_state("load")  # a page not yet dressed by its stylesheet fails on the size of every target
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_paste_tap_copy_correct(new_page: NewPage, desk: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    paste(page, desk)
    page.locator("mark a").first.click()
    expect(page.locator(".tip")).to_contain_text("Pungutan di muka")
    page.keyboard.press("Escape")
    expect(page.locator(".tip")).to_have_count(0)
    page.get_by_role("button", name="Salin ringkasan").click()
    expect(page.get_by_role("status")).to_have_text("Tersalin.")
    assert "TINGGI" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_label("Teks yang diperiksa").fill("Hari ini hujan deras sekali")
    page.get_by_role("button", name="Periksa lagi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("RENDAH")


def test_keep_find_again_export_erase(new_page: NewPage, desk: str, tmp_path: Path) -> None:
    page = new_page()
    paste(page, desk)
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kasus")
    case = page.url
    assert "0812-0000-1234" not in page.content()
    page.get_by_label("Catatan baru").fill("penanya menunggu di telepon")
    page.get_by_role("button", name="Tambahkan catatan").click()
    page.get_by_text("Koreksi", exact=True).click()
    page.get_by_label("TINJAU", exact=True).check()
    page.get_by_role("button", name="Kirim koreksi").click()
    expect(page.get_by_text("Terima kasih")).to_be_visible()
    page.goto(f"{desk}/cases")
    page.get_by_label("Nomor telepon").fill("0812-0000-1234")
    page.get_by_role("button", name="Cari").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert "DP 2 juta" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    page.locator("table a").first.click()
    assert page.url == case
    page.get_by_label("Ya, hapus kasus ini").check()
    page.get_by_role("button", name="Hapus kasus").click()
    expect(page.get_by_text("0 kasus")).to_be_visible()
    assert page.goto(case).status == 404  # type: ignore[union-attr]


def test_without_scripts_the_whole_way_works(new_page: NewPage, desk: str) -> None:
    page = new_page(java_script_enabled=False)
    paste(page, desk)
    expect(page.get_by_role("button", name="Salin ringkasan")).to_be_hidden()
    page.locator("mark a").first.click()
    assert re.search(r"#why-\d+$", page.url)
    expect(page.locator("#summary-text")).to_contain_text("Hasil pemeriksaan")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Level HIGH")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_label("Yes, erase this case").check()
    page.get_by_role("button", name="Erase the case").click()
    expect(page.get_by_text("0 cases")).to_be_visible()


def test_a_list_is_imported_and_feedback_taken_back_without_scripts_on_a_telephone(new_page: NewPage, desk: str) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(f"{desk}/registry/import")
    page.get_by_label("Berkas daftar").set_input_files(Path(__file__).parents[1] / "examples/registry.csv")
    page.get_by_role("button", name="Impor", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("dipakai mulai sekarang")
    expect(page.get_by_text("sedang dipakai")).to_be_visible()
    assert fits(page)
    paste(page, desk)
    page.get_by_role("button", name="Semuanya benar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tingkat")  # the answer stays: nothing else keeps it
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Masukan yang sudah diberikan").click()
    page = opened.value
    page.get_by_text("Hapus masukan").last.click()
    assert fits(page)
    page.get_by_role("button", name="Ya, hapus").click()
    expect(page.get_by_text("Belum ada masukan")).to_be_visible()


def test_selected_words_are_quoted_and_enter_sends_the_correction(new_page: NewPage, desk: str) -> None:
    page = new_page()
    paste(page, desk)
    page.get_by_text("Koreksi", exact=True).click()
    page.get_by_label("TINJAU", exact=True).check()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.text'))")
    quoted = page.get_by_label("Kata-kata persis").first
    expect(quoted).to_have_value(OFFER)  # without the numbers of the marks
    page.get_by_label("adalah tanda").first.select_option("upfront_fee")
    quoted.press("Enter")
    expect(page.get_by_text("Terima kasih")).to_be_visible()
    page.goto(f"{desk}/feedback")
    expect(page.get_by_text("Dikoreksi")).to_be_visible()


def test_a_chat_by_file_and_by_drop(new_page: NewPage, desk: str, tmp_path: Path) -> None:
    chat = tmp_path / "Chat WhatsApp.txt"
    chat.write_text(CHAT, encoding="utf-8")
    page = new_page()
    page.goto(desk)
    page.get_by_label("atau pilih berkas").set_input_files(chat)
    page.get_by_role("button", name="Periksa", exact=True).click()
    with page.expect_popup() as opened:  # a browser cannot go back to the list, which is the answer to a form
        page.get_by_role("button", name="Lihat tawaran 1").click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("TINGGI")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tawaran dalam berkas")
    page.goto(desk)
    page.evaluate(
        """chat => {
          const held = new DataTransfer();
          held.items.add(new File([chat], "chat.txt", {type: "text/plain"}));
          document.dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
        }""",
        CHAT,
    )
    assert page.evaluate("document.getElementById('file').files.length") == 1


@pytest.mark.parametrize(("words", "files"), [("Kerja ke Taiwan, DP 2 juta", 0), ("", 1)])
def test_a_pasted_picture_is_taken_only_where_no_words_come_with_it(
    new_page: NewPage, desk: str, words: str, files: int
) -> None:
    """Word, Excel and LibreOffice put a picture of the words beside them."""
    page = new_page()
    page.goto(desk)
    is_left_to_the_browser = page.evaluate(
        """words => {
          const held = new DataTransfer();
          if (words) { held.setData("text/plain", words); held.setData("text/html", `<b>${words}</b>`); }
          held.items.add(new File(["x"], "image.png", {type: "image/png"}));
          const box = document.getElementById("text");
          return box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true}));
        }""",
        words,
    )
    assert is_left_to_the_browser is bool(words)
    assert page.evaluate("document.getElementById('file').files.length") == files


def test_a_picture_is_read_corrected_and_marked(new_page: NewPage, desk: str, tmp_path: Path) -> None:
    poster = tmp_path / "poster.jpg"
    poster.write_bytes(draw_poster("Kerja ke Taiwan", "DP dulu 2 juta", "KTP dititip"))
    page = new_page(viewport={"width": 360, "height": 740})
    page.set_default_timeout(60_000)
    page.goto(desk)
    page.get_by_label("atau pilih berkas").set_input_files(poster)
    page.get_by_role("button", name="Periksa", exact=True).click()
    box = page.get_by_label("Teks dari gambar")
    expect(box).to_have_value(re.compile("DP dulu 2 juta"))
    assert page.locator("img.picture").evaluate("picture => picture.naturalWidth") > 300
    without_violations(page)
    box.fill(box.input_value().replace("Taiwan", "Kamboja"))
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("TINGGI")
    expect(page.locator(".text")).to_contain_text("Kamboja")
    assert page.locator("section img.picture").evaluate("picture => picture.naturalWidth") > 300
    without_violations(page)
    assert fits(page)


def test_pages_are_accessible_and_fit_a_telephone(new_page: NewPage, desk: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(desk)
    without_violations(page)
    assert fits(page)
    paste(page, desk, OFFER + " " + "https://" + "panjang" * 40 + ".example kontrak")
    without_violations(page)
    assert fits(page)
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Koreksi", exact=True).click()
    without_violations(page)
    assert fits(page)
    page.get_by_role("button", name="Semuanya benar").click()
    addresses = ("/cases", "/registry", "/registry/import", "/queue", "/feedback", "/drift", "/audit", "/staff", "/keys")
    for address in (*addresses, "/tidak/ada"):
        page.goto(desk + address)
        without_violations(page)
        assert fits(page), address


def test_the_answer_is_accessible_on_a_wide_screen(new_page: NewPage, desk: str) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    paste(page, desk, OFFER + " kontrak")
    page.locator("mark a").first.click()
    without_violations(page)
    assert fits(page)
    page.goto(f"{desk}/?lang=en")
    without_violations(page)


def test_by_keyboard_alone(new_page: NewPage, desk: str) -> None:
    page = new_page()
    page.goto(desk)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Teks tawaran")).to_be_focused()
    page.keyboard.type("DP dulu ke Kamboja")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus must be seen"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("TINGGI")


def printed(page: Page, folder: Path) -> tuple[PageObject, str]:
    """The only sheet that a page prints to, and its words."""
    written = folder / "printed.pdf"
    page.pdf(path=written, prefer_css_page_size=True)
    [sheet] = PdfReader(written).pages
    return sheet, " ".join(sheet.extract_text().split())


def test_an_answer_prints_to_one_clean_page(new_page: NewPage, desk: str, tmp_path: Path) -> None:
    page = new_page()
    paste(page, desk)
    sheet, said = printed(page, tmp_path)
    for expected in ("Tingkat TINGGI", "Pungutan di muka", "tidak disebut", "0-800-1000", "tidak menuduh siapa pun"):
        assert expected in said
    for left_out in ("Simpan sebagai kasus", "Periksa lagi", "Antrean", "English"):
        assert left_out not in said
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)


def test_a_case_prints_with_its_notes_and_decision_and_without_forms(
    new_page: NewPage, desk: str, tmp_path: Path
) -> None:
    page = new_page()
    paste(page, desk)
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_label("Catatan baru").fill("penanya menunggu di telepon")
    page.get_by_role("button", name="Tambahkan catatan").click()
    page.get_by_label("Keputusan").fill("diteruskan ke dinas")
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.locator("section.level")).to_contain_text("diteruskan ke dinas")
    _, said = printed(page, tmp_path)
    for expected in ("Kasus", "TINGGI", "diteruskan ke dinas", "penanya menunggu", "Pungutan di muka", "tidak menuduh siapa pun"):
        assert expected in said
    for left_out in ("Catatan baru", "Simpan perubahan", "Koreksi", "CSV", "Hapus kasus", "Antrean", "English"):
        assert left_out not in said


def test_the_list_of_a_chat_prints_as_a_table_without_buttons(new_page: NewPage, desk: str, tmp_path: Path) -> None:
    page = new_page()
    page.goto(desk)
    chat = {"name": "Chat WhatsApp.txt", "mimeType": "text/plain", "buffer": CHAT.encode()}
    page.get_by_label("atau pilih berkas").set_input_files(chat)  # type: ignore[arg-type]
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tawaran dalam berkas")
    _, said = printed(page, tmp_path)
    for expected in ("Tawaran dalam berkas", "TINGGI", "Kerja ke Kamboja", "tidak menuduh siapa pun"):
        assert expected in said
    for left_out in ("Buka", "Lihat", "tab baru", "Antrean", "English"):
        assert left_out not in said


def test_logins_and_another_officers_case(new_page: NewPage, tmp_path: Path) -> None:
    app = open_desk(tmp_path)
    with served(app) as desk:
        page = new_page()
        page.goto(desk)
        for name, role in (("admin", Role.ADMINISTRATOR), ("yanto", Role.OFFICER)):
            app.state.store.accounts.add("test", name, role, f"Kantor {name}", PASSWORD)

        def log_in(name: str) -> None:
            page.goto(f"{desk}/cases")
            expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
            page.get_by_label("Nama masuk").fill(name)
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.get_by_role("button", name="Masuk").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Kasus")

        page.goto(f"{desk}/login")
        without_violations(page)
        log_in("admin")
        page.goto(f"{desk}/keys")
        page.get_by_label("Nama program").fill("pemantau")
        page.get_by_label("Peran").select_option("analyst")
        page.get_by_role("button", name="Buat kunci").click()
        expect(page.get_by_label("Kunci", exact=True)).to_have_value(re.compile("osk_"))
        without_violations(page)
        paste(page, desk)
        page.get_by_role("button", name="Simpan", exact=True).click()
        case = page.url
        without_violations(page)
        page.get_by_role("button", name="Keluar (admin)").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
        log_in("yanto")
        assert page.goto(case).status == 404  # type: ignore[union-attr]
        expect(page.get_by_role("alert")).to_contain_text("bukan milik Anda")
