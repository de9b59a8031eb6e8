"""An FAQ answer as a form."""

import functools
import json
import re
import statistics
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import jsonschema

from bot.base.places import DATA
from bot.base.text import fold
from bot.content import faq as content
from bot.content.campaign import campaign_with
from bot.content.editing.fields import CHOICE, LINES, SEVERAL, TEXT, Field, FieldErrors, Values, count_words
from bot.content.editing.yaml_files import ASKED_MORE
from bot.content.faq import MAX_NEIGHBOURS, OPEN, PLACEHOLDERS, SAID, denies_posts, faq_files, faq_with
from bot.content.overrides import ContentOverrides
from bot.content.sentences import section, sentence

MIN_WORDS, MAX_WORDS = 20, 75
MIN_QUESTION_CHARACTERS = 3
MARKUP = ("**", "__", "](", "`", "#", "<", ">")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
AUDIENCES = (
    ("candidate", "Qui cherche un poste"), ("recruited", "Qui est déjà recruté"), ("structure", "Qui recrute"),
    ("all", "Tout le monde"),
)  # fmt: skip


def fields(name: str, edits: ContentOverrides) -> list[Field]:
    """The fields of an answer's form."""
    others = [(other, answer.title) for other, answer in sorted(faq_with(edits).items()) if other != name]
    shown = [(other, f"{title} ({other})") for other, title in others]
    return [
        Field("title", "Titre", hint="Deux à cinq mots : le bouton."),
        Field(
            "answer", "Réponse", TEXT,
            hint=f"La première phrase répond. De {MIN_WORDS} à {MAX_WORDS} mots, {median_words(edits)} d'ordinaire : court vaut mieux que "
            "complet. Texte simple, terminé par un point, sans question. {contact} et {data_contact} deviennent les adresses de la campagne, {retention_months} la durée réglée, {registration} la liste de ce que demande l'inscription.",
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
    errors: defaultdict[str, list[str]] = defaultdict(list)
    schema = json.loads((DATA / "faq.schema.json").read_text(encoding="utf-8"))["$defs"]["answer"]["properties"]
    for path in SAID:
        is_left_out = path == OPEN and given.get(path) is None
        if not is_left_out and not jsonschema.Draft202012Validator(schema[path]).is_valid(given.get(path)):
            errors[path].append(section("faq_limits")[path])
    answer, open_answer = given.get("answer") or "", given.get(OPEN)
    errors["answer"] += _text_faults(answer, name, given, edits)
    if open_answer:
        errors[OPEN] += _text_faults(open_answer, name, given, edits)
    if open_answer and denies_posts(open_answer):
        errors[OPEN].append(sentence("edit_errors.denies_posts"))
    elif not open_answer and denies_posts(answer):
        errors[OPEN].append(sentence("edit_errors.missing_open_text"))
    other_titles = {fold(entry.title) for other, entry in faq_with(edits).items() if other != name}
    if fold(given.get("title") or "") in other_titles:
        errors["title"].append(sentence("edit_errors.title_taken"))
    for question in given.get(ASKED_MORE) or ():
        if (other := _asked().get(fold(question))) is not None:
            errors[ASKED_MORE].append(sentence("edit_errors.question_taken", question=question, other=other))
        elif len(question) < MIN_QUESTION_CHARACTERS:
            errors[ASKED_MORE].append(sentence("edit_errors.question_too_short", question=question))
    return {path: sentences for path, sentences in errors.items() if sentences}


@functools.cache
def _asked() -> dict[str, str]:
    """The answer of each example question, by its folded words."""
    return {fold(text): name for name, entry in faq_files().items() for text in entry["asked"]}


def _text_faults(text: str, name: str, given: Values, edits: ContentOverrides) -> list[str]:
    allowed = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
    errors = [
        sentence("edit_errors.unknown_placeholder", name=f"{{{one}}}", allowed=allowed)
        for one in _PLACEHOLDER.findall(text)
        if one not in PLACEHOLDERS
    ]
    if not errors and all(isinstance(given.get(one), str) for one in ("title", "as_of", "source", "audience")):
        text = content.answer_of(name, {"see_also": [], **given, "answer": text, OPEN: None}, campaign_with(edits)).text
    number = count_words(text)
    if number < MIN_WORDS:
        errors.append(sentence("edit_errors.min_words", number=number, least=MIN_WORDS))
    if number > MAX_WORDS:
        median = median_words(edits)
        errors.append(sentence("edit_errors.max_words", number=number, most=MAX_WORDS, median=median))
    if not text.endswith("."):
        errors.append(sentence("edit_errors.answer_no_full_stop"))
    if "?" in text:
        errors.append(sentence("edit_errors.answer_asks"))
    if marks := [mark for mark in MARKUP if mark in text]:
        errors.append(sentence("edit_errors.markup", marks=" et ".join(marks)))
    return errors


def warnings(before: Values, after: Mapping[str, Any]) -> list[str]:
    """What editors should know before they publish."""
    return [sentence("edit_warnings.questions")] if after.get(ASKED_MORE) != before.get(ASKED_MORE) else []
