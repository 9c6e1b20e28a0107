"""The list in use as the routes have it: opened at the first question, followed when another is imported."""

from __future__ import annotations

from threading import Lock
from typing import Annotated

from fastapi import Depends, Request

from offerscan.registry import FollowedRegistry, Registry
from offerscan_api.problems import ProblemError

__all__ = ["Listed", "registry_of"]

_opening = Lock()


def registry_of(request: Request) -> Registry:
    """The list in use; raises ProblemError no_registry, or RegistryError if it is broken."""
    state = request.app.state
    with _opening:
        if not hasattr(state, "registry"):
            state.registry = FollowedRegistry(state.settings.data)
        registry: Registry | None = state.registry()
    if registry is None:
        raise ProblemError("no_registry")
    return registry


Listed = Annotated[Registry, Depends(registry_of)]
