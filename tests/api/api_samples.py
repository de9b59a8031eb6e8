"""People of two towns, the structures that see them, and programs with tokens."""

from bot.records.accounts import api_tokens, recruiter_sessions, recruiters, structures
from bot.records.desk import directory
from bot.records.files import candidates, notes

FIGEAC = {"commune": "Figeac", "insee": "46102", "departement": "46"}
BREST = {"commune": "Brest", "insee": "29019", "departement": "29"}
API = "/api/v1"
PATIENCE = notes.Question(
    "patience_cinquieme_fois", "2026-11.1", "patience", "Que faites-vous, et que lui dites-vous ?"
)
ANSWER = "Je demande à mon voisin Karim, puis je reformule."
MASKS = [{"kind": "person", "start": 24, "end": 29, "part": "answer"}]


def register(session, conversation_id, town, *, first="Zoé", last="Bérard", confirmed=True, reach=None):
    candidate = candidates.open_registration(session, conversation_id, channel="web", notice_version="2026-11")
    candidate.first_name, candidate.last_name, candidate.town = first, last, town
    candidate.mobility = reach or {"kind": "radius", "km": 30, "places": []}
    candidate.availability = {"date": "2027-01-04"}
    candidate.email, candidate.phone = "zoe.berard@exemple.fr", "+33639980001"
    directory.index_words(session, candidate)
    notes.store_answer(session, conversation_id, PATIENCE, ANSWER, [], rubric_version="2026-11.1", masks=MASKS)
    session.flush()
    if confirmed:
        candidates.confirm(session, conversation_id)
    return candidate.id


def account(session, structure, login="camille@exemple.fr"):
    return recruiters.create(
        session, login=login, name="Camille Lecture", password="une phrase assez longue", structure=structure
    ).id


def place(session, name, town):
    return structures.create(session, name=name, town=town)


def give_token(session, structure_id, recruiter_id, *, decides=False, months=1, name="Tableur"):
    row, token = api_tokens.create(
        session, structure_id, name=name, decides=decides, months=months, recruiter_id=recruiter_id,
        actor=recruiter_sessions.actor_of(recruiter_id),
    )  # fmt: skip
    return row.id, token


def bearer(token):
    return {"authorization": f"Bearer {token}"}
