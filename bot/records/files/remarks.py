"""The remark: free text for recruiters that a candidate adds to the dossier. One per dossier."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.base.text import fold
from bot.notes.masking import masking
from bot.records.accounts import webhooks
from bot.records.files import candidates
from bot.records.files.notes import Rows
from bot.records.files.redaction import redact_words
from bot.records.models import Candidate
from bot.understanding.reading.quotation_matching import remove_passage

_MIN_WORDS_WITHIN = 3  # of a line that is also looked for inside longer messages


def visible_text(candidate: Candidate) -> str | None:
    """The remark with masks applied; None without one."""
    return None if candidate.remark is None else masking.apply_masks(candidate.remark, candidate.remark_masks)


def save(session: Session, conversation_id: str, text: str, masks: Rows) -> Candidate:
    """Set the remark of a dossier, erasing the previous one.

    Args:
        text: verbatim.
        masks: spans to hide.

    Raises:
        LookupError: no registration is open in this conversation.
    """
    candidate = candidates.get(session, conversation_id)
    if text != candidate.remark:
        _forget(session, candidate)
    candidate.remark, candidate.remark_masks = text, masks
    webhooks.candidate_changed(session, candidate)
    return candidate


def add(session: Session, conversation_id: str, text: str, find_masks: Callable[[str], Rows]) -> str | None:
    """Add a line to the remark of a dossier, unless it holds these words; the line with masks applied, None if unchanged.

    Args:
        find_masks: computes the masks of the whole remark.

    Raises:
        LookupError: no registration is open in this conversation.
    """
    candidate = candidates.get(session, conversation_id)
    if candidate.remark is not None and fold(text) in fold(candidate.remark):
        return None
    candidate.remark = text if candidate.remark is None else f"{candidate.remark}\n{text}"
    candidate.remark_masks = find_masks(candidate.remark)
    webhooks.candidate_changed(session, candidate)
    return str(visible_text(candidate)).splitlines()[-1]


def without(candidate: Candidate, words: str) -> str | None:
    """The remark without a passage that repeats the words, None if it holds no such passage."""
    if candidate.remark is None or not fold(words):
        return None
    return "" if fold(words) == fold(candidate.remark) else remove_passage(candidate.remark, words)


def withdraw(session: Session, candidate: Candidate) -> None:
    """Erase the remark, also in the conversation."""
    _forget(session, candidate)
    candidate.remark, candidate.remark_masks = None, []
    webhooks.candidate_changed(session, candidate)


def _forget(session: Session, candidate: Candidate) -> None:
    """Erase the words of the current remark from the conversation."""
    for text in filter(None, (candidate.remark, visible_text(candidate))):
        for line in {text, *text.splitlines()}:
            is_telling = len(line.split()) >= _MIN_WORDS_WITHIN
            redact_words(session, candidate.conversation_id, [line], within=line if is_telling else "")
