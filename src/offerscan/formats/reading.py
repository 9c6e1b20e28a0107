"""From one file to its rows: opened, unpacked, given to the reader that it is for. Memory is bounded whatever it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from zipfile import ZipInfo

from offerscan.errors import InputError
from offerscan.formats.characters import shown
from offerscan.formats.exports import recognise
from offerscan.formats.fields import Fields
from offerscan.formats.inflating import COMPRESSIONS, Inflated
from offerscan.formats.opened import STDIN, Note, Opened, open_input, silent
from offerscan.formats.pieces import tell_apart
from offerscan.formats.readers import FORMATS, POSTS, READERS, is_wanted, known_formats, strip_compression
from offerscan.formats.recognising import choose_format
from offerscan.formats.signatures import find_signature, refuse_foreign
from offerscan.formats.zipped import Zipped, open_zip
from offerscan.phrases import both
from offerscan.records import Fault, Offer, Refusal, offer_id
from offerscan.settings import Limits

__all__ = ["InputFile"]

Rows = Iterator[Offer | Refusal]

# Faults of the content, not of the disk: what was read before stands, and only the rest is refused.
_PARTIAL = ("broken", "too_big")


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to read, the name its rows are told by, and the format asked for (None: by its beginning and suffix)."""

    path: Path
    name: str
    format: str | None = None
    in_folder: bool = False
    limits: Limits | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", shown(self.name))

    def read(self, fields: Fields, note: Note = silent, watch: Callable[[Opened], None] | None = None) -> Rows:
        """The rows of this file. Raises InputError if it cannot be read; a file met in a folder becomes a refusal."""

        def rows() -> Rows:
            with open_input(self.path, self.name, note, self.limits) as opened:
                if watch:
                    watch(opened)
                suffix = None if self.path == STDIN else self.path.suffix.lower()
                yield from _read(opened, _Ask(fields, self.format), suffix)

        return _answered(rows(), self.name, is_alone=not self.in_folder)


@dataclass(frozen=True, slots=True)
class _Ask:
    """What the user said about columns and format."""

    fields: Fields
    format: str | None


def _answered(rows: Rows, name: str, *, is_alone: bool) -> Rows:
    """The rows, and a refusal for what cannot be read. A file that the user named raises if it has no row at all."""
    is_begun = False
    try:
        for row in rows:
            is_begun = True
            yield row
    except InputError as error:
        if is_alone and not (is_begun and error.code in _PARTIAL):
            raise
        yield Refusal(offer_id(name), name, Fault(error.code, str(error)))


def _read(opened: Opened, ask: _Ask, suffix: str | None) -> Rows:
    signature = find_signature(opened.head)
    if signature in COMPRESSIONS:
        yield from _read_compressed(opened, ask, suffix, signature)
        return
    if signature == ".zip":
        with open_zip(opened) as zipped:
            signature = zipped.kind
            if signature == ".zip":
                yield from _read_zip(opened, zipped, ask, suffix)
                return
    yield from _read_plain(opened, ask, suffix, signature)


def _read_plain(opened: Opened, ask: _Ask, suffix: str | None, signature: str | None) -> Rows:
    refuse_foreign(signature, opened.name)
    chosen = choose_format(opened, suffix, signature, ask.fields) if ask.format is None else ask.format
    reader = READERS.get(chosen) or FORMATS[chosen]
    rows = reader(opened, ask.fields)
    if chosen not in POSTS and f".{chosen}" not in POSTS:
        yield from rows
        return
    count = 0
    for row in tell_apart(rows):
        count += "#" in (row.source or "").rpartition(":")[2]
        yield row
    if count:
        opened.note(both("note_told_apart", name=opened.name, count=count))


def _read_compressed(opened: Opened, ask: _Ask, suffix: str | None, kind: str) -> Rows:
    if suffix in COMPRESSIONS:
        inner = PurePath(strip_compression(opened.name)).suffix.lower() or None
    else:
        inner = suffix
        opened.note(both("note_wrong_suffix", name=opened.name, format=kind.removeprefix(".")))
    raw = Inflated(COMPRESSIONS[kind](opened.binary), opened.name, opened.allowance)
    with opened.inside(opened.name, raw) as content:
        yield from _read(content, ask, inner)


def _read_zip(opened: Opened, zipped: Zipped, ask: _Ask, suffix: str | None) -> Rows:
    """The files of an archive as those of a folder: one that cannot be read is a refusal."""
    if suffix not in (".zip", None):
        opened.note(both("note_wrong_suffix", name=opened.name, format="zip"))
    count, others = 0, 0
    for name, info in zipped.files():
        if not _is_read(zipped, name, info, ask.format):
            others += 1
            continue
        count += 1
        yield from _answered(_read_member(zipped, name, info, ask), f"{opened.name}/{name}", is_alone=False)
        if opened.allowance.is_spent:
            return
    if not count:
        raise InputError(both("error_empty_archive", name=opened.name, formats=known_formats()), code="empty")
    if others:
        opened.note(both("note_left_out_zip", name=opened.name, count=others))


def _read_member(zipped: Zipped, name: str, info: ZipInfo, ask: _Ask) -> Rows:
    with zipped.open(name, info) as opened:
        yield from _read(opened, ask, PurePath(name).suffix.lower())


def _is_read(zipped: Zipped, name: str, info: ZipInfo, format: str | None) -> bool:
    """Whether a file is read; where its suffix means many things (.js), whether it is an export."""
    wanted = is_wanted(name, format)
    if wanted is not None:
        return wanted
    try:
        with zipped.open(name, info) as opened:
            return recognise(PurePath(name).suffix.lower(), opened.start()) is not None
    except InputError:
        return True
