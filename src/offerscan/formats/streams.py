"""A stream that is only read forwards, as a file that knows its place."""

from __future__ import annotations

import io
from abc import abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["Forward"]


class Forward(io.RawIOBase):
    """To be filled by `take`; what was read so far is its place."""

    def __init__(self) -> None:
        self._place = 0

    @abstractmethod
    def take(self, size: int) -> bytes:
        """The next `size` bytes, or as many as there are at once; none at the end."""

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        read = self.take(len(view))
        view[: len(read)] = read
        self._place += len(read)
        return len(read)
