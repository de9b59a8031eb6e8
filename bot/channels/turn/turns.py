"""One message's turn, the same on every channel: answered once, in order, whatever crashes in between."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.engine.exceptions import GraphComponentException
from sqlalchemy.exc import SQLAlchemyError

from bot.base import metrics
from bot.base.settings import settings
from bot.base.text import fold
from bot.channels.turn.arrivals import Arrival, Held, Moved, Parts, Ready, RefusedError, Whose
from bot.channels.turn.bubbles import Gathering, Gatherings
from bot.channels.turn.commands import neutralise
from bot.channels.turn.overtaken import NO, YES, Overtaken
from bot.channels.turn.turn_book import TurnBook
from bot.conversations.configured_locks import make_locks
from bot.conversations.locks import LocksAwayError
from bot.conversations.store import window_at_hand
from bot.patches.rasa_patches import failed_actions
from bot.records.conversations.event_rows import HELD
from bot.records.store.database import Database
from bot.understanding.reading.choices import pick
from bot.understanding.reading.directives import STOP, directive_of
from bot.understanding.reading.turn import STOP_REMINDER, Turn
from bot.understanding.reading.understood import as_understood

logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]
# Reads a text apart from any conversation, as Rasa does.
Parse = Callable[[str], Awaitable[dict[str, Any]]]
# What the bot answers too while a person holds the conversation: rights, where they are surely asked for. Where an e-mail or a
# reminder was agreed to, the words that take that back too.
FOR_THE_BOT = frozenset({
    "ask_delete_my_data", "ask_erasure", "remove_field", "ask_access_my_data", "withdraw_note", "withdraw_comment",
    "strike_passage", "contest_passage", "restore_passage", "withdraw_topic", "call_off_human",
})  # fmt: skip
_YES_OR_NO = frozenset({YES, NO})
# A cry for help is kept from the team only where hardly anything else can be meant (« j'enlève mon manteau » reached 0.91).
DISTRESS, SURE_CRY = "distress", 0.95
_PARTING = frozenset({"thanks", "goodbye"})
LONGEST_COURTESY = 4  # words of thanks or a goodbye beside which nothing is said


class TurnTroubleError(Exception):
    """Nothing answered: the message is not taken, and may be handed over again with the same id."""


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
        self._book = TurnBook(database, delivers=delivers)
        self._delivers = delivers
        self._locks = make_locks("turns")
        self._gatherings = Gatherings()

    @metrics.of_message
    async def take(  # noqa: PLR0913 - all that is known of a message
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
        seen: int | None = None,
    ) -> Answer:
        """Answers a message, once: a message that was answered is answered alike, without being taken again.

        What somebody says in several messages, until the conversation is quiet, is one text, and is answered once.

        Args:
            on_new_message: Rasa.
            conversation_id: whose message, where answers are delivered; else it is the conversation of the address, made at
                its first use.
            message_id: the same when the message comes again.
            text: what was typed.
            channel: name of the channel.
            address: where on the channel the person is.
            is_signal: the text is the channel's own, nobody typed it.
            parse: reads a text as Rasa does, to know what is for the bot while a person holds the conversation, and what is a
                yes or a no to an earlier question.
            seen: id of what was said last, as far as the person saw; None: all that was said before the message arrived.

        Raises:
            RefusedError: the message is not taken (when answers are not delivered from the outbox).
            EndedError: the address leads nowhere any more (likewise).
            TurnTroubleError: nothing answered.
        """
        arrival = Arrival(
            conversation_id or "",
            message_id,
            text if is_signal else neutralise(text),
            channel,
            address,
            is_signal,
            seen,
        )
        try:
            return await self._answer(on_new_message, arrival, parse)
        except SQLAlchemyError as error:
            logger.error("a message waits for the database: %s", type(error).__name__)
            raise TurnTroubleError from error

    async def _answer(self, on_new_message: OnNewMessage, arrival: Arrival, parse: Parse | None) -> Answer:
        # What is delivered has waited in the inbox.
        cursor, seconds = 0, None
        if not self._delivers:
            arrival, cursor, seconds = self._book.look(arrival, self._gatherings)
        here = arrival.conversation_id
        if seconds is None:
            outcome = await self._take_alone(on_new_message, arrival, parse)
        else:
            async with self._gatherings.join(here, arrival.message_id, arrival.text, seconds) as gathering:
                outcome = await self._take_alone(on_new_message, arrival, parse, gathering)
        if isinstance(outcome, Moved):
            arrival = replace(arrival, conversation_id=outcome.conversation_id, message_id=outcome.message_id)
            outcome = await self._take_alone(on_new_message, arrival, parse)
        if isinstance(outcome, Moved):
            raise TurnTroubleError
        return Answer(outcome, cursor, is_elsewhere=arrival.conversation_id != here)

    def give_up(self, conversation_id: str, message_id: str, *, channel: str, address: str) -> None:
        """Tells the person that a message could not be answered, and lets those behind it pass."""
        self._book.give_up(Arrival(conversation_id, message_id, "", channel, address, False))

    async def _take_alone(
        self, on_new_message: OnNewMessage, arrival: Arrival, parse: Parse | None, gathering: Gathering | None = None
    ) -> Parts | Moved:
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
        self, on_new_message: OnNewMessage, arrival: Arrival, parse: Parse | None, gathering: Gathering
    ) -> Parts:
        """Takes what was gathered, unless another of its requests has; what cannot be taken together goes in order."""
        self._gatherings.close(arrival.conversation_id, gathering)
        while arrival.message_id not in gathering.told:
            first, *others = (replace(arrival, message_id=key, text=text) for key, text in gathering.untold())
            together = {first.message_id}
            try:
                outcome = await self._take(on_new_message, first, parse, others, together)
                gathering.tell(together, TurnTroubleError() if isinstance(outcome, Moved) else outcome)
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
        arrival: Arrival,
        parse: Parse | None,
        others: Sequence[Arrival] = (),
        together: set[str] | None = None,
    ) -> Parts | Moved:
        """Takes a message; with it those of the others that are the same answer, whose ids are added to `together`."""
        whose = Whose.BOT if arrival.is_signal else None
        intent: str | None = None
        while isinstance(outcome := self._book.begin(arrival, others, whose=whose, intent=intent), Held | Overtaken):
            try:
                if isinstance(outcome, Held):
                    whose = await _whose(outcome, parse)
                else:
                    intent = await _intent_of(outcome.text, parse)
            except GraphComponentException as error:  # a person of the team can read it
                _report_unreadable(error, arrival)
                whose, intent = whose or Whose.TEAM, intent or ""
        if not isinstance(outcome, Ready):
            return outcome
        if together is not None:
            together |= outcome.joined
        return await self._hand_over(on_new_message, arrival, outcome)

    async def _hand_over(self, on_new_message: OnNewMessage, arrival: Arrival, ready: Ready) -> Parts:
        with failed_actions() as failed, window_at_hand(arrival.conversation_id, ready.window):
            try:
                async with asyncio.timeout(settings().turn_seconds) as budget:
                    await on_new_message(
                        UserMessage(
                            ready.text, CollectingOutputChannel(), arrival.conversation_id,
                            input_channel=arrival.channel, message_id=arrival.message_id,
                            metadata={HELD: True} if ready.passes_on else None,
                        )
                    )  # fmt: skip
            except asyncio.CancelledError:
                self._book.failed(arrival)
                raise
            except GraphComponentException as error:  # the model would fail on this text again
                _report_unreadable(error, arrival)
                return self._book.set_aside(arrival, ready.text)
            except Exception as error:
                if budget.expired():
                    logger.error("a message of %d characters took too long and is set aside", len(ready.text))
                    return self._book.set_aside(arrival, ready.text)
                logger.error("a message could not be taken: %s", type(error).__name__)
                self._book.failed(arrival)
                raise TurnTroubleError from error
        answer = self._book.end(arrival, is_answered=not failed)
        if answer is None:
            raise TurnTroubleError
        return answer


async def _whose(held: Held, parse: Parse | None) -> Whose:
    """Returns whose a message is where a person of the team holds the conversation, or may be replied to; in doubt, theirs."""
    if held.is_awaited or pick(held.text, held.offered) is not None:
        return Whose.ANSWER
    if parse is None or held.text.startswith("/"):
        return Whose.TEAM
    parsed = await _parsed(held.text, parse)
    if parsed is None:
        return Whose.TEAM
    if held.is_offer and (parsed.get("intent") or {}).get("name") in _YES_OR_NO:
        return Whose.ANSWER
    intent, understood = Turn.of(parsed).intent, as_understood(parsed)
    if held.may_stop and (intent == STOP_REMINDER or fold(held.text) == STOP):
        return Whose.ANSWER
    if intent == DISTRESS:
        return Whose.BOT if understood.confidence >= SURE_CRY else Whose.TEAM
    if intent in FOR_THE_BOT and directive_of(held.text) is not None:
        return Whose.ANSWER
    if intent in FOR_THE_BOT and understood.is_sure:
        return Whose.BOTH
    is_short = len(held.text.split()) <= LONGEST_COURTESY
    return Whose.COURTESY if is_short and understood.is_sure and intent in _PARTING else Whose.TEAM


async def _intent_of(text: str, parse: Parse | None) -> str:
    """Returns the name of what a text says apart from any conversation; empty if it is not known."""
    parsed = None if parse is None else await _parsed(text, parse)
    return str(((parsed or {}).get("intent") or {}).get("name") or "")


async def _parsed(text: str, parse: Parse) -> dict[str, Any] | None:
    """Returns a text as Rasa reads it, None if that takes too long."""
    try:
        async with asyncio.timeout(settings().turn_seconds):
            return await parse(text)
    except TimeoutError:
        return None


def _report_unreadable(error: GraphComponentException, arrival: Arrival) -> None:
    """Logs where the model failed on a message, and in which conversation; `bot.base.logs` leaves out the errors' words."""
    logger.error("a message could not be read", exc_info=error, extra={"reference": arrival.conversation_id})
