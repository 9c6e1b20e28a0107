"""What the interface says, in plain Indonesian and in English, from one table (`phrases.toml`)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

__all__ = ["Language", "both", "phrase"]

Language = Literal["id", "en"]


def phrase(key: str, lang: Language, /, **values: object) -> str:
    """The phrase in one language, its {places} filled with values.

    >>> phrase("risk_review", "id")
    'TINJAU'
    """
    return _read_phrases()[key][lang].format(**values)


def both(key: str, /, **values: object) -> str:
    """The phrase in Indonesian, then in English: for errors and help, where the reader's language is not known.

    >>> both("stopped")
    'Dihentikan. / Stopped.'
    """
    return f"{phrase(key, 'id', **values)} / {phrase(key, 'en', **values)}"


@lru_cache
def _read_phrases() -> dict[str, dict[Language, str]]:
    read: dict[str, dict[Language, str]] = tomllib.loads(
        files("offerscan").joinpath("phrases.toml").read_text(encoding="utf-8")
    )
    return read
