"""The database steps of a turn: each records what happened to a message, in one transaction."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.base import metrics
from bot.base.settings import settings
from bot.channels.turn import late_answers
from bot.channels.turn.batching import MAX_BATCH_CHARACTERS, MessageBatches, debounce_seconds, is_never_batched
from bot.channels.turn.late_answers import NO, YES, NeedsIntent
from bot.channels.turn.reply_log import ReplyLog
from bot.channels.turn.resume import RESUME_SIGNAL, resume_conversation
from bot.channels.turn.takeover_routing import (
    ForBot,
    asks_for_bot,
    forward_reply,
    forward_to_team_member,
    routing_context,
)
from bot.channels.turn.turn_types import (
    MAX_MESSAGE_CHARACTERS,
    Admitted,
    MessageRejectedError,
    NeedsRouting,
    Parts,
    Redirected,
    Routing,
    SessionExpiredError,
    TurnInput,
)
from bot.content.sentences import section, sentence
from bot.conversations.store import WINDOW_TURNS
from bot.records.conversations import (
    addresses,
    candidate_replies,
    conversations,
    inbox,
    takeovers,
    transcripts,
    windows,
)
from bot.records.conversations.windows import ConversationRef, Window
from bot.records.files import candidates
from bot.records.models import InboundMessage
from bot.records.store.database import Database
from bot.understanding.reading.directives import pending_name

NO_REPLY = "silently"
MAX_ATTEMPTS = 3  # crashed processes after which a message is set aside


class TurnStore:
    """Records of messages: which arrived, which were answered, and the replies given without Rasa.

    Args:
        delivers: replies and rejections are posted to the outbox.
    """

    def __init__(self, database: Database, *, delivers: bool) -> None:
        self._database, self._delivers = database, delivers
        self._replies = ReplyLog(delivers=delivers)

    def locate(self, arrival: TurnInput, batches: MessageBatches) -> tuple[TurnInput, int, float | None]:
        """Find the conversation of a message, the id of the last event in it, and the debounce in seconds.

        The debounce is None for messages that are handled at once: control messages and those already answered.

        Raises:
            SessionExpiredError: the address has no conversation, and only a control message may start one.
        """
        with self._database.session_scope() as session:
            location = windows.locate(session, arrival.channel, arrival.address)
            if location is None and not arrival.is_signal:
                raise SessionExpiredError
            if location is None:
                conversation_id = addresses.open_conversation(session, arrival.channel, arrival.address)
                location = ConversationRef(
                    conversation_id,
                    transcripts.last_event_id(session, conversation_id),
                    windows.load_state(session, conversation_id),
                )
            conversation_id, seconds = location.conversation_id, None
            if not arrival.is_signal:
                seconds = debounce_seconds(session, conversation_id, location.window, [arrival.text], delivers=False)
                if seconds or batches.is_open(conversation_id):
                    row = inbox.find(session, conversation_id, arrival.message_id)
                    seconds = seconds if row is None or row.answered_at is None else None
        seen = location.last_id if arrival.seen is None else arrival.seen
        return replace(arrival, conversation_id=conversation_id, seen=seen), location.last_id, seconds

    def admit(
        self,
        arrival: TurnInput,
        others: Sequence[TurnInput] = (),
        *,
        routing: Routing | None,
        intent: str | None = None,
    ) -> Parts | Redirected | NeedsRouting | NeedsIntent | Admitted:
        """Store a message and decide what to do with it.

        Args:
            others: messages that may belong to the same answer.
            routing: None if not decided yet.
            intent: None if not predicted yet.

        Returns:
            The reply given without Rasa; `Redirected`; `NeedsRouting` or `NeedsIntent` if the NLU must be asked first;
            or `Admitted` for Rasa.

        Raises:
            MessageRejectedError: on channels whose replies are not delivered from the outbox.
            SessionExpiredError: the address has no conversation any more (on the same channels).
        """
        with self._database.session_scope() as session:
            if not self._delivers and (redirected := self._redirect(session, arrival)) is not None:
                return redirected
            row = inbox.find(session, arrival.conversation_id, arrival.message_id)
            if row is not None and (reply := self._replies.replay_if_done(session, arrival, row)) is not None:
                return reply
            text = arrival.text if row is None or row.text is None else row.text
            if (code := self._refusal(session, arrival, text, row)) is not None:
                if not self._delivers:
                    raise MessageRejectedError(code)
                reply = [] if code == NO_REPLY else [{"text": section("errors")[code], "buttons": []}]
                return self._replies.complete(session, arrival, reply)
            if row is None:
                self._receive(session, arrival)
            if (resumed := resume_conversation(session, self._replies, arrival, text)) is not None:
                return resumed
            if row is not None and (reply := self._replies.recover_interrupted(session, arrival)) is not None:
                return reply
            window = windows.load_state(session, arrival.conversation_id)
            passes_on = False
            if window.is_held:
                if routing is None and text != RESUME_SIGNAL and not asks_for_bot(text):
                    return routing_context(session, arrival, text, window)
                outcome = self._route(session, arrival, text, routing)
                if not isinstance(outcome, ForBot):
                    return outcome
                text, passes_on = outcome.text, outcome.passes_on
                window = windows.load_state(session, arrival.conversation_id)  # after routing
            elif asks_for_bot(text):
                return self._replies.say(session, arrival, text, sentence("turn.no_takeover"))
            arrival = replace(arrival, text=text)
            return self._admit_for_rasa(session, arrival, row, others, window, intent=intent, passes_on=passes_on)

    def _route(self, session: Session, arrival: TurnInput, text: str, routing: Routing | None) -> Parts | ForBot:
        """Route a message during a takeover or after a reply of the team."""
        if (held := takeovers.lock_takeover(session, arrival.conversation_id)) is not None:
            return forward_to_team_member(session, self._replies, arrival, text, held, routing)
        if (request := candidate_replies.find_awaiting(session, arrival.conversation_id)) is not None:
            return forward_reply(session, self._replies, arrival, text, request, routing)
        return ForBot(text)  # the takeover has just ended

    def _admit_for_rasa(
        self,
        session: Session,
        arrival: TurnInput,
        row: InboundMessage | None,
        others: Sequence[TurnInput],
        window: Window,
        *,
        intent: str | None,
        passes_on: bool,
    ) -> Parts | NeedsIntent | Admitted:
        """Admit a message for Rasa, unless it has failed in several processes or is a late answer."""
        conversation_id, text = arrival.conversation_id, arrival.text
        if row is not None:
            row.begun += 1
            if row.begun > MAX_ATTEMPTS:
                return self._set_aside(session, arrival, text)
        window = windows.add_turns(session, conversation_id, window, WINDOW_TURNS)
        joined: list[TurnInput] = []
        if not window.is_held and not arrival.is_signal:
            if row is not None and row.seen is not None:
                arrival = replace(arrival, seen=row.seen)
            if (late := self._late(session, arrival, window, intent)) is not None:
                return late
            joined = self._join(session, arrival, text, row, others, window)
        text = "\n".join([text, *(other.text for other in joined)])
        return Admitted(text, frozenset(other.message_id for other in joined), window, passes_on)

    def _late(
        self, session: Session, arrival: TurnInput, window: Window, intent: str | None
    ) -> Parts | NeedsIntent | None:
        """The reply to a late answer, or None if the message is none."""
        conversation_id, text, seen = arrival.conversation_id, arrival.text, arrival.seen
        if seen is None or (was := late_answers.seen_context(session, conversation_id, window, seen)) is None:
            return None
        asked = pending_name((window.state or {}).get("slots") or {})
        if intent is None and late_answers.may_be_late(text, was, asked):
            return NeedsIntent(text)
        meant = late_answers.plain_answer(text) or (intent if intent in {YES, NO} else None)
        if not late_answers.is_late(text, was, asked, transcripts.latest_choices(session, conversation_id), meant):
            return None
        return late_answers.ask_again(session, self._replies, arrival, text, window=window, was=was, meant=meant)

    @staticmethod
    def _redirect(session: Session, arrival: TurnInput) -> Redirected | None:
        """Touch the address; return where it leads if it was moved while the message waited."""
        if addresses.touch(session, arrival.channel, arrival.address, arrival.conversation_id):
            return None
        target = addresses.find(session, arrival.channel, arrival.address)
        if target is None:
            raise SessionExpiredError
        return None if target == arrival.conversation_id else Redirected(target, arrival.message_id)

    @staticmethod
    def _receive(session: Session, arrival: TurnInput) -> None:
        """Store a message with its channel and address, which an erasure needs to redirect its author."""
        inbox.add(
            session, arrival.conversation_id, arrival.message_id, channel=arrival.channel, address=arrival.address,
            begun=1,
        )  # fmt: skip

    def _join(
        self,
        session: Session,
        arrival: TurnInput,
        text: str,
        row: InboundMessage | None,
        others: Sequence[TurnInput],
        window: Window,
    ) -> list[TurnInput]:
        """The following messages that belong to the same answer; marks them as joined."""
        conversation_id = arrival.conversation_id
        if (
            self._delivers
            and row is not None
            and debounce_seconds(session, conversation_id, window, [text], delivers=True)
        ):
            others = [
                replace(arrival, message_id=following.message_id, text=following.text or "")
                for following in inbox.waiting_after(session, row)
            ]
        joined, length = [], len(text)
        for other in others:
            existing = inbox.find(session, other.conversation_id, other.message_id)
            if existing is not None and self._is_stored(session, existing):
                continue
            length += 1 + len(other.text)
            if (
                is_never_batched(other.text)
                or length > MAX_BATCH_CHARACTERS
                or self._refusal(session, other, other.text, existing) is not None
            ):
                break
            joined.append(other)
            if existing is None:
                self._receive(session, other)
        if joined or row is not None:  # a retry may join fewer messages
            inbox.merge(session, conversation_id, arrival.message_id, [other.message_id for other in joined])
        return joined

    @staticmethod
    def _is_stored(session: Session, row: InboundMessage) -> bool:
        """Whether a message is in the conversation, alone or joined to an earlier one."""
        return row.answered_at is not None or any(
            transcripts.find_stored_turn(session, row.conversation_id, message_id) is not None
            for message_id in (row.message_id, row.joined_to)
            if message_id is not None
        )

    def complete(self, arrival: TurnInput, *, is_answered: bool) -> Parts | None:
        """Record Rasa's reply. None if there is none or it is incomplete: the turn is then rolled back.

        Args:
            is_answered: every action succeeded.
        """
        with self._database.session_scope() as session:
            outcome = transcripts.find_stored_turn(session, arrival.conversation_id, arrival.message_id)
            if outcome is not None and outcome.answer and is_answered:
                return self._replies.complete(session, arrival, outcome.answer)
            conversations.roll_back_turn(session, arrival.conversation_id, arrival.message_id)
            inbox.release(session, arrival.conversation_id, arrival.message_id)
        return None

    def release(self, arrival: TurnInput) -> None:
        """Release a message that Rasa could not answer, so that it may be sent again."""
        with self._database.session_scope() as session:
            inbox.release(session, arrival.conversation_id, arrival.message_id)

    def set_aside(self, arrival: TurnInput, text: str) -> Parts:
        """Keep a message that the bot cannot read in the conversation, and say so.

        Args:
            text: its words and those of the messages joined to it.
        """
        with self._database.session_scope() as session:
            return self._set_aside(session, arrival, text)

    def _set_aside(self, session: Session, arrival: TurnInput, text: str) -> Parts:
        metrics.messages_set_aside.labels(arrival.channel).inc()
        conversations.roll_back_turn(session, arrival.conversation_id, arrival.message_id)
        if candidates.find(session, arrival.conversation_id) is None:  # before consent words are not kept
            return self._replies.say(session, arrival, "", sentence("turn.unreadable"))
        return self._replies.say(session, arrival, text, sentence("turn.unreadable_kept"))

    def give_up(self, arrival: TurnInput) -> None:
        """Tell the user that a message cannot be answered, and unblock the messages after it."""
        with self._database.session_scope() as session:
            is_kept = candidates.find(session, arrival.conversation_id) is not None
            text = sentence("turn.gave_up") + (f" {sentence('turn.kept')}" if is_kept else "")
            self._replies.complete(session, arrival, [{"text": text, "buttons": []}])

    def _refusal(self, session: Session, arrival: TurnInput, text: str, row: InboundMessage | None) -> str | None:
        """The reason to reject a message, if any: a key of `errors` in sentences.yml, or `NO_REPLY`."""
        if not text:
            return "empty"
        if len(text) > MAX_MESSAGE_CHARACTERS:
            return "too_long"
        if row is None and inbox.count_recent(session, arrival.conversation_id, 60) >= settings().messages_a_minute:
            return "too_many"
        if row is not None and self._delivers:
            earlier = inbox.count_recent(session, arrival.conversation_id, 60, until=row)
            if earlier > settings().messages_a_minute:
                return "too_many" if earlier == settings().messages_a_minute + 1 else NO_REPLY
        return None
