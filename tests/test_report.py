"""Reports: every number is the one that the rows give, the page loads and runs nothing, the workbook holds every row."""

from __future__ import annotations

import io
import json
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fixed_screener import open_fixed
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from offerscan.campaigns import COLUMNS, Campaign, Template, find_campaigns
from offerscan.campaigns.growth import Growth, Period
from offerscan.campaigns.memory import News
from offerscan.catalog import read_catalog
from offerscan.cells import CELL_CHARACTERS, CellsCutWarning
from offerscan.cli import main
from offerscan.details.places import COUNTRIES
from offerscan.formats import as_json, write_assessments
from offerscan.moments import posted_on
from offerscan.phrases import Language, both, phrase
from offerscan.records import (
    Assessment,
    Category,
    Details,
    Fault,
    Finding,
    Kind,
    Meta,
    Origin,
    Refusal,
    Risk,
    Severity,
    Versions,
)
from offerscan.report import WRITERS, Sources, workbook
from offerscan.report.charts import Chart, draw_bars, draw_columns
from offerscan.report.jobs import find_jobs, read_jobs
from offerscan.report.language import Speaker
from offerscan.report.network import draw_network, find_networks
from offerscan.report.periods import group_days
from offerscan.report.summary import Summary
from offerscan.report.tally import Levels, Tally

MADE_ON = date(2026, 11, 22)
NAMES: dict[str, dict[Language, str]] = {
    one.id: {"id": one.name.id, "en": one.name.en} for one in read_catalog().indicators
}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}$\\frac'

Row = tuple[Assessment | Refusal | None, str | None]


def answer(
    id: str,
    risk: Risk = Risk.LOW,
    category: Category = Category.OVERSEAS_OFFER,
    findings: Sequence[Finding] = (),
    details: Details | None = None,
    source: str = "grup.txt:1",
    meta: Meta | None = None,
) -> Assessment:
    high = {Risk.LOW: 0.01, Risk.REVIEW: 0.3, Risk.HIGH: 0.9}[risk]
    return Assessment(
        id, source, category, {}, risk, {"low": 1 - high, "review": 0.0, "high": high}, tuple(findings),
        details or Details(), None, "id", (), Versions("1.0.0", "offerscan-id-1", "1"), meta,
    )  # fmt: skip


def fee(quote: str = "dp 2 juta dulu") -> Finding:
    return Finding("upfront_fee", Kind.RISK, Severity.MEDIUM, 0.9, Origin.MODEL, 0, len(quote), quote)


LICENSED = Finding("licensed_company_named", Kind.PROTECTIVE, None, 0.8, Origin.MODEL, 0, 2, "PT")
PAPERS = Finding("document_retention", Kind.RISK, Severity.HIGH, 0.8, Origin.MODEL)
# One telephone in two different texts, one of which goes round in three copies.
COPY = (
    "Butuh dua puluh orang pabrik roti di Taiwan, dp 2 juta dulu, berangkat minggu depan, paspor dipegang kantor. WA {}"
)
ONE, OTHER = "+6281200001234", "+6281300005678"


def offer(number: int, phone: str, day: str, group: str) -> Row:
    details = Details(destinations=("TW",), phones=(phone,))
    meta = Meta("Mbak Rini", f"2026-{day}T08:00:00", group, None)
    made = answer(
        f"o{number}", Risk.HIGH, findings=(fee(), PAPERS), details=details, source=f"grup.txt:{number}", meta=meta
    )
    return made, COPY.format(phone)


ROWS: list[Row] = [
    offer(1, ONE, "03-02", "Loker Taiwan 🔥"),
    offer(2, OTHER, "03-20", "Loker Taiwan 🔥"),
    offer(3, ONE, "05-04", "TKI Jatim"),
    (
        answer("o4", Risk.REVIEW, findings=(fee("setor dulu"),), details=Details(("MY",), (ONE,)), source="dump.csv:4"),
        "Kebun sawit di Sabah, setor dulu baru jalan",
    ),
    (
        answer("o5", Risk.LOW, Category.DOMESTIC_OFFER, (LICENSED,), Details(companies=("PT MAJU",)), "dump.csv:5"),
        "PT Maju butuh sopir forklift",
    ),
    (answer("d1", category=Category.DISCUSSION, source="dump.csv:6"), "Ada yang pernah kerja di Taiwan?"),
    (Refusal("r1", "dump.csv:7", Fault("empty", "Baris kosong.")), None),
    (None, None),
]


def sources(
    rows: Sequence[Row] = ROWS,
    campaigns: Sequence[Campaign] | None = None,
    languages: Sequence[Language] = ("id", "en"),
) -> Sources:
    return Sources(campaigns, NAMES, languages, MADE_ON)


def found(rows: Sequence[Row] = ROWS) -> list[Campaign]:
    return find_campaigns((row, text) for row, text in rows if isinstance(row, Assessment) and text)


def written(suffix: str, rows: Sequence[Row], needed: Sources) -> bytes:
    file = io.BytesIO()
    with WRITERS[suffix](file, needed) as take:
        for row, text in rows:
            take(row, text)
    return file.getvalue()


def page(rows: Sequence[Row] = ROWS, campaigns: Sequence[Campaign] | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(written(".html", rows, sources(rows, campaigns)))


def sheets(rows: Sequence[Row] = ROWS, campaigns: Sequence[Campaign] | None = None) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(written(".xlsx", rows, sources(rows, campaigns))))
    return {sheet.title: list(sheet.values) for sheet in book}


def table(read: LexborHTMLParser, section: str, number: int = 0) -> dict[str, list[str]]:
    """A table of the page: the cells of each row by the name of the row."""
    rows = read.css(f"#{section} table")[number].css("tbody tr")
    return {row.css_first("th").text(): [cell.text() for cell in row.css("td")] for row in rows}


FOUND = found()
PAGE = page(campaigns=FOUND)


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_totals_are_those_of_the_rows() -> None:
    assert [tile.text() for tile in PAGE.css("article[lang=id] .tiles dd")] == ["6", "5", "3", "1", str(len(FOUND))]
    assert table(PAGE, "en-summary") == {
        "offer abroad": ["4", "3", "1", "0"],
        "offer inside Indonesia": ["1", "0", "0", "1"],
        "talk about work abroad, no offer": ["1", "0", "0", "1"],
        "All": ["6", "3", "1", "2"],
    }
    notes = PAGE.css_first("#en-summary").text()
    assert phrase("report_refused", "en", count=1, codes="empty: 1") in notes
    assert phrase("report_broken", "en", count=1) in notes


@pytest.mark.parametrize(
    ("section", "number", "expected"),
    [
        ("en-destinations", 0, {"Taiwan": ["3", "3", "0", "0"], "Malaysia": ["1", "0", "1", "0"]}),
        ("id-jobs", 0, {"Pabrik": ["3", "3", "0", "0"], "Kebun, ladang, ternak": ["1", "0", "1", "0"], "Sopir": ["1", "0", "0", "1"]}),  # noqa: E501
        ("en-channels", 0, {"Loker Taiwan 🔥": ["2", "2", "0", "0"], "TKI Jatim": ["1", "1", "0", "0"]}),
        ("en-channels", 1, {"Telephones": ["4", "3", "1", "0"]}),
        ("en-channels", 2, {".txt": ["3", "3", "0", "0"], ".csv": ["3", "0", "1", "2"]}),
        ("en-channels", 3, {"grup.txt": ["3", "3", "0", "0"], "dump.csv": ["3", "0", "1", "2"]}),
        ("en-indicators", 1, {NAMES["licensed_company_named"]["en"]: ["1", "20%", "0", "0"]}),
    ],
)  # fmt: skip
def test_each_table_counts_its_kind(section: str, number: int, expected: dict[str, list[str]]) -> None:
    assert table(PAGE, section, number) == expected


def test_indicators_stand_by_gravity_and_each_counts_once_an_offer() -> None:
    assert list(table(PAGE, "id-indicators").items()) == [
        (NAMES["document_retention"]["id"], ["berat", "3", "60%", "3", "0"]),
        (NAMES["upfront_fee"]["id"], ["sedang", "4", "80%", "3", "1"]),
    ]


def test_weeks_without_posts_are_there_too() -> None:
    weeks = table(PAGE, "en-time")
    assert next(iter(weeks)) == "week of March 2, 2026"
    assert [row[0] for row in weeks.values()] == ["1", "0", "1", "0", "0", "0", "0", "0", "0", "1"]


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(chance: random.Random) -> None:
    def state(rows: Sequence[Row]) -> object:
        summary = Summary(MADE_ON)
        for row, text in rows:
            summary.add(row, text)
        tallies = (
            summary.destinations,
            summary.indicators,
            summary.jobs,
            summary.groups,
            summary.sites,
            summary.contacts,
        )
        return summary.categories, sorted(summary.days.items(), key=str), [list(tally.ranked()) for tally in tallies]

    mixed = list(ROWS)
    chance.shuffle(mixed)
    assert state(mixed) == state(ROWS)


@settings(deadline=None)
@given(st.dictionaries(st.dates(date(2000, 1, 1), date(2027, 1, 1)), st.integers(1, 9), max_size=30))
def test_periods_hold_every_text_without_a_gap(counts: dict[date, int]) -> None:
    unit, periods = group_days({day: Levels(high=count) for day, count in counts.items()})
    assert sum(period.levels.high for period in periods) == sum(counts.values())
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}[unit]
    assert all(timedelta(0) < later.start - one.start <= timedelta(longest) for one, later in pairwise(periods))
    assert len(periods) <= 40


@pytest.mark.parametrize("moment", [None, "", "kemarin", "1970-01-01T00:00:00", "2027-05-01", "2568-03-01", "2026-13-01"])
def test_a_day_that_cannot_be_right_is_no_day(moment: str | None) -> None:
    assert posted_on(moment, MADE_ON) is None


def test_counting_many_values_forgets_the_rarest_and_says_so() -> None:
    tally = Tally(most=100)
    for number in range(1000):
        tally.add(f"grup {number}", Risk.LOW)
        tally.add("TKI Jatim", Risk.HIGH)
    assert len(tally) <= 100
    assert not tally.is_exact
    assert next(tally.ranked()) == ("TKI Jatim", Levels(high=1000))


@pytest.mark.parametrize(
    ("text", "jobs"),
    [
        ("Dicari PRT ke Arab, gaji 1.500 riyal", {"domestic"}),
        ("Jaga lansia di Taipei", {"care"}),
        ("P A B R I K elektronik Penang, bagian packing", {"factory", "shop"}),
        ("ABK kapal ikan Taiwan", {"fishing"}),
        ("posisi 4dm1n 0nline, ngetik", {"online"}),
        ("Info lengkap hubungi admin", set()),
        ("belum menikah, ibu rumah tangga boleh", set()),
        ("Tukang las dan cleaning service hotel", {"construction", "hotel"}),
    ],
)
def test_jobs_are_those_that_are_written(text: str, jobs: set[str]) -> None:
    assert find_jobs(text) == jobs


def test_each_word_stands_for_one_job() -> None:
    words = Counter(word for job in read_jobs().values() for word in job.words)
    assert [word for word, count in words.items() if count > 1 or word != word.casefold().strip()] == []


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_destination_has_a_name(lang: Language) -> None:
    assert [code for code in COUNTRIES if Speaker(lang).country(code) in (code, code.title())] == []


# --- the page ---------------------------------------------------------------------------------------------------------


def hostile_rows() -> list[Row]:
    meta = Meta(HOSTILE, "2026-03-02T08:00:00", HOSTILE, HOSTILE)
    details = Details(("TW",), (ONE,), (HOSTILE,), (HOSTILE,), (HOSTILE,), (HOSTILE,), (HOSTILE,))
    text = f"{HOSTILE} {COPY.format(ONE)}\u202e\x00\x1b"
    rogue = replace(fee(HOSTILE), indicator=HOSTILE)
    return [
        (answer(f"{HOSTILE}{number}", Risk.HIGH, findings=(fee(HOSTILE), rogue), details=details, source=HOSTILE, meta=meta), text)
        for number in range(2)
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [ROWS, hostile_rows(), [], [(Refusal("r", None, Fault("empty", HOSTILE)), None)]])
def test_the_page_loads_and_runs_nothing(rows: list[Row]) -> None:
    read = page(rows, found(rows))
    assert not read.css("script, link, img, iframe, object, embed, base, form, foreignObject, image, video, audio")
    (policy,) = read.css('meta[http-equiv="Content-Security-Policy"]')
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    for node in read.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "action", "data", "poster")
            assert not name.endswith("href") or str(value).startswith("#")
            assert "url(" not in str(value).replace("url(#", "")
    styles = " ".join(style.text() for style in read.css("style"))
    assert "url(" not in styles
    assert "@import" not in styles


def test_what_is_written_in_offers_is_shown_as_text() -> None:
    rows = hostile_rows()
    shown = page(rows, found(rows)).body
    assert shown is not None
    assert HOSTILE in shown.text()
    assert "\x00" not in shown.text()


def test_places_in_the_page_are_told_apart_and_every_link_leads_to_one() -> None:
    ids = [str(node.attributes["id"]) for node in PAGE.css("[id]")]
    assert [id for id, count in Counter(ids).items() if count > 1] == []
    targets = {str(node.attributes["href"])[1:] for node in PAGE.css("a[href]")}
    assert targets
    assert targets <= set(ids)


def test_every_picture_is_told_in_words_and_in_a_table() -> None:
    pictures = PAGE.css("article[lang=id] svg")
    assert len(pictures) == 7
    for picture in pictures:
        assert picture.attributes["role"] == "img"
        assert picture.attributes["aria-label"]
        section = picture.parent and picture.parent.parent and picture.parent.parent.parent
        assert section
        assert section.css("tbody tr")


def test_campaigns_show_template_quotes_and_contacts() -> None:
    card = PAGE.css_first("#en-campaign-1").text()
    for told in (
        "3 offers",
        "HIGH",
        "pabrik roti di Taiwan",
        "dp 2 juta dulu",
        ONE,
        "Mar 2, 2026 – May 4, 2026",
        "Loker Taiwan 🔥 (2×)",
    ):
        assert told in card
    assert table(PAGE, "en-graph")[ONE] == ["Telephones", "3", "1, 2"]
    assert PAGE.css_first("#en-cards").text().count("Rank score") == 0  # the formula's number says nothing to a reader


def test_an_offer_of_another_file_with_the_same_id_is_no_part_of_a_campaign() -> None:
    own = Details(phones=("+6281400000001",))
    lawful = answer("o1", findings=(fee("biaya paspor di loket imigrasi"),), details=own, source="b.csv:1")
    rows: list[Row] = [*ROWS, (lawful, "PT Maju membuka pendaftaran, biaya paspor di loket imigrasi")]
    assert [one.offers for one in found(rows)] == [one.offers for one in FOUND]
    card = page(rows, found(rows)).css_first("#en-campaign-1").text()
    assert "dp 2 juta dulu" in card
    assert "loket imigrasi" not in card
    head, *offers = sheets(rows, found(rows))["offers"]
    told = {row["source"]: row["campaign"] for row in (dict(zip(head, row, strict=True)) for row in offers)}
    assert (told["grup.txt:1"], told["b.csv:1"]) == (FOUND[0].id, None)
    campaigns = sheets(rows, found(rows))["campaigns"]
    assert dict(zip(*campaigns[:2], strict=True))["sources"] == "grup.txt:1; grup.txt:2; grup.txt:3"


GROWING = replace(
    FOUND[0], size=10, first_seen="2026-03-01", last_seen="2026-03-15", days={"2026-03-01": 2, "2026-03-12": 3, "2026-03-15": 4},
    growth=Growth(Period.WEEK, "2026-03-15", 7, 2, 1),
    news=News(False, (), 2, {"phones": (OTHER,)}, ("TKI Jatim",), (), None, None),
)  # fmt: skip


def test_growth_is_told_in_picture_table_and_card() -> None:
    read = page(campaigns=[GROWING, replace(FOUND[-1], growth=None, days={})])
    assert table(read, "en-growth") == {"1": ["2", "7", "+5", "1"]}
    assert table(read, "id-campaigns")["1"][-3:] == ["2 → 7", "2", "10"]
    lead = read.css_first("#en-growth").text()
    assert "March 15, 2026" in lead
    assert len(read.css("#en-growth svg")) == 1
    card = read.css_first("#en-campaign-1").text()
    for told in ("2 offers in the seven days before, 7 in", "known before, 2 new variants", OTHER, "TKI Jatim"):
        assert told in card
    assert phrase("growth_unknown", "en") in read.css_first("#en-campaign-2").text()


def test_what_is_new_has_a_column_only_where_an_earlier_run_was_given() -> None:
    compared, alone = page(campaigns=[GROWING]), page(campaigns=[replace(GROWING, news=None)])
    heading = phrase("heading_new", "en")
    assert heading in compared.css_first("#en-campaigns thead").text()
    assert heading not in alone.css_first("#en-campaigns thead").text()


def test_without_dates_growth_is_not_guessed() -> None:
    read = page(campaigns=[replace(FOUND[0], days={"1970-01-01": 3}, growth=None)])
    assert phrase("report_no_dates", "en") in read.css_first("#en-growth").text()
    assert read.css_first("#en-growth svg") is None


def test_the_workbook_holds_the_growth() -> None:
    book = sheets(campaigns=[GROWING])
    assert book["growth"][1:] == [
        (1, GROWING.id, "2026-03-01", 2), (1, GROWING.id, "2026-03-12", 3), (1, GROWING.id, "2026-03-15", 4),
    ]  # fmt: skip
    row = dict(zip(*book["campaigns"], strict=True))
    told = ("growth_period", "growth_until", "growth_before", "growth_latest", "undated", "is_new", "new_variants")
    assert [row[name] for name in told] == ["week", "2026-03-15", 2, 7, 1, False, 2]
    assert (row["new_contacts"], row["new_groups"]) == (OTHER, "TKI Jatim")


def test_the_sheet_of_campaigns_has_the_columns_of_their_table() -> None:
    assert GROWING.news is not None
    news = replace(GROWING.news, merged=("c-old",), hours_to_notice=12.0)
    head, row = sheets(campaigns=[replace(GROWING, news=news)])["campaigns"]
    assert head == ("number", *COLUMNS)
    cells = dict(zip(head, row, strict=True))
    assert (cells["number"], cells["merged"], cells["hours_to_notice"], cells["variants"]) == (1, "c-old", 12, GROWING.variants)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_one_language_alone_if_asked_for(lang: Language) -> None:
    read = LexborHTMLParser(written(".html", ROWS, sources(campaigns=FOUND, languages=[lang])))
    assert [article.attributes["lang"] for article in read.css("article")] == [lang]
    assert not read.css("input")


def test_without_texts_the_page_says_what_is_missing() -> None:
    read = page([(row, None) for row, _ in ROWS], None).css_first("article[lang=en]").text()
    assert phrase("report_campaigns_need_texts", "en") in read
    assert phrase("report_jobs_need_texts", "en") in read


def test_the_same_rows_give_the_same_page() -> None:
    assert written(".html", ROWS, sources(campaigns=FOUND)) == written(".html", ROWS, sources(campaigns=FOUND))


# --- pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("draw", [draw_bars, draw_columns])
@pytest.mark.parametrize("label", ["$x^{", "🔥🇰🇭", "<b>&amp;", "a" * 500, "\n", "ꦗꦮ"])
def test_any_label_can_be_drawn(draw: Callable[[Chart], str], label: str) -> None:
    drawn = draw(Chart("c", label, (("a", "#333"), ("b", "#999")), [label, "x"], [(1, 0), (0, 0)]))
    assert not LexborHTMLParser(drawn).css("b")


def many_campaigns(count: int, contacts: int) -> list[Campaign]:
    """Campaigns in networks of four that share a telephone, each with contacts of its own."""
    return [
        replace(
            FOUND[0],
            id=f"c{number:03}",
            network=f"n{number // 4:03}",
            contacts={
                "phones": {f"+62812{number // 4:06}": 9},
                "handles": {f"@agen_{number}_{one}": one + 1 for one in range(contacts)},
            },
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(("count", "contacts"), [(1, 1), (5, 0), (30, 2), (300, 5)])
def test_the_graph_is_never_too_full_and_joins_what_belongs_together(count: int, contacts: int) -> None:
    campaigns = many_campaigns(count, contacts)
    networks, left_out = find_networks(campaigns)
    drawn = [place for network in networks for place in network.campaigns]
    assert sum(len(network.campaigns) + len(network.contacts) for network in networks) <= 80
    assert left_out == count - len(drawn)
    assert drawn[:1] == [0]
    for network in networks:
        for (kind, value), places in network.contacts.items():
            assert all(value in campaigns[place].contacts[kind] for place in places)
        assert ("phones", f"+62812{network.campaigns[0] // 4:06}") in network.contacts
    assert "<svg" in draw_network(networks, campaigns, [one.id for one in campaigns], "graph", "alt")


def test_one_network_larger_than_the_picture_is_cut() -> None:
    campaigns = [replace(one, network="all") for one in many_campaigns(300, 3)]
    (network,), left_out = find_networks(campaigns)
    assert 0 < len(network.campaigns) + len(network.contacts) <= 80
    assert left_out == 300 - len(network.campaigns)


# --- the workbook -----------------------------------------------------------------------------------------------------


def test_sheets_hold_every_row() -> None:
    book = sheets(campaigns=FOUND)
    assert list(book) == ["offerscan", "offers", "findings", "campaigns", "growth", "contacts"]
    head, *offers = book["offers"]
    rows = [dict(zip(head, row, strict=True)) for row in offers]
    assert [row["id"] for row in rows] == ["o1", "o2", "o3", "o4", "o5", "d1", "r1"]
    assert rows[0] == {
        "id": "o1", "source": "grup.txt:1", "posted_at": "2026-03-02T08:00:00", "group": "Loker Taiwan 🔥", "author": "Mbak Rini",
        "link": None, "forwarded_from": None, "category": "overseas_offer", "risk": "high", "risk_score_high": 0.9,
        "indicators": "upfront_fee; document_retention", "protective": None, "destinations": "TW", "phones": ONE,
        "accounts": None, "handles": None, "links": None, "companies": None, "licences": None, "language": "id", "limits": None,
        "campaign": FOUND[0].id, "error": None, "text": COPY.format(ONE),
    }  # fmt: skip
    assert (rows[-1]["error"], rows[-1]["risk"]) == ("empty: Baris kosong.", None)
    assert book["findings"][1] == (
        "o1", "grup.txt:1", "high", "upfront_fee", NAMES["upfront_fee"]["id"], NAMES["upfront_fee"]["en"], "risk", "medium",
        0.9, "model", 0, 14, "dp 2 juta dulu",
    )  # fmt: skip
    assert len(book["findings"]) == 1 + 8
    assert [row[:2] for row in book["campaigns"][1:]] == [(number, one.id) for number, one in enumerate(FOUND, 1)]
    assert book["contacts"][1:] == [
        ("phones", ONE, 3, 2, 1, 0, "; ".join(one.id for one in FOUND)),
        ("phones", OTHER, 1, 1, 0, 0, FOUND[0].id),
        ("companies", "PT MAJU", 1, 0, 0, 1, None),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    odd = f'{start}HYPERLINK("http://x.example","klik")'
    meta = Meta(odd, odd, odd, odd, odd)
    row = answer(
        odd, Risk.HIGH, findings=(fee(odd),), details=Details((odd,), (ONE,), (odd,), (odd,)), source=odd, meta=meta
    )
    book = openpyxl.load_workbook(io.BytesIO(written(".xlsx", [(row, odd)], sources(campaigns=[]))))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    strings = [str(cell.value) for cell in cells if cell.data_type == "s"]
    assert {ONE, odd.replace("\r", "\n")} <= set(strings)  # as received, but for what XML makes of a line end


def test_a_full_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 4)
    book = sheets()
    assert [row[0] for name in ("offers", "offers 2", "offers 3") for row in book[name]] == [
        "id", "o1", "o2", "o3", "id", "o4", "o5", "d1", "id", "r1",
    ]  # fmt: skip
    assert any(phrase("report_workbook_sheets", "en", rows=4) in str(row) for row in book["offerscan"])


def test_odd_texts_fit_into_cells() -> None:
    rows: list[Row] = [(answer("x"), "\x00\x0b\ufffe" + "a" * 40_000)]
    with pytest.warns(CellsCutWarning, match="32767"):
        assert sheets(rows)["offers"][1][-1] == "a" * CELL_CHARACTERS


# --- the command ------------------------------------------------------------------------------------------------------

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    for name in [name for name in os.environ if name.startswith("OFFERSCAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as exit:
            main([*arguments], open_fixed)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        assert out == ""
        return int(exit.value.code or 0), err

    return ran


def scanned(path: Path, rows: Sequence[Row] = ROWS) -> None:
    lines = [json.dumps(as_json(row, text)) if row else "{broken" for row, text in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_scan_becomes_a_page_and_a_workbook(run: Run, tmp_path: Path) -> None:
    scanned(tmp_path / "scanned.jsonl")
    code, told = run("report", "scanned.jsonl", "-o", "report.html", "--lang", "en")
    assert (code, told.strip()) == (
        0, phrase("summary_report", "en", texts=6, high=3, review=1, campaigns=2, name="report.html"),
    )  # fmt: skip
    assert run("report", "scanned.jsonl", "-o", "report.xlsx")[0] == 0
    assert len(openpyxl.load_workbook(tmp_path / "report.xlsx").sheetnames) == 1 + len(workbook.SHEETS)


@pytest.mark.parametrize(("text", "out", "cut"), [("DP dulu " * 5_000, "r.xlsx", 1), ("DP dulu", "r.xlsx", 0)])
def test_cells_that_lost_something_are_told(run: Run, tmp_path: Path, text: str, out: str, cut: int) -> None:
    scanned(tmp_path / "long.jsonl", [(answer("x"), text)])
    code, err = run("report", "long.jsonl", "-o", out)
    assert code == 0
    assert err.count(both("note_cells_cut", count=1, limit=CELL_CHARACTERS)) == cut


def test_campaigns_that_were_found_before_are_taken_over(run: Run, tmp_path: Path) -> None:
    scanned(tmp_path / "scanned.jsonl")
    scanned(tmp_path / "bare.jsonl", [(row, None) for row, _ in ROWS])
    assert run("campaigns", "scanned.jsonl", "-o", "campaigns.json")[0] == 0
    assert run("report", "scanned.jsonl", "-o", "sought.html")[0] == 0
    assert run("report", "scanned.jsonl", "--campaigns", "campaigns.json", "-o", "taken.html")[0] == 0
    assert (tmp_path / "sought.html").read_bytes() == (tmp_path / "taken.html").read_bytes()
    assert run("report", "bare.jsonl", "--campaigns", "campaigns.json", "-o", "bare.html")[0] == 0
    assert LexborHTMLParser((tmp_path / "bare.html").read_bytes()).css("#id-campaign-1 blockquote")


def test_what_a_scan_wrote_as_parquet_gives_the_same_report(run: Run, tmp_path: Path) -> None:
    scores = dict.fromkeys(Category, 0.2)
    rows = [(replace(row, category_scores=scores) if isinstance(row, Assessment) else row, text) for row, text in ROWS if row]
    scanned(tmp_path / "scanned.jsonl", rows)
    write_assessments(rows, tmp_path / "scanned.parquet", with_text=True)
    for suffix in ("jsonl", "parquet"):
        assert run("report", f"scanned.{suffix}", "-o", f"{suffix}.html")[0] == 0
    assert (tmp_path / "parquet.html").read_bytes() == (tmp_path / "jsonl.html").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("flat.csv", "-o", "r.html"), "error_flat"),
        (("flat.xlsx", "-o", "r.html"), "error_flat"),
        (("posts.jsonl", "-o", "r.html"), "error_no_assessments"),
        (("posts.csv", "-o", "r.html"), "error_no_assessments"),
        (("empty.jsonl", "-o", "r.xlsx"), "error_no_assessments"),
        (("scanned.jsonl", "-o", "r.pdf"), "error_output_suffix"),
        (("scanned.jsonl", "-o", "folder.html"), "error_output_folder"),
        (("scanned.html", "-o", "scanned.html"), "error_output_is_input"),
        (("missing.jsonl", "-o", "r.html"), "error_no_file"),
        (("scanned.jsonl", "--campaigns", "posts.csv", "-o", "r.html"), "error_no_campaigns"),
        (("scanned.jsonl", "--campaigns", "list.json", "-o", "r.html"), "error_no_campaigns"),
    ],
)
def test_mistakes_are_told_in_a_sentence_and_leave_no_file(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    scanned(tmp_path / "scanned.jsonl")
    scanned(tmp_path / "scanned.html")
    (tmp_path / "posts.jsonl").write_text('{"text": "Butuh 3 orang"}\n', encoding="utf-8")
    (tmp_path / "posts.csv").write_text("text\nButuh 3 orang\n", encoding="utf-8")
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "list.json").write_text('{"campaigns": [{"id": "x"}]}', encoding="utf-8")
    (tmp_path / "folder.html").mkdir()
    for flat in ("flat.csv", "flat.xlsx"):
        write_assessments([(row, text) for row, text in ROWS if row], tmp_path / flat)
    before = sorted(path.name for path in tmp_path.iterdir())
    code, err = run("report", *arguments)
    assert code == (2 if told == "error_output_suffix" else 1)
    kept = re.sub(r"\{\w+\}", "", phrase_parts(told))
    assert kept in err
    assert "Butuh" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def phrase_parts(key: str) -> str:
    """The longest piece of a phrase between its places."""
    blank = dict.fromkeys(("name", "formats", "reason"), "\0")
    return max(phrase(key, "en", **blank).split("\0"), key=len)


def test_a_template_of_any_length_fits_its_card() -> None:
    long = replace(FOUND[0], template=Template(("kata " * 1000,), (), 3))
    card = page(campaigns=[long]).css_first("#id-campaign-1 blockquote").text()
    assert len(card) < 2000
    assert card.endswith("…")


def test_what_answered_stands_in_the_page() -> None:
    listed = replace(answer("v"), versions=Versions("1.0.0", "offerscan-id-1", "1", "2026-11-01"))
    told = page([*ROWS, (listed, None)]).css_first("#en-method").text()
    assert "offerscan 1.0.0, offerscan-id-1, catalog 1 (6)" in told
    assert "offerscan 1.0.0, offerscan-id-1, catalog 1, registry 2026-11-01 (1)" in told
