"""The word lists of the finders, from one table (words.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

__all__ = ["WORDS", "any_word", "in_small_letters", "one_of"]

# Finder -> use -> words; the lists of `pay.period` and `pay.adverb` lie one step deeper.
WORDS: dict[str, Any] = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


def one_of(patterns: Iterable[str]) -> str:
    r"""The pattern for any of these; `\w*` stands for up to fifteen letters, so that no hostile text makes it slow."""
    return f"(?:{'|'.join(patterns)})".replace(r"\w*", r"[^\W_]{0,15}")


def any_word(patterns: Iterable[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A compiled pattern for any of these as a whole word, in any capitals; without flags in small letters alone, which is
    three times as fast."""
    return re.compile(rf"(?<![^\W_]){one_of(patterns)}(?![^\W_])", flags)


def in_small_letters(text: str) -> str:
    """The text in small letters, sign for sign, so that places in it stay.

    >>> in_small_letters("İ RM1.700")
    'İ rm1.700'
    """
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)  # "İ" would become two
