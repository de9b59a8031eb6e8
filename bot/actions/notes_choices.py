"""Notes in the chat: find them, read them back, offer to change them."""

from collections.abc import Mapping, Sequence

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.base import cleared_pending, offer, set_slots
from bot.actions.cards import show_cards
from bot.actions.interview import note_in_words
from bot.actions.offers import yes_or_no
from bot.records.files import remarks
from bot.records.files.candidates import find
from bot.records.models import Candidate, Note
from bot.understanding.reading import directives
from bot.understanding.reading.quotation_matching import find_scenario
from bot.words.notes import FILE_CARD, Passage, card_of, passages
from bot.words.ratings import rating_lines

AGREE, CHANGE, CONTEST = "Oui, c'est bien", "Modifier une réponse", "Ce passage ne dit pas cela"
NO_CHANGE = "intent:no_change"
NumberedNote = tuple[int, Note]
NumberedQuote = tuple[int, Note, Passage]


def numbered_notes(session: Session, conversation_id: str) -> list[NumberedNote]:
    """A candidate's notes with their numbers in the chat, from 1."""
    candidate = find(session, conversation_id)
    return candidate.numbered_notes if candidate else []


def find_note(session: Session, conversation_id: str, named: str | None) -> Note | None:
    """The note with this number or scenario id, or whose scenario the words describe."""
    rows = numbered_notes(session, conversation_id)
    for number, note in rows:
        if named in {str(number), note.question_id}:
            return note
    index = find_scenario(named or "", [f"{note.trait} {note.question}" for _, note in rows])
    return None if index is None else rows[index][1]


def find_numbered_quotes(session: Session, conversation_id: str, named: str | None) -> list[NumberedQuote]:
    """Quotes of a candidate's notes, each with its note and that note's number.

    Args:
        named: a note (« 2 »), a quote of it (« 2/3 »), or None for all.
    """
    of_note, _, number = (named or "").partition("/")
    return [
        (noted, note, passage)
        for noted, note in numbered_notes(session, conversation_id)
        if of_note in {"", str(noted), note.question_id}
        for passage in passages(note)
        if number in {"", str(passage.number)}
    ]


def read_notes_back(session: Session, conversation_id: str, dispatcher: CollectingDispatcher) -> None:
    """Read all notes back in one message, with the recruiters' ratings."""
    candidate = find(session, conversation_id)
    if candidate is not None and candidate.notes:
        _read_back(candidate.numbered_notes, dispatcher, rating_lines(session, candidate))
    else:
        dispatcher.utter_message(response="utter_no_notes")


def read_note_back(session: Session, changed: Note, dispatcher: CollectingDispatcher) -> None:
    """Read one changed note back."""
    rows = numbered_notes(session, changed.conversation_id)
    _read_back([row for row in rows if row[1].id == changed.id], dispatcher)


def _read_back(
    rows: list[NumberedNote],
    dispatcher: CollectingDispatcher,
    ratings: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> None:
    words = "\n\n".join(
        "\n".join(
            [note_in_words(note, number), *(f"{whose} : {said}" for whose, said in (ratings or {}).get(note.id, ()))]
        )
        for number, note in rows
    )
    dispatcher.utter_message(text=words, json_message=show_cards(*(card_of(note) for _, note in rows)))


def note_choices(session: Session, conversation_id: str) -> dict[str, str]:
    """The few choices that lead on to changing notes, title to directive."""
    rows = numbered_notes(session, conversation_id)
    choices = {CHANGE: "intent:change_answer"} if rows else {}
    if any(note.highlights for _, note in rows):
        choices[CONTEST] = "intent:contest_passage"
    return choices


def choices_of(number: int, note: Note) -> dict[str, str]:
    """What may be done with one note besides rewriting it, title to directive."""
    choices = {}
    if note.answer is not None:
        choices[directives.withdraw_sentence(number)] = f"intent:withdraw_note={note.question_id}"
    choices[directives.comment_sentence(number)] = f"intent:comment_note={note.question_id}"
    if note.comments:
        choices["Retirer mes commentaires"] = f"intent:withdraw_comment={note.question_id}"
    if note.highlights:
        choices[CONTEST] = f"intent:contest_passage={number}"
    if note.contested_count:
        choices["Rétablir un passage"] = f"intent:restore_passage={number}"
    return choices


def note_targets(rows: list[NumberedNote], intent: str, words: str | None = None) -> dict[str, str]:
    """The notes to choose from, title to directive.

    Args:
        intent: of the directive.
        words: passed on with it.
    """
    said = f":{words}" if words else ""
    return {f"situation {number}": f"intent:{intent}={note.question_id}{said}" for number, note in rows}


def confirmation_choices(yes: str, directive: str, others: dict[str, str] | None = None) -> dict[str, str]:
    """The choices of a confirmation, title to directive; any yes or no counts.

    Args:
        yes: title of the agreement.
        directive: what it stands for.
        others: further choices.
    """
    return yes_or_no(yes, directive, "Non", NO_CHANGE) | (others or {})


def offer_remark_withdrawal(dispatcher: CollectingDispatcher, candidate: Candidate) -> list[EventType]:
    """Ask whether to withdraw the remark, or which of its lines."""
    remark = str(remarks.visible_text(candidate))
    lines = zip(str(candidate.remark).splitlines(), remark.splitlines(), strict=True)
    parts = {f"Seulement « {shown} »": f"intent:strike_passage={FILE_CARD}:{line}" for line, shown in lines}
    yes, others = ("Oui, tout effacer", parts) if len(parts) > 1 else ("Oui, effacer", {})
    choices = confirmation_choices(yes, f"intent:withdraw_comment={FILE_CARD}", others)
    asked = offer(dispatcher, choices, response="utter_withdraw_comments", which=f"votre remarque « {remark} »")
    return set_slots(cleared_pending()) + asked


def say_no_such_note(session: Session, conversation_id: str, dispatcher: CollectingDispatcher) -> list[EventType]:
    """Say that there is no such note; where there is only a remark, which must then be meant, offer to withdraw it."""
    candidate = find(session, conversation_id)
    if candidate is not None and candidate.remark is not None and not candidate.notes:
        return offer_remark_withdrawal(dispatcher, candidate)
    dispatcher.utter_message(response="utter_no_such_note")
    return []
