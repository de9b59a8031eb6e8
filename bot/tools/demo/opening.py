"""Starts a throw-away installation, fills it, and shows the recruiters' desk until Ctrl-C."""

import asyncio
import secrets
import signal
import threading
from collections.abc import Callable

from bot.base import geography
from bot.base.settings import settings
from bot.operating.run.servers import LOOPBACK
from bot.records.accounts import recruiters, structures
from bot.records.store.database import default_database
from bot.tools.demo.people import PLACES, people
from bot.tools.demo.playing import talk_all
from bot.tools.evaluation.servers import throw_away_servers

SEED = 1


def demo(say: Callable[[str], None], *, candidates: int) -> None:
    """Fills a throw-away database with invented candidates through the real assistant, and opens the desk.

    Args:
        say: tells how far it is, and the addresses.
        candidates: how many people talk.
    """
    say(f"Starting a throw-away installation; {candidates} invented people will talk with the assistant …")
    with throw_away_servers(only=("rasa", "pages"), rasa_processes=1) as state:
        finished = asyncio.run(talk_all(_rasa(), list(people(candidates, SEED)), state / "today", say))
        password = secrets.token_urlsafe(12)
        logins = open_desk(password)
        say(f"{finished} of {candidates} went to the end; the others left on the way, as people do.")
        address = f"http://{LOOPBACK}:{settings().pages_port}"
        say(f"\n  Recruiters' desk : {address}/recrutement/")
        for login, told in logins.items():
            say(f"    {login:32} {told}")
        say(f"  Password of each : {password}")
        say(f"  Chat             : {address}/")
        say("Everything is deleted at the end: Ctrl-C.")
        _wait()


def _rasa() -> str:
    return settings().rasa_urls[0]


def open_desk(password: str) -> dict[str, str]:
    """Makes structures with a town, the nationwide one, and an account at each; returns what each login sees."""
    made = {}
    with default_database().session_scope() as session:
        for number, (name, insee) in enumerate(PLACES.items(), start=1):
            commune = geography.communes()[insee]
            town = {"commune": commune.name, "insee": insee, "departement": commune.departement}
            structure = structures.create(session, name=name, town=town)
            login = f"recruteur{number}@exemple.fr"
            recruiters.create(session, login=login, name=f"Recruteur {number}", password=password, structure=structure)
            made[login] = f"{name}, {commune.name}"
        recruiters.create(
            session, login="administration@exemple.fr", name="Administration", password=password, administers=True
        )
        made["administration@exemple.fr"] = "administers, sees all of France"
    return made


def _wait() -> None:
    """Waits for Ctrl-C, or to be ended."""
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    over.wait()
