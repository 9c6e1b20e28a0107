"""Open once, assess many: the only place that joins view, engine, details, catalog and decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from offerscan.artifacts import FIRST_TIER, ModelFolder, model_hash, open_model
from offerscan.catalog import Catalog, read_catalog
from offerscan.cores import count_cores
from offerscan.decision import decide
from offerscan.details import find_details
from offerscan.engines import Engine, Prediction
from offerscan.engines.first_tier import FirstTier
from offerscan.engines.onnx import OnnxEngine
from offerscan.engines.remembered import Remembered
from offerscan.errors import ModelError
from offerscan.phrases import both
from offerscan.policy import Policy
from offerscan.records import Assessment, Category, Fault, Offer, Refusal, Versions
from offerscan.registry import FindRegistry, Registry, no_registry, open_registry
from offerscan.settings import Settings
from offerscan.stages import Stages
from offerscan.text import View, read_view
from offerscan.version import __version__

__all__ = ["MAX_CHARACTERS", "Screener", "open_installed"]

# Longer texts are read up to here and say so ("truncated"): about 70 pages of chat.
MAX_CHARACTERS = 200_000
# Predictions kept for copies and variants, in each process: those of about 14,000 posts.
_REMEMBERED_BYTES = 48_000_000


class Screener:
    """Assesses offers with one engine, one catalog and one policy. Safe to use from several threads."""

    def __init__(
        self,
        engine: Engine,
        catalog: Catalog,
        policy: Policy,
        first_tier: FirstTier | None = None,
        registry: FindRegistry = no_registry,
        model_hash: str = "",
    ) -> None:
        """`registry` is asked at each offer which list is in use; `model_hash` is empty for engines without a model folder."""
        self.engine = engine
        self.first_tier = first_tier
        self.stages = Stages()
        self._remembered = Remembered(_REMEMBERED_BYTES, policy.indicators)
        self.catalog = catalog
        self.policy = policy
        self.model_hash = model_hash
        self._registry = registry

    @property
    def registry(self) -> Registry | None:
        """The list that companies are looked up in."""
        return self._registry()

    @property
    def versions(self) -> Versions:
        """What answers."""
        return self._versions(self.registry)

    def _versions(self, registry: Registry | None) -> Versions:
        listed = None if registry is None else registry.version
        return Versions(__version__, self.engine.model_version, self.catalog.version, listed)

    @classmethod
    def open(cls, model: Path | None = None, threads: int | None = None, registry: FindRegistry = no_registry) -> Screener:
        """A screener with the model in a folder, or the default one; raises ModelError if it is missing or altered.

        `threads` is how many cores one text may use, all by default: for whoever waits for one answer. Workers that stand
        beside others take one each. The answers are the same.
        """
        opened = open_model(model)
        catalog = read_catalog()
        _check_labels(opened, catalog)
        tier = FirstTier.load(opened.path / FIRST_TIER) if FIRST_TIER in opened.manifest["files"] else None
        policy = Policy.from_manifest(opened.manifest)
        return cls(OnnxEngine(opened, threads=threads or count_cores()), catalog, policy, tier, registry, model_hash(opened.path))

    def assess(self, offer: Offer) -> Assessment | Refusal:
        """The assessment of one offer, or why there is none."""
        return next(self.assess_many([offer]))

    def assess_many(self, offers: Iterable[Offer | Refusal]) -> Iterator[Assessment | Refusal]:
        """One answer an offer, in order, whatever it holds; a refusal passes through in its place. Streams."""
        for row in map(_refuse_empty, offers):
            yield self._assess(row) if isinstance(row, Offer) else row

    def _assess(self, offer: Offer) -> Assessment:
        text = offer.text[:MAX_CHARACTERS]
        read = replace(offer, text=text)  # under the id of the whole
        with self.stages.timed("view"):
            view = read_view(text)
        prediction = self._predict(view)
        with self.stages.timed("details"):
            details = find_details(text)
        with self.stages.timed("decide"):
            cut = len(text) < len(offer.text)
            registry = self.registry
            versions = self._versions(registry)
            lookup = None if registry is None else registry.look_up(details)
            return decide(read, view, prediction, details, self.catalog, self.policy, versions, cut, lookup)

    def _predict(self, view: View) -> Prediction:
        """What is known of an equal view, else what the first tier settles, else what the engine says."""
        with self.stages.timed("cache"):
            known = self._remembered.get(view.text)
        if known is not None:
            return known
        if self.first_tier is not None:
            with self.stages.timed("tier"):
                settled = self.first_tier.settle(view.text, len(self.catalog.labels))
            if settled is not None:
                return settled  # settling it again is as cheap as remembering it
        with self.stages.timed("model"):
            [prediction] = self.engine.predict([view])
        self._remembered.put(view.text, prediction)
        return prediction


def open_installed(settings: Settings) -> Screener:
    """A screener of one core, with the model and the list of agencies that are set. Raises ModelError, RegistryError."""
    registry = open_registry(settings.data)
    return Screener.open(settings.model, threads=1, registry=lambda: registry)


def _check_labels(model: ModelFolder, catalog: Catalog) -> None:
    """A model whose outputs stand in another order would name the wrong indicators."""
    labels = model.manifest.get("labels", {})
    if list(labels.get("indicators", ())) != list(catalog.labels) or labels.get("categories") != list(Category):
        raise ModelError(
            f"Model {model.path.name!r} was made for another catalog than {catalog.version!r}: take the model that came with"
            " this version of offerscan."
        )


def _refuse_empty(row: Offer | Refusal) -> Offer | Refusal:
    if isinstance(row, Refusal) or row.text.strip():
        return row
    return Refusal(row.id, row.source, Fault("empty", both("error_empty")))
