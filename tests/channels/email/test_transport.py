"""E-mail against a real IMAP server that is killed and loses its numbers, and a real SMTP server that refuses."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.base import clock
from bot.channels.email import mailbox, mailbox_cursor, transport
from bot.channels.email.mailbox import MAX_FETCHED_BYTES, Mailbox
from bot.channels.email.reply_context import parse_reply_context
from bot.channels.email.transport import MAX_PER_HOUR, NAME
from bot.channels.gateway import intake
from bot.channels.gateway.credentials import TRANSPORTS, make_transport
from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.mail import smtp
from bot.content.sentences import section, sentence
from bot.records.conversations import addresses, inbox, outbox
from tests.channels.email.conftest import AUTHSERV_ID, Connection, written
from tests.channels.email.dovecot import PASSWORD, USER, Dovecot
from tests.waiting import until

MAILS = Path(__file__).parent / "mails"
SITE = "https://bot.exemple.fr"


def run(work):
    return asyncio.run(work)


async def taken(connection, *mails):
    """Begins with an empty mailbox, then lets e-mails arrive, until all of them were looked at."""
    async with connection.fetching():
        for mail in mails:
            connection.dovecot.arrive(mail)
    async with connection.fetching():
        pass


def test_an_email_is_stored_and_answered_in_its_thread(connection):
    mail = written(
        "Je veux m'inscrire",
        Message_ID="<m2@exemple.org>",
        References="<m0@exemple.org> <m1@exemple.fr>",
        Subject="=?utf-8?q?Poste_=C3=A0_Brest?=",
    )
    run(taken(connection, mail))
    assert connection.waiting() == ["Je veux m'inscrire"]
    connection.answer({"text": "D'accord."}, {"text": "Votre nom ?", "buttons": ["Dire", "Passer"]})
    run(connection.deliver())
    (first,) = connection.post.read()
    assert first["To"] == "zoe@exemple.org" and first["From"].addresses[0].addr_spec == USER
    assert first["Subject"] == "Re: Poste à Brest"
    assert (first["In-Reply-To"], first["References"]) == ("<m2@exemple.org>", "<m0@exemple.org> <m2@exemple.org>")
    assert (first["Auto-Submitted"], first["X-Auto-Response-Suppress"]) == ("auto-replied", "All")
    assert first.get_content_type() == "text/plain"
    assert first.get_content().split("\r\n")[:-1] == [
        "D'accord.", "", "Votre nom ?", "", "1. Dire", "2. Passer", "", "Répondez par le numéro de votre choix, ou avec vos mots.",
    ]  # fmt: skip


def test_who_answers_an_answer_has_no_second_re_and_stays_in_the_conversation(connection):
    answer = written("Oui", Subject="RE: Candidature", author="zoe@EXEMPLE.org", proof="dmarc=pass")
    run(taken(connection, written("Bonjour"), answer))
    assert len({row.conversation_id for row in connection.rows_in()}) == 1
    connection.answer({"text": "un"})
    connection.answer({"text": "deux"})
    run(connection.deliver())
    first, second = connection.post.read()
    assert (first["Subject"], second["Subject"]) == ("Re: Candidature", "RE: Candidature")
    assert first["Message-ID"] != second["Message-ID"]


def test_what_was_there_before_the_first_start_is_not_answered(connection):
    connection.dovecot.arrive(written("avant"))
    run(taken(connection, written("après")))
    assert connection.waiting() == ["après"]


def test_nothing_in_the_mailbox_is_changed(connection):
    run(taken(connection, written()))
    assert connection.dovecot.ask(("search", None, "UNSEEN")) == [b"1"]


def test_the_server_tells_of_what_arrives(connection, monkeypatch):
    monkeypatch.setattr(mailbox, "LISTEN_SECONDS", 3600.0)

    async def work():
        async with connection.fetching():
            for number in range(1, 9):  # at once, and so at any moment between reading and listening
                connection.dovecot.arrive(written(str(number)))
                await connection.until_taken(number)

    run(work())


def test_a_server_that_tells_nothing_is_asked(post, database, monkeypatch):
    monkeypatch.setattr(mailbox, "POLL_SECONDS", 0.2)
    server = Dovecot(capability="IMAP4rev1").start()
    connection = Connection(server, post, database)

    async def work():
        async with connection.fetching():
            server.arrive(written("un"))
            await connection.until_taken(1)
            return await connection.transport().check()

    try:
        (fault,) = run(work())
    finally:
        server.remove()
    assert "no IDLE" in fault


def test_an_email_that_arrives_twice_is_taken_once_known_by_its_id_or_what_it_holds(connection):
    same, without_id = written("un"), written("deux", Message_ID=None)
    others = written("trois", Message_ID=None), written("quatre", Message_ID=f"<{'x' * 90}@exemple.org>")
    run(taken(connection, same, without_id, b"Delivered-To: other@exemple.fr\r\n" + same, without_id, *others))
    assert connection.waiting() == ["un", "deux", "trois", "quatre"]


def test_a_server_that_numbers_anew_repeats_nothing_and_loses_nothing(connection):
    connection.dovecot.arrive(written("avant", Date="Mon, 02 Nov 2020 10:00:00 +0100"))
    run(taken(connection, written("un"), written("deux")))
    connection.dovecot.arrive(written("pendant l'arrêt"))
    before = connection.dovecot.ask(("status", "INBOX", "(UIDVALIDITY)"))
    connection.dovecot.number_anew()
    assert connection.dovecot.ask(("status", "INBOX", "(UIDVALIDITY)")) != before
    stored = []

    def die_once():
        stored.append(True)
        if len(stored) == 1:
            raise OSError("the process dies here")

    connection.after_storing = die_once
    run(taken(connection, written("après")))
    assert connection.waiting() == ["un", "deux", "pendant l'arrêt", "après"]


def tidy(connection):
    """Removes what was read more than 30 days ago."""
    cursor = mailbox_cursor.MailboxCursor.read(intake.read_state(connection.database, NAME, mailbox_cursor.KEY))
    connection.transport(keep_days=30)._remove_old(cursor)


def test_what_was_read_before_a_server_numbered_anew_is_removed_too_and_nothing_from_before_the_bot(
    connection, monkeypatch
):
    now = clock.now()

    def go_to(days):
        monkeypatch.setattr(clock, "today", lambda: now.date() + timedelta(days=days))

    connection.dovecot.arrive(written("à quelqu'un d'autre"), moment=now - timedelta(days=13))
    go_to(-10)
    run(taken(connection))
    connection.dovecot.arrive(written("lu"), moment=now - timedelta(days=5))
    go_to(0)
    run(taken(connection))
    connection.dovecot.number_anew()
    run(taken(connection))
    tidy(connection)
    assert connection.dovecot.ask(("search", None, "ALL")) == [b"1 2"]
    go_to(40)
    tidy(connection)
    assert connection.dovecot.ask(("search", None, "ALL")) == [b"1"]
    assert "à quelqu'un d'autre".encode() in b"".join(connection.dovecot.ask(("fetch", "1", "BODY.PEEK[]")))


def test_after_an_erasure_a_server_that_numbers_anew_brings_nothing_back(connection):
    run(taken(connection, written("supprimer")))
    with connection.database.session_scope() as session:
        session.delete(session.merge(connection.rows_in()[0]))
    connection.dovecot.number_anew()
    run(taken(connection))
    assert connection.waiting() == []


def test_no_program_is_answered(connection):
    names = ("out_of_office", "out_of_office_exchange", "list", "bulk", "bounce", "own", "two_authors", "no_author")
    run(taken(connection, *((MAILS / f"{name}.eml").read_bytes() for name in names), written("une personne")))
    assert connection.waiting() == ["une personne"]
    assert connection.posted() == []


def test_the_own_answer_that_comes_back_is_not_answered(connection):
    run(taken(connection, written()))
    connection.answer({"text": "Bonjour !"})
    run(connection.deliver())
    ((_, _, content),) = connection.post.taken
    of_another = content.replace(USER.encode(), b"autre@exemple.fr")
    run(taken(connection, content, b"Authentication-Results: mx.exemple.fr; dmarc=pass\r\n" + of_another))
    assert connection.waiting() == [] and connection.posted() == []


def test_a_forged_address_is_not_heard_and_its_owner_hears_nothing(connection):
    owner = written("Je m'appelle Zoé")
    run(taken(connection, owner, written("supprimer mes données", proof="dmarc=fail header.from=exemple.org")))
    assert connection.waiting() == ["Je m'appelle Zoé"] and connection.posted() == []


def test_an_unproven_address_is_told_once_where_to_go_and_its_owners_conversation_is_another(connection):
    unproven = written("mes données", proof="spf=none"), written("alors ?", proof=None)
    run(taken(connection, written("Je m'appelle Zoé"), *unproven))
    assert connection.waiting() == ["Je m'appelle Zoé"]
    assert connection.posted() == [sentence("email.unverified", site=SITE)]
    (owner,), (told,) = connection.rows_in(), connection.rows_out()
    assert owner.conversation_id != told.conversation_id
    with connection.database.session_scope() as session:
        place = addresses.latest_address(session, owner.conversation_id).place
    assert (
        parse_reply_context(place).message_id == owner.message_id
    )  # an answer still goes into the thread of the owner
    run(connection.deliver())
    (message,) = connection.post.read()
    assert message["To"] == "zoe@exemple.org" and SITE in message.get_content()


def test_many_unproven_addresses_do_not_make_the_bot_write_to_many(connection, monkeypatch):
    monkeypatch.setattr(mailbox_cursor, "MAX_REFUSED_PER_HOUR", 2)
    run(taken(connection, *(written(author=f"p{number}@exemple.org", proof=None) for number in range(4))))
    assert len(connection.posted()) == 2
    moment = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: moment)
    run(taken(connection, written(author="p9@exemple.org", proof=None)))
    assert len(connection.posted()) == 3


def test_where_the_operator_trusts_all_nobody_has_to_prove_anything(connection):
    connection.keys |= {"authserv_id": None, "trust": True}
    run(taken(connection, written("un", proof=None)))
    assert connection.waiting() == ["un"]


def test_an_address_that_writes_without_end_is_told_once(connection, monkeypatch):
    monkeypatch.setattr(transport, "MAX_PER_HOUR", 3)
    run(taken(connection, *(written(str(number)) for number in range(6)), written("moi", author="leo@exemple.org")))
    assert connection.waiting() == ["0", "1", "2", "moi"]
    assert connection.posted() == [sentence("email.too_many", site=SITE)]
    moment = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: moment)
    run(taken(connection, written("plus tard")))
    assert connection.waiting()[-1] == "plus tard"


def test_what_somebody_wrote_on_other_channels_is_not_counted_here(connection):
    run(taken(connection, written("Bonjour")))
    with connection.database.session_scope() as session:
        here = connection.rows_in()[0].conversation_id
        for number in range(MAX_PER_HOUR + 1):
            inbox.add(session, here, f"w{number}", channel="web", address="w1")
    run(taken(connection, written("moi aussi")))
    assert connection.waiting() == ["Bonjour", "moi aussi"]


def test_what_is_not_read_is_told_by_a_sentence_and_words_beside_it_are_read(connection):
    names = ("photo", "document", "forwarded", "pgp", "empty_answer")
    run(taken(connection, *((MAILS / f"{name}.eml").read_bytes() for name in names)))
    assert connection.waiting() == ["Voici mon attestation Pix."]
    first, *others = [section("unsupported")[kind] for kind in ("document", "forwarded", "encrypted", "empty")]
    beside_the_next = f"{sentence('turn.not_opened')}\n\n{first}"
    assert connection.posted() == [beside_the_next, *others]


def test_no_more_is_fetched_than_is_read_of_a_large_email(connection):
    photo = (MAILS / "photo.eml").read_bytes().replace(b"/9j/4AAQ", b"/9j/4AAQ\n" * 60_000)
    words = written("mot " * 100_000)
    run(taken(connection, photo, words))
    assert connection.waiting() == ["Voici mon attestation Pix."]
    assert connection.posted() == [sentence("turn.not_opened"), section("errors")["too_long"]]
    box = Mailbox(connection.transport()._configuration)
    box.open()
    try:
        assert [len(box.fetch(uid).raw) for uid in box.uids_from(1)] == [MAX_FETCHED_BYTES, MAX_FETCHED_BYTES]
    finally:
        box.close()


def test_a_message_that_is_gone_before_it_is_fetched_holds_nothing_up(connection):
    async def work():
        async with connection.fetching():
            pass
        connection.dovecot.arrive(written("effacé"))
        connection.dovecot.arrive(written("deux"))
        fetch = Mailbox.fetch

        def lose(box, uid):
            connection.dovecot.ask(("store", "1", "+FLAGS", "\\Deleted"), ("expunge",))
            Mailbox.fetch = fetch
            return fetch(box, uid)

        Mailbox.fetch = lose
        async with connection.fetching():
            pass

    run(work())
    assert connection.waiting()[-1] == "deux"  # as the server likes, the other may still be read


def test_what_was_read_is_removed_after_the_days_that_the_operator_says_and_nothing_else(connection):
    long_ago = clock.now() - timedelta(days=40)
    connection.dovecot.arrive(written("à quelqu'un d'autre"), moment=long_ago)
    connection.dovecot.ask(("store", "1", "+FLAGS", "\\Deleted"))

    async def work(**keys):
        async with connection.fetching(**keys):
            pass
        async with connection.fetching(**keys):  # once it has begun to listen again, it has tidied
            await asyncio.sleep(0)

    run(work())
    connection.dovecot.arrive(written("lu il y a longtemps"), moment=long_ago)
    connection.dovecot.arrive(written("lu ce mois-ci"), moment=clock.now() - timedelta(days=20))
    run(work())
    assert len(connection.dovecot.ask(("search", None, "ALL"))[0].split()) == 3
    for _ in range(2):
        tidy(connection)
    left = connection.dovecot.ask(("search", None, "ALL"))
    assert left == [b"1 2"]
    texts = b"".join(connection.dovecot.ask(("fetch", "1:2", "BODY.PEEK[]")))
    assert b"quelqu'un d'autre" in texts and b"ce mois-ci" in texts
    assert connection.waiting() == ["lu il y a longtemps", "lu ce mois-ci"]


def test_the_mailbox_is_tidied_while_it_is_read(connection):
    async def work():
        async with connection.fetching(keep_days=1):
            connection.dovecot.arrive(written("lu"), moment=clock.now() - timedelta(days=3))
            await connection.until_taken(1)
        async with connection.fetching(keep_days=1):
            await until(lambda: connection.dovecot.ask(("search", None, "ALL")) == [b""])

    run(work())


def test_another_folder_is_read(connection):
    async def work():
        async with connection.fetching(folder="Bot"):
            connection.dovecot.arrive(written("ailleurs"))
            connection.dovecot.arrive(written("ici"), "Bot")
            await connection.until_taken(1)

    connection.dovecot.ask(("create", "Bot"))
    run(work())
    assert connection.waiting() == ["ici"]


# --- deliveries


@pytest.fixture
def posted(connection):
    """An answer that waits."""
    run(taken(connection, written()))
    return connection.answer({"text": "Bonjour !"})


def test_an_answer_sent_again_is_the_same_email(connection, posted):
    run(connection.transport().deliver(posted))
    run(connection.transport().deliver(posted))
    (_, _, first), (_, _, second) = connection.post.taken
    assert first == second


WRITER = "zoe@exemple.org"


def delivered(transport, row):
    """Delivers; returns what is raised, None if it was taken."""
    try:
        run(transport.deliver(row))
    except (RetryLater, Undeliverable) as error:
        assert WRITER not in str(error)
        return error
    return None


@pytest.mark.parametrize(("command", "said", "told"), [
    ("RCPT", f"550 5.1.1 <{WRITER}>: user unknown", "no such address (5.1.1)"), ("RCPT", "550 no such user", "the address is refused (550)"),
    ("RCPT", "550-5.2.1 The account is disabled.\r\n550 5.2.1 See there", "the mailbox is closed (5.2.1)"),
    ("RCPT", "501 5.1.3 Bad recipient address syntax", "the address is none (5.1.3)"), ("RCPT", "556 5.1.10 null MX", "the domain takes no e-mails (5.1.10)"),
    ("DATA", f"552 5.2.2 <{WRITER}> is over quota", "the mailbox is full (5.2.2)"), ("DATA", "554 5.7.1 Looks like spam", "their server refuses it by a rule (5.7.1)"),
    ("DATA", "554 no", "it is refused for good (554)"), ("MAIL", "552 5.3.4 Message size exceeds fixed limit", "it is too long for the mail server"),
])  # fmt: skip
def test_what_is_refused_of_this_person_or_this_answer_is_given_up(connection, posted, command, said, told):
    connection.post.refusal_of[command] = said
    error = delivered(connection.transport(), posted)
    assert isinstance(error, Undeliverable) and str(error) == f"the mail server will never take it: {told}"


@pytest.mark.parametrize(("command", "said"), [
    ("RCPT", f"450 4.2.0 <{WRITER}>: Greylisted, see you in 5 minutes"), ("RCPT", "452 4.5.3 Too many recipients"), ("MAIL", "451 4.7.1 Try again later"),
    ("DATA", "452 4.3.1 Insufficient system storage"), ("DATA", "421 4.7.0 Too many e-mails, closing"),
])  # fmt: skip
def test_a_server_that_asks_for_patience_is_asked_again(connection, posted, command, said):
    connection.post.refusal_of[command] = said
    transport = connection.transport()
    error = delivered(transport, posted)
    assert (type(error), error.seconds, error.applies_to_account) == (RetryLater, None, False)
    assert str(error) == f"the mail server asks to try later ({said[:3]})"
    connection.post.refusal_of.clear()
    assert delivered(transport, posted) is None and len(connection.post.taken) == 1


@pytest.mark.parametrize(("command", "said", "applies_to_account"), [
    ("MAIL", "550 5.7.1 You may not send as this", True), ("MAIL", "530 5.7.0 Authentication required", True), ("MAIL", "553 5.1.8 Sender's domain", True),
    # Postfix says what it has against a sender when it is told to whom.
    ("RCPT", f"554 5.7.1 <{WRITER}>: Relay access denied", False), ("RCPT", "553 5.7.1 Sender address rejected: not owned by user", False),
    ("RCPT", "530 Authentication required", False), ("DATA", "530 5.7.0 Must issue a STARTTLS command first", True),
])  # fmt: skip
def test_what_is_refused_of_the_account_is_the_operators_to_mend_and_loses_nothing(
    connection, posted, command, said, applies_to_account
):
    connection.post.refusal_of[command] = said
    transport = connection.transport()
    error = delivered(transport, posted)
    assert (type(error), error.applies_to_account) == (RetryLater, applies_to_account) and error.seconds > 60
    assert "does not let this account send" in str(error) and "Ask who runs" in str(error)
    if command != "DATA":
        (fault,) = run(transport.check())
        assert fault == str(error)


def test_an_account_that_is_shut_out_does_not_knock_with_each_answer(connection, posted):
    transport = connection.transport(password="faux")

    async def deliver():
        return await asyncio.gather(*(transport.deliver(posted) for _ in range(8)), return_exceptions=True)

    errors = run(deliver())
    assert {type(error) for error in errors} == {RetryLater} and all(error.applies_to_account for error in errors)
    assert len(connection.post.signed_in) == 2  # one session, by two methods
    transport._blocked_until = 0  # some minutes later, and somebody has unlocked the account
    connection.post.password = "faux"
    assert delivered(transport, posted) is None


def test_what_was_taken_is_not_sent_again_whatever_the_server_says_to_a_farewell(connection, posted):
    connection.post.refusal_of["QUIT"] = "421 4.3.2 Shutting down"
    assert delivered(connection.transport(), posted) is None


def test_a_server_that_looks_long_into_an_email_is_waited_for(connection, posted, monkeypatch):
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.5)
    connection.post.seconds_to_take = 2.0
    assert delivered(connection.transport(), posted) is None
    assert len(connection.post.taken) == 1


@pytest.mark.parametrize(
    "address", ["personne", "h|zo%C3%A9@exemple.org|||", "h|zoe@exemple.org%0D%0ABcc: x@exemple.org|||"]
)
def test_what_is_no_address_for_this_server_is_given_up(connection, address):
    with connection.database.session_scope() as session:
        outbox.post(session, "c", NAME, address, [{"text": "Bonjour"}])
    with pytest.raises(Undeliverable):
        run(connection.transport().deliver(connection.rows_out()[0]))
    assert connection.post.taken == []


# --- what the operator is told


def configured(database, **keys):
    """Makes the transport as the gateway does; keys that are None are left out."""
    given = {name: value for name, value in keys.items() if value is not None}
    return make_transport(TRANSPORTS["bot.channels.email"], given, database)


def check(connection, **keys):
    return run(configured(connection.database, **connection.keys | keys).check())


@pytest.mark.parametrize(("keys", "words"), [
    ({"imap": "imap://127.0.0.1:1"}, "cannot be reached"), ({"folder": "Absent"}, "no folder Absent"), ({"smtp": "smtp://127.0.0.1:1"}, "SMTP server 127.0.0.1 cannot"),
    ({"authserv_id": "mx.autre.example"}, "have Authentication-Results of mx.exemple.fr, none of mx.autre.example"),
])  # fmt: skip
def test_each_fault_is_told_with_its_remedy(connection, keys, words):
    connection.dovecot.arrive(written())
    (fault,) = check(connection, **keys)
    assert words in fault and ":" in fault


def test_a_password_that_is_refused_is_told_for_both_servers_and_not_repeated(connection):
    faults = check(connection, password="motdepasse-faux")
    assert ["refuses user and password" in fault for fault in faults] == [True, True]
    assert "motdepasse" not in " ".join(faults)


def test_a_mailbox_whose_server_proves_nothing_is_told(connection):
    connection.dovecot.arrive(written(proof=None))
    (fault,) = check(connection)
    assert "everybody is sent to the website" in fault


@pytest.mark.parametrize(("keys", "words"), [
    ({"imap": "imap://imap.exemple.fr"}, "imaps://"), ({"imap": "https://imap.exemple.fr"}, "imap must be"), ({"imap": None}, "imap must be"),
    ({"imap": "imaps://a:b@imap.exemple.fr"}, "without user"), ({"smtp": "smtp"}, "smtp must be"), ({"imap": "imaps://imap.exemple.fr:0"}, "imap must be"),
    ({"password": None}, "password"), ({"password": 4711}, "quotes"), ({"address": "assistant"}, "address must be"), ({"address": None}, "address must be"),
    ({"authserv_id": None}, "authserv_id"), ({"trust": True}, "authserv_id"), ({"authserv_id": None, "trust": "yes"}, "authserv_id"), ({"mot": 1}, "unknown key(s) mot"),
    ({"keep_days": 0}, "keep_days"), ({"keep_days": "30"}, "keep_days"),
])  # fmt: skip
def test_keys_that_cannot_work_are_told_and_close_this_channel_alone(database, keys, words):
    servers = {"imap": "imap://127.0.0.1:1", "smtp": "smtp://127.0.0.1:1"}
    good = {**servers, "password": PASSWORD, "address": USER, "authserv_id": AUTHSERV_ID}
    transport = configured(database, **good | keys)
    (fault,) = run(transport.check())
    assert words in fault and PASSWORD not in fault
    with pytest.raises(RetryLater) as raised:
        run(transport.fetch(None))
    assert raised.value.seconds and str(raised.value) == fault


def test_no_log_holds_what_people_write_or_who_they_are(connection, caplog):
    caplog.set_level(logging.DEBUG)
    run(taken(connection, written("mot-secret"), written("autre-secret", proof=None)))
    connection.answer({"text": "réponse-secrète"})
    connection.post.refusal_of["RCPT"] = "550 no zoe@exemple.org here"
    run(connection.deliver())
    connection.dovecot.kill()
    with pytest.raises(RetryLater):
        run(connection.transport().fetch(connection.receive))
    of_others = ("mail.", "asyncio", "sqlalchemy")
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(of_others)]
    for word in ("secret", "secrète", "zoe", PASSWORD):
        assert not [line for line in ours if word in line]
