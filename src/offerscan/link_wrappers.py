"""Links that a platform has wrapped to see who follows them: `l.facebook.com/l.php?u=https%3A%2F%2Fwa.me%2F62812…`.

The address that they lead to stands in them, so that nothing has to be fetched; short links (bit.ly) stay as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote

__all__ = ["unwrapped"]

# Where a wrapped link begins. Behind the question mark one of `_TARGETS` holds the address, escaped.
_WRAPPERS = (
    r"lm?\.(?:facebook|messenger|instagram|threads)\.com/(?:l\.php)?", r"(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}/url",
    r"(?:t|telegram)\.me/iv",
)  # fmt: skip
_TARGETS = ("u", "q", "url")
_WRAPPED = re.compile(
    rf"(?<![\w.@/-])(?:https?://)?(?:{'|'.join(_WRAPPERS)})\?(?P<query>[^\s<>\"]{{1,2000}})", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^/\s]", re.IGNORECASE)
# A mark that Facebook hangs on behind, another one at every click: by it the same page would be many.
_CLICK = re.compile(r"(?P<before>[?&])fbclid=[^&#]*&?")
_DEEPEST = 3


@lru_cache(maxsize=1)  # telephones and links are sought in the same text
def unwrapped(text: str) -> str:
    """A link, or a text of any length with links in it, in which those that a platform has wrapped stand bare.

    >>> unwrapped("klik https://l.facebook.com/l.php?u=https%3A%2F%2Fwa.me%2F6281200001111%3Ffbclid%3Dx&h=y ya")
    'klik https://wa.me/6281200001111 ya'
    """
    for _ in range(_DEEPEST if "?" in text else 0):
        bare = _WRAPPED.sub(_target, text)
        if bare == text:
            break
        text = bare
    return text


def _target(match: re.Match[str]) -> str:
    """Where a wrapped link leads; the link as it stands if it does not say so."""
    for name, value in parse_qsl(match["query"].replace("+", "%2B")):  # as in wa.me/+62812…
        if name in _TARGETS and _ADDRESS.match(value):
            return re.sub(r"[\s<>\"]", lambda sign: quote(sign[0]), _CLICK.sub(r"\g<before>", value).rstrip("?&"))
    return match[0]
