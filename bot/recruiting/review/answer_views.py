"""View models of answers in blind review: without name, town or, by default, highlights."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.content.interview import load_scenarios
from bot.notes.masking import masking
from bot.records.models import Note
from bot.recruiting.dossiers.highlights import Segment, mask_spans, split_segments
from bot.recruiting.dossiers.note_views import Comment, shown_texts, view_note
from bot.recruiting.review.rubric_words import RubricWords

BEGINNING_WORDS = 20


@dataclass(frozen=True)
class AnswerView:
    """An answer.

    Attributes:
        followup: segments; empty if passed or not asked.
        comments: of the author, oldest first.
    """

    note: Note
    answer: Sequence[Segment]
    followup: Sequence[Segment]
    comments: Sequence[Comment]


def view_answer(note: Note, words: RubricWords | None = None) -> AnswerView:
    """An answer, masked.

    Args:
        words: of the rubric, to highlight quotes; None for plain text.
    """
    if words is not None:
        marked = view_note(1, note, words)
        return AnswerView(note, marked.answer, marked.followup, marked.comments)
    answer, followup = shown_texts(note)
    comments = [Comment(masking.apply_masks(row.text, row.masks), row.created_at) for row in note.comments]
    return AnswerView(note, _plain(answer), _plain(followup), comments)


def beginning(note: Note) -> str:
    """The first words of an answer, masked."""
    words = masking.apply_masks(note.answer or "", note.masks).split()
    return " ".join(words[:BEGINNING_WORDS]) + (" …" if len(words) > BEGINNING_WORDS else "")


def _plain(laid: masking.Masked) -> list[Segment]:
    return split_segments(laid.text, (), mask_spans(laid))


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
