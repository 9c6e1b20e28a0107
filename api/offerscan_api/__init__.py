"""The HTTP service: the same assessment as the command gives, for other programs on this machine."""

from offerscan_api.app import create_app
from offerscan_api.server import serve

__all__ = ["create_app", "serve"]
