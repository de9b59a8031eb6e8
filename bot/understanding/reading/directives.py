"""Directives: what an offered choice stands for, and the sentences that stand for one wherever they are typed.

The buttons of the website's cards send such sentences; typed on any channel they have the same effect. They are matched
exactly and as a whole. Any other text goes through the models.
"""

import functools
import json
import re
from collections.abc import Mapping
from typing import Any

from bot.base.registration import DECLINED, FIELDS
from bot.base.text import fold
from bot.understanding.reading.interpretation import CHANGE_FIELD, CORRECTION, Interpretation
from bot.understanding.reading.resolution import Resolution, Status

SET = "set"
STOP = "stop"  # the single word that revokes the opt-in to reminders or e-mails
# Remarks about the whole dossier.
OBJECTION = "objection"  # to the use of one's data; a team member answers
# Subject of a handoff.
TELL_OF_IT, CHANGE_TOPIC, WITHDRAW_TOPIC = "Dire de quoi il s'agit", "Changer ces mots", "Retirer ces mots"
CALL_OFF = "Annuler ma demande à l'équipe"
CHANGE_ANSWER = "intent:change_answer"
LEAVE_REMARK, REMARK, WITHDRAW_REMARK = "leave_remark", "Une remarque pour le recruteur", "Retirer ma remarque"

_MAX_CHARACTERS = 200
_N = r"(?P<note>[1-9])"
_DIRECTIVES = {
    re.compile(pattern): directive
    for pattern, directive in {
        f"modifier la situation {_N}": "intent:amend_note={note}",
        f"retirer la situation {_N}": "intent:withdraw_note={note}",
        f"commenter la situation {_N}": "intent:comment_note={note}",
        f"retirer mes commentaires de la situation {_N}": "intent:withdraw_comment={note}",
        "annuler ce changement": "intent:ask_change_my_data",  # if it can no longer be undone
        "modifier une reponse": CHANGE_ANSWER,
        "(?:je )?m oppos(?:e|er)(?: a (?:l usage|l utilisation|l usage qui est fait) de mes donnees)?": f"intent:ask_human={OBJECTION}",
        "une remarque pour le recruteur": f"intent:{LEAVE_REMARK}",
        "(?:tout )?(?:supprimer|effacer)(?: tout)?(?: mes donnees)?": "intent:ask_delete_my_data",
        "annuler ma demande a l equipe": "intent:call_off_human",
        "dire de quoi il s agit": "intent:change_topic",
        "(?:changer|modifier) (?:le sujet|les mots|la raison) de ma demande": "intent:change_topic",
        "(?:retirer|effacer|enlever) (?:le sujet|les mots|la raison) de ma demande": "intent:withdraw_topic",
        "retirer ma remarque": "intent:withdraw_comment=file",
        "ce passage ne dit pas (?:cela|ca)": "intent:contest_passage",
        rf"ce passage ne dit pas (?:cela|ca) situation {_N} passage (?P<passage>\d\d?)": (
            "intent:contest_passage={note}/{passage}"
        ),
        "retablir (?:ce|le|un) passage": "intent:restore_passage",
        rf"retablir le passage (?P<passage>\d\d?) de la situation {_N}": "intent:restore_passage={note}/{passage}",
    }.items()
}


def amend_sentence(note: int) -> str:
    """Sentence that asks to rewrite an answer."""
    return f"Modifier la situation {note}"


def withdraw_sentence(note: int) -> str:
    """Sentence that withdraws an answer."""
    return f"Retirer la situation {note}"


def comment_sentence(note: int) -> str:
    """Sentence that asks to comment on an answer."""
    return f"Commenter la situation {note}"


def withdraw_comments_sentence(note: int) -> str:
    """Sentence that withdraws the comments on an answer."""
    return f"Retirer mes commentaires de la situation {note}"


def contest_sentence(note: int, passage: int) -> str:
    """Sentence that contests a highlighted quote."""
    return f"Ce passage ne dit pas cela : situation {note}, passage {passage}"


def restore_sentence(note: int, passage: int) -> str:
    """Sentence that withdraws the objection to a quote."""
    return f"Rétablir le passage {passage} de la situation {note}"


def change_sentence(field: str) -> str:
    """Sentence that asks to correct a field of the registration."""
    return f"Modifier : {FIELDS[field].title}"


def correct_sentence(field: str, words: str) -> str:
    """Sentence that corrects a field of the registration, new words included."""
    return f"Modifier {FIELDS[field].title} : {words}"


@functools.cache
def _fields() -> dict[str, str]:
    return {fold(change_sentence(name)): name for name in FIELDS}


def directive_of(text: str) -> str | None:
    """Directive that a card's sentence stands for (see `interpret_directive`), or None for any other text."""
    return None if "?" in text or len(text) > _MAX_CHARACTERS else _directive_of(text)


@functools.lru_cache(maxsize=256)  # several callers look at each message
def _directive_of(text: str) -> str | None:
    folded = fold(text)
    if (field := _fields().get(folded)) is not None:
        return f"field:{field}"
    for pattern, directive in _DIRECTIVES.items():
        if (match := pattern.fullmatch(folded)) is not None:
            return directive.format(**match.groupdict())
    return None


def pending_name(slots: Mapping[str, Any]) -> str:
    """Name of the pending question, empty if there is none."""
    return str(slots.get("awaiting") or slots.get("requested_slot") or "")


def interpret_directive(directive: str, slots: Mapping[str, Any]) -> Interpretation:
    """Interpretation of a directive.

    `value:JSON` is the value of the pending field, `set:JSON` restores fields by name (a value or `DECLINED`),
    `field:NAME` names a field, `intent:NAME`, `intent:NAME=ARGUMENT` and `intent:NAME=ARGUMENT:WORDS` are intents, and
    `words:WORDS` is an answer in free text.
    """
    kind, _, rest = directive.partition(":")
    if kind == "value":
        return Interpretation(resolutions={pending_name(slots): Resolution(Status.VALUE, json.loads(rest))})
    if kind == SET:
        before = {name: _restored(value) for name, value in json.loads(rest).items()}
        is_asked = pending_name(slots) in {"confirmation", *FIELDS} and not slots.get("awaiting")
        return Interpretation(intent=None if is_asked else CORRECTION, resolutions=before)
    if kind in {"field", "words"}:
        return Interpretation(value=rest)
    name, _, argument = rest.partition("=")
    named, _, words = argument.partition(":")
    return Interpretation(intent=name, value=named or None, words=words or None)


def interpret_sentence(text: str, pending: str | None, slots: Mapping[str, Any]) -> Interpretation | None:
    """Interpretation of a sentence that stands for a directive, or None for any other text.

    The sentence that undoes the latest change counts even if something else was offered since.
    """
    offered: Mapping[str, str] = slots.get("choices") or {}
    folded = fold(text)
    for title, stored in offered.items():
        if stored.startswith(f"{SET}:") and fold(title) == folded:
            return interpret_directive(stored, slots)
    if (directive := directive_of(text)) is None:
        return None
    turn = interpret_directive(directive, slots)
    is_field_elsewhere = turn.is_answer and pending != "confirmation"
    return Interpretation(intent=CHANGE_FIELD, value=turn.value) if is_field_elsewhere else turn


def _restored(value: Any) -> Resolution:
    return Resolution(Status.DECLINED) if value == DECLINED else Resolution(Status.VALUE, value)
