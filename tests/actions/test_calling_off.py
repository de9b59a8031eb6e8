"""A request for a person is called off by who made it, wherever it stands, and the team reads that it was."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.records.conversations import conversations, reply_notifications, takeovers, transcripts
from bot.records.conversations.event_rows import HELD
from bot.records.handoffs import handoffs, subjects
from bot.records.models import AuditEntry, Conversation, HumanRequest
from bot.understanding.reading.directives import CALL_OFF, OBJECTION, directive_of, interpret_directive
from bot.understanding.reading.interpretation import Interpretation
from bot.words.requests import request_lines
from tests.actions.action_player import SENDER, chosen, responses, run, tracker_of

HUMAN, OFF = Interpretation(intent="ask_human"), Interpretation(intent="call_off_human")


def request_of(database):
    with database.session_scope() as session:
        return session.scalars(select(HumanRequest)).one()


@pytest.mark.parametrize("words", [CALL_OFF, "annuler ma demande à l'équipe", "Annuler ma demande a l'equipe."])
def test_the_sentence_means_that_and_nothing_else(words):
    assert interpret_directive(directive_of(words), {}).intent == "call_off_human"
    assert directive_of(f"{words} ?") is None and directive_of("annuler ma demande") is None


def test_it_is_called_off_once_and_the_team_keeps_that_it_was(registered):
    run("action_request_human", tracker_of(HUMAN, consent=True))
    messages, _, _ = run("action_call_off_request", tracker_of(OFF, consent=True))
    assert responses(messages) == ["utter_request_called_off"]
    request = request_of(registered)
    assert request.called_off_at == request.handled_at is not None
    assert request.answered_at is None, "the team has answered nothing"
    assert "annulée par vous le" in request_lines([request])[0]
    assert responses(run("action_call_off_request", tracker_of(OFF, consent=True))[0]) == ["utter_no_request"]
    with registered.session_scope() as session:
        acts = list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))
    assert acts.count("called_off_request") == 1
    assert responses(run("action_request_human", tracker_of(HUMAN, consent=True))[0])[0] == "utter_human_filed"


@pytest.mark.parametrize("turn", [OFF, replace(OFF, needs_confirmation=True)])
def test_there_is_nothing_to_call_off_or_to_ask_about_without_a_request(registered, turn):
    assert responses(run("action_call_off_request", tracker_of(turn, consent=True))[0]) == ["utter_no_request"]


def test_an_objection_that_is_called_off_is_named(registered):
    run("action_request_human", tracker_of(Interpretation(intent="ask_human", value=OBJECTION), consent=True))
    messages, _, _ = run("action_call_off_request", tracker_of(OFF, consent=True))
    assert responses(messages) == ["utter_objection_called_off"]


def test_where_somebody_holds_the_conversation_they_hold_it_no_more_and_that_is_said(registered):
    run("action_request_human", tracker_of(HUMAN, consent=True))
    with registered.session_scope() as session:
        takeovers.take_over(session, request_of(registered).id, recruiter_id="anne", actor="recruiter:anne")
    messages, _, _ = run("action_call_off_request", tracker_of(OFF, consent=True))
    assert responses(messages) == ["utter_request_called_off", "utter_exchange_called_off"]
    with registered.session_scope() as session:
        assert takeovers.find_takeover(session, SENDER) is None


def test_of_who_never_agreed_no_words_are_left(database):
    run("action_request_human", tracker_of(HUMAN))
    with database.session_scope() as session:
        session.merge(Conversation(id=SENDER, consented=False))
        subjects.save(session, SENDER, "mon secret", [])
        conversations.append_out_of_band(session, SENDER, HELD, text="mon numéro", message_id="m1")
    run("action_call_off_request", tracker_of(OFF))
    assert request_of(database).topic is None
    with database.session_scope() as session:
        assert session.scalars(select(HumanRequest.called_off_at)).one() is not None
        assert [said["text"] for said in transcripts.read(session, SENDER)] == [None]


def test_no_e_mail_follows_what_was_called_off(registered):
    run("action_request_human", tracker_of(HUMAN, consent=True))
    with registered.session_scope() as session:
        request = session.scalars(select(HumanRequest)).one()
        reply_notifications.opt_in(session, SENDER)
        reply_notifications.schedule(request)
        assert request.mail_due_at is not None
    run("action_call_off_request", tracker_of(OFF, consent=True))
    assert request_of(registered).mail_due_at is None


def test_the_team_does_not_put_it_back(registered):
    run("action_request_human", tracker_of(HUMAN, consent=True))
    run("action_call_off_request", tracker_of(OFF, consent=True))
    with registered.session_scope() as session:
        handoffs.reopen(session, request_of(registered).id, actor="recruiter:anne")
    assert request_of(registered).handled_at is not None


@pytest.mark.parametrize("slots", [{"consent": True}, {}])
def test_it_is_offered_where_a_request_is_filed_and_where_one_waits(registered, slots):
    for response in ("utter_human_filed", "utter_human_waiting"):
        messages, events, _ = run("action_request_human", tracker_of(HUMAN, **slots))
        assert responses(messages)[0] == response
        titles = [button["title"] for message in messages for button in message.get("buttons") or []]
        assert CALL_OFF in titles
        assert chosen(CALL_OFF, events).intent == "call_off_human"
