"""What arrives from a network is stored before the network is told that it arrived."""

from typing import Any

from bot.channels.commands import neutralise
from bot.channels.sentences import LONGEST_MESSAGE
from bot.records import addresses, channel_states, inbox, outbox
from bot.records.database import Database


def store(
    database: Database,
    channel: str,
    address: str | None,
    message_id: str | None,
    text: str | None,
    *,
    state: dict[str, Any] | None = None,
    reject: str | None = None,
) -> None:
    """Writes a message and the channel's state in one transaction; a message that is known already changes nothing.

    Args:
        database: where.
        channel: name of the channel.
        address: the chat or room it came from; None when only the state is to be kept.
        message_id: the same when the network sends it again; 80 characters at most.
        text: what was written.
        state: the channel's states to keep with it, key to JSON value.
        reject: a French sentence to answer instead of handing the message over.
    """
    with database.session_scope() as session:
        for key, value in (state or {}).items():
            channel_states.put(session, channel, key, value)
        if address is None or message_id is None:
            return
        if len(message_id) > inbox.LONGEST_ID:
            raise ValueError("the id of a message is too long")
        conversation_id = addresses.conversation_at(session, channel, address)
        if inbox.find(session, conversation_id, message_id) is not None:
            return
        # One character too many is enough to say that it is too long.
        harmless = neutralise(text or "")[: LONGEST_MESSAGE + 1]
        inbox.add(session, conversation_id, message_id, text=harmless, channel=channel, address=address)
        if reject is not None:
            outbox.post(session, conversation_id, channel, address, [{"text": reject}])
            inbox.answered(session, conversation_id, message_id)
