"""Offers drawn as people meet them: posters, screenshots, photographs of paper. One function a look; all repeatable."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from PIL.Image import Resampling

from offerscan.errors import InputError
from offerscan_training.posters.spoiling import (
    Random,
    as_jpeg,
    as_png,
    crumple,
    lean,
    photograph_screen,
    see_askew,
    send_on,
    shrink,
    turn,
)

__all__ = ["CONDITIONS", "Poster", "draw_poster"]

# From Debian's font packages; the Makefile names them.
_PLAIN = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "LiberationSerif-Regular.ttf", "Lato-Regular.ttf")
_BOLD = ("DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "LiberationSerif-Bold.ttf", "Lato-Black.ttf")
_STYLISED = ("lobster.otf", "ComicNeue-Bold.otf", "LeagueSpartan-Bold.otf", "KaushanScript-Regular.otf")


@dataclass(frozen=True)
class Poster:
    """The bytes of a picture as it is sent, and what a person who reads it would type."""

    condition: str
    data: bytes
    text: str


@dataclass
class _Sheet:
    """What is drawn on, from the top down."""

    image: Image.Image
    ink: str
    y: int = 50
    margin: int = 50

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        """The pen."""
        return ImageDraw.Draw(self.image)


def draw_poster(text: str, condition: str, seed: int) -> Poster:
    """One offer in one look of CONDITIONS. Raises InputError where a font is missing."""
    random = np.random.default_rng(seed)
    words = _drawable(text)
    if condition == "capitals":
        words = words.upper()
    return Poster(condition, CONDITIONS[condition](words, random), words)


def _drawable(text: str) -> str:
    """The text in signs that the fonts have, since what a person copies off a poster has no emoji either, and in lines
    as posters and chats have them: a sentence each."""
    kept = "".join(
        char if ord(char) < 0x250 else {"–": "-", "’": "'", "“": '"', "”": '"'}.get(char, " ") for char in text
    )
    lines = (" ".join(line.split()) for line in kept.splitlines() if line.strip())
    return "\n".join(re.sub(r"(?<=[a-z0-9][.!?]) (?=[A-Z])", "\n", line) for line in lines)


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(name, size)
    except OSError as error:
        raise InputError(f"The font {name} is missing: run `make posters`, which installs it.") from error


def _choose(random: Random, names: Sequence[str]) -> str:
    return names[int(random.integers(len(names)))]


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The lines that fit into a width; long words such as addresses break."""
    usual = font.getlength("abcdefghij nopq rstu") / 20
    lines = []
    for paragraph in text.splitlines():
        columns = max(8, int(width / usual))
        while True:
            wrapped = textwrap.wrap(paragraph, columns)
            if columns <= 8 or all(font.getlength(line) <= width for line in wrapped):
                break
            columns -= 1
        lines += wrapped
    return lines


def _write(
    sheet: _Sheet, text: str, name: str, size: int, *, x: int | None = None, width: int | None = None, gap: float = 1.35,
    stroke: tuple[int, str] = (0, "black"),
) -> None:  # fmt: skip
    font, left = _font(name, size), sheet.margin if x is None else x
    for line in _wrap(text, font, width or sheet.image.width - 2 * sheet.margin):
        sheet.draw.text((left, sheet.y), line, font=font, fill=sheet.ink, stroke_width=stroke[0], stroke_fill=stroke[1])
        sheet.y += int(size * gap)


def _titled(
    text: str, random: Random, ground: Image.Image, ink: str, bold: bool = False, stroke: tuple[int, str] = (0, "black")
) -> Image.Image:
    """A large first line, and the rest below it, cut at the end of the writing."""
    sheet = _Sheet(ground, ink)
    name = _choose(random, _BOLD if bold else _PLAIN)
    title, _, rest = text.partition("\n")
    if len(title) > 60:
        title, rest = "", text
    _write(sheet, title, _choose(random, _BOLD), 58, stroke=stroke)
    sheet.y += 20
    _write(sheet, rest, name, 36, stroke=stroke)
    return ground.crop((0, 0, ground.width, min(ground.height, sheet.y + 50)))


def _paper(colour: str, width: int = 1080) -> Image.Image:
    return Image.new("RGB", (width, 4_000), colour)


def _plain(text: str, random: Random) -> Image.Image:
    return _titled(text, random, _paper("white"), "black")


def _tinted(text: str, random: Random) -> Image.Image:
    grounds = (("#cfe8ff", "#102a6b"), ("#fff3c4", "#8a0f0f"), ("#f4f4f0", "#202020"), ("#d9f2d9", "#123d12"))
    return _titled(text, random, _paper(grounds[(place := int(random.integers(4)))][0]), grounds[place][1])


def _white_on_yellow(text: str, random: Random) -> Image.Image:
    return _titled(text, random, _paper("#e8b800"), "white", bold=True)


def _yellow_on_red(text: str, random: Random) -> Image.Image:
    return _titled(text, random, _paper("#c8102e"), "#ffe600", bold=True)


def _photograph(random: Random, low: int, high: int) -> Image.Image:
    """Clouds of colour, shapes and grain, as a photograph has."""
    small = random.integers(low, high, (40, 12, 3), dtype=np.uint8)
    ground = Image.fromarray(small).resize((1080, 3_600), Resampling.BICUBIC)
    draw = ImageDraw.Draw(ground)
    for _ in range(50):
        x, y, radius = (int(random.integers(least, most)) for least, most in ((0, 1080), (0, 3_600), (20, 160)))
        draw.ellipse(
            (x, y, x + 2 * radius, y + radius), fill=tuple(int(part) for part in random.integers(low, high, 3))
        )
    ground = ground.filter(ImageFilter.GaussianBlur(3))
    grain = random.normal(0, 12, (ground.height, ground.width, 1))
    return Image.fromarray(np.clip(np.asarray(ground) + grain, 0, 255).astype(np.uint8))


def _outlined_on_photograph(text: str, random: Random) -> Image.Image:
    return _titled(text, random, _photograph(random, 0, 256), "white", bold=True, stroke=(3, "black"))


def _bare_on_photograph(text: str, random: Random) -> Image.Image:
    """Without the outline that most such posters have; some words are hard to see."""
    return _titled(text, random, _photograph(random, 30, 190), "white", bold=True)


def _two_columns(text: str, random: Random) -> Image.Image:
    sheet = _Sheet(_paper("#eef7ee"), "#123d12", margin=40)
    name, size, width = _choose(random, _PLAIN), 28, 470
    lines = _wrap(text, _font(name, size), width)
    half = (len(lines) + 1) // 2
    for column, x in ((lines[:half], 40), (lines[half:], 570)):
        for row, line in enumerate(column):
            sheet.draw.text((x, 50 + row * 38), line, font=_font(name, size), fill=sheet.ink)
    return sheet.image.crop((0, 0, 1080, 50 + half * 38 + 50))


def _stylised(text: str, random: Random) -> Image.Image:
    sheet = _Sheet(_paper("#fde2f3"), "#6b0f4b")
    _write(sheet, text, _choose(random, _STYLISED), 44, gap=1.5)
    return sheet.image.crop((0, 0, 1080, sheet.y + 50))


def _shadowed(text: str, random: Random) -> Image.Image:
    """Script with an outline and its shadow, light on light."""
    ground = Image.linear_gradient("L").resize((1080, 4_000)).convert("RGB").point(lambda value: 150 + value // 4)
    name, shadow = _choose(random, _STYLISED), _Sheet(ground, "#5a5a5a", y=56, margin=56)
    _write(shadow, text, name, 42, gap=1.5, width=980)
    sheet = _Sheet(ground, "#fff7c0")
    _write(sheet, text, name, 42, gap=1.5, width=980, stroke=(2, "#b3541e"))
    return ground.crop((0, 0, 1080, sheet.y + 50))


def _capitals(text: str, random: Random) -> Image.Image:
    """Tight bold capitals, where a recogniser loses spaces."""
    sheet = _Sheet(_paper("#003366"), "#ffffff")
    _write(sheet, text, _choose(random, ("BebasNeue-Regular.otf", *_BOLD)), 36)
    return sheet.image.crop((0, 0, 1080, sheet.y + 50))


def _chat(text: str, random: Random) -> Image.Image:
    """Bubbles on both sides, 720 pixels wide."""
    sheet = _Sheet(_paper("#e5ddd5", 720), "#111111", y=30)
    font = _font("DejaVuSans.ttf", 23)
    for place, paragraph in enumerate(text.splitlines()):
        lines = _wrap(paragraph, font, 470)
        wide = int(max(font.getlength(line) for line in lines)) + 36
        left = 20 if place % 2 == 0 else 700 - wide
        colour = "#ffffff" if place % 2 == 0 else "#dcf8c6"
        sheet.draw.rounded_rectangle((left, sheet.y, left + wide, sheet.y + 32 * len(lines) + 20), 14, fill=colour)
        for row, line in enumerate(lines):
            sheet.draw.text((left + 18, sheet.y + 8 + 32 * row), line, font=font, fill=sheet.ink)
        sheet.y += 32 * len(lines) + 36
    return sheet.image.crop((0, 0, 720, sheet.y + 20))


def _small(text: str, random: Random) -> Image.Image:
    sheet = _Sheet(_paper("#ffffff", 640), "#333333", margin=24)
    _write(sheet, text, _choose(random, _PLAIN), 15)
    return sheet.image.crop((0, 0, 640, sheet.y + 24))


CONDITIONS: dict[str, Callable[[str, Random], bytes]] = {
    "plain": lambda text, random: as_png(_plain(text, random)),
    "white on yellow": lambda text, random: as_jpeg(_white_on_yellow(text, random)),
    "yellow on red": lambda text, random: as_jpeg(_yellow_on_red(text, random)),
    "photograph behind, outlined": lambda text, random: as_jpeg(_outlined_on_photograph(text, random), 85),
    "photograph behind, bare": lambda text, random: as_jpeg(_bare_on_photograph(text, random), 85),
    "JPEG artefacts": lambda text, random: as_jpeg(_tinted(text, random), 18),
    "sent on by WhatsApp": lambda text, random: send_on(_tinted(text, random)),
    "preview, 480 wide": lambda text, random: shrink(_yellow_on_red(text, random)),
    "rotated": lambda text, random: lean(_tinted(text, random), random),
    "perspective": lambda text, random: as_jpeg(see_askew(_plain(text, random), random), 75),
    "photographed screen": lambda text, random: photograph_screen(_chat(text, random), random),
    "crumpled": lambda text, random: crumple(_tinted(text, random), random),
    "two columns": lambda text, random: as_jpeg(_two_columns(text, random)),
    "stylised letters": lambda text, random: as_jpeg(_stylised(text, random)),
    "stylised, shadowed": lambda text, random: send_on(_shadowed(text, random)),
    "capitals": lambda text, random: as_jpeg(_capitals(text, random)),
    "chat bubbles": lambda text, random: as_png(_chat(text, random)),
    "small writing": lambda text, random: as_jpeg(_small(text, random), 70),
    "sideways": lambda text, random: turn(_plain(text, random), random),
}
