"""Exports of social media: each known by its content, every post with words an offer, nothing else taken for one."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.errors import InputError
from offerscan.formats import apify, crowdtangle, facebook, read_offers, twitter, zeeschuimer
from offerscan.formats.characters import mended
from offerscan.formats.export import Export
from offerscan.formats.fields import Fields
from offerscan.formats.moments import read_moment
from offerscan.formats.opened import Opened, open_input
from offerscan.records import Meta, Offer, Refusal
from offerscan.settings import Limits

EXPORTS = [module.EXPORT for module in (facebook, twitter, crowdtangle, zeeschuimer, apify)]
NOON = 1_714_557_600  # 2024-05-01 10:00:00 UTC
NOON_TOLD = "2024-05-01T10:00:00+00:00"
LOKER = "Loker Taiwan gaji 20jt, DP 2jt 🔥\nWA 0812-0000-1234"
RUMAH = "Dicari ART ke Malaysia"


def latin(text: str) -> str:
    """As Facebook writes it."""
    return text.encode().decode("latin-1")


def lines(*values: Any) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


def csv_lines(*rows: str) -> str:
    return "\r\n".join(rows) + "\r\n"


def read(folder: Path, export: Export, content: str | bytes) -> list[Offer | Refusal]:
    path = folder / "ekspor"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with open_input(path) as opened:
        return list(export.read(opened, Fields()))


def told(row: Offer | Refusal) -> tuple[int, str, Meta | None]:
    """Number, text or `!code`, and meta of one row."""
    number = int((row.source or "").removeprefix("ekspor:"))
    return (number, row.text, row.meta) if isinstance(row, Offer) else (number, f"!{row.error.code}", None)


POST = {"timestamp": NOON, "data": [{"post": latin(LOKER)}, {"update_timestamp": NOON}], "title": "Sari Dewi"}
PICTURE = {"timestamp": NOON, "attachments": [{"data": [{"media": {"uri": "foto.jpg"}}]}], "data": []}
SHARED = {
    "timestamp": NOON,
    "attachments": [{"data": [{"external_context": {"url": "https://loker.example/taiwan"}}]}],
    "data": [{"post": RUMAH}],
}
CAPTION = {
    "timestamp": NOON,
    "attachments": [{"data": [{"media": {"uri": "a.jpg", "description": RUMAH}}]}],
    "title": "Sari Dewi",
}


def comment(text: str, **more: str) -> dict[str, Any]:
    said = {"timestamp": NOON, "comment": text, "author": latin("Sari “Dewi”"), **more}
    return {"timestamp": NOON, "data": [{"comment": said}], "title": "Sari Dewi commented on Budi's post."}


def said(text: Any, seconds: int = 0, **more: Any) -> dict[str, Any]:
    told = {"sender_name": latin("Sari “Dewi”"), "timestamp_ms": (NOON + seconds) * 1000, "content": text}
    return {key: value for key, value in (told | more).items() if value is not None}


def conversation(*messages: Any, **more: Any) -> dict[str, Any]:
    people = [{"name": latin("Sari “Dewi”")}, {"name": "Budi"}]
    return {"participants": people, "messages": messages, "title": latin("Loker Taiwan é"), **more}


def secret(text: Any, seconds: int = 0, **more: Any) -> dict[str, Any]:
    """A message of an encrypted conversation."""
    told = {"isUnsent": False, "media": [], "reactions": [], "senderName": "Sari “Dewi”", "text": text}
    return {**told, "timestamp": (NOON + seconds) * 1000, "type": "text", **more}


def secrets(*messages: Any, **more: Any) -> dict[str, Any]:
    return {"participants": ["Sari “Dewi”", "Budi"], "threadName": "Loker Taiwan é_15", "messages": messages, **more}


AT_NOON = Meta(None, NOON_TOLD)
SARI = Meta("Sari “Dewi”", NOON_TOLD)
IN_GROUP = Meta(None, NOON_TOLD, "Loker Taiwan é")
IN_CONVERSATION = Meta("Sari “Dewi”", NOON_TOLD, "Loker Taiwan é")
FACEBOOK = [
    (json.dumps([POST, PICTURE, CAPTION]), [(1, LOKER, AT_NOON), (3, RUMAH, AT_NOON)]),
    (json.dumps([SHARED], indent=2), [(1, RUMAH, Meta(None, NOON_TOLD, None, "https://loker.example/taiwan"))]),
    (json.dumps(POST), [(1, LOKER, AT_NOON)]),  # an account of one post
    (json.dumps(POST, indent=2), [(1, LOKER, AT_NOON)]),
    ("\ufeff" + json.dumps([POST]), [(1, LOKER, AT_NOON)]),
    (json.dumps({"comments_v2": [comment(latin(LOKER)), comment("")]}), [(1, LOKER, SARI)]),
    (json.dumps({"comments": [comment(RUMAH)]}, indent=1), [(1, RUMAH, SARI)]),
    (
        json.dumps({"group_comments_v2": [comment(RUMAH, group=latin("Loker Taiwan é"))]}),
        [(1, RUMAH, Meta(SARI.author, NOON_TOLD, "Loker Taiwan é"))],
    ),
    (
        json.dumps({"group_posts_v2": [POST | {"title": latin("Sari Dewi posted in Loker Taiwan é.")}, PICTURE]}),
        [(1, LOKER, IN_GROUP)],
    ),
    (
        json.dumps(
            {"group_posts": {"activity_log_data": [POST | {"title": latin("Sari memposting di Loker Taiwan é")}]}}
        ),
        [(1, LOKER, IN_GROUP)],
    ),
    # Messenger, newest first
    (
        json.dumps(
            conversation(
                said("minat kak", 90, sender_name="Budi"),
                said(None, 80, photos=[{"uri": "foto.jpg"}]),
                said("WA 0812-0000-1234", 60),
                said(latin("Loker Taiwan 🔥")),
            )
        ),
        [
            (1, "minat kak", Meta("Budi", "2024-05-01T10:01:30+00:00", "Loker Taiwan é")),
            (4, "Loker Taiwan 🔥\nWA 0812-0000-1234", Meta("Sari “Dewi”", NOON_TOLD, "Loker Taiwan é")),
        ],
    ),
    (
        json.dumps(
            conversation(
                said("Sari sent an attachment.", share={"link": "https://loker.example/tw", "share_text": latin(LOKER)}),
                said("https://loker.example/tw", -600, share={"link": "https://loker.example/tw"}),
                title="",
            ),
            indent=2,
        ),
        [
            (1, f"Sari sent an attachment.\n{LOKER}\nhttps://loker.example/tw", SARI),
            (2, "https://loker.example/tw", Meta("Sari “Dewi”", "2024-05-01T09:50:00+00:00")),
        ],
    ),
    (
        json.dumps(conversation(said(RUMAH), 5, said(7), said(RUMAH, timestamp_ms="?", sender_name=6))),
        [(1, RUMAH, IN_CONVERSATION), (2, "!not_text", None), (3, "!not_text", None), (4, RUMAH, Meta(group="Loker Taiwan é"))],
    ),
    (json.dumps(conversation(said(RUMAH)))[:-40], [(1, RUMAH, SARI), (2, "!broken_list", None)]),
    # Messenger, encrypted: oldest first, or newest first
    (
        json.dumps(
            secrets(
                secret("Loker Taiwan 🔥"),
                secret("WA 0812-0000-1234", 60),
                secret("", 70, media=[{"uri": "./media/1.jpeg"}], type="media"),
                secret("Sari unsent a message", 80, isUnsent=True, type="placeholder"),
                secret("minat kak", 90, senderName="Budi"),
            ),
            ensure_ascii=False,
        ),
        [
            (1, "Loker Taiwan 🔥\nWA 0812-0000-1234", IN_CONVERSATION),
            (5, "minat kak", Meta("Budi", "2024-05-01T10:01:30+00:00", "Loker Taiwan é")),
        ],
    ),
    (
        json.dumps(
            {"messages": [secret("WA 0812-0000-1234", 60), secret(LOKER), 5, secret(7)],
             "participants": [{"name": "Budi"}], "threadName": "Loker Taiwan é_2"},
            indent=2,
        ),
        [(2, f"{LOKER}\nWA 0812-0000-1234", IN_CONVERSATION), (3, "!not_text", None), (4, "!not_text", None)],
    ),
    # broken rows
    (
        json.dumps([POST, 5, {}, {"timestamp": NOON, "data": [{"post": 7}]}, POST | {"timestamp": "?"}]),
        [(1, LOKER, AT_NOON), (2, "!not_text", None), (3, "!no_text", None), (4, "!not_text", None), (5, LOKER, None)],
    ),
    (json.dumps([POST])[:-1] + ', {"timestamp": x}]', [(1, LOKER, AT_NOON), (2, "!broken_list", None)]),
    (
        json.dumps([POST])[:-1] + ', {"timestamp": ' + "9" * 5000 + "}]",
        [(1, LOKER, AT_NOON), (2, "!broken_list", None)],
    ),
    (json.dumps({"comments_v2": [comment(RUMAH)]})[:-2], [(1, RUMAH, SARI), (2, "!broken_list", None)]),
]

TWEET = {"id_str": "1785", "full_text": LOKER, "created_at": "Wed May 01 10:00:00 +0000 2024", "retweet_count": "0"}
NOTE = {"noteTweetId": "1786", "core": {"text": RUMAH, "urls": []}, "createdAt": "2024-05-01T10:00:00.000Z"}
SCRAPED = {
    "url": "https://x.com/loker_id/status/1785",
    "date": "2024-05-01 10:00:00+00:00",
    "rawContent": LOKER,
    "user": {"username": "loker_id", "id": 12},
}
LINK_1 = {"url": "https://t.co/Abc1", "expanded_url": "https://wa.me/6281200001111", "display_url": "wa.me/62812…"}
LINK_2 = {"url": "https://t.co/Abc12", "expanded_url": "javascript:x"}
NOTED = [{"expandedUrl": LINK_1["expanded_url"], "shortUrl": LINK_1["url"]}, 5, {"shortUrl": LINK_2["url"]}]
SCRAPED_LINKS = [
    {"text": "wa.me", "url": LINK_1["expanded_url"], "tcourl": LINK_1["url"]},
    {"url": LINK_2["url"]},
]
SHORTENED = {"full_text": "Chat https://t.co/Abc1 atau https://t.co/Abc12 https://t.co/Foto"}
TOLD = "Chat https://wa.me/6281200001111 atau https://t.co/Abc12 https://t.co/Foto"
ARCHIVED = Meta(None, NOON_TOLD, None, "https://x.com/i/status/1785")
LOKER_ID = Meta("loker_id", NOON_TOLD, None, "https://x.com/loker_id/status/1785")
TWITTER = [
    ("window.YTD.tweets.part0 = " + json.dumps([{"tweet": TWEET}], indent=2), [(1, LOKER, ARCHIVED)]),
    ("\ufeffwindow.YTD.tweet.part12 = " + json.dumps([{"tweet": TWEET}]), [(1, LOKER, ARCHIVED)]),
    (
        "window.YTD.note_tweet.part0 = " + json.dumps([{"noteTweet": NOTE}]),
        [(1, RUMAH, Meta(None, NOON_TOLD, None, "https://x.com/i/status/1786"))],
    ),
    (json.dumps([SCRAPED]), [(1, LOKER, LOKER_ID)]),
    (lines(SCRAPED, SCRAPED), [(1, LOKER, LOKER_ID), (2, LOKER, LOKER_ID)]),
    (
        lines({**TWEET, "user": {"screen_name": "loker_id"}}),
        [(1, LOKER, Meta("loker_id", NOON_TOLD, None, "https://x.com/i/status/1785"))],
    ),
    (
        lines({**TWEET, "full_text": "Loker…", "note_tweet": {"text": LOKER}, "user": {"username": "loker_id"}}),
        [(1, LOKER, Meta("loker_id", NOON_TOLD, None, "https://x.com/i/status/1785"))],
    ),
    (
        json.dumps(
            [
                {
                    "text": RUMAH,
                    "author": {"userName": "loker_id"},
                    "createdAt": TWEET["created_at"],
                    "url": "https://twitter.com/loker_id/status/1785",
                }
            ]
        ),
        [(1, RUMAH, Meta("loker_id", NOON_TOLD, None, "https://twitter.com/loker_id/status/1785"))],
    ),
    # short links
    (
        "window.YTD.tweets.part0 = "
        + json.dumps([{"tweet": TWEET | SHORTENED | {"entities": {"urls": [LINK_1, LINK_2]}}}]),
        [(1, TOLD, ARCHIVED)],
    ),
    (
        "window.YTD.note_tweet.part0 = "
        + json.dumps([{"noteTweet": {**NOTE, "core": {"text": SHORTENED["full_text"], "urls": NOTED}}}]),
        [(1, TOLD, Meta(None, NOON_TOLD, None, "https://x.com/i/status/1786"))],
    ),
    (
        lines({**SCRAPED, "rawContent": SHORTENED["full_text"], "links": SCRAPED_LINKS}),
        [(1, TOLD, LOKER_ID)],
    ),
    # broken rows
    (
        "window.YTD.tweets.part0 = " + json.dumps([{"tweet": TWEET}, {"tweet": {"id_str": "1"}}, "x"]),
        [(1, LOKER, ARCHIVED), (2, "!no_text", None), (3, "!not_text", None)],
    ),
    (
        "window.YTD.tweets.part0 = " + json.dumps([{"tweet": TWEET}])[:-1] + ', {"tweet"',
        [(1, LOKER, ARCHIVED), (2, "!broken_list", None)],
    ),
    (
        lines(SCRAPED)
        + "{broken\n\n"
        + lines({**SCRAPED, "rawContent": ""}, {**SCRAPED, "rawContent": ["x"]}, SCRAPED),
        [
            (1, LOKER, LOKER_ID),
            (2, "!broken_json", None),
            (4, "!no_text", None),
            (5, "!not_text", None),
            (6, LOKER, LOKER_ID),
        ],
    ),
]

FACEBOOK_TABLE = "Page Name,User Name,Post Created,Total Interactions,Message,URL,Image Text,Link Text,Description"
FACEBOOK_LINK = "https://www.facebook.com/1/posts/2"
LIBRARY = "id,mcl_url,creation_time,text,post_owner.name,surface.name,link_attachment.name"
INFO_LOKER = Meta("Info Loker", NOON_TOLD, None, FACEBOOK_LINK)
CROWDTANGLE = [
    (
        csv_lines(
            FACEBOOK_TABLE,
            f'Info Loker,loker,2024-05-01 06:00:00 EDT,"1,234","{LOKER}",{FACEBOOK_LINK},DP 2jt,,Kerja di Taiwan',
            f"Info Loker,loker,2024-05-01 10:00:00 UTC,3,,{FACEBOOK_LINK},{RUMAH},,",
            f"Info Loker,loker,2024-05-01 10:00:00 UTC,3,,{FACEBOOK_LINK},, ,",
            f"Info Loker,loker,2024-05-01 10:00:00 XYZ,3,{RUMAH},javascript:x,,,{RUMAH}",
        ),
        [
            (2, f"{LOKER}\nDP 2jt\nKerja di Taiwan", INFO_LOKER),
            (3, RUMAH, INFO_LOKER),
            (5, RUMAH, Meta("Info Loker", "2024-05-01T10:00:00")),
        ],
    ),
    (
        csv_lines("\ufeffsep=;", "Group Name;Post Created;Message;URL", f"Loker TW;2024-05-01 17:00:00 WIB;{RUMAH};"),
        [(3, RUMAH, Meta(None, NOON_TOLD, "Loker TW"))],
    ),
    (
        csv_lines("Account,Post Created,Total Interactions,Description,Image Text", f"loker,?,1,{RUMAH},DP 2jt"),
        [(2, f"DP 2jt\n{RUMAH}", Meta("loker"))],
    ),
    (
        csv_lines(
            LIBRARY,
            f"1,{FACEBOOK_LINK},2024-05-01T10:00:00+0000,{RUMAH},Info Loker,Info Loker,Gaji 20jt",
            f"2,{FACEBOOK_LINK},2024-05-01T10:00:00+0000,{RUMAH},Sari,Loker TW,",
        ),
        [
            (2, f"{RUMAH}\nGaji 20jt", INFO_LOKER),
            (3, RUMAH, Meta("Sari", NOON_TOLD, "Loker TW", FACEBOOK_LINK)),
        ],
    ),
    # broken rows
    (
        csv_lines(LIBRARY, f'1,,,{RUMAH},"Sari,,', f"2,,,{RUMAH},Sari,,,,,9", "3,,,,,,", f"4,,,{RUMAH},,,"),
        [(2, RUMAH, Meta('"Sari')), (3, "!ragged", None), (4, "!no_text", None), (5, RUMAH, None)],
    ),
]

INSTAGRAM = {
    "code": "C6abc",
    "caption": {"text": LOKER},
    "user": {"username": "loker.tw", "full_name": "Loker"},
    "taken_at": NOON,
}
NODE = {
    "shortcode": "C6abc",
    "edge_media_to_caption": {"edges": [{"node": {"text": LOKER}}]},
    "owner": {"username": "loker.tw"},
    "taken_at_timestamp": NOON,
}
TIKTOK = {"id": "7364", "desc": LOKER, "author": {"uniqueId": "loker.tw"}, "createTime": str(NOON)}
REEL = Meta("loker.tw", NOON_TOLD, None, "https://www.instagram.com/p/C6abc/")
VIDEO = Meta("loker.tw", NOON_TOLD, None, "https://www.tiktok.com/@loker.tw/video/7364")


def seen(platform: str, data: Any) -> dict[str, Any]:
    return {"nav_index": "1:0", "item_id": "1", "source_platform": platform, "user_agent": "x", "data": data}


ZEESCHUIMER = [
    (
        lines(*(seen("instagram.com", data) for data in (INSTAGRAM, {**INSTAGRAM, "caption": None}, NODE))),
        [(1, LOKER, REEL), (3, LOKER, REEL)],
    ),
    (
        lines(
            seen("tiktok.com", TIKTOK),
            seen("tiktok.com", {**TIKTOK, "author": "loker.tw", "createTime": NOON}),
            seen("tiktok.com", {**TIKTOK, "desc": ""}),
        ),
        [(1, LOKER, VIDEO), (2, LOKER, VIDEO)],
    ),
    (
        lines({"data": TIKTOK, "source_platform": "tiktok.com"}, {**TIKTOK, "__import_meta": seen("tiktok.com", None)}),
        [(1, LOKER, VIDEO), (2, LOKER, VIDEO)],
    ),
    (lines({**INSTAGRAM, "__import_meta": {"source_platform": "instagram.com"}}), [(1, LOKER, REEL)]),
    (
        lines(seen("tiktok-comments", {"text": RUMAH, "create_time": NOON, "user": {"unique_id": "sari"}})),
        [(1, RUMAH, Meta("sari", NOON_TOLD))],
    ),
    # broken rows
    (
        lines(seen("tiktok.com", TIKTOK), seen("linkedin.com", {}), seen("tiktok.com", {"desc": 5}), ["x"])
        + lines(seen("tiktok.com", None))[:-3],
        [
            (1, LOKER, VIDEO),
            (2, "!no_text", None),
            (3, "!not_text", None),
            (4, "!not_text", None),
            (5, "!broken_json", None),
        ],
    ),
    (lines(seen("tiktok.com", TIKTOK), seen("tiktok.com", None)), [(1, LOKER, VIDEO), (2, "!not_text", None)]),
]

IN_FACEBOOK = {
    "facebookUrl": "https://www.facebook.com/groups/1",
    "url": "https://www.facebook.com/groups/1/permalink/2/",
    "time": "2024-05-01T10:00:00.000Z",
    "user": {"id": "pfbid0", "name": "Sari Dewi"},
    "text": LOKER,
    "groupTitle": "Loker Taiwan",
    "topComments": [{"text": "minat kak"}],
}
SARI_DEWI = Meta("Sari Dewi", NOON_TOLD, "Loker Taiwan", "https://www.facebook.com/groups/1/permalink/2/")
NO_WORDS = {key: value for key, value in IN_FACEBOOK.items() if key != "text"}
IN_PAGE = {"facebookUrl": "https://www.facebook.com/loker", "pageName": "loker", "timestamp": NOON, "text": RUMAH}
IN_INSTAGRAM = {
    "caption": LOKER,
    "ownerUsername": "loker.tw",
    "timestamp": "2024-05-01T10:00:00.000Z",
    "shortCode": "C6abc",
    "url": "https://www.instagram.com/p/C6abc/",
}
IN_TIKTOK = {
    "text": LOKER,
    "authorMeta": {"name": "loker.tw", "nickName": "Loker"},
    "createTime": NOON,
    "createTimeISO": "2024-05-01T10:00:00.000Z",
    "webVideoUrl": VIDEO.link,
}
APIFY = [
    (json.dumps([IN_FACEBOOK, NO_WORDS]), [(1, LOKER, SARI_DEWI)]),
    (lines({**NO_WORDS, "sharedPost": {"text": RUMAH}}, IN_FACEBOOK), [(1, RUMAH, SARI_DEWI), (2, LOKER, SARI_DEWI)]),
    (lines(IN_PAGE), [(1, RUMAH, Meta("loker", NOON_TOLD, None, "https://www.facebook.com/loker"))]),
    (json.dumps([IN_INSTAGRAM, {**IN_INSTAGRAM, "caption": ""}], indent=2), [(1, LOKER, REEL)]),
    (json.dumps([IN_TIKTOK]), [(1, LOKER, VIDEO)]),
    (
        lines({"text": RUMAH, "ownerUsername": "sari", "postUrl": "https://www.instagram.com/p/C6abc/"}),
        [(1, RUMAH, Meta("sari", None, None, "https://www.instagram.com/p/C6abc/"))],
    ),
    # broken rows
    (
        json.dumps(
            [IN_FACEBOOK, {"url": "https://x.example", "error": "not_found"}, {**IN_FACEBOOK, "text": {}}, None]
        ),
        [(1, LOKER, SARI_DEWI), (2, "!no_text", None), (3, "!not_text", None), (4, "!not_text", None)],
    ),
    (lines(IN_TIKTOK) + lines(IN_TIKTOK)[:40], [(1, LOKER, VIDEO), (2, "!broken_json", None)]),
]

VARIANTS = [
    pytest.param(export, content, rows, id=f"{export.name}-{number}")
    for export, cases in zip(EXPORTS, (FACEBOOK, TWITTER, CROWDTANGLE, ZEESCHUIMER, APIFY), strict=True)
    for number, (content, rows) in enumerate(cases)
]


@pytest.mark.parametrize(("export", "content", "rows"), VARIANTS)
def test_posts(tmp_path: Path, export: Export, content: str, rows: list[tuple[int, str, Meta | None]]) -> None:
    assert [told(row) for row in read(tmp_path, export, content)] == rows


@pytest.mark.parametrize(("export", "content", "rows"), VARIANTS)
def test_an_export_is_known_by_its_own_reader_only(export: Export, content: str, rows: object) -> None:
    assert [other.name for other in EXPORTS if other.recognise(content[:65_536])] == [export.name]


def test_a_row_that_is_longer_than_the_head_is_known() -> None:
    head = json.dumps([{**IN_FACEBOOK, "topComments": [{"text": "minat kak"}] * 9_000}])[:65_536]
    assert [export.name for export in EXPORTS if export.recognise(head)] == ["apify"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "Loker Taiwan\nDP 2jt\n",
        "[10:12] Sari: halo pak\n{siap}",
        "[01/05/24 10.12.00] Sari: halo",
        "text\nLoker\n",
        "id,text\n1,Loker\n",
        "text,user,time,url\nLoker,sari,2024-05-01,https://loker.example\n",
        "Message,URL\nLoker,https://loker.example\n",
        "message;page name\nLoker;x\n",
        "text,creation_time\nLoker,2024-05-01\n",
        "Description,Account,Post Created\nLoker,1,2\n",
        '{"text": "Loker"}\n',
        '["Loker", "Dicari"]',
        '[{"text": "Loker"}]',
        lines({"id": "1", "text": LOKER, "timestamp": NOON, "title": "x"}),
        lines({"text": LOKER, "user": {"name": "sari"}, "time": "2024-05-01", "url": "https://loker.example"}),
        lines({"text": LOKER, "user": {"username": "sari"}, "date": "2024-05-01", "url": "https://loker.example"}),
        lines({"text": LOKER, "username": "sari", "created_at": "2024-05-01"}),
        lines({"caption": LOKER, "url": "https://loker.example", "timestamp": NOON}),
        lines({"data": {"text": LOKER}, "source": "tiktok.com"}),
        lines({"data": {"text": LOKER}, "source_platform": "koran"}),
        lines({"source_platform": "tiktok.com", "text": LOKER}),
        lines({"text": 'window.YTD.tweets.part0 = [{"full_text": "x"}]'}),
        lines({"text": json.dumps(IN_FACEBOOK)}),
        lines({"text": LOKER, "raw": IN_FACEBOOK}, {"text": LOKER, "raw": SCRAPED}),
        json.dumps({"posts": [IN_FACEBOOK]}),
        json.dumps([{"timestamp": NOON, "data": [{"text": LOKER}]}]),
        json.dumps([{"timestamp": "kemarin", "data": [{"post": LOKER}]}]),
        json.dumps({"reactions_v2": [{"timestamp": NOON, "data": [{"reaction": {"reaction": "LIKE"}}]}]}),
        json.dumps({"participants": [], "messages": [{"sender_name": "Sari", "timestamp_ms": NOON, "content": "x"}]}),
        json.dumps({"name": "Loker", "type": "private_group", "messages": [{"type": "message", "text": LOKER}]}),
        'window.YTD.like.part0 = [{"like": {"tweetId": "5", "fullText": "x"}}]',
        'window.YTD.direct_messages.part0 = [{"dmConversation": {"messages": []}}]',
        "window.YTD.tweets.part0",
        "[" * 60_000,
        '[{"text": "Loker", "nomor": ' + "9" * 5000 + "}]",
        lines({"id": "1", "category": "overseas_offer", "risk": "high", "meta": {"author": "sari"}, "text": LOKER}),
    ],
)
def test_ordinary_files_are_not_taken(content: str) -> None:
    assert [export.name for export in EXPORTS if export.recognise(content)] == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gaji besar \u00f0\u009f\u0094\u00a5", "gaji besar 🔥"),
        ("Se\u00c3\u00b1or", "Señor"),
        ("\u00e2\u0080\u009cresmi\u00e2\u0080\u009d", "“resmi”"),
        ("Loker Taiwan", "Loker Taiwan"),
        ("Señor", "Señor"),  # right already: no UTF-8 in Latin letters
        ("gaji 🔥", "gaji 🔥"),
        ("🔥 Se\u00c3\u00b1or", "🔥 Se\u00c3\u00b1or"),  # not from end to end
        ("Se\u00c3\u00b1or \u00e9", "Se\u00c3\u00b1or \u00e9"),
        ("\u00f0\u009f\u0094", "\u00f0\u009f\u0094"),
        ("\ud83d", "\ud83d"),
        ("", ""),
    ],
)
def test_letters_of_facebook_are_mended(written: str, meant: str) -> None:
    assert mended(written) == meant


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_facebook_wrote_comes_back(text: str) -> None:
    assert mended(latin(text)) == text


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        (str(NOON), NOON_TOLD),
        (f"{NOON}000", NOON_TOLD),
        ("2024-05-01T12:00:00+02:00", NOON_TOLD),
        ("2024-05-01T10:00:00.123Z", NOON_TOLD),
        ("2024-05-01 17:00:00 WIB", NOON_TOLD),
        ("2024-05-01 10:00", "2024-05-01T10:00:00"),
        ("Wed May 01 10:00:00 +0000 2024", NOON_TOLD),
        ("0001-01-01T00:00:00+14:00", None),
        ("9" * 13, "2286-11-20T17:46:39+00:00"),
        ("kemarin", None),
        ("0", None),
        ("", None),
        (None, None),
    ],
)
def test_moments(told: str | None, moment: str | None) -> None:
    assert read_moment(told) == moment


def test_a_post_without_end_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    (tmp_path / "ekspor").write_text(json.dumps([{**IN_TIKTOK, "text": "x" * 101}, IN_TIKTOK]))
    rows = read_offers(tmp_path / "ekspor", format="apify", limits=Limits(max_row_characters=100))
    assert [told(row)[1] for row in rows] == ["!too_long", LOKER]


def test_a_file_without_posts_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column Message; its columns: nama, umur"):
        read(tmp_path, crowdtangle.EXPORT, "nama,umur\nx,1\n")
    with pytest.raises(InputError, match="has no header row"):
        read(tmp_path, crowdtangle.EXPORT, "")
    with pytest.raises(InputError, match="ekspor"):
        read(tmp_path, facebook.EXPORT, '[{"text": "Loker"}]')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("export", "content"), [(twitter.EXPORT, TWITTER[0][0]), (crowdtangle.EXPORT, CROWDTANGLE[3][0])]
)
def test_encodings(tmp_path: Path, export: Export, content: str, encoding: str) -> None:
    assert read(tmp_path, export, content.encode(encoding)) == read(tmp_path, export, content)


class Endless(io.RawIOBase):
    """A file whose rows never end."""

    def __init__(self, head: str, row: str) -> None:
        self.parts = self.cut((head + row).encode(), row.encode())

    @staticmethod
    def cut(first: bytes, row: bytes) -> Iterator[bytes]:
        yield first
        while True:
            yield row

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        part = next(self.parts)
        buffer[: len(part)] = part
        return len(part)


@pytest.mark.parametrize(
    ("export", "head", "row"),
    [
        (facebook.EXPORT, "[", json.dumps(POST) + ","),
        (facebook.EXPORT, '{"comments_v2": [', json.dumps(comment(RUMAH)) + ","),
        (twitter.EXPORT, "window.YTD.tweets.part0 = [", json.dumps({"tweet": TWEET}) + ","),
        (crowdtangle.EXPORT, LIBRARY + "\n", f"1,,,{RUMAH},Sari,,\n"),
        (zeeschuimer.EXPORT, "", lines(seen("tiktok.com", TIKTOK))),
        (apify.EXPORT, "[", json.dumps(IN_TIKTOK) + ","),
    ],
)
def test_rows_come_before_the_file_ends(export: Export, head: str, row: str) -> None:
    opened = Opened("ekspor", io.BufferedReader(Endless(head, row), 65_536))
    assert all(isinstance(made, Offer) for made in islice(export.read(opened, Fields()), 2_000))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["data", "post", "comment", "tweet", "user", "author", "text", "caption", "timestamp", "url"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(EXPORTS), st.lists(JSON, max_size=4), st.binary(max_size=60))
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_row_is_answered_in_order(export: Export, rows: list[Any], tail: bytes) -> None:
    content = b"[" + b",".join(json.dumps(row).encode() for row in rows) + b"]"
    opened = Opened("ekspor", io.BufferedReader(Bytes(content + tail), 65_536))
    export.recognise(opened.head.decode(errors="replace"))
    with suppress(InputError):
        numbers = [told(row)[0] for row in export.read(opened, Fields())]
        assert numbers == sorted(set(numbers))


class Bytes(io.RawIOBase):
    """A file in memory."""

    def __init__(self, content: bytes) -> None:
        self.content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        return self.content.readinto(buffer)
