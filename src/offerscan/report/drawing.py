"""Matplotlib's pictures as SVG that stands inside a page: text stays text, and nothing in it can run or load.

A label is whatever somebody called a group, so no part of it is read as a formula, and the picture is parsed and written
again as a tree.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["COLOURS", "INK", "QUIET", "as_svg", "shorten", "styled"]

INK, QUIET = "#2b2b2b", "#8a8a8a"
# Levels and gravities differ in lightness too, so that a grey print tells them apart.
COLOURS = {
    "high": "#9b1c1c",
    "review": "#dd9a3c",
    "low": "#cfcfcf",
    "critical": "#5c0f1c",
    "medium": "#dd9a3c",
    "plain": "#3d6a8a",
}
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_STYLE: Any = {  # whose keys matplotlib has as a type of its own, in its newer versions only
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": QUIET,
    "axes.linewidth": 0.6,
    "patch.linewidth": 0,
}


@contextmanager
def styled(width: float, height: float) -> Iterator[Figure]:
    """An empty figure of a size in inches, to be drawn on inside the block."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # signs that our font lacks: the reader's font draws them
        yield Figure(figsize=(width, height), layout="constrained")


def as_svg(figure: Figure, name: str, label: str) -> str:
    """The figure as an SVG element. `name` is unique in the page, `label` is read out in place of the picture."""
    import matplotlib

    file = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": name}):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    tree = ElementTree.fromstring(file.getvalue())
    for element in tree.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, f"{name}-{value}")
            elif key == f"{{{_XLINK}}}href" or "url(#" in value:
                element.set(key, value.replace("#", f"#{name}-", 1))
    for element in tree.findall(f"{{{_SVG}}}metadata"):
        tree.remove(element)
    # Sizes in points become the largest width; a small screen shows the picture smaller.
    width = tree.attrib.pop("width")
    tree.attrib.pop("height")
    tree.attrib.update({"role": "img", "aria-label": label, "style": f"width:100%;max-width:{width}"})
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    return ElementTree.tostring(tree, encoding="unicode")


def shorten(label: str, longest: int = 40) -> str:
    """A label in one line."""
    words = " ".join(label.split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
