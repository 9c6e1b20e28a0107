"""Open once, assess many: the only place that joins view, engine, details, catalog and decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from offerscan.artifacts import open_model
from offerscan.catalog import Catalog, read_catalog
from offerscan.decision import Policy, decide
from offerscan.details import find_details
from offerscan.engines import Engine, Prediction
from offerscan.engines.onnx import OnnxEngine
from offerscan.phrases import both
from offerscan.records import Assessment, Fault, Offer, Refusal, Versions
from offerscan.text import View, read_view
from offerscan.version import __version__

__all__ = ["MAX_CHARACTERS", "Screener"]

# Longer texts are read up to here and say so ("truncated"): about 70 pages of chat.
MAX_CHARACTERS = 200_000
_BATCH = 32


class Screener:
    """Assesses offers with one engine, one catalog and one policy. Safe to use from several threads."""

    def __init__(self, engine: Engine, catalog: Catalog, policy: Policy) -> None:
        self.engine = engine
        self.catalog = catalog
        self.policy = policy
        self.versions = Versions(__version__, engine.model_version, catalog.version)

    @classmethod
    def open(cls, model: Path | None = None, threads: int = 1) -> Screener:
        """A screener with the model in a folder, or the default one; raises ModelError if it is missing or altered."""
        opened = open_model(model)
        catalog = read_catalog()
        return cls(OnnxEngine(opened, threads=threads), catalog, Policy.from_manifest(opened.manifest))

    def assess(self, offer: Offer) -> Assessment | Refusal:
        """The assessment of one offer, or why there is none."""
        return next(self.assess_many([offer]))

    def assess_many(self, offers: Iterable[Offer | Refusal]) -> Iterator[Assessment | Refusal]:
        """One answer an offer, in order, whatever it holds; a refusal passes through in its place. Streams."""
        stream = iter(offers)
        while batch := list(islice(stream, _BATCH)):
            rows = [_refuse_empty(row) for row in batch]
            views = [read_view(row.text[:MAX_CHARACTERS]) for row in rows if isinstance(row, Offer)]
            read = iter(zip(views, self.engine.predict(views), strict=True))
            for row in rows:
                yield self._decide(row, *next(read)) if isinstance(row, Offer) else row

    def _decide(self, offer: Offer, view: View, prediction: Prediction) -> Assessment:
        details = find_details(offer.text[:MAX_CHARACTERS])
        cut = len(offer.text) > MAX_CHARACTERS
        return decide(offer, view, prediction, details, self.catalog, self.policy, self.versions, cut)


def _refuse_empty(row: Offer | Refusal) -> Offer | Refusal:
    if isinstance(row, Refusal) or row.text.strip():
        return row
    return Refusal(row.id, row.source, Fault("empty", both("error_empty")))
