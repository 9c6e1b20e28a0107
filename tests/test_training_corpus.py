"""The corpus: markup in, documents with marks out, splits by author, near-duplicates that never cross a split."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from training_samples import AUTHORS, sample_documents

from offerscan.catalog import read_catalog
from offerscan.errors import InputError
from offerscan.records import Category, Risk
from offerscan.text import read_view
from offerscan_training.background import BACKGROUND, BackgroundFile, is_held_out
from offerscan_training.corpus import SPLITS, Document, Mark, read_jsonl, read_markup, write_jsonl
from offerscan_training.feedback import fill_placeholders, read_feedback
from offerscan_training.prepare import as_dataset, data_hash, near_duplicates, prepare, shingles

HEAD = "@@ overseas_offer | high | lang=id | dest=KH\n"
LONG = (
    "Dibuka lowongan pabrik komponen di kota industri, kerja dua giliran, mess dan makan disediakan, lembur dihitung,"
    " berangkat bersama rombongan bulan depan setelah medical dan pelatihan bahasa selama enam minggu di balai latihan."
)


def write_author(folder: Path, name: str, *documents: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text("\n\n".join(documents) + "\n", encoding="utf-8")
    return path


def test_markup_becomes_text_marks_and_meta(tmp_path: Path) -> None:
    path = write_author(
        tmp_path,
        "t9",
        HEAD
        + "Kerja di [[closed_destination|Kamboja 🇰🇭]].\n[[upfront_fee+debt_deduction|DP 2jt,\nsisa potong gaji]] ya",
        "@@ other | low | lang=id\nJual cabe [dua karung] | nego",
    )
    first, second = read_markup(path)
    assert first.text == "Kerja di Kamboja 🇰🇭.\nDP 2jt,\nsisa potong gaji ya"
    assert [(mark.label, first.text[mark.start : mark.end]) for mark in first.spans] == [
        ("closed_destination", "Kamboja 🇰🇭"),
        ("upfront_fee", "DP 2jt,\nsisa potong gaji"),
        ("debt_deduction", "DP 2jt,\nsisa potong gaji"),
    ]
    assert (first.id, first.author, first.split) == ("t9-1", "t9", "train")
    assert first.meta == {"lang": "id", "dest": "KH"}
    assert (first.category, first.risk) == (Category.OVERSEAS_OFFER, Risk.HIGH)
    assert first.labels == {"closed_destination", "upfront_fee", "debt_deduction"}
    assert (second.id, second.text, second.spans) == ("t9-6", "Jual cabe [dua karung] | nego", ())


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (HEAD + "Ada [[upfront_fe|DP]] dulu", "unknown indicator upfront_fe"),
        (HEAD + "Ada [[upfront_fee|DP]] dulu]]", "stray brackets"),
        (HEAD + "Ada [[upfront_fee|DP dulu", "stray brackets"),
        (HEAD + "Ada [[upfront_fee|DP [[debt_deduction|potong]] gaji]]", "stray brackets"),
        (HEAD + "Ada [[UPFRONT_FEE|DP]] dulu", "stray brackets"),
        (HEAD + "Ada [[upfront_fee| ]] dulu", "an empty mark"),
        ("@@ tawaran | high | lang=id\nAda", "'tawaran' is not a valid Category"),
        ("@@ overseas_offer | bahaya | lang=id\nAda", "'bahaya' is not a valid Risk"),
        ("@@ overseas_offer\nAda", "the head is not"),
        ("@@ overseas_offer | high | id\nAda", "the head is not"),
        ("@@ discussion | low | lang=id\nAda [[upfront_fee|DP]]", "no offer carries marks"),
        ("@@ other | review | lang=id\nAda", "no offer carries marks or a level"),
    ],
)
def test_a_fault_in_the_markup_names_file_and_line(tmp_path: Path, document: str, fault: str) -> None:
    path = write_author(tmp_path, "t9", "@@ other | low | lang=id\nJual cabe", document)
    with pytest.raises(InputError, match=r"^t9\.txt:4: .*mend the markup") as caught:
        list(read_markup(path))
    assert fault in str(caught.value)
    assert "potong" not in str(caught.value)


def test_the_sample_authors_are_sound() -> None:
    documents = sample_documents()
    assert len({document.id for document in documents}) == len(documents) > 40
    assert {document.category for document in documents} == set(Category)
    assert {document.split for document in documents} == {"train", "dev", "test"}


LABELS = read_catalog().labels


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(min_size=1, max_size=80))
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.builds(Mark, ends, ends, st.sampled_from(LABELS)), max_size=4))
    meta = draw(st.dictionaries(st.sampled_from(["lang", "dest"]), st.text(max_size=8), max_size=2))
    category, risk = draw(st.sampled_from(list(Category))), draw(st.sampled_from(list(Risk)))
    return Document(draw(st.text(min_size=1, max_size=9)), text, category, risk, tuple(spans), meta)


@given(st.lists(documents(), max_size=5))
@example([Document("t1-1", "baris\u2028lain\x85lagi\r\n\x0b\x1c", Category.OTHER, Risk.LOW)])
@settings(max_examples=60, deadline=None)
def test_json_lines_give_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, written: list[Document]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round-trip.jsonl"
    write_jsonl(written, path)
    assert read_jsonl(path) == written


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": "a-1"}', '{"id":"a-1","text":"x","category":"x","risk":"low","spans":[]}']
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "dev.jsonl"
    write_jsonl(sample_documents()[:2], path)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"dev\.jsonl:3 is not a document"):
        read_jsonl(path)


def test_a_missing_split_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"dev\.jsonl is missing: run `make corpus`"):
        read_jsonl(tmp_path / "dev.jsonl")


def test_splits_follow_authors(tmp_path: Path) -> None:
    prepare([AUTHORS], tmp_path)
    authors = {split: {d.author for d in read_jsonl(tmp_path / f"{split}.jsonl")} for split in ("train", "dev", "test")}
    assert authors == {"train": {"t1", "t2"}, "dev": {"u1"}, "test": {"t10"}}
    assert sum(len(read_jsonl(tmp_path / f"{split}.jsonl")) for split in authors) == len(sample_documents())


def pair_of(one: str, other: str) -> list[tuple[str, str]]:
    pairs = near_duplicates(
        [Document(name, text, Category.OTHER, Risk.LOW) for name, text in (("t1-1", one), ("t2-1", other))]
    )
    return [(pair.first, pair.second) for pair in pairs]


@pytest.mark.parametrize(
    ("other", "near"),
    [
        (LONG, True),
        (LONG.upper() + "!!!", True),
        ("🔥🔥 " + LONG.replace("lowongan", "l0wongan").replace("bulan depan", "b u l a n depan"), True),
        (LONG.replace("enam", "tujuh"), True),
        (" ".join(reversed(LONG.split())), False),
        ("Jual cabe rawit kering dua karung, ambil di kios depan terminal, harga nego di tempat saja.", False),
    ],
)
def test_near_duplicates_are_found_whatever_the_spelling(other: str, near: bool) -> None:
    assert pair_of(LONG, other) == ([("t1-1", "t2-1")] if near else [])


def test_shingles_are_three_words_or_the_whole_text() -> None:
    assert shingles("Gaji 5jt, makan & mess!") == {"gaji 5jt makan", "5jt makan mess"}
    assert shingles("ya") == {"ya"}


def test_a_near_duplicate_across_splits_leaves_training_only(tmp_path: Path) -> None:
    head = "@@ domestic_offer | low | lang=id\n"
    write_author(tmp_path / "in", "t1", head + LONG, head + "Warung soto di Kediri butuh pelayan")
    write_author(tmp_path / "in", "t2", head + "Warung soto di Kediri butuh pelayan!")  # near within a split: both stay
    write_author(tmp_path / "in", "u1", head + LONG.replace("enam", "tujuh"))
    write_author(tmp_path / "in", "t10", head + "Gudang semen di Tuban cari kernet, tidur di mess")
    write_author(tmp_path / "in", "kupang", head + "Bengkel motor di Soe cari montir")  # any name may join
    prepare([tmp_path / "in"], tmp_path / "out")
    ids = {split: [d.id for d in read_jsonl(tmp_path / "out" / f"{split}.jsonl")] for split in ("train", "dev", "test")}
    assert ids == {"train": ["kupang-1", "t1-4", "t2-1"], "dev": ["u1-1"], "test": ["t10-1"]}
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "1 within a split (t1-4 and t2-1)" in card
    assert "1 documents left out because they resemble one of a later split in the order train, dev, test, hard (t1-1)." in card
    assert "| train | kupang t1 t2 | 3 |" in card


def test_of_a_near_duplicate_in_development_and_test_the_test_keeps_its_own(tmp_path: Path) -> None:
    head = "@@ domestic_offer | low | lang=id\n"
    write_author(tmp_path / "in", "t10", head + LONG)  # read before u1, and of the test split
    write_author(tmp_path / "in", "u1", head + LONG.replace("enam", "tujuh"), head + "Bengkel motor di Soe cari montir")
    prepare([tmp_path / "in"], tmp_path / "out")
    ids = {split: [d.id for d in read_jsonl(tmp_path / "out" / f"{split}.jsonl")] for split in ("train", "dev", "test")}
    assert ids == {"train": [], "dev": ["u1-4"], "test": ["t10-1"]}


def test_the_hash_hangs_on_the_data_alone(tmp_path: Path) -> None:
    first, again = prepare([AUTHORS], tmp_path / "a"), prepare([AUTHORS], tmp_path / "b")
    assert first == again == data_hash(tmp_path / "a")
    assert f"`{first}`" in (tmp_path / "a" / "README.md").read_text(encoding="utf-8")
    written = b"".join((tmp_path / "a" / f"{split}.jsonl").read_bytes() for split in SPLITS)
    assert first == hashlib.sha256(written).hexdigest()
    dev = tmp_path / "b" / "dev.jsonl"
    dev.write_text(dev.read_text(encoding="utf-8").replace("Kamboja", "Kambodja"), encoding="utf-8")
    assert data_hash(tmp_path / "b") != first


def test_without_author_files_the_way_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give the folder of the annotated seed with --seed"):
        prepare([tmp_path], tmp_path)


def test_the_datasets_dictionary_holds_the_same(tmp_path: Path) -> None:
    prepare([AUTHORS], tmp_path)
    (tmp_path / "test.jsonl").write_text("", encoding="utf-8")
    splits = as_dataset(tmp_path)
    documents = read_jsonl(tmp_path / "train.jsonl")
    assert {name: len(split) for name, split in splits.items()} == {"train": len(documents), "dev": 9, "test": 0, "hard": 0}
    assert splits["train"].features == splits["test"].features
    row, document = splits["train"][0], documents[0]
    assert (row["id"], row["text"], row["risk"]) == (document.id, document.text, document.risk)
    assert [Mark(**span) for span in row["spans"]] == list(document.spans)
    assert {key: value for key, value in row["meta"].items() if value} == document.meta


# --- feedback of the desk ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("redacted", "read"),
    [
        ("wa [TELEPON 1] ya", "wa 08## ya"),
        ("tf ke bca [REKENING 1] atau [NOMOR 1]", "tf ke bca ## atau ##"),
        ("nik [NIK 1], kk [KK 1]", "nik ##, kk ##"),
        ("kirim ke [SUREL 1]", "kirim ke ##@gmail.com"),
        ("ig [AKUN 1] atau t.me/[AKUN 2]", "ig @## atau t.me/##"),
        ("tanpa apa-apa [nego 1]", "tanpa apa-apa [nego 1]"),
    ],
)
def test_a_placeholder_reads_as_what_it_stands_for(redacted: str, read: str) -> None:
    assert read_view(fill_placeholders(Document("desk-1", redacted, Category.OTHER, Risk.LOW)).text).text == read


def test_marks_move_with_what_stands_for_a_placeholder() -> None:
    text = "Bu [NAMA 1], DP 2jt ke [REKENING 1], WA [TELEPON 1] [NAMA 2]/[NAMA 1]"
    stretches = [
        ("DP 2jt ke [REKENING 1]", "upfront_fee"),
        ("[TELEPON 1]", "personal_recruiter"),
        ("NAMA 1]", "urgency_pressure"),
    ]
    marks = tuple(Mark(text.index(words), text.index(words) + len(words), label) for words, label in stretches)
    filled = fill_placeholders(Document("desk-1", text, Category.OVERSEAS_OFFER, Risk.HIGH, marks))
    fee, phone, name = (filled.text[mark.start : mark.end] for mark in filled.spans)
    assert fee.startswith("DP 2jt ke 5")
    assert phone.startswith("0812-0000-")
    assert filled.text.startswith(f"Bu {name}, DP")
    assert filled.text.endswith(f"/{name}")
    assert f" {name}/" not in filled.text
    assert filled == fill_placeholders(Document("desk-1", text, Category.OVERSEAS_OFFER, Risk.HIGH, marks))


def test_more_names_than_we_have_are_filled_too() -> None:
    text = " ".join(f"[NAMA {number}]" for number in range(200))
    assert "[" not in fill_placeholders(Document("desk-1", text, Category.OTHER, Risk.LOW)).text


def test_the_card_tells_of_feedback_that_differs(tmp_path: Path) -> None:
    fee = (Mark(0, 6, "upfront_fee"),)
    opinions = [
        Document("desk-a", "DP 2jt dulu ke Taiwan", Category.OVERSEAS_OFFER, Risk.HIGH, fee, {"at": "2026-11-02"}),
        Document("desk-b", "DP  2jt dulu ke TAIWAN", Category.OVERSEAS_OFFER, Risk.REVIEW, fee, {"at": "2026-11-01"}),
        Document("desk-c", "Jual cabe WA [TELEPON 1]", Category.OTHER, Risk.LOW),
    ]
    write_jsonl(opinions, tmp_path / "feedback.jsonl")
    prepare([AUTHORS], tmp_path / "out", [tmp_path / "feedback.jsonl"])
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "3 opinions on 2 texts" in card
    assert "differ from the newest: 1 (desk-a over desk-b)." in card
    desk = [document for document in read_jsonl(tmp_path / "out" / "train.jsonl") if document.author == "desk"]
    assert [(document.id, document.meta) for document in desk] == [("desk-c", {}), ("desk-a", {})]
    assert "TELEPON" not in desk[0].text


def test_feedback_of_a_held_out_author_is_refused(tmp_path: Path) -> None:
    write_jsonl([Document("u1-1", "DP dulu", Category.OTHER, Risk.LOW)], tmp_path / "feedback.jsonl")
    with pytest.raises(InputError, match="u1-1 bears the name"):
        read_feedback([tmp_path / "feedback.jsonl"])


def test_a_missing_background_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"sms\.jsonl\.gz is missing: point --background"):
        list(BackgroundFile("sms").texts(tmp_path))


def test_one_text_in_ten_is_held_out() -> None:
    assert [index for index in range(30) if is_held_out(index)] == [7, 17, 27]
    assert [file.name for file in BACKGROUND if not file.adapt] == ["factchecks"]  # evaluation only, says its README


def test_no_model_learns_from_a_file_that_is_for_evaluation_only() -> None:
    for file in BACKGROUND:
        assert file.adapt or (file.mix, file.share, file.tier_posts, file.is_talk) == (0, 0, 0, False), file.name
    assert sum(file.share for file in BACKGROUND) == pytest.approx(1)
    assert [file.name for file in BACKGROUND if file.holds_offers] == ["job_adverts"]


def test_json_lines_are_one_object_a_line_in_plain_letters(tmp_path: Path) -> None:
    write_jsonl(sample_documents()[:3], tmp_path / "x.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [list(row) for row in rows] == [["id", "text", "category", "risk", "spans", "meta"]] * 3
