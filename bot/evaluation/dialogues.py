"""`bot eval dialogues`: whole conversations through real servers with a throw-away database."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from bot import settings
from bot.campaign import campaign
from bot.clock import CLOCK_FILE_VARIABLE
from bot.evaluation.checks import holds
from bot.evaluation.facts import check
from bot.evidence.content import load_scenarios
from bot.json_lines import Row
from bot.operating.environment import child_environment
from bot.operating.servers import LOOPBACK, Server, all_servers, answers
from bot.records.database import Database
from bot.records.models import Base, Conversation

DECLINE = "je préfère ne pas le dire"
YES = "oui"
START_SECONDS = 180
FIELD_OF_HINT = {
    "nom": "last_name", "prenom": "first_name", "ville": "town", "mobilite": "mobility",
    "disponibilite": "availability", "email": "email", "telephone": "phone",
}  # fmt: skip
SECRETS = {
    "recruiters": ("password_hash",), "recruiter_sessions": ("token_hash", "csrf"), "invitations": ("token_hash",),
    "second_factors": ("secret",), "recovery_codes": ("code_hash",),
}  # fmt: skip


def free_port(count: int = 1) -> int:
    """Returns the first of some free ports in a row."""
    while True:
        with contextlib.ExitStack() as probes, contextlib.suppress(OSError):
            first = 0
            for number in range(count):
                probe = probes.enter_context(socket.socket())
                probe.bind((LOOPBACK, first + number if first else 0))
                first = first or int(probe.getsockname()[1])
            return first


@contextlib.contextmanager
def throw_away_servers(
    *,
    database_url: str | None = None,
    only: tuple[str, ...] = ("rasa",),
    credentials: str | None = None,
    rasa_processes: int = 1,
    quiet_seconds: float = 0,
) -> Iterator[Path]:
    """Starts real servers on free ports with a database and a clock of their own; stops and deletes them at the end.

    While the block runs, this process's environment names them too. Yields the state folder.

    Args:
        database_url: another database than a throw-away SQLite file.
        only: which servers to start. The process id of each is in the state folder, in `NAME.pid`.
        credentials: text of another `credentials.yml`.
        rasa_processes: how many of Rasa's serve.
        quiet_seconds: for how long several messages may still be one answer; who plays a candidate mostly waits for the
            answer before writing again.

    Raises:
        RuntimeError: a server did not start; the message holds the end of its log.
    """
    state = Path(tempfile.mkdtemp(prefix="bot-eval-"))
    clock_file = state / "today"
    clock_file.write_text(date.today().isoformat(), encoding="ascii")
    changes = {
        "BOT_STATE": str(state),
        "DATABASE_URL": database_url or f"sqlite:///{state / 'bot.db'}",
        "BOT_SECRET": uuid.uuid4().hex,
        "BOT_RASA_PROCESSES": str(rasa_processes),
        "BOT_QUIET_SECONDS": str(quiet_seconds),
        CLOCK_FILE_VARIABLE: str(clock_file),
        **{f"BOT_{name.upper()}_PORT": str(free_port(rasa_processes)) for name in settings.PORTS},
    }
    if credentials is not None:
        (state / "credentials.yml").write_text(credentials, encoding="utf-8")
        changes["BOT_CREDENTIALS"] = str(state / "credentials.yml")
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        database = Database(settings.database_url())
        database.migrate()
        database.engine.dispose()
        servers = [server for server in all_servers() if server.name in only]
        for server in servers:
            processes.append(start_server(server, state))
        _wait(servers, processes, state)
        yield state
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        shutil.rmtree(state, ignore_errors=True)


def start_server(server: Server, state: Path) -> subprocess.Popen[bytes]:
    """Starts a server of the present environment; its lines and its process id go to the state folder."""
    with (state / f"{server.name}.log").open("ab") as log:
        process = subprocess.Popen(
            server.command, cwd=settings.HOME, env=child_environment(), stdout=log, stderr=subprocess.STDOUT
        )
    (state / f"{server.name}.pid").write_text(str(process.pid), encoding="ascii")
    return process


def _wait(servers: list[Any], processes: list[subprocess.Popen[bytes]], state: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    for server, process in zip(servers, processes, strict=True):
        while not answers(server.health):
            if process.poll() is not None or time.monotonic() > deadline:
                tail = (state / f"{server.name}.log").read_text(errors="replace")[-1500:]
                raise RuntimeError(f"The {server.name} server did not start. The end of its log:\n{tail}")
            time.sleep(0.2)


class Chat:
    """One candidate's browser: the website channel's own protocol."""

    def __init__(self, base: str) -> None:
        """Prepares a client of a channel.

        Args:
            base: URL of the channel, such as `http://127.0.0.1:5005/webhooks/web`.
        """
        self._client = httpx.Client(base_url=base, timeout=60)
        self.token: str | None = None
        self.cursor = 0

    def open(self) -> list[dict[str, Any]]:
        """Opens a session, or the same one again, and returns its messages."""
        answer = (
            self._client.post("/session", json={"token": self.token} if self.token else {}).raise_for_status().json()
        )
        self.token, self.cursor = answer["token"], answer["cursor"]
        messages: list[dict[str, Any]] = answer["messages"]
        return messages

    def say(self, text: str, message_id: str | None = None) -> list[dict[str, Any]]:
        """Sends a message and returns what the bot says; a refused one comes back as the channel's own sentence."""
        answer = self._client.post(
            "/messages",
            json={"id": message_id or uuid.uuid4().hex, "text": text},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        body = answer.json()
        if answer.status_code != 200:
            return [{"from": "bot", "text": body["message"], "buttons": []}]
        self.cursor = body["cursor"]
        said: list[dict[str, Any]] = body["messages"]
        return said


@dataclass
class Driver:
    """Plays one conversation's turns, in the order in which the bot asks.

    Attributes:
        turns: what is left to say, with the hint of what each is for.
    """

    turns: list[tuple[str, str]]
    transcript: list[dict[str, Any]] = field(default_factory=list)

    def next_message(self, state: dict[str, Any]) -> tuple[str, str] | None:
        """Returns what to say next and its hint, or None when all is said.

        Args:
            state: slots and open form of the conversation.
        """
        if not self.turns:
            return None
        slots = state.get("slots", {})
        asked = slots.get("awaiting") or (slots.get("requested_slot") if state.get("active_loop") else None)
        hint = self.turns[0][1]
        if asked in FIELD_OF_HINT.values() and (_fields(hint) or _answers_scenario(hint) or hint.startswith("confirm")):
            return self._take(lambda other: asked in _fields(other)) or (DECLINE, "driver")
        if asked == "consent" and (_fields(hint) or hint.startswith("confirm")):
            return YES, "driver"  # asked back, whoever agreed says so again
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
    """Returns the fields that a turn gives; a hint may name several (`nom+prenom`)."""
    return {FIELD_OF_HINT[part] for part in hint.split("+") if part in FIELD_OF_HINT}


def _answers_scenario(hint: str) -> bool:
    return hint.startswith(("answer:", "skip:"))


def play(row: Row, today: date) -> Row:
    """Plays one conversation against the running servers and returns its transcript and stored rows."""
    clock_file = Path(os.environ[CLOCK_FILE_VARIABLE])
    clock_file.write_text(today.isoformat(), encoding="ascii")
    database = Database(settings.database_url())
    hints = list(row.get("hints") or [])
    hints += [""] * (len(row["turns"]) - len(hints))
    driver = Driver(list(zip(row["turns"], hints, strict=False)))
    chat = Chat(f"http://{LOOPBACK}:{settings.port('rasa')}/webhooks/web")
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
            chat = Chat(f"http://{LOOPBACK}:{settings.port('rasa')}/webhooks/web")
            chat.token = token
            chat.open()
        transcript.append({"from": "user", "text": text, "buttons": []})
        transcript += [_said(message) for message in chat.say(text)]
    stored = dump(database)
    _empty(database)
    database.engine.dispose()
    return {"transcript": transcript, "stored": stored}


def _said(message: dict[str, Any]) -> dict[str, Any]:
    return {"from": message["from"], "text": message["text"], "buttons": message.get("buttons") or []}


def _state(database: Database) -> dict[str, Any]:
    with database.session_scope() as session:
        return session.scalar(select(Conversation.state).order_by(Conversation.created_at.desc()).limit(1)) or {}


def dump(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Returns every row of every table as plain objects, secrets left out."""
    stored = {}
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            hidden = SECRETS.get(table.name, ())
            rows = connection.execute(select(table)).mappings()
            stored[table.name] = [
                {key: _plain(value) for key, value in row.items() if key not in hidden} for row in rows
            ]
    return stored


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _empty(database: Database) -> None:
    with database.session_scope() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())


def evaluate(rows: list[Row], today: date, say: Callable[[str], None]) -> list[Row]:
    """Returns the rows with `got`: `{"transcript", "stored"}`."""
    scored = []
    with throw_away_servers():
        for number, row in enumerate(rows, start=1):
            say(f"  {number}/{len(rows)} {row.get('id', '')} {row.get('title', '')}")
            scored.append({**row, "got": play(row, today)})
    return scored


def facts_of(row: Row) -> dict[str, bool]:
    """Returns the facts of a played conversation that can be checked, and whether each holds.

    Those of `checks`; where a row has none, the lines of `must` that are in a fixed form.
    """
    checks = row.get("checks") or []
    facts = {json.dumps(one, ensure_ascii=False): holds(row, one) for one in checks}
    return facts or check(row.get("must") or [], row["got"]["stored"])


def summarise(rows: list[Row]) -> Row:
    """Returns how many facts that can be checked hold, how many conversations have all of them, and the others."""
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
    """Returns how much the bot said in a played conversation: `{"id", "words", "bubbles"}`, those of the longest turn.

    Words are what stands between spaces. Buttons are not counted, nor what the person wrote, quoted back to them.
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
    """Returns a played conversation for a reader."""
    lines = [f"=== {row.get('id', '')} {row.get('title', '')}"]
    for message in row["got"]["transcript"]:
        mark = "  >" if message["from"] == "user" else "   "
        choices = f"  [{' | '.join(message['buttons'])}]" if message["buttons"] else ""
        lines.append(f"{mark} {message['text']}{choices}")
    facts = facts_of(row)
    lines += [f"{'right' if ok else 'WRONG'}  {line}" for line, ok in facts.items()]
    lines += [f"read   {line}" for line in row.get("must") or [] if line not in facts]
    lines.append("stored:")
    lines.append(json.dumps(row["got"]["stored"], ensure_ascii=False, indent=1))
    return "\n".join(lines)
