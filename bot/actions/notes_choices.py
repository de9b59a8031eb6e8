"""Notes in the chat: read back, and the choices to amend or withdraw them."""

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.interview import note_in_words, note_title
from bot.reading.turn import ALL_NOTES
from bot.records.candidates import find
from bot.records.models import Note


def numbered_notes(session: Session, conversation_id: str) -> list[tuple[int, Note]]:
    """Returns a person's notes with their numbers in the chat, from 1."""
    candidate = find(session, conversation_id)
    return list(enumerate(candidate.notes, start=1)) if candidate else []


def find_note(session: Session, conversation_id: str, named: str | None) -> Note | None:
    """Returns a person's note named by its number in the chat or by its question's id, if any."""
    for number, note in numbered_notes(session, conversation_id):
        if named in {str(number), note.question_id}:
            return note
    return None


def read_notes_back(session: Session, conversation_id: str, dispatcher: CollectingDispatcher) -> None:
    """Says each note in words."""
    rows = numbered_notes(session, conversation_id)
    if not rows:
        dispatcher.utter_message(response="utter_no_notes")
    for number, note in rows:
        dispatcher.utter_message(text=note_in_words(note, number))


def note_choices(session: Session, conversation_id: str) -> dict[str, str]:
    """Returns the choices to amend, withdraw or comment notes: title to directive."""
    choices = {}
    rows = numbered_notes(session, conversation_id)
    for number, note in rows:
        choices[f"Modifier la {note_title(number)}"] = f"intent:amend_note={note.question_id}"
        if note.answer is not None:
            choices[f"Retirer la {note_title(number)}"] = f"intent:withdraw_note={note.question_id}"
    if sum(note.answer is not None for _, note in rows) > 1:
        choices["Retirer toutes mes réponses"] = f"intent:withdraw_note={ALL_NOTES}"
    if rows:
        choices["Ajouter un commentaire"] = "intent:comment_note"
    if any(note.comments for _, note in rows):
        choices["Retirer mes commentaires"] = "intent:withdraw_comment"
    return choices
