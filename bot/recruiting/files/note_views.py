"""Notes as a recruiter reads them."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.notes.masking import masking
from bot.records.models import Candidate, Note, NoteVersion
from bot.recruiting.files.highlights import Quote, Segment, cut, masks_of
from bot.recruiting.situations.rubric_words import RubricWords, why
from bot.words.wording import contested_in_words

NEGATIVE = "negative"


@dataclass(frozen=True)
class Group:
    """The quotes of one indicator."""

    label: str
    quotes: Sequence[Quote]


@dataclass(frozen=True)
class EarlierVersion:
    """What an answer was before its author changed it."""

    answer: str | None
    followup: str | None
    replaced_at: datetime


@dataclass(frozen=True)
class Comment:
    """What its author has to say about a note."""

    text: str
    made_at: datetime


@dataclass(frozen=True)
class NoteView:
    """A note: question, whole answer with quotes in place, and what its author chose to do with it.

    Attributes:
        number: from 1, in the order asked.
        trait: French name of what the situation is about.
        question: the situation as asked.
        answer: the answer as segments; none when there is no answer.
        followup_question: the neutral follow-up, if it was asked.
        followup: its answer as segments; none when passed.
        groups: quotes by indicator, in the order in which they are said.
        note: the stored row.
        earlier: versions before the last, newest first.
        comments: what its author has to say about it, oldest first.
    """

    number: int
    trait: str
    question: str
    answer: Sequence[Segment]
    followup_question: str | None
    followup: Sequence[Segment]
    groups: Sequence[Group]
    note: Note
    earlier: Sequence[EarlierVersion]
    comments: Sequence[Comment]

    @property
    def is_withdrawn(self) -> bool:
        """Whether its author took it back."""
        return self.note.withdrawn_at is not None

    @property
    def is_skipped(self) -> bool:
        """Whether there is no answer because its author chose so."""
        return not self.is_withdrawn and not self.answer

    @property
    def contested(self) -> str:
        """How many passages its author contested, in words; nothing if none."""
        return contested_in_words(self.note.contested_count) if self.note.contested_count else ""


def view_notes(candidate: Candidate, words: RubricWords, marked: Container[str] | None = None) -> list[NoteView]:
    """Returns a person's notes as a recruiter reads them, numbered in order.

    Args:
        candidate: the person.
        words: of the rubric.
        marked: ids of the behaviours whose passages are highlighted; None for all.
    """
    return [view_note(number, note, words, marked) for number, note in candidate.numbered_notes]


def view_note(number: int, note: Note, words: RubricWords, marked: Container[str] | None = None) -> NoteView:
    """Returns one note as a recruiter reads it."""
    answer, followup = shown_texts(note)
    evidence = [row for row in note.highlights if marked is None or row["indicator"] in marked]
    in_answer = _quotes(answer, evidence, masking.ANSWER, words, first=1)
    in_followup = _quotes(followup, evidence, masking.FOLLOWUP, words, first=1 + len(in_answer))
    return NoteView(
        number=number,
        trait=words.trait(note.trait),
        question=note.question,
        answer=_segments(answer, in_answer),
        followup_question=note.followup_question,
        followup=_segments(followup, in_followup),
        groups=_groups([*in_answer, *in_followup]),
        note=note,
        earlier=[_earlier(row) for row in reversed(note.earlier)],
        comments=[Comment(masking.hide(row.text, row.masks), row.created_at) for row in note.comments],
    )


def shown_texts(version: Note | NoteVersion) -> tuple[masking.Masked, masking.Masked]:
    """Returns the answer and the follow-up's answer of a note or an earlier version, as they are shown."""
    return (
        masking.lay_over(version.answer or "", version.masks),
        masking.lay_over(version.followup_answer or "", version.masks, masking.FOLLOWUP),
    )


def _earlier(row: NoteVersion) -> EarlierVersion:
    answer, followup = shown_texts(row)
    return EarlierVersion(answer.text or None, followup.text or None, row.replaced_at)


def _segments(laid: masking.Masked, quotes: Iterable[Quote]) -> list[Segment]:
    return cut(laid.text, quotes, masks_of(laid))


def _quotes(
    laid: masking.Masked, evidence: Iterable[dict[str, Any]], part: str, words: RubricWords, *, first: int
) -> list[Quote]:
    """Returns the quotes of one part in the order said; one whose words are not there is no quote."""
    placed = []
    for row in evidence:
        if row.get("part", masking.ANSWER) == part:
            place = laid.find(row["quote"], row.get("start", 0), row.get("end", 0))
            if place is not None:
                placed.append((place, row))
    placed.sort(key=lambda entry: entry[0])
    return [
        Quote(
            number, laid.text[slice(*place)], *place, words.indicator(row["indicator"]), row["polarity"] == NEGATIVE,
            why(row.get("rule") or ""),
        )
        for number, (place, row) in enumerate(placed, start=first)
    ]  # fmt: skip


def _groups(quotes: Iterable[Quote]) -> list[Group]:
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.label, []).append(quote)
    return [Group(label, members) for label, members in groups.items()]
