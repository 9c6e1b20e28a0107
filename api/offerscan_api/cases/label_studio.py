"""Feedback for those who train: our own JSON lines, and tasks of Label Studio with what the model said and what staff say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import orjson

from offerscan.catalog import read_catalog
from offerscan.label_studio import CONFIG_SUFFIX, TASKS_SUFFIX, TEXT, Interface, Stretch, choices, labels, write_tasks
from offerscan.phrases import both
from offerscan.records import Category, Risk
from offerscan_api.cases.answering import ExportForm
from offerscan_api.store import Feedback

__all__ = ["FEEDBACK_EXPORTS"]

# The author of such documents in training: always in the training split, which goes by authors.
_AUTHOR: Final = "desk"


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
        "at": one.at.isoformat(timespec="microseconds"),  # of several opinions on a text the newest trains
    }
    return {
        "id": f"{_AUTHOR}-{one.id}", "text": one.text, "category": one.category, "risk": one.risk if offer else Risk.LOW,
        "spans": spans, "meta": {**meta, "unsure": "+".join(unsure)} if unsure else meta,
    }  # fmt: skip


def _task(one: Feedback) -> dict[str, Any]:
    shape = one.assessment
    said = [
        (finding["start"], finding["end"], finding["indicator"])
        for finding in shape["findings"]
        if finding["start"] is not None
    ]
    held = [(span["start"], span["end"], span["label"]) for span in _document(one)["spans"]]
    prediction = {
        "model_version": shape["versions"]["model"],
        "score": max(shape["risk_scores"].values()),
        "result": list(_results(one.text, said, shape["category"], shape["risk"])),
    }
    annotation = {"result": list(_results(one.text, held, one.category, one.risk, one.indicators))}
    return {"data": {TEXT: one.text, "id": one.id}, "predictions": [prediction], "annotations": [annotation]}


def _results(
    text: str, stretches: Sequence[Stretch], category: str, risk: str, indicators: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    yield from labels("evidence", text, stretches)
    yield from choices("category", [category])
    yield from choices("risk", [risk])
    yield from choices("indicators", indicators)


def _config(given: Sequence[Feedback]) -> bytes:
    """The labelling interface that fits the tasks, whatever feedback there is."""
    indicators = read_catalog().labels
    interface = Interface()
    interface.add_choices("category", both("desk_category"), Category)
    interface.add_choices("risk", both("label_risk"), Risk)
    interface.add_choices("indicators", both("heading_indicators"), indicators, several=True)
    interface.add_labels("evidence", indicators)
    return interface.write()


FEEDBACK_EXPORTS = {
    "jsonl": ExportForm("application/jsonl", ".jsonl", _jsonl),
    "label-studio": ExportForm("application/json", TASKS_SUFFIX, lambda given: write_tasks(list(map(_task, given)))),
    "label-studio-config": ExportForm("application/xml", CONFIG_SUFFIX, _config),
}
