"""Cells that spreadsheet programs would take for formulas, at whatever separator they split the file."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offerscan.cells import harmless, harmless_in_csv

# As received, in a workbook, in a CSV file.
CELLS = [
    ("PT Maju Jaya", "PT Maju Jaya", "PT Maju Jaya"),
    ("gaji 15-17 jt (5+2 hari) = besar", "gaji 15-17 jt (5+2 hari) = besar", "gaji 15-17 jt (5+2 hari) = besar"),
    ("", "", ""),
    ("=1+1", "'=1+1", "'=1+1"),
    ("+6281200001234", "'+6281200001234", "'+6281200001234"),
    ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
    ("@SUM(1;2)", "'@SUM(1;2)", "'@SUM(1;2)"),
    (" =1+1", " '=1+1", " '=1+1"),
    ("\t=1+1", "'\t'=1+1", "'\t'=1+1"),
    ("\r=1+1", "'\r'=1+1", "'\r'=1+1"),
    ("\n@a", "'\n'@a", "'\n'@a"),
    ("\tgaji", "'\tgaji", "'\tgaji"),
    ("\u00a0=1+1", "\u00a0'=1+1", "\u00a0'=1+1"),
    ('"=1+1"', '"\'=1+1"', '"\'=1+1"'),
    ("＝1+1", "'＝1+1", "'＝1+1"),
    ("＋62", "'＋62", "'＋62"),
    ("－1", "'－1", "'－1"),
    ("＠a", "'＠a", "'＠a"),
    ("'=1+1", "'=1+1", "'=1+1"),
    (";=1+1", ";=1+1", ";'=1+1"),
    ("halo; =1+1;b", "halo; =1+1;b", "halo; '=1+1;b"),
    ("halo\t=1+1", "halo\t=1+1", "halo\t'=1+1"),
    ("halo\n=1+1\n", "halo\n=1+1\n", "halo\n'=1+1\n"),
    ("halo\r\n-1", "halo\r\n-1", "halo\r\n'-1"),
    ('a;"=1+1"', 'a;"=1+1"', 'a;"\'=1+1"'),
]


@pytest.mark.parametrize(("received", "workbook", "in_csv"), CELLS)
def test_cells_begin_no_formula(received: str, workbook: str, in_csv: str) -> None:
    assert harmless(received) == workbook
    assert harmless_in_csv(received) == in_csv


@pytest.mark.parametrize("number", [-2.5, 0, 17])
def test_numbers_stay_numbers(number: float) -> None:
    assert (harmless(number), harmless_in_csv(number)) == (number, number)


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
