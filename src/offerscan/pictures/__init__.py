"""Pictures of offers: posters, screenshots, photographs and PDF pages become text, and evidence is drawn back on them.

All is done on this machine with the models that the wheel of rapidocr carries; the extra `ocr` brings them.
"""

from offerscan.pictures.marking import mark_picture
from offerscan.pictures.picture import PICTURE_LIMITS, Line, Picture, Point, Polygon, tell_limits
from offerscan.pictures.reading import can_read_pictures, read_picture

__all__ = [
    "PICTURE_LIMITS", "Line", "Picture", "Point", "Polygon", "can_read_pictures", "mark_picture", "read_picture",
    "tell_limits",
]  # fmt: skip
