"""Wrong usage told in one sentence of both languages, since the library that reads the command line speaks English alone."""

from __future__ import annotations

import re
from typing import Any

import typer

from offerscan.phrases import both

__all__ = ["OwnUsage", "UsageError", "tell_usage"]

# What the library raises for any command line that it cannot read; typer gives it no name of its own.
UsageError: Any = typer.BadParameter.__base__
_MISSING = re.compile(r"Missing \w+ (?P<what>'.+?')\.")
_VALUE = re.compile(r"Invalid value for (?P<what>'.+?'): (?:Value error, )?(?P<reason>.+)")
_UNKNOWN = re.compile(r"No such (?:option: |command )(?P<what>[^\s()]+)(?= \(|\.? Did you mean|$)")
_NO_VALUE = re.compile(r"Option (?P<what>\S+) requires an argument")
_TOO_MANY = re.compile(r"Got unexpected extra argument")
_KINDS = (
    (_MISSING, "usage_missing"), (_VALUE, "usage_value"), (_UNKNOWN, "usage_unknown"), (_NO_VALUE, "usage_missing"),
    (_TOO_MANY, "usage_too_many"),
)  # fmt: skip


class OwnUsage(typer.BadParameter):
    """Wrong usage told by a sentence of our own, which says what to do in both languages."""


def tell_usage(error: Any) -> str:
    """The sentence for a UsageError: what is wrong, and where the right usage stands. Words that stand where none is
    expected are not repeated, since they may be those of an offer."""
    if isinstance(error, OwnUsage):
        return error.message
    command = error.ctx.command_path if error.ctx else "offerscan"
    told = " ".join(error.format_message().split())
    for pattern, key in _KINDS:
        if match := pattern.match(told):
            values = {name: value.replace("'", "").rstrip(".") for name, value in match.groupdict().items()}
            return both(key, command=command, **values)
    return both("usage_other", command=command)
