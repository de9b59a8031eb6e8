"""The candidate's cards on the website: the dossier and each note, with the actions for every line.

A card always shows what is stored now. Messages only name cards, whatever was stored when they were sent.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.content.sentences import sentence
from bot.records.files import candidates, remarks
from bot.records.models import Candidate, Note
from bot.understanding.reading import directives
from bot.words.notes import FILE_CARD, QUOTES_TITLE, REMARK_TITLE, card_of, passages, read_back
from bot.words.ratings import rating_lines
from bot.words.wording import LABELS, in_words

Card = dict[str, Any]


def my_cards(session: Session, conversation_id: str) -> dict[str, Card]:
    """A candidate's cards by name, `file` and `note:SCENARIO`; empty if nothing is stored.

    A card is `{"title", "question", "rows": [{"label", "text", "actions"}], "passages_title", "passages": [{"text",
    "label", "struck", "actions"}], "remarks": [sentence], "actions"}`. An action is `{"label", "about", "says"}`:
    `says` is the message that performs it. `draft` is the text to edit first; `holds` marks an erasure for good, which
    the client delays.
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
        actions = [_action(sentence("cards.change"), label, directives.change_sentence(name), draft=draft)]
        rows.append({"label": label, "text": in_words(name, value), "actions": actions})
    if (remark := remarks.visible_text(candidate)) is not None:
        actions = [
            _action(sentence("cards.change"), REMARK_TITLE, directives.REMARK, draft=candidate.remark),
            _action(sentence("cards.withdraw"), REMARK_TITLE, directives.WITHDRAW_REMARK, holds=True),
        ]
        rows.append({"label": REMARK_TITLE, "text": remark, "actions": actions})
    return {
        "title": sentence("cards.dossier"), "question": "", "rows": rows, "passages_title": "", "passages": [],
        "remarks": [], "actions": [],
    }  # fmt: skip


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
                    _action(
                        sentence("cards.undo"),
                        f"{passage.words} : {passage.shows}",
                        directives.restore_sentence(number, passage.number),
                    )
                    if passage.contested
                    else _action(
                        sentence("cards.contest"),
                        f"{passage.words} : {passage.shows}",
                        directives.contest_sentence(number, passage.number),
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
    yield _action(
        sentence("cards.change") if written else sentence("cards.answer"),
        title,
        directives.amend_sentence(number),
        draft=written,
    )
    if written:
        yield _action(sentence("cards.withdraw"), title, directives.withdraw_sentence(number), holds=True)
    yield _action(sentence("cards.comment"), title, directives.comment_sentence(number), draft="")
    if note.comments:
        yield _action(
            sentence("cards.withdraw_comments"), title, directives.withdraw_comments_sentence(number), holds=True
        )
