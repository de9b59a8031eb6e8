"""How many rooms the bot enters with one person: each is followed and kept, so nobody may open them without end."""

import itertools

import nio

from bot.channels.matrix.rooms import other_member

MOST_ROOMS = 3
ENOUGH = (
    "Nous sommes déjà ensemble dans trois salons : écrivez-moi dans l'un d'eux, votre conversation y continue. "
    "Pour en ouvrir un autre, quittez-en un d'abord."
)


def has_enough_rooms(client: nio.AsyncClient, room_id: str, inviter: str | None) -> bool:
    """Returns whether somebody who invites the bot to a room has enough others with it, entered or about to be.

    Args:
        client: the account's.
        room_id: the room of the invitation.
        inviter: who invites; None if the homeserver does not say.
    """
    if inviter is None:
        return False
    entered = sum(id_ != room_id and other_member(room) == inviter for id_, room in client.rooms.items())
    earlier = itertools.takewhile(lambda id_: id_ != room_id, client.invited_rooms)
    awaited = sum(client.invited_rooms[id_].inviter == inviter for id_ in earlier)
    return bool(entered + awaited >= MOST_ROOMS)
