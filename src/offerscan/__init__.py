"""offerscan screens job offers for indicators of deceptive recruitment. It screens offers; it accuses nobody."""

from offerscan.version import __version__

__all__ = ["__version__"]
