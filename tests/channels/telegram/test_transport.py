"""Polling, presses, groups, deliveries and the check, against a strict Bot API server and a real database."""

import asyncio
import logging
import time
from datetime import timedelta

import pytest

from bot.base import clock
from bot.channels.gateway.credentials import TRANSPORTS, make_transport
from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.telegram import transport as module
from bot.channels.telegram import webhook
from bot.channels.telegram.configuration import NAME
from bot.channels.telegram.transport import NO_SUCH_BOT
from bot.channels.telegram.webhook import OTHER_POLLING, OTHER_WEBHOOK
from bot.content.sentences import section, sentence
from bot.records.conversations import addresses
from bot.records.store import channel_states
from tests.channels.telegram.conftest import PERSON, Connection
from tests.waiting import until

pytestmark = pytest.mark.anyio
GROUP_ID = -100777


def offset(database):
    with database.session_scope() as session:
        return channel_states.get(session, NAME, "offset")


async def test_the_place_to_go_on_is_stored_with_the_message(telegram, connection, database):
    async with connection.fetching():
        telegram.say(PERSON, "un")
        await until(connection.waiting)
    assert offset(database)["next"] == 501
    telegram.send_raw({"inline_query": {"id": "1"}})
    async with connection.fetching():
        await until(lambda: offset(database)["next"] == 502)


async def test_after_a_week_of_silence_lower_numbers_are_read_too(telegram, connection, database):
    old = (clock.now() - timedelta(days=8)).isoformat()
    await connection.receive(state={"offset": {"next": 9_000, "at": old}})
    telegram.say(PERSON, "me revoilà")
    async with connection.fetching():
        await until(connection.waiting)
        await until(lambda: telegram.pending() == 0)
    assert offset(database)["next"] == 501


@pytest.mark.parametrize("fault", ["500", "502", "drop", "garbage", "429:1", "sent-then-drop"])
async def test_polling_goes_on_after_a_fault(telegram, connection, transport, fault):
    await until(lambda: telegram.called("getUpdates"))
    telegram.fail(fault, method="getUpdates")
    telegram.say(PERSON, "toujours là ?")
    await until(lambda: connection.waiting() == ["toujours là ?"])


async def test_a_server_that_does_not_hold_polls_back_is_not_asked_all_the_time(telegram, connection):
    telegram.holds_back = False
    async with connection.fetching():
        await until(lambda: telegram.called("getUpdates"))
        began = time.monotonic()
        await until(lambda: len(telegram.called("getUpdates")) >= 4)
        assert time.monotonic() - began > 2 * module.EMPTY_POLL_SECONDS


async def test_a_token_that_is_wrong_is_said_and_tried_again(database, telegram, caplog):
    connection = Connection(telegram, database, token="1111111:revoked-token")
    async with connection.fetching():
        await until(lambda: len(connection.problems) > 1)
    assert set(connection.problems) == {NO_SUCH_BOT}
    assert "revoked-token" not in caplog.text


async def test_anybody_elses_webhook_is_explained_and_left_alone(telegram, connection):
    telegram.webhook = {"url": "https://another.example/hook", "secret_token": "x"}
    async with connection.fetching() as transport:
        await until(lambda: OTHER_WEBHOOK in connection.problems)
        assert await transport.check() == [OTHER_WEBHOOK]
    assert telegram.webhook is not None


async def test_our_own_webhook_of_before_is_removed_and_messages_that_waited_are_read(telegram, connection):
    await connection.receive(state={"webhook": "http://127.0.0.1:1/webhooks/telegram/webhook"})
    telegram.webhook = {"url": "http://127.0.0.1:1/webhooks/telegram/webhook", "secret_token": "x"}
    telegram.say(PERSON, "j'attendais")
    async with connection.fetching():
        await until(connection.waiting)
    assert telegram.webhook is None


async def test_a_second_program_that_polls_is_explained(telegram, database, monkeypatch):
    monkeypatch.setattr(webhook, "CONFLICT_SECONDS", 0.3)
    one, other = Connection(telegram, database), Connection(telegram, database)
    async with one.fetching(), other.fetching():
        await until(lambda: OTHER_POLLING in one.problems + other.problems)


@pytest.mark.parametrize("written", ["", "Le bot de la mairie"])
async def test_commands_are_told_and_a_description_unless_somebody_wrote_one(telegram, connection, written):
    telegram.description = written
    async with connection.fetching():
        await until(lambda: telegram.short_description)
    assert [command["command"] for command in telegram.commands] == list(section("telegram_commands"))
    assert telegram.description == (written or sentence("telegram.description"))


async def test_what_cannot_be_read_is_answered_once_by_a_sentence(telegram, connection, transport):
    number = telegram.say(PERSON, "bonjour")
    telegram.say(PERSON, voice={"file_id": "x", "duration": 3})
    for _ in range(4):
        telegram.say(PERSON, photo=[{"file_id": "x"}], media_group_id="5")
    telegram.edit(PERSON, number, "bonsoir")
    telegram.repeat_last()
    await until(lambda: telegram.pending() == 0)
    await connection.deliver(transport)
    assert connection.waiting() == ["bonsoir"]  # nobody had read the first words yet
    told = [section("unsupported")[kind] for kind in ("audio", "photo")]
    assert [message["text"] for message in telegram.sent_to(PERSON)] == told


async def test_words_under_the_pictures_of_an_album_are_read_and_what_was_not_opened_is_said_once(
    telegram, connection, transport
):
    for words in ({"caption": "mon attestation"}, {}, {"caption": "et mon diplôme"}, {}):
        telegram.say(PERSON, photo=[{"file_id": "x"}], media_group_id="6", **words)
    telegram.repeat_last()
    await until(lambda: telegram.pending() == 0)
    await connection.deliver(transport)
    assert connection.waiting() == ["mon attestation", "et mon diplôme"]
    assert [message["text"] for message in telegram.sent_to(PERSON)] == [sentence("turn.not_opened")]


# Buttons


async def ask(telegram, connection, transport, text, titles):
    """A turn: the person writes, the bot answers with choices."""
    telegram.say(PERSON, text)
    await until(connection.waiting)
    connection.answer({"text": "Alors ?", "buttons": titles})
    await connection.deliver(transport)


async def test_a_press_says_its_title_and_shows_what_was_chosen_after_a_restart_too(telegram, connection):
    async with connection.fetching() as transport:
        await ask(telegram, connection, transport, "bonjour", ["M'inscrire", "Poser une question"])
    async with connection.fetching():
        query = telegram.press(PERSON, "Poser une question")
        await until(lambda: connection.waiting() == ["Poser une question"])
        await until(lambda: telegram.sent_to(PERSON)[0]["text"] == "Alors ?\n\n→ Poser une question")
    assert "reply_markup" not in telegram.sent_to(PERSON)[0]
    assert telegram.acknowledged[query] is None


async def test_two_presses_of_the_same_question_count_once(telegram, connection, transport):
    await ask(telegram, connection, transport, "bonjour", ["Oui", "Non"])
    shown = dict(telegram.sent_to(PERSON)[0])
    queries = [telegram.press(PERSON, title, shown) for title in ("Oui", "Oui", "Non")]
    await until(lambda: all(query in telegram.acknowledged for query in queries))
    assert connection.waiting() == ["Oui"]
    connection.answer({"text": "Merci."})
    query = telegram.press(PERSON, "Non", shown)
    await until(lambda: query in telegram.acknowledged)
    assert (connection.waiting(), connection.posted()) == ([], ["Merci."])


async def test_a_button_of_a_past_question_is_answered_kindly_and_not_taken(telegram, connection, transport):
    await ask(telegram, connection, transport, "bonjour", ["Oui", "Non"])
    shown = dict(telegram.sent_to(PERSON)[0])
    await ask(telegram, connection, transport, "supprimer", ["Oui, tout effacer", "Non"])
    query = telegram.press(PERSON, "Oui", shown)
    await until(lambda: connection.posted() == [section("unsupported")["stale_button"]])
    await until(lambda: telegram.acknowledged.get(query) == sentence("telegram.stale_button"))
    assert connection.waiting() == []
    # The question that is being asked still can be answered.
    telegram.press(PERSON, "Oui, tout effacer")
    await until(lambda: connection.waiting() == ["Oui, tout effacer"])


async def test_a_button_pressed_while_a_typed_answer_waits_is_of_the_past(telegram, connection, transport):
    await ask(telegram, connection, transport, "bonjour", ["Oui", "Non"])
    telegram.say(PERSON, "non merci")
    telegram.press(PERSON, "Oui")
    await until(lambda: connection.posted() == [section("unsupported")["stale_button"]])
    assert connection.waiting() == ["non merci"]


async def test_a_sticker_in_between_leaves_the_question_open(telegram, connection, transport):
    await ask(telegram, connection, transport, "bonjour", ["Oui", "Non"])
    telegram.say(PERSON, sticker={"emoji": "👍"})
    await until(lambda: connection.posted() == [section("unsupported")["sticker"]])
    telegram.press(PERSON, "Oui")
    await until(lambda: connection.waiting() == ["Oui"])


async def test_an_answer_to_messages_that_crossed_outdates_the_buttons_of_the_first(telegram, connection, transport):
    telegram.say(PERSON, "un")
    telegram.say(PERSON, "deux")
    await until(lambda: len(connection.waiting()) == 2)
    connection.answer({"text": "Alors ?", "buttons": ["Oui", "Non"]})
    connection.answer({"text": "Et alors ?", "buttons": ["Bien", "Mal"]})
    await connection.deliver(transport)
    telegram.press(PERSON, "Oui")
    await until(lambda: connection.posted() == [section("unsupported")["stale_button"]])
    telegram.press(PERSON, "Mal")
    await until(lambda: connection.waiting() == ["Mal"])


@pytest.mark.parametrize("data", ["/restart", "999.0", "1.7", "", "x" * 64])
async def test_forged_data_are_not_taken(telegram, connection, transport, data):
    await ask(telegram, connection, transport, "bonjour", ["Oui", "Non"])
    telegram.press(PERSON, "Oui", data=data or "0.0")
    await until(lambda: connection.posted() == [section("unsupported")["stale_button"]])
    assert connection.waiting() == []


async def test_a_button_of_somebody_else_is_not_taken(telegram, connection, transport):
    await ask(telegram, connection, transport, "bonjour", ["Oui", "Non"])
    theirs = dict(telegram.sent_to(PERSON)[0])
    telegram.say(77, "salut")
    await until(connection.waiting)
    connection.answer({"text": "Bonjour"})
    await connection.deliver(transport)
    telegram.press(77, "Oui", {**theirs, "chat": {"id": 77, "type": "private"}})
    await until(lambda: connection.posted() == [section("unsupported")["stale_button"]])
    assert connection.waiting() == []
    # The forged message is no message of that chat: its buttons cannot be taken away.
    await until(lambda: telegram.violations == ["editMessageReplyMarkup: Bad Request: message to edit not found"])
    telegram.violations.clear()


async def test_a_button_that_is_too_old_to_be_shown_is_answered_kindly(telegram, connection, transport):
    await ask(telegram, connection, transport, "bonjour", ["Oui", "Non"])
    shown = telegram.sent_to(PERSON)[0]["message_id"]
    old = {"message_id": shown, "chat": {"id": PERSON, "type": "private"}, "date": 0}
    telegram.press(PERSON, "Oui", old, data=f"{connection.rows_out()[0].id}.0")
    await until(lambda: connection.posted() == [section("unsupported")["stale_button"]])


async def test_a_number_under_long_choices_says_the_choice(telegram, connection, transport):
    titles = ["Je préfère répondre plus tard, quand j'aurai le temps", "Je réponds tout de suite à cette situation-ci"]
    await ask(telegram, connection, transport, "bonjour", titles)
    assert telegram.sent_to(PERSON)[0]["text"].endswith(sentence("choices.by_number"))
    telegram.press(PERSON, "2")
    await until(lambda: connection.waiting() == [titles[1]])


async def test_an_acknowledgement_that_fails_loses_nothing(telegram, connection, transport):
    await ask(telegram, connection, transport, "bonjour", ["Oui", "Non"])
    telegram.fail("400", method="answerCallbackQuery")
    telegram.fail("403", method="editMessageText")
    telegram.press(PERSON, "Oui")
    await until(lambda: connection.waiting() == ["Oui"])
    await until(lambda: telegram.called("editMessageText"))


# Groups


async def test_a_group_is_told_once_and_left(telegram, connection, database, transport):
    group = telegram.group(GROUP_ID, "supergroup")
    said = {"message_id": 1, "chat": group.as_json(), "from": {"id": 5, "is_bot": False}, "text": "Salut le bot"}
    telegram.send_raw({"message": said})
    telegram.say(PERSON, "bonjour")
    await until(connection.waiting)
    await until(lambda: not group.is_open)
    telegram.send_raw({"message": {**said, "message_id": 2, "text": "Il est parti ?"}})
    await until(lambda: telegram.pending() == 0)
    await asyncio.sleep(0.2)
    assert [message["text"] for message in telegram.sent_to(GROUP_ID)] == [sentence("telegram.group")]
    assert connection.waiting() == ["bonjour"]
    with database.session_scope() as session:
        assert addresses.find(session, NAME, str(GROUP_ID)) is None


async def test_a_channel_is_left_without_a_word(telegram, connection, transport):
    channel = telegram.group(GROUP_ID, "channel")
    await until(lambda: not channel.is_open)
    assert telegram.sent_to(GROUP_ID) == []


# Deliveries


async def deliver(connection, text, titles=()):
    async with connection.connected() as transport:
        await transport.deliver(connection.post(text, titles))


async def test_a_text_longer_than_telegram_takes_goes_in_pieces_with_the_buttons_under_the_last(telegram, connection):
    telegram.say(PERSON, "bonjour")
    text = "\n\n".join(f"Paragraphe {number} 😀 " + "mot " * 150 for number in range(20))
    await deliver(connection, text, ["Oui", "Non"])
    pieces = telegram.sent_to(PERSON)
    assert "".join("".join(piece["text"] for piece in pieces).split()) == "".join(text.split())
    assert ["reply_markup" in piece for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert all(piece["text"].startswith("Paragraphe") for piece in pieces)


async def test_pieces_that_went_are_not_sent_again(telegram, connection):
    telegram.say(PERSON, "bonjour")
    async with connection.connected() as transport:
        row = connection.post("a" * 4096 + " " + "b" * 4096 + " " + "c" * 10)
        telegram.fail("500", method="sendMessage")
        with pytest.raises(RetryLater):
            await transport.deliver(row)
        await transport.typing(str(PERSON), is_on=True)
        telegram.faults.append(("sendMessage", "429:9", 1))
        with pytest.raises(RetryLater) as later:
            await transport.deliver(row)
        assert later.value.seconds == 9
        await transport.deliver(row)
    assert [message["text"][0] for message in telegram.sent_to(PERSON)] == ["a", "b", "c"]


@pytest.mark.parametrize("fault", ["500", "409"])
async def test_a_delivery_that_fails_is_to_be_tried_again(telegram, connection, fault):
    telegram.say(PERSON, "bonjour")
    telegram.fail(fault, method="sendMessage")
    with pytest.raises(RetryLater):
        await deliver(connection, "Bonjour")


async def test_a_delivery_with_a_revoked_token_waits_for_the_operator(telegram, database):
    with pytest.raises(RetryLater) as later:
        await deliver(Connection(telegram, database, token="1111111:revoked-token"), "Bonjour")
    assert later.value.seconds == module.FAULT_SECONDS


async def test_an_answer_without_words_is_undeliverable(telegram, connection):
    with pytest.raises(Undeliverable):
        await deliver(connection, " ")


async def test_links_are_not_previewed(telegram, connection):
    telegram.say(PERSON, "bonjour")
    await deliver(connection, "Voir https://pix.fr")
    assert telegram.called("sendMessage")[0]["link_preview_options"] == {"is_disabled": True}


async def test_typing_is_shown_and_never_hurts(telegram, connection):
    telegram.say(PERSON, "bonjour")
    async with connection.connected() as transport:
        await transport.typing(str(PERSON), is_on=True)
        telegram.fail("500")
        await transport.typing(str(PERSON), is_on=True)
        telegram.block(PERSON)
        await transport.typing(str(PERSON), is_on=True)
    assert telegram.called("sendChatAction")[0] == {"chat_id": PERSON, "action": "typing"}


# The check


async def check(telegram, database, **keys):
    async with Connection(telegram, database, **keys).connected() as transport:
        return await transport.check()


async def test_the_check_tells_a_wrong_token(telegram, database):
    assert await check(telegram, database, token="1111111:revoked-token") == [NO_SUCH_BOT]
    assert (await check(telegram, database, token="not-a-token"))[0].startswith("token is no token")


async def test_the_check_tells_a_server_that_is_not_reached(telegram, database):
    telegram.stop()
    (problem,) = await check(telegram, database)
    assert f"127.0.0.1:{telegram.port}" in problem
    assert telegram.token not in problem


async def test_the_check_tells_a_webhook_that_fails(telegram, database):
    keys = {"mode": "webhook", "public_url": "http://127.0.0.1:1"}
    (problem,) = await check(telegram, database, **keys)
    assert "not set yet" in problem
    telegram.webhook = {"url": "https://other.example/webhooks/telegram/webhook"}
    (problem,) = await check(telegram, database, **keys)
    assert "other.example" in problem
    telegram.webhook = {"url": "http://127.0.0.1:1/webhooks/telegram/webhook"}
    telegram.say(PERSON, "bonjour")
    await until(lambda: telegram.last_webhook_error)
    (problem,) = await check(telegram, database, **keys)
    assert "could not call" in problem
    assert "1 message(s) wait" in problem


async def test_a_misconfigured_channel_keeps_what_is_to_be_said(database):
    transport = make_transport(TRANSPORTS["bot.channels.telegram"], {"token": "x"}, database)
    assert transport.name == NAME
    await transport.typing("1", is_on=True)
    with pytest.raises(RetryLater):
        await transport.deliver(None)
    with pytest.raises(RetryLater, match="BotFather"):
        await transport.fetch(None)
    await transport.close()


async def test_nothing_that_people_write_is_logged(telegram, connection, caplog):
    with caplog.at_level(logging.DEBUG):
        async with connection.fetching() as transport:
            await ask(telegram, connection, transport, "mon secret", ["Un choix secret", "Non"])
            telegram.press(PERSON, "Un choix secret")
            await until(connection.waiting)
            telegram.fail("500", method="sendMessage")
            with pytest.raises(RetryLater):
                await transport.deliver(connection.post("une réponse secrète"))
    assert "secr" not in caplog.text
    assert str(PERSON) not in caplog.text
