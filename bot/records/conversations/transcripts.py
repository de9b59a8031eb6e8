"""What was said in conversations, read: whole, since a message, the question that waits."""

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
# Turns that end so ask nothing that outlasts an exchange with the team; the question that waits stands before them.
_ASKS_NOTHING = frozenset({"action_request_human", "action_give_resume_code"})
ACTION_ON_DISTRESS = "action_distress"
ACTION_ON_QUESTION, ASKING_FOR_SOURCE = "action_answer_question", "ask_source"
# Turns that end so leave the person in peace: what waits is not asked again until they write.
_LEAVES_IN_PEACE = frozenset({
    ACTION_ON_DISTRESS, "action_human_after_distress", "action_pause", "action_set_reminder", "utter_goodbye",
})  # fmt: skip
_MOST_SAID_AT_ONCE = 40  # messages of the bot behind one of the person

_EVENTS = table_of(ConversationEvent)
_OF_IT = _EVENTS.c.conversation_id == bindparam("of_conversation")
_IS_MESSAGE = _OF_IT & (_EVENTS.c.message_id == bindparam("of_message"))
_LAST_ID = select(func.coalesce(func.max(_EVENTS.c.id), 0)).where(_OF_IT)
_AFTER = EVENTS_IN_ORDER.where(_EVENTS.c.id > bindparam("after"))
_FIRST_TAKEN = _AFTER.where(_EVENTS.c.type_name == USER_MESSAGE, _EVENTS.c.mark.is_(None)).limit(1)
_NEWEST_OF_RASA = NEWEST_EVENTS.where(_EVENTS.c.mark.is_(None))
_NEWEST_BEFORE = _NEWEST_OF_RASA.where(_EVENTS.c.id < bindparam("before"))
_ID_OF_MESSAGE = select(func.max(_EVENTS.c.id)).where(_IS_MESSAGE).scalar_subquery()
SINCE_MESSAGE = (
    EVENTS_IN_ORDER.add_columns(_EVENTS.c.undo).where(_EVENTS.c.id >= _ID_OF_MESSAGE).limit(bindparam("most"))
)
_FIRST_HELD = select(func.min(_EVENTS.c.timestamp)).where(
    _OF_IT, _EVENTS.c.mark == HELD, _EVENTS.c.timestamp >= bindparam("after")
)


def read(
    session: Session, conversation_id: str, after: int = 0, before: int | None = None, *, for_team: bool = False
) -> list[dict[str, Any]]:
    """Returns what was said, as `{"id", "from": "user" | "bot", "text", "buttons", "at"}`, oldest first.

    A message of a time before consent has a null text: its words were not kept. So has an answer that its author took
    back, which is marked by a further `"withdrawn": True`. What a person of the team wrote is marked `"person": True`,
    a reminder `"reminder": True`, what was said without Rasa `"aside": True`: the question before it is still open.
    `message_id` of the person's messages is the client's. `"shows"` names the cards that the website shows in the place of the
    words, `"updates"` cards that say something else from here on. `"private": True` is for the person alone: which passage they
    contest, or choose among; what structures did with their file. `"takes_over": True` tells that from here on one of the team answers.

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
    told = (row for row in rows if not is_signal(row))
    if not for_team:
        return [_as_told(row) for row in told]
    return [_as_told(row) | _told_to_team(row) for row in _without_distress(told)]


def _told_to_team(row: Row[Any]) -> dict[str, Any]:
    asks = ACTION_ON_QUESTION in (row.data.get("actions") or ()) and row.data.get("intent") != ASKING_FOR_SOURCE
    return ({"held": True} if row.mark == HELD or row.data.get(HELD) else {}) | ({"asks": True} if asks else {})


def _without_distress(rows: Iterable[Row[Any]]) -> Iterator[Row[Any]]:
    """Yields what was said but for cries for help and the answers to them."""
    is_left_out = False
    for row in rows:
        if row.type_name == USER_MESSAGE:
            is_left_out = ACTION_ON_DISTRESS in (row.data.get("actions") or ())
        if not is_left_out or row.mark is not None:
            yield row


def is_signal(row: Row[Any]) -> bool:
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
    if TAKES_OVER in custom:
        told[TAKES_OVER] = True
    if custom.get("private") or not _CONTESTING.isdisjoint(row.data.get("actions") or ()):
        told["private"] = True
    marks = [mark for mark in (PERSON, REMINDER, ASIDE) if row.mark == mark]
    return {**told, **dict.fromkeys([*marks, WITHDRAWN] if row.data.get(WITHDRAWN) else marks, True)}


@dataclass(frozen=True)
class StoredTurn:
    """What the conversation already holds of a message.

    Attributes:
        answer: what was said to it, as `read` gives it; before it the welcome, if it was the first message.
        is_held: it was said to a person of the team, who holds the conversation: no answer is due.
    """

    answer: list[dict[str, Any]]
    is_held: bool = False


def find_stored_turn(session: Session, conversation_id: str, message_id: str) -> StoredTurn | None:
    """Returns what the conversation holds of a message, or None if the message is not in it."""
    since = {"of_conversation": conversation_id, "of_message": message_id, "most": _MOST_SAID_AT_ONCE}
    rows = session.execute(SINCE_MESSAGE, since).all()
    if not rows:
        return None
    own, *following = rows
    upto = next((index for index, row in enumerate(following) if row.type_name == USER_MESSAGE), None)
    answer = list(following[:upto])
    if own.mark is None and own.undo is None:
        opening = welcome(session, conversation_id, own.id)
        if any(row.data["text"] for row in answer):  # what to begin with is asked of nobody who has just begun
            opening = [row for row in opening if not row.data.get("buttons")]
        answer = opening + answer
    # Who answers says it under the message's own mark; what is said without being asked is no answer.
    marks = {None} if own.mark is None else {ASIDE}
    return StoredTurn([_as_told(row) for row in answer if row.mark in marks], is_held=own.mark == HELD)


@dataclass(frozen=True)
class AnsweredMessage:
    """A message of the person that the bot answered.

    Attributes:
        text: its words, with those that were one answer with it; empty where they were not kept.
        asked: the question that it found waiting; empty if none did.
        offered: titles of the choices that it found.
        is_newest: the person said nothing since.
    """

    text: str
    asked: str
    choices: list[str]
    is_newest: bool


def find_answered_message(session: Session, conversation_id: str, message_id: str) -> AnsweredMessage | None:
    """Returns a message as the bot took it; None if it did not, or its words were taken back."""
    since = {"of_conversation": conversation_id, "of_message": message_id, "most": _MOST_SAID_AT_ONCE}
    rows = session.execute(SINCE_MESSAGE, since).all()
    if not rows or rows[0].mark is not None or rows[0].data.get(WITHDRAWN):
        return None
    own, *following = rows
    is_newest = all(row.type_name != USER_MESSAGE for row in following)
    found = choices_before(session, conversation_id, own.id)
    return AnsweredMessage(own.data["text"], own.data.get(ASKED, ""), found, is_newest)


def welcome(session: Session, conversation_id: str, event_id: int) -> list[Row[Any]]:
    """Returns what the bot said before the first message that Rasa took."""
    before = {"of_conversation": conversation_id, "before": event_id, "most": _MOST_SAID_AT_ONCE}
    rows = list(session.execute(_NEWEST_BEFORE, before))
    upto = next((index for index, row in enumerate(rows) if row.type_name == USER_MESSAGE), None)
    return rows[:upto][::-1]


def pending_question(session: Session, conversation_id: str) -> dict[str, Any] | None:
    """Returns the message by which the bot asked what waits for an answer, as `read` gives it, if anything does."""
    state = load_state(session, conversation_id).state or {}
    form, is_elsewhere = state.get("active_loop"), bool((state.get("slots") or {}).get("awaiting"))
    if not (form or is_elsewhere):
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
        # While a person of the team holds the conversation, an open form is silent.
        if asked is not None and last not in _ASKS_NOTHING and (is_elsewhere or last == form):
            break
        asked = None
    return None if asked is None else _as_told(asked)


def last_actions(session: Session, conversation_id: str) -> Sequence[str] | None:
    """Returns the names of the actions of the turn that ended a conversation so far; None if anything was said since without Rasa."""
    with session.execute(NEWEST_EVENTS, {"of_conversation": conversation_id, "most": _MOST_SAID_AT_ONCE}) as rows:
        for row in rows:
            if row.mark is not None:
                break
            if row.type_name == USER_MESSAGE:
                return row.data.get("actions") or ()
    return None


def latest_choices(session: Session, conversation_id: str) -> list[str]:
    """Returns the titles of the choices that were last offered, since the last message of the person."""
    with session.execute(NEWEST_EVENTS, {"of_conversation": conversation_id, "most": _MOST_SAID_AT_ONCE}) as rows:
        return _offered(rows)


def choices_before(session: Session, conversation_id: str, event_id: int) -> list[str]:
    """Returns the titles of the choices that a message found, by the id of its event."""
    before = {"of_conversation": conversation_id, "before": event_id, "most": _MOST_SAID_AT_ONCE}
    return _offered(session.execute(_NEWEST_BEFORE, before))


def first_message_after(session: Session, conversation_id: str, after: int) -> Row[Any] | None:
    """Returns the first message of the person that Rasa took after an id, if it took one."""
    return session.execute(_FIRST_TAKEN, {"of_conversation": conversation_id, "after": after}).first()


def _offered(newest_first: Iterable[Row[Any]]) -> list[str]:
    for row in newest_first:
        if row.type_name == USER_MESSAGE:
            break
        if row.data.get("buttons"):
            return list(row.data["buttons"])
    return []


def first_forwarded_at(session: Session, conversation_id: str, moment: datetime) -> datetime | None:
    """Returns when the first message from a moment on was passed on to a person of the team; None if none was."""
    first = session.scalar(_FIRST_HELD, {"of_conversation": conversation_id, "after": moment.timestamp()})
    return None if first is None else datetime.fromtimestamp(first, UTC)


def last_event_id(session: Session, conversation_id: str) -> int:
    """Returns the id of what was last said in a conversation, 0 if nothing was."""
    return session.scalar(_LAST_ID, {"of_conversation": conversation_id}) or 0
