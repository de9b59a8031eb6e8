"""What a sync brought, as any channel would say it: what people said in their rooms, and what can be decrypted only now."""

import asyncio
import contextlib
from typing import Any
from urllib.parse import quote

import nio

from bot.channels.gateway.transport import Incoming, RetryLater, Undeliverable
from bot.channels.matrix.client import MatrixClient
from bot.channels.matrix.events import Said, is_encrypted, message_id, read_event
from bot.channels.matrix.rooms import address_of, carrier_notice, has_just_joined, other_member, since_invitation
from bot.channels.matrix.state import MOST_IN_ROOM, SyncState
from bot.channels.turn.asides import Asides
from bot.channels.turn.marks import mark_of
from bot.records.conversations import offers, transcripts
from bot.records.models import OutboundMessage
from bot.records.store.database import Database

_PAGE = 100
_MOST_PAGES = 50
MOST_REACTIONS = 5  # of a room in one sync: each is looked up


class Reader:
    """Reads what is said to one account."""

    def __init__(self, client: MatrixClient, database: Database, state: SyncState, asides: Asides) -> None:
        """Prepares it.

        Args:
            client: the account's.
            database: where it is looked up whether a choice is still of use.
            state: where the sync stands; what cannot be decrypted yet is noted in it.
            asides: where keys are asked for.
        """
        self._client, self._database, self._state, self._asides = client, database, state, asides

    async def read_room(self, room: nio.MatrixRoom, timeline: Any) -> list[Incoming]:
        """Returns what people said in a room, and notes what cannot be decrypted yet."""
        client, arrivals, unread, reactions = self._client, [], [], 0
        for event in await self._whole(room.room_id, timeline):
            source = event.source
            if isinstance(event, nio.MegolmEvent) and is_encrypted(source):
                if event.sender != client.user_id:
                    unread.append(event)
            elif (said := read_event(source, client.user_id)) is not None:
                reactions += said.chosen_under is not None
                if (said.chosen_under is None or reactions <= MOST_REACTIONS) and await self._counts(
                    room.room_id, said
                ):
                    arrivals.append(_arrived(room.room_id, source, said))
        for event in unread[-MOST_IN_ROOM:]:
            event.room_id = room.room_id
            if self._state.wait_for_key(room.room_id, {**event.source, "room_id": room.room_id}):
                self._asides.begin(self._request_key(event))
        return self._greet(room, arrivals) if has_just_joined(timeline.events, client.user_id) else arrivals

    def read_late(self) -> list[Incoming]:
        """Returns what can be decrypted now that could not before, and of what still cannot that people are told so."""
        client, arrivals, waiting = self._client, [], []
        for row in self._state.unread:
            clear = client.decrypted(row.event)
            if clear is None:
                waiting.append(row)
                continue
            if (said := read_event(clear.source, client.user_id)) is not None and row.room_id in client.rooms:
                arrivals.append(_arrived(row.room_id, clear.source, said))
        self._state.unread = waiting
        untold = [row for row in self._state.to_tell() if row.room_id in client.rooms]
        unread = [(row, Said(str(row.event.get("event_id")), unread="undecryptable")) for row in untold]
        return arrivals + [_arrived(row.room_id, row.event, said) for row, said in unread]

    async def _whole(self, room_id: str, timeline: Any) -> list[Any]:
        """Returns a room's events in order, those that did not fit into the sync too.

        In a room just entered: what was said since the invitation, which people often do in one breath.
        """
        client, events = self._client, list(timeline.events)
        is_new = has_just_joined(events, client.user_id)
        start = timeline.prev_batch if timeline.limited else None
        for _ in range(_MOST_PAGES):
            if is_new and (wanted := since_invitation(events, client.user_id)) is not None:
                return wanted
            if start is None:
                break
            end = None if is_new else self._state.since
            try:
                page = await client.ask(
                    client.room_messages(room_id, start, end=end, limit=_PAGE), nio.RoomMessagesResponse
                )
            except Undeliverable:  # thrown out of the room meanwhile
                break
            except RetryLater as error:
                if error.is_of_all:
                    raise
                # Others' servers hold the rest back: whoever runs one must not keep everybody waiting.
                await client.call("GET", "account/whoami", {})  # fails if it is ours that is in trouble
                break
            events = [*reversed(page.chunk), *events]
            start = page.end if page.chunk and page.end != start else None
        return [] if is_new else events

    def _greet(self, room: nio.MatrixRoom, arrivals: list[Incoming]) -> list[Incoming]:
        """Says first who carries the messages; begins the conversation if the person has not."""
        person = other_member(room)
        if person is None:
            return arrivals
        entered, address = mark_of(room.room_id), address_of(room.room_id, person)
        notice = Incoming(address, f"entered-{entered}", notice=carrier_notice(room, self._client.user_id))
        begin = [] if arrivals else [Incoming(address, f"start-{entered}", "/start")]
        return [notice, *arrivals, *begin]

    async def _counts(self, room_id: str, said: Said) -> bool:
        """Returns whether something is heard: a reaction chooses nothing but what the bot's latest answer offers."""
        if said.chosen_under is None:
            return True
        path = f"rooms/{quote(room_id, safe='')}/event/{quote(said.chosen_under, safe='')}"
        try:
            shown = await self._client.call("GET", path, {})
        except (RetryLater, Undeliverable):
            return False
        # The homeserver tells a device for a day by which transaction it said something.
        _, *row = str((shown.get("unsigned") or {}).get("transaction_id", "")).split(".")
        return bool(row) and row[0].isdigit() and await asyncio.to_thread(self._is_offered, int(row[0]), int(said.text))

    def _is_offered(self, row_id: int, number: int) -> bool:
        with self._database.session_scope() as session:
            row = session.get(OutboundMessage, row_id)
            if row is None or not offers.is_current(session, row.conversation_id, row_id):
                return False
            return number <= len(transcripts.latest_choices(session, row.conversation_id))

    async def _request_key(self, event: nio.MegolmEvent) -> None:
        with contextlib.suppress(nio.LocalProtocolError):  # asked for already
            await self._client.request_room_key(event)


def _arrived(room_id: str, event: dict[str, Any], said: Said) -> Incoming:
    """Returns what an event says as any channel would; that it cannot be read is known apart from what it says later."""
    own = message_id(said.event_id)
    if said.unread == "undecryptable":
        own = f"unread-{mark_of(own)}"
    address = address_of(room_id, str(event.get("sender")), said.thread)
    return Incoming(address, own, said.text, said.unread, message_id(said.amends) if said.amends else None)
