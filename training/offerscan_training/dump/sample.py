"""The bundled sample dump: a folder as an NGO would hold it, invented, with campaigns planted in it; always the same."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from offerscan.errors import InputError
from offerscan.formats import read_offers
from offerscan.formats.pieces import is_whole_offer
from offerscan.records import Category, Offer, Risk
from offerscan_training.campaigns.variations import pass_on
from offerscan_training.corpus import Document, read_jsonl
from offerscan_training.dump.documents import printed_lines
from offerscan_training.dump.files import WRITERS
from offerscan_training.dump.posts import Post
from offerscan_training.dump.templates import Template, make_posts, read_passed_on, read_templates
from offerscan_training.dump.truth import letters, write_truth

__all__ = ["FILES", "WRITTEN_BY_HAND", "DumpFile", "make_sample_dump"]

_SEED = 41
_DAYS = date(2026, 1, 5), date(2026, 3, 19)
_TURN = timedelta(minutes=4)  # messages of one sender at most three minutes apart are one turn of a chat
_LONGEST = 900
_EVERYDAY = {"chat": 0.6, "feed": 0.25, "flyers": 0.0}
# Texts of the corpus by what they are, and their share among those that are taken.
_SHARES = {Category.DISCUSSION: 0.4, Category.OTHER: 0.35, Category.OVERSEAS_OFFER: 0.12, Category.DOMESTIC_OFFER: 0.13}
_PERSONS = tuple(
    f"{first} {last}"
    for last in ("Contoh", "Rekaan", "Misalnya", "Umpama")
    for first in ("Sri", "Budi", "Tini", "Agus", "Wati", "Dedi", "Rina", "Joko", "Maya", "Slamet", "Yuni", "Eko")
)


@dataclass(frozen=True)
class DumpFile:
    """One file: how it is written (`WRITERS`), how many posts it holds, in which groups, and how people talk there."""

    path: str
    kind: str
    posts: int
    groups: tuple[str, ...]
    manner: str = "feed"


FILES = (
    DumpFile("Chat WhatsApp dengan Info Loker Taiwan Hongkong.txt", "whatsapp", 420, ("Info Loker Taiwan Hongkong",), "chat"),
    DumpFile("WhatsApp Chat - Kerja Malaysia.zip", "whatsapp.zip", 330, ("Kerja Malaysia",), "chat"),
    DumpFile("telegram/result.json", "telegram", 340, ("LOKER LUAR NEGERI 24 JAM",), "chat"),
    DumpFile("facebook/group_posts_and_comments.json", "facebook", 190, ("Paguyuban TKI Banyumas", "Loker Saudi Dubai")),
    DumpFile("twitter/tweets.js", "twitter", 150, ("X",)),
    DumpFile("crowdtangle/posts.csv", "crowdtangle", 190, ("Info Kerja Korea Jepang", "BMI Hongkong Curhat")),
    DumpFile("zeeschuimer/export.ndjson", "zeeschuimer", 140, ("TikTok",)),
    DumpFile("apify/dataset_facebook-groups.json", "apify", 150, ("Kerja Malaysia Sawit Resmi", "Pelaut Pantura")),
    DumpFile("hotline/aduan.xlsx", "xlsx", 120, ("Aduan WA", "Aduan telepon")),
    DumpFile("hotline/arsip.ods", "ods", 60, ("Aduan WA",)),
    DumpFile("hotline/surat.mbox", "mbox", 24, ("Surat",)),
    DumpFile("hotline/terusan.eml", "eml", 1, ("Surat",), "flyers"),
    DumpFile("hotline/selebaran.pdf", "pdf", 8, ("Selebaran",), "flyers"),
    DumpFile("hotline/sms.lines", "lines", 90, ("SMS",), "chat"),
    DumpFile("hotline/tempelan.txt", "txt", 36, ("Tempelan",)),
    DumpFile("pantauan/halaman.html", "html", 36, ("Forum Rantau",)),
    DumpFile("pantauan/grup.csv", "csv", 150, ("Loker Luar Negeri Jateng", "Info BMI Jatim")),
    DumpFile("pantauan/grup.tsv", "tsv", 80, ("Loker Abroad ID",)),
    DumpFile("pantauan/pesan.jsonl", "jsonl", 120, ("Kanal Loker Cepat",)),
    DumpFile("pantauan/pesan.json", "json", 60, ("Kanal Loker Cepat",)),
    DumpFile("pantauan/arsip.parquet", "parquet", 160, ("Kerja Kapal Indonesia", "Loker Admin Online")),
    DumpFile("lama/2025.csv.gz", "csv.gz", 80, ("Loker Luar Negeri Jateng",)),
    DumpFile("lama/2025.jsonl.zst", "jsonl.zst", 60, ("Info BMI Jatim",)),
    DumpFile("lama/kiriman.zip", "zip", 40, ("Kiriman relawan",)),
)  # fmt: skip
# Files that lie beside the campaigns as they are, and their kind: nothing is planted in them.
WRITTEN_BY_HAND = {"KakaoTalk_Chats_2026-03-19.txt": "kakaotalk"}


def make_sample_dump(corpus: Path, texts: Path, out: Path, truth: Path) -> Counter[str]:
    """Write the folder `out` anew and the table `truth`; how many posts each campaign has.

    `corpus` is the training split, `texts` the folder of campaigns, everyday lines and files written by hand. Raises
    InputError where `out` holds anything but an earlier dump, or where a planted post cannot be read back as one row.
    """
    rng = random.Random(_SEED)
    templates = read_templates(texts / "campaigns.toml")
    planted: dict[str, list[tuple[str, Post]]] = {file.path: [] for file in FILES}
    for template in templates:
        for place, post in _deal(template, rng):
            planted[place].append((template.name, post))
    ordinary = _Ordinary(corpus, texts, rng)
    _clear(out)
    campaign_of: dict[str, str] = {}
    for file in FILES:
        named = [(letters(post.text), name) for name, post in planted[file.path]]
        posts = [post for _, post in planted[file.path]]
        posts += [ordinary.post(file) for _ in range(file.posts - len(posts))]
        path = out / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WRITERS[file.kind](_in_turn(posts)))
        campaign_of |= {source.replace(path.name, file.path, 1): name for source, name in _planted_rows(path, named)}
    for name in WRITTEN_BY_HAND:
        shutil.copyfile(texts / name, out / name)
    write_truth(campaign_of, truth)
    return Counter(campaign_of.values())


def _clear(out: Path) -> None:
    """Remove an earlier dump, and nothing else."""
    held = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    if strange := sorted(held - {file.path for file in FILES} - WRITTEN_BY_HAND.keys()):
        raise InputError(
            f"{out.name} holds {strange[0]}, which is not of the sample dump: give a new folder with --out."
        )
    if out.exists():
        shutil.rmtree(out)


def _deal(template: Template, rng: random.Random) -> Iterator[tuple[str, Post]]:
    """Its posts, most of them late in its days, over most of the files, by a few senders."""
    files = rng.sample(FILES, round(len(FILES) * 0.7))
    senders = rng.sample(_PERSONS, 4)
    first, last = template.days
    for text in make_posts(template, rng):
        while True:
            [file] = rng.choices(files, [min(one.posts, 150) for one in files])
            text = " ".join(text.split()) if file.kind == "lines" else text
            if file.kind not in ("pdf", "eml") or _is_flyer(text):
                break
        day = first + timedelta(days=round((last - first).days * rng.random() ** 0.6))
        yield file.path, Post(text, rng.choice(senders), _moment(day, rng), rng.choice(file.groups))


class _Ordinary:
    """All other posts: small talk, what people pass on, and texts of the corpus, each of these at most once."""

    def __init__(self, corpus: Path, texts: Path, rng: random.Random) -> None:
        self._rng = rng
        self._everyday = (texts / "everyday.txt").read_text(encoding="utf-8").splitlines()
        self._passed_on = [text for text, posts in read_passed_on(texts / "campaigns.toml") for _ in range(posts)]
        documents = [document for document in read_jsonl(corpus) if _is_usable(document)]
        rng.shuffle(documents)
        rng.shuffle(self._passed_on)
        self._documents = {kind: [one for one in documents if one.category is kind] for kind in _SHARES}

    def post(self, file: DumpFile) -> Post:
        """One post for a file."""
        rng = self._rng
        day = _DAYS[0] + timedelta(days=rng.randint(0, (_DAYS[1] - _DAYS[0]).days))
        text = self._text(file)
        return Post(
            " ".join(text.split()) if file.kind == "lines" else text,
            rng.choice(_PERSONS),
            _moment(day, rng),
            rng.choice(file.groups),
        )

    def _text(self, file: DumpFile) -> str:
        if file.manner == "flyers":
            offers = self._documents[Category.OVERSEAS_OFFER]
            return offers.pop(next(at for at, one in enumerate(offers) if _is_flyer(one.text))).text
        if self._passed_on and self._rng.random() < 0.04:
            return pass_on(self._passed_on.pop(), self._rng)
        if self._rng.random() < _EVERYDAY[file.manner]:
            return self._rng.choice(self._everyday)
        [kind] = self._rng.choices([*_SHARES], [*_SHARES.values()])
        return self._documents[kind].pop().text


def _is_usable(document: Document) -> bool:
    """Lawful or no offer, not long, and without lines that separate offers in a text file."""
    lines = {line.strip() for line in document.text.splitlines()}
    return document.risk is Risk.LOW and len(document.text) <= _LONGEST and not lines & {"---", "==="}


def _is_flyer(text: str) -> bool:
    """What a page of a PDF may hold: an offer by itself, no list of them, also without signs beyond Latin-1."""
    shown = "\n".join(printed_lines(text)).strip()
    return is_whole_offer(shown) and not shown[0].islower() and "\n\n" not in text


def _moment(day: date, rng: random.Random) -> datetime:
    return datetime.combine(day, time(rng.randint(5, 22), rng.randint(0, 59), rng.randint(0, 59)))


def _in_turn(posts: Sequence[Post]) -> list[Post]:
    """By time, and so far apart that no two are one turn of a chat."""
    ordered: list[Post] = []
    for post in sorted(posts, key=lambda one: one.posted_at):
        earliest = ordered[-1].posted_at + _TURN if ordered else post.posted_at
        ordered.append(replace(post, posted_at=max(post.posted_at, earliest)))
    return ordered


def _planted_rows(path: Path, named: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Source and campaign of the rows that hold planted posts, each as often as it was planted."""
    waiting = Counter(named)
    for row in read_offers(path):
        if not isinstance(row, Offer):
            raise InputError(f"{row.source} of the sample dump cannot be read: mend what writes it.")
        read = letters(row.text)
        # A PDF has no signs beyond Latin-1, and a letter its subject above its words.
        held = next(
            (one for one, count in waiting.items() if count and one[0] in read and len(read) < len(one[0]) + 60), None
        )
        if held is not None:
            waiting[held] -= 1
            yield str(row.source), held[1]
    if +waiting:
        raise InputError(
            f"{sum((+waiting).values())} planted posts of {path.name} cannot be read back: mend what writes them."
        )
