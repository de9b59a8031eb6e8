"""Sentences that stand for a directive wherever they are said, as an offered choice does while it is offered.

The buttons of the website's cards say them; typed on any channel they do the same. They are read whole and exactly:
whatever else somebody writes is read by the models.
"""

import functools
import re
from collections.abc import Mapping
from typing import Any

from bot.reading.choices import follow
from bot.reading.fields import FIELDS
from bot.reading.text import fold
from bot.reading.turn import CHANGE_FIELD, Turn

_N = r"(?P<note>[1-9])"
_DIRECTIVES = {
    re.compile(pattern): directive
    for pattern, directive in {
        f"modifier la situation {_N}": "intent:amend_note={note}",
        f"retirer la situation {_N}": "intent:withdraw_note={note}",
        f"commenter la situation {_N}": "intent:comment_note={note}",
        f"retirer mes commentaires de la situation {_N}": "intent:withdraw_comment={note}",
        "modifier une reponse": "intent:change_answer",
        "ce passage ne dit pas (?:cela|ca)": "intent:contest_passage",
        rf"ce passage ne dit pas (?:cela|ca) situation {_N} passage (?P<passage>\d\d?)": (
            "intent:contest_passage={note}/{passage}"
        ),
        rf"retablir le passage (?P<passage>\d\d?) de la situation {_N}": "intent:restore_passage={note}/{passage}",
    }.items()
}


def amend(note: int) -> str:
    """Returns how one asks to write an answer anew."""
    return f"Modifier la situation {note}"


def withdraw(note: int) -> str:
    """Returns how one takes an answer back."""
    return f"Retirer la situation {note}"


def comment(note: int) -> str:
    """Returns how one asks to comment an answer."""
    return f"Commenter la situation {note}"


def withdraw_comments(note: int) -> str:
    """Returns how one takes the comments of an answer back."""
    return f"Retirer mes commentaires de la situation {note}"


def contest(note: int, passage: int) -> str:
    """Returns how one contests a highlight."""
    return f"Ce passage ne dit pas cela : situation {note}, passage {passage}"


def restore(note: int, passage: int) -> str:
    """Returns how one takes that back."""
    return f"Rétablir le passage {passage} de la situation {note}"


def change(field: str) -> str:
    """Returns how one asks to correct a field of the registration."""
    return f"Modifier : {FIELDS[field].title}"


@functools.cache
def _fields() -> dict[str, str]:
    return {fold(change(name)): name for name in FIELDS}


def directive_of(text: str) -> str | None:
    """Returns what a sentence of a card stands for (see `bot.reading.choices.follow`); None for any other words."""
    if "?" in text:
        return None
    folded = fold(text)
    if (field := _fields().get(folded)) is not None:
        return f"field:{field}"
    for pattern, directive in _DIRECTIVES.items():
        if (match := pattern.fullmatch(folded)) is not None:
            return directive.format(**match.groupdict())
    return None


def card_turn(text: str, pending: str | None, slots: Mapping[str, Any]) -> Turn | None:
    """Returns the turn of a sentence of a card; None for any other words.

    Args:
        text: what was written.
        pending: the question that waits.
        slots: of the conversation.
    """
    directive = directive_of(text)
    if directive is None:
        return None
    turn = follow(directive, slots)
    if directive.startswith("field:") and pending != "confirmation":
        return Turn(intent=CHANGE_FIELD, value=turn.value)
    return turn
