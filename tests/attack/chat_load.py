"""Load attacks on the chat: many sessions, and many messages in one conversation."""

from concurrent.futures import ThreadPoolExecutor

from tests.attack.client import WEB
from tests.attack.system import MESSAGES_A_MINUTE
from tests.attack.target import Target
from tests.attack.verdicts import CHAT, Attack

SESSIONS, CONCURRENCY = 300, 16


def _sessions(target: Target) -> None:
    client = target.anonymous()
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        list(pool.map(lambda _: client.send("POST", f"{WEB}/session", json={}), range(SESSIONS)))


def _messages(target: Target) -> None:
    """A conversation with too many messages is refused, and told how long to wait."""
    visitor = target.visitor()
    answers = [visitor.say("merci") for _ in range(MESSAGES_A_MINUTE + 10)]
    is_told = "retry-after" in answers[-1].headers or "Attendez" in answers[-1].text
    target.expect(answers[-1].status_code == 429 and is_told, f"one message too many → {answers[-1].status_code}")


ATTACKS = [
    Attack(f"{SESSIONS} new sessions", _sessions, changes=CHAT),
    Attack(f"{MESSAGES_A_MINUTE + 10} messages in a conversation", _messages, changes=CHAT),
]
