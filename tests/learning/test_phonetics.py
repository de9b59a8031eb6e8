"""How texts sound: spellings of the same words are the same sounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.phonetics import phonetic_key


@pytest.mark.parametrize(("spelled", "by_ear"), [
    ("je la laisse prendre son temps", "jela lèce prandre son tan"),
    ("qu'elle peut prendre le temps qu'elle veut", "quel peu prandre le tan quelle veu"),
    ("c'est pas grave, on recommence", "sé pa grav on recomanse"),
    ("je recommence calmement autant de fois qu'il faut", "Je recomance calmeman autan de foi quil fo"),
    ("beaucoup de questions", "bocou de késion"), ("les gens guident", "lé jens guide"), ("elle est à l'aise", "élé a lèze"),
])  # fmt: skip
def test_who_writes_by_ear_is_heard_alike(spelled, by_ear):
    assert phonetic_key(spelled) == phonetic_key(by_ear)


@pytest.mark.parametrize(("one", "other"), [
    ("il faut", "il vaut"), ("je dis", "je fais"), ("poisson", "poison"), ("sang", "son"), ("pain", "peau"),
])  # fmt: skip
def test_what_is_said_otherwise_sounds_otherwise(one, other):
    assert phonetic_key(one) != phonetic_key(other)


@given(st.text(max_size=80))
def test_any_text_has_sounds_and_no_spaces(text):
    assert not any(sign.isspace() for sign in phonetic_key(text))


def test_each_sign_is_looked_at_a_bounded_number_of_times():
    assert len(phonetic_key("a" * 10_000 + " " + "ouinouin" * 5_000)) < 100
