"""Matrix's connection: what arrives in private rooms is stored with the place in the sync; answers are said once."""

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Coroutine
from typing import Any
from urllib.parse import quote

import nio

from bot.channels.matrix import checks, identity, sign_in, verification
from bot.channels.matrix.client import LONG_POLL_SECONDS, MatrixClient, SignedOut, WrongSecret
from bot.channels.matrix.configuration import BadConfiguration, MatrixConfiguration
from bot.channels.matrix.contents import contents
from bot.channels.matrix.events import Said, is_encrypted, message_id, read_event
from bot.channels.matrix.invitations import ENOUGH, Doors, has_enough_rooms
from bot.channels.matrix.rooms import (
    GROUP_ROOM,
    address_of,
    carrier_notice,
    has_just_joined,
    is_abandoned,
    is_private,
    may_be_private,
    other_member,
    room_of,
    room_with,
    since_invitation,
    thread_of,
)
from bot.channels.matrix.state import KEY, SyncState
from bot.channels.matrix.store import Store, StoreInUse
from bot.channels.transport import Incoming, Receive, RetryLater, Undeliverable
from bot.channels.unread import SENTENCES
from bot.channels.ways import ACCOUNT
from bot.records import channel_states, offers
from bot.records.database import Database
from bot.records.models import OutboundMessage

logger = logging.getLogger(__name__)

NAME = "matrix"
IMPATIENT_SECONDS = 3
TYPING_MILLISECONDS = 20_000
_PAGE = 100
_MOST_PAGES = 50


class MatrixTransport:
    """One Matrix account with one device."""

    name = NAME

    def __init__(self, credentials: dict[str, Any] | None, database: Database) -> None:
        """Prepares the transport; nothing is sent. Keys that cannot work are told by `fetch` and `check`.

        Args:
            credentials: the keys in `credentials.yml`.
            database: where the channel's state is kept.
        """
        self._credentials = credentials
        self._database = database
        self._client: MatrixClient | None = None
        self._is_ready = False
        self._held = contextlib.ExitStack()
        self._asides: set[asyncio.Task[None]] = set()
        self._doors = Doors()

    async def fetch(self, receive: Receive) -> None:
        """Follows the account's rooms until cancelled.

        Raises:
            RetryLater: the homeserver is away, or the account cannot be used as it is.
        """
        try:
            configuration = MatrixConfiguration.read(self._credentials)
            store = Store(configuration.user_id)
            await self._open(configuration, store)
            await self._follow(configuration, receive)
        except SignedOut as error:
            await self._open_again(configuration, store, keeps_device=error.keeps_device)
            raise RetryLater(1, "signed in again") from error
        except StoreInUse as error:
            raise _fault("another process uses the Matrix device of this installation: run one gateway") from error
        except WrongSecret as error:
            raise _fault("BOT_SECRET is not the one that encrypted the keys of the Matrix device") from error
        except (BadConfiguration, Undeliverable) as error:
            raise _fault(f"the Matrix account cannot be used: {error}") from error

    async def _open(self, configuration: MatrixConfiguration, store: Store) -> None:
        """Signs in and loads the keys, once."""
        if self._client is not None:
            return
        with contextlib.ExitStack() as held:
            held.enter_context(store.used_alone())
            client = MatrixClient(configuration.homeserver, configuration.user_id, store)
            try:
                await sign_in.open_device(client, configuration, store)
            except SignedOut as error:  # before its keys were ever published: nothing is lost
                await client.close()
                store.forget_device()
                raise RetryLater(1, "a device that was never used is gone") from error
            except BaseException:
                await client.close()
                raise
            self._client, self._held = client, held.pop_all()

    async def _open_again(self, configuration: MatrixConfiguration, store: Store, *, keeps_device: bool) -> None:
        """Signs in again: the same device if it is still there, else the next start makes a new one."""
        try:
            if configuration.password is None:
                raise BadConfiguration(sign_in.TOKEN_ENDED)
            if keeps_device:
                await sign_in.renew(self._opened(), configuration, store)
            else:
                await self.close()
                store.forget_device()
        except (BadConfiguration, Undeliverable) as error:
            raise _fault(f"the Matrix account was signed out: {error}") from error

    async def _follow(self, configuration: MatrixConfiguration, receive: Receive) -> None:
        client = self._opened()
        with self._database.session_scope() as session:
            state = SyncState.read(channel_states.get(session, NAME, KEY))
        await client.tend_keys()
        is_first, is_signed = not self._is_ready, False
        while True:
            is_signed = is_signed or await identity.sign_device(client, configuration)
            seconds = 0 if is_first else IMPATIENT_SECONDS if state.is_impatient() else LONG_POLL_SECONDS
            response = await client.synchronise(state.since, seconds=seconds, full_state=is_first)
            await self._take(response, state, receive)
            await client.tend_keys()
            for room_id in state.invitations:
                self._aside(self._doors.enter(client, room_id))
            self._is_ready, is_first = True, False

    def _opened(self) -> MatrixClient:
        if self._client is None:
            raise RetryLater(2, "the Matrix account is not open yet")
        return self._client

    async def _take(self, response: nio.SyncResponse, state: SyncState, receive: Receive) -> None:
        """Stores what a sync brought; only then the next one starts where it ended."""
        client = self._opened()
        is_very_first = state.since is None
        state.invitations = [room_id for room_id in state.invitations if room_id not in self._doors.settled]
        self._doors.settled.clear()
        arrivals: list[Incoming] = []
        for room_id, info in response.rooms.join.items():
            room = client.rooms.get(room_id)
            if room is None or await self._left(room):
                continue
            if not is_very_first:  # what was said before this installation existed is not answered
                arrivals += await self._read_room(room, info.timeline, state)
        for room_id, invited in list(client.invited_rooms.items()):
            if room_id in response.rooms.invite:
                self._consider(room_id, invited, state)
        arrivals += self._read_late(state)
        arrivals += [
            self._arrived(row.room_id, row.event, Said(str(row.event.get("event_id")), unread="undecryptable"))
            for row in state.to_tell()
            if row.room_id in client.rooms
        ]
        await verification.cancel(client, arrivals, response.to_device_events)
        state.tidy()
        state.since = response.next_batch
        await self._keep(arrivals, state, receive)

    async def _keep(self, arrivals: list[Incoming], state: SyncState, receive: Receive) -> None:
        """Stores messages; the state goes with the last, so that a crash makes the homeserver send all of them again."""
        rows = state.as_rows() | ({} if self._is_ready else {ACCOUNT: self._opened().user_id})
        for position, arrival in enumerate(arrivals):
            is_last = position == len(arrivals) - 1
            await receive(arrival, state=rows if is_last else None)
        if not arrivals:
            await receive(state=rows)
        seen = {room_of(arrival.address): arrival.message_id for arrival in arrivals if arrival.message_id[0] == "$"}
        for room_id, event_id in seen.items():
            self._aside(self._opened().update_receipt_marker(room_id, event_id))

    async def _read_room(self, room: nio.MatrixRoom, timeline: Any, state: SyncState) -> list[Incoming]:
        """Returns what people said in a room, and notes what cannot be decrypted yet."""
        client = self._opened()
        events, arrivals = await self._whole(room.room_id, timeline, state.since), []
        for event in events:
            source = event.source
            if isinstance(event, nio.MegolmEvent) and is_encrypted(source):
                if event.sender != client.user_id:
                    event.room_id = room.room_id
                    state.wait_for_key(room.room_id, {**source, "room_id": room.room_id})
                    self._aside(self._request_key(event))
            elif (said := read_event(source, client.user_id)) is not None and await self._counts(room.room_id, said):
                arrivals.append(self._arrived(room.room_id, source, said))
        if has_just_joined(timeline.events, client.user_id):
            arrivals = self._greet(room, arrivals)
        return arrivals

    def _greet(self, room: nio.MatrixRoom, arrivals: list[Incoming]) -> list[Incoming]:
        """Says first who carries the messages; begins the conversation if the person has not."""
        user_id, person = self._opened().user_id, other_member(room)
        if person is None:
            return arrivals
        entered = hashlib.sha256(room.room_id.encode()).hexdigest()[:32]
        address = address_of(room.room_id, person)
        notice = Incoming(address, f"entered-{entered}", notice=carrier_notice(room, user_id))
        begin = [] if arrivals else [Incoming(address, f"start-{entered}", "/start")]
        return [notice, *arrivals, *begin]

    @staticmethod
    def _arrived(room_id: str, event: dict[str, Any], said: Said) -> Incoming:
        """Returns what an event says as any channel would; that it cannot be read is known apart from what it says later."""
        own = message_id(said.event_id)
        if said.unread == "undecryptable":
            own = f"unread-{hashlib.sha256(own.encode()).hexdigest()[:32]}"
        address = address_of(room_id, str(event.get("sender")), said.thread)
        return Incoming(address, own, said.text, said.unread, message_id(said.amends) if said.amends else None)

    async def _counts(self, room_id: str, said: Said) -> bool:
        """Returns whether something is heard: a reaction chooses nothing but under the bot's latest answer."""
        if said.chosen_under is None:
            return True
        path = f"rooms/{quote(room_id, safe='')}/event/{quote(said.chosen_under, safe='')}"
        try:
            shown = await self._opened().call("GET", path, {})
        except (RetryLater, Undeliverable):
            return False
        # The homeserver tells a device for a day by which transaction it said something.
        _, *row = str((shown.get("unsigned") or {}).get("transaction_id", "")).split(".")
        return bool(row) and row[0].isdigit() and await asyncio.to_thread(self._is_current, int(row[0]))

    def _is_current(self, row_id: int) -> bool:
        with self._database.session_scope() as session:
            row = session.get(OutboundMessage, row_id)
            return row is not None and offers.is_current(session, row.conversation_id, row_id)

    async def _whole(self, room_id: str, timeline: Any, since: str | None) -> list[Any]:
        """Returns a room's events in order, those that did not fit into the sync too.

        In a room just entered: what was said since the invitation, which people often do in one breath.
        """
        user_id, events = self._opened().user_id, list(timeline.events)
        is_new = has_just_joined(events, user_id)
        start = timeline.prev_batch if timeline.limited else None
        for _ in range(_MOST_PAGES):
            if is_new and (wanted := since_invitation(events, user_id)) is not None:
                return wanted
            if start is None:
                break
            try:
                page = await self._opened().ask(
                    self._opened().room_messages(room_id, start, end=None if is_new else since, limit=_PAGE),
                    nio.RoomMessagesResponse,
                )
            except Undeliverable:  # thrown out of the room meanwhile
                break
            events = [*reversed(page.chunk), *events]
            start = page.end if page.chunk and page.end != start else None
        return [] if is_new else events

    def _read_late(self, state: SyncState) -> list[Incoming]:
        """Returns what can be decrypted now that could not before."""
        client, arrivals, waiting = self._opened(), [], []
        for row in state.unread:
            event = nio.Event.parse_encrypted_event(dict(row.event))
            try:
                clear = client.decrypt_event(event)
            except (nio.EncryptionError, ValueError):
                waiting.append(row)
                continue
            if (said := read_event(clear.source, client.user_id)) is not None and row.room_id in client.rooms:
                arrivals.append(self._arrived(row.room_id, clear.source, said))
        state.unread = waiting
        return arrivals

    async def _request_key(self, event: nio.MegolmEvent) -> None:
        with contextlib.suppress(nio.LocalProtocolError):  # asked for already
            await self._opened().request_room_key(event)

    async def _left(self, room: nio.MatrixRoom) -> bool:
        """Leaves a room that is no private conversation (any more); returns whether it is none.

        If it fails it is tried again at the next event of the room, and nothing is said in it meanwhile.
        """
        client = self._opened()
        if is_private(room) and not is_abandoned(room):
            return False
        try:
            if not is_abandoned(room):
                mark = hashlib.sha256(room.room_id.encode()).hexdigest()[:16]
                await client.say(room.room_id, contents(GROUP_ROOM, notice=True)[0], f"leave-{mark}")
            await client.leave(room.room_id)
        except (RetryLater, Undeliverable) as error:
            logger.warning("a room that is not private could not be left properly: %s", error)
            with contextlib.suppress(RetryLater, Undeliverable):
                await client.leave(room.room_id)
        return True

    def _consider(self, room_id: str, invited: nio.MatrixInvitedRoom, state: SyncState) -> None:
        """Notes an invitation to answer, or declines it."""
        is_one_too_many = has_enough_rooms(self._opened(), room_id, invited.inviter)
        if may_be_private(invited) and not is_one_too_many:
            if room_id not in state.invitations:
                state.invitations.append(room_id)
            return
        # Beside the sync: the server of who invites may take its time to fail.
        self._aside(self._opened().leave(room_id, ENOUGH if is_one_too_many else GROUP_ROOM))
        self._opened().invited_rooms.pop(room_id, None)

    async def deliver(self, row: OutboundMessage) -> None:
        """Says one message in its room; said again after a crash, it stands there once.

        Raises:
            RetryLater: it may succeed later.
            Undeliverable: it never will.
        """
        client = self._opened()
        if not self._is_ready:
            raise RetryLater(2, "the Matrix rooms are not known yet")
        if row.address is None or not row.text:
            raise Undeliverable("nothing to say or nowhere to say it")
        room = room_with(client.rooms, row.address)
        if room is None:  # an answer is for one person's eyes
            raise Undeliverable("no room is left with this person alone")
        thread = thread_of(row.address) if room.room_id == room_of(row.address) else None
        parts = contents(row.text, row.buttons, notice=row.text in SENTENCES, thread=thread)
        try:
            for number, part in enumerate(parts):
                await client.say(room.room_id, part, f"{row.conversation_id[:24]}.{row.id}.{number}")
        except SignedOut as error:
            raise RetryLater(5, "the Matrix account was signed out") from error

    async def typing(self, address: str, *, is_on: bool) -> None:
        """Shows that an answer is being written, or no more."""
        if self._client is not None and self._is_ready:
            with contextlib.suppress(Exception):
                await self._client.room_typing(room_of(address), typing_state=is_on, timeout=TYPING_MILLISECONDS)

    def _aside(self, work: Coroutine[Any, Any, Any]) -> None:
        """Does something whose failure does not matter, without waiting for it."""

        async def quietly() -> None:
            with contextlib.suppress(Exception):
                await work

        task = asyncio.create_task(quietly())
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def check(self) -> list[str]:
        """Returns what is wrong with the account or the homeserver, a sentence each."""
        try:
            configuration = MatrixConfiguration.read(self._credentials)
        except BadConfiguration as error:
            return [str(error)]
        return await checks.examine(configuration, Store(configuration.user_id))

    async def close(self) -> None:
        """Lets go of the connection and of the store."""
        self._is_ready = False
        for task in list(self._asides):
            task.cancel()
        if self._client is not None:
            await self._client.close()
            self._client = None
        self._held.close()


def _fault(reason: str) -> RetryLater:
    """Tells the operator what is to be mended; tried again, since it may be mended meanwhile."""
    return RetryLater(60, reason)
