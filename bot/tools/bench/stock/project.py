"""Project files of stock Rasa: our intents, sentences, questions and answers, in its documented ways."""

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from bot.base import places
from bot.base.registration import FIELDS
from bot.content import faq as content
from bot.content.campaign import campaign
from bot.content.interview import load_scenarios
from bot.understanding.nlu.training_data import main_answers, training_examples

VERSION = "3.1"
ASKED = ("consent", *FIELDS, "confirmation")
SCENARIOS = ("scenario_1", "scenario_2", "scenario_3")
REGISTRATION, INTERVIEW = "registration_form", "interview_form"
INTERRUPTED = "ask_"
# What a registration consists of: with as few sentences as the others, DIET (20 epochs) did not open its form.
OF_FORMS = frozenset({"start_registration", "start_interview", "inform", "affirm", "deny"})
TIMES_OF_FORMS = 10
# Written by us for the bench, where our own words are made by actions.
ANSWERS = {
    "utter_consented": "Merci ! On peut corriger chaque réponse à tout moment.",
    "utter_ask_confirmation": f"Voici votre dossier : {', '.join(f'{{{name}}}' for name in FIELDS)}. Est-ce que tout est juste ?",
    "utter_fallback": "Je n'ai pas compris. Pouvez-vous le dire autrement ?",
}
# As `rasa init` fills config.yml in (rasa/engine/recipes/config_files/default_config.yml), in French.
PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": 100, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
POLICIES: list[dict[str, Any]] = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": 100},
    {"name": "TEDPolicy", "max_history": 5, "epochs": 100, "constrain_similarities": True},
]
ENDPOINTS: dict[str, Any] = {
    "action_endpoint": {"url": "http://127.0.0.1:${STOCK_ACTIONS_PORT}/webhook"},
    "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "${STOCK_DATABASE}"},
}
# Several workers of Rasa need its Redis lock store.
REDIS_LOCKS = {"type": "redis", "url": "127.0.0.1", "port": "${STOCK_REDIS_PORT}", "db": 0}


def sample(most: int) -> dict[str, list[str]]:
    """Our training sentences by intent.

    Args:
        most: sentences of each intent, spread evenly over the file; ten times as many of those of forms.
    """
    by_intent: dict[str, list[str]] = {}
    for text, intent in zip(*training_examples(), strict=True):
        by_intent.setdefault(intent, []).append(text)
    sampled = {}
    for intent, texts in by_intent.items():
        number = min(most * (TIMES_OF_FORMS if intent in OF_FORMS else 1), len(texts))
        sampled[intent] = [texts[index * len(texts) // number] for index in range(number)]
    return sampled


def _response(intent: str) -> str:
    """Name of the answer to an intent; `utter_ask_…` are the questions of forms."""
    return f"utter_about_{intent}"


def _answers(intents: list[str]) -> dict[str, str]:
    """Texts by response name, from the FAQ, the domain and the scenarios."""
    said = yaml.safe_load((places.HOME / "domain.yml").read_text(encoding="utf-8"))["responses"]
    faq, scenarios = content.load_faq(), load_scenarios()
    texts, main = dict(ANSWERS), main_answers()
    for intent in intents:
        own = faq[main[intent]].text if intent in main else said.get(f"utter_{intent}", [{"text": "{"}])[-1]["text"]
        # Words that only our actions can fill in are not for stock.
        texts[_response(intent)] = said["utter_as_you_like"][-1]["text"] if "{" in own else own
    for name in ASKED[:-1]:
        texts[f"utter_ask_{name}"] = said[f"utter_ask_{name}"][-1]["text"].replace("{lead}", "")
    for slot, scenario in zip(SCENARIOS, campaign().scenarios, strict=True):
        texts[f"utter_ask_{slot}"] = scenarios[scenario].text
    texts["utter_confirmed"] = said["utter_confirmed"][-1]["text"]
    texts["utter_interview_done"] = said["utter_interview_done"][-1]["text"]
    return texts


def _response_with_pending(name: str, text: str) -> dict[str, Any]:
    """A response; a question also sends its name, so that simulated candidates need not parse its words."""
    slot = name.removeprefix("utter_ask_")
    pending = "scenario" if slot in SCENARIOS else slot
    return {"text": text, "custom": {"pending": pending}} if slot in {*ASKED, *SCENARIOS} else {"text": text}


def _slot(name: str, form: str, questions: list[str]) -> dict[str, Any]:
    conditions = [{"active_loop": form, "requested_slot": name}]
    return {
        "type": "text",
        "influence_conversation": False,
        "mappings": [{"type": "from_text", "not_intent": questions, "conditions": conditions}],
    }


def _domain(intents: list[str]) -> dict[str, Any]:
    questions = [intent for intent in intents if intent.startswith(INTERRUPTED)]
    slots = {name: _slot(name, REGISTRATION, questions) for name in ASKED}
    slots |= {name: _slot(name, INTERVIEW, questions) for name in SCENARIOS}
    return {
        "version": VERSION,
        "intents": intents,
        "slots": slots,
        "forms": {REGISTRATION: {"required_slots": list(ASKED)}, INTERVIEW: {"required_slots": list(SCENARIOS)}},
        "actions": ["validate_registration_form"],
        "responses": {name: [_response_with_pending(name, text)] for name, text in _answers(intents).items()},
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }


def _rules(intents: list[str]) -> list[dict[str, Any]]:
    starts = {"start_registration": REGISTRATION, "start_interview": INTERVIEW}
    rules = [
        {"rule": f"begin {form}", "steps": [{"intent": intent}, {"action": form}, {"active_loop": form}]}
        for intent, form in starts.items()
    ]
    rules += [
        {
            "rule": "after the registration",
            "condition": [{"active_loop": REGISTRATION}],
            "steps": [
                {"action": REGISTRATION}, {"active_loop": None}, {"action": "utter_confirmed"}, {"action": INTERVIEW},
                {"active_loop": INTERVIEW},
            ],
        },
        {
            "rule": "after the interview",
            "condition": [{"active_loop": INTERVIEW}],
            "steps": [{"action": INTERVIEW}, {"active_loop": None}, {"action": "utter_interview_done"}],
        },
        {"rule": "not understood", "steps": [{"intent": "nlu_fallback"}, {"action": "utter_fallback"}]},
    ]  # fmt: skip
    for intent in intents:
        if intent in starts:
            continue
        rules.append({"rule": intent, "steps": [{"intent": intent}, {"action": _response(intent)}]})
        if intent.startswith(INTERRUPTED):
            rules += [
                {
                    "rule": f"{intent} within {form}",
                    "condition": [{"active_loop": form}],
                    "steps": [
                        {"intent": intent}, {"action": _response(intent)}, {"action": form}, {"active_loop": form},
                    ],
                }
                for form in (REGISTRATION, INTERVIEW)
            ]  # fmt: skip
    return rules


def _stories() -> list[dict[str, Any]]:
    """A few stories of questions, without which TED and UnexpecTED would not be trained."""
    orders = (
        ("greet", "ask_salary", "thanks", "goodbye"),
        ("greet", "ask_missions", "ask_eligibility", "thanks"),
        ("ask_contract", "ask_training", "ask_timeline", "goodbye"),
        ("greet", "ask_pix_what", "ask_pix_threshold", "ask_who_recruits"),
    )
    return [
        {
            "story": ", ".join(order),
            "steps": [step for name in order for step in ({"intent": name}, {"action": _response(name)})],
        }
        for order in orders
    ]


def write_project(folder: Path, most: int) -> int:
    """Write the project's files and return the number of its training sentences.

    Args:
        folder: created if missing.
        most: sentences of each intent.
    """
    sentences = sample(most)
    intents = sorted(sentences)
    nlu = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in sentences.items()
    ]
    files: dict[str, dict[str, Any]] = {
        "config.yml": {
            "recipe": "default.v1", "assistant_id": "stock", "language": "fr", "pipeline": PIPELINE, "policies": POLICIES,
        },
        "domain.yml": _domain(intents),
        "data/nlu.yml": {"version": VERSION, "nlu": nlu},
        "data/rules.yml": {"version": VERSION, "rules": _rules(intents)},
        "data/stories.yml": {"version": VERSION, "stories": _stories()},
        "endpoints.yml": ENDPOINTS,
        "endpoints-redis.yml": {**ENDPOINTS, "lock_store": REDIS_LOCKS},
        "credentials.yml": {"rest": {}},
    }  # fmt: skip
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, values in files.items():
        text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(Path(__file__).with_name("actions.py"), folder / "actions.py")
    return sum(map(len, sentences.values()))


def trained_from(folder: Path) -> str:
    """All training data of a project as one string, to tell whether its model is current."""
    names = ("config.yml", "domain.yml", "data/nlu.yml", "data/rules.yml", "data/stories.yml")
    return json.dumps({name: (folder / name).read_text(encoding="utf-8") for name in names})
