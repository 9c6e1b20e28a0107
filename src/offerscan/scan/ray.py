"""A run over Ray, on this machine or on a cluster: each actor holds one screener and one core.

Plain actors and not Ray Data, which reads its inputs on the machines: ours are read once, in one place, by readers that know
exports, and a run goes on at a row. When a machine is lost, the others take its batches over at once; Ray starts its actors
again where and when there is room.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from offerscan.cores import count_cores
from offerscan.errors import EngineError, OfferscanError
from offerscan.phrases import both
from offerscan.scan.crew import Answered, Crew, Sent
from offerscan.scan.local import Work, Worker
from offerscan.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

    from offerscan.records import Versions

__all__ = ["assess_batches"]

# Batches at an actor: one at work, the other waiting.
_AT_ACTOR = 2
# So often a batch may be lost with its actor: a machine that fails is bad luck, four are the batch.
_MAX_LOSSES = 4
# No actor at all for so long: there will be none.
_START_S = 300.0
_KNOCK_S = 10.0
# Shared memory of a Ray of our own; batches are far smaller.
_STORE_BYTES = 300_000_000


def assess_batches(batches: Iterable[pa.RecordBatch], work: Work, workers: int | None) -> Generator[Answered]:
    """Each batch's answers, in order, whatever the number of actors (default: one a core). Memory is bounded.

    `work.address` is a cluster's; without one, Ray is started on this machine for this run alone. Raises EngineError if Ray
    cannot be reached, if the machines differ, or if a batch is lost again and again.
    """
    with _connected(work.address, workers) as ray:
        crew = _Crew(ray, work, workers or int(ray.cluster_resources().get("CPU", 1)))
        try:
            yield from crew.assess(batches)
        finally:
            crew.dismiss()


@contextmanager
def _connected(address: str | None, workers: int | None) -> Iterator[Any]:
    """Ray: as the caller has started it, a cluster's, or our own on loopback. It tells nobody that it is used."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    if not address:  # by its name a switch for other systems, but the only one that keeps all of Ray on loopback
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    try:
        import ray
    except ImportError as error:
        raise EngineError(both("error_no_ray")) from error
    if ray.is_initialized():
        yield ray
        return
    # Ray prints what befalls its processes to standard output, among our answers. We tell it ourselves, if it matters.
    ray._private.worker.print_to_stdstream = lambda *told, **named: None
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        if address:
            _knock(address)
            ray.init(address, **quiet)
        else:
            ray.init(
                "local", num_cpus=workers or count_cores(), num_gpus=0, object_store_memory=_STORE_BYTES,
                include_dashboard=False, **quiet,
            )  # fmt: skip
    except Exception as error:  # whatever Ray raises: the address is wrong, the versions differ, a port is taken
        raise EngineError(both("error_ray_start", address=address or "127.0.0.1", kind=type(error).__name__)) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Ray tries for minutes to reach an address where nobody is; raises OSError at once."""
    host, _, port = address.rpartition("/")[2].rpartition(":")
    if port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_S).close()


class _Answerer(NamedTuple):
    """What answers at an actor. The hash is that of the model's manifest: a model trained anew may have kept its name."""

    versions: Versions
    model_hash: str


class _Actor(Worker):
    """A worker whose process is Ray's."""

    def start(self) -> tuple[_Answerer, str]:
        """Open the screener; what answers, and the address of the machine."""
        from ray.util import get_node_ip_address

        screener = self.opened()
        return _Answerer(screener.versions, screener.model_hash), get_node_ip_address()  # type: ignore[no-untyped-call]


@dataclass(eq=False)
class _Member:
    """An actor: whether it has told that its screener is open, whether it will never come back, how many batches it has."""

    actor: Any
    is_open: bool = False
    is_gone: bool = False
    busy: int = 0


class _Crew(Crew):
    """All actors of a run. Work goes only to those that are there; the others come, or come back, when they can."""

    def __init__(self, ray: Any, work: Work, workers: int) -> None:
        super().__init__(workers, _AT_ACTOR)
        self._ray = ray
        remote = ray.remote(num_cpus=1, max_restarts=-1)(_Actor)
        self._members = [_Member(remote.remote(work)) for _ in range(workers)]
        self._model_hash = work.model_hash
        self._answerer: _Answerer | None = None
        # What we wait for, by Ray's reference: a batch at a member, or, without a batch, that the member opens its screener.
        self._awaited: dict[Any, tuple[_Member, Sent | None]] = {}
        for member in self._members:
            self._call(member)

    def busy(self) -> dict[int, int]:
        return {lane: member.busy for lane, member in enumerate(self._members) if member.is_open}

    def give(self, lane: int, sent: Sent) -> None:
        member = self._members[lane]
        member.busy += 1
        self._awaited[member.actor.assess.remote(sent.batch)] = member, sent

    def collect(self, *, is_waiting: bool) -> None:
        is_anybody = any(member.is_open for member in self._members)
        longest = (None if is_anybody else _START_S) if is_waiting else 0
        awaited = list(self._awaited)
        done, _ = self._ray.wait(awaited, num_returns=1 if is_waiting else len(awaited), timeout=longest)
        if is_waiting and not done:
            raise EngineError(both("error_ray_no_room", minutes=round(_START_S / 60)))
        for one in done:
            self._take(one)

    def dismiss(self) -> None:
        """Let all actors end, with whatever they have."""
        for member in self._members:
            self._ray.kill(member.actor)

    def _call(self, member: _Member) -> None:
        # Ray keeps this call until the actor runs, again after its end; one with a batch fails at once, for others to take.
        awaited = member.actor.start.options(max_task_retries=-1).remote()
        self._awaited[awaited] = member, None

    def _take(self, awaited: Any) -> None:
        from ray.exceptions import ActorDiedError, RayError, RayTaskError

        member, sent = self._awaited.pop(awaited)
        member.busy -= sent is not None
        try:
            answered = self._ray.get(awaited)
        except RayTaskError as error:
            _tell(error)
        except RayError as error:
            self._lose(member, sent, is_for_ever=isinstance(error, ActorDiedError))
            return
        if sent is None:
            self._welcome(member, *answered)
        else:
            sent.answered = answered

    def _lose(self, member: _Member, sent: Sent | None, is_for_ever: bool) -> None:
        was_open, member.is_open = member.is_open, False
        if is_for_ever:
            member.is_gone = True
            if all(one.is_gone for one in self._members):
                raise EngineError(both("error_ray_dead"))
        elif was_open or sent is None:
            self._call(member)
        if sent is not None:
            sent.losses += 1
            if sent.losses == _MAX_LOSSES:
                raise EngineError(both("error_ray_lost", times=_MAX_LOSSES))
            self.send_again(sent)

    def _welcome(self, member: _Member, answerer: _Answerer, machine: str) -> None:
        """Rows answered by different versions or models would be no one result."""
        self._answerer = self._answerer or answerer
        is_our_model = not self._model_hash or answerer.model_hash == self._model_hash
        if answerer != self._answerer or answerer.versions.offerscan != __version__ or not is_our_model:
            raise EngineError(both("error_ray_differs", machine=machine))
        member.is_open = True


def _tell(error: Any) -> NoReturn:
    """What was raised in an actor, as it would be told here."""
    if isinstance(error.cause, OfferscanError):
        raise error.cause from None
    raise EngineError(both("error_ray_broken", kind=type(error.cause).__name__)) from error
