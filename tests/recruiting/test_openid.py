"""Signing in at a real OpenID provider (`tests/install-openid-provider`), and what it opens: what its owner linked, nothing else."""

import html
import os
import re
import shutil
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
import pyotp
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc import jwk, jwt
from joserfc.errors import JoseError
from recruiting_samples import LOGIN, PASSWORD, act, alert, csrf_of, sign_in, stored
from starlette.middleware import Middleware

from bot.base import openid_settings
from bot.content.sentences import sentence
from bot.middleware.headers import ALLOW_EXTERNAL_REDIRECT, SecurityHeadersMiddleware
from bot.records.accounts import invitations, openid_identities, recruiters, second_factors, structures
from bot.records.models import OpenidIdentity
from bot.recruiting.app import app
from bot.recruiting.sign_in import flow_cookies, openid_client
from bot.tools.evaluation.servers import free_port
from tests.markers import starts
from tests.waiting import wait_until

HERE = Path(__file__).parent.parent / "openid_provider"
SITE = "https://testserver"
START, BACK = "/recrutement/connexion/openid", "/recrutement/connexion/openid/retour"
SIGN_IN, LINK = "/recrutement/connexion", "/recrutement/compte/openid"
NAME = "Ma structure"


class RunningProvider:
    """The provider, as a process of its own."""

    def __init__(self):
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        given = {
            "PORT": str(self.port), "CLIENT_ID": "bot", "CLIENT_SECRET": "a secret of the tests",
            "REDIRECT_URI": SITE + BACK, "EMAIL": LOGIN,
        }  # fmt: skip
        self.process = subprocess.Popen(
            [shutil.which("node"), "server.mjs"], cwd=HERE, env={**os.environ, **given},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(self._answers, 60, lambda: "the provider does not start: tests/install-openid-provider brings it")

    def _answers(self):
        try:
            return httpx.get(f"{self.issuer}/.well-known/openid-configuration").is_success
        except httpx.TransportError:
            return False

    def close(self):
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
@starts("server")
def running():
    made = RunningProvider()
    yield made
    made.close()


@pytest.fixture
def provider(running, monkeypatch):
    """The provider, as the environment names it."""
    monkeypatch.setenv("BOT_SITE", SITE)
    for name, value in {
        "ISSUER": running.issuer, "CLIENT_ID": "bot", "CLIENT_SECRET": "a secret of the tests", "NAME": NAME,
    }.items():  # fmt: skip
        monkeypatch.setenv(f"BOT_OIDC_{name}", value)
    return openid_settings.provider()


@pytest.fixture
def new_browser(database, provider):
    """Makes browsers of the pages behind their own headers, as in production."""
    site = FastAPI(middleware=[Middleware(SecurityHeadersMiddleware)])
    site.mount("/recrutement", app)
    with ExitStack() as opened:
        yield lambda: opened.enter_context(TestClient(site, base_url=SITE, follow_redirects=False))


def at_provider(url, who):
    """Signs in at the provider as a browser does; returns where it then sends the browser."""
    with httpx.Client() as there:
        answer = there.get(url)
        for _ in range(12):
            while answer.is_redirect:
                url = str(answer.url.join(answer.headers["location"]))
                if url.startswith(SITE):
                    return url
                answer = there.get(url)
            form = re.search(r'action="([^"]+)"', answer.text)[1]
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)[1]
            answer = there.post(form, data={"prompt": prompt, "login": who, "password": "x"})
    raise AssertionError("the provider never sends the browser back")


def go(browser, who):
    """Begins here, signs in there; returns the address to come back to."""
    return at_provider(browser.get(START).headers["location"], who)


def come_in(browser, who):
    return browser.get(go(browser, who))


def is_in(browser):
    return browser.get("/recrutement/compte").status_code == 200


@pytest.fixture
def linked(database, provider, recruiter_id):
    """Camille's account, linked to `camille` at the provider."""
    with database.session_scope() as session:
        assert openid_identities.link(session, recruiter_id, provider.issuer, "camille")
    return recruiter_id


def test_the_browser_is_sent_with_pkce_state_and_nonce_and_no_secret(browser, provider):
    answer = browser.get(START)
    assert ALLOW_EXTERNAL_REDIRECT not in answer.headers
    sent = parse_qs(urlsplit(answer.headers["location"]).query)
    assert answer.headers["location"].startswith(f"{provider.issuer}/auth?")
    assert sent["code_challenge_method"] == ["S256"]
    assert sent["redirect_uri"] == [SITE + BACK]
    assert sent["scope"] == ["openid"]
    assert all(len(sent[name][0]) >= 32 for name in ("state", "nonce", "code_challenge"))
    assert provider.client_secret not in answer.headers["location"]
    assert browser.get(START).headers["location"] != answer.headers["location"]


def test_a_linked_account_opens(browser, linked):
    assert f"Continuer avec {NAME}" in browser.get(SIGN_IN).text
    assert come_in(browser, "camille").headers["location"] == "/recrutement/"
    assert "Camille Lecture" in browser.get("/recrutement/").text


def test_an_e_mail_address_alone_opens_nothing_and_whom_to_ask_is_said(browser, recruiter_id):
    """The token says the address of Camille's account, verified; nobody linked it."""
    assert come_in(browser, "somebody").headers["location"] == SIGN_IN
    assert not is_in(browser)
    page = html.unescape(browser.get(SIGN_IN).text)
    assert "aucun compte d'ici n'y est relié" in page and "Demandez un lien d'invitation" in page
    assert LOGIN not in page


def test_one_is_linked_after_signing_in_once_with_the_password(database, browser, new_browser, recruiter_id, provider):
    come_in(browser, "camille")
    assert sign_in(browser).headers["location"] == LINK
    assert act(browser, "/compte/openid", password="autre chose").status_code == 401
    assert stored(database, OpenidIdentity) == []
    assert act(browser, "/compte/openid", password=PASSWORD).headers["location"] == "/recrutement/compte?fait=relie"
    assert come_in(new_browser(), "camille").headers["location"] == "/recrutement/"
    assert come_in(new_browser(), "foreign").headers["location"] == SIGN_IN


def test_it_is_linked_no_more(database, browser, new_browser, linked):
    come_in(browser, "camille")
    assert act(browser, "/compte/openid/delier").status_code == 303
    assert come_in(new_browser(), "camille").headers["location"] == SIGN_IN


def test_who_the_provider_knows_as_somebody_elses_is_not_linked(database, browser, linked):
    with database.session_scope() as session:
        recruiters.create(session, login="autre@exemple.fr", name="Autre", password=PASSWORD)
        recruiters.disable(session, recruiters.find(session, LOGIN))
    assert come_in(browser, "camille").headers["location"] == SIGN_IN  # the account is closed
    sign_in(browser, "autre@exemple.fr")
    page = act(browser, "/compte/openid", password=PASSWORD)
    assert (page.status_code, alert(page)) == (409, sentence("sign_in.identity_taken", name=NAME))


def test_somebody_else_at_the_same_computer_forgets_it(browser, recruiter_id):
    come_in(browser, "somebody")
    sign_in(browser)
    act(browser, "/compte/openid/oublier")
    assert browser.get(LINK).headers["location"] == "/recrutement/compte"


def test_one_is_linked_through_an_invitation(database, browser, new_browser, provider):
    with database.session_scope() as session:
        host = recruiters.create(session, login="g@exemple.fr", name="G", password=PASSWORD, administers=True)
        token = invitations.create(session, structures.nationwide(session), is_administrator=False, made_by=host.id)
    link = f"/recrutement/invitation/{token}"
    browser.get(link)
    assert come_in(browser, "sacha").headers["location"] == link
    given = {"nom": "Sacha", "login": "s@exemple.fr", "password": PASSWORD, "encore": PASSWORD, "relier": "oui"}
    assert browser.post(link, data={"csrf": csrf_of(browser.get(link)), **given}).headers["location"] == "/recrutement/"
    another = new_browser()
    come_in(another, "sacha")
    assert "Sacha" in another.get("/recrutement/").text


def test_the_code_of_the_second_factor_is_asked_for_all_the_same(database, browser, linked):
    with database.session_scope() as session:
        second_factors.enroll(session, linked)
        session.flush()
        secret = second_factors.secret_to_confirm(session, linked)
        assert second_factors.confirm(session, linked, pyotp.TOTP(secret).now())
    assert come_in(browser, "camille").headers["location"] == "/recrutement/connexion/code"
    assert not is_in(browser)


def refused(browser, url):
    page = browser.get(url)
    assert (page.status_code, alert(page)) == (400, sentence("sign_in.provider_failed", name=NAME))
    assert not is_in(browser)
    return True


def with_query(url, **more):
    parts = urlsplit(url)
    return parts._replace(query=urlencode({**dict(parse_qsl(parts.query)), **more})).geturl()


@pytest.mark.parametrize(
    "more",
    [{"state": "a" * 43}, {"state": ""}, {"code": "a"}, {"code": ""}, {"iss": "https://evil.example"}, {"state": "é"}],
)
def test_an_answer_that_was_changed_opens_nothing(browser, linked, more):
    assert refused(browser, with_query(go(browser, "camille"), **more))


def test_an_answer_serves_once(browser, linked):
    url = go(browser, "camille")
    assert browser.get(url).status_code == 303
    act(browser, "/deconnexion")
    assert refused(browser, url)


def test_an_answer_to_another_browser_opens_nothing(browser, new_browser, linked):
    """Whoever makes somebody open the address with which they came back themselves."""
    url, victim = go(browser, "camille"), new_browser()
    assert refused(victim, url)
    victim.get(START)
    assert refused(victim, url)


@pytest.fixture
def reasons(monkeypatch):
    """Why the client took no answer, one word of each."""
    said = []
    finish = openid_client.finish

    def heard(*args):
        try:
            return finish(*args)
        except openid_client.OpenidError as error:
            said.append(str(error))
            raise

    monkeypatch.setattr(openid_client, "finish", heard)
    return said


def test_a_code_of_another_browser_under_the_own_state_opens_nothing(browser, new_browser, linked, reasons):
    stolen, thief = dict(parse_qsl(urlsplit(go(browser, "camille")).query)), new_browser()
    own = go(thief, "foreign")
    assert refused(thief, with_query(own, code=stolen["code"]))
    assert reasons == ["OAuthError"]  # the provider compares the verifier


def test_a_token_of_another_nonce_opens_nothing(browser, linked, reasons):
    url = go(browser, "camille")
    cookie = browser.cookies[flow_cookies.OPENID_HANDSHAKE.name]
    carried = flow_cookies.OPENID_HANDSHAKE._signer().loads(cookie)
    changed = flow_cookies.OPENID_HANDSHAKE._signer().dumps({**carried, "nonce": "another"})
    browser.cookies.set(flow_cookies.OPENID_HANDSHAKE.name, changed, domain="testserver.local", path="/recrutement")
    assert refused(browser, url)
    assert reasons == ["InvalidClaimError"]


@pytest.mark.parametrize("key", ["of somebody else", "our own secret", "none"])
def test_a_token_that_the_provider_did_not_sign_is_not_taken(provider, key):
    now = int(time.time())
    claims = {
        "iss": provider.issuer, "aud": provider.client_id, "sub": "camille", "nonce": "n", "iat": now, "exp": now + 60,
    }  # fmt: skip
    if key == "of somebody else":
        token = jwt.encode({"alg": "RS256"}, claims, jwk.RSAKey.generate_key(2048))
    elif key == "our own secret":
        token = jwt.encode({"alg": "HS256"}, claims, jwk.OctKey.import_key(provider.client_secret.ljust(32)))
    else:
        token = jwt.encode({"alg": "RS256"}, claims, jwk.RSAKey.generate_key(2048)).rpartition(".")[0] + "."
    with pytest.raises((JoseError, ValueError)):
        openid_client._subject(provider, {"id_token": token}, "n")


def test_a_refusal_there_is_said_here(browser, linked):
    state = parse_qs(urlsplit(browser.get(START).headers["location"]).query)["state"][0]
    assert refused(browser, f"{BACK}?error=access_denied&state={state}")


def test_a_provider_that_is_away_is_said_and_the_password_still_opens(browser, recruiter_id, monkeypatch):
    monkeypatch.setenv("BOT_OIDC_ISSUER", f"http://127.0.0.1:{free_port()}")
    page = browser.get(START)
    assert page.status_code == 503
    assert alert(page).startswith(f"{NAME} ne répond pas")
    assert sign_in(browser).status_code == 303


def test_without_a_provider_there_is_no_way_to_one(browser, monkeypatch):
    monkeypatch.delenv("BOT_OIDC_ISSUER")
    assert browser.get(START).status_code == 404
    assert browser.get(BACK).status_code == 404
    assert "Continuer avec" not in browser.get(SIGN_IN).text
