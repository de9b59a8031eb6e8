"""Loading a conversation for Rasa: its state and the last turns, in few statements that are compiled once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from bot.records.conversations.event_rows import USER_MESSAGE, State
from bot.records.models import Address, Conversation, ConversationEvent, HumanRequest, table_of

_MESSAGES_PER_TURN = 8  # on average; a window with longer turns holds fewer of them

_TABLE, _EVENTS, _ADDRESSES, _REQUESTS = map(table_of, (Conversation, ConversationEvent, Address, HumanRequest))
IS_TAKEN_OVER = _REQUESTS.c.taken_at.is_not(None) & _REQUESTS.c.handled_at.is_(None)
# After a reply of the team, messages go to the team until the candidate goes on with the bot.
AWAITS_REPLY = _REQUESTS.c.reply_awaited_at.is_not(None)
_IS_HELD = (
    select(_REQUESTS.c.id).where(_REQUESTS.c.conversation_id == _TABLE.c.id, IS_TAKEN_OVER | AWAITS_REPLY).exists()
)
_STATE = (_TABLE.c.state, _TABLE.c.revision, _IS_HELD.label("is_held"))
_SELECT_STATE = select(*_STATE).where(_TABLE.c.id == bindparam("of_conversation"))
_LAST_ID = select(func.coalesce(func.max(_EVENTS.c.id), 0)).where(
    _EVENTS.c.conversation_id == _ADDRESSES.c.conversation_id
)
_SELECT_BY_ADDRESS = (
    select(_ADDRESSES.c.conversation_id, _LAST_ID.scalar_subquery().label("last_id"), *_STATE)
    .select_from(_ADDRESSES.outerjoin(_TABLE, _TABLE.c.id == _ADDRESSES.c.conversation_id))
    .where(_ADDRESSES.c.channel == bindparam("on_channel"), _ADDRESSES.c.address == bindparam("at_address"))
)
_COLUMNS = tuple(_EVENTS.c[name] for name in ("id", "type_name", "timestamp", "message_id", "mark", "data"))
_EVENT_ROWS = select(*_COLUMNS).where(_EVENTS.c.conversation_id == bindparam("of_conversation"))
EVENTS_IN_ORDER = _EVENT_ROWS.order_by(_EVENTS.c.id)
NEWEST_EVENTS = _EVENT_ROWS.order_by(_EVENTS.c.id.desc()).limit(bindparam("most"))


@dataclass(frozen=True)
class Window:
    """What Rasa needs to continue a conversation."""

    state: State | None = None  # slots and active form; None before Rasa's first turn
    revision: int | None = None  # of that state; None if there is no conversation
    is_held: bool = False  # a team member has taken over, or has replied and may be answered
    # Rows of `ConversationEvent` (`type_name`, `timestamp`, `message_id`, `data`) of the last turns, in order
    events: Sequence[Any] = ()

    @property
    def slots(self) -> dict[str, Any]:
        """The slots of the state; empty before the first turn."""
        return (self.state or {}).get("slots") or {}


def load_window(session: Session, conversation_id: str, turns: int | None = None) -> Window:
    """State and last turns of a conversation, all turns if None."""
    return add_turns(session, conversation_id, load_state(session, conversation_id), turns)


def add_turns(session: Session, conversation_id: str, window: Window, turns: int | None = None) -> Window:
    """The result of `load_state` with the last turns added."""
    if window.state is None:
        return window
    if turns is None:
        rows = session.execute(EVENTS_IN_ORDER, {"of_conversation": conversation_id})
        return replace(window, events=[row for row in rows if row.mark is None])
    return replace(window, events=_last_turns(session, conversation_id, turns))


def _last_turns(session: Session, conversation_id: str, turns: int) -> list[Row[Any]]:
    """Rasa's events of the last turns, in order; if these are all turns, also the messages before them."""
    newest: list[Row[Any]] = []  # newest first
    whole_turns = 0  # number of rows that whole turns of the window have
    rows_read, limit = 0, turns * _MESSAGES_PER_TURN
    with session.execute(NEWEST_EVENTS, {"of_conversation": conversation_id, "most": limit}) as rows:
        for row in rows:
            rows_read += 1
            if row.mark is not None:
                continue
            newest.append(row)
            if row.type_name == USER_MESSAGE:
                turns -= 1
                if turns < 0:
                    break
                whole_turns = len(newest)
    is_all = rows_read < limit and turns >= 0
    return (newest if is_all or not whole_turns else newest[:whole_turns])[::-1]


def load_state(session: Session, conversation_id: str) -> Window:
    """A conversation without its events."""
    row = session.execute(_SELECT_STATE, {"of_conversation": conversation_id}).first()
    return Window() if row is None else _without_events(row)


def _without_events(row: Row[Any]) -> Window:
    return Window(row.state, row.revision, is_held=row.is_held)


@dataclass(frozen=True)
class ConversationRef:
    """The conversation that a message arrives in."""

    conversation_id: str
    last_id: int  # id of its last event, 0 if there is none
    window: Window  # without events


def locate(session: Session, channel: str, address: str) -> ConversationRef | None:
    """The conversation of an address; None if the address is unknown."""
    row = session.execute(_SELECT_BY_ADDRESS, {"on_channel": channel, "at_address": address}).first()
    return None if row is None else ConversationRef(row.conversation_id, row.last_id, _without_events(row))
