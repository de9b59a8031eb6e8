"""Notes as their author reads them: question, answers, quotes, comments, never a rating of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.content.interview import load_rubric
from bot.content.sentences import sentence
from bot.notes.masking import masking
from bot.records.models import Note
from bot.words.wording import contested_in_words

QUOTES_TITLE = "Passages surlignés"
FILE_CARD = "file"
REMARK_TITLE = "Remarque pour le recruteur"
Labelled = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NoteInWords:
    """A note in words.

    Attributes:
        question: the scenario as asked.
        answers: label and words of each answer; empty if skipped or withdrawn.
        quotes: highlighted words and what they show.
        remarks: what happened to the note.
        comments: of its author.
    """

    title: str
    question: str
    answers: Labelled
    quotes: Labelled
    remarks: tuple[str, ...]
    comments: Labelled


@dataclass(frozen=True)
class Passage:
    """A quote found in a note.

    Attributes:
        number: from 1, within the note.
        words: masked.
        shows: the indicator in the candidate's words.
        contested: hidden from everyone but the author.
        row: of the note's evidence.
    """

    number: int
    words: str
    shows: str
    contested: bool
    row: dict[str, Any]


def read_back(note: Note, number: int) -> NoteInWords:
    """A note in words, masked. Its number counts from 1 in the order asked."""
    parts = dict(_parts(note))
    labels = {masking.ANSWER: "Votre réponse", masking.FOLLOWUP: "Vous avez ajouté"}
    return NoteInWords(
        title=f"Situation {number}",
        question=note.question,
        answers=tuple((labels[part], laid.text) for part, laid in parts.items()),
        quotes=tuple((passage.words, passage.shows) for passage in passages(note) if not passage.contested),
        remarks=tuple(_remarks(note)),
        comments=tuple(("Votre commentaire", masking.apply_masks(row.text, row.masks)) for row in note.comments),
    )


def card_of(note: Note) -> str:
    """The name of a note's card in the web chat."""
    return f"note:{note.question_id}"


def _parts(note: Note) -> Iterator[tuple[str, masking.Masked]]:
    if note.withdrawn_at is not None or note.skipped or note.answer is None:
        return
    yield masking.ANSWER, masking.lay_over(note.answer, note.masks)
    if note.followup_answer:
        yield masking.FOLLOWUP, masking.lay_over(note.followup_answer, note.masks, masking.FOLLOWUP)


def passages(note: Note) -> list[Passage]:
    """The quotes of a note in text order, contested ones too."""
    parts = dict(_parts(note))
    rows = []
    for row in note.evidence if parts else ():
        laid = parts[row["part"]]
        start, end = laid.find(row["quote"], row["start"], row["end"]) or (0, 0)
        contrary = " (en sens contraire)" if row["polarity"] == "negative" else ""
        shows = f"{load_rubric().indicators[row['indicator']].candidate_label}{contrary}"
        rows.append(((list(parts).index(row["part"]), start), laid.text[start:end], shows, row))
    rows.sort(key=lambda one: one[0])
    return [
        Passage(number, words, shows, note.is_contested(row), row)
        for number, (_, words, shows, row) in enumerate(rows, start=1)
    ]


def _remarks(note: Note) -> Iterator[str]:
    if note.withdrawn_at is not None:
        yield sentence("notes.withdrawn")
    elif note.skipped or note.answer is None:
        yield sentence("notes.skipped")
    else:
        if note.masked:
            yield sentence("notes.masked")
        if note.amended_at is not None:
            yield sentence("notes.amended_kept") if note.earlier else sentence("notes.amended")
        if note.contested_count:
            yield sentence("notes.contested", count=contested_in_words(note.contested_count, "vous"))
