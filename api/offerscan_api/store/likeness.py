"""Whether an offer was seen before: by its wording, and by keyed fingerprints of the contacts in it.

Both are made of the redacted text and of one-way hashes, so that they keep nothing that the case itself does not keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from rensa import RMinHash

from offerscan.details import find_details
from offerscan.records import Details
from offerscan.text import read_view
from offerscan_api.store.secret import Secret

__all__ = ["bands_of", "contact_fingerprints", "likeness", "sketch", "sought_fingerprints"]

# Fields of `Details` that tell who is behind an offer.
_CONTACTS = ("phones", "accounts", "handles")
# How offerscan.details.handles writes a user name, and a name on Facebook.
_BEFORE_A_NAME = ("", "@", "FB ")
# Of texts that share 0.4 of their shingles, from which on earlier cases are shown, 93 % meet in a band: 1 - (1 - s^3)^40.
_BANDS, _ROWS, _SEED = 40, 3, 1
# Words in a row. Campaigns (offerscan.campaigns.variants) count letters instead, to find misspelt copies; here sketches are
# stored, and are compared with the redacted text alone.
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


def contact_fingerprints(details: Details, secret: Secret) -> Iterator[tuple[str, str]]:
    """Kind and keyed fingerprint of each contact in the details of an offer."""
    for kind in _CONTACTS:
        for value in dict.fromkeys(map(_same_writing, getattr(details, kind))):
            yield kind, secret.sign(kind, value)[:32]


def sought_fingerprints(sought: str, secret: Secret) -> set[str]:
    """The keyed fingerprints that a telephone, an account or a user name may have, written as people look for it: also its
    bare digits or its bare name, which no finder would take for a contact."""
    bare = sought.strip().removeprefix("@").strip()
    writings = {_same_writing(f"{before}{bare}") for before in _BEFORE_A_NAME}
    signed = {secret.sign(kind, writing)[:32] for kind in _CONTACTS for writing in writings}
    return signed | {one for _, one in contact_fingerprints(find_details(sought), secret)}


def _same_writing(value: str) -> str:
    digits = re.sub(r"\D", "", value)
    return digits if len(digits) >= 8 else value.casefold()
