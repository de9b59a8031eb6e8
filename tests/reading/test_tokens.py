"""The words of a message, with their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.base.text import LONGEST
from bot.understanding.reading.tokens import tokenize

TYPED = st.text(alphabet=st.one_of(st.sampled_from("aéÉœ'’-_@.,;() \n0129🙂я"), st.characters()), max_size=80)


@pytest.mark.parametrize(("text", "tokens"), [
    ("J'habite à Lyon.", ["J'", "habite", "à", "Lyon", "."]), ("l’été", ["l’", "été"]), ("Saint-Brieuc", ["Saint", "-", "Brieuc"]),
    ("lucie.berard@exemple.fr, merci", ["lucie.berard@exemple.fr", ",", "merci"]), ("29200Brest", ["29200", "Brest"]), ("06.39", ["06", ".", "39"]),
    ("50km", ["50", "km"]), ("ok👍", ["ok", "👍"]), ("a_b", ["a", "_", "b"]), ("@lucie", ["@", "lucie"]), ("", []), (" \n\t", []), ("привіт", ["привіт"]),
])  # fmt: skip
def test_a_message_is_cut(text, tokens):
    assert [token.text for token in tokenize(text)] == tokens


@pytest.mark.parametrize(("text", "plain"), [
    ("ÉTÉ", ["ete"]), ("Cœur", ["coeur"]), ("J’ai", ["j", "ai"]), ("Kılıç", ["kılıc"]),
])  # fmt: skip
def test_a_token_has_a_plain_form(text, plain):
    assert [token.plain for token in tokenize(text)] == plain


@given(TYPED)
def test_tokens_are_what_stands_at_their_places_in_order_and_leave_out_blanks_only(text):
    tokens = tokenize(text)
    place = 0
    for token in tokens:
        assert text[token.start : token.end] == token.text != ""
        assert not text[place : token.start].strip(), "left out"
        assert token.start >= place
        place = token.end
    assert not text[place:].strip()


def test_what_stands_behind_the_longest_message_is_not_read():
    tokens = tokenize("a " * LONGEST)
    assert len(tokens) == LONGEST // 2
    assert tokens[-1].end <= LONGEST
