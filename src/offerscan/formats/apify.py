"""Datasets of Apify's scrapers of Facebook, Instagram and TikTok, or of others that name their keys alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offerscan.formats.export import Export
from offerscan.formats.fields import Fields
from offerscan.formats.json_rows import find_keys, has_keys, read_rows
from offerscan.formats.opened import Opened
from offerscan.formats.posts import Paths, make_post, offers_of
from offerscan.records import Offer, Refusal

__all__ = ["EXPORT", "read", "recognise"]

# Keys by which each kind of dataset is known.
_SIGNS = (
    ("text", "facebookUrl|groupTitle", "user.name|user.id|pageName|profileName", "time|timestamp|date"),
    ("caption", "ownerUsername", "timestamp|shortCode", "url|inputUrl"),  # Instagram posts
    ("text", "ownerUsername", "postUrl|commentUrl"),  # Instagram comments
    ("text", "authorMeta.name", "webVideoUrl|createTimeISO"),  # TikTok posts
    ("text", "uniqueId", "videoWebUrl"),  # TikTok comments
)
# No key means one thing in one dataset and another in the next, so one table serves them all.
_PLACES = Paths(
    text=("text", "caption", "sharedPost.text"),
    author=("user.name", "ownerUsername", "authorMeta.name", "profileName", "pageName", "uniqueId"),
    posted_at=("time", "createTimeISO", "timestamp", "date", "createTime"),
    group=("groupTitle",),
    link=("{commentUrl}", "{webVideoUrl}", "{url}", "{postUrl}", "{videoWebUrl}", "{facebookUrl}"),
)


def recognise(head: str) -> bool:
    """Whether the rows have keys that together only these scrapers write."""
    keys = find_keys(head)
    return any(has_keys(keys, *signs) for signs in _SIGNS)


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The posts with words, told by their place in the list or their line; pictures without words are left out."""
    return offers_of(read_rows(opened), _post)


def _post(value: Any, source: str) -> Offer | Refusal | None:
    return make_post(value, _PLACES, source)


EXPORT = Export("apify", (".json", ".jsonl", ".ndjson"), recognise, read, "recognised_apify")
