"""What was read in a picture: its text, and where in the picture each line of it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from offerscan.records import Assessment, Limit

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["PICTURE_LIMITS", "Line", "Picture", "Piece", "Point", "Polygon", "tell_limits"]

# What an assessment's `limits` say of a text that was read off a picture, and of one that was not read to its end.
PICTURE_LIMITS = (Limit.FROM_OCR, Limit.TRUNCATED)
_CUTTING = ("time", "pages_left_out")

_NARROW, _WIDE = frozenset("ijlftI.,:;'|!()[] "), frozenset("mwMW@%")

Point = tuple[float, float]
Polygon = tuple[Point, Point, Point, Point]  # upper left, upper right, lower right, lower left, as the text runs


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of writing as it was found, before it has its place in the text. `confidence` from 0 to 1."""

    text: str
    confidence: float
    polygon: Polygon


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of writing, `picture.text[start:end]`, and where it stands, in pixels of `picture.image`."""

    text: str
    confidence: float
    polygon: Polygon
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was read. `image` is what a person sees of it: upright, RGB, the pages of a PDF below one another.

    `notes` name what the reader must know: first_frame, pages_left_out, scaled_down, time, unclear. `from_ocr` is False
    where all of the text stood in a PDF as text.
    """

    text: str
    lines: tuple[Line, ...]
    image: Image
    notes: tuple[str, ...] = ()
    from_ocr: bool = True

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of `image` in pixels."""
        return self.image.size

    def find(self, start: int, end: int) -> Iterator[Polygon]:
        """Where a stretch of the text stands: one polygon for each line that it touches, in proportion to its signs."""
        for line in self.lines:
            first, last = max(start, line.start), min(end, line.end)
            if first < last:
                whole = _width(line.text)
                left, right = (_width(line.text[: place - line.start]) / whole for place in (first, last))
                yield _cut(line.polygon, left, right)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What the reader of an assessment must know: that the text is from a picture, and whether it is whole."""
        is_cut = any(note in _CUTTING for note in self.notes)
        return (*([Limit.FROM_OCR] if self.from_ocr else []), *([Limit.TRUNCATED] if is_cut else []))

    def tell(self, assessment: Assessment) -> Assessment:
        """The assessment of this picture's text, its limits saying where the text is from and whether it is whole."""
        return tell_limits(assessment, self.limits)


def tell_limits(assessment: Assessment, limits: Iterable[str]) -> Assessment:
    """An assessment that says these limits of a picture too, each once."""
    return replace(assessment, limits=tuple(dict.fromkeys((*assessment.limits, *limits))))


def _width(text: str) -> float:
    """How wide signs usually are, a small letter being 1."""
    return sum(0.5 if char in _NARROW else 1.5 if char in _WIDE else 1.25 if char.isupper() else 1.0 for char in text)


def _cut(polygon: Polygon, left: float, right: float) -> Polygon:
    upper_left, upper_right, lower_right, lower_left = polygon
    return (
        _between(upper_left, upper_right, left),
        _between(upper_left, upper_right, right),
        _between(lower_left, lower_right, right),
        _between(lower_left, lower_right, left),
    )


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
