"""What happens to a picture on its way to the hotline: sent on, photographed, crumpled, held askew. All repeatable."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter
from PIL.Image import Resampling, Transform

__all__ = [
    "Random",
    "as_jpeg",
    "as_png",
    "crumple",
    "lean",
    "photograph_screen",
    "see_askew",
    "send_on",
    "shrink",
    "turn",
]

Random = np.random.Generator


def as_jpeg(image: Image.Image, quality: int = 90) -> bytes:
    """The picture as a JPEG."""
    file = BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()


def as_png(image: Image.Image) -> bytes:
    """The picture as a PNG."""
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def send_on(image: Image.Image) -> bytes:
    """Twice by WhatsApp: at most 1,280 pixels, quality 60."""
    for _ in range(2):
        factor = min(1.0, 1_280 / max(image.size))
        image = image.resize((round(image.width * factor), round(image.height * factor)), Resampling.BILINEAR)
        image = Image.open(BytesIO(as_jpeg(image, 60))).convert("RGB")
    return as_jpeg(image, 60)


def shrink(image: Image.Image) -> bytes:
    """As previews are kept and sent: 480 pixels wide, poor quality."""
    return as_jpeg(image.resize((480, round(image.height * 480 / image.width)), Resampling.BILINEAR), 35)


def lean(image: Image.Image, random: Random) -> bytes:
    """Scanned askew, by 3 to 8 degrees."""
    angle = float(random.uniform(3, 8)) * (1 if random.random() < 0.5 else -1)
    return as_jpeg(image.rotate(angle, Resampling.BICUBIC, expand=True, fillcolor="#706860"), 80)


def see_askew(image: Image.Image, random: Random, most: float = 0.10) -> Image.Image:
    """A sheet on a wall, taken from below and from the side, a little out of focus."""
    width, height = image.size
    inset = [float(share) for share in random.uniform(0.2 * most, most, 4)]
    corners = [
        (inset[0] * width, inset[1] * height), (width - inset[2] * width, 0.0),
        (float(width), height - inset[3] * height), (0.0, float(height)),
    ]  # fmt: skip
    seen = image.transform(
        image.size,
        Transform.PERSPECTIVE,
        _coefficients(corners, width, height),
        Resampling.BICUBIC,
        fillcolor="#665544",
    )
    return seen.filter(ImageFilter.GaussianBlur(0.7))


def photograph_screen(image: Image.Image, random: Random) -> bytes:
    """One telephone's screen taken with another: askew, the grid of both, uneven light, noise."""
    seen = np.asarray(see_askew(image, random, 0.15), dtype=np.float32)
    down, across = np.mgrid[: seen.shape[0], : seen.shape[1]].astype(np.float32)
    grid = 1 + 0.10 * np.sin(2.1 * across + 0.05 * down) + 0.10 * np.sin(1.9 * down - 0.07 * across)
    light = 0.55 + 0.6 * across / seen.shape[1] * (0.5 + 0.5 * down / seen.shape[0])
    noisy = seen * (grid * light)[:, :, None] + random.normal(0, 14, seen.shape)
    image = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.0))
    return as_jpeg(image, 60)


def crumple(image: Image.Image, random: Random) -> bytes:
    """Paper in waves, with shadows in its folds."""
    pixels = np.asarray(image, dtype=np.float32)
    height, width = pixels.shape[:2]
    down, across = np.mgrid[:height, :width].astype(np.float32)
    shift = float(random.uniform(0, 6))
    wave = np.sin(across / 110 + shift) + 0.6 * np.sin(down / 75 + across / 190)
    rows = np.clip(down + 9 * wave, 0, height - 1).astype(int)
    columns = np.clip(across + 5 * np.cos(down / 95 + shift), 0, width - 1).astype(int)
    shaded = pixels[rows, columns] * (0.82 + 0.11 * wave)[:, :, None]
    return as_jpeg(Image.fromarray(np.clip(shaded, 0, 255).astype(np.uint8)), 70)


def turn(image: Image.Image, random: Random) -> bytes:
    """A photograph whose file does not say how the telephone was held."""
    turns = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    return as_jpeg(image.transpose(turns[int(random.integers(3))]), 80)


def _coefficients(corners: Sequence[tuple[float, float]], width: int, height: int) -> list[float]:
    """The eight numbers that lead from the seen corners back to those of the sheet."""
    flat = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(value) for value in np.linalg.solve(np.array(rows), np.array(values))]
