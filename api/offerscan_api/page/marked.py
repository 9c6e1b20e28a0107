"""An offer's text cut where evidence begins and ends, so that a page can mark it; stretches may overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from offerscan.cli.marking import excerpts
from offerscan.records import Finding, Kind, Span

__all__ = ["Segment", "mark"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text between two edges of evidence.

    `numbers` are the findings that cover it, gravest first; `beginning` and `ending` those of them that begin or end with
    it. `skipped` characters of a very long text are left out in its place.
    """

    text: str
    numbers: tuple[int, ...] = ()
    beginning: tuple[int, ...] = ()
    ending: tuple[int, ...] = ()
    kind: Kind | None = None
    skipped: int = 0


def mark(text: str, numbers: Mapping[Finding, int]) -> list[Segment]:
    """The text in order, each piece with the findings that cover it; long texts around their evidence only."""
    spans = {
        finding: Span(finding.start, finding.end)
        for finding in numbers
        if finding.start is not None and finding.end is not None
    }
    segments, reached = [], 0
    for shown in excerpts(text, spans.values()):
        if shown.start > reached:
            segments.append(Segment("", skipped=shown.start - reached))
        segments.extend(_cut(text, shown, spans, numbers))
        reached = shown.end
    if reached < len(text):
        segments.append(Segment("", skipped=len(text) - reached))
    return segments


def _cut(text: str, shown: Span, spans: Mapping[Finding, Span], numbers: Mapping[Finding, int]) -> Iterator[Segment]:
    edges = {edge for span in spans.values() for edge in (span.start, span.end) if shown.start < edge < shown.end}
    for start, end in pairwise(sorted({shown.start, shown.end, *edges})):
        covering = sorted((f for f, span in spans.items() if span.start <= start < span.end), key=_gravity)
        yield Segment(
            text[start:end],
            tuple(numbers[finding] for finding in covering),
            tuple(numbers[finding] for finding in covering if spans[finding].start == start),
            tuple(numbers[finding] for finding in covering if spans[finding].end == end),
            covering[0].kind if covering else None,
        )


def _gravity(finding: Finding) -> tuple[int, int]:
    return -(finding.severity.points if finding.severity else 0), finding.start or 0
