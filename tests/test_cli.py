"""The command from outside: what stands on stdout and stderr, the exit code, and never a traceback."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fixed_screener import open_fixed
from rich.text import Text

from offerscan.catalog import read_catalog
from offerscan.cli import main
from offerscan.cli.marking import excerpts, mark, visible
from offerscan.errors import EngineError
from offerscan.formats import as_json
from offerscan.phrases import both
from offerscan.records import Finding, Kind, Offer, Origin, Risk, Severity, Span
from offerscan.screener import Screener
from offerscan.settings import Settings
from offerscan.version import __version__

OFFER = "🔥 LOKER\nDP 2jt ke Kamboja malam ini, KTP ditahan\nada kontrak kok, WA 0812-3456-7890"
ODD = ["x", "🔥🇰🇭💰", "\u200b\u200d\u200b a", "\u202egnay\u202c", "a\x00b", "\x1b[31mmerah", "é" * 3, "\u0300" * 50]


@dataclass
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process, with the fixed engine unless told otherwise."""
    for name in [name for name in os.environ if name.startswith("OFFERSCAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "100")

    def ran(*arguments: str | Path, stdin: str | bytes = "", open_screener: Any = open_fixed) -> Ran:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as exit:
            main([str(argument) for argument in arguments], open_screener)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Ran(int(exit.value.code or 0), out, err)

    return ran


# --- check ------------------------------------------------------------------------------------------------------------


def test_check_tells_a_person_all_they_need(run: Run) -> None:
    ran = run("check", OFFER)
    assert (ran.code, ran.err) == (0, "")
    told = " ".join(ran.out.split())
    for words in (
        "[!!] TINGGI",
        "tawaran ke luar negeri",
        "«DP»[1] 2jt ke «Kamboja»[2] «malam»[3] ini, «KTP»[4] ditahan ada «kontrak»[5] kok",
        "! Penahanan dokumen · bobot berat",
        "[4] “KTP”",
        "Dasar hukum terkait, bukan temuan:",
        "(diperiksa 20",
        "Negara tujuan: Kamboja (KH)",
        "Telepon: +6281234567890",
        "Tanyakan berikutnya",
        "tidak menuduh siapa pun",
        "fixed-1",
    ):
        assert words in told
    # by gravity: kept documents before the fee before the haste
    assert told.index("! Penahanan dokumen") < told.index("! Pungutan di muka") < told.index("! Tekanan waktu")
    question = read_catalog().by_id["document_retention"].question.id
    assert " ".join(question.split()) in told.replace(" - ", " ")


def test_check_in_english(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "accuses nobody" in run("check", OFFER, "--lang", "en").out
    monkeypatch.setenv("OFFERSCAN_LANG", "en")
    assert "[!!] HIGH" in run("check", OFFER).out
    assert "[!!] TINGGI" in run("check", OFFER, "--lang", "id").out


def test_check_says_what_speaks_for_the_offer_and_what_to_ask_always(run: Run) -> None:
    ran = run("check", "Butuh perawat, kontrak sebelum berangkat")
    assert "Yang mendukung tawaran ini" in ran.out
    assert "+ Visa kerja dan kontrak di muka" in ran.out
    assert "apa nama perusahaan dan nomor izinnya" in ran.out


def test_check_never_says_a_low_text_is_safe(run: Run) -> None:
    ran = run("check", "selamat pagi semua, hari ini cerah")
    assert "[ ] RENDAH" in ran.out
    assert "bukan jaminan aman" in ran.out
    assert "Tanyakan berikutnya" not in ran.out


def test_check_tells_limits(run: Run) -> None:
    assert "Teks terlalu pendek untuk dinilai." in run("check", "dp").out


def test_check_json_is_the_assessment(run: Run) -> None:
    ran = run("check", "--json", OFFER)
    assert json.loads(ran.out) == json.loads(json.dumps(as_json(open_fixed().assess(Offer(OFFER)))))
    assert ran.out.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        OFFER.split(),  # without quotation marks
        ["- Gaji 15jt, DP 2 juta dulu ke Taiwan"],
        ["- Gaji 15jt\n- DP 2 juta", "--lang", "en"],
        ["--lang", "en", "-- LOKER --\nDP 2jt"],
        ["--DP=2 juta dulu"],
        ["-", "Gaji", "15jt,", "DP", "-2jt"],
        ["-DP", "2jt", "dulu"],
    ],
)
def test_check_takes_words_without_quotation_marks_and_messages_that_begin_with_a_dash(run: Run, words: list[str]) -> None:
    ran = run("check", *words, "--json")
    text = " ".join(word for word in words if word not in ("--lang", "en"))
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["id"] == Offer(text).id


@pytest.mark.parametrize("arguments", [("check", "--json"), ("check", "--json", "-")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_check_reads_standard_input(run: Run, arguments: tuple[str, ...], encoding: str) -> None:
    given = run(*arguments, stdin=(OFFER + "\n").encode(encoding))
    assert json.loads(given.out)["id"] == Offer(OFFER).id


@pytest.mark.parametrize("text", ["", " \n\t", "\u3000"])
def test_check_of_nothing_is_one_sentence(run: Run, text: str) -> None:
    for ran in (run("check", text), run("check", "--json", stdin=text)):
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == "Teks kosong: tulis atau tempel teks tawaran. / The text is empty: write or paste an offer.\n"


@pytest.mark.parametrize("text", ODD)
def test_check_of_odd_texts(run: Run, text: str) -> None:
    shown, given = run("check", text), run("check", "--json", stdin=text)
    assert shown.code == given.code == 0
    assert "\x1b" not in shown.out
    assert "\u202e" not in shown.out
    assert json.loads(given.out)["id"] == Offer(text).id


def test_check_of_bytes_that_are_no_text(run: Run) -> None:
    assert run("check", stdin=bytes(range(256))).code == 0
    assert run("check", os.fsdecode(b"dp \xff")).code == 0


def test_check_of_five_megabytes_shows_the_evidence_and_says_so(run: Run) -> None:
    ran = run("check", stdin="halo semua\n" * 8_000 + "awal baris\nDP 2jt\nakhir baris\n" + "halo semua\n" * 450_000)
    assert ran.code == 0
    assert "awal baris\n  «DP»[1] 2jt\n  akhir baris" in ran.out
    assert ran.out.count("karakter tidak ditampilkan") == 2
    assert "hanya bagian awalnya yang dibaca" in ran.out
    assert len(ran.out) < 5_000


def test_check_hints_at_a_file_name(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("offer.txt").write_text(OFFER)
    ran = run("check", "offer.txt")
    assert ran.code == 0
    assert "offerscan check - < offer.txt" in ran.err


@pytest.mark.parametrize(("variable", "coloured"), [("FORCE_COLOR", True), ("NO_COLOR", False)])
def test_colour_is_never_alone(run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, coloured: bool) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv(variable, "1")
    ran = run("check", OFFER)
    assert ("\x1b[" in ran.out) is coloured
    assert "TINGGI" in ran.out
    assert "«DP»[1]" in Text.from_ansi(ran.out).plain


def test_narrow_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    lines = run("check", OFFER).out.splitlines()
    assert max(map(len, lines)) <= 30
    assert any("«DP»[1]" in line for line in lines)


def finding(start: int, end: int, kind: Kind = Kind.RISK) -> Finding:
    return Finding("upfront_fee", kind, Severity.LOW, 0.5, Origin.MODEL, start, end, "")


@pytest.mark.parametrize(
    ("text", "findings", "marked"),
    [
        ("DP dulu ya", [finding(0, 2)], "«DP»[1] dulu ya"),
        ("DP dulu ya", [finding(8, 10)], "DP dulu «ya»[1]"),
        ("DP dulu ya", [finding(0, 10), finding(3, 7)], "«DP «dulu»[2] ya»[1]"),
        ("DP dulu ya", [finding(0, 7), finding(3, 10)], "«DP «dulu»[1] ya»[2]"),
        ("DP dulu ya", [finding(0, 2), finding(0, 2, Kind.PROTECTIVE)], "««DP»[1]»[2] dulu ya"),
        ("🔥🔥 DP", [finding(3, 5)], "🔥🔥 «DP»[1]"),
        ("D\u200bP\r\nya", [finding(0, 3)], "«D·P»[1]\nya"),
        ("[red]DP[/red]", [finding(5, 7)], "[red]«DP»[1][/red]"),
        ("", [], ""),
    ],
)
def test_evidence_is_marked_and_numbered(text: str, findings: list[Finding], marked: str) -> None:
    assert mark(text, {found: number for number, found in enumerate(findings, 1)}, "id").plain == marked


LINES = "".join(f"baris {number:05}\n" for number in range(1000))  # 12 characters each


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("pendek", [], [Span(0, 6)]),
        (LINES, [], [Span(0, 323)]),
        (LINES, [Span(1200, 1205)], [Span(1188, 1223)]),
        (LINES, [Span(1200, 1205), Span(1224, 1229)], [Span(1188, 1247)]),
        (LINES, [Span(1200, 1205), Span(6000, 6005)], [Span(1188, 1223), Span(5988, 6023)]),
        (LINES, [Span(0, 5)], [Span(0, 23)]),
        ("x" * 9000, [Span(4000, 4002)], [Span(3700, 4302)]),
    ],
)
def test_long_texts_are_shown_around_their_evidence(text: str, spans: list[Span], shown: list[Span]) -> None:
    assert excerpts(text, spans) == shown


def test_visible_keeps_emoji_and_letters() -> None:
    assert visible("👩‍🔧 é 日本 \u2028ya") == "👩‍🔧 é 日本 \nya"


# --- scan -------------------------------------------------------------------------------------------------------------


def test_scan_writes_a_row_for_each_row(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,pesan\n1,DP KTP dulu\n2,\n3,halo semua apa kabar\n4,satu,dua\n")
    out = tmp_path / "out.jsonl"
    ran = run("scan", tmp_path / "a.csv", "-o", out)
    assert (ran.code, ran.out) == (0, "")
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(row["id"], row["source"]) for row in rows][:3] == [("1", "a.csv:2"), ("2", "a.csv:3"), ("3", "a.csv:4")]
    assert [row.get("risk") or row["error"]["code"] for row in rows] == ["high", "empty", "low", "ragged"]
    assert (
        "4 rows: 1 high, 0 review, 1 low, 2 could not be screened; 4 written."
        in run("scan", tmp_path / "a.csv", "--lang", "en").err
    )


def test_scan_equals_check(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OFFER)
    alone = json.loads(run("check", "--json", OFFER).out)
    assert json.loads(run("scan", tmp_path / "a.txt").out) == {**alone, "source": "a.txt:1"}


def test_scan_options(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("halo semua apa kabar\nDP KTP dulu ya\n")
    ran = run("scan", tmp_path / "a.txt", "--format", "lines", "--with-text", "--min-risk", "high", "--lang", "en")
    assert [json.loads(line)["text"] for line in ran.out.splitlines()] == ["DP KTP dulu ya"]
    assert "2 rows: 1 high, 0 review, 1 low, 0 could not be screened; 1 written." in ran.err


@pytest.mark.parametrize(
    ("level", "text", "code"), [("high", "DP KTP", 3), ("high", "halo", 0), ("review", "DP KTP", 3), ("low", "halo", 3)]
)
def test_fail_on(run: Run, level: str, text: str, code: int) -> None:
    assert run("scan", "-", "--fail-on", level, stdin=text).code == code


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet", "out.xlsx"])
def test_scan_writes_each_format(run: Run, tmp_path: Path, name: str) -> None:
    ran = run("scan", "-", "--format", "lines", "-o", tmp_path / name, stdin="\n".join(["DP", *ODD]))
    assert ran.code == 0
    assert (tmp_path / name).stat().st_size > 0


@pytest.mark.parametrize(
    ("name", "text", "cut"),
    [("o.xlsx", "halo " * 8_000, 1), ("o.xlsx", "DP \x07 dulu", 1), ("o.xlsx", "DP dulu", 0), ("o.csv", "halo " * 8_000, 0)],
)
def test_scan_tells_how_many_cells_a_sheet_could_not_hold(run: Run, tmp_path: Path, name: str, text: str, cut: int) -> None:
    ran = run("scan", "-", "--format", "lines", "--with-text", "-o", tmp_path / name, stdin=f"{text}\nhalo semua\n")
    assert ran.code == 0
    assert ran.err.count(both("note_cells_cut", count=1, limit=32_767)) == cut
    assert (tmp_path / name).is_file()


def test_scan_with_two_workers(run: Run) -> None:
    lines = "\n".join(f"DP {number} dulu" for number in range(300))
    one, two = (run("scan", "-", "--format", "lines", "--workers", number, stdin=lines) for number in ("1", "2"))
    assert one.code == two.code == 0
    assert len(one.out.splitlines()) == 300
    assert one.out == two.out


def test_progress_on_a_terminal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("offerscan.cli.scan._REFRESH_S", 0)
    (tmp_path / "a.txt").write_text("DP\n" * 50)
    ran = run("scan", tmp_path, "--format", "lines", "-o", tmp_path / "o.jsonl", "--lang", "en")
    assert ran.code == 0
    assert "offers, " in ran.err
    assert "50 written." in ran.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("scan", "nihil.csv"), "There is no file or folder named nihil.csv"),
        (
            ("scan", "a.csv"),
            "a.csv has no column known to hold the text: say it with --text-field NAME; its columns: (+2).",
        ),
        (("scan", "a.csv", "--text-field", "z"), "a.csv has no column z"),
        (("scan", "a.docx"), "The suffix of a.docx is not known"),
        (("scan", "empty"), "Folder empty holds no file"),
        (("scan", "a.txt", "-o", "nihil/o.csv"), "The folder nihil for the output o.csv does not exist"),
        (("scan", "a.txt", "-o", "empty"), "The output empty is a folder"),
        (("scan", "a.txt", "-o", "a.txt"), "The output a.txt is also an input"),
        (("scan", "a.txt", "-o", "full.csv"), "full.csv cannot be written (No space left on device)"),
        (("indicators", "upfrontfee"), "There is no indicator upfrontfee; near it: upfront_fee"),
    ],
)
def test_problems_are_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"a.csv": "x,y\n1,2\n", "a.docx": "", "a.txt": "DP"}.items():
        Path(name).write_text(text)
    Path("empty").mkdir()
    Path("full.csv").symlink_to("/dev/full")
    ran = run(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert sentence in ran.err
    assert ran.err.count("\n") == 1
    assert not list(tmp_path.glob("**/*.part"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("nope",),
        ("loker Taiwan / Korea",),
        ("scan",),
        ("scan", "a.txt", "--min-risk", "x"),
        ("scan", "a", "--workers", "0"),
        ("check", "--lang", "jv", "x"),
        ("check", "x", "--jsn"),
        ("check", "-j", "x"),
        ("indicators", "a", "b"),
        ("scan", "a.txt", "--json=MARKER"),
    ],
)
def test_wrong_usage_is_one_sentence_in_both_languages(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert " / " in ran.err
    assert ran.err.count("--help") == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("scan", "a.txt", "--format", "docx"), "Format docx is not known"),
        (("scan", "a.txt", "--engine", "docx"), "There is no engine docx"),
        (("campaigns", "a.txt", "--format", "docx", "-o", "o.csv"), "Format docx is not known"),
        (("scan", "a.txt", "-o", "o.pdf"), "The suffix of the output o.pdf is not known"),
        (("report", "a.txt", "-o", "o.pdf"), "The suffix of the output o.pdf is not known"),
        (("campaigns", "a.txt", "-o", "o.pdf"), "The suffix of the output o.pdf is not known"),
    ],
)
def test_a_value_that_no_option_takes_is_wrong_usage(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("DP")
    ran = run(*arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert sentence in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("Butuh MARKER ke Taiwan",),
        ("MARKER Taiwan / Korea",),
        ("check", "--json=MARKER"),
        ("check", "--jsn=MARKER", "dulu"),
        ("scan", "a.txt", "--resume=MARKER dulu"),
        ("indicators", "upfront_fee", "MARKER", "dulu"),
        ("model", "verify", "MARKER"),
    ],
)
def test_wrong_usage_repeats_nothing_of_an_offer(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert "MARKER" not in ran.err


@pytest.mark.parametrize("arguments", [("check", "--image"), ("report", "-o", "a.html"), ("scan",), ("campaigns", "-o", "a.csv")])
def test_a_file_that_is_not_there_is_told_the_same_way_everywhere(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments, "nihil.jsonl")
    assert ran.code == 1
    assert both("error_no_file", name="nihil.jsonl") in ran.err
    assert ran.err.count("\n") == 1


def test_a_folder_is_no_assessments(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hasil").mkdir()
    ran = run("report", tmp_path / "hasil", "-o", tmp_path / "a.html")
    assert (ran.code, ran.err.strip()) == (1, both("error_is_folder", name="hasil"))


@pytest.mark.parametrize("letter", ["台", "ก", "x"])
def test_a_text_without_spaces_is_no_file(run: Run, letter: str) -> None:
    ran = run("check", letter * 190, "--json")
    assert (ran.code, json.loads(ran.out)["category"]) == (0, "other")


def test_ctrl_c_is_told(run: Run) -> None:
    def stopped(settings: Settings) -> Screener:
        raise KeyboardInterrupt

    ran = run("check", "kerja ke Taiwan", open_screener=stopped)
    assert (ran.code, ran.err.strip()) == (130, both("stopped"))


def test_model_trouble_is_one_sentence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(settings: Settings) -> Screener:
        raise EngineError(f"No engine for {settings.model.name if settings.model else None}.")

    monkeypatch.setenv("OFFERSCAN_MODEL", str(tmp_path / "my-model"))
    (tmp_path / "a.txt").write_text(OFFER)
    for arguments in (("check", OFFER), ("scan", tmp_path / "a.txt", "-o", tmp_path / "o.csv")):
        ran = run(*arguments, open_screener=broken)
        assert (ran.code, ran.out, ran.err) == (1, "", "No engine for my-model.\n")
    assert not (tmp_path / "o.csv").exists()


def test_a_fault_of_ours_is_a_sentence_without_the_text(run: Run) -> None:
    def broken(model: Path | None) -> Screener:
        raise ValueError(OFFER)

    ran = run("check", OFFER, open_screener=broken)
    assert ran.code == 1
    assert "Something went wrong inside offerscan (ValueError)" in ran.err
    assert "KTP" not in ran.err


def test_interrupt_is_told_and_leaves_nothing(run: Run, tmp_path: Path) -> None:
    def interrupted(model: Path | None) -> Screener:
        raise KeyboardInterrupt

    ran = run("scan", "-", "-o", tmp_path / "o.csv", stdin="DP", open_screener=interrupted)
    assert ran.code == 130
    assert ran.err.endswith(both("stopped") + "\n")
    assert list(tmp_path.iterdir()) == []


# --- the other commands -----------------------------------------------------------------------------------------------


def test_version(run: Run) -> None:
    assert run("--version").out == f"offerscan {__version__}\n"


def test_indicators(run: Run) -> None:
    listed = run("indicators", "--lang", "en").out
    assert all(indicator.id in listed for indicator in read_catalog().indicators)
    told = " ".join(run("indicators", "upfront_fee").out.split())
    indicator = read_catalog().by_id["upfront_fee"]
    for words in (indicator.name.id, indicator.reason.id, indicator.question.id, indicator.law[0].text, "bukan temuan"):
        assert words in told


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A model folder whose files verify, though no engine could run them."""
    hashes = {}
    for name in ("onnx/model_quantized.onnx", "tokenizer.json", "wide.npz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
        hashes[name] = hashlib.sha256(name.encode()).hexdigest()
    manifest = {"version": "m-1", "files": hashes, "policy": {"levels": {"review": 0.31, "high": 0.72}}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    monkeypatch.setenv("OFFERSCAN_MODEL", str(tmp_path))
    return tmp_path


def test_model(run: Run, model: Path) -> None:
    assert "version: m-1" in run("model").out
    assert json.loads(run("model", "--json").out)["version"] == "m-1"
    assert "3 files are those that were published" in run("model", "verify", "--lang", "en").out
    policy = run("model", "--policy", "--lang", "en").out
    assert "accuses nobody" in policy
    assert "REVIEW from 0.31, HIGH from 0.72" in " ".join(policy.split())


def test_altered_model_fails(run: Run, model: Path) -> None:
    (model / "tokenizer.json").write_text("altered")
    ran = run("model", "verify")
    assert (ran.code, ran.out) == (1, "")
    assert "tokenizer.json" in ran.err


def test_serve_hands_over_address_and_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[str, int, Settings]] = []
    service = SimpleNamespace(serve=lambda *arguments: served.append(arguments))
    monkeypatch.setattr("offerscan.cli.serve.import_module", {"offerscan_api": service}.__getitem__)
    monkeypatch.setenv("OFFERSCAN_PORT", "8100")
    assert run("serve").code == 0
    assert run("serve", "--host", "::1", "--port", "9000").code == 0
    assert [(host, port) for host, port, _ in served] == [("127.0.0.1", 8100), ("::1", 9000)]
    assert served[0][2].port == 8100


def test_serve_without_its_extra(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offerscan.cli.serve.find_spec", lambda name: None)
    ran = run("serve")
    assert ran.code == 1
    assert 'pip install "offerscan[api]"' in ran.err


@pytest.mark.parametrize("command", ["", "check", "scan", "indicators", "model", "serve"])
def test_help_is_indonesian_first(run: Run, command: str) -> None:
    told = " ".join(run(*filter(None, [command]), "--help").out.split())
    assert " / " in told


# --- as a process -----------------------------------------------------------------------------------------------------

FIXED = "from offerscan.cli import main; from fixed_screener import open_fixed; main(open_screener=open_fixed)"
SHELL = f"exec {sys.executable} -c '{FIXED}' "


def shell(command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "100"}
    return subprocess.run(
        ["bash", "-c", command], input=stdin, capture_output=True, text=True, env=environment, check=False
    )


def test_process_with_workers_and_pipes() -> None:
    lines = "\n".join(f"DP {number} dulu" for number in range(400))
    done = shell(f"{SHELL} scan - --format lines --workers 2 --fail-on high --min-risk review", lines)
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert {json.loads(line)["risk"] for line in done.stdout.splitlines()} == {Risk.REVIEW}


def test_a_reader_that_goes_away_is_no_trouble() -> None:
    lines = "\n".join(f"DP {number} dulu" for number in range(3000))
    done = shell(f"{SHELL.removeprefix('exec ')} scan - --format lines --workers 1 | head -n 1", lines)
    assert json.loads(done.stdout)["risk"] == Risk.REVIEW
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize("command", ["scan -", "check -", "check --json -", "indicators"])
def test_full_disk_behind_standard_output(command: str) -> None:
    done = shell(f"{SHELL} {command} > /dev/full", OFFER)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_console_that_knows_no_emoji() -> None:
    done = shell(f"PYTHONIOENCODING=ascii {SHELL} check -", OFFER)
    assert done.returncode == 0
    assert "TINGGI" in done.stdout


@pytest.mark.parametrize(("lang", "told"), [("id", "Afrika Selatan (ZA), Makau (MO)"), ("en", "South Africa (ZA), Macao (MO)")])
def test_countries_are_called_by_their_names(run: Run, lang: str, told: str) -> None:
    assert told in run("check", "Loker Afrika Selatan dan Makau, dp dulu", "--lang", lang).out
