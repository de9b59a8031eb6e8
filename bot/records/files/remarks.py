"""Remarks: what candidates have to say to who recruits, beside their answers. One a file; a new one takes its place."""

from sqlalchemy.orm import Session

from bot.notes.masking import masking
from bot.records.accounts import webhooks
from bot.records.files import candidates
from bot.records.files.notes import Rows
from bot.records.files.redaction import redact_words
from bot.records.models import Candidate


def visible_text(candidate: Candidate) -> str | None:
    """Returns the remark as its author and others read it, masks laid over; None without one."""
    return None if candidate.remark is None else masking.apply_masks(candidate.remark, candidate.remark_masks)


def save(session: Session, conversation_id: str, text: str, masks: Rows) -> Candidate:
    """Keeps a remark with the file of a conversation, and forgets the one before.

    Args:
        session: an open session.
        conversation_id: whose.
        text: verbatim.
        masks: what of it is not shown.

    Raises:
        LookupError: nobody is registered in this conversation.
    """
    candidate = candidates.find(session, conversation_id)
    if candidate is None:
        raise LookupError("no registration is open in this conversation")
    if text != candidate.remark:
        _forget(session, candidate)
    candidate.remark, candidate.remark_masks = text, masks
    webhooks.candidate_changed(session, candidate)
    return candidate


def withdraw(session: Session, candidate: Candidate) -> None:
    """Takes a remark back, here and in the conversation."""
    _forget(session, candidate)
    candidate.remark, candidate.remark_masks = None, []
    webhooks.candidate_changed(session, candidate)


def _forget(session: Session, candidate: Candidate) -> None:
    """Forgets in the conversation the words of a remark that goes."""
    words = [text for text in (candidate.remark, visible_text(candidate)) if text]
    redact_words(session, candidate.conversation_id, words)
