"""A process that is killed loses no answer, and a message sent again is taken once."""

import itertools
import os
import random
import signal
import subprocess
import threading
import time
import uuid
from pathlib import Path

import httpx
import pytest

from bot.base import places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.operating.run.servers import all_servers, is_up
from bot.records.store.database import Database
from bot.tools.evaluation.servers import ephemeral_servers, start_server
from bot.tools.evaluation.stored import dump
from tests.waiting import wait_until

pytestmark = pytest.mark.server
ANSWER = "Je lui remontre calmement et je note le chemin."
TO_THE_FIRST_SCENARIO = (
    "je veux m'inscrire", "oui", "Bérard", "Lucie", "Lannion", "30 km", "demain", "non", "non", "oui", "oui",
)  # fmt: skip


THIN, MORE = "Je demande à mon voisin Karim.", "Il sait mieux que moi, je suis diabétique et fatigué."
BETTER = "Je lui remontre le chemin sans soupirer, puis je note les étapes sur un papier."
COMMENT = "J'écrivais du téléphone."
MESSAGES = (
    "Bonjour", *TO_THE_FIRST_SCENARIO, THIN, MORE, "👍", "passer", "ok", "Modifier la situation 1", BETTER,
    "ajouter un commentaire à la situation 1", COMMENT, "mes données",
)  # fmt: skip


def children(pid: int) -> list[int]:
    """Returns the processes that a process forked."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kill(state: Path, name: str) -> None:
    """Ends a server as a power cut does, with what it forked, and waits until its port is free."""
    server = next(server for server in all_servers() if server.name == name)
    pid = int((state / f"{name}.pid").read_text())
    forked = children(pid)
    for victim in (pid, *forked):
        os.kill(victim, signal.SIGKILL)
    wait_until(lambda: not is_up(server.health), 20)


def kill_workers(state: Path) -> None:
    """Ends those that serve for Rasa; the process that loaded everything forks others."""
    for worker in children(int((state / "rasa.pid").read_text())):
        os.kill(worker, signal.SIGKILL)


def revive(state: Path, name: str) -> subprocess.Popen[bytes]:
    """Starts a server again and waits until it answers."""
    server = next(server for server in all_servers() if server.name == name)
    process = start_server(server, state)
    wait_until(lambda: is_up(server.health), 150)
    return process


def test_an_answer_given_while_rasa_is_dead_is_stored_once_when_it_is_back(servers):
    chat = Chat(f"http://127.0.0.1:{settings().pages_port}/webhooks/web")
    chat.open()
    for text in TO_THE_FIRST_SCENARIO:
        replies = chat.say(text)
    assert "Situation 1" in replies[-1]["text"]
    kill(servers, "rasa")
    message_id = uuid.uuid4().hex
    assert "se réveille" in chat.say(ANSWER, message_id=message_id)[0]["text"]

    again = revive(servers, "rasa")
    try:
        first = chat.say(ANSWER, message_id=message_id)
        assert "enregistré" in first[0]["text"] or "plus précisément" in first[0]["text"]
        assert chat.say(ANSWER, message_id=message_id) == first
        stored = dump(Database(places.database_url()))
        assert [note["answer"] for note in stored["notes"]] == [ANSWER]
        assert [event["message_id"] for event in stored["conversation_events"]].count(message_id) == 1
    finally:
        again.terminate()
        again.wait(timeout=20)


def test_workers_that_die_in_mid_conversation_are_replaced_and_nobody_notices(model):
    with ephemeral_servers(only=("rasa", "pages"), rasa_processes=2) as state:
        parent = int((state / "rasa.pid").read_text())
        chat = Chat(f"http://127.0.0.1:{settings().pages_port}/webhooks/web")
        chat.open()
        before = children(parent)
        for number, text in enumerate((*TO_THE_FIRST_SCENARIO, ANSWER)):
            power_cut = threading.Timer(0.005, kill_workers, [state])
            if number % 4 == 1:  # one dies with the message at hand, or behind it
                power_cut.start()
            replies = chat.say(text)
            assert "id" in replies[0], (text, replies)  # an answer of the bot, no sentence about a trouble
            if number % 4 == 1:
                power_cut.join()
        after = children(parent)
        database = Database(places.database_url())
        stored = dump(database)
        database.engine.dispose()
    assert len(before) == len(after) == 2
    assert not set(before) & set(after)
    assert [note["answer"] for note in stored["notes"]] == [ANSWER]
    (candidate,) = stored["candidates"]
    assert (candidate["last_name"], candidate["first_name"]) == ("Bérard", "Lucie")


def test_rasa_begins_anew_while_a_conversation_goes_on(model):
    """What a release does: the program is loaded again beside those who serve, and relieves them."""
    with ephemeral_servers(only=("rasa", "pages"), rasa_processes=2) as state:
        parent = int((state / "rasa.pid").read_text())
        before = set(children(parent))
        chat = Chat(f"http://127.0.0.1:{settings().pages_port}/webhooks/web")
        chat.open()
        for text in TO_THE_FIRST_SCENARIO:
            chat.say(text)
        os.kill(parent, signal.SIGHUP)
        said = 0
        deadline = time.monotonic() + 120
        while before & set(children(parent)):
            replies = chat.say("c'est payé combien ?")
            assert "Smic" in replies[0]["text"], replies
            said += 1
            time.sleep(1.6)  # forty messages a minute are taken
            assert time.monotonic() < deadline
        replies = chat.say(ANSWER)
        assert "enregistré" in replies[0]["text"] or "plus précisément" in replies[0]["text"]
        assert said > 1
        assert len(children(parent)) == 2


def say_until_answered(chat: Chat, text: str, message_id: str) -> tuple[list[dict], int]:
    """Sends a message again and again, as the widget's « Réessayer » does; returns its answer and how often it went."""
    deadline = time.monotonic() + 240
    for times in itertools.count(1):
        try:
            said = chat.say(text, message_id=message_id)
            if "id" in said[0]:
                return said, times
        except (httpx.HTTPError, ValueError):
            pass
        assert time.monotonic() < deadline, f"never answered: {text}"
        time.sleep(0.5)
    raise AssertionError


def power_cut(state: Path, revived: list[subprocess.Popen[bytes]]) -> None:
    kill(state, "rasa")
    revived.append(revive(state, "rasa"))


def worker_dies(state: Path, _revived: list[subprocess.Popen[bytes]]) -> None:
    kill_workers(state)


@pytest.mark.timeout(1500)
@pytest.mark.crash
def test_ten_kills_at_random_moments_lose_nothing_and_repeat_nothing(model, capsys):
    moments = random.Random(20261126)
    cycled = itertools.cycle([power_cut, worker_dies])
    victims = dict(zip(moments.sample(range(len(MESSAGES)), 10), cycled, strict=False))
    revived: list[subprocess.Popen[bytes]] = []
    answers, resent = {}, 0
    with ephemeral_servers() as state:
        chat = Chat(f"http://127.0.0.1:{settings().rasa_port}/webhooks/web")
        chat.open()
        try:
            for number, text in enumerate(MESSAGES):
                message_id = uuid.uuid4().hex
                executioner = None
                if number in victims:
                    executioner = threading.Timer(moments.uniform(0, 0.25), victims[number], [state, revived])
                    executioner.start()
                answers[message_id], times = say_until_answered(chat, text, message_id)
                if executioner is not None:
                    executioner.join()
                    assert say_until_answered(chat, text, message_id)[0] == answers[message_id]
                resent += times - 1
            database = Database(places.database_url())
            stored = dump(database)
            database.engine.dispose()
        finally:
            for process in revived:
                process.kill()
                process.wait()
    events = stored["conversation_events"]
    taken = [event["message_id"] for event in events if event["message_id"] in answers]
    said = [event["id"] for event in events if event["type_name"] == "bot"]
    told = [part["id"] for answer in answers.values() for part in answer]
    with capsys.disabled():
        print(f"\n{len(victims)} kills -9 (Rasa, its workers) over {len(MESSAGES)} messages: {resent} times sent again")
    assert taken == list(answers)
    assert sorted(told) == said[-len(told) :]
    (candidate,) = stored["candidates"]
    assert (candidate["last_name"], candidate["first_name"]) == ("Bérard", "Lucie")
    assert candidate["confirmed_at"]
    notes = [(note["answer"], note["followup_answer"]) for note in stored["notes"]]
    assert notes == [(BETTER, None), ("👍", None), ("ok", None)]
    assert [(row["answer"], row["followup_answer"]) for row in stored["note_versions"]] == [(THIN, MORE)]
    assert [row["text"] for row in stored["note_comments"]] == [COMMENT]
