"""Several messages that are one answer: joined while the conversation is not quiet, taken and answered once."""

import asyncio
import time

import pytest

from bot.base.settings import settings
from bot.channels.turn import batching
from bot.channels.turn.batching import MAX_BATCH_CHARACTERS, debounce_seconds, seconds_left
from bot.channels.turn.turn_types import MAX_MESSAGE_CHARACTERS, MessageRejectedError
from bot.channels.turn.turns import Reply, TurnFailedError, Turns
from bot.content.sentences import section, sentence
from bot.records.conversations import addresses, conversations, inbox, outbox, resume_codes, takeovers, windows
from bot.records.files import candidates
from bot.records.handoffs import handoffs
from bot.records.models import HumanRequest
from bot.tools.evaluation.stored import dump
from tests.channels.channel_player import Player
from tests.channels.turn_harness import CHAT, TELEGRAM, Announcing, TurnHarness

WEB = "c1"
# Longer than what arrives at once takes to arrive, however busy the machine is: requests begin before any timer rings.
QUIET = "0.3"


def ask(database, conversation_id, slots, buttons=()):
    """The bot asks a question."""
    offered = {"buttons": [{"title": title, "payload": title} for title in buttons]}
    question = {"event": "bot", "text": "Question ?", "timestamp": time.time(), "data": offered}
    with database.session_scope() as session:
        addresses.open_conversation(session, "web", conversation_id, conversation_id=conversation_id)
        conversations.append(
            session, conversation_id, [question], channel="web", consented=True, state={"slots": slots}
        )


def asking(database):
    """What plays Rasa asks an open question after each answer, without choices."""
    rasa = Player(database)
    rasa.does, rasa.offers, rasa.leaves = (), (), {"requested_slot": "scenario"}
    return rasa


@pytest.fixture
def harness(database, monkeypatch):
    monkeypatch.setenv("BOT_QUIET_SECONDS", QUIET)
    made = TurnHarness(database)
    made.rasa = asking(database)
    return made


@pytest.fixture
def web(harness):
    """The website, in the middle of a scenario."""
    harness.show(WEB, "m", "Bonjour")
    harness.rasa.heard.clear()

    def say(*texts, ids=None, fails=False):
        """Sends messages, none of which waits for the answer to the one before; returns the outcomes."""

        async def go():
            takes = [
                harness.showing.take(harness.rasa, WEB, message_id, text, channel="web", address=WEB)
                for message_id, text in zip(ids or [f"m{number}" for number in range(len(texts))], texts, strict=True)
            ]
            return await asyncio.gather(*takes, return_exceptions=fails)

        return [outcome.parts if isinstance(outcome, Reply) else outcome for outcome in asyncio.run(go())]

    harness.say = say
    return harness


def texts(outcome):
    return [part["text"] for part in outcome]


# --- how long it is quiet


def quiet(session, texts, *, delivers):
    return debounce_seconds(session, WEB, windows.load_state(session, WEB), texts, delivers=delivers)


@pytest.mark.parametrize(
    ("slots", "delivers", "part"),
    [
        ({"requested_slot": "scenario"}, True, 1),
        ({"requested_slot": "followup"}, False, 1),
        ({"awaiting": "amendment", "requested_slot": "town"}, False, 1),
        ({"awaiting": "comment"}, True, 1),
        ({"awaiting": "erasure", "requested_slot": "scenario"}, False, 0),
        ({"requested_slot": "town"}, True, batching.CLOSED_QUESTION_FACTOR),
        ({"requested_slot": "town"}, False, 0),
        ({}, True, batching.CLOSED_QUESTION_FACTOR),
        ({}, False, 0),
    ],
)
def test_the_question_that_waits_tells_how_long_it_is_quiet(harness, monkeypatch, slots, delivers, part):
    monkeypatch.setenv("BOT_QUIET_SECONDS", "10")
    ask(harness.database, WEB, slots)
    with harness.database.session_scope() as session:
        assert quiet(session, ["Je l'écoute."], delivers=delivers) == pytest.approx(10 * part)
        monkeypatch.setenv("BOT_QUIET_SECONDS", "0")
        assert quiet(session, ["Je l'écoute."], delivers=delivers) == 0


@pytest.mark.parametrize(
    "text", ["passer", " Passer !", "2", "/unknown_command", "reprendre code ACDE-FG23", "acde-fg23", "", "a" * 6001]
)
def test_a_choice_a_signal_a_code_and_what_is_refused_wait_for_nothing(harness, text):
    ask(harness.database, WEB, {"requested_slot": "scenario"}, buttons=["Passer", "Pourquoi ?"])
    with harness.database.session_scope() as session:
        assert quiet(session, [text], delivers=True) == 0
        assert quiet(session, ["3"], delivers=True) > 0
        assert quiet(session, ["1" * 6000], delivers=True) > 0
        assert quiet(session, ["Je passe le voir."], delivers=True) > 0


def test_while_a_person_of_the_team_holds_the_conversation_nothing_waits(harness):
    ask(harness.database, WEB, {"requested_slot": "scenario"})
    hold(harness, WEB)
    with harness.database.session_scope() as session:
        assert quiet(session, ["Bonjour"], delivers=True) == 0


def hold(harness, conversation_id):
    with harness.database.session_scope() as session:
        handoffs.open_handoff(session, conversation_id, channel="web")
        request = session.query(HumanRequest).filter_by(conversation_id=conversation_id).one()
        assert takeovers.take_over(session, request.id, recruiter_id="r1", actor="r1")


def test_what_waits_is_due_when_it_has_been_quiet_or_after_the_longest_time(harness, monkeypatch):
    monkeypatch.setenv("BOT_QUIET_SECONDS", "1000")
    conversation_id = harness.arrive("un", "m1")
    harness.arrive("deux", "m2")
    ask(harness.database, conversation_id, {"requested_slot": "scenario"})
    with harness.database.session_scope() as session:
        rows = inbox.waiting(session, TELEGRAM)
        assert 0 < seconds_left(session, rows) <= batching.MAX_BATCH_SECONDS
        rows[0].received_at = rows[0].received_at.replace(year=2020)
        assert seconds_left(session, rows) <= 0


# --- on the website


def test_bubbles_are_one_answer_and_each_request_gets_it(web):
    outcomes = web.say("Je m'assois", "à côté de lui", "et je réexplique.")
    assert web.rasa.heard == ["Je m'assois\nà côté de lui\net je réexplique."]
    assert [texts(outcome) for outcome in outcomes] == [[f"re: {web.rasa.heard[0]}"]] * 3
    assert outcomes[0] == outcomes[1] == outcomes[2]
    rows = dump(web.database)["inbound_messages"]
    assert [(row["answered_at"] is not None, row["text"]) for row in rows] == [(True, None)] * 4


def test_each_bubble_sent_again_is_answered_alike_by_any_process(web):
    outcomes = web.say("un", "deux", "trois")
    web.showing = Turns(web.database)
    for message_id, text in (("m1", "deux"), ("m0", "un"), ("m2", "trois")):
        assert web.say(text, ids=[message_id]) == outcomes[:1]
    assert len(web.rasa.heard) == 1


def test_the_same_bubble_twice_at_once_stands_once(web):
    web.say("un", "deux", "un", ids=["a", "b", "a"])
    assert web.rasa.heard == ["un\ndeux"]


def test_a_bubble_that_arrives_during_a_turn_belongs_to_the_next(web):
    web.rasa.seconds = 0.2

    async def go():
        def take(number):
            return asyncio.create_task(
                web.showing.take(web.rasa, WEB, f"m{number}", str(number), channel="web", address=WEB)
            )

        first = [take(0), take(1)]
        while not web.rasa.heard:
            await asyncio.sleep(0.01)
        return await asyncio.gather(*first, take(2), take(3))

    outcomes = asyncio.run(go())
    assert web.rasa.heard == ["0\n1", "2\n3"]
    assert [texts(outcome.parts) for outcome in outcomes] == [["re: 0\n1"]] * 2 + [["re: 2\n3"]] * 2


def test_what_stands_alone_comes_after_what_was_said_before_it(web):
    web.say("un", "deux", "/restart", ids=["m0", "m1", "m2"])
    assert web.rasa.heard == ["un\ndeux", "/unknown_command"]


def test_a_choice_ends_the_waiting(web, monkeypatch):
    monkeypatch.setenv("BOT_QUIET_SECONDS", "1000")
    monkeypatch.setattr(batching, "MAX_BATCH_SECONDS", 1000.0)
    ask(web.database, WEB, {"requested_slot": "scenario"}, buttons=["J'ai fini"])
    web.say("un", "j'ai fini")
    assert web.rasa.heard == ["un\nj'ai fini"]


def test_a_refused_bubble_is_refused_and_the_others_are_not(web):
    outcomes = web.say("un", "a" * (MAX_MESSAGE_CHARACTERS + 1), "", "deux", fails=True)
    assert [type(outcome) for outcome in outcomes] == [list, MessageRejectedError, MessageRejectedError, list]
    assert web.rasa.heard in (["un\ndeux"], ["un", "deux"])


def test_long_messages_are_joined_up_to_a_bound(web):
    parts = [letter * 5000 for letter in "abcdef"]
    web.say(*parts)
    assert web.rasa.heard[0] == "\n".join(parts[:4])
    assert len(web.rasa.heard[0]) <= MAX_BATCH_CHARACTERS
    assert "\n".join(web.rasa.heard) == "\n".join(parts)


def test_a_turn_in_trouble_is_trouble_for_every_bubble_and_all_go_again(web):
    web.rasa.fails = 1
    outcomes = web.say("un", "deux", fails=True)
    assert [type(outcome) for outcome in outcomes] == [TurnFailedError] * 2
    again = web.say("un", "deux")
    assert web.rasa.heard == ["un\ndeux"] * 2
    assert texts(again[0]) == texts(again[1]) == ["re: un\ndeux"]
    assert web.said[2:] == ["un\ndeux", "re: un\ndeux"]


@pytest.mark.parametrize("order", [("m0", "m1"), ("m1", "m0")])
def test_after_a_crash_with_nothing_kept_bubbles_sent_again_one_by_one_are_each_taken_once(web, order):
    web.rasa.fails = 1
    web.say("un", "deux", fails=True)
    web.showing = Turns(web.database)
    words = {"m0": "un", "m1": "deux"}
    for message_id in (*order, *order):
        (again,) = web.say(words[message_id], ids=[message_id])
        assert texts(again) == [f"re: {words[message_id]}"]
    assert web.rasa.heard == ["un\ndeux", *(words[message_id] for message_id in order)]


def test_a_request_that_is_cut_short_leaves_nothing_behind(web):
    async def go():
        task = asyncio.create_task(web.showing.take(web.rasa, WEB, "m0", "un", channel="web", address=WEB))
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return await web.showing.take(web.rasa, WEB, "m1", "deux", channel="web", address=WEB)

    assert texts(asyncio.run(go()).parts) == ["re: deux"]
    assert web.rasa.heard == ["deux"]


def test_a_code_announced_to_bubbles_is_one_code(web):
    web.rasa = Announcing(web.database)
    first, second = web.say("un code", "s'il vous plaît")
    assert first == second
    with web.database.session_scope() as session:
        assert resume_codes.peek(session, first[-1]["text"].split()[-1]) == WEB


# --- where answers are delivered


def waiting_at(harness, question="scenario", *words):
    conversation_id = harness.arrive("Bonjour", "m0")
    harness.answer_waiting()
    ask(harness.database, conversation_id, {"requested_slot": question})
    for number, text in enumerate(words, 1):
        harness.arrive(text, f"m{number}")
    return conversation_id


@pytest.mark.parametrize("question", ["scenario", "town"])
def test_delivered_bubbles_are_one_answer(harness, question):
    waiting_at(harness, question, "un", "deux", "trois")
    harness.answer_waiting()
    assert harness.rasa.heard == ["Bonjour", "un\ndeux\ntrois"]
    assert harness.delivered == ["re: Bonjour", "re: un\ndeux\ntrois"]
    rows = dump(harness.database)["inbound_messages"]
    assert all(row["answered_at"] and row["text"] is None and row["address"] is None for row in rows)
    harness.arrive("deux", "m2")
    harness.answer_waiting()
    assert len(harness.rasa.heard) == 2


@pytest.mark.parametrize("dies", [True, False])
def test_delivered_bubbles_are_taken_once_across_a_crash(harness, dies):
    waiting_at(harness, "scenario", "un", "deux")
    harness.rasa.dies_after, harness.rasa.fails = KeyboardInterrupt() if dies else None, 0 if dies else 1
    with pytest.raises(KeyboardInterrupt if dies else TurnFailedError):
        harness.answer_waiting()
    harness.rasa.dies_after = None
    harness.arrive("trois", "m3")
    harness.answer_waiting()
    assert harness.delivered == ["re: Bonjour", "re: un\ndeux\ntrois"]
    assert len(harness.said) == 5


def test_a_code_is_not_joined_and_what_waits_behind_it_moves_along(harness):
    ask(harness.database, WEB, {"requested_slot": "scenario"})
    with harness.database.session_scope() as session:
        candidates.open_registration(session, WEB, channel="web", notice_version="1")
        code = resume_codes.issue(session, WEB)
    harness.arrive("Bonjour", "m0")
    harness.arrive("c'est moi", "m1")
    harness.arrive(code, "m2")
    harness.arrive("me", "m3")
    harness.arrive("revoilà", "m4")
    for _ in range(3):  # as the gateway does, which reads anew what waits
        with harness.database.session_scope() as session:
            row = inbox.waiting(session, TELEGRAM)[0]
        take = harness.delivering.take(
            harness.rasa, row.conversation_id, row.message_id, row.text, channel=TELEGRAM, address=row.address
        )
        asyncio.run(take)
    assert harness.rasa.heard == ["Bonjour\nc'est moi", "/resume_here", "me\nrevoilà"]
    with harness.database.session_scope() as session:
        assert addresses.find(session, TELEGRAM, CHAT_OF_TURNS) == WEB
        assert inbox.waiting(session, TELEGRAM) == []


CHAT_OF_TURNS = "chat-4711"


def test_a_press_is_taken_by_itself(harness):
    conversation_id = harness.arrive("Bonjour", "m0")
    harness.answer_waiting()
    ask(harness.database, conversation_id, {"requested_slot": "confirmation"}, buttons=["Oui", "Non"])
    harness.arrive("Oui", "b1")
    harness.arrive("et merci", "m2")
    harness.answer_waiting()
    assert harness.rasa.heard == ["Bonjour", "Oui", "et merci"]


def test_what_is_written_to_a_person_of_the_team_is_passed_on_message_by_message(harness):
    conversation_id = waiting_at(harness, "scenario", "un", "deux")
    hold(harness, conversation_id)
    harness.answer_waiting()
    assert harness.rasa.heard == ["Bonjour"]
    assert [said for said in harness.said if said in {"un", "deux", "un\ndeux"}] == ["un", "deux"]


def test_a_flood_is_refused_as_ever(harness):
    for number in range(settings().messages_a_minute + 5):
        harness.arrive("encore", f"m{number}")
    harness.answer_waiting()
    assert harness.rasa.heard == ["\n".join(["encore"] * settings().messages_a_minute)]
    assert harness.delivered[1:] == [section("errors")["too_many"]]
    with harness.database.session_scope() as session:
        assert inbox.waiting(session, TELEGRAM) == []


def test_what_is_too_long_is_told_and_what_is_around_it_is_taken(harness):
    waiting_at(harness, "scenario", "un", "deux", "a" * (MAX_MESSAGE_CHARACTERS + 1), "trois")
    harness.answer_waiting()
    assert harness.rasa.heard == ["Bonjour", "un\ndeux", "trois"]
    assert harness.delivered[2] == section("errors")["too_long"]


@pytest.mark.parametrize("agreed", [True, False])
def test_giving_up_is_told_once_for_all_bubbles_and_says_what_is_kept_where_something_is(harness, agreed):
    conversation_id = waiting_at(harness, "scenario", "un", "deux")
    if agreed:
        with harness.database.session_scope() as session:
            candidates.open_registration(session, conversation_id, channel=TELEGRAM, notice_version="1")
    harness.rasa.fails = 1
    with pytest.raises(TurnFailedError):
        harness.answer_waiting()
    harness.delivering.give_up(conversation_id, "m1", channel=TELEGRAM, address=CHAT_OF_TURNS)
    harness.answer_waiting()
    assert "conservé" not in sentence("turn.gave_up")
    assert harness.delivered[1:] == [sentence("turn.gave_up") + (f" {sentence('turn.kept')}" if agreed else "")]


def test_a_choice_under_the_answer_to_bubbles_is_current(harness):
    harness.rasa = Player(harness.database)
    conversation_id = harness.arrive("un", "m1")
    harness.arrive("deux", "m2")
    harness.answer_waiting()
    (row,) = dump(harness.database)["outbound_messages"]
    with harness.database.session_scope() as session:
        assert outbox.is_current_offer(session, conversation_id, row["id"])


# --- the gateway


def test_the_gateway_hands_over_what_was_said_once_it_is_quiet(gateway_harness, monkeypatch):
    monkeypatch.setenv("BOT_QUIET_SECONDS", "2")
    harness = gateway_harness
    harness.rasa = harness.relay_server.rasa = asking(harness.database)
    harness.net.write("un", "deux", "trois")
    harness.serve(lambda: len(harness.net.delivered) == 1)
    assert harness.texts == ["re: un\ndeux\ntrois"]
    harness.net.write("quatre")
    harness.serve(lambda: len(harness.net.delivered) == 2)
    assert harness.rasa.heard == ["un\ndeux\ntrois", "quatre"]


def test_the_gateway_does_not_hand_over_while_the_person_may_go_on(gateway_harness, monkeypatch):
    monkeypatch.setenv("BOT_QUIET_SECONDS", "1000")
    monkeypatch.setattr(batching, "MAX_BATCH_SECONDS", 1000.0)
    harness = gateway_harness
    harness.net.write("un")
    harness.net.write("/restart", address="chat-2")
    harness.serve(lambda: len(harness.net.delivered) == 1)
    assert harness.net.delivered == [("chat-2", "re: /unknown_command")]
    waiting = [row for row in dump(harness.database)["inbound_messages"] if row["text"]]
    assert [(row["address"], row["text"]) for row in waiting] == [(CHAT, "un")]
