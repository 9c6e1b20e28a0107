"""What is answered about a picture: its text, where each line of it stands, and the assessment of the text."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from offerscan.pictures import Picture, Polygon
from offerscan_api.schemas import AssessAnswer

__all__ = ["PictureAnswer", "ReadLine", "ReadPicture", "read_lines"]


class ReadLine(BaseModel):
    """A stretch of writing: `text[start:end]` of the answer."""

    start: int
    end: int
    confidence: Annotated[float, Field(description="From 0 to 1; 1 where the text stood in a PDF as text.")]
    polygon: Annotated[Polygon, Field(description="Corners in pixels, from the upper left of the writing, clockwise.")]


class ReadPicture(BaseModel):
    """The picture as it was read: upright, the pages of a PDF below one another."""

    width: int
    height: int
    from_ocr: bool
    notes: Annotated[
        list[str],
        Field(description="first_frame, pages_left_out, scaled_down, time (not all was read), unclear."),
    ]
    lines: list[ReadLine]


class PictureAnswer(AssessAnswer):
    """One assessment, its offsets counting in `text`."""

    text: str
    picture: ReadPicture
    marked: Annotated[
        str | None,
        Field(description="The picture as JPEG with its evidence marked, in base64, where it was asked for."),
    ] = None


def read_lines(picture: Picture) -> ReadPicture:
    """A picture that was read, without its pixels."""
    width, height = picture.size
    lines = [
        ReadLine(start=line.start, end=line.end, confidence=round(line.confidence, 4), polygon=line.polygon)
        for line in picture.lines
    ]
    return ReadPicture(width=width, height=height, from_ocr=picture.from_ocr, notes=list(picture.notes), lines=lines)
