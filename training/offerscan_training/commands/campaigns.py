"""Planted campaigns: how well they are found, and the sample dump that holds some."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offerscan_training.commands.options import CORPUS, Corpus, say

__all__ = ["compare_campaigns", "planted", "sample_dump"]


def planted(
    campaigns: Annotated[int, typer.Option(help="How many are planted.", min=1)] = 150,
    copies: Annotated[int, typer.Option(help="Offers of each.", min=2)] = 8,
    half: Annotated[str, typer.Option(help="Base offers: tune or report.")] = "report",
    out: Annotated[Path | None, typer.Option(help="Where the labelled dump goes (.jsonl), if anywhere.")] = None,
    corpus: Corpus = CORPUS,
) -> None:
    """Plant campaigns among look-alikes, find them, and say how many pairs of offers are joined rightly.

    Reads the training split; writes the dump at --out. Ten seconds.
    """
    from offerscan_training.campaigns.planted import agreement_table, as_half, find, plant, write_dump
    from offerscan_training.corpus import read_jsonl

    chosen = as_half(half)
    offers = plant(read_jsonl(corpus / "train.jsonl"), chosen, campaigns=campaigns, copies=copies)
    if out is not None:
        write_dump(offers, out)
    say(agreement_table(chosen, offers, find(offers)))


def sample_dump(
    corpus: Corpus = CORPUS,
    texts: Annotated[Path, typer.Option(help="Folder of planted campaigns and everyday lines.")] = Path(
        "training/dump"
    ),
    out: Annotated[Path, typer.Option(help="The folder, written anew; what is planted is told beside it.")] = Path(
        "examples/dump"
    ),
) -> None:
    """Make the bundled sample dump.

    Reads the training split and the texts; writes the folder anew, and beside it OUT-truth.tsv. Seconds.
    """
    from offerscan_training.dump.sample import make_sample_dump

    say(dict(make_sample_dump(corpus / "train.jsonl", texts, out, out.with_name(f"{out.name}-truth.tsv"))))


def compare_campaigns(
    found: Annotated[Path, typer.Argument(help="The campaigns that were found (.json).")],
    truth: Annotated[Path, typer.Option(help="What was planted.")] = Path("examples/dump-truth.tsv"),
) -> None:
    """How well the campaigns that are found agree with those that were planted, over pairs of posts.

    Reads the campaigns and the table of what was planted; writes nothing. Seconds.
    """
    from offerscan_training.dump.truth import compare_campaigns

    agreement = compare_campaigns(found, truth)
    say({"precision": round(agreement.precision, 4), "recall": round(agreement.recall, 4)})
