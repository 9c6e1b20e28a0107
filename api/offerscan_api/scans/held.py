"""The scans that the service holds: few, small, each for a while, in a folder that is gone when the service stops."""

from __future__ import annotations

import os
import secrets
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

import anyio
import anyio.to_thread
import structlog

from offerscan.settings import Settings
from offerscan_api.assessing import SharedScreener
from offerscan_api.leftovers import make_folder, parent_of, sweep
from offerscan_api.problems import ProblemError
from offerscan_api.scans.scan import Scan, State

__all__ = ["Scans", "keep_scans"]

# Read at once; the others wait. Two, so that a small file does not wait for a very large one.
_AT_ONCE = 2
_LOOK_EVERY_S = 30
_log = structlog.get_logger("offerscan.scans")


class Scans:
    """All scans of one service, by id. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.keeps = timedelta(minutes=settings.scan_minutes)
        self._most = settings.max_scans
        self._parent = parent_of(settings)
        self._folder: Path | None = None
        self._scans: dict[str, Scan] = {}
        self._reserved: Counter[str] = Counter()
        self._lock = Lock()
        self._runner = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="offerscan-scan")

    def reserve(self, owner: str) -> Path:
        """A new folder for an upload of one owner; raises ProblemError too_many_scans, or no_room."""
        with self._lock:
            own = sum(scan.owner == owner for scan in self._scans.values()) + self._reserved[owner]
            if len(self._scans) + self._reserved.total() >= self._most or own >= max(1, self._most // 2):
                raise ProblemError("too_many_scans")
            self._reserved[owner] += 1
            try:
                if self._folder is None:
                    self._folder = make_folder(self._parent)
                folder = self._folder / secrets.token_urlsafe(16)
                folder.mkdir(mode=0o700)
            except OSError:
                self._reserved[owner] -= 1
                raise ProblemError("no_room") from None
            return folder

    def release(self, owner: str, folder: Path) -> None:
        """Gives a reserved folder back."""
        with self._lock:
            self._reserved[owner] -= 1
        shutil.rmtree(folder, ignore_errors=True)

    def start(self, scan: Scan, screener: SharedScreener) -> None:
        """Takes a scan whose folder was reserved; it runs as soon as it is its turn."""
        with self._lock:
            self._reserved[scan.owner] -= 1
            self._scans[scan.id] = scan
        self._runner.submit(scan.run, screener)

    def find(self, id: str, owner: str) -> Scan:
        """One's own scan; raises ProblemError no_scan, also where it is another's."""
        scan = self._scans.get(id)
        if scan is None or scan.owner != owner:
            raise ProblemError("no_scan")
        return scan

    def remove(self, scan: Scan) -> None:
        """Stops a scan and removes all that there is of it."""
        scan.stop.set()
        with self._lock:
            self._scans.pop(scan.id, None)
        shutil.rmtree(scan.folder, ignore_errors=True)

    def expires_at(self, scan: Scan) -> datetime | None:
        """When a scan that has ended will be removed."""
        return None if scan.ended_at is None else scan.ended_at + self.keeps

    def states(self) -> Mapping[str, int]:
        """How many scans are in each state."""
        counted = Counter(str(scan.state) for scan in list(self._scans.values()))
        return {str(state): counted[state] for state in State}

    def sweep(self) -> None:
        """Removes what is past its time, and what a service that was killed has left behind. Raises OSError."""
        now = datetime.now(UTC)
        for scan in list(self._scans.values()):
            ends = self.expires_at(scan)
            if ends is not None and ends <= now:
                self.remove(scan)
        with self._lock:
            if self._folder is not None:
                try:
                    os.utime(self._folder)
                except FileNotFoundError:
                    self._folder = None  # whoever tidies up here took it; the next upload has another
        sweep(self._parent, self._folder)

    def close(self) -> None:
        """Stops all scans and removes everything."""
        for scan in list(self._scans.values()):
            scan.stop.set()
        self._runner.shutdown(cancel_futures=True)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


@asynccontextmanager
async def keep_scans(settings: Settings) -> AsyncIterator[Scans]:
    """Scans, swept from time to time, and gone at the end."""
    scans = Scans(settings)

    async def sweep() -> None:
        while True:
            try:
                await anyio.to_thread.run_sync(scans.sweep)
            except OSError as error:
                _log.error("scans_not_swept", error=type(error).__name__)
            await anyio.sleep(_LOOK_EVERY_S)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(sweep)
        try:
            yield scans
        finally:
            tasks.cancel_scope.cancel()
    await anyio.to_thread.run_sync(scans.close)
