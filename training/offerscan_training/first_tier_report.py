"""What the first tier passes on of real posts, what it loses of offers by unseen authors, and how fast it is."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scipy.stats import beta

from offerscan.engines.first_tier import FirstTier
from offerscan.records import Category
from offerscan.text import read_view
from offerscan_training.background import BACKGROUND, is_held_out
from offerscan_training.corpus import read_jsonl
from offerscan_training.first_tier import MAY_LOSE, Folds, TierText
from offerscan_training.offercheck import SUITE, read_suite

__all__ = ["Loss", "Share", "first_tier_report", "measure"]

_MAX_CHARACTERS = 3_000


@dataclass(frozen=True)
class Loss:
    """How many of some texts that the engine should see the tier settled."""

    name: str
    texts: int
    lost: int

    @property
    def upper(self) -> float:
        """The end of the exact 95 % interval of the share lost (Clopper & Pearson 1934), one-sided."""
        return float(beta.ppf(0.95, self.lost + 1, self.texts - self.lost)) if self.lost < self.texts else 1.0


@dataclass(frozen=True)
class Share:
    """How many sealed posts of a file are passed on; `microseconds` is the mean for view and tier together."""

    name: str
    texts: int
    passed: int
    microseconds: float


def measure(tier: FirstTier, folds: Folds, corpus: Path, background: Path, per_file: int) -> dict[str, Any]:
    """All figures: losses cross-validated by author, on the other splits and OfferCheck, and the sealed posts passed on."""
    held = list(zip(folds.texts, folds.logits, strict=True))

    def lost_of(name: str, chosen: Iterable[tuple[TierText, float]]) -> Loss:
        logits = [logit for _, logit in chosen]
        return Loss(name, len(logits), sum(logit < tier.threshold for logit in logits))

    originals = [pair for pair in held if not pair[0].is_copy]
    offers = [pair for pair in originals if pair[0].may_not_be_lost]
    losses = [
        lost_of("offers and risky texts, by authors left out", offers),
        lost_of("of these, overseas", (p for p in offers if p[0].document.category is Category.OVERSEAS_OFFER)),
        lost_of("of these, above low", (p for p in offers if p[0].document.risk.rank)),
        lost_of("of these, real adverts", (p for p in offers if p[0].group.startswith("posts:"))),
        lost_of("augmented copies of them", (p for p in held if p[0].is_copy and p[0].may_not_be_lost)),
        lost_of("talk about work abroad", (p for p in originals if p[0].document.category is Category.DISCUSSION)),
        lost_of("fraud of another kind", (p for p in originals if p[0].document.category is Category.OTHER_FRAUD)),
        *(_loss_of_split(tier, corpus, split) for split in ("dev", "test")),
        _loss_of_suite(tier),
    ]
    shares = [_share(tier, name, texts[:per_file]) for name, texts in _sealed(background)]
    return {
        "threshold": round(tier.threshold, 4),
        "may_lose": MAY_LOSE,
        "losses": {loss.name: [loss.texts, loss.lost, round(loss.upper, 5)] for loss in losses},
        "passed_on": {one.name: [one.texts, one.passed, round(one.microseconds)] for one in shares},
    }


def first_tier_report(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        "# The first tier",
        "",
        "Printed by `python -m offerscan_training first-tier`. A linear model over hashed words and letter sequences of the",
        "reading view settles what is surely no offer; all else is passed on to the encoder. Its threshold is the highest at",
        "which, cross-validated by author, at most 0.05 % of the offers and risky texts are lost, of the originals and of",
        f"augmented copies alike (allowed: {figures['may_lose']:.1%}).",
        "",
        "| what it would lose | texts | lost | share | at most (95 %) |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, (texts, lost, upper) in figures["losses"].items():
        lines.append(f"| {name} | {texts:,} | {lost} | {lost / texts:.2%} | {upper:.2%} |")
    lines += [
        "",
        "Real posts that neither fit nor threshold have seen (every tenth of each file), and how long view and tier take:",
        "",
        "| file | texts | passed on | share | µs a text |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, (texts, passed, microseconds) in figures["passed_on"].items():
        lines.append(f"| {name} | {texts:,} | {passed:,} | {passed / texts:.1%} | {microseconds} |")
    lines += [
        "",
        "`job_adverts` are lawful offers inside Indonesia and should all be passed on. Offers were written for the purpose:",
        "what the tier loses of real deceptive ones is unknown.",
        "",
    ]
    return "\n".join(lines)


def _loss_of_split(tier: FirstTier, corpus: Path, split: str) -> Loss:
    documents = [one for one in read_jsonl(corpus / f"{split}.jsonl") if one.category.is_offer or one.risk.rank]
    return Loss(f"offers of the {split} split", len(documents), _settled(tier, [one.text for one in documents]))


def _loss_of_suite(tier: FirstTier) -> Loss:
    offers = {Category.OVERSEAS_OFFER, Category.DOMESTIC_OFFER}
    texts = [
        case.texts[-1]
        for function in read_suite(SUITE)
        for case in function.cases
        if (case.category and case.category <= offers) or (case.risk and all(risk.rank for risk in case.risk))
    ]
    return Loss("OfferCheck cases that expect an offer or a level above low", len(texts), _settled(tier, texts))


def _settled(tier: FirstTier, texts: Sequence[str]) -> int:
    return sum(tier.settle(read_view(text).text, 0) is not None for text in texts)


def _sealed(background: Path) -> Iterator[tuple[str, list[str]]]:
    for file in BACKGROUND:
        yield file.name, [text for index, text in enumerate(file.texts(background)) if is_held_out(index)]


def _share(tier: FirstTier, name: str, texts: Sequence[str]) -> Share:
    began = time.perf_counter()
    settled = _settled(tier, [text[:_MAX_CHARACTERS] for text in texts])
    spent = time.perf_counter() - began
    return Share(name, len(texts), len(texts) - settled, spent / max(1, len(texts)) * 1e6)
