"""Texts within Telegram's length, and choices as buttons or numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.keyboards import MAX_TITLE, keyboard, parse_button_data, with_choices
from bot.channels.telegram.updates import _KINDS
from bot.content.sentences import section, sentence


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
    ["x" * (MAX_TITLE + 1), "Non"], [f"Choix {number}" for number in range(9)], [f"Choix {number}" for number in range(40)],
])  # fmt: skip
def test_choices_that_do_not_fit_are_numbered(titles):
    text = with_choices("Lequel ?", titles)
    assert text.startswith(f"Lequel ?\n\n1. {titles[0]}\n2. {titles[1]}")
    assert text.endswith(sentence("choices.by_number"))
    buttons = [button for row in keyboard(3, titles)["inline_keyboard"] for button in row]
    assert [button["text"] for button in buttons] == [str(number) for number in range(1, len(titles) + 1)]
    assert all(len(row) <= 8 for row in keyboard(3, titles)["inline_keyboard"])


def test_very_many_choices_are_typed():
    titles = [f"Choix {number}" for number in range(1, 200)]
    assert "199. Choix 199" in with_choices("Lequel ?", titles)
    assert keyboard(3, titles) is None


def test_choices_without_a_text_have_one():
    assert with_choices(" ", ["Oui"]) == sentence("choices.choose")
    assert keyboard(1, []) is None
    assert with_choices("", []) == ""


@given(st.integers(0, 10**17), st.integers(1, 40))
def test_a_button_carries_at_most_64_bytes_and_is_found_again(row_id, count):
    for row in keyboard(row_id, ["é" * 200] * count)["inline_keyboard"]:
        for button in row:
            assert 1 <= len(button["callback_data"].encode()) <= 64
            assert parse_button_data(button["callback_data"])[0] == row_id


@pytest.mark.parametrize(
    "data", ["", "12", "12.", ".1", "-1.0", "12.0.0", "/restart", "oui", "１.２", "1" * 19 + ".0", "12.0\n"]
)
def test_other_data_are_no_button_of_ours(data):
    assert parse_button_data(data) is None


def test_what_telegram_is_told_fits_its_limits():
    assert all(len(text) <= 256 for text in section("telegram_commands").values())
    assert len(sentence("telegram.description")) <= 512
    assert len(sentence("telegram.short_description")) <= 120
    assert len(sentence("telegram.stale_button")) <= 200
    assert "programme" in sentence("telegram.description")
    assert "Telegram" in sentence("telegram.description")


def test_every_kind_has_its_sentence():
    assert set(_KINDS.values()) <= section("unsupported").keys()
    assert len(set(section("unsupported").values())) == len(section("unsupported"))
