"""Fits the first tier, and chooses its threshold by what it would lose of unseen authors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from offerscan.artifacts import FIRST_TIER
from offerscan.engines.first_tier import N_FIXED, FirstTier, cut_stretches
from offerscan.engines.wide import WideMember
from offerscan.records import Category
from offerscan.text import read_view
from offerscan_training.augment import augment
from offerscan_training.background import BACKGROUND, BackgroundFile
from offerscan_training.corpus import Document, read_jsonl
from offerscan_training.examples import CATEGORIES
from offerscan_training.negatives import negatives
from offerscan_training.wide import fit_wide, spoken_language

__all__ = [
    "CHOSEN_FOR",
    "KEPT_OUT",
    "MAY_LOSE",
    "Folds",
    "TierText",
    "choose_threshold",
    "cross_validate",
    "fit_first_tier",
    "make_first_tier",
    "tier_texts",
]

# The share of offers and risky texts that may be lost; the threshold is chosen for half of it, since new authors differ.
MAY_LOSE, CHOSEN_FOR = 0.001, 0.0005
# Authors that the tier never learns from: what it loses of theirs is what it may lose of anybody new. Two of them wrote offers
# of a few words and offers without any usual word; learned from, those made it pass on twice as much small talk.
KEPT_OUT = frozenset(f"{group}{number}" for group in "xyz" for number in range(1, 9))
_FOLDS = 5
_MIN_LANGUAGE = 40
# Beside whether a text concerns us, outputs learn from every third stretch: they never decide what is passed on.
_EVERY = 3
_STRENGTH, _FEATURES = 3.0, 80_000
# Neighbours in the file of real adverts come from one site: so many of them count as one author.
_ADVERTS = 200


@dataclass(frozen=True)
class TierText:
    """A text's view with its truth; `group` is its author, or the file of real posts. `is_copy` marks an augmented one."""

    view: str
    document: Document
    group: str
    is_copy: bool = False

    @property
    def concerns(self) -> bool:
        """Whether the engine must see it: every offer, talk about work abroad, and fraud that the corpus describes."""
        invented = not self.group.startswith("posts:")
        return self.document.category.is_offer or (invented and self.document.category is not Category.OTHER)

    @property
    def may_not_be_lost(self) -> bool:
        """Offers and risky texts, as the issue counts losses."""
        return self.document.category.is_offer or self.document.risk.rank > 0


def make_first_tier(corpus: Path, background: Path, out: Path, seed: int = 1) -> tuple[FirstTier, Folds]:
    """Read, cross-validate, choose the threshold, fit; leaves `first_tier.npz` in `out`. `KEPT_OUT` stay unseen."""
    documents = [document for document in read_jsonl(corpus / "train.jsonl") if document.author not in KEPT_OUT]
    texts = tier_texts(documents, negatives(background), seed)
    folds = cross_validate(texts, seed)
    out.mkdir(parents=True, exist_ok=True)
    fit_first_tier(texts, choose_threshold(folds)).save(out / FIRST_TIER)
    return FirstTier.load(out / FIRST_TIER), folds  # as it is stored, with its rounded weights


def tier_texts(documents: Sequence[Document], posts: dict[str, list[Document]], seed: int) -> list[TierText]:
    """Training documents, an augmented copy of each, and real posts. General fraud by SMS is left out: it may hold offers."""
    rng = random.Random(seed)
    texts = [TierText(read_view(one.text).text, one, one.author) for one in documents]
    texts += [TierText(read_view(one.text).text, one, one.author, True) for one in (augment(d, rng) for d in documents)]
    for file in BACKGROUND:
        if file.tier_posts == 0:
            continue
        own = [one for one in posts[file.name] if not (file.name == "sms" and one.category is Category.OTHER_FRAUD)]
        chosen = rng.sample(own, len(own) if file.tier_posts is None else min(file.tier_posts, len(own)))
        texts += [TierText(read_view(one.text).text, one, _group(file, one)) for one in chosen]
    return texts


def fit_first_tier(texts: Sequence[TierText], threshold: float) -> FirstTier:
    """The tier with all its outputs."""
    stretches, owners = _stretches(texts)
    spoken = [spoken_language(text.document) for text in texts]
    languages = tuple(sorted(name for name in set(spoken) - {""} if spoken.count(name) >= _MIN_LANGUAGE))
    truth = np.zeros((len(stretches), N_FIXED + len(languages)), bool)
    known = np.zeros_like(truth)
    known[:, 0] = True
    known[::_EVERY] = True
    for row, owner in enumerate(owners):
        text = texts[owner]
        truth[row, 0] = text.concerns
        truth[row, 1 + CATEGORIES.index(text.document.category)] = True
        truth[row, 6:8] = [text.document.risk.rank >= 1, text.document.risk.rank >= 2]
        if spoken[owner] in languages:
            truth[row, N_FIXED + languages.index(spoken[owner])] = True
        else:
            known[row, N_FIXED:] = False
    return FirstTier(_fit(stretches, truth, known), languages, threshold)


@dataclass(frozen=True)
class Folds:
    """For each text that concerns us, the logit by a tier that never saw its author."""

    texts: tuple[TierText, ...]
    logits: tuple[float, ...]


def cross_validate(texts: Sequence[TierText], seed: int) -> Folds:
    """Five folds by author; 200 real adverts count as one. The other real posts stand in every training part."""
    groups = sorted({text.group for text in texts if text.concerns})
    random.Random(seed).shuffle(groups)
    fold_of = {group: place % _FOLDS for place, group in enumerate(groups)}
    held, logits = [], []
    for fold in range(_FOLDS):
        learn = [text for text in texts if fold_of.get(text.group) != fold]
        stretches, owners = _stretches(learn)
        truth = np.array([[learn[owner].concerns] for owner in owners])
        tier = FirstTier(_fit(stretches, truth, np.ones_like(truth)), (), 0.0)
        unseen = [text for text in texts if fold_of.get(text.group) == fold and text.concerns]
        held += unseen
        logits += [tier.concern(text.view) for text in unseen]
    return Folds(tuple(held), tuple(logits))


def choose_threshold(folds: Folds) -> float:
    """The highest logit below which at most 0.05 % of the offers and risky texts lie, of originals and of copies alike."""
    limits = []
    for is_copy in (False, True):
        scores = sorted(
            logit
            for text, logit in zip(folds.texts, folds.logits, strict=True)
            if text.may_not_be_lost and text.is_copy is is_copy
        )
        limits.append(scores[int(len(scores) * CHOSEN_FOR)])
    return min(limits)


def _group(file: BackgroundFile, post: Document) -> str:
    if not file.holds_offers:
        return f"posts:{file.name}"
    return f"posts:{file.name}-{int(post.id.rpartition('-')[2]) // _ADVERTS}"


def _fit(stretches: Sequence[str], truth: np.ndarray[Any, Any], known: np.ndarray[Any, Any]) -> WideMember:
    return fit_wide(stretches, truth, known, _STRENGTH, max_features=_FEATURES, balanced=(0,))


def _stretches(texts: Sequence[TierText]) -> tuple[list[str], list[int]]:
    """The stretches of all texts, and for each the place of its text."""
    pairs: Iterator[tuple[str, int]] = (
        (stretch, place) for place, text in enumerate(texts) for stretch in cut_stretches(text.view)
    )
    stretches, owners = zip(*pairs, strict=True)
    return list(stretches), list(owners)
