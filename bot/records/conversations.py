"""Conversations as rows: what was said is appended, read as a window of turns or whole, and found by message."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import clock
from bot.records.models import (
    Address,
    Base,
    Conversation,
    ConversationEvent,
    HumanRequest,
    InboundMessage,
    OutboundMessage,
    Reminder,
    new_revision,
)
from bot.records.said import BOT_MESSAGE, USER_MESSAGE, WITHDRAWN, EventData, State, rows_of, undo_of, undone

# Marks of what Rasa knows nothing of: what the channel says by itself, what is said while a person of the team holds the
# conversation (to them, by them), and reminders.
ASIDE, HELD, PERSON, REMINDER = "aside", "held", "person", "reminder"
WEB = "web"
_MOST_SAID_AT_ONCE = 40  # messages of the bot behind one of the person
_MOST_A_TURN = 8  # messages of a turn in a window, on average; where more was said, it holds fewer turns
_NOTHING: State = {"slots": {}, "active_loop": None}


@dataclass(frozen=True)
class Window:
    """What Rasa needs of a conversation to go on.

    Attributes:
        state: slots and open form as they are; None when Rasa has taken nothing yet.
        revision: of that state; None when there is no conversation.
        said: rows of `ConversationEvent` (`type_name`, `timestamp`, `message_id`, `data`) in order: the last turns.
    """

    state: State | None = None
    revision: int | None = None
    said: Sequence[Any] = field(default=())


class OvertakenError(Exception):
    """Somebody else has added to the conversation since it was read: what follows from that reading is not stored."""


def read_window(session: Session, conversation_id: str, turns: int | None = None) -> Window:
    """Returns a conversation as Rasa goes on with it.

    Args:
        session: an open session.
        conversation_id: the conversation.
        turns: how many turns of what was said are read; None for all.
    """
    known = _known(session, conversation_id)
    if known.state is None:
        return known
    newest_first = _said(conversation_id).order_by(ConversationEvent.id.desc())
    most = None if turns is None else turns * _MOST_A_TURN
    newest = list(session.execute(newest_first.limit(most)))
    said = [row for row in reversed(newest) if row.mark is None]
    starts = [index for index, row in enumerate(said) if row.type_name == USER_MESSAGE]
    if turns is not None and starts and (len(starts) > turns or len(newest) == most):
        said = said[starts[-min(turns, len(starts))] :]
    return Window(known.state, known.revision, said)


def _known(session: Session, conversation_id: str) -> Window:
    """Returns the state of a conversation, without what was said."""
    known = select(Conversation.state, Conversation.revision).where(Conversation.id == conversation_id)
    row = session.execute(known).first()
    return Window() if row is None else Window(row.state, row.revision)


def _said(conversation_id: str, *conditions: ColumnElement[bool]) -> Select[Any]:
    columns = ("id", "type_name", "timestamp", "message_id", "mark", "data")
    of_it = ConversationEvent.conversation_id == conversation_id
    return select(*(getattr(ConversationEvent, name) for name in columns)).where(of_it, *conditions)


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
        OvertakenError: the conversation went on meanwhile. If it was erased meanwhile, the turn begins a new one, without
            words and state: nothing of before comes back.
    """
    before = since or _known(session, conversation_id)
    values: dict[str, Any] = {"consented": consented, "state": state, "revision": new_revision()}
    if channel is not None:
        values["channel"] = channel
    if any(event["event"] == USER_MESSAGE for event in events):
        values["last_message_at"] = clock.now()
    is_as_read = (
        Conversation.state.is_(None) if before.state is None else Conversation.revision == before.revision
    )  # fmt: skip
    updated = session.execute(update(Conversation).where(Conversation.id == conversation_id, is_as_read).values(values))
    if not updated.rowcount:  # type: ignore[attr-defined]
        if session.get(Conversation, conversation_id) is not None:
            raise OvertakenError
        if before.revision is not None:  # erased under our feet, and who did the turn could not tell
            before, values = Window(), {**values, "consented": False, "state": _NOTHING}
        _begin(session, conversation_id, values)
    keeps_words = keeps_words and bool(values["consented"])
    rows = rows_of(conversation_id, events, keeps_words=keeps_words, undo=undo_of(before.state, state))
    if rows:
        session.execute(insert(ConversationEvent.__table__), rows)  # type: ignore[arg-type]
    return Window(values["state"], values["revision"])


def _begin(session: Session, conversation_id: str, values: dict[str, Any]) -> None:
    try:
        session.execute(insert(Conversation).values(id=conversation_id, **values))
    except IntegrityError as error:  # another process was faster
        raise OvertakenError from error


def add_aside(
    session: Session,
    conversation_id: str,
    mark: str,
    *,
    said: str | None = None,
    message_id: str | None = None,
    answer: str | None = None,
    channel: str | None = None,
    buttons: Iterable[str] = (),
) -> None:
    """Adds to a conversation what Rasa knows nothing of: a message of the person, an answer to it, or both.

    Args:
        session: an open session.
        conversation_id: the conversation, made if new.
        mark: what it is: `ASIDE`, `HELD`, `PERSON` or `REMINDER`.
        said: words of the person; an empty text for a message whose words are not kept.
        message_id: of the person's message.
        answer: what is said to the person.
        channel: name of the channel of the person's message.
        buttons: titles of the choices offered with the answer.
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
        offered = {"buttons": [{"title": title} for title in buttons]}
        events.append({"event": BOT_MESSAGE, "text": answer, "data": offered})
    session.flush()
    common = {"mark": mark, "timestamp": now.timestamp()}
    rows = rows_of(conversation_id, events, keeps_words=True, undo={})
    session.execute(insert(ConversationEvent.__table__), [{**row, **common} for row in rows])  # type: ignore[arg-type]


def last_said_by_bot(session: Session, conversation_id: str) -> dict[str, Any] | None:
    """Returns the last message that the bot itself said, as `transcript` gives it: its pending question, if it asks one."""
    said = _said(conversation_id, ConversationEvent.mark.is_(None), ConversationEvent.type_name == BOT_MESSAGE)
    rows = session.execute(said.order_by(ConversationEvent.id.desc()).limit(_MOST_SAID_AT_ONCE))
    return next((_as_told(row) for row in rows if row.data["text"]), None)


def offered(session: Session, conversation_id: str) -> list[str]:
    """Returns the titles of the choices that were last offered, since the last message of the person."""
    said = _said(conversation_id).order_by(ConversationEvent.id.desc()).limit(_MOST_SAID_AT_ONCE)
    for row in session.execute(said):
        if row.type_name == USER_MESSAGE:
            break
        if row.data.get("buttons"):
            return list(row.data["buttons"])
    return []


def transcript(
    session: Session, conversation_id: str, after: int = 0, before: int | None = None
) -> list[dict[str, Any]]:
    """Returns what was said, as `{"id", "from": "user" | "bot", "text", "buttons", "at"}`, oldest first.

    A message of a time before consent has a null text: its words were not kept. So has an answer that its author took
    back, which is marked by a further `"withdrawn": True`. What a person of the team wrote is marked `"person": True`,
    a reminder `"reminder": True`.

    Args:
        session: an open session.
        conversation_id: the conversation.
        after: only messages whose id is greater.
        before: only messages whose id is smaller, if given.
    """
    said = _said(conversation_id, ConversationEvent.id > after).order_by(ConversationEvent.id)
    rows = session.execute(said if before is None else said.where(ConversationEvent.id < before))
    return [_as_told(row) for row in rows if not _is_signal(row)]


def _is_signal(row: Row[Any]) -> bool:
    """Returns whether this is a signal of the channel, not words of the person."""
    return row.type_name == USER_MESSAGE and bool(row.data["text"].startswith("/"))


def _as_told(row: Row[Any]) -> dict[str, Any]:
    told = {
        "id": row.id, "from": row.type_name, "text": row.data["text"] or None, "buttons": row.data.get("buttons") or [],
        "at": row.timestamp,
    }  # fmt: skip
    marks = [mark for mark in (PERSON, REMINDER) if row.mark == mark]
    return {**told, **dict.fromkeys([*marks, WITHDRAWN] if row.data.get(WITHDRAWN) else marks, True)}


@dataclass(frozen=True)
class Taken:
    """What the conversation already holds of a message.

    Attributes:
        answer: what was said to it, as `transcript` gives it; before it the welcome, if it was the first message.
        is_held: it was said to a person of the team, who holds the conversation: no answer is due.
    """

    answer: list[dict[str, Any]]
    is_held: bool = False


def find_taken(session: Session, conversation_id: str, message_id: str) -> Taken | None:
    """Returns what the conversation holds of a message, or None if the message is not in it."""
    since = select(func.max(ConversationEvent.id)).where(_is_message(conversation_id, message_id)).scalar_subquery()
    said = _said(conversation_id, ConversationEvent.id >= since).add_columns(ConversationEvent.undo)
    rows = list(session.execute(said.order_by(ConversationEvent.id).limit(_MOST_SAID_AT_ONCE)))
    if not rows:
        return None
    own, *following = rows
    upto = next((index for index, row in enumerate(following) if row.type_name == USER_MESSAGE), None)
    answer = following[:upto]
    if own.mark is None and own.undo is None:
        answer = _welcome(session, conversation_id, own.id) + answer
    # Who answers says it under the message's own mark; what is said without being asked is no answer.
    marks = {None} if own.mark is None else {ASIDE}
    return Taken([_as_told(row) for row in answer if row.mark in marks], is_held=own.mark == HELD)


def _is_message(conversation_id: str, message_id: str) -> ColumnElement[bool]:
    return (ConversationEvent.conversation_id == conversation_id) & (ConversationEvent.message_id == message_id)


def _welcome(session: Session, conversation_id: str, event_id: int) -> list[Row[Any]]:
    """Returns what the bot said before the first message that Rasa took."""
    said = _said(conversation_id, ConversationEvent.id < event_id, ConversationEvent.mark.is_(None))
    rows = list(session.execute(said.order_by(ConversationEvent.id.desc()).limit(_MOST_SAID_AT_ONCE)))
    upto = next((index for index, row in enumerate(rows) if row.type_name == USER_MESSAGE), None)
    return rows[:upto][::-1]


def take_back(session: Session, conversation_id: str, message_id: str) -> None:
    """Removes a message that could not be answered, and what followed it: it can then be taken as if for the first time.

    A message that others followed stays, and so does what was said without Rasa.
    """
    own = session.execute(
        select(ConversationEvent.id, ConversationEvent.undo)
        .where(_is_message(conversation_id, message_id))
        .order_by(ConversationEvent.id.desc())
        .limit(1)
    ).first()
    if own is None:
        return
    of_it = ConversationEvent.conversation_id == conversation_id
    is_later_message = (ConversationEvent.id > own.id) & (ConversationEvent.type_name == USER_MESSAGE)
    if session.scalar(select(ConversationEvent.id).where(of_it, is_later_message).limit(1)) is not None:
        return
    gone = [own.id]
    if own.undo is None:
        gone += [row.id for row in _welcome(session, conversation_id, own.id)]
    conversation = session.get(Conversation, conversation_id, with_for_update=True)
    if conversation is not None:
        conversation.state = undone(conversation.state, own.undo)
        conversation.consented = ((conversation.state or {}).get("slots") or {}).get("consent") is True
        conversation.revision = new_revision()
    is_of_the_turn = (ConversationEvent.id > own.id) & ConversationEvent.mark.is_(None)
    session.execute(delete(ConversationEvent).where(of_it, is_of_the_turn | ConversationEvent.id.in_(gone)))


def rows_beside(session: Session, conversation_id: str) -> dict[str, list[Base]]:
    """Returns what is stored of a conversation beside what was said, by table: for the right of access."""
    return {
        table.__tablename__: list(session.scalars(select(table).where(table.conversation_id == conversation_id)))
        for table in (Address, InboundMessage, OutboundMessage, Reminder, HumanRequest)
    }


def list_ids(session: Session) -> list[str]:
    """Returns the ids of all conversations."""
    return list(session.scalars(select(Conversation.id)))


def last_id(session: Session, conversation_id: str) -> int:
    """Returns the id of what was last said in a conversation, 0 if nothing was."""
    query = select(func.max(ConversationEvent.id)).where(ConversationEvent.conversation_id == conversation_id)
    return session.scalar(query) or 0
