"""« Ce passage ne dit pas cela »: by a choice, by its place, in words; and back."""

import pytest
from sqlalchemy import select

from bot.content.campaign import campaign
from bot.records.files import disputed_quotes, notes
from bot.records.models import AuditEntry
from bot.understanding.reading.interpretation import Interpretation
from tests.actions.action_player import (
    SENDER,
    Played,
    chosen,
    interview,
    responses,
    run,
    tracker_of,
    words,
)

FIRST, SECOND, *_ = campaign().scenarios
CARD = {"updates": [f"note:{FIRST}"]}
REVIEW = {"requested_slot": "notes_reviewed", "loop": "interview_form"}
MORE = "Je vérifie avec elle et je demande à un collègue."


def contest(turn: Interpretation, **slots) -> Played:
    return run("action_contest_passage", tracker_of(turn, consent=True, **slots))


def wish(named: str | None = None, intent: str = "contest_passage") -> Interpretation:
    return Interpretation(intent=intent, value=named)


def highlights(database, name: str = FIRST) -> list[str]:
    with database.session_scope() as session:
        return [row["quote"] for row in notes.get(session, SENDER, name).highlights]


@pytest.fixture
def two(registered):
    """Two answers, each with highlights."""
    interview(MORE, "scenario", scenario_index=1)
    assert highlights(registered, SECOND)
    return registered


def test_one_that_is_named_by_its_place_is_contested(registered):
    messages, slots, _ = contest(wish("1/1"))
    assert responses(messages) == ["utter_contested"]
    assert (messages[0]["custom"], highlights(registered)) == (CARD, [])
    messages, _, _ = run("action_restore_passage", tracker_of(chosen("Rétablir ce passage", slots), consent=True))
    assert (responses(messages), highlights(registered)) == (["utter_restored"], ["sans soupirer"])


def test_the_only_one_needs_no_name(registered):
    messages, _, _ = contest(wish())
    assert (responses(messages), highlights(registered)) == (["utter_contested"], [])
    messages, _, _ = contest(wish())
    assert responses(messages) == ["utter_no_passage"]


def test_among_several_it_is_asked_which_one(two):
    messages, slots, _ = contest(wish())
    assert responses(messages) == ["utter_which_passage"]
    assert "1. « sans soupirer » : " in messages[0]["passages"]
    assert highlights(two) == ["sans soupirer"]
    messages, _, _ = contest(chosen("1", slots))
    assert (responses(messages), highlights(two)) == (["utter_contested"], [])
    assert highlights(two, SECOND)


def test_among_those_of_one_note_others_are_not_offered(two):
    contest(wish("1"))
    assert highlights(two) == []


@pytest.mark.parametrize(("text", "words"), [
    ("« Sans soupirer » c'est pas ce que je voulais dire", "Sans soupirer"),
    ("le passage où je demande à un collègue ne dit pas cela", "le passage où je demande à un collègue ne dit pas cela"),
])  # fmt: skip
def test_one_that_is_quoted_is_contested(two, text, words):
    before = highlights(two), highlights(two, SECOND)
    turn = Interpretation(intent="contest_passage", words=words)
    messages, slots, _ = run("action_contest_passage", tracker_of(turn, text, consent=True))
    assert responses(messages) == ["utter_contested"]
    assert sum(map(len, (highlights(two), highlights(two, SECOND)))) == sum(map(len, before)) - 1
    assert "Rétablir ce passage" in slots["choices"]


def test_among_which_is_asked_where_the_words_are_of_none(two):
    turn = Interpretation(intent="contest_passage", words="je lui ai pris la souris")
    messages, _, _ = run("action_contest_passage", tracker_of(turn, "x", consent=True))
    assert (responses(messages), messages[0]["custom"]) == (["utter_which_passage"], {"private": True})


def test_who_contests_is_no_longer_asked_for_new_words(registered):
    _, slots, _ = contest(wish("1/1"), awaiting="amendment", amended_note=FIRST)
    assert (slots["awaiting"], slots["amended_note"]) == (None, None)


def test_the_same_press_twice_is_one_contest(registered):
    for _ in range(2):
        messages, _, _ = contest(wish("1/1"))
        assert responses(messages) == ["utter_contested"]
    with registered.session_scope() as session:
        assert [number for *_, number in disputed_quotes.count_by_indicator(session)] == [1]
        acts = [row.act for row in session.scalars(select(AuditEntry))]
    assert acts.count("contested_passage") == 1


@pytest.mark.parametrize("named", ["1/2", "3/1", "3"])
def test_what_there_is_not_changes_nothing(registered, named):
    messages, _, _ = contest(wish(named))
    assert (responses(messages), highlights(registered)) == (["utter_no_passage"], ["sans soupirer"])


def test_at_the_review_it_can_be_agreed_or_undone_at_once(two):
    messages, slots, _ = contest(wish("1/1"), **REVIEW)
    assert [button["title"] for button in messages[0]["buttons"]][:2] == ["Oui, c'est bien", "Rétablir ce passage"]
    assert "Modifier une réponse" in slots["choices"]


def test_in_the_middle_of_a_situation_nothing_takes_the_place_of_its_question(registered):
    messages, slots, _ = contest(wish("1/1"), requested_slot="scenario", loop="interview_form")
    assert (messages[0]["buttons"], slots["choices"]) == ([], None)


def test_the_note_says_that_one_was_contested_and_not_which(registered):
    contest(wish("1/1"))
    messages, _, _ = run("action_ask_notes_reviewed", tracker_of(consent=True))
    assert "« sans soupirer »" not in words(messages)
    assert "1 passage contesté par vous" in words(messages)


def test_it_is_said_in_words_wherever_one_is(registered, say):
    for text in (
        "Ce passage ne dit pas cela",
        "ce passage ne dit pas ça",
        "Ce passage ne dit pas cela : situation 1, passage 1",
    ):
        messages, _, _ = say(
            "action_contest_passage", text, consent=True, requested_slot="scenario", loop="interview_form"
        )
        assert responses(messages) == ["utter_contested"], text
        run("action_restore_passage", tracker_of(wish("1/1", "restore_passage"), consent=True))
        assert highlights(registered) == ["sans soupirer"]


# --- one answer, what may be done with it


def test_what_may_be_done_with_an_answer_is_asked_in_two_steps(two):
    messages, slots, _ = run("action_change_answer", tracker_of(wish(intent="change_answer"), consent=True))
    assert responses(messages) == ["utter_change_which"]
    assert list(slots["choices"]) == ["situation 1", "situation 2", "Retirer toutes mes réponses"]
    messages, slots, _ = run("action_change_answer", tracker_of(chosen("la 2", slots), consent=True))
    assert (responses(messages), slots["awaiting"], slots["amended_note"]) == (["utter_amend_ask"], "amendment", SECOND)
    assert list(slots["choices"]) == [
        "Retirer la situation 2", "Commenter la situation 2", "Ce passage ne dit pas cela",
    ]  # fmt: skip
    messages, _, _ = run("action_withdraw_note", tracker_of(chosen("Retirer la situation 2", slots), consent=True))
    assert messages[0]["custom"] == {"updates": [f"note:{SECOND}"]}


def test_the_only_answer_needs_no_name_and_none_is_said(registered, database):
    messages, _, _ = run("action_change_answer", tracker_of(wish(intent="change_answer"), consent=True))
    assert responses(messages) == ["utter_amend_ask"]
    messages, _, _ = run("action_change_answer", tracker_of(wish("7", "change_answer"), consent=True))
    assert responses(messages) == ["utter_amend_ask"]


def test_without_an_answer_there_is_nothing_to_change(opened):
    messages, _, _ = run("action_change_answer", tracker_of(wish(intent="change_answer"), consent=True))
    assert responses(messages) == ["utter_no_such_note"]


def test_only_the_answer_that_changed_is_read_back(two):
    turn = Interpretation(value="Je lui montre une autre fois.")
    messages, slots, _ = run(
        "action_amend_note", tracker_of(turn, consent=True, awaiting="amendment", amended_note=FIRST)
    )
    assert [message["custom"] for message in messages] == [{}, {"shows": [f"note:{FIRST}"]}]
    assert MORE not in words(messages)
    assert slots["resuming"] is True
