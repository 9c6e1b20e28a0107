"""From author files to the corpus, and what it is worth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offerscan_training.commands.options import BACKGROUND, CORPUS, SHARED, Background, Corpus, say
from offerscan_training.results import write_page

__all__ = ["curve", "lint", "prepare", "words"]


def prepare(
    seed: Annotated[Path, typer.Option(help="Folder of the annotated seed.")] = SHARED / "corpus/seed",
    own: Annotated[Path, typer.Option(help="Folder of our own author files.")] = Path("training/corpus"),
    out: Corpus = CORPUS,
    feedback: Annotated[
        list[Path] | None, typer.Option(help="Feedback exported from the desk (.jsonl), as well.")
    ] = None,
) -> None:
    """Author files into splits, with the near-duplicate check and the data card.

    Reads the author files, readings and settled labels of both folders; writes a file for each split and
    README.md. Half a minute.
    """
    from offerscan_training.feedback import feedback_report, read_feedback
    from offerscan_training.prepare import as_dataset, prepare

    digest = prepare([seed, own], out, feedback or [])
    if feedback:
        say(feedback_report(read_feedback(feedback)))
    say(str(as_dataset(out)), f"sha256 {digest}")


def lint(corpus: Corpus = CORPUS) -> None:
    """Measure the corpus: cues, levels against points, languages, spans, openings, near-duplicates.

    Reads the splits; writes LINT.md beside them. About a minute.
    """
    from offerscan_training.corpus import read_corpus
    from offerscan_training.lint import lint_report
    from offerscan_training.prepare import near_duplicates

    documents = read_corpus(corpus)
    report = lint_report(documents, near_duplicates(documents))
    write_page(corpus / "LINT.md", report)
    say(report)


def curve(corpus: Corpus = CORPUS, background: Background = BACKGROUND) -> None:
    """What ever more of the corpus brings to the wide member, on the development split.

    Reads the splits and the real public text; writes nothing. Ten minutes.
    """
    from offerscan_training.corpus import read_jsonl
    from offerscan_training.curve import curve_table, learning_curve
    from offerscan_training.negatives import negatives

    train, dev = (read_jsonl(corpus / f"{split}.jsonl") for split in ("train", "dev"))
    say(curve_table(learning_curve(train, dev, negatives(background))))


def words(
    corpus: Corpus = CORPUS,
    out: Annotated[Path, typer.Option(help="Part of the package.")] = Path("src/offerscan/pictures/words.txt"),
) -> None:
    """List the words by which the reader of pictures mends lost spaces.

    Reads the training split; writes a word a line. Seconds.
    """
    from offerscan_training.corpus import read_jsonl
    from offerscan_training.words import list_words

    listed = list(list_words(read_jsonl(corpus / "train.jsonl")))
    write_page(out, "\n".join(listed))
    say(f"{len(listed)} words")
