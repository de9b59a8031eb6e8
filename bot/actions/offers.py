"""Choices that several actions offer, title to directive."""

import json
from collections.abc import Mapping, Sequence

from bot.base.channel_info import CHANNELS
from bot.base.registration import DECLINED, FIELDS
from bot.understanding.nlu.faq_selection import ASKED
from bot.understanding.reading.dialogue_acts import QuestionKind, kind_of
from bot.understanding.reading.directives import (
    CALL_OFF,
    CHANGE_TOPIC,
    LEAVE_REMARK,
    REMARK,
    SET,
    TELL_OF_IT,
    WITHDRAW_TOPIC,
)
from bot.understanding.reading.interpretation import (
    CALL_OFF_HUMAN,
    CHANGE_FIELD,
    NO_CHANGE,
    NO_OFFER,
    TELL_TOPIC,
    YES_OFFER,
)
from bot.understanding.reading.resolution import Resolution, Status


def yes_or_no(yes: str, accept: str, no: str, decline: str) -> dict[str, str]:
    """The choices of an offer, to which any other yes or no is an answer too.

    Args:
        yes: title of the acceptance, and `accept` its directive.
        no: title of the refusal, and `decline` its directive.
    """
    return {yes: accept, no: decline, YES_OFFER: accept, NO_OFFER: decline}


HUMAN_OFFER = {"Parler à un humain": "intent:ask_human"}
# Who seems to want a person is asked before a request is made.
SHALL_I_REQUEST = yes_or_no("Oui, je veux bien", "intent:ask_human", "Non merci", f"intent:{NO_CHANGE}")
SHALL_I_CALL_OFF = yes_or_no("Oui, l'annuler", f"intent:{CALL_OFF_HUMAN}", "Non, la garder", f"intent:{NO_CHANGE}")
REMARK_OFFER = {REMARK: f"intent:{LEAVE_REMARK}"}
ELSEWHERE = "Continuer sur un autre appareil"
OBJECT = "M'opposer"
ERASE_ALL = {"Tout supprimer": "intent:ask_delete_my_data"}
PIX_OFFER = {"En savoir plus sur Pix": f"intent:{ASKED}=pix/contenu"}
TO_BE_REACHED = {
    "Ajouter un e-mail": f"intent:{CHANGE_FIELD}=email", "Ajouter un téléphone": f"intent:{CHANGE_FIELD}=phone",
}  # fmt: skip
ACCEPT_MAIL, DECLINE_MAIL = "accept_mail", "decline_mail"
# The subject of a request for a person.
PASS_SUBJECT = {"Passer": f"intent:{TELL_TOPIC}"}
TELL_SUBJECT_OFFER = {TELL_OF_IT: "intent:change_topic"}
CALL_OFF_OFFER = {CALL_OFF: "intent:call_off_human"}
SUBJECT_OFFERS = {CHANGE_TOPIC: "intent:change_topic", WITHDRAW_TOPIC: "intent:withdraw_topic"}
# Where it stands among other things, they say whose words.
SUBJECT_TITLES = {
    "Changer les mots de ma demande": "intent:change_topic", "Retirer les mots de ma demande": "intent:withdraw_topic",
}  # fmt: skip
REFUSED_OFFER = {"Finalement, oui": "intent:start_registration"}  # the button of utter_refused
# Outside services that carry the messages of a channel, by its name.
PROVIDERS = {name: known.provider for name, known in CHANNELS.items() if known.provider}


def welcome_offers() -> dict[str, str]:
    """Where to begin."""
    return {
        "Je m'inscris": "intent:start_registration",
        "Le test Pix": f"intent:{ASKED}=pix/quoi",
        "Le métier": f"intent:{ASKED}=missions/trois_missions",
        **HUMAN_OFFER,
        YES_OFFER: "intent:start_registration",
    }


def closing_offers() -> dict[str, str]:
    """Where to go on after the interview."""
    return {
        "Ces qualités au quotidien": "intent:good_practices",
        "Relire mes données": "intent:ask_access_my_data",
        **REMARK_OFFER,
        ELSEWHERE: "intent:resume_code",
    }


def erasure_offers(fields: Sequence[str]) -> dict[str, str]:
    """What an erasure that names fields may mean."""
    return {
        "Tout effacer": "intent:ask_delete_my_data",
        f"Seulement {named(fields)}": f"{SET}:{json.dumps(dict.fromkeys(fields, DECLINED))}",
        "Rien": "intent:deny",
    }


def removal_offers(fields: Sequence[str]) -> dict[str, str]:
    """What may be meant if fields were perhaps to be removed."""
    take_out, change_nothing = f"{SET}:{json.dumps(dict.fromkeys(fields, DECLINED))}", f"intent:{NO_CHANGE}"
    each = {f"Retirer {FIELDS[field].noun}": f"{SET}:{json.dumps({field: DECLINED})}" for field in fields}
    correct = {"Corriger": f"intent:{CHANGE_FIELD}={fields[0]}"} if len(fields) == 1 else {}
    return {
        f"Retirer {named(fields)}": take_out, **each, **correct, "Ne rien changer": change_nothing,
        YES_OFFER: take_out, NO_OFFER: change_nothing,
    }  # fmt: skip


def change_offers(readings: Mapping[str, Resolution]) -> dict[str, str]:
    """A yes and a no to changing these values; empty if one is unclear."""
    if any(reading.status is not Status.VALUE for reading in readings.values()):
        return {}
    change = f"{SET}:{json.dumps({name: reading.value for name, reading in readings.items()})}"
    return yes_or_no("Oui, changer", change, "Non, ne rien changer", f"intent:{NO_CHANGE}")


def named(fields: Sequence[str]) -> str:
    """Fields within a sentence: « le téléphone et l'e-mail »."""
    return " et ".join(FIELDS[field].noun for field in fields)


def reminder_offers() -> dict[str, str]:
    """The answers to an offered reminder."""
    return yes_or_no("Oui, un rappel", "intent:accept_reminder", "Non merci", "intent:decline_reminder")


def mail_offers(pending: str | None) -> dict[str, str]:
    """The answers to an offered e-mail notification.

    While free words or a field are pending only « Oui » and « Non » count, elsewhere any yes or no does.
    """
    accept, decline = f"intent:{ACCEPT_MAIL}", f"intent:{DECLINE_MAIL}"
    if kind_of(pending) in {QuestionKind.FREE, QuestionKind.FIELD}:
        return {"Oui": accept, "Non": decline}
    return yes_or_no("Oui", accept, "Non", decline)
