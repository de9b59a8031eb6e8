"""Chaos attacks: killed or hanging processes. The system recovers and loses nothing."""

import contextlib
import threading
import time
import uuid
from collections.abc import Callable

import psutil

from tests.attack.client import WEB, Visitor, reply_text
from tests.attack.system import HANG_SECONDS
from tests.attack.target import Target
from tests.attack.verdicts import FILE, Attack

KILLED_SECONDS = 40.0
HUNG_SECONDS = HANG_SECONDS + 20.0
WAIT_SECONDS = 8.0  # for one reply, then the message is sent again, as by the widget
TALKERS = 4
_TEXTS = ("je veux m'inscrire", "oui", "Morvan", "Maelle", "Lannion")


def _say_until_answered(visitor: Visitor, text: str, deadline: float) -> str | None:
    """Send a message under one id until it is answered, as the widget does; None after the deadline."""
    key = uuid.uuid4().hex
    while time.monotonic() < deadline:
        answer = visitor.say(text, key)
        if answer.status_code == 200:
            return reply_text(answer)
        time.sleep(0.3)
    return None


def _while(target: Target, harm: Callable[[], None], seconds: float) -> None:
    """Break something during conversations: each message is answered once and in order."""
    visitors = [target.visitor() for _ in range(TALKERS)]
    for visitor in visitors:
        visitor.http.timeout = WAIT_SECONDS
    deadline = time.monotonic() + seconds
    lost: list[str] = []

    def talk(visitor: Visitor) -> None:
        heard = [_say_until_answered(visitor, text, deadline) for text in _TEXTS]
        if None in heard:
            lost.append(f"a message was not answered within {seconds:.0f} s")
        elif "Lannion" not in (heard[-1] or ""):
            lost.append(f"the conversation went astray: {(heard[-1] or '')[:80]!r}")

    threads = [threading.Thread(target=talk, args=(visitor,)) for visitor in visitors]
    for thread in threads[:2]:
        thread.start()
    time.sleep(0.2)  # in the middle of what they say
    harm()
    for thread in threads[2:]:
        thread.start()
    for thread in threads:
        thread.join()
    target.faults += lost
    person = target.people[0]
    reader = Visitor(target.system.pages, target.answers, who=person.name, may_see=[person.name])
    reader.http.headers["Authorization"] = f"Bearer {person.token}"
    reader.http.timeout = WAIT_SECONDS
    answer = reader.send("GET", f"{WEB}/messages")
    while answer.status_code != 200 and time.monotonic() < deadline:
        time.sleep(0.5)
        answer = reader.send("GET", f"{WEB}/messages")
    target.expect(person.name.lower() in answer.text.lower(), "a conversation of before is not there any more")


def _kill(target: Target, processes: list[psutil.Process]) -> None:
    def kill_all() -> None:
        for process in processes:
            process.kill()

    _while(target, kill_all, KILLED_SECONDS)


def _hang(target: Target, processes: list[psutil.Process]) -> None:
    def suspend() -> None:
        for process in processes:
            process.suspend()

    try:
        _while(target, suspend, HUNG_SECONDS)
        target.expect(not any(map(_is_stopped, processes)), "hanging processes were not restarted")
    finally:
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.resume()


def _is_stopped(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_STOPPED)
    except psutil.NoSuchProcess:
        return False


def _workers(target: Target) -> list[psutil.Process]:
    return target.system.installation.workers()


def _pages(target: Target) -> list[psutil.Process]:
    return target.system.installation.web_servers()


ATTACKS = [
    Attack(
        "kill -9 of a Rasa worker", lambda target: _kill(target, _workers(target)[:1]), changes=FILE, stops_servers=True
    ),
    Attack(
        "kill -9 of both Rasa workers", lambda target: _kill(target, _workers(target)), changes=FILE, stops_servers=True
    ),
    Attack("kill -9 of the pages", lambda target: _kill(target, _pages(target)), changes=FILE, stops_servers=True),
    Attack(
        f"a worker that hangs ({HANG_SECONDS} s are allowed)",
        lambda target: _hang(target, _workers(target)[:1]),
        changes=FILE,
        stops_servers=True,
    ),
    Attack(
        f"pages that hang ({HANG_SECONDS} s are allowed)",
        lambda target: _hang(target, _pages(target)),
        changes=FILE,
        stops_servers=True,
    ),
]
