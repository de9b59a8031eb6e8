"""Deliveries to a real receiver: signed, tried again, given up, and never followed elsewhere."""

import asyncio
import json
import runpy
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select

from bot.base import clock
from bot.base.places import HOME
from bot.records.accounts import recruiters, structures, webhook_deliveries, webhooks
from bot.records.accounts.webhook_deliveries import DISABLE_AFTER, MAX_TRIES
from bot.records.models import DisabledReason, WebhookDelivery, WebhookEndpoint
from bot.webhooks import signatures
from bot.webhooks.dispatcher import WebhookDispatcher
from tests.markers import starts


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.heard.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.status in {301, 302, 307, 308}:
            self.send_header("location", "/ailleurs")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@contextmanager
def receiving(status=204):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.heard, server.status = [], status
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
@starts("server")
def receiver(monkeypatch):
    monkeypatch.setenv("BOT_WEBHOOK_HOSTS", "127.0.0.1")
    with receiving() as server:
        yield server


@pytest.fixture
def endpoint_id(database, receiver):
    with database.session_scope() as session:
        here = structures.create(session, name="Figeac", town=None)
        who = recruiters.create(session, login="a@exemple.fr", name="A", password="une phrase de passe", structure=here)
        return webhooks.add(
            session, here.id, url=f"http://127.0.0.1:{receiver.server_port}/recevoir", events=list(webhooks.Event),
            recruiter_id=who.id, actor="recruiter:x",
        ).id  # fmt: skip


def tell(database, endpoint_id):
    with database.session_scope() as session:
        webhooks.status_changed(session, "a" * 32, session.get(WebhookEndpoint, endpoint_id).structure_id)


def deliver(database):
    return asyncio.run(WebhookDispatcher(database).deliver_due())


def let_wait_be_over(database):
    """As if the pause before the next try were over."""
    with database.session_scope() as session:
        for row in session.scalars(select(WebhookDelivery).where(WebhookDelivery.next_try_at.is_not(None))):
            row.next_try_at = clock.now() - timedelta(seconds=1)


def rows(database):
    with database.session_scope() as session:
        return list(session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.at)))


def test_an_event_arrives_signed_and_its_subject_is_forgotten(database, receiver, endpoint_id):
    tell(database, endpoint_id)
    assert deliver(database) == 1
    ((path, headers, body),) = receiver.heard
    assert path == "/recevoir"
    assert {**json.loads(body), "timestamp": ""} == {"type": "status.changed", "timestamp": "", "data": {"candidate": "a" * 32}}  # fmt: skip
    (row,) = rows(database)
    assert (row.status, row.subject, row.next_try_at) == (204, None, None)
    assert row.sent_at is not None
    with database.session_scope() as session:
        secret = session.get(WebhookEndpoint, endpoint_id).secret
    signed = signatures.headers(headers["webhook-id"], int(headers["webhook-timestamp"]), body, [secret])
    assert headers["webhook-signature"] == signed["webhook-signature"]
    assert deliver(database) == 0


def test_the_signature_is_that_of_the_specifications_example():
    signed = signatures.headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}', ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
    )
    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def the_guides_example():
    made = runpy.run_path(str(HOME / "docs" / "developers" / "verify_webhook.py"))
    return made["is_genuine"], made["Seen"]


def test_the_guides_example_takes_what_is_sent_once_and_nothing_else(database, receiver, endpoint_id):
    is_genuine, seen = the_guides_example()
    tell(database, endpoint_id)
    deliver(database)
    ((_, headers, body),) = receiver.heard
    with database.session_scope() as session:
        secret = session.get(WebhookEndpoint, endpoint_id).secret
    known = seen()
    assert not is_genuine(headers, body + b" ", secret, known)
    assert not is_genuine(headers, body, webhooks.new_secret(), known)
    assert not is_genuine({**headers, "webhook-timestamp": "1"}, body, secret, known)
    assert not is_genuine({**headers, "webhook-id": "msg_autre"}, body, secret, known)
    assert not is_genuine({}, body, secret, known)
    assert is_genuine(headers, body, secret, known)
    assert not is_genuine(headers, body, secret, known), "the same message again"
    old = {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 3600)}
    old["webhook-signature"] = signatures.headers(old["webhook-id"], int(old["webhook-timestamp"]), body, [secret])["webhook-signature"]  # fmt: skip
    assert not is_genuine(old, body, secret, seen()), "an old message"


def test_while_a_secret_is_renewed_both_sign(database, receiver, endpoint_id):
    is_genuine, seen = the_guides_example()
    with database.session_scope() as session:
        endpoint = session.get(WebhookEndpoint, endpoint_id)
        old = endpoint.secret
        webhooks.rotate_secret(session, endpoint, actor="recruiter:x")
        new = endpoint.secret
    tell(database, endpoint_id)
    deliver(database)
    with database.session_scope() as session:
        session.get(WebhookEndpoint, endpoint_id).old_until = clock.now() - timedelta(seconds=1)
    tell(database, endpoint_id)
    deliver(database)
    (_, during, first), (_, after, second) = receiver.heard
    assert [is_genuine(during, first, secret, seen()) for secret in (old, new)] == [True, True]
    assert [is_genuine(after, second, secret, seen()) for secret in (old, new)] == [False, True]


def test_what_does_not_arrive_is_tried_again_with_the_same_id_and_longer_pauses(database, receiver, endpoint_id):
    receiver.status = 500
    tell(database, endpoint_id)
    pauses = []
    for tries in range(1, MAX_TRIES + 1):
        assert deliver(database) == 1
        assert deliver(database) == 0, "it waits"
        (row,) = rows(database)
        assert (row.tries, row.status) == (tries, 500)
        if row.next_try_at is not None:
            pauses.append(row.next_try_at - clock.now())
        let_wait_be_over(database)
    assert pauses == sorted(pauses)
    assert timedelta(hours=22) < sum(pauses, timedelta()) < timedelta(hours=29)
    assert (row.given_up_at is not None, row.subject) == (True, None)
    assert len({headers["webhook-id"] for _, headers, _ in receiver.heard}) == 1


def test_a_receiver_that_is_away_delays_nobody_else(database, receiver, endpoint_id):
    with database.session_scope() as session:
        here = session.get(WebhookEndpoint, endpoint_id)
        webhooks.add(session, here.structure_id, url="http://127.0.0.1:1/", events=list(webhooks.Event), recruiter_id=here.created_by, actor="x")  # fmt: skip
    tell(database, endpoint_id)
    assert deliver(database) == 2
    assert {(row.status, row.error) for row in rows(database)} == {(204, None), (None, "unreachable")}


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(database, receiver, endpoint_id, status):
    receiver.status = status
    tell(database, endpoint_id)
    deliver(database)
    assert [path for path, *_ in receiver.heard] == ["/recevoir"]
    assert rows(database)[0].next_try_at is not None


def test_after_many_failures_nothing_more_is_sent_until_somebody_goes_on(database, receiver, endpoint_id):
    receiver.status = 500
    for _ in range(DISABLE_AFTER + 1):
        tell(database, endpoint_id)
    with database.session_scope() as session:
        for row in session.scalars(select(WebhookDelivery)):
            row.tries = MAX_TRIES - 1
    while deliver(database):
        pass
    with database.session_scope() as session:
        endpoint = session.get(WebhookEndpoint, endpoint_id)
        assert endpoint.disabled_why == DisabledReason.FAILURES
        assert {row.next_try_at for row in rows(database)} == {None}
    tell(database, endpoint_id)
    assert deliver(database) == 0
    receiver.status = 204
    with database.session_scope() as session:
        webhooks.enable(session, session.get(WebhookEndpoint, endpoint_id), actor="recruiter:x")
    tell(database, endpoint_id)
    assert deliver(database) == 1


def test_deliveries_that_end_at_once_are_both_counted(database, receiver, endpoint_id):
    tell(database, endpoint_id)
    tell(database, endpoint_id)
    with database.session_scope() as session:
        for row in session.scalars(select(WebhookDelivery)):
            row.tries = MAX_TRIES
    first, second = (row.id for row in rows(database))
    with database.session_scope() as session:
        seen = session.get(WebhookEndpoint, endpoint_id)
        assert seen.given_up == 0
        with database.session_scope() as another:
            webhook_deliveries.record_result(another, second, status=500)
        webhook_deliveries.record_result(session, first, status=500)
    with database.session_scope() as session:
        assert session.get(WebhookEndpoint, endpoint_id).given_up == 2


def test_a_receiver_that_wants_nothing_more_is_left_alone(database, receiver, endpoint_id):
    receiver.status = 410
    tell(database, endpoint_id)
    deliver(database)
    with database.session_scope() as session:
        assert session.get(WebhookEndpoint, endpoint_id).disabled_why == DisabledReason.GONE


def test_a_try_says_nothing_of_anybody_and_is_made_once(database, receiver, endpoint_id):
    receiver.status = 500
    with database.session_scope() as session:
        webhooks.ping(session, session.get(WebhookEndpoint, endpoint_id))
    deliver(database)
    body = json.loads(receiver.heard[0][2])
    assert (body["type"], body["data"]) == ("ping", {})
    assert rows(database)[0].given_up_at is not None
    with database.session_scope() as session:
        assert session.get(WebhookEndpoint, endpoint_id).given_up == 0


def test_a_process_that_ends_meanwhile_leaves_a_delivery_to_the_next_one(database, receiver, endpoint_id):
    tell(database, endpoint_id)
    with database.session_scope() as session:
        assert len(webhook_deliveries.claim(session, clock.now(), 8)) == 1  # and then nothing more
    assert deliver(database) == 0, "it is claimed"
    let_wait_be_over(database)
    assert deliver(database) == 1
    assert rows(database)[0].tries == 2


def test_a_webhook_that_is_removed_takes_what_waits_with_it(database, receiver, endpoint_id):
    tell(database, endpoint_id)
    with database.session_scope() as session:
        webhooks.remove(session, session.get(WebhookEndpoint, endpoint_id), actor="recruiter:x")
    assert rows(database) == []
    assert deliver(database) == 0


def test_the_certificate_of_a_receiver_is_looked_at(database, receiver, endpoint_id):
    """The receiver speaks no TLS: nothing is sent to it in clear where https was asked for."""
    with database.session_scope() as session:
        session.get(WebhookEndpoint, endpoint_id).url = f"https://127.0.0.1:{receiver.server_port}/"
    tell(database, endpoint_id)
    deliver(database)
    assert receiver.heard == []
    assert rows(database)[0].error == "certificate"
