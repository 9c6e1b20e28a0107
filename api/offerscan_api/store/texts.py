"""What a database can hold of a text."""

from __future__ import annotations

import re

__all__ = ["storable"]

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with a replacement character for each that a database cannot hold: NUL and lone surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)
