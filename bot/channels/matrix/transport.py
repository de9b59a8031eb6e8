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
        self._held = contextlib.ExitStack()
        self._background, self._doors = BackgroundTasks(), RoomJoiner()

    async def fetch(self, receive: Receive) -> None:
        """Sync until cancelled."""
        store = Store(self._configuration.user_id)
        try:
            await self._open(store)
            await self._follow(receive)
        except LoggedOutError as error:
            await self._open_again(store, keeps_device=error.keeps_device)
            raise RetryLater(1, "the homeserver had ended the session: signed in again") from error
        except (StoreInUse, WrongSecret) as error:
            raise RetryLater(FAULT_SECONDS, str(error)) from error
        except (BadConfiguration, Undeliverable) as error:
            raise RetryLater(FAULT_SECONDS, f"the Matrix account cannot be used: {error}") from error

    async def _open(self, store: Store) -> None:
        """Sign in and load the keys, once."""
        if self._client is not None:
            return
        with contextlib.ExitStack() as held:
            held.enter_context(store.exclusive())
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
            self._client, self._held = client, held.pop_all()

    async def _open_again(self, store: Store, *, keeps_device: bool) -> None:
        """Sign in again on the same device if it still exists; otherwise the next start creates one."""
        try:
            if self._configuration.password is None:
                raise BadConfiguration(sign_in.TOKEN_ENDED)
            if keeps_device:
                await sign_in.renew(self._opened(), self._configuration, store)
            else:
                await self.close()
                store.delete_device()
        except (BadConfiguration, Undeliverable) as error:
            raise RetryLater(FAULT_SECONDS, f"the Matrix account was signed out: {error}") from error

    def _opened(self) -> MatrixClient:
        if self._client is None:
            raise RetryLater(2, "the Matrix account is not open yet")
        return self._client

    async def _follow(self, receive: Receive) -> None:
        client = self._opened()
        state = SyncState.read(intake.read_state(self._database, NAME, KEY))
        reader = SyncParser(client, self._database, state, self._background)
        await client.maintain_keys(self._background)
        is_first = not self._is_ready
        while True:
            self._is_signed = self._is_signed or await identity.sign_device(client, self._configuration)
            seconds = 0 if is_first else SHORT_POLL_SECONDS if state.has_pending_notice() else LONG_POLL_SECONDS
            response = await client.sync_once(state.since, seconds=seconds, full_state=is_first)
            arrivals = await self._read(reader, response, state)
            verification.cancel(client, arrivals, response.to_device_events, self._background)
            state.tidy()
            state.since = response.next_batch
            await self._keep(arrivals, state, receive)
            await client.maintain_keys(self._background)
            for room_id in state.invitations:
                self._background.start(self._doors.enter(client, room_id), f"entering {room_id}")
            self._is_ready, is_first = True, False

    async def _read(self, reader: SyncParser, response: nio.SyncResponse, state: SyncState) -> list[Incoming]:
        """Messages of a sync; leaves or declines rooms that are not private."""
        client = self._opened()
        state.invitations = [room_id for room_id in state.invitations if room_id not in self._doors.finished]
        self._doors.finished.clear()
        arrivals: list[Incoming] = []
        for room_id, info in response.rooms.join.items():
            room = client.rooms.get(room_id)
            if room is None or invitations.leave_unless_private(client, room, self._background):
                continue
            if state.since is not None:  # messages before the installation are not answered
                arrivals += await reader.parse_room(room, info.timeline)
        for room_id, invited in list(client.invited_rooms.items()):
            if room_id in response.rooms.invite:
                invitations.consider(client, room_id, invited, state, self._background)
        return arrivals + reader.parse_late()

    async def _keep(self, arrivals: list[Incoming], state: SyncState, receive: Receive) -> None:
        """Store messages, the state with the last: after a crash the homeserver sends all of them again."""
        client = self._opened()
        rows = state.as_rows() | ({} if self._is_ready else {ACCOUNT: client.user_id})
        for arrival in arrivals[:-1]:
            await receive(arrival)
        await receive(arrivals[-1] if arrivals else None, state=rows)
        seen = {room_of(arrival.address): arrival.message_id for arrival in arrivals if arrival.message_id[0] == "$"}
        for room_id, event_id in seen.items():
            self._background.start(client.update_receipt_marker(room_id, event_id))

    async def deliver(self, row: OutboundMessage) -> None:
        """Send a message to its room; repeated after a crash it appears once."""
        client = self._opened()
        if not self._is_ready:
            raise RetryLater(2, "the Matrix rooms are not known yet")
        if row.address is None or not row.text:
            raise Undeliverable("nothing to say or nowhere to say it")
        room = find_reply_room(client.rooms, row.address)
        if room is None:  # a reply is for one user only
            raise Undeliverable("no room is left with this person alone")
        thread = thread_of(row.address) if room.room_id == room_of(row.address) else None
        parts = contents(row.text, row.buttons, notice=row.text in section("unsupported").values(), thread=thread)
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
        self._held.close()
