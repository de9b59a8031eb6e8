"""Notes as their author reads them: question, own words, quotes, comments, no mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.content.interview import load_rubric
from bot.notes.masking import masking
from bot.records.models import Note
from bot.words.wording import contested_in_words

QUOTES_TITLE = "Passages surlignés"
FILE_CARD = "file"
REMARK_TITLE = "Remarque pour le recruteur"
Labelled = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NoteInWords:
    """A note, ready to be said or laid out.

    Attributes:
        title: how it is called.
        question: the situation as asked.
        answers: what each answer is, and its words; none when passed or withdrawn.
        quotes: passages that are highlighted for recruiters, and what each shows.
        remarks: what happened to the note.
        comments: what its author has to say about it.
    """

    title: str
    question: str
    answers: Labelled
    quotes: Labelled
    remarks: tuple[str, ...]
    comments: Labelled


@dataclass(frozen=True)
class Passage:
    """A passage that evidence was found in.

    Attributes:
        number: from 1, in the note.
        words: as they are shown.
        shows: what it shows, in the candidate's words.
        contested: its author says that it does not, so nobody else sees it.
        row: of the note's evidence.
    """

    number: int
    words: str
    shows: str
    contested: bool
    row: dict[str, Any]


def read_back(note: Note, number: int) -> NoteInWords:
    """Returns a note as its author and recruiters read it, masks laid over.

    Args:
        note: the stored row.
        number: from 1, in the order asked.
    """
    parts = dict(_parts(note))
    labels = {masking.ANSWER: "Votre réponse", masking.FOLLOWUP: "Vous avez ajouté"}
    return NoteInWords(
        title=f"Situation {number}",
        question=note.question,
        answers=tuple((labels[part], laid.text) for part, laid in parts.items()),
        quotes=tuple((passage.words, passage.shows) for passage in passages(note) if not passage.contested),
        remarks=tuple(_remarks(note)),
        comments=tuple(("Votre commentaire", masking.hide(row.text, row.masks)) for row in note.comments),
    )


def card_of(note: Note) -> str:
    """Returns the name of a note's card on the website."""
    return f"note:{note.question_id}"


def _parts(note: Note) -> Iterator[tuple[str, masking.Masked]]:
    if note.withdrawn_at is not None or note.skipped or note.answer is None:
        return
    yield masking.ANSWER, masking.lay_over(note.answer, note.masks)
    if note.followup_answer:
        yield masking.FOLLOWUP, masking.lay_over(note.followup_answer, note.masks, masking.FOLLOWUP)


def passages(note: Note) -> list[Passage]:
    """Returns the passages of a note that were found, contested ones too, in the order in which they are said."""
    parts = dict(_parts(note))
    found = []
    for row in note.evidence if parts else ():
        laid = parts[row["part"]]
        start, end = laid.find(row["quote"], row["start"], row["end"]) or (0, 0)
        contrary = " (en sens contraire)" if row["polarity"] == "negative" else ""
        shows = f"{load_rubric().indicators[row['indicator']].candidate_label}{contrary}"
        found.append(((list(parts).index(row["part"]), start), laid.text[start:end], shows, row))
    found.sort(key=lambda one: one[0])
    return [
        Passage(number, words, shows, note.is_contested(row), row)
        for number, (_, words, shows, row) in enumerate(found, start=1)
    ]


def _remarks(note: Note) -> Iterator[str]:
    if note.withdrawn_at is not None:
        yield "Vous avez retiré votre réponse."
    elif note.skipped or note.answer is None:
        yield "Vous avez choisi de passer."
    else:
        if note.masked:
            yield "Ce qui est entre crochets est masqué : un recruteur ne le voit pas."
        if note.amended_at is not None:
            kept = " ; la version précédente reste visible pour le recruteur" if note.earlier else ""
            yield f"Réponse modifiée par vous{kept}."
        if note.contested_count:
            yield f"{contested_in_words(note.contested_count, 'vous')} : un recruteur n'en lit que le nombre."
