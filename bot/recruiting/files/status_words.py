"""Statuses as recruiters read them and choose among them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.base import clock
from bot.records.desk.standings import MOVES, TOLD_UNLESS_ASKED, ToldStatus
from bot.records.models import Status
from bot.words.standings_in_words import standings_in_words

STATUSES: Mapping[Status, str] = {
    Status.NEW: "Nouvelle",
    Status.INTERESTED: "Intéressée",
    Status.NOT_INTERESTED: "Non intéressée",
    Status.HIRED: "Recrutée",
    Status.DONE: "Finalisée",
}
TOLD, UNTOLD = "dit", "tu"


@dataclass(frozen=True)
class Choice:
    """What may be chosen.

    Attributes:
        value: of the form.
        words: as it is read in the list of choices.
        told: the sentence that the assistant says to the candidate who asks, today's; empty: nothing is said.
    """

    value: str
    words: str
    told: str = ""


def choices(status: Status, structure: str, *, told: bool) -> list[Choice]:
    """Returns what may follow a status: each with and without telling the candidate, the usual way first.

    Args:
        status: the one of now.
        structure: name of the structure that gives it.
        told: the candidate is told the one of now.
    """
    found = []
    for to in MOVES[status]:
        if to is Status.NEW:
            found.append(Choice(f"{to}:{UNTOLD}", STATUSES[to]))
            continue
        ways = {
            True: Choice(f"{to}:{TOLD}", f"{STATUSES[to]}, le lui dire", _sentence(structure, to)),
            False: Choice(f"{to}:{UNTOLD}", f"{STATUSES[to]}, sans le dire"),
        }
        usual = to in TOLD_UNLESS_ASKED
        found += [ways[way] for way in (usual, not usual) if to is not status or way is not told]
    return found


def _sentence(structure: str, status: Status) -> str:
    return " ".join(standings_in_words([ToldStatus(structure, status, clock.now())]))


def chosen(value: str) -> tuple[Status, bool]:
    """Returns the status of a choice, and whether the candidate is told.

    Raises:
        ValueError: it is none of `choices`.
    """
    status, _, way = value.partition(":")
    if way not in {TOLD, UNTOLD}:
        raise ValueError(value)
    return Status(status), way == TOLD
