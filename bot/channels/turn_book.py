"""What the database says of a message, and what is written there of it: each step is one transaction."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot import metrics, settings
from bot.channels import sentences
from bot.channels.arrivals import Arrival, EndedError, Held, Moved, Parts, Ready, RefusedError
from bot.channels.bubbles import LONGEST_TOGETHER, Gatherings, quiet_seconds, stands_alone
from bot.channels.commands import RESUME_WORDS, given_code, given_email
from bot.channels.sentences import LONGEST_MESSAGE, MOST_A_MINUTE
from bot.conversations.store import WINDOW_TURNS
from bot.reading.acts import CHANGE, OFFER
from bot.reading.text import fold
from bot.reading.turn import pending_question
from bot.records import (
    addresses,
    candidates,
    conversations,
    exchange_ends,
    exchanges,
    forgetting,
    inbox,
    link_mails,
    mails,
    outbox,
    reminders,
    requests,
    resume,
    transcripts,
    windows,
)
from bot.records.database import Database
from bot.records.models import HumanRequest, InboundMessage
from bot.records.said import ASIDE, HELD
from bot.records.windows import Place, Window

SILENTLY = "silently"
MOST_BEGUN = 3  # processes that a message may take with it before it is set aside
_BACK = re.compile(r"(?:retour|revenir|je veux revenir) (?:a|vers) l assistant")
RESUME_SIGNAL = "/resume_here"
# Actions that leave the slot `awaiting` with a question of their own.
_ASKING = frozenset({
    "action_amend_note", "action_strike_passage", "action_comment_note", "action_choose_field", "action_correct_registration",
})  # fmt: skip


class TurnBook:
    """Keeps account of messages: what arrived, what was answered, what is said without Rasa."""

    def __init__(self, database: Database, *, delivers: bool) -> None:
        """Prepares for one channel.

        Args:
            database: where conversations are kept.
            delivers: answers, refusals too, are posted to the outbox.
        """
        self._database, self._delivers = database, delivers

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
            place = windows.find_place(session, arrival.channel, arrival.address)
            if place is None and not arrival.is_signal:
                raise EndedError
            if place is None:
                here = addresses.conversation_at(session, arrival.channel, arrival.address)
                place = Place(here, transcripts.last_id(session, here), windows.read_state(session, here))
            here, seconds = place.conversation_id, None
            if not arrival.is_signal:
                seconds = quiet_seconds(session, here, place.window, [arrival.text], delivers=False)
                if seconds or gatherings.is_open(here):
                    row = inbox.find(session, here, arrival.message_id)
                    seconds = seconds if row is None or row.answered_at is None else None
        return replace(arrival, conversation_id=here), place.last_id, seconds

    def begin(
        self,
        arrival: Arrival,
        others: Sequence[Arrival] = (),
        *,
        is_for_the_bot: bool | None,
    ) -> Parts | Moved | Held | Ready:
        """Stores a message, in one transaction with all that tells what is to be done with it.

        Args:
            arrival: the message.
            others: what may be the same answer.
            is_for_the_bot: whether the bot answers although a person may hold the conversation; None if not known yet.

        Returns:
            What is answered without Rasa; where the message goes on; `Held` when it must be known whether it is for the
            bot; or that Rasa may take it.

        Raises:
            RefusedError: the message is not taken (when answers are not delivered from the outbox).
            EndedError: the address leads nowhere any more.
        """
        with self._database.session_scope() as session:
            if not self._delivers and (moved := self._moved(session, arrival)) is not None:
                return moved
            row = inbox.find(session, arrival.conversation_id, arrival.message_id)
            if row is not None and (told := self._told_before(session, arrival, row)) is not None:
                return told
            text = arrival.text if row is None or row.text is None else row.text
            if (code := self._refusal(session, arrival, text, row)) is not None:
                if not self._delivers:
                    raise RefusedError(code)
                told = [] if code == SILENTLY else [{"text": sentences.REFUSALS[code], "buttons": []}]
                return self._finish(session, arrival, told)
            if row is None:
                self._receive(session, arrival)
            if (email := given_email(text)) is not None:
                return self._say(
                    session, arrival, f"{RESUME_WORDS} par e-mail", self._send_link(session, arrival, email)
                )
            if (given := given_code(text)) is not None:
                return self._resume(session, arrival, given)
            if row is not None and (told := self._kept(session, arrival)) is not None:
                return told
            window = windows.read_state(session, arrival.conversation_id)
            if window.is_held and is_for_the_bot is None and text != RESUME_SIGNAL and not _goes_back(text):
                return self._held(session, arrival, text, window)
            if window.is_held and not is_for_the_bot:
                if (held := exchanges.keep_holder(session, arrival.conversation_id)) is not None:
                    return self._hold(session, arrival, text, held)
                window = windows.read_state(session, arrival.conversation_id)  # the exchange ended just now
            if row is not None:
                row.begun += 1
                if row.begun > MOST_BEGUN:
                    return self._set_aside(session, arrival, text)
            joined: list[Arrival] = []
            if not window.is_held and not arrival.is_signal:
                joined = self._join(session, arrival, text, row, others, window)
            text = "\n".join([text, *(other.text for other in joined)])
            window = windows.with_turns(session, arrival.conversation_id, window, WINDOW_TURNS)
            return Ready(text, frozenset(other.message_id for other in joined), window)

    @staticmethod
    def _held(session: Session, arrival: Arrival, text: str, window: Window) -> Held:
        """Returns what tells whether a message is for the bot: what it asked last, unless somebody wrote since."""
        here, slots = arrival.conversation_id, (window.state or {}).get("slots") or {}
        awaiting, actions = slots.get("awaiting"), transcripts.last_actions(session, here)
        held = Held(text, mails.is_agreed(session, here) or reminders.is_agreed(session, here), awaiting == "erasure")
        if held.is_awaited or actions is None:
            return held
        pending, offered = pending_question(slots), transcripts.offered(session, here)
        is_awaited = pending == CHANGE or (awaiting is not None and not _ASKING.isdisjoint(actions))
        return replace(held, is_awaited=is_awaited, is_offer=pending == OFFER, offered=offered)

    def _told_before(self, session: Session, arrival: Arrival, row: InboundMessage) -> Parts | None:
        """Returns what a message that came before is answered by itself or with an earlier one; None if nothing yet."""
        if row.answered_at is not None:
            return self._again(session, arrival, row)
        if row.receipt is not None:
            return self._say(session, arrival, "", row.receipt)
        if row.joined_to is not None:
            first = replace(arrival, message_id=row.joined_to)
            taken = transcripts.find_taken(session, first.conversation_id, first.message_id)
            if taken is not None and taken.answer:
                return self._finish(session, first, taken.answer)
            conversations.take_back(session, first.conversation_id, first.message_id)
            row.joined_to = None
            session.flush()
        return None

    def _kept(self, session: Session, arrival: Arrival) -> Parts | None:
        """Returns what the conversation holds for an answer to a message whose turn was cut short; else takes it back."""
        taken = transcripts.find_taken(session, arrival.conversation_id, arrival.message_id)
        if taken is None:
            return None
        if taken.answer or taken.is_held:
            # Where answers are delivered, what is said while a person holds the conversation has been posted.
            is_posted = self._delivers and taken.is_held
            return self._finish(session, arrival, [] if is_posted else taken.answer)
        conversations.take_back(session, arrival.conversation_id, arrival.message_id)
        return None

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

    def _again(self, session: Session, arrival: Arrival, row: InboundMessage) -> Parts:
        """Returns what a message was answered: what the conversation holds."""
        if self._delivers:
            return []
        taken = transcripts.find_taken(session, arrival.conversation_id, row.joined_to or row.message_id)
        return self._with_code(session, arrival, taken.answer if taken else [])

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
                for behind in inbox.behind(session, row)
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
            inbox.join(session, here, arrival.message_id, [other.message_id for other in joined])
        return joined

    @staticmethod
    def _was_taken(session: Session, row: InboundMessage) -> bool:
        """Returns whether a message is in the conversation, by itself or with an earlier one."""
        return row.answered_at is not None or any(
            transcripts.find_taken(session, row.conversation_id, message_id) is not None
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
            taken = transcripts.find_taken(session, arrival.conversation_id, arrival.message_id)
            if taken is not None and taken.answer and is_answered:
                return self._finish(session, arrival, taken.answer)
            conversations.take_back(session, arrival.conversation_id, arrival.message_id)
            inbox.failed(session, arrival.conversation_id, arrival.message_id)
        return None

    def failed(self, arrival: Arrival) -> None:
        """Notes that Rasa could not take a message, which may be handed over again."""
        with self._database.session_scope() as session:
            inbox.failed(session, arrival.conversation_id, arrival.message_id)

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
        conversations.take_back(session, arrival.conversation_id, arrival.message_id)
        if candidates.find(session, arrival.conversation_id) is None:  # nobody agreed that words are kept
            return self._say(session, arrival, "", sentences.UNREAD)
        return self._say(session, arrival, text, sentences.UNREAD_KEPT)

    def give_up(self, arrival: Arrival) -> None:
        """Tells the person that a message could not be answered, and lets those behind it pass."""
        with self._database.session_scope() as session:
            is_kept = candidates.find(session, arrival.conversation_id) is not None
            sentence = sentences.GAVE_UP + sentences.KEPT if is_kept else sentences.GAVE_UP
            self._finish(session, arrival, [{"text": sentence, "buttons": []}])

    def _refusal(self, session: Session, arrival: Arrival, text: str, row: InboundMessage | None) -> str | None:
        """Returns why a message is not taken, if so: a key of `sentences.REFUSALS`."""
        if not text:
            return "empty"
        if len(text) > LONGEST_MESSAGE:
            return "too_long"
        if row is None and inbox.count_recent(session, arrival.conversation_id, 60) >= MOST_A_MINUTE:
            return "too_many"
        if row is not None and self._delivers:
            earlier = inbox.count_recent(session, arrival.conversation_id, 60, until=row)
            if earlier > MOST_A_MINUTE:
                return "too_many" if earlier == MOST_A_MINUTE + 1 else SILENTLY
        return None

    def _resume(self, session: Session, arrival: Arrival, code: str) -> Parts | Moved:
        """Continues the conversation of a code at this address, or says why not."""
        here = arrival.conversation_id
        target = None
        if resume.owner(session, code) == here:
            problem = sentences.ALREADY_HERE
        elif candidates.find(session, here) is not None:
            problem = sentences.OWN_FILE
        elif exchanges.holder(session, here) is not None:
            problem = sentences.HELD_HERE
        elif not resume.may_try(session, arrival.channel, arrival.address):
            problem = sentences.TOO_MANY_CODES
        else:
            target = resume.redeem(session, code, arrival.channel, arrival.address)
            problem = sentences.WRONG_CODE if target is None else sentences.ALREADY_HERE
        if target is None or target == here:
            return self._say(session, arrival, f"{RESUME_WORDS} {resume.PLACE}", problem)
        addresses.move(session, arrival.channel, arrival.address, target)
        row = inbox.receive(session, here, arrival.message_id)
        row.text = RESUME_SIGNAL
        session.flush()
        inbox.move_waiting(session, here, target)
        requests.move(session, here, target)
        forgetting.delete_conversation(session, here)
        return Moved(target, row.message_id)

    @staticmethod
    def _send_link(session: Session, arrival: Arrival, email: str) -> str:
        """Has links back to the files of an e-mail address sent there; what is answered never tells whether there are any."""
        if settings.smtp_url() is None:
            return sentences.NO_LINKS
        if candidates.find(session, arrival.conversation_id) is not None:
            return sentences.OWN_FILE
        asked_by = f"link {arrival.channel}"  # whoever asked for a link may give its code at once
        if not resume.may_try(session, asked_by, arrival.address):
            return sentences.TOO_MANY_CODES
        resume.count_try(session, asked_by, arrival.address)
        link_mails.ask(session, email)
        return sentences.LINK_ASKED

    def _hold(self, session: Session, arrival: Arrival, text: str, held: HumanRequest) -> Parts:
        """Passes a message on to the person of the team who holds the conversation; as long as they write, nothing is answered."""
        if text == RESUME_SIGNAL:
            return self._say(session, arrival, "", sentences.BACK_WITH_A_PERSON)
        conversations.add_aside(
            session, arrival.conversation_id, HELD, said=text, message_id=arrival.message_id,
            channel=arrival.channel,
        )  # fmt: skip
        if _goes_back(text):
            exchange_ends.leave(session, held.id)
        else:
            exchange_ends.tell_of_silence(session, held, arrival.message_id)
        # Where answers are delivered, what is said here has been posted.
        taken = None if self._delivers else transcripts.find_taken(session, arrival.conversation_id, arrival.message_id)
        return self._finish(session, arrival, taken.answer if taken else [])

    def _say(self, session: Session, arrival: Arrival, said: str, sentence: str) -> Parts:
        """Answers a message without Rasa; both enter the conversation."""
        conversations.add_aside(
            session, arrival.conversation_id, ASIDE, said=said, message_id=arrival.message_id,
            answer=sentence, channel=arrival.channel,
        )  # fmt: skip
        taken = transcripts.find_taken(session, arrival.conversation_id, arrival.message_id)
        return self._finish(session, arrival, taken.answer if taken else [])

    def _finish(self, session: Session, arrival: Arrival, answer: Parts) -> Parts:
        """Marks the message as answered and, where answers are delivered, posts them, in one transaction."""
        told = self._with_code(session, arrival, answer)
        if arrival.is_signal:
            inbox.forget(session, arrival.conversation_id, arrival.message_id)
        else:
            inbox.answered(session, arrival.conversation_id, arrival.message_id)
        conversations.settle(session, arrival.conversation_id, arrival.message_id)
        if self._delivers:  # posted after the mark: a choice counts as long as no later message is answered (offers.py)
            outbox.post(session, arrival.conversation_id, arrival.channel, arrival.address, told)
        return told

    @staticmethod
    def _with_code(session: Session, arrival: Arrival, answer: Parts) -> Parts:
        """Returns the answer with a new resume code where one is announced: it is kept nowhere."""
        if not any(resume.PLACE in (part["text"] or "") for part in answer):
            return list(answer)
        code = resume.issue(session, arrival.conversation_id)
        return [{**part, "text": (part["text"] or "").replace(resume.PLACE, code)} for part in answer]


def _goes_back(text: str) -> bool:
    """Returns whether somebody whom a person of the team answers asks for the assistant again."""
    return _BACK.fullmatch(fold(text)) is not None
