"""Whose turn is a message: an answer to what was asked, or something else that the person wants?

The same words mean different things while a question is pending. The reader of the pending question has the first
word, the intent the second. Pure: the policy (in Rasa) and the actions (in their server) both call it and agree.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.reading.message import read_correction, read_message
from bot.reading.questions import looks_like_question
from bot.reading.result import Reading, Status
from bot.reading.town_choice import choose_town
from bot.reading.yes_no import fold, is_reserved, read_yes_no, wants_to_skip

FIELDS = ("last_name", "first_name", "town", "mobility", "availability", "email", "phone")
YES_NO_QUESTIONS = ("consent", "confirmation", "interview_ready", "notes_reviewed", "erasure")
STRICT_QUESTIONS = ("consent", "confirmation", "erasure")
FREE_QUESTIONS = ("scenario", "followup", "amendment")

NOT_UNDERSTOOD = "not_understood"
NOTHING_SAID = "nothing_said"
CORRECTION = "correction"
OPEN_CHAT = "open_chat"
YES_OFFER = "__yes__"

# Below this the bot would rather ask to rephrase; measured with `bot eval intents` on the held-out messages.
MINIMUM_CONFIDENCE = 0.15
SURE_CONFIDENCE = 0.45
DISTRESS_CONFIDENCE = 0.40
YES_NO_CONFIDENCE = 0.60

COURTESIES = frozenset({"greet", "thanks", "goodbye"})
_CONTROLS = frozenset({
    "repeat_question", "dont_understand", "stop_pause", "ask_human", "ask_delete_my_data", "ask_access_my_data",
    "ask_change_my_data", "ask_technical_problem", "goodbye",
})  # fmt: skip
_LONGEST_CONTROL = 12
_LONGEST_WISH = 10
_WORDS_AROUND_A_CHOICE = 4
_WANTS_TO_RESUME = re.compile(
    r"\b(?:continuer|continue|continuons|reprendre|reprend|reprends|reprenons)\b|\b(?:me|re) ?(?:re)?voila\b|\bsuis (?:de retour|revenue?)\b"
)
# A wish to go on is said with these words alone; any other makes it an answer ("je reprends l'exercice avec elle") or something else.
_WORDS_OF_RESUMING = frozenset(
    ["continuer", "continue", "continuons", "reprendre", "reprend", "reprends", "reprenons", "me", "re", "revoila", "voila", "suis", "de", "retour", "revenu", "revenue", "bonjour", "bonsoir", "salut", "coucou", "rebonjour", "ok", "oui", "bon", "bien", "allez", "alors", "donc", "voici", "c", "moi", "je", "j", "on", "nous", "veux", "voudrais", "souhaite", "souhaiterais", "aimerais", "peux", "peut", "vais", "va", "vous", "il", "faut", "s", "est", "stp", "svp", "plait", "merci", "maintenant", "pret", "prete", "la", "le", "l", "les", "mon", "ma", "mes", "notre", "suite", "inscription", "dossier", "candidature", "formulaire", "question", "questions", "situation", "situations", "entretien", "conversation", "discussion", "ou", "en", "a", "y", "etais", "etait", "etions"]
)
_NOT_NOW = re.compile(
    r"\b(?:plus tard|demain|pas|ne|stop|arrete|arreter|ce soir|semaine|tout a l heure|tantot|un autre jour|apres|autre fois|avant de)\b"
)
_WANTS_SITUATIONS = re.compile(
    r"\b(?:commencer|commence|reprendre|reprend|reprends|continuer|faire|passer aux|repondre aux|lancer)\b.*\b(?:situation|situations|entretien|scenarios?|questions)\b"
    r"|^(?:les )?situations$"
)
# Left out when what is said is compared with the title of a choice.
_SMALL_WORDS = frozenset(["le", "la", "les", "l", "un", "une", "de", "du", "des", "d", "a", "au", "je", "j", "m", "s", "il", "vous", "te", "me", "plait", "svp", "stp", "merci", "oui", "plutot", "mon", "ma", "mes"])
_END_OF_SENTENCE = re.compile(r"(?<=[.!?;,\n])\s+|\s+(?=(?:et|mais|sinon|au fait|par contre|dites?)\b)", re.IGNORECASE)
_JOINS = re.compile(r"(?:et|mais|sinon|au fait|par contre|dites?|bon|alors|euh)", re.IGNORECASE)
_HAS_WORDS = re.compile(r"[^\W_]")
_TELLS_AN_ACT = re.compile(
    r"\b(?:je|j|on|nous) (?:(?:ne|n|lui|leur|le|la|les|l|me|m|y|en|vais|vas|va|peux|dois|pourrais) ){0,4}"
    r"(?:dis|dirai|dirais|dire|reponds|repondrais|repondrai|explique|expliquerai|expliquerais|montre|montrerai|montrerais|reste|resterai|resterais|demande|"
    r"demanderai|demanderais|propose|proposerai|proposerais|prends|prendrai|prendrais|laisse|laisserai|laisserais|essaie|essaye|essaierai|aide|aiderai|aiderais|"
    r"rassure|rassurerai|rassurerais|recommence|recommencerais|cherche|chercherai|chercherais|appelle|ecoute|ecouterai|souris|repete|repeterai|repeterais|refais|fais|ferai|ferais|"
    r"tape|accompagne|accompagnerai|accompagnerais|remercie|remercierais|excuse|m excuse|invite|regarde|regarderai|commence|commencerai|commencerais)\b"
)

# Somebody else is spoken of: the learner of the scenario.
_OF_SOMEBODY = re.compile(r"\b(?:lui|leur|elle|elles|eux)\b")
_NOTHING_TO_ADD = re.compile(
    r"(?:non|nan|nope|rien|non non)(?: merci| rien| c est (?:bon|tout)| ca (?:va|ira)| pas (?:besoin|la peine)| d autre| de plus| a ajouter)*"
)
_OWN_FIELD = re.compile(
    r"\bmon (?:nom|prenom|mail|email|e mail|adresse|courriel|tel|telephone|numero|portable)\b|\bma (?:ville|commune|mobilite|disponibilite|dispo)\b|\bj habite\b"
)


@dataclass(frozen=True)
class Understood:
    """What the intent classifier made of a message.

    Attributes:
        ranking: intents with confidences, best first.
        parts: best intent of each sentence, when the message has several.
    """

    ranking: tuple[tuple[str, float], ...] = ()
    parts: tuple[tuple[str, float], ...] = ()

    @property
    def intent(self) -> str:
        """The best intent, or `NOT_UNDERSTOOD` when there is none."""
        return self.ranking[0][0] if self.ranking else NOT_UNDERSTOOD

    @property
    def confidence(self) -> float:
        """Confidence of the best intent, 0 to 1."""
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def topic(self) -> str:
        """The best intent, or `NOT_UNDERSTOOD` when the classifier is too unsure.

        A courtesy gives way to what is said beside it ("Bonjour, je désire m'enregistrer").
        """
        if self.intent in COURTESIES:
            for name, confidence in self.parts:
                if name not in COURTESIES and confidence >= SURE_CONFIDENCE:
                    return name
        return self.intent if self.confidence >= MINIMUM_CONFIDENCE else NOT_UNDERSTOOD

    @property
    def questions(self) -> list[str]:
        """Topics that the message asks about: the best one first, then those of its other sentences."""
        asked = [name for name, confidence in self.parts if confidence >= SURE_CONFIDENCE]
        return list(dict.fromkeys(name for name in [self.topic, *asked] if name.startswith("ask_")))


@dataclass(frozen=True)
class Chosen:
    """A value in normal form that was offered and chosen."""

    value: Any


@dataclass(frozen=True)
class Turn:
    """How a message is taken.

    Attributes:
        intent: what to react to; None when the message answers the pending question.
        value: the answer to a yes-or-no question (True, False), "skip" for a passed one, the words of a free one, the
            name of a chosen field, or a `Chosen` value.
        readings: fields that the message gives, by name.
        questions: topics that an answer asks about as well ("Lyon, et c'est payé combien ?").
        understood: what the classifier said.
    """

    intent: str | None = None
    value: Any = None
    readings: Mapping[str, Reading] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    understood: Understood = field(default_factory=Understood)

    @property
    def is_answer(self) -> bool:
        """Whether the pending question has its answer (a right one or not)."""
        return self.intent is None


def _as_understood(message: Mapping[str, Any]) -> Understood:
    ranking = message.get("intent_ranking") or [message.get("intent") or {}]
    parts = message.get("parts") or []
    return Understood(
        tuple((row["name"], float(row["confidence"])) for row in ranking if row.get("name")),
        tuple((row["name"], float(row["confidence"])) for row in parts),
    )


def without_questions(text: str) -> str | None:
    """Returns what a message says beside the questions in it; None when it asks nothing or nothing else is said."""
    parts = [part for part in _END_OF_SENTENCE.split(text) if part.strip() and not _JOINS.fullmatch(part.strip(" ,"))]
    statements = [part for part in parts if not looks_like_question(part)]
    return " ".join(statements).rstrip(" ,") if 0 < len(statements) < len(parts) else None


def match_choice(text: str, choices: Mapping[str, str]) -> str | None:
    """Returns the directive of an offered choice that the text names by title or number, if any."""
    titles = [title for title in choices if title != YES_OFFER]
    wanted = fold(text)
    for title in titles:
        if wanted and fold(title) == wanted:
            return choices[title]
    said = wanted.split()
    named = [title for title in titles if len(fold(title)) > 2 and set(fold(title).split()) <= set(said)]
    if len(named) == 1 and len(said) <= len(fold(named[0]).split()) + _WORDS_AROUND_A_CHOICE and "?" not in text:
        return choices[named[0]]
    core = set(said) - _SMALL_WORDS
    alike = [title for title in titles if core and set(fold(title).split()) - _SMALL_WORDS == core]
    if len(alike) == 1 and "?" not in text:
        return choices[alike[0]]
    if (number := re.fullmatch(r"(?:le |la |choix |numero |n )?(\d{1,2})", wanted)) and 0 < int(number[1]) <= len(
        titles
    ):
        return choices[titles[int(number[1]) - 1]]
    return None


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
    understood = _as_understood(message)
    if text.startswith("/"):
        return Turn(intent=understood.intent, understood=understood)
    if not _HAS_WORDS.search(text) and read_yes_no(text) is None:
        return Turn(intent=NOTHING_SAID, understood=understood)
    pending = pending_question(slots)
    choices: Mapping[str, str] = slots.get("choices") or {}
    directive = match_choice(text, choices)
    if directive is None and pending is None and YES_OFFER in choices and read_yes_no(text):
        directive = choices[YES_OFFER]
    if directive is not None:
        return _chosen(directive, understood)
    if (wish := _wish_to_go_on(text, slots, pending)) is not None:
        return Turn(intent=wish, understood=understood)
    if understood.intent == "distress" and understood.confidence >= _distress_bar(pending, text):
        return Turn(intent="distress", understood=understood)
    if pending in FIELDS:
        return _field_turn(pending, text, understood, slots, today)
    if pending in YES_NO_QUESTIONS:
        return _yes_no_turn(pending, text, understood, today)
    if pending in FREE_QUESTIONS:
        return _free_turn(pending, text, understood, slots, today)
    if slots.get("consent"):
        correction = read_correction(text, None, today)
        if correction and not (looks_like_question(text) and understood.confidence >= SURE_CONFIDENCE):
            return Turn(intent=CORRECTION, readings=correction, understood=understood)
    return Turn(intent=understood.topic, understood=understood)


def _chosen(directive: str, understood: Understood) -> Turn:
    """Returns the turn of an offered choice.

    `value:JSON` gives the field that was asked, `field:NAME` names one, `intent:NAME` or `intent:NAME=ARGUMENT` is a
    wish.
    """
    kind, _, rest = directive.partition(":")
    if kind == "value":
        return Turn(value=Chosen(json.loads(rest)), understood=understood)
    if kind == "field":
        return Turn(value=rest, understood=understood)
    name, _, argument = rest.partition("=")
    return Turn(intent=name, value=argument or None, understood=understood)


def _wish_to_go_on(text: str, slots: Mapping[str, Any], pending: str | None) -> str | None:
    """Returns `resume` or `start_interview` when a short message asks to go on where one was."""
    words = fold(text)
    if len(words.split()) > _LONGEST_WISH:
        return None
    if slots.get("confirmed") and pending is None and _WANTS_SITUATIONS.search(words) and not _NOT_NOW.search(words):
        return "start_interview"
    if pending is not None and _WANTS_TO_RESUME.search(words) and set(words.split()) <= _WORDS_OF_RESUMING:
        return "resume"
    return None


def _distress_bar(pending: str | None, text: str) -> float:
    """Returns the confidence that distress needs: a story about a learner is no cry for help."""
    if pending in FREE_QUESTIONS:
        return 0.95 if _TELLS_AN_ACT.search(fold(text)) else 0.70
    return DISTRESS_CONFIDENCE


def _field_turn(pending: str, text: str, understood: Understood, slots: Mapping[str, Any], today: date) -> Turn:
    if pending == "town" and slots.get("town_candidates"):
        chosen = choose_town(text, slots["town_candidates"])
        wants_else = understood.intent in _CONTROLS and understood.confidence >= SURE_CONFIDENCE
        if chosen.answers and (chosen.sure or not (wants_else or looks_like_question(text))):
            return Turn(readings={"town": chosen}, understood=understood)
    correction = read_correction(text, pending, today)
    if correction:
        return Turn(readings=correction, understood=understood)
    statement = without_questions(text)
    if statement and understood.questions:
        beside = read_message(statement, pending, today).get(pending)
        if beside is not None and beside.status in {Status.VALUE, Status.AMBIGUOUS}:
            readings = read_message(statement, pending, today)
            return Turn(readings=readings, questions=tuple(understood.questions), understood=understood)
    readings = read_message(text, pending, today)
    asked = readings.get(pending)
    if asked is not None and asked.answers:
        wants_else = understood.intent in _CONTROLS or understood.intent.startswith("ask_")
        if asked.status is Status.UNKNOWN and understood.intent == "dont_understand":
            wants_else = False  # "je ne sais pas encore" is an answer
        is_contested = not asked.sure and (
            looks_like_question(text) or (wants_else and understood.confidence >= SURE_CONFIDENCE)
        )
        if not is_contested or understood.topic in {NOT_UNDERSTOOD, "affirm", "deny"}:
            return Turn(readings=readings, understood=understood)
    elif readings:
        return Turn(readings=readings, understood=understood)
    if understood.topic in {NOT_UNDERSTOOD, "affirm", "deny", "start_registration", "ask_change_my_data"}:
        # Nothing that the field's reader knows and no other wish: the question is asked again, with help.
        return (
            Turn(readings={}, understood=understood)
            if understood.topic != "ask_change_my_data"
            else Turn(intent="ask_change_my_data", understood=understood)
        )
    return Turn(intent=understood.topic, understood=understood)


def _yes_no_turn(pending: str, text: str, understood: Understood, today: date) -> Turn:
    if pending == "confirmation":
        correction = read_correction(text, None, today)
        if correction:
            return Turn(readings=correction, understood=understood)
    elif pending not in {"consent", "erasure"} and not looks_like_question(text):
        correction = read_correction(text, None, today)
        if correction:
            return Turn(intent=CORRECTION, readings=correction, understood=understood)
    answer = read_yes_no(text)
    if answer is None and pending == "confirmation":
        given = {name: reading for name, reading in read_message(text, None, today).items() if reading.sure}
        if given:
            return Turn(readings=given, understood=understood)
    if (
        answer is None
        and understood.intent in {"affirm", "deny"}
        and understood.confidence >= YES_NO_CONFIDENCE
        and "?" not in text
    ):
        answer = understood.intent == "affirm"
        if answer and pending in STRICT_QUESTIONS and is_reserved(text):
            answer = None  # what cannot be taken back lightly needs a plain yes
    if answer is None and pending == "notes_reviewed" and understood.topic == "thanks":
        answer = True
    if answer is None and pending == "interview_ready" and (wants_to_skip(text) or understood.topic == "stop_pause"):
        answer = False
    if answer is not None:
        return Turn(value=answer, understood=understood)
    if understood.topic in {NOT_UNDERSTOOD, "affirm", "deny"}:
        return Turn(value=None, understood=understood)  # neither yes nor no
    return Turn(intent=understood.topic, understood=understood)


def _free_turn(
    pending: str, text: str, understood: Understood, slots: Mapping[str, Any], today: date
) -> Turn:
    if wants_to_skip(text) or (pending != "scenario" and _NOTHING_TO_ADD.fullmatch(fold(text))):
        return Turn(value="skip", understood=understood)
    words = len(text.split())
    folded = fold(text)
    is_short = words <= _LONGEST_CONTROL and not _TELLS_AN_ACT.search(folded)
    if is_short and slots.get("consent") and _OWN_FIELD.search(folded):
        correction = read_correction(text, None, today)
        if correction:
            return Turn(intent=CORRECTION, readings=correction, understood=understood)
    sure = understood.confidence >= SURE_CONFIDENCE
    is_control = understood.intent in _CONTROLS or understood.intent == "insult" or (
        understood.intent in {"greet", "thanks"} and words <= 4
    )
    is_question = looks_like_question(text)
    if is_control and _OF_SOMEBODY.search(folded) and not is_question:
        is_control = False
    if is_short and sure and (is_control or (understood.intent.startswith("ask_") and is_question)):
        return Turn(intent=understood.intent, understood=understood)
    return Turn(value=text, understood=understood)
