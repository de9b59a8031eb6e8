"""The administrators' pages: structures, their towns, members and roles."""

import html
import re
from types import SimpleNamespace

import pytest
from recruiting_samples import ADMINISTRATOR, LOGIN, PASSWORD, act, acts, alert, sign_in, stored
from sqlalchemy import select

from bot.content.sentences import sentence
from bot.records.accounts import api_tokens, recruiter_sessions, recruiters, structures
from bot.records.models import ApiToken, Recruiter, Structure
from bot.words.towns import NOT_FOUND

PAGE = "/recrutement/structures"


def town_of(database, name):
    with database.session_scope() as session:
        found = structures.find(session, name)
        return found and (found.town or {}).get("insee", "F")


@pytest.mark.parametrize(
    ("where", "insee"),
    [
        ({"commune": "Figeac"}, "46102"), ({"commune": "saint denis, 93"}, "93066"), ({"commune": "Saint-Denis 974"}, "97411"),
        ({"commune": "", "partout": "oui"}, "F"), ({"commune": " \u200b", "partout": "oui"}, "F"),
    ],
)  # fmt: skip
def test_a_structure_is_made_where_its_town_says(database, administrator, where, insee):
    answer = act(administrator, "/structures", nom="  La   Mai\u202eson ", **where)
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
        ({"nom": " \x00", "commune": "Figeac"}, sentence("structures.no_name")),
        ({"nom": "A", "commune": "Xyzville"}, NOT_FOUND),
        ({"nom": "A", "commune": "Bruxelles"}, NOT_FOUND),
        ({"nom": "A", "commune": "Xyzville", "insee": "00000"}, NOT_FOUND),
        ({"nom": structures.NATIONWIDE.upper(), "commune": "", "partout": "oui"}, sentence("structures.name_taken")),
        ({"nom": f"\u200b{structures.NATIONWIDE}", "commune": "", "partout": "oui"}, sentence("structures.name_taken")),
        ({"nom": "A", "commune": ""}, sentence("structures.no_town")),
        ({"nom": "A", "commune": " \u00a0"}, sentence("structures.no_town")),
        ({"nom": "A", "commune": "Figeac", "partout": "oui"}, sentence("structures.town_and_nationwide")),
    ],
)
def test_what_is_not_taken_is_said_and_nothing_is_lost(database, administrator, form, says):
    page = act(administrator, "/structures", **form)
    assert (page.status_code, alert(page)) == (400, says)
    assert f'value="{form["commune"].strip()}"' in page.text
    assert ('type="checkbox" value="oui" checked' in page.text) == ("partout" in form)
    assert len(stored(database, Structure)) == 1


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


def test_it_is_renamed_and_its_members_are_told_the_new_name_at_once(database, administrator):
    path = act(administrator, "/structures", nom="La Maison", commune="Figeac").headers["location"].partition("?")[0]
    path = path.removeprefix("/recrutement")
    act(administrator, f"{path}/rejoindre")
    answer = act(administrator, f"{path}/nom", nom="  La Maison\u202e de  Figeac ")
    assert "a changé de nom" in administrator.get(answer.headers["location"]).text
    assert "La Maison de Figeac</option>" in administrator.get("/recrutement/").text
    assert act(administrator, f"{path}/nom", nom="La Maison de Figeac").status_code == 303, "as it is called already"
    with database.session_scope() as session:
        renamed = structures.find(session, "la maison de figeac").id
    assert [subject for _, act, subject in acts(database) if act == "structure_renamed"] == [renamed]


@pytest.mark.parametrize(
    ("name", "says"),
    [(" \u200b", sentence("structures.no_name")), (structures.NATIONWIDE.lower(), sentence("structures.name_taken"))],
)
def test_a_new_name_that_is_not_taken_is_told_and_stays_in_the_form(database, administrator, name, says):
    path = act(administrator, "/structures", nom="La Maison", commune="Figeac").headers["location"].partition("?")[0]
    page = act(administrator, f"{path.removeprefix('/recrutement')}/nom", nom=name)
    assert (page.status_code, alert(page)) == (400, says)
    shown = name.strip(" \u200b")
    assert f'value="{shown}"' in page.text
    with database.session_scope() as session:
        assert structures.find(session, "La Maison") is not None


def test_the_one_that_accounts_without_a_structure_enter_keeps_its_name(database, administrator, place):
    assert "Renommer" not in administrator.get(f"{PAGE}/{place}").text
    page = act(administrator, f"/structures/{place}/nom", nom="Autre")
    assert (page.status_code, alert(page)) == (400, sentence("structures.reserved_name"))
    with database.session_scope() as session:
        assert structures.nationwide(session).id == place


def test_it_is_closed_and_opened_again(database, administrator, reader, place):
    act(administrator, f"/structures/{place}/fermer", confirme="oui")
    assert reader.get("/recrutement/").status_code == 403
    assert "fermée le" in administrator.get(PAGE).text
    act(administrator, f"/structures/{place}/rouvrir")
    assert reader.get("/recrutement/").status_code == 200


def on(administrator, recruiter_id, what, **data):
    return act(administrator, f"/structures/comptes/{recruiter_id}/{what}", **{"confirme": "oui", **data})


def test_a_member_is_removed_and_comes_back_by_an_invitation_alone(administrator, reader, recruiter_id, place):
    answer = on(administrator, recruiter_id, "retirer", structure=place)
    assert answer.headers["location"] == f"{PAGE}/{place}?fait=retirer&compte={recruiter_id}"
    assert reader.get("/recrutement/").status_code == 403
    assert LOGIN in administrator.get(PAGE).text.partition("Comptes sans structure")[2]


def test_the_role_is_given_and_taken(administrator, reader, recruiter_id):
    assert reader.get(PAGE).status_code == 404
    on(administrator, recruiter_id, "administrer", administre="oui")
    assert reader.get(PAGE).status_code == 200
    on(administrator, recruiter_id, "administrer", administre="non")
    assert reader.get(PAGE).status_code == 404


FACTOR = "la double authentification de {}"
ACTS = {
    "retirer": ("Retirer {} de la structure Équipe nationale ?", "{} ne fait plus partie de la structure."),
    "administrer": ("Laisser {} administrer ?", "{} administre désormais les structures et les comptes."),
    "fermer": ("Fermer le compte de {} ?", "Le compte de {} est fermé."),
    "second-facteur": (f"Réinitialiser {FACTOR} ?", f"{FACTOR.capitalize()} est réinitialisée"),
}


def as_it_is(database, recruiter_id):
    with database.session_scope() as session:
        account = session.get(Recruiter, recruiter_id)
        places = [one.id for one in structures.list_for_account(session, recruiter_id)]
        return account.administers, account.disabled, places


@pytest.mark.parametrize("what", ACTS)
def test_an_act_names_the_person_before_and_after_and_does_nothing_unconfirmed(
    database, administrator, recruiter_id, place, what
):
    asks, told = (said.format("Camille Lecture") for said in ACTS[what])
    before = as_it_is(database, recruiter_id)
    given = {"structure": place} | ({"administre": "oui"} if what == "administrer" else {})
    for confirmed in ("", "non"):
        page = on(administrator, recruiter_id, what, confirme=confirmed, **given)
        assert page.status_code == 200
        assert asks in re.search("<h1>(.*?)</h1>", page.text)[1]
        assert as_it_is(database, recruiter_id) == before
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
    assert fields.pop("csrf")
    done = on(administrator, recruiter_id, what, **fields)
    assert done.status_code == 303
    assert told in administrator.get(done.headers["location"]).text
    assert what == "second-facteur" or as_it_is(database, recruiter_id) != before


def test_a_structure_is_closed_once_it_was_read_who_is_cut_off(administrator, reader, place):
    page = act(administrator, f"/structures/{place}/fermer")
    assert page.status_code == 200
    assert "Camille Lecture" in page.text and "Plus personne" in page.text
    assert reader.get("/recrutement/").status_code == 200


def test_an_account_is_closed_at_once_and_opened_again(administrator, reader, new_browser, recruiter_id):
    on(administrator, recruiter_id, "fermer")
    assert reader.get("/recrutement/").status_code == 303
    assert sign_in(new_browser()).status_code == 401
    on(administrator, recruiter_id, "rouvrir")
    assert sign_in(new_browser()).status_code == 303


@pytest.fixture
def tokens(database, recruiter_id, place):
    """Two tokens that the recruiter made, here and elsewhere, and one of who administers."""
    with database.session_scope() as session:
        there, boss = structures.create(session, name="Ailleurs", town=None).id, recruiters.find(session, ADMINISTRATOR)
        made = {}
        for name, where, who in (("Ici", place, recruiter_id), ("Là", there, recruiter_id), ("Autre", place, boss.id)):
            row, _ = api_tokens.create(session, where, name=name, decides=False, months=1, recruiter_id=who, actor="x")
            made[name] = row.id
        return SimpleNamespace(ids=made, place=place)


def live(database):
    return set(stored(database, select(ApiToken.name).where(ApiToken.revoked_at.is_(None))))


def confirm(administrator, page, recruiter_id, what, **data):
    """Sends the form of a page that asks about tokens, as it came."""
    ticked = re.findall(r'name="jeton" type="checkbox" value="(\w+)" checked', page.text)
    shown = re.findall(r'name="montre" value="(\w+)"', page.text)
    return on(administrator, recruiter_id, what, **{"jeton": ticked, "montre": shown, **data})


LEAVING = {"retirer": ({"Ici"}, {"Là", "Autre"}), "fermer": ({"Ici", "Là"}, {"Autre"})}


def asked_about(page):
    return set(re.findall(r'checked> <label for="jeton-\w+">(\w+) ', page.text))


@pytest.mark.parametrize("what", LEAVING)
def test_who_leaves_leaves_no_token_behind_unless_that_is_said(database, administrator, recruiter_id, tokens, what):
    asked, left = LEAVING[what]
    page = on(administrator, recruiter_id, what, structure=tokens.place)
    assert (page.status_code, asked_about(page)) == (200, asked)
    assert live(database) == set(tokens.ids), "nothing is done before it was read"
    with database.session_scope() as session:
        assert not session.get(Recruiter, recruiter_id).disabled and structures.list_for_account(session, recruiter_id)
    assert confirm(administrator, page, recruiter_id, what, structure=tokens.place).status_code == 303
    assert live(database) == left
    with database.session_scope() as session:
        account = session.get(Recruiter, recruiter_id)
        assert account.disabled if what == "fermer" else not structures.list_for_account(session, recruiter_id)
    revoked = {subject for _, act, subject in acts(database) if act == "token_revoked"}
    assert revoked == {tokens.ids[name] for name in asked}


def test_a_token_that_is_not_ticked_goes_on_and_one_made_meanwhile_is_asked_about(
    database, administrator, recruiter_id, tokens
):
    place = tokens.place
    page = on(administrator, recruiter_id, "fermer", structure=place)
    with database.session_scope() as session:
        api_tokens.create(session, place, name="Tard", decides=True, months=1, recruiter_id=recruiter_id, actor="x")
    again = confirm(administrator, page, recruiter_id, "fermer", jeton=[tokens.ids["Là"]], structure=place)
    assert again.status_code == 200 and "Tard" in again.text
    assert asked_about(again) == {"Là", "Tard"}
    assert confirm(administrator, again, recruiter_id, "fermer").status_code == 303
    assert live(database) == {"Ici", "Autre"}


def test_nobody_elses_token_is_revoked_by_the_way(database, administrator, recruiter_id, tokens):
    ids = list(tokens.ids.values())
    given = {"montre": ids, "jeton": ids, "structure": tokens.place}
    assert on(administrator, recruiter_id, "retirer", **given).status_code == 303
    assert live(database) == {"Là", "Autre"}


@pytest.mark.parametrize(("what", "data"), [("fermer", {}), ("administrer", {"administre": "non"})])
def test_nobody_closes_or_demotes_themselves(database, administrator, what, data):
    with database.session_scope() as session:
        mine = recruiters.find(session, ADMINISTRATOR).id
    assert on(administrator, mine, what, **data).status_code == 400
    assert administrator.get(PAGE).status_code == 200


@pytest.mark.parametrize("what", ["fermer", "rouvrir", "retirer", "second-facteur"])
def test_an_account_that_is_not_there_is_no_page(administrator, place, what):
    assert on(administrator, "0" * 32, what, structure=place).status_code == 404


def test_what_they_do_is_in_the_audit_log(database, administrator, recruiter_id, place):
    act(administrator, "/structures", nom="La Maison", commune="Figeac")
    act(administrator, f"/structures/{place}/fermer", confirme="oui")
    on(administrator, recruiter_id, "retirer", structure=place)
    on(administrator, recruiter_id, "administrer", administre="oui")
    on(administrator, recruiter_id, "fermer")
    with database.session_scope() as session:
        me = recruiter_sessions.actor_of(recruiters.find(session, ADMINISTRATOR).id)
    assert [act for actor, act, _ in acts(database) if actor == me] == [
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
