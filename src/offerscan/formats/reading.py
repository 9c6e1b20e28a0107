"""From a file, a folder or standard input to a stream of offers: one answerable row after the other, memory bounded."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from offerscan.errors import InputError
from offerscan.formats import json_array, jsonl, lines, txt
from offerscan.formats.export import Reader
from offerscan.formats.exports import EXPORTS, recognise
from offerscan.formats.fields import Fields
from offerscan.formats.opened import STDIN, Note, Opened, open_input, silent
from offerscan.formats.table import read_csv, read_tsv
from offerscan.phrases import both
from offerscan.records import Fault, Offer, Refusal, offer_id

__all__ = ["READERS", "InputFile", "find_files", "read_offers"]

# By suffix; the suffix without its dot is the value of --format.
READERS: dict[str, Reader] = {
    ".txt": txt.read,
    ".lines": lines.read,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
    ".json": json_array.read,
}
# By the value of --format; exports have no suffix of their own and are told by their content.
_FORMATS = {suffix.removeprefix("."): reader for suffix, reader in READERS.items()} | {
    export.name: export.read for export in EXPORTS
}


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to read, the name its rows are told by, and the format asked for (None: by its beginning and suffix)."""

    path: Path
    name: str
    format: str | None = None
    in_folder: bool = False

    def read(
        self, fields: Fields, note: Note = silent, watch: Callable[[Opened], None] | None = None
    ) -> Iterator[Offer | Refusal]:
        """The rows of this file. Raises InputError if it cannot be read; a file met in a folder becomes a refusal."""
        try:
            with open_input(self.path, self.name, note) as opened:
                if watch:
                    watch(opened)
                yield from self._reader(opened, fields)(opened, fields)
        except InputError as error:
            if not self.in_folder:
                raise
            yield Refusal(offer_id(self.name), self.name, Fault(error.code, str(error)))

    def _reader(self, opened: Opened, fields: Fields) -> Reader:
        if self.format is not None:
            return _FORMATS[self.format]
        suffix = None if self.path == STDIN else self.path.suffix.lower()
        head = opened.head.decode(opened.encoding, "replace")
        if export := recognise(suffix, head):
            opened.note(both("note_recognised", file=self.name, kind=export.name))
            return export.read
        if suffix is None:
            suffix = _sniff(head, fields)
            opened.note(both("note_stdin", format=suffix.removeprefix(".")))
        if suffix not in READERS:
            raise InputError(both("error_unknown_suffix", name=self.name, formats=_known()))
        return READERS[suffix]


def read_offers(
    path: Path,
    *,
    format: str | None = None,
    text_field: str | None = None,
    id_field: str | None = None,
    note: Note = silent,
) -> Iterator[Offer | Refusal]:
    """Every row of a file, of a folder's files in order, or of standard input (`-`), as an offer or a refusal.

    Raises InputError if the path, the format or the column of the text cannot be made out.
    """
    for file in find_files(path, format=format, note=note):
        yield from file.read(Fields(text_field, id_field), note)


def find_files(path: Path, *, format: str | None = None, note: Note = silent) -> list[InputFile]:
    """The file itself, or the readable files below a folder, sorted. Raises InputError if there is nothing to read."""
    asked = None if format is None else format.lower().removeprefix(".")
    if asked is not None and asked not in _FORMATS:
        raise InputError(both("error_unknown_format", format=format, formats=_known()))
    if path == STDIN:
        return [InputFile(path, "stdin", asked)]
    if path.is_dir():
        return _find_in_folder(path, asked, note)
    if not path.exists():
        raise InputError(both("error_no_file", name=path.name), code="unreadable")
    if asked is None and path.suffix.lower() not in _suffixes(None):
        raise InputError(both("error_unknown_suffix", name=path.name, formats=_known()))
    return [InputFile(path, path.name, asked)]


def _suffixes(format: str | None) -> set[str]:
    """Those that files of a folder must have to be read as this format, or, without one, at all."""
    exports = {export.name: set(export.suffixes) for export in EXPORTS}
    if format is None:
        return set(READERS).union(*exports.values())
    # Whoever asks for one offer a line means the text files.
    return {".lines", ".txt"} if format == "lines" else exports.get(format, {f".{format}"})


def _find_in_folder(folder: Path, format: str | None, note: Note) -> list[InputFile]:
    def unreadable(error: OSError) -> None:
        problem = both("error_unreadable", name=folder.name, reason=error.strerror)
        raise InputError(problem, code="unreadable") from error

    paths = sorted(
        Path(place, name)
        for place, _, names in os.walk(folder, onerror=unreadable)
        for name in names
        if not name.startswith(".")
    )
    wanted = _suffixes(format)
    files = [
        InputFile(path, path.relative_to(folder).as_posix(), format, in_folder=True)
        for path in paths
        if path.suffix.lower() in wanted and (format or path.suffix.lower() in READERS or _is_export(path))
    ]
    if not files:
        raise InputError(both("error_empty_folder", name=folder.name, formats=_known()))
    if len(files) < len(paths):
        note(both("note_left_out", name=folder.name, count=len(paths) - len(files)))
    return files


def _is_export(path: Path) -> bool:
    """Whether a file of a suffix that means many things (.js) is an export; one that cannot be read is told later."""
    try:
        with open_input(path) as opened:
            return recognise(path.suffix.lower(), opened.head.decode(opened.encoding, "replace")) is not None
    except InputError:
        return True


def _sniff(head: str, fields: Fields) -> str:
    """The format of standard input: JSON by its first signs, a table by a header with a text column, else text."""
    head = head.lstrip("\ufeff \t\r\n")
    if re.match(r"\{\s*[\"}]", head):
        return ".jsonl"
    if re.match(r"\[\s*[{\"\]]", head):  # chats begin with [10:12] or [Info]
        return ".json"
    first = head.partition("\n")[0].strip()
    names = [name.strip(' "') for name in re.split(r"[,;\t|]", first)]
    if fields.find_text(names) and (len(names) > 1 or "\n" in head):
        return ".tsv" if "\t" in first else ".csv"
    return ".txt"


def _known() -> str:
    return ", ".join(_FORMATS)
