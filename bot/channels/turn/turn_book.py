"""What the database says of a message, and what is written there of it: each step is one transaction."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.base import metrics
from bot.base.settings import settings
from bot.channels.turn import overtaken, sentences
from bot.channels.turn.answers import Answers
from bot.channels.turn.arrivals import Arrival, EndedError, Held, Moved, Parts, Ready, RefusedError, Whose
from bot.channels.turn.bubbles import LONGEST_TOGETHER, Gatherings, quiet_seconds, stands_alone
from bot.channels.turn.coming_back import RESUME_SIGNAL, come_back
from bot.channels.turn.held_messages import Taken, doubt_of, goes_back, take_held, take_reply
from bot.channels.turn.overtaken import NO, YES, Overtaken
from bot.channels.turn.sentences import LONGEST_MESSAGE
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
from bot.understanding.reading.directives import asked_in

SILENTLY = "silently"
MOST_BEGUN = 3  # processes that a message may take with it before it is set aside


class TurnBook:
    """Keeps account of messages: what arrived, what was answered, what is said without Rasa."""

    def __init__(self, database: Database, *, delivers: bool) -> None:
        """Prepares for one channel.

        Args:
            database: where conversations are kept.
            delivers: answers, refusals too, are posted to the outbox.
        """
        self._database, self._delivers = database, delivers
        self._answers = Answers(delivers=delivers)

    def look(self, arrival: Arrival, gatherings: Gatherings) -> tuple[Arrival, int, float | None]:
        """Returns a message with its conversation, the id of what was last said there, and for how long it is to be quiet.

        None: the message is answered at once, as a signal is, and what was answered already.

        Args:
            arrival: the message; its conversation may not be known yet.
            gatherings: what is being said meanwhile.

        Raises:
            EndedError: nothing leads from the address to a conversation, and only the channel itself may begin one there.
        """
        with self._database.session_scope() as session:
            place = windows.locate(session, arrival.channel, arrival.address)
            if place is None and not arrival.is_signal:
                raise EndedError
            if place is None:
                here = addresses.open_conversation(session, arrival.channel, arrival.address)
                place = ConversationRef(
                    here, transcripts.last_event_id(session, here), windows.load_state(session, here)
                )
            here, seconds = place.conversation_id, None
            if not arrival.is_signal:
                seconds = quiet_seconds(session, here, place.window, [arrival.text], delivers=False)
                if seconds or gatherings.is_open(here):
                    row = inbox.find(session, here, arrival.message_id)
                    seconds = seconds if row is None or row.answered_at is None else None
        seen = place.last_id if arrival.seen is None else arrival.seen
        return replace(arrival, conversation_id=here, seen=seen), place.last_id, seconds

    def begin(
        self,
        arrival: Arrival,
        others: Sequence[Arrival] = (),
        *,
        whose: Whose | None,
        intent: str | None = None,
    ) -> Parts | Moved | Held | Overtaken | Ready:
        """Stores a message, in one transaction with all that tells what is to be done with it.

        Args:
            arrival: the message.
            others: what may be the same answer.
            whose: whose it is where a person of the team may hold the conversation; None if not known yet.
            intent: what it says apart from any conversation; None if not known yet.

        Returns:
            What is answered without Rasa; where the message goes on; `Held` when it must be known whether it is for the
            bot, `Overtaken` when it must be known what it says; or that Rasa may take it.

        Raises:
            RefusedError: the message is not taken (when answers are not delivered from the outbox).
            EndedError: the address leads nowhere any more.
        """
        with self._database.session_scope() as session:
            if not self._delivers and (moved := self._moved(session, arrival)) is not None:
                return moved
            row = inbox.find(session, arrival.conversation_id, arrival.message_id)
            if row is not None and (told := self._answers.told_before(session, arrival, row)) is not None:
                return told
            text = arrival.text if row is None or row.text is None else row.text
            if (code := self._refusal(session, arrival, text, row)) is not None:
                if not self._delivers:
                    raise RefusedError(code)
                told = [] if code == SILENTLY else [{"text": sentences.REFUSALS[code], "buttons": []}]
                return self._answers.finish(session, arrival, told)
            if row is None:
                self._receive(session, arrival)
            if (done := come_back(session, self._answers, arrival, text)) is not None:
                return done
            if row is not None and (told := self._answers.kept(session, arrival)) is not None:
                return told
            window = windows.load_state(session, arrival.conversation_id)
            passes_on = False
            if window.is_held:
                if whose is None and text != RESUME_SIGNAL and not goes_back(text):
                    return doubt_of(session, arrival, text, window)
                taken = self._take_beside_team(session, arrival, text, whose)
                if not isinstance(taken, Taken):
                    return taken
                text, passes_on = taken.text, taken.passes_on
                window = windows.load_state(session, arrival.conversation_id)  # as it is left
            elif goes_back(text):
                return self._answers.say(session, arrival, text, sentences.NOBODY_ELSE)
            arrival = replace(arrival, text=text)
            return self._hand_over(session, arrival, row, others, window, intent=intent, passes_on=passes_on)

    def _take_beside_team(self, session: Session, arrival: Arrival, text: str, whose: Whose | None) -> Parts | Taken:
        """Returns what becomes of a message in a conversation that the team holds, or has just answered in."""
        if (held := takeovers.lock_takeover(session, arrival.conversation_id)) is not None:
            return take_held(session, self._answers, arrival, text, held, whose)
        if (request := candidate_replies.find_awaiting(session, arrival.conversation_id)) is not None:
            return take_reply(session, self._answers, arrival, text, request, whose)
        return Taken(text)  # the exchange ended just now

    def _hand_over(
        self,
        session: Session,
        arrival: Arrival,
        row: InboundMessage | None,
        others: Sequence[Arrival],
        window: Window,
        *,
        intent: str | None,
        passes_on: bool,
    ) -> Parts | Overtaken | Ready:
        """Returns what Rasa may take, unless the message ends process after process or answers a question of before."""
        here, text = arrival.conversation_id, arrival.text
        if row is not None:
            row.begun += 1
            if row.begun > MOST_BEGUN:
                return self._set_aside(session, arrival, text)
        window = windows.add_turns(session, here, window, WINDOW_TURNS)
        joined: list[Arrival] = []
        if not window.is_held and not arrival.is_signal:
            if row is not None and row.seen is not None:
                arrival = replace(arrival, seen=row.seen)
            if (late := self._late(session, arrival, window, intent)) is not None:
                return late
            joined = self._join(session, arrival, text, row, others, window)
        text = "\n".join([text, *(other.text for other in joined)])
        return Ready(text, frozenset(other.message_id for other in joined), window, passes_on)

    def _late(self, session: Session, arrival: Arrival, window: Window, intent: str | None) -> Parts | Overtaken | None:
        """Returns what is answered to a message that answers a question of before, None if it does not."""
        here, text, seen = arrival.conversation_id, arrival.text, arrival.seen
        if seen is None or (was := overtaken.what_was_seen(session, here, window, seen)) is None:
            return None
        asked = asked_in((window.state or {}).get("slots") or {})
        if intent is None and overtaken.may_be_late(text, was, asked):
            return Overtaken(text)
        meant = overtaken.plain_answer(text) or (intent if intent in {YES, NO} else None)
        if not overtaken.is_late(text, was, asked, transcripts.latest_choices(session, here), meant):
            return None
        return overtaken.ask_again(session, self._answers, arrival, text, window=window, was=was, meant=meant)

    @staticmethod
    def _moved(session: Session, arrival: Arrival) -> Moved | None:
        """Notes that an address is used; returns where it goes on, if it was moved while the message waited."""
        if addresses.touch(session, arrival.channel, arrival.address, arrival.conversation_id):
            return None
        there = addresses.find(session, arrival.channel, arrival.address)
        if there is None:
            raise EndedError
        return None if there == arrival.conversation_id else Moved(there, arrival.message_id)

    @staticmethod
    def _receive(session: Session, arrival: Arrival) -> None:
        """Makes the row of a message; it says where it was written, for an erasure to know who goes on."""
        inbox.add(
            session, arrival.conversation_id, arrival.message_id, channel=arrival.channel, address=arrival.address,
            begun=1,
        )  # fmt: skip

    def _join(
        self,
        session: Session,
        arrival: Arrival,
        text: str,
        row: InboundMessage | None,
        others: Sequence[Arrival],
        window: Window,
    ) -> list[Arrival]:
        """Returns which of the messages behind one are the same answer, and remembers it."""
        here = arrival.conversation_id
        if self._delivers and row is not None and quiet_seconds(session, here, window, [text], delivers=True):
            others = [
                replace(arrival, message_id=behind.message_id, text=behind.text or "")
                for behind in inbox.waiting_after(session, row)
            ]
        joined, length = [], len(text)
        for other in others:
            known = inbox.find(session, other.conversation_id, other.message_id)
            if known is not None and self._was_taken(session, known):
                continue
            length += 1 + len(other.text)
            if (
                stands_alone(other.text)
                or length > LONGEST_TOGETHER
                or self._refusal(session, other, other.text, known) is not None
            ):
                break
            joined.append(other)
            if known is None:
                self._receive(session, other)
        if joined or row is not None:  # it may have been joined with others before
            inbox.merge(session, here, arrival.message_id, [other.message_id for other in joined])
        return joined

    @staticmethod
    def _was_taken(session: Session, row: InboundMessage) -> bool:
        """Returns whether a message is in the conversation, by itself or with an earlier one."""
        return row.answered_at is not None or any(
            transcripts.find_stored_turn(session, row.conversation_id, message_id) is not None
            for message_id in (row.message_id, row.joined_to)
            if message_id is not None
        )

    def end(self, arrival: Arrival, *, is_answered: bool) -> Parts | None:
        """Returns what Rasa answered; None if nothing, or not all of it: the message is then taken back.

        Args:
            arrival: the message.
            is_answered: every action could be run.
        """
        with self._database.session_scope() as session:
            taken = transcripts.find_stored_turn(session, arrival.conversation_id, arrival.message_id)
            if taken is not None and taken.answer and is_answered:
                return self._answers.finish(session, arrival, taken.answer)
            conversations.roll_back_turn(session, arrival.conversation_id, arrival.message_id)
            inbox.release(session, arrival.conversation_id, arrival.message_id)
        return None

    def failed(self, arrival: Arrival) -> None:
        """Notes that Rasa could not take a message, which may be handed over again."""
        with self._database.session_scope() as session:
            inbox.release(session, arrival.conversation_id, arrival.message_id)

    def set_aside(self, arrival: Arrival, text: str) -> Parts:
        """Keeps a message that takes too long to be read in the conversation, unread, and says so.

        Args:
            arrival: the message.
            text: its words, and of those that are one answer with it.
        """
        with self._database.session_scope() as session:
            return self._set_aside(session, arrival, text)

    def _set_aside(self, session: Session, arrival: Arrival, text: str) -> Parts:
        metrics.messages_set_aside.labels(arrival.channel).inc()
        conversations.roll_back_turn(session, arrival.conversation_id, arrival.message_id)
        if candidates.find(session, arrival.conversation_id) is None:  # nobody agreed that words are kept
            return self._answers.say(session, arrival, "", sentences.UNREAD)
        return self._answers.say(session, arrival, text, sentences.UNREAD_KEPT)

    def give_up(self, arrival: Arrival) -> None:
        """Tells the person that a message could not be answered, and lets those behind it pass."""
        with self._database.session_scope() as session:
            is_kept = candidates.find(session, arrival.conversation_id) is not None
            sentence = sentences.GAVE_UP + sentences.KEPT if is_kept else sentences.GAVE_UP
            self._answers.finish(session, arrival, [{"text": sentence, "buttons": []}])

    def _refusal(self, session: Session, arrival: Arrival, text: str, row: InboundMessage | None) -> str | None:
        """Returns why a message is not taken, if so: a key of `sentences.REFUSALS`."""
        if not text:
            return "empty"
        if len(text) > LONGEST_MESSAGE:
            return "too_long"
        if row is None and inbox.count_recent(session, arrival.conversation_id, 60) >= settings().messages_a_minute:
            return "too_many"
        if row is not None and self._delivers:
            earlier = inbox.count_recent(session, arrival.conversation_id, 60, until=row)
            if earlier > settings().messages_a_minute:
                return "too_many" if earlier == settings().messages_a_minute + 1 else SILENTLY
        return None
