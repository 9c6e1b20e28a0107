"""The readers by suffix, and which files they are for."""

from __future__ import annotations

from pathlib import PurePath

from offerscan.formats import json_array, jsonl, lines, mail, pdf, txt, webpage, workbook
from offerscan.formats.export import Reader
from offerscan.formats.exports import EXPORTS
from offerscan.formats.inflating import COMPRESSIONS
from offerscan.formats.parquet import read_parquet
from offerscan.formats.table import read_csv, read_tsv

__all__ = ["FORMATS", "POSTS", "READERS", "is_wanted", "known_formats", "strip_compression"]

# By suffix; the suffix without its dot is the value of --format.
READERS: dict[str, Reader] = {
    ".txt": txt.read,
    ".lines": lines.read,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
    ".json": json_array.read,
    ".parquet": read_parquet,
    ".xlsx": workbook.read,
    ".xlsm": workbook.read,
    ".xls": workbook.read,
    ".ods": workbook.read,
    ".html": webpage.read,
    ".htm": webpage.read,
    ".eml": mail.read_eml,
    ".mbox": mail.read_mbox,
    ".pdf": pdf.read,
}
# By the value of --format; exports have no suffix of their own and are told by their content.
FORMATS = {suffix.removeprefix("."): reader for suffix, reader in READERS.items()} | {
    export.name: export.read for export in EXPORTS
}
# Formats whose rows are posts, in which several offers may stand; rows of all others are records, and stay whole.
# A web page, which may be either, tells its posts apart itself.
POSTS = frozenset((".txt", ".eml", ".mbox", ".pdf", *(export.name for export in EXPORTS)))


def is_wanted(name: str, format: str | None) -> bool | None:
    """Whether a file of a folder or archive is read, as its name says; None where its beginning has to be seen."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".zip":
        return True
    if suffix in COMPRESSIONS:
        inner = strip_compression(name)
        return not PurePath(inner).suffix or is_wanted(inner, format) is not False
    if suffix not in _suffixes(format):
        return False
    return True if format or suffix in READERS else None


def strip_compression(name: str) -> str:
    """The name of what a compressed file holds: `dump.csv` for `dump.csv.gz`.

    >>> strip_compression("dump.csv.gz")
    'dump.csv'
    """
    return name[: -len(PurePath(name).suffix)]


def known_formats() -> str:
    """All values of --format."""
    return ", ".join(FORMATS)


def _suffixes(format: str | None) -> set[str]:
    """Those that files must have to be read as this format, or, without one, at all."""
    exports = {export.name: set(export.suffixes) for export in EXPORTS}
    if format is None:
        return set(READERS).union(*exports.values())
    # Whoever asks for one offer a line means the text files.
    return {".lines", ".txt"} if format == "lines" else exports.get(format, {f".{format}"})
