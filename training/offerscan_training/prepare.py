"""Author files in, splits out: JSON lines, a near-duplicate check, a hash and a data card."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from datasets import Dataset, DatasetDict, Features, Value
from rensa import RMinHash, RMinHashLSH

from offerscan.errors import InputError
from offerscan.text import read_view
from offerscan_training.corpus import SPLITS, Document, read_jsonl, read_markup, write_jsonl
from offerscan_training.data_card import NEAR, Pair, reading_report, write_card
from offerscan_training.feedback import feedback_report, read_feedback
from offerscan_training.readings import join_readings, read_readings, read_settlements

_PERMUTATIONS = 128
_META = ("lang", "channel", "dest", "job", "near", "unsure")
# Stated, so that a split without marks has the same columns as the others.
FEATURES = Features({
    "id": Value("string"), "text": Value("string"), "category": Value("string"), "risk": Value("string"),
    "spans": [{"start": Value("int64"), "end": Value("int64"), "label": Value("string")}],
    "meta": {key: Value("string") for key in _META},
})  # fmt: skip


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


def prepare(folders: Sequence[Path], out: Path, feedback: Sequence[Path] = ()) -> str:
    """Write the splits and the data card; returns the hash of the data. `feedback` files join the training split.

    The second reading (readings/ and settled/ in any of the folders) is joined with the authors' labels, except in the
    test and hard splits: a test that we mend is none. Near-duplicates never cross a split: the copy in the earlier one of
    `SPLITS` is left out.
    """
    authored = read_authors(folders)
    readings = {k: v for folder in folders for k, v in read_readings(folder / "readings").items()}
    settlements = {k: v for folder in folders for k, v in read_settlements(folder / "settled").items()}
    _check_known(authored, {*readings, *settlements})
    opinions = read_feedback(feedback)
    documents = [
        document
        if document.split in ("test", "hard")
        else join_readings(document, readings.get(document.id), settlements.get(document.id))
        for document in authored
    ]
    documents += opinions.documents
    split = {document.id: document.split for document in documents}
    pairs = near_duplicates(documents)
    crossing = [pair for pair in pairs if split[pair.first] != split[pair.second]]
    dropped = {min((pair.first, pair.second), key=lambda one: SPLITS.index(split[one])) for pair in crossing}
    kept = [document for document in documents if document.id not in dropped]
    out.mkdir(parents=True, exist_ok=True)
    for name in SPLITS:
        write_jsonl([document for document in kept if document.split == name], out / f"{name}.jsonl")
    digest = data_hash(out)
    card = write_card(kept, [pair for pair in pairs if not {pair.first, pair.second} & dropped], dropped, digest)
    told = reading_report(authored, readings, settlements) + feedback_report(opinions)
    (out / "README.md").write_text(card + told, encoding="utf-8")
    return digest


def _check_known(documents: Sequence[Document], identities: set[str]) -> None:
    if unknown := sorted(identities - {document.id for document in documents}):
        raise InputError(f"The second reading speaks of {unknown[0]}, which no author file holds: mend its id.")


def data_hash(folder: Path) -> str:
    """SHA-256 over the files of all splits, in the order of `SPLITS`."""
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
