"""Tabs of a dossier other than its answers: FAQ questions, timeline, conversation, accesses, notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.content.faq import load_faq
from bot.records.accounts import api_tokens
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.conversations import transcripts
from bot.records.conversations.event_rows import USER_MESSAGE
from bot.records.desk import application_status, dossier_accesses, recruiter_notes
from bot.records.models import Candidate, HumanRequest, Note
from bot.recruiting.dossiers import view_state
from bot.recruiting.dossiers.masked_conversation import mask_transcript
from bot.recruiting.dossiers.status_words import STATUSES

PAGE_SIZE = 40


@dataclass(frozen=True)
class AskedQuestion:
    """A question to the assistant, with the titles of the FAQ answers it got, if any."""

    at: float
    words: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class TimelineEvent:
    """An event of the timeline; `by` is a colleague's name."""

    at: datetime
    words: str
    by: str | None = None


def tab_context(
    session: Session, me: RecruiterUser, candidate: Candidate, tab: str, before: int | None = None
) -> dict[str, Any]:
    """Template variables of a tab.

    Args:
        tab: one of `view_state.TABS`.
        before: id of a message; only earlier ones are shown.
    """
    if tab == view_state.QUESTIONS:
        return {"questions": _asked_questions(mask_transcript(_transcript(session, candidate), candidate))}
    if tab == view_state.TIMELINE:
        return {"happenings": sorted(_timeline(session, me, candidate), key=lambda one: one.at)}
    if tab == view_state.CONVERSATION:
        return _conversation(session, candidate, before)
    if tab == view_state.ACCESSES:
        return {
            "readers": dossier_accesses.structures_with_access(session, candidate.id),
            "programs": api_tokens.list_accesses(session, candidate, at=me),
            "colleagues": dossier_accesses.colleagues_with_access(session, me, candidate.id),
        }
    if tab == view_state.NOTES:
        return {"written": recruiter_notes.list_notes(session, me, candidate.id), "longest": recruiter_notes.MAX_LENGTH}
    return {}


def _transcript(session: Session, candidate: Candidate, before: int | None = None) -> list[dict[str, Any]]:
    return transcripts.read(session, candidate.conversation_id, before=before, for_team=True)


def _conversation(session: Session, candidate: Candidate, before: int | None) -> dict[str, Any]:
    said = _transcript(session, candidate, before)
    recent = said[-PAGE_SIZE:]
    return {
        "transcript": mask_transcript(recent, candidate),
        "earlier": recent[0]["id"] if len(said) > len(recent) else None,
        "is_latest": before is None,
    }


def _asked_questions(transcript: list[dict[str, Any]]) -> list[AskedQuestion]:
    """Messages that an FAQ answer follows, or that the assistant searched the FAQ for."""
    titles = {answer.text: answer.title for answer in load_faq().values()}
    found: list[tuple[dict[str, Any], list[str]]] = []
    for said in transcript:
        if said["from"] == USER_MESSAGE:
            found.append((said, []))
        elif found and said["text"] in titles:
            found[-1][1].append(titles[said["text"]])
    return [
        AskedQuestion(said["at"], said["text"], tuple(answers))
        for said, answers in found
        if said["text"] and not said.get("private") and (answers or said.get("asks"))
    ]


def _timeline(session: Session, me: RecruiterUser, candidate: Candidate) -> Iterator[TimelineEvent]:
    yield TimelineEvent(candidate.consented_at, f"Accord donné (notice {candidate.notice_version})")
    if candidate.confirmed_at:
        yield TimelineEvent(candidate.confirmed_at, "Inscription confirmée par la personne")
    for number, note in candidate.numbered_notes:
        yield from _note_events(number, note)
    for change in application_status.history(session, candidate.id, me.structure_id):
        told = ", dit à la personne" if change.told else ""
        yield TimelineEvent(
            change.at, f"Statut : {STATUSES[change.status].lower()}{told}", change.by or "compte effacé"
        )
    handoffs = select(HumanRequest).where(HumanRequest.conversation_id == candidate.conversation_id)
    for handoff in session.scalars(handoffs):
        yield TimelineEvent(handoff.created_at, "Demande de parler à une personne de l'équipe")
        if handoff.handled_at:
            ended = "Demande annulée par la personne" if handoff.called_off_at else "Demande traitée"
            yield TimelineEvent(handoff.handled_at, ended)


def _note_events(number: int, note: Note) -> Iterator[TimelineEvent]:
    name = f"Situation {number}"
    if note.skipped:
        yield TimelineEvent(note.asked_at, f"{name} passée")
    if note.answered_at:
        yield TimelineEvent(note.answered_at, f"{name} : réponse donnée")
    yield from (TimelineEvent(row.replaced_at, f"{name} : réponse modifiée") for row in note.earlier)
    if note.withdrawn_at:
        yield TimelineEvent(note.withdrawn_at, f"{name} : réponse retirée")
    yield from (TimelineEvent(row.created_at, f"{name} : commentaire ajouté") for row in note.comments)
