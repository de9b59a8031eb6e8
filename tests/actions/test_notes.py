"""What somebody may do with their answers: rewrite them, comment them, take them back."""

from typing import Any

import pytest

from bot.content.campaign import campaign
from bot.records.files import notes
from bot.records.models import Note
from bot.tools.evaluation.stored import dump
from bot.understanding.reading.interpretation import ALL_NOTES, SKIP, Interpretation
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

FIRST, SECOND, *_ = campaign().scenarios
REVIEW = {
    "consent": True,
    "confirmed": True,
    "interview_ready": True,
    "scenario_index": 3,
    "requested_slot": "notes_reviewed",
}
CHOICES = {
    "Modifier la situation 1": f"intent:amend_note={FIRST}", "Retirer la situation 1": f"intent:withdraw_note={FIRST}",
}  # fmt: skip


@pytest.fixture
def two(registered):
    """The file with two answers."""
    interview("Je cherche avec elle.", "scenario", scenario_index=1)
    return registered


def note_of(database, name: str = FIRST) -> Note:
    with database.session_scope() as session:
        return notes.get(session, SENDER, name)


def answers_of(database) -> list[str]:
    """Returns the answer of the first note, then what it was before."""
    with database.session_scope() as session:
        note = notes.get(session, SENDER, FIRST)
        return [note.answer, *(version.answer for version in note.earlier)]


def amend(turn: Interpretation, **slots: Any) -> Played:
    return run("action_amend_note", tracker_of(turn, consent=True, **slots))


def withdraw(named: str | None, *, needs_confirmation: bool = False, intent: str = "withdraw_note") -> Played:
    return run(
        f"action_{intent}",
        tracker_of(Interpretation(intent=intent, value=named, needs_confirmation=needs_confirmation), consent=True),
    )


def strike(words: str | None, named: str | None = None, *, needs_confirmation: bool = True) -> Played:
    turn = Interpretation(intent="strike_passage", value=named, words=words, needs_confirmation=needs_confirmation)
    return run("action_strike_passage", tracker_of(turn, consent=True))


def comment(turn: Interpretation, text: str = "", **slots: Any) -> Played:
    return run("action_comment_note", tracker_of(turn, text, consent=True, **slots))


def comments_of(database, name: str = FIRST) -> list[str]:
    with database.session_scope() as session:
        return [row.text for row in notes.get(session, SENDER, name).comments]


# --- amending


def test_a_note_is_amended_in_two_steps_and_keeps_its_earlier_version(registered, say):
    messages, slots, _ = amend(chosen("Modifier la situation 1", {"choices": CHOICES}))
    assert (responses(messages), slots["awaiting"]) == (["utter_amend_ask"], "amendment")
    asked = {name: slots[name] for name in ("awaiting", "amended_note")}
    text = "Je lui montre une autre fois, en prenant mon temps."
    messages, after, _ = say("action_amend_note", text, consent=True, **asked)
    assert (responses(messages), after["awaiting"]) == (["utter_amended"], None)
    assert answers_of(registered) == [text, ANSWER]


def test_the_note_answered_last_is_meant_where_none_is_named(two):
    _, slots, _ = amend(Interpretation(intent="amend_note"))
    assert slots["amended_note"] == SECOND


@pytest.mark.parametrize(("choice", "kept"), [
    ("L'ajouter à la suite", [f"{ANSWER}\nJ'attends aussi.", ANSWER]), ("La remplacer", ["J'attends aussi.", ANSWER]),
    ("Ne rien changer", [ANSWER]),
])  # fmt: skip
def test_words_that_come_with_the_wish_are_added_or_replace_the_answer_as_is_chosen(registered, choice, kept):
    messages, slots, _ = amend(Interpretation(intent="amend_note", value="1", words="J'attends aussi."))
    assert (responses(messages), answers_of(registered)) == (["utter_append_or_replace"], [ANSWER])
    turn = chosen(choice, slots)
    if turn.intent == "amend_note":
        amend(turn, **slots)
    assert answers_of(registered) == kept


def test_words_behind_the_sentence_to_modify_replace_the_answer_at_once(registered, write):
    write("Modifier la situation 1 : J'attends aussi.", loop="interview_form", **REVIEW)
    assert answers_of(registered) == ["J'attends aussi.", ANSWER]


@pytest.mark.parametrize("number", ["1", FIRST])
def test_a_note_is_named_by_its_number_or_its_question(registered, number):
    _, slots, _ = amend(Interpretation(intent="amend_note", value=number))
    assert slots["amended_note"] == FIRST


def test_a_note_that_there_is_not_cannot_be_amended(registered):
    messages, slots, _ = amend(Interpretation(intent="amend_note", value="3"))
    assert (responses(messages), slots.get("awaiting")) == (["utter_no_such_note"], None)


def test_an_amendment_that_is_passed_changes_nothing(registered):
    messages, slots, _ = amend(Interpretation(value=SKIP), awaiting="amendment", amended_note=FIRST)
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


def test_all_answers_are_taken_back_at_once(two):
    messages, _, _ = withdraw(ALL_NOTES)
    assert responses(messages) == ["utter_withdrawn_all"]
    assert [note_of(two, name).answer for name in (FIRST, SECOND)] == [None, None]
    messages, _, _ = withdraw(ALL_NOTES)
    assert responses(messages) == ["utter_nothing_to_withdraw"]


def test_who_takes_an_answer_back_in_own_words_is_asked_once(registered):
    messages, slots, _ = withdraw("1", needs_confirmation=True)
    assert (responses(messages), note_of(registered).answer) == (["utter_withdraw_whole"], ANSWER)
    assert [button["title"] for button in messages[0]["buttons"]] == ["Oui, la retirer", "Non", "Modifier"]
    assert chosen("non", slots).intent == "no_change"
    messages, slots, _ = amend(chosen("modifier", slots))
    assert (responses(messages), slots["amended_note"]) == (["utter_amend_ask"], FIRST)
    _, slots, _ = withdraw("1", needs_confirmation=True)
    messages, _, _ = run("action_withdraw_note", tracker_of(chosen("Oui, la retirer", slots), consent=True))
    assert (responses(messages), note_of(registered).answer) == (["utter_withdrawn"], None)


def test_all_answers_taken_back_in_own_words_are_asked_about_as_well(two):
    messages, slots, _ = withdraw(ALL_NOTES, needs_confirmation=True)
    assert (responses(messages), note_of(two).answer) == (["utter_withdraw_all"], ANSWER)
    messages, _, _ = run("action_withdraw_note", tracker_of(chosen("Oui, tout retirer", slots), consent=True))
    assert responses(messages) == ["utter_withdrawn_all"]


@pytest.mark.parametrize("named", [None, "la dame du troisième"])
def test_who_does_not_say_which_answer_is_asked_which(two, named):
    messages, slots, _ = withdraw(named, needs_confirmation=True)
    assert responses(messages) == ["utter_withdraw_which"]
    assert list(slots["choices"]) == ["Retirer la situation 1", "Retirer la situation 2"]


def test_the_only_answer_is_meant_where_none_is_named(registered):
    messages, slots, _ = withdraw(None, needs_confirmation=True)
    assert (responses(messages), slots["choices"]["Oui, la retirer"]) == (
        ["utter_withdraw_whole"], f"intent:withdraw_note={FIRST}",
    )  # fmt: skip


def test_an_answer_is_named_by_words_of_its_situation(two):
    messages, _, _ = withdraw("monsieur Armand", needs_confirmation=True)
    assert (responses(messages), messages[0]["number"]) == (["utter_withdraw_whole"], "1")
    _, slots, _ = amend(Interpretation(intent="amend_note", value="la participante"))
    assert slots["amended_note"] == SECOND


def test_a_withdrawn_answer_that_is_written_anew_has_no_earlier_version(registered):
    withdraw("1")
    messages, _, _ = amend(Interpretation(value="Je recommence avec lui."), awaiting="amendment", amended_note=FIRST)
    assert responses(messages) == ["utter_added"]
    assert "version précédente" not in words(messages)
    amend(Interpretation(value="Je recommence, sans hâte."), awaiting="amendment", amended_note=FIRST)
    assert answers_of(registered) == ["Je recommence, sans hâte.", "Je recommence avec lui."]


# --- striking a part


def test_quoted_words_of_an_answer_are_struck_once_that_is_agreed_to(registered):
    messages, slots, _ = strike("sans soupirer")
    assert (responses(messages), note_of(registered).answer) == (["utter_strike_once"], ANSWER)
    assert "soupirer" not in words(messages), "what is to go is not said again"
    messages, _, _ = run("action_strike_passage", tracker_of(chosen("Oui, le retirer", slots), consent=True))
    assert (responses(messages)[0], answers_of(registered)) == (
        "utter_struck", ["Je lui remontre, puis je fais un dessin."],
    )  # fmt: skip
    assert "soupirer" not in str(dump(registered)["conversation_events"])
    assert "version précédente" not in words(messages)


def test_who_has_a_part_taken_out_writes_the_rest_and_the_words_before_are_erased(registered):
    messages, slots, _ = strike(None)
    assert (responses(messages), messages[0]["answer"]) == (["utter_strike_ask"], f"« {ANSWER} »")
    asked = {name: slots[name] for name in ("awaiting", "amended_note", "erases_earlier")}
    messages, slots, _ = amend(Interpretation(value="Je lui remontre, puis je dessine."), **asked)
    assert (responses(messages)[0], slots["erases_earlier"]) == ("utter_struck", None)
    assert answers_of(registered) == ["Je lui remontre, puis je dessine."]
    assert ANSWER not in str(dump(registered))
    (note,) = dump(registered)["notes"]
    struck = [row["subject"] for row in dump(registered)["audit_entries"] if row["act"] == "struck_passage"]
    assert struck == [note["id"]], "a restored backup is told by it what to strike again"


@pytest.mark.parametrize("words", ["sans soupirer", "Je fais un dessin", "Je n'ai pas le temps"])
def test_words_that_may_be_the_part_that_is_to_go_replace_nothing_unasked(registered, words):
    asked = {"awaiting": "amendment", "amended_note": FIRST, "erases_earlier": True}
    messages, slots, _ = amend(Interpretation(value=words), **asked)
    assert (responses(messages), answers_of(registered)) == (["utter_rewrite_ask"], [ANSWER])
    _, left, _ = run("action_leave_it", tracker_of(chosen("non", slots), consent=True, **asked | slots))
    assert [left[name] for name in asked] == [None, None, None], "later words are no new answer"
    messages, _, _ = amend(chosen("Oui, la remplacer", slots), **asked | slots)
    assert (responses(messages)[0], answers_of(registered)) == ("utter_struck", [words])


def test_the_situations_wait_for_the_registration():
    turn = Interpretation(intent="resume", value="start_interview")
    messages, _, _ = run("action_leave_it", tracker_of(turn, consent=True, requested_slot="town"))
    assert "après l'inscription" in words(messages)


def test_a_no_to_something_else_leaves_the_question_for_new_words(registered):
    asked = {"awaiting": "amendment", "amended_note": FIRST}
    _, slots, _ = run("action_leave_it", tracker_of(Interpretation(intent="resume"), consent=True, **asked))
    assert "awaiting" not in slots


def test_a_part_is_of_the_answer_that_says_it_or_it_is_asked_which(two):
    messages, _, _ = strike("avec elle")
    assert (responses(messages), messages[0]["number"]) == (["utter_strike_once"], "2")
    messages, slots, _ = strike(None)
    assert responses(messages) == ["utter_strike_which"]
    messages, _, _ = run("action_strike_passage", tracker_of(chosen("la 2", slots), consent=True))
    assert (responses(messages), messages[0]["number"]) == (["utter_strike_ask"], "2")


def test_a_part_of_nothing_is_not_struck(registered):
    withdraw("1")
    assert responses(strike("sans soupirer")[0]) == ["utter_no_such_note"]
    assert responses(strike(None, "1")[0]) == ["utter_nothing_to_withdraw"]


def test_without_the_name_of_a_note_none_is_withdrawn(registered):
    messages, _, _ = withdraw(None)
    assert (responses(messages), note_of(registered).answer) == (["utter_no_such_note"], ANSWER)


# --- comments


def test_a_comment_is_added_in_two_steps_and_read_back(registered, say):
    messages, slots, _ = say("action_comment_note", "je veux ajouter un commentaire", consent=True)
    assert (responses(messages), slots["awaiting"]) == (["utter_comment_ask"], "comment")
    asked = {name: slots[name] for name in ("awaiting", "amended_note")}
    text = "J'étais pressée ce jour-là, voyez avec Samira."
    messages, after, _ = comment(Interpretation(value=text), **asked)
    assert (responses(messages), after["awaiting"]) == (["utter_masked", "utter_commented"], None)
    assert comments_of(registered) == [text]
    for name in ("action_ask_notes_reviewed", "action_show_my_data"):
        messages, slots, _ = run(name, tracker_of(Interpretation(intent="ask_access_my_data"), consent=True))
        assert "Votre commentaire : « J'étais pressée ce jour-là, voyez avec [masqué]. »" in words(messages)
        assert "Modifier une réponse" in slots["choices"]
    _, slots, _ = run("action_change_answer", tracker_of(Interpretation(intent="change_answer"), consent=True))
    assert "Retirer mes commentaires" in slots["choices"]


def test_a_comment_may_be_given_with_the_wish(registered):
    messages, _, _ = comment(Interpretation(intent="comment_note", value="1", words="j'aurais aussi vérifié avant"))
    assert (responses(messages), comments_of(registered)) == (["utter_commented"], ["j'aurais aussi vérifié avant"])


def test_with_several_notes_it_is_asked_which_one_a_comment_is_about(registered):
    interview(SKIP, "scenario", scenario_index=1)
    messages, slots, _ = comment(Interpretation(intent="comment_note"))
    assert responses(messages) == ["utter_comment_which"]
    messages, slots, _ = comment(chosen("situation 2", slots))
    assert (responses(messages), slots["amended_note"]) == (["utter_comment_ask"], SECOND)


def test_words_of_a_comment_wait_until_it_is_said_which_note_it_is_about(registered):
    interview(SKIP, "scenario", scenario_index=1)
    _, slots, _ = comment(Interpretation(intent="comment_note", words="je l'ai vécu : à l'usine"))
    messages, _, _ = comment(chosen("la 1", slots))
    assert (responses(messages), comments_of(registered)) == (["utter_commented"], ["je l'ai vécu : à l'usine"])


def test_a_comment_may_be_passed(registered):
    messages, _, _ = comment(Interpretation(value=SKIP), awaiting="comment", amended_note=FIRST)
    assert (responses(messages), comments_of(registered)) == (["utter_unchanged"], [])


def test_there_is_no_comment_without_a_note(registered):
    messages, slots, _ = comment(Interpretation(intent="comment_note", value="3"))
    assert (responses(messages), slots.get("awaiting")) == (["utter_no_such_note"], None)


def test_comments_are_taken_back(registered, say):
    comment(Interpretation(value="Un mot de plus."), awaiting="comment", amended_note=FIRST)
    messages, slots, _ = say("action_withdraw_comment", "retirer mon commentaire", consent=True)
    assert (responses(messages), comments_of(registered)) == (["utter_withdraw_comments"], ["Un mot de plus."])
    messages, _, _ = run("action_withdraw_comment", tracker_of(chosen("Oui, effacer", slots), consent=True))
    assert (responses(messages), comments_of(registered)) == (["utter_comment_withdrawn"], [])
    assert "Un mot de plus." not in str(dump(registered))
    messages, _, _ = run("action_withdraw_comment", tracker_of(Interpretation(intent="withdraw_comment"), consent=True))
    assert responses(messages) == ["utter_no_comment"]


# --- in own words


@pytest.mark.parametrize(("text", "response", "number"), [
    ("retirez ma deuxième réponse s'il vous plaît", "utter_withdraw_whole", "2"), ("en fait si, enlève la 2", "utter_withdraw_whole", "2"),
    ("j'aimerais enlever la phrase sur ma tante", "utter_strike_which", None), ("supprime « sans soupirer »", "utter_strike_once", "1"),
    ("jpeux revenir a la 2 ?", "utter_amend_ask", "2"), ("on retourne à la première situation", "utter_amend_ask", "1"),
    ("celle de Monsieur Armand je voudrais la refaire", "utter_amend_ask", "1"), ("la 2", "utter_amend_ask", "2"),
    ("finalement j'aurais mieux fait de le faire rire un peu", "utter_is_it_comment", None),
])  # fmt: skip
def test_a_wish_at_the_review_is_understood(two, write, text, response, number):
    messages, slots, _ = write(text, loop="interview_form", **REVIEW)
    amended = {FIRST: "1", SECOND: "2", None: None}[slots.get("amended_note")]
    assert (responses(messages)[0], messages[0].get("number", amended)) == (response, number)


@pytest.mark.parametrize(("text", "name"), [
    ("Commenter la situation 2 : j'ai été maçon moi-même", SECOND), ("commenter la 1 : j'ai été maçon moi-même", FIRST),
])  # fmt: skip
def test_a_comment_in_one_line_is_a_comment(two, write, text, name):
    write(text, loop="interview_form", **REVIEW)
    assert comments_of(two, name) == ["j'ai été maçon moi-même"]


# --- doubt


@pytest.mark.parametrize(("asked", "response", "yes", "taken"), [
    ({"requested_slot": "scenario"}, "utter_is_it_answer", "Oui, c'est ma réponse", Interpretation(value="a : b = c")),
    ({"awaiting": "comment"}, "utter_is_it_answer", "Oui, c'est ma réponse", Interpretation(value="a : b = c")),
    ({"requested_slot": "notes_reviewed"}, "utter_is_it_comment", "Oui, en commentaire", Interpretation(intent="comment_note", words="a : b = c")),
])  # fmt: skip
def test_words_in_doubt_wait_for_a_yes(registered, asked, response, yes, taken):
    turn = Interpretation(intent="unsure_answer", words="a : b = c")
    messages, slots, _ = run("action_ask_if_answer", tracker_of(turn, consent=True, **asked))
    assert (responses(messages), [button["title"] for button in messages[0]["buttons"]]) == ([response], [yes, "Non"])
    assert chosen(yes, slots) == taken
    assert chosen("non", slots).intent == "resume"
