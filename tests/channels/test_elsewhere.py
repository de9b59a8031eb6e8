"""A conversation with several addresses: each hears of what changes elsewhere, and how to get there."""

from datetime import timedelta

import pytest

from bot.base import clock
from bot.channels.turn.resume_links import ACCOUNT
from bot.content.sentences import sentence
from bot.records.conversations import addresses, outbox, resume_codes
from bot.records.conversations.addresses import join_address
from bot.records.files import candidates
from bot.records.store import channel_states
from tests.channels.turn_harness import Announcing, TurnHarness

ROOM, THREAD = "!salon:exemple.fr", "$fil"


@pytest.fixture
def harness(database):
    return TurnHarness(database)


@pytest.fixture
def known(harness):
    """Somebody with a file who began on Telegram."""
    conversation_id = harness.arrive("Bonjour", "m0")
    harness.answer_waiting()
    with harness.database.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="telegram", notice_version="1")
    return conversation_id


def told(harness, channel):
    with harness.database.session_scope() as session:
        rows = session.query(outbox.OutboundMessage).filter_by(channel=channel).order_by(outbox.OutboundMessage.id)
        return [(row.address, row.text) for row in rows]


def test_a_person_is_the_same_in_any_of_their_rooms_and_is_answered_where_they_last_were(database):
    with database.session_scope() as session:
        first = addresses.open_conversation(session, "matrix", join_address("lea", ROOM))
        assert addresses.open_conversation(session, "matrix", join_address("lea", "!autre:exemple.fr", THREAD)) == first
        assert addresses.open_conversation(session, "matrix", join_address("ali", ROOM)) != first
        address = addresses.latest_address(session, first)
    assert (address.address, address.place) == ("lea", f"lea|!autre:exemple.fr|{THREAD}")


def test_a_move_is_told_where_the_conversation_was(harness, known):
    with harness.database.session_scope() as session:
        code = resume_codes.issue(session, known)
    harness.show("w1", "m1", f"reprendre {code}")
    assert told(harness, "telegram")[-1] == ("chat-4711", sentence("resume_code.moved"))
    assert told(harness, "web") == []


def test_an_erasure_is_told_where_it_was_not_asked_for(harness, known):
    with harness.database.session_scope() as session:
        addresses.reassign(session, "matrix", join_address("lea", ROOM), known)
        addresses.reassign(session, "web", "w1", known)
        candidates.erase(session, known, actor="operator")
    assert told(harness, "telegram")[-1] == ("chat-4711", sentence("erasure.elsewhere"))
    assert told(harness, "matrix") == [(f"lea|{ROOM}", sentence("erasure.elsewhere"))]
    assert told(harness, "web") == []
    harness.arrive("Bonjour", "m1")
    harness.answer_waiting()
    assert harness.rasa.heard[-1] == "Bonjour"


def test_a_file_whose_time_is_over_goes_without_a_word(harness, known):
    before = told(harness, "telegram")
    with harness.database.session_scope() as session:
        candidates.erase(session, known, actor="purge")
    assert sentence("erasure.elsewhere") not in str(told(harness, "telegram")) + str(before)


def test_a_code_comes_with_the_ways_to_use_it(harness, known, tmp_path, monkeypatch):
    serving = tmp_path / "credentials.yml"  # e-mail did once, and its account is still known
    serving.write_text("bot.channels.telegram.TelegramInput:\nbot.channels.matrix.MatrixInput:\n", encoding="utf-8")
    monkeypatch.setenv("BOT_CREDENTIALS", str(serving))
    accounts = {"telegram": "assistant_bot", "matrix": "@assistant:exemple.fr", "email": "assistant@exemple.fr"}
    with harness.database.session_scope() as session:
        for channel, account in accounts.items():
            channel_states.put(session, channel, ACCOUNT, account)

    harness.rasa = Announcing(harness.database)
    harness.arrive("code de reprise", "m1")
    harness.answer_waiting()
    text = harness.delivered[-1]
    code = next(word for word in text.split() if resume_codes.parse_code(word))
    assert f"/#reprendre={code}" in text and "matrix.to/#/@assistant:exemple.fr" in text
    assert "t.me" not in text  # they are there
    assert "assistant@exemple.fr" not in text


def test_an_answer_is_one_message_where_messages_are_dear(database):
    parts = [{"text": "Un."}, {"text": ""}, {"text": "Deux ?", "buttons": ["Oui", "Non"]}, {"text": "Trois."}]
    with database.session_scope() as session:
        for channel in ("telegram", "matrix", "email"):
            outbox.post(session, "c1", channel, channel, parts)
    with database.session_scope() as session:
        rows = session.query(outbox.OutboundMessage).order_by(outbox.OutboundMessage.id).all()
        posted = [(row.channel, row.text, row.buttons) for row in rows]
    as_one = "Un.\n\nDeux ?\n\nVous pouvez écrire : « Oui », « Non ».\n\nTrois."
    assert posted[2:] == [("telegram", "Trois.", []), ("matrix", as_one, []), ("email", as_one, [])]


def test_of_several_lists_of_choices_the_last_alone_is_numbered_where_an_answer_is_one_message(database):
    parts = [{"text": "Un.", "buttons": ["A", "B"]}, {"text": "Deux ?", "buttons": ["Oui", "Non"]}, {"text": ""}]
    with database.session_scope() as session:
        outbox.post(session, "c1", "email", "email", parts)
        outbox.post(session, "c1", "email", "email", [{"text": ""}])
        (row,) = session.query(outbox.OutboundMessage)
        posted = (row.text, row.buttons)
    assert posted == ("Un.\n\nVous pouvez écrire : « A », « B ».\n\nDeux ?", ["Oui", "Non"])


def post(database, say, channel="email", person="zoe"):
    with database.session_scope() as session:
        say(session, "c1", channel, join_address(person, "e-mail"))


def answer(session, *to):
    outbox.post(session, *to, [{"text": "Voici.", "buttons": ["Oui", "Non"]}])


def beside(session, *to):
    outbox.post_coalesced(session, *to, "Je n'ouvre rien.")


def due(database, channel="email"):
    with database.session_scope() as session:
        return [(row.text, row.buttons) for row in outbox.due(session, channel, clock.now())]


def later(monkeypatch, seconds):
    moment = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_what_is_said_beside_an_answer_is_one_message_with_it_where_messages_are_dear(database):
    for channel in ("email", "telegram"):
        post(database, beside, channel)
        assert due(database, channel) == ([] if channel == "email" else [("Je n'ouvre rien.", [])])
        post(database, answer, channel)
    assert due(database) == [("Je n'ouvre rien.\n\nVoici.", ["Oui", "Non"])]
    with database.session_scope() as session:
        assert session.query(outbox.OutboundMessage).count() == 3


def test_what_waits_to_be_said_beside_an_answer_is_not_said_twice(database):
    for _ in range(2):
        post(database, beside)
    post(database, answer)
    assert due(database) == [("Je n'ouvre rien.\n\nVoici.", ["Oui", "Non"])]


def test_where_the_answer_is_late_it_goes_alone_and_once(database, monkeypatch):
    post(database, beside)
    later(monkeypatch, outbox.COALESCE_DELAY.total_seconds() - 1)  # it may be on its way at any moment
    post(database, answer)
    assert due(database) == []
    later(monkeypatch, 1)
    assert due(database) == [("Je n'ouvre rien.", [])]
    with database.session_scope() as session:
        outbox.mark_sent(session, session.query(outbox.OutboundMessage).order_by(outbox.OutboundMessage.id).first().id)
    assert due(database) == [("Voici.", ["Oui", "Non"])]


def test_it_waits_for_nobody_elses_answer(database, monkeypatch):
    post(database, beside)
    post(database, answer, person="leo")
    assert due(database) == [("Voici.", ["Oui", "Non"])]
    later(monkeypatch, outbox.COALESCE_DELAY.total_seconds())
    assert len(due(database)) == 2
