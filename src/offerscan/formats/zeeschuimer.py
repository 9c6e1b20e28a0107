"""Instagram and TikTok as the Zeeschuimer browser extension collects them for 4CAT: one object a line (NDJSON).

Zeeschuimer keeps what the platform sent under `data`; 4CAT hands the same out unwrapped, with `__import_meta` beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offerscan.formats.export import Export
from offerscan.formats.fields import Fields, refuse
from offerscan.formats.json_rows import find_keys, read_rows
from offerscan.formats.opened import Opened
from offerscan.formats.posts import Paths, make_post, offers_of
from offerscan.records import Offer, Refusal

__all__ = ["EXPORT", "read", "recognise"]

# By `source_platform`. Instagram sends two shapes, one of them with nodes and edges.
_PLATFORMS = {
    "instagram.com": Paths(
        text=("caption.text", "edge_media_to_caption.edges.*.node.text"),
        author=("user.username", "owner.username"),
        posted_at=("taken_at", "taken_at_timestamp"),
        link=("https://www.instagram.com/p/{code}/", "https://www.instagram.com/p/{shortcode}/"),
    ),
    "tiktok.com": Paths(
        text=("desc",),
        author=("author.uniqueId", "author"),
        posted_at=("createTime",),
        link=("https://www.tiktok.com/@{author.uniqueId}/video/{id}", "https://www.tiktok.com/@{author}/video/{id}"),
    ),
    "tiktok-comments": Paths(
        text=("text",),
        author=("user.unique_id", "user.nickname"),
        posted_at=("create_time",),
        link=("{share_info.url}",),
    ),
}


def recognise(head: str) -> bool:
    """Whether the rows name a platform in Zeeschuimer's way, and one that is known here."""
    keys = find_keys(head)
    wrapped = "data" in keys and keys.get("source_platform") in _PLATFORMS
    return wrapped or keys.get("__import_meta.source_platform") in _PLATFORMS


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The posts with words, told by their line; pictures without words are left out."""
    return offers_of(read_rows(opened), _post)


def _post(value: Any, source: str) -> Offer | Refusal | None:
    if not isinstance(value, dict):
        return refuse("not_text", source, "")
    meta = value.get("__import_meta")
    post, outer = (value, meta) if isinstance(meta, dict) else (value.get("data"), value)
    platform = outer.get("source_platform")
    places = _PLATFORMS.get(platform) if isinstance(platform, str) else None
    return make_post(post, places, source) if places else refuse("no_text", source, "")


EXPORT = Export("zeeschuimer", (".ndjson", ".jsonl", ".json"), recognise, read, "recognised_zeeschuimer")
