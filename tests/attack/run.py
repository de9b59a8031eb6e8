"""Runs attacks and collects their results."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import select

from bot.records.models import AuditEntry, Conversation
from tests.attack.client import RecordedResponse
from tests.attack.probe import Probe, slowest
from tests.attack.target import Target
from tests.attack.verdicts import (
    Attack,
    Stored,
    freezes,
    log_faults,
    response_faults,
    snapshot,
    unaudited_reads,
    unauthorised_changes,
)


@dataclass(frozen=True)
class Result:
    """The result of an attack.

    Attributes:
        statuses: number of responses by status; 0 stands for none.
        slowest: slowest response.
        others: slowest request of the probe meanwhile, in seconds.
        seconds: duration.
        faults: empty if the system held.
    """

    category: str
    name: str
    statuses: Counter[int]
    slowest: RecordedResponse | None
    others: float
    seconds: float
    faults: tuple[str, ...]

    def __str__(self) -> str:
        mark = "FAULT" if self.faults else "held "
        statuses = sorted(self.statuses.items(), key=lambda one: one[0] or 999)
        outcomes = " ".join(f"{status or '–'}×{number}" for status, number in statuses)
        slowest = f"{self.slowest.seconds:.1f} s" if self.slowest else "–"
        head = f"  {mark} {self.category}: {self.name} ({self.seconds:.0f} s, {outcomes}, slowest {slowest}, others {self.others:.1f} s)"
        return "\n".join([head, *(f"        {fault}" for fault in self.faults)])


class AttackRunner:
    """Runs attacks on a target; all conversations that exist before are the probe's.

    Args:
        baseline: slowest request of the probe without an attack, in seconds.
    """

    def __init__(self, target: Target, probe: Probe, baseline: float) -> None:
        self._target, self._probe, self._baseline = target, probe, baseline
        with target.system.database.session_scope() as session:
            self._others = frozenset(session.scalars(select(Conversation.id)))

    def run(self, category: str, attack: Attack) -> Result:
        """Run an attack. If its only fault is a freeze, repeat it: a busy machine freezes now and then."""
        result, only_waits = self._run(category, attack)
        return self._run(category, attack)[0] if only_waits else result

    def _run(self, category: str, attack: Attack) -> tuple[Result, bool]:
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
        samples = self._probe.samples(began)
        lines = system.log()[written:]
        hosts = {urlsplit(base).netloc for base in (system.pages, *system.rasa, system.gateway)}
        waits = freezes(samples, self._baseline)
        faults = [
            *target.faults,
            *response_faults(answers, hosts),
            *unauthorised_changes(before, self._stored(), attack, {one for person in target.people for one in person.ids}),
            *unaudited_reads(answers, self._entries(began), {person.name: person.subjects for person in target.people}),
            *log_faults(lines, target.canaries.owners_in(lines)),
        ]  # fmt: skip
        result = Result(
            category,
            attack.name,
            Counter(answer.status for answer in answers),
            max(answers, key=lambda answer: answer.seconds, default=None),
            slowest(samples),
            seconds,
            (*faults, *waits),
        )
        return result, bool(waits) and not faults and all(sample.status == 200 for sample in samples)

    def _stored(self) -> Stored:
        return snapshot(self._target.system.database, self._others)

    def _entries(self, began: float) -> list[AuditEntry]:
        since = datetime.fromtimestamp(began, UTC) - timedelta(minutes=15)
        with self._target.system.database.session_scope() as session:
            return list(session.scalars(select(AuditEntry).where(AuditEntry.at >= since)))
