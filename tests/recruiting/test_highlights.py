"""Quotes in place."""

from hypothesis import given
from hypothesis import strategies as st

from bot.recruiting.dossiers.highlights import Quote, split_segments

TEXT = "Je prends le temps. Je reformule."


def quote(start, end, number=1, is_opposite=False):
    return Quote(number, TEXT[start:end], start, end, "étiquette", is_opposite)


def test_an_answer_without_quotes_is_one_segment():
    assert [(segment.text, segment.quotes) for segment in split_segments(TEXT, [])] == [(TEXT, ())]


def test_no_answer_has_no_segment():
    assert split_segments("", []) == []


def test_overlapping_quotes_share_a_segment_and_each_ends_once():
    first, second = quote(0, 18, 1), quote(10, 32, 2)
    segments = split_segments(TEXT, [first, second])
    assert [(segment.text, segment.quotes, segment.ending) for segment in segments] == [
        ("Je prends ", (first,), ()),
        ("le temps", (first, second), (first,)),
        (". Je reformule", (second,), (second,)),
        (".", (), ()),
    ]


def test_a_segment_is_opposite_only_when_all_its_quotes_are():
    segments = split_segments(TEXT, [quote(0, 18, 1, is_opposite=True), quote(10, 32, 2)])
    assert [segment.is_opposite for segment in segments if segment.quotes] == [True, False, False]


@given(st.text(), st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60))))
def test_segments_always_make_up_the_whole_answer(text, places):
    quotes = [Quote(number, "", start, end, "", False) for number, (start, end) in enumerate(places)]
    assert "".join(segment.text for segment in split_segments(text, quotes)) == text


def test_a_mask_is_a_segment_of_its_own_inside_a_quote():
    segments = split_segments(TEXT, [quote(0, 18)], [(3, 8, 6)])
    assert [(segment.text, bool(segment.quotes), segment.hidden_words) for segment in segments] == [
        ("Je ", True, 0), ("prend", True, 6), ("s le temps", True, 0), (". Je reformule.", False, 0),
    ]  # fmt: skip
