"""Evidence drawn on the picture it was read from: a frame around the words, with the number that the findings carry."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from offerscan.pictures.picture import Picture, Polygon
from offerscan.records import Finding, Kind

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

__all__ = ["mark_picture"]

# Red and green of the desk page, dark enough for white numbers (contrast above 4.5); numbers tell them apart as well.
_COLOURS = {Kind.RISK: (179, 38, 30), Kind.PROTECTIVE: (20, 108, 67)}
_TINT = 56
_LONGEST_SIDE = 65_000  # what a JPEG can hold


def mark_picture(
    picture: Picture,
    findings: Iterable[Finding],
    *,
    longest: int | None = 1_600,
    format: Literal["JPEG", "PNG"] = "JPEG",
) -> bytes:
    """The picture as a file, upright, at most `longest` pixels a side, without what its own file said of place and camera.

    Findings are numbered from 1 in their order, those about the whole text left out, as `offerscan check` numbers them.
    """
    from PIL import Image, ImageDraw, ImageFont

    factor = min(1.0, min(longest or _LONGEST_SIDE, _LONGEST_SIDE) / max(picture.size))
    size = (max(1, round(picture.size[0] * factor)), max(1, round(picture.size[1] * factor)))
    shown = picture.image.resize(size).convert("RGBA")
    layer = Image.new("RGBA", size)
    draw = ImageDraw.Draw(layer)
    stroke = max(2, round(min(size) / 300))
    font = ImageFont.load_default(size=max(14.0, min(size) / 40))
    located = [finding for finding in findings if finding.start is not None and finding.end is not None]
    plates: list[tuple[float, float, int, Kind]] = []
    for number, finding in enumerate(located, 1):
        places = [_shrink(place, factor) for place in picture.find(finding.start or 0, finding.end or 0)]
        for place in places:
            draw.polygon(place, fill=(*_COLOURS[finding.kind], _TINT))
            draw.line([*place, place[0]], fill=(*_COLOURS[finding.kind], 255), width=stroke, joint="curve")
        if places:
            plates.append((*places[0][0], number, finding.kind))
    for x, y, number, kind in plates:  # above all frames
        _draw_plate(draw, font, (x, y), f"{number}", kind, size)
    marked = Image.alpha_composite(shown, layer).convert("RGB")
    file = BytesIO()
    marked.save(file, format, quality=85)
    return file.getvalue()


def _draw_plate(
    draw: ImageDraw,
    font: FreeTypeFont | ImageFont,
    corner: tuple[float, float],
    words: str,
    kind: Kind,
    size: tuple[int, int],
) -> None:
    left, top, right, bottom = draw.textbbox((0, 0), words, font=font)
    width, height, pad = right - left, bottom - top, 4
    x = min(max(0.0, corner[0] - pad), max(0.0, size[0] - width - 2 * pad))
    y = min(max(0.0, corner[1] - height - pad), max(0.0, size[1] - height - 2 * pad))
    draw.rectangle((x, y, x + width + 2 * pad, y + height + 2 * pad), fill=(*_COLOURS[kind], 255))
    draw.text((x + pad - left, y + pad - top), words, font=font, fill="white")


def _shrink(polygon: Polygon, factor: float) -> list[tuple[float, float]]:
    return [(x * factor, y * factor) for x, y in polygon]
