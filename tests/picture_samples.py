"""Pictures made in a moment for the tests of pictures, and a PDF written by hand."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

POSTERS = Path(__file__).parent / "samples" / "pictures"


def draw(*lines: str, size: tuple[int, int] = (640, 120), ink: str = "black", ground: str = "white") -> Image.Image:
    """Lines of 30 pixels on a plain ground."""
    image = Image.new("RGB", size, ground)
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        pen.text((20, 20 + 44 * row), line, font=ImageFont.load_default(size=30), fill=ink)
    return image


def as_bytes(image: Image.Image, format: str = "PNG", **options: object) -> bytes:
    """The picture as a file."""
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


# How writing must lie on a page that is shown turned, to be seen upright: its matrix and where it begins.
_MATRICES = {0: "1 0 0 1 60 740", 90: "0 1 -1 0 100 60", 180: "-1 0 0 -1 535 100", 270: "0 -1 1 0 495 780"}


def write_pdf(*pages: tuple[str, ...], rotate: int = 0) -> bytes:
    """A PDF whose pages hold lines of text, upright as it is shown."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 14 Tf 22 TL {_MATRICES[rotate]} Tm {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    written, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return f"{written}{end}startxref\n{len(written)}\n%%EOF\n".encode("latin-1")
