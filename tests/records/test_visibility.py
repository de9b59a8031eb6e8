"""Whose mobility covers a structure's town, and who may see what."""

import pytest

from bot.base import geography
from bot.records.accounts import recruiter_sessions, recruiters, structures
from bot.records.desk import visibility
from bot.records.files import candidates
from bot.records.handoffs import handoffs
from bot.records.models import Candidate, CandidateReach

FIGEAC = {"commune": "Figeac", "insee": "46102", "departement": "46"}
CAHORS = {"commune": "Cahors", "insee": "46042", "departement": "46"}  # 50 km from Figeac as the crow flies
SAINT_DENIS = {"commune": "Saint-Denis", "insee": "97411", "departement": "974"}
PARIS = {"commune": "Paris", "insee": "75056", "departement": "75"}


def mobility(kind, km=None, places=(), **more):
    return {"kind": kind, "km": km, "places": list(places), **more}


def register(session, conversation_id, town, reach):
    candidate = candidates.open_registration(session, conversation_id, channel="web", notice_version="v")
    candidate.town, candidate.mobility = town, reach
    return candidate


@pytest.mark.parametrize(
    ("town", "reach", "seen_from"),
    [
        (FIGEAC, mobility("none"), {"Figeac"}),
        (FIGEAC, mobility("radius", 40), {"Figeac"}),
        (FIGEAC, mobility("radius", 60), {"Figeac", "Cahors"}),
        (FIGEAC, mobility("radius", minutes=45), {"Figeac"}),
        (FIGEAC, mobility("radius", 10, ["Cahors"]), {"Cahors"}),
        (FIGEAC, mobility("radius", 0, ["Figeac", "Cahors"]), {"Figeac", "Cahors"}),
        (PARIS, mobility("departement", places=["Lot"]), {"Figeac", "Cahors"}),
        (FIGEAC, mobility("departement"), {"Figeac", "Cahors"}),
        (PARIS, mobility("region", places=["Occitanie", "La Réunion"]), {"Figeac", "Cahors", "Saint-Denis"}),
        (PARIS, mobility("region"), {"Paris"}),
        (PARIS, mobility("national"), {"Figeac", "Cahors", "Saint-Denis", "Paris"}),
        (None, mobility("radius", 30), set()),
        (FIGEAC, None, set()),
        (SAINT_DENIS, mobility("radius", 50), {"Saint-Denis"}),
    ],
)
def test_a_mobility_covers_towns(database, town, reach, seen_from):
    with database.session_scope() as session:
        register(session, "c1", town, reach)
        places = {
            place["commune"]: structures.create(session, name=place["commune"], town=place)
            for place in (FIGEAC, CAHORS, SAINT_DENIS, PARIS)
        }
        session.flush()
        seen = {
            name
            for name, place in places.items()
            if session.query(Candidate).where(visibility.visible_candidates_filter(session, at(place))).count()
        }
    assert seen == seen_from


def test_somebody_of_any_departement_and_region_is_kept(store):
    longest = {}
    for commune in sorted(geography.communes().values(), key=lambda commune: len(commune.name)):
        longest[commune.departement, commune.region] = commune
    with store.session_scope() as session:
        for number, commune in enumerate(longest.values()):
            town = {"commune": commune.name, "insee": commune.insee, "departement": commune.departement}
            register(session, f"c{number}", town, mobility("region"))
    with store.session_scope() as session:
        kept = {(one.departement, one.region) for one in session.query(Candidate)}
    assert kept == set(longest)
    assert ("988", "988") in kept


def at(structure, *, administers=False):
    return recruiter_sessions.RecruiterUser("r", "R", "x", administers, structure.id if structure else None)


def test_homonyms_are_the_nearest_to_home_else_the_largest(database):
    """There are two Saint-Denis of size: near Paris and on La Réunion."""
    with database.session_scope() as session:
        near = register(session, "near", PARIS, mobility("radius", 0, ["Saint-Denis"]))
        far = register(session, "far", None, mobility("radius", 0, ["Saint-Denis"]))
        session.flush()
        assert [row.area for row in near.reach] == ["C93066"]
        assert [row.area for row in far.reach] == [f"C{geography.by_name()['Saint-Denis'][0].insee}"]


def test_what_is_said_anew_takes_the_place_of_what_was_said(database):
    with database.session_scope() as session:
        register(session, "c1", FIGEAC, mobility("region"))
    with database.session_scope() as session:
        candidates.set_field(session, "c1", "mobility", mobility("national"))
        candidates.set_field(session, "c1", "availability", {"date": "2027-01-04"})
    with database.session_scope() as session:
        assert [row.area for row in session.query(CandidateReach)] == ["F"]
        candidate = candidates.find(session, "c1")
        assert (candidate.departement, candidate.region) == ("46", "76")
        assert candidate.available_from.isoformat() == "2027-01-04"
        candidates.erase(session, "c1")
    with database.session_scope() as session:
        assert session.query(CandidateReach).count() == 0


def test_who_is_at_no_structure_sees_nobody_unless_they_administer(database):
    with database.session_scope() as session:
        candidate = register(session, "c1", FIGEAC, mobility("none"))
        session.flush()
        assert visibility.find_candidate(session, at(None), candidate.id) is None
        assert visibility.find_candidate(session, at(None, administers=True), candidate.id) is candidate


def test_a_closed_structure_sees_nobody(database):
    with database.session_scope() as session:
        candidate = register(session, "c1", FIGEAC, mobility("none"))
        structure = structures.create(session, name="Figeac", town=FIGEAC)
        assert visibility.find_candidate(session, at(structure), candidate.id) is candidate
        structures.close(session, structure)
        assert visibility.find_candidate(session, at(structure), candidate.id) is None


def test_requests_of_people_who_are_not_registered_are_for_all_of_france(database):
    with database.session_scope() as session:
        register(session, "here", FIGEAC, mobility("none"))
        for conversation_id in ("here", "unknown"):
            handoffs.open_handoff(session, conversation_id, channel="web")
        session.flush()
        town = structures.create(session, name="Figeac", town=FIGEAC)
        nation = structures.nationwide(session)
        seen = {
            structure.name: [
                number for number in (1, 2) if visibility.find_handoff(session, at(structure), number) is not None
            ]
            for structure in (town, nation)
        }
    assert seen == {"Figeac": [1], "Équipe nationale": [1, 2]}


def test_a_session_ends_to_be_at_a_structure_when_the_account_leaves_it(database):
    with database.session_scope() as session:
        town = structures.create(session, name="Figeac", town=FIGEAC)
        account = recruiters.create(
            session, login="a@exemple.fr", name="A", password="une phrase de passe", structure=town
        )
        token = recruiter_sessions.open_session(session, account.id)
        assert recruiter_sessions.find_session(session, token).structure == "Figeac"
        with pytest.raises(LookupError):
            recruiter_sessions.switch_structure(session, token, structures.nationwide(session).id)
        structures.leave(session, account, town)
        session.expire_all()
        assert recruiter_sessions.find_session(session, token).structure_id is None
