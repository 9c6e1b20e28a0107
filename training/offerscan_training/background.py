"""Real public text of the shared folder: read for adaptation, as negatives and to count false alarms; never copied.

`BACKGROUND` is the one place that says what a file is and how much of it each model learns from. Its order is that in which
texts are drawn: another order gives other batches.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offerscan.errors import InputError

# Of a longer text only the beginning is learned from.
MAX_CHARACTERS = 3_000


@dataclass(frozen=True)
class BackgroundFile:
    """One file of the shared data folder and what it may be used for (see its README).

    `mix` is how often its texts are seen in adaptation relative to its size; a file without may be measured on, never learned
    from. `share` is its part of the real posts of an epoch of fine-tuning, `tier_posts` how many the first tier learns from
    (None: all). `language` is ISO 639 where its rows do not say. `is_talk`: texts may be buried in it; whatever stands there,
    nothing in it is an offer. `holds_offers`: every text is a lawful offer inside the country.
    """

    name: str
    mix: float = 0.0
    share: float = 0.0
    tier_posts: int | None = 0
    language: str = ""
    is_talk: bool = False
    holds_offers: bool = False

    @property
    def adapt(self) -> bool:
        """Whether any model may learn from it."""
        return self.mix > 0

    def drawn(self, background: int, n_texts: int) -> int:
        """How many of its `n_texts` an epoch shows where `background` posts of all files are asked for."""
        return min(n_texts, int(self.share * background))

    def texts(self, folder: Path) -> Iterator[str]:
        """The texts of the file, in order; raises InputError where it is missing."""
        yield from (row["text"] for row in self.rows(folder))

    def rows(self, folder: Path) -> Iterator[dict[str, Any]]:
        """The same with what else the file says of each text: `source`, sometimes `lang` or `label`."""
        path = folder / f"{self.name}.jsonl.gz"
        if not path.exists():
            raise InputError(f"Background text {path.name} is missing: point --background at the shared data folder.")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


# Name, mix, share, tier_posts; in adaptation chats and adverts are seen more often, encyclopaedic prose less.
BACKGROUND = (
    BackgroundFile("posts_social", 1.0, 0.27, 13_000, "id", is_talk=True),
    BackgroundFile("posts_gambling_promo", 0.5, 0.16, 7_000),
    BackgroundFile("reviews_tweets_indonlu", 0.7, 0.09, 5_000, "id", is_talk=True),
    BackgroundFile("regional_nusax", 0.7, 0.09, 4_500, is_talk=True),
    BackgroundFile("regional_nusawrites", 0.35, 0.13, 8_000),
    BackgroundFile("malay", 0.25, 0.08, 3_500, "ms", is_talk=True),
    BackgroundFile("job_adverts", 2.0, 0.13, None, holds_offers=True),
    BackgroundFile("sms", 4.0, 0.05, None, "id"),
    BackgroundFile("factchecks"),
)
BY_NAME = {file.name: file for file in BACKGROUND}


def is_held_out(index: int) -> bool:
    """Whether text `index` of a background file is kept from all training, for perplexity and false alarms."""
    return index % 10 == 7
