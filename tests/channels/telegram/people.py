"""People on Telegram, with either emulator: they write and press, and see what the bot says."""

import itertools
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
from sqlalchemy import func, select

from bot.channels.telegram.configuration import NAME
from bot.records.models import InboundMessage, OutboundMessage
from tests.channels.telegram.strict_server import StrictTelegram

EMULATOR = Path(__file__).parents[1] / "telegram_emulator"
_people = itertools.count(70_001)


def titles(message):
    """The words on the buttons of a message."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
    return [button["text"] for row in rows for button in row]


class IndependentTelegram:
    """A client of npm's telegram-test-api, with what a person does on `StrictTelegram`."""

    def __init__(self, url, token):
        self.url, self.token = url, token
        self._client = httpx.Client(base_url=url, timeout=10)
        self._seen = {}

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


class TelegramChat:
    """One person's chat with the bot, with the methods of the website's `Chat`."""

    cursor = 0

    def __init__(self, telegram: StrictTelegram | IndependentTelegram, database):
        self.telegram, self.database = telegram, database
        self.person = next(_people)

    def open(self):
        """Opens the chat: what was said stays on Telegram, nothing comes back from the bot."""
        return []

    def say(self, text, seconds=60):
        """Presses the button of that title, if the latest message has it, else writes; returns what the bot says."""

        def write(before):
            if before and text in titles(before[-1]):
                self.telegram.press(self.person, text)
            else:
                self.telegram.say(self.person, text)

        return self._answered(write, text, seconds)

    def edit(self, earlier, text, seconds=60):
        """Gives a message other words; returns what the bot says."""
        known = next(
            message["message_id"]
            for message in reversed(self.telegram.messages(self.person))
            if message["text"] == earlier
        )
        return self._answered(lambda _: self.telegram.edit(self.person, known, text), text, seconds)

    def _answered(self, act, text, seconds):
        before, taken = self.telegram.sent_to(self.person), self._taken()
        act(before)
        deadline = time.monotonic() + seconds
        while (
            len(said := self.telegram.sent_to(self.person)[len(before) :]) == 0
            or self._taken() == taken
            or self.is_busy()
        ):
            assert time.monotonic() < deadline, f"nothing answered {text!r}: {said}"
            time.sleep(0.05)
        return [
            {"text": message["text"], "buttons": titles(message)}
            for message in self.telegram.sent_to(self.person)[len(before) :]
        ]

    def _taken(self):
        with self.database.session_scope() as session:
            return session.scalar(select(func.max(InboundMessage.id))), session.scalar(
                select(func.max(OutboundMessage.id))
            )

    def is_busy(self):
        """Whether something is still to be answered or delivered."""
        waits = select(func.count()).where(
            InboundMessage.channel == NAME, InboundMessage.answered_at.is_(None), InboundMessage.text.is_not(None)
        )
        unsent = select(func.count()).where(OutboundMessage.sent_at.is_(None), OutboundMessage.abandoned_at.is_(None))
        with self.database.session_scope() as session:
            return bool(session.scalar(waits) or session.scalar(unsent))
