"""What the files name exists: responses, actions, intents, labels, placeholders, buttons."""

import ast
import re

import yaml

from bot.actions.action_ask_field import PLAIN_QUESTIONS
from bot.actions.registration import INVALID_RESPONSES
from bot.base import places
from bot.base.registration import FIELDS
from bot.understanding.nlu.language import FOREIGN
from bot.understanding.nlu.training_data import main_answers
from bot.understanding.reading.dialogue_acts import CHANGE, KINDS, NO_QUESTION, OFFER
from bot.understanding.reading.interpretation import CORRECTION, FOREIGN_LANGUAGE, NOTHING_SAID
from bot.understanding.reading.spans import Label
from bot.understanding.reading.topic_ranking import NOT_UNDERSTOOD
from tests.actions.action_player import ACTIONS, DOMAIN, POLICY

RULES = yaml.safe_load((places.DATA / "rules" / "forms.yml").read_text(encoding="utf-8"))["rules"]
SOURCES = [path.read_text(encoding="utf-8") for path in (places.HOME / "bot" / "actions").glob("*.py")]
# What the f-strings that name responses are filled with.
FILLINGS = {
    "utter_again_{}": {"consent", *FIELDS},
    "utter_ask_{}": {*PLAIN_QUESTIONS, *FIELDS},
    "utter_doubtful_{}": {"consent", "confirmation"},
    "utter_doubtful_{}_again": {"consent"},  # the second doubt about the recap offers the fields
    "utter_explain_{}": set(KINDS) - {NO_QUESTION, OFFER, CHANGE},
    "utter_invalid_{}": INVALID_RESPONSES,
    "utter_not_read_{}": set(FIELDS),
    "utter_offer_{}": {"mobility", "email", "availability"},  # towns have a question of their own
    "utter_only_french_{}": set(FOREIGN),
}
# What a turn is besides topics: given by the table of turns, the choices or the policy.
NOT_TOPICS = {
    CORRECTION, FOREIGN_LANGUAGE, NOTHING_SAID, NOT_UNDERSTOOD, "accept_reminder", "decline_reminder", "good_practices",
    "human_after_distress", "change_answer", "restore_passage", "accept_mail", "decline_mail", "unsure_answer", "no_change",
    "tell_topic", "change_topic", "withdraw_topic",
}  # fmt: skip


def literals() -> set[str]:
    """Returns every response that the code names, f-strings filled with what they may hold."""
    named = set()
    for node in (node for source in SOURCES for node in ast.walk(ast.parse(source))):
        if isinstance(node, ast.Constant) and re.fullmatch(r"utter_[a-z_]*[a-z]", str(node.value)):
            named.add(str(node.value))
        elif isinstance(node, ast.JoinedStr):
            template = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            if template.startswith("utter_"):
                named |= {template.format(value) for value in FILLINGS[template]}
    return named


def test_every_response_in_the_code_is_in_the_domain():
    assert literals() - set(DOMAIN["responses"]) == set()


def test_every_response_of_the_domain_is_used():
    in_rules = {step["action"] for rule in RULES for step in rule["steps"] if "action" in step}
    assert set(DOMAIN["responses"]) - literals() - set(POLICY["reactions"].values()) - in_rules == set()


def test_actions_of_the_domain_and_of_the_code_are_the_same():
    assert set(DOMAIN["actions"]) == set(ACTIONS) - {""}  # what is only a base has no name


def test_entities_of_the_domain_are_the_labels_of_spans():
    assert DOMAIN["entities"] == sorted(Label)


def test_every_form_question_is_asked_by_an_action_or_a_response():
    known = set(DOMAIN["actions"]) | set(DOMAIN["responses"])
    for form in DOMAIN["forms"].values():
        for slot in form["required_slots"]:
            assert f"action_ask_{slot}" in known


def test_reactions_name_what_exists():
    known = set(DOMAIN["actions"]) | set(DOMAIN["responses"]) | set(DOMAIN["forms"])
    named = {*POLICY["reactions"].values(), *POLICY["answers"].values(), POLICY["topic_action"]}
    assert named | set(POLICY["silent"]) | set(POLICY["offering"]) <= known


def test_answers_are_to_questions_that_wait():
    assert set(POLICY["answers"]) <= set(KINDS)


def test_every_intent_has_a_reaction_and_every_reaction_an_intent():
    reactions, intents = set(POLICY["reactions"]), set(DOMAIN["intents"])
    assert reactions - intents == NOT_TOPICS
    # "inform" is an answer to a form, and no topic; any other topic without a line of its own is of the FAQ.
    assert intents - reactions - {"inform"} == main_answers().keys() - reactions


def test_every_placeholder_is_filled_somewhere():
    holes = {
        hole
        for variants in DOMAIN["responses"].values()
        for variant in variants
        for hole in re.findall(r"\{(\w+)\}", variant["text"])
    }
    code = "\n".join(SOURCES)
    assert {hole for hole in holes if f"{hole}=" not in code} == set()


def test_every_button_says_what_it_sends():
    for variants in DOMAIN["responses"].values():
        for variant in variants:
            assert all(button["title"] == button["payload"] for button in variant.get("buttons", []))
