"""Cells that spreadsheet programs would take for formulas, at whatever separator they split the file."""

import csv
import io
import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from offerscan.cells import CELL_CHARACTERS, Cells, CellsCutWarning, harmless_in_csv, text_cell
from offerscan.printable import printable

# As received, in a CSV file.
CELLS = [
    ("PT Maju Jaya", "PT Maju Jaya"),
    ("gaji 15-17 jt (5+2 hari) = besar", "gaji 15-17 jt (5+2 hari) = besar"),
    ("", ""),
    ("=1+1", "'=1+1"),
    ("+6281200001234", "'+6281200001234"),
    ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
    ("@SUM(1;2)", "'@SUM(1;2)"),
    (" =1+1", " '=1+1"),
    ("\t=1+1", "'\t'=1+1"),
    ("\r=1+1", "'\r'=1+1"),
    ("\n@a", "'\n'@a"),
    ("\tgaji", "'\tgaji"),
    ("\u00a0=1+1", "\u00a0'=1+1"),
    ('"=1+1"', '"\'=1+1"'),
    ("＝1+1", "'＝1+1"),
    ("＋62", "'＋62"),
    ("－1", "'－1"),
    ("＠a", "'＠a"),
    ("'=1+1", "'=1+1"),
    (";=1+1", ";'=1+1"),
    ("halo; =1+1;b", "halo; '=1+1;b"),
    ("halo\t=1+1", "halo\t'=1+1"),
    ("halo\n=1+1\n", "halo\n'=1+1\n"),
    ("halo\r\n-1", "halo\r\n'-1"),
    ('a;"=1+1"', 'a;"\'=1+1"'),
]


@pytest.mark.parametrize(("received", "in_csv"), CELLS)
def test_cells_begin_no_formula(received: str, in_csv: str) -> None:
    assert harmless_in_csv(received) == in_csv


@pytest.mark.parametrize("number", [-2.5, 0, 17])
def test_numbers_stay_numbers(number: float) -> None:
    assert harmless_in_csv(number) == number


# As received, in a workbook: there the cell itself says that it is text.
@pytest.mark.parametrize(
    ("received", "held"),
    [
        ("=1+1", "=1+1"),
        ("- Gaji 17 juta", "- Gaji 17 juta"),
        ("@mami_taiwan", "@mami_taiwan"),
        ("+6281200001234; +6281300005678", "+6281200001234; +6281300005678"),
        ("\t=1+1", "\t=1+1"),
        ("#N/A", "#N/A"),
        ("DP \x07\ud83d\ufffe dulu", "DP  dulu"),
        ("a" * CELL_CHARACTERS, "a" * CELL_CHARACTERS),
        ("a" * (CELL_CHARACTERS + 1), "a" * CELL_CHARACTERS),
    ],
)
def test_a_text_cell_holds_the_text_and_is_no_formula(received: str, held: str) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    cell = text_cell(sheet, received)
    assert (cell.value, cell.data_type) == (held, "s")
    sheet.append([cell])
    file = io.BytesIO()
    book.save(file)
    read = load_workbook(file).active["A1"]
    assert read.value == held
    assert read.data_type in ("s", "inlineStr")


@pytest.mark.parametrize(
    ("written", "lost"),
    [
        (["DP dulu", 2.5, None, "", "=1+1", "a" * CELL_CHARACTERS], None),
        (["DP \x07 dulu", 1, "ok"], "1 cells do not hold all"),
        (["a" * (CELL_CHARACTERS + 1), "b\ufffe", None], "2 cells do not hold all"),
    ],
)
def test_a_workbook_knows_how_many_of_its_cells_lost_something(written: list[str | float | None], lost: str | None) -> None:
    cells, sheet = Cells(), Workbook(write_only=True).create_sheet()
    made = [cells.make(sheet, value) for value in written]
    assert [value for value in made if not hasattr(value, "value")] == [one for one in written if not isinstance(one, str)]
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        cells.warn_of_loss()
    told = [str(one.message) for one in warned if one.category is CellsCutWarning]
    assert told == ([] if lost is None else [cells.loss])
    assert lost is None or lost in str(cells.loss)


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        ("kerja\tdi Laos\r\n🔥", "kerja\tdi Laos\r\n🔥"),
        ("DP\x00\x07\x1f\x7f\x85dulu", "DP·····dulu"),
        ("\ud83d\ufffe\uffff", "···"),
    ],
)
def test_pages_and_graphs_show_a_dot_for_what_they_cannot_hold(received: str, shown: str) -> None:
    assert printable(received) == shown


@given(st.text("=+-@＝;\t\r\n\"' ,a1", max_size=30))
def test_no_separator_lets_a_formula_begin(received: str) -> None:
    """Split at any separator, with quotes as letters or not, no cell of the file begins with a sign of a formula."""
    file = io.StringIO(newline="")
    csv.writer(file).writerow(["x", harmless_in_csv(received), "y"])
    for separator in ",;\t":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            lines = file.getvalue().splitlines(keepends=True)
            for row in csv.reader(lines, delimiter=separator, quoting=quoting):
                cells = row if separator != "," or quoting == csv.QUOTE_MINIMAL else []
                assert not [cell for cell in cells if re.match(r'[\s"]*[=+\-@＝]', cell)]
    assert harmless_in_csv(harmless_in_csv(received)) == harmless_in_csv(received)
    assert harmless_in_csv(received).replace("'", "") == received.replace("'", "")
