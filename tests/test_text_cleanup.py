"""Removal of invisible characters, which leaves all visible ones."""

import re
import sys
import unicodedata

import pytest

from bot.base.places import HOME
from bot.base.text_cleanup import INVISIBLE, clean_line, clean_lines, strip_invisible
from bot.exporting.spreadsheet import safe_cell

HIDDEN = [
    "\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u00ad", "\u034f", "\u061c", "\u115f", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a",
    "\u202e", "\u2060", "\u2066", "\u2069", "\u3164", "\ufe00", "\ufeff", "\uffa0", "\ufff9", "\ufffe", "\uffff", "\U0001d173", "\U000e0041", "\U000e0100",
]  # fmt: skip
SEEN = [
    "Éloïse d'Œuvre",
    "L’été : « oui »",
    "12 €",
    "a\u00a0: b\u202f!",
    "👩\u200d💻",
    "❤️",
    "👩🏽\u200d🚒",
    "🏳️\u200d🌈",
    "محمد",
    "李",
    "=1+1",
]


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"{ord(sign):04x}")
def test_a_hidden_sign_is_taken_out_of_names_and_of_words(sign):
    assert (
        clean_line(f"a{sign}b")
        == clean_lines(f"a{sign}b")
        == strip_invisible(f"a{sign}b")
        == safe_cell(f"a{sign}b")
        == "ab"
    )
    assert clean_line(sign) == clean_lines(sign) == ""


@pytest.mark.parametrize("text", SEEN)
def test_what_is_seen_stays(text):
    assert strip_invisible(text) == clean_lines(text) == safe_cell(text).removeprefix("'") == text


def test_every_sign_that_formats_is_hidden():
    """Except format characters that are drawn, before numbers and in other scripts."""
    drawn = {"\u200d", *map(chr, [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD]), *map(chr, range(0x13430, 0x13440))}  # fmt: skip
    left = [
        f"{code:04x}" for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) == "Cf" and chr(code) not in drawn and not INVISIBLE.match(chr(code))
    ]  # fmt: skip
    assert left == []


def test_a_name_is_one_line_and_one_spelling():
    assert clean_line("  La\tMaison\r\ndu\u2028nume\u0301rique \u200b ") == "La Maison du numérique"


def test_words_keep_their_lines():
    assert clean_lines("\ufeffUn\r\ndeux\rtrois\u2028quatre\n\n  cinq \u200b") == "Un\ndeux\ntrois\nquatre\n\n  cinq"


def test_there_is_one_expression_of_them():
    others = [
        str(path.relative_to(HOME)) for path in (HOME / "bot").rglob("*.py")
        if path.name != "invisible.py" and re.search(r"\[[^\]\n]*\\u202[ae]", path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert others == []
