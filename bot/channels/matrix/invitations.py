"""Rooms that the bot enters and leaves: private conversations only, and a few with each person, since each is followed and kept."""

import itertools
import logging

import nio

from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.matrix.client import MatrixClient
from bot.channels.matrix.contents import contents
from bot.channels.matrix.rooms import GROUP_ROOM, is_abandoned, is_private, other_member
from bot.channels.matrix.state import SyncState
from bot.channels.turn.asides import Asides
from bot.channels.turn.marks import mark_of

logger = logging.getLogger(__name__)

MOST_ROOMS = 3
ENOUGH = (
    "Nous sommes déjà ensemble dans trois salons : écrivez-moi dans l'un d'eux, votre conversation y continue. "
    "Pour en ouvrir un autre, quittez-en un d'abord."
)


def leave_unless_private(client: MatrixClient, room: nio.MatrixRoom, asides: Asides) -> bool:
    """Leaves a room that is no private conversation (any more); returns whether it is none.

    It is left beside the sync: the servers of those in it may take their time. If it fails it is tried again at the next event of
    the room, and nothing is said in it meanwhile.
    """
    if is_private(room) and not is_abandoned(room):
        return False
    asides.begin(_leave(client, room), f"leaving {room.room_id}")
    return True


async def _leave(client: MatrixClient, room: nio.MatrixRoom) -> None:
    try:
        if not is_abandoned(room):
            said = contents(GROUP_ROOM, notice=True)[0]
            await client.say(room.room_id, said, f"leave-{mark_of(room.room_id, 16)}")
        await client.leave(room.room_id)
    except (RetryLater, Undeliverable) as error:
        logger.warning("a room that is not private could not be left properly: %s", error)
        await _try_again(client, room.room_id)


async def _try_again(client: MatrixClient, room_id: str) -> None:
    try:
        await client.leave(room_id)
    except RetryLater:
        pass
    except Undeliverable:  # left already: a sync that was under way meanwhile still told of it
        client.rooms.pop(room_id, None)


def consider(
    client: MatrixClient, room_id: str, invited: nio.MatrixInvitedRoom, state: SyncState, asides: Asides
) -> None:
    """Notes an invitation to answer, or declines it beside the sync: the server of who invites may take its time to fail.

    What kind of room it is, and who is in it, is known only inside.
    """
    if _has_enough_rooms(client, room_id, invited.inviter):
        asides.begin(client.leave(room_id, ENOUGH))
        client.invited_rooms.pop(room_id, None)
    elif room_id not in state.invitations:
        state.invitations.append(room_id)


def _has_enough_rooms(client: MatrixClient, room_id: str, inviter: str | None) -> bool:
    """Returns whether who invites the bot to a room has enough others with it, entered or about to be."""
    if inviter is None:  # the homeserver does not say who
        return False
    entered = sum(id_ != room_id and other_member(room) == inviter for id_, room in client.rooms.items())
    earlier = itertools.takewhile(lambda id_: id_ != room_id, client.invited_rooms)
    awaited = sum(client.invited_rooms[id_].inviter == inviter for id_ in earlier)
    return bool(entered + awaited >= MOST_ROOMS)
