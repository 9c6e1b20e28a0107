"""Figures for whoever watches the service, in Prometheus' format: no text, no ids, no addresses."""

from __future__ import annotations

from collections import Counter as Count
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from offerscan.errors import OfferscanError
from offerscan.records import Assessment, Limit, Refusal, Risk
from offerscan_api.problems import ProblemError
from offerscan_api.service import Service
from offerscan_api.store import Store

__all__ = ["METRICS_TYPE", "Metrics"]

METRICS_TYPE = CONTENT_TYPE_LATEST
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The figures of one application. Names and labels are written here; routes are those of the code, not as typed."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._requests = Counter(
            "offerscan_requests", "Requests answered.", ("method", "route", "status"), registry=registry
        )
        self._seconds = Histogram(
            "offerscan_request_seconds", "Seconds to an answer.", ("route",), registry=registry, buckets=_SECONDS
        )
        self._offers = Counter("offerscan_offers", "Offers answered, by level.", ("level",), registry=registry)
        self._not_covered = Counter(
            "offerscan_offers_not_covered", "Offers in a language that the model does not cover.", registry=registry
        )
        self._pieces = Counter("offerscan_pieces", "Pieces of every eighth answered offer.", registry=registry)
        self._unknown_pieces = Counter(
            "offerscan_pieces_unknown", "Those of them that the model's tokenizer does not know.", registry=registry
        )
        for level in (*Risk, "refused"):
            self._offers.labels(str(level))

    def observe(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Counts one request; `route` is the path of the route in the code, None where there is none."""
        method, route = method if method in _METHODS else "other", route or "none"
        self._requests.labels(method, route, str(status or "none")).inc()
        self._seconds.labels(route).observe(seconds)

    @property
    def is_due(self) -> bool:
        """Never: nothing is written."""
        return False

    def count(self, answers: Sequence[Assessment | Refusal]) -> None:
        """Counts answers by level."""
        levels = Count("refused" if isinstance(answer, Refusal) else str(answer.risk) for answer in answers)
        for level, number in levels.items():
            self._offers.labels(level).inc(number)
        self._not_covered.inc(sum(isinstance(one, Assessment) and Limit.NOT_COVERED in one.limits for one in answers))

    def count_pieces(self, model: str, read: int, unknown: int) -> None:
        """Counts pieces; `model` is told by the figures of the versions."""
        self._pieces.inc(read)
        self._unknown_pieces.inc(unknown)

    def watch(
        self, service: Service | ProblemError, store: Store | ProblemError, scans: Callable[[], Mapping[str, int]]
    ) -> None:
        """Adds what is looked up when it is asked for: line, workers, scans, and the figures of the store."""
        opened = service if isinstance(service, Service) else None
        self.registry.register(_Watched(opened, store if isinstance(store, Store) else None, scans))

    def render(self) -> bytes:
        """All figures; asks the database, so not in the event loop."""
        return generate_latest(self.registry)


class _Watched(Collector):
    """Figures at the moment of asking."""

    def __init__(self, service: Service | None, store: Store | None, scans: Callable[[], Mapping[str, int]]) -> None:
        self._service, self._store, self._scans = service, store, scans

    def describe(self) -> Iterable[Metric]:
        """Nothing in advance: the database is asked for figures, not for names."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Line, workers, model, scans, store."""
        kept = _ask_store(self._store)
        is_ready = self._is_alive() and kept is not None
        yield _gauge("offerscan_ready", "Whether offers can be assessed.", float(is_ready))
        if self._service is not None:
            yield from _service_figures(self._service)
        scans = GaugeMetricFamily("offerscan_scans", "Scans held, by state.", labels=("state",))
        for state, number in self._scans().items():
            scans.add_metric((state,), number)
        yield scans
        yield _gauge("offerscan_store_up", "Whether the database can be used.", float(kept is not None))
        for name, figure in (kept or {}).items():
            yield _gauge(f"offerscan_{name}", "From the store: cases by state, and this week's shares and shift.", figure)

    def _is_alive(self) -> bool:
        return self._service is not None and self._service.dispatch.figures.alive > 0


def _service_figures(service: Service) -> Iterator[Metric]:
    dispatch = service.dispatch
    yield _gauge("offerscan_queue_offers", "Offers that wait for a worker.", dispatch.waiting_offers)
    yield _gauge("offerscan_queue_pieces", "Pieces of text that wait for a worker.", dispatch.waiting_pieces)
    yield _gauge("offerscan_queue_seconds", "Seconds until what waits now is done, estimated.", dispatch.wait_s)
    yield _gauge("offerscan_at_work_offers", "Offers at a worker.", dispatch.figures.at_work)
    yield _gauge("offerscan_workers", "Workers that should live.", dispatch.workers)
    yield _gauge("offerscan_workers_alive", "Workers that live.", dispatch.figures.alive)
    yield _gauge("offerscan_worker_restarts", "Workers that died and were replaced.", dispatch.figures.restarts)
    versions = service.versions
    yield InfoMetricFamily(
        "offerscan_versions",
        "What answers.",
        {
            "offerscan": versions.offerscan,
            "model": versions.model,
            "catalog": versions.catalog,
            "registry": versions.registry or "",
        },
    )


def _ask_store(store: Store | None) -> Mapping[str, float] | None:
    """What the store tells; None where the database cannot be asked."""
    try:
        return store.gauges() if store is not None else None
    except OfferscanError:
        return None


def _gauge(name: str, told: str, figure: float) -> Metric:
    return GaugeMetricFamily(name, told, value=figure)
