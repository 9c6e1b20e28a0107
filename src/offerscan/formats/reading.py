"""From one file to its rows: opened, unpacked, given to the reader that it is for. Memory is bounded whatever it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from zipfile import ZipInfo

from offerscan.errors import InputError
from offerscan.formats.characters import shown
from offerscan.formats.fields import Fields, refuse
from offerscan.formats.inflating import COMPRESSIONS, Inflated
from offerscan.formats.left_out import LeftOut
from offerscan.formats.opened import Note, Opened, open_input, silent
from offerscan.formats.pieces import tell_apart
from offerscan.formats.readers import FORMATS, POSTS, READERS, is_wanted, known_formats, strip_compression
from offerscan.formats.recognising import choose_format, is_recognised
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
    """One file to read, the name its rows are told by, and the format asked for (None: by its beginning and suffix).

    `is_stream`: standard input, a pipe or a device, which can be read once only. `was_readable`: whether it could be opened
    when it was found in its folder; what fails after that is the disk.
    """

    path: Path
    name: str
    format: str | None = None
    in_folder: bool = False
    limits: Limits | None = None
    is_stream: bool = False
    was_readable: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", shown(self.name))

    def read(self, fields: Fields, note: Note = silent, watch: Callable[[Opened], None] | None = None) -> Rows:
        """The rows of this file. Raises InputError if it cannot be read; a file met in a folder becomes a refusal, unless it
        has vanished or the disk fails."""

        def rows() -> Rows:
            with open_input(self.path, self.name, note, self.limits) as opened:
                if watch:
                    watch(opened)
                suffix = self.path.suffix.lower() or (None if self.is_stream else "")
                yield from _read(opened, _Ask(fields, self.format), suffix)

        return _answered(rows(), self.name, is_alone=not self.in_folder, was_readable=self.was_readable)


@dataclass(frozen=True, slots=True)
class _Ask:
    """What the user said about columns and format."""

    fields: Fields
    format: str | None


def _answered(rows: Rows, name: str, *, is_alone: bool, was_readable: bool = True) -> Rows:
    """The rows, and a refusal for what cannot be read. A file that the user named raises if it has no row at all; any file
    raises if the disk fails, since its rows are lost only if the run goes on without them."""
    is_begun = False
    try:
        for row in rows:
            is_begun = True
            yield row
    except InputError as error:
        is_disk = error.code == "unreadable" and was_readable and not isinstance(error.__cause__, PermissionError)
        if is_disk or (is_alone and not (is_begun and error.code in _PARTIAL)):
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
    rows = _bounded(reader(opened, ask.fields), opened.max_row)
    if chosen not in POSTS and f".{chosen}" not in POSTS:
        yield from rows
        return
    count = 0
    for row in tell_apart(rows):
        count += "#" in (row.source or "").rpartition(":")[2]
        yield row
    if count:
        opened.note(both("note_told_apart", name=opened.name, count=count))


def _bounded(rows: Rows, limit: int) -> Rows:
    """The rows, those refused that are longer than the setting allows, of whatever format."""
    for row in rows:
        if isinstance(row, Offer) and len(row.text) > limit:
            yield refuse("too_long", row.source or "", row.source or "", limit=limit)
        else:
            yield row


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
    files = [(name, info, is_wanted(name, ask.format)) for name, info in zipped.files()]
    opened.allowance.take_members(sum(wanted is not False for *_, wanted in files), opened.name)
    count, left_out = 0, LeftOut()
    for name, info, wanted in files:
        if not (_is_recognised(zipped, name, info) if wanted is None else wanted):
            left_out.add(name, wanted)
            continue
        count += 1
        yield from _answered(_read_member(zipped, name, info, ask), f"{opened.name}/{name}", is_alone=False)
        if opened.allowance.is_spent:
            return
    if not count:
        raise InputError(both("error_empty_archive", name=opened.name, formats=known_formats()), code="empty")
    if left_out.count:
        opened.note(both("note_left_out_zip", name=opened.name, count=left_out.count, files=left_out))


def _read_member(zipped: Zipped, name: str, info: ZipInfo, ask: _Ask) -> Rows:
    with zipped.open(name, info) as opened:
        yield from _read(opened, ask, PurePath(name).suffix.lower())


def _is_recognised(zipped: Zipped, name: str, info: ZipInfo) -> bool:
    """Whether a file's beginning says what it is, as its suffix does not; one that cannot be opened is told later."""
    try:
        with zipped.open(name, info) as opened:
            return is_recognised(opened, PurePath(name).suffix.lower())
    except InputError:
        return True
