"""Posts as WhatsApp, Telegram, Facebook, X and scrapers export them; each takes posts in the order of their time."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from offerscan_training.dump.posts import Post, json_bytes, json_lines, pack, seconds, table

__all__ = ["apify", "crowdtangle", "facebook", "telegram", "twitter", "whatsapp", "whatsapp_zip", "zeeschuimer"]


def whatsapp(posts: Sequence[Post]) -> bytes:
    """Android, Indonesian, 24 hours. Now and then a post is sent in two messages, as people press Enter in its middle."""
    lines = [
        "05/01/2026 06.00 - Pesan dan panggilan dienkripsi secara end-to-end. Hanya orang di chat ini yang bisa membacanya."
    ]
    for number, post in enumerate(posts):
        stamp = f"{post.posted_at:%d/%m/%Y %H.%M} - "
        first, line_end, rest = post.text.partition("\n")
        parts = [first, rest] if line_end and rest.strip() and number % 5 == 0 else [post.text]
        lines += [f"{stamp}{post.author}: {part}" for part in parts]
        if number % 40 == 7:
            lines += [
                f"{stamp}{post.author}: <Media tidak disertakan>",
                f"{stamp}{post.author} bergabung melalui tautan undangan",
            ]
    return ("\n".join(lines) + "\n").encode()


def whatsapp_zip(posts: Sequence[Post]) -> bytes:
    """iOS, English, month first, 12 hours with a narrow space."""
    lines = ["[1/5/26, 6:00:00\u202fAM] Kerja Malaysia: \u200eMessages and calls are end-to-end encrypted."]
    for number, post in enumerate(posts):
        at = post.posted_at
        stamp = f"[{at.month}/{at.day}/{at:%y}, {at.hour % 12 or 12}:{at:%M:%S}\u202f{at:%p}] "
        lines.append(f"{stamp}{post.author}: {post.text}")
        if number % 30 == 11:
            lines.append(f"\u200e{stamp}{post.author}: \u200eimage omitted")
    return pack({"_chat.txt": ("\n".join(lines) + "\n").encode()})


def telegram(posts: Sequence[Post]) -> bytes:
    """A public group; bold words and forwarded posts among the others."""
    messages: list[dict[str, Any]] = [
        {"id": 1, "type": "service", "date": "2026-01-05T06:00:00", "action": "create_group", "text": ""}
    ]
    for number, post in enumerate(posts, 2):
        first, line_end, rest = post.text.partition("\n")
        text = [{"type": "bold", "text": first}, line_end + rest] if line_end and number % 3 == 0 else post.text
        message = {
            "id": number,
            "type": "message",
            "date": post.posted_at.isoformat(),
            "from": post.author,
            "text": text,
        }
        messages.append(message | ({"forwarded_from": "Loker LN Official"} if number % 9 == 0 else {}))
    return json_bytes({"name": posts[0].group, "type": "public_supergroup", "id": 4177, "messages": messages})


def facebook(posts: Sequence[Post]) -> bytes:
    """Every byte of the UTF-8 as a letter of its own, as Facebook writes it."""
    rows = [
        {
            "timestamp": seconds(post), "data": [{"post": post.text.encode().decode("latin-1")}],
            "title": f"{post.author} posted in {post.group}.".encode().decode("latin-1"),
        }
        for post in posts
    ]  # fmt: skip
    return json.dumps({"group_posts_v2": rows}).encode()


def twitter(posts: Sequence[Post]) -> bytes:
    """The archive that a person downloads."""
    rows = [
        {
            "tweet": {
                "id_str": str(1700 + number),
                "full_text": post.text,
                "created_at": f"{post.posted_at:%a %b %d %H:%M:%S} +0000 2026",
            }
        }
        for number, post in enumerate(posts)
    ]
    return b"window.YTD.tweets.part0 = " + json_bytes(rows)


def crowdtangle(posts: Sequence[Post]) -> bytes:
    """Posts of groups as CSV."""
    rows = [
        (post.group, f"{post.posted_at:%Y-%m-%d %H:%M:%S} WIB", post.text, "https://www.facebook.com/groups/410/")
        for post in posts
    ]
    return table(("Group Name", "Post Created", "Message", "URL"), rows, ",")


def zeeschuimer(posts: Sequence[Post]) -> bytes:
    """TikTok and Instagram, one object a line."""
    rows = []
    for number, post in enumerate(posts):
        author = re.sub(r"\W+", ".", post.author.lower())
        tiktok = {"id": str(number), "desc": post.text, "createTime": seconds(post), "author": {"uniqueId": author}}
        instagram = {
            "code": f"C{number}",
            "caption": {"text": post.text},
            "taken_at": seconds(post),
            "user": {"username": author},
        }
        platform, data = ("tiktok.com", tiktok) if number % 3 else ("instagram.com", instagram)
        rows.append({"source_platform": platform, "timestamp_collected": 1774000000, "data": data})
    return json_lines(rows)


def apify(posts: Sequence[Post]) -> bytes:
    """A dataset of posts in Facebook groups."""
    url = "https://www.facebook.com/groups/8503"
    return json_bytes([
        {"facebookUrl": url, "groupTitle": post.group, "time": f"{post.posted_at.isoformat()}.000Z", "user": {"name": post.author},
         "text": post.text, "url": f"{url}/permalink/{number}"}
        for number, post in enumerate(posts)
    ])  # fmt: skip
