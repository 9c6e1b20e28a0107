"""Reads one TOML file of the catalog into a frozen record, so that a slip is told by file and field."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, TypeVar

from pydantic import ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from offerscan.errors import CatalogError

__all__ = ["FOLDER", "STRICT", "Wording", "Words", "broken_file", "read_record"]

FOLDER = files("offerscan.catalog")

# Misspelt fields must not pass unseen, and a number must not slip in where a word is meant.
STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)

Words = Annotated[str, StringConstraints(min_length=1)]
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, config=STRICT)
class Wording:
    """One thing said to people in Indonesian and in English."""

    id: Words
    en: Words


def broken_file(file: Traversable, problem: str) -> CatalogError:
    """The error for one catalog file: what is wrong, where, and what to do."""
    return CatalogError(f"Catalog file {file.name}: {problem}; mend the file or install offerscan again.")


def read_record(file: Traversable, record: type[Record]) -> Record:
    """The record in a file. Raises CatalogError naming the file and the first field that is missing, unknown or odd."""
    try:
        return TypeAdapter(record).validate_python(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise broken_file(file, f"field {field}: {first['msg']}") from fault
    except (OSError, ValueError) as fault:  # ValueError: neither UTF-8 nor TOML
        raise broken_file(file, f"cannot be read ({fault})") from fault
