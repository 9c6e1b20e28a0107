"""What the addresses of cases and of feedback have in common: who may, what can go wrong, an assessment first, a file last."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from fastapi import Depends, Response

from offerscan.records import Assessment, Offer
from offerscan_api.auth import allow
from offerscan_api.problems import ProblemError
from offerscan_api.service import Service

__all__ = ["ASSESSED", "BODY", "as_file", "assessed", "by_action"]

Result = TypeVar("Result")

# The problems of an address that takes a body, and of one that assesses what is in it.
BODY = ("malformed", "too_large", "media_type", "invalid")
ASSESSED = ("input", "busy", "stopping", "not_ready", "engine", "store", "slow")


def by_action(action: str) -> Any:
    """The dependency that is whoever acts, and may."""
    return Depends(allow(action))


async def assessed(service: Service, text: str, client: str, then: Callable[[Assessment], Result]) -> Result:
    """What `then` makes of the assessment of a text; raises ProblemError input where there is none."""
    [answer] = await service.assess([Offer(text)], client)
    if not isinstance(answer, Assessment):
        raise ProblemError("input", answer.error.message)
    return await service.work(partial(then, answer))


def as_file(written: bytes, media_type: str, name: str) -> Response:
    """A download of this name."""
    return Response(written, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
