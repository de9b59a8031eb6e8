"""What the registration's actions share: storing values, acknowledging them, and the next question."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.asking import quick_replies
from bot.actions.base import buttons
from bot.actions.interview import find_mask_rows
from bot.base.registration import CONTACTS, DECLINED, FIELDS, given
from bot.content.sentences import sentence
from bot.records.conversations import reply_notifications
from bot.records.files import candidates, redaction, remarks
from bot.understanding.reading.directives import SET
from bot.understanding.reading.interpretation import NONE_OF_THEM, Interpretation
from bot.understanding.reading.resolution import Resolution, Status
from bot.words.notes import REMARK_TITLE
from bot.words.wording import LABELS, in_words

UNDO, KEEPING = "Annuler ce changement", "Garder aussi "


@dataclass
class FieldUpdates:
    """What one message changed in the registration.

    Attributes:
        slots: to set.
        noted: fields that now have a value, in order.
        declined: fields that the candidate does not want to give.
        removed: fields that had a value and no longer have one.
        remarks: details added to the remark for recruiters, with masks applied.
        mail_cancelled: the e-mail notification was cancelled with its address.
        unclear: resolutions that gave no value (ambiguous, invalid, unknown), by field.
    """

    slots: dict[str, Any] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    mail_cancelled: bool = False
    unclear: dict[str, Resolution] = field(default_factory=dict)

    @property
    def is_open(self) -> str | None:
        """The field that still needs an answer, if any."""
        return next(reversed(self.unclear), None)


def next_question(slots: Mapping[str, Any]) -> str | None:
    """The next question of the registration, None once it is complete and confirmed."""
    if slots.get("consent") is not True:
        return "consent"
    for name in FIELDS:
        if slots.get(name) is None:
            return name
    return None if slots.get("confirmed") else "confirmation"


def recap(slots: Mapping[str, Any], remark: str | None) -> str:
    """The registration as a list, a line a field and one for the remark."""
    lines = [f"• {LABELS[name]} : {in_words(name, slots.get(name))}" for name in FIELDS]
    lines += [f"• {REMARK_TITLE} : « {remark} »"] if remark is not None else []
    return "\n".join(lines)


def undo_choice(before: Mapping[str, Any], taken: FieldUpdates) -> dict[str, str]:
    """Choices that undo a change of stored values, or that keep earlier places of work as well.

    « Je peux aussi aller à Concarneau » may add a place or replace one, so both are offered.

    Args:
        before: slots before the message.
    """
    changed = {
        name: before[name]
        for name, value in taken.slots.items()
        if name in FIELDS and before.get(name) is not None and before[name] != value
    }
    if not changed:
        return {}
    choices = {UNDO: f"{SET}:{json.dumps(changed)}"}
    old, new = given(changed, "mobility") or {}, given(taken.slots, "mobility") or {}
    earlier = [place for place in old.get("places", ()) if place not in new.get("places", ())]
    if earlier and new.get("places") and old["kind"] == new["kind"]:
        both = {**new, "places": [*earlier, *new["places"]]}
        choices[KEEPING + ", ".join(earlier)] = f"{SET}:{json.dumps({'mobility': both})}"
    return choices


def offered_undos(choices: Mapping[str, str] | None) -> dict[str, str]:
    """The choices of `undo_choice` among those on offer."""
    return {title: directive for title, directive in (choices or {}).items() if title.startswith((UNDO, KEEPING))}


def store_turn(session: Session, tracker: Tracker, turn: Interpretation) -> FieldUpdates:
    """Store every value that a message gives, and as a remark the details that no field holds."""
    taken, conversation_id = FieldUpdates(), tracker.sender_id
    for detail in turn.details:
        added = remarks.add(session, conversation_id, detail, partial(find_mask_rows, tracker.current_slot_values()))
        taken.remarks += [added] if added is not None else []
    for name, reading in turn.resolutions.items():
        if reading.status is Status.VALUE:
            _store(session, conversation_id, name, reading.value, taken)
            taken.noted.append(name)
        elif reading.status is Status.DECLINED:
            before = _store(session, conversation_id, name, None, taken)
            (taken.declined if before is None else taken.removed).append(name)
        elif reading.status is Status.UNKNOWN and name == "availability":
            _store(session, conversation_id, name, {"unknown": True}, taken)
            taken.noted.append(name)
        else:
            taken.unclear[name] = reading
    if "town" in taken.slots:
        taken.slots["town_candidates"] = None
    return taken


def _store(session: Session, conversation_id: str, name: str, value: Any, taken: FieldUpdates) -> Any:
    """Store a value, or None for a declined field; the value before it."""
    had_agreed = name == "email" and reply_notifications.is_opted_in(session, conversation_id)
    before = candidates.set_field(session, conversation_id, name, value)
    taken.mail_cancelled |= had_agreed and not reply_notifications.is_opted_in(session, conversation_id)
    taken.slots[name] = DECLINED if value is None else value
    if value is None and before is not None:
        redaction.redact_field(session, conversation_id, name, before)
    return before


def explain_rejections(
    dispatcher: CollectingDispatcher, taken: FieldUpdates, slots: Mapping[str, Any]
) -> dict[str, Any]:
    """Say why an unclear field got no value; the slots of what is offered instead."""
    changes: dict[str, Any] = {}
    for name, reading in taken.unclear.items():
        if reading.status is Status.AMBIGUOUS and name == "town":
            changes["town_candidates"] = list(reading.candidates)
            continue  # the question about towns of the same name is the form's
        changes["explained"] = True
        if reading.status is Status.AMBIGUOUS:
            choices = {in_words(name, value): f"value:{json.dumps(value)}" for value in reading.candidates}
            changes["choices"] = choices
            dispatcher.utter_message(response=f"utter_offer_{name}", buttons=buttons(choices))
            continue
        response = f"utter_not_read_{name}"
        of_towns = reading.reason == NONE_OF_THEM and name != "town"
        if reading.status is Status.INVALID and reading.reason in INVALID_RESPONSES and not of_towns:
            response = f"utter_invalid_{reading.reason}"
        elif reading.status is Status.UNKNOWN:
            response = "utter_not_known"
        dispatcher.utter_message(response=response, buttons=quick_replies(name, slots))
    return changes


INVALID_RESPONSES = frozenset({
    "nickname", "near_town", "abroad", "too_wide", "no_such_postcode", "none_of_them", "how_far", "past_date", "no_such_day", "vague", "bad_email",
    "bad_phone",
})  # fmt: skip


def opening_words(taken: FieldUpdates, before: Mapping[str, Any]) -> str:
    """The opening words of an acknowledgement: some value was corrected, or all are new."""
    is_corrected = any(given(before, name) is not None for name in taken.noted)
    return sentence("registration.corrected") if is_corrected else sentence("registration.noted")


def acknowledge(taken: FieldUpdates, how: str) -> str:
    """Say what was stored, such as « C'est noté. Ville : Brest. ».

    Args:
        how: the opening words.
    """
    values = " ; ".join(f"{FIELDS[name].label} : {in_words(name, taken.slots[name])}" for name in taken.noted)
    noted = f"{how}. {values[0].upper()}{values[1:]}." if values else ""
    said = [noted]
    if taken.removed:
        said.append(sentence("registration.removed", fields=" et ".join(FIELDS[name].label for name in taken.removed)))
    if "last_name" in taken.removed:
        said.append(sentence("registration.without_name"))
    if "town" in taken.removed:
        said.append(sentence("registration.without_town"))
    if taken.mail_cancelled:
        said.append(sentence("registration.mail_cancelled"))
    said += [sentence("registration.remark", words=words) for words in taken.remarks]
    if taken.declined:
        said.append(sentence("registration.passed", field=" et ".join(LABELS[name] for name in taken.declined)))
    return " ".join(filter(None, said))


def is_unreachable(taken: FieldUpdates, slots: Mapping[str, Any]) -> bool:
    """Whether this message removed the last contact, so that no recruiter can write or call."""
    return bool(taken.declined or taken.removed) and all(given(slots, name) is None for name in CONTACTS)
