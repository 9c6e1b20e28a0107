"""The shipped model, as users get it. Floors are set under what was measured when it was published (see its card)."""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from offerscan.artifacts import ENCODER, default_model, open_model
from offerscan.catalog import read_catalog
from offerscan.engines.onnx import OnnxEngine
from offerscan.errors import ModelError
from offerscan.records import Assessment, Category, Offer, Risk
from offerscan.screener import Screener
from offerscan.text import read_view

EXAMPLES = Path(__file__).parent.parent / "examples"
OFFERS = [json.loads(line) for line in (EXAMPLES / "offers.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener.open()


def assess(screener: Screener, *texts: str) -> list[Assessment]:
    answers = list(screener.assess_many(Offer(text) for text in texts))
    assert all(isinstance(answer, Assessment) for answer in answers)
    return [answer for answer in answers if isinstance(answer, Assessment)]


def test_folder_is_whole_and_small() -> None:
    model = open_model()
    assert sum(file.stat().st_size for file in model.path.rglob("*") if file.is_file()) <= 40_000_000
    assert tuple(model.manifest["labels"]["indicators"]) == read_catalog().labels
    assert (model.path / "README.md").read_text(encoding="utf-8").count("held-out") >= 1


@pytest.mark.parametrize("name", [ENCODER, "tokenizer.json", "wide.npz", "manifest.json"])
def test_altered_or_missing_files_are_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(default_model(), folder)
    with (folder / name).open("r+b") as file:
        file.write(b"\0\0\0\0")
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        open_model(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        open_model(folder)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda m: m["labels"]["indicators"].reverse(), "was made for another catalog"),
        (lambda m: m["labels"]["categories"].reverse(), "was made for another catalog"),
        (lambda m: m.pop("labels"), "was made for another catalog"),
        (lambda m: m.pop("policy"), "lacks 'policy'"),
        (lambda m: m["policy"]["levels"].pop("high"), "lacks 'high'"),
        (lambda m: m["policy"]["levels"].update(high=1.1), "outside 0 and 1"),
        (lambda m: m["limits"].pop("max_pieces"), "cannot be opened"),
        (lambda m: m.pop("calibration"), "cannot be opened"),
    ],
)
def test_a_manifest_that_would_mislead_is_refused(tmp_path: Path, spoil: Callable[[Any], None], sentence: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(default_model(), folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    spoil(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelError, match=sentence):
        Screener.open(folder)


def test_alone_in_a_batch_in_any_order(screener: Screener) -> None:
    texts = [row["text"] for row in OFFERS]
    together = assess(screener, *texts)
    shuffled = texts[:]
    random.Random(5).shuffle(shuffled)
    again = {answer.id: answer for answer in assess(screener, *shuffled)}
    for text, answer in zip(texts, together, strict=True):
        assert assess(screener, text)[0] == answer == again[answer.id]


def test_threads_change_nothing_that_is_seen() -> None:
    model = open_model()
    one, two = OnnxEngine(model, threads=1), OnnxEngine(model, threads=2)
    for row in OFFERS[:8]:
        view = read_view(row["text"])
        for name in ("category", "risk", "indicators"):
            assert np.allclose(getattr(one.predict([view])[0], name), getattr(two.predict([view])[0], name), atol=5e-3)


def test_examples_are_judged_like_their_author(screener: Screener) -> None:
    with (EXAMPLES / "expected.tsv").open(encoding="utf-8") as file:
        expected = {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}
    answers = {
        row["id"]: answer
        for row, answer in zip(OFFERS, assess(screener, *(row["text"] for row in OFFERS)), strict=True)
    }
    same_category = [answers[name].category == row["category"] for name, row in expected.items()]
    high = [name for name, row in expected.items() if row["risk"] == "high"]
    assert np.mean(same_category) >= 0.8
    assert all(answers[name].risk is not Risk.LOW for name in high), [n for n in high if answers[n].risk is Risk.LOW]
    assert np.mean([answers[name].risk is Risk.HIGH for name in high]) >= 0.8
    lawful = [name for name, row in expected.items() if row["risk"] == "low"]
    assert np.mean([answers[name].risk is Risk.HIGH for name in lawful]) <= 0.08


@cache
def judged(screener: Screener, indicator: str) -> tuple[list[bool], list[bool]]:
    """Whether the indicator is seen in each of its examples that count, and in each that does not."""
    examples = read_catalog().by_id[indicator].examples
    hits, misses = (
        [any(found.indicator == indicator for found in answer.findings) for answer in assess(screener, *texts)]
        for texts in (examples.hit, examples.miss)
    )
    return hits, misses


@pytest.mark.parametrize("indicator", read_catalog().labels)
def test_catalog_examples_of_each_indicator(screener: Screener, indicator: str) -> None:
    """Most hits are found and most misses are not; single sentences are harder than offers."""
    hits, misses = judged(screener, indicator)
    assert np.mean(hits) >= 0.5
    assert np.mean(misses) <= 0.5


def test_catalog_examples(screener: Screener) -> None:
    """Over all indicators, hits are found more often than not, misses hardly ever."""
    both = [judged(screener, indicator) for indicator in read_catalog().labels]
    assert np.mean([seen for hits, _ in both for seen in hits]) >= 0.6
    assert np.mean([seen for _, misses in both for seen in misses]) <= 0.15


SWAPS = [
    ("Kupang", ["Medan", "Cilacap", "Makassar", "Ambon", "Sumbawa", "Garut", "Jayapura"]),
    ("Bu Siti", ["Bu Maria", "Bu Ketut", "Bu Meiling", "Bu Boru", "Bu Halimah", "Bu Yosefina"]),
    ("perempuan", ["laki-laki", "wanita", "pria"]),
    ("gereja", ["masjid", "pura", "vihara"]),
]
TEMPLATES = [
    "Dibutuhkan perempuan dari Kupang untuk jaga toko di Surabaya, gaji 2,5 juta, libur Minggu boleh ke"
    " gereja. Hubungi Bu Siti di toko.",
    "PT Laras Buana (SIP3MI 221/2023) membuka lowongan perawat lansia di Taiwan untuk perempuan asal Kupang."
    " Daftar lewat Disnaker, tanya Bu Siti.",
    "Bu Siti dari Kupang tanya, sepulang gereja tadi: apa betul perempuan bisa kerja di pabrik Malaysia tanpa biaya?",
    "Cari perempuan Kupang kerja rumah tangga di Malaysia, berangkat malam lewat jalur laut tanpa"
    " paspor, jangan bilang keluarga. Bu Siti jemput di gereja.",
]


@pytest.mark.parametrize(("word", "others"), SWAPS, ids=[word for word, _ in SWAPS])
def test_origin_sex_and_religion_do_not_move_the_level(screener: Screener, word: str, others: list[str]) -> None:
    moved = []
    for text in (template for template in TEMPLATES if word in template):
        first, *rest = assess(screener, text, *(text.replace(word, other) for other in others))
        assert {answer.risk for answer in rest} == {first.risk}
        moved += [abs(answer.risk_scores["high"] - first.risk_scores["high"]) for answer in rest]
    assert np.mean(moved) < 0.05


@pytest.mark.parametrize(
    "text", ["a", "🔥" * 50, "\u200b\u200f a", "\x00", "ꦲ" * 30, "x" * 5000, "1" * 4000, "\ud800 kerja", "." * 3000]
)
def test_any_text_is_answered(screener: Screener, text: str) -> None:
    answer = screener.assess(Offer(text))
    if isinstance(answer, Assessment):
        assert answer.risk is Risk.LOW


def test_long_text_keeps_what_stands_in_the_middle(screener: Screener) -> None:
    harmless = "Kemarin kami sekeluarga pergi ke pasar, membeli sayur, lalu memasak bersama di rumah nenek. " * 60
    risky = (
        "Lowongan kerja ke Kamboja untuk 20 orang, jadi admin judi online, gaji 15 juta, tidak perlu pengalaman. Paspor kami"
        " bikinkan, nanti dipegang kantor sampai kontrak selesai. Berangkat pakai visa turis lewat Batam, kalau ditanya petugas"
        " imigrasi bilang saja mau liburan. Ongkos ditanggung dulu, dipotong gaji. Kalau berhenti sebelum setahun bayar denda"
        " 50 juta. Jangan cerita ke keluarga dulu, nanti batal. Yang berminat langsung DM saya, kursi tinggal dua. "
    )
    answer = assess(screener, harmless + risky + harmless)[0]
    assert not answer.limits
    assert answer.risk is Risk.HIGH
    middle = range(len(harmless), len(harmless) + len(risky))
    assert sum(f.start in middle for f in answer.findings if f.start is not None) >= 4


def test_an_honest_offer_in_long_talk_stays_an_offer(screener: Screener) -> None:
    talk = "Rapat RT hari Minggu jam delapan di balai warga. Hari ini hujan lagi, jemuran tidak kering, anak-anak di rumah saja. "
    honest = (
        "PT Bina Samudra Karya membuka lowongan perawat lansia di Jepang lewat jalur SSW. Gaji 180.000 yen sebulan, delapan jam"
        " kerja, dua hari libur seminggu, kontrak tiga tahun dalam bahasa Indonesia. Biaya pelatihan dan tiket ditanggung majikan;"
        " paspor tetap dipegang pekerja. Daftar di kantor kami di Semarang atau lewat Disnaker, tidak ada pungutan. "
    )
    answers = assess(screener, *(talk * count + honest + talk * count for count in (5, 10, 20, 30, 40, 50, 60, 70)))
    assert {answer.category for answer in answers} == {Category.OVERSEAS_OFFER}
    # Where a window ends amid the offer, the half that it sees may ask for a look.
    assert sum(answer.risk is not Risk.LOW for answer in answers) <= 1
    assert all(answer.risk is not Risk.HIGH for answer in answers)
