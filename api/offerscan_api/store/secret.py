"""The secret of this installation: a file beside the database, so that a copy of the database alone tells no telephone.

A telephone number has few enough digits to try them all; a plain hash of it would be as good as the number.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from offerscan.phrases import both
from offerscan_api.store.errors import StoreError

__all__ = ["Secret", "read_secret"]

_BYTES = 32


class Secret:
    """Signs values for one purpose each, so that what is signed for one cannot be used for another."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def sign(self, purpose: str, value: str) -> str:
        """64 hex digits: HMAC-SHA-256 of the value under this installation's key."""
        return hmac.new(self._key, f"{purpose}\0{value}".encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def read_secret(folder: Path) -> Secret:
    """The secret in a data folder, made at first use, readable by its owner only. Raises StoreError."""
    path = folder / "secret"
    try:
        # Whole or not there: two processes may start at once, and one may be killed.
        if not path.exists():
            draft = folder / f".secret-{os.getpid()}-{secrets.token_hex(4)}"
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(_BYTES))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            except OSError:  # a disk without hard links, such as a memory stick
                if not path.exists():
                    os.replace(draft, path)
            draft.unlink(missing_ok=True)
        key = path.read_bytes()
    except OSError as error:
        raise StoreError(both("error_data_folder", folder=folder, reason=error.strerror)) from error
    if len(key) != _BYTES:
        raise StoreError(both("error_secret", name=path.name, folder=folder))
    return Secret(key)
