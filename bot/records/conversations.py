"""Conversation events as rows: appended, read as a window of turns or whole, deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
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
    ResumeCode,
)

USER_MESSAGE = "user"
BOT_MESSAGE = "bot"

# Marks in the metadata of events that Rasa knows nothing of: what the channel says by itself, what is said while a
# person of the team holds the conversation (to them, by them), and reminders.
ASIDE, HELD, PERSON, REMINDER = "aside", "held", "person", "reminder"
WEB = "web"

WITHDRAWN = "withdrawn"
FORGOTTEN = "(message effacé à la fin de l'échange)"
WITHDRAWN_WORDS = "« (réponse retirée) »"
_MOST_SAID_AT_ONCE = 40  # messages of the bot behind one of the person
_KEPT_OF_PARSE_DATA = ("intent", "intent_ranking")

EventData = dict[str, Any]


@dataclass(frozen=True)
class Window:
    """The last turns of a conversation.

    Attributes:
        events: event payloads in order.
        state: slots and open form before the first of them; None when the window starts at the very beginning.
        last_id: id of the last event.
    """

    events: list[EventData]
    state: dict[str, Any] | None
    last_id: int = 0


class OvertakenError(Exception):
    """Somebody else has added to the conversation since it was read: what follows from that reading is not stored."""


def read_window(session: Session, conversation_id: str, turns: int) -> Window | None:
    """Returns the last `turns` user turns of a conversation, or None if it has no event."""
    is_ours = ConversationEvent.conversation_id == conversation_id
    starts = session.execute(
        select(ConversationEvent.id, ConversationEvent.state)
        .where(is_ours, ConversationEvent.type_name == USER_MESSAGE)
        .order_by(ConversationEvent.id.desc())
        .offset(turns - 1)
        .limit(1)
    ).first()
    query = select(ConversationEvent.id, ConversationEvent.data).where(is_ours).order_by(ConversationEvent.id)
    state = None
    if starts is not None and starts.state is not None:
        query = query.where(ConversationEvent.id >= starts.id)
        state = starts.state
    rows = [row for row in session.execute(query) if not _is_aside(row.data)]
    return Window([row.data for row in rows], state, rows[-1].id) if rows else None


def _is_aside(event: EventData) -> bool:
    metadata = event.get("metadata") or {}
    return any(metadata.get(mark) for mark in (ASIDE, HELD, PERSON, REMINDER))


def read_all(session: Session, conversation_id: str) -> list[EventData]:
    """Returns every event of a conversation, oldest first."""
    return list(
        session.scalars(
            select(ConversationEvent.data)
            .where(ConversationEvent.conversation_id == conversation_id)
            .order_by(ConversationEvent.id)
        )
    )


def append(
    session: Session,
    conversation_id: str,
    events: Sequence[EventData],
    *,
    channel: str | None,
    consented: bool,
    state: dict[str, Any],
    read_until: int | None = None,
) -> int:
    """Appends events, remembers the state that they lead to, and returns the id of the last event.

    Args:
        session: an open session.
        conversation_id: the conversation, made if new.
        events: payloads with at least `event` and `timestamp`.
        channel: name of the input channel, if known.
        consented: whether the person has agreed that their words are kept.
        state: slots and open form after these events.
        read_until: id of the last event known to who made these events; None when nothing is known of it.

    Raises:
        OvertakenError: there are later ones.
    """
    conversation = session.get(Conversation, conversation_id, with_for_update=True)
    if conversation is None:
        conversation = Conversation(id=conversation_id)
        session.add(conversation)
    if read_until is not None and _has_later(session, conversation_id, read_until):
        raise OvertakenError
    before = conversation.state
    for event in events:
        is_message = event["event"] == USER_MESSAGE
        session.add(
            ConversationEvent(
                conversation_id=conversation_id,
                type_name=event["event"],
                timestamp=event["timestamp"],
                message_id=event.get("message_id") if is_message else None,
                data=event,
                state=before if is_message else None,
            )
        )
        if is_message:
            conversation.last_message_at = clock.now()
    conversation.channel = channel or conversation.channel
    conversation.consented = consented
    conversation.state = state
    session.flush()
    return last_id(session, conversation_id)


def _has_later(session: Session, conversation_id: str, event_id: int) -> bool:
    later = select(ConversationEvent.data).where(
        ConversationEvent.conversation_id == conversation_id, ConversationEvent.id > event_id
    )
    return any(not _is_aside(event) for event in session.scalars(later))


def add_aside(
    session: Session,
    conversation_id: str,
    mark: str,
    *,
    said: str | None = None,
    message_id: str | None = None,
    answer: str | None = None,
    channel: str | None = None,
    buttons: Iterable[str] | None = None,
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
    common = {"timestamp": clock.now().timestamp(), "metadata": {mark: True}}
    events: list[EventData] = []
    if said is not None:
        parse_data = {"text": said, "intent": {"name": None, "confidence": 0.0}, "entities": [], "intent_ranking": []}
        user = {"text": said, "parse_data": parse_data, "input_channel": channel, "message_id": message_id}
        events.append({"event": USER_MESSAGE, **user, **common})
        conversation.last_message_at = clock.now()
    if answer is not None:
        offered = [{"title": title, "payload": title} for title in buttons or []]
        events.append({"event": BOT_MESSAGE, "text": answer, "data": {"buttons": offered}, **common})
    for event in events:
        session.add(
            ConversationEvent(
                conversation_id=conversation_id, type_name=event["event"], timestamp=event["timestamp"],
                message_id=event.get("message_id"), data=event, state=conversation.state if event["event"] == USER_MESSAGE else None,
            )
        )  # fmt: skip
    session.flush()


def last_said_by_bot(session: Session, conversation_id: str) -> dict[str, Any] | None:
    """Returns the last message that the bot itself said, as `transcript` gives it: its pending question, if it asks one."""
    said = session.execute(
        select(ConversationEvent.id, ConversationEvent.data)
        .where(ConversationEvent.conversation_id == conversation_id, ConversationEvent.type_name == BOT_MESSAGE)
        .order_by(ConversationEvent.id.desc())
    )
    row_id = next((row.id for row in said if row.data.get("text") and not _is_aside(row.data)), None)
    return None if row_id is None else transcript(session, conversation_id, row_id - 1, row_id + 1)[0]


def offered(session: Session, conversation_id: str) -> list[str]:
    """Returns the titles of the choices that were last offered, since the last message of the person."""
    said = session.scalars(
        select(ConversationEvent.data)
        .where(
            ConversationEvent.conversation_id == conversation_id,
            ConversationEvent.type_name.in_([USER_MESSAGE, BOT_MESSAGE]),
        )
        .order_by(ConversationEvent.id.desc())
        .limit(_MOST_SAID_AT_ONCE)
    )
    for data in said:
        if data["event"] == USER_MESSAGE:
            break
        if buttons := (data.get("data") or {}).get("buttons"):
            return [button["title"] for button in buttons]
    return []


def last_moment(session: Session, conversation_id: str, mark: str) -> datetime | None:
    """Returns when something with this mark (`PERSON`, `REMINDER`, …) was last said, None if never."""
    said = select(ConversationEvent.data).where(
        ConversationEvent.conversation_id == conversation_id, ConversationEvent.type_name == BOT_MESSAGE
    )
    newest_first = session.scalars(said.order_by(ConversationEvent.id.desc()))
    data = next((data for data in newest_first if (data.get("metadata") or {}).get(mark)), None)
    return None if data is None else datetime.fromtimestamp(data["timestamp"], UTC)


def was_said(session: Session, conversation_id: str, sentence: str, since: datetime) -> bool:
    """Returns whether the bot said this very sentence since a moment."""
    said = select(ConversationEvent.data).where(
        ConversationEvent.conversation_id == conversation_id,
        ConversationEvent.type_name == BOT_MESSAGE,
        ConversationEvent.timestamp >= since.timestamp(),
    )
    return any(data.get("text") == sentence for data in session.scalars(said))


def forget_held(session: Session, conversation_id: str) -> None:
    """Blanks what a person who never agreed and one of the team wrote to each other."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None or conversation.consented:
        return
    rows = select(ConversationEvent).where(ConversationEvent.conversation_id == conversation_id)
    for row in session.scalars(rows):
        marks = row.data.get("metadata") or {}
        if row.type_name == USER_MESSAGE and marks.get(HELD):
            row.data = {**_blanked(row.data), "metadata": {HELD: True}}
        elif row.type_name == BOT_MESSAGE and marks.get(PERSON):
            row.data = {**row.data, "text": FORGOTTEN}


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
    query = (
        select(ConversationEvent.id, ConversationEvent.data)
        .where(
            ConversationEvent.conversation_id == conversation_id,
            ConversationEvent.type_name.in_([USER_MESSAGE, BOT_MESSAGE]),
            ConversationEvent.id > after,
        )
        .order_by(ConversationEvent.id)
    )
    rows = session.execute(query if before is None else query.where(ConversationEvent.id < before))
    said = []
    for row_id, data in rows:
        text = data.get("text") or None
        if data["event"] == USER_MESSAGE and (text or "").startswith("/"):
            continue  # a signal of the channel, not words of the person
        buttons = [button["title"] for button in (data.get("data") or {}).get("buttons") or []]
        said.append({"id": row_id, "from": data["event"], "text": text, "buttons": buttons, "at": data["timestamp"]})
        metadata = data.get("metadata") or {}
        said[-1] |= {mark: True for mark in (WITHDRAWN, PERSON, REMINDER) if metadata.get(mark)}
    return said


def forget_words(session: Session, conversation_id: str, words: Iterable[str]) -> None:
    """Removes words that their author took back from the conversation.

    Messages of the person that say exactly that are blanked; where the bot read them back, between « », it quotes them
    no more, neither in the conversation nor in the answers kept to be sent again.

    Args:
        session: an open session.
        conversation_id: the conversation.
        words: whole answers, and quotes of them.
    """
    gone = {" ".join(text.split()): text for text in words if text.strip()}
    if not gone:
        return
    session.flush()
    said = session.scalars(
        select(ConversationEvent).where(
            ConversationEvent.conversation_id == conversation_id,
            ConversationEvent.type_name.in_([USER_MESSAGE, BOT_MESSAGE]),
        )
    )
    for row in said:
        if row.type_name == BOT_MESSAGE:
            row.data = _unquoted(row.data, gone.values())
        elif " ".join((row.data.get("text") or "").split()) in gone:
            row.data = _blanked(row.data)
    for message in session.scalars(select(InboundMessage).where(InboundMessage.conversation_id == conversation_id)):
        if message.answer is not None:
            message.answer = [_unquoted(part, gone.values()) for part in message.answer]


def _blanked(data: EventData) -> EventData:
    """Returns a message of the person without its words."""
    parse_data = data.get("parse_data") or {}
    kept = {key: parse_data[key] for key in _KEPT_OF_PARSE_DATA if key in parse_data}
    return {**data, "text": "", "parse_data": {"text": "", "entities": [], **kept}, "metadata": {WITHDRAWN: True}}


def _unquoted(data: EventData, words: Iterable[str]) -> EventData:
    """Returns a message of the bot that no longer quotes these words."""
    text = data.get("text") or ""
    for quoted in sorted(words, key=len, reverse=True):
        text = text.replace(f"« {quoted} »", WITHDRAWN_WORDS)
    return data if text == (data.get("text") or "") else {**data, "text": text}


def delete_conversation(session: Session, conversation_id: str, *, going_on: bool = False) -> None:
    """Deletes a conversation: events, state, channel messages, addresses, codes, reminders and requests.

    Args:
        session: an open session.
        conversation_id: the conversation.
        going_on: the person is there: messages that wait for their answer stay, and so does the website's session,
            which is a random id.
    """
    for table in (ConversationEvent, OutboundMessage, ResumeCode, Reminder, HumanRequest):
        session.execute(delete(table).where(table.conversation_id == conversation_id))
    inbound = delete(InboundMessage).where(InboundMessage.conversation_id == conversation_id)
    addresses = delete(Address).where(Address.conversation_id == conversation_id)
    if going_on:
        inbound = inbound.where(InboundMessage.answered_at.is_not(None))
        addresses = addresses.where(Address.channel != WEB)
    session.execute(inbound)
    session.execute(addresses)
    session.execute(delete(Conversation).where(Conversation.id == conversation_id))


@dataclass(frozen=True)
class Taken:
    """What the conversation already holds of a message.

    Attributes:
        answer: what the bot said to it, as `transcript` gives it; before it the welcome, if it was the first message.
        is_held: it was said to a person of the team, who holds the conversation: no answer is due.
    """

    answer: list[dict[str, Any]]
    is_held: bool = False


def find_taken(session: Session, conversation_id: str, message_id: str) -> Taken | None:
    """Returns what the conversation holds of a message, or None if the message is not in it."""
    is_user = (ConversationEvent.conversation_id == conversation_id, ConversationEvent.type_name == USER_MESSAGE)
    own = session.execute(
        select(ConversationEvent.id, ConversationEvent.data)
        .where(ConversationEvent.conversation_id == conversation_id, ConversationEvent.message_id == message_id)
        .order_by(ConversationEvent.id.desc())
        .limit(1)
    ).first()
    if own is None:
        return None
    if (own.data.get("metadata") or {}).get(HELD):
        return Taken([], is_held=True)
    ids = select(func.max(ConversationEvent.id)).where(*is_user, ConversationEvent.id < own.id)
    is_first = session.scalar(ids) is None
    following = session.scalar(select(func.min(ConversationEvent.id)).where(*is_user, ConversationEvent.id > own.id))
    said = transcript(session, conversation_id, after=0 if is_first else own.id, before=following)
    return Taken([part for part in said if part["from"] == BOT_MESSAGE and not part.keys() & {PERSON, REMINDER}])


def take_back(session: Session, conversation_id: str, message_id: str) -> None:
    """Removes a message that could not be answered, and what followed it: it can then be taken as if for the first time.

    A message that others followed stays.
    """
    own = session.scalar(
        select(ConversationEvent)
        .where(ConversationEvent.conversation_id == conversation_id, ConversationEvent.message_id == message_id)
        .order_by(ConversationEvent.id.desc())
        .limit(1)
    )
    if own is None:
        return
    users = select(ConversationEvent.id).where(
        ConversationEvent.conversation_id == conversation_id, ConversationEvent.type_name == USER_MESSAGE
    )
    if session.scalar(users.where(ConversationEvent.id > own.id).limit(1)) is not None:
        return
    is_first = session.scalar(users.where(ConversationEvent.id < own.id).limit(1)) is None
    conversation = session.get(Conversation, conversation_id)
    if conversation is not None:
        conversation.state = own.state
        conversation.consented = ((own.state or {}).get("slots") or {}).get("consent") is True
    session.execute(
        delete(ConversationEvent).where(
            ConversationEvent.conversation_id == conversation_id, ConversationEvent.id >= (0 if is_first else own.id)
        )
    )


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
    """Returns the id of the last event of a conversation, 0 if it has none."""
    query = select(func.max(ConversationEvent.id)).where(ConversationEvent.conversation_id == conversation_id)
    return session.scalar(query) or 0


def delete_unagreed(session: Session, hours: int = 24) -> int:
    """Deletes conversations of people who never agreed to be registered and are gone since; returns how many.

    So go addresses that nothing was said at, beyond what the channel itself answered.
    """
    before = clock.now() - timedelta(hours=hours)
    gone = session.scalars(
        select(Conversation.id).where(Conversation.consented.is_(False), Conversation.last_message_at < before)
    ).all()
    silent = session.scalars(
        select(Address.conversation_id)
        .outerjoin(Conversation, Conversation.id == Address.conversation_id)
        .where(Conversation.id.is_(None), Address.last_used_at < before)
    ).all()
    for conversation_id in (*gone, *silent):
        delete_conversation(session, conversation_id)
    return len(gone)
