"""View models of motivation notes."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.notes.masking import masking
from bot.records.models import Candidate, Note, NoteVersion
from bot.recruiting.dossiers.highlights import Quote, Segment, mask_spans, split_segments
from bot.recruiting.review.rubric_words import explanation, indicator_label, trait_name
from bot.words.wording import contested_in_words

NEGATIVE = "negative"


@dataclass(frozen=True)
class IndicatorQuotes:
    """The quotes of one indicator."""

    label: str
    quotes: Sequence[Quote]


@dataclass(frozen=True)
class EarlierVersion:
    """An answer before its author changed it."""

    answer: str | None
    followup: str | None
    replaced_at: datetime


@dataclass(frozen=True)
class Comment:
    """A comment of the author on a note."""

    text: str
    made_at: datetime


@dataclass(frozen=True)
class NoteView:
    """A motivation note: scenario, complete answer with its quotes, and the author's decisions.

    Attributes:
        number: from 1, in the order asked.
        trait: French name.
        question: the scenario as it was asked.
        answer: segments; empty without an answer.
        followup: segments; empty if passed.
        groups: quotes by indicator, in the order of the text.
        earlier: previous versions, newest first.
        comments: oldest first.
    """

    number: int
    trait: str
    question: str
    answer: Sequence[Segment]
    followup_question: str | None
    followup: Sequence[Segment]
    groups: Sequence[IndicatorQuotes]
    note: Note
    earlier: Sequence[EarlierVersion]
    comments: Sequence[Comment]

    @property
    def is_withdrawn(self) -> bool:
        """Whether the author withdrew it."""
        return self.note.withdrawn_at is not None

    @property
    def is_skipped(self) -> bool:
        """Whether the author passed the scenario."""
        return not self.is_withdrawn and not self.answer

    @property
    def contested(self) -> str:
        """The number of contested quotes, in words; empty if none."""
        return contested_in_words(self.note.contested_count) if self.note.contested_count else ""


def view_notes(candidate: Candidate, marked: Container[str] | None = None) -> list[NoteView]:
    """All notes of a candidate, numbered.

    Args:
        marked: ids of the indicators to highlight; None for all.
    """
    return [view_note(number, note, marked) for number, note in candidate.numbered_notes]


def view_note(number: int, note: Note, marked: Container[str] | None = None) -> NoteView:
    """One note."""
    answer, followup = shown_texts(note)
    evidence = [row for row in note.highlights if marked is None or row["indicator"] in marked]
    in_answer = _quotes(answer, evidence, masking.ANSWER, first=1)
    in_followup = _quotes(followup, evidence, masking.FOLLOWUP, first=1 + len(in_answer))
    return NoteView(
        number=number,
        trait=trait_name(note.trait),
        question=note.question,
        answer=_segments(answer, in_answer),
        followup_question=note.followup_question,
        followup=_segments(followup, in_followup),
        groups=_by_indicator([*in_answer, *in_followup]),
        note=note,
        earlier=[_earlier_version(row) for row in reversed(note.earlier)],
        comments=[Comment(masking.apply_masks(row.text, row.masks), row.created_at) for row in note.comments],
    )


def shown_texts(version: Note | NoteVersion) -> tuple[masking.Masked, masking.Masked]:
    """Answer and follow-up answer of a note or an earlier version, masked."""
    return (
        masking.lay_over(version.answer or "", version.masks),
        masking.lay_over(version.followup_answer or "", version.masks, masking.FOLLOWUP),
    )


def _earlier_version(row: NoteVersion) -> EarlierVersion:
    answer, followup = shown_texts(row)
    return EarlierVersion(answer.text or None, followup.text or None, row.replaced_at)


def _segments(laid: masking.Masked, quotes: Iterable[Quote]) -> list[Segment]:
    return split_segments(laid.text, quotes, mask_spans(laid))


def _quotes(laid: masking.Masked, evidence: Iterable[dict[str, Any]], part: str, *, first: int) -> list[Quote]:
    """Quotes of one part in the order of the text, without those whose words are not in it."""
    placed = []
    for row in evidence:
        if row.get("part", masking.ANSWER) == part:
            place = laid.find(row["quote"], row.get("start", 0), row.get("end", 0))
            if place is not None:
                placed.append((place, row))
    placed.sort(key=lambda entry: entry[0])
    return [
        Quote(
            number,
            laid.text[slice(*place)],
            *place,
            indicator_label(row["indicator"]),
            is_opposite=row["polarity"] == NEGATIVE,
            why=explanation(row.get("rule") or ""),
        )
        for number, (place, row) in enumerate(placed, start=first)
    ]


def _by_indicator(quotes: Iterable[Quote]) -> list[IndicatorQuotes]:
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.label, []).append(quote)
    return [IndicatorQuotes(label, members) for label, members in groups.items()]
