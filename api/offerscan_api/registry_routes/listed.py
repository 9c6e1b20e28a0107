"""The list in use as routes and pages have it: one for the application, followed when another is imported."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request

from offerscan.registry import FollowedRegistry, Registry
from offerscan_api.problems import ProblemError

__all__ = ["ListInUse", "Listed", "MaybeListed", "maybe_registry", "registry_of"]


class ListInUse:
    """The list of a data folder, opened at the first question: a broken one must not keep the service from starting. Safe to
    use from several threads."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._followed: FollowedRegistry | None = None
        self._opening = Lock()

    def __call__(self) -> Registry | None:
        """The list, if one was imported; raises RegistryError if it is broken."""
        with self._opening:
            self._followed = self._followed or FollowedRegistry(self._data)
            return self._followed()


def maybe_registry(request: Request) -> Registry | None:
    """The list in use, if there is one; raises RegistryError if it is broken."""
    registry: ListInUse = request.app.state.registry
    return registry()


def registry_of(request: Request) -> Registry:
    """The list in use; raises ProblemError no_registry, or RegistryError if it is broken."""
    registry = maybe_registry(request)
    if registry is None:
        raise ProblemError("no_registry")
    return registry


Listed = Annotated[Registry, Depends(registry_of)]
MaybeListed = Annotated[Registry | None, Depends(maybe_registry)]
