"""Whether a client would rather have JSON or a page (RFC 9110, 12.5.1)."""

from __future__ import annotations

__all__ = ["prefers_json", "prefers_page"]


def prefers_json(accept: str) -> bool:
    """Whether an Accept header wants JSON more than HTML; people, and programs that take anything, get the page.

    >>> prefers_json("application/json"), prefers_json("*/*"), prefers_json("text/html, application/json;q=0.9")
    (True, False, False)
    """
    return _quality(accept, "application/json") > _quality(accept, "text/html")


def prefers_page(accept: str) -> bool:
    """Whether an Accept header wants HTML more than JSON, as browsers do; programs that take anything get JSON.

    >>> prefers_page("text/html,application/xhtml+xml,*/*;q=0.8"), prefers_page("*/*"), prefers_page("application/json")
    (True, False, False)
    """
    return _quality(accept, "text/html") > _quality(accept, "application/json")


def _quality(accept: str, wanted: str) -> float:
    """The weight of the most specific range that covers a media type; 0 where none does."""
    ranges = ["*/*", f"{wanted.partition('/')[0]}/*", wanted]  # from vague to specific
    best = (-1, 0.0)
    for part in accept.lower().split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        if media in ranges:
            best = max(best, (ranges.index(media), _weight(parameters)))
    return best[1]


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0
