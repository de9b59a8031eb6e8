"""Whose turn is a message: an answer to what was asked, or something else that the person wants?

The same words mean different things while a question is pending. The reader of the pending question has the first
word, the intent the second. Pure: the policy (in Rasa) and the actions (in their server) both call it and agree.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.reading.answers import TELLS_AN_ACT
from bot.reading.chat_words import words_only
from bot.reading.courteous_refusals import refuses_courteously
from bot.reading.distress import cries_for_help
from bot.reading.language import FRENCH, guess_language, may_be_a_name
from bot.reading.message import read_correction, read_message
from bot.reading.questions import looks_like_question
from bot.reading.result import NOTHING, Reading, Status
from bot.reading.town_choice import choose_town
from bot.reading.understood import (
    CORRECTION,
    COURTESIES,
    DISTRESS_CONFIDENCE,
    FOREIGN_LANGUAGE,
    NO_OFFER,
    NOT_UNDERSTOOD,
    NOTHING_SAID,
    SURE_CONFIDENCE,
    YES_NO_CONFIDENCE,
    YES_OFFER,
    Turn,
    Understood,
    as_understood,
)
from bot.reading.wishes import (
    beside_wish,
    chosen,
    exact_choice,
    named_choice,
    named_field,
    note_wish,
    wants_erasure,
    wish_to_go_on,
)
from bot.reading.yes_no import fold, read_plain_yes_no, read_yes_no, wants_to_skip

FIELDS = ("last_name", "first_name", "town", "mobility", "availability", "email", "phone")
YES_NO_QUESTIONS = ("consent", "confirmation", "interview_ready", "notes_reviewed", "erasure")
# What cannot be taken back lightly needs a plain yes.
STRICT_QUESTIONS = ("consent", "erasure")
NAMES = ("last_name", "first_name")
VERY_SURE_CONFIDENCE = 0.80
OPTIONAL_FIELDS = ("email", "phone")
FREE_QUESTIONS = ("scenario", "followup", "amendment", "comment")
# What is answered to them is kept whatever it is, a lone emoji too.
INTERVIEW_QUESTIONS = ("scenario", "followup")

_CONTROLS = frozenset({
    "repeat_question", "dont_understand", "stop_pause", "ask_human", "ask_delete_my_data", "ask_access_my_data",
    "ask_change_my_data", "ask_technical_problem", "goodbye",
})  # fmt: skip
_OTHER_MATTERS = _CONTROLS | {"insult", "complain_process", "out_of_scope", "thanks", "greet"}
_HARDLY_AN_ANSWER = 0.02
_LONGEST_CONTROL = 12
_END_OF_SENTENCE = re.compile(r"(?<=[.!?;,\n])\s+|\s+(?=(?:et|mais|sinon|au fait|par contre|dites?)\b)", re.IGNORECASE)
_JOINS = re.compile(r"(?:et|mais|sinon|au fait|par contre|dites?|bon|alors|euh)", re.IGNORECASE)
_LONGEST_SCRAP = 3
_WHY = re.compile(
    r"(?:mais |et |euh )?(?:pourquoi|pk|pkoi|pour quoi faire|pourkoi)(?: (?:vous |tu )?(?:me |m )?(?:demandez|demandes|voulez|veux|posez|faut)(?: .*)?| ca| faire| cette question)?"
)
_DECLINES_TO_SAY = re.compile(
    r"\b(?:prefere|veux|voudrais|souhaite|souhaiterais|aime autant|aimerais|dire|donner|donne|repondre|reponds|communiquer|passe|passer|passons|suivant|regarde|confidentiel|prive|personnel|refuse|"
    r"non merci|sans facon|secret|pas envie|pas oblige|garde pour moi)\b|^(?:non|nan|rien|aucune?)$"
)
_OWN_TROUBLE = re.compile(
    r"\ba quoi bon\b|\b(?:je|j|jsuis|chui|jai|jen|moi|me|m|mon|ma|mes)\b.*\b(?:peux plus|craque|mal|seule?|pleure|mourir|finir|vivre|vie|faim|mange|dormir|dors|dehors|"
    r"rue|violences?|frappe|battue?|bat|peur|tiens plus|bout|deprimee?|suicide\w*|souffre|detresse|expulsee?|aidez|secours|espoir|noir)\b"
)
_OF_A_THIRD = re.compile(
    r"\b(?:mon|ma|mes|son|sa|un|une|le|la) (?:voisine?|mari|femme|epoux|epouse|conjointe?|compagnon|compagne|fils|fille|mere|pere|frere|soeur|amie?|copine?|collegue|cousine?|oncle|tante|belle \w+|beau \w+|tuteur|tutrice|patron\w*|chef\w*)\b"
)
_NO_IDEA = re.compile(
    r"(?:(?:bof|euh|ben|bah|franchement|desolee?|honnetement|la|alors|pff+) )*(?:(?:je |j )?(?:n )?(?:ai|vois) (?:pas |aucune |vraiment |trop )+(?:d )?|pas d |aucune )(?:idees?|inspiration)(?: (?:du tout|desolee?|merci|la|pour l instant|comme ca|de quoi dire))*"
)
_HAS_WORDS = re.compile(r"[^\W_]")
_OF_SOMEBODY_ELSE = re.compile(r"\b(?:lui|leur|elle|elles|eux)\b")
_ONLY_ASKS = re.compile(r"[?\s]+")
_NOTHING_TO_ADD = re.compile(
    r"(?:non|nan|nope|rien|non non)(?: merci| rien| c est (?:bon|tout)| ca (?:va|ira)| pas (?:besoin|la peine)| d autre| de plus| a ajouter)*"
)
_OWN_FIELD = re.compile(
    r"\bmon (?:nom|prenom|mail|email|e mail|adresse|courriel|tel|telephone|numero|portable)\b|\bma (?:ville|commune|mobilite|disponibilite|dispo)\b|\bj habite\b"
)


# Asked behind an answer, only to be sure that it will do.
_REASSURES = re.compile(
    r"(?:et |mais |hein )?(?:(?:c |ce )?(?:est|c est|c|ca|cela|ce) ?(?:est )?(?:pas )?(?:grave|bon|bien|possible|embetant|genant|un probleme|un souci|ok|valable|suffisant|trop|assez|peu|beaucoup|correct|clair)"
    r"|ca (?:va|ira|ira comme ca|suffit|pose (?:un )?probleme|vous va|vous convient|derange|le fait|passe|joue)|ok|d accord|n est ce pas|hein|vous voyez|tu vois|non)(?: (?:pour vous|comme ca|quand meme))?"
)


def _is_reassurance(part: str) -> bool:
    return "?" in part and bool(_REASSURES.fullmatch(fold(part)))


def without_questions(text: str) -> str | None:
    """Returns what a message says beside the questions in it; None when it asks nothing or nothing else is said."""
    parts = [part for part in _END_OF_SENTENCE.split(text) if part.strip() and not _JOINS.fullmatch(part.strip(" ,"))]
    statements = [part for part in parts if not looks_like_question(part)]
    return " ".join(statements).rstrip(" ,") if 0 < len(statements) < len(parts) else None


def corrections(text: str, pending: str | None, today: date) -> dict[str, Reading]:
    """Returns the fields that a message corrects: said to be wrong, or said as one's own when another was asked."""
    found = dict(read_correction(text, pending, today))
    if not _OWN_FIELD.search(fold(text)) or looks_like_question(text):
        return found
    if pending is not None and pending in read_message(text, pending, today):
        return found  # the message answers what was asked, whatever else it says
    for name, reading in read_message(text, None, today).items():
        if reading.sure and name != pending:
            if name in NAMES and len(reading.value) > 1:
                found.pop("first_name", None)
                found.pop("last_name", None)
            found[name] = reading
    return found


def pending_question(slots: Mapping[str, Any]) -> str | None:
    """Returns the name of the question that waits for an answer, if any."""
    return slots.get("awaiting") or slots.get("requested_slot")


def take_turn(slots: Mapping[str, Any], message: Mapping[str, Any], today: date) -> Turn:
    """Decides how a message is taken, given what is already known (see `_take_turn`)."""
    turn = _take_turn(slots, message, today)
    if turn.intent == "start_registration" and slots.get("confirmed"):
        return replace(turn, intent="ask_status")
    return turn


def _take_turn(slots: Mapping[str, Any], message: Mapping[str, Any], today: date) -> Turn:
    """Decides how a message is taken.

    Args:
        slots: slots before the message; of interest are `awaiting`, `requested_slot`, `choices`, `town_candidates`.
        message: the parsed message, with `text` and `intent_ranking` (names and confidences).
        today: the day it was received, Europe/Paris.
    """
    text = (message.get("text") or "").strip()
    understood = as_understood(message)
    if text.startswith("/"):
        return Turn(intent=understood.intent, understood=understood)
    pending = pending_question(slots)
    if not _HAS_WORDS.search(text) and read_yes_no(text) is None:
        return _wordless_turn(pending, text, understood)
    if _in_distress(pending, text, understood, today):
        return Turn(intent="distress", understood=understood)
    if understood.intent == "distress" and pending not in FIELDS and _tells_a_story(fold(text)):
        understood = replace(understood, ranking=understood.ranking[1:])
    if (wish := _read_wish(text, slots, pending, understood, today)) is not None:
        return wish
    if (foreign := _foreign_turn(pending, text, understood, today)) is not None:
        return foreign
    if pending in FIELDS:
        return _field_turn(pending, text, understood, slots, today)
    if pending in YES_NO_QUESTIONS:
        return _yes_no_turn(pending, text, understood, today)
    if pending in FREE_QUESTIONS:
        return _free_turn(pending, text, understood, slots, today)
    if slots.get("consent"):
        correction = corrections(text, None, today)
        if correction and not (looks_like_question(text) and understood.confidence >= SURE_CONFIDENCE):
            return Turn(intent=CORRECTION, readings=correction, understood=understood)
    return Turn(intent=understood.topic, understood=understood)


def _wordless_turn(pending: str | None, text: str, understood: Understood) -> Turn:
    """Returns the turn of a message without a word: an emoji may be all that somebody wants to say to a scenario."""
    if not text or pending not in INTERVIEW_QUESTIONS:
        return Turn(intent=NOTHING_SAID, understood=understood)
    if _ONLY_ASKS.fullmatch(text):
        return Turn(intent="dont_understand", understood=understood)
    return Turn(value=text, understood=understood)


def _read_wish(
    text: str, slots: Mapping[str, Any], pending: str | None, understood: Understood, today: date
) -> Turn | None:
    """Returns the turn of an offered choice, of going on, of a note or a field named; None when it is none of these."""
    choices: Mapping[str, str] = slots.get("choices") or {}
    directive = exact_choice(text, choices)
    if directive is None and (pending is None or NO_OFFER in choices):
        # An offer that may be refused is itself a question, the latest one.
        answer = read_yes_no(text)
        offer = None if answer is None else YES_OFFER if answer else NO_OFFER
        directive = None if offer is None else choices.get(offer)
    if directive is not None:
        return chosen(directive, understood)
    is_free = pending in FREE_QUESTIONS
    if (beside := beside_wish(text, is_free=is_free)) is not None:
        return Turn(intent=beside, understood=understood)
    if is_free and slots.get("consent") and wants_erasure(text):
        return Turn(intent="ask_delete_my_data", understood=understood)
    if slots.get("consent") and (wish := note_wish(text)) is not None and not (is_free and wish[1] is None):
        return Turn(intent=wish[0], value=wish[1], understood=understood)
    if not is_free and slots.get("consent") and corrections(text, pending if pending in FIELDS else None, today):
        return None
    if (directive := named_choice(text, choices)) is not None:
        return chosen(directive, understood)
    if not is_free and slots.get("consent") and pending not in FIELDS and (name := named_field(text)) is not None:
        return (
            Turn(value=name, understood=understood)
            if pending == "confirmation"
            else Turn(intent="change_field", value=name, understood=understood)
        )
    if (going_on := wish_to_go_on(text, slots, pending)) is not None:
        return Turn(intent=going_on, understood=understood)
    if pending is not None and not is_free and _WHY.fullmatch(fold(text)):
        return Turn(intent="dont_understand", understood=understood)
    return None


def _foreign_turn(pending: str | None, text: str, understood: Understood, today: date) -> Turn | None:
    """Returns the turn of a message in another language; None when it is French, or understood all the same.

    A name in its own script, a yes, a town or a date in an English sentence answer what was asked; a wish that must
    not wait (a human, one's data) is heard in any language. Nothing else of it enters a field or a note.
    """
    language = guess_language(text)
    if language == FRENCH or (understood.intent in _CONTROLS - COURTESIES and understood.confidence >= SURE_CONFIDENCE):
        return None
    if pending in YES_NO_QUESTIONS and read_yes_no(text) is not None:
        return None
    if pending in NAMES and may_be_a_name(text):
        return None
    if pending in FIELDS and pending not in NAMES and not looks_like_question(text):
        asked = read_message(text, pending, today).get(pending)
        if asked is not None and asked.status in {Status.VALUE, Status.AMBIGUOUS}:
            return Turn(readings={pending: asked}, understood=understood)
    return Turn(intent=FOREIGN_LANGUAGE, value=language, understood=understood)


def _in_distress(pending: str | None, text: str, understood: Understood, today: date) -> bool:
    """Returns whether a person is in distress: by their words, or by the classifier where no story is being told.

    An answer to a scenario tells of somebody else's trouble: there the classifier counts only when the person speaks
    of their own.
    """
    if cries_for_help(text):
        return True
    if understood.intent != "distress":
        return False
    if pending in FIELDS:
        return _distress_in_a_form(pending, text, understood, today)
    folded = fold(text)
    if pending not in FREE_QUESTIONS:
        return understood.confidence >= DISTRESS_CONFIDENCE and not _tells_a_story(folded)
    is_own = _OWN_TROUBLE.search(folded) and not TELLS_AN_ACT.search(folded) and not _OF_SOMEBODY_ELSE.search(folded)
    return bool(is_own) and understood.confidence >= SURE_CONFIDENCE


def _tells_a_story(folded: str) -> bool:
    """Returns whether somebody tells what they do, and nothing of a trouble of their own."""
    tells = TELLS_AN_ACT.search(folded) or _opens_with_an_act(folded)
    return bool(tells) and not _OWN_TROUBLE.search(folded)


def _distress_in_a_form(pending: str, text: str, understood: Understood, today: date) -> bool:
    """Returns whether the classifier hears distress where a field was asked.

    People tell of their lives beside the answer ("j'ai plus de voiture, 10 bornes"): where the field's reader finds
    what was asked, they must speak of their own trouble as well.
    """
    if understood.confidence < DISTRESS_CONFIDENCE or understood.informs > understood.confidence:
        return False
    found = read_message(text, pending, today).get(pending)
    if found is None or found.status not in {Status.VALUE, Status.AMBIGUOUS}:
        return True
    return bool(_OWN_TROUBLE.search(fold(text))) and understood.confidence >= VERY_SURE_CONFIDENCE


def _field_turn(pending: str, text: str, understood: Understood, slots: Mapping[str, Any], today: date) -> Turn:
    if pending == "town" and slots.get("town_candidates"):
        meant = choose_town(text, slots["town_candidates"])
        waits = understood.intent in _CONTROLS - COURTESIES and understood.confidence >= VERY_SURE_CONFIDENCE
        if meant.answers and (meant.sure or not (waits or _is_contested(pending, meant, text, understood))):
            return Turn(readings={"town": meant}, understood=understood)
    correction = corrections(text, pending, today)
    if correction:
        return Turn(readings=correction, understood=understood)
    if (readings := _reassured(pending, text, today)) is not None:
        return Turn(readings=readings, understood=understood)
    statement = without_questions(text)
    if statement and understood.questions:
        readings = read_message(statement, pending, today)
        beside = readings.get(pending, NOTHING)
        is_meant = beside.sure or understood.informs >= _HARDLY_AN_ANSWER
        if is_meant and beside.status in {Status.VALUE, Status.AMBIGUOUS}:
            return Turn(readings=readings, questions=tuple(understood.questions), understood=understood)
    readings = read_message(text, pending, today)
    asked = readings.get(pending)
    if asked is not None and asked.status is Status.DECLINED and not _declines(pending, text):
        asked = None
        readings = {name: reading for name, reading in readings.items() if name != pending}
    # What was given before stays, unless it is said to be one's own: « mon voisin Gérard, au 06… » changes no number.
    if _OF_A_THIRD.search(fold(text)) and not _OWN_FIELD.search(fold(text)):
        readings = {name: reading for name, reading in readings.items() if name == pending or not slots.get(name)}
    if len(readings) > 1 and not looks_like_question(text):
        return Turn(readings=readings, understood=understood)  # a message that gives several fields is an answer
    if asked is not None and asked.answers:
        if not _is_contested(pending, asked, text, understood):
            return Turn(readings=readings, understood=understood)
    elif readings:
        return Turn(readings=readings, understood=understood)
    if understood.topic == "start_registration":
        return Turn(intent="resume", understood=understood)
    is_scrap = understood.topic == "out_of_scope" and len(text.split()) <= _LONGEST_SCRAP
    if understood.topic in {NOT_UNDERSTOOD, "affirm", "deny"} or is_scrap:
        # Nothing that the field's reader knows and no other wish: the question is asked again, with help.
        return Turn(readings={}, understood=understood)
    return Turn(intent=understood.topic, understood=understood)


def _reassured(pending: str, text: str, today: date) -> dict[str, Reading] | None:
    """Returns what a message gives that only asks, behind it, whether it will do ("je ne sais pas encore, c'est grave ?")."""
    *said, last = [part for part in _END_OF_SENTENCE.split(text) if part.strip()] or [""]
    statement = " ".join(said).rstrip(" ,")
    if not statement or not _is_reassurance(last) or looks_like_question(statement):
        return None
    readings = read_message(statement, pending, today)
    asked = readings.get(pending, NOTHING)
    is_declined = asked.status is Status.DECLINED and _declines(pending, statement)
    return readings if is_declined or asked.status in {Status.VALUE, Status.AMBIGUOUS, Status.UNKNOWN} else None


def _is_contested(field: str, reading: Reading, text: str, understood: Understood) -> bool:
    """Returns whether a message that reads as the asked field rather is something else that the person wants.

    The reader has the first word: a value that it found stands, unless the message is a question, or so surely about
    something else, and so little like an answer, that the value only happens to stand in it. A name is what any word
    may be, and a refusal or a vague answer may be a wish to stop: there a sure intent is heard.
    """
    unknowing = understood.topic in {"dont_understand", "out_of_scope", "deny"}
    if reading.status is Status.UNKNOWN and unknowing and not looks_like_question(text):
        return False  # "je ne sais pas encore"
    if understood.confidence >= VERY_SURE_CONFIDENCE and understood.informs < _HARDLY_AN_ANSWER:
        is_about = understood.topic.startswith("ask_") or understood.topic in _OTHER_MATTERS
        if is_about and (field in NAMES or len(text.split()) > _LONGEST_SCRAP):
            return True
    if reading.sure or understood.topic in {NOT_UNDERSTOOD, "affirm", "deny"}:
        return False
    if looks_like_question(text):
        return True
    is_found = reading.status in {Status.VALUE, Status.AMBIGUOUS, Status.UNKNOWN}
    if is_found and field not in NAMES:
        return False
    if reading.status is Status.DECLINED:
        return understood.intent in _CONTROLS and understood.confidence >= VERY_SURE_CONFIDENCE
    wants = understood.intent in _CONTROLS or understood.intent.startswith("ask_")
    return wants and understood.confidence >= (VERY_SURE_CONFIDENCE if is_found else SURE_CONFIDENCE)


def _declines(field: str, text: str) -> bool:
    """Returns whether a refusal is one of the field: "je n'ai pas d'ordinateur" declines no town."""
    return (
        field in OPTIONAL_FIELDS or bool(_DECLINES_TO_SAY.search(fold(text))) or refuses_courteously(words_only(text))
    )


def gives_a_field(text: str, understood: Understood, today: date) -> bool:
    """Returns whether a message gives what a form asks, which nobody has asked for yet."""
    if looks_like_question(text):
        return False
    if understood.informs > understood.confidence:
        return True
    found = read_message(text, None, today).values()
    return any(reading.sure and reading.status in {Status.VALUE, Status.AMBIGUOUS} for reading in found)


def _yes_no_turn(pending: str, text: str, understood: Understood, today: date) -> Turn:
    if pending == "confirmation":
        correction = corrections(text, None, today)
        if correction:
            return Turn(readings=correction, understood=understood)
    elif pending not in {"consent", "erasure"} and not looks_like_question(text):
        correction = corrections(text, None, today)
        if correction:
            return Turn(intent=CORRECTION, readings=correction, understood=understood)
    answer = read_plain_yes_no(text) if pending in STRICT_QUESTIONS else read_yes_no(text)
    if answer is None and pending == "confirmation":
        given = {name: reading for name, reading in read_message(text, None, today).items() if reading.sure}
        if given:
            return Turn(readings=given, understood=understood)
    if (
        answer is None
        and understood.intent in {"affirm", "deny"}
        and understood.confidence >= (SURE_CONFIDENCE if pending == "notes_reviewed" else YES_NO_CONFIDENCE)
        and "?" not in text
    ):
        answer = understood.intent == "affirm" and pending not in STRICT_QUESTIONS
        if not answer and understood.intent == "affirm":
            answer = None
    if answer is None and pending == "notes_reviewed" and (understood.topic == "thanks" or wants_to_skip(text)):
        answer = True
    if answer is None and pending == "interview_ready" and (wants_to_skip(text) or understood.topic == "stop_pause"):
        answer = False
    if answer is not None:
        return Turn(value=answer, understood=understood)
    is_scrap = len(text.split()) == 1 and understood.topic in {"insult", "out_of_scope"}
    if understood.topic in {NOT_UNDERSTOOD, "affirm", "deny"} or is_scrap:
        return Turn(value=None, understood=understood)  # neither yes nor no
    if pending == "consent" and gives_a_field(text, understood, today):
        return Turn(value=None, understood=understood)
    if pending == "confirmation" and wants_to_skip(text):
        return Turn(value=None, understood=understood)  # nothing is left to pass: the file is read again
    return Turn(intent=understood.topic, understood=understood)


# « Je réexplique », « j'oriente vers un collègue », not « je veux parler à quelqu'un », « je comprends pas ».
_OPENS_WITH_AN_ACT = re.compile(
    r"^(?:(?:alors|bon|ben|bah|euh|deja|d abord|la|et|moi|non|oui|ok|donc|perso|personnellement|sincerement|franchement) ){0,3}(?:je |j |on |nous )(?:(?:ne|n|lui|leur|le|la|les|l|me|m|y|en|vais|va|irais) ){0,4}"
    r"(?!(?:veu|voudr|voul|souhait|aimer|peux|peut|pourr|pouv|compr|pige|capte|arret|quitt|prefer|demand|besoin|crois|pense|trouve|revien|repren|continu|abandonn|refuse|desire|sollicit|exige|supprim|efface|retir|"
    r"corrig|modifi|insist|bugu|bloqu|pleur|craqu|souffr|creve|meur|galer|stress|panique|fatigu|deprim|arriv|sens|rappel|souvien)\w*"
    r"|(?:a|ai|est|suis|ne|n|re|sais|sait|savais|dois|aime|avais|pars|cherche a|vois|pause|m en|passe$|passe cette|passe la (?:question|situation|suite)|saute|laisse tomber|lache|fais une pause|change d avis|dors|tue|perds)\b)\w{3,}"
)
_ASKS_FOR_A_PERSON = re.compile(
    r"\b(?:parler|discuter|echanger|causer|voir|joindre|contacter|appeler|avoir|passe[rz]?[ -]moi|passez moi|passer) (?:a |avec |au |un |une )*(?:humain|personne|quelqu un|conseiller|vrai|vraie|responsable|recruteur|agent|operateur)"
)


_PAUSES = re.compile(r"\bje (?:fais|vais faire|prends) une (?:petite )?pause\b")


def _opens_with_an_act(folded: str) -> bool:
    """Returns whether a message begins with something that its writer does."""
    return _OPENS_WITH_AN_ACT.search(folded) is not None


def _free_turn(pending: str, text: str, understood: Understood, slots: Mapping[str, Any], today: date) -> Turn:
    if wants_to_skip(text) or (pending != "scenario" and _NOTHING_TO_ADD.fullmatch(fold(text))):
        return Turn(value="skip", understood=understood)
    words = len(text.split())
    folded = fold(text)
    if _NO_IDEA.fullmatch(folded):  # helped with the scenario; of a further question, passed
        return Turn(intent="dont_understand") if pending == "scenario" else Turn(value="skip", understood=understood)
    is_act = TELLS_AN_ACT.search(_PAUSES.sub("", folded)) or (
        _opens_with_an_act(folded) and not _ASKS_FOR_A_PERSON.search(folded)
    )
    is_short = words <= _LONGEST_CONTROL and not is_act
    if is_short and slots.get("consent") and _OWN_FIELD.search(folded):
        correction = corrections(text, None, today)
        if correction:
            return Turn(intent=CORRECTION, readings=correction, understood=understood)
    sure = understood.confidence >= SURE_CONFIDENCE
    is_control = (
        understood.intent in _CONTROLS
        or understood.intent == "insult"
        or (understood.intent in {"greet", "thanks"} and words <= 4)
    )
    is_question = looks_like_question(text)
    if is_control and _OF_SOMEBODY_ELSE.search(folded) and not is_question:
        is_control = False
    if is_short and sure and (is_control or (understood.intent.startswith("ask_") and is_question)):
        return Turn(intent=understood.intent, understood=understood)
    return Turn(value=text, understood=understood)
