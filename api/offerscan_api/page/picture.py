"""A picture on its way through the desk: read, shown small beside its text, and marked where the evidence stands.

Nothing is stored between the two forms: the page itself carries the small picture and the places of its lines.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pydantic import BaseModel, ValidationError

from offerscan.errors import InputError
from offerscan.pictures import Line, Picture, mark_picture, read_picture
from offerscan.pictures.opening import open_image
from offerscan.pictures.picture import Polygon
from offerscan.records import Finding
from offerscan.settings import PictureLimits

__all__ = ["Shown", "is_picture", "mark_evidence", "read_upload", "return_picture", "show_picture"]

# Sides tried until the picture fits into a field of a form, which holds a million signs.
_SIDES = (1100, 800, 500)
_MOST_CARRIED = 700_000
_MOST_LINES = 2_000
_MOST_ALIGNED = 20_000  # characters; beyond, nothing is drawn
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG", b"%PDF", b"GIF8", b"BM", b"II*\0", b"MM\0*")


class _Carried(BaseModel):
    """What a page knows of a picture beside the picture itself; places in pixels of the small one."""

    text: str
    notes: tuple[str, ...]
    from_ocr: bool
    lines: tuple[tuple[int, int, float, Polygon], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A small JPEG in base64, what was read in it, and what the page must carry to the next form."""

    carried: str
    written: str
    text: str
    notes: tuple[str, ...]
    limits: tuple[str, ...]

    @property
    def address(self) -> str:
        """The picture as a data: address."""
        return f"data:image/jpeg;base64,{self.carried}"


def is_picture(data: bytes) -> bool:
    """Whether a file is a picture or a PDF by its first bytes, whatever its name says."""
    return data.startswith(_BEGINNINGS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:8] == b"ftyp"


def read_upload(data: bytes, limits: PictureLimits) -> Shown:
    """What was read, and the picture small enough to be carried. Raises InputError."""
    return show_picture(read_picture(data, limits))


def show_picture(picture: Picture) -> Shown:
    """A read picture as a page shows it."""
    for side in _SIDES:
        small = mark_picture(picture, [], longest=side)
        if len(small) * 4 // 3 <= _MOST_CARRIED:
            break
    factor = min(1.0, side / max(picture.size))
    lines = tuple(
        (line.start, line.end, line.confidence, _scaled(line.polygon, factor)) for line in picture.lines[:_MOST_LINES]
    )
    carried = _Carried(text=picture.text, notes=picture.notes, from_ocr=picture.from_ocr, lines=lines)
    encoded = base64.b64encode(small).decode("ascii")
    return Shown(encoded, carried.model_dump_json(), picture.text, picture.notes, picture.limits)


def return_picture(carried: str, written: str, limits: PictureLimits) -> Picture | None:
    """The picture that a page carried; None where it carried none, or not what it was given."""
    if not carried or len(carried) > _MOST_CARRIED * 4 // 3:
        return None
    try:
        known = _Carried.model_validate_json(written)
        image, _ = open_image(base64.b64decode(carried, validate=True), limits)
    except (binascii.Error, ValidationError, InputError):
        return None
    length = len(known.text)
    lines = tuple(
        Line(known.text[start:end], confidence, polygon, start, end)
        for start, end, confidence, polygon in known.lines[:_MOST_LINES]
        if 0 <= start < end <= length
    )
    return Picture(known.text, lines, image, known.notes, known.from_ocr)


def mark_evidence(picture: Picture, text: str, findings: Iterable[Finding]) -> str | None:
    """The picture with its evidence as a data: address. `text` is what was assessed, as a person may have corrected it."""
    if max(len(text), len(picture.text)) > _MOST_ALIGNED:
        return None
    drawn = mark_picture(picture, list(_moved(picture.text, text, findings)))
    return f"data:image/jpeg;base64,{base64.b64encode(drawn).decode('ascii')}"


def _moved(read: str, corrected: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with their places in the text as it was read."""
    from rapidfuzz.distance import Levenshtein

    opcodes = list(Levenshtein.opcodes(corrected, read))
    for finding in findings:
        if finding.start is None or finding.end is None:
            continue
        places = [
            (
                step.dest_start + max(0, finding.start - step.src_start),
                step.dest_end - max(0, step.src_end - finding.end),
            )
            for step in opcodes
            if step.src_start < finding.end and finding.start < step.src_end and step.dest_start < step.dest_end
        ]
        start = min((first for first, _ in places), default=0)
        end = max((last for _, last in places), default=0)
        yield replace(finding, start=min(start, len(read)), end=min(max(start, end), len(read)))


def _scaled(polygon: Polygon, factor: float) -> Polygon:
    first, second, third, fourth = ((round(x * factor, 1), round(y * factor, 1)) for x, y in polygon)
    return first, second, third, fourth
