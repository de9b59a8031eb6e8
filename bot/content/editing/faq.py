"""An FAQ answer as a form."""

import functools
import json
import re
import statistics
from collections.abc import Mapping
from typing import Any

import jsonschema

from bot.base.places import DATA
from bot.base.text import fold
from bot.content import faq as content
from bot.content.campaign import campaign_with
from bot.content.editing.fields import CHOICE, LINES, SEVERAL, TEXT, Field, FieldErrors, Values, count_words
from bot.content.editing.yaml_files import ASKED_MORE
from bot.content.faq import MAX_NEIGHBOURS, OPEN, PLACEHOLDERS, denies_posts, faq_files, faq_with
from bot.content.overrides import ContentOverrides

MIN_WORDS, MAX_WORDS = 20, 75  # words
MARKUP = ("**", "__", "](", "`", "#", "<", ">")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
AUDIENCES = (
    ("candidate", "Qui cherche un poste"), ("recruited", "Qui est déjà recruté"), ("structure", "Qui recrute"),
    ("all", "Tout le monde"),
)  # fmt: skip
MISSING_OPEN_TEXT = (
    "La réponse dit qu'aucun nouveau poste n'est attribué : écrivez ce qu'elle devient quand des postes sont ouverts."
)
DENIES = "Cette réponse est dite quand des postes sont ouverts : elle ne peut pas dire qu'aucun n'est attribué."
_WANTED = {
    "title": "Deux à cinq mots, 40 caractères au plus : c'est un bouton.",
    "answer": "De 80 à 560 caractères.",
    OPEN: "De 80 à 560 caractères.",
    "as_of": "Une année ou deux : 2026, ou 2021–2026 (avec un tiret long).",
    "source": "D'où vient cette réponse, en quelques mots.",
    "see_also": "Deux ou trois autres réponses, différentes.",
    "audience": "À qui s'adresse la réponse : prenez un choix de la liste.",
}


def fields(name: str, edits: ContentOverrides) -> list[Field]:
    """The fields of an answer's form."""
    others = [(other, answer.title) for other, answer in sorted(faq_with(edits).items()) if other != name]
    shown = [(other, f"{title} ({other})") for other, title in others]
    return [
        Field("title", "Titre", hint="Deux à cinq mots : le bouton."),
        Field(
            "answer", "Réponse", TEXT,
            hint=f"La première phrase répond. De {MIN_WORDS} à {MAX_WORDS} mots, {median_words(edits)} d'ordinaire : court vaut mieux que "
            "complet. Texte simple, terminé par un point, sans question. {contact} et {data_contact} deviennent les adresses de la campagne, {retention_months} la durée réglée.",
        ),
        Field(
            OPEN, "Réponse quand des postes sont ouverts", TEXT, may_be_empty=True,
            hint="Pour une réponse qui dit qu'aucun nouveau poste n'est attribué : elle est dite à sa place dès que la campagne a des postes "
            f"ouverts ({_state(edits)}). Vide : la réponse vaut dans les deux cas.",
        ),
        Field("as_of", "Valable pour", hint="Une année ou deux : 2026, ou 2021–2026."),
        Field("source", "Source", hint="D'où vient cette réponse : elle est dite à qui la demande."),
        Field("see_also", "À proposer ensuite", SEVERAL, hint=f"Deux ou trois réponses proches ; les {MAX_NEIGHBOURS} premières sont des boutons.", options=shown, most=3),
        Field("audience", "Pour qui", CHOICE, options=AUDIENCES),
        Field(
            ASKED_MORE, "Questions d'exemple à ajouter", LINES, may_be_empty=True,
            hint="Une par ligne, comme les gens écrivent. Elles ne servent qu'après un réentraînement : exportez les fichiers, puis make train.",
        ),
    ]  # fmt: skip


def _state(edits: ContentOverrides) -> str:
    return "aujourd'hui, aucun ne l'est" if campaign_with(edits).closed else "c'est le cas aujourd'hui"


def values(name: str, edits: ContentOverrides) -> dict[str, Any]:
    """The current values of an answer by path."""
    return {ASKED_MORE: []} | content.editable_values(name, edits)


def median_words(edits: ContentOverrides) -> int:
    """The median length of all answers, in words."""
    return round(statistics.median(count_words(answer.text) for answer in faq_with(edits).values()))


def faults(name: str, given: Values, edits: ContentOverrides) -> FieldErrors:
    """Errors by path: the file's schema and the project's editorial rules."""
    errors: FieldErrors = {}

    def tell(path: str, *sentences: str) -> None:
        errors.setdefault(path, []).extend(sentences)

    schema = json.loads((DATA / "faq.schema.json").read_text(encoding="utf-8"))["$defs"]["answer"]["properties"]
    for path, wanted in _WANTED.items():
        is_left_out = path == OPEN and given.get(path) is None
        if not is_left_out and not jsonschema.Draft202012Validator(schema[path]).is_valid(given.get(path)):
            tell(path, wanted)
    others = {other: answer for other, answer in faq_with(edits).items() if other != name}
    tell("answer", *_text_faults(given.get("answer") or "", name, given, edits))
    if text := given.get(OPEN):
        tell(OPEN, *_text_faults(text, name, given, edits), *([DENIES] if denies_posts(text) else []))
    elif denies_posts(given.get("answer") or ""):
        tell(OPEN, MISSING_OPEN_TEXT)
    if fold(given.get("title") or "") in {fold(answer.title) for answer in others.values()}:
        tell("title", "Une autre réponse a déjà ce titre : les boutons se confondraient.")
    asked = _asked() if given.get(ASKED_MORE) else {}
    for question in given.get(ASKED_MORE) or ():
        if (other := asked.get(fold(question))) is not None:
            tell(ASKED_MORE, f"« {question} » est déjà un exemple de {other} : une question n'en a qu'une.")
        elif len(question) < 3:
            tell(ASKED_MORE, f"« {question} » est trop court : trois caractères au moins.")
    return {path: sentences for path, sentences in errors.items() if sentences}


@functools.cache
def _asked() -> dict[str, str]:
    """The answer of each example question, by its folded words."""
    return {fold(text): name for name, entry in faq_files().items() for text in entry["asked"]}


def _text_faults(text: str, name: str, given: Values, edits: ContentOverrides) -> list[str]:
    errors = []
    for path in _PLACEHOLDER.findall(text):
        if path not in PLACEHOLDERS:
            allowed = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            errors.append(f"{{{path}}} n'est pas connu, mais {allowed} le sont.")
    if not errors and all(isinstance(given.get(one), str) for one in ("title", "as_of", "source", "audience")):
        text = content.answer_of(name, {"see_also": [], **given, "answer": text, OPEN: None}, campaign_with(edits)).text
    number = count_words(text)
    if number < MIN_WORDS:
        errors.append(f"{number} mots : il en faut {MIN_WORDS} au moins, pour que la réponse se suffise.")
    if number > MAX_WORDS:
        errors.append(
            f"{number} mots : {MAX_WORDS} au plus ({median_words(edits)} d'ordinaire). Court vaut mieux que complet."
        )
    if not text.endswith("."):
        errors.append("La réponse se termine par un point.")
    if "?" in text:
        errors.append("La réponse ne pose pas de question : l'assistant repose la sienne ensuite.")
    marks = [mark for mark in MARKUP if mark in text]
    if marks:
        errors.append(f"Texte simple, sans mise en forme : ôtez {' et '.join(marks)}.")
    return errors


def warnings(before: Values, after: Mapping[str, Any]) -> list[str]:
    """What editors should know before they publish."""
    messages = []
    if after.get(ASKED_MORE) != before.get(ASKED_MORE):
        messages.append(
            "Les questions d'exemple demandent un réentraînement : elles sont gardées et exportées, et servent après make train."
        )
    return messages
