"""The interview under kill -9 right after « envoyer »: no answer lost, none twice, and every note fits the published schema."""

import json
import random
import subprocess
import threading
import uuid

import jsonschema
import pytest

from bot.base import places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.content.interview import INTERVIEW
from bot.exporting.dossier_documents import dossier_document
from bot.records.models import Candidate
from bot.records.store.database import Database
from bot.tools.evaluation.servers import ephemeral_servers
from tests.conversations.test_after_a_crash import TO_THE_FIRST_SCENARIO, power_cut, say_until_answered, worker_dies

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]  # four servers started again

THIN = "Je demande à mon voisin Karim."
MORE = "Il sait mieux que moi, je suis diabétique et fatigué."
LITTLE = "👍"
OFF = "ok"
BETTER = "Je lui remontre le chemin sans soupirer, puis je note les étapes sur un papier."
COMMENT = "J'écrivais du téléphone."
# What is said, and what happens just after it is sent.
TURNS = (
    (THIN, worker_dies), (MORE, None), (LITTLE, power_cut), ("passer", None), (OFF, None),
    ("Modifier la situation 1", None), (BETTER, power_cut), ("ajouter un commentaire à la situation 1", None), (COMMENT, worker_dies),
)  # fmt: skip


@pytest.mark.crash
def test_each_answer_of_the_interview_survives_a_kill_and_is_stored_once(model):
    moments = random.Random(4)
    revived: list[subprocess.Popen[bytes]] = []
    told = {}
    with ephemeral_servers() as state:
        chat = Chat(f"http://127.0.0.1:{settings().rasa_port}/webhooks/web")
        chat.open()
        for text in TO_THE_FIRST_SCENARIO:
            say_until_answered(chat, text, uuid.uuid4().hex)
        try:
            for text, victim in TURNS:
                message_id = uuid.uuid4().hex
                executioner = threading.Timer(moments.uniform(0.01, 0.2), victim or print, [state, revived])
                if victim:
                    executioner.start()
                answer, _ = say_until_answered(chat, text, message_id)
                if victim:
                    executioner.join()
                    assert say_until_answered(chat, text, message_id)[0] == answer  # sent again: the same answer
                told[text] = "\n".join(part["text"] for part in answer)
            database = Database(places.database_url())
            with database.session_scope() as session:
                (candidate,) = session.query(Candidate)
                document = json.loads(json.dumps(dossier_document(candidate)))
                stored = [(note.answer, note.followup_answer) for note in candidate.notes]
                (version,) = candidate.notes[0].earlier
                assert (version.answer, version.followup_answer) == (THIN, MORE)
            database.engine.dispose()
        finally:
            for process in revived:
                process.kill()
                process.wait()
    assert stored == [(BETTER, None), (LITTLE, None), (OFF, None)]
    schema = json.loads((INTERVIEW / "note.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    first = document["notes"][0]
    assert [row["text"] for row in first["comments"]] == [COMMENT]
    assert first["evidence"]
    assert first["earlier"][0]["answer"] == "Je demande à mon voisin [masqué]."
    check_what_was_told(told)


def check_what_was_told(told: dict[str, str]) -> None:
    """What is masked is told at once; who has passed a follow-up is asked no other; only what changed is read back."""
    assert "J'ai masqué un passage" in told[THIN]
    assert "J'ai masqué" in told[MORE]
    assert told[LITTLE].count("plus précisément") == 1
    assert "plus précisément" not in told[OFF] + told[BETTER]
    assert f"Votre réponse : « {BETTER} »" in told[BETTER]
    assert "[masqué]" not in told[BETTER]  # the amended answer names nobody
    assert "commentaire est enregistré" in told[COMMENT]
