"""Transport of the Matrix channel: the sync for incoming messages, room events for replies."""

import contextlib
import logging
from typing import Any

import nio

from bot.channels.gateway import intake
from bot.channels.gateway.background_tasks import BackgroundTasks
from bot.channels.gateway.configuration import BadConfiguration
from bot.channels.gateway.transport import FAULT_SECONDS, Incoming, Receive, RetryLater, Undeliverable
from bot.channels.matrix import checks, identity, invitations, sign_in, verification
from bot.channels.matrix.addresses import room_of, thread_of
from bot.channels.matrix.client import LONG_POLL_SECONDS, MatrixClient
from bot.channels.matrix.configuration import MatrixConfiguration
from bot.channels.matrix.event_bodies import contents
from bot.channels.matrix.events import is_event_id
from bot.channels.matrix.homeserver import LoggedOutError
from bot.channels.matrix.room_joiner import RoomJoiner
from bot.channels.matrix.rooms import find_reply_room
from bot.channels.matrix.state import KEY, SyncState
from bot.channels.matrix.store import Store, StoreInUse, WrongSecret
from bot.channels.matrix.sync_parser import SyncParser
from bot.channels.turn.resume_links import ACCOUNT
from bot.content.sentences import section
from bot.records.models import OutboundMessage
from bot.records.store.database import Database

logger = logging.getLogger(__name__)

NAME = "matrix"
SHORT_POLL_SECONDS = 3
TYPING_MILLISECONDS = 20_000


class MatrixTransport:
    """One Matrix account with one device, as a `Transport`."""

    name = NAME

    def __init__(self, credentials: dict[str, Any], database: Database) -> None:
        self._configuration = MatrixConfiguration.read(credentials)
        self._database = database
        self._client: MatrixClient | None = None
        self._is_ready = self._is_signed = False
        self._store_lock = contextlib.ExitStack()
        self._background, self._joiner = BackgroundTasks(), RoomJoiner()

    async def fetch(self, receive: Receive) -> None:
        """Sync until cancelled."""
        store = Store(self._configuration.user_id)
        try:
            await self._open(store)
            await self._sync_forever(receive)
        except LoggedOutError as error:
            await self._reauthenticate(store, keeps_device=error.keeps_device)
            outcome = "signed in again" if error.keeps_device else "its device is gone, signing in with a new one"
            raise RetryLater(1, f"the homeserver had ended the session: {outcome}") from error
        except (StoreInUse, WrongSecret) as error:
            raise RetryLater(FAULT_SECONDS, str(error)) from error
        except (BadConfiguration, Undeliverable) as error:
            raise RetryLater(FAULT_SECONDS, f"the Matrix account cannot be used: {error}") from error

    async def _open(self, store: Store) -> None:
        """Sign in and load the keys, once."""
        if self._client is not None:
            return
        with contextlib.ExitStack() as store_lock:
            store_lock.enter_context(store.exclusive())
            client = MatrixClient(self._configuration.homeserver, self._configuration.user_id, store)
            try:
                await sign_in.open_device(client, self._configuration, store)
            except LoggedOutError as error:  # its keys were never published, so nothing is lost
                await client.close()
                store.delete_device()
                raise RetryLater(1, "a device that was never used is gone") from error
            except BaseException:
                await client.close()
                raise
            self._client, self._store_lock = client, store_lock.pop_all()

    async def _reauthenticate(self, store: Store, *, keeps_device: bool) -> None:
        """Sign in again on the same device if it still exists; otherwise forget it, and `_open` creates another."""
        try:
            if self._configuration.password is None:
                raise BadConfiguration(sign_in.TOKEN_ENDED)
            if keeps_device:
                await sign_in.renew(self._require_client(), self._configuration, store)
            else:
                await self.close()
                store.delete_device()
        except (BadConfiguration, Undeliverable) as error:
            raise RetryLater(FAULT_SECONDS, f"the Matrix account was signed out: {error}") from error

    def _require_client(self) -> MatrixClient:
        """The signed-in client.

        Raises:
            RetryLater: it is not signed in yet.
        """
        if self._client is None:
            raise RetryLater(2, "the Matrix account is not open yet")
        return self._client

    async def _sync_forever(self, receive: Receive) -> None:
        """Sync, store what arrived with the position of the sync, then join rooms in the background; repeat."""
        client = self._require_client()
        state = SyncState.read(intake.read_state(self._database, NAME, KEY))
        parser = SyncParser(client, self._database, state, self._background)
        await client.maintain_keys(self._background)
        is_first = not self._is_ready
        while True:
            self._is_signed = self._is_signed or await identity.sign_device(client, self._configuration)
            seconds = 0 if is_first else _poll_timeout(state)
            response = await client.sync_once(state.since, seconds=seconds, full_state=is_first)
            arrivals = await self._handle_rooms(parser, response, state)
            verification.cancel(client, arrivals, response.to_device_events, self._background)
            state.tidy()
            state.since = response.next_batch
            await self._store_messages(arrivals, state, receive)
            await client.maintain_keys(self._background)
            for room_id in state.invitations:
                self._background.start(self._joiner.enter(client, room_id), f"entering {room_id}")
            self._is_ready, is_first = True, False

    async def _handle_rooms(self, parser: SyncParser, response: nio.SyncResponse, state: SyncState) -> list[Incoming]:
        """Messages of a sync; leaves or declines rooms that are not private."""
        client = self._require_client()
        state.invitations = [room_id for room_id in state.invitations if room_id not in self._joiner.finished]
        self._joiner.finished.clear()
        arrivals: list[Incoming] = []
        for room_id, info in response.rooms.join.items():
            room = client.rooms.get(room_id)
            if room is None or invitations.leave_unless_private(client, room, self._background):
                continue
            if state.since is not None:  # messages before the installation are not answered
                arrivals += await parser.parse_room(room, info.timeline)
        for room_id, invited in list(client.invited_rooms.items()):
            if room_id in response.rooms.invite:
                invitations.consider(client, room_id, invited, state, self._background)
        return arrivals + parser.parse_late()

    async def _store_messages(self, arrivals: list[Incoming], state: SyncState, receive: Receive) -> None:
        """Store messages, the state with the last: after a crash the homeserver sends all of them again."""
        client = self._require_client()
        rows = state.as_rows() | ({} if self._is_ready else {ACCOUNT: client.user_id})
        for arrival in arrivals[:-1]:
            await receive(arrival)
        await receive(arrivals[-1] if arrivals else None, state=rows)
        read_up_to = {
            room_of(arrival.address): arrival.message_id for arrival in arrivals if is_event_id(arrival.message_id)
        }
        for room_id, event_id in read_up_to.items():
            self._background.start(client.update_receipt_marker(room_id, event_id))

    async def deliver(self, row: OutboundMessage) -> None:
        """Send a message to its room; repeated after a crash it appears once."""
        client = self._require_client()
        if not self._is_ready:
            raise RetryLater(2, "the Matrix rooms are not known yet")
        if row.address is None or not row.text:
            raise Undeliverable("nothing to say or nowhere to say it")
        room = find_reply_room(client.rooms, row.address)
        if room is None:  # a reply is for one user only
            raise Undeliverable("no room is left with this person alone")
        thread = thread_of(row.address) if room.room_id == room_of(row.address) else None
        parts = contents(row.text, row.buttons, notice=_is_unsupported_notice(row.text), thread=thread)
        try:
            for number, part in enumerate(parts):
                await client.say(room.room_id, part, f"{row.conversation_id[:24]}.{row.id}.{number}")
        except LoggedOutError as error:
            raise RetryLater(5, "the Matrix account was signed out") from error

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Show or hide the typing indicator; errors are ignored."""
        if self._client is not None and self._is_ready:
            with contextlib.suppress(Exception):
                await self._client.room_typing(room_of(address), typing_state=is_on, timeout=TYPING_MILLISECONDS)

    async def check(self) -> list[str]:
        """Problems of the account or the homeserver, one sentence each."""
        return await checks.examine(self._configuration, Store(self._configuration.user_id))

    async def close(self) -> None:
        """Close the connection and release the store."""
        self._is_ready = self._is_signed = False
        await self._background.close()
        if self._client is not None:
            await self._client.close()
            self._client = None
        self._store_lock.close()


def _poll_timeout(state: SyncState) -> int:
    """Seconds for which a sync waits for news: few while the sender of an undecrypted event must soon be notified."""
    return SHORT_POLL_SECONDS if state.has_pending_notice() else LONG_POLL_SECONDS


def _is_unsupported_notice(text: str) -> bool:
    """Whether a message says that a kind of content is not read.

    The gateway stores it as a message like any other, with the sentence as its whole text.
    """
    return text in section("unsupported").values()
