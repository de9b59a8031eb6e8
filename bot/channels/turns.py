"""One message's turn, the same on every channel: answered once, in order, whatever crashes in between."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from sqlalchemy.orm import Session

from bot import metrics
from bot.channels import sentences
from bot.channels.bubbles import LONGEST_TOGETHER, Gathering, Gatherings, quiet_seconds, stands_alone
from bot.channels.commands import RESUME_WORDS, given_code, neutralise
from bot.channels.sentences import LONGEST_MESSAGE, MOST_A_MINUTE
from bot.conversations.one_at_a_time import LocksAwayError, make_locks
from bot.conversations.store import WINDOW_TURNS, window_at_hand
from bot.reading.text import fold
from bot.reading.turn import Turn
from bot.records import addresses, candidates, conversations, forgetting, inbox, outbox, requests, resume
from bot.records.conversations import Window
from bot.records.database import Database
from bot.records.models import Conversation, HumanRequest, InboundMessage

logger = logging.getLogger(__name__)

SILENTLY = "silently"
_BACK = re.compile(r"(?:retour|revenir|je veux revenir) (?:a|vers) l assistant")
RESUME_SIGNAL = "/resume_here"

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]
# Reads a text apart from any conversation, as Rasa does.
Parse = Callable[[str], Awaitable[dict[str, Any]]]
# What the bot answers even while a person holds the conversation: rights, and a cry for help.
FOR_THE_BOT = frozenset({
    "distress", "ask_delete_my_data", "ask_access_my_data", "withdraw_note", "withdraw_comment",
})  # fmt: skip
Parts = list[dict[str, Any]]


class TurnTroubleError(Exception):
    """Nothing answered: the message is not taken, and may be handed over again with the same id."""


class RefusedError(Exception):
    """A message that is not taken; the sentence is for the person."""

    def __init__(self, code: str) -> None:
        """Prepares the sentence.

        Args:
            code: key of `sentences.REFUSALS`.
        """
        super().__init__(code)
        self.code, self.sentence = code, sentences.REFUSALS[code]


@dataclass(frozen=True)
class Answer:
    """What a message is answered.

    Attributes:
        parts: messages as `{"id", "from", "text", "buttons", "at"}`; of those that are delivered only `text` and `buttons`
            (titles) are always there.
        cursor: id of what was last said before the message; 0 where answers are delivered.
        is_elsewhere: it was taken in another conversation, to which a resume code led.
    """

    parts: Parts
    cursor: int = 0
    is_elsewhere: bool = False


@dataclass(frozen=True)
class _Moved:
    """The message goes on in another conversation, which a resume code named."""

    conversation_id: str
    message_id: str


@dataclass(frozen=True)
class _Held:
    """A person holds the conversation: whether the bot answers all the same is to be found out."""

    text: str
    awaiting: str | None


@dataclass(frozen=True)
class _Ready:
    """The message is stored: Rasa may take it, and goes on from there."""

    text: str
    window: Window


class Turns:
    """Takes messages of people and returns what the bot answers.

    Everything that tells whether a message was taken is in the database, so it may be handed over again at any time,
    by any process.
    """

    def __init__(self, database: Database, *, delivers: bool = False) -> None:
        """Prepares for one channel.

        Args:
            database: where conversations are kept.
            delivers: answers, refusals too, are posted to the outbox; otherwise the caller shows what is returned.
        """
        self._database = database
        self._delivers = delivers
        self._locks = make_locks("turns")
        self._gatherings = Gatherings()
        _watch_actions()

    @metrics.of_message
    async def take(
        self,
        on_new_message: OnNewMessage,
        conversation_id: str | None,
        message_id: str,
        text: str,
        *,
        channel: str,
        address: str,
        is_signal: bool = False,
        parse: Parse | None = None,
    ) -> Answer:
        """Answers a message, once: a message that was answered is answered alike, without being taken again.

        What somebody says in several messages, until the conversation is quiet, is one text, and is answered once.

        Args:
            on_new_message: Rasa.
            conversation_id: whose message; None for the conversation of the address, made at its first use.
            message_id: the same when the message comes again.
            text: what was typed.
            channel: name of the channel.
            address: where on the channel the person is.
            is_signal: the text is the channel's own, nobody typed it.
            parse: reads a text as Rasa does, to know what is for the bot while a person holds the conversation.

        Raises:
            RefusedError: the message is not taken (when answers are not delivered from the outbox).
            TurnTroubleError: nothing answered.
        """
        arrival = _Arrival(
            conversation_id or "", message_id, text if is_signal else neutralise(text), channel, address, is_signal
        )
        # What is delivered has waited in the inbox.
        cursor, seconds = 0, None
        if not self._delivers:
            arrival, cursor, seconds = self._look(arrival)
        here = arrival.conversation_id
        if seconds is None:
            outcome = await self._take_alone(on_new_message, arrival, parse)
        else:
            async with self._gatherings.join(here, message_id, arrival.text, seconds) as gathering:
                outcome = await self._take_alone(on_new_message, arrival, parse, gathering)
        if isinstance(outcome, _Moved):
            arrival = replace(arrival, conversation_id=outcome.conversation_id, message_id=outcome.message_id)
            outcome = await self._take_alone(on_new_message, arrival, parse)
        if isinstance(outcome, _Moved):
            raise TurnTroubleError
        return Answer(outcome, cursor, is_elsewhere=arrival.conversation_id != here)

    def give_up(self, conversation_id: str, message_id: str, *, channel: str, address: str) -> None:
        """Tells the person that a message could not be answered, and lets those behind it pass."""
        arrival = _Arrival(conversation_id, message_id, "", channel, address, False)
        with self._database.session_scope() as session:
            self._finish(session, arrival, [{"text": sentences.GAVE_UP, "buttons": []}])

    def _look(self, arrival: "_Arrival") -> "tuple[_Arrival, int, float | None]":
        """Returns a message with its conversation, the id of what was last said there, and for how long it is to be quiet.

        None: the message is answered at once, as a signal is, and what was answered already.
        """
        with self._database.session_scope() as session:
            here = arrival.conversation_id or addresses.find(session, arrival.channel, arrival.address)
            if here is None:
                here = addresses.conversation_at(
                    session, arrival.channel, arrival.address, conversation_id=arrival.address
                )
            cursor = conversations.last_id(session, here)
            seconds = None
            if not arrival.is_signal:
                seconds = quiet_seconds(session, here, [arrival.text], delivers=False)
                if seconds or self._gatherings.is_open(here):
                    row = inbox.find(session, here, arrival.message_id)
                    seconds = seconds if row is None or row.answered_at is None else None
        return replace(arrival, conversation_id=here), cursor, seconds

    async def _take_alone(
        self, on_new_message: OnNewMessage, arrival: "_Arrival", parse: Parse | None, gathering: Gathering | None = None
    ) -> "Parts | _Moved":
        try:
            while True:
                if gathering is not None:
                    await gathering.quiet()
                async with self._locks.hold(arrival.conversation_id):
                    if gathering is None:
                        return await self._take(on_new_message, arrival, parse)
                    if gathering.seconds_left <= 0:  # nothing arrived while the lock was waited for
                        return await self._take_gathered(on_new_message, arrival, parse, gathering)
        except LocksAwayError as error:
            logger.error("a message waits for the locks: %s", error)
            raise TurnTroubleError from error

    async def _take_gathered(
        self, on_new_message: OnNewMessage, arrival: "_Arrival", parse: Parse | None, gathering: Gathering
    ) -> Parts:
        """Takes what was gathered, unless another of its requests has; what cannot be taken together goes in order."""
        self._gatherings.close(arrival.conversation_id, gathering)
        while arrival.message_id not in gathering.told:
            first, *others = (replace(arrival, message_id=key, text=text) for key, text in gathering.untold())
            together = {first.message_id}
            try:
                outcome = await self._take(on_new_message, first, parse, others, together)
                gathering.tell(together, TurnTroubleError() if isinstance(outcome, _Moved) else outcome)
            except RefusedError as refusal:
                gathering.tell(together, refusal)
            except BaseException:  # nothing passes what could not be taken
                gathering.tell([key for key, _ in gathering.untold()], TurnTroubleError())
                raise
        told = gathering.told[arrival.message_id]
        if isinstance(told, Exception):
            raise told
        return told

    async def _take(
        self,
        on_new_message: OnNewMessage,
        arrival: "_Arrival",
        parse: Parse | None,
        others: Sequence["_Arrival"] = (),
        together: set[str] | None = None,
    ) -> "Parts | _Moved":
        """Takes a message; with it those of the others that are the same answer, whose ids are added to `together`."""
        outcome = self._begin(arrival, others, together, is_for_the_bot=arrival.is_signal or None)
        if isinstance(outcome, _Held):
            is_for_the_bot = await _is_for_the_bot(outcome, parse)
            outcome = self._begin(arrival, others, together, is_for_the_bot=is_for_the_bot)
        if isinstance(outcome, _Ready):
            return await self._hand_over(on_new_message, arrival, outcome)
        assert not isinstance(outcome, _Held)
        return outcome

    def _begin(
        self,
        arrival: "_Arrival",
        others: Sequence["_Arrival"],
        together: set[str] | None,
        *,
        is_for_the_bot: bool | None,
    ) -> "Parts | _Moved | _Held | _Ready":
        """Stores a message, in one transaction with all that tells what is to be done with it.

        Args:
            arrival: the message.
            others: what may be the same answer.
            together: gets the ids of those that are.
            is_for_the_bot: whether the bot answers although a person may hold the conversation; None if not known yet.
        """
        with self._database.session_scope() as session:
            if not self._delivers and (moved := self._moved(session, arrival)) is not None:
                return moved
            row = inbox.find(session, arrival.conversation_id, arrival.message_id)
            is_known = row is not None
            if row is not None and row.answered_at is not None:
                return self._again(session, arrival, row)
            if row is not None and row.receipt is not None:
                return self._say(session, arrival, "", row.receipt)
            if row is not None and row.joined_to is not None:
                first = replace(arrival, message_id=row.joined_to)
                taken = conversations.find_taken(session, first.conversation_id, first.message_id)
                if taken is not None and taken.answer:
                    return self._finish(session, first, taken.answer)
                conversations.take_back(session, first.conversation_id, first.message_id)
                row.joined_to = None
            text = arrival.text if row is None or row.text is None else row.text
            if (code := self._refusal(session, arrival, text, row)) is not None:
                if not self._delivers:
                    raise RefusedError(code)
                told = [] if code == SILENTLY else [{"text": sentences.REFUSALS[code], "buttons": []}]
                return self._finish(session, arrival, told)
            row = row or inbox.receive(session, arrival.conversation_id, arrival.message_id)
            if (given := given_code(text)) is not None:
                return self._resume(session, arrival, row, given)
            if is_known:
                taken = conversations.find_taken(session, arrival.conversation_id, arrival.message_id)
                if taken is not None and (taken.answer or taken.is_held):
                    # Where answers are delivered, what is said while a person holds the conversation has been posted.
                    is_posted = self._delivers and taken.is_held
                    return self._finish(session, arrival, [] if is_posted else taken.answer)
                conversations.take_back(session, arrival.conversation_id, arrival.message_id)
            held = requests.holder(session, arrival.conversation_id)
            if held is not None and is_for_the_bot is None:
                conversation = session.get(Conversation, arrival.conversation_id)
                state = (conversation.state if conversation else None) or {}
                return _Held(text, (state.get("slots") or {}).get("awaiting"))
            if held is not None and not is_for_the_bot:
                return self._hold(session, arrival, held, text)
            if held is None and not arrival.is_signal:
                joined = self._join(session, arrival, text, row, others, is_known=is_known)
                text = "\n".join([text, *(other.text for other in joined)])
                if together is not None:
                    together |= {other.message_id for other in joined}
            return _Ready(text, conversations.read_window(session, arrival.conversation_id, WINDOW_TURNS))

    @staticmethod
    def _moved(session: Session, arrival: "_Arrival") -> "_Moved | None":
        """Notes that an address is used; returns where its conversation goes on, if it moved while the message waited."""
        if addresses.touch(session, arrival.channel, arrival.address, arrival.conversation_id):
            return None
        there = addresses.find(session, arrival.channel, arrival.address)
        is_here = there is None or there == arrival.conversation_id
        return None if is_here or there is None else _Moved(there, arrival.message_id)

    def _again(self, session: Session, arrival: "_Arrival", row: InboundMessage) -> Parts:
        """Returns what a message was answered: what the conversation holds."""
        if self._delivers:
            return []
        taken = conversations.find_taken(session, arrival.conversation_id, row.joined_to or row.message_id)
        return self._with_code(session, arrival, taken.answer if taken else [])

    def _join(
        self,
        session: Session,
        arrival: "_Arrival",
        text: str,
        row: InboundMessage,
        others: Sequence["_Arrival"],
        *,
        is_known: bool,
    ) -> "list[_Arrival]":
        """Returns which of the messages behind one are the same answer, and remembers it."""
        if self._delivers and quiet_seconds(session, arrival.conversation_id, [text], delivers=True):
            others = [
                replace(arrival, message_id=behind.message_id, text=behind.text or "")
                for behind in inbox.behind(session, row)
            ]
        joined, rows, length = [], [], len(text)
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
            rows.append(known or inbox.receive(session, other.conversation_id, other.message_id))
        if rows or is_known:  # it may have been joined with others before
            inbox.join(session, row, rows)
        return joined

    @staticmethod
    def _was_taken(session: Session, row: InboundMessage) -> bool:
        """Returns whether a message is in the conversation, by itself or with an earlier one."""
        return row.answered_at is not None or any(
            conversations.find_taken(session, row.conversation_id, message_id) is not None
            for message_id in (row.message_id, row.joined_to)
            if message_id is not None
        )

    async def _hand_over(self, on_new_message: OnNewMessage, arrival: "_Arrival", ready: _Ready) -> Parts:
        with _failed_actions() as failed, window_at_hand(arrival.conversation_id, ready.window):
            try:
                await on_new_message(
                    UserMessage(
                        ready.text, CollectingOutputChannel(), arrival.conversation_id, input_channel=arrival.channel,
                        message_id=arrival.message_id,
                    )
                )  # fmt: skip
            except asyncio.CancelledError:
                raise
            except Exception as error:
                logger.error("a message could not be taken: %s", type(error).__name__)
                raise TurnTroubleError from error
        with self._database.session_scope() as session:
            taken = conversations.find_taken(session, arrival.conversation_id, arrival.message_id)
            if taken is None or not taken.answer or failed:
                conversations.take_back(session, arrival.conversation_id, arrival.message_id)
            else:
                return self._finish(session, arrival, taken.answer)
        raise TurnTroubleError

    def _refusal(self, session: Session, arrival: "_Arrival", text: str, row: InboundMessage | None) -> str | None:
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

    def _resume(self, session: Session, arrival: "_Arrival", row: InboundMessage, code: str) -> "Parts | _Moved":
        """Continues the conversation of a code at this address, or says why not."""
        here = arrival.conversation_id
        target = None
        if resume.owner(session, code) == here:
            problem = sentences.ALREADY_HERE
        elif candidates.find(session, here) is not None:
            problem = sentences.OWN_FILE
        elif requests.holder(session, here) is not None:
            problem = sentences.HELD_HERE
        elif not resume.may_try(session, arrival.channel, arrival.address):
            problem = sentences.TOO_MANY_CODES
        else:
            target = resume.redeem(session, code, arrival.channel, arrival.address)
            problem = sentences.WRONG_CODE if target is None else sentences.ALREADY_HERE
        if target is None or target == here:
            return self._say(session, arrival, f"{RESUME_WORDS} {resume.PLACE}", problem)
        addresses.move(session, arrival.channel, arrival.address, target)
        row.text = RESUME_SIGNAL
        session.flush()
        inbox.move_waiting(session, here, target)
        requests.move(session, here, target)
        forgetting.delete_conversation(session, here)
        return _Moved(target, row.message_id)

    def _hold(self, session: Session, arrival: "_Arrival", held: HumanRequest, text: str) -> Parts:
        """Passes a message on to the person of the team who holds the conversation; as long as they write, nothing is answered."""
        if text == RESUME_SIGNAL:
            return self._say(session, arrival, "", sentences.BACK_WITH_A_PERSON)
        conversations.add_aside(
            session, arrival.conversation_id, conversations.HELD, said=text, message_id=arrival.message_id,
            channel=arrival.channel,
        )  # fmt: skip
        if _BACK.fullmatch(fold(text)):
            requests.hand_back(session, held.id, actor="candidate")
        else:
            requests.tell_of_silence(session, held)
        # Where answers are delivered, what is said here has been posted.
        taken = (
            None if self._delivers else conversations.find_taken(session, arrival.conversation_id, arrival.message_id)
        )
        return self._finish(session, arrival, taken.answer if taken else [])

    def _say(self, session: Session, arrival: "_Arrival", said: str, sentence: str) -> Parts:
        """Answers a message without Rasa; both enter the conversation."""
        conversations.add_aside(
            session, arrival.conversation_id, conversations.ASIDE, said=said, message_id=arrival.message_id,
            answer=sentence, channel=arrival.channel,
        )  # fmt: skip
        taken = conversations.find_taken(session, arrival.conversation_id, arrival.message_id)
        return self._finish(session, arrival, taken.answer if taken else [])

    def _finish(self, session: Session, arrival: "_Arrival", answer: Parts) -> Parts:
        """Marks the message as answered and, where answers are delivered, posts them, in one transaction."""
        told = self._with_code(session, arrival, answer)
        if arrival.is_signal:
            inbox.forget(session, arrival.conversation_id, arrival.message_id)
        else:
            inbox.answered(session, arrival.conversation_id, arrival.message_id)
        if self._delivers:  # posted after the mark: a choice counts as long as no later message is answered (offers.py)
            outbox.post(session, arrival.conversation_id, arrival.channel, arrival.address, told)
        return told

    @staticmethod
    def _with_code(session: Session, arrival: "_Arrival", answer: Parts) -> Parts:
        """Returns the answer with a new resume code where one is announced: it is kept nowhere."""
        if not any(resume.PLACE in (part["text"] or "") for part in answer):
            return list(answer)
        code = resume.issue(session, arrival.conversation_id)
        return [{**part, "text": (part["text"] or "").replace(resume.PLACE, code)} for part in answer]


@dataclass(frozen=True)
class _Arrival:
    """A message as it arrived."""

    conversation_id: str
    message_id: str
    text: str
    channel: str
    address: str
    is_signal: bool


async def _is_for_the_bot(held: _Held, parse: Parse | None) -> bool:
    """Returns whether the bot answers although a person holds the conversation."""
    if held.awaiting == "erasure":
        return True
    if parse is None or held.text.startswith("/"):
        return False
    return Turn.of(await parse(held.text)).intent in FOR_THE_BOT


_failures: ContextVar[list[str] | None] = ContextVar("failures", default=None)


@contextmanager
def _failed_actions() -> Iterator[list[str]]:
    """Yields the list of actions that could not be run within the block: Rasa goes on without their events."""
    failed: list[str] = []
    token = _failures.set(failed)
    try:
        yield failed
    finally:
        _failures.reset(token)


class _ActionWatch(logging.Handler):
    """Hears Rasa's own report of an action that could not be run."""

    def emit(self, record: logging.LogRecord) -> None:
        failed = _failures.get()
        if failed is not None and str(record.msg).startswith("Encountered an exception while running action"):
            failed.append(record.levelname)


def _watch_actions() -> None:
    reporter = logging.getLogger("rasa.core.processor")
    if not any(isinstance(handler, _ActionWatch) for handler in reporter.handlers):
        reporter.addHandler(_ActionWatch(level=logging.ERROR))
