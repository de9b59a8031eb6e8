"""Answers that a mail server took and that come back: reports as servers write them, through a real mailbox."""

import logging
import random

import pytest

from bot.base import clock
from bot.channels.email import bounces
from bot.channels.email.bounces import failure_in
from bot.channels.email.composing import local_part_of, row_id_of
from bot.channels.email.transport import NAME
from bot.channels.mail.smtp_errors import describe_status
from bot.records.conversations import outbox
from bot.records.handoffs import queue
from bot.records.models import OutboundMessage
from tests.channels.email.conftest import written
from tests.channels.email.test_transport import run, taken

ZOE = "zoe@exemple.org"
REPORT = """Return-Path: <>\r
From: Mail Delivery System <MAILER-DAEMON@exemple.fr>\r
To: assistant@exemple.fr\r
Subject: Undelivered Mail Returned to Sender\r
Message-ID: <{number}@mx.exemple.fr>\r
Auto-Submitted: auto-replied\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status;\r
\tboundary="4ABC.1/mx.exemple.fr"\r
\r
--4ABC.1/mx.exemple.fr\r
Content-Description: Notification\r
Content-Type: text/plain; charset=us-ascii\r
\r
I'm sorry to have to inform you that your message could not be delivered.\r
\r
--4ABC.1/mx.exemple.fr\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.exemple.fr\r
Arrival-Date: Fri, 27 Nov 2026 10:20:30 +0100 (CET)\r
\r
{recipient}Action: {action}\r
Status: {status}\r
Diagnostic-Code: smtp; 550 {status} <zoe@exemple.org>: no such user\r
\r
--4ABC.1/mx.exemple.fr\r
Content-Type: {kind}\r
\r
{original}\r
--4ABC.1/mx.exemple.fr--\r
"""
_numbers = iter(range(10_000))


def report(original, *, action="failed", status="5.1.1", final=ZOE, first=None, headers_alone=False):
    """Returns what a server reports of an e-mail that it had taken."""
    recipient = f"Final-Recipient: rfc822; {final}\r\n" if final else ""
    recipient += f"Original-Recipient: rfc822;{first}\r\n" if first else ""
    kind = "text/rfc822-headers" if headers_alone else "message/rfc822"
    shown = original.partition(b"\r\n\r\n")[0] + b"\r\n" if headers_alone else original
    made = REPORT.format(
        number=next(_numbers), recipient=recipient, action=action, status=status, kind=kind, original=shown.decode()
    )
    return made.encode()


@pytest.fixture
def sent(connection):
    """The answer that Zoé was sent, as the mail server took it."""
    run(taken(connection, written("parler à un humain")))
    connection.answer({"text": "Une personne vous répondra."})
    run(connection.deliver())
    ((_, _, content),) = connection.post.taken
    return content


def state(connection):
    """How the answer stands: whether it is known as sent, as lost, and why."""
    (row,) = connection.rows_out()
    return row.sent_at is not None, row.abandoned_at is not None, row.error


def undelivered(connection):
    """What whoever holds the exchange is told."""
    (row,) = connection.rows_out()
    with connection.database.session_scope() as session:
        return queue.count_undelivered(session, row.conversation_id, row.created_at)


@pytest.mark.parametrize(("status", "reason"), [
    ("5.1.1", "no such address (5.1.1)"), ("5.2.2", "the mailbox is full (5.2.2)"), ("5.7.1 (delivery not authorized)", "their server refuses it by a rule (5.7.1)"),
    ("4.4.7", "their server did not take it for days (4.4.7)"), ("5.0.0", "their server refuses it (5.0.0)"), ("", "their server does not say why"),
])  # fmt: skip
def test_an_answer_that_comes_back_counts_as_refused_and_whoever_holds_the_exchange_is_told(
    connection, sent, status, reason
):
    assert undelivered(connection) == 0
    run(taken(connection, report(sent, status=status, headers_alone=status == "5.1.1")))
    assert state(connection) == (False, True, f"it came back: {reason}")
    assert undelivered(connection) == 1
    assert connection.waiting() == [] and len(connection.rows_out()) == 1  # nobody is answered


def test_it_is_told_once_however_often_it_is_reported_and_the_first_reason_stays(connection, sent):
    run(taken(connection, report(sent), report(sent, status="5.2.2"), report(sent)))
    assert state(connection) == (False, True, "it came back: no such address (5.1.1)")
    assert undelivered(connection) == 1


def test_whoever_writes_again_is_answered_again(connection, sent):
    run(taken(connection, report(sent), written("Me revoilà")))
    connection.answer({"text": "Bonjour !"})
    run(connection.deliver())
    assert connection.post.read()[-1].get_content().strip() == "Bonjour !"


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered", "expanded", ""])
def test_what_is_late_or_arrives_changes_nothing(connection, sent, action):
    run(taken(connection, report(sent, action=action, status="4.4.1")))
    assert state(connection) == (True, False, None)


def test_who_forwards_is_known_by_the_address_that_was_written_to(connection, sent):
    run(taken(connection, report(sent, final="zoe.berard@exemple.net")))
    assert state(connection) == (True, False, None)
    run(taken(connection, report(sent, final="zoe.berard@exemple.net", first="Zoe@EXEMPLE.org")))
    assert state(connection)[1]


def test_a_report_of_another_email_or_another_person_changes_nothing(connection, sent):
    (row,) = connection.rows_out()
    mark = local_part_of(row, ZOE).encode()
    assert sent.count(mark) == 1
    others = [
        b"0" * 32 + mark[32:], mark[:32], mark[:33] + b"999999999", mark[:33] + b"9" * 30, mark[:33] + "²".encode(),
        mark[:33] + b"-1", local_part_of(row, "leo@exemple.org").encode(),
    ]  # fmt: skip
    forged = [report(sent.replace(mark, other)) for other in others]
    run(taken(connection, *forged, report(sent, final="leo@exemple.org"), report(sent, final=None)))
    assert state(connection) == (True, False, None)
    run(taken(connection, report(sent)))  # all of them were read
    assert state(connection)[1]


def test_the_row_of_a_reply_is_found_up_to_the_largest_id():
    assert row_id_of(f"{'0' * 32}.{2**31 - 1}") == 2**31 - 1
    assert row_id_of(f"{'0' * 32}.{2**31}") is None


def test_a_report_cannot_speak_of_another_channels_message(connection):
    with connection.database.session_scope() as session:
        outbox.post(session, "c1", "telegram", "4711", [{"text": "Bonjour"}])
    (row,) = connection.rows_out()
    run(taken(connection, report(b"Message-ID: <%s@exemple.fr>\r\n\r\n" % local_part_of(row, ZOE).encode())))
    assert state(connection) == (False, False, None)


def test_after_an_erasure_a_report_finds_nothing(connection, sent):
    with connection.database.session_scope() as session:
        session.query(OutboundMessage).delete()
    run(taken(connection, report(sent), written("ensuite")))
    assert connection.waiting() == ["ensuite"] and connection.rows_out() == []


def test_a_report_that_is_faster_than_the_mark_of_its_answer_is_not_lost(connection, sent):
    (row,) = connection.rows_out()
    with connection.database.session_scope() as session:
        session.get(OutboundMessage, row.id).sent_at = None  # as a crash leaves it
    run(taken(connection, report(sent)))
    with connection.database.session_scope() as session:
        assert outbox.due(session, NAME, clock.now()) == []
        outbox.mark_sent(session, row.id)
        outbox.mark_failed(session, row.id, "later", clock.now())
    assert state(connection) == (False, True, "it came back: no such address (5.1.1)")


def test_no_log_tells_whose_address_it_was(connection, sent, caplog):
    caplog.set_level(logging.DEBUG, logger="bot")
    run(taken(connection, report(sent)))
    ours = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert "no such address" in ours and "zoe" not in ours


def test_what_is_no_report_is_read_without_trouble():
    chance = random.Random(4)
    good = report(b"Message-ID: <a.1@exemple.fr>\r\nSubject: x\r\n\r\nBonjour\r\n")
    assert failure_in(good) is not None
    for _ in range(300):
        bad = bytearray(good)
        for _ in range(chance.randint(1, 30)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        failure_in(bytes(bad))
        failure_in(good[: chance.randrange(len(good))])
    assert failure_in(b"") is None


def test_no_more_of_a_report_is_read_than_it_needs():
    good = report(b"Message-ID: <a.1@exemple.fr>\r\n\r\n" + b"x" * 300_000)
    assert failure_in(good) is not None
    late = good.replace(b"I'm sorry", b"I'm sorry " * bounces.MAX_REPORT_BYTES)
    assert failure_in(late) is None


def test_a_status_that_is_none_means_nothing():
    assert [describe_status(text) for text in ("", "550 5.1.1", "9.1.1", "5.1", "5.1.1111")] == [""] * 5
