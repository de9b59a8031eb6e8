"""Everyday messages through the trained model: heard, read and taken as the running bot does."""

from datetime import date

import pytest

from bot.tools.evaluation.loaded_model import frozen_date
from bot.understanding.reading.interpretation import Interpretation
from bot.understanding.reading.resolution import Status

TODAY = date(2026, 11, 24)
LYON = {"commune": "Lyon", "insee": "69123", "departement": "69"}
BREST = {"commune": "Brest", "insee": "29019", "departement": "29"}
ALL = {"last_name": "Bérard", "first_name": "Lucie", "town": LYON, "availability": {"date": "2027-03-01"}}


@pytest.fixture
def take(reader):
    def read(text, pending=None, slots=None, sender=None):
        with frozen_date(TODAY):
            return Interpretation.of(reader.parse(text, pending, slots, sender))

    return read


def test_whoever_asks_for_the_turn_of_a_message_is_given_the_same_one(reader):
    """As the policy has it, and an action in what Rasa hands over to it."""
    from rasa.shared.core.events import UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    parsed = reader.parse("j'habite à Lyon", "town")
    tracker = DialogueStateTracker.from_events("c1", [UserUttered(parsed["text"], parsed["intent"], [], parsed)])
    assert Interpretation.of(tracker.current_state()["latest_message"]) is Interpretation.of(
        tracker.latest_message.parse_data
    )


def values(taken):
    return {name: reading.value for name, reading in taken.resolutions.items() if reading.status is Status.VALUE}


@pytest.mark.parametrize(("pending", "text", "value"), [
    ("consent", "oui", True), ("consent", "oui je suis d'accord", True), ("consent", "non", False), ("consent", "non merci", False),
    ("erasure", "oui", True), ("erasure", "non", False), ("confirmation", "oui c'est bon", True), ("confirmation", "non", False),
    ("interview_ready", "oui je suis prêt", True), ("notes_reviewed", "oui", True), ("scenario", "je passe", "skip"),
])  # fmt: skip
def test_a_question_is_answered(take, pending, text, value):
    taken = take(text, pending)
    assert (taken.intent, taken.value, taken.needs_confirmation) == (None, value, False)


@pytest.mark.parametrize(("pending", "text", "expected"), [
    ("last_name", "Bérard", {"last_name": "Bérard"}), ("first_name", "je m'appelle Lucie", {"first_name": "Lucie"}), ("town", "j'habite à Lyon", {"town": LYON}),
    ("last_name", "Lucie Bérard", {"first_name": "Lucie", "last_name": "Bérard"}), ("mobility", "30 km", {"mobility": {"kind": "radius", "km": 30, "places": []}}),
    ("availability", "à partir du 1er mars 2027", {"availability": {"date": "2027-03-01"}}), ("availability", "tout de suite", {"availability": {"immediate": True}}),
    ("email", "lucie.berard@exemple.fr", {"email": "lucie.berard@exemple.fr"}), ("phone", "06 39 98 00 01", {"phone": "+33639980001"}),
])  # fmt: skip
def test_a_field_is_given(take, pending, text, expected):
    taken = take(text, pending)
    assert (taken.intent, values(taken)) == (None, expected)


@pytest.mark.parametrize(("pending", "text", "status"), [
    ("phone", "je préfère ne pas le donner", Status.DECLINED), ("availability", "je ne sais pas encore", Status.UNKNOWN),
])  # fmt: skip
def test_a_field_is_refused_or_not_known(take, pending, text, status):
    taken = take(text, pending)
    assert (taken.intent, {name: reading.status for name, reading in taken.resolutions.items()}) == (
        None,
        {pending: status},
    )


@pytest.mark.parametrize("pending", [None, "consent", "town", "confirmation", "scenario"])
def test_a_question_is_a_question_wherever_it_is_asked(take, pending):
    assert take("c'est payé combien ?", pending).intent == "ask_salary"


def test_an_answer_with_a_question_is_both(take):
    taken = take("J'habite à Lyon. C'est payé combien ?", "town")
    assert (taken.intent, values(taken), taken.side_questions) == (None, {"town": LYON}, ("ask_salary",))


def test_a_yes_with_a_question_is_both(take):
    taken = take("Oui. C'est payé combien ?", "confirmation", ALL)
    assert (taken.value, taken.side_questions) == (True, ("ask_salary",))


def test_a_correction_at_the_reading_back(take):
    taken = take("non, j'habite à Brest", "confirmation", ALL)
    assert (taken.intent, taken.value, values(taken)) == (None, None, {"town": BREST})


@pytest.mark.parametrize(("pending", "text", "intent", "expected"), [
    ("email", "Modifier Ville : Brest", "correction", {"town": BREST}), ("email", "modifier ville : j'ai déménagé à Brest", "correction", {"town": BREST}),
    ("email", "Modifier Prénom : Lucile", "correction", {"first_name": "Lucile"}), ("town", "Modifier Ville : Brest", None, {"town": BREST}),
    ("email", "Modifier Ville : c'est payé combien ?", "ask_salary", {}),
])  # fmt: skip
def test_a_field_is_given_anew_behind_its_name(take, pending, text, intent, expected):
    taken = take(
        text, pending, {"consent": True, "requested_slot": pending, "last_name": "Bérard", "first_name": "Lucie"}
    )
    assert (taken.intent, values(taken)) == (intent, expected)


def test_a_story_is_an_answer_in_its_own_words(take):
    text = "Je reprends calmement depuis le début et je la laisse faire elle-même."
    taken = take(text, "scenario")
    assert (taken.intent, taken.value, taken.resolutions) == (None, text, {})


@pytest.mark.parametrize(("text", "intent"), [
    ("bonjour", "greet"), ("je veux m'inscrire", "start_registration"), ("je voudrais parler à quelqu'un", "ask_human"),
    ("supprimez toutes mes données", "ask_erasure"), ("je veux mourir", "distress"), ("I don't understand French", "foreign_language"), ("🙂", "nothing_said"),
])  # fmt: skip
def test_where_nothing_was_asked_a_message_is_what_it_is_about(take, text, intent):
    assert take(text).intent == intent


@pytest.mark.parametrize("pending", ["consent", "town", "scenario", "confirmation"])
def test_distress_goes_before_the_question(take, pending):
    assert take("je veux mourir, j'en peux plus", pending).intent == "distress"


@pytest.mark.parametrize("head", ["Modifier la situation 1", "Commenter la situation 1", "Modifier Ville"])
def test_distress_goes_before_what_is_to_be_written(take, head):
    slots = {"consent": True, "requested_slot": "email"}
    assert take(f"{head} : je veux mourir, j'en peux plus", "email", slots).intent == "distress"
    assert take(f"{head} : je reformule doucement, puis il reprend la souris", "email", slots).intent != "distress"


def test_what_is_given_before_the_agreement_waits_for_it(take):
    first = take("moi c'est Lucie", "consent", sender="lucie")
    assert (first.value, dict(first.resolutions), first.before_consent) == (None, {}, ("first_name",))
    assert take("oui", "consent", sender="marc").resolutions == {}
    agreed = take("oui", "consent", sender="lucie")
    assert (agreed.value, values(agreed)) == (True, {"first_name": "Lucie"})
    assert take("non", "consent", sender="lucie").value is False
    assert take("oui", "consent", sender="lucie").resolutions == {}


def test_spans_and_acts_are_in_the_parsed_message(reader):
    parsed = reader.parse("je m'appelle Lucie", "first_name")
    entities = [(one["entity"], one["value"], one["start"], one["end"], one["role"]) for one in parsed["entities"]]
    assert entities == [("first_name", "Lucie", 13, 18, "own")]
    assert parsed["acts"]["answer"] > 0.5 > parsed["acts"]["ask"]


# Choices


def offering(reader, titles, choices, pending="town"):
    """Returns how to read a message when choices were offered last."""
    import asyncio

    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.events import BotUttered, SlotSet

    def read(text):
        tracker = reader._tracker("choices", pending, {})
        tracker.update(SlotSet("choices", choices), reader._agent.domain)
        tracker.update(BotUttered("Laquelle ?", {"buttons": [{"title": title, "payload": title} for title in titles]}))
        return Interpretation.of(asyncio.run(reader._agent.processor.parse_message(UserMessage(text), tracker)))

    return read


TITLES = ["Saint-Marcel (71)", "Saint-Marcel (27)"]
MARCEL_71 = {"commune": "Saint-Marcel", "insee": "71445", "departement": "71"}
MARCEL_27 = {"commune": "Saint-Marcel", "insee": "27562", "departement": "27"}
CHOICES = {
    TITLES[0]: 'value:{"commune": "Saint-Marcel", "insee": "71445", "departement": "71"}',
    TITLES[1]: 'value:{"commune": "Saint-Marcel", "insee": "27562", "departement": "27"}',
}  # fmt: skip


@pytest.mark.parametrize(("text", "town"), [
    ("1", MARCEL_71), ("2", MARCEL_27), ("la deuxième", MARCEL_27), ("Saint-Marcel (71)", MARCEL_71), ("saint marcel 27", MARCEL_27),
])  # fmt: skip
def test_an_offered_choice_is_picked(reader, text, town):
    assert values(offering(reader, TITLES, CHOICES)(text)) == {"town": town}


def test_another_town_than_those_offered_is_read(reader):
    assert values(offering(reader, TITLES, CHOICES)("en fait j'habite à Brest")) == {"town": BREST}


def test_none_of_those_offered(reader):
    reading = offering(reader, TITLES, CHOICES)("aucune").resolutions["town"]
    assert (reading.status, reading.reason) == (Status.INVALID, "none_of_them")


def test_a_question_beside_choices_is_a_question(reader):
    assert offering(reader, TITLES, CHOICES)("c'est payé combien ?").intent == "ask_salary"


@pytest.mark.parametrize(("text", "expected"), [
    ("moi c kevin", {"first_name": "Kevin"}), ("moi cest sarah", {"first_name": "Sarah"}),
    ("Bérard", {"last_name": "Bérard"}), ("moi c dupont", {"last_name": "Dupont"}),
])  # fmt: skip
def test_a_name_is_taken_for_what_it_is(take, text, expected):
    assert values(take(text, "last_name")) == expected


@pytest.mark.parametrize("text", ["Corriger", "corriger", "modifier", "rectifier svp"])
def test_a_word_that_corrects_agrees_to_nothing(take, text):
    taken = take(text, "confirmation", ALL)
    assert (taken.intent, taken.value) == (None, False)


@pytest.mark.parametrize("pending", [None, "interview_ready", "confirmation"])
@pytest.mark.parametrize("text", ["c kan kon me rep", "On me répondra quand ?"])
def test_who_asks_when_they_will_be_answered_is_told(take, pending, text):
    taken = take(text, pending, ALL)
    assert (taken.is_answer, taken.answers[:1]) == (False, ("candidature/delai",))


@pytest.mark.parametrize("pending", [None, "email", "phone"])
@pytest.mark.parametrize("text", [
    "j'ai pas d'e-mail, je peux quand même m'inscrire ?", "le téléphone c'est obligatoire ?",
])  # fmt: skip
def test_who_asks_whether_an_address_is_needed_is_told_that_it_is_not(take, pending, text):
    taken = take(text, pending, ALL)
    assert (taken.is_answer, taken.answers[:1]) == (False, ("donnees/email",))


@pytest.mark.parametrize("text", [
    "oui mais qui va lire tout ça ?", "d'accord, et vous gardez ça combien de temps ?", "ok, c'est payé combien ?",
])  # fmt: skip
def test_a_question_beside_the_agreement_is_answered_first(take, text):
    taken = take(text, "consent", {})
    assert taken.value is None
    assert taken.answers


@pytest.mark.parametrize(("pending", "text"), [
    (None, "Une remarque pour le recruteur"), (None, "j'aimerais laisser un mot à la personne qui va lire mon dossier"),
    (None, "ne pas m'appeler le matin, je travaille de nuit"), (None, "je suis en congé la semaine prochaine"),
    ("notes_reviewed", "je voudrais ajouter une remarque pour le recruteur"),
    ("interview_ready", "dites au recruteur que je réponds plutôt le soir"),
])  # fmt: skip
def test_a_remark_for_the_recruiter_is_heard(take, pending, text):
    taken = take(text, pending, {"consent": True, **ALL})
    assert (taken.intent, values(taken)) == ("leave_remark", {})
