"""From a platform's post to an offer: its words as they were written, and who posted them, when and where.

Paths are told by paths: `user.name` steps into objects, `*` into the items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from offerscan.formats.fields import refuse
from offerscan.formats.jsonl import Row
from offerscan.formats.moments import read_moment
from offerscan.records import Meta, Offer, Refusal

__all__ = ["Paths", "find_values", "finish_post", "make_post", "offers_of"]

_GAP = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True, slots=True)
class Paths:
    """Where a platform keeps what matters in a post: paths to try, in order; for links, forms with paths in braces.

    `pictures`: whether the platform has posts without words, which are no offers.
    """

    text: tuple[str, ...]
    author: tuple[str, ...] = ()
    posted_at: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    pictures: bool = True


def offers_of(rows: Iterable[Row], make: Callable[[Any, str], Offer | Refusal | None]) -> Iterator[Offer | Refusal]:
    """What `make` makes of each row's value and source; refusals pass, None is left out."""
    for row in rows:
        made = row if isinstance(row, Refusal) else make(row[1], row[0])
        if made is not None:
            yield made


def make_post(value: Any, places: Paths, source: str, mend: Callable[[str], str] = str) -> Offer | Refusal | None:
    """The offer of one post, its strings passed through `mend`; None for a picture without words."""
    if not isinstance(value, dict):
        return refuse("not_text", source, "")
    text = next((found for found in find_values(value, places.text) if not _is_blank(found)), None)
    author, posted_at, group = (_word(value, paths) for paths in (places.author, places.posted_at, places.group))
    link = next(filter(None, (_fill(form, value) for form in places.link)), None)
    meta = Meta(author and mend(author), read_moment(posted_at), group and mend(group), link)
    return finish_post(mend(text) if isinstance(text, str) else text, meta, source, pictures=places.pictures)


def finish_post(text: object, meta: Meta, source: str, *, pictures: bool = True) -> Offer | Refusal | None:
    """An offer, if there are words; None for what has an author or a time all the same, a picture; else a refusal."""
    if isinstance(text, str) and text.strip():
        return Offer(text, source=source, meta=None if meta == Meta() else meta)
    if not _is_blank(text):
        return refuse("not_text", source, "")
    return None if pictures and (meta.author or meta.posted_at) else refuse("no_text", source, "")


def find_values(value: Any, paths: Iterable[str]) -> Iterator[Any]:
    """What stands at the paths, in order."""
    for path in paths:
        yield from _step(value, path.split("."))


def _step(value: Any, steps: list[str]) -> Iterator[Any]:
    if not steps:
        yield value
    elif steps[0] == "*":
        for item in value if isinstance(value, list) else ():
            yield from _step(item, steps[1:])
    elif isinstance(value, dict) and steps[0] in value:
        yield from _step(value[steps[0]], steps[1:])


def _word(value: Any, paths: Iterable[str]) -> str | None:
    """The first word or whole number at one of the paths."""
    for found in find_values(value, paths):
        if isinstance(found, float) and found.is_integer():
            found = int(found)
        if isinstance(found, str | int) and not isinstance(found, bool) and str(found).strip():
            return str(found).strip()
    return None


def _fill(form: str, value: Any) -> str | None:
    """The form with its gaps filled; None where one stays empty, or where the whole is no web address."""
    words = {path: _word(value, (path,)) for path in _GAP.findall(form)}
    link = _GAP.sub(lambda gap: words[gap[1]] or "", form)
    return link if all(words.values()) and link.startswith(("https://", "http://")) else None


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
