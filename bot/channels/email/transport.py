"""Transport of the e-mail channel: IMAP for incoming messages, SMTP for replies."""

import asyncio
import logging
import smtplib
from datetime import date, timedelta
from typing import Any

from bot.base import clock
from bot.base.settings import settings
from bot.channels.email import checks
from bot.channels.email.bounces import Failure, failure_in, is_report
from bot.channels.email.composing import compose, local_part_of, row_id_of
from bot.channels.email.configuration import Configuration
from bot.channels.email.mailbox import Fetched, Mailbox, MailboxError
from bot.channels.email.mailbox_cursor import KEY, MailboxCursor
from bot.channels.email.parsing import headers_of, message_id_of, read, root_of, subject_of
from bot.channels.email.reply_context import ReplyContext, address_of, inbox_id, parse_reply_context
from bot.channels.email.sender_verification import SenderCheck, check_sender, from_address, is_automated
from bot.channels.gateway import intake
from bot.channels.gateway.transport import FAULT_SECONDS, Incoming, Receive, RetryLater, Undeliverable
from bot.channels.mail.smtp import UnmailableError
from bot.channels.mail.smtp_errors import permanent_error, transient_error
from bot.channels.turn.resume_links import ACCOUNT
from bot.content.sentences import section, sentence
from bot.records.conversations import addresses, inbox, outbox
from bot.records.models import OutboundMessage
from bot.records.store.database import Database

logger = logging.getLogger(__name__)

NAME = "email"
MAX_PER_HOUR = 30
_HOUR, _DAY = 3600, 24 * 3600
_REFUSED_SECONDS = 300.0  # servers block accounts after repeated wrong passwords


class EmailTransport:
    """One mailbox, as a `Transport`."""

    name = NAME

    def __init__(self, credentials: dict[str, Any], database: Database) -> None:
        self._configuration = Configuration.read(credentials)
        self._database = database
        self._mailboxes: list[Mailbox] = []
        self._one_at_a_time = asyncio.Lock()
        self._removed_on: date | None = None
        self._blocked_by: RetryLater | None = None
        self._blocked_until = 0.0

    async def fetch(self, receive: Receive) -> None:
        """Process incoming messages until cancelled."""
        # One connection listens while the other reads, or messages arriving in between would go unnoticed.
        listener, mailbox = self._mailboxes = [Mailbox(self._configuration), Mailbox(self._configuration)]
        try:
            await asyncio.to_thread(listener.open)
            await asyncio.to_thread(mailbox.open)
            cursor = await self._load_cursor(mailbox, receive)
            while True:
                await asyncio.to_thread(listener.listen)
                for uid in await asyncio.to_thread(mailbox.uids_from, cursor.next_uid):
                    cursor.advance(uid + 1)
                    await self._process(mailbox, uid, cursor, receive)
                await receive()
                await asyncio.to_thread(self._remove_old, cursor)
                await asyncio.to_thread(listener.wait)
        except MailboxError as error:
            raise RetryLater(None if error.is_transient else FAULT_SECONDS, str(error)) from None
        finally:
            await self.close()

    async def _load_cursor(self, mailbox: Mailbox, receive: Receive) -> MailboxCursor:
        """The stored cursor; if UIDs were reassigned, first process the latest messages that are not known yet."""
        cursor = MailboxCursor.read(await asyncio.to_thread(intake.read_state, self._database, NAME, KEY))
        if cursor is None:
            cursor = MailboxCursor.begin(mailbox.uid_validity, mailbox.next_uid)
        elif cursor.validity != mailbox.uid_validity:
            logger.warning(
                "e-mail: the server has numbered its messages anew; the latest are compared with those known"
            )
            for uid in await asyncio.to_thread(mailbox.uids_since, cursor.since()):
                if uid < mailbox.next_uid:
                    await self._process(mailbox, uid, cursor, receive)
            cursor.reset_uids(mailbox.uid_validity, mailbox.next_uid)
        await receive(state=cursor.as_rows() | {ACCOUNT: self._configuration.address})
        return cursor

    def _remove_old(self, cursor: MailboxCursor) -> None:
        """Remove old processed messages from the mailbox once a day, if configured."""
        today, configuration = clock.today(), self._configuration
        if configuration.keep_days is None or self._removed_on == today:
            return
        mailbox = Mailbox(configuration)
        try:
            mailbox.open(may_remove=True)
            if mailbox.uid_validity == cursor.validity:
                until = today - timedelta(days=configuration.keep_days)
                mailbox.remove(cursor.first_uid, cursor.next_uid, since=cursor.first_day(), before=until)
        except MailboxError as error:  # reading continues
            logger.warning("e-mail: what was read could not be removed from the mailbox: %s", error)
        finally:
            mailbox.close()
        self._removed_on = today

    async def _process(self, mailbox: Mailbox, uid: int, cursor: MailboxCursor, receive: Receive) -> None:
        """Store a message with the new cursor in one transaction, so that it is processed once."""
        fetched = await asyncio.to_thread(mailbox.fetch, uid)
        arrival = None
        if fetched is not None:
            arrival = await asyncio.to_thread(self._parse, fetched, cursor)
        await receive(arrival, state=cursor.as_rows())

    def _parse(self, fetched: Fetched, cursor: MailboxCursor) -> Incoming | None:
        """The message as `Incoming`, None if it is not answered."""
        headers, configuration = headers_of(fetched.raw), self._configuration
        if is_report(headers):
            self._record_bounce(failure_in(fetched.raw))
            return None
        author = from_address(headers)
        if author is None or author in {configuration.address, configuration.user.lower()}:
            return None
        message_id = message_id_of(headers)
        own_id = inbox_id(message_id, fetched.raw)
        if is_automated(headers, author) or not cursor.is_new(author, own_id):
            return None
        context = ReplyContext(author, message_id, root_of(headers), subject_of(headers))
        check = SenderCheck.VERIFIED
        if configuration.authserv_id is not None:
            check = check_sender(headers, author, configuration.authserv_id)
        if check is not SenderCheck.VERIFIED:
            # A reply to a forged address would reach its owner, who has not written.
            return self._unverified_notice(context, own_id, cursor) if check is SenderCheck.UNVERIFIED else None
        address = address_of(context)
        recent = self._count(address, _HOUR)
        if recent >= MAX_PER_HOUR:
            notice = sentence("email.too_many", site=settings().site)
            return Incoming(address, own_id, notice=notice) if recent == MAX_PER_HOUR else None
        content = read(fetched.raw, headers, is_whole=fetched.is_whole)
        if content.is_cut:
            return Incoming(address, own_id, notice=section("errors")["too_long"])
        return Incoming(address, own_id, content.text, content.unsupported)

    def _record_bounce(self, failure: Failure | None) -> None:
        """Record a bounce, if it is of our reply and of its recipient; idempotent."""
        if failure is None:
            return
        local_part = failure.message_id.strip("<>").partition("@")[0]
        with self._database.session_scope() as session:
            row = outbox.find(session, NAME, row_id_of(local_part))
            if row is None or local_part not in {local_part_of(row, email) for email in failure.addresses}:
                return
            outbox.mark_bounced(row, f"it came back: {failure.reason}")
        logger.warning("e-mail: an answer that was sent came back: %s", failure.reason)

    def _unverified_notice(self, context: ReplyContext, own_id: str, cursor: MailboxCursor) -> Incoming | None:
        """The daily notice to an unverified sender, who has a conversation apart."""
        address = address_of(context, is_verified=False)
        if self._count(address, _DAY) or not cursor.may_refuse():
            return None
        return Incoming(address, own_id, notice=sentence("email.unverified", site=settings().site))

    def _count(self, address: str, seconds: int) -> int:
        """Number of recent e-mails of a sender, without other channels."""
        with self._database.session_scope() as session:
            conversation_id = addresses.find(session, NAME, address)
            if conversation_id is None:
                return 0
            return inbox.count_recent(session, conversation_id, seconds, channel=NAME)

    async def deliver(self, row: OutboundMessage) -> None:
        """Send one reply."""
        server = self._configuration.server
        try:
            message = compose(row, parse_reply_context(row.address or ""), server.sender)
        except ValueError as error:
            raise Undeliverable("there is no address that can be written to") from error
        try:
            async with self._one_at_a_time:
                if self._blocked_by is not None and asyncio.get_running_loop().time() < self._blocked_until:
                    raise self._blocked_by
                await asyncio.to_thread(server.hand_over, message)
        except UnmailableError as error:
            raise Undeliverable(f"the mail server will never take it: {error}") from None
        except OSError as error:  # includes smtplib's errors, whose messages may hold an address
            raise self._later(error, server.host) from None

    def _later(self, error: OSError, host: str) -> RetryLater:
        """When to retry. If the server rejects the whole account, further deliveries are held back meanwhile."""
        fault = permanent_error(error, host)
        if fault is None:
            return RetryLater(None, transient_error(error))
        applies_to_account = not isinstance(error, smtplib.SMTPRecipientsRefused)
        later = RetryLater(_REFUSED_SECONDS, fault, applies_to_account=applies_to_account)
        if applies_to_account:
            self._blocked_by, self._blocked_until = later, asyncio.get_running_loop().time() + _REFUSED_SECONDS
        return later

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Do nothing: e-mail has no typing indicator."""

    async def check(self) -> list[str]:
        """Problems of the mailbox or the SMTP server, one sentence each."""
        return await asyncio.to_thread(checks.examine, self._configuration)

    async def close(self) -> None:
        """Close the connections."""
        for mailbox in self._mailboxes:
            mailbox.close()
