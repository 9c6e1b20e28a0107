"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

from offerscan.errors import InputError
from offerscan.phrases import both

__all__ = ["BINARY", "find_signature", "is_binary", "refuse_foreign"]

_SIGNATURES = (
    (rb"PK\x03\x04|PK\x05\x06|PK\x07\x08", ".zip"),
    (rb"\x1f\x8b", ".gz"),
    (rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18", ".zst"),
    (rb"BZh[1-9](?:\x31\x41\x59\x26\x53\x59|\x17\x72\x45\x38\x50\x90)", ".bz2"),
    (rb"\xfd7zXZ\x00", ".xz"),
    (rb"PAR1[^ -~]", ".parquet"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
    (rb"\s{0,32}%PDF-", ".pdf"),
    (
        rb"\xff\xd8\xff|\x89PNG|GIF8[79]a|RIFF....WEBP|BM....\x00\x00|....ftyp(?:heic|heix|mif1|avif)|II\*\x00|MM\x00\*",
        "picture",
    ),
    (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|.{257}ustar", "archive"),
    (rb"....ftyp|OggS|\x1aE\xdf\xa3|RIFF....(?:WAVE|AVI )", "recording"),
)
_COMPILED = tuple((re.compile(pattern, re.DOTALL), kind) for pattern, kind in _SIGNATURES)
# What no text holds, apart from the form feeds and escapes of old programs.
_CONTROL = bytes(range(1, 9)) + bytes(range(14, 27)) + bytes(range(28, 32))

# Suffixes of files that are never text.
BINARY = frozenset((".zip", ".gz", ".zst", ".bz2", ".xz", ".parquet", ".xls", ".xlsx", ".ods", ".pdf"))


def find_signature(head: bytes) -> str | None:
    """The suffix of a kind that is read, or `picture`, `archive`, `recording`; None for all that may be text."""
    return next((kind for pattern, kind in _COMPILED if pattern.match(head)), None)


def is_binary(head: bytes) -> bool:
    """Whether a head without a known signature is no text in any encoding."""
    return bool(head) and len(head.translate(None, _CONTROL)) < len(head) * 0.95


def refuse_foreign(kind: str | None, name: str) -> None:
    """Raises InputError for kinds that people confuse with text and that are not read here."""
    if kind in ("picture", "archive", "recording", "document"):
        raise InputError(both(f"error_is_{kind}", name=name), code="unsupported")
