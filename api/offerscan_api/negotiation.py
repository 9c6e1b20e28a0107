"""What a client would rather have: JSON or a page, or one form of a file or another (RFC 9110, 12.5.1)."""

from __future__ import annotations

__all__ = ["prefers_json", "prefers_page", "quality"]


def prefers_json(accept: str) -> bool:
    """Whether an Accept header wants JSON more than HTML; people, and programs that take anything, get the page.

    >>> prefers_json("application/json"), prefers_json("*/*"), prefers_json("text/html, application/json;q=0.9")
    (True, False, False)
    """
    return quality(accept, "application/json") > quality(accept, "text/html")


def prefers_page(accept: str) -> bool:
    """Whether an Accept header wants HTML more than JSON, as browsers do; programs that take anything get JSON.

    >>> prefers_page("text/html,application/xhtml+xml,*/*;q=0.8"), prefers_page("*/*"), prefers_page("application/json")
    (True, False, False)
    """
    return quality(accept, "text/html") > quality(accept, "application/json")


def quality(accept: str, wanted: str) -> float:
    """The weight, 0 to 1, of the most specific range that covers a media type; 0 where none does, or it cannot be read.

    >>> quality("text/*;q=0.5, text/csv", "text/csv"), quality("text/csv;q=²", "text/csv"), quality("", "text/csv")
    (1.0, 0.0, 0.0)
    """
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
                weight = float(parameter[2:])
            except ValueError:
                return 0.0
            return weight if 0 <= weight <= 1 else 0.0  # also what is no number: nan
    return 1.0
