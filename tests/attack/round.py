"""One attack after another, each with what it came to."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import select

from bot.records.models import AuditEntry, Conversation
from tests.attack.client import Answer
from tests.attack.judgement import (
    Attack,
    Stored,
    changed_without_right,
    froze,
    snapshot,
    unlogged,
    wrong_answers,
    wrong_in_log,
)
from tests.attack.probe import Probe, slowest
from tests.attack.target import Target


@dataclass(frozen=True)
class Result:
    """What an attack came to.

    Attributes:
        family: of attacks.
        name: what was tried.
        statuses: how many answers of each; 0 for none.
        slowest: seconds of the slowest answer.
        others: seconds of the slowest answer to others meanwhile.
        seconds: how long it took.
        faults: what was found; nothing if the system held.
    """

    family: str
    name: str
    statuses: Counter[int]
    slowest: Answer | None
    others: float
    seconds: float
    faults: tuple[str, ...]


class Round:
    """Runs attacks on a target and judges each."""

    def __init__(self, target: Target, probe: Probe, baseline: float) -> None:
        """Prepares it; whatever conversation there is now is the probe's.

        Args:
            target: what is attacked.
            probe: who else is there.
            baseline: seconds of its slowest request while nothing else goes on.
        """
        self._target, self._probe, self._baseline = target, probe, baseline
        with target.system.database.session_scope() as session:
            self._others = frozenset(session.scalars(select(Conversation.id)))

    def run(self, family: str, attack: Attack) -> Result:
        """Runs an attack and judges it; one that others only had to wait for is run once more, for a freeze comes again.

        A machine that does other things too lets everybody wait now and then.
        """
        result, only_waits = self._run(family, attack)
        return self._run(family, attack)[0] if only_waits else result

    def _run(self, family: str, attack: Attack) -> tuple[Result, bool]:
        target, system = self._target, self._target.system
        before, written = self._stored(), len(system.log())
        first, began, target.faults = len(target.answers.kept), time.time(), []
        try:
            attack.run(target)
        except Exception as error:  # the rest of the table is wanted too
            target.faults.append(f"the attack could not go on: {type(error).__name__}: {error}"[:300])
        seconds = time.time() - began
        self._probe.settle()
        answers = target.answers.kept[first:]
        beats = self._probe.beats(began)
        lines = system.log()[written:]
        hosts = {urlsplit(base).netloc for base in (system.pages, *system.rasa, system.gateway)}
        waits = [] if attack.stops_servers else froze(beats, self._baseline)
        faults = [
            *target.faults,
            *wrong_answers(answers, hosts, stops_servers=attack.stops_servers),
            *changed_without_right(before, self._stored(), attack, {one for person in target.people for one in person.ids}),
            *unlogged(answers, self._entries(began), {person.name: person.subjects for person in target.people}),
            *wrong_in_log(lines, target.canaries.owners_in(lines), stops_servers=attack.stops_servers),
        ]  # fmt: skip
        result = Result(
            family,
            attack.name,
            Counter(answer.status for answer in answers),
            max(answers, key=lambda answer: answer.seconds, default=None),
            slowest(beats),
            seconds,
            (*faults, *waits),
        )
        return result, bool(waits) and not faults and all(beat.status == 200 for beat in beats)

    def _stored(self) -> Stored:
        return snapshot(self._target.system.database, self._others)

    def _entries(self, began: float) -> list[AuditEntry]:
        since = datetime.fromtimestamp(began, UTC) - timedelta(minutes=15)
        with self._target.system.database.session_scope() as session:
            return list(session.scalars(select(AuditEntry).where(AuditEntry.at >= since)))
