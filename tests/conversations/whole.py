"""One whole conversation, as a candidate would have it, for every front that can hold it."""

import json
from collections.abc import Callable
from typing import Any

import yaml

from bot.base.places import HOME
from bot.base.registration import FIELDS
from bot.channels.web.client import Chat
from bot.records.store.database import Database
from bot.tools.evaluation.stored import dump

SURNAME = "Quemener-Zyx"
ANSWERS = {
    "patience": "Je lui remontre calmement, sans soupirer, et je note le chemin sur un papier qu'il garde.",
    "humilite": "Je dis devant tous que je me suis trompé et je la remercie.",
    "bienveillance": "Je lui laisse la souris et je lui dis que moi aussi j'ai débuté.",
}

PASS = "passer"
_RESPONSES = yaml.safe_load((HOME / "domain.yml").read_text(encoding="utf-8"))["responses"]
CONSENT_QUESTION = _RESPONSES["utter_ask_consent"][0]["text"].rstrip(" ?")  # browsers show another space there
OPTIONAL = [field for field in FIELDS.values() if field.optional]

Say = Callable[[str], list[str]]


def optional_answers(*given: str) -> tuple[str, ...]:
    """Returns answers to the optional fields, which come last: those given, then a pass for each other one."""
    return (*given, *[PASS] * (len(OPTIONAL) - len(given)))


def register(say: Say) -> None:
    """Registers with two questions in the middle, a homonymous town and a corrected name."""
    assert any(CONSENT_QUESTION in text for text in say("Bonjour, je voudrais m'inscrire svp"))
    assert any("nom de famille" in text for text in say("Oui, je suis d'accord"))
    assert any("prénom" in text for text in say("Quemener"))
    replies = say("c'est payé combien au fait ?")
    assert any("Smic" in text for text in replies)
    assert "Reprenons : votre prénom ?" in replies[-1]
    assert any("commune" in text for text in say("Maelle"))
    assert any("Laquelle de ces communes" in text for text in say("Saint-Marcel"))
    assert any("27" in text for text in say("celui du 27"))
    assert any("Quemener-Zyx" in text for text in say(f"en fait mon nom c'est {SURNAME}"))
    replies = say("qui va lire tout ça ?")
    assert any("recruteurs" in text for text in replies)
    assert "Reprenons : jusqu'où iriez-vous travailler ?" in replies[-1]
    say("30 km")
    say("dans deux mois")
    for answer in optional_answers("maelle@example.org", "06 39 98 00 01"):
        replies = say(answer)
    assert any(SURNAME in text and "Eure" in text for text in replies)
    assert any("test Pix" in text for text in say("oui c'est bon"))


def interview(say: Say) -> list[str]:
    """Answers one scenario a trait, follow-ups passed, and returns what is read back."""
    replies = say("oui")
    for answer in ANSWERS.values():
        assert any("Situation" in text for text in replies)
        replies = say(answer)
        if "plus précisément" in replies[-1]:
            replies = say("passer")
    return replies


MOST_BYTES = 35_000  # of a conversation of 19 messages, registration and notes with it; on Matrix ids are long


def stored_bytes(stored: dict[str, list[dict[str, Any]]], conversation_id: str) -> int:
    """Returns how many bytes the values of a conversation's rows take."""
    rows = [
        row
        for rows in stored.values()
        for row in rows
        if conversation_id in {row.get("conversation_id"), row.get("id"), row.get("address")}
    ]
    values = [value for row in rows for value in row.values() if value is not None]
    assert len(values) > 100
    return sum(
        len((value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).encode()) for value in values
    )


def check_everything(chat: Chat, running: Database) -> None:
    """Holds the whole conversation and checks every stored fact, then that erasing leaves nothing."""
    chat.open()

    def say(text: str) -> list[str]:
        return [message["text"] for message in chat.say(text)]

    register(say)
    replies = interview(say)
    for answer in ANSWERS.values():
        assert any(answer in text for text in replies)

    stored = dump(running)
    (candidate,) = [row for row in stored["candidates"] if row["last_name"] == SURNAME]
    assert candidate["first_name"] == "Maelle"
    assert candidate["town"]["insee"] == "27562"
    assert candidate["mobility"] == {"kind": "radius", "km": 30, "places": []}
    assert candidate["email"] == "maelle@example.org"
    assert candidate["phone"] == "+33639980001"
    assert candidate["confirmed_at"]
    notes = [row for row in stored["notes"] if row["candidate_id"] == candidate["id"]]
    assert {note["trait"]: note["answer"] for note in notes} == ANSWERS
    for note in notes:
        assert note["evidence"], note["trait"]
        for row in note["evidence"]:
            assert note["answer"][row["start"] : row["end"]] == row["quote"]

    taken = stored_bytes(stored, candidate["conversation_id"])
    assert taken < MOST_BYTES, taken

    say("oui c'est bien")
    assert any("tout effacer" in text for text in say("supprimer toutes mes données"))
    assert any("EFF-" in text for text in say("Oui, tout effacer"))
    assert SURNAME not in json.dumps(dump(running), ensure_ascii=False)
    assert not any(chat.cursor and message["text"] and SURNAME in message["text"] for message in chat.open())
