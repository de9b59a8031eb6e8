"""Conversations as Rasa goes on with them: their state and the last turns, in few statements that are made once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from bot.records.conversations.event_rows import USER_MESSAGE, State
from bot.records.conversations.state_upgrades import upgrade_state
from bot.records.models import Address, Conversation, ConversationEvent, HumanRequest, table_of

_MOST_A_TURN = 8  # messages of a turn in a window, on average; where more was said, it holds fewer turns

_TABLE, _EVENTS, _ADDRESSES, _REQUESTS = map(table_of, (Conversation, ConversationEvent, Address, HumanRequest))
# A request by which a person of the team holds a conversation.
IS_TAKEN_OVER = _REQUESTS.c.taken_at.is_not(None) & _REQUESTS.c.handled_at.is_(None)
# Behind an answer of the team, what the person writes is for them until they choose to go on with the bot.
AWAITS_REPLY = _REQUESTS.c.reply_awaited_at.is_not(None)
# Who takes a conversation says so in it: there is a row of each that is held.
_IS_HELD = (
    select(_REQUESTS.c.id).where(_REQUESTS.c.conversation_id == _TABLE.c.id, IS_TAKEN_OVER | AWAITS_REPLY).exists()
)
_STATE = (_TABLE.c.state, _TABLE.c.revision, _IS_HELD.label("is_held"))
_READ = select(*_STATE).where(_TABLE.c.id == bindparam("of_conversation"))
_LAST_ID = select(func.coalesce(func.max(_EVENTS.c.id), 0)).where(
    _EVENTS.c.conversation_id == _ADDRESSES.c.conversation_id
)
_PLACE = (
    select(_ADDRESSES.c.conversation_id, _LAST_ID.scalar_subquery().label("last_id"), *_STATE)
    .select_from(_ADDRESSES.outerjoin(_TABLE, _TABLE.c.id == _ADDRESSES.c.conversation_id))
    .where(_ADDRESSES.c.channel == bindparam("on_channel"), _ADDRESSES.c.address == bindparam("at_address"))
)
_COLUMNS = tuple(_EVENTS.c[name] for name in ("id", "type_name", "timestamp", "message_id", "mark", "data"))
_SAID = select(*_COLUMNS).where(_EVENTS.c.conversation_id == bindparam("of_conversation"))
EVENTS_IN_ORDER = _SAID.order_by(_EVENTS.c.id)
NEWEST_EVENTS = _SAID.order_by(_EVENTS.c.id.desc()).limit(bindparam("most"))


@dataclass(frozen=True)
class Window:
    """What Rasa needs of a conversation to go on.

    Attributes:
        state: slots and open form as they are; None when Rasa has taken nothing yet.
        revision: of that state; None when there is no conversation.
        said: rows of `ConversationEvent` (`type_name`, `timestamp`, `message_id`, `data`) in order: the last turns.
        is_held: a person of the team holds the conversation, or has answered in it and may be replied to.
    """

    state: State | None = None
    revision: int | None = None
    is_held: bool = False
    said: Sequence[Any] = ()


def load_window(session: Session, conversation_id: str, turns: int | None = None) -> Window:
    """Returns a conversation as Rasa goes on with it.

    Args:
        session: an open session.
        conversation_id: the conversation.
        turns: how many turns of what was said are read; None for all.
    """
    return add_turns(session, conversation_id, load_state(session, conversation_id), turns)


def add_turns(session: Session, conversation_id: str, window: Window, turns: int | None = None) -> Window:
    """Returns what `load_state` gave with what was said, as `load_window` does."""
    if window.state is None:
        return window
    if turns is None:
        said = session.execute(EVENTS_IN_ORDER, {"of_conversation": conversation_id})
        return replace(window, said=[row for row in said if row.mark is None])
    return replace(window, said=_last_turns(session, conversation_id, turns))


def _last_turns(session: Session, conversation_id: str, turns: int) -> list[Row[Any]]:
    """Returns what Rasa knows of the last turns, in order; before the first message of all what was said before it."""
    newest: list[Row[Any]] = []
    read, begins = 0, 0  # where the oldest turn of the window begins, of the newest first
    most = turns * _MOST_A_TURN
    with session.execute(NEWEST_EVENTS, {"of_conversation": conversation_id, "most": most}) as rows:
        for row in rows:
            read += 1
            if row.mark is not None:
                continue
            newest.append(row)
            if row.type_name == USER_MESSAGE:
                turns -= 1
                if turns < 0:
                    break
                begins = len(newest)
    is_all = read < most and turns >= 0
    return (newest if is_all or not begins else newest[:begins])[::-1]


def load_state(session: Session, conversation_id: str) -> Window:
    """Returns a conversation without what was said."""
    row = session.execute(_READ, {"of_conversation": conversation_id}).first()
    return Window() if row is None else Window(upgrade_state(row.state), row.revision, is_held=row.is_held)


@dataclass(frozen=True)
class ConversationRef:
    """Where a message arrives.

    Attributes:
        conversation_id: the conversation of its address.
        last_id: id of what was last said there, 0 if nothing was.
        window: the conversation without what was said.
    """

    conversation_id: str
    last_id: int
    window: Window


def locate(session: Session, channel: str, address: str) -> ConversationRef | None:
    """Returns the conversation of an address as it is, or None if nothing is known of the address."""
    row = session.execute(_PLACE, {"on_channel": channel, "at_address": address}).first()
    if row is None:
        return None
    return ConversationRef(
        row.conversation_id, row.last_id, Window(upgrade_state(row.state), row.revision, is_held=row.is_held)
    )
