"""Resuming a conversation elsewhere, with a code or with a link requested by e-mail."""

from sqlalchemy.orm import Session

from bot.base.settings import settings
from bot.channels.turn.commands import RESUME_WORDS, code_within, given_code, given_email
from bot.channels.turn.reply_log import ReplyLog
from bot.channels.turn.turn_types import Parts, Redirected, TurnInput
from bot.content.sentences import sentence
from bot.records.conversations import addresses, inbox, outbox, resume, resume_link_emails, takeovers
from bot.records.conversations.addresses import person_key
from bot.records.files import candidates, redaction
from bot.records.handoffs import handoffs

RESUME_SIGNAL = "/resume_here"


def resume_conversation(
    session: Session, reply_log: ReplyLog, arrival: TurnInput, text: str
) -> Parts | Redirected | None:
    """Handle a message that gives a resume code or asks for a link; None for any other message."""
    if (email := given_email(text)) is not None:
        return reply_log.say(session, arrival, f"{RESUME_WORDS} par e-mail", _send_link(session, arrival, email))
    code = given_code(text)
    # « Bonjour, voici mon code : … ». With a dossier here no code can be used, so the text is taken as it is.
    if code is None and (within := code_within(text)) and candidates.find(session, arrival.conversation_id) is None:
        code = within
    if code is not None:
        return _resume_by_code(session, reply_log, arrival, code)
    return None


def _resume_by_code(session: Session, reply_log: ReplyLog, arrival: TurnInput, code: str) -> Parts | Redirected:
    """Move this address to the code's conversation, or say why not."""
    conversation_id = arrival.conversation_id
    target = None
    if resume.peek(session, code) == conversation_id:
        problem = sentence("resume_code.already_here")
    elif candidates.find(session, conversation_id) is not None:
        problem = _own_file(arrival)
    elif takeovers.find_takeover(session, conversation_id) is not None:
        problem = sentence("resume_code.taken_over")
    elif not resume.may_attempt(session, arrival.channel, person_key(arrival.address)):
        problem = sentence("resume_code.too_many")
    else:
        target = resume.redeem(session, code, arrival.channel, person_key(arrival.address))
        problem = _wrong_code() if target is None else sentence("resume_code.already_here")
    if target is None or target == conversation_id:
        return reply_log.say(session, arrival, f"{RESUME_WORDS} {resume.CODE_PLACEHOLDER}", problem)
    addresses.reassign(session, arrival.channel, arrival.address, target)
    others = addresses.other_addresses(session, target, arrival.channel, arrival.address)
    outbox.notify_elsewhere(session, others, target, sentence("resume_code.moved"))
    row = inbox.get_or_add(session, conversation_id, arrival.message_id)
    row.text = RESUME_SIGNAL
    session.flush()
    inbox.reassign_waiting(session, conversation_id, target)
    handoffs.move(session, conversation_id, target)
    redaction.delete_conversation(session, conversation_id)
    return Redirected(target, row.message_id)


def _own_file(arrival: TurnInput) -> str:
    """Why a dossier is not replaced; for someone else's dossier on a shared device, what to do instead."""
    own_way = (
        sentence("resume_code.own_browser") if arrival.channel == addresses.WEB else sentence("resume_code.own_account")
    )
    return sentence("resume_code.own_dossier", own_way=own_way)


def _wrong_code() -> str:
    wrong_link = f" {sentence('resume_code.wrong_link')}" if settings().smtp_url else ""
    return sentence("resume_code.wrong_code") + wrong_link


def _send_link(session: Session, arrival: TurnInput, email: str) -> str:
    """Request an e-mail with links to the dossiers of an address. The reply never reveals whether there are any."""
    if settings().smtp_url is None:
        return sentence("resume_code.no_links")
    if candidates.find(session, arrival.conversation_id) is not None:
        return _own_file(arrival)
    asked_by = f"link {arrival.channel}"  # counted apart, so that the link's code can be used at once
    if not resume.may_attempt(session, asked_by, person_key(arrival.address)):
        return sentence("resume_code.too_many")
    resume.record_attempt(session, asked_by, person_key(arrival.address))
    resume_link_emails.request(session, email)
    return sentence("resume_code.link_sent")
