"""Real public text of the shared folder: read for adaptation, as negatives and to count false alarms; never copied."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offerscan.errors import InputError


@dataclass(frozen=True)
class BackgroundFile:
    """One file of the shared data folder and what it may be used for (see its README)."""

    name: str
    adapt: bool = True
    alarms: bool = True

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


BACKGROUND = (
    BackgroundFile("posts_social"),
    BackgroundFile("posts_gambling_promo"),
    BackgroundFile("reviews_tweets_indonlu"),
    BackgroundFile("regional_nusax"),
    BackgroundFile("regional_nusawrites"),
    BackgroundFile("malay"),
    BackgroundFile("job_adverts"),
    BackgroundFile("sms"),
    BackgroundFile("factchecks", adapt=False),
)


def is_held_out(index: int) -> bool:
    """Whether text `index` of a background file is kept from all training, for perplexity and false alarms."""
    return index % 10 == 7
