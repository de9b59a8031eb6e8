"""Middleware of the pages: hosts, rate limits, body sizes, response headers."""

import asyncio
from datetime import datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from bot.base import clock, french, metrics, places
from bot.channels.gateway.rasa_client import RasaClient
from bot.channels.turn.turn_types import MAX_BODY_BYTES
from bot.channels.web import origins
from bot.channels.web.web_sessions import SessionTokens
from bot.content import campaign
from bot.content.sentences import section
from bot.middleware import rate_limits
from bot.middleware.body_limits import MAX_FORM_BYTES
from bot.middleware.client_ip import client_ip
from bot.middleware.error_responses import TOO_LONG, TOO_MANY_REQUESTS, UNKNOWN_HOST
from bot.middleware.headers import SECURE_HEADERS, same_site_location
from bot.middleware.hosts import is_trusted_host
from bot.middleware.security_txt import security_txt
from bot.operating.run import pages
from bot.records.store.database import Database
from tests.conversations.conftest import RedisServer
from tests.markers import starts

SITE = "https://bot.exemple.fr"
PAGE = {"accept": "text/html"}


@pytest.fixture(autouse=True)
def fresh(monkeypatch, tmp_path):
    """Rasa is away, nothing was counted yet, and the secret is this test's."""
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    away = RasaClient(["http://127.0.0.1:1"], seconds=5)
    monkeypatch.setattr(pages, "_rasa", lambda: away)
    for cached in (rate_limits.rate_limiter, rate_limits._session_tokens):
        cached.cache_clear()
    yield
    for cached in (rate_limits.rate_limiter, rate_limits._session_tokens):
        cached.cache_clear()


@pytest.fixture
def browse():
    """Makes browsers, each at an address of its own, of pages that run all the while."""
    with TestClient(pages.app) as running:

        def make(address="192.0.2.1", base_url="http://testserver"):
            made = TestClient(pages.app, base_url=base_url, client=(address, 4000), follow_redirects=False)
            made.portal = running.portal
            return made

        yield make


# --- names


@pytest.mark.parametrize("host", [
    "bot.exemple.fr", "BOT.exemple.fr:443", "bot.exemple.fr.", "127.0.0.1", "127.0.0.1:8000", "localhost:8000", "[::1]", "[::1]:8000",
    "127.8.8.8", "autre.exemple.fr", "[2001:db8::1]:8443",
])  # fmt: skip
def test_the_pages_answer_to_their_own_names(monkeypatch, host):
    monkeypatch.setenv("BOT_SITE", SITE)
    monkeypatch.setenv("BOT_HOSTS", "autre.exemple.fr, [2001:DB8::1]")
    assert is_trusted_host(host)


@pytest.mark.parametrize("host", [
    "", "pirate.example", "bot.exemple.fr.pirate.example", "pirate.example/bot.exemple.fr", "bot.exemple.fr@pirate.example", "bot.exemple.fr:x",
    "bot.exemple.fr/", "bot.exemple.fr\\@pirate.example", "[::1", "::1", "[::ffff:192.0.2.1]", "10.0.0.1", "127.0.0.1.pirate.example",
    "bot.exemple.fr, pirate.example", "*", "localhost.pirate.example", "[2001:db8::2]",
])  # fmt: skip
def test_and_to_no_other(monkeypatch, browse, host):
    monkeypatch.setenv("BOT_SITE", SITE)
    monkeypatch.setenv("BOT_HOSTS", "autre.exemple.fr")
    assert not is_trusted_host(host)
    response = browse().get("/", headers={"host": host, **PAGE})
    assert response.status_code == 400
    assert "Ce site ne répond pas sous ce nom." in response.text and "BOT_HOSTS" in response.text
    assert "location" not in response.headers


def test_two_names_are_none(browse):
    response = browse().get("/", headers=[("host", "testserver"), ("host", "127.0.0.1")])
    assert response.json() == {"error": "host", "message": UNKNOWN_HOST.sentence}


@pytest.mark.parametrize(("path", "leads_to"), [
    ("//x/%2e%2e", "/x/../"), ("//x/..%2f%2e%2e/", None), ("/recrutement", "/recrutement/"), ("/recrutement/demandes/", "/recrutement/demandes"),
    ("/\\pirate.example/%2e%2e", "/%5Cpirate.example/../"),
])  # fmt: skip
def test_redirects_stay_here(browse, path, leads_to):
    response = browse().get(f"http://testserver{path}")
    assert response.headers.get("location") == leads_to


@pytest.mark.parametrize(("location", "here"), [
    ("http://testserver/x?y=1#z", "/x?y=1#z"), ("/recrutement/", "/recrutement/"), ("//pirate.example/", "/"), ("http://h//pirate.example/", "/pirate.example/"),
    ("https://h/\\\\pirate.example", "/pirate.example"),
])  # fmt: skip
def test_no_redirect_leads_to_another_host(location, here):
    assert same_site_location(location) == here


# --- headers


@pytest.mark.parametrize(
    "path",
    ["/", "/nimporte", "/recrutement/rien", "/webhooks/web/messages", "/metrics", "/x?é", "/recrutement/connexion"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_every_answer_has_the_headers_and_speaks_of_https_only_on_https(browse, path, method):
    for scheme, hsts in (("https", "max-age=31536000"), ("http", None)):
        answer = browse(base_url=f"{scheme}://testserver").request(method, path)
        for name, value in SECURE_HEADERS.items():
            assert answer.headers[name] == value
        assert answer.headers.get("strict-transport-security") == hsts
        assert "server" not in answer.headers or "python" not in answer.headers["server"].lower()


def test_a_page_that_fails_says_so_kindly_and_leaves_no_words_in_the_log(browse, monkeypatch, caplog):
    def fail():
        raise ValueError("mot secret")

    monkeypatch.setattr(origins, "allowed_origins", fail)
    monkeypatch.setattr(pages, "_preflight", lambda _request: fail())
    answer = browse().options("/webhooks/web/session", headers=PAGE)
    assert answer.status_code == 500
    assert "Une erreur est survenue" in answer.text
    assert answer.headers["content-security-policy"] == SECURE_HEADERS["Content-Security-Policy"]
    assert "ValueError at " in caplog.text and "mot secret" not in caplog.text


# --- rates


def test_only_the_address_with_too_many_requests_is_limited(browse, monkeypatch):
    monkeypatch.setenv("BOT_REQUESTS_A_MINUTE", "3")
    counted = metrics.requests_refused.labels("address")._value.get()
    assert [browse().get("/icon.svg").status_code for _ in range(4)] == [200, 200, 200, 429]
    response = browse().get("/webhooks/web/messages")
    assert response.json() == {"error": "too_many", "message": TOO_MANY_REQUESTS.sentence}
    assert 1 <= int(response.headers["retry-after"]) <= 60
    for path in ("/", "/recrutement/connexion"):
        page = browse().get(path, headers=PAGE)
        assert page.status_code == 429 and "<h1>Un instant</h1>" in page.text and "retry-after" in page.headers
    assert "Espace des recruteurs" in page.text
    assert metrics.requests_refused.labels("address")._value.get() == counted + 4
    assert browse("192.0.2.2").get("/icon.svg").status_code == 200


def test_monitoring_requests_are_not_rate_limited(browse, monkeypatch):
    monkeypatch.setenv("BOT_REQUESTS_A_MINUTE", "1")
    assert {browse().get("/health").status_code for _ in range(5)} == {200}
    assert 429 not in {browse().get("/ready").status_code for _ in range(5)}


def test_a_refusal_is_read_on_the_sites_that_embed_the_widget(browse, monkeypatch):
    monkeypatch.setenv("BOT_REQUESTS_A_MINUTE", "1")
    monkeypatch.setattr(origins, "allowed_origins", lambda: frozenset({"https://www.exemple.fr"}))
    browse().get("/")
    for origin, allowed in (("https://www.exemple.fr", "https://www.exemple.fr"), ("https://autre.fr", None)):
        response = browse().get("/webhooks/web/messages", headers={"origin": origin})
        assert (response.status_code, response.headers.get("access-control-allow-origin")) == (429, allowed)


def test_a_session_that_asks_too_often_waits_wherever_it_comes_from(browse, monkeypatch):
    monkeypatch.setenv("BOT_MOST_A_MINUTE", "1")
    mine = {"authorization": "Bearer un-jeton"}
    responses = [browse(f"192.0.2.{number}").get("/webhooks/web/messages", headers=mine) for number in range(4)]
    assert [one.status_code for one in responses] == [503, 503, 503, 429]
    assert responses[-1].json()["message"] == section("errors")["too_many"]
    assert browse().get("/webhooks/web/messages", headers={"authorization": "Bearer un-autre"}).status_code == 503


def test_new_sessions_are_counted_by_address_and_known_ones_are_not(browse, monkeypatch):
    monkeypatch.setenv("BOT_NEW_SESSIONS_A_MINUTE", "2")
    bodies = [b"", b"{}", b'{"token": "faux"}', b'{"token": "\\ud800"}', b"[" * 50_000]
    responses = [browse().post("/webhooks/web/session", content=body) for body in bodies]
    assert [one.status_code for one in responses] == [503, 503, 429, 429, 429]
    assert responses[-1].json()["error"] == "too_many" and int(responses[-1].headers["retry-after"]) >= 1
    known = {"token": SessionTokens().issue("une-session")}
    assert browse().post("/webhooks/web/session", json=known).status_code == 503
    assert browse("192.0.2.2").post("/webhooks/web/session", json={}).status_code == 503


def test_a_known_session_that_is_opened_again_and_again_waits_too(browse, monkeypatch):
    """The conversation of a token may be erased: each opening would begin another."""
    monkeypatch.setenv("BOT_MOST_A_MINUTE", "1")
    known = {"token": SessionTokens().issue("une-session")}
    statuses = [
        browse(f"192.0.2.{number}").post("/webhooks/web/session", json=known).status_code for number in range(4)
    ]
    assert statuses == [503, 503, 503, 429]


@pytest.mark.parametrize(("host", "whose"), [
    ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
    ("2001:db8:1:3::", "2001:db8:1:3::/64"), ("unknown", "unknown"), ("", ""),
])  # fmt: skip
def test_a_household_has_one_address(host, whose):
    assert client_ip({"client": (host, 4000)}) == whose
    assert client_ip({"client": None}) == ""


def test_no_header_makes_another_address(browse, monkeypatch):
    """Proxies that may are uvicorn's to know."""
    monkeypatch.setenv("BOT_REQUESTS_A_MINUTE", "1")
    names = ("x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip", "true-client-ip")
    responses = [browse().get("/icon.svg", headers={name: f"198.51.100.{number}"}) for number, name in enumerate(names)]
    assert [one.status_code for one in responses] == [200, 429, 429, 429, 429]


@pytest.fixture
@starts("server")
def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


def test_hosts_count_together_in_redis_and_each_for_itself_while_it_is_away(redis, monkeypatch):
    monkeypatch.setattr(
        rate_limits, "_REDIS_TIMEOUT_SECONDS", 30.0
    )  # a machine that is busy is not a Redis that is away

    async def count() -> None:
        one, other = rate_limits.RateLimiter(redis.url), rate_limits.RateLimiter(redis.url)
        assert await one.hit(2, "address", "a") == 0
        assert await other.hit(2, "address", "a") == 0
        assert 1 <= await one.hit(2, "address", "a") <= 60
        assert await one.hit(2, "address", "b") == 0
        redis.stop()
        assert [await one.hit(2, "address", "a") > 0 for _ in range(3)] == [False, False, True]
        assert await other.hit(2, "address", "a") == 0
        redis.start()
        one._redis_down_until = other._redis_down_until = 0.0
        assert await one.hit(1, "address", "c") == 0
        assert await other.hit(1, "address", "c") >= 1

    asyncio.run(count())


# --- sizes


@pytest.mark.parametrize(("path", "most"), [
    ("/webhooks/web/messages", MAX_BODY_BYTES), ("/recrutement/connexion", MAX_FORM_BYTES), ("/recrutement/demandes/1/ecrire", MAX_FORM_BYTES),
    ("/webhooks/telegram/webhook", 1024 * 1024), ("/", MAX_BODY_BYTES), ("/nimporte", MAX_BODY_BYTES), ("/health", MAX_BODY_BYTES),
])  # fmt: skip
@pytest.mark.parametrize("is_told", [True, False])
def test_no_route_takes_a_long_body(browse, path, most, is_told):
    parts = [b"x" * 1024] * (most // 1024)
    form = {"content-type": "application/x-www-form-urlencoded", **PAGE}
    for extra, refused in ((b"", False), (b"x", True)):
        body = [*parts, extra]
        response = browse().post(path, content=b"".join(body) if is_told else iter(body), headers=form)
        assert (response.status_code == 413) is refused
    assert "Envoi trop long" in response.text or path.startswith("/webhooks/web")
    assert ("Espace des recruteurs" in response.text) is path.startswith("/recrutement")


def test_a_form_in_parts_is_refused_before_it_is_read(browse, monkeypatch):
    def spool(*_):
        raise AssertionError("a file was made")

    monkeypatch.setattr("starlette.formparsers.SpooledTemporaryFile", spool)
    for size in (1, MAX_FORM_BYTES - 1000, 3 * 1024 * 1024):
        response = browse().post("/recrutement/connexion", files={"login": ("x", b"x" * size)}, headers=PAGE)
        assert response.status_code in {413, 415}
        assert "<h1>Formulaire illisible</h1>" in response.text or TOO_LONG.title in response.text
    names = {"content-type": "multipart/form-data; boundary=x; charset=unicode_escape"}
    body = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800\r\n--x--\r\n'
    assert browse().post("/recrutement/connexion", content=body, headers=names).status_code == 415


@pytest.mark.parametrize("login", [b"%00", b"%ED%A0%80", b"\xff\xfe", b"%FF", b"\x00", b"%F0%9F%98"])
def test_a_form_of_half_characters_is_taken_kindly(browse, login, tmp_path):
    Database(places.database_url()).migrate()
    browser = browse()
    page = browser.get("/recrutement/connexion")
    csrf = page.text.partition('name="csrf" value="')[2].partition('"')[0].encode()
    body = b"csrf=" + csrf + b"&login=" + login + b"&password=" + login
    response = browser.post(
        "/recrutement/connexion", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert response.status_code == 401


# --- security.txt and addresses


def test_security_txt_names_the_publisher(browse, monkeypatch, tmp_path, filled_in):
    response = browse().get("/.well-known/security.txt")
    assert response.status_code == 404, "nobody is named yet"
    (tmp_path / "campaign.yml").write_text(filled_in, encoding="utf-8")
    monkeypatch.setenv("BOT_SITE", SITE)
    found = campaign.read_campaign(tmp_path / "campaign.yml")
    monkeypatch.setattr("bot.middleware.security_txt.campaign", lambda: found)
    response = browse().get("/.well-known/security.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert lines.pop("Expires").endswith("T00:00:00Z")
    assert lines == {
        "Contact": "mailto:nous@exemple.fr", "Preferred-Languages": "fr, en",
        "Canonical": f"{SITE}/.well-known/security.txt",
    }  # fmt: skip


@pytest.mark.parametrize("day", ["2026-11-28", "2031-02-28", "2040-12-31"])
def test_the_file_is_never_over_nor_good_for_more_than_a_year(monkeypatch, tmp_path, day):
    (tmp_path / "today").write_text(day, encoding="ascii")
    monkeypatch.setenv(clock.CLOCK_FILE_VARIABLE, str(tmp_path / "today"))
    found = campaign.campaign()
    named = found.model_copy(update={"publisher": found.publisher.model_copy(update={"contact": "nous@exemple.fr"})})
    expires = datetime.fromisoformat(security_txt(named).partition("Expires: ")[2].split()[0])
    assert timedelta() < expires - clock.now() < timedelta(days=365)


def test_the_contact_of_the_data_is_somebodys_once_they_are_named():
    found = campaign.campaign()
    assert security_txt(found) is None
    named = found.model_copy(
        update={
            "controller": found.controller.model_copy(
                update={"name": "l'association Untel", "contact": "dpo@exemple.fr"}
            )
        }
    )
    assert "Contact: mailto:dpo@exemple.fr\n" in security_txt(named)


def test_written_addresses_open_nothing_else_than_a_message_to_them():
    assert french.mail_link("zoe@exemple.fr") == "mailto:zoe@exemple.fr"
    hostile = "a?bcc=x%40pirate.example&subject=é@exemple.fr"
    assert french.mail_link(hostile) == "mailto:a%3Fbcc%3Dx%2540pirate.example%26subject%3D%C3%A9@exemple.fr"
