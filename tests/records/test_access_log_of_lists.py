"""A list is a reading of those whom its structure sees, and of nobody else."""

from bot.records.accounts import recruiter_sessions, recruiters, structures
from bot.records.desk import access_log
from bot.records.files import candidates
from bot.records.store import audit

FIGEAC = {"commune": "Figeac", "insee": "46102", "departement": "46"}
BREST = {"commune": "Brest", "insee": "29019", "departement": "29"}


def test_a_list_is_told_to_those_who_stand_in_it(store):
    with store.session_scope() as session:
        candidate = candidates.open_registration(session, "c1", channel="web", notice_version="v")
        candidate.town, candidate.mobility = FIGEAC, {"kind": "none", "km": None, "places": []}
        places = [structures.create(session, name=town["commune"], town=town) for town in (FIGEAC, BREST)]
        account = recruiters.create(session, login="a@exemple.fr", name="Anne", password="une phrase de passe")
        for place in places:
            audit.record(
                session, actor=recruiter_sessions.actor_of(account.id), act="listed_candidates", subject=place.id
            )
    with store.session_scope() as session:
        told = access_log.list_accesses(session, candidates.find(session, "c1"))
    assert [(reading.kind, reading.structure) for reading in told] == [(access_log.AccessKind.LISTED, "Figeac")]
