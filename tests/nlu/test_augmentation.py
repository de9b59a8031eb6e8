"""Messages once more with other names: what stands where is still what the marks say."""

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.nlu.augmentation import variant
from bot.understanding.reading.dialogue_acts import NO_QUESTION
from bot.understanding.reading.spans import Label, Role, Span

WORDS = st.text(alphabet="abcé '.,\n9", max_size=8)
NAMED = st.text(alphabet="abcdÉé-' 29", min_size=1, max_size=8)


@st.composite
def messages(draw):
    text, spans = draw(WORDS), []
    for words, label, role in draw(
        st.lists(st.tuples(NAMED, st.sampled_from(Label), st.sampled_from(Role)), max_size=4)
    ):
        spans.append(Span(label, words, len(text), len(text) + len(words), role))
        text += words + draw(WORDS)
    return text, draw(st.sampled_from(["town", "first_name", "consent", NO_QUESTION])), spans


def around(text, spans):
    """Returns what stands between the spans."""
    places = [0, *(place for span in spans for place in (span.start, span.end)), len(text)]
    return [text[start:end] for start, end in zip(places[::2], places[1::2], strict=True)]


@given(message=messages(), seed=st.integers(0, 99))
def test_a_variant_has_the_same_words_around_the_same_labels_at_their_places(message, seed):
    text, _, spans = message
    new, _, changed = variant(message, random.Random(seed))
    assert [(span.label, span.role) for span in changed] == [(span.label, span.role) for span in spans]
    assert all(new[span.start : span.end] == span.text != "" for span in changed)
    assert around(new, changed) == around(text, spans)


def varied(text, label, words, pending="town"):
    spans = [Span(label, words, text.index(words), text.index(words) + len(words))]
    made = [variant((text, pending, spans), random.Random(seed)) for seed in range(20)]
    return [message[2][0].text for message in made], {message[1] for message in made}


def test_names_and_towns_become_others():
    for label, words in [(Label.FIRST_NAME, "Lucie"), (Label.LAST_NAME, "Bérard"), (Label.TOWN, "Lyon")]:
        assert len(set(varied(f"voilà {words}", label, words)[0])) > 10


def test_other_words_stay_and_so_do_numbers_and_very_short_towns():
    for label, words in [
        (Label.DAY, "lundi"), (Label.EMAIL, "lucie@exemple.fr"), (Label.TOWN, "Ay"), (Label.TOWN, "29200"), (Label.ZONE, "Bretagne"),
    ]:  # fmt: skip
        assert set(varied(f"voilà {words}", label, words)[0]) == {words}


def test_a_name_is_written_as_the_one_in_whose_place_it_stands():
    assert all(name.isupper() for name in varied("voilà BÉRARD", Label.LAST_NAME, "BÉRARD")[0])
    assert all(name.islower() for name in varied("voilà bérard", Label.LAST_NAME, "bérard")[0])
    assert all(name[0].isupper() for name in varied("voilà Bérard", Label.LAST_NAME, "Bérard")[0])


def test_only_an_answer_that_tells_what_it_is_of_moves_to_another_question():
    assert varied("Lyon", Label.TOWN, "Lyon")[1] == {"town"}
    assert varied("oui moi c'est Lucie voilà", Label.FIRST_NAME, "Lucie", "consent")[1] == {"consent"}
    assert varied("alors moi j'habite à Lyon", Label.TOWN, "Lyon")[1] == {"town", "confirmation", NO_QUESTION}


def test_variants_can_be_repeated():
    message = ("voilà Lucie", "first_name", [Span(Label.FIRST_NAME, "Lucie", 6, 11)])
    assert variant(message, random.Random(3)) == variant(message, random.Random(3))
