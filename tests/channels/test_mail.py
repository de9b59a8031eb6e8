"""E-mails through a real mail server on loopback: what is in them, who gets them, and what happens when it fails."""

import asyncio
import email
import email.policy
import logging
import socket
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.base import clock
from bot.channels.gateway.credentials import CredentialsError
from bot.channels.gateway.gateway import Gateway
from bot.channels.mail import smtp
from bot.operating.health import doctor
from bot.operating.run.servers import all_servers
from bot.records.conversations import addresses, conversations, reply_notifications, resume_codes, takeovers
from bot.records.files import candidates
from bot.records.handoffs import handoffs
from bot.records.models import HumanRequest, ResumeCode
from tests.channels.post import Post
from tests.markers import starts

EMAIL = "zoe.berard@exemple.fr"
ANSWER = "Votre dossier est complet, Zoé : rendez-vous mardi."
FROM = "assistant@exemple.fr"


@pytest.fixture
@starts("server")
def post(monkeypatch):
    """A mail server on loopback; the environment names it."""
    kept = Post("s3cret/:@").start()
    monkeypatch.setenv("BOT_SMTP_URL", f"smtp://127.0.0.1:{kept.port}")
    monkeypatch.setenv("BOT_SMTP_FROM", FROM)
    monkeypatch.setenv("BOT_SITE", "https://bot.exemple.fr")
    yield kept
    kept.stop()


@pytest.fixture
def answered(database, monkeypatch):
    """Somebody who agreed to an e-mail was answered; five minutes later."""
    with database.session_scope() as session:
        addresses.reassign(session, "web", "a-session", "c1")
        user = {"event": "user", "text": "x", "timestamp": clock.now().timestamp()}
        conversations.append(session, "c1", [user], channel="web", consented=True, state={"slots": {}})
        candidates.open_registration(session, "c1", channel="web", notice_version="1").email = EMAIL
        handoffs.open_handoff(session, "c1", channel="web")
    with database.session_scope() as session:
        reply_notifications.opt_in(session, "c1")
        request_id = session.scalars(select(HumanRequest.id)).one()
        takeovers.take_over(session, request_id, recruiter_id="r1", actor="recruiter:r1")
        takeovers.write(session, request_id, ANSWER, recruiter_id="r1", actor="recruiter:r1")
    moment = clock.now() + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return request_id


def row_of(database, request_id):
    with database.session_scope() as session:
        return session.get(HumanRequest, request_id)


def send(database):
    mailer = smtp.Mailer(smtp.read_server(), database)
    mailer.send_due()
    return mailer


def read(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def test_it_names_the_site_and_nothing_of_what_was_said_or_that_opens_the_conversation(database, post, answered):
    send(database)
    ((sender, recipients, content),) = post.taken
    assert (sender, recipients) == (FROM, [EMAIL])
    message = read(content)
    assert message["To"] == EMAIL and message["From"].addresses[0].addr_spec == FROM
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@exemple.fr>")
    text = message.get_content()
    assert "la page où vous aviez écrit : le site où vous aviez trouvé l'assistant, ou https://bot.exemple.fr/" in text
    assert not [word for word in text.split() if resume_codes.parse_code(word)]
    with database.session_scope() as session:
        assert session.scalars(select(ResumeCode)).all() == []
    for private in ("Zoé", "Bérard", "dossier est complet", "mardi", "r1", socket.gethostname()):
        assert private not in text + message["Subject"] + message["Message-ID"]
    assert row_of(database, answered).mailed_at is not None
    send(database)
    assert len(post.taken) == 1


@pytest.mark.parametrize("written", [
    f"{EMAIL}\r\nBcc: tout.le.monde@exemple.fr", f"{EMAIL}\nX: y", f"{EMAIL}, autre@exemple.fr", f"<{EMAIL}>", "Zoé <z@exemple.fr>",
    f"{EMAIL}> NOTIFY=NEVER", "zoé@exemple.fr", "zoe@exémple.fr", "", "@",
])  # fmt: skip
def test_an_address_that_is_none_reaches_nobody_and_is_not_tried_again(database, post, answered, written, caplog):
    with database.session_scope() as session:
        candidates.find(session, "c1").email = written
    send(database)
    assert post.taken == []
    assert row_of(database, answered).mail_due_at is None
    assert "exemple" not in caplog.text


@pytest.mark.parametrize(("refusal", "told"), [
    ({"RCPT": f"550 5.1.1 <{EMAIL}>: No such user"}, "no such address (5.1.1)"), ({"RCPT": "553 Not that one"}, "it is refused for good (553)"),
    ({"DATA": f"552 5.2.2 {EMAIL} is over quota"}, "the mailbox is full (5.2.2)"),
])  # fmt: skip
def test_what_is_refused_for_good_is_given_up(database, post, answered, refusal, told, caplog):
    post.refusal_of = refusal
    send(database)
    assert row_of(database, answered).mail_due_at is None
    assert f"can never be sent ({told})" in caplog.text and EMAIL not in caplog.text


@pytest.mark.parametrize("trouble", ["greylisted", "full", "away"])
def test_a_trouble_of_the_server_is_logged_and_tried_again_later(
    database, post, answered, monkeypatch, trouble, caplog
):
    if trouble == "greylisted":
        post.refusal_of["RCPT"] = "451 Try again later"
    elif trouble == "full":
        post.refusal_of["DATA"] = "452 Insufficient storage"
    else:
        post.stop()
    mailer = send(database)
    assert mailer.state != "ok"
    assert "try 1 of 5" in caplog.text and EMAIL not in caplog.text
    row = row_of(database, answered)
    assert row.mailed_at is None and row.mail_due_at > clock.now()
    send(database)
    assert row_of(database, answered).mail_tries == 1  # not before its time
    if trouble == "away":
        post.start()
    post.refusal_of.clear()
    monkeypatch.setattr(clock, "now", lambda: row.mail_due_at)
    assert send(database).state == "ok"
    assert len(post.taken) == 1


def test_it_signs_in_and_its_password_is_nowhere(database, post, answered, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("BOT_SMTP_URL", f"smtp://bot:s3cret%2F%3A%40@127.0.0.1:{post.port}")
    send(database)
    assert post.signed_in == [(b"bot", b"s3cret/:@")]
    assert len(post.taken) == 1
    assert "s3cret" not in repr(smtp.read_server()) + caplog.text


def test_beyond_loopback_it_does_not_speak_without_tls(database, post, answered, monkeypatch):
    monkeypatch.setattr(smtp, "is_loopback_host", lambda _host: False)
    mailer = send(database)
    assert (mailer.state, post.taken) == ("SMTPNotSupportedError", [])  # this server has no STARTTLS


@pytest.mark.parametrize(("url", "sender", "told"), [
    ("http://127.0.0.1", FROM, "BOT_SMTP_URL cannot be read"), ("smtp://", FROM, "names no host"),
    ("smtp://bot:s3cret@host:port", FROM, "BOT_SMTP_URL cannot be read"), ("127.0.0.1:25", FROM, "BOT_SMTP_URL cannot be read"),
    ("smtp://127.0.0.1", "", "BOT_SMTP_FROM"), ("smtp://127.0.0.1", "nous", "BOT_SMTP_FROM"),
    ("smtp://127.0.0.1", "a@b.fr\r\nBcc: c@d.fr", "BOT_SMTP_FROM"),
])  # fmt: skip
def test_settings_that_cannot_be_used_are_told_without_the_password(monkeypatch, url, sender, told):
    monkeypatch.setenv("BOT_SMTP_URL", url)
    monkeypatch.setenv("BOT_SMTP_FROM", sender)
    with pytest.raises(CredentialsError, match=told) as caught:
        smtp.read_server()
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(("url", "host", "port", "is_tls"), [
    ("smtp://mail.exemple.fr", "mail.exemple.fr", 587, False), ("smtps://mail.exemple.fr", "mail.exemple.fr", 465, True),
    ("smtp://[::1]:2525", "::1", 2525, False),
])  # fmt: skip
def test_settings_are_read(monkeypatch, url, host, port, is_tls):
    monkeypatch.setenv("BOT_SMTP_URL", url)
    monkeypatch.setenv("BOT_SMTP_FROM", FROM)
    server = smtp.read_server()
    assert (server.host, server.port, server.is_tls, server.user) == (host, port, is_tls, None)


def test_without_a_mail_server_there_is_none(monkeypatch):
    monkeypatch.delenv("BOT_SMTP_URL", raising=False)
    assert smtp.read_server() is None
    assert [server.name for server in all_servers()] == ["rasa", "pages"]
    monkeypatch.setenv("BOT_SMTP_URL", "smtp://127.0.0.1")
    assert [server.name for server in all_servers()] == ["rasa", "pages", "gateway"]


def test_the_gateway_sends_and_a_server_that_hangs_holds_up_nobody(database, post, answered, monkeypatch):
    monkeypatch.setenv("BOT_SECRET", "a secret of the tests")
    monkeypatch.setattr(smtp, "POLL_SECONDS", 0.05)
    looked = []

    async def go(is_reached):
        gateway = Gateway([], database, [], smtp.Mailer(smtp.read_server(), database))
        monkeypatch.setattr(gateway, "_remind", lambda: looked.append(1))
        work = asyncio.create_task(gateway.run())
        async with asyncio.timeout(20):
            while not is_reached():
                await asyncio.sleep(0.02)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, says nothing
        monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 1.0)
        monkeypatch.setenv("BOT_SMTP_URL", f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        asyncio.run(go(lambda: looked and row_of(database, answered).mail_tries == 1))
    monkeypatch.setenv("BOT_SMTP_URL", f"smtp://127.0.0.1:{post.port}")
    later = row_of(database, answered).mail_due_at
    monkeypatch.setattr(clock, "now", lambda: later)
    asyncio.run(go(lambda: post.taken))
    assert len(post.taken) == 1


def test_the_doctor_says_by_whom_e_mails_go_or_what_keeps_them(post, monkeypatch):
    monkeypatch.setattr(doctor, "_transports", list)
    check = dict(doctor._checks())["mail"]
    assert check().startswith(f"e-mails go by 127.0.0.1:{post.port}, from {FROM}")
    post.refusal_of["MAIL"] = f"550 5.7.1 {FROM} is not yours"
    with pytest.raises(doctor.OperatingError, match=r"does not let this account send \(550\).*BOT_SMTP_FROM"):
        check()
    monkeypatch.setenv("BOT_SMTP_URL", "smtp://127.0.0.1:1")
    with pytest.raises(doctor.OperatingError, match="look at BOT_SMTP_URL"):
        check()
