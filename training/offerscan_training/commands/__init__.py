"""The commands that make a model and measure it: python -m offerscan_training COMMAND --help.

They are run in the checkout, with the shared folder beside it. Times are for two cores and the whole corpus.
"""

from __future__ import annotations

from collections.abc import Callable

import typer

from offerscan_training.commands import campaigns, corpus, model, quality, speed

__all__ = ["COMMANDS", "app"]

# By topic, in the order in which one needs them; a command is named as its function.
COMMANDS: dict[str, tuple[Callable[..., None], ...]] = {
    "Corpus": (corpus.prepare, corpus.lint, corpus.curve, corpus.words),
    "Model": (model.base, model.first_tier, model.adapt, model.train, model.export),
    "Quality": (quality.evaluate, quality.gate, quality.offercheck, quality.processors, quality.posters),
    "Speed": (speed.bench, speed.bench_dump, speed.scale, speed.load),
    "Campaigns": (campaigns.planted, campaigns.sample_dump, campaigns.compare_campaigns),
}

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=__doc__,
)
for _topic, _commands in COMMANDS.items():
    for _command in _commands:
        app.command(rich_help_panel=_topic)(_command)
