"""The data card of the corpus: where it comes from, what is in it, how far two annotators agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from offerscan.catalog import read_catalog
from offerscan_training.corpus import SPLITS, Document
from offerscan_training.readings import Reading, Settlement, measure_agreement

__all__ = ["NEAR", "Pair", "reading_report", "write_card"]

# Share of three-word shingles in common from which two documents are near-duplicates.
NEAR = 0.7


@dataclass(frozen=True)
class Pair:
    """Two near-duplicates and the share of three-word shingles they have in common (Jaccard)."""

    first: str
    second: str
    similarity: float


def write_card(documents: Sequence[Document], pairs: Sequence[Pair], dropped: set[str], digest: str) -> str:
    """The card of the splits: `pairs` are near-duplicates within a split, `dropped` ids left out of the earlier split."""
    by_split = {name: [document for document in documents if document.split == name] for name in SPLITS}
    lines = [
        "# Data card of the annotated corpus", "",
        "Written by `python -m offerscan_training prepare`; do not edit.", "",
        "**Provenance.** The documents are authored, not collected: written one by one by language-model authors under",
        "the annotation guideline, after documented patterns, with invented persons, firms and numbers. No real",
        "victim, suspect or post is in them. Regional-language passages have not yet been read by native speakers, and",
        "no hotline has yet checked the whole against its own files.", "",
        f"SHA-256 of {', '.join(SPLITS)}: `{digest}`", "",
        "| split | authors | documents | words (median) | overseas | domestic | discussion | other fraud | other | low"
        " | review | high |",
        "|---" * 12 + "|",
    ]  # fmt: skip
    for name, part in by_split.items():
        lengths = sorted(len(document.text.split()) for document in part) or [0]
        category = Counter(str(document.category) for document in part)
        risk = Counter(str(document.risk) for document in part)
        numbers = [category[k] for k in ("overseas_offer", "domestic_offer", "discussion", "other_fraud", "other")]
        numbers += [risk[k] for k in ("low", "review", "high")]
        authors = sorted({document.author for document in part}, key=lambda a: (a.rstrip("0123456789"), len(a), a))
        lines.append(
            f"| {name} | {' '.join(authors)} | {len(part)} | {lengths[len(lengths) // 2]} | "
            + " | ".join(map(str, numbers))
            + " |"
        )
    lines += ["", "## Near-duplicates", "",
              f"Pairs with more than {NEAR:.0%} of three-word shingles in common: {len(pairs)} within a split"
              + (f" ({', '.join(f'{p.first} and {p.second}' for p in pairs[:12])})" if pairs else "")
              + f"; {len(dropped)} documents left out because they resemble one of a later split in the order {', '.join(SPLITS)}"
              + (f" ({', '.join(sorted(dropped))})." if dropped else "."), "",
              "## Marks", "", f"| indicator | {' | '.join(SPLITS)} |", "|---" * (1 + len(SPLITS)) + "|"]  # fmt: skip
    counts = {
        name: Counter(mark.label for document in part for mark in document.spans) for name, part in by_split.items()
    }
    lines += [
        f"| {label} | " + " | ".join(str(counts[name][label]) for name in SPLITS) + " |"
        for label in read_catalog().labels
    ]
    languages = {
        name: Counter(lang for d in part for lang in d.meta.get("lang", "").split(","))
        for name, part in by_split.items()
    }
    every = sorted(
        {lang for one in languages.values() for lang in one},
        key=lambda k: (-sum(one[k] for one in languages.values()), k),
    )
    lines += [
        "",
        "## Languages (a document may have several)",
        "",
        f"| language | {' | '.join(SPLITS)} |",
        "|---" * (1 + len(SPLITS)) + "|",
    ]
    lines += [
        f"| {lang} | " + " | ".join(str(languages[name][lang]) for name in SPLITS) + " |" for lang in every if lang
    ]
    return "\n".join(lines) + "\n"


def reading_report(
    authored: Sequence[Document], readings: Mapping[str, Reading], settlements: Mapping[str, Settlement]
) -> str:
    """Agreement of authors and second readers, what was settled, and near-misses; empty without second readings."""
    if not readings:
        return ""
    every = measure_agreement(authored, readings)
    held_out = measure_agreement([document for document in authored if document.split == "test"], readings)
    count = Counter(authored_split for authored_split in (d.split for d in authored if d.id in settlements))
    lines = [
        "", "## Second reading", "",
        f"{every.documents} of {len(authored)} documents were labelled again by another annotator (a language model too)"
        " who saw the text only;",
        f"{count['train'] + count['dev']} documents of the training and development splits carry"
        " labels settled by a third. The test and hard splits keep their authors' labels.", "",
        "| | all | test split |", "|---|---|---|",
        f"| category, Cohen's kappa | {_two(every.category_kappa)} | {_two(held_out.category_kappa)} |",
        f"| risk, Cohen's kappa, quadratic weights | {_two(every.risk_kappa)} | {_two(held_out.risk_kappa)} |",
        "", "Krippendorff's alpha of each indicator over texts that both take for an offer; near-misses are texts that",
        "nearly say it, deny it, ask about it or quote it, as named by the author or the second reader.", "",
        "| indicator | alpha, all | alpha, test split | near-misses |", "|---|---|---|---|",
    ]  # fmt: skip
    near = _near_misses(authored, readings)
    lines += [
        f"| {label} | {_two(every.alpha[label])} | {_two(held_out.alpha[label])} | {near[label]} |"
        for label in read_catalog().labels
    ]
    return "\n".join(lines) + "\n"


def _near_misses(authored: Sequence[Document], readings: Mapping[str, Reading]) -> Counter[str]:
    near: Counter[str] = Counter()
    for document in authored:
        named = set(document.meta.get("near", "").split("+")) - {""}
        second = readings[document.id].near if document.id in readings else frozenset()
        near.update((named | second) - document.labels)
    return near


def _two(value: float) -> str:
    return "–" if value != value else f"{value:.2f}"
