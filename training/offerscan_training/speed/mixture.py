"""A dump to measure speed on, as large as wanted: real everyday posts, offers of the corpus, copies and variants of both.

Nobody has published how often posts repeat in dumps of NGOs, so the shares are assumptions, written down with the figures.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from offerscan.records import Risk
from offerscan_training.background import BACKGROUND
from offerscan_training.campaigns.variations import CHANGES, disguise
from offerscan_training.corpus import read_corpus
from offerscan_training.dump.posts import HEADER

__all__ = ["Mixture", "Sources", "read_sources", "read_texts", "write_dump", "write_sample"]

# Posts that may still be copied: what goes round does so for a while.
_RECENT = 20_000
# Different ones of what nobody reads.
_UNREAD = 100
TEXT = HEADER[-1]


@dataclass(frozen=True)
class Mixture:
    """Of all posts: `copies` are exact copies of earlier ones, `variants` risky offers posted anew with other numbers and
    small disguises; the rest is new, and of that `authored` comes from the corpus. Beside its text a post has about `beside`
    bytes of what nobody reads, nested as in exports of apps."""

    copies: float = 0.60
    variants: float = 0.12
    authored: float = 0.03
    seed: int = 7
    beside: int = 0


@dataclass(frozen=True)
class Sources:
    """Everyday posts, texts of the corpus, and those of its offers that recruiters would vary."""

    everyday: Sequence[str]
    authored: Sequence[str]
    risky: Sequence[str]


def read_sources(corpus: Path, background: Path) -> Sources:
    """The corpus and the shared folder's real posts. Raises InputError where either is missing."""
    documents = read_corpus(corpus)
    everyday = [text for file in BACKGROUND for text in file.texts(background)]
    risky = [one.text for one in documents if one.risk is not Risk.LOW]
    return Sources(everyday, [one.text for one in documents], risky)


def write_dump(rows: int, sources: Sources, mixture: Mixture, path: Path) -> int:
    """Write so many posts as JSON lines, the same ones for the same sources; how many different texts there are."""
    seen: set[bytes] = set()
    unread = [_unread(mixture.beside, random.Random(number)) for number in range(_UNREAD)] if mixture.beside else [{}]
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(_posts(rows, sources, mixture)):
            seen.add(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())
            moment = f"2026-{1 + number * 6 // rows:02}-{1 + number % 28:02}T09:30"
            row = (moment, f"Orang {number % 997}", f"Grup {number % 41}", text)
            post = dict(zip(HEADER, row, strict=True)) | unread[number % len(unread)]
            file.write(json.dumps(post, ensure_ascii=False) + "\n")
    return len(seen)


def write_sample(dump: Path, rows: int, count: int, table: Path) -> None:
    """A table of `count` of the texts of a dump of so many rows, evenly spaced, as its column of texts alone."""
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([TEXT])
        step = max(1, rows // count)
        writer.writerows([text] for text in islice(read_texts(dump), 0, step * count, step))


def read_texts(dump: Path) -> Iterator[str]:
    """The texts of a dump that `write_dump` wrote, in its order."""
    with dump.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)[TEXT]


def _posts(rows: int, sources: Sources, mixture: Mixture) -> Iterator[str]:
    rng = random.Random(mixture.seed)
    fresh = _fresh(sources, mixture, rng)
    recent: list[str] = []
    for number in range(rows):
        drawn = rng.random()
        if recent and drawn < mixture.copies:
            yield recent[_mostly_first(len(recent), rng)]
            continue
        is_variant = drawn < mixture.copies + mixture.variants
        text = _variant(sources.risky, rng) if is_variant else next(fresh)
        if len(recent) < _RECENT:
            recent.append(text)
        else:
            recent[number % _RECENT] = text
        yield text


def _fresh(sources: Sources, mixture: Mixture, rng: random.Random) -> Iterator[str]:
    """New posts without end: each everyday text once, then halves of two of them as one."""
    waiting = list(sources.everyday)
    rng.shuffle(waiting)
    while True:
        if rng.random() < mixture.authored:
            yield rng.choice(sources.authored)
        elif waiting:
            yield waiting.pop()
        else:
            one, other = (rng.choice(sources.everyday).split(" ") for _ in range(2))
            yield " ".join(one[: len(one) // 2 + 1] + other[len(other) // 2 :])


def _variant(risky: Sequence[str], rng: random.Random) -> str:
    """One of few offers that are posted often, or of many that are not, with another telephone."""
    return disguise(CHANGES["telephone"](risky[_mostly_first(len(risky), rng)], rng), rng)


def _unread(size: int, rng: random.Random) -> dict[str, Any]:
    """Counts and addresses of pictures, as an app gives them with each post."""
    entries: list[dict[str, Any]] = []
    while len(json.dumps(entries)) < size:
        name = f"{rng.getrandbits(128):032x}"
        entries.append({"uri": f"https://cdn.example/{name}.jpg", "size": [rng.randrange(2_000), rng.randrange(2_000)], "ok": True})
    return {"media": {"items": entries, "count": len(entries)}}


def _mostly_first(count: int, rng: random.Random) -> int:
    return int(count * rng.random() ** 3)
