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
    feedback: Annotated[list[Path] | None, typer.Option(help="Feedback exported from the desk (.jsonl), as well.")] = None,
) -> None:
    """Author files into splits, with the near-duplicate check and the data card."""
    from offerscan_training.prepare import as_dataset, prepare

    digest = prepare([seed, own], out, feedback or [])
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


@app.command("first-tier")
def first_tier(
    corpus: Corpus = Path("training/data"), background: Background = SHARED / "data",
    out: Annotated[Path, typer.Option(help="Where the tier and its figures go.")] = Path("runs/first_tier"),
    results: Annotated[Path, typer.Option(help="The report.")] = Path("training/results/first-tier.md"),
    posts: Annotated[int, typer.Option(help="Sealed real posts of each file to measure on.")] = 2000,
) -> None:  # fmt: skip
    """Fit the cheap model that settles what is surely no offer; write what it passes on and what it loses."""
    from offerscan_training.first_tier import make_first_tier
    from offerscan_training.first_tier_report import first_tier_report, measure

    tier, folds = make_first_tier(corpus, background, out)
    figures = measure(tier, folds, corpus, background, posts)
    (out / "first_tier.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    results.write_text(first_tier_report(figures), encoding="utf-8")
    _say(first_tier_report(figures))


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
def gate(
    new: Annotated[Path, typer.Argument(help="Model folder that may ship, or its figures (.json).")],
    old: Annotated[Path | None, typer.Option(help="Model folder to beat, or figures; by default the shipped one.")] = None,
    tolerance: Annotated[float, typer.Option(help="How much worse a figure may be.", min=0)] = 0.0,
) -> None:
    """Whether a new model may ship: no worse than the shipped one on the held-out split and on OfferCheck. Exit 1 if not."""
    from offerscan_training.gate import compare_figures, read_figures, verdict_table

    verdicts = compare_figures(read_figures(new), read_figures(old), tolerance)
    _say(verdict_table(verdicts))
    if not all(verdict.holds for verdict in verdicts):
        raise typer.Exit(1)


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


@app.command("bench-dump")
def bench_dump(
    model: Annotated[Path | None, typer.Option(help="Model folder; by default the shipped one.")] = None,
    sizes: Annotated[str, typer.Option(help="Posts of the dumps to scan, with commas between.")] = "10000,100000",
    workers: Annotated[int, typer.Option(help="Processes of a scan.")] = 2,
    sample: Annotated[int, typer.Option(help="Posts for whoever reads every one with a model.")] = 100,
    copies: Annotated[float, typer.Option(help="Share of exact copies.")] = 0.60,
    variants: Annotated[float, typer.Option(help="Share of varied offers.")] = 0.12,
    ray: Annotated[bool, typer.Option(help="Also through Ray on this machine.")] = True,
    corpus: Corpus = Path("training/data"), background: Background = SHARED / "data",
    out: Annotated[Path | None, typer.Option(help="Without suffix: where the figures go, as .md and .json.")] = None,
) -> None:  # fmt: skip
    """Screen generated dumps of several sizes: posts a second, stage by stage, memory, and what most people would run."""
    from offerscan_training.dump_bench import run_dump_bench
    from offerscan_training.dump_mixture import Mixture
    from offerscan_training.dump_report import DumpPlan

    counts = tuple(int(size) for size in sizes.split(","))
    plan = DumpPlan(counts, workers, sample, engines=("ray",) if ray else (), mixture=Mixture(copies, variants))
    _say(run_dump_bench(model, corpus, background, plan, out))


@app.command()
def scale(
    model: Annotated[Path | None, typer.Option(help="Model folder; by default the shipped one.")] = None,
    sizes: Annotated[tuple[int, int], typer.Option(help="Posts of the two dumps to scan.")] = (2_000, 20_000),
    workers: Annotated[int, typer.Option(help="Processes of a scan.")] = 2,
    corpus: Corpus = Path("training/data"), background: Background = SHARED / "data",
    out: Annotated[Path | None, typer.Option(help="Where the figures go as JSON.")] = None,
) -> None:  # fmt: skip
    """What many posts cost: posts an hour a core, memory, core hours for 100 million."""
    from offerscan_training.scale import run_scale

    _say(run_scale(model, corpus, background, sizes, workers, out))


@app.command("sample-dump")
def sample_dump(
    corpus: Corpus = Path("training/data"),
    texts: Annotated[Path, typer.Option(help="Folder of planted campaigns and everyday lines.")] = Path("training/dump"),
    out: Annotated[Path, typer.Option(help="The folder, written anew; what is planted is told beside it.")] = Path(
        "examples/dump"
    ),
) -> None:
    """Make the bundled sample dump."""
    from offerscan_training.sample_dump import make_sample_dump

    _say(dict(make_sample_dump(corpus / "train.jsonl", texts, out, out.with_name(f"{out.name}-truth.tsv"))))


@app.command("compare-campaigns")
def compare_campaigns(
    scanned: Annotated[Path, typer.Argument(help="What scan wrote (.jsonl).")],
    found: Annotated[Path, typer.Argument(help="What campaigns found in it (.json).")],
    truth: Annotated[Path, typer.Option(help="What was planted.")] = Path("examples/dump-truth.tsv"),
) -> None:
    """How well the campaigns that are found agree with those that were planted, over pairs of posts."""
    from offerscan_training.dump_truth import compare_campaigns

    agreement = compare_campaigns(scanned, found, truth)
    _say({"precision": round(agreement.precision, 4), "recall": round(agreement.recall, 4)})


@app.command()
def load(
    model: Annotated[Path | None, typer.Option(help="Model folder; by default the shipped one.")] = None,
    seconds: Annotated[float, typer.Option(help="How long each endpoint is asked.")] = 120,
    warm_up: Annotated[float, typer.Option(help="Seconds before that, which do not count.")] = 10,
    clients: Annotated[int, typer.Option(help="How many ask at once.")] = 64,
    cores: Annotated[int, typer.Option(help="Cores for clients and endpoint together.")] = 2,
    texts: Annotated[int, typer.Option(help="Different texts.")] = 12_000,
    pipelines: Annotated[bool, typer.Option(help="Also the transformers pipelines.")] = True,
    corpus: Corpus = Path("training/data"),
    out: Annotated[Path | None, typer.Option(help="Where the figures go, as .md and .json.")] = None,
) -> None:
    """The service under load, beside a plain endpoint and transformers pipelines."""
    from offerscan_training.load import LoadPlan, run_load

    _say(run_load(model, corpus, LoadPlan(clients, seconds, warm_up, cores, texts), pipelines, out))


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


@app.command()
def posters(
    each: Annotated[int, typer.Option(help="Posters in each look.", min=1)] = 5,
    out: Annotated[Path, typer.Option(help="Without suffix: where the figures and the page about them go.")] = Path(
        "training/results/posters"
    ),
    corpus: Corpus = Path("training/data"),
) -> None:
    """Draw held-out offers as posters, read them, and say what is lost."""
    from offerscan_training.posters import measure_posters, poster_report

    figures = measure_posters(corpus, each, lambda line: typer.echo(line, err=True))
    out.with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    out.with_suffix(".md").write_text(poster_report(figures), encoding="utf-8")
    _say(poster_report(figures))


@app.command()
def planted(
    campaigns: Annotated[int, typer.Option(help="How many are planted.", min=1)] = 150,
    copies: Annotated[int, typer.Option(help="Offers of each.", min=2)] = 8,
    half: Annotated[str, typer.Option(help="Base offers: tune or report.")] = "report",
    out: Annotated[Path | None, typer.Option(help="Where the labelled dump goes (.jsonl), if anywhere.")] = None,
    corpus: Corpus = Path("training/data"),
) -> None:
    """Plant campaigns among look-alikes, find them, and say how many pairs of offers are joined rightly."""
    from offerscan_training.corpus import read_jsonl
    from offerscan_training.planted import agreement, agreement_table, as_half, find, plant, write_dump

    chosen = as_half(half)
    offers = plant(read_jsonl(corpus / "train.jsonl"), chosen, campaigns=campaigns, copies=copies)
    if out is not None:
        write_dump(offers, out)
    _say(agreement_table(chosen, offers, agreement(offers, find(offers))))


@app.command()
def words(
    corpus: Corpus = Path("training/data"),
    out: Annotated[Path, typer.Option(help="Part of the package.")] = Path("src/offerscan/pictures/words.txt"),
) -> None:
    """List the words by which the reader of pictures mends lost spaces."""
    from offerscan_training.corpus import read_jsonl
    from offerscan_training.words import list_words

    listed = list(list_words(read_jsonl(corpus / "train.jsonl")))
    out.write_text("\n".join(listed) + "\n", encoding="utf-8")
    _say(f"{len(listed)} words")


def main() -> None:
    """Entry point: an error that we can explain is one sentence."""
    try:
        app()
    except OfferscanError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
