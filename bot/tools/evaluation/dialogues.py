"""`bot eval dialogues`: complete conversations with real servers and a temporary database."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.base import places
from bot.base.clock import CLOCK_FILE_VARIABLE
from bot.base.json_lines import Row
from bot.base.registration import BY_KEY, FIELDS
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.content.campaign import campaign
from bot.content.interview import load_scenarios
from bot.operating.run.servers import LOOPBACK
from bot.records.models import Conversation
from bot.records.store.database import Database
from bot.tools.evaluation.checks import check_passes
from bot.tools.evaluation.servers import ephemeral_servers
from bot.tools.evaluation.stored import dump, empty

DECLINE = "je préfère ne pas le dire"
YES = "oui"


@dataclass
class Driver:
    """Sends the turns of a conversation in the order of the bot's questions.

    Attributes:
        turns: remaining texts, each with a hint at its purpose.
    """

    turns: list[tuple[str, str]]
    transcript: list[dict[str, Any]] = field(default_factory=list)

    def next_message(self, state: dict[str, Any]) -> tuple[str, str] | None:
        """The next text and its hint; None at the end.

        Args:
            state: slots and active form of the conversation.
        """
        if not self.turns:
            return None
        slots = state.get("slots", {})
        asked = slots.get("awaiting") or (slots.get("requested_slot") if state.get("active_loop") else None)
        hint = self.turns[0][1]
        if asked in FIELDS and (_fields(hint) or _answers_scenario(hint) or hint.startswith("confirm")):
            return self._take(lambda other: asked in _fields(other)) or (DECLINE, "driver")
        if asked == "consent" and (_fields(hint) or hint.startswith("confirm")):
            return YES, "driver"  # confirms the consent when asked back
        if asked in {"scenario", "followup"} and hint.startswith("confirm"):
            return DECLINE, "driver"
        if asked == "confirmation" and (_answers_scenario(hint) or hint in {"delete", "access", "resume_next_day"}):
            return (YES, "driver") if _answers_scenario(hint) else self.turns.pop(0)
        if asked == "interview_ready" and _answers_scenario(hint):
            return YES, "driver"
        if asked in {"scenario", "followup"} and _answers_scenario(hint):
            trait = self._trait(slots)
            fitting = {f"answer:{trait}", *([f"skip:{trait}"] if asked == "scenario" else [])}
            if asked == "followup" and hint == "answer:followup":
                return self.turns.pop(0)
            return self._take(lambda other: other in fitting) or (DECLINE, "driver")
        return self.turns.pop(0)

    def _take(self, fits: Callable[[str], bool]) -> tuple[str, str] | None:
        for index, (_, hint) in enumerate(self.turns):
            if fits(hint):
                return self.turns.pop(index)
        return None

    @staticmethod
    def _trait(slots: dict[str, Any]) -> str:
        index = int(slots.get("scenario_index") or 0)
        names = campaign().scenarios
        return load_scenarios()[names[min(index, len(names) - 1)]].trait


def _fields(hint: str) -> set[str]:
    """The fields that a turn gives; a hint may name several (`nom+prenom`)."""
    return {BY_KEY[part] for part in hint.split("+") if part in BY_KEY}


def _answers_scenario(hint: str) -> bool:
    return hint.startswith(("answer:", "skip:"))


def play(row: Row, today: date) -> Row:
    """Play one conversation with the running servers; returns its transcript and stored rows."""
    clock_file = Path(os.environ[CLOCK_FILE_VARIABLE])
    clock_file.write_text(today.isoformat(), encoding="ascii")
    database = Database(places.database_url())
    hints = list(row.get("hints") or [])
    hints += [""] * (len(row["turns"]) - len(hints))
    driver = Driver(list(zip(row["turns"], hints, strict=False)))
    chat = Chat(f"http://{LOOPBACK}:{settings().rasa_port}/webhooks/web")
    transcript = [_said(message) for message in chat.open()]
    most = 3 * len(driver.turns) + 30
    for _ in range(most):
        following = driver.next_message(_state(database))
        if following is None:
            break
        text, hint = following
        if hint == "resume_next_day":
            today += timedelta(days=1)
            clock_file.write_text(today.isoformat(), encoding="ascii")
            token = chat.token
            chat = Chat(f"http://{LOOPBACK}:{settings().rasa_port}/webhooks/web")
            chat.token = token
            chat.open()
        transcript.append({"from": "user", "text": text, "buttons": []})
        transcript += [_said(message) for message in chat.say(text)]
    stored = dump(database)
    empty(database)
    database.engine.dispose()
    return {"transcript": transcript, "stored": stored}


def _said(message: dict[str, Any]) -> dict[str, Any]:
    return {"from": message["from"], "text": message["text"], "buttons": message.get("buttons") or []}


def _state(database: Database) -> dict[str, Any]:
    with database.session_scope() as session:
        return session.scalar(select(Conversation.state).order_by(Conversation.created_at.desc()).limit(1)) or {}


def evaluate(rows: list[Row], today: date, say: Callable[[str], None]) -> list[Row]:
    """The rows with `got`: `{"transcript", "stored"}`."""
    scored = []
    with ephemeral_servers():
        for number, row in enumerate(rows, start=1):
            say(f"  {number}/{len(rows)} {row.get('id', '')} {row.get('title', '')}")
            scored.append({**row, "got": play(row, today)})
    return scored


def facts_of(row: Row) -> dict[str, bool]:
    """The `checks` of a played conversation, and whether each holds."""
    return {json.dumps(one, ensure_ascii=False): check_passes(row, one) for one in row.get("checks") or []}


def summarise(rows: list[Row]) -> Row:
    """Counts of facts and conversations that pass; the failed facts; lengths."""
    facts = [facts_of(row) for row in rows]
    wrong = [
        {"id": row.get("id"), "wrong": [fact for fact, ok in mine.items() if not ok]}
        for row, mine in zip(rows, facts, strict=True)
        if not all(mine.values())
    ]
    checked = sum(bool(mine) for mine in facts)
    return {
        "kind": "dialogues",
        "dialogues": len(rows),
        "checked": checked,
        "right": checked - len(wrong),
        "facts": sum(map(len, facts)),
        "facts_right": sum(sum(mine.values()) for mine in facts),
        "misses": wrong,
        "lengths": [length(row) for row in rows],
    }


def length(row: Row) -> Row:
    """What the bot said, as `{"id", "words", "bubbles"}`; bubbles are those of the longest turn.

    Words are separated by spaces. Buttons and quotations of the candidate do not count.
    """
    transcript = row["got"]["transcript"]
    own = "\n".join(message["text"] for message in transcript if message["from"] == "user")
    words = bubbles = longest = 0
    for message in transcript:
        bubbles = bubbles + 1 if message["from"] == "bot" else 0
        longest = max(longest, bubbles)
        if message["from"] == "bot":
            said = re.sub("« ([^«»]+) »", lambda quoted: "" if quoted[1] in own else quoted[0], message["text"])
            words += len(said.split())
    return {"id": row.get("id"), "words": words, "bubbles": longest}


def as_text(row: Row) -> str:
    """A played conversation as text."""
    lines = [f"=== {row.get('id', '')} {row.get('title', '')}"]
    for message in row["got"]["transcript"]:
        mark = "  >" if message["from"] == "user" else "   "
        choices = f"  [{' | '.join(message['buttons'])}]" if message["buttons"] else ""
        lines.append(f"{mark} {message['text']}{choices}")
    lines += [f"{'right' if ok else 'WRONG'}  {line}" for line, ok in facts_of(row).items()]
    lines += [f"read   {line}" for line in row.get("must") or []]
    lines.append("stored:")
    lines.append(json.dumps(row["got"]["stored"], ensure_ascii=False, indent=1))
    return "\n".join(lines)
