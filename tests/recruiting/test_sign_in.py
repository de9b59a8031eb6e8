"""Signing in and out of the recruiters' pages."""

import re
from datetime import timedelta

import pytest
from recruiting_samples import LOGIN, PASSWORD, act, csrf_of, sign_in, stored
from sqlalchemy import select

from bot.base import metrics
from bot.content.sentences import sentence
from bot.records.models import RecruiterSession
from bot.recruiting.dossiers.remembered_search import SEARCH_COOKIE
from bot.recruiting.sign_in.authentication import retry_message

FORM = "/recrutement/connexion"


def test_signing_in_leads_to_the_list(browser, recruiter_id):
    answer = sign_in(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/recrutement/")
    page = browser.get("/recrutement/")
    assert page.status_code == 200
    assert "Camille Lecture" in page.text


def test_cookies_are_for_these_pages_alone_and_out_of_reach_of_scripts(browser, recruiter_id):
    form = browser.get(FORM)
    answer = sign_in(browser)
    given = [*form.headers.get_list("set-cookie"), *answer.headers.get_list("set-cookie")]
    # The form's, the session's; taken back: the form's, and words that somebody searched for before.
    assert len(given) == 4
    for cookie in given:
        for attribute in ("HttpOnly", "SameSite=lax", "Path=/recrutement"):
            assert attribute in cookie
    assert "Secure" in answer.headers.get_list("set-cookie")[0]


def test_cookies_work_over_plain_http_on_ones_own_machine(browser, recruiter_id):
    browser.base_url = "http://testserver"
    assert "Secure" not in browser.get(FORM).headers["set-cookie"]
    assert sign_in(browser).status_code == 303
    assert browser.get("/recrutement/").status_code == 200


@pytest.mark.parametrize(("login", "password"), [(LOGIN, "autre chose"), ("inconnu@exemple.fr", PASSWORD)])
def test_an_unknown_login_and_a_wrong_password_get_the_same_answer(browser, recruiter_id, login, password):
    answer = sign_in(browser, login, password)
    assert answer.status_code == 401
    assert re.search(r'role="alert"[^>]*>([^<]+)<', answer.text)[1] == sentence("sign_in.wrong_credentials")
    assert password not in answer.text
    assert browser.get("/recrutement/").status_code == 303


@pytest.mark.parametrize("login", [LOGIN, "inconnu@exemple.fr"])
def test_after_failures_the_page_says_how_long_to_wait_known_login_or_not(browser, recruiter_id, login):
    failed = metrics.sign_in_failures.labels("too_soon")._value.get()
    for _ in range(2):
        assert sign_in(browser, login, "autre chose").status_code == 401
    later = sign_in(browser, login, PASSWORD)
    assert (later.status_code, later.headers["retry-after"]) == (429, "1")
    assert "Trop d&#39;essais : réessayez dans 1 seconde." in later.text
    assert retry_message(8) == "Trop d'essais : réessayez dans 8 secondes."
    assert metrics.sign_in_failures.labels("too_soon")._value.get() == failed + 1


@pytest.mark.parametrize("csrf", ["", "x", "é"])
def test_a_sign_in_form_from_elsewhere_is_refused(browser, recruiter_id, csrf):
    browser.get(FORM)
    answer = browser.post(FORM, data={"login": LOGIN, "password": PASSWORD, "csrf": csrf})
    assert answer.status_code == 403
    assert sentence("sign_in.stale_form") in answer.text.replace("&#39;", "'")


def test_a_sign_in_form_without_its_cookie_is_refused(browser, recruiter_id):
    csrf = csrf_of(browser.get(FORM))
    browser.cookies.clear()
    assert browser.post(FORM, data={"login": LOGIN, "password": PASSWORD, "csrf": csrf}).status_code == 403


def test_a_hostile_login_is_escaped(browser, recruiter_id):
    assert "<script>" not in sign_in(browser, '"><script>', "x").text


def test_somebody_signed_in_needs_no_form(reader):
    assert reader.get(FORM).headers["location"] == "/recrutement/"


def signs_out(reader, database):
    act(reader, "/deconnexion")


def is_left_idle(reader, database, where="/recrutement/"):
    with database.session_scope() as session:
        session.scalars(select(RecruiterSession)).one().last_seen_at -= timedelta(days=1)
    reader.get(where)


def is_left_idle_and_comes_to_the_form(reader, database):
    is_left_idle(reader, database, FORM)


def ends_it_from_its_list(reader, database):
    page = reader.get("/recrutement/compte")
    path = re.search(r'action="(/recrutement/compte/sessions/\w+/terminer)"', page.text)[1]
    reader.get(reader.post(path, data={"csrf": csrf_of(page)}).headers["location"])


@pytest.mark.parametrize("ends", [signs_out, is_left_idle, is_left_idle_and_comes_to_the_form, ends_it_from_its_list])
def test_words_that_were_searched_for_go_with_the_session(database, reader, ends):
    act(reader, "/recherche", recherche="Zoé Hostile")
    assert reader.cookies.get(SEARCH_COOKIE)
    ends(reader, database)
    assert reader.cookies.get(SEARCH_COOKIE) is None


def test_signing_in_anew_replaces_the_session(database, reader):
    first = reader.cookies["recrutement_session"]
    browser_form = csrf_of(_form_of_somebody_signed_in(reader))
    reader.post(FORM, data={"login": LOGIN, "password": PASSWORD, "csrf": browser_form})
    assert reader.cookies["recrutement_session"] != first
    assert len(stored(database, RecruiterSession)) == 1


def _form_of_somebody_signed_in(reader):
    """A form that was opened in another tab before signing in."""
    token = reader.cookies["recrutement_session"]
    reader.cookies.delete("recrutement_session")
    form = reader.get(FORM)
    reader.cookies.set("recrutement_session", token, domain="testserver.local", path="/recrutement")
    return form
