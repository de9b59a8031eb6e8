"""E-mail's connection: what arrives is stored with the place in the mailbox; answers are sent once."""

import asyncio
import logging
from datetime import date, timedelta
from email.errors import MessageError
from typing import Any

from bot import clock, settings
from bot.channels.email import checks
from bot.channels.email.composing import compose
from bot.channels.email.configuration import BadConfiguration, Configuration
from bot.channels.email.mailbox import Fetched, Mailbox, MailboxTrouble
from bot.channels.email.people import Met, address_of, inbox_id, met_of
from bot.channels.email.reading import headers_of, message_id_of, read, root_of, subject_of
from bot.channels.email.senders import Proof, author_of, is_program, proof_of
from bot.channels.email.state import KEY, Place
from bot.channels.mail import UnmailableError
from bot.channels.sentences import REFUSALS
from bot.channels.transport import Incoming, Receive, RetryLater, Undeliverable
from bot.channels.ways import ACCOUNT
from bot.records import addresses, channel_states, inbox
from bot.records.database import Database
from bot.records.models import OutboundMessage

logger = logging.getLogger(__name__)

NAME = "email"
MOST_AN_HOUR = 30
_HOUR, _DAY = 3600, 24 * 3600
_FAULT_SECONDS = 60.0
UNPROVEN = (
    "Je ne peux pas tenir compte de votre e-mail, car rien ne prouve qu'il vient bien de cette adresse ; "
    "le même assistant vous répond sur le site : {site}/"
)
TOO_MANY = (
    "J'ai reçu beaucoup d'e-mails de votre adresse en une heure : je ne lis pas les suivants pendant un moment. "
    "Réécrivez-moi dans une heure, ou sur le site : {site}/"
)


class EmailTransport:
    """One mailbox."""

    name = NAME

    def __init__(self, credentials: dict[str, Any] | None, database: Database) -> None:
        """Prepares the transport; nothing is sent. Keys that cannot work are told by `fetch` and `check`.

        Args:
            credentials: the keys in `credentials.yml`.
            database: where the channel's state is kept.
        """
        self._credentials = credentials
        self._database = database
        self._mailboxes: list[Mailbox] = []
        self._one_at_a_time = asyncio.Lock()
        self._tidied: date | None = None

    async def fetch(self, receive: Receive) -> None:
        """Takes what arrives in the mailbox until cancelled.

        Raises:
            RetryLater: the server is away, or the mailbox cannot be used as it is.
        """
        configuration = self._configured()
        # One listens while the other reads: what arrives between reading and listening would be told to nobody.
        listener, mailbox = self._mailboxes = [Mailbox(configuration), Mailbox(configuration)]
        try:
            await asyncio.to_thread(listener.open)
            await asyncio.to_thread(mailbox.open)
            place = await self._find_place(configuration, mailbox, receive)
            while True:
                await asyncio.to_thread(listener.listen)
                for uid in await asyncio.to_thread(mailbox.uids_from, place.next_uid):
                    place.go_on(uid + 1)
                    await self._take(configuration, mailbox, uid, place, receive)
                await receive()
                await asyncio.to_thread(self._tidy, configuration, place)
                await asyncio.to_thread(listener.wait)
        except MailboxTrouble as trouble:
            raise RetryLater(None if trouble.passes else _FAULT_SECONDS, str(trouble)) from None
        finally:
            await self.close()

    def _configured(self) -> Configuration:
        try:
            return Configuration.read(self._credentials)
        except BadConfiguration as error:
            raise RetryLater(_FAULT_SECONDS, str(error)) from error

    async def _find_place(self, configuration: Configuration, mailbox: Mailbox, receive: Receive) -> Place:
        """Returns where the reading goes on; where the server has numbered all anew, takes first what is not known yet."""
        place = Place.read(await asyncio.to_thread(self._read_state))
        if place is None:
            place = Place.begin(mailbox.validity, mailbox.next_uid)
        elif place.validity != mailbox.validity:
            logger.warning(
                "e-mail: the server has numbered its messages anew; the latest are compared with those known"
            )
            for uid in await asyncio.to_thread(mailbox.uids_since, place.since()):
                if uid < mailbox.next_uid:
                    await self._take(configuration, mailbox, uid, place, receive)
            place.begin_anew(mailbox.validity, mailbox.next_uid)
        await receive(state=place.as_rows() | {ACCOUNT: configuration.address})
        return place

    def _tidy(self, configuration: Configuration, place: Place) -> None:
        """Removes from the mailbox what was read long ago, once a day, if the operator wants it."""
        today = clock.today()
        if configuration.keep_days is None or self._tidied == today:
            return
        mailbox = Mailbox(configuration)
        try:
            mailbox.open(may_remove=True)
            if mailbox.validity == place.validity:
                mailbox.remove(place.first_uid, place.next_uid, today - timedelta(days=configuration.keep_days))
        except MailboxTrouble as trouble:  # it is read all the same
            logger.warning("e-mail: what was read could not be removed from the mailbox: %s", trouble)
        finally:
            mailbox.close()
        self._tidied = today

    def _read_state(self) -> Any:
        with self._database.session_scope() as session:
            return channel_states.get(session, NAME, KEY)

    async def _take(
        self, configuration: Configuration, mailbox: Mailbox, uid: int, place: Place, receive: Receive
    ) -> None:
        """Stores a message with where the reading goes on: in one transaction, so that it is taken once."""
        fetched = await asyncio.to_thread(mailbox.fetch, uid)
        arrival = None
        if fetched is not None:
            arrival = await asyncio.to_thread(self._arrived, configuration, fetched, place)
        await receive(arrival, state=place.as_rows())

    def _arrived(self, configuration: Configuration, fetched: Fetched, place: Place) -> Incoming | None:
        """Returns what a message says as any channel would, None where it is not answered."""
        headers = headers_of(fetched.raw)
        author = author_of(headers)
        if author is None or author in {configuration.address, configuration.user.lower()}:
            return None
        message_id = message_id_of(headers)
        own = inbox_id(message_id, fetched.raw)
        if is_program(headers, author) or not place.is_new(author, own):
            return None
        met = Met(author, message_id, root_of(headers), subject_of(headers))
        proof = Proof.PROVEN
        if configuration.authserv_id is not None:
            proof = proof_of(headers, author, configuration.authserv_id)
        if proof is not Proof.PROVEN:
            # Of a forged address the owner has written nothing: an answer would reach somebody who asked nothing.
            return self._refused(met, own, place) if proof is Proof.NONE else None
        address = address_of(met)
        recent = self._count(address, _HOUR)
        if recent >= MOST_AN_HOUR:
            notice = TOO_MANY.format(site=settings.site())
            return Incoming(address, own, notice=notice) if recent == MOST_AN_HOUR else None
        said = read(fetched.raw, headers, is_whole=fetched.is_whole)
        if said.is_cut:
            return Incoming(address, own, notice=REFUSALS["too_long"])
        return Incoming(address, own, said.text, said.unread)

    def _refused(self, met: Met, own: str, place: Place) -> Incoming | None:
        """Returns what somebody under an unproven address is told, once a day; whose conversation it is then, is apart."""
        address = address_of(met, is_proven=False)
        if self._count(address, _DAY) or not place.may_refuse():
            return None
        return Incoming(address, own, notice=UNPROVEN.format(site=settings.site()))

    def _count(self, address: str, seconds: int) -> int:
        """Returns how many e-mails of a person were taken in the last seconds, whatever they wrote on other channels."""
        with self._database.session_scope() as session:
            here = addresses.find(session, NAME, address)
            return 0 if here is None else inbox.count_recent(session, here, seconds, channel=NAME)

    async def deliver(self, row: OutboundMessage) -> None:
        """Sends one answer.

        Raises:
            RetryLater: it may succeed later.
            Undeliverable: the server will never take it for this address.
        """
        server = self._configured().server
        try:
            message = compose(row, met_of(row.address or ""), server.sender)
        except (ValueError, IndexError, MessageError) as error:
            raise Undeliverable("there is no address that can be written to") from error
        try:
            async with self._one_at_a_time:
                await asyncio.to_thread(server.hand_over, message)
        except UnmailableError as error:
            raise Undeliverable(f"the mail server never takes anything for this address ({error})") from None
        except OSError as error:  # smtplib's errors are some: their messages may hold an address
            raise RetryLater(None, f"the mail server did not take it ({type(error).__name__})") from None

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Shows nothing: e-mail has no such thing."""

    async def check(self) -> list[str]:
        """Returns what is wrong with the mailbox or the server that sends, a sentence each."""
        try:
            configuration = Configuration.read(self._credentials)
        except BadConfiguration as error:
            return [str(error)]
        return await asyncio.to_thread(checks.examine, configuration)

    async def close(self) -> None:
        """Lets go of the connections."""
        for mailbox in self._mailboxes:
            mailbox.close()
