"""Reading a picture takes seconds of all cores: one is read at a time, a few wait, and the next is told to come again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import Request

from offerscan_api.problems import ProblemError

__all__ = ["PictureLine", "picture_line"]

Result = TypeVar("Result")

# Each holds its picture in memory, and the last one waits for all the others.
_MOST = 8
_WAIT_S = 10


class PictureLine:
    """Who wants a picture read. One for each application."""

    def __init__(self) -> None:
        self._held = 0
        self._turn = CapacityLimiter(1)

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place in the line, taken before the picture is received; raises ProblemError busy where there is none."""
        if self._held >= _MOST:
            raise ProblemError("busy", headers={"Retry-After": f"{_WAIT_S}"})
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    async def read(self, job: Callable[[], Result]) -> Result:
        """Runs what reads a picture, in turn, beside the event loop."""
        return await anyio.to_thread.run_sync(job, limiter=self._turn)


def picture_line(request: Request) -> PictureLine:
    """The line of the running application."""
    line: PictureLine = request.app.state.picture_line
    return line
