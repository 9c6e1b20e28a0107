"""All details of one text together: whole answers, any text at all, and long hostile texts."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.details import FINDERS, find_details
from offerscan.details.plain import read_plain
from offerscan.records import Details, Pay

OFFER = """LOWONGAN TAIWAN 🇹🇼 – PT Contoh Formosa Jaya, SIP3MI 318/BP.09/2024
Gaji NT$29.500 + lembur, biaya Rp9.622.000 ke BCA 1234567890
Hub. Bu Rini 0812-3456-7890 / t.me/contoh_taiwan / @contoh_taiwan"""


def test_every_detail_of_an_offer() -> None:
    at = OFFER.index("NT$29.500")
    assert find_details(OFFER) == Details(
        destinations=("TW",),
        phones=("+6281234567890",),
        accounts=("BCA 1234567890",),
        links=("https://t.me/contoh_taiwan",),
        handles=("@contoh_taiwan",),
        companies=("PT Contoh Formosa Jaya",),
        licences=("SIP3MI 318/BP.09/2024",),
        pay=(Pay(29500.0, "TWD", "month", at, at + len("NT$29.500")),),
    )


def test_an_empty_text_has_no_details() -> None:
    assert find_details("") == Details()


def test_every_field_has_a_finder() -> None:
    assert list(FINDERS) == [field.name for field in dataclasses.fields(Details)]


PIECES = st.sampled_from([
    "gaji", "biaya", "PT Maju", "CV", "SIP3MI", "318/2020", "0812", "3456", "62", "+62", "juta", "ribu", "Rp", "RM", "$",
    "NT$", "kamboja", "ke", "K.M.B", "🇰🇭", "🇰", "@", "@a", ".", ",", ":", "/", "-", "(", ")", "wa.me/", "https://",
    "contoh.id", "a@b.co", "rek", "BCA", "DANA", "sebulan", "/jam", "satu", "dua", "Sdn Bhd", "1️⃣", "О", "ｊ", "\u200b",
    "\n", "\ud800", "\x00", "'", " ",
])  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40)


@settings(max_examples=200, deadline=None)
@given(TEXTS.map(" ".join) | TEXTS.map("".join))
def test_any_text_is_read(text: str) -> None:
    details = find_details(text)
    for field in dataclasses.fields(details):
        values = getattr(details, field.name)
        assert len(set(values)) == len(values)
    for pay in details.pay:
        assert 0 <= pay.start < pay.end <= len(text)
        assert pay.amount > 0
    assert [pay.start for pay in details.pay] == sorted(pay.start for pay in details.pay)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_the_plain_copy_maps_back(text: str) -> None:
    plain = read_plain(text)
    assert len(plain.text) == len(plain.starts) == len(plain.ends)
    assert list(plain.starts) == sorted(plain.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(plain.starts, plain.ends, strict=True))


@pytest.mark.parametrize(
    ("received", "plain"),
    [
        ("ＷＡ ０８１２", "WA 0812"),
        ("0️⃣8️⃣", "08"),
        ("𝗣𝗧 𝗠𝗮𝗷𝘂", "PT Maju"),
        ("РТ Маju", "PT Maju"),
        ("O8l2-34S6", "0812-34S6"),
        ("RM l.7OO", "RM 1.700"),
        ("Rp65.OOO", "Rp65.000"),
        ("lOjt", "lOjt"),
        ("1Ojt", "10jt"),
        ("Oke lo", "Oke lo"),
        ("WA O812 77I9 O44S", "WA 0812 7719 0445"),
        ("+62 BI2-OO45-67B9", "+62 812-0045-6789"),
        ("0812 3456 7890 Senin, iPhone 5S, visa B1", "0812 3456 7890 Senin, iPhone 5S, visa B1"),
        ("081234567890 BOS SOLO", "081234567890 BOS SOLO"),
        ("II/2026", "II/2026"),
        ("ada\u200bjeda", "adajeda"),
    ],
)
def test_plain_letters_and_digits(received: str, plain: str) -> None:
    assert read_plain(received).text == plain


# Repeats that make careless patterns slow: a finder that is not linear does not come back in the time of a test run.
HOSTILE = [
    "a", "1", "0 ", "0 8 1 2 ", "08.", "1.000.", "gaji_", "gaji 5jt ", "satu ", "PT A ", "Aa ", "A", "@a", "a.", "a.com ",
    "SIP3MI ", "1/", "+62 8", "BCA Aa ", "LPK-SO Aa ", "k*", "ke arab ", "🇰🇭", "1️⃣", "О", "gaji\n", "dana x x x ",
    "1-1-", "O8 ", "08S2-", "0.O", "Aa Sdn Bhd ", "%41", "ﷺ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_long_hostile_texts_come_back(unit: str) -> None:
    find_details(unit * (50_000 // len(unit)))
