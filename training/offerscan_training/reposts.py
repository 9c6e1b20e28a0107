"""One text posted again and again, as recruiters do it: another telephone, place or sum each time, and small disguises.

For the bundled sample dump and for the dump that speed is measured on; never for training.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

__all__ = ["PlantedCampaign", "disguise", "pass_on", "read_campaigns", "read_passed_on", "vary"]

_SLOT = re.compile(r"\{(\w+)\}")
_SHORTENED = {
    "tidak": "gak", "yang": "yg", "dengan": "dgn", "untuk": "utk", "sudah": "udah", "saja": "aja", "orang": "org", "bulan": "bln",
    "langsung": "lgsg", "tahun": "thn", "juta": "jt", "sampai": "smp",
}  # fmt: skip
_HIDDEN = {
    "gaji": "g4ji",
    "kerja": "k3rja",
    "paspor": "p4spor",
    "loker": "l0ker",
    "berangkat": "b3rangkat",
    "visa": "v1sa",
}
_BEFORE = (
    "Info dari teman ya.\n",
    "Copas dari grup sebelah\n",
    "Izin share min 🙏\n",
    "UP\n",
    "*LOKER*\n",
    "Bantu share\n",
)
_AFTER = ("\n#loker #tki", "\nYang minat inbox", " 🙏", "\nJangan lupa share", "\nNo PHP", " 🔥🔥")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u20e3]")


@dataclass(frozen=True)
class PlantedCampaign:
    """A text with slots, how many variants of it are posted, and the first and last day."""

    name: str
    posts: int
    days: tuple[date, date]
    text: str
    slots: dict[str, list[str]] = field(default_factory=dict)


def read_campaigns(path: Path) -> list[PlantedCampaign]:
    """The planted campaigns of a TOML."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["campaign"]
    return [PlantedCampaign(**{**row, "text": row["text"].strip(), "days": tuple(row["days"])}) for row in rows]


def read_passed_on(path: Path) -> list[tuple[str, int]]:
    """Texts of the same TOML that go round and are no recruiter's, with how often each is posted."""
    return [(row["text"], row["posts"]) for row in tomllib.loads(path.read_text(encoding="utf-8"))["passed_on"]]


def vary(campaign: PlantedCampaign, rng: random.Random) -> Iterator[str]:
    """Its posts: slots filled anew, every sixth an exact copy of an earlier one, most of the others disguised a little."""
    made: list[str] = []
    for number in range(campaign.posts):
        if number % 6 == 5:
            made.append(rng.choice(made))
        else:
            filled = _SLOT.sub(lambda slot: rng.choice(campaign.slots[slot[1]]), campaign.text)
            made.append(disguise(re.sub(r" +(?=\n|$)| (?= )", "", filled), rng))
    return iter(made)


def disguise(text: str, rng: random.Random) -> str:
    """The text with up to three of the changes that recruiters make against filters and out of haste."""
    for change in rng.sample(_CHANGES, rng.choice((0, 1, 1, 2, 3))):
        text = change(text, rng)
    return text.strip()


def pass_on(text: str, rng: random.Random) -> str:
    """The text as people pass it on: mostly as it is, now and then with a word of their own."""
    return rng.choice(("", "", "", "", "Info\n", "Diteruskan berkali-kali\n", "Dari grup RT\n")) + text


def _put_before(text: str, rng: random.Random) -> str:
    return rng.choice(_BEFORE) + text


def _put_after(text: str, rng: random.Random) -> str:
    return text + rng.choice(_AFTER)


def _shorten(text: str, rng: random.Random) -> str:
    chosen = set(rng.sample(sorted(_SHORTENED), 3))
    return re.sub(r"[a-z]+", lambda word: _SHORTENED[word[0]] if word[0] in chosen else word[0], text)


def _hide(text: str, rng: random.Random) -> str:
    """Figures for letters in one or two words."""
    chosen = set(rng.sample(sorted(_HIDDEN), 2))
    return re.sub(r"\w+", lambda word: _HIDDEN[word[0].lower()] if word[0].lower() in chosen else word[0], text)


def _without_emoji(text: str, rng: random.Random) -> str:
    return re.sub(r"^ +| +$", "", _EMOJI.sub("", text), flags=re.MULTILINE)


def _raise_first_line(text: str, rng: random.Random) -> str:
    head, line_end, rest = text.partition("\n")
    return head.upper() + line_end + rest if line_end else text


def _in_one_line(text: str, rng: random.Random) -> str:
    return " ".join(text.split("\n"))


_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _put_before, _put_after, _shorten, _hide, _without_emoji, _raise_first_line, _in_one_line,
)  # fmt: skip
