"""Author files in, splits out: JSON lines, a near-duplicate check, a hash and a data card."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from datasets import Dataset, DatasetDict, Features, Value
from rensa import RMinHash, RMinHashLSH

from offerscan.catalog import read_catalog
from offerscan.errors import InputError
from offerscan.text import read_view
from offerscan_training.corpus import SPLITS, Document, read_jsonl, read_markup, write_jsonl

_PERMUTATIONS = 128
NEAR = 0.7
_META = ("lang", "channel", "dest", "job")
# Stated, so that a split without marks has the same columns as the others.
FEATURES = Features({
    "id": Value("string"), "text": Value("string"), "category": Value("string"), "risk": Value("string"),
    "spans": [{"start": Value("int64"), "end": Value("int64"), "label": Value("string")}],
    "meta": {key: Value("string") for key in _META},
})  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two near-duplicates and the share of three-word shingles they have in common (Jaccard)."""

    first: str
    second: str
    similarity: float


def read_authors(folders: Sequence[Path]) -> list[Document]:
    """Documents of all author files in the folders, in the order of names; raises InputError where there is none."""
    documents = [
        document for folder in folders for path in sorted(folder.glob("*.txt")) for document in read_markup(path)
    ]
    if not documents:
        raise InputError("No author files (*.txt) found: give the folder of the annotated seed with --seed.")
    return documents


def shingles(text: str) -> frozenset[str]:
    """Three-word shingles of the reading view, signs left out; shorter texts are one shingle."""
    words = re.findall(r"\w+", read_view(text).text)
    return frozenset(" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2)))


def near_duplicates(documents: Sequence[Document]) -> list[Pair]:
    """Pairs whose shingles overlap by more than `NEAR`, found by MinHash and confirmed by counting."""
    sets = [shingles(document.text) for document in documents]
    lsh = RMinHashLSH(threshold=NEAR - 0.1, num_perm=_PERMUTATIONS, num_bands=32)
    sketches = []
    for index, one in enumerate(sets):
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update(sorted(one))
        lsh.insert(index, sketch)
        sketches.append(sketch)
    pairs = []
    for index, sketch in enumerate(sketches):
        for other in lsh.query(sketch):
            if other > index:
                similarity = len(sets[index] & sets[other]) / len(sets[index] | sets[other])
                if similarity > NEAR:
                    pairs.append(Pair(documents[index].id, documents[other].id, round(similarity, 2)))
    return pairs


def prepare(folders: Sequence[Path], out: Path) -> str:
    """Write the splits and the data card; returns the hash of the data. Near-duplicates never cross a split: the copy
    in the training split is left out."""
    documents = read_authors(folders)
    split = {document.id: document.split for document in documents}
    pairs = near_duplicates(documents)
    crossing = [pair for pair in pairs if split[pair.first] != split[pair.second]]
    dropped = {next((i for i in (pair.first, pair.second) if split[i] == "train"), pair.first) for pair in crossing}
    kept = [document for document in documents if document.id not in dropped]
    out.mkdir(parents=True, exist_ok=True)
    for name in SPLITS:
        write_jsonl([document for document in kept if document.split == name], out / f"{name}.jsonl")
    digest = data_hash(out)
    (out / "README.md").write_text(_card(kept, pairs, dropped, digest), encoding="utf-8")
    return digest


def data_hash(folder: Path) -> str:
    """SHA-256 over the three split files, in the order train, dev, test."""
    digest = hashlib.sha256()
    for name in SPLITS:
        digest.update((folder / f"{name}.jsonl").read_bytes())
    return digest.hexdigest()


def as_dataset(folder: Path) -> DatasetDict:
    """The splits as a `datasets` dictionary; the features are those of the JSON lines."""
    splits = {}
    for name in SPLITS:
        rows = [
            {
                "id": document.id, "text": document.text,
                "category": str(document.category), "risk": str(document.risk),
                "spans": [{"start": mark.start, "end": mark.end, "label": mark.label} for mark in document.spans],
                "meta": {key: document.meta.get(key, "") for key in _META},
            }
            for document in read_jsonl(folder / f"{name}.jsonl")
        ]  # fmt: skip
        columns = {column: [row[column] for row in rows] for column in FEATURES}
        splits[name] = Dataset.from_dict(columns, features=FEATURES)
    return DatasetDict(splits)


def _card(documents: Sequence[Document], pairs: Sequence[Pair], dropped: set[str], digest: str) -> str:
    by_split = {name: [document for document in documents if document.split == name] for name in SPLITS}
    inside = [pair for pair in pairs if not {pair.first, pair.second} & dropped]
    lines = [
        "# Data card of the annotated corpus", "",
        "Written by `python -m offerscan_training prepare`; do not edit.", "",
        "**Provenance.** The documents are authored, not collected: written one by one by language-model authors under",
        "the annotation guideline, after documented patterns, with invented persons, firms and numbers. No real",
        "victim, suspect or post is in them. Regional-language passages have not yet been read by native speakers, and",
        "no hotline has yet checked the whole against its own files. Each document has been labelled by its author",
        "alone; a second reading is still to come.", "",
        f"SHA-256 of train, dev and test: `{digest}`", "",
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
              f"Pairs with more than {NEAR:.0%} of three-word shingles in common: {len(inside)} within a split"
              + (f" ({', '.join(f'{p.first} and {p.second}' for p in inside[:12])})" if inside else "")
              + f"; {len(dropped)} documents left out of the training split because they resemble one of another split"
              + (f" ({', '.join(sorted(dropped))})." if dropped else "."), "",
              "## Marks", "", "| indicator | train | dev | test |", "|---|---|---|---|"]  # fmt: skip
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
        {lang for one in languages.values() for lang in one}, key=lambda k: -sum(one[k] for one in languages.values())
    )
    lines += [
        "",
        "## Languages (a document may have several)",
        "",
        "| language | train | dev | test |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {lang} | " + " | ".join(str(languages[name][lang]) for name in SPLITS) + " |" for lang in every if lang
    ]
    return "\n".join(lines) + "\n"
