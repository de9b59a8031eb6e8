"""The scenarios as a form. All candidates get the same wording, so that each wording is a version."""

import json
import re
from collections.abc import Collection
from typing import Any

import jsonschema

from bot.base import clock
from bot.base.places import DATA
from bot.base.text import fold
from bot.content import overrides
from bot.content.campaign import campaign_with
from bot.content.editing.fields import TEXT, Field, FieldErrors, Values
from bot.content.interview import load_rubric, scenario_files, scenario_values
from bot.content.overrides import ContentOverrides
from bot.content.sentences import sentence

VERSION = "version"
CONFIRMATION = "changer les questions"
_FIRST_WORDS = 5
_ASKS = re.compile(r"\b(?:que|comment|racontez|quoi)\b")
_HINTS = ("mieux", "manque")
_VERSION = re.compile(r"(\d{4}-\d\d)\.(\d+)")


def fields(edits: ContentOverrides) -> list[Field]:
    """The fields of the scenarios, those in use first."""
    asked = campaign_with(edits).scenarios
    said = values(edits)
    form = []
    for name in sorted(scenario_files(), key=lambda one: (one not in asked, asked.index(one) if one in asked else 0)):
        part = title(name, said[f"{name}.text"])
        part += f" (situation {asked.index(name) + 1} de la campagne)" if name in asked else " (non posée)"
        form += [
            Field(f"{name}.text", "La scène et sa question", TEXT, part=part, hint="De 60 à 400 caractères ; une question ouverte à la fin ; aucune qualité n'est nommée."),
            Field(f"{name}.follow_up", "La relance", TEXT, part=part, hint="Une question neutre, de 20 à 200 caractères, qui ne souffle rien."),
        ]  # fmt: skip
    return form


def title(name: str, text: str) -> str:
    """A scenario's trait and first words."""
    trait = load_rubric().traits[scenario_files()[name]["trait"]].capitalize()
    return f"{trait} : « {' '.join(text.split()[:_FIRST_WORDS]).rstrip(' ,:;.')}… »"


def values(edits: ContentOverrides) -> dict[str, Any]:
    """The current values by path."""
    return edits.apply_to(overrides.SCENARIOS, scenario_values())


def faults(given: Values) -> FieldErrors:
    """Errors by path: the file's schema and the project's editorial rules."""
    schema = json.loads((DATA / "interview" / "scenarios.schema.json").read_text(encoding="utf-8"))
    of_one = schema["properties"]["scenarios"]["items"]["properties"]
    errors: FieldErrors = {}
    for path, value in given.items():
        if path == VERSION:
            continue
        wanted = of_one[path.rpartition(".")[2]]
        messages = [_in_french(error) for error in jsonschema.Draft202012Validator(wanted).iter_errors(value)]
        text = fold(value or "")
        if path.endswith(".text"):
            if not re.search(r"[?.]\s*$", value or "") or not _ASKS.search(text):
                messages.append(sentence("edit_errors.no_open_question"))
            if names_quality(text):
                messages.append(sentence("edit_errors.names_quality"))
        if path.endswith(".follow_up") and hints_at_quality(text):
            messages.append(sentence("edit_errors.hints_at_quality"))
        if messages:
            errors[path] = messages
    return errors


def names_quality(folded: str) -> bool:
    """Whether a folded text names a trait."""
    return any(word.startswith(tuple(load_rubric().named_by)) for word in folded.split())


def hints_at_quality(folded: str) -> bool:
    """Whether a folded follow-up names a trait or says what is missing."""
    return any(word in folded for word in (*load_rubric().named_by, *_HINTS))


def _in_french(error: jsonschema.ValidationError) -> str:
    length = len(error.instance) if isinstance(error.instance, str) else 0
    match error.validator:
        case "minLength":
            return sentence("edit_errors.min_characters", number=length, least=error.validator_value)
        case "maxLength":
            return sentence("edit_errors.max_characters", number=length, most=error.validator_value)
        case "pattern" if str(error.validator_value).startswith("\\?"):
            return sentence("edit_errors.no_question_mark")
        case "pattern":
            return sentence("edit_errors.no_full_stop")
        case _:
            return sentence("edit_errors.empty")


def with_version(given: Values, edits: ContentOverrides) -> dict[str, Any]:
    """Scenarios with the version of their wording: a new one unless it was used before."""
    earlier = wordings(edits)
    for wording in earlier:
        if all(given[path] == wording[path] for path in wording if path != VERSION):
            return {**given, VERSION: wording[VERSION]}
    return {**given, VERSION: next_version({wording[VERSION] for wording in earlier})}


def wordings(edits: ContentOverrides) -> list[dict[str, Any]]:
    """All wordings of the scenarios: current, earlier, and the file's."""
    earlier = (overrides.apply_overrides(scenario_values(), changes) for _, changes in edits.earlier)
    return [values(edits), *earlier, scenario_values()]


def next_version(used: Collection[str]) -> str:
    """The next free version: year-month.number."""
    month = f"{clock.today():%Y-%m}"
    numbers = [int(match[2]) for one in used if (match := _VERSION.fullmatch(one)) and match[1] == month]
    return f"{month}.{max(numbers, default=0) + 1}"
