"""The bundled sample dump: each kind of file is in it, all of it can be read, and the planted campaigns are found."""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from fixed_screener import open_fixed

from offerscan.cli import main
from offerscan.engines.fixed import FixedEngine
from offerscan.errors import InputError
from offerscan.formats import read_offers
from offerscan.formats.exports import EXPORTS
from offerscan.formats.inflating import COMPRESSIONS
from offerscan.formats.readers import READERS
from offerscan.records import Offer
from offerscan.registry import FindRegistry, no_registry
from offerscan.screener import Screener
from offerscan.stages import STAGES
from offerscan_training.campaigns.variations import disguise
from offerscan_training.dump.files import WRITERS
from offerscan_training.dump.posts import Post
from offerscan_training.dump.sample import FILES, WRITTEN_BY_HAND, make_sample_dump
from offerscan_training.dump.templates import make_posts, read_passed_on, read_templates
from offerscan_training.dump.truth import compare_campaigns, letters, read_truth
from offerscan_training.speed.dump_report import Cost, DumpFigures, DumpPlan, Rate, dump_table, linear_cost
from offerscan_training.speed.dump_run import MODES, Order, carry_out
from offerscan_training.speed.mixture import Mixture, Sources, write_dump
from offerscan_training.speed.sketches import compare_sketches

ROOT = Path(__file__).parents[1]
DUMP, TRUTH, TEXTS = ROOT / "examples/dump", ROOT / "examples/dump-truth.tsv", ROOT / "training/dump"
TEMPLATES = read_templates(TEXTS / "campaigns.toml")
ROWS = list(read_offers(DUMP))
# "gaji" and "berangkat" stand in lawful offers and in much talk too, none of which may be joined to anything; the others are
# what the planted campaigns say. Levels as such are the model's business, not tested here.
_WORDS = {
    "gaji": "personal_recruiter", "g4ji": "personal_recruiter", "berangkat": "urgency_pressure", "talangi": "debt_deduction",
    "ditanya": "no_requirements", "ongkos": "upfront_fee", "dp": "upfront_fee", "titip": "document_retention",
    "ziarah": "wrong_visa", "umrah": "wrong_visa", "kunjungan": "wrong_visa", "penampungan": "secrecy_isolation",
    "mundur": "exit_penalty", "hangus": "exit_penalty", "nol": "no_requirements", "dorm,": "abusive_conditions",
    "jaminan": "document_retention", "setelah": "no_contract_first", "menitipkan": "document_retention",
}  # fmt: skip


def open_eager(settings: object = None, registry: FindRegistry = no_registry) -> Screener:
    """Takes every text with one of the words for an offer abroad."""
    fixed = open_fixed(settings, registry)
    return Screener(FixedEngine(fixed.catalog.labels, _WORDS), fixed.catalog, fixed.policy)


# --- the folder -------------------------------------------------------------------------------------------------------


def test_every_reader_and_export_has_a_file() -> None:
    suffixes = {path.suffix for path in DUMP.rglob("*.*")}
    wanted = {reader: [suffix for suffix, other in READERS.items() if other is reader] for reader in READERS.values()}
    missing = [named for named in wanted.values() if not suffixes & set(named)]
    assert missing == []
    assert {export.name for export in EXPORTS} <= {file.kind for file in FILES} | set(WRITTEN_BY_HAND.values())
    assert {".gz", ".zst"} <= suffixes & set(COMPRESSIONS)
    assert ".zip" in suffixes
    held = {path.relative_to(DUMP).as_posix() for path in DUMP.rglob("*.*")}
    assert held == {file.path for file in FILES} | WRITTEN_BY_HAND.keys()


def test_the_folder_is_small_and_all_of_it_is_read() -> None:
    assert sum(path.stat().st_size for path in DUMP.rglob("*.*")) < 2_500_000
    assert [row for row in ROWS if not isinstance(row, Offer)] == []
    assert 2_900 <= len(ROWS) <= 3_200
    dated = [row for row in ROWS if isinstance(row, Offer) and row.meta and row.meta.posted_at]
    assert len(dated) > 2_500
    assert all(row.meta and str(row.meta.posted_at).startswith("2026-0") for row in dated)


@pytest.mark.parametrize(("name", "kind"), WRITTEN_BY_HAND.items())
def test_a_file_written_by_hand_is_read_as_what_it_is(name: str, kind: str) -> None:
    assert (DUMP / name).read_bytes() == (TEXTS / name).read_bytes()
    assert [one.name for one in EXPORTS if one.recognise((DUMP / name).read_text(encoding="utf-8"))] == [kind]
    rows = [row for row in ROWS if str(row.source).startswith(f"{name}:")]
    assert len(rows) > 30
    assert all(isinstance(row, Offer) and row.meta and row.meta.author for row in rows)
    assert all("0000" in phone for row in rows if isinstance(row, Offer) for phone in re.findall(r"\d[\d-]{8,}", row.text))


def test_all_numbers_are_invented() -> None:
    phones = [phone for template in TEMPLATES for phone in template.slots["phone"]]
    assert len(phones) > 15
    assert not any(re.search(r"\d{8}", template.text) for template in TEMPLATES)
    assert all("0000" in phone for phone in phones)


def test_the_truth_names_rows_of_the_folder() -> None:
    truth = read_truth(TRUTH)
    assert set(truth) <= {str(row.source) for row in ROWS}
    counts = Counter(truth.values())
    assert counts == {template.name: template.posts for template in TEMPLATES}
    assert 6 <= len(counts) <= 8
    assert all(8 <= count <= 60 for count in counts.values())
    files = {name: {source.partition(":")[0] for source in truth if truth[source] == name} for name in counts}
    assert all(len(places) >= 5 for places in files.values())


# --- what is planted is found -----------------------------------------------------------------------------------------


def test_planted_campaigns_are_found_through_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ("scan", str(DUMP), "--with-text", "--workers", "1", "-o", "scanned.jsonl"),
        ("campaigns", "scanned.jsonl", "-o", "campaigns.json", "-o", "campaigns.html"),
        ("report", "scanned.jsonl", "--campaigns", "campaigns.json", "-o", "report.html"),
    ):
        with pytest.raises(SystemExit) as exit:
            main(arguments, open_eager)
        told = capfd.readouterr().err
        assert (exit.value.code or 0) == 0, told
    agreement = compare_campaigns(Path("campaigns.json"), TRUTH)
    assert agreement.planted > 4_000
    assert agreement.precision >= 0.95
    assert agreement.recall >= 0.90
    found = json.loads(Path("campaigns.json").read_text(encoding="utf-8"))["campaigns"]
    joined = [one for one in found if "+6283800004177" in one["contacts"].get("phones", {}) and one["size"] > 5]
    assert len(joined) == 2  # the operators in Cambodia and those at the border share a telephone
    assert joined[0]["network"] == joined[1]["network"]
    assert any(one["flags"] for one in found if "+6281300007402" in one["contacts"].get("phones", {}))
    assert "Taoyuan" in Path("campaigns.html").read_text(encoding="utf-8")
    assert Path("report.html").stat().st_size > 10_000


def test_planted_campaigns_are_found_with_the_shipped_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("OFFERSCAN_") and name != "OFFERSCAN_DATA"]:
        monkeypatch.delenv(name)
    with pytest.raises(SystemExit) as exit:
        main(("campaigns", str(DUMP), "--workers", "1", "-o", "campaigns.json"))
    assert (exit.value.code or 0) == 0, capfd.readouterr().err
    agreement = compare_campaigns(Path("campaigns.json"), TRUTH)
    print(f"with the model: precision {agreement.precision:.3f}, recall {agreement.recall:.3f}")
    assert agreement.precision >= 0.95
    assert agreement.recall >= 0.90


# --- how it is made ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_what_is_written_is_read_and_the_same_every_time(kind: str, tmp_path: Path) -> None:
    text = "DIBUTUHKAN sopir di Riyadh, gaji 1.500 riyal (bersih).\nDP 2 juta dulu, hubungi Pak Rojali 0812-0000-1234"
    text = text.replace("\n", " ") if kind == "lines" else text
    first = Post(text, "Sri Contoh", datetime(2026, 2, 3, 9, 30), "Loker Saudi")
    count = {"eml": 1}.get(kind, 3)
    posts = [replace(first, posted_at=datetime(2026, 2, day, 9, 30)) for day in range(3, 3 + count)]
    [path] = {file.path for file in FILES if file.kind == kind}
    place = tmp_path / Path(path).name
    place.write_bytes(WRITERS[kind](posts))
    assert [letters(row.text) for row in read_offers(place) if isinstance(row, Offer)] == [letters(text)] * count
    assert WRITERS[kind](posts) == place.read_bytes()


def test_only_an_earlier_dump_is_removed(tmp_path: Path) -> None:
    earlier, strange = tmp_path / FILES[0].path, tmp_path / "letters" / "mine.txt"
    earlier.write_text("lama", encoding="utf-8")
    strange.parent.mkdir()
    strange.write_text("penting", encoding="utf-8")
    with pytest.raises(InputError, match=r"holds letters/mine\.txt"):
        make_sample_dump(ROOT / "training/data/train.jsonl", TEXTS, tmp_path, tmp_path / "truth.tsv")
    assert strange.read_text(encoding="utf-8") == "penting"
    assert earlier.exists()


def test_variants_differ_and_copies_are_among_them() -> None:
    for template in TEMPLATES:
        texts = list(make_posts(template, random.Random(3)))
        assert texts == list(make_posts(template, random.Random(3)))
        assert len(texts) == template.posts
        assert template.posts * 0.6 < len(set(texts)) < template.posts
        assert not any("{" in text for text in texts)
    assert all(disguise("Gaji 9 juta untuk kerja di kebun", random.Random(seed)) for seed in range(30))
    assert sum(posts for _, posts in read_passed_on(TEXTS / "campaigns.toml")) > 50


# --- the bench --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mixture", [Mixture(), Mixture(copies=0.0, variants=0.0), Mixture(copies=0.9, variants=0.1, beside=900)])
def test_a_measured_dump_has_the_mixture_that_is_told(mixture: Mixture, tmp_path: Path) -> None:
    everyday = [f"hari ke-{number} hujan di kampung {number * 7}" for number in range(400)]
    sources = Sources(
        everyday, ["Mau tanya soal paspor"], [f"Butuh {n} orang, WA 0812-0000-{1000 + n}" for n in range(50)]
    )
    unique = write_dump(1000, sources, mixture, tmp_path / "a.jsonl")
    assert write_dump(1000, sources, mixture, tmp_path / "b.jsonl") == unique
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert (tmp_path / "a.jsonl").stat().st_size > 1000 * mixture.beside
    rows = list(read_offers(tmp_path / "a.jsonl"))
    texts = [row.text for row in rows if isinstance(row, Offer)]
    assert len(texts) == 1000
    assert len(set(texts)) == unique <= 1000 * (1 - mixture.copies) + 60
    risky = sum("Butuh" in text or "orang" in text for text in texts)
    assert (risky > 0) == (mixture.variants > 0)


def test_the_table_tells_cost_stages_and_who_else() -> None:
    stages = dict.fromkeys(STAGES, 0.5) | {"model": 5.5}
    costs = [Cost(1000, 400, 400_000, 10.0, 300_000_000, stages), Cost(10_000, 3500, 4_000_000, 150.0, 310_000_000, stages)]
    assert linear_cost(costs) == 1.5
    sketching = compare_sketches(
        [f"satu dua tiga empat lima enam tujuh delapan sembilan sepuluh kata{n}" for n in range(20)]
    )
    assert all(one.error < 0.1 for one in sketching)
    largest = {"ray": Cost(10_000, 3500, 4_000_000, 160.0, 900_000_000, stages)}
    table = dump_table(
        DumpFigures(costs, [Rate("offerscan scan", 100.0), Rate("pipeline", 4.0)], sketching, largest), DumpPlan()
    )
    for told in (
        "| 10,000 | 3,500 | 4 MB | 150.0 | 67 | 23 | 310 MB |",
        "1.50 times",
        "`--engine ray` screens the largest at 62 posts/s, 94% of the rate without it.",
        "| model | 5.50 | 57.9% | 550 |",
        "25.0 ×",
        "datasketch",
    ):
        assert told in table


def test_a_measured_scan_counts_all_rows_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MODES, "whole", open_eager)
    dump = tmp_path / "dump.jsonl"
    write_dump(200, Sources(["Hari ini hujan"], ["Mau tanya"], ["Gaji 9 juta, DP dulu"]), Mixture(), dump)
    ran = carry_out(Order.of(dump, None, workers=1))
    assert ran.rows == sum(ran.levels.values()) == 200
    assert ran.levels["low"] < 200
    assert set(ran.stages) == set(STAGES)
    assert ran.seconds > 0
    assert list(tmp_path.iterdir()) == [dump]
