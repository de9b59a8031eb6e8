"""The span tagger: tags there and back, and what it learns from a dozen messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.nlu.span_model import SpanModel, spans_of, tags_of
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


@pytest.fixture(scope="module")
def model():
    return SpanModel.learn(LESSONS, rounds=6)


@pytest.mark.parametrize(("pending", "text", "spans"), [
    ("town", "j'habite à Toulouse", [("town", "Toulouse", "own")]), ("town", "combien ça paye ?", []),
    ("town", "je ne vis plus à Caen mais à Toulouse", [("town", "Caen", "denied"), ("town", "Toulouse", "own")]),
    ("first_name", "je m'appelle Marie Dubois", [("first_name", "Marie", "own"), ("last_name", "Dubois", "own")]),
])  # fmt: skip
def test_names_that_were_not_taught_are_found_where_names_were(model, pending, text, spans):
    assert [(span.label, span.text, span.role) for span in model.find(text, pending)] == spans


@pytest.mark.parametrize(("text", "pending"), [(text, pending) for text, pending, _ in LESSONS])
def test_what_was_taught_is_found(model, text, pending):
    wanted = next(spans for one, asked, spans in LESSONS if (one, asked) == (text, pending))
    assert model.find(text, pending) == wanted


def test_what_is_stored_is_read_again(model, tmp_path):
    model.save(tmp_path / "spans")
    again = SpanModel.read(tmp_path / "spans")
    for text, pending, _ in LESSONS:
        assert again.find(text, pending) == model.find(text, pending)


@pytest.mark.parametrize("text", ["", " ", "?", "🙂", "\x00", "я" * 5000], ids=lambda text: repr(text[:3]))
def test_any_text_is_read(model, text):
    for span in model.find(text, "town"):
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "name"), [("Zdravko, merci", "Zdravko"), ("bon, Zdravko", "Zdravko"), ("Zdravko", "Zdravko")]
)
def test_what_nothing_announces_is_found_where_it_is_known_to_be_there(model, text, name):
    found = model.likeliest(text, "first_name", "first_name")
    assert (found.text, found.label, found.role) == (name, "first_name", Role.OWN)
    assert text[found.start : found.end] == name


@pytest.mark.parametrize(("text", "label"), [("", "first_name"), ("Zdravko", "phone")])
def test_nothing_is_likeliest_in_no_words_or_of_a_label_never_taught(model, text, label):
    assert model.likeliest(text, "first_name", label) is None


def test_an_untrained_model_finds_nothing():
    assert SpanModel().find("j'habite à Lyon", "town") == []


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
