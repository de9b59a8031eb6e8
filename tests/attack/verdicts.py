"""Verdicts on an attack: pure functions of the responses, of the probe's samples, and of stored rows."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import inspect, select

from bot.records.models import AuditEntry, Base
from bot.records.store.database import Database
from tests.attack.client import RECRUITERS, RecordedResponse
from tests.attack.probe import ProbeSample, slowest

if TYPE_CHECKING:
    from tests.attack.target import Target

FREEZE_SECONDS = 1.0
FREEZE_RATIO = 5.0
AUDIT = "audit_entries"
READS = "file_reads"  # a permitted read adds a row
# Tables that a user's own conversation writes.
CHAT = frozenset({"addresses", "conversations", "conversation_events", "inbound_messages", "daily_counts"})
FILE = CHAT | {
    "candidates", "notes", "note_versions", "note_comments", "human_requests", "resume_codes", "unanswered_questions",
    "search_words", "erasures", "link_mails", "webhook_deliveries", "candidate_reach",
    # Withdrawing an answer also deletes its ratings and reads.
    "ratings", "rating_versions", "rating_conclusions", "answer_reads", "shortlisted", "file_reads",
}  # fmt: skip
ACCOUNTS = frozenset({
    "recruiters", "recruiter_sessions", "sign_in_failures", "memberships", "structures", "invitations", "second_factors",
    "recovery_codes", "openid_identities",
})  # fmt: skip
# Tables that a recruiter writes about visible candidates.
DESK = frozenset({
    "private_notes", "standings", "status_changes", "shortlisted", "ratings", "rating_versions", "rating_conclusions", "answer_reads",
})  # fmt: skip
# Tables that the gateway writes in the background.
_OWN_WORK = frozenset({"outbound_messages", "channel_states"})
# Acts of lists, which name no single dossier.
_LISTS = frozenset({"listed_candidates", "searched_candidates", "exported_candidates", "listed_requests"})
# Repeated reads of a page are logged once in this time.
_SAME_READING = timedelta(minutes=15)
_OF_ONE = re.compile(rf"{RECRUITERS}/(?:candidats|demandes)/(?!traitees)\w")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d ")
_SHOWN_FAULTS = 4

Row = tuple[int, frozenset[str]]  # a hash of the row, and the ids in it
Stored = dict[str, dict[Any, Row]]


@dataclass(frozen=True)
class Attack:
    """One attack.

    Attributes:
        changes: tables in which it may change or add rows, except those of the planted people.
        of_people: tables in which it may also change rows of the planted people.
    """

    name: str
    run: "Callable[[Target], None]"
    changes: frozenset[str] = frozenset()
    of_people: frozenset[str] = frozenset()


def snapshot(database: Database, without: Collection[str] = ()) -> Stored:
    """Every row of every table by its primary key.

    Args:
        without: conversations whose rows are left out.
    """
    stored: Stored = {}
    with database.engine.connect() as connection:
        existing = set(inspect(connection).get_table_names())
        for table in Base.metadata.sorted_tables:
            if table.name not in existing:
                continue
            keys = [column.name for column in table.primary_key]
            rows: dict[Any, Row] = {}
            for row in connection.execute(select(table)).mappings():
                ids = frozenset(value for value in row.values() if isinstance(value, str))
                if not ids & set(without):
                    rows[tuple(row[key] for key in keys)] = (hash(repr(sorted(row.items()))), ids)
            stored[table.name] = rows
    return stored


def unauthorised_changes(before: Stored, after: Stored, attack: Attack, people: Collection[str]) -> list[str]:
    """Changes of stored rows that the attack had no right to make.

    Args:
        people: ids of planted conversations, dossiers and answers.
    """
    faults = []
    for name in before.keys() | after.keys():
        old, new = before.get(name, {}), after.get(name, {})
        touched = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        if name == AUDIT:
            if rewritten := touched & old.keys():
                faults.append(f"{len(rewritten)} lines of the audit log were changed or removed")
            continue
        if name == READS:
            if gone := old.keys() - new.keys():
                faults.append(f"{len(gone)} rows that say who opened a file were removed")
            continue
        of_people = {key for key in touched if (old.get(key) or new[key])[1] & set(people)}
        if of_people and name not in attack.of_people:
            faults.append(f"{len(of_people)} rows of another user changed in {name}")
        others = touched - of_people - (old.keys() if name in _OWN_WORK else set())
        if others and name not in attack.changes:
            faults.append(f"{len(others)} rows changed in {name}")
    return faults


def is_faulty_status(answer: RecordedResponse) -> bool:
    """Whether the status is an error for any request."""
    if answer.status == 503 and answer.path.startswith(f"{RECRUITERS}/connexion"):
        return "retry-after" not in answer.headers  # too many concurrent sign-ins
    return answer.status >= 500 or (answer.status == 0 and answer.method != "RAW")


def response_faults(answers: Sequence[RecordedResponse], own_hosts: Collection[str]) -> list[str]:
    """Faults in responses: 5xx, no response, canaries of others, an attacker's host.

    Args:
        own_hosts: `host:port` of the servers, allowed in redirects.
    """
    faults = [str(answer) for answer in answers if is_faulty_status(answer)]
    for answer in answers:
        if answer.foreign:
            faults.append(f"{answer} shows words of {', '.join(sorted(answer.foreign))}")
        location = urlsplit(answer.headers.get("location", ""))
        if answer.names_foreign_host or (location.netloc and location.netloc not in own_hosts):
            faults.append(f"{answer} speaks of a host that the request named")
    return _few(faults)


def freezes(samples: Sequence[ProbeSample], baseline: float) -> list[str]:
    """Freezes for others: waits over one second and over five times the baseline.

    Args:
        samples: requests of the probe during the attack.
        baseline: its slowest request without an attack, in seconds.
    """
    most = max(FREEZE_SECONDS, FREEZE_RATIO * baseline)
    worst = {
        what: slowest([sample for sample in samples if sample.what == what])
        for what in sorted({sample.what for sample in samples})
    }
    faults = [f"{what} of another user waited {seconds:.1f} s" for what, seconds in worst.items() if seconds > most]
    refused = Counter(
        f"{sample.what} of another user got {sample.status}" for sample in samples if sample.status != 200
    )
    return faults + [f"{number} × {what}" for what, number in refused.items()]


def unaudited_reads(
    answers: Iterable[RecordedResponse], entries: Sequence[AuditEntry], files: Mapping[str, Collection[str]]
) -> list[str]:
    """Reads of dossiers without an entry in the audit log.

    Args:
        files: audit subjects of the dossier and request of each planted person.
    """
    faults = []
    for answer in answers:
        if not answer.who.startswith("recruiter:") or answer.method != "GET":
            continue
        mine = [
            entry
            for entry in entries
            if entry.actor == answer.who and answer.at - _SAME_READING <= entry.at <= answer.at + _SAME_READING
        ]
        faults += [
            f"{answer} shows {person}'s file, and the audit log has no line"
            for person in sorted(answer.shown)
            if not any(
                entry.subject in files.get(person, ()) or (entry.act in _LISTS and not _OF_ONE.match(answer.path))
                for entry in mine
            )
        ]
    return _few(faults)


def log_faults(lines: str, shown: Collection[str]) -> list[str]:
    """Faults in the servers' logs: tracebacks, errors, canaries."""
    faults = [f"the log holds words of {', '.join(sorted(shown))}"] if shown else []
    errors = [_MOMENT.sub("", line) for line in lines.splitlines() if "ERROR" in line or "Traceback" in line]
    return faults + _few([f"in the log: {line[:100]}" for line in errors])


def _few(faults: list[str]) -> list[str]:
    """The first faults of each kind, and the number of others."""
    counted = Counter(faults)
    first = [fault if number == 1 else f"{number} × {fault}" for fault, number in counted.most_common(_SHOWN_FAULTS)]
    left = len(counted) - len(first)
    return [*first, f"and {left} more"] if left > 0 else first
