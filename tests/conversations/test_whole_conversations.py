"""Whole conversations against real servers: what is said, what is stored, what is left after erasing."""

import json
import re

import httpx
import pytest

from bot.base import places
from bot.base.registration import FIELDS
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.records.conversations import transcripts
from bot.records.files import candidates
from bot.records.store.database import Database
from bot.recruiting.dossiers.masked_conversation import PRIVATE, mask_transcript
from bot.tools.evaluation.stored import dump
from tests.conversations.whole import ANSWERS, check_everything, interview, optional_answers, register

pytestmark = pytest.mark.server
BEGUN = ("je veux m'inscrire", "oui", "Bérard", "Lucie")
REVIEW = "Est-ce que cela vous convient ?"


def channel() -> str:
    return f"http://127.0.0.1:{settings().rasa_port}/webhooks/web"


def sayer(*texts):
    """Opens a chat in which these are said first; returns what says more and gives the answer's texts."""
    chat = Chat(channel())
    chat.open()

    def say(text):
        return [message["text"] for message in chat.say(text)]

    for text in texts:
        say(text)
    return say


def test_a_candidate_registers_answers_reads_back_and_erases(shared_servers):
    check_everything(Chat(channel()), Database(places.database_url()))


def test_refusing_leaves_the_questions_open_and_nothing_stored(shared_servers):
    say = sayer("je suis Gontran Zyxwv et je veux m'inscrire")
    for text in ("et si je dis non ?", "je suis désolée mais si je refuse il se passe quoi"):
        answer, question = say(text)
        assert "Refuser ne vous prive" in answer and "d'accord" in question
    assert any("n'enregistre rien" in text for text in say("non merci"))
    assert any("Pix" in text for text in say("c'est quoi le test pix ?"))
    assert "Zyxwv" not in json.dumps(dump(Database(places.database_url())), ensure_ascii=False)


def test_the_situations_wait_for_the_agreement_and_the_registration(shared_servers):
    say = sayer("je veux m'inscrire", "non merci")
    assert "d'accord" in say("on peut faire les situations ?")[-1]
    say("oui")
    later, question = say("on peut faire les situations ?")
    assert "après l'inscription" in later and "nom de famille" in question


def test_a_change_is_undone_in_writing_though_a_question_was_asked_since(shared_servers):
    say = sayer(*BEGUN, "Lannion", "20 km", "tout de suite", *optional_answers(), "oui", "oui")
    changed, situation = say("en fait mon prénom c'est Maëlys")
    assert "Maëlys" in changed and situation.startswith("Revenons à la situation 1")
    undone, situation = say("Annuler ce changement")
    assert "Lucie" in undone and situation.startswith("Revenons à la situation 1")


def test_turns_are_short_and_the_pending_question_is_said_last(shared_servers):
    chat = Chat(channel())
    first = chat.open()
    assert len(first) <= 3 and any("nouveau poste" in message["text"] for message in first)
    notice, question = chat.say("je veux m'inscrire")
    assert "nouveau poste" in notice["text"] and f"{settings().site}/notice" in notice["text"]
    assert "d'accord" in question["text"]
    assert [message["text"] for message in chat.say("oui")][
        -1
    ] == f"1 sur {len(FIELDS)}. Quel est votre nom de famille ?"
    (only,) = chat.say("Lucie Bérard")
    assert (
        only["text"]
        == f"C'est noté. Nom : Bérard ; prénom : Lucie.\n3 sur {len(FIELDS)}. Dans quelle ville ou commune habitez-vous ?"
    )
    chat.say("Lannion")
    (only,) = chat.say("20 km autour de chez moi")
    assert only["buttons"] == ["Tout de suite", "Dans un mois", "Dans trois mois", "Je ne sais pas encore"]
    answer, question = chat.say("c'est payé combien ?")
    assert "Smic" in answer["text"] and question["text"].startswith("Reprenons : ")
    assert question["buttons"] == only["buttons"]
    (only,) = chat.say("la première")
    assert only["text"].startswith(f"C'est noté. Disponibilité : tout de suite.\n6 sur {len(FIELDS)}. ")


def test_only_a_yes_to_the_question_itself_erases_and_what_is_asked_behind_is_answered_with_the_receipt(shared_servers):
    say = sayer(*BEGUN)
    for other in ("je voudrais parler à un humain", "passer", "merci", "au revoir"):
        say("supprimer mes données")
        say(other)
        assert not any("EFF-" in text for text in say("oui")), other
    say("supprimer mes données")
    answer, question = say("c'est définitif ?")
    assert "définitivement" in answer and "tout effacer" in question
    receipt = re.search(r"EFF-\d{8}-\w{8}", "\n".join(say("Oui, tout effacer")))[0]
    for text in ("Oui, tout effacer", "c'est vraiment effacé ?", "supprimer mes données"):
        (answer,) = say(text)
        assert "sauvegarde" in answer and receipt in answer
    say("je veux m'inscrire")
    say("Oui, je suis d'accord")
    assert "EFF-" not in say("c'est vraiment effacé ?")[0]


def test_answers_are_changed_at_the_review_and_no_recruiter_reads_what_was_contested(shared_servers):
    say = sayer()
    register(say)
    assert interview(say)[-1] == REVIEW
    assert say("retirez ma deuxième réponse s'il vous plaît")[0].startswith(
        "Retirer toute la réponse à la situation 2 ?"
    )
    assert say("non")[-1] == REVIEW
    assert say("supprime « sans soupirer, »")[0].startswith("Retirer ce passage de votre réponse à la situation 1 ?")
    say("oui, le retirer")
    say("Modifier une réponse")
    assert "ancien maçon" in say("la 3")[0]
    say("Je m'assieds à côté de lui, sans toucher la souris.")
    first, *others = ANSWERS.values()
    kept = [first.replace(" sans soupirer,", ""), others[0], "Je m'assieds à côté de lui, sans toucher la souris."]
    database = Database(places.database_url())
    rows = [row for row in dump(database)["notes"] if row["answer"] in kept]
    assert [row["answer"] for row in rows] == kept
    passage = rows[0]["evidence"][0]["quote"]
    assert "n'est plus surligné" in say(f"« {passage} » c'est pas ce que je voulais dire")[0]
    with database.session_scope() as session:
        conversation = rows[0]["conversation_id"]
        told = mask_transcript(transcripts.read(session, conversation), candidates.find(session, conversation))
    texts = [message["text"] or "" for message in told]
    assert not [text for text in texts if "soupirer" in text]
    assert PRIVATE in texts
    assert not [message for message in told if passage in (message["text"] or "") and message["from"] == "bot"]
    say("supprimer mes données")
    say("Oui, tout effacer")


def test_commands_of_rasa_are_not_executed(shared_servers):
    say = sayer("je veux m'inscrire", "oui", "Lacaze")
    for command in ("/restart", "/session_start", '/affirm{"last_name": "x"}', "/back"):
        replies = say(command)
        assert any("commande" in text for text in replies), command
        assert "prénom" in replies[-1], command


def test_the_pages_let_nothing_but_the_channel_through(shared_servers):
    pages = f"http://127.0.0.1:{settings().pages_port}"
    for path in (
        "/webhooks/rest/webhook",
        "/webhooks/web/../rest/webhook",
        "/webhooks/web/%2e%2e/%2e%2e/model",
        "/conversations/x/tracker",
    ):
        assert httpx.post(f"{pages}{path}", json={}).status_code in {404, 405}, path


def test_who_hesitates_asks_and_corrects_is_heard_and_leaves_a_remark(shared_servers):
    say = sayer()
    assert say("j'ai pas d'e-mail, je peux quand même m'inscrire ?")[0].startswith(
        "L'e-mail et le téléphone sont facult"
    )
    say("je veux m'inscrire")
    answer, question = say("oui d'accord mais qui va lire ça ?")
    assert "recruteurs" in answer and question.endswith("le transmette aux recruteurs ?")
    say("oui")
    (again,) = say("moi c kevin")
    assert again.startswith("C'est noté. Prénom : Kevin.") and "nom de famille" in again
    for text in ("Martin", "Tours", "20 km", "tout de suite", *optional_answers()):
        replies = say(text)
    assert "• Nom : Martin\n• Prénom : Kevin\n" in replies[-2]
    assert say("Corriger")[0].startswith("Qu'est-ce que je corrige ?")
    answer, question = say("c kan kon me rep")
    assert answer.startswith("Je ne connais pas de délai") and question == "Est-ce que tout est juste ?"
    say("oui")
    say("plus tard")
    assert "dites en une phrase" in say("parler à un humain")[1]
    told = " ".join(say("cest pour savoir si je peu garder mon poste de nuit en attendant"))
    assert "la réponse vous attendra dans cette conversation" in told
    say("Une remarque pour le recruteur")
    assert say("Pas avant 11 h, je travaille de nuit.") == [
        "C'est noté pour le recruteur : « Pas avant 11 h, je travaille de nuit. »"
    ]
    assert "• Remarque pour le recruteur : « Pas avant 11 h, je travaille de nuit. »" in say("mes données")[0]
    assert any("effacée" in text for text in say("Retirer ma remarque"))
    stored = json.dumps(dump(Database(places.database_url())), ensure_ascii=False)
    assert "je travaille de nuit" not in stored


def test_a_conversation_is_counted_once_and_its_erasure_takes_nothing_back(shared_servers):
    database = Database(places.database_url())

    def counts():
        return {row["name"]: row["number"] for row in dump(database)["daily_counts"] if row["channel"] == "web"}

    before = counts()
    say = sayer("c'est quoi le test pix ?", *BEGUN, "c'est quoi le test pix ?")
    for text in ("Lannion", "30 km", "tout de suite", *optional_answers(), "oui c'est bon", "oui", "passer"):
        say(text)
    new = {name: number - before.get(name, 0) for name, number in counts().items() if number != before.get(name, 0)}
    assert set(new.values()) == {1}
    fields = ("last_name", "first_name", "town", "mobility", "availability")
    assert {
        "begun", "agreed", "confirmed", "skipped/email", "skipped/phone", "answered/interview", "asked/situation_1",
        "skipped/situation_1", "asked/situation_2", *(f"{what}/{field}" for field in fields for what in ("asked", "answered")),
    } <= set(new)  # fmt: skip
    assert [name for name in new if name.startswith("faq/pix/")]
    replies = say("supprimer toutes mes données") + say("Oui, tout effacer")
    replies += [] if "EFF-" in replies[-1] else say("oui")  # it may ask once more, before what cannot be taken back
    assert any("EFF-" in text for text in replies)
    after = counts()
    assert after.pop("erased") == before.get("erased", 0) + 1
    assert all(after[name] >= before.get(name, 0) + number for name, number in new.items())
