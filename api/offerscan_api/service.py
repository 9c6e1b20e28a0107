"""The open screener as the routes use it: opened once, at work in a few threads, and a plain no where there is none."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar

import anyio.to_thread
import structlog
from anyio import CapacityLimiter
from fastapi import Depends, Request

from offerscan.artifacts import open_model
from offerscan.errors import OfferscanError
from offerscan.screener import Screener
from offerscan.settings import Settings
from offerscan_api.problems import ProblemError

__all__ = ["OpenScreener", "Ready", "Service", "open_service"]

OpenScreener = Callable[[Settings], Screener]
Result = TypeVar("Result")

# More threads than this gain nothing beside the model, which computes outside Python's lock.
_MAX_THREADS = 4
# Requests that may wait for a thread; each holds its offers in memory.
_MAX_WAITING = 32
_log = structlog.get_logger("offerscan.service")


@dataclass(frozen=True, slots=True)
class Service:
    """An open screener with the manifest of its model."""

    screener: Screener
    manifest: dict[str, Any]
    threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(min(_MAX_THREADS, os.cpu_count() or 1)))

    async def work(self, job: Callable[[], Result]) -> Result:
        """Runs a job beside the event loop, in turn; raises ProblemError busy if too many wait already."""
        now = self.threads.statistics()
        if now.borrowed_tokens + now.tasks_waiting >= now.total_tokens + _MAX_WAITING:
            raise ProblemError("busy", headers={"Retry-After": "5"})
        return await anyio.to_thread.run_sync(job, limiter=self.threads)


async def open_service(settings: Settings, open_screener: OpenScreener) -> Service | ProblemError:
    """The service, or why there is none: a broken model must be told at /ready, not by a process that is gone."""

    def opened() -> Service:
        return Service(open_screener(settings), open_model(settings.model).manifest)

    try:
        return await anyio.to_thread.run_sync(opened)
    except OfferscanError as error:
        _log.error("model_not_open", code=error.code, message=str(error))
        return ProblemError("not_ready", str(error))
    except Exception as error:
        _log.error("model_not_open", error=type(error).__name__)
        return ProblemError("not_ready")


def _ready(request: Request) -> Service:
    service: Service | ProblemError = request.app.state.service
    if isinstance(service, ProblemError):
        raise service
    return service


Ready = Annotated[Service, Depends(_ready)]
