"""Files in, files out: a table of READERS and one of WRITERS, one module a format.

Every row of an input gives one offer or one refusal, told by file and place; every answer one row of the output.
"""

from __future__ import annotations

from offerscan.formats.answers import as_json
from offerscan.formats.fields import TEXT_NAMES, Fields
from offerscan.formats.finding import find_files, read_offers
from offerscan.formats.opened import MAX_ROW, STDIN, Note, Opened, open_input, silent, unreadable
from offerscan.formats.readers import READERS
from offerscan.formats.reading import InputFile
from offerscan.formats.writing import WRITERS, write_assessments

__all__ = [
    "MAX_ROW",
    "READERS",
    "STDIN",
    "TEXT_NAMES",
    "WRITERS",
    "Fields",
    "InputFile",
    "Note",
    "Opened",
    "as_json",
    "find_files",
    "open_input",
    "read_offers",
    "silent",
    "unreadable",
    "write_assessments",
]
