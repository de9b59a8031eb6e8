"""A pause in mid-registration: a reminder is offered where the bot can write first, with real servers."""

import pytest

from bot.base import places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.records.store.database import Database
from bot.tools.evaluation.servers import ephemeral_servers
from bot.tools.evaluation.stored import dump
from tests.channels.telegram.people import TelegramChat
from tests.channels.telegram.strict_server import TOKEN, StrictTelegram

pytestmark = pytest.mark.server
OFFER = "une seule fois"
YES, NO = "C'est noté : un seul rappel", "je ne vous enverrai pas de rappel"


@pytest.fixture(scope="module")
def running(model):
    telegram = StrictTelegram().start()
    credentials = (
        "bot.channels.web.WebInput:\n  allowed_origins: []\n"
        f"bot.channels.telegram.TelegramInput:\n  token: {TOKEN}\n  api_url: {telegram.url}\n  mode: polling\n"
    )
    with ephemeral_servers(only=("rasa", "gateway"), credentials=credentials):
        database = Database(places.database_url())
        yield telegram, database
        database.engine.dispose()
    telegram.stop()


def sayer(chat):
    return lambda text: [message["text"] for message in chat.say(text)]


def rows(database):
    return {row["conversation_id"]: row for row in dump(database)["reminders"]}


@pytest.fixture
def person(running):
    """Somebody on Telegram who pauses before telling their town; returns (say, what is known of their reminder)."""
    telegram, database = running
    say = sayer(TelegramChat(telegram, database))
    before = {row["id"] for row in dump(database)["conversations"]}
    for text in ("je veux m'inscrire", "oui", "Bérard", "Lucie"):
        say(text)
    (mine,) = {row["id"] for row in dump(database)["conversations"]} - before
    return say, lambda: rows(database).get(mine)


def offered(replies):
    return any(OFFER in text for text in replies)


def test_on_the_website_none_is_offered(running):
    chat = Chat(f"http://127.0.0.1:{settings().rasa_port}/webhooks/web")
    chat.open()
    say = sayer(chat)
    for text in ("je veux m'inscrire", "oui", "Bérard", "Lucie"):
        say(text)
    replies = say("pause")
    assert any("Rien n'est perdu" in text for text in replies)
    assert not offered(replies)


def test_before_the_agreement_none_is_offered(running):
    telegram, database = running
    say = sayer(TelegramChat(telegram, database))
    say("je veux m'inscrire")
    assert not offered(say("pause"))


@pytest.mark.parametrize("words", ["Oui, un rappel", "oui", "d'accord", "ok merci"])
def test_yes_is_noted_once_and_the_registration_waits(person, words):
    say, reminder = person
    assert offered(say("pause"))
    assert reminder() is None
    (told,) = say(words)
    assert told.startswith(YES)
    assert reminder()["due_at"] and not reminder()["sent_at"]
    assert "commune" in say("bonjour")[-1]
    assert not offered(say("pause"))


@pytest.mark.parametrize("words", ["Non merci", "non", "pas la peine"])
def test_no_is_noted_and_not_asked_again(person, words):
    say, reminder = person
    assert offered(say("pause"))
    (told,) = say(words)
    assert NO in told
    assert reminder()["due_at"] is None
    assert not offered(say("pause"))


def test_another_answer_agrees_to_nothing_and_is_taken_as_what_it_is(person):
    say, reminder = person
    assert offered(say("pause"))
    assert any("Pix" in text for text in say("c'est quoi le test pix ?"))
    assert reminder() is None
    assert "Jusqu'où" in say("Lannion")[-1]
    assert reminder() is None
    assert offered(say("pause"))


@pytest.mark.parametrize("words", ["stop", "Stop !", "STOP", "stop rappel", "plus de rappels"])
def test_an_agreement_is_taken_back_with_a_word(person, words):
    say, reminder = person
    say("pause")
    say("oui")
    assert reminder()["due_at"]
    replies = say(words)
    assert any(NO in text for text in replies), replies
    assert reminder()["due_at"] is None
    assert "commune" in say("bonjour")[-1]


@pytest.mark.parametrize("answers", [["Lannion"], ["Lannion", "30 km"], ["Lannion", "30 km", "demain"]])
def test_stop_takes_it_back_at_whatever_question(person, answers):
    say, reminder = person
    say("pause")
    say("oui")
    for text in answers:
        say(text)
    replies = say("stop")
    assert any(NO in text for text in replies), replies
    assert reminder()["due_at"] is None


def test_stop_without_a_reminder_is_a_pause(person):
    say, reminder = person
    assert offered(say("stop"))
    assert reminder() is None


def test_erasing_takes_the_reminder_along(person):
    say, reminder = person
    say("pause")
    say("oui")
    say("supprimer mes données")
    assert any("EFF-" in text for text in say("Oui, tout effacer"))
    assert reminder() is None
