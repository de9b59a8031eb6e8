"""Tracker store on SQLAlchemy 2: Rasa gets a bounded window, the table keeps the whole history.

Rasa replays every event of a tracker several times per message. It gets the slots and the open form as they are, with
the events of the last turns only, so that a message costs the same however long the conversation is.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.records.conversations import conversations, transcripts, windows
from bot.records.conversations.event_rows import USER_MESSAGE
from bot.records.conversations.windows import Window
from bot.records.files import redaction
from bot.records.store.database import Database, default_database

# The longest look-back: help lines within three messages (bot/conversations/policy.py).
WINDOW_TURNS = 3
CONSENT_SLOT = "consent"


class WindowTracker(DialogueStateTracker):
    """A tracker that knows what is already stored.

    Attributes:
        stored_events: number of leading events that are already saved.
        window: last read or saved.
    """

    stored_events: int = 0
    window: Window


_at_hand: ContextVar[dict[str, Window] | None] = ContextVar("at_hand", default=None)


@contextmanager
def preloaded_window(conversation_id: str, window: Window) -> Iterator[None]:
    """Give a window that was just read to Rasa's next read within the block, saving a second session.

    Only for the holder of the conversation's lock. If the lock is lost, saving is refused.
    """
    token = _at_hand.set({conversation_id: window})
    try:
        yield
    finally:
        _at_hand.reset(token)


def _state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
    return {"slots": slots, "active_loop": tracker.active_loop_name}


class ConversationStore(TrackerStore):
    """Stores conversations in the product's own database.

    Args:
        event_broker: gets new events, if any.
        **kwargs: other keys of the endpoint configuration, unused.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        database: Database | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._database = database or default_database()

    def _tracker(self, sender_id: str, window: Window) -> WindowTracker:
        tracker = WindowTracker(sender_id, self.domain.slots, max_event_history=self.max_event_history)
        if window.state is not None:
            tracker.update_with_events([*self._start(window.state), *_events(window.events)], self.domain)
        tracker.stored_events, tracker.window = len(tracker.events), window
        return tracker

    def _start(self, state: dict[str, Any]) -> Iterable[Event]:
        names = {slot.name for slot in self.domain.slots}
        yield SessionStarted(timestamp=0)
        for name, value in (state.get("slots") or {}).items():
            if name in names:
                yield SlotSet(name, value, timestamp=0)
        if state.get("active_loop"):
            yield ActiveLoop(state["active_loop"], timestamp=0)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The last turns of a conversation, or None if Rasa has handled nothing in it."""
        window = (_at_hand.get() or {}).pop(sender_id, None)
        if window is None:
            with self._database.session_scope() as session:
                window = windows.load_window(session, sender_id, WINDOW_TURNS)
        return None if window.state is None else self._tracker(sender_id, window)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """A whole conversation, or None if Rasa has handled nothing in it."""
        with self._database.session_scope() as session:
            window = windows.load_window(session, conversation_id)
        return None if window.state is None else self._tracker(conversation_id, window)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append new events.

        Messages before consent are stored without their words. So are those of a user in distress, which recruiters
        must not read.

        Raises:
            StaleRevisionError: the conversation has changed since the tracker was read, because its lock was lost or
                not held.
        """
        # Rasa's wrapper creates a tracker itself if there is none or if reading failed; saving the latter is refused.
        stored, window = (
            (tracker.stored_events, tracker.window) if isinstance(tracker, WindowTracker) else (0, Window())
        )
        new_events = list(tracker.events)[stored:]
        if not new_events:
            return
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new_events, tracker.sender_id)
        state = _state_of(tracker)
        with self._database.session_scope() as session:
            window = conversations.append(
                session,
                tracker.sender_id,
                [event.as_dict() for event in new_events],
                channel=tracker.get_latest_input_channel(),
                consented=state["slots"].get(CONSENT_SLOT) is True,
                state=state,
                keeps_words=not any(
                    isinstance(event, ActionExecuted) and event.action_name == transcripts.ACTION_ON_DISTRESS
                    for event in new_events
                ),
                since=window,
            )
        if isinstance(tracker, WindowTracker):
            tracker.stored_events, tracker.window = len(tracker.events), window

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """A new, empty tracker."""
        return self._tracker(sender_id, Window())

    async def keys(self) -> Iterable[str]:
        """Ids of all conversations."""
        with self._database.session_scope() as session:
            return conversations.list_ids(session)

    async def delete(self, sender_id: str) -> None:
        """Delete a conversation with its events and state."""
        with self._database.session_scope() as session:
            redaction.delete_conversation(session, sender_id)


def _events(said: Iterable[Any]) -> Iterable[Event]:
    """The rows of the last turns as Rasa events."""
    for row in said:
        data = row.data
        if row.type_name == USER_MESSAGE:
            intent = {"name": data.get("intent"), "confidence": 1.0}
            yield ActionExecuted(ACTION_LISTEN_NAME, timestamp=row.timestamp)
            yield UserUttered(
                data["text"], intent, message_id=row.message_id, timestamp=row.timestamp,
                use_text_for_featurization=False,
            )  # fmt: skip
            for name in data.get("actions") or []:
                yield ActionExecuted(name, timestamp=row.timestamp)
        else:
            titles = data.get("buttons") or []
            carried = {"buttons": [{"title": title, "payload": title} for title in titles], **(data.get("more") or {})}
            yield BotUttered(data["text"], carried, timestamp=row.timestamp)
    yield ActionExecuted(ACTION_LISTEN_NAME)
