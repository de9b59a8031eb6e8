"""The candidate's stored data in French words, for the widget's print view."""

from typing import Any

from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.french import day_in_words, moment_in_words
from bot.base.registration import FIELDS
from bot.content.sentences import sentence
from bot.records.desk import access_log
from bot.records.files import candidates, remarks
from bot.records.store import audit
from bot.words.accesses import access_sentences
from bot.words.notes import QUOTES_TITLE, REMARK_TITLE, read_back
from bot.words.ratings import rating_lines
from bot.words.wording import LABELS, in_words


def my_notes(session: Session, conversation_id: str) -> dict[str, Any]:
    """A candidate's registration and notes in words, as recruiters read them.

    Returns:
        `{"introduction": sentence, "registration": [[label, value]], "notes": [{"title", "question", "answers",
        "quotes_title", "quotes", "remarks", "comments"}], "read_by": [sentence]}`. Answers, quotes and comments are
        pairs; ratings are among the comments, labelled as such.
    """
    candidate = candidates.find(session, conversation_id)
    if candidate is None:
        return {"introduction": sentence("cards.nothing"), "registration": [], "notes": [], "read_by": []}
    audit.record(session, actor="candidate", act="read_own_data", subject=candidate.id)
    agreed = moment_in_words(candidate.consented_at)
    until = day_in_words(candidate.expires_at.astimezone(clock.PARIS).date())
    ratings = rating_lines(session, candidate)
    return {
        "introduction": sentence("cards.introduction", now=moment_in_words(clock.now()), consented=agreed, until=until),
        "read_by": access_sentences(access_log.list_accesses(session, candidate)),
        "registration": [
            *([LABELS[name], in_words(name, getattr(candidate, name))] for name in FIELDS),
            *([REMARK_TITLE, remark] for remark in filter(None, [remarks.visible_text(candidate)])),
        ],
        "notes": [
            {
                "title": note.title,
                "question": note.question,
                "answers": note.answers,
                "quotes_title": QUOTES_TITLE,
                "quotes": note.quotes,
                "remarks": note.remarks,
                "comments": [*note.comments, *ratings.get(row.id, ())],
            }
            for row, note in ((row, read_back(row, number)) for number, row in candidate.numbered_notes)
        ],
    }
