"""What the tests of training stand on: tiny tokenizers and encoders, made on the spot, and invented background text."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable
from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer
from tokenizers.models import Unigram, WordLevel, WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer, Metaspace, Whitespace
from tokenizers.processors import TemplateProcessing
from tokenizers.trainers import UnigramTrainer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaModel

from offerscan.records import Category, Risk
from offerscan.text import read_view
from offerscan_training.background import BACKGROUND
from offerscan_training.corpus import Document, Mark, read_markup

# Products of tensors this small take less time than threads need to meet, and far less where the machine has other work.
torch.set_num_threads(1)

AUTHORS = Path(__file__).parent / "samples" / "authors"
_WORDS = {
    "posts_social": "hujan pagi macet pasar kopi teman sekolah bola anak ibu masak ayam murah jalan rumah capek senang",
    "posts_gambling_promo": "slot gacor menang depo malam bonus link daftar member jackpot akun main",
    "reviews_tweets_indonlu": "filmnya bagus layanan lambat kamar bersih harga mahal sinyal jelek suka aplikasi",
    "regional_nusax": "aku seneng banget mangan ing warung iku regane murah tenan enak panggonane resik",
    "regional_nusawrites": "beta pung rumah dekat laut katong pi pasar pagi sonde ada ikan",
    "malay": "saya hendak pergi kerja esok pagi cuaca baik sungguh kereta lewat",
    "job_adverts": "dibutuhkan staf gudang pengalaman satu tahun Surabaya gaji pokok tunjangan BPJS kirim lamaran",
    "sms": "promo kuota internet murah ketik aktif pulsa bonus pelanggan setia hari ini",
    "factchecks": "beredar pesan berantai tentang bantuan tunai faktanya informasi itu tidak benar hoaks",
}
_MORE = {"regional_nusax": {"lang": "javanese"}, "posts_gambling_promo": {"label": "judol"}, "malay": {"lang": None}}


def write_background(folder: Path, rows: int = 50) -> Path:
    """The files of the shared data folder, with sentences drawn from a few words each."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in BACKGROUND:
        rng = random.Random(file.name)
        words = _WORDS[file.name].split()
        with gzip.open(folder / f"{file.name}.jsonl.gz", "wt", encoding="utf-8") as out:
            for _ in range(rows):
                text = " ".join(rng.choices(words, k=rng.randint(6, 14))) + "."
                row = {"text": text, "source": "invented", **_MORE.get(file.name, {})}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return folder


def sample_documents() -> list[Document]:
    """The documents of tests/samples/authors."""
    return [document for path in sorted(AUTHORS.glob("*.txt")) for document in read_markup(path)]


def sample_views() -> list[str]:
    """Reading views of documents and background words."""
    return [read_view(text).text for text in [*(document.text for document in sample_documents()), *_WORDS.values()]]


def offer(text: str, *marks: tuple[str, str], risk: str = "high", identity: str = "t1-1") -> Document:
    """An overseas offer where each (stretch, label) of `marks` is marked at its first place."""
    spans = tuple(Mark(text.index(stretch), text.index(stretch) + len(stretch), label) for stretch, label in marks)
    return Document(identity, text, Category.OVERSEAS_OFFER, Risk(risk), spans, {"lang": "id"})


def unigram(views: Iterable[str], size: int) -> Tokenizer:
    """A Unigram tokenizer as XLM-R has it: <s> <pad> </s> <unk> first, <mask> last, "▁" before words."""
    tokenizer = Tokenizer(Unigram())
    tokenizer.pre_tokenizer = Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = UnigramTrainer(
        vocab_size=size - 1, special_tokens=special, unk_token="<unk>", max_piece_length=8, show_progress=False
    )
    tokenizer.train_from_iterator(views, trainer)
    written = json.loads(tokenizer.to_str())
    last = len(written["model"]["vocab"])
    written["model"]["vocab"].append(["<mask>", 0.0])
    written["added_tokens"].append({**written["added_tokens"][0], "id": last, "content": "<mask>"})
    tokenizer = Tokenizer.from_str(json.dumps(written))
    tokenizer.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return tokenizer


def word_pieces(words: Iterable[str]) -> Tokenizer:
    """A WordPiece tokenizer as BERT has it; every letter is a piece, alone and within a word."""
    letters = sorted(set("abcdefghijklmnopqrstuvwxyz0123456789.,#@!"))
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    vocabulary = {piece: i for i, piece in enumerate(dict.fromkeys([*pieces, *words]))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
    tokenizer.add_special_tokens([AddedToken(piece, special=True) for piece in pieces[:5]])
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    )
    return tokenizer


def whole_words(text: str) -> Tokenizer:
    """One piece a word and a sign, so that pieces can be counted by hand."""
    words = [word for word, _ in Whitespace().pre_tokenize_str(text)]
    tokenizer = Tokenizer(
        WordLevel({word: i for i, word in enumerate(dict.fromkeys(["<s>", "</s>", "<unk>", *words]))}, "<unk>")
    )
    tokenizer.pre_tokenizer = Whitespace()
    return tokenizer


def xlmr_encoder(vocabulary: int, layers: int = 2) -> BertModel:
    """multilingual-e5's kind in small: BERT with XLM-R's pieces; the same weights at every call."""
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=vocabulary, hidden_size=32, num_hidden_layers=layers, num_attention_heads=4, intermediate_size=64,
        max_position_embeddings=130, pad_token_id=1, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    return BertModel(config, add_pooling_layer=False).eval()


def save_xlmr(folder: Path, tokenizer: Tokenizer) -> Path:
    """An XLM-R encoder with its tokenizer in the Hugging Face layout; as published ones, it cuts and pads texts."""
    torch.manual_seed(5)
    config = XLMRobertaConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=32, num_hidden_layers=1, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=130,
    )  # fmt: skip
    XLMRobertaModel(config).save_pretrained(folder)
    names = {
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "mask_token": "<mask>",
    }
    return _save_tokenizer(folder, tokenizer, names)


def save_bert(folder: Path, tokenizer: Tokenizer) -> Path:
    """The same for a BERT encoder with WordPiece."""
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=32, num_hidden_layers=1, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=130,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)
    names = {
        "cls_token": "[CLS]",
        "sep_token": "[SEP]",
        "unk_token": "[UNK]",
        "pad_token": "[PAD]",
        "mask_token": "[MASK]",
    }
    return _save_tokenizer(folder, tokenizer, names)


def save_base(folder: Path, tokenizer: Tokenizer, encoder: BertModel) -> Path:
    """A given encoder and tokenizer in the Hugging Face layout."""
    encoder.save_pretrained(folder)
    names = {
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "mask_token": "<mask>",
    }
    return _save_tokenizer(folder, tokenizer, names)


def _save_tokenizer(folder: Path, tokenizer: Tokenizer, names: dict[str, str]) -> Path:
    copied = Tokenizer.from_str(tokenizer.to_str())
    copied.enable_truncation(8)
    copied.enable_padding(length=12)
    PreTrainedTokenizerFast(tokenizer_object=copied, **names).save_pretrained(folder)
    return folder
