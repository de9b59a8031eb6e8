"""French labels of the application status, and the choices of the status form."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.base import clock
from bot.records.desk.application_status import SHARED_BY_DEFAULT, TRANSITIONS, SharedStatus
from bot.records.models import Status
from bot.words.statuses import status_sentences

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
    """An option of the status form.

    Attributes:
        told: what the assistant tells the candidate who asks; empty if nothing.
    """

    value: str
    words: str
    told: str = ""


def choices(status: Status, structure: str, *, told: bool) -> list[Choice]:
    """The transitions from a status, with and without telling the candidate, the usual one first.

    Args:
        structure: name, for the sentence.
        told: whether the candidate is told the present status.
    """
    found = []
    for to in TRANSITIONS[status]:
        if to is Status.NEW:
            found.append(Choice(f"{to}:{UNTOLD}", STATUSES[to]))
            continue
        ways = {
            True: Choice(f"{to}:{TOLD}", f"{STATUSES[to]}, le lui dire", _sentence(structure, to)),
            False: Choice(f"{to}:{UNTOLD}", f"{STATUSES[to]}, sans le dire"),
        }
        usual = to in SHARED_BY_DEFAULT
        found += [ways[way] for way in (usual, not usual) if to is not status or way is not told]
    return found


def _sentence(structure: str, status: Status) -> str:
    return " ".join(status_sentences([SharedStatus(structure, status, clock.now())]))


def parse_choice(value: str) -> tuple[Status, bool]:
    """Status of a choice, and whether the candidate is told.

    Raises:
        ValueError: not one of `choices`.
    """
    status, _, way = value.partition(":")
    if way not in {TOLD, UNTOLD}:
        raise ValueError(value)
    return Status(status), way == TOLD
