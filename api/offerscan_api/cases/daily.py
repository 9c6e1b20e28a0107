"""Opens the store for a running service, purges it every day, and closes it when the service stops."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import anyio.to_thread
import structlog
from fastapi import FastAPI

from offerscan.errors import OfferscanError
from offerscan.settings import Settings
from offerscan_api.problems import ProblemError
from offerscan_api.store import Store, open_store

__all__ = ["keep_store"]

_DAY_S = 24 * 60 * 60
_log = structlog.get_logger("offerscan.store")


@asynccontextmanager
async def keep_store(app: FastAPI, settings: Settings) -> AsyncIterator[None]:
    """`app.state.store` is the store, or the problem that tells why there is none: then nothing but signs of life answers."""
    try:
        store = app.state.store = await anyio.to_thread.run_sync(open_store, settings)
    except OfferscanError as error:
        _log.error("store_not_open", code=error.code, message=str(error))
        app.state.store = ProblemError("store", str(error))
        yield
        return
    except Exception as error:
        _log.error("store_not_open", error=type(error).__name__)
        app.state.store = ProblemError("store")
        yield
        return
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_purge_daily, store)
        yield
        tasks.cancel_scope.cancel()
    await anyio.to_thread.run_sync(_close, store)


async def _purge_daily(store: Store) -> None:
    while True:
        await anyio.sleep(_DAY_S)
        try:
            gone = await anyio.to_thread.run_sync(store.purge)
            _log.info("purged", cases=gone)
        except OfferscanError as error:
            _log.error("not_purged", code=error.code)


def _close(store: Store) -> None:
    try:
        store.close()
    except OfferscanError as error:
        _log.error("store_not_closed", code=error.code)
