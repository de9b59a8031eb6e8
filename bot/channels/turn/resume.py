"""Resuming a conversation elsewhere, with a code or with a link requested by e-mail."""

from sqlalchemy.orm import Session

from bot.base.settings import settings
from bot.channels.turn.commands import RESUME_WORDS, code_within, given_code, given_email
from bot.channels.turn.reply_log import ReplyLog
from bot.channels.turn.turn_types import Parts, Redirected, TurnInput
from bot.content.sentences import sentence
from bot.records.conversations import addresses, inbox, outbox, resume_codes, resume_link_emails, takeovers
from bot.records.conversations.addresses import person_key
from bot.records.conversations.resume_codes import AttemptKind
from bot.records.files import candidates, redaction
from bot.records.handoffs import handoffs

# The message that gave the code is replaced by this one in the conversation it leads to: Rasa answers it by welcoming the
# candidate back (`ActionResumeHere`). Users cannot send it, because a leading slash that they type never reaches Rasa.
RESUME_SIGNAL = "/resume_here"


def resume_conversation(
    session: Session, reply_log: ReplyLog, arrival: TurnInput, text: str
) -> Parts | Redirected | None:
    """Handle a message that gives a resume code or asks for a link; None for any other message."""
    if (email := given_email(text)) is not None:
        reply = _reply_to_link_request(session, arrival, email)
        return reply_log.say(session, arrival, f"{RESUME_WORDS} par e-mail", reply)
    code = given_code(text)
    # « Bonjour, voici mon code : … ». With a dossier here no code can be used, so the text is taken as it is.
    if code is None and (embedded := code_within(text)) and candidates.find(session, arrival.conversation_id) is None:
        code = embedded
    if code is not None:
        return _resume_by_code(session, reply_log, arrival, code)
    return None


def _resume_by_code(session: Session, reply_log: ReplyLog, arrival: TurnInput, code: str) -> Parts | Redirected:
    """Move this address to the code's conversation, or say why not."""
    problem = _refusal(session, arrival, code)
    if problem is None:
        target = resume_codes.redeem(session, code, arrival.channel, person_key(arrival.address))
        if target is not None:
            return _move(session, arrival, target)
        problem = _wrong_code()
    return reply_log.say(session, arrival, f"{RESUME_WORDS} {resume_codes.CODE_PLACEHOLDER}", problem)


def _refusal(session: Session, arrival: TurnInput, code: str) -> str | None:
    """Why a code may not be redeemed here, in a sentence; None if it may be tried."""
    conversation_id = arrival.conversation_id
    if resume_codes.peek(session, code) == conversation_id:
        return sentence("resume_code.already_here")
    if candidates.find(session, conversation_id) is not None:
        return _existing_dossier_refusal(arrival)
    if takeovers.find_takeover(session, conversation_id) is not None:
        return sentence("resume_code.taken_over")
    if not resume_codes.may_attempt(session, arrival.channel, person_key(arrival.address), AttemptKind.CODE):
        return sentence("resume_code.too_many")
    return None


def _move(session: Session, arrival: TurnInput, target: str) -> Redirected:
    """Point this address at the target conversation and delete the one that it leaves."""
    conversation_id = arrival.conversation_id
    addresses.reassign(session, arrival.channel, arrival.address, target)
    other_addresses = addresses.other_addresses(session, target, arrival.channel, arrival.address)
    outbox.notify_elsewhere(session, other_addresses, target, sentence("resume_code.moved"))
    row = inbox.get_or_add(session, conversation_id, arrival.message_id)
    row.text = RESUME_SIGNAL
    session.flush()
    # Unanswered messages and handoffs must move before the conversation is deleted, which would delete them too.
    inbox.reassign_waiting(session, conversation_id, target)
    handoffs.move(session, conversation_id, target)
    redaction.delete_conversation(session, conversation_id)
    return Redirected(target, row.message_id)


def _existing_dossier_refusal(arrival: TurnInput) -> str:
    """Why a dossier is not replaced; for someone else's dossier on a shared device, what to do instead."""
    instructions = (
        sentence("resume_code.own_browser") if arrival.channel == addresses.WEB else sentence("resume_code.own_account")
    )
    return sentence("resume_code.own_dossier", instructions=instructions)


def _wrong_code() -> str:
    wrong_link = f" {sentence('resume_code.wrong_link')}" if settings().smtp_url else ""
    return sentence("resume_code.wrong_code") + wrong_link


def _reply_to_link_request(session: Session, arrival: TurnInput, email: str) -> str:
    """Queue an e-mail with resume links and return a reply that does not reveal whether the address has a dossier."""
    if settings().smtp_url is None:
        return sentence("resume_code.no_links")
    if candidates.find(session, arrival.conversation_id) is not None:
        return _existing_dossier_refusal(arrival)
    person = person_key(arrival.address)
    if not resume_codes.may_attempt(session, arrival.channel, person, AttemptKind.LINK):
        return sentence("resume_code.too_many")
    resume_codes.record_attempt(session, arrival.channel, person, AttemptKind.LINK)
    resume_link_emails.request(session, email)
    return sentence("resume_code.link_sent")
