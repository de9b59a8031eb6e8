"""One message's turn: taken once, answered in order, whatever stops in between. Rasa's part is played."""

import asyncio

import pytest

from bot.base.settings import settings
from bot.channels.gateway import intake
from bot.channels.gateway.transport import Incoming
from bot.channels.turn.commands import UNKNOWN_COMMAND
from bot.channels.turn.resume import RESUME_SIGNAL
from bot.channels.turn.turn_store import MAX_ATTEMPTS
from bot.channels.turn.turn_types import MAX_MESSAGE_CHARACTERS, NeedsRouting, Routing
from bot.channels.turn.turns import TurnFailedError, Turns, _route
from bot.content.sentences import section, sentence
from bot.records.conversations import addresses, inbox, outbox, resume_codes, transcripts
from bot.records.files import candidates
from bot.records.models import Conversation
from bot.tools.evaluation.stored import dump
from tests.channels.channel_player import Player
from tests.channels.turn_harness import CHAT, TELEGRAM, Announcing, TurnHarness


@pytest.fixture
def harness(database):
    return TurnHarness(database)


def test_an_answer_is_posted_once_and_the_words_that_waited_are_forgotten(harness):
    conversation_id = harness.arrive("Bonjour")
    harness.answer_waiting()
    harness.answer_waiting()
    assert (harness.rasa.heard, harness.delivered) == (["Bonjour"], ["re: Bonjour"])
    (row,) = dump(harness.database)["inbound_messages"]
    assert (row["text"], row["address"], row["receipt"]) == (None, None, None)
    asyncio.run(harness.delivering.take(harness.rasa, conversation_id, "m1", "Bonjour", channel=TELEGRAM, address=CHAT))
    assert harness.delivered == ["re: Bonjour"]


def test_the_same_message_from_the_network_is_one(harness):
    for _ in range(3):
        harness.arrive("Bonjour")
    harness.answer_waiting()
    harness.arrive("Bonjour")
    harness.answer_waiting()
    assert harness.rasa.heard == ["Bonjour"]


@pytest.mark.parametrize(("trouble", "raised"), [
    ({"fails": 1}, TurnFailedError), ({"is_silent": True}, TurnFailedError), ({"loses_an_action": True}, TurnFailedError),
    ({"dies_after": KeyboardInterrupt()}, KeyboardInterrupt),
], ids=["error", "nothing said", "action lost", "killed before saving"])  # fmt: skip
def test_a_turn_that_fails_leaves_nothing_and_the_message_is_taken_again(harness, trouble, raised):
    harness.arrive("Bonjour")
    vars(harness.rasa).update(trouble)
    with pytest.raises(raised):
        harness.answer_waiting()
    assert (harness.said, harness.delivered) == ([], [])
    harness.rasa = Player(harness.database)
    harness.answer_waiting()
    assert (harness.said, harness.delivered) == (["Bonjour", "re: Bonjour"], ["re: Bonjour"])


def test_messages_of_a_person_are_answered_in_order_even_at_once(harness):
    conversation_id = harness.arrive("0", "m0")
    harness.rasa.seconds = 0.02

    async def all_at_once():
        await asyncio.gather(
            *(
                harness.delivering.take(
                    harness.rasa, conversation_id, f"m{number}", str(number), channel=TELEGRAM, address=CHAT
                )
                for number in range(8)
            )
        )

    asyncio.run(all_at_once())
    assert harness.delivered == [f"re: {number}" for number in range(8)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", section("errors")["empty"]),
        (" \x00 ", section("errors")["empty"]),
        ("a" * (MAX_MESSAGE_CHARACTERS + 1), section("errors")["too_long"]),
        ("é" * 100_000, section("errors")["too_long"]),
    ],
)
def test_what_is_not_taken_is_told_kindly_and_enters_no_conversation(harness, text, sentence):
    harness.arrive(text)
    harness.answer_waiting()
    assert (harness.rasa.heard, harness.said, harness.delivered) == ([], [], [sentence])


def test_too_many_messages_in_a_minute_are_told_once(harness):
    for number in range(settings().messages_a_minute + 5):
        harness.arrive("encore", f"m{number}")
    harness.answer_waiting()
    assert len(harness.rasa.heard) == settings().messages_a_minute
    assert harness.delivered[settings().messages_a_minute :] == [section("errors")["too_many"]]
    with harness.database.session_scope() as session:
        assert inbox.waiting(session, TELEGRAM) == []


def test_many_messages_that_waited_long_are_no_flood(harness):
    """Rasa was away: what people wrote over an hour is handed over within a second."""
    for number in range(settings().messages_a_minute + 5):
        conversation_id = harness.arrive("encore", f"m{number}")
    with harness.database.session_scope() as session:
        for number, row in enumerate(inbox.waiting(session, TELEGRAM)):
            row.received_at = row.received_at.replace(minute=number, hour=3)
    harness.answer_waiting()
    assert len(harness.rasa.heard) == settings().messages_a_minute + 5, conversation_id


@pytest.mark.parametrize(
    "text", ["/restart", '/inform{"consent": true}', RESUME_SIGNAL, "/open_chat", "//restart", " /back"]
)
def test_commands_of_rasa_never_pass_on_any_channel(harness, text):
    harness.arrive(text)
    harness.answer_waiting()
    harness.show("c1", "m1", text)
    assert harness.rasa.heard == [UNKNOWN_COMMAND, UNKNOWN_COMMAND]


def test_a_signal_of_the_channel_passes_and_is_not_counted(harness):
    harness.show("c1", "open", "/open_chat", is_signal=True)
    assert harness.rasa.heard == ["/open_chat"]
    assert dump(harness.database)["inbound_messages"] == []


def test_what_is_rejected_on_arrival_is_answered_without_rasa(harness):
    harness.arrive("", "photo", unsupported="photo")
    harness.answer_waiting()
    assert (harness.rasa.heard, harness.delivered) == ([], [section("unsupported")["photo"]])


def test_the_caption_of_a_photo_is_read(harness):
    harness.arrive("C'est mon diplôme", "photo", unsupported="photo")
    harness.answer_waiting()
    assert harness.rasa.heard == ["C'est mon diplôme"]
    assert harness.delivered == [sentence("turn.not_opened"), "re: C'est mon diplôme"]


def test_an_edit_gives_a_message_that_waits_its_new_words(harness):
    harness.arrive("Berard", "m1")
    harness.arrive("Bérard", "e1", unsupported="edited", amends="m1")
    harness.answer_waiting()
    assert (harness.rasa.heard, harness.delivered) == (["Bérard"], ["re: Bérard"])


def test_states_of_a_channel_are_kept_with_what_arrived(harness):
    harness.arrive("Bonjour", state={"offset": 12})
    intake.store(harness.database, TELEGRAM, state={"offset": 13})
    assert [row["value"] for row in dump(harness.database)["channel_states"]] == [13]
    with pytest.raises(ValueError, match="too long"):
        intake.store(harness.database, TELEGRAM, Incoming(CHAT, "m" * 81, "x"), state={"offset": 14})
    assert [row["value"] for row in dump(harness.database)["channel_states"]] == [13]


# --- erasing


def erase_in_the_middle(harness):
    """The action erases, then the process of Rasa ends before it can keep or say anything."""

    async def rasa(message):
        with harness.database.session_scope() as session:
            candidates.erase(session, message.sender_id, message_id=message.message_id)
        raise RuntimeError

    harness.rasa = rasa


def test_a_receipt_is_told_even_when_the_turn_that_erased_was_cut_short(harness):
    harness.arrive("oui, tout effacer")
    erase_in_the_middle(harness)
    with pytest.raises(TurnFailedError):
        harness.answer_waiting()
    harness.answer_waiting()
    (told,) = harness.delivered
    assert "EFF-" in told
    rows = dump(harness.database)
    assert rows["addresses"] == []
    with harness.database.session_scope() as session:
        outbox.mark_sent(session, rows["outbound_messages"][0]["id"])
    assert CHAT not in str(dump(harness.database))


def test_on_the_website_the_receipt_is_in_the_history_too(harness):
    harness.show("c1", "m1", "Bonjour")
    player = harness.rasa
    erase_in_the_middle(harness)
    with pytest.raises(TurnFailedError):
        harness.show("c1", "m2", "oui, tout effacer")
    harness.rasa = player
    (told,) = harness.show("c1", "m2", "oui, tout effacer")
    assert "EFF-" in told["text"]
    assert harness.said == ["", told["text"]]
    assert harness.show("c1", "m2", "oui, tout effacer") == [told]


# --- resuming


@pytest.fixture
def code(harness):
    """A code for the conversation `c1` of the website, where somebody is registered."""
    harness.show("c1", "m1", "Bonjour")
    with harness.database.session_scope() as session:
        candidates.open_registration(session, "c1", channel="web", notice_version="1")
        return resume_codes.issue(session, "c1")


@pytest.mark.parametrize(
    "words",
    ["/reprendre {}", "/start {}", "reprendre {}", "Reprendre le code : {}", "{}", "je veux reprendre avec le code {}"],
)
def test_a_code_continues_the_conversation_at_this_address(harness, code, words):
    short = harness.arrive("Bonjour", "m0")
    harness.answer_waiting()
    harness.arrive(words.format(code.lower()), "m2")
    harness.answer_waiting()
    assert harness.rasa.heard[-1] == RESUME_SIGNAL
    assert harness.delivered[-1] == f"re: {RESUME_SIGNAL}"
    with harness.database.session_scope() as session:
        assert addresses.find(session, TELEGRAM, CHAT) == "c1"
        assert session.get(Conversation, short) is None
    harness.arrive("la suite", "m3")
    harness.answer_waiting()
    assert harness.said[-1] == "re: la suite"
    assert code not in str(dump(harness.database))


def test_a_code_given_on_the_website_leads_the_session_there(harness, code):
    harness.show("c2", "open", "/open_chat", is_signal=True)
    harness.show("c2", "m5", code)
    with harness.database.session_scope() as session:
        assert addresses.find(session, "web", "c2") == "c1"
        assert transcripts.last_event_id(session, "c2") == 0


def test_what_waited_while_a_code_led_the_session_elsewhere_is_taken_there(harness, code):
    harness.rasa.seconds = 0.05
    said = {"m1": "Bonjour", "m2": code, "m3": "la suite"}
    with harness.database.session_scope() as session:
        addresses.open_conversation(session, "web", "c2")

    async def at_once():
        takes = (
            harness.showing.take(harness.rasa, None, message_id, text, channel="web", address="c2")
            for message_id, text in said.items()
        )
        return await asyncio.gather(*takes)

    assert [answer.is_elsewhere for answer in asyncio.run(at_once())] == [False, True, True]
    with harness.database.session_scope() as session:
        assert transcripts.last_event_id(session, "c2") == 0
        assert transcripts.read(session, "c1")[-1]["text"] == "re: la suite"


def test_a_database_that_cannot_be_written_is_trouble_and_the_message_goes_again(harness):
    harness.show("c1", "m1", "Bonjour")
    with harness.database.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE inbound_messages RENAME TO elsewhere")
    with pytest.raises(TurnFailedError):
        harness.show("c1", "m2", "Bérard")
    with harness.database.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO inbound_messages")
    assert [part["text"] for part in harness.show("c1", "m2", "Bérard")] == ["re: Bérard"]


def test_a_resume_cut_short_goes_on_though_the_code_is_spent(harness, code):
    harness.arrive(f"/reprendre {code}")
    harness.rasa.fails = 1
    with pytest.raises(TurnFailedError):
        harness.answer_waiting()
    harness.answer_waiting()
    assert harness.delivered == [f"re: {RESUME_SIGNAL}"]


@pytest.mark.parametrize("words", ["/reprendre ACDE-FG23", "/reprendre n'importe quoi", "reprendre acde fg23"])
def test_a_wrong_code_is_told_and_not_kept(harness, words):
    harness.arrive("Bonjour", "m0")
    harness.arrive(words)
    harness.answer_waiting()
    assert harness.delivered[-1] == sentence("resume_code.wrong_code")
    assert "FG23" not in str(dump(harness.database)).upper()
    harness.arrive("/reprendre ACDE-FG23", "m2")
    harness.answer_waiting()
    assert harness.delivered[-1] == sentence("resume_code.too_many")
    harness.arrive("la suite", "m3")
    harness.answer_waiting()
    assert harness.delivered[-1] == "re: la suite"


def test_reprendre_alone_is_a_wish_for_rasa(harness):
    harness.arrive("/reprendre")
    harness.answer_waiting()
    assert harness.rasa.heard == ["reprendre"]


def test_somebody_with_a_file_here_keeps_it_and_the_code_stays_good(harness, code):
    here = harness.arrive("Bonjour", "m0")
    with harness.database.session_scope() as session:
        candidates.open_registration(session, here, channel=TELEGRAM, notice_version="1")
    harness.arrive(code)
    harness.answer_waiting()
    assert harness.delivered[-1] == sentence(
        "resume_code.own_dossier", instructions=sentence("resume_code.own_account")
    )
    with harness.database.session_scope() as session:
        assert resume_codes.redeem(session, code, TELEGRAM, "another") == "c1"


def test_a_code_is_told_where_one_is_announced_and_anew_when_asked_again(harness):
    harness.rasa = Announcing(harness.database)
    (first,) = harness.show("c1", "m1", "code")
    told = resume_codes.parse_code(first["text"].split()[-1])
    assert told and told not in str(dump(harness.database))
    (again,) = harness.show("c1", "m1", "code")
    with harness.database.session_scope() as session:
        assert resume_codes.redeem(session, told, "web", "x") is None
        assert resume_codes.redeem(session, again["text"].split()[-1], "web", "y") == "c1"


# --- what takes too long


def register(harness, conversation_id):
    with harness.database.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="web", notice_version="1")


def test_a_message_that_takes_too_long_is_kept_unread_and_the_conversation_goes_on(harness, monkeypatch):
    monkeypatch.setenv("BOT_TURN_SECONDS", "1")
    harness.show("c1", "m1", "bonjour")
    register(harness, "c1")
    harness.rasa.seconds = 60
    (told,) = harness.show("c1", "m2", "long")
    assert told["text"] == sentence("turn.unreadable_kept")
    assert harness.show("c1", "m2", "long") == [told], "it is answered once, and alike"
    assert harness.said[-2:] == ["long", sentence("turn.unreadable_kept")]
    harness.rasa.seconds = 0
    assert harness.show("c1", "m3", "court")[-1]["text"] == "re: court"


def test_unread_words_are_not_kept_before_the_agreement(harness, monkeypatch):
    monkeypatch.setenv("BOT_TURN_SECONDS", "1")
    harness.rasa.seconds = 60
    assert harness.show("c1", "m1", "long")[-1]["text"] == sentence("turn.unreadable")
    assert harness.said == ["", sentence("turn.unreadable")]


def test_others_are_answered_while_one_message_takes_too_long(database, monkeypatch):
    monkeypatch.setenv("BOT_TURN_SECONDS", "1")
    turns, rasa = Turns(database), Player(database)
    with database.session_scope() as session:
        for place in ("slow", "quick"):
            addresses.open_conversation(session, "web", place)
    answered = []

    async def take(conversation_id, on_new_message):
        await turns.take(on_new_message, None, "m1", "bonjour", channel="web", address=conversation_id)
        answered.append(conversation_id)

    async def never(_message):
        await asyncio.Event().wait()

    async def both():
        await asyncio.gather(take("slow", never), take("quick", rasa))

    asyncio.run(both())
    assert answered == ["quick", "slow"]


def test_a_message_that_takes_too_long_on_a_network_is_told_of_there(harness, monkeypatch):
    monkeypatch.setenv("BOT_TURN_SECONDS", "1")
    harness.rasa.seconds = 60
    harness.arrive("long")
    harness.answer_waiting()
    assert harness.delivered == [sentence("turn.unreadable")]


class Ended(BaseException):
    """As if the process were killed there: nothing of what follows runs."""


def test_a_message_that_ends_one_process_after_the_other_is_set_aside(harness):
    heard, rasa = [], harness.rasa

    async def end(message):
        heard.append(message.text)
        raise Ended

    harness.rasa = end
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(Ended):
            harness.show("c1", "m1", "mortel")
    (told,) = harness.show("c1", "m1", "mortel")
    assert told["text"] == sentence("turn.unreadable")
    assert heard == ["mortel"] * MAX_ATTEMPTS
    harness.rasa = rasa
    assert harness.show("c1", "m2", "bonjour")[-1]["text"] == "re: bonjour"


def test_a_message_that_fails_is_tried_again_as_often_as_it_comes(harness):
    harness.rasa.fails = 2 * MAX_ATTEMPTS
    for _ in range(2 * MAX_ATTEMPTS):
        with pytest.raises(TurnFailedError):
            harness.show("c1", "m1", "bonjour")
    assert harness.show("c1", "m1", "bonjour")[-1]["text"] == "re: bonjour"


def test_reading_that_takes_too_long_leaves_a_message_to_the_person_who_holds_the_conversation(monkeypatch):
    monkeypatch.setenv("BOT_TURN_SECONDS", "1")

    async def parse(_text):
        await asyncio.Event().wait()

    assert asyncio.run(_route(NeedsRouting("long"), parse)) is Routing.TEAM
