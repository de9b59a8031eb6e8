"""No text makes a reading fail, whatever question waits and whatever the models hear in it."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.actions.interview import find_mask_rows, find_quotes, scenarios
from bot.channels.turn.commands import escape_command
from bot.understanding.reading.dialogue_acts import KINDS, NO_QUESTION, Act
from bot.understanding.reading.interpretation import Interpretation, NluResult
from bot.understanding.reading.rules import interpret
from bot.understanding.reading.spans import Label, Role, Span
from bot.understanding.reading.topic_ranking import TopicRanking

TODAY = date(2026, 11, 24)
LYON = {"commune": "Lyon", "insee": "69123", "departement": "69"}
KNOWN = {"last_name": "Bérard", "first_name": "Lucie", "town": LYON, "availability": {"date": "2027-03-01"}}
TOPICS = (
    "affirm", "deny", "inform", "greet", "ask_salary", "ask_human", "distress", "start_registration", "out_of_scope",
    "change_field", "amend_note", "withdraw_note", "comment_note", "leave_remark", "ask_delete_my_data", "remove_field",
)  # fmt: skip
SIGNS = st.characters() | st.sampled_from(
    [*"]ø\x85\x0b\x1c\u00a0\u00ad\u0301\u200b\u200d\u2028\u202e\ufe0f\ufeffİſﬁ²½Ⅷ①٣漢👨🇫'’-–.,:/@()0123"]
)
TYPICAL = (
    "oui non Brest 29200 06 39 98 00 01 arobase point lundi 32/13/2026 99999999999999999999 29 février 2027 mars an km "
    "1h30 autour de partout la 3 situation avec un y l' d' zéro pas avant préavis Modifier Ville :"
)
WORDS = st.sampled_from(TYPICAL.split())
TEXTS = (
    st.text(SIGNS, max_size=20)
    | st.lists(WORDS | st.text(SIGNS, max_size=3), max_size=8).map(" ".join)
    | st.builds(lambda word, times: word * times, WORDS | SIGNS, st.integers(50, 500))
)
# Half characters, which no database takes, are taken out where messages come in.
TYPED = TEXTS.map(escape_command)
CHANCES = st.floats(0, 1)


def ascii_start(text):
    return ascii(text[:4])


def tried(times):
    """Tries so many texts, the same in every run."""
    return settings(max_examples=times, derandomize=True, database=None)


@st.composite
def heard(draw):
    """What models might hear in a text: any acts, spans and topics, likely or not."""
    text = draw(TYPED)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = [
        Span(draw(st.sampled_from(Label)), text[start:end], start, end, draw(st.sampled_from(Role)))
        for start, end in draw(st.lists(ends, max_size=3))
        if start < end
    ]
    ranking = st.dictionaries(st.sampled_from(TOPICS), CHANCES, max_size=5).map(
        lambda found: tuple(sorted(found.items(), key=lambda one: -one[1]))
    )
    parts = tuple(draw(st.lists(st.builds(TopicRanking, ranking, text=TYPED), max_size=2)))
    acts = {act: draw(CHANCES) for act in Act}
    return NluResult(text, acts, tuple(spans), TopicRanking(draw(ranking), parts=parts, text=text), parts)


# Words of no letter that French has: where one's answers were read again, they made the reading fail.
SIGNS_ALONE = "]ø\x85"


@tried(150)
@given(heard(), st.sampled_from([*KINDS]), st.sets(st.sampled_from([*KNOWN])), st.sampled_from([None, True, False]))
@pytest.mark.slow
def test_whatever_is_heard_is_taken_somehow(found, pending, known, agreed):
    slots = {"consent": agreed, "requested_slot": pending, **{name: KNOWN[name] for name in known}}
    assert isinstance(interpret(found, None if pending == NO_QUESTION else pending, slots, TODAY), Interpretation)


@tried(80)
@given(TYPED, st.sampled_from([*KINDS]))
@example(SIGNS_ALONE, "notes_reviewed")
@pytest.mark.slow
def test_the_trained_model_reads_any_text_at_any_question(reader, text, pending):
    taken = Interpretation.of(reader.parse(text, None if pending == NO_QUESTION else pending))
    assert taken.acts or taken.intent


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", [SIGNS_ALONE, "\x85", "\u0301\u0301", "\u200d", "İ", "漢" * 3000, "a\u0301" * 2000], ids=ascii_start
)
def test_signs_alone_and_words_without_end_are_read_at_each_question(reader, text):
    for pending in KINDS:
        reader.parse(text, None if pending == NO_QUESTION else pending)


@tried(40)
@given(TYPED, st.sampled_from(scenarios()))
def test_answers_of_any_text_are_read_and_masked(model, text, scenario):
    find_quotes(scenario, text)
    find_mask_rows(KNOWN, text)
