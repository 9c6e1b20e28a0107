"""Windows of pieces: nothing left out, the overlap as asked, every piece inside the view it was cut from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from training_samples import sample_views, unigram, word_pieces

from offerscan.engines.windows import cut_windows
from offerscan.text import read_view

TOKENIZERS = {"unigram": unigram(sample_views(), 300), "word pieces": word_pieces(["gaji", "kerja", "kamboja", "dp"])}
ENDS = {"unigram": ("<s>", "</s>"), "word pieces": ("[CLS]", "[SEP]")}


@pytest.mark.parametrize("name", TOKENIZERS)
@given(text=st.text(max_size=200), room=st.integers(1, 20), share=st.floats(0, 0.99))
@settings(max_examples=150, deadline=None)
def test_windows_cover_every_piece_once_but_for_the_overlap(name: str, text: str, room: int, share: float) -> None:
    tokenizer, view, overlap = TOKENIZERS[name], read_view(text).text, int(room * share)
    whole = tokenizer.encode(view, add_special_tokens=False)
    windows = cut_windows(tokenizer, view, room + 2, overlap)

    head, tail = (tokenizer.token_to_id(end) for end in ENDS[name])
    read: list[int] = []
    for window in windows:
        assert len(window.ids) <= room + 2
        assert (window.ids[0], window.ids[-1]) == (head, tail)
        assert len(window.spans) == len(window.ids) - 2
        assert window.first == (len(read) - overlap if read else 0)
        read[window.first :] = window.ids[1:-1]
        for (start, end), (piece_start, piece_end) in zip(window.spans, whole.offsets[window.first :], strict=False):
            assert 0 <= piece_start <= start <= end == piece_end <= len(view)
            assert start == end or view[start] != " "
    assert read == whole.ids


@pytest.mark.parametrize(
    ("pieces", "firsts", "sizes"),
    [
        (0, [0], [0]),
        (8, [0], [8]),
        (9, [0, 5], [8, 4]),
        (13, [0, 5], [8, 8]),
        (14, [0, 5, 10], [8, 8, 4]),
    ],
)
def test_windows_of_ten_that_share_three(pieces: int, firsts: list[int], sizes: list[int]) -> None:
    tokenizer: Tokenizer = TOKENIZERS["word pieces"]
    windows = cut_windows(tokenizer, " ".join(["gaji"] * pieces), 10, 3)
    assert [window.first for window in windows] == firsts
    assert [len(window.spans) for window in windows] == sizes


def test_a_piece_leads_to_its_word_without_the_space_before_it() -> None:
    view = "gaji besar di kamboja"
    (window,) = cut_windows(TOKENIZERS["unigram"], view, 64, 8)
    words = "".join(view[start:end] for start, end in window.spans)
    assert words == view.replace(" ", "")
