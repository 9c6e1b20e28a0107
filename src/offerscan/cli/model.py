"""offerscan model: which model answers, whether its files are the published ones, and how levels are decided."""

from __future__ import annotations

from typing import Annotated

import typer

from offerscan.artifacts import open_model
from offerscan.cli.session import LangOption, Session, show
from offerscan.phrases import both, phrase

__all__ = ["app"]

app = typer.Typer(invoke_without_command=True)


@app.callback()
def model(
    ctx: typer.Context,
    policy: Annotated[bool, typer.Option("--policy", help=both("help_policy"))] = False,
    json: Annotated[bool, typer.Option("--json", help=both("help_manifest"))] = False,
    lang: LangOption = None,
) -> None:
    if ctx.invoked_subcommand:
        return
    session = Session.of(ctx)
    opened = open_model(session.settings.model)
    if json:
        import orjson

        typer.echo(orjson.dumps(opened.manifest).decode())
    elif policy:
        from offerscan.policy import POLICY_EN, POLICY_ID

        show(POLICY_ID if session.lang(lang) == "id" else POLICY_EN)
        show(phrase("policy_levels", session.lang(lang), **opened.manifest["policy"]["levels"]))
    else:
        plain = {key: value for key, value in opened.manifest.items() if isinstance(value, str | int | float)}
        show(*(f"{key}: {value}" for key, value in plain.items()))


@app.command("verify", help=both("help_verify"))
def verify(ctx: typer.Context, lang: LangOption = None) -> None:
    session = Session.of(ctx)
    opened = open_model(session.settings.model)
    show(phrase("model_whole", session.lang(lang), version=opened.version, count=len(opened.manifest["files"])))
