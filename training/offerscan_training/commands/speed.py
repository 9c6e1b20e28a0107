"""How fast it is, and how much it needs. The machine should have nothing else to do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offerscan_training.commands.options import (
    BACKGROUND,
    CONFIG,
    CORPUS,
    RUNS,
    Background,
    ConfigPath,
    Corpus,
    Model,
    Out,
    Runs,
    say,
)

__all__ = ["bench", "bench_dump", "load", "scale"]

Workers = Annotated[int, typer.Option(help="Processes of a scan.", min=1)]


def bench(
    model: Model = None,
    others: Annotated[list[Path] | None, typer.Option("--other", help="Further model folders, as well.")] = None,
    texts: Annotated[int, typer.Option(help="Different texts that a scan reads.", min=1)] = 5000,
    workers: Workers = 2,
    sample: Annotated[int, typer.Option(help="How many of them the pipelines read, one a call.", min=1)] = 100,
    rounds: Annotated[int, typer.Option(help="Medians are taken over so many.", min=1)] = 5,
    calls: Annotated[int, typer.Option(help="Times that one pasted offer is read in a round.", min=1)] = 20,
    variants: Annotated[int, typer.Option(help="Texts to compare quantisations on; 0 for none.", min=0)] = 400,
    config: ConfigPath = CONFIG, runs: Runs = RUNS, corpus: Corpus = CORPUS, out: Out = None,
) -> None:  # fmt: skip
    """Speed and memory beside what most people would run; quantisations side by side where the run is at hand.

    Reads the corpus, the model folders, and the run for quantisations; writes the figures at --out. Half an hour; with
    --texts 500 --rounds 2 --variants 0 four minutes.
    """
    from offerscan_training.speed.bench import Plan, run_bench
    from offerscan_training.speed.quantisation import compare_run

    losses = compare_run(config, runs, corpus, variants, rounds) if variants else []
    say(run_bench(model, others or [], corpus, Plan(texts, workers, sample, rounds, calls), losses, out))


def bench_dump(
    model: Model = None,
    sizes: Annotated[str, typer.Option(help="Posts of the dumps to scan, with commas between.")] = "10000,100000",
    workers: Workers = 2,
    sample: Annotated[int, typer.Option(help="Posts for whoever reads every one with a model.", min=1)] = 100,
    copies: Annotated[float, typer.Option(help="Share of exact copies.", min=0, max=1)] = 0.60,
    variants: Annotated[float, typer.Option(help="Share of varied offers.", min=0, max=1)] = 0.12,
    beside: Annotated[int, typer.Option(help="Bytes of other columns that a post has beside its text.", min=0)] = 0,
    ray: Annotated[bool, typer.Option(help="Also through Ray on this machine.")] = True,
    corpus: Corpus = CORPUS, background: Background = BACKGROUND, out: Out = None,
) -> None:  # fmt: skip
    """Screen generated dumps of several sizes: posts a second, stage by stage, memory, and what most people would run.

    Reads the corpus, the real public text and the model folder; writes the figures at --out, and the dumps in a temporary
    folder alone. Half an hour; with --sizes 2000 four minutes.
    """
    from offerscan_training.speed.dump_bench import run_dump_bench
    from offerscan_training.speed.dump_report import DumpPlan
    from offerscan_training.speed.mixture import Mixture

    mixture = Mixture(copies, variants, beside=beside)
    plan = DumpPlan(_sizes(sizes), workers, sample, engines=("ray",) if ray else (), mixture=mixture)
    say(run_dump_bench(model, corpus, background, plan, out))


def scale(
    model: Model = None,
    sizes: Annotated[tuple[int, int], typer.Option(help="Posts of the two dumps to scan.")] = (2_000, 20_000),
    workers: Workers = 2, corpus: Corpus = CORPUS, background: Background = BACKGROUND, out: Out = None,
) -> None:  # fmt: skip
    """What many posts cost: posts an hour a core, memory, core hours for 100 million.

    Reads the corpus, the real public text and the model folder; writes the figures at --out. Ten minutes.
    """
    from offerscan_training.speed.scale import run_scale

    if sizes[0] == sizes[1] or min(sizes) < 1:
        raise typer.BadParameter("two different sizes are needed, such as 2000 20000.", param_hint="--sizes")
    say(run_scale(model, corpus, background, sizes, workers, out))


def load(
    model: Model = None,
    seconds: Annotated[float, typer.Option(help="How long each endpoint is asked.", min=1)] = 120,
    warm_up: Annotated[float, typer.Option(help="Seconds before that, which do not count.", min=0)] = 10,
    clients: Annotated[int, typer.Option(help="How many ask at once.", min=1)] = 64,
    cores: Annotated[int, typer.Option(help="Cores for clients and endpoint together.", min=1)] = 2,
    texts: Annotated[int, typer.Option(help="Different texts.", min=1)] = 12_000,
    pipelines: Annotated[bool, typer.Option(help="Also the transformers pipelines.")] = True,
    corpus: Corpus = CORPUS,
    out: Out = None,
) -> None:
    """The service under load, beside a plain endpoint and transformers pipelines.

    Reads the corpus and the model folder; starts each endpoint on a free port of this machine; writes the figures at
    --out. Ten minutes; with --seconds 10 two.
    """
    from offerscan_training.speed.load import LoadPlan, run_load

    say(run_load(model, corpus, LoadPlan(clients, seconds, warm_up, cores, texts), pipelines, out))


def _sizes(written: str) -> tuple[int, ...]:
    sizes = [int(one) for one in written.split(",") if one.strip().isdecimal()]
    if not sizes or len(sizes) != written.count(",") + 1 or min(sizes) < 1:
        raise typer.BadParameter("numbers of posts are needed, such as 10000,100000.", param_hint="--sizes")
    return tuple(sizes)
