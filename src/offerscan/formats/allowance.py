"""How much an input may hold once it is opened, so that a small file cannot fill memory, disk or an evening.

A compressed file of a few kilobytes can unfold into petabytes (a zip bomb). What is inflated is counted over the whole
input, whatever lies in it and however deep.
"""

from __future__ import annotations

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.settings import Limits

__all__ = ["Allowance"]

# Small files may grow by more than the ratio: a table of a thousand copies of one text does so honestly.
_ALWAYS_ALLOWED = 100_000_000
# An export lies in its archive with all its pictures, which are not read: so many files may be listed for each that is.
_LISTED = 20


class Allowance:
    """What is left of the limits for one input."""

    def __init__(self, limits: Limits | None = None, size: int | None = None) -> None:
        """`size`: bytes of the input itself, None where that is not known."""
        self.limits = limits or Limits()
        most = self.limits.max_inflated_bytes
        grown = most if size is None else max(_ALWAYS_ALLOWED, size * self.limits.max_inflated_ratio)
        self._bytes = min(most, grown)
        self._members, self._listed = self.limits.max_members, self.max_listed

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be inflated."""
        return min(self._bytes, self._members, self._listed) < 0

    @property
    def max_listed(self) -> int:
        """Files that the archives of one input may list, whether they are read or not."""
        return _LISTED * self.limits.max_members

    def take_bytes(self, count: int, name: str) -> None:
        """Counts inflated bytes; raises InputError beyond the limit."""
        self._bytes -= count
        if self._bytes < 0:
            raise InputError(both("error_inflates", name=name), code="too_big")

    def take_members(self, count: int, name: str) -> None:
        """Counts files in archives that are read; raises InputError beyond the limit."""
        self._members -= count
        if self._members < 0:
            raise InputError(both("error_members", name=name, limit=self.limits.max_members), code="too_big")

    def take_listed(self, count: int, name: str) -> None:
        """Counts all files in archives; raises InputError beyond the limit."""
        self._listed -= count
        if self._listed < 0:
            raise InputError(both("error_members", name=name, limit=self.max_listed), code="too_big")

    def check_nesting(self, depth: int, name: str) -> None:
        """Raises InputError for an archive that lies in too many others."""
        if depth > self.limits.max_nesting:
            raise InputError(both("error_nesting", name=name, limit=self.limits.max_nesting), code="too_big")

    def check_document(self, size: int, name: str) -> None:
        """Raises InputError for what must be read as a whole and is too big for that."""
        if size > self.limits.max_document_bytes:
            limit = self.limits.max_document_bytes // 1_000_000
            raise InputError(both("error_document_too_big", name=name, limit=limit), code="too_big")
