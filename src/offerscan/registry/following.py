"""The list in use: opened once for what ends soon, opened again after an import for what runs for days."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from offerscan.errors import RegistryError
from offerscan.registry.opened import Registry
from offerscan.registry.versions import current_version, read_edition

__all__ = ["FindRegistry", "FollowedRegistry", "no_registry", "open_registry"]

_LOOK_EVERY_S = 5.0


def open_registry(data: Path, today: date | None = None) -> Registry | None:
    """The list in use in a data folder; None where none was imported. Raises RegistryError if it is broken."""
    version = current_version(data)
    return None if version is None else Registry(read_edition(data, version), today)


FindRegistry = Callable[[], Registry | None]


def no_registry() -> Registry | None:
    """For those who look nothing up."""
    return None


class FollowedRegistry:
    """The list in use, opened again after an import: for what runs for days. Broken news is no news."""

    def __init__(self, data: Path) -> None:
        """Raises RegistryError if the list is broken."""
        self._data = data
        self._registry = open_registry(data)
        self._looked_at = time.monotonic()

    def __call__(self) -> Registry | None:
        """The list in use, as of some seconds ago."""
        now = time.monotonic()
        if now - self._looked_at >= _LOOK_EVERY_S:
            self._looked_at = now
            with suppress(RegistryError):
                if current_version(self._data) != (self._registry and self._registry.version):
                    self._registry = open_registry(self._data)
        return self._registry
