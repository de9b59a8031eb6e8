"""Training examples of turns, out of Rasa's format: marks between parts, places of spans, context."""

import pytest
from rasa.shared.nlu.training_data.loading import load_data

from bot.nlu.span_model import spans_of, tags_of
from bot.nlu.turn_examples import BETWEEN_PARTS, TurnExample, example, topic_messages, turn_examples
from bot.reading.acts import ALLOWED, KINDS, Act, kind_of
from bot.reading.spans import Label, Role, Span
from bot.reading.tokens import tokenize
from bot.settings import DATA

FILE = """
version: "3.1"
nlu:
  - intent: "answer+ask"
    metadata: {pending: "town", topic: "ask_salary"}
    examples: |
      - [Lyon](town) // et c'est payé combien ?
  - intent: "answer"
    metadata: {pending: "null"}
    examples: |
      - je ne suis pas de [Brest]{"entity": "town", "role": "denied"} mais de [Lyon](town)
  - intent: ask_salary
    examples: |
      - combien on gagne
"""


@pytest.fixture
def messages(tmp_path):
    path = tmp_path / "examples.yml"
    path.write_text(FILE, encoding="utf-8")
    return load_data(str(path)).training_examples


def test_a_file_of_rasa_holds_examples_of_turns(messages):
    assert turn_examples(messages) == [
        TurnExample(
            "Lyon et c'est payé combien ?", "town", ("answer", "ask"), "ask_salary",
            (Span("town", "Lyon", 0, 4),), (("Lyon", "answer"), ("et c'est payé combien ?", "ask")),
            "Lyon et c'est payé combien ?",
        ),
        TurnExample(
            "je ne suis pas de Brest mais de Lyon", "null", ("answer",), None,
            (Span("town", "Brest", 18, 23, Role.DENIED), Span("town", "Lyon", 32, 36)),
            plain="je ne suis pas de Brest mais de Lyon",
        ),
    ]  # fmt: skip


def test_messages_of_topics_stand_apart(messages):
    assert [message.get("text") for message in topic_messages(messages)] == ["combien on gagne"]


def marked(text, *words):
    return [{"entity": label, "start": text.index(word), "end": text.index(word) + len(word)} for label, word in words]


def test_spans_keep_their_words_behind_any_number_of_marks():
    text = "oui // moi c'est Lucie // de Lyon // et c'est où ?"
    entities = marked(text, ("first_name", "Lucie"), ("town", "Lyon"))
    made = example(text, "consent", "yes+answer+correct+ask", "ask_locations", entities)
    assert made.text == "oui moi c'est Lucie de Lyon et c'est où ?"
    assert [(span.text, made.text[span.start : span.end]) for span in made.spans] == [
        ("Lucie", "Lucie"), ("Lyon", "Lyon"),
    ]  # fmt: skip
    assert [act for _, act in made.parts] == ["yes", "answer", "correct", "ask"]


def test_a_text_in_plain_french_loses_its_marks_too():
    made = example("jsuis 2 lyon // cb on gagne", "town", "answer+ask", None, [], "je suis de lyon // combien on gagne")
    assert (made.text, made.plain) == ("jsuis 2 lyon cb on gagne", "je suis de lyon combien on gagne")


@pytest.mark.parametrize("mark", ["//", "a//b", "https://exemple.fr"])
def test_a_stroke_without_blanks_is_no_mark(mark):
    assert example(mark, "null", "ask", None, []).text == mark


@pytest.mark.parametrize(("text", "acts"), [("oui merci", "yes"), ("oui // merci", "yes"), ("oui merci", "yes+ask")])
def test_parts_are_told_where_each_has_its_act(text, acts):
    made = example(text, "consent", acts, None, [])
    assert (made.text, made.parts) == ("oui merci", ())


@pytest.fixture(scope="module")
def taught():
    return turn_examples(load_data(str(DATA / "turns")).training_examples)


def test_what_is_taught_names_questions_acts_and_labels_that_exist(taught):
    for one in taught:
        assert one.pending in KINDS, one
        assert set(one.acts) <= set(Act), one
        assert {span.label for span in one.spans} <= set(Label), one
        assert {span.role for span in one.spans} <= set(Role), one


def test_what_is_taught_is_allowed_where_it_is_taught(taught):
    assert [one for one in taught if not set(one.acts) <= ALLOWED[kind_of(one.pending)]] == []


def test_what_is_taught_stands_at_its_places_and_without_marks(taught):
    for one in taught:
        assert BETWEEN_PARTS not in one.text, one
        for span in one.spans:
            assert one.text[span.start : span.end] == span.text, one
            assert span.text == span.text.strip() != "", one
        assert [span.start for span in one.spans] == sorted(span.start for span in one.spans), one


def test_the_tagger_can_say_what_is_taught(taught):
    """All but a few: a span that begins within a word and two that touch ("Drôme Ardèche") are beyond it."""
    lost = []
    for one in taught:
        tokens = tokenize(one.text)
        said = spans_of(one.text, tokens, tags_of(tokens, one.spans))
        if [(span.label, span.start, span.role) for span in said] != [(s.label, s.start, s.role) for s in one.spans]:
            lost.append(one.text)
    assert len(lost) < len(taught) / 200, lost


def test_every_question_is_taught(taught):
    assert {one.pending for one in taught} | {"offer"} == set(KINDS)
