"""People who ask for a person of the team, in their own words, against real servers: what it is about is theirs to say or not."""

import json

import pytest

from bot.base import places
from bot.channels.web.client import Chat
from bot.records.store.database import Database
from bot.tools.evaluation.stored import dump
from tests.conversations.test_whole_conversations import channel
from tests.conversations.whole import register

pytestmark = pytest.mark.server
ASKED = "en une phrase de quoi il s'agit"
NOTED = "C'est noté avec votre demande"


class Person:
    """Somebody in a chat of their own."""

    def __init__(self, *, registers=False):
        self.chat = Chat(channel())
        self.chat.open()
        if registers:
            register(self.say)

    def say(self, text):
        return [message["text"] for message in self.chat.say(text)]

    @property
    def topics(self):
        """What their requests are about, None where nothing was said of one."""
        stored = dump(Database(places.database_url()))
        mine = {message["message_id"] for message in self.chat.open() if message["from"] == "user"}
        (self.id,) = {row["conversation_id"] for row in stored["conversation_events"] if row["message_id"] in mine}
        return [row["topic"] for row in stored["human_requests"] if row["conversation_id"] == self.id]


@pytest.mark.parametrize(("asks", "says"), [
    ("jveu parler a kelkun svp", "c pr savoir si mon bts conte kom diplome"),
    ("je voudrais joindre quelqu un par telephone", "probleme avec mon adresse mail elle est fausse"),
    (
        "Bonjour, je souhaite parler à quelqu'un de l'équipe, s'il vous plaît.",
        "Je suis aide-soignante depuis quinze ans et je voudrais savoir, avant d'aller plus loin, si je peux garder mon poste à mi-temps "
        "pendant la formation, car mon employeur me demande une réponse avant la fin du mois.",
    ),
])  # fmt: skip
def test_who_says_it_is_heard_and_the_registration_goes_on(shared_servers, asks, says):
    person = Person(registers=True)
    assert any(ASKED in text for text in person.say(asks))
    replies = person.say(says)
    assert any(text.startswith(NOTED) for text in replies), replies
    assert "situations" in replies[-1] or "situation" in " ".join(replies[1:]), "the form asks its question again"
    assert person.topics == [says]
    assert not any(ASKED in text for text in person.say("je veux parler à un humain")), "asked once"


@pytest.mark.parametrize("passes", ["passer", "nan c bon merci", "je préfère le dire de vive voix"])
def test_who_passes_is_not_asked_again(shared_servers, passes):
    person = Person(registers=True)
    person.say("parler à un humain")
    person.say(passes)
    assert not any(ASKED in text for text in person.say("parler à un humain"))


def test_an_answer_to_the_registration_goes_there(shared_servers):
    person = Person()
    for text in ("je veux m'inscrire", "Oui, je suis d'accord"):
        person.say(text)
    assert any(ASKED in text for text in person.say("je préfère parler à quelqu'un"))
    person.say("Lemaire-Zyq")
    assert person.topics == [None]
    (row,) = [row for row in dump(Database(places.database_url()))["candidates"] if row["conversation_id"] == person.id]
    assert row["last_name"] == "Lemaire-Zyq"


def test_a_cry_for_help_is_no_topic(shared_servers):
    person = Person(registers=True)
    person.say("je voudrais parler à quelqu'un")
    assert any("3114" in text for text in person.say("j'en peux plus, j'ai envie d'en finir avec la vie"))
    assert person.topics == [None]
    stored = dump(Database(places.database_url()))
    assert "envie d'en finir" not in json.dumps(stored["human_requests"], ensure_ascii=False)


def test_who_never_agreed_is_not_asked_and_chooses_what_is_kept(shared_servers):
    person = Person()
    assert not any(ASKED in text for text in person.say("je veux parler à un humain"))
    assert any("Cette phrase seule sera gardée" in text for text in person.say("dire de quoi il s'agit"))
    assert any(text.startswith(NOTED) for text in person.say("c'est pour ma fille qui veut postuler"))
    assert person.topics == ["c'est pour ma fille qui veut postuler"]
    person.say("retirer les mots de ma demande")
    assert person.topics == [None]


@pytest.mark.parametrize(
    "asks", ["qui a lu mon dossier ?", "ki a regardé ma fiche", "Quelles structures ont consulté ma candidature ?"]
)
def test_who_read_the_file_is_told(shared_servers, asks):
    said = " ".join(Person(registers=True).say(asks))
    assert "Personne n'a encore ouvert votre dossier ici." in said and "journal" in said
