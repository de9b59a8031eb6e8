"""Redaction of withdrawn words and ended takeovers in a conversation, and deletion of whole conversations."""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import phonenumbers
from sqlalchemy import delete, not_, or_, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.registration import CONTACTS, NAMES
from bot.base.text_cleanup import collapse_spaces
from bot.content.sentences import sentence
from bot.records.accounts import webhooks
from bot.records.conversations import unanswered
from bot.records.conversations.addresses import WEB
from bot.records.conversations.event_rows import BOT_MESSAGE, HELD, PERSON, USER_MESSAGE, redacted, without_quotes
from bot.records.models import (
    Address,
    Candidate,
    Conversation,
    ConversationEvent,
    HumanRequest,
    InboundMessage,
    LinkMail,
    OutboundMessage,
    Reminder,
    ResumeCode,
)

NO_CONSENT_HOURS = 24  # of inactivity, then a conversation without consent is deleted
_BETWEEN_WORDS = frozenset(" -'’")
_SHORT_MESSAGE = 12  # words
# How long after the last message a handoff keeps a conversation without consent.
MAX_HANDOFF_AGE = timedelta(days=7)


def has_consented(session: Session, conversation_id: str) -> bool:
    """Whether the candidate has consented, so that words may be stored."""
    conversation = session.get(Conversation, conversation_id)
    return conversation is not None and conversation.consented


def redact_takeover(session: Session, conversation_id: str, *, but: str | None = None) -> int:
    """Blank the messages between a candidate without consent and the team; returns how many.

    Args:
        but: id of a message to keep because it is still unread.
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None or conversation.consented:
        return 0
    session.flush()  # waits for a message being forwarded, so that it is read below
    is_said = ConversationEvent.mark.in_([HELD, PERSON]) | ConversationEvent.mark.is_(None)
    exchanged = select(ConversationEvent).where(ConversationEvent.conversation_id == conversation_id, is_said)
    number = 0
    for row in session.scalars(exchanged):
        is_passed_on = row.mark == HELD or (row.mark is None and row.data.get(HELD))
        if row.type_name == USER_MESSAGE and is_passed_on and (but is None or row.message_id != but):
            instead = ""
        elif row.type_name == BOT_MESSAGE and row.mark == PERSON:
            instead = sentence("redaction.takeover")
        else:
            continue
        if row.data["text"] != instead:
            row.data, number = {**row.data, "text": instead}, number + 1
    return number


def redact_ended_takeovers(session: Session) -> int:
    """Blank the takeovers of candidates without consent and without an open handoff; returns how many messages."""
    waits = select(HumanRequest.id).where(
        HumanRequest.conversation_id == Conversation.id, HumanRequest.handled_at.is_(None)
    )
    over = (
        select(Conversation.id)
        .join(ConversationEvent, ConversationEvent.conversation_id == Conversation.id)
        .where(Conversation.consented.is_(False), ConversationEvent.mark.in_([HELD, PERSON]), not_(waits.exists()))
        .distinct()
    )
    return sum(redact_takeover(session, conversation_id) for conversation_id in session.scalars(over).all())


def redact_words(
    session: Session, conversation_id: str, words: Iterable[str], *, within: str = "", quoted: Iterable[str] = ()
) -> None:
    """Remove withdrawn words from a conversation.

    The candidate's messages that say exactly this, alone or after a colon, are blanked. The bot's quotes of it, between
    « », are replaced.

    Args:
        words: whole answers and quotes of them.
        within: any message of the candidate that contains this is blanked.
        quoted: words by others, replaced in the bot's messages only.
    """
    gone = {collapse_spaces(text): text for text in words if text.strip()}
    held = collapse_spaces(within)
    read_out = [*gone.values(), *quoted]
    if not read_out:
        return
    session.flush()
    for row in session.scalars(select(ConversationEvent).where(ConversationEvent.conversation_id == conversation_id)):
        if row.type_name == BOT_MESSAGE:
            row.data = without_quotes(row.data, read_out, sentence("redaction.answer"))
            continue
        said = collapse_spaces(row.data["text"])
        if {said, said.partition(":")[2].strip()} & gone.keys() or (held and held in said):
            row.data = redacted(row.data)


def redact_field(session: Session, conversation_id: str, field: str, value: Any) -> None:
    """Replace a removed field's value in the messages, in any spelling. Long messages are searched for contacts only.

    Args:
        value: in its normalised form.
    """
    said = _value_pattern(field, value)
    if said is None:
        return
    session.flush()
    for row in session.scalars(select(ConversationEvent).where(ConversationEvent.conversation_id == conversation_id)):
        text = row.data["text"]
        is_long = row.type_name == USER_MESSAGE and len(text.split()) > _SHORT_MESSAGE
        if not is_long or field in CONTACTS:
            row.data = {**row.data, "text": said.sub(lambda _: sentence("redaction.field"), text)}


def _value_pattern(field: str, value: Any) -> re.Pattern[str] | None:
    """Pattern of a field's value as candidates write it; None if the field does not identify them (distance, date)."""
    if field == "phone":
        number = phonenumbers.parse(value)
        digits = r"\W?".join(str(number.national_number))
        said = rf"(?:(?:\+|00){number.country_code}\W*(?:0\W*)?|\b0\W?){digits}(?!\d)"
    elif field == "town" or field in {*NAMES, *CONTACTS}:
        words = _spelling_pattern(value["commune"] if field == "town" else value)
        said = rf"(?<![\w@])(?<!\w[.-]){words}(?![\w@]|[.-]\w)"  # whole words, not inside an address
    else:
        return None
    return re.compile(said, re.IGNORECASE)


def _spelling_pattern(words: str) -> str:
    """Pattern of words with or without accents, hyphens and apostrophes.

    A run of separators is one repetition: several optional ones would backtrack exponentially.
    """
    made = []
    for is_between, group in itertools.groupby(words.strip(" -'’"), lambda character: character in _BETWEEN_WORDS):
        characters = "".join(group)
        made.append(rf"\W{{0,{len(characters)}}}" if is_between else "".join(map(_letter_pattern, characters)))
    return "".join(made)


def _letter_pattern(character: str) -> str:
    return f"[{character}{unicodedata.normalize('NFD', character)[0]}]" if character.isalnum() else re.escape(character)


def delete_conversation(session: Session, conversation_id: str, *, asking: InboundMessage | None = None) -> None:
    """Delete a conversation: events, state, channel messages, addresses, codes, reminders, handoffs.

    Its questions no longer count among the unanswered ones.

    Args:
        asking: the candidate's message that requests it. Unanswered messages of its channel and its web session stay.
    """
    conversation = session.get(Conversation, conversation_id)
    for entry in (conversation.slots.get(unanswered.COUNTED_SLOT) or ()) if conversation else ():
        unanswered.subtract(session, unanswered.Entry.from_slot(entry))
    for table in (ConversationEvent, OutboundMessage, ResumeCode, LinkMail, Reminder, HumanRequest):
        session.execute(delete(table).where(table.conversation_id == conversation_id))
    inbound = delete(InboundMessage).where(InboundMessage.conversation_id == conversation_id)
    addresses = delete(Address).where(Address.conversation_id == conversation_id)
    if asking is not None:
        is_elsewhere = or_(InboundMessage.address.is_(None), InboundMessage.address != asking.address)
        is_over = or_(InboundMessage.answered_at.is_not(None), is_elsewhere)
        inbound = inbound.where(is_over, InboundMessage.id != asking.id)
        if asking.channel == WEB:
            addresses = addresses.where(or_(Address.channel != WEB, Address.address != asking.address))
    session.execute(inbound)
    session.execute(addresses)
    session.execute(delete(Conversation).where(Conversation.id == conversation_id))


def delete_dossier(session: Session, conversation_id: str, *, asking: InboundMessage | None = None) -> None:
    """Delete the registration, its notes with versions, and the conversation."""
    candidate = session.scalar(select(Candidate).where(Candidate.conversation_id == conversation_id))
    if candidate is not None:
        webhooks.candidate_erased(session, candidate)
        session.delete(candidate)
        session.flush()
    delete_conversation(session, conversation_id, asking=asking)


def delete_without_consent(session: Session, hours: int = NO_CONSENT_HOURS) -> int:
    """Delete inactive conversations of candidates who never consented; returns how many.

    One with a handoff is kept until `hours` after the last reply, at most `MAX_HANDOFF_AGE`. Addresses without a
    conversation are deleted too.
    """
    now = clock.now()
    before = now - timedelta(hours=hours)
    is_recent = or_(
        HumanRequest.handled_at.is_(None), HumanRequest.handled_at > before, HumanRequest.written_at > before
    )
    waits = select(HumanRequest.id).where(HumanRequest.conversation_id == Conversation.id, is_recent).exists()
    is_over = or_(Conversation.last_message_at < now - MAX_HANDOFF_AGE, not_(waits))
    gone = session.scalars(
        select(Conversation.id).where(Conversation.consented.is_(False), Conversation.last_message_at < before, is_over)
    ).all()
    silent = session.scalars(
        select(Address.conversation_id)
        .outerjoin(Conversation, Conversation.id == Address.conversation_id)
        .where(Conversation.id.is_(None), Address.last_used_at < before)
    ).all()
    for conversation_id in (*gone, *silent):
        delete_conversation(session, conversation_id)
    return len(gone)
