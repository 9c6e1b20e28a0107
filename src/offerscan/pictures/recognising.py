"""The two networks of rapidocr: one finds writing, one reads it. Opened once a process, used by one thread at a time.

Only the models inside its wheel are used, named by their path, so that the library never looks for one elsewhere.
"""

from __future__ import annotations

import os
import time
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from offerscan.errors import EngineError
from offerscan.phrases import both
from offerscan.pictures.picture import Piece, Polygon

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

__all__ = ["recognise"]

# Writing is looked for at this side at most, and read at the picture's own; the second network reads lines 48 high.
_FINDING_SIDE = 1_600
_STRIP_RATIO, _OVERLAP = 2.5, 0.12  # a longer picture is read in strips, which overlap by a share of their height
_LEAST_CONFIDENCE = 0.5  # rapidocr's own default
_TALL, _MOST = 1.5, 0.6
_LINE = 4  # what is so many times as wide as high is a line of words, not a stain
_VOTES, _DOUBT, _READ_BOTH = 12, 0.25, 4
_SMALL_WRITING, _ENLARGED = 15, 2  # pixels of a usual line
_MODELS = {"Det": "*_det_*.onnx", "Rec": "*_rec_*.onnx", "Cls": "*_cls_*.onnx"}
_MAX_THREADS = 4

Quads = list[Polygon]


def recognise(image: Image, deadline: float) -> tuple[Image, list[Piece], list[str]]:
    """The picture turned as its writing stands, the writing in it, and notes: time was up, or a line could not be read.

    `deadline` is on the clock of time.monotonic. Not for two threads at once.
    """
    engine = _open_engine()
    image, pixels, quads = _turn(engine, image)
    if max(image.size) <= _FINDING_SIDE and (not quads or median(map(_height, quads)) < _SMALL_WRITING):
        image, pixels, quads = _turn(engine, _enlarge(image))
    pieces: list[Piece] = []
    notes: list[str] = []
    for quad in quads:
        if time.monotonic() > deadline:
            return image, pieces, [*notes, "time"]
        read = engine.recognize_txt(engine.crop_text_regions(pixels, np.array([quad], dtype=np.float32)))
        text, confidence = read.txts[0].strip(), float(read.scores[0])
        if text and confidence >= _LEAST_CONFIDENCE:
            pieces.append(Piece(text, confidence, quad))
        elif not notes and _width(quad) > _LINE * _height(quad):
            notes.append("unclear")
    return image, pieces, notes


@cache
def _open_engine() -> Any:
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    params: dict[str, Any] = {
        "Global.log_level": "critical",
        "Global.max_side_len": _FINDING_SIDE,
        "Det.limit_type": "max",  # by default small pictures are enlarged, wide ones to thousands of pixels
        "Det.limit_side_len": _FINDING_SIDE,
        "EngineConfig.onnxruntime.intra_op_num_threads": min(_MAX_THREADS, os.cpu_count() or 1),
    }
    for part, pattern in _MODELS.items():
        found = sorted(folder.glob(pattern))
        if not found:
            raise EngineError(both("error_no_ocr_models"), code="no_ocr")
        params[f"{part}.model_path"] = str(found[0])
    return rapidocr.RapidOCR(params=params)


def _turn(engine: Any, image: Image) -> tuple[Image, NDArray[np.uint8], Quads]:
    """The picture with its lines running from left to right, as pixels (height, width, 3) in BGR, and its lines."""
    from PIL.Image import Transpose

    pixels = _as_pixels(image)
    quads = _find_lines(engine, pixels)
    tall = [quad for quad in quads if _height(quad) > _TALL * _width(quad)]
    if len(tall) > _MOST * len(quads):
        image = image.transpose(Transpose.ROTATE_90)
        pixels = _as_pixels(image)
        quads = _find_lines(engine, pixels)
    if _is_upside_down(engine, pixels, quads):
        image = image.transpose(Transpose.ROTATE_180)
        pixels = _as_pixels(image)
        quads = _find_lines(engine, pixels)
    return image, pixels, quads


def _enlarge(image: Image) -> Image:
    from PIL.Image import Resampling

    return image.resize((_ENLARGED * image.width, _ENLARGED * image.height), Resampling.LANCZOS)


def _as_pixels(image: Image) -> NDArray[np.uint8]:
    return np.ascontiguousarray(np.asarray(image, dtype=np.uint8)[:, :, ::-1])


def _find_lines(engine: Any, pixels: NDArray[np.uint8]) -> Quads:
    """Where writing stands, roughly from top to bottom; a long picture strip by strip."""
    height, width = pixels.shape[:2]
    if height <= _STRIP_RATIO * width:
        return _find(engine, pixels, 0)
    strip = round(_STRIP_RATIO * width)
    step = round(strip * (1 - _OVERLAP))
    found: Quads = []
    for top in range(0, height - strip + step, step):
        part = pixels[top : top + strip]
        new = _find(engine, part, top)
        if top + strip < height:  # what the lower edge cuts stands whole in the next strip
            new = [quad for quad in new if max(y for _, y in quad) < top + strip - 2]
        found += [quad for quad in new if not any(_is_same(quad, old) for old in found)]
    return found


def _find(engine: Any, pixels: NDArray[np.uint8], top: int) -> Quads:
    boxes = engine(pixels, use_det=True, use_cls=False, use_rec=False).boxes
    if boxes is None:
        return []
    corners = [[(float(x), float(y) + top) for x, y in box] for box in boxes]
    return [(a, b, c, d) for a, b, c, d in corners]


def _is_same(one: Polygon, other: Polygon) -> bool:
    """Whether the middle of either lies in the frame of the other."""
    return _holds(one, other) or _holds(other, one)


def _holds(outer: Polygon, inner: Polygon) -> bool:
    x, y = (sum(point[axis] for point in inner) / 4 for axis in (0, 1))
    across, down = zip(*outer, strict=True)
    return min(across) <= x <= max(across) and min(down) <= y <= max(down)


def _is_upside_down(engine: Any, pixels: NDArray[np.uint8], quads: Quads) -> bool:
    """By the widest lines. Where the small network has a doubt, which it often has for odd letters, by reading both ways."""
    widest = sorted(quads, key=_width, reverse=True)[:_VOTES]
    if not widest:
        return False
    crops = engine.crop_text_regions(pixels, np.array(widest, dtype=np.float32))
    _, votes = engine.cls_and_rotate([crop.copy() for crop in crops])
    if sum(label == "180" for label, _ in votes.cls_res) < _DOUBT * len(widest):
        return False
    upright = sum(engine.recognize_txt([crop]).scores[0] for crop in crops[:_READ_BOTH])
    turned = sum(engine.recognize_txt([np.rot90(crop, 2).copy()]).scores[0] for crop in crops[:_READ_BOTH])
    return bool(turned > upright)


def _width(quad: Polygon) -> float:
    return float(np.hypot(quad[1][0] - quad[0][0], quad[1][1] - quad[0][1]))


def _height(quad: Polygon) -> float:
    return float(np.hypot(quad[3][0] - quad[0][0], quad[3][1] - quad[0][1]))
