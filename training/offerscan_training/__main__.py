"""The commands that make a model: python -m offerscan_training COMMAND --help."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from offerscan.errors import OfferscanError

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
SHARED = Path("../shared")
ConfigPath = Annotated[Path, typer.Option("--config", help="One of training/configs.")]
Runs = Annotated[Path, typer.Option(help="Where runs keep checkpoints and logs.")]
Corpus = Annotated[Path, typer.Option(help="Folder of train.jsonl, dev.jsonl, test.jsonl.")]
Background = Annotated[Path, typer.Option(help="Folder of real public text.")]
Cache = Annotated[Path, typer.Option(help="Where downloaded packages stay.")]
E12 = Path("training/configs/e5-12.toml")
E6 = Path("training/configs/e5-6.toml")


def _say(*lines: object) -> None:
    for line in lines:
        typer.echo(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False))


@app.command()
def prepare(
    seed: Annotated[Path, typer.Option(help="Folder of the annotated seed.")] = SHARED / "corpus/seed",
    own: Annotated[Path, typer.Option(help="Folder of our own author files.")] = Path("training/corpus"),
    out: Corpus = Path("training/data"),
) -> None:
    """Author files into splits, with the near-duplicate check and the data card."""
    from offerscan_training.prepare import as_dataset, prepare

    digest = prepare([seed, own], out)
    _say(str(as_dataset(out)), f"sha256 {digest}")


@app.command()
def lint(corpus: Corpus = Path("training/data")) -> None:
    """Measure the corpus: cues, levels against points, languages, spans, openings, near-duplicates."""
    from offerscan_training.corpus import SPLITS, read_jsonl
    from offerscan_training.lint import lint_report
    from offerscan_training.prepare import near_duplicates

    documents = [document for split in SPLITS for document in read_jsonl(corpus / f"{split}.jsonl")]
    report = lint_report(documents, near_duplicates(documents))
    (corpus / "LINT.md").write_text(report, encoding="utf-8")
    _say(report)


@app.command()
def base(
    config: ConfigPath = E12, runs: Runs = Path("runs"), corpus: Corpus = Path("training/data"),
    background: Background = SHARED / "data", cache: Cache = Path(".cache/base"), check: bool = True,
) -> None:  # fmt: skip
    """Load the base encoder, check it against the package's own embeddings, trim its vocabulary."""
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
        _say(f"smallest cosine to the package's own embeddings: {check_e5(cache, texts):.5f}")
    _say(make_base(settings, Places(runs / config.stem, corpus, background, cache)))


@app.command()
def adapt(
    config: ConfigPath = E12, runs: Runs = Path("runs"), corpus: Corpus = Path("training/data"),
    background: Background = SHARED / "data", cache: Cache = Path(".cache/base"),
) -> None:  # fmt: skip
    """Masked-language-model training on informal text; resumes where it stopped."""
    from offerscan_training.config import read_config
    from offerscan_training.pipeline import Places
    from offerscan_training.pipeline import adapt as run_adapt

    _say(run_adapt(read_config(config), Places(runs / config.stem, corpus, background, cache)))


@app.command()
def train(
    config: ConfigPath = E12, runs: Runs = Path("runs"), corpus: Corpus = Path("training/data"),
    background: Background = SHARED / "data", cache: Cache = Path(".cache/base"),
) -> None:  # fmt: skip
    """Fine-tune encoder and heads, then fit the wide member; resumes where it stopped."""
    from offerscan_training.config import read_config
    from offerscan_training.pipeline import Places, fit_wide_member
    from offerscan_training.pipeline import train as run_train

    settings, places = read_config(config), Places(runs / config.stem, corpus, background, cache)
    run_train(settings, places)
    _say({"languages": fit_wide_member(settings, places)})


@app.command()
def export(
    config: ConfigPath = E12, runs: Runs = Path("runs"), corpus: Corpus = Path("training/data"),
    background: Background = SHARED / "data", cache: Cache = Path(".cache/base"),
    out: Annotated[Path | None, typer.Option(help="By default models/offerscan_models/<version>.")] = None,
) -> None:  # fmt: skip
    """A trained run into a model folder: ONNX, int8, calibration, policy, manifest, parity."""
    from offerscan_training.config import read_config
    from offerscan_training.folder import build
    from offerscan_training.pipeline import Places, load_reader

    settings, places = read_config(config), Places(runs / config.stem, corpus, background, cache)
    languages = json.loads((places.run / "languages.json").read_text(encoding="utf-8"))
    folder = out or Path("models/offerscan_models") / settings.version
    manifest = build(
        settings, places, load_reader(settings, places), languages, folder, datetime.date.today().isoformat()
    )
    _say(manifest["parity"], manifest["calibration"], manifest["policy"]["levels"])


@app.command()
def evaluate(
    model: Annotated[Path | None, typer.Option(help="Model folder; by default the shipped one.")] = None,
    fp32: Annotated[Path | None, typer.Option(help="The unquantised encoder of the same run, as well.")] = None,
    others: Annotated[list[Path] | None, typer.Option("--other", help="Further model folders, as well.")] = None,
    baselines: Annotated[bool, typer.Option(help="Fit and measure the three baselines too.")] = True,
    split: Annotated[str, typer.Option(help="dev or test.")] = "test",
    alarms: Annotated[int, typer.Option(help="Real texts of each file to count false alarms on; 0 for none.")] = 2000,
    offercheck: Annotated[bool, typer.Option(help="Run OfferCheck too.")] = True,
    corpus: Corpus = Path("training/data"), background: Background = SHARED / "data",
    cache: Cache = Path(".cache/base"),
    store: Annotated[bool, typer.Option(help="Write the figures into the manifest and the model card.")] = False,
) -> None:  # fmt: skip
    """Everything of section 'Evaluation', side by side, with false alarms on real text."""
    from offerscan_training.offercheck import SUITE
    from offerscan_training.report import run_evaluation

    suite = SUITE if offercheck else None
    _say(run_evaluation(model, fp32, others or [], baselines, split, alarms, corpus, background, cache, suite, store))


@app.command()
def bench(
    model: Annotated[Path | None, typer.Option(help="Model folder; by default the shipped one.")] = None,
    others: Annotated[list[Path] | None, typer.Option("--other", help="Further model folders, as well.")] = None,
    texts: Annotated[int, typer.Option(help="Different texts that a scan reads.")] = 5000,
    workers: Annotated[int, typer.Option(help="Processes of a scan.")] = 2,
    sample: Annotated[int, typer.Option(help="How many of them the pipelines read, one a call.")] = 100,
    rounds: Annotated[int, typer.Option(help="Medians are taken over so many.")] = 5,
    calls: Annotated[int, typer.Option(help="Times that one pasted offer is read in a round.")] = 20,
    variants: Annotated[int, typer.Option(help="Texts to compare quantisations on; 0 for none.")] = 400,
    config: ConfigPath = E12, runs: Runs = Path("runs"), corpus: Corpus = Path("training/data"),
    out: Annotated[Path | None, typer.Option(help="Where the figures go as JSON.")] = None,
) -> None:  # fmt: skip
    """Speed and memory beside what most people would run; quantisations side by side where the run is at hand."""
    from offerscan_training.bench import Plan, run_bench
    from offerscan_training.quantisation import compare_run

    losses = compare_run(config, runs, corpus, variants, rounds) if variants else []
    _say(run_bench(model, others or [], corpus, Plan(texts, workers, sample, rounds, calls), losses, out))


@app.command()
def curve(corpus: Corpus = Path("training/data"), background: Background = SHARED / "data") -> None:
    """What ever more of the corpus brings to the wide member, on the development split."""
    from offerscan_training.corpus import read_jsonl
    from offerscan_training.curve import curve_table, learning_curve
    from offerscan_training.negatives import negatives

    train, dev = (read_jsonl(corpus / f"{split}.jsonl") for split in ("train", "dev"))
    _say(curve_table(learning_curve(train, dev, negatives(background))))


@app.command()
def offercheck(
    model: Annotated[Path | None, typer.Option(help="Model folder; by default the shipped one.")] = None,
    suite: Annotated[Path, typer.Option(help="Folder of the functions.")] = Path("tests/offercheck"),
    failures: Annotated[bool, typer.Option(help="Name the cases that do not hold.")] = False,
) -> None:
    """What the model can do, function by function, on cases written for each."""
    from offerscan.screener import Screener
    from offerscan_training.offercheck import outcome_table, read_suite, run_suite

    outcomes = run_suite(Screener.open(model), read_suite(suite))
    _say(outcome_table(outcomes))
    if failures:
        _say(*(f"{one.function}: {', '.join(map(str, one.failed))}" for one in outcomes if one.failed))


@app.command()
def processors(
    model: Annotated[Path | None, typer.Option(help="Model folder; by default the shipped one.")] = None,
    texts: Annotated[int, typer.Option(help="Texts of the development split; each takes seconds.")] = 60,
    corpus: Corpus = Path("training/data"),
) -> None:
    """Probabilities here beside those on emulated processors without VNNI (needs qemu-user)."""
    from offerscan_training.processors import compare_processors, difference_table

    _say(difference_table(compare_processors(model, corpus, texts)))


def main() -> None:
    """Entry point: an error that we can explain is one sentence."""
    try:
        app()
    except OfferscanError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
