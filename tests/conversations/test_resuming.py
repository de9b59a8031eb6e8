"""A conversation begun in one browser goes on in another, with real servers: registration, notes, pending question."""

import pytest

from bot.base import places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.content.sentences import section
from bot.records.conversations import resume_codes, takeover_ends, takeovers
from bot.records.handoffs import handoffs
from bot.records.store.database import Database
from bot.tools.evaluation.stored import dump

pytestmark = pytest.mark.server


def a_browser():
    chat = Chat(f"http://127.0.0.1:{settings().rasa_port}/webhooks/web")
    chat.open()
    return chat


def texts(messages):
    return [message["text"] for message in messages]


def code_of(messages):
    return next(code for text in texts(messages) for word in text.split() if (code := resume_codes.parse_code(word)))


@pytest.fixture
def database(shared_servers):
    made = Database(places.database_url())
    yield made
    made.engine.dispose()


def test_a_code_continues_the_registration_elsewhere_once(database):
    first, second, third = a_browser(), a_browser(), a_browser()
    assert "dès que vous avez donné votre accord" in texts(first.say("code de reprise"))[0]
    for text in ("je veux m'inscrire", "oui", "Bérard", "Lucie"):
        first.say(text)
    replies = first.say("je peux continuer sur mon téléphone ?")
    assert "commune" in replies[-1]["text"]
    code = code_of(replies)
    assert code not in str(dump(database))
    assert not any(code in (text or "") for text in texts(first.open()))

    replies = second.say(f"/reprendre {code}")
    assert "continuons ici" in replies[0]["text"] and "commune" in replies[-1]["text"]
    assert "Lucie" in texts(second.open())
    assert "Jusqu'où" in second.say("Lannion")[-1]["text"]
    assert "Lannion" in texts(first.open())  # the first browser is still there
    assert "pas valable" in texts(third.say(code))[0]
    (candidate,) = [row for row in dump(database)["candidates"] if row["last_name"] == "Bérard"]
    assert candidate["town"]["commune"] == "Lannion"

    before = first.token
    second.say("supprimer mes données")
    assert any("EFF-" in text for text in texts(second.say("Oui, tout effacer")))
    assert any("EFF-" in (text or "") for text in texts(second.open()))
    # What the second browser begins anew is its own: the first, which began the erased conversation, is cut off.
    for text in ("je veux m'inscrire", "oui", "Zyxwv", "Anna"):
        second.say(text)
    bearer = {"Authorization": f"Bearer {before}"}
    assert first._client.get("/messages?after=0", headers=bearer).json()["error"] == "session"
    assert texts(first.say("mes données")) == [section("errors")["session"]]
    assert "mes données" not in texts(second.open()) and "commune" in texts(second.say("bonjour"))[-1]
    assert not any("Zyxwv" in (text or "") for text in texts(first.open()))


def test_who_erases_in_the_first_browser_cuts_the_second_off(database):
    first, second = a_browser(), a_browser()
    for text in ("je veux m'inscrire", "oui", "Bérard", "Lucie"):
        first.say(text)
    second.say(code_of(first.say("code de reprise")))
    first.say("supprimer mes données")
    assert any("EFF-" in text for text in texts(first.say("Oui, tout effacer")))
    for text in ("je veux m'inscrire", "oui", "Zyxwu", "Anna"):
        first.say(text)
    second.say("mes données")
    assert not any("Zyxwu" in (text or "") for text in texts(second.open()))
    assert "commune" in texts(first.say("bonjour"))[-1]


def test_a_person_takes_over_and_gives_the_conversation_back(database):
    chat = a_browser()
    for text in ("je veux m'inscrire", "oui", "Le Goff", "Anna", "parler à un humain"):
        chat.say(text)
    with database.session_scope() as session:
        request_id = session.query(handoffs.HumanRequest.id).order_by(handoffs.HumanRequest.id.desc()).first()[0]
        takeovers.take_over(session, request_id, recruiter_id="r", actor="recruiter:r")
        takeovers.write(session, request_id, "Bonjour Anna, je vous écoute.", recruiter_id="r", actor="recruiter:r")
    assert chat.say("Rennes") == []
    history = chat.open()
    assert history[-1]["text"] == "Rennes" and history[-2]["person"] is True
    with database.session_scope() as session:
        takeover_ends.hand_back(session, request_id, actor="recruiter:r")
    assert "continuer avec l'assistant" in texts(chat.open())[-1]
    assert "commune" in texts(chat.say("continuer avec l'assistant"))[-1]
    assert "Jusqu'où" in texts(chat.say("Brest"))[-1]
    (candidate,) = [row for row in dump(database)["candidates"] if row["last_name"] == "Le Goff"]
    assert candidate["town"]["commune"] == "Brest"
