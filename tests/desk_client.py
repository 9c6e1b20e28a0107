"""A desk with the screener without weights and a store of its own, for the tests of its pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from fastapi import FastAPI
from fixed_screener import open_fixed
from PIL import Image, ImageDraw, ImageFont

from offerscan.registry import FollowedRegistry
from offerscan.screener import Screener
from offerscan.settings import Settings
from offerscan_api import create_app

PASSWORD = "kata sandi panjang 1"
OFFER = "Kerja ke Taiwan gaji NT$45.000 per bulan. DP 2 juta dulu, KTP dipegang kantor. WA 0812-0000-1234"


def open_desk(data: Path, **settings: object) -> FastAPI:
    """The application; its model folder is the installed one, which verifies, but no weights are run."""

    def open_screener(settings: Settings) -> Screener:
        fixed = open_fixed()
        return Screener(fixed.engine, fixed.catalog, fixed.policy, registry=FollowedRegistry(settings.data))

    return create_app(Settings(data=data, **settings), open_screener)  # type: ignore[arg-type]


def draw_poster(*lines: str) -> bytes:
    """A poster with these lines, as a JPEG."""
    picture = Image.new("RGB", (640, 90 + 80 * len(lines)), (250, 220, 40))
    pen = ImageDraw.Draw(picture)
    for place, line in enumerate(lines):
        pen.text((30, 50 + 80 * place), line, font=ImageFont.load_default(34), fill=(20, 20, 60))
    file = BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()
