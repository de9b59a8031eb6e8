"""E-mails to candidates, by the operator's mail server, once each."""

import asyncio
import contextlib
import logging
import smtplib
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import localtime, make_msgid
from urllib.parse import unquote, urlsplit

from bot.base import clock
from bot.base.settings import settings
from bot.channels.gateway.configuration import is_loopback
from bot.channels.gateway.credentials import CredentialsError
from bot.channels.mail import letters
from bot.channels.mail.letters import Letter
from bot.channels.mail.mail_refusals import of_this_email
from bot.records.store.database import Database

logger = logging.getLogger(__name__)

LOOK_SECONDS = 15.0
LONGEST_SECONDS = 10.0  # for a word of the server
# For its word that it takes an e-mail: it may look into it first, and who does not wait sends it again, and again.
LONGEST_TAKING_SECONDS = 120.0
PORTS = {"smtp": 587, "smtps": 465}
SENDER = "Assistant conseiller numérique"


class UnmailableError(Exception):
    """This e-mail can never be sent: another try would end alike. Says why, without the address."""


@dataclass(frozen=True)
class MailServer:
    """The operator's mail server.

    Attributes:
        host: its name.
        port: of TCP.
        is_tls: TLS from the first byte; otherwise it begins by STARTTLS, except on loopback.
        user: who sends, None where nobody signs in.
        password: theirs.
        sender: what e-mails are sent from.
    """

    host: str
    port: int
    is_tls: bool
    user: str | None
    password: str = field(repr=False)
    sender: Address

    @contextlib.contextmanager
    def session(self) -> Iterator[smtplib.SMTP]:
        """Opens a session, signed in; whatever is answered to its farewell, what was taken is taken.

        Raises:
            OSError: the server cannot be reached, its certificate is no good, or it refuses (`smtplib.SMTPException`).
        """
        context = ssl.create_default_context()
        if self.is_tls:
            session: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=LONGEST_SECONDS, context=context)
        else:
            session = smtplib.SMTP(self.host, self.port, timeout=LONGEST_SECONDS)
        try:
            if not self.is_tls and not is_loopback(self.host):
                session.starttls(context=context)
            if self.user is not None:
                session.login(self.user, self.password)
            yield session
            with contextlib.suppress(OSError):
                session.quit()
        finally:
            session.close()

    def send(self, letter: Letter) -> None:
        """Sends one e-mail.

        Raises:
            UnmailableError: it can never be sent to this address.
            OSError: it cannot be sent now (`smtplib.SMTPException` is one).
        """
        try:
            message = compose(self.sender, letter)
        except (ValueError, IndexError, MessageError) as error:
            raise UnmailableError("the address is none") from error
        self.hand_over(message)

    def hand_over(self, message: EmailMessage) -> None:
        """Gives the server an e-mail for the one person to whom it is addressed.

        Raises:
            UnmailableError: it can never be sent to this address.
            OSError: it cannot be sent now (`smtplib.SMTPException` is one), or the operator has to mend something first.
        """
        with self.session() as session:
            try:
                assert session.sock is not None
                session.sock.settimeout(LONGEST_TAKING_SECONDS)
                session.send_message(message)
            except (smtplib.SMTPNotSupportedError, ValueError) as error:
                raise UnmailableError("the mail server has no letters for this address") from error
            except smtplib.SMTPException as error:
                reason = of_this_email(error)
                if reason is None:
                    raise
                raise UnmailableError(reason) from error

    def try_out(self, recipient: str | None = None) -> None:
        """Finds out whether the server would take an e-mail; none is sent.

        Args:
            recipient: whom it would be for; None: nobody is named, and what a server says only then stays unknown.

        Raises:
            OSError: it would not (`smtplib.SMTPException` is one).
        """
        with self.session() as session:
            session.ehlo_or_helo_if_needed()
            code, said = session.mail(self.sender.addr_spec)
            if code >= 500:
                raise smtplib.SMTPSenderRefused(code, said, self.sender.addr_spec)
            if recipient is not None:
                code, said = session.rcpt(recipient)
                if code >= 500:
                    raise smtplib.SMTPRecipientsRefused({recipient: (code, said)})


def compose(sender: Address, letter: Letter) -> EmailMessage:
    """Returns the e-mail.

    Args:
        sender: what it is sent from.
        letter: what it says, and to one address, as the person gave it.

    Raises:
        ValueError: the address is none, or holds another header (`email.errors.MessageError` and IndexError too).
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = Address(addr_spec=letter.address)
    message["Subject"] = letter.subject
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=sender.domain)
    message["Auto-Submitted"] = "auto-generated"  # no out-of-office reply, please
    message.set_content(letter.text)
    return message


def read_server() -> MailServer | None:
    """Returns the mail server that the environment names, None when no e-mail is to be sent.

    Raises:
        CredentialsError: it is named in a way that cannot be used; the password is never in the message.
    """
    url = settings().smtp_url
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise CredentialsError(
            "BOT_SMTP_URL cannot be read: write smtp://user:password@host:587 or smtps://user:password@host:465."
        ) from error
    if not host:
        raise CredentialsError("BOT_SMTP_URL names no host: write smtp://user:password@host:587.")
    try:
        sender = Address(SENDER, addr_spec=settings().smtp_from)
    except (ValueError, IndexError, MessageError) as error:
        raise CredentialsError(
            "BOT_SMTP_FROM must be the address that e-mails are sent from, with BOT_SMTP_URL."
        ) from error
    user = unquote(parts.username) if parts.username else None
    return MailServer(host, port, parts.scheme == "smtps", user, unquote(parts.password or ""), sender)


class Mailer:
    """Sends what is due, in a thread of its own, until it is stopped."""

    def __init__(self, server: MailServer, database: Database) -> None:
        """Prepares it.

        Args:
            server: the operator's.
            database: where requests are kept.
        """
        self.state = "ok"
        self._server, self._database = server, database
        self._over = threading.Event()

    async def run(self) -> None:
        """Looks now and then; whatever fails is tried again later."""
        try:
            while True:
                try:
                    await asyncio.to_thread(self.send_due)
                except Exception as error:
                    self.state = type(error).__name__
                    logger.error("e-mails failed: %s", self.state)
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            self._over.set()

    def send_due(self) -> None:
        """Sends what is due; a server that fails is left alone until the next look."""
        while not self._over.is_set():
            with self._database.session_scope() as session:
                letter = letters.claim(session, clock.now())
            if letter is None or not self._send(letter):
                return

    def _send(self, letter: Letter) -> bool:
        """Sends one e-mail; returns whether the server is well."""
        try:
            self._server.send(letter)
        except UnmailableError as error:
            logger.warning("an e-mail can never be sent (%s)", error)
            with self._database.session_scope() as session:
                letter.give_up(session)
            return True
        except OSError as error:  # smtplib's errors are some: their messages may hold an address
            self.state = type(error).__name__
            logger.warning("an e-mail could not be sent (%s), try %d of %d", self.state, letter.tries, letter.most)
            return False
        self.state = "ok"
        with self._database.session_scope() as session:
            letter.sent(session)
        return True
