"""Which files an input stands for: the file itself, standard input, or all that can be read below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from offerscan.errors import InputError
from offerscan.formats.characters import shown
from offerscan.formats.exports import recognise
from offerscan.formats.fields import Fields
from offerscan.formats.left_out import LeftOut
from offerscan.formats.opened import STDIN, Note, open_input, silent, unreadable
from offerscan.formats.readers import FORMATS, is_wanted, known_formats
from offerscan.formats.reading import InputFile
from offerscan.formats.recognising import is_recognised
from offerscan.formats.signatures import find_signature
from offerscan.phrases import both
from offerscan.records import Offer, Refusal
from offerscan.settings import Limits

__all__ = ["find_files", "read_offers"]


def read_offers(
    path: Path,
    *,
    format: str | None = None,
    text_field: str | None = None,
    id_field: str | None = None,
    note: Note = silent,
    limits: Limits | None = None,
) -> Iterator[Offer | Refusal]:
    """Every row of a file, of a folder's files in order, or of standard input (`-`), as an offer or a refusal.

    Raises InputError if the path, the format or the column of the text cannot be made out.
    """
    for file in find_files(path, format=format, note=note, limits=limits):
        yield from file.read(Fields(text_field, id_field), note)


def find_files(
    path: Path, *, format: str | None = None, note: Note = silent, limits: Limits | None = None
) -> list[InputFile]:
    """The file itself, or the readable files below a folder, sorted. Raises InputError if there is nothing to read."""
    asked = None if format is None else format.lower().removeprefix(".")
    if asked is not None and asked not in FORMATS:
        raise InputError(both("error_unknown_format", format=shown(str(format)), formats=known_formats()), code="usage")
    if path == STDIN:
        return [InputFile(path, "stdin", asked, limits=limits, is_stream=True)]
    if path.is_dir():
        return _find_in_folder(path, asked, note, limits)
    if not path.exists():
        raise InputError(both("error_no_file", name=shown(path.name)), code="unreadable")
    if not path.is_file():  # whoever looks into a pipe takes rows out of it
        return [InputFile(path, path.name, asked, limits=limits, is_stream=True)]
    if asked is None and not is_wanted(path.name, None) and not _has_known_beginning(path):
        raise InputError(both("error_unknown_suffix", name=shown(path.name), formats=known_formats()))
    return [InputFile(path, path.name, asked, limits=limits)]


def _find_in_folder(folder: Path, format: str | None, note: Note, limits: Limits | None) -> list[InputFile]:
    files, left_out = list[InputFile](), LeftOut()
    for path in sorted(_walk(folder, note)):
        name, wanted = path.relative_to(folder).as_posix(), is_wanted(path.name, format)
        if wanted or (wanted is None and _is_recognised(path)):
            can_read = os.access(path, os.R_OK)
            files.append(InputFile(path, name, format, in_folder=True, limits=limits, was_readable=can_read))
        else:
            left_out.add(name, wanted)
    if not files:
        raise InputError(both("error_empty_folder", name=shown(folder.name), formats=known_formats()))
    if left_out.count:
        note(both("note_left_out", name=shown(folder.name), count=left_out.count, files=left_out))
    return files


def _walk(folder: Path, note: Note) -> Iterator[Path]:
    """Files below a folder, hidden ones, pipes and devices left out. Links are followed, each folder is seen once, and
    under its own name if it has one here. A folder in it that cannot be opened, as `lost+found` of a disk, is told."""
    waiting, seen = [folder], set[tuple[int, int]]()
    while waiting:
        place = waiting.pop()
        try:
            known = place.stat()
            if (known.st_dev, known.st_ino) in seen:
                continue
            seen.add((known.st_dev, known.st_ino))
            with os.scandir(place) as entries:
                found = sorted(
                    (entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name
                )
        except OSError as error:
            if place == folder:
                raise unreadable(shown(place.name), error) from error
            name = shown(place.relative_to(folder).as_posix())
            note(both("note_unreadable_folder", name=name, reason=error.strerror))
            continue
        for entry in found:
            if _is_folder(entry):
                waiting.insert(0 if entry.is_symlink() else len(waiting), Path(entry))
            elif _may_be_file(entry):
                yield Path(entry)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _may_be_file(entry: os.DirEntry[str]) -> bool:
    """A file, or a link that leads nowhere or in a circle, which is answered when it is read."""
    try:
        return entry.is_file() or (entry.is_symlink() and not os.path.exists(entry))
    except OSError:
        return True


def _is_recognised(path: Path) -> bool:
    """Whether a file's beginning says what it is, as its suffix does not; one that cannot be opened is told later."""
    try:
        with open_input(path) as opened:
            return is_recognised(opened, path.suffix.lower())
    except InputError:
        return True


def _has_known_beginning(path: Path) -> bool:
    """Whether a file that the user named has a kind of its own, whatever its suffix."""
    with open_input(path) as opened:
        return find_signature(opened.head) is not None or recognise(None, opened.start()) is not None
