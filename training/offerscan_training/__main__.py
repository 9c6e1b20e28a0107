"""Runs the commands: python -m offerscan_training COMMAND --help."""

from __future__ import annotations

import sys

import typer

from offerscan.errors import OfferscanError
from offerscan_training.commands import app

__all__ = ["app", "main"]


def main() -> None:
    """Entry point: an error that we can explain is one sentence."""
    try:
        app()
    except OfferscanError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
