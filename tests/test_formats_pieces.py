"""Several offers in one post are told apart where its form allows it; one offer stays one, and a record is never cut."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.formats import read_offers
from offerscan.formats.pieces import split_post, tell_apart
from offerscan.records import Fault, Meta, Offer, Refusal

ART = "🔥 ART Hongkong, gaji HK$5.100, WA Bu Sri 0812-0000-1111"
PABRIK = "Operator pabrik Malaysia, gaji RM1.700, WA 0813-0000-2222"
ADMIN = "Admin online Kamboja, gaji 12 juta, t.me/admin_contoh"
TERMS = "Syarat:\n1. KTP asli\n2. KK\n3. Ijazah terakhir\n4. Izin suami/orang tua"
LONG = "Dibutuhkan welder di Jepang, gaji 180.000 yen sebulan, kontrak tiga tahun, asrama disediakan"

SEVERAL = {
    "dashes": (f"{ART}\n-----\n{PABRIK}", [ART, PABRIK]),
    "equals, with terms": (f"{ART}\n{TERMS}\n====\n{PABRIK}\n", [f"{ART}\n{TERMS}", PABRIK]),
    "stars between blanks": (f"{ART}\n* * *\n\n{PABRIK}\n", [ART, PABRIK]),
    "tildes": (f"{ART}\n~~~~~\n{PABRIK}\n~~~~~\n{ADMIN}", [ART, PABRIK, ADMIN]),
    "heavy lines": (f"{ART}\n➖➖➖➖\n{PABRIK}\n➖➖➖➖\n{ADMIN}", [ART, PABRIK, ADMIN]),
    "pictures": (f"{ART}\n🌸🌸🌸🌸\n{PABRIK}", [ART, PABRIK]),
    "title above, farewell below": (
        f"INFO LOKER HARI INI\n=====\n{ART}\n=====\n{PABRIK}\n=====\nBagikan ya",
        [f"INFO LOKER HARI INI\n=====\n{ART}", f"{PABRIK}\n=====\nBagikan ya"],
    ),
    "a title for each": (
        f"====\nLOKER HONGKONG\n====\n{ART}\n====\nLOKER MALAYSIA\n====\n{PABRIK}",
        [f"====\nLOKER HONGKONG\n====\n{ART}", f"LOKER MALAYSIA\n====\n{PABRIK}"],
    ),
    "numbers": (f"Loker ready:\n1. {ART}\n2. {PABRIK}\n3. {ADMIN}", [f"Loker ready:\n1. {ART}", f"2. {PABRIK}", f"3. {ADMIN}"]),
    "keycaps": (f"1️⃣ {ART}\n2️⃣ {PABRIK}", [f"1️⃣ {ART}", f"2️⃣ {PABRIK}"]),
    "bold numbers": (f"*1. {ART}*\n*2. {PABRIK}*", [f"*1. {ART}*", f"*2. {PABRIK}*"]),
    "numbered words": (f"Loker 1\n{ART}\nLoker 2\n{PABRIK}", [f"Loker 1\n{ART}", f"Loker 2\n{PABRIK}"]),
    "numbers, one contact at the end": (
        f"1. {LONG}\n2. {LONG.replace('welder', 'perawat')}\nMinat? WA 0812-0000-1234",
        [f"1. {LONG}", f"2. {LONG.replace('welder', 'perawat')}\nMinat? WA 0812-0000-1234"],
    ),
    "empty lines": (f"{ART}\n\n{PABRIK}\n\n#loker #tki", [ART, f"{PABRIK}\n\n#loker #tki"]),
    "empty lines, blocks of several": (
        "LOKER TAIWAN\n\ngaji NT$20.000\nWA 0812-0000-1111\n\nLOKER KOREA\n\ngaji 25 juta\nWA 0812-0000-2222",
        ["LOKER TAIWAN\n\ngaji NT$20.000\nWA 0812-0000-1111", "LOKER KOREA\n\ngaji 25 juta\nWA 0812-0000-2222"],
    ),
    "windows line ends": (f"{ART}\r\n-----\r\n{PABRIK}\r\n", [ART, PABRIK]),
}  # fmt: skip
ONE = {
    "terms": f"{ART}\n{TERMS}\nHubungi 0812-0000-1111",
    "terms with pay": f"{ART}\n1. Gaji pokok HK$5.100\n2. Lembur HK$40 sejam\n3. Cuti tiap Minggu",
    "ornaments": "🔥🔥🔥\nLOKER TAIWAN\n=========\ngaji NT$20.000, pabrik\n---------\nSyarat: KTP\n---------\nWA 0812-0000-1111",
    "two contacts": "LOKER TAIWAN, gaji NT$20.000\nWA 0812-0000-1111 (Sri)\n\nKantor cabang: 0813-0000-2222 (Budi)",
    "one contact twice": f"{ART}\n\nSekali lagi, gaji HK$5.100 di Hongkong, WA 0812-0000-1111",
    "contact written in two ways": "ART Taiwan, gaji 10 juta, WA 0812-0000-1111\n\nPabrik Taiwan, gaji 9 juta, +62 812 0000 1111",
    "numbers of other things": "1. Daftar di kantor dinas\n2. Urus paspor\n3. Tunggu panggilan",
    "a list that starts at 2": f"2. {ART}\n3. {PABRIK}",
    "money is no contact": "Gaji pabrik Taiwan 20.000.000\n\nGaji ART Taiwan 12.000.000",
    "one line": f"{ART} ----- {PABRIK}",
    "dialogue": "Berapa gaji di Taiwan?\n\nNT$28.590 pak, tanyakan ke PT-nya 0812-0000-1111\n\nTerima kasih 0813-0000-2222",
}  # fmt: skip


@pytest.mark.parametrize("case", SEVERAL)
def test_several_offers(case: str) -> None:
    text, pieces = SEVERAL[case]
    assert split_post(text) == pieces


@pytest.mark.parametrize("case", ONE)
def test_one_offer_stays_one(case: str) -> None:
    assert split_post(ONE[case]) == [ONE[case]]


def test_pieces_keep_who_posted_them() -> None:
    refusal = Refusal("x", "a.txt:9", Fault("empty", "kosong"))
    offer = Offer(f"{ART}\n-----\n{PABRIK}", "k-1", "a.txt:1", Meta("Sri", group="Loker"))
    assert list(tell_apart([offer, refusal])) == [
        Offer(ART, "k-1#1", "a.txt:1#1", offer.meta),
        Offer(PABRIK, "k-1#2", "a.txt:1#2", offer.meta),
        refusal,
    ]


def test_posts_are_cut_and_records_are_not(tmp_path: Path) -> None:
    text = f"{ART}\n-----\n{PABRIK}"
    posts = {
        "a.txt": text,
        "b.txt": "".join(f"12/03/2026 21.1{minute} - Sri: {said}\n" for minute, said in [(1, "halo"), (9, text)]),
        "c.html": f"<article><p>{text.replace('-----', '</p><p>-----</p><p>')}</p></article>",
        "d.eml": f"From: sri@kantor.example\nSubject: x\nDate: Thu, 12 Mar 2026 21:15:03 +0700\n\n{text}",
        "e.js": "window.YTD.tweets.part0 = " + json.dumps([{"tweet": {"id_str": "1", "full_text": text}}]),
    }
    records = {
        "f.csv": f'text\n"{text}"\n',
        "g.jsonl": json.dumps({"text": text}),
        "h.json": json.dumps([text]),
        "i.html": f"<table><tr><th>Pesan</th></tr><tr><td>{text}</td></tr></table>",
    }
    for name, content in (posts | records).items():
        (tmp_path / name).write_text(content)
    notes: list[str] = []
    cut = {
        str(row.source).partition(":")[0] for row in read_offers(tmp_path, note=notes.append) if "#" in str(row.source)
    }
    assert cut == set(posts)
    assert any("b.txt: 2 offers were told apart" in note for note in notes)


@pytest.mark.parametrize("unit", ["1 ", "-", "(0812 ", "a.a", "@a", "_ ", "\n1. ", "\n\n", "🔥 ", "wa.me/", "1.000."])
def test_cost_grows_with_the_length_and_no_faster(unit: str) -> None:
    """A pattern that begins anew at every character would take hours here, and the test would not end."""
    assert split_post(unit * 200_000 + "\n")


LINES = st.lists(
    st.sampled_from(
        [ART, PABRIK, ADMIN, "-----", "", "1. KTP", "2. KK", "LOKER KOREA", "1.", "2) x", "➖➖➖", " ", "🔥🔥🔥"]
    ),
    max_size=25,
)


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_or_doubled(lines: list[str]) -> None:
    text = "\n".join(lines)
    pieces = split_post(text)
    place = 0
    for piece in pieces:
        place = text.index(piece, place) + len(piece)
    assert [word for piece in pieces for word in piece.split() if word.isalnum()] == [
        word for word in text.split() if word.isalnum()
    ]
    assert all(piece.strip() for piece in pieces) or len(pieces) == 1
