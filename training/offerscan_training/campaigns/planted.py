"""How well campaigns are found: a dump in which we know them, since we planted them.

Base offers of the corpus are varied as recruiters vary a text. Beside them stand look-alikes, which are nobody's campaign.
Thresholds are chosen on one half of the base offers and patterns (`tune`), figures are told of the other (`report`).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args
from zlib import crc32

import orjson

from offerscan.cli.campaigns import campaigns_among
from offerscan.errors import InputError
from offerscan.records import Assessment, Category, Details, Risk, Versions
from offerscan_training.campaigns.agreement import Agreement, compare_pairs
from offerscan_training.campaigns.look_alikes import PATTERNS, write_look_alikes
from offerscan_training.campaigns.variations import vary
from offerscan_training.corpus import Document

__all__ = [
    "Half",
    "Planted",
    "agreement",
    "agreement_table",
    "as_half",
    "find",
    "lost_by_change",
    "plant",
    "write_dump",
]

Half = Literal["tune", "report"]
# Shorter base offers are told alike only when they are copies, and say so in campaigns/variants.py.
_FEWEST_WORDS = 15


@dataclass(frozen=True)
class Planted:
    """One offer of the dump, the campaign that it belongs to, and how it was varied."""

    id: str
    campaign: str
    text: str
    changes: tuple[str, ...]


def as_half(written: str) -> Half:
    """A half by its name. Raises InputError."""
    if written not in get_args(Half):
        raise InputError(f"There is no half named {written}: choose {' or '.join(get_args(Half))}.")
    return cast(Half, written)


def plant(documents: Iterable[Document], half: Half, *, campaigns: int, copies: int, seed: int = 1) -> list[Planted]:
    """A dump of so many campaigns with so many offers each, and up to half as many look-alikes, in mixed order."""
    rng = random.Random(f"{seed}-{half}")
    bases = [
        one
        for one in documents
        if one.category.is_offer and len(one.text.split()) >= _FEWEST_WORDS and _half(one.id) == half
    ]
    chosen = rng.sample(bases, min(campaigns, len(bases)))
    planted = [offer for base in chosen for offer in _copies(base.id, base.text, copies, rng)]
    patterns = PATTERNS[: len(PATTERNS) // 2] if half == "tune" else PATTERNS[len(PATTERNS) // 2 :]
    for number, text in enumerate(write_look_alikes(patterns, campaigns // 2, rng)):
        planted.append(Planted(f"alike-{number}", f"alike-{number}", text, ("look-alike",)))
    rng.shuffle(planted)
    return planted


def find(planted: Sequence[Planted]) -> list[tuple[str, ...]]:
    """The offers of each campaign that the command finds by their texts alone, all taken for offers that need a review."""
    versions = Versions("-", "-", "-")
    scores = {str(risk): float(risk is Risk.REVIEW) for risk in Risk}
    rows = (
        (
            Assessment(
                one.id, None, Category.OVERSEAS_OFFER, {}, Risk.REVIEW, scores, (), Details(), None, "id", (), versions
            ),
            one.text,
        )
        for one in planted
    )
    return [campaign.offers for campaign in campaigns_among(rows)]


def agreement(planted: Sequence[Planted], found: Sequence[Sequence[str]]) -> Agreement:
    """Pairwise agreement between the campaigns that were planted and those that were found."""
    return compare_pairs(found, {one.id: one.campaign for one in planted})


def lost_by_change(planted: Sequence[Planted], found: Sequence[Sequence[str]]) -> dict[str, float]:
    """Of the offers with each change, the part that was not found with the most of its campaign."""
    place = {id: str(number) for number, offers in enumerate(found) for id in offers}
    together = Counter((one.campaign, place.get(one.id, one.id)) for one in planted)
    most: dict[str, int] = {}
    for (campaign, _), count in together.items():
        most[campaign] = max(most.get(campaign, 0), count)
    made, lost = Counter[str](), Counter[str]()
    for one in planted:
        made.update(one.changes)
        if together[one.campaign, place.get(one.id, one.id)] < most[one.campaign]:
            lost.update(one.changes)
    return {change: lost[change] / made[change] for change in sorted(made)}


def agreement_table(half: Half, planted: Sequence[Planted], found: Sequence[Sequence[str]]) -> str:
    """The figures as lines."""
    told = agreement(planted, found)
    lost = ", ".join(f"{change} {share:.1%}" for change, share in lost_by_change(planted, found).items())
    return (
        f"{half}: {len(planted)} offers, {len({one.campaign for one in planted})} planted campaigns\n"
        f"pairwise precision {told.precision:.3f}, recall {told.recall:.3f}\nnot joined, by change: {lost}"
    )


def write_dump(planted: Iterable[Planted], path: Path) -> None:
    """One JSON object an offer: id, text, and the campaign that it was planted in."""
    with path.open("wb") as out:
        for one in planted:
            out.write(orjson.dumps({"id": one.id, "text": one.text, "campaign": one.campaign}) + b"\n")


def _copies(name: str, text: str, copies: int, rng: random.Random) -> Iterator[Planted]:
    yield Planted(f"{name}/0", name, text, ())
    for number in range(1, copies):
        varied, changes = vary(text, rng)
        yield Planted(f"{name}/{number}", name, varied, changes)


def _half(id: str) -> Half:
    return "tune" if crc32(id.encode()) % 2 else "report"
