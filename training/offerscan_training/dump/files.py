"""Files as analysts hold them: one way to write each format and export that can be read, the same bytes every time."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

from offerscan_training.dump import documents, exports
from offerscan_training.dump.posts import HEADER, Post, Write, json_bytes, json_lines, pack, row_of, table

__all__ = ["WRITERS"]


def _csv(posts: Sequence[Post]) -> bytes:
    return table(HEADER, map(row_of, posts), ",")


def _tsv(posts: Sequence[Post]) -> bytes:
    return table(HEADER, map(row_of, posts), "\t")


def _jsonl(posts: Sequence[Post]) -> bytes:
    return json_lines([dict(zip(HEADER, row_of(post), strict=True)) for post in posts])


def _json_list(posts: Sequence[Post]) -> bytes:
    return json_bytes([dict(zip(HEADER, row_of(post), strict=True)) for post in posts])


def _txt(posts: Sequence[Post]) -> bytes:
    return "\n---\n".join(post.text for post in posts).encode()


def _one_a_line(posts: Sequence[Post]) -> bytes:
    return "".join(f"{post.text}\n" for post in posts).encode()


def _parquet(posts: Sequence[Post]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    out = pa.BufferOutputStream()
    parquet.write_table(
        pa.table(dict(zip(HEADER, zip(*map(row_of, posts), strict=True), strict=True))), out, compression="zstd"
    )
    return bytes(out.getvalue())


def _gzip(write: Write) -> Write:
    return lambda posts: gzip.compress(write(posts), mtime=0)


def _zstd(write: Write) -> Write:
    def compress(posts: Sequence[Post]) -> bytes:
        from zstandard import ZstdCompressor

        return ZstdCompressor(level=19).compress(write(posts))

    return compress


def _archive(posts: Sequence[Post]) -> bytes:
    """Two files in a folder of an archive."""
    middle = len(posts) // 2
    return pack({"lama/tempel.txt": _txt(posts[:middle]), "lama/rekap.csv": _csv(posts[middle:])})


# By kind of file. Each takes posts in the order of their time.
WRITERS: dict[str, Write] = {
    "whatsapp": exports.whatsapp, "whatsapp.zip": exports.whatsapp_zip, "telegram": exports.telegram,
    "facebook": exports.facebook, "twitter": exports.twitter, "crowdtangle": exports.crowdtangle,
    "zeeschuimer": exports.zeeschuimer, "apify": exports.apify, "csv": _csv, "tsv": _tsv, "jsonl": _jsonl,
    "json": _json_list, "txt": _txt, "lines": _one_a_line, "parquet": _parquet, "xlsx": documents.xlsx,
    "ods": documents.ods, "html": documents.html, "eml": documents.eml, "mbox": documents.mbox, "pdf": documents.pdf,
    "csv.gz": _gzip(_csv), "jsonl.zst": _zstd(_jsonl), "zip": _archive,
}  # fmt: skip
