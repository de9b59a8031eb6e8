"""Long texts in the messages of a network."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.gateway.splitting import split, utf16_units

LONGEST = 4096


def cut(text):
    return split(text, LONGEST, utf16_units)


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def test_a_text_that_fits_is_one_piece():
    assert cut("a" * LONGEST) == ["a" * LONGEST]
    assert cut("  Bonjour !\n") == ["Bonjour !"]
    assert cut(" \n ") == []


def test_characters_outside_the_first_plane_count_twice():
    assert cut("😀" * (LONGEST // 2)) == ["😀" * (LONGEST // 2)]
    assert [utf16(piece) for piece in cut("😀" * (LONGEST // 2 + 1))] == [LONGEST, 2]
    assert [utf16(piece) for piece in cut("a" + "😀" * (LONGEST // 2))] == [LONGEST - 1, 2]


@pytest.mark.parametrize(("text", "pieces"), [
    ("Un deux trois.\n\nQuatre cinq.", ["Un deux trois.", "Quatre cinq."]),
    ("Un deux trois\nquatre cinq six", ["Un deux trois", "quatre cinq six"]),
    ("Un deux. Trois quatre cinq.", ["Un deux.", "Trois quatre cinq."]),
    ("Un deux trois quatre cinq six", ["Un deux trois quatre", "cinq six"]),
    ("Vingt caractères ici suite", ["Vingt caractères ici", "suite"]),
    ("A" * 25, ["A" * 20, "A" * 5]),
    ("Ah. " + "b" * 30, ["Ah. " + "b" * 16, "b" * 14]),
])  # fmt: skip
def test_a_long_text_is_cut_where_a_reader_would(text, pieces):
    assert split(text, 20, utf16_units) == pieces


@pytest.mark.parametrize("whole", ["e\u0301", "👩‍🔬", "👍🏽", "❤\ufe0f", "🇫🇷"])
def test_nothing_that_is_one_sign_is_torn_apart(whole):
    for before in range(8, 12):
        first, *rest = split("a" * before + whole + "b" * 20, 12, utf16_units)
        assert whole in first or whole in "".join(rest)
        assert not unicodedata.combining(rest[0][0])


def test_half_characters_are_left_out():
    assert cut("a\ud83db") == ["ab"]


@given(st.text(alphabet=st.sampled_from("ab .\n😀é\u0301\u200d👍\U0001f3fd")), st.integers(4, 30))
def test_pieces_fit_and_lose_nothing_but_blanks(text, limit):
    pieces = split(text, limit, utf16_units)
    assert all(0 < utf16(piece) <= limit and utf16(piece) == utf16_units(piece) for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_letter_that_no_message_can_hold_is_torn_and_nothing_is_lost():
    letter = "e" + "\u0301" * 40
    assert "".join(split(letter, 12)) == letter
