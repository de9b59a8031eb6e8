"""Tracker store on SQLAlchemy 2: a bounded window for Rasa, the whole history in the table.

Rasa replays every event that a store returns at each message. Here it gets the last turns only, preceded by the slots
and the open form as they were before them, so a message costs the same however long the conversation is.
"""

from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from bot.records import conversations
from bot.records.database import Database, default_database

WINDOW_TURNS = 10
CONSENT_SLOT = "consent"
ACTION_ON_DISTRESS = "action_distress"


class WindowTracker(DialogueStateTracker):
    """A tracker that knows how many of its events are already stored.

    Attributes:
        stored_events: number of leading events that need no saving (stored, or re-created before a window).
        read_until: id of the last stored event that it knows; None when it was made for reading.
    """

    stored_events: int = 0
    read_until: int | None = None


def _state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
    return {"slots": slots, "active_loop": tracker.active_loop_name}


def _without_words(event: dict[str, Any]) -> dict[str, Any]:
    """Returns a user event stripped of what the person wrote; signals of the channel stay."""
    if event["event"] != conversations.USER_MESSAGE or (event.get("text") or "").startswith("/"):
        return event
    parse_data = {key: event.get("parse_data", {}).get(key) for key in ("intent", "intent_ranking")}
    return {**event, "text": "", "parse_data": {"text": "", "entities": [], **parse_data}, "metadata": {}}


class ConversationStore(TrackerStore):
    """Keeps conversations in the product's own database."""

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        database: Database | None = None,
        window_turns: int = WINDOW_TURNS,
        **kwargs: Any,
    ) -> None:
        """Prepares the store.

        Args:
            domain: domain whose slots the trackers have.
            event_broker: told of new events, if any.
            database: where to keep; the one that the environment names by default.
            window_turns: how many user turns Rasa is handed.
            **kwargs: other keys of the endpoint configuration, unused.
        """
        super().__init__(domain, event_broker)
        self._database = database or default_database()
        self._window_turns = window_turns
        self._event_types: dict[str, type[Event]] = {
            kind.type_name: kind for kind in all_subclasses(Event) if getattr(kind, "type_name", None)
        }

    def _parse(self, data: dict[str, Any]) -> Event:
        event: Event = self._event_types[data["event"]]._from_parameters(data)
        return event

    def _tracker(self, sender_id: str, events: list[Event], read_until: int | None) -> WindowTracker:
        tracker = WindowTracker(sender_id, self.domain.slots, max_event_history=self.max_event_history)
        for event in events:
            tracker.update(event, self.domain)
        tracker.stored_events, tracker.read_until = len(events), read_until
        return tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Returns the last turns of a conversation, or None if it has no event."""
        with self._database.session_scope() as session:
            window = conversations.read_window(session, sender_id, self._window_turns)
        if window is None:
            return None
        start: list[Event] = []
        if window.state is not None:
            slots = {name: value for name, value in window.state["slots"].items() if name in self._slot_names()}
            start = [SessionStarted(timestamp=0), *(SlotSet(name, value, timestamp=0) for name, value in slots.items())]
            if window.state["active_loop"]:
                start.append(ActiveLoop(window.state["active_loop"], timestamp=0))
            start.append(ActionExecuted(ACTION_LISTEN_NAME, timestamp=0))
        events = start + [self._parse(data) for data in window.events]
        return self._tracker(sender_id, events, window.last_id)

    def _slot_names(self) -> set[str]:
        return {slot.name for slot in self.domain.slots}

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Returns a conversation with all its events, or None if it has none."""
        with self._database.session_scope() as session:
            rows = conversations.read_all(session, conversation_id)
        events = [self._parse(data) for data in rows]
        return self._tracker(conversation_id, events, None) if events else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Appends the events that are not stored yet.

        Until the person has agreed that their words are kept, user messages are stored without them; so is a cry for
        help, which is nothing for a recruiter to read.

        Raises:
            OvertakenError: the conversation went on since the tracker was read; its lock was lost, or held by nobody.
        """
        stored = tracker.stored_events if isinstance(tracker, WindowTracker) else await self._count(tracker)
        new_events = list(tracker.events)[stored:]
        state = _state_of(tracker)
        if stored and await self._was_erased(tracker.sender_id):
            # Under our feet, and the action that did it could not tell: what was known before must not come back.
            state = {"slots": {}, "active_loop": None}
        consented = state["slots"].get(CONSENT_SLOT) is True
        rows = [event.as_dict() for event in new_events]
        if not consented or any(row.get("name") == ACTION_ON_DISTRESS for row in rows):
            rows = [_without_words(row) for row in rows]
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new_events, tracker.sender_id)
        with self._database.session_scope() as session:
            last_id = conversations.append(
                session,
                tracker.sender_id,
                rows,
                channel=tracker.get_latest_input_channel(),
                consented=consented,
                state=state,
                read_until=tracker.read_until if isinstance(tracker, WindowTracker) else None,
            )
        if isinstance(tracker, WindowTracker):
            tracker.stored_events, tracker.read_until = len(tracker.events), last_id

    async def _was_erased(self, sender_id: str) -> bool:
        with self._database.session_scope() as session:
            return conversations.last_id(session, sender_id) == 0

    async def _count(self, tracker: DialogueStateTracker) -> int:
        """Returns how many leading events of a tracker made elsewhere are stored already."""
        known = await self.retrieve_full_tracker(tracker.sender_id)
        return len(known.events) if known else 0

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """Returns a new, empty tracker."""
        return self._tracker(sender_id, [], 0)

    async def keys(self) -> Iterable[str]:
        """Returns the ids of all conversations."""
        with self._database.session_scope() as session:
            return conversations.list_ids(session)

    async def delete(self, sender_id: str) -> None:
        """Deletes a conversation, events and state."""
        with self._database.session_scope() as session:
            conversations.delete_conversation(session, sender_id)
