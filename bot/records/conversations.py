"""Conversation events as rows: appended, read as a window of turns or whole, deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot import clock
from bot.records.models import Conversation, ConversationEvent, HumanRequest, InboundMessage

USER_MESSAGE = "user"
BOT_MESSAGE = "bot"

WITHDRAWN = "withdrawn"
WITHDRAWN_WORDS = "« (réponse retirée) »"
_KEPT_OF_PARSE_DATA = ("intent", "intent_ranking")

EventData = dict[str, Any]


@dataclass(frozen=True)
class Window:
    """The last turns of a conversation.

    Attributes:
        events: event payloads in order.
        state: slots and open form before the first of them; None when the window starts at the very beginning.
    """

    events: list[EventData]
    state: dict[str, Any] | None


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
    query = select(ConversationEvent.data).where(is_ours).order_by(ConversationEvent.id)
    state = None
    if starts is not None and starts.state is not None:
        query = query.where(ConversationEvent.id >= starts.id)
        state = starts.state
    events = list(session.scalars(query))
    return Window(events, state) if events else None


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
) -> None:
    """Appends events and remembers the state that they lead to.

    Args:
        session: an open session.
        conversation_id: the conversation, made if new.
        events: payloads with at least `event` and `timestamp`.
        channel: name of the input channel, if known.
        consented: whether the person has agreed that their words are kept.
        state: slots and open form after these events.
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        conversation = Conversation(id=conversation_id)
        session.add(conversation)
    before = conversation.state
    for event in events:
        is_message = event["event"] == USER_MESSAGE
        session.add(
            ConversationEvent(
                conversation_id=conversation_id,
                type_name=event["event"],
                timestamp=event["timestamp"],
                data=event,
                state=before if is_message else None,
            )
        )
        if is_message:
            conversation.last_message_at = clock.now()
    conversation.channel = channel or conversation.channel
    conversation.consented = consented
    conversation.state = state


def transcript(session: Session, conversation_id: str, after: int = 0) -> list[dict[str, Any]]:
    """Returns what was said, as `{"id", "from": "user" | "bot", "text", "buttons", "at"}`, oldest first.

    A message of a time before consent has a null text: its words were not kept. So has an answer that its author took
    back, which is marked by a further `"withdrawn": True`.

    Args:
        session: an open session.
        conversation_id: the conversation.
        after: only messages whose id is greater.
    """
    rows = session.execute(
        select(ConversationEvent.id, ConversationEvent.data)
        .where(
            ConversationEvent.conversation_id == conversation_id,
            ConversationEvent.type_name.in_([USER_MESSAGE, BOT_MESSAGE]),
            ConversationEvent.id > after,
        )
        .order_by(ConversationEvent.id)
    )
    said = []
    for row_id, data in rows:
        text = data.get("text") or None
        if data["event"] == USER_MESSAGE and (text or "").startswith("/"):
            continue  # a signal of the channel, not words of the person
        buttons = [button["title"] for button in (data.get("data") or {}).get("buttons") or []]
        said.append({"id": row_id, "from": data["event"], "text": text, "buttons": buttons, "at": data["timestamp"]})
        if (data.get("metadata") or {}).get(WITHDRAWN):
            said[-1][WITHDRAWN] = True
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


def delete_conversation(session: Session, conversation_id: str) -> None:
    """Deletes a conversation: events, state, channel messages and requests."""
    for table in (ConversationEvent, InboundMessage, HumanRequest):
        session.execute(delete(table).where(table.conversation_id == conversation_id))
    session.execute(delete(Conversation).where(Conversation.id == conversation_id))


def list_ids(session: Session) -> list[str]:
    """Returns the ids of all conversations."""
    return list(session.scalars(select(Conversation.id)))


def last_id(session: Session, conversation_id: str) -> int:
    """Returns the id of the last event of a conversation, 0 if it has none."""
    query = select(func.max(ConversationEvent.id)).where(ConversationEvent.conversation_id == conversation_id)
    return session.scalar(query) or 0


def delete_unagreed(session: Session, hours: int = 24) -> int:
    """Deletes conversations of people who never agreed to be registered and are gone since; returns how many."""
    before = clock.now() - timedelta(hours=hours)
    gone = session.scalars(
        select(Conversation.id).where(Conversation.consented.is_(False), Conversation.last_message_at < before)
    ).all()
    for conversation_id in gone:
        delete_conversation(session, conversation_id)
    return len(gone)
