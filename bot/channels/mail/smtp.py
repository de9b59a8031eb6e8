"""Sending e-mails through the operator's SMTP server."""

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
from bot.base.loopback import is_loopback_host
from bot.base.settings import settings
from bot.channels.gateway.credentials import CredentialsError
from bot.channels.mail import messages
from bot.channels.mail.messages import OutgoingEmail
from bot.channels.mail.smtp_errors import rejection_reason
from bot.content.sentences import sentence
from bot.records.store.database import Database

logger = logging.getLogger(__name__)

POLL_SECONDS = 15.0
TIMEOUT_SECONDS = 10.0  # for most answers of the server
# For the answer to DATA: the server may scan the e-mail first, and giving up early would send it again.
DATA_TIMEOUT_SECONDS = 120.0
PORTS = {"smtp": 587, "smtps": 465}


class UnmailableError(Exception):
    """An e-mail that can never be sent. The reason does not hold the address."""


@dataclass(frozen=True)
class MailServer:
    """The operator's SMTP server.

    Attributes:
        is_tls: TLS from the first byte; otherwise STARTTLS, except on loopback.
        user: None if the server needs no authentication.
        sender: From address.
    """

    host: str
    port: int
    is_tls: bool
    user: str | None
    password: str = field(repr=False)
    sender: Address

    @contextlib.contextmanager
    def session(self) -> Iterator[smtplib.SMTP]:
        """Open an authenticated session. Errors of QUIT are ignored, since accepted e-mails stay accepted.

        Raises:
            OSError: unreachable, certificate invalid, or refused (`smtplib.SMTPException`).
        """
        context = ssl.create_default_context()
        if self.is_tls:
            session: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            session = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            if not self.is_tls and not is_loopback_host(self.host):
                session.starttls(context=context)
            if self.user is not None:
                session.login(self.user, self.password)
            yield session
            with contextlib.suppress(OSError):
                session.quit()
        finally:
            session.close()

    def send(self, email: OutgoingEmail) -> None:
        """Send one e-mail.

        Raises:
            UnmailableError: it can never be sent to this address.
            OSError: it cannot be sent now (includes `smtplib.SMTPException`).
        """
        try:
            message = compose(self.sender, email)
        except (ValueError, IndexError, MessageError) as error:
            raise UnmailableError("the address is none") from error
        self.hand_over(message)

    def hand_over(self, message: EmailMessage) -> None:
        """Submit a message to its one recipient.

        Raises:
            UnmailableError: it can never be sent to this address.
            OSError: it cannot be sent now, or the operator must fix something first (includes `smtplib.SMTPException`).
        """
        with self.session() as session:
            try:
                assert session.sock is not None
                session.sock.settimeout(DATA_TIMEOUT_SECONDS)
                session.send_message(message)
            except (smtplib.SMTPNotSupportedError, ValueError) as error:
                raise UnmailableError("the mail server has no letters for this address") from error
            except smtplib.SMTPException as error:
                reason = rejection_reason(error)
                if reason is None:
                    raise
                raise UnmailableError(reason) from error

    def try_out(self, recipient: str | None = None) -> None:
        """Check that the server would accept an e-mail, without sending one.

        Args:
            recipient: None skips RCPT, and with it what a server reports only then.

        Raises:
            OSError: it would not (includes `smtplib.SMTPException`).
        """
        with self.session() as session:
            session.ehlo_or_helo_if_needed()
            code, text = session.mail(self.sender.addr_spec)
            if code >= 500:
                raise smtplib.SMTPSenderRefused(code, text, self.sender.addr_spec)
            if recipient is not None:
                code, text = session.rcpt(recipient)
                if code >= 500:
                    raise smtplib.SMTPRecipientsRefused({recipient: (code, text)})


def compose(sender: Address, email: OutgoingEmail) -> EmailMessage:
    """Build the message.

    Raises:
        ValueError: the address is invalid (also `email.errors.MessageError` and IndexError).
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = Address(addr_spec=email.address)
    message["Subject"] = email.subject
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=sender.domain)
    message["Auto-Submitted"] = "auto-generated"  # prevents out-of-office replies
    message.set_content(email.text)
    return message


def read_server() -> MailServer | None:
    """The SMTP server of the settings, None if none is configured.

    Raises:
        CredentialsError: the settings are invalid; the message does not hold the password.
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
        sender = Address(sentence("email.sender"), addr_spec=settings().smtp_from)
    except (ValueError, IndexError, MessageError) as error:
        raise CredentialsError(
            "BOT_SMTP_FROM must be the address that e-mails are sent from, with BOT_SMTP_URL."
        ) from error
    user = unquote(parts.username) if parts.username else None
    return MailServer(host, port, parts.scheme == "smtps", user, unquote(parts.password or ""), sender)


class Mailer:
    """Sends due e-mails in a thread, until it is stopped."""

    def __init__(self, server: MailServer, database: Database) -> None:
        self.state = "ok"
        self._server, self._database = server, database
        self._stopped = threading.Event()

    async def run(self) -> None:
        """Poll until cancelled; failures are retried later."""
        try:
            while True:
                try:
                    await asyncio.to_thread(self.send_due)
                except Exception as error:
                    self.state = type(error).__name__
                    logger.error("e-mails failed: %s", self.state)
                await asyncio.sleep(POLL_SECONDS)
        finally:
            self._stopped.set()

    def send_due(self) -> None:
        """Send what is due; stop at the first error of the server."""
        while not self._stopped.is_set():
            with self._database.session_scope() as session:
                email = messages.claim(session, clock.now())
            if email is None or not self._send(email):
                return

    def _send(self, email: OutgoingEmail) -> bool:
        """Send one e-mail; return whether the server works."""
        try:
            self._server.send(email)
        except UnmailableError as error:
            logger.warning("an e-mail can never be sent (%s)", error)
            with self._database.session_scope() as session:
                email.give_up(session)
            return True
        except OSError as error:  # includes smtplib's errors, whose messages may hold an address
            self.state = type(error).__name__
            logger.warning("an e-mail could not be sent (%s), try %d of %d", self.state, email.tries, email.most)
            return False
        self.state = "ok"
        with self._database.session_scope() as session:
            email.sent(session)
        return True
