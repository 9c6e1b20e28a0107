"""How good a model is, and whether it may ship."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offerscan_training.commands.options import BACKGROUND, CACHE, CORPUS, Background, Cache, Corpus, Model, say
from offerscan_training.results import RESULTS, write_results

__all__ = ["evaluate", "gate", "offercheck", "posters", "processors"]


def evaluate(
    model: Model = None,
    fp32: Annotated[Path | None, typer.Option(help="The unquantised encoder of the same run, as well.")] = None,
    others: Annotated[list[Path] | None, typer.Option("--other", help="Further model folders, as well.")] = None,
    baselines: Annotated[bool, typer.Option(help="Fit and measure the three baselines too.")] = True,
    split: Annotated[str, typer.Option(help="dev, test or hard.")] = "test",
    alarms: Annotated[int, typer.Option(help="Real texts of each file to count false alarms on; 0 for none.")] = 2000,
    offercheck: Annotated[bool, typer.Option(help="Run OfferCheck too.")] = True,
    corpus: Corpus = CORPUS, background: Background = BACKGROUND, cache: Cache = CACHE,
    store: Annotated[bool, typer.Option(help="Write the figures into the manifest and the model card.")] = False,
) -> None:  # fmt: skip
    """Everything of section 'Evaluation', side by side, with false alarms on real text.

    Reads the model folders, the corpus and the real public text; writes VERSION-SPLIT.md and .json in
    training/results, scores of the baselines in the cache, and with --store the manifest and card of the model. Ten
    minutes, and twenty more to fit the baselines on a corpus that is new to them.
    """
    from offerscan_training.offercheck import SUITE
    from offerscan_training.report import run_evaluation

    suite = SUITE if offercheck else None
    say(run_evaluation(model, fp32, others or [], baselines, split, alarms, corpus, background, cache, suite, store))


def gate(
    new: Annotated[Path, typer.Argument(help="Model folder that may ship, or its figures (.json).")],
    old: Annotated[
        Path | None, typer.Option(help="Model folder to beat, or figures; by default the shipped one.")
    ] = None,
    tolerance: Annotated[float, typer.Option(help="How much worse a figure may be.", min=0)] = 0.0,
) -> None:
    """Whether a new model may ship: no worse than the shipped one on the held-out split and on OfferCheck. Exit 1 if not.

    Reads what evaluate wrote of both; writes nothing. Seconds.
    """
    from offerscan_training.gate import compare_figures, read_figures, tell_doubt, verdict_table

    figures, before = read_figures(new), read_figures(old)
    verdicts = compare_figures(figures, before, tolerance)
    if doubt := tell_doubt(figures, before):
        say(doubt)
    say(verdict_table(verdicts))
    if not all(verdict.holds for verdict in verdicts):
        raise typer.Exit(1)


def offercheck(
    model: Model = None,
    suite: Annotated[Path, typer.Option(help="Folder of the functions.")] = Path("tests/offercheck"),
    failures: Annotated[bool, typer.Option(help="Name the cases that do not hold.")] = False,
) -> None:
    """What the model can do, function by function, on cases written for each.

    Reads the model folder and the suite; writes nothing. A minute.
    """
    from offerscan.screener import Screener
    from offerscan_training.offercheck import outcome_table, read_suite, run_suite

    outcomes = run_suite(Screener.open(model), read_suite(suite))
    say(outcome_table(outcomes))
    if failures:
        say(*(f"{one.function}: {', '.join(map(str, one.failed))}" for one in outcomes if one.failed))


def processors(
    model: Model = None,
    texts: Annotated[int, typer.Option(help="Texts of the development split; each takes seconds.", min=1)] = 60,
    corpus: Corpus = CORPUS,
) -> None:
    """Probabilities here beside those on emulated processors without VNNI (needs qemu-user).

    Reads the model folder and the development split; writes nothing. A quarter of an hour.
    """
    from offerscan_training.processors import compare_processors, difference_table

    say(difference_table(compare_processors(model, corpus, texts)))


def posters(
    each: Annotated[int, typer.Option(help="Posters in each look.", min=1)] = 5,
    out: Annotated[Path, typer.Option(help="Without suffix: where the figures and the page about them go.")] = RESULTS
    / "posters",
    corpus: Corpus = CORPUS,
) -> None:
    """Draw held-out offers as posters, read them, and say what is lost.

    Reads the test split and fonts of the system; writes the page (.md) and the figures (.json), and keeps no picture. Ten
    minutes.
    """
    from offerscan_training.posters.measuring import measure_posters, poster_report

    figures = measure_posters(corpus, each, lambda line: typer.echo(line, err=True))
    write_results(out, poster_report(figures), figures)
    say(poster_report(figures))
