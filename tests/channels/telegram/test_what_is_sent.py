"""Texts within Telegram's length, and choices as buttons or numbers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.keyboards import ANSWER_BY_NUMBER, CHOOSE, LONGEST_TITLE, keyboard, pressed, with_choices
from bot.channels.telegram.sentences import COMMANDS, DESCRIPTION, SHORT_DESCRIPTION, STALE_BUTTON_SHORT, UNREADABLE
from bot.channels.telegram.splitting import LONGEST_TEXT, split, units
from bot.channels.telegram.updates import _KINDS


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def test_a_text_that_fits_is_one_piece():
    assert split("a" * LONGEST_TEXT) == ["a" * LONGEST_TEXT]
    assert split("  Bonjour !\n") == ["Bonjour !"]
    assert split(" \n ") == []


def test_characters_outside_the_first_plane_count_twice():
    assert split("😀" * (LONGEST_TEXT // 2)) == ["😀" * (LONGEST_TEXT // 2)]
    assert [utf16(piece) for piece in split("😀" * (LONGEST_TEXT // 2 + 1))] == [LONGEST_TEXT, 2]
    assert [utf16(piece) for piece in split("a" + "😀" * (LONGEST_TEXT // 2))] == [LONGEST_TEXT - 1, 2]


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
    assert split(text, 20) == pieces


@pytest.mark.parametrize("whole", ["e\u0301", "👩‍🔬", "👍🏽", "❤\ufe0f"])
def test_nothing_that_is_one_sign_is_torn_apart(whole):
    for before in range(8, 12):
        first, *rest = split("a" * before + whole + "b" * 20, 12)
        assert whole in first or whole in "".join(rest)
        assert not unicodedata.combining(rest[0][0])


def test_half_characters_are_left_out():
    assert split("a\ud83db") == ["ab"]


@given(st.text(alphabet=st.sampled_from("ab .\n😀é\u0301\u200d👍\U0001f3fd")), st.integers(4, 30))
def test_pieces_fit_and_lose_nothing_but_blanks(text, limit):
    pieces = split(text, limit)
    assert all(0 < utf16(piece) <= limit and utf16(piece) == units(piece) for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_choices_that_fit_are_buttons():
    assert with_choices("D'accord ?", ["Oui", "Non"]) == "D'accord ?"
    shown = keyboard(12, ["Oui", "Non"])
    assert shown == {
        "inline_keyboard": [[{"text": "Oui", "callback_data": "12.0"}, {"text": "Non", "callback_data": "12.1"}]]
    }


def test_longer_titles_stand_one_above_the_other():
    assert [len(row) for row in keyboard(1, ["Poser une question", "M'inscrire"])["inline_keyboard"]] == [1, 1]
    assert [len(row) for row in keyboard(1, ["Oui", "Non", "Passer"])["inline_keyboard"]] == [3]


@pytest.mark.parametrize("titles", [
    ["x" * (LONGEST_TITLE + 1), "Non"], [f"Choix {number}" for number in range(9)], [f"Choix {number}" for number in range(40)],
])  # fmt: skip
def test_choices_that_do_not_fit_are_numbered(titles):
    text = with_choices("Lequel ?", titles)
    assert text.startswith(f"Lequel ?\n\n1. {titles[0]}\n2. {titles[1]}")
    assert text.endswith(ANSWER_BY_NUMBER)
    buttons = [button for row in keyboard(3, titles)["inline_keyboard"] for button in row]
    assert [button["text"] for button in buttons] == [str(number) for number in range(1, len(titles) + 1)]
    assert all(len(row) <= 8 for row in keyboard(3, titles)["inline_keyboard"])


def test_very_many_choices_are_typed():
    titles = [f"Choix {number}" for number in range(1, 200)]
    assert "199. Choix 199" in with_choices("Lequel ?", titles)
    assert keyboard(3, titles) is None


def test_choices_without_a_text_have_one():
    assert with_choices(" ", ["Oui"]) == CHOOSE
    assert keyboard(1, []) is None
    assert with_choices("", []) == ""


@given(st.integers(0, 10**17), st.integers(1, 40))
def test_a_button_carries_at_most_64_bytes_and_is_found_again(row_id, count):
    for row in keyboard(row_id, ["é" * 200] * count)["inline_keyboard"]:
        for button in row:
            assert 1 <= len(button["callback_data"].encode()) <= 64
            assert pressed(button["callback_data"])[0] == row_id


@pytest.mark.parametrize(
    "data", ["", "12", "12.", ".1", "-1.0", "12.0.0", "/restart", "oui", "１.２", "1" * 19 + ".0", "12.0\n"]
)
def test_other_data_are_no_button_of_ours(data):
    assert pressed(data) is None


def test_what_telegram_is_told_fits_its_limits():
    assert all(len(text) <= 256 for text in COMMANDS.values())
    assert len(DESCRIPTION) <= 512
    assert len(SHORT_DESCRIPTION) <= 120
    assert len(STALE_BUTTON_SHORT) <= 200
    assert "programme" in DESCRIPTION
    assert "Telegram" in DESCRIPTION


def test_every_kind_has_its_sentence():
    assert set(_KINDS.values()) <= set(UNREADABLE)
    assert len(set(UNREADABLE.values())) == len(UNREADABLE)
