"""Parsing of a sync response: new messages, and earlier ones whose keys have arrived."""

import asyncio
import contextlib
from typing import Any
from urllib.parse import quote

import nio

from bot.base.hashing import short_hash
from bot.channels.gateway.background_tasks import BackgroundTasks
from bot.channels.gateway.transport import Incoming, RetryLater, Undeliverable
from bot.channels.matrix.addresses import address_of
from bot.channels.matrix.client import MatrixClient
from bot.channels.matrix.events import ParsedEvent, is_encrypted, message_id, read_event
from bot.channels.matrix.rooms import encryption_notice, other_member
from bot.channels.matrix.state import MAX_IN_ROOM, SyncState
from bot.records.conversations import outbox, transcripts
from bot.records.models import OutboundMessage
from bot.records.store.database import Database

_PAGE = 100
_MAX_PAGES = 50
MAX_REACTIONS = 5  # per room and sync: each costs a request


class SyncParser:
    """Parses the syncs of one account.

    Args:
        state: undecrypted events are added to it.
    """

    def __init__(self, client: MatrixClient, database: Database, state: SyncState, background: BackgroundTasks) -> None:
        self._client, self._database, self._state, self._background = client, database, state, background

    async def parse_room(self, room: nio.MatrixRoom, timeline: Any) -> list[Incoming]:
        """Messages of a room; events without a key are queued."""
        client, arrivals, unread, reactions = self._client, [], [], 0
        for event in await self._complete_timeline(room.room_id, timeline):
            source = event.source
            if isinstance(event, nio.MegolmEvent) and is_encrypted(source):
                if event.sender != client.user_id:
                    unread.append(event)
            elif (said := read_event(source, client.user_id)) is not None:
                reactions += said.chosen_under is not None
                if (said.chosen_under is None or reactions <= MAX_REACTIONS) and await self._is_valid_choice(
                    room.room_id, said
                ):
                    arrivals.append(_arrived(room.room_id, source, said))
        for event in unread[-MAX_IN_ROOM:]:
            event.room_id = room.room_id
            if self._state.wait_for_key(room.room_id, {**event.source, "room_id": room.room_id}):
                self._background.start(self._request_key(event))
        return self._greet(room, arrivals) if _has_just_joined(timeline.events, client.user_id) else arrivals

    def parse_late(self) -> list[Incoming]:
        """Queued events that can be decrypted now, and notices for those that have waited too long."""
        client, arrivals, waiting = self._client, [], []
        for row in self._state.unread:
            clear = client.decrypted(row.event)
            if clear is None:
                waiting.append(row)
                continue
            if (said := read_event(clear.source, client.user_id)) is not None and row.room_id in client.rooms:
                arrivals.append(_arrived(row.room_id, clear.source, said))
        self._state.unread = waiting
        untold = [row for row in self._state.due_notices() if row.room_id in client.rooms]
        unread = [(row, ParsedEvent(str(row.event.get("event_id")), unsupported="undecryptable")) for row in untold]
        return arrivals + [_arrived(row.room_id, row.event, said) for row, said in unread]

    async def _complete_timeline(self, room_id: str, timeline: Any) -> list[Any]:
        """A room's events in order, including those that did not fit into the sync.

        In a room just joined these are the events since the invitation, with which users often send their first
        messages.
        """
        client, events = self._client, list(timeline.events)
        is_new = _has_just_joined(events, client.user_id)
        start = timeline.prev_batch if timeline.limited else None
        for _ in range(_MAX_PAGES):
            if is_new and (wanted := _since_invitation(events, client.user_id)) is not None:
                return wanted
            if start is None:
                break
            end = None if is_new else self._state.since
            try:
                page = await client.ask(
                    client.room_messages(room_id, start, end=end, limit=_PAGE), nio.RoomMessagesResponse
                )
            except Undeliverable:  # removed from the room meanwhile
                break
            except RetryLater as error:
                if error.applies_to_account:
                    raise
                # Another server holds the rest back, which must not block the other rooms.
                await client.call("GET", "account/whoami", {})  # raises if our own homeserver is the problem
                break
            events = [*reversed(page.chunk), *events]
            start = page.end if page.chunk and page.end != start else None
        return [] if is_new else events

    def _greet(self, room: nio.MatrixRoom, arrivals: list[Incoming]) -> list[Incoming]:
        """Prepend the notice about encryption; start the conversation if the user has not."""
        person = other_member(room)
        if person is None:
            return arrivals
        entered, address = short_hash(room.room_id), address_of(room.room_id, person)
        notice = Incoming(address, f"entered-{entered}", notice=encryption_notice(room, self._client.user_id))
        begin = [] if arrivals else [Incoming(address, f"start-{entered}", "/start")]
        return [notice, *arrivals, *begin]

    async def _is_valid_choice(self, room_id: str, said: ParsedEvent) -> bool:
        """Whether a message counts: a reaction must be to a choice of the bot's latest reply."""
        if said.chosen_under is None:
            return True
        path = f"rooms/{quote(room_id, safe='')}/event/{quote(said.chosen_under, safe='')}"
        try:
            shown = await self._client.call("GET", path, {})
        except (RetryLater, Undeliverable):
            return False
        # For a day the homeserver returns a device's own transaction ids.
        _, *row = str((shown.get("unsigned") or {}).get("transaction_id", "")).split(".")
        return bool(row) and row[0].isdigit() and await asyncio.to_thread(self._is_offered, int(row[0]), int(said.text))

    def _is_offered(self, row_id: int, number: int) -> bool:
        with self._database.session_scope() as session:
            row = session.get(OutboundMessage, row_id)
            if row is None or not outbox.is_current_offer(session, row.conversation_id, row_id):
                return False
            return number <= len(transcripts.latest_choices(session, row.conversation_id))

    async def _request_key(self, event: nio.MegolmEvent) -> None:
        with contextlib.suppress(nio.LocalProtocolError):  # already requested
            await self._client.request_room_key(event)


def _arrived(room_id: str, event: dict[str, Any], said: ParsedEvent) -> Incoming:
    """An event as `Incoming`; the notice of a missing key has an id of its own."""
    own = message_id(said.event_id)
    if said.unsupported == "undecryptable":
        own = f"unread-{short_hash(own)}"
    address = address_of(room_id, str(event.get("sender")), said.thread)
    return Incoming(address, own, said.text, said.unsupported, message_id(said.amends) if said.amends else None)


def _own_membership(event: Any, bot_id: str) -> str | None:
    """The bot's membership (`invite`, `join`…) that an event sets, None for other events."""
    if not isinstance(event, nio.RoomMemberEvent) or event.state_key != bot_id:
        return None
    return str(event.membership)


def _since_invitation(events: list[Any], bot_id: str) -> list[Any] | None:
    """Events after the bot's last invitation, or None if it is not among them."""
    for position in range(len(events) - 1, -1, -1):
        if _own_membership(events[position], bot_id) == "invite":
            return events[position + 1 :]
    return None


def _has_just_joined(events: list[Any], bot_id: str) -> bool:
    """Whether the bot joined during these events."""
    return any(_own_membership(event, bot_id) == "join" and event.prev_membership != "join" for event in events)
