"""Every reader, export and compression on a sample of its own: the rows expected, whole, from a stream, and cut off anywhere."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offerscan.errors import InputError
from offerscan.formats import READERS, STDIN, InputFile, Opened, find_files, read_offers
from offerscan.formats.exports import EXPORTS
from offerscan.formats.fields import Fields
from offerscan.formats.inflating import COMPRESSIONS
from offerscan.records import Offer, Refusal

FOLDER = Path(__file__).parent / "samples" / "inputs"
EXPECTED = FOLDER.parent / "inputs.json"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.name != "README.md")
# Kinds that several samples could be: which one is of them is told by what is said when it is read.
EXPORT_SAMPLES = {
    "whatsapp": "Chat WhatsApp dengan Loker Taiwan.txt",
    "telegram": "result.json",
    "kakaotalk": "KakaoTalkChats.txt",
    "facebook": "your_posts_1.json",
    "twitter": "tweets.js",
    "crowdtangle": "crowdtangle.csv",
    "zeeschuimer": "zeeschuimer.ndjson",
    "apify": "apify.json",
}


def shape(row: Offer | Refusal) -> dict[str, Any]:
    """A row without what is empty, the sentence of a refusal left to its own tests."""
    told = {key: value for key, value in asdict(row).items() if value is not None}
    if isinstance(row, Refusal):
        return told | {"error": row.error.code}
    return told if row.meta is None else told | {"meta": {key: word for key, word in asdict(row.meta).items() if word}}


def rows_of(path: Path, **options: Any) -> list[dict[str, Any]]:
    return [shape(row) for row in read_offers(path, **options)]


def expected() -> dict[str, list[dict[str, Any]]]:
    read: dict[str, list[dict[str, Any]]] = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return read


@contextmanager
def standard_input(content: bytes) -> Iterator[None]:
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(content))
    try:
        yield
    finally:
        sys.stdin = before


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_rows_of_a_sample(path: Path) -> None:
    assert rows_of(path) == expected()[path.name]


def test_no_expectation_is_left_over() -> None:
    assert sorted(expected()) == [path.name for path in SAMPLES]


@pytest.mark.parametrize("suffix", [*READERS, *COMPRESSIONS, ".zip"])
def test_every_reader_has_a_sample(suffix: str) -> None:
    assert any(path.suffix == suffix for path in SAMPLES)


@pytest.mark.parametrize("name", [export.name for export in EXPORTS])
def test_every_export_has_a_sample_and_says_by_what_it_was_known(name: str) -> None:
    notes: list[str] = []
    sample = EXPORT_SAMPLES[name]
    list(read_offers(FOLDER / sample, note=notes.append))
    assert [note for note in notes if note.startswith(f"{sample}: dikenali sebagai ekspor {name}")] == notes[:1]
    assert all(word in notes[0] for word in ("karena", "--format"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_stream_gives_the_same_texts(path: Path) -> None:
    """Without a name and without a place to jump to, content alone says what it is; a mail's rules need its suffix."""
    format = {".lines": "lines", ".htm": "htm"}.get(path.suffix)
    with standard_input(path.read_bytes()):
        texts = [getattr(row, "text", None) for row in read_offers(STDIN, format=format)]
    assert texts == [row.get("text") for row in expected()[path.name]]


def test_the_folder_is_the_sum_of_its_files() -> None:
    whole = [{**row, "source": row["source"].partition(":")[0]} for row in rows_of(FOLDER)]
    assert len(whole) == sum(map(len, expected().values()))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_progress_ends_within_the_outer_file(path: Path) -> None:
    seen: list[Opened] = []
    places: list[int] = []
    for _ in InputFile(path, path.name).read(Fields(), watch=seen.append):
        if not seen[0].binary.closed:  # read to its end
            places.append(seen[0].binary.tell())
    assert len(seen) == 1
    assert all(0 < place <= path.stat().st_size for place in places)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sample_cut_off_anywhere_is_answered(path: Path, data: st.DataObject, tmp_path: Path) -> None:
    content = path.read_bytes()
    cut = tmp_path / path.name
    cut.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    answered(cut)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sample_with_wrong_bytes_is_answered(path: Path, data: st.DataObject, tmp_path: Path) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    changed = tmp_path / path.name
    changed.write_bytes(content)
    answered(changed)


def answered(path: Path) -> None:
    """Nothing but offers, refusals and one sentence; what is written out can be written as UTF-8."""
    with suppress(InputError):
        for row in read_offers(path):
            (row.text if isinstance(row, Offer) else row.error.message).encode()
            f"{row.id}{row.source}".encode()


def test_find_files_takes_a_folder_of_all() -> None:
    assert [file.name for file in find_files(FOLDER)] == [path.name for path in SAMPLES]


if __name__ == "__main__":
    written = {path.name: rows_of(path) for path in SAMPLES}
    EXPECTED.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
