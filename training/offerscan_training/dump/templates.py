"""The texts that are planted in the sample dump, and their posts. They lie in one TOML beside the everyday lines."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from offerscan_training.campaigns.variations import disguise

__all__ = ["Template", "make_posts", "read_passed_on", "read_templates"]

_SLOT = re.compile(r"\{(\w+)\}")
# Where a slot was left empty.
_NEEDLESS_SPACE = re.compile(r" +(?=\n|$)| (?= )")


@dataclass(frozen=True)
class Template:
    """The text of one campaign with slots, how many times it is posted, and the first and last day."""

    name: str
    posts: int
    days: tuple[date, date]
    text: str
    slots: dict[str, list[str]] = field(default_factory=dict)


def read_templates(path: Path) -> list[Template]:
    """The campaigns of the TOML."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["campaign"]
    return [Template(**{**row, "text": row["text"].strip(), "days": tuple(row["days"])}) for row in rows]


def read_passed_on(path: Path) -> list[tuple[str, int]]:
    """Texts of the same TOML that go round and are no recruiter's, with how often each is posted."""
    return [(row["text"], row["posts"]) for row in tomllib.loads(path.read_text(encoding="utf-8"))["passed_on"]]


def make_posts(template: Template, rng: random.Random) -> Iterator[str]:
    """Its posts: slots filled anew, every sixth an exact copy of an earlier one, most of the others disguised a little."""
    made: list[str] = []
    for number in range(template.posts):
        if number % 6 == 5:
            made.append(rng.choice(made))
        else:
            filled = _SLOT.sub(lambda slot: rng.choice(template.slots[slot[1]]), template.text)
            made.append(disguise(_NEEDLESS_SPACE.sub("", filled), rng))
    return iter(made)
