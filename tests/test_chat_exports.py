"""Exports of chats: recognised by their content, and read turn by turn, with who wrote, when and in which group."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.errors import InputError
from offerscan.formats import STDIN, read_offers
from offerscan.formats.exports import EXPORTS, recognise
from offerscan.formats.fields import Fields
from offerscan.formats.opened import open_input
from offerscan.records import Meta, Offer, Refusal
from offerscan.scan.batches import read_rows, rows_batch
from offerscan.settings import Limits

TAIWAN = "LOKER TAIWAN, pabrik, gaji NT$28.590, WA 0812-0000-1111"
KOREA = "LOKER KOREA, kapal ikan, gaji 25 juta, WA 0813-0000-2222"
FIJI = "LOKER FIJI, gaji 12 juta\nWA 0815-0000-3333"
NOTICE = "12/03/2025 21.14 - Pesan dan panggilan dienkripsi secara end-to-end. Ketuk untuk info selengkapnya.\n"
Row = tuple[int, str | None, str | None, str]


def told(rows: Iterator[Offer | Refusal]) -> list[Row]:
    """Place, author, time and text or `!code` of each row."""
    return [
        (place(row), row.meta.author, row.meta.posted_at, row.text)
        if isinstance(row, Offer) and row.meta
        else (place(row), None, None, row.text if isinstance(row, Offer) else f"!{row.error.code}")
        for row in rows
    ]


def place(row: Offer | Refusal) -> int:
    return int((row.source or "").rpartition(":")[2])


def read(folder: Path, name: str, content: str | bytes, **options: Any) -> list[Row]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return told(read_offers(path, **options))


def via_stdin(content: str | bytes, **options: Any) -> list[Row]:
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(content if isinstance(content, bytes) else content.encode()))
    try:
        return told(read_offers(STDIN, **options))
    finally:
        sys.stdin = before


# --- WhatsApp ---------------------------------------------------------------------------------------------------------

WHATSAPP: dict[str, tuple[str, list[Row]]] = {
    "android, Indonesian": (
        NOTICE + "12/03/2025 21.15 - Budi Loker: Butuh ART ke Taiwan\n",
        [(2, "Budi Loker", "2025-03-12T21:15", "Butuh ART ke Taiwan")],
    ),
    "android, year of two digits, multi-line": (
        "05/03/25 07.05 - Anda bergabung menggunakan tautan undangan grup ini\n"
        "05/03/25 07.06 - Sari: 🔥 LOKER HONGKONG\n\n- gaji 12jt\n---\nWA 0812-0000-1234\n"
        "05/03/25 07.30 - Ani: minat min\n",
        [
            (2, "Sari", "2025-03-05T07:06", "🔥 LOKER HONGKONG\n\n- gaji 12jt\n---\nWA 0812-0000-1234"),
            (7, "Ani", "2025-03-05T07:30", "minat min"),
        ],
    ),
    "android, American": (
        "3/2/25, 9:15\u202fPM - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
        "3/2/25, 9:15\u202fPM - Budi: Hiring for Dubai\n3/25/25, 12:05\u202fAM - Budi: Still open\n",
        [(2, "Budi", "2025-03-02T21:15", "Hiring for Dubai"), (3, "Budi", "2025-03-25T00:05", "Still open")],
    ),
    "android, British, 12 hours": (
        "02/03/25, 12:05 pm - Budi created group \"Jobs\"\n02/03/25, 12:06 pm - Budi: Hiring\n",
        [(2, "Budi", "2025-03-02T12:06", "Hiring")],
    ),
    "android, dots": (
        "12.03.25, 21:15 - Budi: satu\n12.03.25, 21:45 - Ani: dua\n",
        [(1, "Budi", "2025-03-12T21:15", "satu"), (2, "Ani", "2025-03-12T21:45", "dua")],
    ),
    "android, hyphens": (
        "12-03-2025 21:15 - Budi: satu\n12-03-2025 21:45 - Ani: dua\n",
        [(1, "Budi", "2025-03-12T21:15", "satu"), (2, "Ani", "2025-03-12T21:45", "dua")],
    ),
    "android, year first": (
        "2025-03-12, 9:15 p.m. - Budi: satu\n2025-03-12, 9:45 a.m. - Ani: dua\n",
        [(1, "Budi", "2025-03-12T21:15", "satu"), (2, "Ani", "2025-03-12T09:45", "dua")],
    ),
    "android, Malay": (
        "12/03/2025, 9:15 PTG - Budi: satu\n13/03/2025, 9:15 PG - Ani: dua\n",
        [(1, "Budi", "2025-03-12T21:15", "satu"), (2, "Ani", "2025-03-13T09:15", "dua")],
    ),
    "ios, Indonesian": (
        "[12/03/25 21.14.59] Loker Taiwan: \u200ePesan dan panggilan dienkripsi secara end-to-end.\r\n"
        "[12/03/25 21.15.03] Budi: Butuh ART\nke Taiwan\r\n\u200e[12/03/25 21.15.09] Budi: \u200egambar tidak disertakan\r\n",
        [(2, "Budi", "2025-03-12T21:15:03", "Butuh ART\nke Taiwan")],
    ),
    "ios, American": (
        "\ufeff[3/25/25, 9:15:03\u202fPM] ~\u202fBudi: Hiring\r\n[4/5/25, 9:15:03\u202fAM] Ani: \u200eAni left\r\n"
        "[4/5/25, 9:16:03\u202fAM] \u202a+62 812-0000-1234\u202c: minat\r\n",
        [(1, "Budi", "2025-03-25T21:15:03", "Hiring"), (3, "+62 812-0000-1234", "2025-04-05T09:16:03", "minat")],
    ),
    "ios, slashes and colons": (
        "[12/03/2025, 21:15:03] Budi: satu\n[12/03/2025, 21:55:03] Budi: dua\n",
        [(1, "Budi", "2025-03-12T21:15:03", "satu"), (2, "Budi", "2025-03-12T21:55:03", "dua")],
    ),
    "notices, Indonesian": (
        NOTICE + "12/03/2025 21.15 - Budi menambahkan Ani\n12/03/2025 21.15 - Ani keluar\n"
        "12/03/2025 21.15 - Anda mengubah deskripsi grup\n"
        "12/03/2025 21.15 - Budi mengubah subjek dari “Loker: Taiwan” menjadi “Loker: Korea”\n"
        "12/03/2025 21.16 - Budi: Pesan ini telah dihapus\n12/03/2025 21.16 - Anda: Anda menghapus pesan ini\n"
        "12/03/2025 21.17 - Budi: Anda mengubah nasib keluarga, kerja di Taiwan\n",
        [(8, "Budi", "2025-03-12T21:17", "Anda mengubah nasib keluarga, kerja di Taiwan")],
    ),
    "notices, English": (
        "12/03/2025, 21:14 - Budi added Ani\n12/03/2025, 21:14 - Ani joined using this group's invite link\n"
        "12/03/2025, 21:15 - Budi changed the group name from \"A: B\" to \"C: D\"\n"
        "12/03/2025, 21:15 - Budi: This message was deleted\n12/03/2025, 21:15 - Budi: You deleted this message\n"
        "12/03/2025, 21:16 - Budi: null\n12/03/2025, 21:17 - Budi: This message was deleted by nobody, apply now\n",
        [(7, "Budi", "2025-03-12T21:17", "This message was deleted by nobody, apply now")],
    ),
    "notices, ios": (
        "[12/03/25 21.15.03] Budi: \u200eBudi menambahkan Ani\n[12/03/25 21.15.04] Budi mengubah subjek ke “Loker: A”\n"
        "[12/03/25 21.15.05] Ani: \u200eLoker disalin\ndari grup lain\n",
        [(3, "Ani", "2025-03-12T21:15:05", "\u200eLoker disalin\ndari grup lain")],
    ),
    "media": (
        NOTICE + "12/03/2025 21.15 - Budi: <Media tidak disertakan>\n12/03/2025 21.20 - Budi: <Media omitted>\nGaji 20jt\n"
        "12/03/2025 21.25 - Budi: \u200eIMG-20250312-WA0001.jpg (file terlampir)\nDP 2jt\n"
        "12/03/2025 21.30 - Budi: Lihat <Media omitted>\nbrosur.pdf (file terlampir)\n",
        [
            (3, "Budi", "2025-03-12T21:20", "Gaji 20jt"),
            (5, "Budi", "2025-03-12T21:25", "DP 2jt"),
            (7, "Budi", "2025-03-12T21:30", "Lihat <Media omitted>\nbrosur.pdf (file terlampir)"),
        ],
    ),
    "media, ios": (
        "\u200e[12/03/25 21.15.03] Budi: \u200e<terlampir: 00000012-PHOTO-2025-03-12-21-15-03.jpg>\n"
        "\u200e[12/03/25 21.16.03] Budi: brosur.pdf • \u200e2 halaman \u200edokumen tidak disertakan\n"
        "\u200e[12/03/25 21.17.03] Budi: Loker Jepang \u200e<attached: 00000013-PHOTO.jpg>\n"
        "[12/03/25 21.27.03] Budi: sticker omitted\n",
        [(3, "Budi", "2025-03-12T21:17:03", "Loker Jepang")],
    ),
    "edited": (
        NOTICE + "12/03/2025 21.15 - Budi: Gaji 20jt <Pesan ini diedit>\n"
        "12/03/2025 21.25 - Budi: Gaji 25jt \u200e<This message was edited>\n",
        [(2, "Budi", "2025-03-12T21:15", "Gaji 20jt"), (3, "Budi", "2025-03-12T21:25", "Gaji 25jt")],
    ),
    "turns": (
        NOTICE + "12/03/2025 21.15 - Budi: LOKER TAIWAN\n12/03/2025 21.16 - Budi: <Media tidak disertakan>\n"
        "12/03/2025 21.17 - Budi: gaji 20jt \n\n12/03/2025 21.20 - Budi: DP 2jt\n12/03/2025 21.20 - Ani: minat\n"
        "12/03/2025 21.20 - Budi: japri\n12/03/2025 21.24 - Budi: sudah penuh\n",
        [
            (2, "Budi", "2025-03-12T21:15", "LOKER TAIWAN\ngaji 20jt \nDP 2jt"),
            (7, "Ani", "2025-03-12T21:20", "minat"),
            (8, "Budi", "2025-03-12T21:20", "japri"),
            (9, "Budi", "2025-03-12T21:24", "sudah penuh"),
        ],
    ),
    "several offers in successive minutes": (
        NOTICE + f"12/03/2025 21.15 - Admin: {TAIWAN}\n12/03/2025 21.16 - Admin: {KOREA}\n12/03/2025 21.16 - Admin: DP 2jt\n"
        f"12/03/2025 21.17 - Admin: {FIJI}\n",
        [
            (2, "Admin", "2025-03-12T21:15", TAIWAN),
            (3, "Admin", "2025-03-12T21:16", f"{KOREA}\nDP 2jt"),
            (5, "Admin", "2025-03-12T21:17", FIJI),
        ],
    ),
    "one offer in several messages": (
        NOTICE + f"12/03/2025 21.15 - Budi: LOKER TAIWAN\n12/03/2025 21.15 - Budi: {TAIWAN}\n"
        "12/03/2025 21.16 - Budi: gaji pabrik Taiwan NT$28.590, tanya WA 0812 0000 1111\n"
        "12/03/2025 21.17 - Budi: atau 0813-0000-2222 (Sri)\n12/03/2025 21.17 - Budi: Kerja pabrik di Taiwan gaji 8 juta\n",
        [(2, "Budi", "2025-03-12T21:15", f"LOKER TAIWAN\n{TAIWAN}\ngaji pabrik Taiwan NT$28.590, tanya WA 0812 0000 1111\n"
          "atau 0813-0000-2222 (Sri)\nKerja pabrik di Taiwan gaji 8 juta")],
    ),
    "android, Korean": (
        "2025년 3월 12일 오후 9:14 - 메시지와 통화는 종단간 암호화됩니다.\n2025년 3월 12일 오후 9:15 - Budi: satu\n"
        "2025년 3월 13일 오전 12:05 - Ani: dua\n",
        [(2, "Budi", "2025-03-12T21:15", "satu"), (3, "Ani", "2025-03-13T00:05", "dua")],
    ),
    "android, Korean with dots": (
        "2025. 3. 12. 오후 9:15 - Budi: satu\ndan dua\n2025. 3. 13. 07:05 - Ani: tiga\n",
        [(1, "Budi", "2025-03-12T21:15", "satu\ndan dua"), (3, "Ani", "2025-03-13T07:05", "tiga")],
    ),
    "ios, Korean": (
        "[2025. 3. 12. 오후 9:15:03] Budi: satu\n[2025. 3. 13. 오전 9:15:03] Ani: dua\n",
        [(1, "Budi", "2025-03-12T21:15:03", "satu"), (2, "Ani", "2025-03-13T09:15:03", "dua")],
    ),
    "KakaoTalk": (
        "2025년 3월 12일 오후 9:15, Budi : satu\n2025. 3. 13. 오전 9:15, Ani : dua\n2025. 3. 13. 오전 9:15, tanpa nama\n",
        [(1, "Budi", "2025-03-12T21:15", "satu"), (2, "Ani", "2025-03-13T09:15", "dua\n2025. 3. 13. 오전 9:15, tanpa nama")],
    ),
    "Buddhist years": (
        "12/3/2568 21:15 - Budi: satu\n29/2/2567 21:15 - Ani: dua\n[21:15, 13/3/2568] Budi: tiga\n",
        [(1, "Budi", "2025-03-12T21:15", "satu"), (2, "Ani", "2024-02-29T21:15", "dua"), (3, "Budi", "2025-03-13T21:15", "tiga")],
    ),
    "time tells the month": (
        "3/4/25, 9:15 PM - Budi: satu\n3/11/25, 9:15 PM - Ani: dua\n4/2/25, 9:15 PM - Budi: tiga\n",
        [(1, "Budi", "2025-03-04T21:15", "satu"), (2, "Ani", "2025-03-11T21:15", "dua"), (3, "Budi", "2025-04-02T21:15", "tiga")],
    ),
    "time does not tell the month": (
        "3/4/25, 9:15 PM - Budi: satu\n3/4/25, 9:45 PM - Ani: dua\n",
        [(1, "Budi", "2025-04-03T21:15", "satu"), (2, "Ani", "2025-04-03T21:45", "dua")],
    ),
    "what looks like a stamp": (
        NOTICE + "12/03/2025 21.15 - Budi: jadwal\n45/45/2025 21.15 - tes: kosong\n12/03 - x: y\n"
        "12/03/2025 21.15 tes\n",
        [(2, "Budi", "2025-03-12T21:15", "jadwal\n45/45/2025 21.15 - tes: kosong\n12/03 - x: y\n12/03/2025 21.15 tes")],
    ),
    "message that begins on its second line": (
        NOTICE + "12/03/2025 21.15 - Loker:Taiwan:\nBaris: dua\n",
        [(2, "Loker:Taiwan", "2025-03-12T21:15", "\nBaris: dua")],
    ),
    "no message yet": (NOTICE + "12/03/2025 21.15 - Anda membuat grup ini\n", []),
}


KAKAOTALK: dict[str, tuple[str, list[Row]]] = {
    "computer, Korean": (
        "Loker Korea 님과 카카오톡 대화\n저장한 날짜 : 2026-09-06 17:00:00\n\n"
        "--------------- 2025년 3월 12일 수요일 ---------------\n"
        "Ani님이 Budi님을 초대했습니다.\n[Budi] [오후 9:15] Butuh orang\n---\npabrik\n[Ani] [오후 9:16] 사진\n"
        "--------------- 2025년 3월 13일 목요일 ---------------\nAni님이 나갔습니다.\n[Ani [Seoul]] [오전 12:04] minat\n",
        [(6, "Budi", "2025-03-12T21:15", "Butuh orang\n---\npabrik"), (12, "Ani [Seoul]", "2025-03-13T00:04", "minat")],
    ),
    "computer, English": (
        "\ufeffLoker Korea with KakaoTalk Chats\r\nDate Saved : 2026-09-06 17:00:00\r\n\r\n"
        "--------------- Wednesday, March 12, 2025 ---------------\r\n[Budi] [9:15 PM] Butuh orang\r\n"
        "[Ani] [9:16 PM] Photo\r\n"
        "[Ani] [PM 9:45] minat\r\n[Ani] [10:45 PM] This message was deleted.\r\n",
        [(5, "Budi", "2025-03-12T21:15", "Butuh orang"), (7, "Ani", "2025-03-12T21:45", "minat")],
    ),
    "telephone, Korean": (
        "Loker Korea 15 님과 카카오톡 대화\n저장한 날짜 : 2025년 3월 14일 오후 9:22\n\n2025년 3월 12일 오후 9:15\n"
        "2025년 3월 12일 오후 9:15, Budi : Butuh orang\npabrik\n\n2025년 3월 13일 목요일\n"
        "2025. 3. 13. 오전 7:05: Ani님이 나갔습니다.\n"
        "2025. 3. 13. 오전 7:05, Ani : minat\n",
        [(5, "Budi", "2025-03-12T21:15", "Butuh orang\npabrik"), (10, "Ani", "2025-03-13T07:05", "minat")],
    ),
    "telephone, English": (
        "Talk_2025.3.14 18:42-1.txt\nDate Saved : Mar 14, 2025 at 18:42\n\nWednesday, March 12, 2025\n"
        "Mar 12, 2025 at 21:10: Ani invited Budi.\nMar 12, 2025 at 21:15, Budi : Butuh orang: segera\n"
        "Mar 13, 2025 at 7:05\u202fAM, Ani : minat\n",
        [(6, "Budi", "2025-03-12T21:15", "Butuh orang: segera"), (7, "Ani", "2025-03-13T07:05", "minat")],
    ),
    "telephone, English, older": (
        "KakaoTalk Chats with Loker Korea\nDate Saved : March 14, 2025, 12:38 PM\n\nMarch 12, 2025, 9:15 PM\n"
        "March 12, 2025, 9:15 PM, Budi : Butuh orang\n12 Maret 2025 21.45, Ani : minat\n",
        [(5, "Budi", "2025-03-12T21:15", "Butuh orang"), (6, "Ani", "2025-03-12T21:45", "minat")],
    ),
    "no such day": (
        "Date Saved : 2025-03-14 17:00:00\n[Budi] [9:15 PM] satu\n2025년 13월 45일 오후 9:15, Ani : dua\n",
        [(2, "Budi", None, "satu"), (3, "Ani", None, "dua")],
    ),
}


@pytest.mark.parametrize("case", KAKAOTALK)
def test_kakaotalk(tmp_path: Path, case: str) -> None:
    content, rows = KAKAOTALK[case]
    assert read(tmp_path, "a.txt", content) == rows
    assert via_stdin(content) == rows
    assert [kind.name for kind in EXPORTS if kind.recognise(content)] == ["kakaotalk"]


@pytest.mark.parametrize(
    "title", ["Loker Korea 님과 카카오톡 대화", "Loker Korea with KakaoTalk Chats", "KakaoTalk Chats with Loker Korea"]
)
def test_kakaotalk_tells_its_room(tmp_path: Path, title: str) -> None:
    (tmp_path / "a.txt").write_text(f"{title}\nDate Saved : 2025-03-14 17:00:00\n\n[Budi] [9:15 PM] satu\n")
    assert [row.meta for row in read_offers(tmp_path / "a.txt") if isinstance(row, Offer)] == [Meta("Budi", None, "Loker Korea")]


@pytest.mark.parametrize("case", WHATSAPP)
def test_whatsapp(tmp_path: Path, case: str) -> None:
    content, rows = WHATSAPP[case]
    assert read(tmp_path, "a.txt", content) == rows
    assert via_stdin(content) == rows


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Chat WhatsApp dengan Loker Taiwan.txt", "Loker Taiwan"),
        ("WhatsApp Chat with Loker Taiwan (1).txt", "Loker Taiwan"),
        ("WhatsApp Chat - Loker Taiwan/_chat.txt", "Loker Taiwan"),
        ("_chat.txt", None),
        ("Chat.txt", None),
    ],
)
def test_whatsapp_group_is_named_by_the_file(tmp_path: Path, name: str, group: str | None) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(NOTICE + "12/03/2025 21.15 - Budi: Loker\n")
    (offer,) = read_offers(tmp_path)
    assert offer == Offer("Loker", source=f"{name}:2", meta=Meta("Budi", "2025-03-12T21:15", group))


def zipped(content: str, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        archive.writestr("_chat.txt", content)
    return file.getvalue()


def test_one_day_beyond_twelve_decides_for_the_whole_file(tmp_path: Path) -> None:
    busy = "".join(f"3/2/25, 9:{minute:02} PM - Budi: {'Loker ' * 200}\n" for minute in range(0, 60, 4)) * 5
    content = busy + "3/25/25, 9:15 PM - Ani: minat\n"
    assert len(content) > 65_536
    rows = read(tmp_path, "a.txt", content)
    assert {at[:10] for _, _, at, _ in rows if at} == {"2025-03-02", "2025-03-25"}
    # Also where it comes as a stream.
    assert via_stdin(content) == rows
    assert read(tmp_path, "a.zip", zipped(content)) == rows
    assert read(tmp_path, "a.txt.gz", gzip.compress(content.encode())) == rows
    assert read(tmp_path, "b.zip.gz", gzip.compress(zipped(content))) == rows


def test_what_stands_before_a_fault_is_read_all_the_same(tmp_path: Path) -> None:
    texts = [f"Loker {number**7}" for number in range(9_000)]
    content = "".join(f"3/2/25, 9:15 PM - Budi{number}: {text}\n" for number, text in enumerate(texts)).encode()
    packed = gzip.compress(content)
    (tmp_path / "a.txt.gz").write_bytes(packed[: len(packed) // 2])
    *rows, last = read_offers(tmp_path / "a.txt.gz")
    assert isinstance(last, Refusal)
    assert last.error.code == "broken"
    assert len(rows) > 2_000
    assert [row.text for row in rows if isinstance(row, Offer)] == texts[: len(rows)]


def test_whatsapp_message_too_long_is_refused_alone(tmp_path: Path) -> None:
    stamp = "12/03/2025 21.15 - Budi: "
    content = f"{stamp}satu\n{stamp}{'x' * 200}\nsisa\n{stamp}" + "lagi\n" * 40 + f"{stamp}dua\n"
    rows = read(tmp_path, "a.txt", content, format="whatsapp", limits=Limits(max_row_characters=120))
    assert [(number, text) for number, _, _, text in rows] == [
        (1, "satu"), (2, "!too_long"), (4, "!too_long"), (44, "dua"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("export", "head", "stamp"),
    [("whatsapp", "", "12/03/2025 21.15 - Budi: "), ("kakaotalk", "Date Saved : 2025-03-14 17:00\n", "[Budi] [9:15 PM] ")],
)
def test_a_message_under_construction_grows_to_the_limit_of_the_setting(
    tmp_path: Path, export: str, head: str, stamp: str
) -> None:
    """The reader itself refuses what is too long: nothing of it is kept until all of it has come in."""
    (tmp_path / "a.txt").write_text(f"{head}{stamp}{'tepat' * 4}\n{stamp}" + "lagi\n" * 20 + f"{stamp}dua\n")
    [kind] = [kind for kind in EXPORTS if kind.name == export]
    with open_input(tmp_path / "a.txt", limits=Limits(max_row_characters=len(stamp) + 20)) as opened:
        told_apart = [row.text if isinstance(row, Offer) else row.error.code for row in kind.read(opened, Fields())]
    assert told_apart == ["tepat" * 4, "too_long", "dua"]


@pytest.mark.parametrize(("limit", "turns"), [(120, ["0", "1", "2", "3"]), (200, ["01", "23"]), (10_000, ["0123"])])
def test_a_turn_never_grows_into_a_refusal(tmp_path: Path, limit: int, turns: list[str]) -> None:
    content = "".join(f"12/03/2025 21.15 - Budi: {'x' * 70}{number}\n" for number in range(4))
    rows = read(tmp_path, "a.txt", content, limits=Limits(max_row_characters=limit))
    assert ["".join(filter(str.isdigit, text)) for _, _, _, text in rows] == turns


WORDS = st.text("abc DP🔥\n\t-:/[].•<>\u200e", max_size=40).map(lambda words: f"Loker{words}.")


@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from(["12/03/25 {:02}.15 - Budi: ", "[12/03/25 {:02}.15.03] Budi: "]))
@settings(max_examples=40, deadline=None)
def test_what_was_written_is_what_is_read(texts: list[str], stamp: str) -> None:
    content = "".join(stamp.format(hour) + text + "\n" for hour, text in enumerate(texts))
    assert [text for _, _, _, text in via_stdin(content, format="whatsapp")] == texts


# --- Telegram ---------------------------------------------------------------------------------------------------------


def message(text: Any, at: str = "21:15:03", **more: Any) -> dict[str, Any]:
    day = {"id": 1, "type": "message", "date": f"2025-03-12T{at}", "date_unixtime": "1741788903"}
    return day | {"from": "Budi", "from_id": "user1", "text": text} | more


def chat(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "Loker Taiwan", "type": "public_supergroup", "id": 10, **more, "messages": messages}


def link(words: Any, target: Any) -> dict[str, Any]:
    return {"type": "text_link", "text": words, "href": target}


SERVICE = message("", type="service", actor="Budi", action="create_group")
PIECES = ["Loker ", {"type": "bold", "text": "Taiwan"}, "\nWA ", {"type": "phone", "text": "0812-0000-1234"}]
BUDI = ("Budi", "2025-03-12T21:15:03")
TELEGRAM: dict[str, tuple[Any, list[Row]]] = {
    "plain text": (chat(message("Loker")), [(1, *BUDI, "Loker")]),
    "pieces": (chat(SERVICE, message(PIECES)), [(2, *BUDI, "Loker Taiwan\nWA 0812-0000-1234")]),
    "picture alone": (chat(message("", photo="photos/a.jpg"), message("Loker", "21:25:00")),
                      [(2, "Budi", "2025-03-12T21:25:00", "Loker")]),
    "turns": (chat(message("LOKER"), SERVICE, message("gaji 20jt", "21:18:03", reply_to_message_id=1), message("x", "21:21:04")),
              [(1, *BUDI, "LOKER\ngaji 20jt"), (4, "Budi", "2025-03-12T21:21:04", "x")]),
    "replies": (
        chat(message("minat", id=7) | {"from": "Ani"}, message("LOKER", id=8), message("japri", id=9, reply_to_message_id=7),
             message("ya", id=10), message("gaji 20jt", id=12, reply_to_message_id=8),
             message("x", id=13, reply_to_message_id=8, reply_to_peer_id="channel2")),
        [(1, "Ani", BUDI[1], "minat"), (2, *BUDI, "LOKER"), (3, *BUDI, "japri\nya\ngaji 20jt"), (6, *BUDI, "x")],
    ),
    "a topic": (
        chat(message("", id=5, type="service", action="topic_created", title="Taiwan"),
             message("LOKER", id=6, reply_to_message_id=5), message("gaji 20jt", id=7, reply_to_message_id=5)),
        [(2, *BUDI, "LOKER\ngaji 20jt")],
    ),
    "several offers in successive minutes": (
        chat(message(TAIWAN), message(KOREA, "21:16:03"), message("DP 2jt", "21:16:03"), message(FIJI, "21:17:03")),
        [(1, *BUDI, TAIWAN), (2, "Budi", "2025-03-12T21:16:03", f"{KOREA}\nDP 2jt"), (4, "Budi", "2025-03-12T21:17:03", FIJI)],
    ),
    "hidden links": (
        chat(message(["Minat? ", link("daftar di sini\n", "https://wa.me/6281200001111"), "atau ",
                      link("Loker.example/tw", "https://www.loker.example/tw/"), link("x", 5), link(6, "https://x.example")])),
        [(1, *BUDI, "Minat? daftar di sini <https://wa.me/6281200001111>\natau Loker.example/twx")],
    ),
    "forwarded from elsewhere": (chat(message("satu", forwarded_from="A"), message("dua", forwarded_from="B")),
                                 [(1, *BUDI, "satu"), (2, *BUDI, "dua")]),
    "deleted account": (chat(message("satu") | {"from": None}), [(1, "user1", BUDI[1], "satu")]),
    "broken message": (chat(message(5), message("dua", date="kemarin")), [(1, None, None, "!not_text"), (2, "Budi", None, "dua")]),
    "empty chat": (chat(), []),
    "all chats": (
        {"about": "Berikut data Anda. Telegram \"bebas\" iklan.", "contacts": {"list": [{"first_name": "x"}]},
         "chats": {"about": "", "list": [chat(message("satu")), chat(message("dua"), name="Lain")]},
         "left_chats": {"list": [chat(message("tiga"), type="private_group")]}},
        [(1, *BUDI, "satu"), (2, *BUDI, "dua"), (3, *BUDI, "tiga")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TELEGRAM)
def test_telegram(tmp_path: Path, case: str) -> None:
    value, rows = TELEGRAM[case]
    content = json.dumps(value, indent=1, ensure_ascii=False)
    assert read(tmp_path, "result.json", content) == rows
    assert via_stdin(content) == rows


def test_telegram_chats_have_their_own_names(tmp_path: Path) -> None:
    chats = [chat(message("satu")), {"type": "saved_messages", "id": 1, "messages": [message("dua")]}]
    (tmp_path / "result.json").write_text(json.dumps({"about": "Telegram", "chats": {"list": chats}}))
    assert [offer.meta for offer in read_offers(tmp_path) if isinstance(offer, Offer)] == [
        Meta(*BUDI, "Loker Taiwan"), Meta(*BUDI),
    ]  # fmt: skip


def test_telegram_tells_whose_words_are_passed_on(tmp_path: Path) -> None:
    posts = [message("satu", forwarded_from="Agen Mami"), message("dua", forwarded_from_id="channel5"), message("tiga")]
    (tmp_path / "result.json").write_text(json.dumps(chat(*posts)))
    offers = [offer for offer in read_offers(tmp_path) if isinstance(offer, Offer)]
    assert [offer.meta and offer.meta.forwarded_from for offer in offers] == ["Agen Mami", "channel5", None]
    assert read_rows(rows_batch(offers)) == offers


def test_telegram_pages_tell_whose_words_are_passed_on(tmp_path: Path) -> None:
    def said(body: str) -> str:
        date = '<div class="date" title="12.03.2025 21:15:03">21:15</div>'
        return f'<div class="message default"><div class="body">{date}{body}</div></div>'

    when = '<span class="date details" title="01.03.2025 08:00:00"> 01.03.2025</span>'
    posts = (
        '<div class="from_name">Budi</div><div class="text">satu</div>',
        f'<div class="forwarded body"><div class="from_name">Agen Mami {when}</div><div class="text">dua</div></div>',
        '<div class="forwarded body"><div class="text">tiga</div></div>',  # by the same sender, from the same origin
        '<div class="text">empat</div>',
    )
    title = '<div class="page_header"><div class="text">Loker Taiwan</div></div>'
    page = f'<!doctype html>{title}<div class="history">{"".join(map(said, posts))}</div>'
    (tmp_path / "messages.html").write_text(page)
    offers = [offer for offer in read_offers(tmp_path) if isinstance(offer, Offer)]
    assert [(offer.text, offer.meta) for offer in offers] == [
        (text, Meta(*BUDI, "Loker Taiwan", forwarded_from=origin))
        for text, origin in (("satu", None), ("dua", "Agen Mami"), ("tiga", "Agen Mami"), ("empat", None))
    ]


def test_telegram_message_too_long_is_refused_alone(tmp_path: Path) -> None:
    content = json.dumps(chat(message("x" * 121), message("dua")))
    rows = read(tmp_path, "result.json", content, limits=Limits(max_row_characters=120))
    assert rows == [(1, None, None, "!too_long"), (2, *BUDI, "dua")]


def test_telegram_that_breaks_off(tmp_path: Path) -> None:
    content = json.dumps(chat(message("satu"), message("dua")))
    rows = read(tmp_path, "result.json", content[: content.rindex('"dua"')])
    assert rows == [(1, *BUDI, "satu"), (2, None, None, "!broken_list")]


# --- all of them ------------------------------------------------------------------------------------------------------

SAMPLES = [
    *(("whatsapp", ".txt", content) for content, _ in WHATSAPP.values()),
    *(("telegram", ".json", json.dumps(value, indent=1)) for value, _ in TELEGRAM.values()),
]
QUOTES_A_DATE = "LOKER TAIWAN\n12/03 - x: y\n12/03/2025 21.15 - Budi: hubungi 0812-0000-1234\nDP 2jt\n"
ORDINARY = [
    (".txt", "Butuh 3 orang ke Taiwan, DP 2 juta.\nWA 0812-0000-1234"),
    (".txt", QUOTES_A_DATE),
    (".txt", "12/03 - x: y\n"),
    (".txt", "12/03/2025 21.15 - Budi: satu saja\n"),
    (".txt", "[10:12] Saya: halo pak\n[10:13] Budi: ya"),
    (".txt", ""),
    (".json", '[{"text": "satu"}]'),
    (".json", '{"text": "Telegram @loker"}\n{"text": "\\"type\\": \\"public_channel\\", \\"messages\\": ["}'),
    (".jsonl", '{"text": "satu"}\n'),
    (".csv", "text\n12/03/2025 21.15 - Budi: satu\n12/03/2025 21.15 - Budi: dua\n"),
]


@pytest.mark.parametrize(("name", "suffix", "content"), SAMPLES)
def test_recognised_by_content_and_by_one_alone(name: str, suffix: str, content: str) -> None:
    assert [kind.name for kind in EXPORTS if suffix in kind.suffixes and kind.recognise(content)] == [name]
    for seen in (recognise(suffix, content), recognise(None, content)):
        assert seen is not None
        assert seen.name == name


@pytest.mark.parametrize(("suffix", "content"), ORDINARY)
def test_ordinary_files_are_no_exports(suffix: str, content: str) -> None:
    assert recognise(suffix, content) is None


def test_names_are_distinct() -> None:
    names = [kind.name for kind in EXPORTS]
    assert len(set(names)) == len(names)
    assert {name for name, _, _ in SAMPLES} <= set(names)


CHAT = WHATSAPP["android, Indonesian"][0]


def test_recognition_is_said_once(tmp_path: Path) -> None:
    notes: list[str] = []
    read(tmp_path, "a.txt", CHAT, note=notes.append)
    via_stdin(CHAT, note=notes.append)
    assert [note.split(" / ")[1] for note in notes] == [
        "a.txt: recognised as a whatsapp export, as its lines begin with date, time and name; choose another with --format.",
        "stdin: recognised as a whatsapp export, as its lines begin with date, time and name; choose another with --format.",
    ]


def test_asked_for_format_wins(tmp_path: Path) -> None:
    notes: list[str] = []
    assert read(tmp_path, "a.txt", CHAT, format="txt", note=notes.append) == [(1, None, None, CHAT.rstrip())]
    assert read(tmp_path, "a.log", CHAT, format="WhatsApp", note=notes.append)[0][1] == "Budi Loker"
    assert notes == []
    with pytest.raises(InputError, match="holds no whatsapp messages"):
        read(tmp_path, "b.txt", "Loker Taiwan", format="whatsapp")
    with pytest.raises(InputError, match="holds no telegram messages"):
        read(tmp_path, "b.json", "[]", format="telegram")
    with pytest.raises(InputError, match=r"use one of txt, .*whatsapp, telegram"):
        read(tmp_path, "b.txt", "x", format="docx")


def test_folder(tmp_path: Path) -> None:
    for name, content in {"a.txt": CHAT, "b.txt": QUOTES_A_DATE, "c.json": json.dumps(chat(message("Loker")))}.items():
        (tmp_path / name).write_text(content)
    assert [row.source for row in read_offers(tmp_path)] == ["a.txt:2", "b.txt:1", "c.json:1"]
    # An offer that quotes one message, read as a chat: what stands above the message is not lost.
    assert [row.source for row in read_offers(tmp_path, format="whatsapp")] == ["a.txt:2", "b.txt:1", "b.txt:3"]
    assert [row.source for row in read_offers(tmp_path, format="telegram")] == ["c.json:1"]


@given(st.sampled_from([kind.name for kind in EXPORTS]), st.binary(max_size=200), st.sampled_from(["", CHAT, '{"messages": [']))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_answered(name: str, content: bytes, head: str) -> None:
    with suppress(InputError):
        via_stdin(head.encode() + content, format=name)
