"""Rooms that the bot enters and leaves: private conversations only, and a few with each person, since each is followed and kept."""

import itertools
import logging

import nio

from bot.channels.asides import Asides
from bot.channels.marks import mark_of
from bot.channels.matrix.client import MatrixClient
from bot.channels.matrix.contents import contents
from bot.channels.matrix.rooms import GROUP_ROOM, is_abandoned, is_private, may_be_private, other_member
from bot.channels.matrix.state import SyncState
from bot.channels.transport import RetryLater, Undeliverable

logger = logging.getLogger(__name__)

MOST_ROOMS = 3
ENOUGH = (
    "Nous sommes déjà ensemble dans trois salons : écrivez-moi dans l'un d'eux, votre conversation y continue. "
    "Pour en ouvrir un autre, quittez-en un d'abord."
)


class Leaving:
    """Leaves rooms beside the sync: the servers of those in them may take their time."""

    def __init__(self, asides: Asides) -> None:
        """Prepares it.

        Args:
            asides: where it is done.
        """
        self._asides = asides
        self._busy: set[str] = set()

    def leave_unless_private(self, client: MatrixClient, room: nio.MatrixRoom) -> bool:
        """Leaves a room that is no private conversation (any more); returns whether it is none.

        If it fails it is tried again at the next event of the room, and nothing is said in it meanwhile.
        """
        if is_private(room) and not is_abandoned(room):
            return False
        if room.room_id not in self._busy:
            self._busy.add(room.room_id)
            self._asides.begin(self._leave(client, room))
        return True

    async def _leave(self, client: MatrixClient, room: nio.MatrixRoom) -> None:
        try:
            if not is_abandoned(room):
                said = contents(GROUP_ROOM, notice=True)[0]
                await client.say(room.room_id, said, f"leave-{mark_of(room.room_id, 16)}")
            await client.leave(room.room_id)
        except (RetryLater, Undeliverable) as error:
            logger.warning("a room that is not private could not be left properly: %s", error)
            await self._try_again(client, room.room_id)
        finally:
            self._busy.discard(room.room_id)

    async def _try_again(self, client: MatrixClient, room_id: str) -> None:
        try:
            await client.leave(room_id)
        except RetryLater:
            pass
        except Undeliverable:  # left already: a sync that was under way meanwhile still told of it
            client.rooms.pop(room_id, None)


def consider(
    client: MatrixClient, room_id: str, invited: nio.MatrixInvitedRoom, state: SyncState, asides: Asides
) -> None:
    """Notes an invitation to answer, or declines it beside the sync: the server of who invites may take its time to fail."""
    is_one_too_many = _has_enough_rooms(client, room_id, invited.inviter)
    if may_be_private(invited) and not is_one_too_many:
        if room_id not in state.invitations:
            state.invitations.append(room_id)
        return
    asides.begin(client.leave(room_id, ENOUGH if is_one_too_many else GROUP_ROOM))
    client.invited_rooms.pop(room_id, None)


def _has_enough_rooms(client: MatrixClient, room_id: str, inviter: str | None) -> bool:
    """Returns whether who invites the bot to a room has enough others with it, entered or about to be."""
    if inviter is None:  # the homeserver does not say who
        return False
    entered = sum(id_ != room_id and other_member(room) == inviter for id_, room in client.rooms.items())
    earlier = itertools.takewhile(lambda id_: id_ != room_id, client.invited_rooms)
    awaited = sum(client.invited_rooms[id_].inviter == inviter for id_ in earlier)
    return bool(entered + awaited >= MOST_ROOMS)
