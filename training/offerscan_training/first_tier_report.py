"""What the first tier passes on of real posts, what it loses of offers by unseen authors, and how fast it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from offerscan.engines.first_tier import FirstTier
from offerscan.records import Category
from offerscan.text import read_view
from offerscan_training.background import BACKGROUND, MAX_CHARACTERS, is_held_out
from offerscan_training.corpus import SPLITS, read_jsonl
from offerscan_training.first_tier import CHOSEN_FOR, KEPT_OUT, MAY_LOSE, Folds, TierText
from offerscan_training.offercheck import SUITE, read_suite

__all__ = ["LEFT_OUT", "Passed", "TierFigures", "TierLoss", "first_tier_report", "measure_first_tier"]


def _category_is(category: Category) -> Callable[[TierText], bool]:
    return lambda text: text.document.category is category


def _offer_that(holds: Callable[[TierText], bool]) -> Callable[[TierText], bool]:
    return lambda text: text.may_not_be_lost and holds(text)


# Rows of the report on texts by authors left out: its name, and which originals count; copies are told by themselves.
LEFT_OUT: dict[str, Callable[[TierText], bool]] = {
    "offers and risky texts, by authors left out": _offer_that(lambda text: True),
    "of these, overseas": _offer_that(_category_is(Category.OVERSEAS_OFFER)),
    "of these, above low": _offer_that(lambda text: text.document.risk.rank > 0),
    "of these, real adverts": _offer_that(lambda text: text.group.startswith("posts:")),
    "talk about work abroad": _category_is(Category.DISCUSSION),
    "fraud of another kind": _category_is(Category.OTHER_FRAUD),
}
_COPIES = "augmented copies of the first row"


@dataclass(frozen=True)
class TierLoss:
    """How many of some texts that the engine should see the tier settled."""

    name: str
    texts: int
    lost: int

    @property
    def share(self) -> float:
        """The part lost; 0 of no texts."""
        return self.lost / max(1, self.texts)

    @property
    def upper(self) -> float:
        """The end of the exact 95 % interval of the share lost (Clopper & Pearson 1934), one-sided."""
        from scipy.stats import beta

        return float(beta.ppf(0.95, self.lost + 1, self.texts - self.lost)) if self.lost < self.texts else 1.0


@dataclass(frozen=True)
class Passed:
    """How many sealed posts of a file are passed on; `microseconds` is the mean for view and tier together."""

    name: str
    texts: int
    passed: int
    microseconds: float

    @property
    def share(self) -> float:
        """The part passed on; 0 of no texts."""
        return self.passed / max(1, self.texts)


@dataclass(frozen=True)
class TierFigures:
    """All that is measured of one first tier; `threshold` is the logit below which a text is settled."""

    threshold: float
    losses: tuple[TierLoss, ...]
    passed: tuple[Passed, ...]

    def as_dict(self) -> dict[str, Any]:
        """All figures as JSON knows them."""
        losses = [{**asdict(loss), "upper": round(loss.upper, 5)} for loss in self.losses]
        return {**asdict(self), "may_lose": MAY_LOSE, "losses": losses}


def measure_first_tier(tier: FirstTier, folds: Folds, corpus: Path, background: Path, per_file: int) -> TierFigures:
    """Losses cross-validated by author, of unseen authors and on OfferCheck; and of each file `per_file` sealed posts."""
    losses = (
        *_losses_of_folds(folds, tier.threshold),
        *_losses_of_authors(tier, corpus),
        _loss_of_suite(tier),
    )
    passed = tuple(_passed(tier, name, texts[:per_file]) for name, texts in _sealed(background))
    return TierFigures(round(tier.threshold, 4), losses, passed)


def first_tier_report(figures: TierFigures) -> str:
    """The figures as Markdown."""
    return "\n".join([
        "# The first tier",
        "",
        "Printed by `python -m offerscan_training first-tier`. A linear model over hashed words and letter sequences of the",
        "reading view settles what is surely no offer; all else is passed on to the encoder. Its threshold is the highest at",
        f"which, cross-validated by author, at most {CHOSEN_FOR:.2%} of the offers and risky texts are lost, of the originals and",
        f"of augmented copies alike (allowed: {MAY_LOSE:.1%}).",
        "",
        "| what it would lose | texts | lost | share | at most (95 %) |",
        "|---|---:|---:|---:|---:|",
        *(f"| {one.name} | {one.texts:,} | {one.lost} | {one.share:.2%} | {one.upper:.2%} |" for one in figures.losses),
        "",
        "Real posts that neither fit nor threshold have seen (every tenth of each file), and how long view and tier take:",
        "",
        "| file | texts | passed on | share | µs a text |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {one.name} | {one.texts:,} | {one.passed:,} | {one.share:.1%} | {one.microseconds:.0f} |"
            for one in figures.passed
        ),
        "",
        "`job_adverts` are lawful offers inside Indonesia and should all be passed on. Offers were written for the purpose:",
        "what the tier loses of real deceptive ones is unknown.",
    ])  # fmt: skip


def _losses_of_folds(folds: Folds, threshold: float) -> Iterator[TierLoss]:
    held = list(zip(folds.texts, folds.logits, strict=True))

    def lost_of(name: str, counts: Callable[[TierText], bool], is_copy: bool) -> TierLoss:
        logits = [logit for text, logit in held if text.is_copy is is_copy and counts(text)]
        return TierLoss(name, len(logits), sum(logit < threshold for logit in logits))

    yield from (lost_of(name, counts, False) for name, counts in LEFT_OUT.items())
    yield lost_of(_COPIES, next(iter(LEFT_OUT.values())), True)


def _losses_of_authors(tier: FirstTier, corpus: Path) -> Iterator[TierLoss]:
    """Of the authors that the finished tier has not learned from."""
    kept_out = [document for document in read_jsonl(corpus / "train.jsonl") if document.author in KEPT_OUT]
    unseen = {
        f"offers and risky texts by {len(KEPT_OUT)} authors kept from the tier": kept_out,
        **{
            f"offers and risky texts of the {split} split": read_jsonl(corpus / f"{split}.jsonl")
            for split in SPLITS[1:]
        },
    }
    for name, documents in unseen.items():
        texts = [one.text for one in documents if one.category.is_offer or one.risk.rank]
        yield TierLoss(name, len(texts), _settled(tier, texts))


def _loss_of_suite(tier: FirstTier) -> TierLoss:
    offers = {category for category in Category if category.is_offer}
    texts = [
        case.texts[-1]
        for function in read_suite(SUITE)
        for case in function.cases
        if (case.category and case.category <= offers) or (case.risk and all(risk.rank for risk in case.risk))
    ]
    return TierLoss("OfferCheck cases that expect an offer or a level above low", len(texts), _settled(tier, texts))


def _settled(tier: FirstTier, texts: Iterable[str]) -> int:
    return sum(tier.settle(read_view(text).text, 0) is not None for text in texts)


def _sealed(background: Path) -> Iterator[tuple[str, list[str]]]:
    for file in BACKGROUND:
        yield file.name, [text for index, text in enumerate(file.texts(background)) if is_held_out(index)]


def _passed(tier: FirstTier, name: str, texts: Sequence[str]) -> Passed:
    began = time.perf_counter()
    settled = _settled(tier, (text[:MAX_CHARACTERS] for text in texts))
    spent = time.perf_counter() - began
    return Passed(name, len(texts), len(texts) - settled, round(spent / max(1, len(texts)) * 1e6))
