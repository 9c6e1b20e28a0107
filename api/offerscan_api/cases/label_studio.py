"""Feedback for those who train: our own JSON lines, and tasks of Label Studio with what the model said and what staff say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import quoteattr

import orjson

from offerscan.catalog import read_catalog
from offerscan.records import Category, Risk
from offerscan_api.store import Feedback

__all__ = ["FEEDBACK_EXPORTS", "FeedbackForm", "label_config"]

# The author of such documents in training: always in the training split, which goes by authors.
_AUTHOR: Final = "desk"


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """One form of export, as exports.Form is for cases."""

    media_type: str
    suffix: str
    write: Callable[[Sequence[Feedback]], bytes]


def _jsonl(given: Sequence[Feedback]) -> bytes:
    return b"".join(orjson.dumps(_document(one)) + b"\n" for one in given)


def _document(one: Feedback) -> dict[str, Any]:
    """One line of the corpus; what staff hold to be right without a mark stays as the model marked it."""
    offer = one.category in (Category.OVERSEAS_OFFER, Category.DOMESTIC_OFFER)
    marks = {(mark.start, mark.end, mark.indicator) for mark in one.marks}
    marked = {mark.indicator for mark in one.marks}
    for finding in one.assessment["findings"]:
        if (
            finding["indicator"] in one.indicators
            and finding["indicator"] not in marked
            and finding["start"] is not None
        ):
            marks.add((finding["start"], finding["end"], finding["indicator"]))
    spans = [{"start": start, "end": end, "label": label} for start, end, label in sorted(marks)] if offer else []
    # Named without a place: nothing is learned of it either way.
    unsure = sorted(set(one.indicators) - {span["label"] for span in spans}) if offer else []
    destinations = one.assessment["details"]["destinations"]
    meta = {
        "lang": one.assessment["language"],
        "channel": "hotline",
        "dest": destinations[0] if destinations else "-",
        "job": "-",
    }
    return {
        "id": f"{_AUTHOR}-{one.id}", "text": one.text, "category": one.category, "risk": one.risk if offer else Risk.LOW,
        "spans": spans, "meta": {**meta, "unsure": "+".join(unsure)} if unsure else meta,
    }  # fmt: skip


def _tasks(given: Sequence[Feedback]) -> bytes:
    return orjson.dumps([_task(one) for one in given], option=orjson.OPT_INDENT_2)


def _task(one: Feedback) -> dict[str, Any]:
    shape = one.assessment
    said = [
        (finding["start"], finding["end"], finding["indicator"])
        for finding in shape["findings"]
        if finding["start"] is not None
    ]
    held = [(span["start"], span["end"], span["label"]) for span in _document(one)["spans"]]
    return {
        "data": {"text": one.text, "id": one.id},
        "predictions": [
            {
                "model_version": shape["versions"]["model"],
                "score": max(shape["risk_scores"].values()),
                "result": list(_results(one.text, said, shape["category"], shape["risk"], None)),
            }
        ],
        "annotations": [{"result": list(_results(one.text, held, one.category, one.risk, one.indicators))}],
    }


def _results(
    text: str, spans: Sequence[tuple[int, int, str]], category: str, risk: str, indicators: Sequence[str] | None
) -> Iterator[dict[str, Any]]:
    """Label Studio counts code points, as we do (HumanSignal/label-studio-frontend#308)."""
    for number, (start, end, label) in enumerate(spans):
        value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
        yield {"id": f"span{number}", "from_name": "evidence", "to_name": "text", "type": "labels", "value": value}
    chosen: list[tuple[str, list[str]]] = [("category", [category]), ("risk", [risk])]
    if indicators:
        chosen.append(("indicators", list(indicators)))
    for name, choices in chosen:
        yield {"id": name, "from_name": name, "to_name": "text", "type": "choices", "value": {"choices": choices}}


def label_config() -> str:
    """The labelling interface that fits the tasks, to be pasted into a Label Studio project."""
    labels = read_catalog().labels
    evidence = "".join(f"<Label value={quoteattr(label)}/>" for label in labels)

    def choices(name: str, values: Sequence[str], how: str) -> str:
        inside = "".join(f"<Choice value={quoteattr(str(value))}/>" for value in values)
        return f'<Choices name="{name}" toName="text" choice="{how}">{inside}</Choices>'

    return (
        f'<View><Labels name="evidence" toName="text">{evidence}</Labels><Text name="text" value="$text"/>'
        f"{choices('category', list(Category), 'single')}{choices('risk', list(Risk), 'single')}"
        f"{choices('indicators', labels, 'multiple')}</View>\n"
    )


FEEDBACK_EXPORTS = {
    "jsonl": FeedbackForm("application/jsonl", ".jsonl", _jsonl),
    "label-studio": FeedbackForm("application/json", ".label-studio.json", _tasks),
    "label-studio-config": FeedbackForm("application/xml", ".label-studio.xml", lambda given: label_config().encode()),
}
