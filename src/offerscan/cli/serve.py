"""offerscan serve: the HTTP service and the desk page on this machine."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from offerscan.cli.session import Session
from offerscan.errors import InputError
from offerscan.phrases import both

__all__ = ["serve"]


def serve(
    ctx: typer.Context,
    host: Annotated[str | None, typer.Option(help=both("help_host"))] = None,
    port: Annotated[int | None, typer.Option(help=both("help_port"), min=1, max=65535)] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=both("help_serve_workers"), show_default=False)] = None,
) -> None:
    settings = Session.of(ctx).settings
    if not all(map(find_spec, ("fastapi", "uvicorn", "structlog", "limits", "prometheus_client", "offerscan_api"))):
        raise InputError(both("error_no_api"))
    if workers is not None:
        settings = settings.model_copy(update={"workers": workers})
    # By name: the service stands above this command, and imports go down only.
    import_module("offerscan_api").serve(host or settings.host, port or settings.port, settings)
