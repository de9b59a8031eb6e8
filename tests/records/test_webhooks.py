"""Webhook events: recipients, transactional recording, single delivery."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.base import clock
from bot.records.accounts import api_tokens, recruiter_sessions, recruiters, structures, webhook_deliveries, webhooks
from bot.records.desk import application_status, candidate_pages
from bot.records.files import candidates, disputed_quotes, erasure, notes, retention
from bot.records.handoffs import handoffs
from bot.records.models import ApiToken, DisabledReason, Status, WebhookDelivery, WebhookEndpoint

FIGEAC = {"commune": "Figeac", "insee": "46102", "departement": "46"}
BREST = {"commune": "Brest", "insee": "29019", "departement": "29"}
NEAR = {"kind": "radius", "km": 30, "places": []}
QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")


@pytest.fixture
def hooks(store):
    """Endpoints for all events of structures at Figeac, at Brest and nationwide."""
    with store.session_scope() as session:
        made = {}
        for name, town in (("Figeac", FIGEAC), ("Brest", BREST), ("France", None)):
            place = structures.create(session, name=name, town=town)
            who = recruiters.create(
                session, login=f"{name}@exemple.fr", name=name, password="une phrase de passe", structure=place
            )
            hook = webhooks.add(session, place.id, url="https://exemple.fr/", events=list(webhooks.Event), recruiter_id=who.id, actor="x")  # fmt: skip
            made[name] = (place.id, hook.id, who.id)
        return made


def register(store, conversation_id="c1", town=FIGEAC, *, confirmed=True):
    with store.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
        for name, value in (("first_name", "Zoé"), ("town", town), ("mobility", NEAR)):
            candidates.set_field(session, conversation_id, name, value)
        if confirmed:
            candidates.confirm(session, conversation_id)
        return candidates.find(session, conversation_id).id


def told(store, hooks):
    """Pending deliveries as (structure, event, subject)."""
    names = {hook_id: name for name, (_, hook_id, _) in hooks.items()}
    with store.session_scope() as session:
        rows = session.scalars(select(WebhookDelivery).where(WebhookDelivery.next_try_at.is_not(None)))
        return sorted((names[row.endpoint_id], row.event, row.subject) for row in rows)


def arrive(store):
    """Mark all pending deliveries as sent."""
    with store.session_scope() as session:
        for row in session.scalars(select(WebhookDelivery).where(WebhookDelivery.next_try_at.is_not(None))).all():
            webhook_deliveries.record_result(session, row.id, status=204)


def test_who_sees_a_candidate_is_told_of_them_once_confirmed(store, hooks):
    register(store, "draft", confirmed=False)
    assert told(store, hooks) == [], "what is still being written is nobody's business"
    who = register(store)
    assert told(store, hooks) == [("Figeac", "candidate.registered", who), ("France", "candidate.registered", who)]


def test_changes_within_a_minute_are_one_and_later_ones_another(store, hooks):
    who = register(store)
    arrive(store)
    with store.session_scope() as session:
        candidates.set_field(session, "c1", "email", "zoe@exemple.fr")
        note = notes.store_answer(session, "c1", QUESTION, "Je reformule.", [], rubric_version="1")
        notes.add_comment(session, note, "J'étais pressée.")
    assert told(store, hooks) == [("Figeac", "candidate.updated", who), ("France", "candidate.updated", who)]
    arrive(store)
    with store.session_scope() as session:
        notes.withdraw(session, candidates.find(session, "c1").notes[0])
    assert len(told(store, hooks)) == 2


def test_a_contested_highlight_is_told_to_programs_and_makes_no_file_new_to_read(store, hooks):
    evidence = [{"quote": "Je reformule", "indicator": "patience.reformule_autrement", "start": 0, "end": 12, "part": "answer", "polarity": "positive"}]  # fmt: skip
    who = register(store)
    with store.session_scope() as session:
        notes.store_answer(session, "c1", QUESTION, "Je reformule.", evidence, rubric_version="1")
    arrive(store)
    with store.session_scope() as session:
        candidate = candidates.find(session, "c1")
        changed, updated = candidate.changed_at, candidate.updated_at
        assert disputed_quotes.contest(session, candidate.notes[0], evidence[0])
    with store.session_scope() as session:
        candidate = candidates.find(session, "c1")
        assert candidate.changed_at == changed and candidate.updated_at > updated
    assert told(store, hooks) == [("Figeac", "candidate.updated", who), ("France", "candidate.updated", who)]


def test_a_change_while_a_delivery_is_under_way_is_told_again(store, hooks):
    register(store)
    with store.session_scope() as session:
        assert len(webhook_deliveries.claim(session, clock.now(), 8)) == 2
    with store.session_scope() as session:
        candidates.set_field(session, "c1", "email", "zoe@exemple.fr")
    assert [event for _, event, _ in told(store, hooks)].count("candidate.updated") == 2


def test_what_is_rolled_back_was_never_told(store, hooks):
    register(store, confirmed=False)
    with pytest.raises(RuntimeError), store.session_scope() as session:
        candidates.confirm(session, "c1")
        raise RuntimeError
    assert told(store, hooks) == []


def test_of_a_file_that_is_erased_the_id_is_told_and_nothing_else_waits(store, hooks):
    who = register(store)
    receipt = erasure.erase(store, "c1", actor="candidate")
    assert receipt.is_verified
    assert told(store, hooks) == [("Figeac", "candidate.erased", who), ("France", "candidate.erased", who)]
    arrive(store)
    with store.session_scope() as session:
        assert {row.subject for row in session.scalars(select(WebhookDelivery))} == {None}


def test_a_structure_whose_program_read_a_file_is_told_when_it_goes_wherever_it_is_now(store, hooks):
    who = register(store)
    place_id, _, recruiter_id = hooks["Figeac"]
    with store.session_scope() as session:
        _, token = api_tokens.create(session, place_id, name="T", decides=False, months=1, recruiter_id=recruiter_id, actor="x")  # fmt: skip
        api_tokens.record_accesses(session, api_tokens.find(session, token), [who], "read_candidate")
    with store.session_scope() as session:
        candidates.set_field(session, "c1", "town", BREST)
    arrive(store)
    with store.session_scope() as session:
        candidates.erase(session, "c1")
    assert [name for name, _, _ in told(store, hooks)] == ["Brest", "Figeac", "France"]


def test_a_file_whose_time_is_over_is_told_as_erased(store, hooks):
    who = register(store)
    arrive(store)
    with store.session_scope() as session:
        candidates.find(session, "c1").expires_at = clock.now() - timedelta(days=1)
    with store.session_scope() as session:
        retention.purge(session)
    assert ("Figeac", "candidate.erased", who) in told(store, hooks)


def test_a_request_is_told_to_who_sees_it(store, hooks):
    register(store)
    arrive(store)
    with store.session_scope() as session:
        for conversation_id in ("c1", "unknown"):
            handoffs.open_handoff(session, conversation_id, channel="web")
    assert [(name, event) for name, event, _ in told(store, hooks)] == [
        ("Figeac", "request.created"), ("France", "request.created"), ("France", "request.created"),
    ]  # fmt: skip


def test_a_status_is_told_to_its_structure_alone(store, hooks):
    who = register(store)
    arrive(store)
    place_id, _, recruiter_id = hooks["Figeac"]
    with store.session_scope() as session:
        me = recruiter_sessions.RecruiterUser(recruiter_id, "R", "x", False, place_id)
        application_status.change_status(session, me, who, seen=Status.NEW, to=Status.INTERESTED, told=True)
    assert told(store, hooks) == [("Figeac", "status.changed", who)]


def test_an_event_that_was_not_chosen_a_suspended_webhook_and_a_closed_structure_are_told_nothing(store, hooks):
    with store.session_scope() as session:
        session.get(WebhookEndpoint, hooks["Figeac"][1]).events = ["candidate.erased"]
        webhooks.disable(session, session.get(WebhookEndpoint, hooks["Brest"][1]), DisabledReason.PERSON, actor="x")
        structures.close(session, structures.find(session, "France"))
    register(store)
    assert told(store, hooks) == []


def test_no_two_processes_deliver_the_same(store, hooks):
    for number in range(6):
        register(store, f"c{number}")
    claimed, barrier = [], threading.Barrier(4)

    def work():
        barrier.wait()
        for _ in range(10):
            with store.session_scope() as session:
                claimed.extend(one.id for one in webhook_deliveries.claim(session, clock.now(), 8))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(claimed) == len(set(claimed)) == 12


def test_one_webhook_with_much_to_tell_leaves_room_for_the_others(store, hooks):
    with store.session_scope() as session:
        now = clock.now()
        for _ in range(20):
            session.add(WebhookDelivery(endpoint_id=hooks["Figeac"][1], event=webhooks.PING, at=now, next_try_at=now))
        webhooks.ping(session, session.get(WebhookEndpoint, hooks["Brest"][1]))
    with store.session_scope() as session:
        claimed = webhook_deliveries.claim(session, clock.now(), 8)
    assert len(claimed) == 3


def test_what_is_over_is_forgotten(store, hooks):
    register(store)
    arrive(store)
    with store.session_scope() as session:
        place_id, _, recruiter_id = hooks["Figeac"]
        row, _ = api_tokens.create(session, place_id, name="T", decides=False, months=1, recruiter_id=recruiter_id, actor="x")  # fmt: skip
        row.expires_at = clock.now() - api_tokens.RETENTION - timedelta(days=1)
        for delivery in session.scalars(select(WebhookDelivery)):
            delivery.sent_at = clock.now() - timedelta(days=webhook_deliveries.RETENTION_DAYS + 1)
    with store.session_scope() as session:
        retention.purge(session)
    with store.session_scope() as session:
        assert session.scalars(select(ApiToken)).all() == session.scalars(select(WebhookDelivery)).all() == []


def test_pages_of_candidates_go_on_where_they_ended(store, hooks):
    ids = [register(store, f"c{number}") for number in range(5)]
    program = api_tokens.ApiClient("t", "T", hooks["Figeac"][0], "Figeac", False, clock.now())
    found, cursor = [], None
    with store.session_scope() as session:
        while True:
            page = candidate_pages.list_page(session, program, candidate_pages.Filters(), cursor=cursor, most=2)
            found += [row.candidate.id for row in page.rows]
            if (cursor := page.following) is None:
                break
    assert found == ids
