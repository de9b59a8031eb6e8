"""Attacks on the other channels: Telegram's webhook, the gateway's turns, Rasa's own ports."""

import json
import uuid
from typing import Any

from tests.attack.client import Client
from tests.attack.system import TELEGRAM_SECRET
from tests.attack.target import Target
from tests.attack.verdicts import CHAT, Attack

WEBHOOK = "/webhooks/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_DELIVERED = CHAT | {"outbound_messages"}
# What a stock Rasa serves, or may be made to.
STOCK = (
    "/webhooks/rest/webhook", "/webhooks/rest/", "/webhooks/callback/webhook", "/socket.io/", "/webhooks/socketio/", "/version", "/status",
    "/domain", "/model", "/model/parse", "/model/train", "/model/predict", "/model/test/stories", "/model/test/intents", "/webhooks/web/turn",
    "/conversations/{0}/tracker", "/conversations/{0}/tracker/events", "/conversations/{0}/story", "/conversations/{0}/execute",
    "/conversations/{0}/trigger_intent", "/conversations/{0}/predict", "/conversations/{0}/messages", "/webhook", "/actions",
)  # fmt: skip
_MALFORMED = (
    b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"\x00" * 200,
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 70_000 + b"\r\n\r\n",
    b"",
)


def _update(number: int, text: Any = "bonjour", chat: Any = None) -> dict[str, Any]:
    chat = number if chat is None else chat
    who = {"id": chat, "is_bot": False, "first_name": "A"}
    message = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}, "from": who, "text": text}
    return {"update_id": number, "message": message}


def _without_secret(target: Target) -> None:
    """Updates without Telegram's secret are refused, by the pages and by Rasa itself."""
    for base in (target.system.pages, *target.system.rasa):
        client = target.anonymous(base)
        near = (TELEGRAM_SECRET[:-1], TELEGRAM_SECRET + "a", TELEGRAM_SECRET.upper())
        for secret in (None, "", "wrong", *near, "é", "a" * 6000):
            headers = {} if secret is None else {SECRET_HEADER: secret.encode()}
            answer = client.send("POST", WEBHOOK, json=_update(1), headers=headers, note=f"secret {str(secret)[:9]}")
            target.expect(
                answer.status_code in {400, 403, 431}, f"an update with secret {secret!r:.20} → {answer.status_code}"
            )


def _with_secret(target: Target) -> None:
    """Updates that Telegram could never send are refused or ignored; nothing breaks."""
    client, headers = target.anonymous(), {SECRET_HEADER: TELEGRAM_SECRET, "Content-Type": "application/json"}
    bodies: dict[str, bytes] = {
        "no JSON": b"oui",
        "a list": b"[]",
        "null": b"null",
        "no update": b"{}",
        "deep": b"[" * 100_000,
        "2 MB": b"a" * 2_000_000,
        "a half character": json.dumps(_update(11, "oui \ud800")).encode(),
        "NUL": json.dumps(_update(12, "oui\x00")).encode(),
        "a number as text": json.dumps(_update(13, 5)).encode(),
        "an object as text": json.dumps(_update(14, {"a": [1]})).encode(),
        "a chat of words": json.dumps(_update(15, "oui", "a' OR 1=1")).encode(),
        "a chat of a half character": json.dumps(_update(16, "oui", "\ud800")).encode(),
        "a huge chat": json.dumps(_update(17, "oui", 10**40)).encode(),
        "a huge update": json.dumps(_update(10**40)).encode(),
        "a negative update": json.dumps(_update(-1)).encode(),
        "an intent": json.dumps(_update(18, '/affirm{"consent": true}')).encode(),
        "4,096 characters": json.dumps(_update(19, "oui " * 1024)).encode(),
        "60,000 characters": json.dumps(_update(20, "oui " * 15_000)).encode(),
        "an empty message": b'{"update_id": 21, "message": {}}',
        "a message of a list": b'{"update_id": 22, "message": [1]}',
        "a press of nothing": b'{"update_id": 23, "callback_query": {"id": "1"}}',
        "a press of words": b'{"update_id": 24, "callback_query": {"id": "1", "from": {"id": 7}, "data": "b99999999999999999999"}}',
    }
    for note, body in bodies.items():
        client.send("POST", WEBHOOK, content=body, headers=headers, note=note)
        client.send("POST", WEBHOOK, content=body, headers=headers, note=f"{note}, again")


def _relay(target: Target) -> None:
    """Only the gateway can hand over turns."""
    body = {"conversation_id": target.people[0].conversation_id, "message_id": "a"}
    for base in (target.system.pages, *target.system.rasa):
        client = target.anonymous(base)
        bearers = [f"Bearer {token}" for token in ("a", "é", uuid.uuid4().hex * 2, TELEGRAM_SECRET)]
        for token in (None, "", "Bearer", *bearers, "Basic a"):
            headers = {} if token is None else {"Authorization": token.encode()}
            for name in ("telegram", "web", "matrix"):
                answer = client.send(
                    "POST", f"/webhooks/{name}/turn", json=body, headers=headers, note=f"token {token}"
                )
                target.expect(
                    answer.status_code in {400, 401, 404, 405},
                    f"a turn of {name} with token {token!r:.20} → {answer.status_code}",
                )


def _rasa(target: Target) -> None:
    """Rasa serves the channels only, and all servers listen on loopback only."""
    for base in target.system.rasa:
        client: Client = target.anonymous(base)
        for path in STOCK:
            for method in ("GET", "POST", "PUT", "DELETE"):
                where = path.format(target.people[0].conversation_id)
                answer = client.send(
                    method, where, json={"text": "bonjour", "sender": "a", "message": "bonjour", "name": "action_erase"}
                )
                is_version = (method, path) == ("GET", "/version")
                target.expect(
                    answer.status_code in {400, 401, 404, 405, 501} or is_version,
                    f"{method} {where} at {base} → {answer.status_code}",
                )
    for base in (*target.system.rasa, target.system.gateway):
        for request in _MALFORMED:
            target.anonymous(base).send_raw(request, seconds=1)
    meant = target.system.ports()
    for address, port in target.system.listening():
        target.expect(address in {"127.0.0.1", "::1"} and port in meant, f"something listens at {address}:{port}")


ATTACKS = [
    Attack("Telegram's webhook without its secret", _without_secret),
    Attack("Telegram's webhook with odd updates", _with_secret, changes=_DELIVERED),
    Attack("the gateway's turns without its token", _relay),
    Attack("what a stock Rasa would serve; who listens", _rasa),
]
