"""What every command starts from: the settings, how a screener is opened, and where notes go."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from offerscan.cells import CellsCutWarning
from offerscan.phrases import Language, both
from offerscan.settings import Settings

if TYPE_CHECKING:
    from offerscan.screener import Screener

__all__ = ["LangOption", "OpenModel", "Session", "note", "open_installed", "show", "telling_cut_cells"]

OpenModel = Callable[[Settings], "Screener"]
LangOption = Annotated[Language | None, typer.Option("--lang", help=both("help_lang"))]


@dataclass(frozen=True)
class Session:
    """One call of the command. Tests put another `open_screener` in its place."""

    settings: Settings
    open_screener: OpenModel

    @classmethod
    def of(cls, ctx: typer.Context) -> Session:
        """The session of a running command."""
        session: Any = ctx.find_root().obj
        assert isinstance(session, cls)
        return session

    def lang(self, chosen: Language | None) -> Language:
        """The language to speak: as chosen, else as set."""
        return chosen or self.settings.lang


def open_installed(settings: Settings) -> Screener:
    """The screener that is set, opened only by the commands that need one. Raises ModelError, RegistryError."""
    from offerscan import screener  # half a second of imports that most commands do without

    return screener.open_installed(settings)


def note(message: str) -> None:
    """Tell the user something that is no data."""
    typer.echo(message, err=True)


@contextmanager
def telling_cut_cells() -> Iterator[None]:
    """Note, once a workbook is whole, how many of its cells lost something."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", CellsCutWarning)
        yield
    for one in warned:
        if issubclass(one.category, CellsCutWarning):
            note(str(one.message))


def show(*parts: Any) -> None:
    """Print for a person: coloured on a terminal, plain in a pipe or with NO_COLOR."""
    from rich.console import Console

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    with console.capture() as page:
        for part in parts:
            console.print(part)
    for line in page.get().splitlines():
        print(line.rstrip())  # noqa: T201 (blocks are padded to their width, which a pipe has no use for)
    sys.stdout.flush()
