"""Reading conversations: the transcript, the stored reply to a message, the pending question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from bot.records.conversations.event_rows import (
    ASIDE,
    ASKED,
    BOT_MESSAGE,
    HELD,
    PERSON,
    REMINDER,
    TAKES_OVER,
    USER_MESSAGE,
    WITHDRAWN,
)
from bot.records.conversations.windows import EVENTS_IN_ORDER, NEWEST_EVENTS, load_state
from bot.records.models import ConversationEvent, table_of

_CONTESTING = frozenset({"action_contest_passage", "action_restore_passage"})
# Turns ending with these ask nothing that outlasts a takeover; the pending question comes before them.
_ASKS_NOTHING = frozenset({"action_request_human", "action_give_resume_code"})
ACTION_ON_DISTRESS = "action_distress"
ACTION_ON_QUESTION, ASKING_FOR_SOURCE = "action_answer_question", "ask_source"
# After these the pending question is not repeated until the user writes.
_LEAVES_IN_PEACE = frozenset({
    ACTION_ON_DISTRESS, "action_human_after_distress", "action_pause", "action_set_reminder", "utter_goodbye",
})  # fmt: skip
_MAX_MESSAGES = 40  # of the bot after one of the user

_EVENTS = table_of(ConversationEvent)
_OF_IT = _EVENTS.c.conversation_id == bindparam("of_conversation")
_IS_MESSAGE = _OF_IT & (_EVENTS.c.message_id == bindparam("of_message"))
_LAST_ID = select(func.coalesce(func.max(_EVENTS.c.id), 0)).where(_OF_IT)
_AFTER = EVENTS_IN_ORDER.where(_EVENTS.c.id > bindparam("after"))
_FIRST_PROCESSED = _AFTER.where(_EVENTS.c.type_name == USER_MESSAGE, _EVENTS.c.mark.is_(None)).limit(1)
_NEWEST_OF_RASA = NEWEST_EVENTS.where(_EVENTS.c.mark.is_(None))
_NEWEST_BEFORE = _NEWEST_OF_RASA.where(_EVENTS.c.id < bindparam("before"))
_ID_OF_MESSAGE = select(func.max(_EVENTS.c.id)).where(_IS_MESSAGE).scalar_subquery()
_SINCE_MESSAGE = EVENTS_IN_ORDER.where(_EVENTS.c.id >= _ID_OF_MESSAGE).limit(bindparam("most"))
_FIRST_HELD = select(func.min(_EVENTS.c.timestamp)).where(
    _OF_IT, _EVENTS.c.mark == HELD, _EVENTS.c.timestamp >= bindparam("after")
)


def read(
    session: Session, conversation_id: str, after: int = 0, before: int | None = None, *, for_team: bool = False
) -> list[dict[str, Any]]:
    """Messages as `{"id", "from": "user" | "bot", "text", "buttons", "at"}`, oldest first.

    The text is null for messages before consent and for withdrawn answers (`"withdrawn": True`). Further keys:
    `message_id` (the client's, on user messages); `"person"`, `"reminder"`, `"aside"`: True on messages by the team,
    reminders, and other messages outside Rasa, which leave the question pending; `"shows"`: cards shown instead of the text;
    `"updates"`: cards that change from here on; `"private"`: True if only for the candidate; `"takes_over"`: True where the
    team takes over.

    Args:
        after: only ids greater than this.
        before: only ids smaller than this.
        for_team: leave out distress and the replies to it; mark messages to the team `"held": True` and questions to the
            bot `"asks": True`.
    """
    query = _AFTER if before is None else _AFTER.where(_EVENTS.c.id < before)
    rows = session.execute(query, {"of_conversation": conversation_id, "after": after})
    visible = (row for row in rows if not is_signal(row))
    if not for_team:
        return [_to_message(row) for row in visible]
    return [_to_message(row) | _team_keys(row) for row in _without_distress(visible)]


def _team_keys(row: Row[Any]) -> dict[str, Any]:
    asks = ACTION_ON_QUESTION in (row.data.get("actions") or ()) and row.data.get("intent") != ASKING_FOR_SOURCE
    return ({"held": True} if row.mark == HELD or row.data.get(HELD) else {}) | ({"asks": True} if asks else {})


def _without_distress(rows: Iterable[Row[Any]]) -> Iterator[Row[Any]]:
    """Leave out cries for help and the replies to them."""
    is_left_out = False
    for row in rows:
        if row.type_name == USER_MESSAGE:
            is_left_out = ACTION_ON_DISTRESS in (row.data.get("actions") or ())
        if not is_left_out or row.mark is not None:
            yield row


def is_signal(row: Row[Any]) -> bool:
    """Whether this is a control message of the channel, not text of the user."""
    return row.type_name == USER_MESSAGE and bool(row.data["text"].startswith("/"))


def _to_message(row: Row[Any]) -> dict[str, Any]:
    message = {
        "id": row.id, "from": row.type_name, "text": row.data["text"] or None, "buttons": row.data.get("buttons") or [],
        "at": row.timestamp,
    }  # fmt: skip
    if row.type_name == USER_MESSAGE and row.message_id is not None:
        message["message_id"] = row.message_id
    custom = (row.data.get("more") or {}).get("custom") or {}
    message |= {name: custom[name] for name in ("shows", "updates", TAKES_OVER) if name in custom}
    if custom.get("private") or not _CONTESTING.isdisjoint(row.data.get("actions") or ()):
        message["private"] = True
    marks = [mark for mark in (PERSON, REMINDER, ASIDE) if row.mark == mark]
    return {**message, **dict.fromkeys([*marks, WITHDRAWN] if row.data.get(WITHDRAWN) else marks, True)}


@dataclass(frozen=True)
class StoredTurn:
    """The stored reply to a message."""

    answer: list[dict[str, Any]]  # messages as in `read`, preceded by the welcome if the message was the first
    is_held: bool = False  # it went to the team during a takeover, so no reply is due


def find_stored_turn(session: Session, conversation_id: str, message_id: str) -> StoredTurn | None:
    """The stored reply to a message; None if the message is not in the conversation."""
    values = {"of_conversation": conversation_id, "of_message": message_id, "most": _MAX_MESSAGES}
    rows = session.execute(_SINCE_MESSAGE, values).all()
    if not rows:
        return None
    message, *following = rows
    upto = next((index for index, row in enumerate(following) if row.type_name == USER_MESSAGE), None)
    answer = list(following[:upto])
    if message.mark is None:
        opening = _welcome(session, conversation_id, message.id)
        if any(row.data["text"] for row in answer):  # the choices of the welcome are void once the user has written
            opening = [row for row in opening if not row.data.get("buttons")]
        answer = opening + answer
    marks = {None} if message.mark is None else {ASIDE}
    return StoredTurn([_to_message(row) for row in answer if row.mark in marks], is_held=message.mark == HELD)


@dataclass(frozen=True)
class AnsweredMessage:
    """A message of the user that the bot answered."""

    text: str  # includes the messages merged with it; empty if not kept
    asked: str  # the question pending at the time, or empty
    choices: list[str]  # titles of the choices on offer at the time
    is_newest: bool  # the user has not written since


def find_answered_message(session: Session, conversation_id: str, message_id: str) -> AnsweredMessage | None:
    """A message that the bot answered; None if it did not or the text was withdrawn."""
    values = {"of_conversation": conversation_id, "of_message": message_id, "most": _MAX_MESSAGES}
    rows = session.execute(_SINCE_MESSAGE, values).all()
    if not rows or rows[0].mark is not None or rows[0].data.get(WITHDRAWN):
        return None
    message, *following = rows
    is_newest = all(row.type_name != USER_MESSAGE for row in following)
    choices = choices_before(session, conversation_id, message.id)
    return AnsweredMessage(message.data["text"], message.data.get(ASKED, ""), choices, is_newest)


def _welcome(session: Session, conversation_id: str, event_id: int) -> list[Row[Any]]:
    """The bot's messages before a message, if it is the first that Rasa processed."""
    first = first_message_after(session, conversation_id, 0)
    if first is None or first.id != event_id:
        return []
    before = {"of_conversation": conversation_id, "before": event_id, "most": _MAX_MESSAGES}
    return list(session.execute(_NEWEST_BEFORE, before).all()[::-1])


def pending_question(session: Session, conversation_id: str) -> dict[str, Any] | None:
    """The message, as in `read`, in which the bot asked the pending question."""
    window = load_state(session, conversation_id)
    form, is_elsewhere = (window.state or {}).get("active_loop"), bool(window.slots.get("awaiting"))
    if not (form or is_elsewhere):
        return None
    question: Row[Any] | None = None  # last message of the turn
    newest = {"of_conversation": conversation_id, "most": _MAX_MESSAGES}
    for row in session.execute(_NEWEST_OF_RASA, newest).all():
        if row.type_name == BOT_MESSAGE:
            question = question or (row if row.data["text"] else None)
            continue
        last = (row.data.get("actions") or [None])[-1]
        if last in _LEAVES_IN_PEACE:
            return None
        # During a takeover an active form is silent.
        if question is not None and last not in _ASKS_NOTHING and (is_elsewhere or last == form):
            break
        question = None
    return None if question is None else _to_message(question)


def last_actions(session: Session, conversation_id: str) -> Sequence[str] | None:
    """Action names of the last turn; None if a message outside Rasa followed it."""
    with session.execute(NEWEST_EVENTS, {"of_conversation": conversation_id, "most": _MAX_MESSAGES}) as rows:
        for row in rows:
            if row.mark is not None:
                break
            if row.type_name == USER_MESSAGE:
                return row.data.get("actions") or ()
    return None


def latest_choices(session: Session, conversation_id: str) -> list[str]:
    """Titles of the choices offered since the user's last message."""
    with session.execute(NEWEST_EVENTS, {"of_conversation": conversation_id, "most": _MAX_MESSAGES}) as rows:
        return _offered(rows)


def choices_before(session: Session, conversation_id: str, event_id: int) -> list[str]:
    """Titles of the choices on offer when a message arrived, by its event id."""
    before = {"of_conversation": conversation_id, "before": event_id, "most": _MAX_MESSAGES}
    return _offered(session.execute(_NEWEST_BEFORE, before))


def first_message_after(session: Session, conversation_id: str, after: int) -> Row[Any] | None:
    """The first message of the user after an event id that Rasa processed."""
    return session.execute(_FIRST_PROCESSED, {"of_conversation": conversation_id, "after": after}).first()


def _offered(newest_first: Iterable[Row[Any]]) -> list[str]:
    for row in newest_first:
        if row.type_name == USER_MESSAGE:
            break
        if row.data.get("buttons"):
            return list(row.data["buttons"])
    return []


def first_forwarded_at(session: Session, conversation_id: str, moment: datetime) -> datetime | None:
    """When the first message from this moment on was forwarded to the team."""
    first = session.scalar(_FIRST_HELD, {"of_conversation": conversation_id, "after": moment.timestamp()})
    return None if first is None else datetime.fromtimestamp(first, UTC)


def last_event_id(session: Session, conversation_id: str) -> int:
    """Id of the last event of a conversation, 0 if there is none."""
    return session.scalar(_LAST_ID, {"of_conversation": conversation_id}) or 0
