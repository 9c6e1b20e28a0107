"""Augmentation: however a document is rewritten, its marks stay where their words went."""

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training_samples import offer, sample_documents

from offerscan.records import Category, Risk
from offerscan.text import read_view
from offerscan_training.augment import (
    CHANGES,
    EMOJI,
    FIRM_WORDS,
    NAMES,
    PLACES,
    SLANG,
    TITLES,
    augment,
    bury,
    decorate,
    drop_vowels,
    excerpt,
    excerpts,
    fragment,
    fragments,
    misread,
    misspell,
    obfuscate,
    rename,
    slang,
    swap_sexes,
    thin,
)
from offerscan_training.corpus import Document, Mark
from offerscan_training.edits import Edit, apply

TEXT = "Kerja di Kamboja. Bayar DP 2jt! Paspor dipegang agen."
MARKED = offer(TEXT, ("Kamboja", "closed_destination"), ("Bayar DP 2jt", "upfront_fee"))


def marked_texts(document: Document) -> list[tuple[str, str]]:
    return [(mark.label, document.text[mark.start : mark.end]) for mark in document.spans]


@pytest.mark.parametrize(
    ("edits", "fee"),
    [
        ([], "Bayar DP 2jt"),
        ([Edit(0, 5, "Cari kerja")], "Bayar DP 2jt"),  # before
        ([Edit(32, 38, "KTP")], "Bayar DP 2jt"),  # behind
        ([Edit(18, 18, "✅ ")], "Bayar DP 2jt"),  # put in right before
        ([Edit(30, 30, " 🔥")], "Bayar DP 2jt"),  # put in right behind
        ([Edit(17, 18, ""), Edit(30, 31, "!!!")], "Bayar DP 2jt"),  # touching on both sides
        ([Edit(24, 26, "uang muka")], "Bayar uang muka 2jt"),  # within
        ([Edit(18, 23, "byr"), Edit(18, 18, "✅ ")], "byr DP 2jt"),  # the first word, and put in before it
        ([Edit(27, 30, "3 juta"), Edit(30, 30, " 🔥")], "Bayar DP 3 juta"),  # the last word, and put in behind it
        ([Edit(10, 23, "Laos. Setor")], "Laos. Setor DP 2jt"),  # across the beginning: the new words are all taken in
        ([Edit(27, 38, "3jt. KTP")], "Bayar DP 3jt. KTP"),  # across the end
        ([Edit(18, 23, "setor"), Edit(20, 26, "lost")], "setor DP 2jt"),  # edits that overlap: the first stands
    ],
)
def test_a_mark_goes_along_with_its_words(edits: list[Edit], fee: str) -> None:
    assert dict(marked_texts(apply(MARKED, edits)))["upfront_fee"] == fee


def test_a_mark_whose_words_are_gone_is_dropped() -> None:
    assert marked_texts(apply(MARKED, [Edit(9, 16, "")])) == [("upfront_fee", "Bayar DP 2jt")]


WORDS = st.sampled_from([
    "Kamboja", "Taiwan", "Kuala", "Lumpur", "Pak", "Budi", "PT", "Karya", "Jaya", "gaji", "bayar", "DP", "tidak",
    "kerja", "12", "juta", "5jt", "RM", "1700", "0812-3456-7890", "paspor", "yang", "dan", "Hj.", "Siti", "Malaysıa",
    "Sıngapura", "ſabah", "🔥", "⚠️", "👩\u200d🏭", "ﷺ", ".", "!", "?", "\n",
])  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    words = st.one_of(WORDS, st.text(min_size=1, max_size=6))
    text = "".join(
        word + draw(st.sampled_from([" ", " ", " ", "", ". "])) for word in draw(st.lists(words, max_size=25))
    )
    spans = []
    for _ in range(draw(st.integers(0, 4)) if text.strip() else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        if text[start:end].strip():
            spans.append(Mark(start, end, draw(st.sampled_from(["upfront_fee", "wrong_visa", "closed_destination"]))))
    return Document("t1-1", text, Category.OVERSEAS_OFFER, Risk.HIGH, tuple(spans), {"lang": "id"})


@st.composite
def edits_outside(draw: st.DrawFn) -> tuple[Document, list[Edit]]:
    document = draw(documents())
    edits = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(document.text)))
        end = draw(st.integers(start, min(start + 8, len(document.text))))
        if all(end <= mark.start or mark.end <= start for mark in document.spans):
            edits.append(Edit(start, end, draw(st.text(max_size=5))))
    return document, edits


@given(edits_outside())
@settings(max_examples=300, deadline=None)
def test_edits_outside_the_marks_leave_the_marked_words(case: tuple[Document, list[Edit]]) -> None:
    document, edits = case
    assert marked_texts(apply(document, edits)) == marked_texts(document)


@pytest.mark.parametrize("change", [change for change, _ in CHANGES] + [augment], ids=lambda change: change.__name__)
@given(document=documents(), seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_any_change_keeps_a_sound_document(change, document: Document, seed: int) -> None:  # type: ignore[no-untyped-def]
    changed = change(document, random.Random(seed))
    assert changed == change(document, random.Random(seed))
    assert replace(changed, text=document.text, spans=document.spans) == document
    assert changed.labels <= document.labels
    for mark in changed.spans:
        assert 0 <= mark.start < mark.end <= len(changed.text)
        assert changed.text[mark.start : mark.end].strip()


@given(document=documents(), seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_thinning_keeps_every_marked_sentence(document: Document, seed: int) -> None:
    assert marked_texts(thin(document, random.Random(seed))) == marked_texts(document)


SEEDS = range(40)


@pytest.mark.parametrize("document", sample_documents(), ids=lambda document: document.id)
def test_a_seed_gives_one_rewriting_and_other_seeds_give_others(document: Document) -> None:
    rewritten = {augment(document, random.Random(seed)).text for seed in SEEDS}
    assert len(rewritten) > 5
    assert augment(document, random.Random(3)) == augment(document, random.Random(3))


def test_places_change_within_their_row_only() -> None:
    seen = {rename(offer("mau ke Poipet"), random.Random(seed)).text.removeprefix("mau ke ") for seed in SEEDS}
    (row,) = (row for row in PLACES if "Poipet" in row)
    assert len(seen) > 3
    assert seen <= set(row)


@pytest.mark.parametrize("written", ["Malaysıa", "ſabah"])
def test_a_place_in_look_alike_letters_is_left(written: str) -> None:
    assert rename(offer(f"kerja di {written}"), random.Random(1)).text == f"kerja di {written}"


def test_persons_firms_digits_and_amounts_become_others() -> None:
    document = offer(
        "Pak Budi dari PT Karya Jaya, gaji 12 juta, WA 0812-3456-7890", ("gaji 12 juta", "implausible_pay")
    )
    for seed in SEEDS:
        changed = rename(document, random.Random(seed))
        person, firm = changed.text.split(",")[0].split(" dari PT ")
        title, name = person.split(" ")
        assert title in TITLES
        assert name in NAMES
        assert set(firm.split()) <= set(FIRM_WORDS)
        assert changed.text[-14:-10] == "081" + changed.text[-11]  # the operator's prefix stays a mobile one
        assert read_view(changed.text).text.endswith("wa 08##")
        ((_, pay),) = marked_texts(changed)
        assert 10 <= int(pay.removeprefix("gaji ").removesuffix(" juta")) <= 14


def test_women_stand_where_men_stood_and_the_other_way_round() -> None:
    document = offer("Dicari WANITA dan pria, cowok boleh", ("cowok boleh", "no_requirements"))
    for seed in SEEDS:
        changed = swap_sexes(document, random.Random(seed))
        first, second, third = re.findall(r"Dicari (\S+) dan (\S+), (\S+) boleh", changed.text)[0]
        assert first in {"LAKI-LAKI", "PRIA", "COWOK", "COWO"}
        assert {second, third} <= {"perempuan", "wanita", "cewek", "cewe"}
        assert marked_texts(changed) == [("no_requirements", f"{third} boleh")]


def test_bare_words_are_no_offer() -> None:
    document = offer("kerja cepat paspor saya pegang aman", ("paspor saya pegang", "document_retention"))
    seen = set()
    for seed in range(60):
        piece = fragment(document, random.Random(seed))
        assert piece is not None
        assert (piece.category, piece.risk, piece.spans) == (Category.OTHER, Risk.LOW, ())
        seen.add(piece.text)
    assert seen == {"kerja", "cepat", "kerja cepat", "aman"}  # never across or into what is evidence


def test_a_text_that_is_all_evidence_has_no_bare_words() -> None:
    document = offer("paspor ditahan", ("paspor ditahan", "document_retention"))
    assert fragment(document, random.Random(1)) is None
    assert [piece.text for piece in fragments([document, offer("hujan")], 2, random.Random(1))] == ["hujan"]


def test_a_poster_is_misread_letter_by_letter() -> None:
    document = offer("Paspor kry yk Rp 500", ("Paspor", "document_retention"))
    seen = set()
    for seed in range(200):
        changed = misread(document, random.Random(seed))
        assert "kryyk" in "".join(changed.text.split())  # nothing looks like these
        seen.update(text for _, text in marked_texts(changed))
    assert {"Paspor", "Pospor", "Pa5por"} <= seen
    assert any(" " in text for text in seen)  # a word broken apart is evidence still


def test_a_sentence_of_an_offer_has_the_level_of_what_it_says() -> None:
    fee, passport = ("Bayar DP 2jt", "upfront_fee"), ("Paspor dipegang agen", "document_retention")
    document = replace(
        offer("Siapa mau? Bayar DP 2jt! Paspor dipegang agen. Gaji oke.", fee, passport), risk=Risk.HIGH
    )
    parts = [part for seed in range(80) if (part := excerpt(document, random.Random(seed))) is not None]
    assert {(part.text.strip(), part.risk) for part in parts} == {
        ("Siapa mau? Bayar DP 2jt!", Risk.REVIEW),  # nobody is named who could be asked about the fee
        ("Bayar DP 2jt!", Risk.REVIEW),
        ("Bayar DP 2jt! Paspor dipegang agen.", Risk.REVIEW),
        ("Paspor dipegang agen.", Risk.REVIEW),
        ("Paspor dipegang agen. Gaji oke.", Risk.REVIEW),
    }
    assert all(set(marked_texts(part)) <= {fee[::-1], passport[::-1]} and part.spans for part in parts)
    assert all(part.category is document.category for part in parts)


@pytest.mark.parametrize(
    "document",
    [
        offer("Paspor dipegang agen", ("Paspor dipegang agen", "document_retention")),  # is one sentence already
        offer("Halo. Apa kabar? Sehat selalu."),  # no evidence
        offer("Paspor. Dipegang. Agen.", ("Paspor. Dipegang. Agen", "document_retention")),  # nothing smaller holds it
        replace(MARKED, category=Category.DISCUSSION),
    ],
)
def test_what_has_no_sentence_to_stand_alone(document: Document) -> None:
    assert excerpt(document, random.Random(1)) is None
    assert excerpts([document], 3, random.Random(1)) == []


def test_slang_is_another_form_of_the_same_word() -> None:
    rows = [row for row in SLANG if "tidak" in row or "gaji" in row]
    for seed in SEEDS:
        for word in slang(offer("tidak gaji"), random.Random(seed)).text.split():
            assert any(word in row for row in rows)


def test_obfuscation_is_mostly_undone_by_the_view() -> None:
    document = offer("butuh operator untuk kantor kamboja sekarang juga dengan gaji besar")
    shared = []
    for seed in SEEDS:
        words = read_view(obfuscate(document, random.Random(seed)).text).text.split()
        shared.append(len(set(words) & set(document.text.split())) / 10)
    assert sum(shared) / len(shared) > 0.7


def test_words_lose_their_vowels_but_never_their_first_letter() -> None:
    document = offer("Lowongan KERJA di Malaysia, anak ayo", ("di Malaysia", "vague_job"))
    written = {drop_vowels(document, random.Random(seed)).text for seed in SEEDS}
    assert {"Lwngn KRJ di Mlys, ank ay", "Lwngn KRJA di Mlysa, ank ayo"} & written
    for text in written:
        assert [word[0] for word in text.split()] == [word[0] for word in document.text.split()]
        assert {sign for sign in text.lower() if sign in "bcdfghjklmnpqrstvwxyz"} == set("lwngkrjdmsy")


def test_misspelling_and_decoration_change_the_text() -> None:
    document = offer("Butuh operator. Kantor di Kamboja! Gaji besar sekali.")
    assert len({misspell(document, random.Random(seed)).text for seed in SEEDS}) > 10
    decorated = [decorate(document, random.Random(seed)).text for seed in SEEDS]
    assert all(any(char in EMOJI for char in text) for text in decorated)
    assert {"".join(c for c in text if c not in EMOJI).split()[0] for text in decorated} == {"Butuh"}
    bare = {decorate(offer("🔥 Gaji ✅"), random.Random(seed)).text for seed in SEEDS}
    assert " Gaji " in bare  # or all are taken away


@given(seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_a_buried_document_keeps_its_marks_and_fits_one_window(seed: int) -> None:
    rng = random.Random(seed)
    strangers = ["hujan deras di pasar pagi ini", "x" * 990, "bola semalam seru ya\nsampai larut", "ok"]
    buried = bury(MARKED, rng.sample(strangers, 3), rng)
    assert marked_texts(buried) == marked_texts(MARKED)
    assert MARKED.text in buried.text
    assert len(buried.text) <= 1_000 + 4 * 3
    assert (buried.category, buried.risk) == (MARKED.category, MARKED.risk)


def test_burying_puts_talk_around() -> None:
    talk = ["hujan deras", "bola semalam", "nasi goreng", "macet lagi"]
    buried = bury(MARKED, talk, random.Random(1))
    assert all(stranger in buried.text for stranger in talk)
    assert not buried.text.startswith(MARKED.text) or not buried.text.endswith(MARKED.text)
