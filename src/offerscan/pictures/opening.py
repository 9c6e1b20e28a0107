"""Bytes become one upright RGB picture of bounded size; whatever is wrong with them is told in one sentence.

What a picture would need is read from its first bytes and refused before anything is unpacked.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.settings import PictureLimits

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["check_pixels", "check_size", "open_image", "scale"]

# Kinds that people send; Pillow reads many more that nobody does, each with its own faults.
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "BMP", "TIFF")
_SMALLEST_SIDE, _SMALLEST_AREA = 16, 4_000
# A side beyond this holds no more readable writing: scanners at 300 dpi give 3,508. The short side of a long screenshot.
_LONGEST, _LONG_SHORT_SIDE = 3_200, 1_280
_LONG_RATIO = 2.5


def open_image(data: bytes, limits: PictureLimits) -> tuple[Image, list[str]]:
    """The picture as a person sees it, upright and RGB, with notes; raises InputError if it cannot be used."""
    from PIL import Image, ImageOps

    _add_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limits are below Pillow's
            opened = Image.open(BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise InputError(
            both("error_picture_pixels", limit=limits.max_picture_pixels // 1_000_000), code="too_large"
        ) from error
    except Exception as error:  # the library meets broken files with errors of every kind
        raise InputError(both("error_picture_kind"), code="picture_kind") from error
    check_pixels(*opened.size, limits)
    check_size(*opened.size)
    is_animated = getattr(opened, "n_frames", 1) > 1 and opened.format not in ("MPO", "TIFF")
    notes = ["first_frame"] if is_animated else []
    try:
        opened.draft("RGB", (_LONGEST, _LONGEST))  # a JPEG is unpacked no finer than needed
        upright = ImageOps.exif_transpose(opened)
        return scale(_flatten(upright), notes), notes
    except Exception as error:
        raise InputError(both("error_picture_broken"), code="broken") from error


def check_pixels(width: float, height: float, limits: PictureLimits) -> None:
    """Raises InputError for more pixels than are read."""
    if width * height > limits.max_picture_pixels:
        raise InputError(both("error_picture_pixels", limit=limits.max_picture_pixels // 1_000_000), code="too_large")


def check_size(width: int, height: int) -> None:
    """Raises InputError for a picture in which no writing has room."""
    if min(width, height) < _SMALLEST_SIDE or width * height < _SMALLEST_AREA:
        raise InputError(both("error_picture_tiny", width=width, height=height), code="tiny")


def scale(image: Image, notes: list[str]) -> Image:
    """The picture no larger than is read, with a note where it was."""
    from PIL.Image import Resampling

    short, long = sorted(image.size)
    if long > _LONG_RATIO * short:
        factor = min(1.0, _LONG_SHORT_SIDE / short)
    else:
        factor = min(1.0, _LONGEST / long)
    if factor == 1.0:
        return image
    notes.append("scaled_down")
    width, height = image.size
    return image.resize((max(1, round(width * factor)), max(1, round(height * factor))), Resampling.LANCZOS)


def _add_heif() -> None:
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)


def _flatten(image: Image) -> Image:
    """RGB, whatever the picture is made of: palette, CMYK, 16 bits, transparency."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = _eight_bits(image)
    if image.has_transparency_data:
        return _without_transparency(image.convert("RGBA"))
    return image.convert("RGB")


def _eight_bits(image: Image) -> Image:
    import numpy as np
    from PIL import Image

    values = np.asarray(image, dtype=np.float32)
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    spread = np.nan_to_num((values - low) / max(high - low, 1e-9), nan=0.0, posinf=1.0, neginf=0.0)
    return Image.fromarray((255 * np.clip(spread, 0, 1)).astype(np.uint8))


def _without_transparency(image: Image) -> Image:
    """On white; on black where what is to be seen is itself light, as white writing on nothing is."""
    from PIL import Image, ImageStat

    alpha = image.getchannel("A")
    seen = alpha.point(lambda value: 255 if value > 127 else 0)
    light = ImageStat.Stat(image.convert("L"), mask=seen).mean[0] if seen.getbbox() else 0
    hidden = bool(alpha.histogram()[0])
    ground = Image.new("RGBA", image.size, "black" if hidden and light > 200 else "white")
    return Image.alpha_composite(ground, image).convert("RGB")
