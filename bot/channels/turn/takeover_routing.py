"""Routing of messages during a takeover, or after a reply of the team: to the team member or to the bot."""

import re
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot.base.text import fold
from bot.channels.turn.reply_log import ReplyLog
from bot.channels.turn.resume import RESUME_SIGNAL
from bot.channels.turn.turn_types import NeedsRouting, Parts, Routing, TurnInput
from bot.content.sentences import sentence
from bot.records.conversations import (
    candidate_replies,
    conversations,
    inbox,
    reminders,
    reply_notifications,
    takeover_ends,
    takeover_messages,
    transcripts,
)
from bot.records.conversations.event_rows import ASIDE, HELD
from bot.records.conversations.windows import Window
from bot.records.models import Conversation, HumanRequest
from bot.understanding.reading.acts import CHANGE, OFFER
from bot.understanding.reading.choices import pick
from bot.understanding.reading.turn import ERASURE_QUESTION, pending_question

_BACK = re.compile(
    r"(?:retour|revenir|je veux revenir) (?:a|vers) l assistant|(?:continuer|reprendre) avec l assistant"
)
_GO_ON = frozenset({"continuer", "reprendre"})  # alone, after a reply of the team
# Actions that set `awaiting` to a question of their own.
_ASKING = frozenset({
    "action_amend_note", "action_strike_passage", "action_comment_note", "action_choose_field", "action_correct_registration",
})  # fmt: skip


def routing_context(session: Session, arrival: TurnInput, text: str, window: Window) -> NeedsRouting:
    """What decides whether a message is for the bot: its pending question, unless the team wrote since."""
    conversation_id, slots = arrival.conversation_id, (window.state or {}).get("slots") or {}
    awaiting, actions = slots.get("awaiting"), transcripts.last_actions(session, conversation_id)
    held = NeedsRouting(
        text,
        reply_notifications.is_opted_in(session, conversation_id) or reminders.is_opted_in(session, conversation_id),
    )
    if actions is None:
        return held
    pending, offered = pending_question(slots), transcripts.latest_choices(session, conversation_id)
    is_awaited = (
        pending == CHANGE or awaiting == ERASURE_QUESTION or (awaiting is not None and not _ASKING.isdisjoint(actions))
    )
    return replace(held, is_awaited=is_awaited, is_offer=pending == OFFER, offered=offered)


@dataclass(frozen=True)
class ForBot:
    """A message that the bot answers although the team could read it.

    Attributes:
        text: as Rasa gets it.
        passes_on: the team sees the message too.
    """

    text: str
    passes_on: bool = False


def forward_to_team_member(
    session: Session, reply_log: ReplyLog, arrival: TurnInput, text: str, held: HumanRequest, routing: Routing | None
) -> Parts | ForBot:
    """Forward a message to the team member who took over; the bot stays silent.

    What the bot answers itself is forwarded as well, except a cry for help.
    """
    if routing is Routing.BOT:
        return ForBot(text)
    if routing in {Routing.ANSWER, Routing.BOTH}:
        return ForBot(text, passes_on=True)
    if text == RESUME_SIGNAL:
        return reply_log.say(session, arrival, "", sentence("turn.takeover_continues"))
    _record(session, arrival, text, HELD)
    if asks_for_bot(text):
        takeover_ends.return_to_bot(session, held.id)
    else:
        conversations.clear_pending(session, arrival.conversation_id, ERASURE_QUESTION)
        takeover_ends.notify_if_unanswered(session, held, arrival.message_id)
    return _complete(session, reply_log, arrival)


def forward_reply(
    session: Session, reply_log: ReplyLog, arrival: TurnInput, text: str, request: HumanRequest, routing: Routing | None
) -> Parts | ForBot:
    """Forward a message to the team as a reply to what it wrote, after the takeover has ended.

    The candidate is told, and can say that the message was for the bot, or go on with the bot.
    """
    conversation_id = arrival.conversation_id
    if routing in {Routing.BOT, Routing.ANSWER}:
        return ForBot(text)
    if text == RESUME_SIGNAL:
        return reply_log.say(
            session, arrival, "", f"{sentence('takeover.bot_is_back')} {sentence('takeover.reply_here')}"
        )
    chosen = _chosen(session, conversation_id, text)
    if (
        chosen == sentence("takeover.for_the_bot")
        and (words := candidate_replies.retract_last(session, request)) is not None
    ):
        if (row := inbox.find(session, conversation_id, arrival.message_id)) is not None:
            row.text = words  # a retry of the message must find them
        return ForBot(words)
    if chosen is not None or (
        routing is Routing.COURTESY and not candidate_replies.team_asked_question(session, conversation_id)
    ):
        candidate_replies.stop_awaiting(session, request)
        if chosen is None:
            return ForBot(text)
        _record(session, arrival, text, ASIDE)
        waits = sentence("takeover.still_awaited") if request.handled_at is None else ""
        takeover_messages.repeat_pending_question(session, conversation_id, sentence("takeover.goes_on") + waits)
        return _complete(session, reply_log, arrival)
    is_first = not candidate_replies.has_replied(session, request)
    candidate_replies.reopen(session, request)
    if routing is Routing.BOTH:
        return ForBot(text, passes_on=True)
    _record(session, arrival, text, HELD)
    tell_passed_on(session, conversation_id, is_first=is_first)
    return _complete(session, reply_log, arrival)


def tell_passed_on(session: Session, conversation_id: str, *, is_first: bool) -> None:
    """Tell the candidate that their reply was forwarded, and how to go on with the bot."""
    text = sentence("takeover.forwarded") if is_first else sentence("takeover.forwarded_too")
    conversation = session.get(Conversation, conversation_id)
    if is_first and (conversation is None or not conversation.consented):
        text += sentence("takeover.not_kept")
    offered = [sentence("takeover.for_the_bot"), sentence("takeover.go_on")]
    takeover_messages.send(session, conversation_id, ASIDE, text, offered)


def _chosen(session: Session, conversation_id: str, text: str) -> str | None:
    """The choice a text stands for: that the message was for the bot, or to go on with it. None for other words."""
    folded = fold(text)
    if asks_for_bot(text) or folded in _GO_ON:
        return sentence("takeover.go_on")
    if folded == fold(sentence("takeover.for_the_bot")):
        return sentence("takeover.for_the_bot")
    offered = transcripts.latest_choices(session, conversation_id)
    # A number answers the team's question, unless the bot just offered these choices.
    picked = pick(text, offered) if len(offered) > 1 and folded.isdecimal() else None
    return offered[picked] if picked is not None and picked >= 0 else None


def _record(session: Session, arrival: TurnInput, text: str, mark: str) -> None:
    conversations.append_out_of_band(
        session, arrival.conversation_id, mark, text=text, message_id=arrival.message_id, channel=arrival.channel
    )


def _complete(session: Session, reply_log: ReplyLog, arrival: TurnInput) -> Parts:
    # On delivering channels the reply has already been posted.
    turn = (
        None
        if reply_log.delivers
        else transcripts.find_stored_turn(session, arrival.conversation_id, arrival.message_id)
    )
    return reply_log.complete(session, arrival, turn.answer if turn else [])


def asks_for_bot(text: str) -> bool:
    """Whether a message asks to leave the takeover and return to the bot."""
    return _BACK.fullmatch(fold(text)) is not None
