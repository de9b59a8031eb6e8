"""Whole conversations on Telegram: real Rasa, action server and gateway, against two Bot API emulators."""

import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.base import places
from bot.records.store.database import Database
from bot.tools.evaluation.servers import ephemeral_servers, free_port
from bot.tools.evaluation.stored import dump
from tests.channels.telegram.people import IndependentTelegram, independent_telegram
from tests.channels.telegram.strict_server import TOKEN, StrictTelegram
from tests.conversations.channel_candidates import TelegramCandidate
from tests.conversations.test_after_a_crash import kill, revive
from tests.conversations.whole import SURNAME, check_everything
from tests.waiting import wait_until

pytestmark = pytest.mark.server
WEBHOOK = {"mode": "webhook", "public_url": "http://127.0.0.1:${BOT_PAGES_PORT}"}
WEB = "bot.channels.web.WebInput:\n  allowed_origins: []\n"
TELEGRAM = "bot.channels.telegram.TelegramInput:\n"


def credentials(telegram: StrictTelegram | IndependentTelegram, **keys: str) -> str:
    keys = {"token": TOKEN, "api_url": telegram.url, **keys}
    return WEB + TELEGRAM + "".join(f"  {name}: {value}\n" for name, value in keys.items())


class Installation:
    """Running servers, the emulator that they know, and a gateway that may be killed and started anew."""

    def __init__(self, state: Path, telegram: StrictTelegram) -> None:
        self.state, self.telegram = state, telegram
        self.database = Database(places.database_url())
        self.started: list[subprocess.Popen[bytes]] = []

    def restart_gateway(self) -> None:
        kill(self.state, "gateway")
        self.started.append(revive(self.state, "gateway"))

    def use(self, text: str) -> None:
        """Gives the gateway these credentials; Rasa keeps those with which it was started."""
        path = self.state / "credentials.yml"
        if path.read_text() != text:
            path.write_text(text)
            self.restart_gateway()

    def close(self) -> None:
        for process in self.started:
            process.terminate()
            process.wait(10)


@pytest.fixture(scope="module")
def by_webhook(model: None) -> Iterator[Installation]:
    """Rasa serves the webhook, which is called through the pages, as from the internet."""
    telegram = StrictTelegram().start()
    with ephemeral_servers(only=("rasa", "pages", "gateway"), credentials=credentials(telegram, **WEBHOOK)) as state:
        made = Installation(state, telegram)
        yield made
        made.close()
        logs = "".join(path.read_text(errors="replace") for path in state.glob("*.log"))
    telegram.stop()
    assert telegram.violations == []
    assert TOKEN.partition(":")[2] not in logs
    assert SURNAME not in logs


@pytest.fixture
def installation(by_webhook: Installation) -> Installation:
    """The same with a gateway that polls."""
    by_webhook.use(credentials(by_webhook.telegram, mode="polling"))
    return by_webhook


@pytest.fixture
def chat(installation: Installation) -> TelegramCandidate:
    return TelegramCandidate(installation.telegram, installation.database)


def test_a_candidate_registers_answers_reads_back_and_erases(installation, chat):
    check_everything(chat, installation.database)
    welcome = "\n".join(message["text"] for message in installation.telegram.sent_to(chat.chat)[:3])
    assert "programme" in welcome and "Telegram" in welcome and "commande" not in welcome


@pytest.mark.crash
def test_a_gateway_that_is_killed_loses_nothing_and_answers_once(installation, chat, capsys):
    telegram = installation.telegram
    texts = ["je veux m'inscrire", "oui", "Zygomar-Kill", "Lucie", "Lannion", "30 km", "demain", "non", "non", "oui"]
    moments = random.Random(4)
    for text in texts:
        telegram.say(chat.chat, text)
        time.sleep(moments.uniform(0, 0.6))
        installation.restart_gateway()
        wait_until(
            lambda text=text: (
                not (chat.is_busy() or telegram.pending() > 1 or telegram.messages(chat.chat)[-1]["text"] == text)
            ),
            30,
        )
    rows = dump(installation.database)
    (candidate,) = [row for row in rows["candidates"] if row["last_name"] == "Zygomar-Kill"]
    assert candidate["confirmed_at"]
    said = [message["text"] for message in telegram.sent_to(chat.chat)]
    repeated = len(said) - len(set(said))
    heard = [
        row["message_id"]
        for row in rows["conversation_events"]
        if row["type_name"] == "user" and row["conversation_id"] == candidate["conversation_id"] and row["message_id"]
    ]
    assert len(heard) == len(set(heard)) == len(texts)
    assert repeated <= 2, said  # a crash between a delivery and its mark: Telegram has nothing to tell them apart
    with capsys.disabled():
        print(f"\n{len(texts)} kills of the gateway: 0 messages lost, 0 answered twice, {repeated} delivered twice")


def test_a_candidate_on_the_independent_emulator(by_webhook):
    with independent_telegram(free_port(), TOKEN) as telegram:
        by_webhook.use(credentials(telegram))
        check_everything(TelegramCandidate(telegram, by_webhook.database), by_webhook.database)


def test_a_candidate_by_the_webhook(by_webhook):
    by_webhook.use(credentials(by_webhook.telegram, **WEBHOOK))
    check_everything(TelegramCandidate(by_webhook.telegram, by_webhook.database), by_webhook.database)
    assert set(by_webhook.telegram.webhook_answers) == {200}
