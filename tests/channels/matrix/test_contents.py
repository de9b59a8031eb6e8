"""What is read out of events and how messages are made, without any server."""

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.gateway.configuration import BadConfiguration
from bot.channels.matrix.configuration import MatrixConfiguration
from bot.channels.matrix.event_bodies import MAX_CONTENT_BYTES, MAX_PART_CHARACTERS, contents
from bot.channels.matrix.events import ParsedEvent, message_id, read_event, without_quotation
from bot.channels.matrix.state import (
    MAX_EVENT_CHARACTERS,
    MAX_IN_ROOM,
    MAX_WAIT_SECONDS,
    MAX_WAITING,
    NOTICE_AFTER_SECONDS,
    SyncState,
)
from bot.content.sentences import sentence
from bot.records.conversations.outbox import written_choices
from bot.records.models import InboundMessage

BOT = "@assistant:exemple.fr"


def event(content, kind="m.room.message", **more):
    return {"type": kind, "event_id": "$1", "sender": "@maelle:exemple.fr", "content": content, **more}


@given(st.text(min_size=1), st.lists(st.text(min_size=1), max_size=5))
def test_every_text_is_said_whole_in_events_that_fit(text, buttons):
    made = contents(text, buttons)
    assert all(len(json.dumps(content)) < 60_000 for content in made)
    bare = "".join("".join(content["body"] for content in made).split())
    numbered = "".join(f"{number}. {title}" for number, title in enumerate(buttons, start=1))
    whole = (
        f"{text.strip() or sentence('choices.choose')}{numbered}{sentence('choices.by_number')}" if buttons else text
    )
    if len(buttons) == 1:
        whole = text + written_choices(buttons)
    assert bare == "".join(whole.split())


@settings(deadline=None)  # a busy machine is no fault
@given(st.integers(1, 40), st.sampled_from(["é", "<", "🙂", "a b ", "\n", "﷽", "\x00"]))
def test_long_texts_are_cut(thousands, letters):
    made = contents(letters * thousands * 500)
    assert all(len(content["body"]) <= MAX_PART_CHARACTERS for content in made)
    assert all(len(json.dumps(content)) <= MAX_CONTENT_BYTES for content in made)


def test_texts_are_cut_where_a_reader_would():
    text = "\n\n".join(f"Phrase une. Phrase deux du paragraphe {number}." for number in range(300))
    bodies = [content["body"] for content in contents(text)]
    assert len(bodies) > 1
    assert all(body.endswith(".") and body.startswith("Phrase une") for body in bodies)


def test_html_is_escaped():
    assert contents("<script>\n&")[0]["formatted_body"] == "&lt;script&gt;<br>&amp;"
    several, one = contents("?", ["<b>", "c"])[0]["formatted_body"], contents("?", ["<b>"])[0]["formatted_body"]
    assert several == f"?<ol><li>&lt;b&gt;</li><li>c</li></ol>{sentence('choices.by_number')}"
    assert one == "?<br><br>Vous pouvez écrire : « &lt;b&gt; »."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("> <@a:b> bonjour\n\nOui", "Oui"),
        ("> <@a:b> deux\n> lignes\n\nOui\nnon", "Oui\nnon"),
        ("> <@a:b> seulement", ""),
        (">pas une citation", ">pas une citation"),
        ("Oui", "Oui"),
    ],
)
def test_quotations_are_taken_off(body, expected):
    assert without_quotation(body) == expected


@pytest.mark.parametrize(
    "passed_over",
    [
        event({"msgtype": "m.text", "body": "x"}, sender=BOT),
        event({"msgtype": "m.notice", "body": "x"}),
        event({"membership": "join"}, "m.room.member", state_key="@maelle:exemple.fr"),
        event({}),
        event({"m.relates_to": {"rel_type": "m.annotation", "key": "👍"}}, "m.reaction"),
        event({"algorithm": "m.megolm.v1.aes-sha2"}, "m.room.encrypted"),
        event({}, "m.room.redaction", redacts="$0"),
        event("x"),
        event({"msgtype": "m.text", "body": "x"}, event_id=None),
        event({"msgtype": "m.text", "body": "x"}, 7),
        {},
    ],
)
def test_what_needs_no_answer_gets_none(passed_over):
    assert read_event(passed_over, BOT) is None


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        ({"msgtype": "m.text"}, "other"),
        ({"msgtype": "m.text", "body": 3}, "other"),
        ({"body": "sans type"}, "other"),
        ({"msgtype": ["m.text"], "body": "x"}, "other"),
        ({"msgtype": "edit", "body": "x"}, "other"),
        ({"msgtype": "m.text", "body": " \n "}, "empty"),
        ({"msgtype": "m.text", "body": "> <@a:b> x", "m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}}, "empty"),
    ],
)
def test_what_cannot_be_read_has_a_notice(content, notice):
    assert read_event(event(content), BOT).unsupported == notice


def test_a_reply_loses_its_quotation_and_nothing_else_does():
    content = {"msgtype": "m.text", "body": "> <@a:b> x\n\nOui\n\n> bien sûr"}
    assert read_event(event(content), BOT).text == content["body"]
    reply = {**content, "m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}}
    assert read_event(event(reply), BOT).text == "Oui\n\n> bien sûr"


@given(
    st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.dictionaries(st.text(), inner), max_leaves=8)
)
def test_no_content_makes_reading_fail(content):
    read_event(event(content), BOT)
    read_event(event({"msgtype": "m.text", "body": "x", "m.relates_to": content}), BOT)


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        ({"msgtype": "m.image", "body": "chat.png"}, "photo", ""),
        ({"msgtype": "m.image", "body": "mon diplôme", "filename": "scan.png"}, "photo", "mon diplôme"),
        ({"msgtype": "m.file", "body": "cv.pdf", "filename": "cv.pdf"}, "document", ""),
    ],
)
def test_the_words_that_come_with_a_file_are_kept(content, kind, said):
    assert read_event(event(content), BOT) == ParsedEvent("$1", said, kind)


@pytest.mark.parametrize("named", ["$\ud800", "$" + "a" * 255, "$\x00", "", None, 3, ["$0"]])
@pytest.mark.parametrize("kind", ["m.replace", "m.thread"])
def test_a_relation_to_what_can_be_no_event_is_none(named, kind):
    new = {"msgtype": "m.text", "body": "y"}
    content = {**new, "body": "x", "m.new_content": new, "m.relates_to": {"rel_type": kind, "event_id": named}}
    assert read_event(event(content), BOT) == ParsedEvent("$1", "x")
    chosen = {"m.relates_to": {"rel_type": "m.annotation", "event_id": named, "key": "1️⃣"}}
    assert read_event(event(chosen, "m.reaction"), BOT) is None


def test_half_characters_are_replaced():
    half = "a\ud800"
    edit = {
        "m.new_content": {"msgtype": "m.text", "body": half},
        "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"},
    }
    assert read_event(event({"msgtype": "m.text", "body": half}), BOT).text == "a?"
    assert read_event(event({"msgtype": "m.image", "body": half, "filename": "x"}), BOT).text == "a?"
    assert read_event(event(edit), BOT).text == "a?"


def test_an_edit_gives_an_earlier_event_new_words():
    new = {"msgtype": "m.text", "body": "Bérard"}
    content = {**new, "body": "* Bérard", "m.new_content": new}
    content["m.relates_to"] = {"rel_type": "m.replace", "event_id": "$0"}
    assert read_event(event(content), BOT) == ParsedEvent("$1", "Bérard", "edited", "$0")


@pytest.mark.parametrize(("key", "number"), [("1️⃣", "1"), ("2\u20e3", "2")])
def test_a_reaction_with_a_number_chooses(key, number):
    content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$0", "key": key}}
    assert read_event(event(content, "m.reaction"), BOT) == ParsedEvent("$1", number, chosen_under="$0")


def test_what_is_said_in_a_thread_belongs_there():
    relation = {"rel_type": "m.thread", "event_id": "$0", "is_falling_back": True, "m.in_reply_to": {"event_id": "$9"}}
    content = {"msgtype": "m.text", "body": "> cité\n\nOui", "m.relates_to": relation}
    assert read_event(event(content), BOT) == ParsedEvent("$1", "> cité\n\nOui", thread="$0")
    assert contents("Bien.", thread="$0")[0]["m.relates_to"]["event_id"] == "$0"


def test_emotes_are_text():
    assert read_event(event({"msgtype": "m.emote", "body": "dit oui"}), BOT).text == "dit oui"


@given(st.text(min_size=1, max_size=255))
def test_ids_fit_into_their_column(event_id):
    assert len(message_id(event_id)) <= InboundMessage.__table__.c.message_id.type.length


def encrypted(number, session="a"):
    return {"event_id": f"${number}", "content": {"session_id": session}}


def test_people_are_told_once_for_each_key_and_nothing_waits_for_ever(monkeypatch):
    state = SyncState()
    for number in range(3):
        state.wait_for_key("!a", encrypted(number))
    state.wait_for_key("!a", encrypted(3, "b"))
    state.wait_for_key("!a", encrypted(3, "b"))
    assert len(state.unread) == 4
    assert state.due_notices() == []
    assert state.has_pending_notice()
    now = state.unread[0].since
    monkeypatch.setattr("time.time", lambda: now + NOTICE_AFTER_SECONDS + 1)
    assert [row.event["event_id"] for row in state.due_notices()] == ["$0", "$3"]
    state.wait_for_key("!a", encrypted(4))
    state = SyncState.read(json.loads(json.dumps(state.as_rows()["sync"])))
    monkeypatch.setattr("time.time", lambda: now + 10 * NOTICE_AFTER_SECONDS)
    assert state.due_notices() == []
    assert not state.has_pending_notice()
    monkeypatch.setattr("time.time", lambda: now + MAX_WAIT_SECONDS + 60)
    state.tidy()
    assert state.unread == []


def test_nobody_pushes_out_what_others_wait_for():
    state = SyncState()
    assert state.wait_for_key("!honest", encrypted("first"))
    for number in range(MAX_WAITING):
        assert state.wait_for_key("!one", encrypted(number, str(number)))
    rooms = Counter(row.room_id for row in state.unread)
    assert rooms == {"!honest": 1, "!one": MAX_IN_ROOM}
    assert state.unread[-1].event["event_id"] == f"${MAX_WAITING - 1}"
    for number in range(MAX_WAITING, 3 * MAX_WAITING):
        state.wait_for_key(f"!{number % 30}", encrypted(number))
    state.tidy()
    assert len(state.unread) == MAX_WAITING
    assert state.unread[0].room_id == "!honest"


def test_of_what_is_too_large_only_that_it_came_is_kept(monkeypatch):
    state = SyncState()
    large = {
        **encrypted("large", "s" * MAX_EVENT_CHARACTERS),
        "sender": "@maelle:exemple.fr",
        "type": "m.room.encrypted",
    }
    large["content"]["ciphertext"] = "A" * MAX_EVENT_CHARACTERS
    assert not state.wait_for_key("!a", large)
    assert len(json.dumps(state.as_rows())) < 1000
    now = state.unread[0].since
    monkeypatch.setattr("time.time", lambda: now + NOTICE_AFTER_SECONDS + 1)
    assert [(row.event["event_id"], row.event["sender"]) for row in state.due_notices()] == [
        ("$large", large["sender"])
    ]


GOOD = {"homeserver": "https://matrix.exemple.fr/", "user_id": BOT, "password": "secret"}


def test_good_keys_are_read():
    read = MatrixConfiguration.read(GOOD)
    assert (read.homeserver, read.device_name) == ("https://matrix.exemple.fr", "Assistant conseiller numérique")
    assert (
        MatrixConfiguration.read({**GOOD, "homeserver": "http://127.0.0.1:8008"}).homeserver == "http://127.0.0.1:8008"
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"homeserver": None}, "homeserver"),
        ({"homeserver": "matrix.exemple.fr"}, "homeserver"),
        ({"homeserver": "https://matrix.exemple.fr/_matrix"}, "homeserver"),
        ({"homeserver": "http://matrix.exemple.fr"}, "https"),
        ({"user_id": "assistant"}, "user_id"),
        ({"user_id": None}, "user_id"),
        ({"password": None}, "either password or access_token"),
        ({"access_token": "x"}, "not both"),
        ({"password": 1234}, "between quotes"),
        ({"recovery": "x"}, "unknown key"),
    ],
)
def test_bad_keys_are_told(changes, told):
    with pytest.raises(BadConfiguration, match=told):
        MatrixConfiguration.read({**GOOD, **changes})
