"""Attacks on the rate limits, with the default limits and their messages."""

from collections import Counter

import httpx

from tests.attack.client import WEB
from tests.attack.system import MESSAGES_A_MINUTE
from tests.attack.target import Target
from tests.attack.verdicts import CHAT, FILE, Attack

NEW_SESSIONS, REQUESTS = 20, 60  # a minute


def _is_refusal(answer: httpx.Response) -> bool:
    is_kind = "retry-after" in answer.headers or "Attendez" in answer.text
    return answer.status_code == 429 and is_kind


def _messages(target: Target) -> None:
    visitor = target.visitor()
    answers = [visitor.say("merci") for _ in range(MESSAGES_A_MINUTE + 10)]
    target.expect(_is_refusal(answers[-1]), f"message {len(answers)} of one minute → {answers[-1].status_code}")


def _new_sessions(target: Target) -> None:
    with target.system.second_pages_server(BOT_NEW_SESSIONS_A_MINUTE=str(NEW_SESSIONS)) as front:
        client = target.anonymous(front)
        answers = [client.send("POST", f"{WEB}/session", json={}) for _ in range(2 * NEW_SESSIONS)]
        target.expect(_is_refusal(answers[-1]), f"new session {len(answers)} of one minute → {answers[-1].status_code}")
        spoofed = client.send(
            "POST", f"{WEB}/session", json={}, headers={"Forwarded": "for=9.9.9.9", "X-Real-IP": "9.9.9.9"}
        )
        target.expect(_is_refusal(spoofed), "another address in a header lifts the limit")


def _requests(target: Target) -> None:
    with target.system.second_pages_server(BOT_REQUESTS_A_MINUTE=str(REQUESTS)) as front:
        visitor = target.visitor(base=front)
        answers = [visitor.send("GET", f"{WEB}/messages") for _ in range(2 * REQUESTS)]
        got = Counter(answer.status_code for answer in answers)
        target.expect(
            _is_refusal(answers[-1]), f"request {len(answers)} of one minute → {answers[-1].status_code} ({dict(got)})"
        )


def _erasing(target: Target) -> None:
    """An erasure does not reset the counters."""
    with target.system.second_pages_server(BOT_REQUESTS_A_MINUTE=str(REQUESTS)) as front:
        visitor = target.visitor(base=front)
        last = 200
        for _ in range(REQUESTS // 2):
            for text in ("supprimer mes données", "oui", "bonjour"):
                last = visitor.say(text).status_code
        target.expect(last == 429, f"after {REQUESTS // 2} erasures in a row a message → {last}")


ATTACKS = [
    Attack(f"{MESSAGES_A_MINUTE + 10} messages in a conversation", _messages, changes=CHAT),
    Attack(f"{2 * NEW_SESSIONS} new sessions from one address", _new_sessions, changes=CHAT),
    Attack(f"{2 * REQUESTS} requests of one session", _requests, changes=CHAT),
    Attack("erasing to be counted anew", _erasing, changes=FILE),
]
