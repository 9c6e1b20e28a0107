"""Open once, assess many: the only place that joins view, engine, details, catalog and decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from offerscan.artifacts import open_model
from offerscan.catalog import Catalog, read_catalog
from offerscan.decision import Policy, decide
from offerscan.details import find_details
from offerscan.engines import Engine
from offerscan.engines.onnx import OnnxEngine
from offerscan.phrases import both
from offerscan.records import Assessment, Fault, Offer, Refusal, Versions
from offerscan.text import read_view
from offerscan.version import __version__

__all__ = ["MAX_CHARACTERS", "Screener"]

# Longer texts are read up to here and say so ("truncated"): about 70 pages of chat.
MAX_CHARACTERS = 200_000


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
        for row in map(_refuse_empty, offers):
            yield self._assess(row) if isinstance(row, Offer) else row

    def _assess(self, offer: Offer) -> Assessment:
        text = offer.text[:MAX_CHARACTERS]
        view = read_view(text)
        [prediction] = self.engine.predict([view])
        cut = len(text) < len(offer.text)
        return decide(offer, view, prediction, find_details(text), self.catalog, self.policy, self.versions, cut)


def _refuse_empty(row: Offer | Refusal) -> Offer | Refusal:
    if isinstance(row, Refusal) or row.text.strip():
        return row
    return Refusal(row.id, row.source, Fault("empty", both("error_empty")))
