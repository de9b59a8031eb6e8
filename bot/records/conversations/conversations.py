"""Conversations as rows: what is said is appended, taken back and settled."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.conversations import turn_counts
from bot.records.conversations.event_rows import (
    BOT_MESSAGE,
    USER_MESSAGE,
    EventData,
    State,
    state_before,
    to_rows,
    undo_data,
)
from bot.records.conversations.transcripts import SINCE_MESSAGE, welcome
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
_SETTLE = update(_EVENTS).where(
    _EVENTS.c.conversation_id == bindparam("of_conversation"),
    _EVENTS.c.message_id == bindparam("of_message"),
    _EVENTS.c.undo.is_not(None),
)
_GO_ON = update(_TABLE).where(_TABLE.c.id == bindparam("of_conversation"))
_GO_ON_FROM = _GO_ON.where(_TABLE.c.revision == bindparam("as_read"))
_GO_ON_FROM_NOTHING = _GO_ON.where(_TABLE.c.state.is_(None))


class StaleRevisionError(Exception):
    """Somebody else has added to the conversation since it was read: what follows from that reading is not stored."""


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
    """Appends what was said in a turn, remembers the state that it led to, and returns it.

    Until the person has agreed that their words are kept, their messages are stored without them.

    Args:
        session: an open session.
        conversation_id: the conversation, made if new.
        events: Rasa's, with at least `event` and `timestamp`.
        channel: name of the input channel, if known.
        consented: whether the person has agreed that their words are kept.
        state: slots and open form after these events.
        keeps_words: False when these words are not kept although their author agreed.
        since: what was read before the turn; None when it follows whatever there is.

    Raises:
        StaleRevisionError: the conversation went on meanwhile. If it was erased meanwhile, the turn begins a new one, without
            words and state: nothing of before comes back, only the receipt of an erasure.
    """
    before = since or load_state(session, conversation_id)
    state, additions = turn_counts.count_turn(before.state, state, events, channel)
    values: dict[str, Any] = {"consented": consented, "state": state, "revision": new_revision()}
    if channel is not None:
        values["channel"] = channel
    if any(event["event"] == USER_MESSAGE for event in events):
        values["last_message_at"] = clock.now()
    of_it = {"of_conversation": conversation_id}
    if before.state is None:
        updated = session.execute(_GO_ON_FROM_NOTHING, of_it | values)
    else:
        updated = session.execute(_GO_ON_FROM, of_it | {"as_read": before.revision} | values)
    if not updated.rowcount:  # type: ignore[attr-defined]
        if session.get(Conversation, conversation_id) is not None:
            raise StaleRevisionError
        if before.revision is not None:  # erased by this turn or during it
            slots = {name: value for name, value in state["slots"].items() if name == ERASURE_RECEIPT}
            state = {"slots": slots, "active_loop": None, turn_counts.COUNTED: {}}
            before, values = Window(), {**values, "consented": False, "state": state}
            additions = None
        _begin(session, conversation_id, values)
    rows = to_rows(
        conversation_id, events, keeps_words=keeps_words and bool(values["consented"]), passes_on=keeps_words,
        undo=undo_data(before.state, state), asked=pending_name((before.state or {}).get("slots") or {}),
    )  # fmt: skip
    if rows:
        session.execute(_ADD, rows)
    if additions is not None:
        daily_counts.add(session, additions.day, additions.channel, additions.names)
    return Window(values["state"], values["revision"])


def _begin(session: Session, conversation_id: str, values: dict[str, Any]) -> None:
    try:
        session.execute(insert(Conversation).values(id=conversation_id, **values))
    except IntegrityError as error:  # another process was faster
        raise StaleRevisionError from error


def append_out_of_band(
    session: Session,
    conversation_id: str,
    mark: str,
    *,
    said: str | None = None,
    message_id: str | None = None,
    answer: str | None = None,
    channel: str | None = None,
    carries: Mapping[str, Any] | None = None,
) -> None:
    """Adds to a conversation what Rasa knows nothing of: a message of the person, an answer to it, or both.

    Args:
        session: an open session.
        conversation_id: the conversation, made if new.
        mark: what it is: `said.ASIDE`, `HELD`, `PERSON` or `REMINDER`.
        said: words of the person; an empty text for a message whose words are not kept.
        message_id: of the person's message.
        answer: what is said to the person.
        channel: name of the channel of the person's message.
        carries: what comes with the answer, as Rasa's `data`: `buttons`, `custom`.
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        conversation = Conversation(id=conversation_id, channel=channel)
        session.add(conversation)
    now = clock.now()
    events: list[EventData] = []
    if said is not None:
        events.append({"event": USER_MESSAGE, "text": said, "message_id": message_id})
        conversation.last_message_at = now
    if answer is not None:
        events.append({"event": BOT_MESSAGE, "text": answer, "data": carries})
    session.flush()
    common = {"mark": mark, "timestamp": now.timestamp()}
    rows = to_rows(conversation_id, events, keeps_words=True, undo={})
    session.execute(_ADD, [{**row, **common} for row in rows])


def clear_pending(session: Session, conversation_id: str, question: str) -> None:
    """Lets a question that was asked outside forms be over, if it is the one that waits: what comes next answers something else."""
    conversation = session.get(Conversation, conversation_id, with_for_update=True)
    state = (conversation.state if conversation else None) or {}
    slots = state.get("slots") or {}
    if conversation is not None and slots.get("awaiting") == question:
        conversation.state = {**state, "slots": {**slots, "awaiting": None}}
        conversation.revision = new_revision()


def set_pending(session: Session, conversation_id: str, question: str) -> None:
    """Notes that a question outside forms waits for an answer, in the place of any choices that were offered."""
    conversation = session.get_one(Conversation, conversation_id, with_for_update=True)
    state = conversation.state or {}
    slots = {**(state.get("slots") or {}), "awaiting": question, "choices": None, "misunderstandings": None}
    conversation.state = {**state, "slots": slots}
    conversation.revision = new_revision()


def roll_back_turn(session: Session, conversation_id: str, message_id: str) -> None:
    """Removes a message that could not be answered, and what followed it: it can then be taken as if for the first time.

    A message that others followed stays, and so does what was said without Rasa.
    """
    since = {"of_conversation": conversation_id, "of_message": message_id, "most": 1}
    own = session.execute(SINCE_MESSAGE, since).first()
    if own is None:
        return
    of_it = ConversationEvent.conversation_id == conversation_id
    is_later_message = (ConversationEvent.id > own.id) & (ConversationEvent.type_name == USER_MESSAGE)
    if session.scalar(select(ConversationEvent.id).where(of_it, is_later_message).limit(1)) is not None:
        return
    gone = [own.id]
    if own.undo is None:
        gone += [row.id for row in welcome(session, conversation_id, own.id)]
    conversation = session.get(Conversation, conversation_id, with_for_update=True)
    if conversation is not None:
        conversation.state = state_before(conversation.state, own.undo)
        conversation.consented = ((conversation.state or {}).get("slots") or {}).get("consent") is True
        conversation.revision = new_revision()
    session.flush()
    is_of_the_turn = (ConversationEvent.id > own.id) & ConversationEvent.mark.is_(None)
    session.execute(delete(ConversationEvent).where(of_it, is_of_the_turn | ConversationEvent.id.in_(gone)))


def finalise_turn(session: Session, conversation_id: str, message_id: str) -> None:
    """Forgets what the turn of a message changed: the message is answered, and is not taken back any more."""
    session.execute(_SETTLE, {"of_conversation": conversation_id, "of_message": message_id, "undo": {}})


def related_rows(session: Session, conversation_id: str) -> dict[str, list[Base]]:
    """Returns what is stored of a conversation beside what was said, by table: for the right of access."""
    return {
        table.__tablename__: list(session.scalars(select(table).where(table.conversation_id == conversation_id)))
        for table in (Address, InboundMessage, OutboundMessage, LinkMail, Reminder, HumanRequest)
    }


def list_ids(session: Session) -> list[str]:
    """Returns the ids of all conversations."""
    return list(session.scalars(select(Conversation.id)))
