"""Notes as their author reads them: question, own words, quotes, comments, no mark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.evidence.content import load_rubric
from bot.masking import masking
from bot.records.models import Note

QUOTES_TITLE = "Passages qui seront surlignés"
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
        quotes=tuple(_quotes(note, parts)) if parts else (),
        remarks=tuple(_remarks(note)),
        comments=tuple(("Votre commentaire", masking.hide(row.text, row.masks)) for row in note.comments),
    )


def _parts(note: Note) -> Iterator[tuple[str, masking.Masked]]:
    if note.withdrawn_at is not None or note.skipped or note.answer is None:
        return
    yield masking.ANSWER, masking.lay_over(note.answer, note.masks)
    if note.followup_answer:
        yield masking.FOLLOWUP, masking.lay_over(note.followup_answer, note.masks, masking.FOLLOWUP)


def _quotes(note: Note, parts: Mapping[str, masking.Masked]) -> Iterator[tuple[str, str]]:
    for row in note.evidence:
        laid = parts[row["part"]]
        start, end = laid.find(row["quote"], row["start"], row["end"]) or (0, 0)
        contrary = " (en sens contraire)" if row["polarity"] == "negative" else ""
        yield laid.text[start:end], f"{load_rubric().indicators[row['indicator']].candidate_label}{contrary}"


def _remarks(note: Note) -> Iterator[str]:
    if note.withdrawn_at is not None:
        yield "Vous avez retiré votre réponse."
    elif note.skipped or note.answer is None:
        yield "Vous avez choisi de passer."
    else:
        if note.masked:
            yield "Ce qui est entre crochets est masqué : un recruteur ne le voit pas."
        if note.amended_at is not None:
            yield "Réponse modifiée par vous ; la version précédente reste visible pour le recruteur."
