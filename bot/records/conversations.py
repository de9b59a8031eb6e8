"""Conversations as rows: what was said is appended, read whole, and found by message."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import clock
from bot.records import daily_counts, turn_counts
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
from bot.records.said import BOT_MESSAGE, USER_MESSAGE, WITHDRAWN, EventData, State, rows_of, undo_of, undone
from bot.records.windows import NEWEST_SAID, SAID_IN_ORDER, Window, read_state

# Marks of what Rasa knows nothing of: what the channel says by itself, what is said while a person of the team holds the
# conversation (to them, by them), and reminders.
_CONTESTING = frozenset({"action_contest_passage", "action_restore_passage"})
# Turns that end so ask nothing that outlasts an exchange with the team; the question that waits stands before them.
_ASKS_NOTHING = frozenset({"action_request_human", "action_give_resume_code"})
ACTION_ON_DISTRESS = "action_distress"
ACTION_ON_QUESTION, ASKING_FOR_SOURCE = "action_answer_question", "ask_source"
# Turns that end so leave the person in peace: what waits is not asked again until they write.
_LEAVES_IN_PEACE = frozenset({
    ACTION_ON_DISTRESS, "action_human_after_distress", "action_pause", "action_set_reminder", "utter_goodbye",
})  # fmt: skip
ASIDE, HELD, PERSON, REMINDER = "aside", "held", "person", "reminder"
WEB = "web"
_MOST_SAID_AT_ONCE = 40  # messages of the bot behind one of the person
_NOTHING: State = {"slots": {}, "active_loop": None}

_TABLE, _EVENTS = table_of(Conversation), table_of(ConversationEvent)
_OF_IT = _EVENTS.c.conversation_id == bindparam("of_conversation")
_IS_MESSAGE = _OF_IT & (_EVENTS.c.message_id == bindparam("of_message"))
_LAST_ID = select(func.coalesce(func.max(_EVENTS.c.id), 0)).where(_OF_IT)
_AFTER = SAID_IN_ORDER.where(_EVENTS.c.id > bindparam("after"))
_NEWEST_OF_RASA = NEWEST_SAID.where(_EVENTS.c.mark.is_(None))
_NEWEST_BEFORE = _NEWEST_OF_RASA.where(_EVENTS.c.id < bindparam("before"))
_ID_OF_MESSAGE = select(func.max(_EVENTS.c.id)).where(_IS_MESSAGE).scalar_subquery()
_SINCE_MESSAGE = (
    SAID_IN_ORDER.add_columns(_EVENTS.c.undo).where(_EVENTS.c.id >= _ID_OF_MESSAGE).limit(bindparam("most"))
)  # fmt: skip
_FIRST_HELD = select(func.min(_EVENTS.c.timestamp)).where(
    _OF_IT, _EVENTS.c.mark == HELD, _EVENTS.c.timestamp >= bindparam("after")
)
_ADD = insert(_EVENTS)
_SETTLE = update(_EVENTS).where(_IS_MESSAGE, _EVENTS.c.undo.is_not(None))
_GO_ON = update(_TABLE).where(_TABLE.c.id == bindparam("of_conversation"))
_GO_ON_FROM = _GO_ON.where(_TABLE.c.revision == bindparam("as_read"))
_GO_ON_FROM_NOTHING = _GO_ON.where(_TABLE.c.state.is_(None))


class OvertakenError(Exception):
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
        OvertakenError: the conversation went on meanwhile. If it was erased meanwhile, the turn begins a new one, without
            words and state: nothing of before comes back.
    """
    before = since or read_state(session, conversation_id)
    state, additions = turn_counts.of_turn(before.state, state, events, channel)
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
            raise OvertakenError
        if before.revision is not None:  # erased under our feet, and who did the turn could not tell
            before, values = Window(), {**values, "consented": False, "state": {**_NOTHING, turn_counts.COUNTED: {}}}
            additions = None
        _begin(session, conversation_id, values)
    keeps_words = keeps_words and bool(values["consented"])
    rows = rows_of(conversation_id, events, keeps_words=keeps_words, undo=undo_of(before.state, state))
    if rows:
        session.execute(_ADD, rows)
    if additions is not None:
        daily_counts.add(session, additions.day, additions.channel, additions.names)
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
    session.execute(_ADD, [{**row, **common} for row in rows])


def pending_question(session: Session, conversation_id: str) -> dict[str, Any] | None:
    """Returns the message by which the bot asked what waits for an answer, as `transcript` gives it, if anything does."""
    state = read_state(session, conversation_id).state or _NOTHING
    if not (state.get("active_loop") or (state.get("slots") or {}).get("awaiting")):
        return None
    asked: Row[Any] | None = None  # what the bot said last in the turn
    newest = {"of_conversation": conversation_id, "most": _MOST_SAID_AT_ONCE}
    for row in session.execute(_NEWEST_OF_RASA, newest).all():
        if row.type_name == BOT_MESSAGE:
            asked = asked or (row if row.data["text"] else None)
            continue
        last = (row.data.get("actions") or [None])[-1]
        if last in _LEAVES_IN_PEACE:
            return None
        if asked is not None and last not in _ASKS_NOTHING:
            break
        asked = None
    return None if asked is None else _as_told(asked)


def stop_asking(session: Session, conversation_id: str, question: str) -> None:
    """Lets a question that was asked outside forms be over, if it is the one that waits: what comes next answers something else."""
    conversation = session.get(Conversation, conversation_id, with_for_update=True)
    state = (conversation.state if conversation else None) or {}
    slots = state.get("slots") or {}
    if conversation is not None and slots.get("awaiting") == question:
        conversation.state = {**state, "slots": {**slots, "awaiting": None}}
        conversation.revision = new_revision()


def last_actions(session: Session, conversation_id: str) -> Sequence[str] | None:
    """Returns the names of the actions of the turn that ended a conversation so far; None if anything was said since without Rasa."""
    with session.execute(NEWEST_SAID, {"of_conversation": conversation_id, "most": _MOST_SAID_AT_ONCE}) as rows:
        for row in rows:
            if row.mark is not None:
                break
            if row.type_name == USER_MESSAGE:
                return row.data.get("actions") or ()
    return None


def offered(session: Session, conversation_id: str) -> list[str]:
    """Returns the titles of the choices that were last offered, since the last message of the person."""
    with session.execute(NEWEST_SAID, {"of_conversation": conversation_id, "most": _MOST_SAID_AT_ONCE}) as rows:
        for row in rows:
            if row.type_name == USER_MESSAGE:
                break
            if row.data.get("buttons"):
                return list(row.data["buttons"])
    return []


def held_since(session: Session, conversation_id: str, moment: datetime) -> datetime | None:
    """Returns when the first message from a moment on was passed on to a person of the team; None if none was."""
    first = session.scalar(_FIRST_HELD, {"of_conversation": conversation_id, "after": moment.timestamp()})
    return None if first is None else datetime.fromtimestamp(first, UTC)


def transcript(
    session: Session, conversation_id: str, after: int = 0, before: int | None = None, *, for_team: bool = False
) -> list[dict[str, Any]]:
    """Returns what was said, as `{"id", "from": "user" | "bot", "text", "buttons", "at"}`, oldest first.

    A message of a time before consent has a null text: its words were not kept. So has an answer that its author took
    back, which is marked by a further `"withdrawn": True`. What a person of the team wrote is marked `"person": True`,
    a reminder `"reminder": True`, what was said without Rasa `"aside": True`: the question before it is still open.
    `message_id` of the person's messages is the client's. `"shows"` names the cards that the website shows in the place of the
    words, `"updates"` cards that say something else from here on. `"private": True` is for the person alone: which passage they
    contest, or choose among.

    Args:
        session: an open session.
        conversation_id: the conversation.
        after: only messages whose id is greater.
        before: only messages whose id is smaller, if given.
        for_team: others read it: that somebody was in distress is not among it, nor what they were told. What the person said
            to one of the team is marked `"held": True`, a question to the bot of its own `"asks": True`.
    """
    said = _AFTER if before is None else _AFTER.where(_EVENTS.c.id < before)
    rows = session.execute(said, {"of_conversation": conversation_id, "after": after})
    told = (row for row in rows if not _is_signal(row))
    if not for_team:
        return [_as_told(row) for row in told]
    return [_as_told(row) | _told_to_team(row) for row in _without_distress(told)]


def _told_to_team(row: Row[Any]) -> dict[str, Any]:
    asks = ACTION_ON_QUESTION in (row.data.get("actions") or ()) and row.data.get("intent") != ASKING_FOR_SOURCE
    return ({"held": True} if row.mark == HELD else {}) | ({"asks": True} if asks else {})


def _without_distress(rows: Iterable[Row[Any]]) -> Iterator[Row[Any]]:
    """Yields what was said but for cries for help and the answers to them."""
    is_left_out = False
    for row in rows:
        if row.type_name == USER_MESSAGE:
            is_left_out = ACTION_ON_DISTRESS in (row.data.get("actions") or ())
        if not is_left_out or row.mark is not None:
            yield row


def _is_signal(row: Row[Any]) -> bool:
    """Returns whether this is a signal of the channel, not words of the person."""
    return row.type_name == USER_MESSAGE and bool(row.data["text"].startswith("/"))


def _as_told(row: Row[Any]) -> dict[str, Any]:
    told = {
        "id": row.id, "from": row.type_name, "text": row.data["text"] or None, "buttons": row.data.get("buttons") or [],
        "at": row.timestamp,
    }  # fmt: skip
    if row.type_name == USER_MESSAGE and row.message_id is not None:
        told["message_id"] = row.message_id
    custom = (row.data.get("more") or {}).get("custom") or {}
    if "shows" in custom:
        told["shows"] = custom["shows"]
    if "updates" in custom:
        told["updates"] = custom["updates"]
    if custom.get("private") or not _CONTESTING.isdisjoint(row.data.get("actions") or ()):
        told["private"] = True
    marks = [mark for mark in (PERSON, REMINDER, ASIDE) if row.mark == mark]
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
    since = {"of_conversation": conversation_id, "of_message": message_id, "most": _MOST_SAID_AT_ONCE}
    rows = session.execute(_SINCE_MESSAGE, since).all()
    if not rows:
        return None
    own, *following = rows
    upto = next((index for index, row in enumerate(following) if row.type_name == USER_MESSAGE), None)
    answer = list(following[:upto])
    if own.mark is None and own.undo is None:
        answer = _welcome(session, conversation_id, own.id) + answer
    # Who answers says it under the message's own mark; what is said without being asked is no answer.
    marks = {None} if own.mark is None else {ASIDE}
    return Taken([_as_told(row) for row in answer if row.mark in marks], is_held=own.mark == HELD)


def _welcome(session: Session, conversation_id: str, event_id: int) -> list[Row[Any]]:
    """Returns what the bot said before the first message that Rasa took."""
    before = {"of_conversation": conversation_id, "before": event_id, "most": _MOST_SAID_AT_ONCE}
    rows = list(session.execute(_NEWEST_BEFORE, before))
    upto = next((index for index, row in enumerate(rows) if row.type_name == USER_MESSAGE), None)
    return rows[:upto][::-1]


def take_back(session: Session, conversation_id: str, message_id: str) -> None:
    """Removes a message that could not be answered, and what followed it: it can then be taken as if for the first time.

    A message that others followed stays, and so does what was said without Rasa.
    """
    since = {"of_conversation": conversation_id, "of_message": message_id, "most": 1}
    own = session.execute(_SINCE_MESSAGE, since).first()
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
    session.flush()
    is_of_the_turn = (ConversationEvent.id > own.id) & ConversationEvent.mark.is_(None)
    session.execute(delete(ConversationEvent).where(of_it, is_of_the_turn | ConversationEvent.id.in_(gone)))


def settle(session: Session, conversation_id: str, message_id: str) -> None:
    """Forgets what the turn of a message changed: the message is answered, and is not taken back any more."""
    session.execute(_SETTLE, {"of_conversation": conversation_id, "of_message": message_id, "undo": {}})


def rows_beside(session: Session, conversation_id: str) -> dict[str, list[Base]]:
    """Returns what is stored of a conversation beside what was said, by table: for the right of access."""
    return {
        table.__tablename__: list(session.scalars(select(table).where(table.conversation_id == conversation_id)))
        for table in (Address, InboundMessage, OutboundMessage, LinkMail, Reminder, HumanRequest)
    }


def list_ids(session: Session) -> list[str]:
    """Returns the ids of all conversations."""
    return list(session.scalars(select(Conversation.id)))


def last_id(session: Session, conversation_id: str) -> int:
    """Returns the id of what was last said in a conversation, 0 if nothing was."""
    return session.scalar(_LAST_ID, {"of_conversation": conversation_id}) or 0
