"""Invitations by link: once, within a week, for a structure and a role; and what a stranger learns, which is nothing."""

import re
from datetime import timedelta

import pytest
from desk_people import FIGEAC
from recruiting_samples import ADMINISTRATOR, LOGIN, PASSWORD, act, acts, alert, csrf_of, sign_in, stored
from sqlalchemy import select

from bot.base import clock
from bot.content.sentences import sentence
from bot.records.accounts import recruiters, structures
from bot.records.models import Invitation, Recruiter

NEW, PHRASE = "nouvelle@exemple.fr", "cinq tasses bleues au mur"


@pytest.fixture
def structure_id(database):
    with database.session_scope() as session:
        return structures.create(session, name="Association <b>du Lot</b>", town=FIGEAC).id


@pytest.fixture
def invite(administrator, structure_id):
    """Makes an invitation as who administers does; returns the path of its link."""

    def made(role="recruteur"):
        page = act(administrator, f"/structures/{structure_id}/invitations", role=role)
        assert page.status_code == 200
        return re.search(r'value="https?://[^/"]+(/recrutement/invitation/[\w-]+)"', page.text)[1]

    return made


GIVEN = {"csrf": "x", "nom": "Sacha Nouvelle", "login": NEW, "password": PHRASE, "encore": PHRASE}


def join(browser, link, **more):
    return browser.post(link, data={**GIVEN, "csrf": csrf_of(browser.get(link)), **more})


def account(database, login=NEW):
    with database.session_scope() as session:
        found = recruiters.find(session, login)
        return found and (found.administers, [each.name for each in structures.list_for_account(session, found.id)])


@pytest.mark.parametrize(("role", "administers"), [("recruteur", False), ("administrateur", True)])
def test_a_link_makes_an_account_of_its_structure_and_role(database, browser, new_browser, invite, role, administers):
    link = invite(role)
    assert "Association &lt;b&gt;du Lot" in browser.get(link).text
    assert join(browser, link, administers="true", role="administrateur").headers["location"] == "/recrutement/"
    assert account(database) == (administers, ["Association <b>du Lot</b>"])
    assert "Association &lt;b&gt;du Lot" in browser.get("/recrutement/").text
    assert sign_in(new_browser(), NEW, PHRASE).status_code == 303


def test_its_link_is_shown_once_and_only_its_hash_is_stored(database, administrator, invite, structure_id):
    token = invite().rpartition("/")[2]
    assert token not in administrator.get(f"/recrutement/structures/{structure_id}").text
    assert token not in str([vars(row) for row in stored(database, Invitation)])
    assert token not in str(acts(database))


def expired(database, administrator, structure_id):
    with database.session_scope() as session:
        session.scalar(select(Invitation)).expires_at = clock.now() - timedelta(seconds=1)


def revoked(database, administrator, structure_id):
    page = administrator.get(f"/recrutement/structures/{structure_id}").text
    path = re.search(r'action="/recrutement(/structures/\w+/invitations/\w+/revoquer)"', page)[1]
    assert re.search(r"<button[^>]*>Révoquer<", page)
    assert "révoquée" in administrator.get(act(administrator, path).headers["location"]).text


def of_a_closed_structure(database, administrator, structure_id):
    act(administrator, f"/structures/{structure_id}/fermer", confirme="oui")


def of_who_was_dismissed(database, administrator, structure_id):
    with database.session_scope() as session:
        recruiters.disable(session, recruiters.find(session, ADMINISTRATOR))


def of_who_administers_no_more(database, administrator, structure_id):
    with database.session_scope() as session:
        recruiters.set_administrator(session, recruiters.find(session, ADMINISTRATOR), administers=False)


@pytest.mark.parametrize(
    "happens", [expired, revoked, of_a_closed_structure, of_who_was_dismissed, of_who_administers_no_more]
)
def test_a_link_that_is_over_opens_nothing(database, administrator, structure_id, invite, new_browser, happens):
    link, stranger, colleague = invite(), new_browser(), new_browser()
    with database.session_scope() as session:
        recruiters.create(session, login=LOGIN, name="Camille Lecture", password=PASSWORD)
    form = csrf_of(stranger.get(link))
    happens(database, administrator, structure_id)
    assert stranger.post(link, data={**GIVEN, "csrf": form}).status_code == 410
    sign_in(colleague)
    assert act(colleague, f"{link.removeprefix('/recrutement')}/rejoindre").status_code == 410
    assert account(database) is None
    assert account(database, LOGIN) == (False, [structures.NATIONWIDE])


def test_whoever_has_an_account_signs_in_and_joins(database, browser, recruiter_id, invite):
    link = invite("administrateur")
    assert browser.get(link).status_code == 200
    answer = sign_in(browser)
    assert answer.headers["location"] == link
    assert "Rejoindre, avec le compte de Camille Lecture" in browser.get(link).text
    assert account(database, LOGIN) == (False, [structures.NATIONWIDE])
    assert act(browser, f"{link.removeprefix('/recrutement')}/rejoindre").headers["location"] == "/recrutement/"
    assert account(database, LOGIN) == (True, ["Association <b>du Lot</b>", structures.NATIONWIDE])
    assert re.search(r'<option value="\w+" selected>Association', browser.get("/recrutement/").text)
    assert act(browser, f"{link.removeprefix('/recrutement')}/rejoindre").status_code == 410


def test_joining_takes_a_form_of_the_own_session(database, reader, invite):
    link = invite()
    assert reader.post(f"{link}/rejoindre", data={"csrf": "x"}).status_code == 403
    assert account(database, LOGIN)[1] == [structures.NATIONWIDE]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"nom": " \x00 "}, sentence("invitation.no_name")),
        ({"login": "nouvelle"}, sentence("invitation.no_login")),
        ({"login": "\x00@exemple.fr"}, sentence("invitation.no_login")),
        ({"password": "court", "encore": "court"}, "Le mot de passe est trop court"),
        ({"password": "nouvelle phrase ici", "encore": "nouvelle phrase ici"}, "Le mot de passe contient"),
        ({"encore": "autre chose"}, "Les deux mots de passe diffèrent"),
        ({"login": ADMINISTRATOR.upper()}, sentence("invitation.not_created")),
    ],
)
def test_what_is_not_taken_is_said_and_nothing_is_lost(database, browser, invite, given, says):
    link = invite()
    page = join(browser, link, **given)
    assert page.status_code == 400
    assert alert(page).startswith(says)
    if "nom" not in given:
        assert 'value="Sacha Nouvelle"' in page.text
    assert PHRASE not in page.text
    assert account(database) is None
    assert join(browser, link).status_code == 303


def test_who_tries_one_login_after_the_other_waits(database, browser, invite):
    link = invite()
    assert [join(browser, link, login=ADMINISTRATOR).status_code for _ in range(2)] == [400, 400]
    assert join(browser, link).status_code == 429  # whatever the login: nothing was looked up
    assert account(database) is None


@pytest.mark.parametrize("login", [LOGIN, "inconnu@exemple.fr"])
def test_a_stranger_learns_of_no_login(browser, recruiter_id, login):
    """Without a link that is good, the answer is the same, letter by letter, whoever is named."""
    link = f"/recrutement/invitation/{'a' * 43}"
    answer = browser.post(link, data={**GIVEN, "login": login})
    assert answer.status_code == 410
    assert login not in answer.text
    assert "Demandez-en une autre" in answer.text


def test_who_tries_links_waits_longer_and_longer_and_a_good_one_then_opens(browser, invite, new_browser):
    link = invite()
    for number in range(2):
        assert browser.get(f"/recrutement/invitation/{'a' * 42}{number}").status_code == 410
    later = browser.get(link)
    assert (later.status_code, later.headers["retry-after"]) == (429, "1")


@pytest.mark.parametrize("token", ["a", "a" * 200, "%00" * 20, "é" * 30, "' OR 1=1 --" * 3])
def test_what_is_no_link_is_no_page(browser, token):
    assert browser.get(f"/recrutement/invitation/{token}").status_code == 404


def test_a_forged_form_makes_no_account(database, browser, invite):
    link = invite()
    browser.get(link)
    assert browser.post(link, data=GIVEN).status_code == 403
    assert account(database) is None


def test_what_happens_is_in_the_audit_log_without_names(database, browser, invite):
    join(browser, invite())
    (made,), lines = stored(database, Invitation), acts(database)
    (account_id,) = stored(database, select(Recruiter.id).where(Recruiter.login == NEW))
    assert (f"recruiter:{made.made_by}", "invited", f"{made.id}/{made.structure_id}") in lines
    assert (f"invitation:{made.id}", "account_created", account_id) in lines
    assert (f"recruiter:{account_id}", "invitation_used", made.id) in lines
    assert NEW not in str(lines)
