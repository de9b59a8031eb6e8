"""Channel records: addresses, inbox, outbox, states, resume codes, and their erasure."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.base import clock
from bot.content.sentences import sentence
from bot.records.conversations import addresses, conversations, inbox, outbox, resume_codes, transcripts, windows
from bot.records.conversations.event_rows import ASIDE, HELD, PERSON
from bot.records.conversations.resume_codes import AttemptKind
from bot.records.files import candidates, redaction
from bot.records.models import Address, InboundMessage, OutboundMessage, ResumeCode, ResumeTry
from bot.tools.evaluation.stored import dump

PARTS = [{"text": "Bonjour", "buttons": []}, {"text": "Que faire ?", "buttons": ["Un", "Deux"]}]


def said(text="Bonjour", message_id="m1", kind="user", **more):
    return {"event": kind, "text": text, "timestamp": clock.now().timestamp(), "message_id": message_id, **more}


def turn(session, conversation_id, message_id, *answers, state=None, consented=True):
    events = [said("je dis", message_id), *(said(text, None, "bot") for text in answers)]
    conversations.append(
        session, conversation_id, events, channel="telegram", consented=consented, state=state or {"slots": {}}
    )


def test_an_address_has_one_conversation_whose_id_says_nothing(store):
    with store.session_scope() as session:
        first = addresses.open_conversation(session, "telegram", "chat-4711")
        assert addresses.open_conversation(session, "telegram", "chat-4711") == first
        assert addresses.open_conversation(session, "matrix", "chat-4711") != first
        assert "chat-4711" not in first


def test_the_address_last_used_is_where_a_person_is_reached(store):
    with store.session_scope() as session:
        conversation_id = addresses.open_conversation(session, "telegram", "1")
        addresses.reassign(session, "matrix", "!room", conversation_id)
        assert addresses.latest_address(session, conversation_id).channel == "matrix"
        addresses.open_conversation(session, "telegram", "1")
    with store.session_scope() as session:
        assert addresses.latest_address(session, conversation_id).channel == "telegram"
        assert addresses.latest_address(session, "nobody") is None


def test_a_waiting_message_keeps_its_words_until_it_is_answered(store):
    with store.session_scope() as session:
        for number in (1, 2):
            inbox.get_or_add(session, "c1", f"m{number}", text=f"mot {number}", channel="telegram", address="1")
        inbox.get_or_add(session, "c2", "m1", text="ailleurs", channel="matrix", address="!r")
        inbox.get_or_add(session, "c3", "m1")  # the website hands its messages over itself
    with store.session_scope() as session:
        assert [row.text for row in inbox.waiting(session, "telegram")] == ["mot 1", "mot 2"]
        inbox.mark_answered(session, "c1", "m1")
    with store.session_scope() as session:
        assert [row.text for row in inbox.waiting(session, "telegram")] == ["mot 2"]
        row = inbox.find(session, "c1", "m1")
        assert (row.text, row.address, row.answered_at is None) == (None, None, False)


def test_messages_that_are_one_answer_are_answered_together_and_others_wait(store):
    with store.session_scope() as session:
        for message_id in ("m1", "m2", "m3", "m4"):
            inbox.get_or_add(session, "c1", message_id, text="un mot", channel="telegram", address="1")
        inbox.get_or_add(session, "c2", "m2", text="ailleurs", channel="telegram", address="2")
        inbox.merge(session, "c1", "m1", ["m2", "m3"])
        inbox.merge(session, "c1", "m1", ["m2"])  # no others
        inbox.mark_answered(session, "c1", "m1")
    with store.session_scope() as session:
        assert [(row.conversation_id, row.message_id) for row in inbox.waiting(session, "telegram")] == [
            ("c1", "m3"),
            ("c1", "m4"),
            ("c2", "m2"),
        ]
        inbox.merge(session, "c1", "m5", ["m3"])
        inbox.mark_answered(session, "c1", "m5")  # its row is not there
    with store.session_scope() as session:
        assert inbox.find(session, "c1", "m5").answered_at is not None
        assert [row.message_id for row in inbox.waiting(session, "telegram")] == ["m4", "m2"]


def test_deliveries_of_a_conversation_are_strictly_in_order(store):
    now = clock.now()
    with store.session_scope() as session:
        outbox.post(session, "c1", "telegram", "1", PARTS)
        outbox.post(session, "c2", "telegram", "2", PARTS[:1])
        outbox.post(session, "c3", "matrix", "!r", PARTS[:1])
    with store.session_scope() as session:
        rows = outbox.due(session, "telegram", now)
        assert [(row.conversation_id, row.text) for row in rows] == [("c1", "Bonjour"), ("c2", "Bonjour")]
        outbox.mark_failed(session, rows[0].id, "TimeoutError", now + timedelta(seconds=30))
        outbox.mark_sent(session, rows[1].id)
    with store.session_scope() as session:
        assert outbox.due(session, "telegram", now) == []
        (row,) = outbox.due(session, "telegram", now + timedelta(seconds=31))
        assert (row.text, row.tries) == ("Bonjour", 1)
        outbox.mark_failed(session, row.id, "gone", None)
    with store.session_scope() as session:
        (row,) = outbox.due(session, "telegram", now)
        assert (row.text, row.buttons) == ("Que faire ?", ["Un", "Deux"])


def test_what_was_delivered_or_given_up_is_forgotten(store):
    with store.session_scope() as session:
        outbox.post(
            session, "c1", "telegram", "chat-4711", [{"text": "un secret"}, {"text": "un autre secret"}, {"text": ""}]
        )
        first, second = session.scalars(select(OutboundMessage).order_by(OutboundMessage.id)).all()
        outbox.mark_sent(session, first.id)
        outbox.mark_failed(session, second.id, "Undeliverable", None)
        outbox.mark_sent(session, 999_999)
        outbox.mark_failed(session, 999_999, "x", None)
    assert "secret" not in str(dump(store)) and "chat-4711" not in str(dump(store))
    with store.session_scope() as session:
        for row in session.scalars(select(OutboundMessage)):
            row.sent_at = row.sent_at and clock.now() - timedelta(days=31)
        outbox.purge_expired(session)
        assert len(session.scalars(select(OutboundMessage)).all()) == 1


@pytest.mark.parametrize(
    "typed", ["ACDE-FG23", "acde-fg23", "acdefg23", "ACDE FG23", " ACDE – FG23. ", "« ACDE-FG23 »", "acde.fg23"]
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert resume_codes.parse_code(typed) == "ACDE-FG23"


@pytest.mark.parametrize(
    "typed", ["", "ACDE", "ACDE-FG2", "ACDE-FG234", "ACDE-FG2O", "demander", "Marc-Remy", "ACDE-FG23 merci"]
)
def test_what_is_no_code_is_none(typed):
    assert resume_codes.parse_code(typed) is None


def test_a_code_serves_once_and_only_its_hash_is_kept(store):
    with store.session_scope() as session:
        code = resume_codes.issue(session, "c1")
        assert resume_codes.parse_code(code) == code
        assert any(letter.isdigit() for letter in code)
    assert code not in str(dump(store))
    with store.session_scope() as session:
        assert resume_codes.redeem(session, code, "telegram", "1") == "c1"
        assert resume_codes.redeem(session, code, "telegram", "1") is None


def test_a_new_code_replaces_the_one_before_and_old_ones_expire(store):
    with store.session_scope() as session:
        first, second = resume_codes.issue(session, "c1"), resume_codes.issue(session, "c1")
        assert resume_codes.redeem(session, first, "telegram", "1") is None
        session.scalars(select(ResumeCode)).one().expires_at = clock.now() - timedelta(seconds=1)
        assert resume_codes.redeem(session, second, "telegram", "1") is None
        resume_codes.purge_expired_codes(session)
        resume_codes.purge_old_attempts(session)
        assert session.scalars(select(ResumeCode)).all() == []


def test_wrong_codes_are_slowed_down_then_stopped_for_an_address(store):
    with store.session_scope() as session:
        assert resume_codes.may_attempt(session, "telegram", "1", AttemptKind.CODE)
        resume_codes.redeem(session, "ACDE-FG23", "telegram", "1")
        assert not resume_codes.may_attempt(session, "telegram", "1", AttemptKind.CODE)
        assert resume_codes.may_attempt(session, "telegram", "2", AttemptKind.CODE)
        assert "'1'" not in str([row.address_hash for row in session.scalars(select(ResumeTry))])
        session.scalars(select(ResumeTry)).one().tried_at -= timedelta(seconds=6)
        assert resume_codes.may_attempt(session, "telegram", "1", AttemptKind.CODE)
        resume_codes.redeem(session, "ACDE-FG23", "telegram", "1")
        for row in session.scalars(select(ResumeTry)):
            row.tried_at = clock.now() - timedelta(seconds=6)
        assert not resume_codes.may_attempt(session, "telegram", "1", AttemptKind.CODE)  # the pause is longer after two
        for _ in range(3):
            resume_codes.redeem(session, "ACDE-FG23", "telegram", "1")
        for row in session.scalars(select(ResumeTry)):
            row.tried_at = clock.now() - timedelta(minutes=50)
        assert not resume_codes.may_attempt(session, "telegram", "1", AttemptKind.CODE)
        for row in session.scalars(select(ResumeTry)):
            row.tried_at = clock.now() - timedelta(minutes=61)
        assert resume_codes.may_attempt(session, "telegram", "1", AttemptKind.CODE)


def test_guessing_from_many_addresses_is_stopped_too(store, monkeypatch):
    monkeypatch.setattr(resume_codes, "MAX_TOTAL_ATTEMPTS_PER_HOUR", 100)
    with store.session_scope() as session:
        for number in range(resume_codes.MAX_TOTAL_ATTEMPTS_PER_HOUR):
            resume_codes.redeem(session, "ACDE-FG23", "web", str(number))
        assert not resume_codes.may_attempt(session, "web", "another", AttemptKind.CODE)


def test_what_a_conversation_holds_of_a_message_is_found(store):
    with store.session_scope() as session:
        assert transcripts.find_stored_turn(session, "c1", "m1") is None
        welcomed = [said("Bienvenue", None, "bot"), said(), said("Un", None, "bot"), said("Deux", None, "bot")]
        conversations.append(session, "c1", welcomed, channel="telegram", consented=False, state={"slots": {}})
        turn(session, "c1", "m2", "Trois")
        first = transcripts.find_stored_turn(session, "c1", "m1")
        assert [part["text"] for part in first.answer] == ["Bienvenue", "Un", "Deux"]
        assert [part["text"] for part in transcripts.find_stored_turn(session, "c1", "m2").answer] == ["Trois"]
        assert transcripts.find_stored_turn(session, "c2", "m1") is None


@pytest.mark.parametrize(("answer", "told"), [("", ["Bienvenue", "Que faire ?"]), ("Un", ["Bienvenue", "Un"])])
def test_what_to_begin_with_is_not_asked_of_who_has_begun(store, answer, told):
    offer = said("Que faire ?", None, "bot") | {"data": {"buttons": [{"title": "Le métier", "payload": "x"}]}}
    events = [said("Bienvenue", None, "bot"), offer, said(), *([said(answer, None, "bot")] if answer else [])]
    with store.session_scope() as session:
        conversations.append(session, "c1", events, channel="email", consented=False, state={"slots": {}})
        assert [part["text"] for part in transcripts.find_stored_turn(session, "c1", "m1").answer] == told


def test_what_the_channel_says_by_itself_is_no_part_of_what_rasa_reads(store):
    with store.session_scope() as session:
        turn(session, "c1", "m1", "Un", state={"slots": {"town": "Lyon"}})
        conversations.append_out_of_band(
            session, "c1", ASIDE, text="reprendre", message_id="m2", reply="Non", channel="web"
        )
        conversations.append_out_of_band(session, "c1", HELD, text="à vous", message_id="m3", channel="web")
        conversations.append_out_of_band(session, "c1", PERSON, reply="Bonjour, ici Anne")
        assert [row.data["text"] for row in windows.load_window(session, "c1", 10).events] == ["je dis", "Un"]
        assert [part["text"] for part in transcripts.find_stored_turn(session, "c1", "m2").answer] == ["Non"]
        assert transcripts.find_stored_turn(session, "c1", "m3").is_held
        assert [(part["from"], part.get("person")) for part in transcripts.read(session, "c1")][-1] == (
            "bot",
            True,
        )


def whole_conversation(session, conversation_id="c1"):
    candidates.open_registration(session, conversation_id, channel="telegram", notice_version="1")
    addresses.reassign(session, "telegram", "chat-4711", conversation_id)
    addresses.reassign(session, "web", "session", conversation_id)
    turn(session, conversation_id, "m1", "Un")
    inbox.mark_answered(session, conversation_id, "m1")
    outbox.post(session, conversation_id, "telegram", "chat-4711", PARTS)
    resume_codes.issue(session, conversation_id)


def test_an_operator_or_the_purge_leaves_nothing(store):
    with store.session_scope() as session:
        whole_conversation(session)
        inbox.get_or_add(session, "c1", "m2", text="attend", channel="telegram", address="chat-4711")
        candidates.erase(session, "c1", actor="operator")
    rows = dump(store)
    assert "c1" not in {row.get("conversation_id") for table in rows.values() for row in table}
    assert "chat-4711" not in str(rows["addresses"] + rows["inbound_messages"])
    (row,) = rows["outbound_messages"]  # until it is delivered
    assert (row["address"], row["text"]) == ("chat-4711", sentence("erasure.elsewhere"))
    with store.session_scope() as session:
        outbox.mark_sent(session, row["id"])
    assert "chat-4711" not in str(dump(store))


def test_a_person_who_erases_is_told_so_and_what_they_wrote_since_is_still_answered(store):
    with store.session_scope() as session:
        whole_conversation(session)
        for number in (2, 3):
            inbox.get_or_add(session, "c1", f"m{number}", text=f"mot {number}", channel="telegram", address="chat-4711")
        inbox.get_or_add(session, "c1", "m4", channel="web", address="session")
        receipt = candidates.erase(session, "c1", message_id="m2")
    with store.session_scope() as session:
        assert receipt in inbox.find(session, "c1", "m2").receipt
        assert inbox.find(session, "c1", "m3").text == "mot 3"
        assert inbox.find(session, "c1", "m1") is inbox.find(session, "c1", "m4") is None
        assert session.scalars(select(Address)).all() == []
        assert session.scalars(select(OutboundMessage)).all() == session.scalars(select(ResumeCode)).all() == []


def test_of_a_conversation_in_several_browsers_only_the_one_that_erases_goes_on(store):
    with store.session_scope() as session:
        whole_conversation(session)
        addresses.reassign(session, "web", "another", "c1")
        for message_id, address in (("m2", "another"), ("m3", "another"), ("m4", "session")):
            inbox.get_or_add(session, "c1", message_id, channel="web", address=address)
        candidates.erase(session, "c1", message_id="m2")
    with store.session_scope() as session:
        assert [(row.channel, row.address) for row in session.scalars(select(Address))] == [("web", "another")]
        assert {row.message_id for row in session.scalars(select(InboundMessage))} == {"m2", "m3"}


def test_addresses_where_nothing_was_said_go_after_a_day(store):
    with store.session_scope() as session:
        silent = addresses.open_conversation(session, "telegram", "1")
        inbox.get_or_add(session, silent, "photo", text="", channel="telegram", address="1")
        inbox.mark_answered(session, silent, "photo")
        assert redaction.delete_without_consent(session) == 0
        assert addresses.find(session, "telegram", "1") == silent
        session.scalars(select(Address)).one().last_used_at = clock.now() - timedelta(hours=25)
        redaction.delete_without_consent(session)
        assert session.scalars(select(Address)).all() == session.scalars(select(InboundMessage)).all() == []


def test_messages_that_wait_follow_their_person_to_another_conversation(store):
    with store.session_scope() as session:
        inbox.get_or_add(session, "short", "m1", text="x", channel="telegram", address="1")
        inbox.mark_answered(session, "short", "m1")
        inbox.get_or_add(session, "short", "m2", text="y", channel="telegram", address="1")
        inbox.reassign_waiting(session, "short", "c1")
        assert inbox.find(session, "c1", "m2").text == "y"
        assert inbox.find(session, "c1", "m1") is None
