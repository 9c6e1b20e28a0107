"""The readers by suffix, and which files they are for."""

from __future__ import annotations

from pathlib import PurePath

from offerscan.formats import json_array, jsonl, lines, mail, pdf, txt, webpage, workbook
from offerscan.formats.export import Reader
from offerscan.formats.exports import EXPORTS
from offerscan.formats.inflating import COMPRESSIONS
from offerscan.formats.parquet import read_parquet
from offerscan.formats.table import read_csv, read_tsv

__all__ = ["FORMATS", "POSTS", "READERS", "SUFFIXES", "is_wanted", "known_formats", "strip_compression"]

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
# Those that say something of what a file holds.
SUFFIXES = frozenset((".zip", *COMPRESSIONS, *READERS)).union(*(export.suffixes for export in EXPORTS))
# Suffixes of what is never read, so that not each of ten thousand pictures is opened to see it: pictures, sound and video,
# documents and archives of kinds that are not read, programs, and files that systems leave behind. Not complete.
_FOREIGN = frozenset(
    f".{suffix}"
    for suffix in (
        "jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif", "svg", "ico", "psd", "raw",
        "mp4", "mov", "avi", "mkv", "webm", "3gp", "m4v", "mpg", "mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "tgs",
        "doc", "docx", "docm", "dot", "dotx", "odt", "rtf", "ppt", "pptx", "pps", "odp", "odg", "pub", "vsd", "msg",
        "rar", "7z", "tar", "tgz", "cab", "iso", "apk", "aab", "jar", "exe", "msi", "dll", "bin", "so", "epub", "vcf",
        "db", "sqlite", "crypt12", "crypt14", "crypt15", "css", "woff", "woff2", "ttf", "ini", "lnk", "tmp", "part",
    )
)  # fmt: skip


def is_wanted(name: str, format: str | None) -> bool | None:
    """Whether a file of a folder or archive is read, as its name says; None where its beginning has to be seen.

    >>> is_wanted("dump.csv", None), is_wanted("foto.jpg", None), is_wanted("WhatsApp Chat dengan Loker", None)
    (True, False, None)
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".zip":
        return True
    if suffix in COMPRESSIONS:
        inner = PurePath(strip_compression(name))
        return not inner.suffix or (inner.suffix.lower() in SUFFIXES and is_wanted(inner.name, format) is not False)
    if format:
        return suffix in _suffixes(format)
    if suffix in READERS or suffix in _FOREIGN:
        return suffix in READERS
    return None


def strip_compression(name: str) -> str:
    """The name of what a compressed file holds: `dump.csv` for `dump.csv.gz`.

    >>> strip_compression("dump.csv.gz")
    'dump.csv'
    """
    return name[: -len(PurePath(name).suffix)]


def known_formats() -> str:
    """All values of --format."""
    return ", ".join(FORMATS)


def _suffixes(format: str) -> set[str]:
    """Those that files must have to be read as this format."""
    exports = {export.name: set(export.suffixes) for export in EXPORTS}
    # Whoever asks for one offer a line means the text files.
    return {".lines", ".txt"} if format == "lines" else exports.get(format, {f".{format}"})
