"""Another structure's people, by every route that there is; what a session is worth once it, or its right, has ended."""

import re

import pytest
from recruiting_samples import ADMINISTRATOR, LOGIN, PASSWORD, act, acts, csrf_of, sign_in, stored
from sqlalchemy import select

from bot.records.accounts import recruiters, structures
from bot.records.files import candidates
from bot.records.models import Candidate, HumanRequest, Recruiter, RecruiterSession, Structure
from bot.records.store.copies import describe
from bot.recruiting.app import app

FIGEAC = {"commune": "Figeac", "insee": "46102", "departement": "46"}  # 30 km around Saint-Brieuc do not reach it
SAINT_BRIEUC = {"commune": "Saint-Brieuc", "insee": "22278", "departement": "22"}
ROUTES = [
    (method.upper(), path, what) for path, methods in app.openapi()["paths"].items() for method, what in methods.items()
]
OF_SOMEBODY = [route for route in ROUTES if "{candidate_id}" in route[1] or "{request_id}" in route[1]]
OUTSIDE = ("/connexion", "/invitation", "/session/reste")  # the last says how long a session lasts, of none as well
BEHIND_THE_DOOR = [route for route in ROUTES if not route[1].startswith(OUTSIDE)]
FORMS = [route for route in BEHIND_THE_DOOR if route[0] == "POST"]


def set_up(database, town, *, name="La structure", login=LOGIN):
    """Makes a structure and lets an account belong to it alone; returns the structure's id."""
    with database.session_scope() as session:
        account = recruiters.find(session, login)
        for each in structures.list_for_account(session, account.id):
            structures.leave(session, account, each)
        made = structures.create(session, name=name, town=town)
        structures.join(session, account, made)
        return made.id


def one_of(schema):
    """A value that a parameter takes: where it is an id it is nobody's."""
    if named := schema.get("$ref", "").rpartition("/")[2]:
        return one_of(app.openapi()["components"]["schemas"][named])
    if choices := re.fullmatch(r"\^\((\w+)\|.*\)\$", schema.get("pattern", "")):
        return choices[1]
    if "enum" in schema:
        return schema["enum"][0]
    return {"integer": "1", "number": "1", "boolean": "true"}.get(schema.get("type"), "0" * 32)


def filled(path, what, ids):
    """The address of a route: with these ids, and others that fit."""
    for parameter in what.get("parameters", []):
        if parameter["in"] == "path":
            name = parameter["name"]
            path = path.replace(f"{{{name}}}", ids.get(name) or one_of(parameter["schema"]))
    assert "{" not in path
    return f"/recrutement{path}"


def form_of(what):
    """What a route's form must hold, of whatever kind."""
    content = what.get("requestBody", {}).get("content", {})
    name = next((kind["schema"].get("$ref", "").rpartition("/")[2] for kind in content.values()), "")
    schema = app.openapi().get("components", {}).get("schemas", {}).get(name, {})
    return {field: one_of(schema["properties"][field]) for field in schema.get("required", [])}


def rows(database):
    """What is stored of the person and their request, and how many rows there are of everything."""
    with database.session_scope() as session:
        person, asked = session.scalar(select(Candidate)), session.scalar(select(HumanRequest))
        stored = {column.key: getattr(row, column.key) for row in (person, asked) for column in row.__table__.columns}
        return stored, describe(session.connection())


@pytest.fixture
def ids(noted, request_id):
    """Of somebody whom a note is about, and of their request."""
    return {"candidate_id": noted, "request_id": str(request_id)}


@pytest.mark.parametrize("administers", [False, True])
def test_somebody_of_another_structure_is_nowhere(database, browser, recruiter_id, ids, administers):
    set_up(database, FIGEAC)
    with database.session_scope() as session:
        recruiters.set_administrator(session, recruiters.find(session, LOGIN), administers=administers)
    sign_in(browser)
    csrf, before, faults = csrf_of(browser.get("/recrutement/compte")), rows(database), []
    for method, path, what in OF_SOMEBODY:
        fields = {**form_of(what), "csrf": csrf, "text": "Bonjour", "confirmation": "effacer"}
        given = fields if method == "POST" else None
        answer = browser.request(method, filled(path, what, ids), data=given)
        # Some acts are for who administers alone, whoever they are about.
        is_refused = answer.status_code == 404 or (answer.status_code == 403 and not administers)
        if not is_refused or "Zoé" in answer.text or rows(database) != before:
            faults.append((method, path, answer.status_code))
    assert faults == []


def test_there_are_routes_of_somebody_to_walk():
    assert {path for _, path, _ in OF_SOMEBODY} >= {
        "/candidats/{candidate_id}", "/candidats/{candidate_id}/dossier.json", "/demandes/{request_id}/ecrire",
    }  # fmt: skip


def test_the_same_routes_show_somebody_whose_mobility_covers_the_town(database, browser, recruiter_id, ids):
    """Or the test above would pass whatever the pages do."""
    set_up(database, SAINT_BRIEUC)
    with database.session_scope() as session:  # some pages are for who administers alone
        recruiters.set_administrator(session, recruiters.find(session, LOGIN), administers=True)
    sign_in(browser)
    gets = [(path, what) for method, path, what in OF_SOMEBODY if method == "GET"]
    got = {path: browser.get(filled(path, what, ids)).status_code for path, what in gets}
    assert got["/candidats/{candidate_id}"] == got["/candidats/{candidate_id}/imprimer"] == 200
    assert [path for path, status in got.items() if status >= 400 and path.count("{") == 1] == []


def test_lists_and_exports_hold_nobody_of_another_structure(database, browser, recruiter_id, candidate_id, request_id):
    set_up(database, FIGEAC)
    sign_in(browser)
    with database.session_scope() as session:
        candidates.confirm(session, "c1")
    for path in ("/", "/demandes", "/candidats.csv", "/candidats/formulaire.csv"):
        answer = browser.get(f"/recrutement{path}")
        assert answer.status_code == 200
        assert "Hostile" not in answer.text and "Zoé" not in answer.text
    assert browser.get(f"/recrutement/imprimer?ids={candidate_id}").status_code == 404


def test_who_left_a_structure_sees_nobody_at_once_and_is_told_whom_to_ask(
    database, reader, administrator, recruiter_id, candidate_id
):
    assert reader.get(f"/recrutement/candidats/{candidate_id}").status_code == 200
    with database.session_scope() as session:
        structures.leave(session, recruiters.find(session, LOGIN), structures.nationwide(session))
    for path in ("/", f"/candidats/{candidate_id}", "/demandes"):
        page = reader.get(f"/recrutement{path}")
        assert page.status_code == 403
        assert "Hostile" not in page.text
        assert "Vous n&#39;êtes encore dans aucune structure" in page.text or "aucune structure</h1>" in page.text
        assert "Dominique Gestion" in page.text
    assert act(reader, "/recherche", recherche="Zoé").status_code == 403


def test_what_somebody_held_waits_for_colleagues_when_they_leave(database, reader, request_id):
    act(reader, f"/demandes/{request_id}/prendre")
    with database.session_scope() as session:
        assert session.get_one(HumanRequest, request_id).taken_by is not None
        structures.leave(session, recruiters.find(session, LOGIN), structures.nationwide(session))
    with database.session_scope() as session:
        assert session.get_one(HumanRequest, request_id).taken_by is None


def test_one_goes_to_another_structure_and_sees_whom_it_sees(database, browser, recruiter_id, candidate_id):
    here = set_up(database, SAINT_BRIEUC, name="Ici")
    with database.session_scope() as session:
        there = structures.create(session, name="Là-bas", town=FIGEAC)
        structures.join(session, recruiters.find(session, LOGIN), there)
    sign_in(browser)
    assert "Hostile" in browser.get("/recrutement/").text
    assert act(browser, "/structure", structure=there.id).status_code == 303
    assert "Hostile" not in browser.get("/recrutement/").text
    assert browser.get(f"/recrutement/candidats/{candidate_id}").status_code == 404
    act(browser, "/structure", structure=here)
    assert "Hostile" in browser.get("/recrutement/").text


@pytest.mark.parametrize("where", ["", "0" * 32, "autre"])
def test_nobody_goes_to_a_structure_to_which_they_do_not_belong(database, reader, recruiter_id, where):
    with database.session_scope() as session:
        elsewhere = structures.create(session, name="Ailleurs", town=None).id
    before = stored(database, RecruiterSession.structure_id)
    assert act(reader, "/structure", structure=elsewhere if where == "autre" else where).status_code == 403
    assert stored(database, RecruiterSession.structure_id) == before


def test_who_administers_may_be_at_none_and_sees_everybody(database, administrator, candidate_id):
    assert act(administrator, "/structure", structure="").status_code == 303
    assert "Hostile" in administrator.get("/recrutement/").text
    assert 'value="" selected>Toute la France, administration' in administrator.get("/recrutement/").text


def test_a_closed_structure_is_left_by_all(database, reader, candidate_id):
    with database.session_scope() as session:
        structures.close(session, structures.nationwide(session))
    assert reader.get(f"/recrutement/candidats/{candidate_id}").status_code == 403


def test_nobody_comes_behind_the_door_without_signing_in(database, browser, ids):
    before, faults = rows(database), []
    for method, path, what in BEHIND_THE_DOOR:
        given = {**form_of(what), "csrf": "x"} if method == "POST" else None
        answer = browser.request(method, filled(path, what, ids), data=given)
        is_led_back = answer.status_code == 303 and answer.headers["location"] == "/recrutement/connexion"
        if not is_led_back or rows(database) != before:
            faults.append((method, path, answer.status_code))
    assert faults == []


def test_no_form_is_taken_without_the_token_of_the_session(database, administrator, reader, recruiter_id, ids):
    anothers, before, faults = csrf_of(reader.get("/recrutement/compte")), rows(database), []
    for _, path, what in FORMS:
        address = filled(path, what, {**ids, "recruiter_id": recruiter_id})
        for token in ({}, *({"csrf": csrf} for csrf in ("", "x", "é", anothers))):
            answer = administrator.post(address, data={**form_of(what), "text": "a", "recherche": "a", **token})
            if answer.status_code != 403 or "Formulaire périmé" not in answer.text:
                faults.append((path, token, answer.status_code))
        if rows(database) != before:
            faults.append(path)
    assert faults == []


def test_more_fields_in_a_form_change_nothing(database, reader, recruiter_id):
    more = {"administers": "true", "administre": "oui", "role": "administrateur", "recruiter_id": "x"}
    new = "cinq tasses bleues au mur"
    for path, own in (
        ("/compte/mot-de-passe", {"ancien": PASSWORD, "nouveau": new, "encore": new}),
        ("/structure", {"structure": "0" * 32}),
        ("/recherche", {"recherche": "a"}),
    ):
        more |= {"structure_id": "x", "name": "Autre", "login": "autre@exemple.fr", "disabled": "true"}
        act(reader, path, **own, **more)
    with database.session_scope() as session:
        account = session.get_one(Recruiter, recruiter_id)
        assert (account.administers, account.login, account.name) == (False, LOGIN, "Camille Lecture")


def test_who_does_not_administer_does_nothing_to_structures_and_accounts(database, reader, administrator):
    with database.session_scope() as session:
        other, place = recruiters.find(session, ADMINISTRATOR).id, structures.nationwide(session).id
    before = acts(database)
    known = {"recruiter_id": other, "structure_id": place, "invitation_id": place}
    got = {}
    for path, what in [(path, what) for _, path, what in FORMS if path.startswith("/structures")]:
        address = filled(path, what, known).removeprefix("/recrutement")
        got[path] = act(reader, address, **{**form_of(what), "structure": place}).status_code
    assert len(got) >= 10 and set(got.values()) == {403}, got
    assert (acts(database), len(stored(database, Structure))) == (before, 1)


@pytest.mark.parametrize("path", ["/structures", "/structures/{id}"])
def test_who_does_not_administer_does_not_see_structures_and_accounts(database, reader, path):
    with database.session_scope() as session:
        path = path.format(id=structures.nationwide(session).id)
    assert reader.get(f"/recrutement{path}").status_code == 404
    assert "/recrutement/structures" not in reader.get("/recrutement/").text
