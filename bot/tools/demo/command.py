"""`bot demo`: a temporary installation filled by simulated users, served until Ctrl-C."""

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
from bot.tools.demo.personas import STRUCTURES, simulated_users
from bot.tools.demo.simulation import simulate_all
from bot.tools.evaluation.servers import ephemeral_servers

SEED = 1


def demo(say: Callable[[str], None], *, candidates: int) -> None:
    """Let invented candidates talk with the real assistant, then show the recruiters' desk.

    Args:
        say: prints progress, addresses and logins.
        candidates: how many conversations.
    """
    say(f"Starting a throw-away installation; {candidates} invented people will talk with the assistant …")
    with ephemeral_servers(only=("rasa", "pages"), rasa_processes=1) as state:
        users = list(simulated_users(candidates, SEED))
        finished = asyncio.run(simulate_all(settings().rasa_urls[0], users, state / "today", say))
        password = secrets.token_urlsafe(12)
        logins = create_accounts(password)
        say(f"{finished} of {candidates} went to the end; the others left on the way, as people do.")
        address = f"http://{LOOPBACK}:{settings().pages_port}"
        say(f"\n  Recruiters' desk : {address}/recrutement/")
        for login, description in logins.items():
            say(f"    {login:32} {description}")
        say(f"  Password of each : {password}")
        say(f"  Chat             : {address}/")
        say("Everything is deleted at the end: Ctrl-C.")
        _wait_for_signal()


def create_accounts(password: str) -> dict[str, str]:
    """Create the structures, their recruiters and an administrator; returns a description of each login."""
    logins = {}
    with default_database().session_scope() as session:
        for number, (name, insee) in enumerate(STRUCTURES.items(), start=1):
            commune = geography.communes()[insee]
            structure = structures.create(session, name=name, town=commune.town)
            login = f"recruteur{number}@exemple.fr"
            recruiters.create(session, login=login, name=f"Recruteur {number}", password=password, structure=structure)
            logins[login] = f"{name}, {commune.name}"
        recruiters.create(
            session, login="administration@exemple.fr", name="Administration", password=password, administers=True
        )
        logins["administration@exemple.fr"] = "administers, sees all of France"
    return logins


def _wait_for_signal() -> None:
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()
