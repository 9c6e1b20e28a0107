"""What the addresses of cases and of feedback have in common: who may, what can go wrong, an assessment first, a file last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from fastapi import Depends, Request, Response

from offerscan.records import Assessment, Offer
from offerscan_api.auth import allow
from offerscan_api.problems import ProblemError
from offerscan_api.service import Service, client_of
from offerscan_api.store import Staff

__all__ = ["ASSESSED", "BODY", "ExportForm", "as_file", "assessed", "by_action"]

Record = TypeVar("Record")
Result = TypeVar("Result")

# The problems of an address that takes a body, and of one that assesses what is in it.
BODY = ("malformed", "too_large", "media_type", "invalid")
ASSESSED = ("input", "busy", "stopping", "not_ready", "engine", "store", "slow")


def by_action(action: str) -> Any:
    """The dependency that is whoever acts, and may."""
    return Depends(allow(action))


async def assessed(
    service: Service, text: str, request: Request, by: Staff, then: Callable[[Assessment], Result]
) -> Result:
    """What `then` makes of the assessment of a text; raises ProblemError input where there is none."""
    [answer] = await service.assess([Offer(text)], client_of(request, by), request)
    if not isinstance(answer, Assessment):
        raise ProblemError("input", answer.error.message)
    return await service.work(partial(then, answer))


@dataclass(frozen=True, slots=True)
class ExportForm(Generic[Record]):
    """One form of export: its media type, the suffix of its file, and what writes it."""

    media_type: str
    suffix: str
    write: Callable[[Sequence[Record]], bytes]


def as_file(form: ExportForm[Record], name: str, read: Callable[[], Sequence[Record]]) -> Response:
    """A download of this name, with the form's suffix, that holds what is read."""
    headers = {"Content-Disposition": f'attachment; filename="{name}{form.suffix}"'}
    return Response(form.write(read()), media_type=form.media_type, headers=headers)
