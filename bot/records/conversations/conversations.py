"""Saving conversations: append a turn under optimistic locking, roll it back or finalise it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.conversations import turn_counts
from bot.records.conversations.event_rows import (
    BOT_MESSAGE,
    USER_MESSAGE,
    EventData,
    State,
    to_rows,
)
from bot.records.conversations.windows import Window, load_state
from bot.records.models import (
    Address,
    Base,
    Conversation,
    ConversationEvent,
    HumanRequest,
    InboundMessage,
    LinkMail,
    OutboundMessage,
    Reminder,
    new_revision,
    table_of,
)
from bot.records.store import daily_counts
from bot.understanding.reading.directives import pending_name

ERASURE_RECEIPT = "erasure_receipt"  # slot
_TABLE, _EVENTS = table_of(Conversation), table_of(ConversationEvent)
_ADD = insert(_EVENTS)
_UPDATE = update(_TABLE).where(_TABLE.c.id == bindparam("of_conversation"))
_UPDATE_IF_REVISION = _UPDATE.where(_TABLE.c.revision == bindparam("as_read"))
_UPDATE_IF_NO_STATE = _UPDATE.where(_TABLE.c.state.is_(None))


class StaleRevisionError(Exception):
    """The conversation changed since it was read, so the turn was not saved."""


def append(
    session: Session,
    conversation_id: str,
    events: Sequence[EventData],
    *,
    channel: str | None,
    consented: bool,
    state: State,
    keeps_words: bool = True,
    since: Window | None = None,
) -> Window:
    """Append the events of a turn, save the state they led to and return both as the new window.

    Without consent, the user's messages are stored without their text.

    Args:
        events: Rasa events, with at least `event` and `timestamp`.
        keeps_words: False withholds the text despite consent.
        since: the window read before the turn. None: whatever is stored now.

    Raises:
        StaleRevisionError: the conversation went on meanwhile. If it was erased meanwhile, the turn starts a new one
            without text or state, except for the receipt of an erasure.
    """
    before = since or load_state(session, conversation_id)
    state, additions = turn_counts.count_turn(before.state, state, events, channel)
    values: dict[str, Any] = {"consented": consented, "state": state, "revision": new_revision()}
    if channel is not None:
        values["channel"] = channel
    if any(event["event"] == USER_MESSAGE for event in events):
        values["last_message_at"] = clock.now()
    if not _update(session, conversation_id, before, values):
        if session.get(Conversation, conversation_id) is not None:
            raise StaleRevisionError
        if before.revision is not None:  # erased by this turn or during it
            before, additions = Window(), None
            values |= {"consented": False, "state": _only_receipt(state)}
        _create(session, conversation_id, values)
    rows = to_rows(
        conversation_id, events, keeps_words=keeps_words and values["consented"], passes_on=keeps_words,
        asked=pending_name(before.slots),
    )  # fmt: skip
    if rows:
        session.execute(_ADD, rows)
    if additions is not None:
        daily_counts.add(session, additions.day, additions.channel, additions.names)
    return Window(values["state"], values["revision"])


def _update(session: Session, conversation_id: str, before: Window, values: dict[str, Any]) -> bool:
    """Update the row atomically if it is as it was read. False if it changed or does not exist."""
    key = {"of_conversation": conversation_id}
    if before.state is None:
        updated = session.execute(_UPDATE_IF_NO_STATE, key | values)
    else:
        updated = session.execute(_UPDATE_IF_REVISION, key | {"as_read": before.revision} | values)
    return bool(updated.rowcount)  # type: ignore[attr-defined]


def _only_receipt(state: State) -> State:
    """The state of a new conversation, with the receipt of an erasure if the state has one."""
    slots = {name: value for name, value in state["slots"].items() if name == ERASURE_RECEIPT}
    return {"slots": slots, "active_loop": None, turn_counts.COUNTED: {}}


def _create(session: Session, conversation_id: str, values: dict[str, Any]) -> None:
    try:
        session.execute(insert(Conversation).values(id=conversation_id, **values))
    except IntegrityError as error:  # another process was faster
        raise StaleRevisionError from error


def append_out_of_band(
    session: Session,
    conversation_id: str,
    mark: str,
    *,
    text: str | None = None,
    message_id: str | None = None,
    reply: str | None = None,
    channel: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Append messages that Rasa never sees: a message of the user, a reply to it, or both.

    Args:
        mark: `event_rows.ASIDE`, `HELD`, `PERSON` or `REMINDER`.
        text: of the user; empty if it must not be kept.
        data: of the reply, as Rasa's: `buttons`, `custom`.
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        conversation = Conversation(id=conversation_id, channel=channel)
        session.add(conversation)
    now = clock.now()
    events: list[EventData] = []
    if text is not None:
        events.append({"event": USER_MESSAGE, "text": text, "message_id": message_id})
        conversation.last_message_at = now
    if reply is not None:
        events.append({"event": BOT_MESSAGE, "text": reply, "data": data})
    session.flush()
    common = {"mark": mark, "timestamp": now.timestamp()}
    rows = to_rows(conversation_id, events, keeps_words=True)
    session.execute(_ADD, [{**row, **common} for row in rows])


def clear_pending(session: Session, conversation_id: str, question: str) -> None:
    """Clear the pending question outside forms, if it is this one."""
    conversation = session.get(Conversation, conversation_id, with_for_update=True)
    if conversation is not None and conversation.slots.get("awaiting") == question:
        _set_slots(conversation, awaiting=None)


def set_pending(session: Session, conversation_id: str, question: str) -> None:
    """Make this the pending question outside forms, replacing any offered choices."""
    conversation = session.get_one(Conversation, conversation_id, with_for_update=True)
    _set_slots(conversation, awaiting=question, choices=None, misunderstandings=None)


def _set_slots(conversation: Conversation, **slots: Any) -> None:
    conversation.state = {**(conversation.state or {}), "slots": conversation.slots | slots}
    conversation.revision = new_revision()


def related_rows(session: Session, conversation_id: str) -> dict[str, list[Base]]:
    """Rows about a conversation other than its events, by table, for the data-subject export."""
    return {
        table.__tablename__: list(session.scalars(select(table).where(table.conversation_id == conversation_id)))
        for table in (Address, InboundMessage, OutboundMessage, LinkMail, Reminder, HumanRequest)
    }


def list_ids(session: Session) -> list[str]:
    """Ids of all conversations."""
    return list(session.scalars(select(Conversation.id)))
