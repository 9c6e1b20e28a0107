"""read_picture: from the bytes of a picture or PDF to its text, one at a time in a process."""

from __future__ import annotations

import threading
import time
from importlib.util import find_spec

from offerscan.errors import InputError, OfferscanError
from offerscan.phrases import both
from offerscan.pictures.composing import compose
from offerscan.pictures.opening import open_image
from offerscan.pictures.picture import Picture
from offerscan.settings import PictureLimits

__all__ = ["can_read_pictures", "read_picture"]

# PDFium is not made for threads, and two pictures at once would each take twice as long.
_reading = threading.Lock()
_UNCLEAR = 0.9  # mean confidence by signs; every poster of training/results/posters.json has more than 0.95


def can_read_pictures() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(map(find_spec, ("rapidocr", "PIL", "pillow_heif", "pypdfium2")))


def read_picture(data: bytes, limits: PictureLimits | None = None) -> Picture:
    """The text of a picture (JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP, TIFF) or PDF, told by its content.

    A picture without writing gives an empty text. Raises InputError for what cannot be used, or where the extra is missing.
    """
    limits = limits or PictureLimits()
    if not can_read_pictures():
        raise InputError(both("error_no_ocr"), code="no_ocr")
    if len(data) > limits.max_picture_bytes:
        raise InputError(both("error_picture_bytes", limit=limits.max_picture_bytes // 1_000_000), code="too_large")
    try:
        with _reading:
            return _judge(_read(data, limits))
    except OfferscanError:
        raise
    except Exception as error:  # four libraries, each with errors of its own for odd pictures
        raise InputError(both("error_picture_failed"), code="picture_failed") from error


def _read(data: bytes, limits: PictureLimits) -> Picture:
    if b"%PDF-" not in data[:1024]:
        return _read_image(data, limits)
    from offerscan.pictures.pdf import read_pdf

    return read_pdf(data, limits)


def _read_image(data: bytes, limits: PictureLimits) -> Picture:
    from offerscan.pictures.recognising import recognise

    image, notes = open_image(data, limits)
    image, pieces, more = recognise(image, time.monotonic() + limits.max_picture_seconds)
    text, lines = compose(pieces)
    return Picture(text, lines, image, (*notes, *more))


def _judge(picture: Picture) -> Picture:
    """With a note where so little is sure that a person should read the picture beside the text."""
    signs = sum(len(line.text) for line in picture.lines)
    sure = sum(len(line.text) * line.confidence for line in picture.lines)
    if not signs or sure / signs >= _UNCLEAR or "unclear" in picture.notes:
        return picture
    return Picture(picture.text, picture.lines, picture.image, (*picture.notes, "unclear"), picture.from_ocr)
