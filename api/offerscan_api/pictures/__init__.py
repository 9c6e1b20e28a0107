"""Pictures over HTTP: /v1/assess/image. Read one at a time, in memory, never written to disk."""

from offerscan_api.pictures.line import PictureLine, picture_line
from offerscan_api.pictures.routes import router

__all__ = ["PictureLine", "picture_line", "router"]
