"""Attacks by the text of chat messages."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from bot.content.campaign import campaign
from bot.records.models import Candidate
from tests.attack.client import Visitor, reply_text
from tests.attack.payloads import BROKEN, HEAVY, INJECTIONS
from tests.attack.target import STAGES, Target
from tests.attack.verdicts import CHAT, FILE, Attack

CONCURRENCY = 2
EACH_AT = 2  # stages at which a heavy text is written; all together meet every stage


def send_at_stages(target: Target, stages: Iterable[tuple[str, dict[str, str]]]) -> None:
    """Send each text from a new visitor at the given stage of the conversation."""

    def write(stage: str, note: str, text: str) -> None:
        visitor = target.visitor(stage)
        visitor.say(text, note=f"{note}, at {stage}")
        visitor.say("oui", note=f"after {note}, at {stage}")

    with ThreadPoolExecutor(CONCURRENCY) as pool:
        done = [pool.submit(write, stage, note, text) for stage, texts in stages for note, text in texts.items()]
    for one in done:
        one.result()


def _heavy(target: Target) -> None:
    stages = list(STAGES)
    spread = [
        (stages[(number + turn * 5) % len(stages)], {note: text})
        for number, (note, text) in enumerate(HEAVY.items())
        for turn in range(EACH_AT)
    ]
    send_at_stages(target, spread)


def _heavy_answers(target: Target) -> None:
    """Heavy texts as answers to the scenarios and their follow-up questions."""
    texts = list(HEAVY.items())
    each = len(campaign().scenarios)

    def answer(some: list[tuple[str, str]]) -> None:
        visitor = target.visitor("scenario")
        for note, text in some:
            if "plus précisément" in reply_text(visitor.say(text, note=f"{note}, as an answer")):
                visitor.say(text, note=f"{note}, as a second answer")

    with ThreadPoolExecutor(CONCURRENCY) as pool:
        for done in [pool.submit(answer, texts[at : at + each]) for at in range(0, len(texts), each)]:
            done.result()


def _broken(target: Target) -> None:
    send_at_stages(target, [(stage, BROKEN) for stage in ("welcome", "last name", "email", "scenario", "erasure")])


def _injections(target: Target) -> None:
    def files() -> int:
        with target.system.database.session_scope() as session:
            return session.scalar(select(func.count()).select_from(Candidate)) or 0

    before = files()
    visitor: Visitor = target.visitor("consent")
    for text in INJECTIONS:
        heard = visitor.say_all(text)
        target.expect("49" not in heard, f"{text!r} was worked out: {heard!r}")
        made, before = files() - before, files()
        target.expect(not made, f"{text!r} made a file")
    visitor = target.visitor("last name")
    for text in INJECTIONS:
        visitor.say(text, note=text)


ATTACKS = [
    Attack("heavy texts, at every question", _heavy, changes=FILE),
    Attack("heavy texts as answers to a situation", _heavy_answers, changes=FILE),
    Attack("half characters, NUL, nothing, too much", _broken, changes=FILE),
    Attack("intents, slots, templates, SQL, shell", _injections, changes=FILE | CHAT),
]
