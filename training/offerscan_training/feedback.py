"""What staff of the desk confirmed or corrected, made ready for training.

Their texts are redacted. In use the model reads the shape of a telephone ("08##"), never a placeholder such as [TELEPON 1],
which it would otherwise learn as the mark of a text that somebody has looked at.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from offerscan.errors import InputError
from offerscan.text import read_view
from offerscan_training.augment import NAMES
from offerscan_training.corpus import Document, read_jsonl
from offerscan_training.edits import Edit, apply

__all__ = ["Opinions", "feedback_report", "fill_placeholders", "read_feedback"]

# Invented values by the kind of placeholder, as offerscan.redaction names it; the reading view gives each its usual shape.
_VALUES: dict[str, Callable[[random.Random], str]] = {
    "TELEPON": lambda draw: f"0812-0000-{draw.randrange(10_000):04}",
    "NOMOR": lambda draw: f"9{draw.randrange(1, 10**8):08}",
    "REKENING": lambda draw: f"5{draw.randrange(1, 10**9):09}",
    "NIK": lambda draw: f"350711520399{draw.randrange(1, 10_000):04}",
    "KK": lambda draw: f"350711010120{draw.randrange(1, 10_000):04}",
    "PASPOR": lambda draw: f"C{draw.randrange(1, 10**7):07}",
    "SUREL": lambda draw: f"{draw.choice(NAMES).lower()}{draw.randrange(1, 10_000)}@gmail.com",
    "AKUN": lambda draw: f"@{draw.choice(NAMES).lower()}_{draw.randrange(1, 10_000)}",
    "NAMA": lambda draw: draw.choice(NAMES),
}
_PLACEHOLDER = re.compile(rf"\[({'|'.join(_VALUES)}) \d+\]")
_TRIES = 8  # to draw a value that no other placeholder of the text has
_TIME = "at"


@dataclass(frozen=True)
class Opinions:
    """The newest opinion on each text, how many were given in all, and the ids of the newest and of an earlier one where
    the two differ."""

    documents: tuple[Document, ...] = ()
    given: int = 0
    conflicts: tuple[tuple[str, str], ...] = ()


def read_feedback(paths: Sequence[Path]) -> Opinions:
    """The feedback that the desk exported, in any number of files; raises InputError for what must not train."""
    given = sorted(
        (document for path in paths for document in read_jsonl(path)), key=lambda document: document.meta.get(_TIME, "")
    )
    newest: dict[str, Document] = {}
    earlier: dict[str, list[Document]] = {}
    for document in {document.id: document for document in given}.values():  # a later export repeats the earlier ones
        if document.split != "train":
            raise InputError(f"{document.id} bears the name of an author who is held out: feedback only trains.")
        text = read_view(document.text).text
        if text in newest:
            earlier.setdefault(text, []).append(newest[text])
        newest[text] = document
    conflicts = tuple(
        (newest[text].id, one.id)
        for text, before in earlier.items()
        for one in before
        if _held(one) != _held(newest[text])
    )
    documents = tuple(fill_placeholders(_without_time(document)) for document in newest.values())
    return Opinions(documents, len(newest) + sum(map(len, earlier.values())), conflicts)


def fill_placeholders(document: Document) -> Document:
    """The document with an invented value for each placeholder, the same for the same one, and its marks moved along."""
    draw = random.Random(document.text)
    values: dict[str, str] = {}
    edits = []
    for match in _PLACEHOLDER.finditer(document.text):
        if match[0] not in values:
            drawn = [_VALUES[match[1]](draw) for _ in range(_TRIES)]
            values[match[0]] = next((value for value in drawn if value not in values.values()), drawn[0])
        value = values[match[0]]
        in_address = document.text[: match.start()].endswith(("/", "@"))  # t.me/[AKUN 1]
        edits.append(Edit(*match.span(), value.removeprefix("@") if in_address else value))
    return apply(document, edits)


def feedback_report(opinions: Opinions) -> str:
    """The part of the data card on feedback; empty without any."""
    if not opinions.given:
        return ""
    told = ", ".join(f"{newest} over {earlier}" for newest, earlier in opinions.conflicts)
    return "\n".join((
        "", "## Feedback of the desk", "",
        f"{opinions.given} opinions on {len(opinions.documents)} texts; the newest on each text trains. Invented values stand",
        "in the place of what was redacted. Earlier opinions that differ from the newest: "
        f"{len(opinions.conflicts)}{f' ({told})' if told else ''}.", "",
    ))  # fmt: skip


def _held(document: Document) -> tuple[str, str, frozenset[str]]:
    """What an opinion says: marks may lie elsewhere and mean the same."""
    return document.category, document.risk, document.labels | document.unsure


def _without_time(document: Document) -> Document:
    return replace(document, meta={name: value for name, value in document.meta.items() if name != _TIME})
