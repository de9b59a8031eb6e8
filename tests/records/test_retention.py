"""What is kept no longer goes, of every kind, and what is said of it is so."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.base import clock, places
from bot.base.errors import OperatingError
from bot.exporting.dossier_documents import dossier_document, note_document
from bot.operating.data.purge import purge
from bot.records.accounts import api_tokens, invitations, recruiter_sessions, recruiters, structures, webhooks
from bot.records.conversations import addresses, conversations, inbox, outbox, resume_codes, takeover_ends, unanswered
from bot.records.conversations.event_rows import ASIDE, HELD
from bot.records.files import candidates, erasure_log, notes, retention
from bot.records.handoffs import handoffs
from bot.records.models import Conversation, DisabledReason, HumanRequest, LinkMail
from bot.records.store import daily_counts
from bot.tools.evaluation.stored import dump

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
LAST_DAY = datetime(2999, 1, 1, tzinfo=UTC)
TODAY, YOUNG, OLD = timedelta(0), timedelta(minutes=-5), timedelta(days=800)


@pytest.fixture
def at(monkeypatch):
    """Moves the clock so far from now."""
    now = clock.now()
    return lambda moved: monkeypatch.setattr(clock, "now", lambda: now + moved)


def fill(database, name):
    """One row of each kind, begun now."""
    with database.session_scope() as session:
        candidates.open_registration(session, f"file {name}", channel="web", notice_version="1")
        conversations.append_out_of_band(session, f"silent {name}", ASIDE, text="")
        conversations.append_out_of_band(session, f"over {name}", HELD, text="un mot", message_id="m1")
        handoffs.open_handoff(session, f"nobody {name}", channel="web")
        unanswered.add(session, f"Et la cantine {name} ?", unanswered.Reason.OUT_OF_SCOPE)
        daily_counts.add(session, clock.today(), "web", ["begun"])
        resume_codes.issue(session, f"kept {name}")
        resume_codes.redeem(session, "AAAA-2222", "web", f"address {name}")
        inbox.mark_answered(session, f"kept {name}", "m1")
        outbox.post(session, f"kept {name}", "telegram", "4711", [{"text": "Bonjour"}])
        erasure_log.record(session, f"erased {name}")
        session.add(Conversation(id=f"lasting {name}", consented=True))
        lasting = candidates.open_registration(session, f"lasting {name}", channel="web", notice_version="1")
        lasting.expires_at = lasting.changed_at = LAST_DAY
        addresses.open_conversation(session, "web", f"session {name}", conversation_id=f"lasting {name}")
        session.add(LinkMail(conversation_id=f"lasting {name}", asked_at=clock.now()))
        addresses.touch(session, "web", f"session {name}", f"lasting {name}")
        account = recruiters.create(session, login=f"{name}@exemple.fr", name="Anne", password="une phrase de passe")
        recruiter_sessions.open_session(session, account.id)
        place = structures.nationwide(session)
        token, _ = api_tokens.create(session, place.id, name=name, decides=False, months=1, recruiter_id=account.id, actor="x")  # fmt: skip
        api_tokens.revoke(session, place.id, token.id, actor="x")
        hook = webhooks.add(session, place.id, url="https://exemple.fr/", events=[], recruiter_id=account.id, actor="x")
        webhooks.ping(session, hook)
        webhooks.disable(session, hook, DisabledReason.PERSON, actor="x")
        invitations.create(session, structures.nationwide(session), is_administrator=False, made_by=account.id)
    assert recruiters.authenticate(database, f"{name}@exemple.fr", "une autre phrase", address="192.0.2.1") is None
    with database.session_scope() as session:
        for row in session.scalars(select(HumanRequest).where(HumanRequest.handled_at.is_(None))):
            takeover_ends.close_handoff(session, row.id, actor="operator")
        for row in outbox.due(session, "telegram", clock.now()):
            outbox.mark_sent(session, row.id)


def test_of_each_kind_what_is_old_goes_and_what_is_young_stays(store, at):
    at(-OLD)
    fill(store, "old")
    at(TODAY)
    fill(store, "young")
    with store.session_scope() as session:
        gone = retention.purge(session)
    left_open = {"sessions of recruiters"}  # the next sign-in has deleted it
    # The words of an exchange that is over go whatever their age; that of the old one went with its conversation.
    assert {name for name, number in gone.items() if number < 1} == left_open
    assert gone["messages of exchanges that are over"] == 1
    stored = str(dump(store))
    assert "Et la cantine young ?" in stored and "file young" in stored and "silent young" in stored
    stored = dump(store) | {"recruiters": ()}
    assert not re.search(r"\b(file|silent|over|nobody|cantine) old", str(stored))
    with store.session_scope() as session:
        assert set(retention.purge(session).values()) == {0}


def test_a_dry_run_says_how_much_of_each_kind_would_go_and_changes_nothing(database, at):
    at(-OLD)
    fill(database, "old")
    at(TODAY)
    before = dump(database)
    said = []
    purge(said.append, dry_run=True)
    assert dump(database) == before
    told = {match[2]: int(match[1]) for line in said if (match := re.fullmatch(r" *(\d+)  (.*) \(.*\)", line))}
    assert list(told) == [kind.name for kind in retention.retention_rules()]
    assert told["expired files"] == told["sessions of recruiters"] == 1
    purge(said.append)
    assert said[-1].startswith("1 expired files, 2 conversations without agreement")


def test_a_file_s_time_is_counted_from_the_agreement_and_the_last_change_of_the_registration(database, at):
    """So say the notice and the bot: an answer, a question or a visit do not prolong it."""

    def until():
        with database.session_scope() as session:
            return candidates.find(session, "c1").expires_at

    at(TODAY)
    with database.session_scope() as session:
        candidates.open_registration(session, "c1", channel="web", notice_version="1")
    agreed = until()
    at(timedelta(days=10))
    with database.session_scope() as session:
        candidates.open_registration(session, "c1", channel="web", notice_version="1")
        note = notes.store_answer(session, "c1", QUESTION, "Je reformule.", [], rubric_version="1")
        session.flush()
        assert note_document(note)["expires_at"] == dossier_document(note.candidate)["expires_at"]
        conversations.append_out_of_band(session, "c1", ASIDE, text="Bonjour")
    assert until() == agreed
    with database.session_scope() as session:
        candidates.set_field(session, "c1", "first_name", "Lucie")
    assert until() - agreed == timedelta(days=10)


def test_operators_read_the_times_that_hold():
    guide = (places.HOME / "docs" / "exploiter" / "conserver.md").read_text(encoding="utf-8")
    told = re.findall(r"(?m)^\| `([^`|]+)` \| [^|]+ \| ([^|]+) \|$", guide)
    assert told == [(kind.name, _in_french(kind.longest)) for kind in retention.retention_rules()]


def _in_french(time):
    units = {"hour": "heure", "day": "jour", "month": "mois"}
    number, _, unit = time.partition(" ")
    if not number.isdecimal():
        return {"the exchange": "l'échange"}[time]
    word = units[unit.rstrip("s")]
    return f"{number} {word}" if number == "1" or word == "mois" else f"{number} {word}s"


@pytest.mark.parametrize(("variable", "given"), [
    ("BOT_RETENTION_MONTHS", "99"), ("BOT_RETENTION_MONTHS", "0"), ("BOT_AUDIT_MONTHS", "99"), ("BOT_AUDIT_MONTHS", "1"),
])  # fmt: skip
def test_no_setting_keeps_longer_than_announced(monkeypatch, variable, given):
    monkeypatch.setenv(variable, given)
    with pytest.raises(OperatingError, match=variable):
        retention.retention_rules()


@pytest.mark.parametrize(("age", "is_kept"), [(timedelta(days=100), True), (timedelta(days=200), False)])
def test_a_shorter_period_holds_for_open_dossiers_too(store, at, monkeypatch, age, is_kept):
    with store.session_scope() as session:
        candidates.open_registration(session, "file", channel="web", notice_version="1")
    monkeypatch.setenv("BOT_RETENTION_MONTHS", "6")
    at(age)
    with store.session_scope() as session:
        assert candidates.erase_expired(session) == (not is_kept)
    with store.session_scope() as session:
        kept = candidates.find(session, "file")
        assert not is_kept or timedelta(days=81) < kept.expires_at - clock.now() < timedelta(days=84)


def test_a_date_that_the_period_allows_is_kept_however_old_the_last_change(store):
    """A value that is given again moves the date, and is no change."""
    with store.session_scope() as session:
        candidate = candidates.open_registration(session, "file", channel="web", notice_version="1")
        candidate.changed_at = clock.now() - timedelta(days=800)
    with store.session_scope() as session:
        assert candidates.erase_expired(session) == 0
