"""Grave acts are done on evidence; without it something harmless is done instead."""

import pytest

from bot.understanding.reading.dialogue_acts import OFFER
from bot.understanding.reading.interpretation import (
    ABOUT_ERASURE,
    CALL_OFF_HUMAN,
    ERASURE,
    HUMAN,
    NO_OFFER,
    REMOVE_FIELD,
    SKIP,
    YES_OFFER,
)
from bot.understanding.reading.resolution import Status
from tests.reading.test_rules import AGREED, LYON, about, case, outcome, turn, values

QUESTIONS = [None, "consent", "town", "confirmation", "notes_reviewed"]


@pytest.mark.parametrize("pending", QUESTIONS)
def test_an_order_to_erase_that_is_sure_opens_the_erasure(pending):
    assert turn("supprime tout", "ask", pending, topic=ERASURE).intent == ERASURE


@pytest.mark.parametrize("pending", QUESTIONS)
def test_what_may_be_an_order_to_erase_is_answered_as_a_question_about_it(pending):
    assert turn("on efface ?", "ask", pending, topic=about(ERASURE, 0.5)).intent == ABOUT_ERASURE


@pytest.mark.parametrize("wish", [HUMAN, CALL_OFF_HUMAN])
def test_a_request_for_a_person_is_made_or_called_off_on_a_sure_wish_and_asked_about_else(wish):
    assert turn("appelez-moi", "ask", None, topic=wish).needs_confirmation is False
    guessed = turn("on me lit ?", "ask", None, topic=about(wish, 0.4))
    assert (guessed.intent, guessed.needs_confirmation) == (wish, True)


KNOWN_PHONE = {**AGREED, "confirmed": True, "phone": "+33639980000"}
PHONE = [("phone", "06 39 98 10 10")]


@pytest.mark.parametrize(("acts", "topic", "sure", "is_sure"), [
    ("answer", "inform", 0.95, False), ("answer correct", "inform", 0.6, False), ("correct", "inform", 0.99, True),
    ("answer", "ask_change_my_data", 0.95, True),
])  # fmt: skip
def test_what_is_known_is_overwritten_by_a_sure_correction_alone(acts, topic, sure, is_sure):
    text = "mon ancien numéro : 06 39 98 10 10"
    taken = turn(text, acts, None, KNOWN_PHONE, spans=PHONE, topic=about(topic, 0.95), sure=sure)
    assert (values(taken), taken.needs_confirmation) == ({"phone": "+33639981010"}, not is_sure)
    assert not turn(text, acts, None, AGREED, spans=PHONE, topic=about(topic, 0.95), sure=sure).needs_confirmation


@pytest.mark.parametrize("wish", [ERASURE, REMOVE_FIELD, CALL_OFF_HUMAN])
@pytest.mark.parametrize("acts", ["yes", "yes ask"])
def test_a_yes_to_something_else_confirms_nothing(wish, acts):
    taken = turn("oui efface", acts, "confirmation", topic=wish)
    assert taken.value is not True and not taken.is_answer


@pytest.mark.parametrize("pending", ["availability", "town", "email"])
def test_an_agreement_that_is_taken_back_is_no_answer_to_a_field(pending):
    taken = turn("mon chef va le voir, je retire mon accord", "answer ask", pending, AGREED, topic=ERASURE)
    assert (taken.intent, taken.resolutions) == (ERASURE, {})


@pytest.mark.parametrize("pending", ["consent", "erasure", "confirmation"])
def test_a_yes_heard_in_a_goodbye_is_asked_about(pending):
    taken = turn("allez salut", "yes", pending, topic="goodbye")
    assert (taken.value, taken.needs_confirmation) == (None, True)


@pytest.mark.parametrize(
    "text", ["est-ce que tout effacer est vraiment définitif ?", "oui ?", "oui, et c'est payé combien ?"]
)
def test_nothing_is_erased_by_a_question(text):
    taken = turn(text, "yes", "erasure")
    assert (taken.value, taken.needs_confirmation) == (None, True)


@pytest.mark.parametrize("wish", [HUMAN, CALL_OFF_HUMAN])
@pytest.mark.parametrize(("acts", "intent"), [("yes", None), ("no", "no_change")])
def test_what_was_asked_first_has_its_answer_in_words(wish, acts, intent):
    choices = {YES_OFFER: f"intent:{wish}", NO_OFFER: "intent:no_change"}
    taken = turn("oui", acts, OFFER, {**AGREED, "choices": choices}, topic="affirm")
    assert (taken.intent, taken.needs_confirmation) == (intent or wish, False)


NAMED = [("field_name", "téléphone")]
CASES = [
    case("a sure part that asks for a person is heard", {"side_questions": (HUMAN,), "town": LYON},
         "Lyon, vous me rappelez ?", "answer ask", "town", spans=[("town", "Lyon")], topic=about("inform", 0.5),
         asking=[HUMAN]),
    case("a guess beside an answer makes no request", {"town": LYON},
         "Lyon, on me rappelle ?", "answer ask", "town", spans=[("town", "Lyon")], topic=about(HUMAN, 0.3)),
    case("a question takes no known field out", {"intent": REMOVE_FIELD, "value": "phone"},
         "faut-il enlever mon téléphone ?", "ask", None, KNOWN_PHONE, spans=NAMED, topic=about(REMOVE_FIELD, 0.98)),
    case("an order in a question asks first", {"intent": REMOVE_FIELD, "value": "phone"},
         "pouvez-vous enlever mon téléphone ?", "ask correct", None, KNOWN_PHONE, spans=NAMED,
         topic=about(REMOVE_FIELD, 0.98)),
    case("an order takes a known field out", {"intent": "correction", "phone": Status.DECLINED},
         "enlevez mon téléphone", "correct", None, KNOWN_PHONE, spans=NAMED, topic=about(REMOVE_FIELD, 0.98)),
    case("at the erasure the same words are a yes", {"value": True}, "oui efface", "yes", "erasure", topic=ERASURE),
    case("calling a request off passes no situation", {"intent": CALL_OFF_HUMAN},
         "annulez ma demande", "skip", "scenario", topic=CALL_OFF_HUMAN),
    case("passing passes the situation", {"value": SKIP}, "je passe", "skip", "scenario"),
    case("a story that speaks of erasing is an answer", {"value": "je lui dis de tout effacer"},
         "je lui dis de tout effacer", "answer", "scenario", topic=ERASURE),
    case("before the agreement a condition about erasing opens no erasure", {"intent": ABOUT_ERASURE},
         "j'accepte si je peux tout effacer", "ask", "consent", {}, topic=ERASURE),
    case("a reminder is stopped by who surely wants that", {"intent": "not_understood"},
         "rappelez-moi après 18 h", "ask", "phone", topic=about("stop_reminder", 0.4)),
    case("who gives a field and declines another gives it", {"email": "lucie@exemple.fr"},
         "c'est lucie@exemple.fr, pas de téléphone", "decline", "email", spans=[("email", "lucie@exemple.fr")]),
    case("how to call a request off is asked about first", {"intent": CALL_OFF_HUMAN, "needs_confirmation": True},
         "comment annuler ma demande ?", "ask", None, topic=about(CALL_OFF_HUMAN, 0.99)),
]  # fmt: skip


@pytest.mark.parametrize(("comes_to", "said", "heard"), CASES)
def test_a_message_comes_to(comes_to, said, heard):
    assert outcome(turn(*said, **heard)) == comes_to
