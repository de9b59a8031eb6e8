"""After a refusal or an erasure no word of the user is left in any file."""

import contextlib
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tests.attack.client import RECRUITERS
from tests.attack.target import Target
from tests.attack.verdicts import ACCOUNTS, FILE, Attack

WORDS = 20
_SYLLABLES = ("zor", "vak", "lim", "bru", "quen", "tad", "fol", "gor", "mev", "pic", "ran", "dul", "xav", "hon")


def unique_words(seed: int) -> list[str]:
    """Words that occur nowhere else."""
    chance = random.Random(seed)
    return ["".join(chance.choice(_SYLLABLES) for _ in range(4)) + f"{chance.randrange(100):02}" for _ in range(WORDS)]


def files_with(folder: Path, words: list[str]) -> dict[str, int]:
    """Number of the words in each file that contains any, ignoring case."""
    counts = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "probe.jsonl":
            with contextlib.suppress(OSError):  # a file that went meanwhile
                held = path.read_bytes().lower()
                if number := sum(word.encode() in held for word in words):
                    counts[str(path.relative_to(folder))] = number
    return counts


@contextlib.contextmanager
def _reading(target: Target) -> Iterator[None]:
    """Keep a read transaction open, as a backup or report does."""
    database = target.system.database
    if database.is_sqlite:
        connection = sqlite3.connect(str(database.url.database))
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM conversation_events").fetchone()
        try:
            yield
        finally:
            connection.close()
    else:
        with database.engine.connect().execution_options(isolation_level="REPEATABLE READ") as reader:
            reader.exec_driver_sql("SELECT count(*) FROM conversation_events").fetchone()
            yield


def _is_gone(target: Target, words: list[str], when: str) -> None:
    counts = files_with(target.system.state, words)
    most = max(counts.values(), default=0)
    target.expect(
        not counts,
        f"{when}, {most} of {len(words)} words are in {', '.join(f'{name} ({number})' for name, number in counts.items())}",
    )


def _refused(target: Target) -> None:
    words = unique_words(1)
    visitor = target.visitor()
    visitor.say_all(f"bonjour, je suis {words[0].title()} {words[1].title()}, de Lannion, {words[2]}@example.org")
    visitor.say_all("je veux m'inscrire", *(f"mon père disait {word}" for word in words[3:10]))
    with _reading(target):
        visitor.say_all("non merci", *(f"je pense à {word}" for word in words[10:]))
        _is_gone(target, words, "after a refusal")
    _is_gone(target, words, "after a refusal, without open readers")


def _erased(target: Target) -> None:
    words = unique_words(2)
    visitor = target.visitor("last name")
    target.lead(visitor, "scenario", last=words[0].title(), first=words[1].title(), after="last name")
    for number in range(3):
        first, second = words[2 + 2 * number], words[3 + 2 * number]
        if "plus précisément" in visitor.say_all(
            f"Je lui remontre calmement {first}, sans soupirer, et je note {second}."
        ):
            visitor.say_all(f"Je reste près d'elle, {words[8 + number]}.")
    visitor.say_all("modifier la réponse 1", f"Je lui remontre le chemin {words[11]}, puis je le laisse essayer seul.")
    visitor.say_all("une remarque pour le recruteur", f"Je suis venue par {words[12]}.")
    visitor.say_all("commenter la réponse 2", f"J'ajoute {words[13]}.")
    visitor.say_all(
        f"en fait mon nom c'est {words[14].title()}",
        f"et c'est quoi {words[15]} ?",
        f"mon mail c'est {words[16]}@example.org",
    )
    visitor.say_all("je veux parler à un humain", f"bonjour, {words[17]}", f"merci {words[18]} et {words[19]}")
    mine = target.signed_in()
    mine.send("GET", f"{RECRUITERS}/candidats.csv")
    with _reading(target):
        receipt = visitor.say_all("supprimer mes données", "oui")
        target.expect("EFF-" in receipt, f"no receipt: {receipt[:80]!r}")
        _is_gone(target, words, "after an erasure, with an open reader")
    visitor.say_all("bonjour")
    _is_gone(target, words, "after an erasure, without open readers")


ATTACKS = [
    Attack("a refusal leaves no word in any file", _refused, changes=FILE),
    Attack("an erasure leaves no word in any file", _erased, changes=FILE | ACCOUNTS),
]
