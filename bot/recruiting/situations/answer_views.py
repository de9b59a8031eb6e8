"""Answers as they are read without their author's file: no name, no town, no mark unless asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.content.interview import load_scenarios
from bot.notes.masking import masking
from bot.records.models import Note
from bot.recruiting.files.highlights import Segment, cut, masks_of
from bot.recruiting.files.note_views import Comment, shown_texts, view_note
from bot.recruiting.situations.rubric_words import RubricWords

WORDS = 20  # of a beginning


@dataclass(frozen=True)
class AnswerView:
    """An answer to be read.

    Attributes:
        note: the stored row.
        answer: the answer as segments.
        followup: the follow-up's answer as segments; none when passed or not asked.
        comments: what its author has to say about it, oldest first.
    """

    note: Note
    answer: Sequence[Segment]
    followup: Sequence[Segment]
    comments: Sequence[Comment]


def view_answer(note: Note, words: RubricWords | None = None) -> AnswerView:
    """Returns an answer to be read, masks laid over.

    Args:
        note: the stored row.
        words: of the rubric, where passages are to be marked; None for plain words.
    """
    if words is not None:
        marked = view_note(1, note, words)
        return AnswerView(note, marked.answer, marked.followup, marked.comments)
    answer, followup = shown_texts(note)
    comments = [Comment(masking.hide(row.text, row.masks), row.created_at) for row in note.comments]
    return AnswerView(note, _plain(answer), _plain(followup), comments)


def beginning(note: Note) -> str:
    """Returns the first words of an answer, masks laid over: by which one knows again what was read."""
    words = masking.hide(note.answer or "", note.masks).split()
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")


def _plain(laid: masking.Masked) -> list[Segment]:
    return cut(laid.text, (), masks_of(laid))


def in_order(question_ids: Iterable[str]) -> list[str]:
    """Returns situations as they are asked, each once; then those that are asked no more, by id."""
    asked, wanted = list(load_scenarios()), set(question_ids)
    return [name for name in asked if name in wanted] + sorted(wanted.difference(asked))


def question_in_words(question_id: str, notes: Sequence[Note] = ()) -> str:
    """Returns a situation as it is asked now, or was last asked; empty if nobody knows it."""
    scenario = load_scenarios().get(question_id)
    if scenario is not None:
        return scenario.text
    return notes[0].question if notes else ""
