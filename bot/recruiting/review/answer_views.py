"""Answers as blind review shows them: without name, town or, by default, highlights."""

from collections.abc import Iterable, Sequence

from bot.content.interview import load_scenarios
from bot.notes.masking import masking
from bot.records.models import Note
from bot.recruiting.dossiers.note_views import NoteView, view_note

BEGINNING_WORDS = 20


def view_answer(note: Note, *, highlights: bool = False) -> NoteView:
    """An answer, masked, with its quotes highlighted or as plain text."""
    return view_note(1, note, None if highlights else ())


def beginning(note: Note) -> str:
    """The first words of an answer, masked."""
    words = masking.apply_masks(note.answer or "", note.masks).split()
    return " ".join(words[:BEGINNING_WORDS]) + (" …" if len(words) > BEGINNING_WORDS else "")


def in_asked_order(question_ids: Iterable[str]) -> list[str]:
    """Scenario ids in the order asked, without repetition; former ones last."""
    asked, wanted = list(load_scenarios()), set(question_ids)
    return [name for name in asked if name in wanted] + sorted(wanted.difference(asked))


def scenario_text(question_id: str, notes: Sequence[Note] = ()) -> str:
    """Text of a scenario now, or as it was last asked; empty if unknown."""
    scenario = load_scenarios().get(question_id)
    if scenario is not None:
        return scenario.text
    return notes[0].question if notes else ""
