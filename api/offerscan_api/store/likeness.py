"""Whether an offer was seen before: by its wording, and by keyed fingerprints of the contacts in it.

Both are made of the redacted text and of one-way hashes, so that they keep nothing that the case itself does not keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from rensa import RMinHash

from offerscan.details import find_details
from offerscan.text import read_view
from offerscan_api.store.secret import Secret

__all__ = ["CONTACTS", "bands_of", "fingerprints", "likeness", "sketch"]

# Fields of `Details` that tell who is behind an offer.
CONTACTS = ("phones", "accounts", "handles")
# As in offerscan.campaigns.variants: of texts that share 0.4 of their shingles 93 % meet in a band.
_BANDS, _ROWS, _SEED = 40, 3, 1
_SHINGLE = 3
_PLACEHOLDER = re.compile(r"\[[A-Z]+ \d+\]")


def sketch(redacted: str) -> bytes:
    """480 bytes by which a redacted text is compared; empty for a text of fewer than three words."""
    words = re.findall(r"[^\W\d_]+", read_view(_PLACEHOLDER.sub(" ", redacted)).text)
    if len(words) < _SHINGLE:
        return b""
    hashed = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    hashed.update(sorted({" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}))
    return np.array(hashed.digest(), np.uint32).tobytes()


def bands_of(sketch: bytes) -> list[int]:
    """The bands of a sketch, as whole numbers of 64 bits: like texts share at least one."""
    if not sketch:
        return []
    rows = np.frombuffer(sketch, np.uint32).reshape(_BANDS, _ROWS).astype(np.uint64)
    with np.errstate(over="ignore"):
        mixed = np.arange(_BANDS, dtype=np.uint64)
        for row in rows.T:
            mixed = (mixed ^ row) * np.uint64(0x9E3779B97F4A7C15)
    return [int(band) for band in mixed.view(np.int64)]


def likeness(one: bytes, other: bytes) -> float:
    """Estimated share (0 to 1) of the wording that two texts have in common."""
    if not one or len(one) != len(other):
        return 0.0
    return float(np.mean(np.frombuffer(one, np.uint32) == np.frombuffer(other, np.uint32)))


def fingerprints(details: dict[str, Any], secret: Secret) -> Iterator[tuple[str, str]]:
    """Kind and keyed fingerprint of each contact in the details of a published assessment."""
    for kind in CONTACTS:
        for value in dict.fromkeys(map(_same_writing, details[kind])):
            yield kind, secret.sign(kind, value)[:32]


def phone_fingerprints(written: str, secret: Secret) -> list[str]:
    """Fingerprints of the telephones and accounts in what somebody typed into a search field."""
    details = find_details(written)
    return [one for _, one in fingerprints({kind: getattr(details, kind) for kind in CONTACTS}, secret)]


def _same_writing(value: str) -> str:
    digits = re.sub(r"\D", "", value)
    return digits if len(digits) >= 8 else value.casefold()
