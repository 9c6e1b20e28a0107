"""What is broken, hostile or wrongly named is answered by one sentence or one row, in bounded memory."""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import json
import os
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import zstandard
from pypdf import PageObject, PdfWriter

from offerscan.errors import InputError
from offerscan.formats import STDIN, find_files, read_offers
from offerscan.formats.characters import shown
from offerscan.records import Offer, Refusal
from offerscan.settings import Limits, read_settings

SAMPLES = Path(__file__).parent / "samples" / "inputs"
LOKER = "Dibutuhkan ART ke Taiwan gaji NT$20.000 WA 0812-0000-1234"
CSV = f"text\n{LOKER}\n"
Told = list[tuple[str, str]]


def told(path: Path, **options: Any) -> Told:
    """Source, and text or `!code`, of each row."""
    return [
        (str(row.source), row.text if isinstance(row, Offer) else f"!{row.error.code}")
        for row in read_offers(path, **options)
    ]


def read(folder: Path, name: str, content: bytes | str, **options: Any) -> Told:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return told(path, **options)


def zipped(files: dict[str, bytes | str], **options: Any) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def workbook() -> bytes:
    saved = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["text"])
    book.active.append([LOKER])
    book.save(saved)
    return saved.getvalue()


def problem(folder: Path, name: str, content: bytes | str, **options: Any) -> str:
    with pytest.raises(InputError) as raised:
        read(folder, name, content, **options)
    assert "\n" not in str(raised.value)
    return str(raised.value).partition(" / ")[2]


# --- wrong names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "format", "source"),
    [
        ("a.xlsx", CSV, "csv", "a.xlsx:2"),
        ("a.pdf", json.dumps({"text": LOKER}), "jsonl", "a.pdf:1"),
        ("a.txt", zipped({"b.csv": CSV}), "zip", "a.txt/b.csv:2"),
        ("a.csv", workbook(), "xlsx", "a.csv:2"),
        ("a.json", gzip.compress(json.dumps([LOKER]).encode()), "gz", "a.json:1"),
        ("a.json", CSV, "csv", "a.json:2"),
        ("a.csv", f'{{"text": "{LOKER}"}}\n', "jsonl", "a.csv:1"),
        ("a.txt", f'[{{"text": "{LOKER}"}}]', "json", "a.txt:1"),
        ("a.jsonl", f'[{{"text": "{LOKER}"}}]', "json", "a.jsonl:1"),
        ("a.txt", f"<!doctype html><p>{LOKER}", "html", "a.txt:1"),
        ("a.xls", f"<html><table><tr><th>Pesan<tr><td>{LOKER}</table>", "html", "a.xls:2"),
        (
            "a.txt",
            f"From: a@b.example\nDate: Thu, 12 Mar 2026 21:15:03 +0700\nMIME-Version: 1.0\n\n{LOKER}",
            "eml",
            "a.txt:1",
        ),
    ],
)
def test_content_goes_before_the_suffix_and_is_told(
    tmp_path: Path, name: str, content: Any, format: str, source: str
) -> None:
    notes: list[str] = []
    assert read(tmp_path, name, content, note=notes.append) == [(source, LOKER)]
    assert [note.partition(" / ")[2] for note in notes] == [
        f"{name}: by its content {format}, unlike its suffix; read so, choose another with --format."
    ]


CHAT = "12/03/2025 21.15 - Budi: Loker\n12/03/2025 21.35 - Ani: minat\n"
SAID = ["Loker", "minat"]


@pytest.mark.parametrize("name", ["WhatsApp Chat with Loker", "chat.log", "Loker Rp.5jt", "chat.log.gz"])
def test_an_export_is_known_whatever_its_suffix(tmp_path: Path, name: str) -> None:
    content = gzip.compress(CHAT.encode()) if name.endswith(".gz") else CHAT
    assert [text for _, text in read(tmp_path, name, content)] == SAID
    with pytest.raises(InputError, match="suffix of catatan is not known"):
        read(tmp_path, "catatan", LOKER)


ODD = {
    "WhatsApp Chat with Loker": CHAT,
    "chat.log": CHAT,
    "cadangan": zipped({"a.csv": CSV}),
    "tabel.bak": CSV,
    "catatan": LOKER,
    "poster.jpg": "",
    "a.js": "var x = 1",
    "brosur.docx": zipped({"word/document.xml": "<x/>"}),
}
ODD_READ = [
    ("WhatsApp Chat with Loker:1", "Loker"), ("WhatsApp Chat with Loker:2", "minat"), ("cadangan/a.csv:2", LOKER),
    ("chat.log:1", "Loker"), ("chat.log:2", "minat"),
]  # fmt: skip


def test_odd_suffixes_in_folders_and_archives(tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    folder.mkdir()
    for name, content in ODD.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    notes: list[str] = []
    assert told(folder, note=notes.append) == ODD_READ
    assert read(tmp_path, "a.zip", zipped(ODD), note=notes.append) == [(f"a.zip/{name}", text) for name, text in ODD_READ]
    assert [note.partition(" / ")[2] for note in notes if "not read" in note] == [
        "Folder dump: 5 files with other suffixes are not read (a.js, catatan, tabel.bak, …).",
        "a.zip: 5 other files in it (pictures, sound and so on) are not read (a.js, catatan, tabel.bak, …).",
    ]


def test_asked_for_format_goes_before_the_content(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", '{"text": "x"}', format="txt") == [("a.txt:1", '{"text": "x"}')]
    assert read(tmp_path, "a.gz", gzip.compress(b"satu\ndua\n"), format="lines") == [
        ("a.gz:1", "satu"),
        ("a.gz:2", "dua"),
    ]
    assert read(tmp_path, "a.zip", zipped({"a.txt": "satu\ndua\n", "b.csv": CSV}), format="lines") == [
        ("a.zip/a.txt:1", "satu"), ("a.zip/a.txt:2", "dua"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF", "a.txt is a picture: screen it with offerscan check --image."),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00", "a.csv is a picture"),
        ("a.txt", b"OggS\x00\x02\x00\x00", "is a recording of sound or video"),
        ("a.zip", b"Rar!\x1a\x07\x01\x00", "is an archive of a kind that is not read here"),
        ("a.gz", gzip.compress(b"x" * 257 + b"ustar"), "is an archive of a kind that is not read here"),
        ("a.txt", zipped({"word/document.xml": "<x/>"}), "is a word processor's document"),
        ("a.ods", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "is a word processor's document"),
        ("a.csv", bytes(range(1, 32)) * 9, "is no text and its content is not recognised"),
        ("a.xlsx", b"", "is broken or cut off"),
        ("a.zip", b"PK\x03\x04" + b"x" * 99, "is broken or cut off"),
        ("a.zip", zipped({"foto.jpg": "x"}), "a.zip holds no file that can be read"),
        ("a.pdf", b"%PDF-1.7\nkosong", "is broken or cut off"),
        ("a.parquet", b"PAR1\x15" + b"x" * 99, "is broken or cut off"),
        ("a.xlsx", zipped({"a": "x"})[:-30], "is broken or cut off"),
        ("a.docx", "x", "suffix of a.docx is not known"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, content: bytes | str, sentence: str) -> None:
    assert sentence in problem(tmp_path, name, content)


def test_a_disk_that_fails_while_pages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(PageObject, "extract_text", fail)
    with pytest.raises(InputError, match=r"flyers\.pdf") as raised:
        told(SAMPLES / "flyers.pdf")
    assert raised.value.code == "unreadable"


# --- locked and broken ------------------------------------------------------------------------------------------------


def test_locked_files(tmp_path: Path) -> None:
    archive = bytearray(zipped({"a.csv": CSV, "b.csv": CSV}))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        archive[archive.index(mark) + place] |= 1
    assert read(tmp_path, "a.zip", bytes(archive)) == [("a.zip/a.csv", "!locked"), ("a.zip/b.csv:2", LOKER)]
    writer = PdfWriter(clone_from=SAMPLES / "contract.pdf")
    writer.encrypt("rahasia", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(InputError, match=r"b\.pdf is locked with a password"):
        told(tmp_path / "b.pdf")
    writer = PdfWriter(clone_from=SAMPLES / "contract.pdf")
    writer.encrypt("", "pemilik", algorithm="RC4-128")
    writer.write(tmp_path / "c.pdf")
    assert len(told(tmp_path / "c.pdf")) == 1  # may be opened by anybody, printed by few


@pytest.mark.parametrize(
    ("suffix", "pack"), [("gz", gzip.compress), ("zst", zstandard.compress), ("bz2", bz2.compress)]
)
def test_what_stands_before_the_break_is_read(tmp_path: Path, suffix: str, pack: Any) -> None:
    many = "text\n" + "".join(f"{LOKER} {os.urandom(30).hex()}\n" for _ in range(20_000))
    packed = pack(many.encode())
    rows = read(tmp_path, f"a.csv.{suffix}", packed[: len(packed) // 2])
    assert len(rows) > 500
    assert rows[-1] == (f"a.csv.{suffix}", "!broken")
    assert {text[0] for _, text in rows[:-1]} == {"D"}


def test_a_broken_member_costs_itself_alone(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.csv": "text\n" + "satu\n" * 9, "b.csv": CSV}))
    packed[38] ^= 0xFF
    rows = read(tmp_path, "a.zip", bytes(packed))
    assert rows[-2:] == [("a.zip/a.csv", "!broken"), ("a.zip/b.csv:2", LOKER)]


# --- too much ---------------------------------------------------------------------------------------------------------

SMALL = Limits(
    max_inflated_bytes=100_000, max_members=5, max_nesting=2, max_document_bytes=20_000, max_sheet_cells=1_000
)


@pytest.mark.parametrize("suffix", [".gz", ".zst", ".bz2", ".zip"])
def test_what_unfolds_without_end_is_stopped(tmp_path: Path, suffix: str) -> None:
    rows = ("text\n" + "satu\n" * 200_000).encode()
    pack: dict[str, Any] = {".gz": gzip.compress, ".zst": zstandard.compress, ".bz2": bz2.compress,
                            ".zip": lambda rows: zipped({"a.csv": rows, "b.csv": rows})}  # fmt: skip
    got = read(tmp_path, f"a.csv{suffix}", pack[suffix](rows), limits=SMALL)
    assert 1_000 < len(got) < 30_000
    assert [text for _, text in got[-2:]] == ["satu", "!too_big"]


def test_a_small_file_may_not_grow_by_more_than_the_ratio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offerscan.formats.allowance._ALWAYS_ALLOWED", 1_000)
    bomb = gzip.compress(("text\n" + "satu\n" * 100_000).encode())
    rows = read(tmp_path, "a.csv.gz", bomb)
    assert len(rows) * 5 <= len(bomb) * Limits().max_inflated_ratio
    assert rows[-1][1] == "!too_big"
    assert len(read(tmp_path, "a.csv.gz", bomb, limits=Limits(max_inflated_ratio=2_000))) == 100_000


def test_archives_in_archives(tmp_path: Path) -> None:
    inner: bytes = CSV.encode()
    names = [f"{depth}.zip" for depth in range(4)]
    for name in ("a.csv", *names):
        inner = zipped({name: inner})
    assert read(tmp_path, "a.zip", inner)[0][1] == "!too_big"
    assert read(tmp_path, "b.zip", inner, limits=Limits(max_nesting=5)) == [
        ("b.zip/3.zip/2.zip/1.zip/0.zip/a.csv:2", LOKER)
    ]


def test_too_many_members(tmp_path: Path) -> None:
    many = zipped({f"{number}.txt": "x" for number in range(6)})
    assert "a.zip holds more than 5 files or pages" in problem(tmp_path, "a.zip", many, limits=SMALL)
    listed = zipped({"x" * 60_000: "", "a.txt": "x"})
    assert "holds more than 100 files" in problem(tmp_path, "b.zip", listed, limits=SMALL)
    # All archives of one input draw on one allowance.
    nested = zipped({f"{number}.zip": zipped({f"{n}.txt": "x" for n in range(4)}) for number in range(2)})
    rows = read(tmp_path, "c.zip", nested, limits=SMALL)
    assert [source for source, _ in rows] == ["c.zip/0.zip"]
    assert rows[0][1] == "!too_big"


def test_pictures_in_an_archive_do_not_count(tmp_path: Path) -> None:
    pictures: dict[str, bytes | str] = {f"photos/photo_{number}.jpg": "" for number in range(99)}
    assert read(tmp_path, "a.zip", zipped(pictures | {"a.csv": CSV}), limits=SMALL) == [("a.zip/a.csv:2", LOKER)]
    more = zipped(pictures | {"a.csv": CSV, "b.jpg": ""})
    assert "b.zip holds more than 100 files" in problem(tmp_path, "b.zip", more, limits=SMALL)
    # Nor may many archives in one list more together.
    few = dict(list(pictures.items())[:60])
    nested = zipped({f"{number}.zip": zipped(few) for number in range(2)})
    assert [text for _, text in read(tmp_path, "c.zip", nested, limits=SMALL)] == ["!empty", "!too_big"]


SHORT = Limits(max_row_characters=200, max_value_bytes=1_000)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "{}\n---\nDua"),
        ("a.lines", "{}\nDua"),
        ("a.csv", "text\n{}\nDua"),
        ("a.jsonl", '{{"text": "{}"}}\n"Dua"'),
        ("a.json", '["{}", "Dua"]'),
        ("a.html", "<table><tr><th>text<tr><td>{}<tr><td>Dua</table>"),
        ("result.json", '{{"name": "x", "type": "private_group", "messages": [{{"text": "{}"}}, {{"text": "Dua"}}]}}'),
        ("chat.txt", "12/03/2025 21.15 - Budi: {}\n12/03/2025 21.35 - Ani: Dua\n"),
    ],
)
def test_how_long_a_row_may_be_is_a_setting(tmp_path: Path, name: str, content: str) -> None:
    long = content.format("x" * 201)
    assert [text for _, text in read(tmp_path, name, long, limits=SHORT)] == ["!too_long", "Dua"]
    (refusal, _) = read_offers(tmp_path / name, limits=SHORT)
    assert isinstance(refusal, Refusal)
    assert "Longer than 200 characters" in refusal.error.message
    assert [text for _, text in read(tmp_path, name, long)] == ["x" * 201, "Dua"]
    assert read(tmp_path, "b.json", json.dumps(["Satu", "x" * 9_000_000, "Dua"]), limits=SHORT)[-1][1] == "!too_long"


@pytest.mark.parametrize("letter", ["x", "台"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("name", "head"), [("a.txt", ""), ("a.lines", ""), ("a.csv", "text\n"), ("a.jsonl", "")])
def test_a_row_is_as_long_as_its_characters(
    tmp_path: Path, name: str, head: str, encoding: str, end: str, letter: str
) -> None:
    for count, is_read in ((100, True), (101, False)):
        row = letter * count if name != "a.jsonl" else json.dumps(letter * (count - 2), ensure_ascii=False)
        content = (head.replace("\n", end or "\n") + row + end).encode(encoding)
        expected = row.strip('"') if is_read else "!too_long"
        rows = read(tmp_path, name, content, limits=Limits(max_row_characters=100))
        assert [text for _, text in rows] == [expected], (count, end)


@pytest.mark.parametrize("charset", ["windows-1252", "unheard-of", "idna", "punycode", "undefined", "hex"])
def test_a_page_in_an_encoding_that_nobody_knows_is_read(tmp_path: Path, charset: str) -> None:
    page = f"<meta charset={charset}><table><tr><th>text<tr><td>Loker caf\u00e9</table>".encode("cp1252")
    assert read(tmp_path, "a.html", page) == [("a.html:2", "Loker caf\u00e9")]


@pytest.mark.parametrize("name", ["a.html", "a.eml", "a.pdf", "a.xlsx"])
def test_documents_that_are_too_big_to_be_read_as_a_whole(tmp_path: Path, name: str) -> None:
    head = {"a.pdf": b"%PDF-1.7\n", "a.xlsx": (SAMPLES / "offers.xlsx").read_bytes()}.get(name, b"<p>")
    assert "is bigger than" in problem(tmp_path, name, head + os.urandom(30_000).hex().encode(), limits=SMALL)


def test_a_letter_that_is_too_big_is_refused_alone(tmp_path: Path) -> None:
    letter = "From a@b.example Thu Mar 12 21:15:03 2026\nSubject: x\n\n"
    rows = read(tmp_path, "a.mbox", f"{letter}satu\n\n{letter}{'dua ' * 9_000}\n\n{letter}tiga\n", limits=SMALL)
    assert [text for _, text in rows] == ["x\n\nsatu", "!too_long", "x\n\ntiga"]


def test_sheets_that_reach_far(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "text", "jauh"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="spans more than 20 million cells"):
        told(tmp_path / "a.xlsx")
    ods = (SAMPLES / "offers.ods").read_bytes()
    with zipfile.ZipFile(io.BytesIO(ods)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    cell = b'<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p>'
    far = files["content.xml"].replace(
        b'<table:table-cell table:number-columns-repeated="16384"/>', cell + b"</table:table-cell>"
    )
    assert "spans more than 20 million cells" in problem(tmp_path, "a.ods", zipped(files | {"content.xml": far}))


def test_ten_thousand_columns(tmp_path: Path) -> None:
    names = [f"k{number}" for number in range(10_000)] + ["text"]
    row = ["x"] * 10_000 + [LOKER]
    assert read(tmp_path, "a.csv", ",".join(names) + "\n" + ",".join(f'"{cell}"' for cell in row)) == [
        ("a.csv:2", LOKER)
    ]
    assert read(tmp_path, "a.json", json.dumps([dict(zip(names, row, strict=True))])) == [("a.json:1", LOKER)]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(names)
    sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert told(tmp_path / "a.xlsx") == [("a.xlsx:2", LOKER)]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json", "a.txt", "a.lines", "result.json"])
def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path, name: str) -> None:
    limits = Limits(max_row_characters=100_000, max_value_bytes=1_000_000)
    chat = '{"name": "x", "type": "private_group", "messages": [{"type": "message", "text": "'
    head = {"a.csv": 'text\n"', "a.jsonl": '{"text": "', "a.json": '["satu", "', "result.json": chat}.get(name, "")
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(head.encode())
        for _ in range(20):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    try:
        rows = told(path, limits=limits)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert rows[-1][1] == "!too_long"
    assert peak < 8_000_000


# --- names and links --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("loker\u202efdp.txt", "loker\ufffdfdp.txt"),
        ("a\x1b[31m\n.txt", "a\ufffd[31m\ufffd.txt"),
        ("gaji\udcff.txt", "gaji\ufffd.txt"),
        ("a\u2028b.csv", "a\ufffdb.csv"),
        ("Loker 🇹🇼 é.txt", "Loker 🇹🇼 é.txt"),
        ("x" * 300 + ".txt", "…" + "x" * 195 + ".txt"),
    ],
)
def test_names_are_shown_harmlessly(name: str, seen: str) -> None:
    assert shown(name) == seen


def test_odd_names_in_folders_and_archives(tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/loker\xff\xe2\x80\xae.txt")).write_text(LOKER)
    assert told(folder) == [("loker\ufffd\ufffd.txt:1", LOKER)]
    names = [
        "../../etc/jahat.csv",
        "/akar.csv",
        "C:\\temp\\x.csv",
        "a\u202e.csv",
        ".tersembunyi.csv",
        "__MACOSX/._a.csv",
    ]
    before = set(tmp_path.rglob("*"))
    rows = read(tmp_path, "a.zip", zipped(dict.fromkeys(names, CSV)))
    assert [source for source, _ in rows] == [
        "a.zip/C:/temp/x.csv:2", "a.zip/akar.csv:2", "a.zip/a\ufffd.csv:2", "a.zip/etc/jahat.csv:2",
    ]  # fmt: skip
    assert set(tmp_path.rglob("*")) - before == {tmp_path / "a.zip"}
    json.dumps(rows).encode()


def test_links_in_folders(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "dump", tmp_path / "disk"
    (folder / "sub").mkdir(parents=True)
    elsewhere.mkdir()
    (folder / "sub" / "a.txt").write_text("satu")
    (elsewhere / "b.txt").write_text("dua")
    (folder / "sub" / "ke_atas").symlink_to(folder)
    (folder / "cermin").symlink_to(folder / "sub")
    (folder / "disk").symlink_to(elsewhere)
    (folder / "bulat.txt").symlink_to(folder / "bulat.txt")
    (folder / "hilang.txt").symlink_to(folder / "tidak ada")
    os.mkfifo(folder / "pipa.txt")
    assert told(folder) == [
        ("bulat.txt", "!unreadable"), ("disk/b.txt:1", "dua"), ("hilang.txt", "!unreadable"), ("sub/a.txt:1", "satu"),
    ]  # fmt: skip
    with pytest.raises(InputError, match="no file or folder named"):
        told(folder / "bulat.txt")


def test_compressed_files_in_a_folder(tmp_path: Path) -> None:
    for name in ("a.csv.gz", "b.gz", "foto.jpg.gz", "cadangan.tar.gz"):
        (tmp_path / name).write_bytes(gzip.compress(CSV.encode()))
    assert [file.name for file in find_files(tmp_path)] == ["a.csv.gz", "b.gz"]
    assert [file.name for file in find_files(tmp_path, format="csv")] == ["a.csv.gz", "b.gz"]
    with pytest.raises(InputError, match="holds no file that can be read"):
        find_files(tmp_path / "x", format="json") if (tmp_path / "x").mkdir() else find_files(tmp_path / "x")


def test_limits_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFERSCAN_MAX_MEMBERS", "7")
    monkeypatch.setenv("OFFERSCAN_MAX_ROW_CHARACTERS", "5000")
    limits: Limits = read_settings()
    assert (limits.max_members, limits.max_nesting) == (7, Limits().max_nesting)
    assert (limits.max_row_characters, limits.max_value_bytes) == (5_000, 40_000_000)
    monkeypatch.setenv("OFFERSCAN_MAX_ROW_CHARACTERS", "10000001")
    with pytest.raises(InputError, match=r"^OFFERSCAN_MAX_ROW_CHARACTERS: .* less than or equal to 10000000"):
        read_settings()


def test_standard_input_too_big_to_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = zipped({"a.bin": os.urandom(300_000), "a.csv": CSV})
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(archive)))
    with pytest.raises(InputError, match="unfolds beyond the limit"):
        list(read_offers(STDIN, limits=SMALL))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(archive)))
    rows = list(read_offers(STDIN))
    assert [row.source for row in rows if not isinstance(row, Refusal)] == ["stdin/a.csv:2"]


# --- exports in other languages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "posted_at"),
    [
        ("2026/3/12 下午9:15 - Budi: Loker\n2026/3/12 下午9:16 - Ani: <省略多媒體檔案內容>\n", "2026-03-12T21:15"),
        ("12/03/2026، 9:15 م - Budi: Loker\n12/03/2026، 9:16 م - Ani: <تم استبعاد الوسائط>\n", "2026-03-12T21:15"),
        ("12.03.26, 21:15 - Budi: Loker\n12.03.26, 21:16 - Ani: <Medien ausgeschlossen>\n", "2026-03-12T21:15"),
        ("[21.15, 12/3/2026] Budi: Loker\n[21.35, 12/3/2026] Ani: <Media omitted>\n", "2026-03-12T21:15"),
        ("[12/3 21.15] Budi: Loker\n[12/3 21.35] Ani: <Media omitted>\n", None),
    ],
)
def test_whatsapp_in_other_languages_and_copied(tmp_path: Path, content: str, posted_at: str | None) -> None:
    (tmp_path / "a.txt").write_text(content, encoding="utf-8")
    (offer,) = read_offers(tmp_path / "a.txt")
    assert isinstance(offer, Offer)
    assert (offer.text, offer.meta and (offer.meta.author, offer.meta.posted_at)) == ("Loker", ("Budi", posted_at))
