"""Everyday messages through the trained model: heard, read and taken as the running bot does."""

from datetime import date

import pytest

from bot.tools.evaluation.loaded_model import frozen_date
from bot.understanding.reading.interpretation import Interpretation
from bot.understanding.reading.resolution import Status
from tests.reading.test_rules import BREST, LYON, outcome, values

TODAY = date(2026, 11, 24)
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


REGISTERING = {"consent": True, "last_name": "Bérard", "first_name": "Lucie"}
STORY = "Je reprends calmement depuis le début et je la laisse faire elle-même."


@pytest.mark.parametrize(("pending", "text", "comes_to"), [
    # Yes, no and passing
    ("consent", "oui", {"value": True}), ("consent", "oui je suis d'accord", {"value": True}),
    ("consent", "non", {"value": False}), ("consent", "non merci", {"value": False}),
    ("erasure", "oui", {"value": True}), ("erasure", "non", {"value": False}),
    ("erasure", "oui, je ne veux plus figurer chez vous", {"value": True}),
    ("erasure", "je ne veux plus effacer", {"value": False}),
    ("erasure", "Nul besoin de supprimer quoi que ce soit. Voyons votre première situation.", {"needs_confirmation": True}),
    ("confirmation", "oui c'est bon", {"value": True}), ("confirmation", "non", {"value": False}),
    ("interview_ready", "oui je suis prêt", {"value": True}), ("notes_reviewed", "oui", {"value": True}),
    ("scenario", "je passe", {"value": "skip"}), ("scenario", "joker", {"value": "skip"}),
    ("town", "aide", {"intent": "dont_understand"}), ("phone", "c'est obligatoire ?", {"intent": "whether_required"}),
    ("availability", "help", {"intent": "dont_understand"}), ("scenario", STORY, {"value": STORY}),
    # Fields
    ("last_name", "Bérard", {"last_name": "Bérard"}), ("first_name", "je m'appelle Lucie", {"first_name": "Lucie"}),
    ("last_name", "Lucie Bérard", {"first_name": "Lucie", "last_name": "Bérard"}),
    ("last_name", "moi c kevin", {"first_name": "Kevin"}), ("last_name", "moi cest sarah", {"first_name": "Sarah"}),
    ("last_name", "moi c dupont", {"last_name": "Dupont"}), ("town", "j'habite à Lyon", {"town": LYON}),
    ("mobility", "30 km", {"mobility": {"kind": "radius", "km": 30, "places": []}}),
    ("availability", "à partir du 1er mars 2027", {"availability": {"date": "2027-03-01"}}),
    ("availability", "tout de suite", {"availability": {"immediate": True}}),
    ("availability", "je ne sais pas encore", {"availability": Status.UNKNOWN}),
    ("email", "lucie.berard@exemple.fr", {"email": "lucie.berard@exemple.fr"}),
    ("phone", "06 39 98 00 01", {"phone": "+33639980001"}),
    ("phone", "je préfère ne pas le donner", {"phone": Status.DECLINED}),
    # Questions and distress, wherever they come
    *[(pending, "c'est payé combien ?", {"intent": "ask_salary"})
      for pending in (None, "consent", "town", "confirmation", "scenario")],
    ("town", "J'habite à Lyon. C'est payé combien ?", {"town": LYON, "side_questions": ("ask_salary",)}),
    ("email", "kev@exemple.fr cki ki va lire ca", {"email": "kev@exemple.fr", "side_questions": ("ask_who_sees_my_answers",)}),
    *[(pending, "je veux mourir, j'en peux plus", {"intent": "distress"})
      for pending in (None, "consent", "town", "scenario", "confirmation")],
    # Where nothing was asked
    (None, "bonjour", {"intent": "greet"}), (None, "je veux m'inscrire", {"intent": "start_registration"}),
    (None, "je voudrais parler à quelqu'un", {"intent": "ask_human"}), (None, "🙂", {"intent": "nothing_said"}),
    (None, "supprimez toutes mes données", {"intent": "ask_erasure"}),
    (None, "I don't understand French", {"intent": "foreign_language", "value": "en"}),
])  # fmt: skip
def test_a_message_comes_to(take, pending, text, comes_to):
    assert outcome(take(text, pending)) == comes_to


@pytest.mark.parametrize(("text", "comes_to"), [
    ("Oui. C'est payé combien ?", {"value": True, "side_questions": ("ask_salary",)}),
    ("non, j'habite à Brest", {"town": BREST}),
    *[(word, {"value": False}) for word in ("Corriger", "corriger", "modifier", "rectifier svp")],
])  # fmt: skip
def test_at_the_reading_back_a_message_comes_to(take, text, comes_to):
    assert outcome(take(text, "confirmation", ALL)) == comes_to


@pytest.mark.parametrize(("pending", "text", "comes_to"), [
    ("email", "Modifier Ville : Brest", {"intent": "correction", "town": BREST}),
    ("email", "modifier ville : j'ai déménagé à Brest", {"intent": "correction", "town": BREST}),
    ("email", "Modifier Prénom : Lucile", {"intent": "correction", "first_name": "Lucile"}),
    ("town", "Modifier Ville : Brest", {"town": BREST}),
    ("email", "Modifier Ville : c'est payé combien ?", {"intent": "ask_salary"}),
])  # fmt: skip
def test_a_field_is_given_anew_behind_its_name(take, pending, text, comes_to):
    assert outcome(take(text, pending, REGISTERING | {"requested_slot": pending})) == comes_to


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
