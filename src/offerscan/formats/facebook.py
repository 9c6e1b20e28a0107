"""What a person downloaded from their own Facebook account ("Download your information", JSON): posts, comments, and the
conversations of Messenger.

Facebook writes every byte of its UTF-8 as a letter of its own, so that 🔥 becomes four strange ones; that is mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from offerscan.errors import InputError
from offerscan.formats.characters import mended
from offerscan.formats.export import Export
from offerscan.formats.fields import Fields
from offerscan.formats.json_rows import find_keys, has_keys, head_of, read_items
from offerscan.formats.messenger import is_conversation, read_conversation
from offerscan.formats.opened import Opened
from offerscan.formats.posts import Paths, make_post, offers_of
from offerscan.phrases import both
from offerscan.records import Offer, Refusal

__all__ = ["EXPORT", "read", "recognise"]

# Keys under which a file that is no list keeps its rows, newest naming first.
_LISTS = (
    "comments_v2",
    "group_posts_v2",
    "group_comments_v2",
    "comments",
    "group_posts",
    "group_posts.activity_log_data",
    "group_comments",
)
# One of them stands in every row: words, a picture or a link.
_SIGNS = (
    "data.*.post",
    "data.*.comment.comment",
    "attachments.*.data.*.media.uri",
    "attachments.*.data.*.external_context.url",
)
_PLACES = Paths(
    text=("data.*.post", "data.*.comment.comment", "attachments.*.data.*.media.description"),
    author=("data.*.comment.author",),
    posted_at=("timestamp", "data.*.comment.timestamp"),
    group=("data.*.comment.group",),
    link=("{attachments.*.data.*.external_context.url}",),
)
# "Sari posted in Loker Taiwan.", "Sari commented on Budi's post in Loker Taiwan."
_GROUP = re.compile(r"\b(?:in|di) (\S.*?)\.?$")


def recognise(head: str) -> bool:
    """Whether the file holds posts, comments or messages of Facebook's own download."""
    return _place(head) is not None or is_conversation(head)


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The posts and comments, or the turns of a conversation, told by their place in the list; pictures without words are
    left out.

    Raises InputError if the file is none of Facebook's lists.
    """
    head = head_of(opened)
    if is_conversation(head):
        return read_conversation(opened)
    place = _place(head)
    if place is None:
        raise InputError(both("error_not_export", name=opened.name, kind=EXPORT.name), code="not_export")
    return offers_of(read_items(opened, opened.text(), place), partial(_post, in_group=place.startswith("group")))


def _place(head: str) -> str | None:
    """The ijson prefix of the rows; None in a file of something else."""
    keys = find_keys(head)
    for name in ("", *_LISTS):
        inside = f"{name}.*." if name else ""
        signs = "|".join(f"{inside}{sign}" for sign in _SIGNS)
        if isinstance(keys.get(f"{inside}timestamp"), int) and has_keys(keys, signs):
            return f"{name}.item" if name else "item" if head.lstrip("\ufeff \t\r\n").startswith("[") else ""
    return None


def _post(value: Any, source: str, *, in_group: bool) -> Offer | Refusal | None:
    post = make_post(value, _PLACES, source, mended)
    if in_group and isinstance(post, Offer) and post.meta and not post.meta.group:
        title = value.get("title")
        told = _GROUP.search(mended(title)) if isinstance(title, str) else None
        return replace(post, meta=replace(post.meta, group=told[1] if told else None))
    return post


EXPORT = Export("facebook", (".json",), recognise, read, "recognised_facebook")
