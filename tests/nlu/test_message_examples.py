"""Training examples of turns, in Rasa's format: marks between parts, places of spans, context; faults are told."""

import pytest
from rasa.shared.nlu.training_data.entities_parser import find_entities_in_training_example, replace_entities

from bot.base import places
from bot.base.json_lines import BadFileError
from bot.understanding.nlu.message_examples import BETWEEN_PARTS, MessageExample, parse_example
from bot.understanding.nlu.tags import spans_of, tags_of
from bot.understanding.nlu.training_data import message_examples, messages_version
from bot.understanding.reading.dialogue_acts import ALLOWED, KINDS, Act, kind_of
from bot.understanding.reading.spans import Label, Role, Span
from bot.understanding.reading.tokens import tokenize

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
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of turns, with one file."""
    made = tmp_path / "bot" / "data"
    (made / "turns").mkdir(parents=True)
    (made / "turns" / "examples.yml").write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(places, "DATA", made)
    return made / "turns"


def test_a_file_in_rasas_format_holds_examples_of_turns(folder):
    assert message_examples() == [
        MessageExample(
            "Lyon et c'est payé combien ?", "town", ("answer", "ask"), "ask_salary", (Span("town", "Lyon", 0, 4),)
        ),
        MessageExample(
            "je ne suis pas de Brest mais de Lyon", "null", ("answer",), None,
            (Span("town", "Brest", 18, 23, Role.DENIED), Span("town", "Lyon", 32, 36)),
        ),
    ]  # fmt: skip


def test_an_example_that_stands_twice_counts_once(folder):
    (folder / "again.yml").write_text(FILE, encoding="utf-8")
    assert len(message_examples()) == 2


@pytest.mark.parametrize(("right", "wrong", "told"), [
    ('pending: "town"', 'pending: "towns"', "pending 'towns' names no question"), ('"answer+ask"', '"answer+asks"', "asks does not exist"),
    ("(town) //", "(twon) //", "twon does not exist"), ('"role": "denied"', '"role": "no"', "no does not exist"),
    ('"role": "denied"', "role: denied", "is no JSON"), ("[Lyon](town) //", "[Lyon](town //", "a broken mark"),
    ("- je ne", "je ne", "does not begin with a hyphen"), ("nlu:", "nul:", "'nlu'"), ("[Lyon](town) // et", "[](town) et", "a broken mark"),
])  # fmt: skip
def test_a_fault_is_told_with_its_file_and_what_is_wrong(folder, right, wrong, told):
    (folder / "examples.yml").write_text(FILE.replace(right, wrong), encoding="utf-8")
    with pytest.raises(BadFileError) as error:
        message_examples()
    assert str(error.value).startswith("bot/data/turns/examples.yml: ")
    assert told in str(error.value)
    assert str(error.value).endswith("Mend it and run again.")


def test_the_version_is_that_of_the_files(folder):
    before = messages_version()
    assert messages_version() == before
    (folder / "examples.yml").write_text(FILE + "      - à [Brest](town)\n", encoding="utf-8")
    assert messages_version() != before


@pytest.mark.parametrize("line", [
    "à [Lyon](town), pas [Brest]{\"entity\": \"town\", \"role\": \"denied\"}", "rien de marqué (sauf [Lyon](town:synonyme))",
    "[a]  [b] (c) {d}", "[Saint-Denis](town)[93](area)", '[O\'Neill]{"entity": "last_name"}… [Ana](first_name)',
])  # fmt: skip
def test_marks_are_read_as_rasa_reads_them(line):
    made = parse_example(line, "town", ("answer",))
    assert made.text == replace_entities(line)
    assert [(span.label, span.start, span.end, span.role) for span in made.spans] == [
        (found["entity"], found["start"], found["end"], found.get("role", Role.OWN))
        for found in find_entities_in_training_example(line)
    ]


def test_spans_keep_their_words_behind_any_number_of_marks():
    line = "oui // moi c'est [Lucie](first_name) // de [Lyon](town) // et c'est où ?"
    made = parse_example(line, "consent", ("yes", "answer", "correct", "ask"), "ask_locations")
    assert made.text == "oui moi c'est Lucie de Lyon et c'est où ?"
    assert [(span.text, made.text[span.start : span.end]) for span in made.spans] == [
        ("Lucie", "Lucie"), ("Lyon", "Lyon"),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["//", "a//b", "https://exemple.fr"])
def test_a_stroke_without_blanks_is_no_mark(mark):
    assert parse_example(mark, "null", ("ask",)).text == mark


@pytest.fixture(scope="module")
def taught():
    return message_examples()


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
    assert {one.pending for one in taught} | {"offer", "change", "topic"} == set(KINDS)
