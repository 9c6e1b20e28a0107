"""An offer's text with its evidence marked and numbered, for a terminal. Long texts are shown around their evidence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from itertools import pairwise

from rich.text import Text

from offerscan.phrases import Language, phrase
from offerscan.records import Finding, Kind, Span

__all__ = ["excerpts", "mark", "visible"]

# A text up to here is shown whole; of a longer one, each line with evidence and so much on either side.
_WHOLE = 3_000
_BESIDE = 300
_STYLES = {Kind.RISK: "bold red underline", Kind.PROTECTIVE: "bold green underline"}
_KEPT = frozenset("\n\t\u200d")  # the zero-width joiner holds emoji together


def visible(text: str) -> str:
    """The text without what a terminal would obey or hide: such signs show as a dot.

    >>> visible("gaji\\u200b 20jt\\x1b[31m")
    'gaji· 20jt·[31m'
    """
    return "".join(_visible(char) for char in text if char != "\r")


def mark(text: str, numbers: Mapping[Finding, int], lang: Language) -> Text:
    """The text with each finding between « and », followed by its number."""
    spans = {
        finding: Span(finding.start, finding.end)
        for finding in numbers
        if finding.start is not None and finding.end is not None
    }
    marked, reached = Text(), 0
    for shown in excerpts(text, spans.values()):
        _skip(marked, shown.start - reached, lang)
        _mark_stretch(marked, text, shown, spans, numbers)
        reached = shown.end
    _skip(marked, len(text) - reached, lang)
    if marked.plain.endswith("\n"):
        marked.right_crop()
    return marked


def excerpts(text: str, spans: Iterable[Span]) -> list[Span]:
    """The stretches of a text to show, in order and apart: all of a short one, else evidence and lines beside it."""
    if len(text) <= _WHOLE:
        return [Span(0, len(text))]
    wanted = [Span(_line_before(text, span.start), _line_after(text, span.end)) for span in spans]
    joined: list[Span] = []
    for span in sorted(wanted or [Span(0, _line_after(text, _BESIDE))], key=lambda span: span.start):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _line_before(text: str, start: int) -> int:
    """Start of the line before the one that holds `start`, but no more than 300 characters away."""
    furthest = max(0, start - _BESIDE)
    line = text.rfind("\n", furthest, start)
    before = text.rfind("\n", furthest, line) if line >= 0 else -1
    return before + 1 if before >= 0 else furthest


def _line_after(text: str, end: int) -> int:
    furthest = min(len(text), end + _BESIDE)
    line = text.find("\n", end, furthest)
    following = text.find("\n", line + 1, furthest) if line >= 0 else -1
    return following if following >= 0 else furthest


def _mark_stretch(
    marked: Text, text: str, shown: Span, spans: Mapping[Finding, Span], numbers: Mapping[Finding, int]
) -> None:
    """Append one stretch; where findings overlap, each keeps its own signs."""
    inside = {finding: span for finding, span in spans.items() if shown.start <= span.start < shown.end}
    cuts = sorted({shown.start, shown.end, *(edge for span in inside.values() for edge in (span.start, span.end))})
    for start, end in pairwise(cuts):
        covering = [finding for finding, span in inside.items() if span.start <= start < span.end]
        opening = "«" * sum(spans[finding].start == start for finding in covering)
        closing = "".join(f"»[{numbers[finding]}]" for finding in covering if spans[finding].end == end)
        style = _STYLES[min((finding.kind for finding in covering), key=list(Kind).index)] if covering else ""
        marked.append(f"{opening}{visible(text[start:end])}{closing}", style=style)


def _skip(marked: Text, count: int, lang: Language) -> None:
    if count > 0:
        gap = "\n" if marked.plain and not marked.plain.endswith("\n") else ""
        marked.append(f"{gap}{phrase('skipped', lang, count=count)}\n", style="dim")


def _visible(char: str) -> str:
    if char in _KEPT or (char.isascii() and char.isprintable()):
        return char
    kind = unicodedata.category(char)
    if kind in ("Zl", "Zp"):
        return "\n"
    return "·" if kind in ("Cc", "Cf", "Cs") else char
