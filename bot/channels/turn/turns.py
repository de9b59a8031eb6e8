"""One turn: a message is answered once and in order on every channel, even if a process crashes in between."""

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
from bot.channels.turn.batching import MessageBatch, MessageBatches
from bot.channels.turn.commands import escape_command
from bot.channels.turn.late_answers import NO, YES, NeedsIntent
from bot.channels.turn.turn_store import TurnStore
from bot.channels.turn.turn_types import (
    Admitted,
    MessageRejectedError,
    NeedsRouting,
    Parts,
    Redirected,
    Routing,
    TurnInput,
)
from bot.conversations.configured_locks import make_locks
from bot.conversations.locks import LocksUnavailableError
from bot.conversations.store import preloaded_window
from bot.patches.rasa_patches import failed_actions
from bot.records.conversations.event_rows import HELD
from bot.records.store.database import Database
from bot.understanding.reading.choices import pick
from bot.understanding.reading.directives import STOP, directive_of
from bot.understanding.reading.turn import STOP_REMINDER, Turn
from bot.understanding.reading.understood import as_understood

logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]
# Rasa's NLU, without the context of a conversation.
Parse = Callable[[str], Awaitable[dict[str, Any]]]
# Intents that the bot also answers during a takeover: rights, if the NLU is sure.
FOR_THE_BOT = frozenset({
    "ask_delete_my_data", "ask_erasure", "remove_field", "ask_access_my_data", "withdraw_note", "withdraw_comment",
    "strike_passage", "contest_passage", "restore_passage", "withdraw_topic", "call_off_human",
})  # fmt: skip
_YES_OR_NO = frozenset({YES, NO})
# A cry for help is kept from the team only if almost certain (« j'enlève mon manteau » scored 0.91).
DISTRESS, MIN_DISTRESS = "distress", 0.95
_PARTING = frozenset({"thanks", "goodbye"})
MAX_COURTESY_WORDS = 4  # of a message that only says thanks or goodbye


class TurnFailedError(Exception):
    """No reply was produced. The message may be sent again with the same id."""


@dataclass(frozen=True)
class Reply:
    """The reply to a message.

    Attributes:
        parts: messages as `{"id", "from", "text", "buttons", "at"}`; when delivered, only `text` and `buttons` are
            certain.
        cursor: id of the last event before the message; 0 where replies are delivered.
        is_elsewhere: a resume code led to another conversation.
    """

    parts: Parts
    cursor: int = 0
    is_elsewhere: bool = False


class Turns:
    """Answers the messages of one channel.

    All state is in the database: any process may send a message again at any time.

    Args:
        delivers: replies and rejections are posted to the outbox; otherwise the caller shows what is returned.
    """

    def __init__(self, database: Database, *, delivers: bool = False) -> None:
        self._store = TurnStore(database, delivers=delivers)
        self._delivers = delivers
        self._locks = make_locks("turns")
        self._batches = MessageBatches()

    @metrics.of_message
    async def take(  # noqa: PLR0913 - the fields of a message
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
    ) -> Reply:
        """Answer a message, once: the same id gets the same reply without being processed again.

        Messages of a conversation that follow each other within the debounce are answered together.

        Args:
            conversation_id: None on channels that do not deliver: the conversation of the address, created at its first
                use.
            text: as typed.
            is_signal: the text is a control message of the channel.
            parse: runs the NLU on a text, to route messages during a takeover and to recognise late answers.
            seen: id of the last event that the user saw; None for everything before the message arrived.

        Raises:
            MessageRejectedError: on channels whose replies are not delivered from the outbox.
            SessionExpiredError: the address has no conversation any more (on the same channels).
            TurnFailedError: no reply was produced.
        """
        arrival = TurnInput(
            conversation_id or "",
            message_id,
            text if is_signal else escape_command(text),
            channel,
            address,
            is_signal,
            seen,
        )
        try:
            return await self._answer(on_new_message, arrival, parse)
        except SQLAlchemyError as error:
            logger.error("database unavailable, message will be retried: %s", type(error).__name__)
            raise TurnFailedError from error

    async def _answer(self, on_new_message: OnNewMessage, arrival: TurnInput, parse: Parse | None) -> Reply:
        # Delivered messages have already waited in the inbox.
        cursor, seconds = 0, None
        if not self._delivers:
            arrival, cursor, seconds = self._store.locate(arrival, self._batches)
        conversation_id = arrival.conversation_id
        if seconds is None:
            outcome = await self._answer_locked(on_new_message, arrival, parse)
        else:
            async with self._batches.join(conversation_id, arrival.message_id, arrival.text, seconds) as batch:
                outcome = await self._answer_locked(on_new_message, arrival, parse, batch)
        if isinstance(outcome, Redirected):
            arrival = replace(arrival, conversation_id=outcome.conversation_id, message_id=outcome.message_id)
            outcome = await self._answer_locked(on_new_message, arrival, parse)
        if isinstance(outcome, Redirected):
            raise TurnFailedError
        return Reply(outcome, cursor, is_elsewhere=arrival.conversation_id != conversation_id)

    def give_up(self, conversation_id: str, message_id: str, *, channel: str, address: str) -> None:
        """Tell the user that a message cannot be answered, and unblock the messages after it."""
        self._store.give_up(TurnInput(conversation_id, message_id, "", channel, address, False))

    async def _answer_locked(
        self, on_new_message: OnNewMessage, arrival: TurnInput, parse: Parse | None, batch: MessageBatch | None = None
    ) -> Parts | Redirected:
        try:
            while True:
                if batch is not None:
                    await batch.quiet()
                async with self._locks.hold(arrival.conversation_id):
                    if batch is None:
                        return await self._process(on_new_message, arrival, parse)
                    if batch.seconds_left <= 0:  # nothing arrived while waiting for the lock
                        return await self._answer_batch(on_new_message, arrival, parse, batch)
        except LocksUnavailableError as error:
            logger.error("conversation lock unavailable, message will be retried: %s", error)
            raise TurnFailedError from error

    async def _answer_batch(
        self, on_new_message: OnNewMessage, arrival: TurnInput, parse: Parse | None, batch: MessageBatch
    ) -> Parts:
        """Answer a batch, unless another of its requests has; messages that cannot be answered together go in order."""
        self._batches.close(arrival.conversation_id, batch)
        while arrival.message_id not in batch.replies:
            first, *others = (replace(arrival, message_id=key, text=text) for key, text in batch.unanswered())
            together = {first.message_id}
            try:
                outcome = await self._process(on_new_message, first, parse, others, together)
                batch.set_replies(together, TurnFailedError() if isinstance(outcome, Redirected) else outcome)
            except MessageRejectedError as refusal:
                batch.set_replies(together, refusal)
            except BaseException:  # later messages must not overtake a failed one
                batch.set_replies([key for key, _ in batch.unanswered()], TurnFailedError())
                raise
        reply = batch.replies[arrival.message_id]
        if isinstance(reply, Exception):
            raise reply
        return reply

    async def _process(
        self,
        on_new_message: OnNewMessage,
        arrival: TurnInput,
        parse: Parse | None,
        others: Sequence[TurnInput] = (),
        together: set[str] | None = None,
    ) -> Parts | Redirected:
        """Answer a message; ids of the others that were joined to it are added to `together`."""
        routing = Routing.BOT if arrival.is_signal else None
        intent: str | None = None
        while isinstance(
            outcome := self._store.admit(arrival, others, routing=routing, intent=intent), NeedsRouting | NeedsIntent
        ):
            try:
                if isinstance(outcome, NeedsRouting):
                    routing = await _route(outcome, parse)
                else:
                    intent = await _intent_of(outcome.text, parse)
            except GraphComponentException as error:  # the team can read it
                _report_unreadable(error, arrival)
                routing, intent = routing or Routing.TEAM, intent or ""
        if not isinstance(outcome, Admitted):
            return outcome
        if together is not None:
            together |= outcome.joined
        return await self._send_to_rasa(on_new_message, arrival, outcome)

    async def _send_to_rasa(self, on_new_message: OnNewMessage, arrival: TurnInput, admitted: Admitted) -> Parts:
        with failed_actions() as failed, preloaded_window(arrival.conversation_id, admitted.window):
            try:
                async with asyncio.timeout(settings().turn_seconds) as budget:
                    await on_new_message(
                        UserMessage(
                            admitted.text, CollectingOutputChannel(), arrival.conversation_id,
                            input_channel=arrival.channel, message_id=arrival.message_id,
                            metadata={HELD: True} if admitted.passes_on else None,
                        )
                    )  # fmt: skip
            except asyncio.CancelledError:
                self._store.release(arrival)
                raise
            except GraphComponentException as error:  # the model would fail again
                _report_unreadable(error, arrival)
                return self._store.set_aside(arrival, admitted.text)
            except Exception as error:
                if budget.expired():
                    logger.error("a message of %d characters timed out and is set aside", len(admitted.text))
                    return self._store.set_aside(arrival, admitted.text)
                logger.error("a turn failed: %s", type(error).__name__)
                self._store.release(arrival)
                raise TurnFailedError from error
        answer = self._store.complete(arrival, is_answered=not failed)
        if answer is None:
            raise TurnFailedError
        return answer


async def _route(held: NeedsRouting, parse: Parse | None) -> Routing:
    """Whether a message during a takeover, or after a reply of the team, is for the bot. If in doubt, for the team."""
    if held.is_awaited or pick(held.text, held.offered) is not None:
        return Routing.ANSWER
    if parse is None or held.text.startswith("/"):
        return Routing.TEAM
    parsed = await _parsed(held.text, parse)
    if parsed is None:
        return Routing.TEAM
    if held.is_offer and (parsed.get("intent") or {}).get("name") in _YES_OR_NO:
        return Routing.ANSWER
    intent, understood = Turn.of(parsed).intent, as_understood(parsed)
    if held.may_stop and (intent == STOP_REMINDER or fold(held.text) == STOP):
        return Routing.ANSWER
    if intent == DISTRESS:
        return Routing.BOT if understood.confidence >= MIN_DISTRESS else Routing.TEAM
    if intent in FOR_THE_BOT and directive_of(held.text) is not None:
        return Routing.ANSWER
    if intent in FOR_THE_BOT and understood.is_sure:
        return Routing.BOTH
    is_short = len(held.text.split()) <= MAX_COURTESY_WORDS
    return Routing.COURTESY if is_short and understood.is_sure and intent in _PARTING else Routing.TEAM


async def _intent_of(text: str, parse: Parse | None) -> str:
    """The intent of a text regardless of the conversation; empty if unknown."""
    parsed = None if parse is None else await _parsed(text, parse)
    return str(((parsed or {}).get("intent") or {}).get("name") or "")


async def _parsed(text: str, parse: Parse) -> dict[str, Any] | None:
    """NLU result of a text, None on timeout."""
    try:
        async with asyncio.timeout(settings().turn_seconds):
            return await parse(text)
    except TimeoutError:
        return None


def _report_unreadable(error: GraphComponentException, arrival: TurnInput) -> None:
    """Log a model failure with its conversation; `bot.base.logs` strips the message of the error."""
    logger.error("the model failed on a message", exc_info=error, extra={"reference": arrival.conversation_id})
