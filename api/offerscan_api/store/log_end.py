"""Where the audit log ends: number and mac of its newest line, in a small signed file beside the secret.

The chain alone does not tell that its last lines were cut off. The file is written once a line is kept, so that it may be
behind the log (a crash between the two, a disk that is full, another machine on the same database), and never ahead of it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from threading import Lock

from offerscan_api.store.secret import Secret

__all__ = ["End", "LogEnd"]


@dataclass(frozen=True, slots=True)
class End:
    """The newest line that was kept."""

    number: int
    mac: str


class LogEnd:
    """The file about the log of one database, which `address` names: another database has another log."""

    def __init__(self, folder: Path, secret: Secret, address: str) -> None:
        self._path = folder / f"audit-end-{secret.sign('database', address)[:12]}"
        self._secret = secret
        self._lock = Lock()

    def read(self) -> End | None:
        """What was written last; None where there is no such file (the first start), or none that this installation wrote."""
        try:
            number, mac, signature = self._path.read_text(encoding="ascii").split()
            known = End(int(number), mac)
        except (OSError, ValueError):
            return None
        return known if signature == self._sign(known) else None

    def write(self, end: End) -> None:
        """Takes over a newer end, whole or not at all; where that cannot be done the file stays behind."""
        draft = self._path.with_name(f".{self._path.name}-{os.getpid()}-{token_hex(4)}")
        with self._lock:
            known = self.read()
            if known is not None and known.number >= end.number:
                return
            try:
                with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                    file.write(f"{end.number} {end.mac} {self._sign(end)}\n")
                os.replace(draft, self._path)
            except OSError:
                draft.unlink(missing_ok=True)

    def _sign(self, end: End) -> str:
        return self._secret.sign("audit-end", f"{end.number} {end.mac}")
