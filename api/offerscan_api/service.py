"""What the routes work with: offers are assessed in one fair line, other work runs in a few threads; a plain no where
there is no model."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any, Protocol, TypeVar

import anyio.to_thread
import structlog
from anyio import CapacityLimiter
from fastapi import Depends, FastAPI, Request

from offerscan.artifacts import open_model
from offerscan.catalog import Catalog
from offerscan.cores import count_cores
from offerscan.errors import OfferscanError
from offerscan.policy import Policy
from offerscan.records import Assessment, Offer, Versions
from offerscan.screener import Screener
from offerscan.settings import Settings
from offerscan_api.assessing import (
    Answer,
    Closed,
    Dispatch,
    Full,
    Hire,
    InProcess,
    InThread,
    Knowledge,
    NoPieceCounter,
    PieceCounter,
    SharedScreener,
    open_piece_counter,
)
from offerscan_api.auth import LOCAL
from offerscan_api.problems import ProblemError
from offerscan_api.store import Staff, Store

__all__ = ["Live", "OpenScreener", "Ready", "Service", "Tally", "client_of", "keep_service"]

OpenScreener = Callable[[Settings], Screener]
Result = TypeVar("Result")

# For what is no assessment: reading a picture, an export, a form. More threads gain nothing beside the workers.
_MAX_THREADS = 4
# Requests that may wait for a thread; each holds its file in memory.
_MAX_WAITING = 32
_LOOK_AT_CLIENT_S = 1.0
_log = structlog.get_logger("offerscan.service")


class Tally(Protocol):
    """What grows with every answer; may raise OfferscanError."""

    @property
    def is_due(self) -> bool:
        """Whether counting now takes long, as what was counted until now is to be written: not in the event loop."""
        ...

    def count(self, answers: Sequence[Answer]) -> None:
        """Takes answers."""
        ...

    def count_pieces(self, model: str, read: int, unknown: int) -> None:
        """Takes how many pieces a model read, and how many of them it does not know."""
        ...


@dataclass(frozen=True, slots=True)
class Service:
    """An open model at work. `figures` are told of all answers, whoever asked for them."""

    dispatch: Dispatch
    knowledge: Knowledge
    manifest: dict[str, Any]
    pieces: PieceCounter = field(default_factory=NoPieceCounter)
    figures: list[Tally] = field(default_factory=list)
    threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(min(_MAX_THREADS, os.cpu_count() or 1)))

    @property
    def catalog(self) -> Catalog:
        """The indicators that are looked for."""
        return self.knowledge.catalog

    @property
    def policy(self) -> Policy:
        """The numbers by which a level is decided."""
        return self.knowledge.policy

    @property
    def versions(self) -> Versions:
        """What answers."""
        return self.knowledge.versions

    def screener_for(self, client: str) -> SharedScreener:
        """A screener for code in threads, which stands in line as one client; in the event loop `assess` is the one to call."""
        return SharedScreener(self.dispatch, self.knowledge, client, self.count)

    async def assess(self, offers: Sequence[Offer], client: str = "", request: Request | None = None) -> list[Answer]:
        """One answer an offer, in order, in line with everybody else; given up where the request's client goes away.

        Raises ProblemError busy, stopping, and whatever went wrong inside.
        """
        try:
            ticket = self.dispatch.join(offers, client, alone=len(offers) == 1)
        except Full:
            raise ProblemError("busy", headers={"Retry-After": str(self.dispatch.wait_s)}) from None
        except Closed:
            raise ProblemError("stopping") from None
        answered = asyncio.wrap_future(ticket.future)
        try:
            while not (await asyncio.wait((answered,), timeout=_LOOK_AT_CLIENT_S))[0]:
                if request is not None and await request.is_disconnected():
                    raise ProblemError("malformed")  # nobody reads it
            answers = await answered
        finally:
            ticket.give_up()
        drawn = self._draw(offers, answers)
        if drawn or any(figures.is_due for figures in self.figures):
            await anyio.to_thread.run_sync(self._count, answers, drawn)
        else:
            self._count(answers, drawn)
        return answers

    async def work(self, job: Callable[[], Result]) -> Result:
        """Runs a job beside the event loop, in turn; raises ProblemError busy if too many wait already."""
        now = self.threads.statistics()
        if now.borrowed_tokens + now.tasks_waiting >= now.total_tokens + _MAX_WAITING:
            raise ProblemError("busy")
        return await anyio.to_thread.run_sync(job, limiter=self.threads)

    def count(self, offers: Sequence[Offer], answers: Sequence[Answer]) -> None:
        """Tells whoever counts. Not for the event loop."""
        self._count(answers, self._draw(offers, answers))

    def _draw(self, offers: Sequence[Offer], answers: Sequence[Answer]) -> list[str]:
        """The texts whose pieces are to be counted."""
        pairs = zip(offers, answers, strict=True)
        return self.pieces.draw(offer.text for offer, answer in pairs if isinstance(answer, Assessment))

    def _count(self, answers: Sequence[Answer], drawn: Sequence[str]) -> None:
        """What cannot be counted is no reason to keep an answer back."""
        pieces = self.pieces.count(drawn)
        for figures in self.figures:
            try:
                figures.count(answers)
                if drawn:
                    figures.count_pieces(self.versions.model, pieces.read, pieces.unknown)
            except OfferscanError as error:
                _log.error("not_counted", code=error.code)


@asynccontextmanager
async def keep_service(
    app: FastAPI, settings: Settings, open_screener: OpenScreener, processes: bool
) -> AsyncIterator[None]:
    """`app.state.service` is the service, or the problem that tells why there is none. Its figures and those of the store
    grow with every answer; at the end what was accepted is finished first."""
    service = app.state.service = await open_service(settings, open_screener, processes=processes)
    if isinstance(service, ProblemError):
        yield
        return
    service.figures.append(app.state.metrics)
    if isinstance(app.state.store, Store):
        service.figures.append(app.state.store.counters)
    try:
        yield
    finally:
        await anyio.to_thread.run_sync(service.dispatch.close, float(settings.stop_seconds))


async def open_service(settings: Settings, open_screener: OpenScreener, *, processes: bool) -> Service | ProblemError:
    """The service, or why there is none: a broken model must be told at /ready, not by a process that is gone."""

    def opened() -> Service:
        model = open_model(settings.model)
        hire: Hire
        if processes:
            hire = partial(InProcess, partial(open_screener, settings), settings.assess_seconds)
        else:
            hire = partial(InThread, open_screener(settings))
        dispatch = Dispatch(hire, settings.workers or count_cores(), settings.queue_pieces)
        return Service(dispatch, dispatch.open(), model.manifest, open_piece_counter(model))

    try:
        return await anyio.to_thread.run_sync(opened)
    except OfferscanError as error:
        _log.error("model_not_open", code=error.code, message=str(error))
        return ProblemError("not_ready", str(error))
    except Exception as error:
        _log.error("model_not_open", error=type(error).__name__)
        return ProblemError("not_ready")


async def _ready(request: Request) -> Service:  # async: a plain function would be given a thread
    service: Service | ProblemError = request.app.state.service
    if isinstance(service, ProblemError):
        raise service
    return service


async def _live(service: Annotated[Service, Depends(_ready)]) -> Service:
    dispatch = service.dispatch
    if not dispatch.figures.alive:
        raise ProblemError("no_workers")
    if dispatch.is_full:
        raise ProblemError("busy", headers={"Retry-After": str(dispatch.wait_s)})
    return service


def client_of(request: Request, staff: Staff) -> str:
    """Whom a request counts for, in the line and among the scans: who is logged in, else the address."""
    return f"staff {staff.name}" if staff != LOCAL else f"address {request.client.host if request.client else ''}"


Ready = Annotated[Service, Depends(_ready)]
# As Ready, and at least one worker lives and there is room in the line.
Live = Annotated[Service, Depends(_live)]
