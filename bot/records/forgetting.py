"""What is forgotten of a conversation: words that were taken back, an exchange that is over, all of it."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot import clock
from bot.records import unanswered
from bot.records.conversations import HELD, PERSON, WEB
from bot.records.models import (
    Address,
    Conversation,
    ConversationEvent,
    HumanRequest,
    InboundMessage,
    OutboundMessage,
    Reminder,
    ResumeCode,
)
from bot.records.said import BOT_MESSAGE, USER_MESSAGE, blanked, unquoted

FORGOTTEN = "(message effacé à la fin de l'échange)"
WITHDRAWN_WORDS = "« (réponse retirée) »"


def forget_held(session: Session, conversation_id: str) -> None:
    """Blanks what a person who never agreed and one of the team wrote to each other."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None or conversation.consented:
        return
    exchanged = select(ConversationEvent).where(
        ConversationEvent.conversation_id == conversation_id, ConversationEvent.mark.in_([HELD, PERSON])
    )
    for row in session.scalars(exchanged):
        if row.type_name == USER_MESSAGE and row.mark == HELD:
            row.data = {**row.data, "text": ""}
        elif row.type_name == BOT_MESSAGE and row.mark == PERSON:
            row.data = {**row.data, "text": FORGOTTEN}


def forget_words(session: Session, conversation_id: str, words: Iterable[str], *, within: str = "") -> None:
    """Removes words that their author took back from the conversation.

    Messages of the person that say exactly that, alone or behind a colon, are blanked; where the bot read them back, between « », it quotes them
    no more.

    Args:
        session: an open session.
        conversation_id: the conversation.
        words: whole answers, and quotes of them.
        within: words that go with any message of the person that holds them.
    """
    gone = {unanswered.one_line(text): text for text in words if text.strip()}
    held = unanswered.one_line(within)
    if not gone:
        return
    session.flush()
    for row in session.scalars(select(ConversationEvent).where(ConversationEvent.conversation_id == conversation_id)):
        if row.type_name == BOT_MESSAGE:
            row.data = unquoted(row.data, list(gone.values()), WITHDRAWN_WORDS)
            continue
        said = unanswered.one_line(row.data["text"])
        if {said, said.partition(":")[2].strip()} & gone.keys() or (held and held in said):
            unanswered.take_back(session, [row.data["text"]])  # an erasure will not find these words any more
            row.data = blanked(row.data)


def delete_conversation(session: Session, conversation_id: str, *, going_on: bool = False) -> None:
    """Deletes a conversation: what was said, state, channel messages, addresses, codes, reminders and requests.

    What was kept of it for the editors, which bears no name, is found by its words.

    Args:
        session: an open session.
        conversation_id: the conversation.
        going_on: the person is there: messages that wait for their answer stay, and so does the website's session,
            which is a random id.
    """
    said = select(ConversationEvent.data).where(
        ConversationEvent.conversation_id == conversation_id, ConversationEvent.type_name == USER_MESSAGE
    )
    unanswered.take_back(session, [data["text"] for data in session.scalars(said)])
    for table in (ConversationEvent, OutboundMessage, ResumeCode, Reminder, HumanRequest):
        session.execute(delete(table).where(table.conversation_id == conversation_id))
    inbound = delete(InboundMessage).where(InboundMessage.conversation_id == conversation_id)
    addresses = delete(Address).where(Address.conversation_id == conversation_id)
    if going_on:
        inbound = inbound.where(InboundMessage.answered_at.is_not(None))
        addresses = addresses.where(Address.channel != WEB)
    session.execute(inbound)
    session.execute(addresses)
    session.execute(delete(Conversation).where(Conversation.id == conversation_id))


def delete_unagreed(session: Session, hours: int = 24) -> int:
    """Deletes conversations of people who never agreed to be registered and are gone since; returns how many.

    So go addresses that nothing was said at, beyond what the channel itself answered.
    """
    before = clock.now() - timedelta(hours=hours)
    gone = session.scalars(
        select(Conversation.id).where(Conversation.consented.is_(False), Conversation.last_message_at < before)
    ).all()
    silent = session.scalars(
        select(Address.conversation_id)
        .outerjoin(Conversation, Conversation.id == Address.conversation_id)
        .where(Conversation.id.is_(None), Address.last_used_at < before)
    ).all()
    for conversation_id in (*gone, *silent):
        delete_conversation(session, conversation_id)
    return len(gone)
