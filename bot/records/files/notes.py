"""Motivation notes: a candidate's answer to one scenario, verbatim, with the quotes found in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.notes.masking import masking
from bot.records.accounts import webhooks
from bot.records.files import candidates
from bot.records.files.redaction import redact_words
from bot.records.models import Candidate, Note, NoteComment, NoteVersion, Rating, RatingVersion

Rows = list[dict[str, Any]]
CHOICE = "choice"  # why a scenario is skipped
_FIND = select(Note).where(Note.candidate_id == bindparam("of_candidate"), Note.question_id == bindparam("question"))


@dataclass(frozen=True)
class Question:
    """A scenario as it was asked.

    Attributes:
        id: of the scenario.
        version: of its wording.
        trait: id of the quality that it is about.
        text: the wording.
    """

    id: str
    version: str
    trait: str
    text: str


def get(session: Session, conversation_id: str, question_id: str) -> Note | None:
    """The note of a conversation for a scenario."""
    candidate = candidates.find(session, conversation_id)
    return session.scalar(_FIND, {"of_candidate": candidate.id, "question": question_id}) if candidate else None


def _open_note(
    session: Session, conversation_id: str, question: Question, rubric_version: str, asked_at: datetime | None
) -> Note:
    """The note for a scenario, created if there is none."""
    if (note := get(session, conversation_id, question.id)) is not None:
        return note
    candidate = candidates.get(session, conversation_id)
    note = Note(
        candidate_id=candidate.id,
        conversation_id=conversation_id,
        channel=candidate.channel,
        notice_version=candidate.notice_version,
        notice_acknowledged_at=candidate.consented_at,
        trait=question.trait,
        question_id=question.id,
        question_version=question.version,
        question=question.text,
        rubric_version=rubric_version,
        evidence=[],
        contested=[],
        asked_at=asked_at or clock.now(),
        expires_at=candidates.expiry(),
    )
    session.add(note)
    return note


def store_answer(
    session: Session,
    conversation_id: str,
    question: Question,
    answer: str,
    evidence: Rows,
    *,
    rubric_version: str,
    masks: Rows | None = None,
    asked_at: datetime | None = None,
) -> Note:
    """Save an answer; a different earlier answer is kept as a version. Idempotent.

    Args:
        answer: verbatim.
        evidence: quotes of the answer (`part` is `answer`).
        rubric_version: of the rubric that the quotes refer to.
        masks: spans of the answer to hide.

    Raises:
        LookupError: no registration is open in this conversation.
    """
    note = _open_note(session, conversation_id, question, rubric_version, asked_at)
    if note.answer == answer:
        return note
    if note.answer is not None:
        _add_version(note)
        note.amended_at = clock.now()
    note.answer = answer
    note.evidence = evidence
    _set_masks(note, masks)
    note.rubric_version = rubric_version
    note.skipped, note.skip_reason, note.withdrawn_at = False, None, None
    note.answered_at = clock.now()
    if asked_at is not None:
        note.seconds = max(0, round((note.answered_at - asked_at).total_seconds()))
    _changed(session, note)
    return note


def store_followup(
    session: Session,
    conversation_id: str,
    question_id: str,
    followup_question: str,
    answer: str | None,
    evidence: Rows,
    *,
    masks: Rows | None = None,
) -> None:
    """Save the neutral follow-up of a note: its answer (None if skipped), all quotes and all masks.

    Raises:
        LookupError: there is no note, or its answer was withdrawn.
    """
    note = get(session, conversation_id, question_id)
    if note is None or note.answer is None:
        raise LookupError("no answer to add the follow-up to")
    note.followup_question = followup_question
    note.followup_answer = answer
    note.evidence = evidence
    _set_masks(note, masks)
    _changed(session, note)


def store_skip(session: Session, conversation_id: str, question: Question, *, rubric_version: str) -> None:
    """Record that the candidate skipped a scenario that has no note yet."""
    if get(session, conversation_id, question.id) is None:
        note = _open_note(session, conversation_id, question, rubric_version, None)
        note.skipped, note.skip_reason = True, CHOICE
        _changed(session, note)


def amend(session: Session, note: Note, answer: str, evidence: Rows, masks: Rows | None = None) -> None:
    """Replace the text of a note; the earlier text is kept as a version. Idempotent."""
    if note.answer == answer and note.followup_answer is None:
        return
    if note.answer is not None:  # neither passed nor withdrawn
        _add_version(note)
    _replace_text(note, answer, evidence, masks)
    _changed(session, note)


def amend_erasing_history(
    session: Session, note: Note, answer: str, evidence: Rows, masks: Rows | None = None, *, struck: str = ""
) -> None:
    """Replace the text of a note and erase the earlier one, also in the conversation.

    Disputes and rating quotes of erased words go too.

    Args:
        struck: words no longer in the answer: messages of the candidate that contain them are blanked.
    """
    redact_words(session, note.conversation_id, _answer_texts(note), within=struck, quoted=_rating_texts(note))
    note.earlier.clear()
    note.contested = [row for row in note.contested if row["quote"] in answer]
    _replace_text(note, answer, evidence, masks)
    _changed(session, note)
    _unquote(note)


def _replace_text(note: Note, answer: str, evidence: Rows, masks: Rows | None) -> None:
    note.answer, note.evidence = answer, evidence
    note.followup_answer = None
    _set_masks(note, masks)
    note.skipped, note.skip_reason, note.withdrawn_at = False, None, None
    note.amended_at = clock.now()
    note.answered_at = note.answered_at or note.amended_at


def add_comment(session: Session, note: Note, text: str, masks: Rows | None = None) -> None:
    """Add the candidate's comment on a note. Idempotent."""
    if all(earlier.text != text for earlier in note.comments):
        note.comments.append(NoteComment(text=text, masks=masks or []))
        _changed(session, note)


def withdraw_comments(session: Session, note: Note) -> None:
    """Erase the candidate's comments on a note, also in the conversation."""
    redact_words(session, note.conversation_id, _comment_texts(note))
    note.comments.clear()
    _changed(session, note)


def withdraw(session: Session, note: Note) -> None:
    """Erase the words of a note, also in the conversation; the withdrawal itself stays recorded."""
    redact_words(
        session, note.conversation_id, [*_answer_texts(note), *_comment_texts(note)], quoted=_rating_texts(note)
    )
    note.answer, note.followup_answer, note.evidence, note.contested = None, None, [], []
    _set_masks(note, None)
    note.earlier.clear()
    note.comments.clear()
    note.ratings.clear()  # they quote and discuss erased words
    note.conclusions.clear()
    note.withdrawn_at, note.amended_at = clock.now(), None
    _changed(session, note)


def _changed(session: Session, note: Note) -> None:
    webhooks.candidate_changed(session, session.get_one(Candidate, note.candidate_id))


def _unquote(note: Note) -> None:
    """Clear rating quotes that are no longer in the answer."""
    shown = masking.apply_masks(note.answer or "", note.masks)
    for row in _rating_versions(note):
        if row.quote is not None and row.quote not in shown:
            row.quote = None


def _set_masks(note: Note, masks: Rows | None) -> None:
    note.masks = masks or []
    note.masked = bool(masks)


def _rating_texts(note: Note) -> list[str]:
    """Quotes, comments and conclusions of the ratings of a note, as the bot read them to the candidate."""
    rows = _rating_versions(note)
    said = [text for row in rows for text in (row.quote, row.comment, getattr(row, "reason", None)) if text]
    return said + [row.text for row in note.conclusions]


def _rating_versions(note: Note) -> list[Rating | RatingVersion]:
    return [*note.ratings, *(version for rating in note.ratings for version in rating.earlier)]


def _comment_texts(note: Note) -> list[str]:
    """Comments of a note, verbatim and masked."""
    return [text for row in note.comments for text in (row.text, masking.apply_masks(row.text, row.masks))]


def _answer_texts(note: Note) -> list[str]:
    """Answers and quotes of all versions of a note, verbatim and masked."""
    words: list[str] = []
    versions: list[Note | NoteVersion] = [note, *note.earlier]
    for version in versions:
        for part, text in ((masking.ANSWER, version.answer), (masking.FOLLOWUP, version.followup_answer)):
            if not text:
                continue
            laid = masking.lay_over(text, version.masks or [], part)
            words += [text, laid.text]
            for row in version.evidence:
                words.append(row["quote"])
                if row.get("part") == part:
                    start, end = laid.place(row["start"], row["end"])
                    words.append(laid.text[start:end])
    return words


def _add_version(note: Note) -> None:
    note.earlier.append(
        NoteVersion(
            answer=note.answer,
            followup_answer=note.followup_answer,
            evidence=note.evidence,
            masks=note.masks,
            how="amended",
        )
    )
