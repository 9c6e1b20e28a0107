"""Posts, and the plain ways to write rows of them: the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["HEADER", "Post", "Write", "json_bytes", "json_lines", "pack", "row_of", "seconds", "table"]

# Columns as people name them.
HEADER = ("tanggal", "pengirim", "grup", "isi")
_EPOCH = (2026, 3, 20, 12, 0, 0)


@dataclass(frozen=True)
class Post:
    """One post; `group` is the chat, page or group in which it stood."""

    text: str
    author: str
    posted_at: datetime
    group: str


Write = Callable[[Sequence[Post]], bytes]


def pack(members: dict[str, bytes]) -> bytes:
    """An archive, its times fixed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def row_of(post: Post) -> tuple[str, str, str, str]:
    """The cells below `HEADER`."""
    return f"{post.posted_at:%Y-%m-%d %H:%M}", post.author, post.group, post.text


def table(header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    """A header and rows, as CSV or TSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode()


def json_bytes(value: object) -> bytes:
    """JSON as programs export it."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def json_lines(rows: Sequence[object]) -> bytes:
    """An object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def seconds(post: Post) -> int:
    """When it was posted, in Unix time."""
    return int(post.posted_at.replace(tzinfo=UTC).timestamp())
