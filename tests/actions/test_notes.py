"""What somebody may do with their answers: rewrite them, comment them, take them back."""

from typing import Any

import pytest

from bot.campaign import campaign
from bot.evaluation.dialogues import dump
from bot.reading.turn import ALL_NOTES, SKIP, Turn
from bot.records import notes
from bot.records.models import Note
from tests.actions.action_player import (
    ANSWER,
    SENDER,
    Played,
    chosen,
    interview,
    responses,
    run,
    tracker_of,
    words,
)

FIRST, SECOND, _ = campaign().scenarios
CHOICES = {
    "Modifier la situation 1": f"intent:amend_note={FIRST}", "Retirer la situation 1": f"intent:withdraw_note={FIRST}",
}  # fmt: skip


def note_of(database, name: str = FIRST) -> Note:
    with database.session_scope() as session:
        return notes.get(session, SENDER, name)


def answers_of(database) -> list[str]:
    """Returns the answer of the first note, then what it was before."""
    with database.session_scope() as session:
        note = notes.get(session, SENDER, FIRST)
        return [note.answer, *(version.answer for version in note.earlier)]


def amend(turn: Turn, **slots: Any) -> Played:
    return run("action_amend_note", tracker_of(turn, consent=True, **slots))


def withdraw(named: str | None) -> Played:
    return run("action_withdraw_note", tracker_of(Turn(intent="withdraw_note", value=named), consent=True))


def comment(turn: Turn, text: str = "", **slots: Any) -> Played:
    return run("action_comment_note", tracker_of(turn, text, consent=True, **slots))


def comments_of(database) -> list[str]:
    with database.session_scope() as session:
        return [row.text for row in notes.get(session, SENDER, FIRST).comments]


# --- amending


def test_a_note_is_amended_in_two_steps_and_keeps_its_earlier_version(registered, say):
    messages, slots, _ = amend(chosen("Modifier la situation 1", {"choices": CHOICES}))
    assert (responses(messages), slots["awaiting"]) == (["utter_amend_ask"], "amendment")
    asked = {name: slots[name] for name in ("awaiting", "amended_note")}
    text = "Je lui montre une autre fois, en prenant mon temps."
    messages, after, _ = say("action_amend_note", text, consent=True, **asked)
    assert (responses(messages), after["awaiting"]) == (["utter_amended"], None)
    assert answers_of(registered) == [text, ANSWER]


def test_the_note_answered_last_is_meant_where_none_is_named(registered):
    interview("Je cherche avec elle.", "scenario", scenario_index=1)
    _, slots, _ = amend(Turn(intent="amend_note"))
    assert slots["amended_note"] == SECOND


@pytest.mark.parametrize("number", ["1", FIRST])
def test_a_note_is_named_by_its_number_or_its_question(registered, number):
    _, slots, _ = amend(Turn(intent="amend_note", value=number))
    assert slots["amended_note"] == FIRST


def test_a_note_that_there_is_not_cannot_be_amended(registered):
    messages, slots, _ = amend(Turn(intent="amend_note", value="3"))
    assert (responses(messages), slots.get("awaiting")) == (["utter_no_such_note"], None)


def test_an_amendment_that_is_passed_changes_nothing(registered):
    messages, slots, _ = amend(Turn(value=SKIP), awaiting="amendment", amended_note=FIRST)
    assert (responses(messages), slots["awaiting"]) == (["utter_unchanged"], None)
    assert answers_of(registered) == [ANSWER]


# --- withdrawing


def test_a_withdrawn_note_leaves_no_word(registered):
    turn = chosen("Retirer la situation 1", {"choices": CHOICES})
    messages, _, _ = run("action_withdraw_note", tracker_of(turn, consent=True))
    assert responses(messages) == ["utter_withdrawn"]
    assert ANSWER not in str(dump(registered))
    assert note_of(registered).withdrawn_at is not None


def test_who_takes_an_answer_back_is_no_longer_asked_for_its_new_words(registered):
    turn = chosen("Retirer la situation 1", {"choices": CHOICES})
    asked = {"awaiting": "amendment", "amended_note": FIRST}
    _, slots, _ = run("action_withdraw_note", tracker_of(turn, consent=True, **asked))
    assert (slots["awaiting"], slots["amended_note"]) == (None, None)


def test_all_answers_are_taken_back_at_once(registered):
    interview("Je cherche avec elle.", "scenario", scenario_index=1)
    messages, _, _ = withdraw(ALL_NOTES)
    assert responses(messages) == ["utter_withdrawn_all"]
    assert [note_of(registered, name).answer for name in (FIRST, SECOND)] == [None, None]
    messages, _, _ = withdraw(ALL_NOTES)
    assert responses(messages) == ["utter_nothing_to_withdraw"]


def test_without_the_name_of_a_note_none_is_withdrawn(registered):
    messages, _, _ = withdraw(None)
    assert (responses(messages), note_of(registered).answer) == (["utter_no_such_note"], ANSWER)


# --- comments


def test_a_comment_is_added_in_two_steps_and_read_back(registered, say):
    messages, slots, _ = say("action_comment_note", "je veux ajouter un commentaire", consent=True)
    assert (responses(messages), slots["awaiting"]) == (["utter_comment_ask"], "comment")
    asked = {name: slots[name] for name in ("awaiting", "amended_note")}
    text = "J'étais pressée ce jour-là, voyez avec Samira."
    messages, after, _ = comment(Turn(value=text), **asked)
    assert (responses(messages), after["awaiting"]) == (["utter_masked", "utter_commented"], None)
    assert comments_of(registered) == [text]
    for name in ("action_ask_notes_reviewed", "action_show_my_data"):
        messages, slots, _ = run(name, tracker_of(Turn(intent="ask_access_my_data"), consent=True))
        assert "Votre commentaire : « J'étais pressée ce jour-là, voyez avec [nom masqué]. »" in words(messages)
        assert "Modifier une réponse" in slots["choices"]
    _, slots, _ = run("action_change_answer", tracker_of(Turn(intent="change_answer"), consent=True))
    assert "Retirer mes commentaires" in slots["choices"]


def test_a_comment_may_be_given_with_the_wish(registered):
    text = "commenter la situation 1 : j'aurais aussi vérifié avant"
    messages, _, _ = comment(Turn(intent="comment_note", value="1"), text)
    assert (responses(messages), comments_of(registered)) == (["utter_commented"], ["j'aurais aussi vérifié avant"])


def test_with_several_notes_it_is_asked_which_one_a_comment_is_about(registered):
    interview(SKIP, "scenario", scenario_index=1)
    messages, slots, _ = comment(Turn(intent="comment_note"))
    assert responses(messages) == ["utter_comment_which"]
    messages, slots, _ = comment(chosen("situation 2", slots))
    assert (responses(messages), slots["amended_note"]) == (["utter_comment_ask"], SECOND)


def test_a_comment_may_be_passed(registered):
    messages, _, _ = comment(Turn(value=SKIP), awaiting="comment", amended_note=FIRST)
    assert (responses(messages), comments_of(registered)) == (["utter_unchanged"], [])


def test_there_is_no_comment_without_a_note(registered):
    messages, slots, _ = comment(Turn(intent="comment_note", value="3"))
    assert (responses(messages), slots.get("awaiting")) == (["utter_no_such_note"], None)


def test_comments_are_taken_back(registered, say):
    comment(Turn(value="Un mot de plus."), awaiting="comment", amended_note=FIRST)
    messages, _, _ = say("action_withdraw_comment", "retirer mon commentaire", consent=True)
    assert (responses(messages), comments_of(registered)) == (["utter_comment_withdrawn"], [])
    assert "Un mot de plus." not in str(dump(registered))
    messages, _, _ = run("action_withdraw_comment", tracker_of(Turn(intent="withdraw_comment"), consent=True))
    assert responses(messages) == ["utter_no_comment"]
