"""Pictures become text offline, whole, in reading order; what cannot be read is told in one sentence."""

from __future__ import annotations

import contextlib
import io
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import unicodedata
import zlib
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fixed_screener import open_fixed
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from picture_samples import POSTERS, as_bytes, draw, write_pdf
from PIL import Image
from rapidfuzz.distance import Levenshtein

from offerscan.cli import main
from offerscan.errors import InputError
from offerscan.phrases import phrase
from offerscan.pictures import Line, Picture, mark_picture, read_picture, reading, recognising
from offerscan.pictures.composing import compose
from offerscan.pictures.mending import mend
from offerscan.pictures.opening import open_image
from offerscan.pictures.picture import Piece, Polygon
from offerscan.records import Assessment, Finding, Kind, Limit, Offer, Origin
from offerscan.settings import PictureLimits, Settings

LIMITS = PictureLimits()
YELLOW = (
    "LOWONGAN TAIWAN\nGAJI 10 JUTA BERSIH\nPotongan 8 bulan, paspor disimpan agensi\n"
    "DP 2 juta buat booking job, malam ini saja\nHub. Bu Rina 0812-0000-1234"
)
COLUMNS = (
    "Info Kerja Malaysia\n\nSyarat dari kantor kami:\nusia 18 sampai 40 tahun, sehat dan tidak hamil, membawa KTP dan KK "
    "asli, bersedia kontrak dua tahun\n\nYang akan didapat di sana:\ngaji 1.700 ringgit sebulan, lembur dibayar terpisah, "
    "asrama dekat dengan pabrik, tiket pesawat pulang pergi\n\nPT Contoh Sentosa Raya, Jl. Melati 7 Malang"
)
CHAT = (
    "Kak masih ada job ke Kamboja?\nAda, admin online gaji 12 juta, berangkat pakai visa turis dulu\n"
    "Kontraknya bagaimana kak\nNanti di sana. Jangan bilang keluarga ya, paspor saya pegang"
)
SHEET = (
    "BUTUH ART KE HONG\nKONG\nBiaya kursus 5 juta dibayar sebelum berangkat. Ijazah asli ditahan sampai kontrak selesai. "
    "Tanya Pak Danu\n0813-0000-6624"
)


def piece(text: str, left: float, top: float, width: float | None = None, height: float = 20) -> Piece:
    """A level piece; by default 10 pixels a sign."""
    right = left + (10 * len(text) if width is None else width)
    return Piece(text, 0.9, ((left, top), (right, top), (right, top + height), (left, top + height)))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> Any:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads every picture as one line that says how large the picture is and how light its first pixel."""

    def recognise(image: Image.Image, deadline: float) -> tuple[Image.Image, list[Piece], list[str]]:
        light = image.convert("L").getpixel((0, 0))
        return image, [piece(f"DP {image.width} kali {image.height} terang {light}", 0, 0, image.width)], []

    monkeypatch.setattr(recognising, "recognise", recognise)


# --- what is read -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    ("name", "text", "most_errors"),
    [("yellow.jpg", YELLOW, 2), ("columns.png", COLUMNS, 2), ("chat.webp", CHAT, 1), ("sheet.heic", SHEET, 2)],
)
def test_posters_are_read_in_order_and_offline(name: str, text: str, most_errors: int) -> None:
    picture = read_picture((POSTERS / name).read_bytes())
    assert Levenshtein.distance(picture.text, text) <= most_errors
    assert all(picture.text[line.start : line.end] == line.text for line in picture.lines)
    assert all(0.5 <= line.confidence <= 1 for line in picture.lines)
    width, height = picture.size
    corners = [corner for line in picture.lines for corner in line.polygon]
    assert all(-2 <= x <= width + 2 and -2 <= y <= height + 2 for x, y in corners)
    assert (picture.notes, picture.from_ocr) == ((), True)


def test_the_engine_is_opened_from_its_wheel_in_a_process_without_network() -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*arguments, **options): raise AssertionError('network')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse\n"
        "from offerscan.pictures import read_picture\n"
        "print(read_picture(sys.stdin.buffer.read()).text)"
    )
    data = as_bytes(draw("Gaji 12 juta", size=(300, 80)))
    done = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, env=_environment())
    assert (done.stdout.decode().strip(), done.stderr.decode()) == ("Gaji 12 juta", "")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_a_turned_picture_is_read_upright_and_marked_as_it_was_read(turn: Image.Transpose) -> None:
    upright = draw("Paspor disimpan agensi", "sampai utang lunas", size=(400, 120))
    picture = read_picture(as_bytes(upright.transpose(turn)))
    assert " ".join(picture.text.split()) == "Paspor disimpan agensi sampai utang lunas"
    assert picture.size == upright.size


def test_two_threads_get_what_one_gets() -> None:
    data = as_bytes(draw("Berangkat Senin", size=(300, 80)))
    texts: list[str] = []
    threads = [threading.Thread(target=lambda: texts.append(read_picture(data).text)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == ["Berangkat Senin"] * 3


def test_a_picture_without_writing_gives_no_text() -> None:
    assert read_picture(as_bytes(Image.new("RGB", (200, 200), "#336699"))).text == ""


def test_reading_stops_when_time_is_up() -> None:
    limits = PictureLimits.model_construct(**{**LIMITS.model_dump(), "max_picture_seconds": -1})
    picture = read_picture(as_bytes(draw("Gaji 12 juta", size=(300, 80))), limits)
    assert (picture.text, picture.notes) == ("", ("time",))


def test_a_line_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "_LEAST_CONFIDENCE", 1.1)
    picture = read_picture(as_bytes(draw("Gaji 12 juta", size=(300, 80))))
    assert (picture.text, picture.notes) == ("", ("unclear",))


# --- how it is put together -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        pytest.param([piece("GAJI", 0, 0), piece("12 juta", 60, 3)], "GAJI 12 juta", id="one row"),
        pytest.param([piece("kedua", 0, 60), piece("pertama", 0, 0)], "pertama\n\nkedua", id="from the top"),
        pytest.param(
            [piece(text, x, y) for y, row in enumerate((("Gaji", ": 20.000 NT"), ("Kontrak", ": 3 tahun"), ("Libur", ": Minggu")))
             for text, x, y in ((row[0], 0, 30 * y), (row[1], 150, 30 * y))],
            "Gaji : 20.000 NT\nKontrak : 3 tahun\nLibur : Minggu", id="a table row by row",
        ),
        pytest.param(
            [piece(f"kiri baris ke {n} panjang", 0, 30 * n) for n in range(3)]
            + [piece(f"Kanan baris ke {n} panjang", 400, 30 * n + 9) for n in range(3)],
            "\n\n".join(" ".join(f"{side} baris ke {n} panjang" for n in range(3)) for side in ("kiri",))
            + "\n\n" + "\n".join(f"Kanan baris ke {n} panjang" for n in range(3)), id="columns one after the other",
        ),
        pytest.param(
            [piece("Tanya dulu ya kak", 0, 0), piece("Boleh, gaji 12 juta", 400, 40), piece("Di mana itu", 0, 80),
             piece("Kamboja, admin online", 390, 120), piece("Oh begitu ya kak", 0, 160), piece("Iya betul sekali", 410, 200)],
            "Tanya dulu ya kak\nBoleh, gaji 12 juta\nDi mana itu\nKamboja, admin online\nOh begitu ya kak\nIya betul sekali",
            id="a chat by time",
        ),
        pytest.param(
            [piece("paspor dan ijazah asli disimpan oleh agensi", 0, 0), piece("sampai utang lunas.", 0, 26)],
            "paspor dan ijazah asli disimpan oleh agensi sampai utang lunas.", id="a wrapped line",
        ),
        pytest.param(
            [piece("Syarat yang dibawa ke kantor:", 0, 0), piece("- KTP asli", 0, 26), piece("- ijazah", 0, 52)],
            "Syarat yang dibawa ke kantor:\n- KTP asli\n- ijazah", id="a list stays a list",
        ),
        pytest.param([], "", id="nothing"),
    ],
)  # fmt: skip
def test_reading_order(pieces: list[Piece], text: str) -> None:
    assert compose(pieces)[0] == text
    assert compose(pieces[::-1])[0] == text


def test_a_leaning_text_keeps_its_rows() -> None:
    """At 8 degrees the right end of a row stands lower than the left end of the next."""
    lean = np.tan(np.radians(8))
    pieces = [
        Piece(f"baris {row} sisi {side}", 0.9, _leaning(side * 300.0, row * 30.0, 200.0, float(lean)))
        for row in range(2)
        for side in range(2)
    ]
    assert compose(pieces)[0] == "baris 0 sisi 0 baris 0 sisi 1\nbaris 1 sisi 0 baris 1 sisi 1"


def _leaning(left: float, top: float, width: float, lean: float) -> Polygon:
    right, first, last = left + width, top + left * lean, top + (left + width) * lean
    return ((left, first), (right, last), (right, last + 20), (left, first + 20))


_WORDS = st.text(st.sampled_from("abcdeGAJI 01.,:-"), min_size=1, max_size=20).filter(str.strip)
_PIECES = st.lists(
    st.builds(piece, _WORDS, st.integers(0, 900), st.integers(0, 900), st.integers(1, 500), st.integers(1, 60)),
    max_size=25,
)


@hypothesis_settings(max_examples=150, deadline=None)
@given(_PIECES)
def test_every_piece_has_its_place_in_the_text(pieces: list[Piece]) -> None:
    text, lines = compose(pieces)
    assert [text[line.start : line.end] for line in lines] == [line.text for line in lines]
    assert all(before.end <= after.start for before, after in pairwise(lines))
    assert sorted(line.polygon for line in lines) == sorted(one.polygon for one in pieces if mend(one.text))
    rest = list(text)
    for line in lines:
        rest[line.start : line.end] = " " * (line.end - line.start)
    assert not "".join(rest).strip()


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("GAJI10JUTA", "GAJI 10 JUTA"),
        ("LOWONGANKERJA", "LOWONGAN KERJA"),
        ("L O W O N G A N", "LOWONGAN"),
        ("ditanggungperusahaan", "ditanggung perusahaan"),
        ("usia18-45tahun", "usia 18-45 tahun"),
        ("cepat,berangkat", "cepat, berangkat"),
        ("ljazah asli", "Ijazah asli"),
        ("JI. Melati 7", "Jl. Melati 7"),
        ("ＷＡ：0812", "WA:0812"),
        # What is no glue.
        *((kept, kept) for kept in (
            "bantu2", "2jt", "20rb", "P3MI", "Rp1.500.000,-", "0812-0000-1234", "wa.me/6281200001234", "Karangasem",
            "Kertasari", "SUKABUMI", "@rina_job2024", "info@contoh-sentosa.co.id", "difotokopi", "E-8", "Jl.",
        )),
    ],
)  # fmt: skip
def test_spaces_and_letters_are_mended_where_words_are_known(read: str, mended: str) -> None:
    assert mend(read) == mended


@hypothesis_settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_mending_changes_nothing_but_spaces_and_likenesses(text: str) -> None:
    def signs(text: str) -> str:
        plain = "".join(
            unicodedata.normalize("NFKC", char) if unicodedata.east_asian_width(char) == "F" else char for char in text
        )
        return "".join(plain.split()).replace("l", "I")

    assert signs(mend(text)) == signs(text)


# --- PDF ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_text_of_a_pdf_is_taken_as_it_is(rotate: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "recognise", lambda *_: pytest.fail("nothing to recognise"))
    picture = read_picture(write_pdf(("Dibutuhkan ART ke Taiwan", "Gaji 20.000 NT per bulan"), rotate=rotate))
    assert picture.text == "Dibutuhkan ART ke Taiwan\nGaji 20.000 NT per bulan"
    assert not picture.from_ocr
    shades = np.array(picture.image.convert("L"))
    for line in picture.lines:
        across, down = zip(*line.polygon, strict=True)
        framed = shades[int(min(down)) : int(max(down)) + 1, int(min(across)) : int(max(across)) + 1]
        assert framed.min() < 100, "there is writing in the frame"
        shades[int(min(down)) - 6 : int(max(down)) + 7, int(min(across)) - 6 : int(max(across)) + 7] = 255
    assert shades.min() > 200, "and none beside the frames"


def test_pages_stand_below_one_another_and_too_many_are_told() -> None:
    data = write_pdf(*((f"Halaman {number}: kerja pabrik, gaji 1.700 ringgit",) for number in range(4)))
    picture = read_picture(data, PictureLimits(max_picture_pages=3))
    assert picture.text == "\n\n".join(f"Halaman {number}: kerja pabrik, gaji 1.700 ringgit" for number in range(3))
    assert picture.notes == ("pages_left_out",)
    tops = [line.polygon[0][1] for line in picture.lines]
    assert [int(top // (picture.size[1] / 3)) for top in tops] == [0, 1, 2]
    assert "truncated" in picture.tell(_assess("DP")).limits


@pytest.mark.usefixtures("no_recogniser")
def test_a_scanned_page_is_recognised() -> None:
    picture = read_picture(as_bytes(draw("Gaji 12 juta", size=(600, 400)), "PDF"))
    assert picture.from_ocr
    assert picture.text.startswith("DP ")


# --- kinds of pictures --------------------------------------------------------------------------------------------------


def _sixteen_bits() -> bytes:
    ramp = np.full((60, 200), 60_000, dtype=np.uint16)
    ramp[30:] = 2_000
    return as_bytes(Image.fromarray(ramp))


def _clear(ink: str) -> bytes:
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    image.paste(draw("Gaji", size=(160, 60), ink=ink, ground=ink), (20, 20))
    return as_bytes(image)


def _turned_by_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return as_bytes(Image.new("RGB", (300, 200), "white"), "JPEG", exif=exif)


def _moving(format: str) -> bytes:
    frames = [Image.new("RGB", (200, 100), colour) for colour in ("white", "black", "red")]
    return as_bytes(frames[0], format, save_all=True, append_images=frames[1:], duration=100)


@pytest.mark.usefixtures("no_recogniser")
@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        pytest.param(_turned_by_exif(), "DP 200 kali 300 terang 255", (), id="EXIF"),
        pytest.param(_sixteen_bits(), "DP 200 kali 60 terang 255", (), id="16 bits"),
        pytest.param(_clear("white"), "DP 200 kali 100 terang 0", (), id="white on nothing"),
        pytest.param(_clear("black"), "DP 200 kali 100 terang 255", (), id="black on nothing"),
        pytest.param(as_bytes(Image.new("CMYK", (200, 100)), "JPEG"), "DP 200 kali 100 terang 255", (), id="CMYK"),
        pytest.param(as_bytes(Image.new("P", (200, 100), 0), "GIF"), "DP 200 kali 100 terang 0", (), id="palette"),
        pytest.param(as_bytes(Image.new("1", (200, 100), 1)), "DP 200 kali 100 terang 255", (), id="1 bit"),
        pytest.param(as_bytes(Image.new("LA", (200, 100), (9, 255))), "DP 200 kali 100 terang 9", (), id="grey, alpha"),
        pytest.param(_moving("GIF"), "DP 200 kali 100 terang 255", ("first_frame",), id="GIF that moves"),
        pytest.param(_moving("WEBP"), "DP 200 kali 100 terang 255", ("first_frame",), id="WebP that moves"),
        pytest.param(_moving("PNG"), "DP 200 kali 100 terang 255", ("first_frame",), id="PNG that moves"),
        pytest.param(
            as_bytes(Image.new("L", (6_000, 4_000), 7)), "DP 3200 kali 2133 terang 7", ("scaled_down",), id="huge"
        ),
        pytest.param(as_bytes(Image.new("L", (700, 9_000), 7)), "DP 700 kali 9000 terang 7", (), id="long screenshot"),
    ],
)
def test_all_that_people_send_is_seen_as_they_see_it(data: bytes, text: str, notes: tuple[str, ...]) -> None:
    picture = read_picture(data)
    assert (picture.text, picture.notes) == (text, notes)
    assert picture.image.mode == "RGB"


def test_a_large_jpeg_is_unpacked_no_finer_than_it_is_read() -> None:
    image, notes = open_image(as_bytes(Image.new("L", (7_000, 7_000), 9), "JPEG"), LIMITS)
    assert (max(image.size) <= 3_500, notes) == (True, ["scaled_down"])


def test_a_long_screenshot_is_found_strip_by_strip_and_each_line_once() -> None:
    image = Image.new("RGB", (360, 2_400), "white")
    for row in range(24):
        image.paste(draw(f"Baris {row + 100}", size=(360, 60)), (0, 100 * row))
    lines = read_picture(as_bytes(image)).text.split()
    assert [word for word in lines if word.isdigit()] == [f"{row + 100}" for row in range(24)]


# --- what cannot be used ------------------------------------------------------------------------------------------------


def _bomb(width: int, height: int) -> bytes:
    """A PNG that claims so many pixels in a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rows + chunk(b"IEND", b"")


WHOLE = as_bytes(draw("Gaji 12 juta", size=(300, 80)), "JPEG")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "picture_kind", id="nothing"),
        pytest.param(b"Butuh 3 orang ke Taiwan, DP 2 juta", "picture_kind", id="text"),
        pytest.param(b"PK\x03\x04" + bytes(99), "picture_kind", id="an archive"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_kind", id="SVG"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture_kind", id="PostScript"),
        pytest.param(WHOLE[: len(WHOLE) // 2], "broken", id="half a JPEG"),
        pytest.param(WHOLE[:20], "picture_kind", id="the head of a JPEG"),
        pytest.param((POSTERS / "sheet.heic").read_bytes()[:3_000], "broken", id="half a HEIC"),
        pytest.param(_bomb(60_000, 60_000), "too_large", id="bomb"),
        pytest.param(_bomb(9_000, 9_000), "too_large", id="bomb below Pillow's limit"),
        pytest.param(_bomb(2_000, 2_000), "broken", id="fewer rows than claimed"),
        pytest.param(as_bytes(Image.new("RGB", (12, 900))), "tiny", id="a stripe"),
        pytest.param(as_bytes(Image.new("RGB", (40, 40))), "tiny", id="an emoji"),
        pytest.param(b"%PDF-1.7\n" + b"x" * 500, "broken", id="no PDF inside"),
        pytest.param(write_pdf(), "broken", id="a PDF without pages"),
        pytest.param(
            write_pdf(("Gaji",)).replace(b"595 842", b"9999999 9999"), "too_large", id="a PDF as large as a field"
        ),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as told:
        read_picture(data)
    assert told.value.code == code
    assert ": " in str(told.value)
    assert " / " in str(told.value)


def test_more_bytes_than_allowed_are_refused_unread() -> None:
    with pytest.raises(InputError, match=r"OFFERSCAN_MAX_PICTURE_BYTES"):
        read_picture(WHOLE, PictureLimits(max_picture_bytes=len(WHOLE) - 1))


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 40), st.sampled_from(sorted(path.name for path in POSTERS.iterdir())))
def test_damaged_files_never_end_in_another_error(seed: int, damages: int, name: str) -> None:
    random = np.random.default_rng(seed)
    data = bytearray((POSTERS / name).read_bytes())
    for place in random.integers(0, len(data), damages):
        data[place] = random.integers(256)
    with contextlib.suppress(InputError):
        image, _ = open_image(bytes(data), LIMITS)
        assert image.mode == "RGB"


def test_a_fault_of_a_library_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: Any) -> Any:
        raise RuntimeError("KATASANDIRAHASIA")

    monkeypatch.setattr(recognising, "recognise", fail)
    with pytest.raises(InputError) as told:
        read_picture(WHOLE)
    assert told.value.code == "picture_failed"
    assert "KATASANDIRAHASIA" not in str(told.value)


def test_a_missing_extra_is_told_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r'pip install "offerscan\[ocr\]"'):
        read_picture(WHOLE)


# --- evidence on the picture --------------------------------------------------------------------------------------------


def _finding(start: int, end: int, kind: Kind = Kind.RISK) -> Finding:
    return Finding("upfront_fee", kind, None, 0.9, Origin.MODEL, start, end, "x")


def _picture(*lines: str) -> Picture:
    placed, start = [], 0
    for row, line in enumerate(lines):
        polygon = piece(line, 20, 40 + 60 * row, 360).polygon
        placed.append(Line(line, 0.9, polygon, start, start + len(line)))
        start += len(line) + 1
    return Picture("\n".join(lines), tuple(placed), Image.new("RGB", (400, 200), "white"))


def test_evidence_is_found_on_each_line_that_it_touches() -> None:
    picture = _picture("aaaabbbb", "ccccdddd")
    (first, second) = picture.find(4, 13)
    assert ((first[0][0], first[1][0]), (second[0][0], second[1][0])) == ((200, 380), (20, 200))
    assert [place[0][1] for place in (first, second)] == [40, 100]
    assert list(picture.find(8, 9)) == []


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_evidence_is_drawn_where_it_stands_and_nowhere_else(format: Any) -> None:
    picture = _picture("aaaabbbb", "ccccdddd")
    seen = np.asarray(
        Image.open(BytesIO(mark_picture(picture, [_finding(0, 4)], format=format))).convert("RGB")
    ).astype(int)
    redness = seen[:, :, 0] - seen[:, :, 1]
    assert redness[50, 100] > 20
    assert abs(redness[50, 300]) < 6
    assert abs(redness[110, 100]) < 6


def test_good_signs_are_green_and_whole_text_findings_have_no_number() -> None:
    whole = Finding("vague_job", Kind.RISK, None, 0.5, Origin.MODEL)
    data = mark_picture(_picture("aaaabbbb"), [_finding(0, 8, Kind.PROTECTIVE), whole], format="PNG")
    seen = np.asarray(Image.open(BytesIO(data)).convert("RGB")).astype(int)
    assert (seen[:, :, 1] - seen[:, :, 0]).max() > 60
    assert (seen[:, :, 0] - seen[:, :, 1]).max() < 10


def test_a_marked_picture_is_small_enough_and_says_nothing_of_camera_and_place() -> None:
    exif = Image.Exif()
    exif[0x010F] = "TELEPON RAHASIA"
    image, _ = open_image(as_bytes(Image.new("RGB", (900, 600)), "JPEG", exif=exif), LIMITS)
    data = mark_picture(Picture("", (), image), [], longest=300)
    assert b"RAHASIA" not in data
    assert Image.open(BytesIO(data)).size == (300, 200)


# --- the command --------------------------------------------------------------------------------------------------------


def _assess(text: str) -> Assessment:
    answer = open_fixed().assess(Offer(text))
    assert isinstance(answer, Assessment)
    return answer


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "100")

    def ran(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        with pytest.raises(SystemExit) as exit:
            main([str(argument) for argument in arguments], open_fixed)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return int(exit.value.code or 0), out, err

    return ran


def test_check_shows_the_text_of_a_poster_with_its_evidence(run: Run, tmp_path: Path) -> None:
    marked = tmp_path / "marked.png"
    code, out, _ = run("check", "--image", POSTERS / "yellow.jpg", "--marked", marked, "--lang", "id")
    assert code == 0
    assert "«DP»[" in out
    assert phrase("limit_text_from_OCR", "id") in out
    assert Image.open(marked).size == Image.open(POSTERS / "yellow.jpg").size


@pytest.mark.usefixtures("no_recogniser")
def test_json_of_a_picture_brings_the_text_that_its_offsets_count_in(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "poster.png"
    path.write_bytes(as_bytes(Image.new("L", (200, 100), 9)))
    code, out, err = run("check", "--image", path, "--json")
    answer = json.loads(out)
    assert (code, err, answer["source"], answer["limits"][-1]) == (0, "", "poster.png", Limit.FROM_OCR)
    [finding] = answer["findings"]
    assert answer["text"][finding["start"] : finding["end"]] == finding["quote"] == "DP"


@pytest.mark.usefixtures("no_recogniser")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--image", "none.png"), 1, "none.png"),
        (("--image", "{text}"), 1, phrase("error_picture_kind", "en")),
        (("DP 2 juta", "--image", "{text}"), 2, "--image"),
        (("DP 2 juta", "--marked", "x.png"), 2, "--marked"),
        (("--image", "{text}", "--marked", "x.pdf"), 2, ".jpg"),
        (("--image", "{picture}", "--marked", "{folder}/none/x.png"), 1, "x.png"),
        (("--image", "{picture}", "--marked", "{folder}/x.png"), 0, "x.png"),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    arguments: tuple[str, ...], code: int, said: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("DP 2 juta")
    (tmp_path / "poster.gif").write_bytes(_moving("GIF"))
    places = {"text": tmp_path / "note.txt", "picture": tmp_path / "poster.gif", "folder": tmp_path}
    exit, _, err = run("check", *(argument.format(**places) for argument in arguments))
    assert exit == code
    assert said in " ".join(err.replace("│", " ").split())


def test_check_of_a_text_does_not_open_what_reads_pictures() -> None:
    program = (
        "import sys\n"
        "from offerscan.cli import check\n"
        "print(sorted({'PIL', 'cv2', 'rapidocr', 'pypdfium2', 'pillow_heif'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=_environment())
    assert done.stdout == "[]\n", done.stderr


def test_limits_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFERSCAN_MAX_PICTURE_PIXELS", "1000")
    with pytest.raises(InputError, match=r"OFFERSCAN_MAX_PICTURE_PIXELS"):
        read_picture(WHOLE, Settings())
