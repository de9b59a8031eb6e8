"""The administrators' pages: structures, their towns, members and roles."""

import html
import re

import pytest
from recruiting_samples import ADMINISTRATOR, LOGIN, PASSWORD, act, sign_in
from sqlalchemy import select

from bot.records import recruiters, structures
from bot.records.models import AuditEntry, Structure
from bot.recruiting.structure_pages import NO_NAME, TAKEN
from bot.towns import NOT_FOUND

PAGE = "/recrutement/structures"


def town_of(database, name):
    with database.session_scope() as session:
        found = structures.find(session, name)
        return found and (found.town or {}).get("insee", "F")


def alert(page):
    found = re.search(r'role="alert"[^>]*>([^<]+)<', page.text)
    return html.unescape(found[1]) if found else None


@pytest.mark.parametrize(
    ("written", "insee"),
    [("Figeac", "46102"), ("saint denis, 93", "93066"), ("Saint-Denis 974", "97411"), ("", "F"), ("  ", "F")],
)
def test_a_structure_is_made_where_its_town_says(database, administrator, written, insee):
    answer = act(administrator, "/structures", nom="  La   Maison ", commune=written)
    assert answer.status_code == 303
    assert town_of(database, "La Maison") == insee
    assert "Membres" in administrator.get(answer.headers["location"]).text
    assert "La Maison" in administrator.get(PAGE).text


def test_homonyms_are_asked_about_never_chosen(database, administrator):
    page = act(administrator, "/structures", nom="La Maison", commune="Saint-Denis")
    assert page.status_code == 409
    offered = dict(re.findall(r'name="insee" value="(\w+)">([^<]+)<', page.text))
    assert offered["93066"] == "Saint-Denis (Seine-Saint-Denis, 93)"
    assert len(offered) >= 4
    assert town_of(database, "La Maison") is None
    answer = act(administrator, "/structures", nom="La Maison", commune="Saint-Denis", insee="11339")
    assert answer.status_code == 303
    assert town_of(database, "La Maison") == "11339"


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"nom": " \x00", "commune": "Figeac"}, NO_NAME),
        ({"nom": "A", "commune": "Xyzville"}, NOT_FOUND),
        ({"nom": "A", "commune": "Bruxelles"}, NOT_FOUND),
        ({"nom": "A", "commune": "Xyzville", "insee": "00000"}, NOT_FOUND),
        ({"nom": structures.NATIONWIDE.upper(), "commune": ""}, TAKEN),
    ],
)
def test_what_is_not_taken_is_said_and_nothing_is_lost(database, administrator, form, says):
    page = act(administrator, "/structures", **form)
    assert (page.status_code, alert(page)) == (400, says)
    assert f'value="{form["commune"]}"' in page.text
    with database.session_scope() as session:
        assert len(session.scalars(select(Structure)).all()) == 1


def test_the_list_says_town_members_and_state(database, administrator, recruiter_id):
    with database.session_scope() as session:
        structures.create(session, name="Vide", town={"commune": "Figeac", "insee": "46102", "departement": "46"})
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.unescape(administrator.get(PAGE).text)))
    assert "Vide Figeac (Lot, 46) aucun ouverte" in words
    assert f"{structures.NATIONWIDE} toute la France 2 ouverte" in words


@pytest.fixture
def place(database, recruiter_id):
    with database.session_scope() as session:
        return structures.nationwide(session).id


def test_it_is_closed_and_opened_again(database, administrator, reader, place):
    act(administrator, f"/structures/{place}/fermer")
    assert reader.get("/recrutement/").status_code == 403
    assert "fermée le" in administrator.get(PAGE).text
    act(administrator, f"/structures/{place}/rouvrir")
    assert reader.get("/recrutement/").status_code == 200


def on(administrator, recruiter_id, what, **data):
    return act(administrator, f"/structures/comptes/{recruiter_id}/{what}", **data)


def test_a_member_is_removed_and_comes_back_by_an_invitation_alone(administrator, reader, recruiter_id, place):
    answer = on(administrator, recruiter_id, "retirer", structure=place)
    assert answer.headers["location"] == f"{PAGE}/{place}?fait=compte"
    assert reader.get("/recrutement/").status_code == 403
    assert LOGIN in administrator.get(PAGE).text.partition("Comptes sans structure")[2]


def test_the_role_is_given_and_taken(administrator, reader, recruiter_id):
    assert reader.get(PAGE).status_code == 404
    on(administrator, recruiter_id, "administrer", administre="oui")
    assert reader.get(PAGE).status_code == 200
    on(administrator, recruiter_id, "administrer", administre="non")
    assert reader.get(PAGE).status_code == 404


def test_an_account_is_closed_at_once_and_opened_again(administrator, reader, new_browser, recruiter_id):
    on(administrator, recruiter_id, "fermer")
    assert reader.get("/recrutement/").status_code == 303
    assert sign_in(new_browser()).status_code == 401
    on(administrator, recruiter_id, "rouvrir")
    assert sign_in(new_browser()).status_code == 303


@pytest.mark.parametrize(("what", "data"), [("fermer", {}), ("administrer", {"administre": "non"})])
def test_nobody_closes_or_demotes_themselves(database, administrator, what, data):
    with database.session_scope() as session:
        mine = recruiters.find(session, ADMINISTRATOR).id
    assert on(administrator, mine, what, **data).status_code == 400
    assert administrator.get(PAGE).status_code == 200


@pytest.mark.parametrize("what", ["fermer", "rouvrir", "retirer", "second-facteur"])
def test_an_account_that_is_not_there_is_no_page(administrator, place, what):
    assert on(administrator, "0" * 32, what, structure=place).status_code == 404


def test_who_administers_joins_a_structure_that_they_made(database, administrator):
    location = act(administrator, "/structures", nom="La Maison", commune="Figeac").headers["location"]
    path = location.removeprefix("/recrutement").partition("?")[0]
    assert act(administrator, f"{path}/rejoindre").status_code == 303
    assert "La Maison</option>" in administrator.get("/recrutement/").text


def test_what_they_do_is_in_the_audit_log(database, administrator, recruiter_id, place):
    act(administrator, "/structures", nom="La Maison", commune="Figeac")
    act(administrator, f"/structures/{place}/fermer")
    on(administrator, recruiter_id, "retirer", structure=place)
    on(administrator, recruiter_id, "administrer", administre="oui")
    on(administrator, recruiter_id, "fermer")
    with database.session_scope() as session:
        actor = recruiters.actor_of(recruiters.find(session, ADMINISTRATOR).id)
        acts = [row.act for row in session.scalars(select(AuditEntry).order_by(AuditEntry.id)) if row.actor == actor]
    assert acts == [
        "signed_in", "structure_created", "structure_closed", "left_structure", "account_administers", "account_closed",
    ]  # fmt: skip


def test_who_has_no_structure_reads_whom_to_ask(database, new_browser, administrator):
    with database.session_scope() as session:
        account = recruiters.create(session, login="seule@exemple.fr", name="Seule", password=PASSWORD)
        structures.leave(session, account, structures.nationwide(session))
    alone = new_browser()
    sign_in(alone, "seule@exemple.fr")
    page = alone.get("/recrutement/")
    assert page.status_code == 403
    assert "Dominique Gestion" in page.text
    assert f"mailto:{ADMINISTRATOR}" in page.text
    assert act(alone, "/deconnexion").status_code == 303
