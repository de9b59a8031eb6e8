"""Accepting and declining invitations: private conversations only, and at most `MAX_ROOMS` with each user."""

import itertools
import logging

import nio

from bot.base.hashing import short_hash
from bot.channels.gateway.background_tasks import BackgroundTasks
from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.matrix.client import MatrixClient
from bot.channels.matrix.event_bodies import contents
from bot.channels.matrix.rooms import is_abandoned, is_private, other_member
from bot.channels.matrix.state import SyncState
from bot.content.sentences import sentence

logger = logging.getLogger(__name__)

MAX_ROOMS = 3


def leave_unless_private(client: MatrixClient, room: nio.MatrixRoom, background: BackgroundTasks) -> bool:
    """Leave a room that is not (or no longer) private; return whether it is not.

    Leaving runs in the background, as other servers may be slow. A failure is retried at the room's next event, and
    nothing is said in it meanwhile.
    """
    if is_private(room) and not is_abandoned(room):
        return False
    background.start(_leave(client, room), f"leaving {room.room_id}")
    return True


async def _leave(client: MatrixClient, room: nio.MatrixRoom) -> None:
    try:
        if not is_abandoned(room):
            said = contents(sentence("matrix.group"), notice=True)[0]
            await client.say(room.room_id, said, f"leave-{short_hash(room.room_id, 16)}")
        await client.leave(room.room_id)
    except (RetryLater, Undeliverable) as error:
        logger.warning("a room that is not private could not be left properly: %s", error)
        await _try_again(client, room.room_id)


async def _try_again(client: MatrixClient, room_id: str) -> None:
    try:
        await client.leave(room_id)
    except RetryLater:
        pass
    except Undeliverable:  # already left: an earlier sync still listed it
        client.rooms.pop(room_id, None)


def consider(
    client: MatrixClient, room_id: str, invited: nio.MatrixInvitedRoom, state: SyncState, background: BackgroundTasks
) -> None:
    """Queue an invitation, or decline it in the background.

    The kind of room and its members are known only after joining.
    """
    if _has_enough_rooms(client, room_id, invited.inviter):
        background.start(client.leave(room_id, sentence("matrix.enough_rooms")))
        client.invited_rooms.pop(room_id, None)
    elif room_id not in state.invitations:
        state.invitations.append(room_id)


def _has_enough_rooms(client: MatrixClient, room_id: str, inviter: str | None) -> bool:
    """Whether the inviter already has `MAX_ROOMS` other rooms with the bot, joined or queued."""
    if inviter is None:  # unknown
        return False
    entered = sum(id_ != room_id and other_member(room) == inviter for id_, room in client.rooms.items())
    earlier = itertools.takewhile(lambda id_: id_ != room_id, client.invited_rooms)
    awaited = sum(client.invited_rooms[id_].inviter == inviter for id_ in earlier)
    return bool(entered + awaited >= MAX_ROOMS)
