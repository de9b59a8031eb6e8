"""What is kept about a person as cards: the file and each note, with what may be done beside every line.

A card says what is kept now, whatever was said when it was first shown: messages only name it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.records.files import candidates, remarks
from bot.records.models import Candidate, Note
from bot.understanding.reading import directives
from bot.words.notes import FILE_CARD, QUOTES_TITLE, REMARK_TITLE, card_of, passages, read_back
from bot.words.ratings import rating_lines
from bot.words.wording import LABELS, in_words

Card = dict[str, Any]
FILE_TITLE = "Votre dossier"


def my_cards(session: Session, conversation_id: str) -> dict[str, Card]:
    """Returns a person's cards by name, `file` and `note:QUESTION`; none where nothing is kept.

    A card is `{"title", "question", "rows": [{"label", "text", "actions"}], "passages_title", "passages": [{"text",
    "label", "struck", "actions"}], "remarks": [sentence], "actions"}`. An action is `{"label", "about", "says"}`: `says`
    is the sentence that does it. With a `draft`, that is what the person begins to write from, once asked; with `holds`,
    words are erased for good, so that the client waits before it says so.

    Args:
        session: an open session.
        conversation_id: whose.
    """
    candidate = candidates.find(session, conversation_id)
    if candidate is None:
        return {}
    ratings = rating_lines(session, candidate)
    notes = {card_of(note): _note(note, number, ratings.get(note.id, [])) for number, note in candidate.numbered_notes}
    return {FILE_CARD: _file(candidate), **notes}


def _action(label: str, about: str, says: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "about": about, "says": says, **more}


def _file(candidate: Candidate) -> Card:
    rows = []
    for name, label in LABELS.items():
        value = getattr(candidate, name)
        draft = "" if not value else value["commune"] if name == "town" else in_words(name, value)
        actions = [_action("Modifier", label, directives.change(name), draft=draft)]
        rows.append({"label": label, "text": in_words(name, value), "actions": actions})
    if (remark := remarks.visible_text(candidate)) is not None:
        actions = [
            _action("Modifier", REMARK_TITLE, directives.REMARK, draft=candidate.remark),
            _action("Retirer", REMARK_TITLE, directives.WITHDRAW_REMARK, holds=True),
        ]
        rows.append({"label": REMARK_TITLE, "text": remark, "actions": actions})
    return {"title": FILE_TITLE, "question": "", "rows": rows, "passages_title": "", "passages": [], "remarks": [], "actions": []}  # fmt: skip


def _note(note: Note, number: int, ratings: Sequence[tuple[str, str]]) -> Card:
    read = read_back(note, number)
    return {
        "title": read.title,
        "question": read.question,
        "rows": [
            {"label": label, "text": words, "actions": []} for label, words in (*read.answers, *read.comments, *ratings)
        ],
        "passages_title": QUOTES_TITLE,
        "passages": [
            {
                "text": passage.words,
                "label": passage.shows,
                "struck": passage.contested,
                "actions": [
                    _action("Annuler", f"{passage.words} : {passage.shows}", directives.restore(number, passage.number))
                    if passage.contested
                    else _action(
                        "Ne dit pas cela",
                        f"{passage.words} : {passage.shows}",
                        directives.contest(number, passage.number),
                    )
                ],
            }
            for passage in passages(note)
        ],
        "remarks": list(read.remarks),
        "actions": list(_note_actions(note, number, read.title)),
    }


def _note_actions(note: Note, number: int, title: str) -> Iterator[dict[str, Any]]:
    written = "\n".join(filter(None, [note.answer, note.followup_answer]))
    yield _action("Modifier" if written else "Répondre", title, directives.amend(number), draft=written)
    if written:
        yield _action("Retirer", title, directives.withdraw(number), holds=True)
    yield _action("Commenter", title, directives.comment(number), draft="")
    if note.comments:
        yield _action("Retirer mes commentaires", title, directives.withdraw_comments(number), holds=True)
