"""Reading: every row is answered, in order, whatever it holds. Writing: the published shape, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.cli.sheet import _LISTED
from offerscan.errors import InputError
from offerscan.formats import MAX_ROW, READERS, STDIN, TEXT_NAMES, WRITERS, as_json, read_offers, write_assessments
from offerscan.formats.fields import make_offer
from offerscan.formats.output import writer_for
from offerscan.phrases import both
from offerscan.records import (
    Assessment,
    Category,
    Details,
    Fault,
    Finding,
    Kind,
    Limit,
    Meta,
    Offer,
    Origin,
    Pay,
    Refusal,
    Risk,
    Severity,
    Versions,
    field_names,
    offer_id,
)

BIG = 'Loker "Taiwan", gaji 20jt, DP 2jt. ' * 150_000  # 5 MB


def told(rows: Iterator[Offer | Refusal]) -> list[tuple[str | None, str]]:
    """Source, and text or `!code`, of each row."""
    return [(row.source, row.text if isinstance(row, Offer) else f"!{row.error.code}") for row in rows]


def read(folder: Path, name: str, content: bytes | str, **options: Any) -> list[tuple[str | None, str]]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return told(read_offers(path, **options))


def numbered(name: str, **rows: str) -> list[tuple[str, str]]:
    return [(f"{name}:{number.removeprefix('_')}", row) for number, row in rows.items()]


READ = [
    # plain text: one offer a file, or several between separators
    ("a.txt", "Loker Taiwan\r\nDP 2jt\r\n", {"_1": "Loker Taiwan\r\nDP 2jt"}),
    ("a.txt", "\n  Loker\n", {"_1": "\n  Loker"}),  # offsets count from the head of the file
    ("a.txt", "", {"_1": ""}),
    ("a.txt", "\n\n", {"_1": ""}),
    ("a.txt", "satu\n---\ndua\n===\n\ntiga\n", {"_1": "satu", "_3": "dua", "_6": "tiga"}),
    ("a.txt", "---\nsatu\n---\n---\n", {"_2": "satu"}),
    ("a.txt", "satu\fdua\n\ftiga", {"_1": "satu", "_1b": "dua", "_2": "tiga"}),
    ("a.txt", "🔥 LOKER\n=========\nDP 2jt\n---------", {"_1": "🔥 LOKER\n=========\nDP 2jt\n---------"}),
    ("a.txt", "x", {"_1": "x"}),
    ("a.txt", "🔥🇹🇼💰", {"_1": "🔥🇹🇼💰"}),
    ("a.txt", "g\u200ba\u200bji \u202ertl\u202c", {"_1": "g\u200ba\u200bji \u202ertl\u202c"}),
    ("a.txt", "nol \x00 di tengah", {"_1": "nol \x00 di tengah"}),
    # lists: an empty entry is answered, blanks at the end are none
    ("a.lines", "satu\r\n\r\ndua\n", {"_1": "satu", "_2": "", "_3": "dua"}),
    ("a.lines", "\n \nsatu\n\n\n", {"_1": "", "_2": "", "_3": "satu"}),
    ("a.csv", "pesan\nsatu\n\n\ndua\n\n", {"_2": "satu", "_3": "", "_4": "", "_5": "dua"}),
    ("a.csv", 'pesan\n""\nsatu\n', {"_2": "", "_3": "satu"}),
    ("a.csv", "\npesan\r\n\r\nsatu\r\n", {"_3": "", "_4": "satu"}),
    ("a.html", "<table><tr><th>pesan<tr><td>satu<tr><td> <tr><td>dua</table>", {"_2": "satu", "_3": "", "_4": "dua"}),
    ("a.html", "<table><tr><th>pesan<th>x<tr><td>satu<td>1<tr><td><td><tr><td>dua<td>2</table>", {"_2": "satu", "_4": "dua"}),
    # tables
    ("a.csv", "text\nsatu\ndua\n", {"_2": "satu", "_3": "dua"}),
    ("a.csv", "id,Teks\n1,satu\n\n2,dua", {"_2": "satu", "_4": "dua"}),
    ("a.csv", 'isi\n"baris\nbaru, ""kutip"""\nlagi\n', {"_2": 'baris\nbaru, "kutip"', "_3": "lagi"}),
    ("a.csv", "nama;PESAN\na;satu, dua\n", {"_2": "satu, dua"}),
    ("a.csv", "sep=;\nnama;pesan\na;satu\n", {"_3": "satu"}),
    ("a.csv", "\n\nteks|x\nsatu|2\n", {"_4": "satu"}),
    ("a.csv", "text,x\rsatu,1\rdua,2\r", {"_2": "satu", "_3": "dua"}),
    ("a.csv", "text,x\nsatu,1,,,\n", {"_2": "satu"}),  # empty columns that spreadsheet programs leave behind
    ("a.csv", "text,x\nsatu, dua, tiga\n", {"_2": "!ragged"}),
    ("a.csv", "x,text\nsatu\n", {"_2": "!no_text"}),
    ("a.csv", "text,x\n,1\n", {"_2": ""}),
    ("a.csv", "text\nnol \x00 byte\n", {"_2": "nol \x00 byte"}),
    ("a.csv", 'text,x\n"tak tertutup,1\ndua,2\ntiga,3\n', {"_2": '"tak tertutup', "_3": "dua", "_4": "tiga"}),
    ("a.csv", 'text,x\n"a, b,1\ndua,2\n', {"_2": "!torn", "_3": "dua"}),
    ("a.csv", 'text,x\n"satu,1\ndua,2\n"tiga,3\nempat,4\n', {"_2": '"satu', "_3": "dua", "_4": '"tiga', "_5": "empat"}),
    ("a.csv", 'text,x\n"Loker" Taiwan,1\n', {"_2": '"Loker" Taiwan'}),
    ("a.tsv", "teks\tx\nsatu, dua\t1\n", {"_2": "satu, dua"}),
    # JSON
    (
        "a.jsonl",
        '{"text": "satu"}\n{"text": "dua"\n\n{"text": "tiga"}\n',
        {"_1": "satu", "_2": "!broken_json", "_4": "tiga"},
    ),
    (
        "a.jsonl",
        '{"text": 5}\n{"text": null}\n{}\n[1]\n"lepas"\n',
        {"_1": "!not_text", "_2": "!no_text", "_3": "!no_text", "_4": "!not_text", "_5": "lepas"},
    ),
    ("a.jsonl", '{"x": 1}\n{"Message": "dua"}\n', {"_1": "!no_text", "_2": "dua"}),
    (
        "a.jsonl",
        '{"text": "a\\u0000b \\ud83d\\udd25"}\n{"text": "\\ud83d"}\n',
        {"_1": "a\x00b 🔥", "_2": "!broken_json"},
    ),
    ("a.jsonl", "[" * 5000 + "\n" + '{"text": "lain"}', {"_1": "!broken_json", "_2": "lain"}),
    ("a.ndjson", '{"body": "satu"}', {"_1": "satu"}),
    ("a.json", '[{"text": "satu"}, "dua", {"text": []}]', {"_1": "satu", "_2": "dua", "_3": "!not_text"}),
    ("a.json", '[{"text": "satu"}, {"text": ', {"_1": "satu", "_2": "!broken_list"}),
    ("a.json", '[{"text": "satu"}] {"text": "dua"}', {"_1": "satu", "_2": "!broken_list"}),
    ("a.json", '{"text": "satu"}\n{"text": "dua"}', {"_1": "satu", "_2": "dua"}),
    # encodings
    ("a.csv", b"\xef\xbb\xbftext\nsatu\n", {"_2": "satu"}),
    ("a.txt", "Señor, gaji €900 – murah".encode("cp1252"), {"_1": "Señor, gaji €900 – murah"}),
    ("a.csv", b"text\nutf \xc3\xa9\ncp \xe9\n", {"_2": "utf é", "_3": "cp é"}),
    ("a.csv", "text,x\nloker é,1\n".encode("utf-16"), {"_2": "loker é"}),
    ("a.txt", "loker tanpa tanda".encode("utf-16-le"), {"_1": "loker tanpa tanda"}),
    ("a.txt", "loker tanpa tanda".encode("utf-16-be"), {"_1": "loker tanpa tanda"}),
    ("a.jsonl", '{"text": "satu"}\n'.encode("utf-32"), {"_1": "satu"}),
    ("a.json", '[{"text": "é"}]'.encode("utf-16"), {"_1": "é"}),
    ("a.json", b'\xef\xbb\xbf[{"text": "\xc3\xa9"}]', {"_1": "é"}),
    ("a.txt", b"\xff\xfe\x00", {"_1": "\ufffd"}),
]


@pytest.mark.parametrize(("name", "content", "rows"), READ)
def test_rows(tmp_path: Path, name: str, content: bytes | str, rows: dict[str, str]) -> None:
    assert read(tmp_path, name, content) == [(f"{name}:{number.strip('_b')}", row) for number, row in rows.items()]


@pytest.mark.parametrize("name", [*TEXT_NAMES, "TEKS", "Pesan", "rawContent"])
def test_text_column_is_found_by_name(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, "a.csv", f"judul,{name}\nx,satu\n") == [("a.csv:2", "satu")]


@pytest.mark.parametrize(
    ("header", "row", "id"),
    [
        (  # tweet-harvest
            "conversation_id_str,created_at,favorite_count,full_text,id_str,image_url,lang,tweet_url,user_id_str,username",
            "1785,Wed May 01 10:00:00 +0000 2024,0,Loker Taiwan,1785,,in,https://x.com/loker_id/status/1785,12,loker_id",
            "1785",
        ),
        (  # twint
            "id,conversation_id,created_at,date,time,timezone,user_id,username,name,place,tweet,language,urls,link",
            "1785,1785,2024-05-01 17:00:00 WIB,2024-05-01,17:00:00,+0700,12,loker_id,Loker,,Loker Taiwan,in,[],"
            "https://x.com/loker_id/status/1785",
            "1785",
        ),
        (  # snscrape
            "url,date,rawContent,renderedContent,username",
            "https://x.com/loker_id/status/1785,2024-05-01 10:00:00+00:00,Loker Taiwan,Loker,loker_id",
            offer_id("Loker Taiwan"),
        ),
        ("Datetime,Tweet Id,Text,Username,URL",
         "2024-05-01 10:00:00+00:00,1785,Loker Taiwan,loker_id,https://x.com/loker_id/status/1785",
         "1785"),
    ],
)  # fmt: skip
def test_tables_scraped_from_x(tmp_path: Path, header: str, row: str, id: str) -> None:
    (tmp_path / "tweets.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    meta = Meta("loker_id", "2024-05-01T10:00:00+00:00", None, "https://x.com/loker_id/status/1785")
    assert list(read_offers(tmp_path / "tweets.csv")) == [Offer("Loker Taiwan", id, "tweets.csv:2", meta)]


def test_asked_for_columns(tmp_path: Path) -> None:
    content = "text,Komentar,nomor\nsalah,benar,k-1\nx,y,\n"
    (tmp_path / "a.csv").write_text(content)
    offers = list(read_offers(tmp_path / "a.csv", text_field="komentar", id_field="nomor"))
    assert offers == [Offer("benar", "k-1", "a.csv:2"), Offer("y", offer_id("y"), "a.csv:3")]


@pytest.mark.parametrize(
    ("id", "expected"), [('"k-1"', "k-1"), ("7", "7"), ("null", None), ("true", None), ('" "', None)]
)
def test_ids(tmp_path: Path, id: str, expected: str | None) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"ID": {id}, "text": "halo"}}\n{{"ID": "k", "text": 1}}\n{{broken')
    good, *bad = read_offers(tmp_path / "a.jsonl")
    assert good.id == (expected or offer_id("halo"))
    assert [refusal.id for refusal in bad] == ["k", offer_id("{broken")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (17, "17"),
        (17.0, "17"),
        ("A-17", "A-17"),
        ("007", "007"),
        (1.5, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (None, None),
    ],
)
def test_ids_of_cells(given: object, expected: str | None) -> None:
    assert make_offer("halo", given, "a.xlsx:2") == Offer("halo", expected or offer_id("halo"), "a.xlsx:2")


def test_numbers_of_spreadsheets_are_ids_as_given(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "text"], [17, "satu"], [None, "dua"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    # A column with a gap has no whole numbers in the tables of data analysts.
    table = pyarrow.table({"id": pyarrow.array([17.0, None]), "text": ["satu", "dua"]})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    for name in ("a.xlsx", "a.parquet"):
        assert [row.id for row in read_offers(tmp_path / name)] == ["17", offer_id("dua")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["pesan"], ["satu"], [None], ["dua"], [None]], {"_2": "satu", "_3": "", "_4": "dua"}),
        ([[None, "pesan"], [None, "satu"], [None, None], [None, "dua"]], {"_2": "satu", "_3": "", "_4": "dua"}),
        ([["pesan", "x"], ["satu", 1], [None, None], ["dua", 2]], {"_2": "satu", "_4": "dua"}),
    ],
)
def test_blank_rows_of_a_sheet_are_answered_where_it_is_a_list(
    tmp_path: Path, rows: list[list[Any]], expected: dict[str, str]
) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert told(read_offers(tmp_path / "a.xlsx")) == numbered("a.xlsx", **expected)


@pytest.mark.parametrize(
    ("name", "content", "options", "sentence"),
    [
        ("a.csv", "nama,umur\nx,1\n", {}, "a.csv has no column known to hold the text: say it with --text-field NAME"),
        ("a.csv", "nama,umur\nx,1\n", {}, "nama, umur"),
        ("a.csv", "nama,umur\nx,1\n", {"text_field": "isi"}, "a.csv has no column isi; its columns: nama, umur."),
        ("a.csv", "text,umur\nx,1\n", {"id_field": "no"}, "a.csv has no column no; its columns: text, umur."),
        ("a.csv", "text\n" * 0, {}, "has no header row"),
        ("a.jsonl", '{"a": 1}\n{"b": "x"}\n', {}, "its columns: a, b."),
        ("a.json", '{\n "messages": []}', {}, "is no JSON list"),
        ("a.json", "", {}, "is no JSON list"),
        ("a.docx", "x", {}, "suffix of a.docx is not known"),
        ("a.txt", "x", {"format": "docx"}, "Format docx is not known"),
    ],
)
def test_problems_are_one_sentence(tmp_path: Path, name: str, content: str, options: Any, sentence: str) -> None:
    with pytest.raises(InputError) as told:
        read(tmp_path, name, content, **options)
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("options", [{}, {"text_field": "isi"}])
def test_a_workbook_of_nothing_has_no_header(tmp_path: Path, options: Any) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match=r"a\.xlsx has no header row: add one, such as text\."):
        list(read_offers(tmp_path / "a.xlsx", **options))


def test_first_row_that_is_no_header_is_not_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        read(tmp_path, "a.csv", "Butuh ART ke Malaysia hubungi 081234567890,Pak Budi: DP 2jt\n")
    assert "Malaysia" not in str(told.value)
    assert "0812" not in str(told.value)
    assert "(+2)" in str(told.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "2025-01-02,Sri Wahyuni Kenari,Loker Taiwan\n2025-01-03,Budi,Loker\n"),
        ("a.tsv", "Sri Wahyuni Kenari\tLoker Taiwan\n"),
        ("a.csv", "nama,umur,Sri Wahyuni Kenari 0812-0000-1234\nx,1,2\n"),  # no name of a column, beside one
    ],
)
@pytest.mark.parametrize("options", [{}, {"text_field": "isi"}, {"text_field": "Loker Taiwan", "id_field": "nomor"}])
def test_names_of_persons_in_a_first_row_are_not_told(
    tmp_path: Path, name: str, content: str, options: dict[str, str]
) -> None:
    with pytest.raises(InputError) as told:
        read(tmp_path, name, content, **options)
    assert "Kenari" not in str(told.value)


def test_missing_file() -> None:
    with pytest.raises(InputError, match=r"There is no file or folder named nihil\.csv"):
        list(read_offers(Path("nihil.csv")))


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> io.FileIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("offerscan.formats.opened.io.FileIO", refuse)
    with pytest.raises(InputError, match=r"a\.txt cannot be read \(Permission denied\)"):
        read(tmp_path, "a.txt", "x")
    assert told(read_offers(tmp_path)) == [("a.txt", "!unreadable")]  # in a folder it takes its place as a row


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    files = {
        "b.txt": "dua",
        "a.csv": "text\nsatu\n",
        "sub/c.jsonl": '{"text": "tiga"}',
        "z.csv": "x\n1\n",
        "foto.jpg": "",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    (tmp_path / ".hidden.txt").write_text("x")
    notes: list[str] = []
    rows = told(read_offers(tmp_path, note=notes.append))
    assert rows == [("a.csv:2", "satu"), ("b.txt:1", "dua"), ("sub/c.jsonl:1", "tiga"), ("z.csv", "!no_text")]
    assert len(notes) == 1
    assert "1 files with other suffixes are not read (foto.jpg)." in notes[0]
    assert told(read_offers(tmp_path, format="jsonl")) == [("sub/c.jsonl:1", "tiga")]


def test_a_folder_that_cannot_be_opened_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("disk/lost+found", "disk/loker"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "disk/loker/a.txt").write_text("satu")
    scandir = os.scandir

    def refuse(place: Path) -> Any:
        if place.name in ("lost+found", "terkunci"):
            raise PermissionError(13, "Permission denied")
        return scandir(place)

    monkeypatch.setattr("offerscan.formats.finding.os.scandir", refuse)
    notes: list[str] = []
    assert told(read_offers(tmp_path / "disk", note=notes.append)) == [("loker/a.txt:1", "satu")]
    assert [note.partition(" / ")[2] for note in notes] == [
        "Folder lost+found cannot be opened (Permission denied) and is passed over: check its permissions if what it holds "
        "is needed."
    ]
    (tmp_path / "terkunci").mkdir()
    with pytest.raises(InputError, match=r"terkunci cannot be read \(Permission denied\)"):
        list(read_offers(tmp_path / "terkunci"))


def test_folder_with_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no file that can be read"):
        list(read_offers(tmp_path))


@pytest.mark.parametrize(
    ("content", "format", "seen"),
    [
        ('{"text": "satu"}\n{"text": "dua"}\n', None, ["satu", "dua"]),
        ('[{"text": "satu"}]', None, ["satu"]),
        ("id,text\n1,satu\n", None, ["satu"]),
        ("pesan\tx\nsatu\t1\n", None, ["satu"]),
        ("Loker Taiwan\nDP 2jt\n", None, ["Loker Taiwan\nDP 2jt"]),
        ("[10:12] Saya: halo pak\n{siap}", None, ["[10:12] Saya: halo pak\n{siap}"]),
        ("{LOKER} Taiwan", None, ["{LOKER} Taiwan"]),
        ("text", None, ["text"]),
        ("satu\ndua\n", "lines", ["satu", "dua"]),
        ("", None, [""]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str, format: str | None, seen: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    notes: list[str] = []
    rows = list(read_offers(STDIN, format=format, note=notes.append))
    assert [row.text if isinstance(row, Offer) else row for row in rows] == seen
    assert all(row.source and row.source.startswith("stdin:") for row in rows)
    assert any("Input read as" in note for note in notes) is (format is None)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", BIG), ("a.jsonl", json.dumps({"text": BIG})), ("a.json", json.dumps([BIG])), ("a.csv", 'text\n"%s"\n')],
)
def test_five_megabytes_in_one_offer(tmp_path: Path, name: str, content: str) -> None:
    written = content % BIG.replace('"', '""') if "%s" in content else content
    assert [text for _, text in read(tmp_path, name, written)] == [BIG]


@pytest.mark.parametrize("name", ["a.txt", "a.lines", "a.csv", "a.jsonl"])
def test_row_without_end_is_refused_and_the_next_one_read(tmp_path: Path, name: str) -> None:
    good = {"a.jsonl": '{"text": "ya"}'}.get(name, "ya")
    head, between = {"a.csv": "text\n", "a.txt": ""}.get(name, ""), "\n---\n" if name == "a.txt" else "\n"
    rows = read(tmp_path, name, head + "x" * (MAX_ROW + 5) + between + good + "\n")
    assert [text for _, text in rows] == ["!too_long", "ya"]


def test_million_columns(tmp_path: Path) -> None:
    many = ",".join(f"k{n}" for n in range(1_000_000))
    assert read(tmp_path, "a.csv", f"text,{many}\nsatu,1\n") == [("a.csv:2", "satu")]
    assert read(tmp_path, "b.csv", f"text\nsatu\n{many}\n") == [("b.csv:2", "satu"), ("b.csv:3", "!ragged")]
    with pytest.raises(InputError) as told:
        read(tmp_path, "c.csv", many)
    assert len(str(told.value)) < 600


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("text\nx".encode("utf-16"), "a.csv: read as UTF-16."),
        (b"text\n\xe9\n\xe9\n", "a.csv: lines that are not UTF-8 are read as Windows-1252."),
        (b"text;x\n1;2\n", "a.csv: columns stand between ';'."),
        (b"text,x\n1,2\n", None),
    ],
)
def test_what_was_assumed_is_said_once(tmp_path: Path, content: bytes, note: str | None) -> None:
    notes: list[str] = []
    read(tmp_path, "a.csv", content, note=notes.append)
    assert [said.split(" / ")[1] for said in notes] == ([note] if note else [])


DOUBT = "{name}: the text is taken from column content, not from Offer; choose another with --text-field NAME."


def columns_in_doubt(path: Path) -> None:
    """A table whose columns content and Offer may both hold the text."""
    rows: dict[str, list[Any]] = {"id": [1, 2], "content": ["photo", "photo"], "Offer": ["Loker Taiwan", "Loker Penang"]}
    lines = [list(rows), *zip(*rows.values(), strict=True)]
    if path.suffix == ".parquet":
        pyarrow.parquet.write_table(pyarrow.table(rows), path)
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for sheet in (book.active, book.create_sheet()):
            for line in lines:
                sheet.append(list(line))
        book.save(path)
    elif path.suffix == ".csv":
        path.write_text("".join(",".join(map(str, line)) + "\n" for line in lines))
    elif path.suffix == ".html":
        cells = ["<tr>" + "".join(f"<td>{cell}" for cell in line) for line in lines]
        path.write_text(f"<table>{''.join(cells)}</table>")
    else:
        values = [dict(zip(rows, line, strict=True)) for line in lines[1:]]
        text = json.dumps(values) if path.suffix == ".json" else "".join(json.dumps(value) + "\n" for value in values)
        path.write_text(text)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".json", ".parquet", ".xlsx", ".html"])
def test_which_of_several_columns_is_the_text_is_told_once(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    columns_in_doubt(path)
    notes: list[str] = []
    assert {text for _, text in told(read_offers(path, note=notes.append))} == {"photo"}
    assert [note.partition(" / ")[2] for note in notes] == [DOUBT.format(name=path.name)]
    notes.clear()
    rows = told(read_offers(path, text_field="offer", note=notes.append))
    assert {text for _, text in rows} == {"Loker Taiwan", "Loker Penang"}
    assert notes == []


def test_objects_that_name_their_text_differently_are_in_no_doubt(tmp_path: Path) -> None:
    notes: list[str] = []
    content = '{"text": "satu"}\n{"message": "dua", "Taiwan": "x"}\n'
    (tmp_path / "a.jsonl").write_text(content)
    assert [text for _, text in told(read_offers(tmp_path / "a.jsonl", note=notes.append))] == ["satu", "dua"]
    assert notes == []


TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=12)


@given(TEXTS, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_table_rows_in_are_rows_out(texts: list[str], delimiter: str, end: str) -> None:
    written = io.StringIO(newline="")
    rows = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    rows.writerows([["no", "text"], *([str(number), text] for number, text in enumerate(texts))])
    assert [text for _, text in via_stdin(written.getvalue(), "csv")] == texts


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_json_rows_in_are_rows_out(texts: list[str]) -> None:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    assert [text for _, text in via_stdin(lines, "jsonl")] == texts
    assert [text for _, text in via_stdin(json.dumps(texts), "json")] == texts


@given(
    st.sampled_from(sorted(READERS)),
    st.binary(max_size=300),
    st.sampled_from(["", "text\n", "text,x\n", "[", '{"text":']),
)
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_answered(suffix: str, content: bytes, head: str) -> None:
    with suppress(InputError):
        rows = via_stdin(head.encode() + content, suffix.removeprefix("."))
        assert all(source and source.startswith("stdin:") for source, _ in rows)


@given(st.lists(st.sampled_from(['"', '""', ",", "a", "\n", "dua,2\n", "x,y,z\n"]), max_size=30))
@settings(max_examples=300, deadline=None)
def test_torn_quotes_swallow_no_sound_row(pieces: list[str]) -> None:
    rows = via_stdin("text,x\nsatu,1\n" + "".join(pieces) + "\nakhir,9\n", "csv")
    assert rows[0][1] == "satu"
    assert "akhir" in rows[-1][1] or rows[-1][1] == "!torn"


def via_stdin(content: str | bytes, format: str) -> list[tuple[str | None, str]]:
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(content.encode() if isinstance(content, str) else content))
    try:
        return told(read_offers(STDIN, format=format))
    finally:
        sys.stdin = before


# --- writing ----------------------------------------------------------------------------------------------------------

TEXT = "=Butuh ART ke Taiwan, DP 2jt dlu\nbuat booking job \x07"
ASSESSMENT = Assessment(
    id="=1+1",
    source="dump.csv:14",
    category=Category.OVERSEAS_OFFER,
    category_scores={category.value: 0.2 for category in Category},
    risk=Risk.HIGH,
    risk_scores={"low": 0.01, "review": 0.05, "high": 0.94},
    findings=(
        Finding("upfront_fee", Kind.RISK, Severity.MEDIUM, 0.91, Origin.MODEL, 22, 49, "DP 2jt dlu\nbuat booking job"),
        Finding("vague_job", Kind.RISK, Severity.LOW, 0.6, Origin.MODEL),
        Finding("official_process", Kind.PROTECTIVE, None, 0.7, Origin.PATTERN, 0, 1, "="),
    ),
    details=Details(
        ("TW",),
        ("+6281234567890", "+886912345678"),
        pay=(Pay(20000.0, "TWD", "month", 1, 2), Pay(1.5, "USD", None, 3, 4)),
    ),
    registry=None,
    language="id",
    limits=("truncated",),
    versions=Versions("1.0.0", "offerscan-id-1", "1"),
)
REFUSAL = Refusal("b", "dump.csv:15", Fault("broken_json", "Rusak. / Broken."))
ROWS: list[tuple[Assessment | Refusal, str | None]] = [(ASSESSMENT, TEXT), (REFUSAL, None)]


def read_back(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text().splitlines()]
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text(), newline="")))
    if path.suffix == ".parquet":
        rows: list[dict[str, Any]] = pyarrow.parquet.read_table(path).to_pylist()
        return rows
    header, *cells = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in cells]


def shape(answer: Assessment | Refusal, text: str | None = None) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json.dumps(as_json(answer, text)))
    return read


def test_limits_are_the_published_words_in_their_order() -> None:
    assert orjson.dumps(as_json(replace(ASSESSMENT, limits=tuple(Limit)))["limits"]) == (
        b'["truncated","too short to judge","language not covered","first tier only","close to review","text from OCR"]'
    )


def test_the_page_of_one_offer_shows_every_detail() -> None:
    assert sorted((*_LISTED, "pay")) == sorted(field_names(Details))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.jsonl", "lines"),
        ("A.JSONL", "lines"),
        ("a.stix.json", "bundle"),
        ("a.json", "whole"),
        ("a.pdf", "error_output_suffix"),
        ("folder.json", "error_output_folder"),
        ("dump.json", "error_output_is_input"),
        ("same.json", "error_output_is_input"),
    ],
)
def test_an_output_has_one_writer_or_a_reason_why_not(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "dump.json").write_text("[]", encoding="utf-8")
    (tmp_path / "same.json").symlink_to(tmp_path / "dump.json")
    writers = {".json": "whole", ".jsonl": "lines", ".stix.json": "bundle"}
    inputs = [tmp_path / "dump.json", tmp_path / "missing.json"]
    if not told.startswith("error_"):
        assert writer_for(tmp_path / name, writers, inputs) == told
        return
    with pytest.raises(InputError) as error:
        writer_for(tmp_path / name, writers, inputs)
    assert str(error.value) == both(told, name=name, formats=".json, .jsonl, .stix.json")


def test_json_is_the_published_shape() -> None:
    assert shape(ASSESSMENT) == {
        "id": "=1+1", "source": "dump.csv:14", "category": "overseas_offer",
        "category_scores": {
            "overseas_offer": 0.2, "domestic_offer": 0.2, "discussion": 0.2, "other_fraud": 0.2, "other": 0.2,
        },
        "risk": "high", "risk_scores": {"low": 0.01, "review": 0.05, "high": 0.94},
        "findings": [
            {"indicator": "upfront_fee", "kind": "risk", "severity": "medium", "score": 0.91, "origin": "model",
             "start": 22, "end": 49, "quote": "DP 2jt dlu\nbuat booking job"},
            {"indicator": "vague_job", "kind": "risk", "severity": "low", "score": 0.6, "origin": "model",
             "start": None, "end": None, "quote": None},
            {"indicator": "official_process", "kind": "protective", "severity": None, "score": 0.7, "origin": "pattern",
             "start": 0, "end": 1, "quote": "="},
        ],
        "details": {"destinations": ["TW"], "phones": ["+6281234567890", "+886912345678"], "accounts": [], "links": [],
                    "handles": [], "companies": [], "licences": [],
                    "pay": [{"amount": 20000, "currency": "TWD", "per": "month", "start": 1, "end": 2},
                            {"amount": 1.5, "currency": "USD", "per": None, "start": 3, "end": 4}]},
        "registry": None, "language": "id", "limits": ["truncated"],
        "versions": {"offerscan": "1.0.0", "model": "offerscan-id-1", "catalog": "1", "registry": None},
    }  # fmt: skip
    assert list(as_json(ASSESSMENT)) == [
        "id", "source", "category", "category_scores", "risk", "risk_scores", "findings", "details", "registry",
        "language", "limits", "versions",
    ]  # fmt: skip
    assert as_json(REFUSAL, "halo") == {
        "id": "b", "source": "dump.csv:15", "text": "halo",
        "error": {"code": "broken_json", "message": "Rusak. / Broken."},
    }  # fmt: skip


KNOWN = {"author": "Budi", "posted_at": None, "group": "Loker Taiwan", "link": None}


@pytest.mark.parametrize(
    ("meta", "shape"),
    [
        (Meta("Budi", group="Loker Taiwan"), KNOWN),
        (Meta("Budi", group="Loker Taiwan", forwarded_from="Agen Mami"), KNOWN | {"forwarded_from": "Agen Mami"}),
    ],
)
@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_whose_words_were_passed_on_is_told_where_it_is_known(
    tmp_path: Path, meta: Meta, shape: dict[str, str | None], suffix: str
) -> None:
    answer = replace(ASSESSMENT, meta=meta)
    assert as_json(answer)["meta"] == shape
    write_assessments([(answer, TEXT)], tmp_path / f"a{suffix}", with_text=True)
    (offer,) = read_offers(tmp_path / f"a{suffix}")
    assert isinstance(offer, Offer)
    assert offer.meta == meta


def test_jsonl(tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    assert write_assessments(ROWS, out) == 2
    assert read_back(out) == [shape(answer) for answer, _ in ROWS]
    write_assessments(ROWS, out, with_text=True)
    assert [row.get("text") for row in read_back(out)] == [TEXT, None]


def test_jsonl_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_assessments(ROWS, None)
    assert [json.loads(line)["id"] for line in capfdbinary.readouterr().out.splitlines()] == ["=1+1", "b"]


FLAT = {
    "source": "dump.csv:14", "category": "overseas_offer", "risk": "high", "indicators": "upfront_fee; vague_job",
    "protective": "official_process", "destinations": "TW", "pay": "20000 TWD/month; 1.5 USD", "language": "id",
    "limits": "truncated",
}  # fmt: skip


def test_csv_runs_no_formula(tmp_path: Path) -> None:
    write_assessments(ROWS, tmp_path / "a.csv", with_text=True)
    good, bad = read_back(tmp_path / "a.csv")
    assert FLAT.items() <= good.items()
    assert good["id"] == "'=1+1"
    assert good["phones"] == "'+6281234567890; '+886912345678"
    assert good["quotes"] == "DP 2jt dlu buat booking job; '="
    assert (good["risk_score_high"], good["error"], good["text"]) == ("0.94", "", f"'{TEXT}")
    assert (bad["risk"], bad["error"], bad["text"]) == ("", "broken_json: Rusak. / Broken.", "")


def test_xlsx_runs_no_formula(tmp_path: Path) -> None:
    write_assessments([(ASSESSMENT, "=" + "x" * 40_000)], tmp_path / "a.xlsx", with_text=True)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"inlineStr", "s", "n"}
    (row,) = read_back(tmp_path / "a.xlsx")
    assert FLAT.items() <= row.items()
    assert (row["id"], row["risk_score_high"], len(row["text"])) == ("=1+1", 0.94, 32_767)


def test_xlsx_says_when_the_sheet_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offerscan.formats.xlsx.SHEET_ROWS", 2)
    with pytest.raises(InputError, match="One Excel sheet holds 2 rows"):
        write_assessments(ROWS, tmp_path / "a.xlsx")


def test_parquet_has_the_nested_shape(tmp_path: Path) -> None:
    write_assessments(ROWS * 700, tmp_path / "a.parquet", with_text=True)
    rows = read_back(tmp_path / "a.parquet")
    assert len(rows) == 1400
    assert {key: value for key, value in rows[-2].items() if key not in ("error", "meta")} == shape(ASSESSMENT, TEXT)
    assert rows[-2]["error"] is rows[-2]["meta"] is None
    assert {key: value for key, value in rows[-1].items() if value is not None} == shape(REFUSAL)


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_writers_keep_rows_and_order(tmp_path: Path, suffix: str) -> None:
    rows: list[tuple[Assessment | Refusal, str | None]] = [
        (Refusal(f"r{number}", None, Fault("x", "y")), None) if number % 3 else (ASSESSMENT, TEXT)
        for number in range(2500)
    ]
    assert write_assessments(rows, tmp_path / f"a{suffix}") == 2500
    ids = [row["id"].lstrip("'") for row in read_back(tmp_path / f"a{suffix}")]
    assert ids == [answer.id for answer, _ in rows]


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_output_appears_whole_or_not_at_all(tmp_path: Path, suffix: str) -> None:
    def breaking() -> Iterator[tuple[Assessment, None]]:
        yield ASSESSMENT, None
        raise InputError("the input broke")

    out = tmp_path / f"a{suffix}"
    for before in ([], [out]):
        for path in before:
            path.write_text("as it was")
        with pytest.raises(InputError, match="the input broke"):
            write_assessments(breaking(), out)
        assert list(tmp_path.iterdir()) == before
    assert out.read_text() == "as it was"


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_disk_full(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").symlink_to("/dev/full")
    with pytest.raises(InputError, match=r"a\.[a-z]+ cannot be written \(.*No space left on device.*\)"):
        write_assessments(ROWS * 1000, tmp_path / f"a{suffix}")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nihil/a.csv", "The folder nihil for the output a.csv does not exist: create it first."),
        ("a.pdf", "The suffix of the output a.pdf is not known: use one of .jsonl, .csv, .parquet, .xlsx."),
        ("folder.csv", "The output folder.csv is a folder: name a file in it."),
        ("a", "The suffix of the output a is not known"),
    ],
)
def test_output_problems_are_one_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError) as told:
        write_assessments(ROWS, tmp_path / name)
    assert sentence in str(told.value)


def test_no_permission_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"a\.csv cannot be written \(Permission denied\)"):
        write_assessments(ROWS, tmp_path / "a.csv")
