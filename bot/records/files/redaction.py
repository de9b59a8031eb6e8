"""What is forgotten of a conversation: words that were taken back, an exchange that is over, all of it."""

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
from bot.records.accounts import webhooks
from bot.records.conversations import unanswered
from bot.records.conversations.addresses import WEB
from bot.records.conversations.event_rows import BOT_MESSAGE, HELD, PERSON, USER_MESSAGE, redacted, without_quotes
from bot.records.conversations.unanswered import one_line
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

FORGOTTEN = "(message effacé à la fin de l'échange)"
WITHDRAWN_WORDS = "« (réponse retirée) »"
TAKEN_OUT = "(retiré)"
NO_CONSENT_HOURS = 24  # of silence, after which a conversation without agreement goes
_BETWEEN_WORDS = frozenset(" -'’")
_SHORT_MESSAGE = 12  # words
# For how long after the last message a request for a human keeps a conversation without agreement.
MAX_HANDOFF_AGE = timedelta(days=7)


def redact_takeover(session: Session, conversation_id: str, *, but: str | None = None) -> int:
    """Blanks what a person who never agreed and one of the team wrote to each other; returns how many messages.

    Args:
        session: an open session.
        conversation_id: the conversation.
        but: a message that stays, since nobody has read it.
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None or conversation.consented:
        return 0
    session.flush()  # who is passing something on is waited for, and what it was is read below
    is_said = ConversationEvent.mark.in_([HELD, PERSON]) | ConversationEvent.mark.is_(None)
    exchanged = select(ConversationEvent).where(ConversationEvent.conversation_id == conversation_id, is_said)
    number = 0
    for row in session.scalars(exchanged):
        is_passed_on = row.mark == HELD or (row.mark is None and row.data.get(HELD))
        if row.type_name == USER_MESSAGE and is_passed_on and (but is None or row.message_id != but):
            instead = ""
        elif row.type_name == BOT_MESSAGE and row.mark == PERSON:
            instead = FORGOTTEN
        else:
            continue
        if row.data["text"] != instead:
            row.data, number = {**row.data, "text": instead}, number + 1
    return number


def redact_ended_takeovers(session: Session) -> int:
    """Blanks what is left of exchanges of people who never agreed, where nothing waits for the team; returns how many messages."""
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
    """Removes words that their author took back from the conversation.

    Messages of the person that say exactly that, alone or behind a colon, are blanked; where the bot read them back, between « », it quotes them
    no more.

    Args:
        session: an open session.
        conversation_id: the conversation.
        words: whole answers, and quotes of them.
        within: words that go with any message of the person that holds them.
        quoted: words of others about them, which go where the bot read them out alone.
    """
    gone = {one_line(text): text for text in words if text.strip()}
    held = one_line(within)
    read_out = [*gone.values(), *quoted]
    if not read_out:
        return
    session.flush()
    for row in session.scalars(select(ConversationEvent).where(ConversationEvent.conversation_id == conversation_id)):
        if row.type_name == BOT_MESSAGE:
            row.data = without_quotes(row.data, read_out, WITHDRAWN_WORDS)
            continue
        said = one_line(row.data["text"])
        if {said, said.partition(":")[2].strip()} & gone.keys() or (held and held in said):
            row.data = redacted(row.data)


def redact_field(session: Session, conversation_id: str, field: str, value: Any) -> None:
    """Removes a field's value, which was taken out of the file, from what was said, wherever it stands as it was written.

    Names and towns are words like others: of the person's messages only short ones are looked through for them.

    Args:
        session: an open session.
        conversation_id: the conversation.
        field: name of the field.
        value: its normal form.
    """
    said = _pattern(field, value)
    if said is None:
        return
    session.flush()
    for row in session.scalars(select(ConversationEvent).where(ConversationEvent.conversation_id == conversation_id)):
        text = row.data["text"]
        is_long = row.type_name == USER_MESSAGE and len(text.split()) > _SHORT_MESSAGE
        if not is_long or field in CONTACTS:
            row.data = {**row.data, "text": said.sub(TAKEN_OUT, text)}


def _pattern(field: str, value: Any) -> re.Pattern[str] | None:
    """Returns what finds a field's value as people write it; None where it says nothing of who it is: a distance, a date."""
    if field == "phone":
        number = phonenumbers.parse(value)
        digits = r"\W?".join(str(number.national_number))
        said = rf"(?:(?:\+|00){number.country_code}\W*(?:0\W*)?|\b0\W?){digits}(?!\d)"
    elif field == "town" or field in {*NAMES, *CONTACTS}:
        words = _as_written(value["commune"] if field == "town" else value)
        said = rf"(?<![\w@])(?<!\w[.-]){words}(?![\w@]|[.-]\w)"  # whole words, and none within an address
    else:
        return None
    return re.compile(said, re.IGNORECASE)


def _as_written(words: str) -> str:
    """Returns the pattern of words with or without accents, hyphens and apostrophes.

    Several of these in a row are one repetition: each by itself optional, they could be shared out in endless ways.
    """
    made = []
    for is_between, group in itertools.groupby(words.strip(" -'’"), lambda sign: sign in _BETWEEN_WORDS):
        signs = "".join(group)
        made.append(rf"\W{{0,{len(signs)}}}" if is_between else "".join(map(_as_letter, signs)))
    return "".join(made)


def _as_letter(sign: str) -> str:
    return f"[{sign}{unicodedata.normalize('NFD', sign)[0]}]" if sign.isalnum() else re.escape(sign)


def delete_conversation(session: Session, conversation_id: str, *, asking: InboundMessage | None = None) -> None:
    """Deletes a conversation: what was said, state, channel messages, addresses, codes, reminders and requests.

    So goes what it counted among the questions for the editors.

    Args:
        session: an open session.
        conversation_id: the conversation.
        asking: the message of the person that asks for it, if any. What waits where it was written stays, and so does the
            website's session, a random id, if it was written there. Every other session leads nowhere from now on.
    """
    conversation = session.get(Conversation, conversation_id)
    slots = ((conversation.state if conversation else None) or {}).get("slots") or {}
    for entry in slots.get(unanswered.COUNTED) or ():
        unanswered.uncount(session, entry)
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
    """Deletes the registration of a conversation, its notes and their versions, and the conversation (`delete_conversation`)."""
    candidate = session.scalar(select(Candidate).where(Candidate.conversation_id == conversation_id))
    if candidate is not None:
        webhooks.candidate_erased(session, candidate)
        session.delete(candidate)
        session.flush()
    delete_conversation(session, conversation_id, asking=asking)


def delete_without_consent(session: Session, hours: int = NO_CONSENT_HOURS) -> int:
    """Deletes conversations of people who never agreed to be registered and are gone since; returns how many.

    One in which the team was asked for stays until it was answered so many hours ago, for `LONGEST_REQUEST` at most. So go
    addresses that nothing was said at, beyond what the channel itself answered.
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
