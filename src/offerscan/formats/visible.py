"""What a person sees of a web page, as plain text: block by block on lines of their own, without scripts and hidden parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from offerscan.formats.link_targets import hidden_target, is_contact

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["UNSEEN", "decode_page", "visible_text"]

# Elements of which nothing is seen.
UNSEEN = "script, style, noscript, template, head, svg, iframe, object, select, textarea, [hidden], [aria-hidden=true]"
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|d[dlt]|details|dialog|div|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_CELLS = ("td", "th")
# Values of `rel` in links of a post to its author and to itself.
_OWN = ("author", "bookmark")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
_LINES = re.compile(r" ?\n ?")


def decode_page(content: bytes, encoding: str) -> str:
    """The characters of a page: by `encoding`, unless the page, being no UTF-8, declares another."""
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        declared = _DECLARED.search(content[:4096])
    try:
        return content.decode(declared[1].decode() if declared else "cp1252", "replace")
    except (LookupError, UnicodeError):  # "idna" and "punycode" are codecs too, but read no page
        return content.decode("cp1252", "replace")


def visible_text(node: LexborNode, *, links: bool = False) -> str:
    """The text below a node, blanks run together as browsers do. `links`: behind words that hide where their link leads,
    as nobody sees who reads and everybody who taps, that stands as ` <https://…>`."""
    parts: list[str] = []
    waiting: list[LexborNode | str] = [node]
    while waiting:
        seen = waiting.pop()
        if isinstance(seen, str):
            parts.append(seen)
        elif seen.is_text_node:
            parts.append((seen.text_content or "").replace("\n", " "))
        elif seen.is_element_node:
            if seen.tag == "br":
                parts.append("\n")
                continue
            edge = "\n" if _BLOCK.fullmatch(seen.tag or "") else "\t" if seen.tag in _CELLS else ""
            parts.append("\n" if edge == "\n" else "")
            waiting.append(edge)
            if links and seen.tag == "a" and (target := _target(seen)):
                waiting.append(f" <{target}>")
            waiting.extend(reversed(list(seen.iter(include_text=True))))
    text = _LINES.sub("\n", _BLANKS.sub(" ", "".join(parts)))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _target(link: LexborNode) -> str | None:
    """Where a link leads that hides it; None for those to the post itself or its author, and for pictures of no contact."""
    words, target = link.text() or "", link.attributes.get("href") or ""
    if link.attributes.get("rel") in _OWN or not (words.strip() or is_contact(target)):
        return None
    return hidden_target(words, target)
