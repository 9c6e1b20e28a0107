"""Which jobs a text names, by a small open table of words (jobs.toml): what is written, not what the work would be."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from offerscan.text import read_view

__all__ = ["Job", "find_jobs", "read_jobs"]

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Job:
    """A row of jobs.toml: what the job is called, and the words that name it, as the reading view writes them."""

    id: str
    en: str
    words: tuple[str, ...]


@cache
def read_jobs() -> dict[str, Job]:
    """The table, by the id of the job."""
    table = tomllib.loads((files(__package__) / "jobs.toml").read_text(encoding="utf-8"))
    return {id: Job(row["id"], row["en"], tuple(row["words"])) for id, row in table.items()}


def find_jobs(text: str) -> set[str]:
    """The ids of the jobs that a received text names.

    >>> sorted(find_jobs("Dicari perawat lansia dan ABK kapal ikan"))
    ['care', 'fishing']
    """
    words = _WORD.findall(read_view(text).text)
    known, longest = _by_words()
    stretches = (
        " ".join(words[start : start + length]) for length in range(1, longest + 1) for start in range(len(words))
    )
    return {known[stretch] for stretch in stretches if stretch in known}


@cache
def _by_words() -> tuple[dict[str, str], int]:
    known = {word: id for id, job in read_jobs().items() for word in job.words}
    return known, max(len(word.split()) for word in known)
