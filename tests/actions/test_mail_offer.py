"""An e-mail is offered with a request for a human: on the website, where one can be sent, to who left an address."""

import pytest
from sqlalchemy import select

from bot.records.conversations import reminders, reply_notifications, takeovers
from bot.records.files import candidates
from bot.records.models import HumanRequest
from bot.understanding.reading.directives import CALL_OFF
from bot.understanding.reading.interpretation import NO_OFFER, YES_OFFER, Interpretation
from tests.actions.action_player import FILE, SENDER, chosen, responses, run, tracker_of, words

HUMAN = Interpretation(intent="ask_human")
OFFERED = ["utter_topic_passed", "utter_offer_mail"]
PASS = Interpretation(intent="tell_topic")


@pytest.fixture(autouse=True)
def mail_server(monkeypatch):
    monkeypatch.setenv("BOT_SMTP_URL", "smtp://127.0.0.1:1")  # nothing is sent here


def ask(**slots):
    """Asks for a human and passes what it is about."""
    run("action_request_human", tracker_of(HUMAN, consent=True, **slots))
    return run("action_tell_topic", tracker_of(PASS, "passer", consent=True, **slots))


def row(database):
    with database.session_scope() as session:
        return session.scalars(select(HumanRequest)).one()


def test_it_is_offered_to_the_address_that_was_given(registered):
    messages, slots, _ = ask()
    assert responses(messages) == OFFERED
    assert "lucie@exemple.fr" in words(messages)
    assert [button["title"] for button in messages[1]["buttons"]] == ["Oui", "Non"]
    assert {YES_OFFER, NO_OFFER} < set(slots["choices"])
    assert row(registered).mail_agreed_at is None  # asking is no agreement


def test_yes_is_noted_with_the_request_and_not_asked_again(registered):
    _, slots, _ = ask()
    turn = chosen(
        "oui", slots | {"choices": {name: what for name, what in slots["choices"].items() if "__" not in name}}
    )
    assert responses(run("action_set_mail", tracker_of(turn, consent=True))[0]) == ["utter_mail_agreed"]
    assert row(registered).mail_agreed_at is not None
    assert responses(run("action_request_human", tracker_of(HUMAN, consent=True))[0]) == ["utter_human_waiting"]


def test_no_is_no(registered):
    ask()
    said = responses(run("action_set_mail", tracker_of(Interpretation(intent="decline_mail"), consent=True))[0])
    assert said == ["utter_mail_refused"]
    assert row(registered).mail_agreed_at is None


def test_a_yes_without_a_request_is_not_noted_and_not_taken_for_a_no(registered):
    said = responses(run("action_set_mail", tracker_of(Interpretation(intent="accept_mail"), consent=True))[0])
    assert said == ["utter_mail_too_late"]


@pytest.mark.parametrize("reason", ["no mail server", "no address", "on Telegram", "distress"])
def test_it_is_not_offered_where(registered, monkeypatch, reason):
    run("action_request_human", tracker_of(HUMAN, consent=True))
    tracker, name, said = tracker_of(PASS, consent=True), "action_tell_topic", "utter_topic_passed"
    if reason == "no mail server":
        monkeypatch.delenv("BOT_SMTP_URL")
    if reason == "no address":
        with registered.session_scope() as session:
            candidates.set_field(session, SENDER, "email", None)
    if reason == "on Telegram":
        tracker.events[-1]["input_channel"] = "telegram"
    if reason == "distress":
        name, said = "action_human_after_distress", "utter_human_waiting"
    messages, slots, _ = run(name, tracker)
    assert responses(messages) == [said]
    assert not slots.get("choices")


@pytest.mark.parametrize(("name", "turn", "first", "offered"), [
    ("action_tell_topic", PASS, "utter_topic_passed", ["Ajouter un e-mail", "Ajouter un téléphone", CALL_OFF]),
    ("action_human_after_distress", HUMAN, "utter_human_waiting", []),
])  # fmt: skip
def test_who_left_no_address_is_told_where_the_answer_will_be_and_what_may_be_given(opened, name, turn, first, offered):
    run("action_request_human", tracker_of(HUMAN, consent=True))
    messages, slots, _ = run(name, tracker_of(turn, consent=True))
    assert responses(messages) == [first, "utter_human_answers_here"]
    assert [button["title"] for button in messages[1]["buttons"]] == list(slots.get("choices") or []) == offered
    if offered:
        taken = chosen("Ajouter un téléphone", slots)
        assert (taken.intent, taken.value) == ("change_field", "phone")


@pytest.mark.parametrize(("pending", "takes_any_yes"), [
    ("scenario", False), ("followup", False), ("town", False), ("email", False), ("confirmation", True), ("notes_reviewed", True),
])  # fmt: skip
def test_words_that_answer_an_open_question_are_left_to_it(registered, pending, takes_any_yes):
    _, slots, _ = ask(requested_slot=pending)
    assert (YES_OFFER in slots["choices"]) is (NO_OFFER in slots["choices"]) is takes_any_yes


@pytest.mark.parametrize(("action", "turn", "text"), [
    ("action_set_reminder", Interpretation(intent="stop_reminder"), "stop rappel"), ("action_pause", Interpretation(intent="stop_pause"), "stop"),
])  # fmt: skip
def test_it_is_taken_back_with_the_word_that_takes_reminders_back(registered, action, turn, text):
    ask()
    with registered.session_scope() as session:
        reply_notifications.opt_in(session, SENDER)
        reminders.opt_in(session, SENDER)
    assert responses(run(action, tracker_of(turn, text, consent=True))[0]) == ["utter_mail_refused"]
    assert row(registered).mail_agreed_at is None
    with registered.session_scope() as session:
        assert not reminders.is_opted_in(session, SENDER)


def test_an_agreement_ends_with_the_address_and_that_is_said(registered, write):
    ask()
    with registered.session_scope() as session:
        reply_notifications.opt_in(session, SENDER)
    messages, _, _ = write("en fait mon mail c'est zoe@exemple.org", **FILE, consent=True)
    assert "à l'ancienne adresse est annulé" in words(messages)
    assert row(registered).mail_agreed_at is None


def test_erasing_takes_the_agreement_along(registered):
    ask()
    with registered.session_scope() as session:
        reply_notifications.opt_in(session, SENDER)
        candidates.erase(session, SENDER)
        assert takeovers.find_takeover(session, SENDER) is None
        assert session.scalars(select(HumanRequest)).all() == []
