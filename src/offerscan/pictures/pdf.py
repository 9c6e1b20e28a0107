"""Pages of a PDF: their own text where they have one, else what is seen of them, put below one another as one picture."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.pictures.composing import compose
from offerscan.pictures.opening import check_pixels, check_size, scale
from offerscan.pictures.picture import Line, Picture, Piece, Point, Polygon
from offerscan.settings import PictureLimits

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["read_pdf"]

_DPI, _POINTS = 150, 72
_LEAST_SIGNS = 30  # of a text layer; a scanner's stamp has fewer
_MOSTLY = 0.5  # a page of which a picture covers more is a picture


def read_pdf(data: bytes, limits: PictureLimits) -> Picture:
    """The text of a PDF's first pages. Raises InputError if it is locked, broken, or a page is too big."""
    document = _open(data)
    try:
        count = len(document)
        if not count:
            raise InputError(both("error_picture_broken"), code="broken")
        notes = ["pages_left_out"] if count > limits.max_picture_pages else []
        deadline = time.monotonic() + limits.max_picture_seconds
        pages: list[tuple[Image, list[Piece]]] = []
        from_ocr = False
        for number in range(min(count, limits.max_picture_pages)):
            image, pieces, is_text, more = _read_page(document, number, limits, deadline)
            pages.append((image, pieces))
            from_ocr |= not is_text
            notes += more
            if "time" in more:
                break
        return _join(pages, tuple(dict.fromkeys(notes)), from_ocr)
    finally:
        document.close()


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise InputError(both("error_picture_locked"), code="locked") from error
        raise InputError(both("error_picture_broken"), code="broken") from error


def _read_page(
    document: Any, number: int, limits: PictureLimits, deadline: float
) -> tuple[Image, list[Piece], bool, list[str]]:
    """A page's picture, its pieces, whether they are its own text, and notes."""
    from pypdfium2 import PdfiumError

    from offerscan.pictures.recognising import recognise

    try:
        page = document[number]
        width, height = page.get_size()
        factor = _DPI / _POINTS
        check_pixels(width * factor, height * factor, limits)
        image = page.render(scale=factor, rev_byteorder=True).to_pil().convert("RGB")
        pieces = list(_own_text(page, factor))
        if sum(_is_sideways(piece) for piece in pieces) > len(pieces) / 2:
            pieces = []  # reading the page as a picture turns it
    except PdfiumError as error:
        raise InputError(both("error_picture_broken"), code="broken") from error
    check_size(*image.size)
    if pieces:
        return image, pieces, True, []
    notes: list[str] = []
    image, pieces, more = recognise(scale(image, notes), deadline)
    return image, pieces, False, [*notes, *more]


def _own_text(page: Any, factor: float) -> Iterator[Piece]:
    """The page's text line by line, in pixels; nothing where it has too little, or is a picture."""
    text = page.get_textpage()
    if len(text.get_text_bounded().split()) == 0 or text.count_chars() < _LEAST_SIGNS or _is_picture(page):
        return
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        words = " ".join(text.get_text_bounded(left, bottom, right, top).split())
        if words:
            yield Piece(words, 1.0, _in_pixels(page, (left, bottom, right, top), factor))


def _is_sideways(piece: Piece) -> bool:
    (left, top), _, (right, bottom), _ = piece.polygon
    return len(piece.text) > 4 and bottom - top > right - left


def _in_pixels(page: Any, frame: tuple[float, float, float, float], factor: float) -> Polygon:
    """PDF counts from the lower left of a page that may be turned and cut."""
    left, bottom, right, top = frame
    ends = [_as_shown(page, x, y) for x, y in ((left, top), (right, bottom))]
    across, down = zip(*ends, strict=True)
    width, height = page.get_size()
    west, east = (min(width, max(0.0, side)) * factor for side in (min(across), max(across)))
    north, south = (min(height, max(0.0, side)) * factor for side in (min(down), max(down)))
    return ((west, north), (east, north), (east, south), (west, south))


def _as_shown(page: Any, x: float, y: float) -> Point:
    """A point of the page as it is seen, from the upper left, in points."""
    left, bottom, right, top = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return y - bottom, x - left
        case 180:
            return right - x, y - bottom
        case 270:
            return top - y, right - x
        case _:
            return x - left, top - y


def _is_picture(page: Any) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    width, height = page.get_size()
    for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > _MOSTLY * width * height:
            return True
    return False


def _join(pages: list[tuple[Image, list[Piece]]], notes: tuple[str, ...], from_ocr: bool) -> Picture:
    """The pages below one another; each is read by itself, so that columns never cross a page."""
    from PIL import Image

    if len(pages) == 1:
        image, pieces = pages[0]
        text, lines = compose(pieces)
        return Picture(text, lines, image, notes, from_ocr)
    joined = Image.new("RGB", (max(page.width for page, _ in pages), sum(page.height for page, _ in pages)), "white")
    texts: list[str] = []
    lines_of_all: list[Line] = []
    length = top = 0
    for image, pieces in pages:
        joined.paste(image, (0, top))
        text, lines = compose(pieces)
        length += 2 if texts and text else 0
        lines_of_all += [_moved(line, length, top) for line in lines]
        texts += [text] if text else []
        length += len(text)
        top += image.height
    return Picture("\n\n".join(texts), tuple(lines_of_all), joined, notes, from_ocr)


def _moved(line: Line, by: int, down: int) -> Line:
    a, b, c, d = ((x, y + down) for x, y in line.polygon)
    return Line(line.text, line.confidence, (a, b, c, d), line.start + by, line.end + by)
