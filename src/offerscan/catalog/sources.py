"""Where the facts of the catalog were read, so that whoever doubts one can look it up and date it anew."""

from __future__ import annotations

from functools import lru_cache

from pydantic import HttpUrl
from pydantic.dataclasses import dataclass

from offerscan.catalog.toml_records import FOLDER, STRICT, Words, read_record

__all__ = ["read_sources"]


@dataclass(frozen=True, slots=True, config=STRICT)
class _File:
    sources: dict[Words, HttpUrl]


@lru_cache
def read_sources() -> dict[str, str]:
    """Addresses by the source key of a law, a closed destination or a channel. Raises CatalogError."""
    read = read_record(FOLDER / "sources.toml", _File)
    return {key: str(address) for key, address in read.sources.items()}
