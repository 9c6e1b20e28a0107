"""Annotated documents: the marked-up author files, their JSON lines, and the splits by author."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from offerscan.catalog import read_catalog
from offerscan.errors import InputError
from offerscan.records import Category, Risk

Split = Literal["train", "dev", "test", "hard"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test", "hard")
# Authors, never documents, are held out. The test authors write all patterns: one mostly in eastern and western
# regional languages (t10), one a general mixture (t14); adverts and posters (i1), chats (i2), regional speech (i3), what reaches
# a counter (i4): with two authors alone, two documents moved a figure by a point. Development authors come from each group of
# hands (t3 of the seed, u1, w1, w2, c8, d8 of ours): authors of one group resemble one another, and flatter; what two of them
# taught about thresholds did not carry over to others. About a third of their documents is high, as in the test split;
# probabilities are fitted to that. The hard split is measured beside the test split: its authors tell of offers in others'
# words, by half a sentence or by what is not said, and of harmless things in the same tone; m1 writes single sentences. All
# others train.
HELD_OUT: dict[str, Split] = {
    "t10": "test", "t14": "test", "i1": "test", "i2": "test", "i3": "test", "i4": "test",
    "t3": "dev", "u1": "dev", "w1": "dev", "w2": "dev", "c8": "dev", "d8": "dev",
    "g4": "hard", "g6": "hard", "h1": "hard", "h2": "hard", "h3": "hard", "h4": "hard", "m1": "hard",
}  # fmt: skip
# The mixture that the corpus aims at. Single authors stray from it, and so may a split of two of them.
CATEGORY_SHARES = {
    Category.OVERSEAS_OFFER: 0.45, Category.DOMESTIC_OFFER: 0.20, Category.DISCUSSION: 0.17, Category.OTHER: 0.12,
    Category.OTHER_FRAUD: 0.06,
}  # fmt: skip
_SPAN = re.compile(r"\[\[([a-z_+]+)\|(.*?)\]\]", re.S)


@dataclass(frozen=True)
class Mark:
    """A marked stretch of a document, half-open in code points, with the indicator it is evidence of."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Document:
    """One annotated text. `meta` holds lang, channel, dest, job; `id` is author file and line."""

    id: str
    text: str
    category: Category
    risk: Risk
    spans: tuple[Mark, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)

    @property
    def author(self) -> str:
        """The author file that the document comes from."""
        return self.id.rpartition("-")[0]

    @property
    def split(self) -> Split:
        """The split of its author."""
        return HELD_OUT.get(self.author, "train")

    @property
    def labels(self) -> frozenset[str]:
        """Ids of the indicators it carries."""
        return frozenset(mark.label for mark in self.spans)

    @property
    def unsure(self) -> frozenset[str]:
        """Ids of the indicators that only a second annotator saw in it; nothing is learned of them here."""
        return frozenset(self.meta.get("unsure", "").split("+")) - {""}


def read_markup(path: Path) -> Iterator[Document]:
    """Documents of an author file in the guideline's markup; raises InputError with file, line and fault."""
    head, body, start = "", [], 0
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), "@@ "], 1):
        if not line.startswith("@@ "):
            body.append(line)
            continue
        if head:
            try:
                yield _parse(f"{path.stem}-{start}", head, "\n".join(body).strip())
            except ValueError as fault:
                raise InputError(
                    f"{path.name}:{start}: {fault}: mend the markup, see the annotation guideline."
                ) from fault
        head, body, start = line[3:], [], number


def _parse(identity: str, head: str, marked: str) -> Document:
    parts = [part.strip() for part in head.split("|")]
    if len(parts) < 2 or not all("=" in part for part in parts[2:]):
        raise ValueError("the head is not 'category | risk | name=value | ...'")
    category, risk = parts[:2]
    meta = dict(part.split("=", 1) for part in parts[2:])
    known = set(read_catalog().labels)
    text, spans, end = "", [], 0
    for match in _SPAN.finditer(marked):
        text += marked[end : match.start()]
        if not match[2].strip():
            raise ValueError("an empty mark")
        for label in match[1].split("+"):
            if label not in known:
                raise ValueError(f"unknown indicator {label}")
            spans.append(Mark(len(text), len(text) + len(match[2]), label))
        text += match[2]
        end = match.end()
    text += marked[end:]
    if "[[" in text or "]]" in text:
        raise ValueError("stray brackets")
    document = Document(identity, text, Category(category), Risk(risk), tuple(spans), meta)
    if not document.category.is_offer and (spans or document.risk != Risk.LOW):
        raise ValueError("a text that is no offer carries marks or a level")
    return document


def write_jsonl(documents: list[Document], path: Path) -> None:
    """One JSON object a line: id, text, spans, category, risk, meta."""
    with path.open("w", encoding="utf-8") as out:
        for document in documents:
            spans = [{"start": mark.start, "end": mark.end, "label": mark.label} for mark in document.spans]
            row = {"id": document.id, "text": document.text, "category": document.category, "risk": document.risk,
                   "spans": spans, "meta": document.meta}  # fmt: skip
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_jsonl(path: Path) -> list[Document]:
    """Documents that `write_jsonl` wrote; raises InputError where the file is missing or a line of it is broken."""
    if not path.exists():
        raise InputError(f"Corpus file {path.name} is missing: run `make corpus` first.")
    documents = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                spans = tuple(Mark(**span) for span in row["spans"])
                documents.append(
                    Document(row["id"], row["text"], Category(row["category"]), Risk(row["risk"]), spans, row["meta"])
                )
            except (ValueError, KeyError, TypeError) as fault:
                raise InputError(
                    f"{path.name}:{number} is not a document ({type(fault).__name__}): run `make corpus` again."
                ) from fault
    return documents


def read_corpus(folder: Path) -> list[Document]:
    """The documents of all splits; raises InputError."""
    return [document for split in SPLITS for document in read_jsonl(folder / f"{split}.jsonl")]
