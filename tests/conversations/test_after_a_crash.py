"""A process that is killed loses no answer, and a message sent again is taken once."""

import os
import signal
import subprocess
import time
import uuid
from pathlib import Path

import pytest

from bot import settings
from bot.evaluation.dialogues import Chat, dump
from bot.operating.environment import child_environment
from bot.operating.servers import all_servers, answers
from bot.records.database import Database

pytestmark = pytest.mark.slow
ANSWER = "Je lui remontre calmement et je note le chemin."
TO_THE_FIRST_SCENARIO = (
    "je veux m'inscrire", "oui", "Bérard", "Lucie", "Lannion", "30 km", "demain", "non", "non", "oui", "oui",
)  # fmt: skip


def action_server() -> int:
    """Returns the pid of the action server that the present environment names."""
    mark = f"BOT_ACTIONS_PORT={settings.port('actions')}\0".encode()
    found = subprocess.run(["pgrep", "-f", "bot.operating.serve_actions"], capture_output=True, text=True, check=True)
    (pid,) = [int(pid) for pid in found.stdout.split() if mark in Path(f"/proc/{pid}/environ").read_bytes()]
    return pid


def test_an_answer_given_while_the_action_server_is_dead_is_stored_once_when_it_is_back(servers):
    chat = Chat(f"http://127.0.0.1:{settings.port('rasa')}/webhooks/web")
    chat.open()
    for text in TO_THE_FIRST_SCENARIO:
        replies = chat.say(text)
    assert "Situation 1" in replies[-1]["text"]
    os.kill(action_server(), signal.SIGKILL)
    message_id = uuid.uuid4().hex
    assert "rien n'est perdu" in chat.say(ANSWER, message_id=message_id)[0]["text"]

    server = next(server for server in all_servers() if server.name == "actions")
    again = subprocess.Popen(
        server.command, cwd=settings.HOME, env=child_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while not answers(server.health) and time.monotonic() < deadline:
            time.sleep(0.2)
        first = chat.say(ANSWER, message_id=message_id)
        assert "enregistrée" in first[0]["text"] or "plus précisément" in first[0]["text"]
        assert chat.say(ANSWER, message_id=message_id) == first
        notes = dump(Database(settings.database_url()))["notes"]
        assert [note["answer"] for note in notes] == [ANSWER]
    finally:
        again.terminate()
        again.wait(timeout=20)
