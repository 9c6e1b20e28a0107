"""Tasks of Label Studio and the labelling interface that fits them: how campaigns and feedback go to people who label.

A task shows one text. Offsets count code points, as Label Studio does (HumanSignal/label-studio-frontend#308).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import orjson

__all__ = ["CONFIG_SUFFIX", "TASKS_SUFFIX", "TEXT", "Interface", "Stretch", "choices", "labels", "write_tasks"]

TASKS_SUFFIX, CONFIG_SUFFIX = ".label-studio.json", ".label-studio.xml"
# What the text is called in the data of a task and in the interface.
TEXT = "text"
# Start, end (half-open) and label.
Stretch = tuple[int, int, str]


def labels(name: str, text: str, stretches: Iterable[Stretch]) -> Iterator[dict[str, Any]]:
    """Results that label stretches of the text, by the control of this name."""
    for number, (start, end, label) in enumerate(stretches):
        value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
        yield {"id": f"{name}{number}", "from_name": name, "to_name": TEXT, "type": "labels", "value": value}


def choices(name: str, chosen: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The result that ticks what is chosen, by the control of this name; none where nothing is."""
    if chosen:
        value = {"choices": list(chosen)}
        yield {"id": name, "from_name": name, "to_name": TEXT, "type": "choices", "value": value}


def write_tasks(tasks: Sequence[dict[str, Any]]) -> bytes:
    """The tasks as Label Studio imports them."""
    return orjson.dumps(tasks, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


class Interface:
    """A labelling interface, one control after the other, to be pasted into the settings of a project."""

    def __init__(self) -> None:
        self._view = Element("View")

    def add_table(self, name: str, heading: str) -> None:
        """The facts of a task below a heading; to be read, not filled in."""
        SubElement(self._view, "Header", value=heading)
        SubElement(self._view, "Table", name=name, value=f"${name}")

    def add_choices(self, name: str, heading: str, values: Iterable[str], *, several: bool = False) -> None:
        """Boxes to tick below a heading."""
        SubElement(self._view, "Header", value=heading)
        how = "multiple" if several else "single"
        control = SubElement(self._view, "Choices", name=name, toName=TEXT, choice=how)
        for value in values:
            SubElement(control, "Choice", value=str(value))

    def add_labels(self, name: str, values: Iterable[str]) -> None:
        """Labels for stretches of the text."""
        control = SubElement(self._view, "Labels", name=name, toName=TEXT)
        for value in values:
            SubElement(control, "Label", value=str(value))

    def write(self) -> bytes:
        """The interface as XML, the text below all controls."""
        SubElement(self._view, "Text", name=TEXT, value=f"${TEXT}")
        indent(self._view)
        written: bytes = tostring(self._view, encoding="utf-8")
        return written + b"\n"
