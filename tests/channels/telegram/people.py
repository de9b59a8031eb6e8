"""A Bot API server that is not ours, npm's telegram-test-api, and what people do on it."""

import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

EMULATOR = Path(__file__).parents[1] / "telegram_emulator"


def titles(message):
    """The words on the buttons of a message."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
    return [button["text"] for row in rows for button in row]


class IndependentTelegram:
    """A client of npm's telegram-test-api, with what a person does on `StrictTelegram`."""

    def __init__(self, url, token):
        self.url, self.token = url, token
        self._client = httpx.Client(base_url=url, timeout=10)

    def _person(self, person):
        sender = {"id": person, "first_name": "Maelle", "username": "maelle", "is_bot": False}
        chat = {"id": person, "first_name": "Maelle", "username": "maelle", "type": "private"}
        return {"botToken": self.token, "date": int(time.time()), "from": sender, "chat": chat}

    def say(self, person, text):
        self._client.post("/sendMessage", json={**self._person(person), "text": text}).raise_for_status()

    def press(self, person, title):
        shown = next(message for message in reversed(self.sent_to(person)) if title in titles(message))
        data = next(
            b["callback_data"] for row in shown["reply_markup"]["inline_keyboard"] for b in row if b["text"] == title
        )
        message = {"chat": self._person(person)["chat"], **shown}
        self._client.post(
            "/sendCallback", json={**self._person(person), "message": message, "data": data}
        ).raise_for_status()

    def sent_to(self, person):
        history = (
            self._client.post("/getUpdatesHistory", json={"token": self.token}).raise_for_status().json()["result"]
        )
        mine = [update for update in history if str((update.get("message") or {}).get("chat_id")) == str(person)]
        return [
            {**update["message"], "message_id": update["messageId"]}
            for update in sorted(mine, key=lambda u: u["messageId"])
        ]


@contextmanager
def independent_telegram(port, token):
    """Runs npm's emulator."""
    process = subprocess.Popen(["node", "serve.js", str(port)], cwd=EMULATOR, stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline().strip() == b"ready"
        yield IndependentTelegram(f"http://127.0.0.1:{port}", token)
    finally:
        process.terminate()
        process.wait(10)
