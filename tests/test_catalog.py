"""The catalog is data with its own examples; these tests walk the folder, so a new indicator needs no new test."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from datetime import date
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offerscan.catalog import (
    VERSION,
    Indicator,
    Law,
    Pattern,
    Posts,
    read_catalog,
    read_channels,
    read_closed_destinations,
    read_pay_table,
    read_sources,
)
from offerscan.errors import CatalogError
from offerscan.records import Kind, Severity, Span

# The order of the model's outputs. A model that was trained under another order may not be read with this catalog.
RISK = {
    "personal_recruiter": Severity.MEDIUM,
    "bypass_official_channel": Severity.HIGH,
    "wrong_visa": Severity.HIGH,
    "closed_destination": Severity.HIGH,
    "upfront_fee": Severity.MEDIUM,
    "debt_deduction": Severity.MEDIUM,
    "money_to_family": Severity.HIGH,
    "implausible_pay": Severity.MEDIUM,
    "vague_job": Severity.LOW,
    "no_requirements": Severity.LOW,
    "urgency_pressure": Severity.LOW,
    "underage_recruitment": Severity.CRITICAL,
    "document_falsification": Severity.CRITICAL,
    "document_retention": Severity.HIGH,
    "immigration_coaching": Severity.CRITICAL,
    "irregular_route": Severity.CRITICAL,
    "online_scam_gambling_job": Severity.HIGH,
    "sexual_exploitation_signal": Severity.HIGH,
    "marriage_or_organ_trade": Severity.CRITICAL,
    "exit_penalty": Severity.HIGH,
    "secrecy_isolation": Severity.HIGH,
    "referral_bounty": Severity.MEDIUM,
    "impersonation_claim": Severity.HIGH,
    "no_contract_first": Severity.HIGH,
    "abusive_conditions": Severity.HIGH,
}
PROTECTIVE = [
    "licensed_company_named",
    "joborder_reference",
    "official_process",
    "work_visa_contract",
    "transparent_zero_cost",
    "official_channel",
    "verifiable_office",
    "detailed_terms",
]

# An offer is screened; nobody is accused.
ACCUSING = re.compile(r"(?i)ilegal|illegal|pelaku|perpetrator|penjahat|criminal|penipu\b")

# Articles that the domain notes know from memory only; they are not shown until somebody has read them.
UNREAD_LAW = re.compile(
    r"21/2007 Pasal (?!2 |4 )|18/2017 Pasal (63|7[0-2]|8[4-7])\b|Pasal 455|UU (ITE|12/2022|Kesehatan)",
)

CATALOG = read_catalog()
PATTERNS = [(indicator, pattern) for indicator in CATALOG.indicators for pattern in indicator.patterns]
LAWS = [(indicator, law) for indicator in CATALOG.indicators for law in indicator.law]

each_indicator = pytest.mark.parametrize("indicator", CATALOG.indicators, ids=CATALOG.labels)
each_pattern = pytest.mark.parametrize(("indicator", "pattern"), PATTERNS)
each_law = pytest.mark.parametrize(("indicator", "law"), LAWS)


def test_every_indicator_once_in_model_order() -> None:
    assert CATALOG.labels == (*RISK, *PROTECTIVE)
    assert [indicator.order for indicator in CATALOG.indicators] == list(range(1, 34))
    assert [indicator.id for indicator in CATALOG.protective] == PROTECTIVE
    assert CATALOG.by_id["detailed_terms"] is CATALOG.indicators[-1]


def test_severities_are_those_of_the_guideline() -> None:
    assert {indicator.id: indicator.severity for indicator in CATALOG.risk} == RISK


def test_version_and_single_reading() -> None:
    assert CATALOG.version == VERSION == "1"
    assert read_catalog() is CATALOG


@each_indicator
def test_wording(indicator: Indicator) -> None:
    for wording in (indicator.name, indicator.reason, indicator.question):
        assert wording.id != wording.en
        assert not ACCUSING.search(f"{wording.id} {wording.en}")
    for sentence in (indicator.reason.id, indicator.reason.en):
        assert re.fullmatch(r"[A-Z].{30,220}[^.]\.", sentence)
        assert ". " not in sentence, "one sentence"
    assert indicator.question.id.startswith(("Tanyakan", "Periksa"))
    assert indicator.question.en.startswith(("Ask", "Check"))


@each_indicator
def test_enough_examples(indicator: Indicator) -> None:
    assert len(indicator.examples.hit) >= 5
    assert len(indicator.examples.miss) >= 5


def test_examples_are_distinct_across_the_catalog() -> None:
    examples = [*(indicator.examples for indicator in CATALOG.indicators), *(p.examples for _, p in PATTERNS)]
    sentences = [" ".join(re.findall(r"\w+", text.lower())) for e in examples for text in e.hit + e.miss]
    assert [text for text, times in Counter(sentences).items() if times > 1] == []


@each_law
def test_law_is_dated_sourced_and_read(indicator: Indicator, law: Law) -> None:
    assert law.checked_on >= date(2026, 11, 21)
    assert law.source in read_sources()
    assert not UNREAD_LAW.search(law.text)
    assert not ACCUSING.search(law.note)


def test_an_article_reads_the_same_everywhere() -> None:
    assert len({law for _, law in LAWS}) == len({law.text for _, law in LAWS})


@pytest.mark.parametrize("text", ["UU 21/2007 Pasal 17", "UU 18/2017 Pasal 72", "UU ITE Pasal 27", "KUHP Pasal 455"])
def test_unread_law_would_be_noticed(text: str) -> None:
    assert UNREAD_LAW.search(text)


def test_patterns_are_for_identifiers_only() -> None:
    """Whether a risk is meant, denied or quoted is for the model; a number with its issuer speaks for itself."""
    assert {indicator.kind for indicator, _ in PATTERNS} == {Kind.PROTECTIVE}


@each_pattern
def test_pattern_examples(indicator: Indicator, pattern: Pattern) -> None:
    assert len(pattern.examples.hit) >= 2
    assert len(pattern.examples.miss) >= 2
    assert [text for text in pattern.examples.hit if not pattern.regex.search(text)] == []
    assert [text for text in pattern.examples.miss if pattern.regex.search(text)] == []


@each_pattern
def test_pattern_is_silent_outside_its_indicator(indicator: Indicator, pattern: Pattern) -> None:
    elsewhere = [other.examples for other in CATALOG.indicators if other is not indicator]
    texts = chain(indicator.examples.miss, *(e.hit + e.miss for e in elsewhere))
    assert [text for text in texts if pattern.regex.search(text)] == []


@each_pattern
def test_pattern_was_measured(indicator: Indicator, pattern: Pattern) -> None:
    measured = re.fullmatch(r"([01]\.\d\d) of (\d+) \(seed, \d{4}-\d\d-\d\d\)", pattern.measured)
    assert measured
    assert float(measured[1]) >= 0.95
    assert int(measured[2]) >= 20, "fewer matches say too little"


def has_unbounded_work(regex: str) -> bool:
    """Whether a regex repeats without bound, or repeats a group: both can take very long on a hostile text."""
    bare = re.sub(r"\[(?:\\.|[^\]])*\]|\\.", "x", regex)
    return bool(re.search(r"[*+]|\{\d*,\}|\)[*+{]", bare))


@pytest.mark.parametrize("regex", [r"a*", r"\d+x", r"(ab){1,3}", r"x{2,}", r"[a-z]+", r"(?:a|b)*"])
def test_unbounded_work_would_be_noticed(regex: str) -> None:
    assert has_unbounded_work(regex)


@each_pattern
def test_pattern_takes_linear_time_and_never_matches_nothing(indicator: Indicator, pattern: Pattern) -> None:
    assert not has_unbounded_work(pattern.regex.pattern)
    assert not pattern.regex.search("")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kerja Taiwan, chat saja.", []),
        (
            "🇹🇼 PT Gema Sura Lintas (SIP3MI No. 2/118/2023), SIP2MI 0911/TW/X/2026",
            [
                ("licensed_company_named", "PT Gema Sura Lintas (SIP3MI No. 2/118/2023"),
                ("joborder_reference", "SIP2MI 0911/TW/X/2026"),
            ],
        ),
        (
            "Email loker@disnaker.kabsukamaju.go.id, kantor Jl. Mawar 9 Kudus, (0291) 430 118.",
            [
                ("official_channel", "loker@disnaker.kabsukamaju.go.id"),
                ("verifiable_office", "Jl. Mawar 9 Kudus, (0291) 430 118"),
            ],
        ),
        # A copied name under a foreign ending, and a number that is only promised, are no evidence.
        ("Daftar di bp2mi.go.id.kerja-cepat.com, SIP3MI PT kami menyusul", []),
        # Cyrillic letters inside what looks like an official address.
        ("www.bр2mi.go.id", []),
    ],
)
def test_find_patterns(text: str, expected: list[tuple[str, str]]) -> None:
    found = CATALOG.find_patterns(text)
    assert [(indicator.id, text[span.start : span.end]) for indicator, span in found] == expected


def test_of_overlapping_stretches_the_first_and_longest_stays() -> None:
    text = "LPK Sora Gakuin, PT Sora Karya, SIP3MI 0871/2024, izin SO 2/1190/HK/2024"
    found = CATALOG.find_patterns(text)
    assert [text[span.start : span.end] for _, span in found] == ["PT Sora Karya, SIP3MI 0871/2024"]


PIECES = st.sampled_from([text for _, p in PATTERNS for text in p.examples.hit + p.examples.miss] + ["\n", " ", "👍"])


@given(st.lists(PIECES | st.text(max_size=20), max_size=12).map("".join))
def test_found_spans_are_ordered_inside_the_text_and_apart(text: str) -> None:
    found = CATALOG.find_patterns(text)
    assert [span.start for _, span in found] == sorted(span.start for _, span in found)
    for label in CATALOG.labels:
        spans = [span for indicator, span in found if indicator.id == label]
        ends = [0, *(span.end for span in spans)]
        assert all(end <= span.start < span.end <= len(text) for end, span in zip(ends, spans, strict=False))
    for indicator, span in found:
        quote = text[span.start : span.end]
        assert any(Span(*m.span()) == span for p in indicator.patterns for m in p.regex.finditer(text)), quote


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two sound indicator files, to be broken by a test."""
    with as_file(files("offerscan.catalog") / "indicators") as indicators:
        for order, label in ((1, "upfront_fee"), (2, "official_channel")):
            text = (indicators / f"{label}.toml").read_text(encoding="utf-8")
            (tmp_path / f"{label}.toml").write_text(re.sub(r"order = \d+", f"order = {order}", text), encoding="utf-8")
    return tmp_path


def test_the_sound_folder_is_read(folder: Path) -> None:
    assert read_catalog(folder).labels == ("upfront_fee", "official_channel")


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("upfront_fee", 'name.id = "Pungutan di muka"', "", "field name.id"),
        ("upfront_fee", 'name.id = "Pungutan di muka"', 'name.id = "  "', "field name.id"),
        ("upfront_fee", "reason.en", "raeson.en", "field reason.en"),
        ("upfront_fee", "note =", "remark =", "field law.0.note"),
        ("upfront_fee", "2026-11-21", '"soon"', "field law.0.checked_on"),
        ("upfront_fee", 'kind = "risk"', 'kind = "danger"', "field kind"),
        ("upfront_fee", 'severity = "medium"', "", "field severity"),
        ("upfront_fee", 'severity = "medium"', 'severity = "grave"', "field severity"),
        ("upfront_fee", 'id = "upfront_fee"', 'id = "fee"', "field id"),
        ("official_channel", "order = 2", "order = 7", "field order"),
        ("official_channel", "law = []", "", "field law"),
        ("official_channel", 'kind = "protective"', 'kind = "protective"\nseverity = "low"', "field severity"),
        ("official_channel", "(?i)", "(?i)(", "field patterns.0.regex"),
        ("official_channel", "measured =", "mesured =", "field patterns.0.measured"),
        ("official_channel", "[examples]", "[examples", "cannot be read"),
    ],
)
def test_a_broken_file_is_told_by_file_and_field(folder: Path, file: str, old: str, new: str, named: str) -> None:
    path = folder / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogError, match=re.escape(named)) as raised:
        read_catalog(folder)
    assert path.name in str(raised.value)
    assert "install offerscan again" in str(raised.value)


def test_an_order_given_twice_is_told(folder: Path) -> None:
    path = folder / "official_channel.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("order = 2", "order = 1"), encoding="utf-8")
    with pytest.raises(CatalogError, match="field order: it is 1 where 2 is due"):
        read_catalog(folder)


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_an_empty_or_missing_folder_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(CatalogError, match="no indicator files"):
        read_catalog(tmp_path / name)


def test_a_file_that_is_not_utf8_is_told(folder: Path) -> None:
    (folder / "upfront_fee.toml").write_bytes(b'id = "\xff"')
    with pytest.raises(CatalogError, match=r"upfront_fee\.toml.*cannot be read"):
        read_catalog(folder)


def test_the_catalog_can_be_read_from_inside_a_zip(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "wheel.zip", "w") as archive:
        for path in folder.glob("*.toml"):
            archive.write(path, f"indicators/{path.name}")
    with zipfile.ZipFile(tmp_path / "wheel.zip") as archive:
        assert read_catalog(zipfile.Path(archive, "indicators/")).labels == ("upfront_fee", "official_channel")


# fmt: off
HOUSEHOLD_CLOSED = [
    "DZ", "SA", "BH", "IQ", "IR", "KW", "LB", "LY", "MA", "MR", "EG", "OM", "PK", "PS", "QA", "SD", "SS", "SY", "TN",
    "AE", "YE", "JO",
]
# fmt: on


def test_closed_destinations() -> None:
    rows = read_closed_destinations()
    closed = {(row.country, row.posts) for row in rows}
    assert len(closed) == len(rows)
    assert closed == {
        *((country, Posts.ALL) for country in ("KH", "MM", "LA")),
        ("TH", Posts.CALL_CENTRE),
        *((country, Posts.HOUSEHOLD) for country in HOUSEHOLD_CLOSED),
    }
    assert all(row.checked_on >= date(2026, 11, 21) and row.source in read_sources() for row in rows)
    assert not any(ACCUSING.search(f"{row.basis.id} {row.basis.en}") for row in rows)


def test_channels_are_those_seen_in_a_source() -> None:
    channels = read_channels()
    values = {contact.value for channel in channels for contact in channel.contacts}
    assert {"0-800-1000", "129", "110", "https://peduliwni.kemlu.go.id"} <= values
    assert not {"1500-630", "148"} & values, "seen on a weak source only, or not at all"
    assert all(channel.contacts and channel.checked_on >= date(2026, 11, 21) for channel in channels)
    assert len({channel.name.id for channel in channels}) == len(channels)


def test_every_source_is_used() -> None:
    used = {law.source for _, law in LAWS} | {row.source for row in read_closed_destinations()}
    used.update(*(channel.sources for channel in read_channels()))
    used.update(figure.source for figure in read_pay_table())
    assert used == set(read_sources())
    assert all(address.startswith(("http://", "https://")) for address in read_sources().values())
