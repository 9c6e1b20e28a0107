"""Posts as workbooks, pages, letters and flyers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from textwrap import wrap

from offerscan_training.dump.posts import HEADER, Post, pack, row_of

__all__ = ["eml", "html", "mbox", "ods", "pdf", "printed_lines", "xlsx"]

_WIDTH, _LEADING = 88, 15


def xlsx(posts: Sequence[Post]) -> bytes:
    """A sheet with a header."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Aduan")
    for row in (HEADER, *map(row_of, posts)):
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as archive:  # openpyxl writes when it was saved into archive and properties
        members = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    members[core] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-03-20T12:00:00Z", members[core])
    return pack(members)


def ods(posts: Sequence[Post]) -> bytes:
    """The same for LibreOffice."""
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    names = "".join(f' xmlns:{name}="{office}{name}:1.0"' for name in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"

    def cell(value: str) -> str:
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'

    rows = "".join(
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in (HEADER, *map(row_of, posts))
    )
    sheet = f'<office:spreadsheet><table:table table:name="Arsip">{rows}</table:table></office:spreadsheet>'
    content = f"<office:document-content{names}><office:body>{sheet}</office:body></office:document-content>"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    listed = entry.format("/", kind) + entry.format("content.xml", "text/xml")
    manifest = f'<manifest:manifest xmlns:manifest="{office}manifest:1.0">{listed}</manifest:manifest>'
    return pack(
        {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def html(posts: Sequence[Post]) -> bytes:
    """A page of articles."""
    articles = (
        f'<article><time datetime="{post.posted_at.isoformat()}"></time><p>{_as_html(post.text)}</p></article>\n'
        for post in posts
    )
    return f'<!DOCTYPE html><meta charset="utf-8"><title>Grup</title><main>\n{"".join(articles)}</main>\n'.encode()


def _as_html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def eml(posts: Sequence[Post]) -> bytes:
    """One forwarded letter: the first post."""
    return _letter(posts[0])


def mbox(posts: Sequence[Post]) -> bytes:
    """A mailbox."""
    return b"".join(
        b"From laporan@contoh.id Fri Mar 20 12:00:00 2026\n"
        + re.sub(rb"^(>*From )", rb">\1", _letter(post), flags=re.M)
        + b"\n"
        for post in posts
    )


def _letter(post: Post) -> bytes:
    message = EmailMessage()
    message["From"] = f"{post.author} <pelapor@contoh.id>"
    message["Subject"] = "Fwd: " + post.text.partition("\n")[0][:40].strip()
    message["Date"] = format_datetime(post.posted_at.replace(tzinfo=UTC))
    message.set_content(post.text, cte="base64")
    return message.as_bytes()


def pdf(posts: Sequence[Post]) -> bytes:
    """A flyer a page, in a font that every reader has; signs beyond Latin-1 are left out."""
    pages = len(posts)
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(pages))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode()]
    for number, post in enumerate(posts):
        shown = b"".join(
            b"(%s) Tj T*\n" % re.sub(rb"([()\\])", rb"\\\1", line.encode("latin-1"))
            for line in printed_lines(post.text)
        )
        stream = b"BT /F1 11 Tf %d TL 50 780 Td\n%sET" % (_LEADING, shown)
        resources = f"/Resources << /Font << /F1 {font} >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents {4 + 2 * number} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count, table, count, len(out),
    )  # fmt: skip


def printed_lines(text: str) -> list[str]:
    """The lines of a flyer; signs beyond Latin-1 are left out."""
    latin = text.encode("latin-1", "ignore").decode("latin-1")
    return [line for part in latin.splitlines() for line in wrap(part, _WIDTH, break_on_hyphens=False) or [""]]
