"""Posts of X, formerly Twitter: the archive that a person downloads (`tweets.js`), and the JSON of usual scrapers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from offerscan.formats.export import Export
from offerscan.formats.fields import Fields
from offerscan.formats.json_rows import find_keys, has_keys, read_items, read_rows
from offerscan.formats.opened import Opened
from offerscan.formats.posts import Paths, find_values, make_post, offers_of
from offerscan.records import Offer, Refusal

__all__ = ["EXPORT", "read", "recognise"]

# The archive is JavaScript: `window.YTD.tweets.part0 = [`. Its other parts (likes, messages) are not the person's posts.
_ARCHIVE = re.compile(r"\s*window\.YTD\.(?:(?:deleted_|community_)?tweets?|note_tweets?)\.part\d+\s*=\s*(?=\[)")
_STATUS = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w+/(?:web/)?status/\d+")
_USER, _TIME = "user.username|user.screen_name|author.userName", "created_at|date|createdAt"
_PLACES = Paths(
    # Of a long post `full_text` holds only the beginning; the whole is its note.
    text=(
        "noteTweet.core.text",
        "tweet.full_text",
        "tweet.text",
        "note_tweet.note_tweet_results.result.text",
        "note_tweet.text",
        "full_text",
        "rawContent",
        "fullText",
        "text",
        "content",
    ),
    author=("user.username", "user.screen_name", "author.userName"),
    posted_at=("tweet.created_at", "noteTweet.createdAt", "created_at", "date", "createdAt"),
    link=(
        "{url}",
        "{twitterUrl}",
        "https://x.com/i/status/{tweet.id_str}",
        "https://x.com/i/status/{noteTweet.noteTweetId}",
        "https://x.com/i/status/{id_str}",
    ),
    pictures=False,  # a picture alone has its short link for a text
)
# In a text every link is short (https://t.co/…); where it leads stands in lists beside it, whose keys changed over time.
_LINKS = (
    "tweet.entities.urls.*",
    "noteTweet.core.urls.*",
    "note_tweet.note_tweet_results.result.entity_set.urls.*",
    "note_tweet.entities.urls.*",
    "entities.urls.*",
    "links.*",
)
_SHORT, _TARGET = ("url", "shortUrl", "tcourl"), ("expanded_url", "expandedUrl", "url")
_SHORT_LINK = re.compile(r"https?://t\.co/\w+")


def recognise(head: str) -> bool:
    """Whether the file holds posts of X: an archive, or rows with keys or links that only its scrapers write."""
    if _ARCHIVE.match(head.removeprefix("\ufeff")):
        return True
    keys = find_keys(head)
    if has_keys(keys, "rawContent|full_text", _USER, _TIME) or has_keys(keys, "full_text|text", "id_str", _USER, _TIME):
        return True
    link = keys.get("url") or keys.get("twitterUrl")
    is_post = has_keys(keys, "text|fullText|content", _USER, _TIME)
    return is_post and isinstance(link, str) and _STATUS.match(link) is not None


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The posts, told by their place in the list or their line."""
    start = _ARCHIVE.match(opened.head.decode(opened.encoding, "replace").removeprefix("\ufeff"))
    if start is None:
        return offers_of(read_rows(opened), _post)
    text = opened.text()
    text.read(start.end())
    return offers_of(read_items(opened, text, "item"), _post)


def _post(value: Any, source: str) -> Offer | Refusal | None:
    targets = dict(_targets(value))
    return make_post(value, _PLACES, source, lambda text: _SHORT_LINK.sub(lambda link: targets.get(link[0], link[0]), text))


def _targets(value: Any) -> Iterator[tuple[str, str]]:
    """Each short link of a post, and where it leads."""
    for link in find_values(value, _LINKS):
        addresses = [address for address in find_values(link, (*_SHORT, *_TARGET)) if isinstance(address, str)]
        short = next(filter(_SHORT_LINK.fullmatch, addresses), None)
        target = next((one for one in find_values(link, _TARGET) if isinstance(one, str) and one != short), "")
        if short and target.startswith(("https://", "http://")):
            yield short, target


EXPORT = Export("twitter", (".js", ".json", ".jsonl", ".ndjson"), recognise, read, "recognised_twitter")
