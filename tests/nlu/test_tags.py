"""Tags of words and the spans that they make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.nlu.tags import spans_of, tags_of
from bot.understanding.reading.spans import Role, Span
from bot.understanding.reading.tokens import tokenize


def taught(pending, *pieces):
    """Returns a message out of pieces: words, or (words, label, perhaps role)."""
    text, spans = "", []
    for piece in pieces:
        words, *named = (piece,) if isinstance(piece, str) else piece
        if named:
            spans.append(Span(named[0], words, len(text), len(text) + len(words), *named[1:]))
        text += words
    return text, pending, spans


LESSONS = [
    message
    for first, last, town, other in [
        ("Lucie", "Bérard", "Lyon", "Brest"), ("Marc", "Petit", "Nantes", "Lille"), ("Inès", "Moreau", "Rennes", "Tours"),
        ("Paul", "Girard", "Dijon", "Nice"), ("Léa", "Fournier", "Angers", "Metz"), ("Hugo", "Lambert", "Limoges", "Pau"), ("Anne", "Simon", "Nevers", "Sens"),
    ]
    for message in [
        taught("first_name", "je m'appelle ", (first, "first_name"), " ", (last, "last_name")),
        taught("town", "j'habite à ", (town, "town")),
        taught("town", "je ne vis plus à ", (other, "town", Role.DENIED), " mais à ", (town, "town")),
        taught("town", "combien ça paye ?"),
    ]
]  # fmt: skip


@pytest.mark.parametrize("message", LESSONS, ids=lambda message: message[0])
def test_tags_there_and_back_are_the_spans(message):
    text, _, spans = message
    tokens = tokenize(text)
    assert spans_of(text, tokens, tags_of(tokens, spans)) == spans


def test_signs_around_a_span_are_not_of_it():
    text = "« Lyon », voilà"
    tokens = tokenize(text)
    tags = ["town" if index <= 3 else "O" for index in range(len(tokens))]
    assert spans_of(text, tokens, tags) == [Span("town", "Lyon", 2, 6)]


@pytest.mark.parametrize("name", ["Le Guivarc'h", "N'Diaye", "Le Goff-L'Hostis"])
def test_a_name_is_not_cut_at_its_apostrophe(name):
    text = f"{name}, comme ça"
    tokens = tokenize(text)
    first = next(index for index, token in enumerate(tokens) if token.text.endswith("'"))
    tags = ["last_name"] * (first + 1) + ["O"] * (len(tokens) - first - 1)
    assert spans_of(text, tokens, tags) == [Span("last_name", name, 0, len(name))]


def test_signs_alone_are_no_span():
    assert spans_of("...", tokenize("..."), ["town"] * 3) == []


@given(text=st.text(alphabet="aé .,-'9@", max_size=30), data=st.data())
def test_whatever_the_tags_spans_stand_at_their_places_in_order(text, data):
    tokens = tokenize(text)
    tag = st.sampled_from(["O", "town", "town:denied", "day"])
    spans = spans_of(text, tokens, data.draw(st.lists(tag, min_size=len(tokens), max_size=len(tokens))))
    place = 0
    for span in spans:
        assert place <= span.start < span.end
        assert text[span.start : span.end] == span.text
        place = span.end
