"""Names of a table as what a parameter may be: where the table grows, so do the addresses that choose from it."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

__all__ = ["OneOf"]


class OneOf:
    """In `Annotated[str, OneOf(TABLE)]`: one of these names and nothing else, as Literal of them would be."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """How pydantic checks and documents it."""
        return core_schema.literal_schema(self._names)
