"""Scans of whole files over HTTP: /v1/scans. Kept for a while in a temporary folder, never longer than the service runs."""

from offerscan_api.scans.held import Scans, keep_scans
from offerscan_api.scans.routes import router

__all__ = ["Scans", "keep_scans", "router"]
