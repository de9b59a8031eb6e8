"""The registration: what is stored of an answer, what is asked next, and nothing before the agreement."""

import hashlib
import re
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.actions.asking import quick_replies
from bot.actions.registration import next_question
from bot.base.places import HOME
from bot.base.registration import DECLINED, FIELDS
from bot.base.settings import settings
from bot.content.campaign import campaign
from bot.content.legal_texts import placeholders
from bot.content.sentences import sentence
from bot.records.files import candidates
from bot.records.models import Candidate
from bot.tools.evaluation.stored import dump
from bot.understanding.reading.interpretation import CORRECTION, NO_OFFER, NONE_OF_THEM, Interpretation
from bot.understanding.reading.resolution import Resolution, Status
from bot.words.wording import LABELS
from tests.actions.action_player import (
    FILE,
    SENDER,
    TOWN,
    chosen,
    gives,
    register,
    responses,
    run,
    tracker_of,
    words,
)


@pytest.fixture
def answer(say):
    """Answers a question of the registration in words."""

    def answered(text: str, slot: str, **slots: Any):
        known = {"consent": True, "requested_slot": slot} | slots
        return say("validate_registration_form", text, loop="registration_form", **known)

    return answered


def stored(database) -> Candidate:
    with database.session_scope() as session:
        return candidates.find(session, SENDER)


def count(database) -> int:
    with database.session_scope() as session:
        return session.scalar(select(func.count()).select_from(Candidate))


# --- the agreement


def test_the_notice_is_said_before_the_agreement_is_asked(database):
    tracker = tracker_of(Interpretation(intent="start_registration"), loop="registration_form")
    tracker.events.append({"event": "active_loop", "name": "registration_form", "timestamp": 1.0})
    messages, slots, _ = run("validate_registration_form", tracker)
    assert responses(messages) == ["utter_notice"]
    assert messages[0]["retention_months"] == settings().retention_months
    assert messages[0]["controller"] == campaign().controller.at_the_start
    assert messages[0]["notice"] == f"{settings().site}/notice"
    assert campaign().closed.consent in messages[0]["posts"]
    assert slots["requested_slot"] == "consent"


@pytest.mark.parametrize("text", [
    "Bérard", "J'habite à Saint-Brieuc et mon numéro est le 06 39 98 00 01", "Qui va lire mes réponses ?",
])  # fmt: skip
def test_nothing_is_stored_before_a_yes_and_the_agreement_stays_asked(database, answer, text):
    _, slots, _ = answer(text, "consent", consent=None)
    assert (slots["requested_slot"], slots.get("consent")) == ("consent", None)
    assert not any(dump(database).values())


def test_a_no_stores_nothing_and_ends_the_registration(database, answer):
    _, slots, _ = answer("non merci", "consent", consent=None)
    assert (slots["requested_slot"], slots["consent"]) == (None, False)
    assert list(slots["choices"].values()) == ["intent:start_registration"], "a yes after all opens the question again"
    assert not any(dump(database).values())


def test_a_plain_yes_opens_the_registration_where_stands_of_which_text_it_is(database, answer):
    messages, slots, _ = answer("oui", "consent", consent=None)
    assert (responses(messages)[0], slots["consent"]) == ("utter_consented", True)
    (stored,) = dump(database)["candidates"]
    text = (HOME / "docs" / "juridique" / "notice.md").read_text(encoding="utf-8")
    served = re.sub(r"\{([a-z_.]+)\}", lambda found: placeholders()[found[1]] or "(à compléter)", text)
    assert f"Version {stored['notice_version']}, du" in served
    assert stored["notice_hash"] == hashlib.sha256(served.encode()).hexdigest()


def test_what_was_written_before_the_yes_is_stored_with_it_only(database):
    messages, slots, _ = register(Interpretation(before_consent=("town",)), "consent", consent=None)
    assert (responses(messages), slots["requested_slot"]) == (["utter_consent_first"], "consent")
    assert not any(dump(database).values())
    agreed = Interpretation(
        value=True, resolutions=gives(last_name="Bérard", town=TOWN).resolutions, before_consent=("last_name", "town")
    )
    messages, slots, _ = register(agreed, "consent", consent=None)
    assert responses(messages) == ["utter_consented", "utter_ask_first_name"]
    before = "Je reprends ce que vous aviez déjà écrit. Nom : Bérard ; ville : Saint-Brieuc (Côtes-d'Armor, 22)."
    assert messages[1]["lead"] == f"{before}\n2 sur {len(FIELDS)}. "
    assert (stored(database).last_name, stored(database).town) == ("Bérard", TOWN)
    assert (slots["town"], slots["requested_slot"]) == (TOWN, "first_name")


def test_a_yes_in_doubt_stores_nothing_and_is_asked_about_in_other_words_each_time(database):
    doubtful = Interpretation(acts=("yes",), needs_confirmation=True)
    messages, slots, _ = register(doubtful, "consent", consent=None)
    assert (responses(messages), slots["misunderstandings"]) == (["utter_doubtful_consent"], 1)
    messages, slots, _ = register(doubtful, "consent", consent=None, misunderstandings=1)
    assert (responses(messages), slots["requested_slot"]) == (["utter_doubtful_consent_again"], "consent")
    assert slots.get("consent") is None
    assert not any(dump(database).values())


@pytest.mark.parametrize("value", [True, False, None])
def test_a_question_beside_the_answer_about_the_agreement_is_answered(database, value):
    messages, _, _ = register(
        Interpretation(value=value, side_questions=("ask_salary",), answers=("salaire/montant",)),
        "consent",
        consent=None,
    )
    assert "Au moins le Smic" in words(messages)


# --- fields


@pytest.mark.parametrize(("slot", "text", "value"), [
    ("last_name", "bérard", "Bérard"), ("first_name", "lucie", "Lucie"), ("town", "saint-brieuc", TOWN),
    ("mobility", "30 km", {"kind": "radius", "km": 30, "places": []}),
    ("availability", "tout de suite", {"immediate": True}),
    ("availability", "je ne sais pas encore", {"unknown": True}), ("email", "lucie@EXEMPLE.fr", "lucie@exemple.fr"),
    ("phone", "06 39 98 00 01", "+33639980001"),
])  # fmt: skip
def test_an_answer_goes_into_its_slot_and_its_row(opened, answer, slot, text, value):
    _, slots, _ = answer(text, slot, **{**FILE, slot: None})
    assert slots[slot] == value
    assert getattr(stored(opened), slot) == value
    assert slots["requested_slot"] == "confirmation"


def test_several_fields_of_one_message_are_taken_and_not_asked_again(opened, answer):
    messages, slots, _ = answer("je m'appelle Lucie Bérard et j'habite à Saint-Brieuc", "last_name")
    assert {name: slots[name] for name in ("last_name", "first_name", "town", "requested_slot")} == {
        "last_name": "Bérard", "first_name": "Lucie", "town": TOWN, "requested_slot": "mobility",
    }  # fmt: skip
    assert responses(messages) == ["utter_ask_mobility"]
    assert (
        messages[0]["lead"]
        == f"C'est noté. Nom : Bérard ; prénom : Lucie ; ville : Saint-Brieuc (Côtes-d'Armor, 22).\n4 sur {len(FIELDS)}. "
    )
    assert slots["explained"]


def test_a_correction_of_another_field_keeps_the_question(opened):
    messages, slots, _ = register(gives(first_name="Lucie"), "town", last_name="Bérard", first_name="Luce")
    assert (slots["first_name"], slots["requested_slot"]) == ("Lucie", "town")
    assert messages[0]["lead"] == f"Pas de souci, c'est corrigé. Prénom : Lucie.\n3 sur {len(FIELDS)}. "
    assert (stored(opened).first_name, stored(opened).town) == ("Lucie", None)


def test_a_declined_field_is_noted_as_declined(opened, answer):
    messages, slots, _ = answer("non", "phone", **{**FILE, "phone": None})
    assert slots["phone"] == DECLINED
    assert words(messages) == sentence("registration.passed", field="Téléphone")
    assert stored(opened).declined == ["phone"]
    assert slots["requested_slot"] == "confirmation"


@pytest.mark.parametrize(("slot", "text", "response"), [
    ("availability", "le 31 février", "utter_invalid_no_such_day"),
    ("email", "lucie point berard", "utter_invalid_bad_email"), ("phone", "06 39 98", "utter_invalid_bad_phone"),
    ("town", "à côté de Rennes", "utter_invalid_near_town"), ("town", "99999", "utter_invalid_no_such_postcode"),
])  # fmt: skip
def test_what_cannot_be_taken_is_said_and_asked_again_once(opened, answer, slot, text, response):
    messages, slots, _ = answer(text, slot)
    assert responses(messages) == [response]
    assert (slots["requested_slot"], slots["explained"]) == (slot, True)
    asked, _, _ = run(f"action_ask_{slot}", tracker_of(explained=True))
    assert asked == []


@pytest.mark.parametrize("slot", FIELDS)
def test_what_is_not_understood_is_explained_the_second_time_and_a_human_offered_the_third(opened, slot):
    said = [responses(register(Interpretation(), slot, misunderstandings=times)[0]) for times in (None, 1, 2)]
    explained = f"utter_explain_{slot}"
    assert said == [[f"utter_not_read_{slot}"], [explained], [explained, "utter_or_a_human"]]


def test_not_knowing_is_a_value_of_the_availability_and_elsewhere_leaves_the_question_open(opened):
    messages, slots, _ = register(
        Interpretation(resolutions={"town": Resolution(Status.UNKNOWN)}), "town", **{**FILE, "town": None}
    )
    assert (responses(messages), slots["requested_slot"], stored(opened).town) == (["utter_not_known"], "town", None)


@pytest.mark.parametrize(("slot", "first", "second"), [
    ("email", "lucie@gmail.com", "lucie@gmial.com"),
    ("mobility", {"kind": "departement", "places": ["Loire"]}, {"kind": "region", "places": ["Pays de la Loire"]}),
])  # fmt: skip
def test_of_two_readings_one_is_chosen(opened, slot, first, second):
    messages, slots, _ = register(
        Interpretation(resolutions={slot: Resolution(Status.AMBIGUOUS, candidates=(first, second))}), slot
    )
    assert (responses(messages), slots["requested_slot"]) == ([f"utter_offer_{slot}"], slot)
    known = {"choices": slots["choices"], "requested_slot": slot}
    _, slots, _ = register(chosen(messages[0]["buttons"][1]["title"], known), **{**FILE, slot: None}, slot=slot)
    assert (slots[slot], getattr(stored(opened), slot)) == (second, second)


def test_homonyms_are_offered_and_one_is_chosen_by_word(opened, answer):
    _, slots, _ = answer("Saint-Marcel", "town")
    offered = slots["town_candidates"]
    assert slots["requested_slot"] == "town"
    messages, asked, _ = run("action_ask_town", tracker_of(town_candidates=offered))
    assert responses(messages) == ["utter_ask_town_choice"]
    titles = [button["title"] for button in messages[0]["buttons"]]
    assert 2 < len(titles) <= 6
    assert titles[-1] == "Aucune de celles-ci"
    assert all(button["payload"] == button["title"] for button in messages[0]["buttons"])
    known = {"choices": asked["choices"], "requested_slot": "town"}
    _, slots, _ = register(chosen(titles[1], known), "town", town_candidates=offered)
    assert slots["town"]["insee"] == stored(opened).town["insee"] == offered[1]["insee"]
    assert slots["town_candidates"] is None


def test_none_of_the_homonyms_asks_for_more(opened):
    none = Interpretation(resolutions={"town": Resolution(Status.INVALID, reason=NONE_OF_THEM)})
    messages, slots, _ = register(none, "town")
    assert (responses(messages), slots["requested_slot"]) == (["utter_invalid_none_of_them"], "town")


def test_a_question_leaves_the_pending_one_open(opened, answer):
    messages, slots, _ = answer("on est payé combien ?", "town")
    assert (messages, slots["requested_slot"]) == ([], "town")


def test_a_question_beside_an_answer_is_answered(opened, answer):
    messages, slots, _ = answer("Lyon, et c'est payé combien ?", "town", **{**FILE, "town": None})
    assert (slots["town"]["insee"], slots["requested_slot"]) == ("69123", "confirmation")
    assert "Au moins le Smic" in words(messages)


def test_questions_come_in_order():
    slots: dict[str, Any] = {}
    asked = []
    for name in ["consent", *FIELDS, "confirmation"]:
        asked.append(next_question(slots))
        slots["confirmed" if name == "confirmation" else name] = True
    assert asked == ["consent", *FIELDS, "confirmation"]
    assert next_question(slots) is None


# --- short turns, progress, answers to tap


def test_a_question_says_how_far_one_is_and_that_it_is_taken_up_again():
    messages, _, _ = run("action_ask_town", tracker_of(consent=True, last_name="Bérard"))
    assert messages[0]["lead"] == f"3 sur {len(FIELDS)}. "
    messages, _, _ = run("action_ask_phone", tracker_of(consent=True, resuming=True))
    assert messages[0]["lead"] == f"On reprend, 7 sur {len(FIELDS)}. "


def test_an_acknowledgement_goes_before_the_answer_and_the_question_after(opened):
    turn = Interpretation(
        resolutions=gives(town=TOWN).resolutions, side_questions=("ask_salary",), answers=("salaire/montant",)
    )
    messages, slots, _ = register(turn, "town", last_name="Bérard", first_name="Lucie")
    assert messages[0]["text"] == "C'est noté. Ville : Saint-Brieuc (Côtes-d'Armor, 22)."
    assert "Au moins le Smic" in messages[1]["text"]
    assert (len(messages), slots["requested_slot"], slots["explained"]) == (2, "mobility", False)


@pytest.mark.parametrize(("slot", "title", "value"), [
    ("mobility", "20 km autour de chez moi", {"kind": "radius", "km": 20, "places": []}),
    ("mobility", "50 km autour de chez moi", {"kind": "radius", "km": 50, "places": []}),
    ("mobility", "Tout mon département", {"kind": "departement", "km": None, "places": []}),
    ("mobility", "Toute la France", {"kind": "national", "km": None, "places": []}),
    ("availability", "Tout de suite", {"immediate": True}),
    ("availability", "Dans un mois", ...), ("availability", "Dans trois mois", ...),
    ("availability", "Je ne sais pas encore", {"unknown": True}), ("email", "Passer", DECLINED), ("phone", "Passer", DECLINED),
])  # fmt: skip
def test_what_is_offered_to_tap_is_read(opened, answer, slot, title, value):
    assert title in [button["title"] for button in quick_replies(slot, {})]
    _, slots, _ = answer(title, slot, **{**FILE, slot: None})
    assert slots[slot] == value or (value is ... and set(slots[slot]) == {"date"})


@pytest.mark.parametrize("text", ["dans un mois et demi", "pas tout de suite, dans trois mois"])
def test_what_says_more_than_what_is_offered_is_heard_whole(opened, reader, text):
    turn = Interpretation.of(reader.parse(text, "availability", {"consent": True}))
    assert turn.resolutions["availability"].value != {"immediate": True}


def test_what_is_known_is_not_offered_to_be_passed():
    assert quick_replies("email", {"email": "a@b.fr"}) == []


@pytest.mark.parametrize(
    "turn", [Interpretation(), Interpretation(resolutions={"email": Resolution(Status.INVALID, reason="bad_email")})]
)
def test_answers_to_tap_are_offered_again_with_what_could_not_be_taken(opened, turn):
    messages, _, _ = register(turn, "email")
    assert [button["title"] for button in messages[-1]["buttons"]] == ["Passer"]


# --- nobody could be reached


UNREACHABLE = {**FILE, "email": DECLINED, "phone": None}


def test_a_file_by_which_nobody_can_be_reached_is_said_kindly_with_the_recap(opened, answer):
    messages, slots, _ = answer("non", "phone", **UNREACHABLE)
    assert [message["response"] for message in messages] == ["utter_unreachable"]
    assert (slots["requested_slot"], slots["explained"]) == ("confirmation", False)
    asked, _, _ = run("action_ask_confirmation", tracker_of(**UNREACHABLE, choices=slots["choices"]))
    assert [button["title"] for button in asked[-1]["buttons"]] == ["Ajouter un e-mail", "Ajouter un téléphone"]


@pytest.mark.parametrize("known", [{"email": "lucie@exemple.fr"}, {"town": None}])
def test_who_can_be_reached_or_is_not_done_is_told_nothing(opened, answer, known):
    messages, _, _ = answer("non", "phone", **{**UNREACHABLE, **known})
    assert "utter_unreachable" not in responses(messages)


@pytest.mark.parametrize(("text", "following"), [("Ajouter un téléphone", "phone"), ("Ajouter un e-mail", "email")])
def test_one_of_the_two_may_be_added(opened, answer, text, following):
    _, slots, _ = answer("non", "phone", **UNREACHABLE)
    turn = chosen(text, {"choices": slots["choices"], "requested_slot": "confirmation"})
    messages, slots, _ = register(turn, "confirmation", **{**UNREACHABLE, "phone": DECLINED})
    assert (messages, slots["requested_slot"]) == ([], following)
    assert stored(opened).confirmed_at is None


# --- the recap and corrections


def test_the_recap_says_every_field(opened):
    messages, _, _ = run("action_ask_confirmation", tracker_of(**FILE))
    assert responses(messages) == ["utter_recap", "utter_ask_confirmation_buttons"]
    assert [line.split(" : ")[0] for line in messages[0]["recap"].splitlines()] == [
        f"• {name}" for name in LABELS.values()
    ]


UNDO = "Annuler ce changement"


def test_after_a_change_only_what_changed_is_said(opened, answer):
    messages, slots, _ = answer("Non, mon prénom c'est Julie", "confirmation", **FILE)
    assert [message["text"] for message in messages] == ["Pas de souci, c'est corrigé. Prénom : Julie."]
    known = {**FILE, "first_name": "Julie", "choices": slots["choices"]}
    messages, _, _ = run("action_ask_confirmation", tracker_of(**known))
    assert responses(messages) == ["utter_ask_confirmation_buttons"]
    assert [button["title"] for button in messages[0]["buttons"]] == [UNDO]
    assert messages[0]["custom"] == {"updates": ["file"]}


def test_a_change_at_the_recap_is_taken_back_exactly(opened, answer):
    before = {**FILE, "phone": DECLINED}
    _, slots, _ = answer("Non, mon numéro c'est le 06 39 98 00 02", "confirmation", **before)
    assert (slots["phone"], slots["requested_slot"]) == ("+33639980002", "confirmation")
    assert (stored(opened).phone, stored(opened).confirmed_at) == ("+33639980002", None)
    known = {"choices": slots["choices"], "requested_slot": "confirmation"}
    _, slots, _ = register(chosen(UNDO, known), "confirmation", **{**before, "phone": "+33639980002"})
    assert (slots["phone"], slots["requested_slot"]) == (DECLINED, "confirmation")
    assert (stored(opened).phone, stored(opened).declined) == (None, ["phone"])
    assert UNDO in slots["choices"], "and may be made again"


def test_a_change_that_was_asked_for_by_its_field_is_taken_back_too(opened, answer):
    messages, slots, _ = answer("Julie", "first_name", **FILE)
    assert [message["text"] for message in messages] == ["Pas de souci, c'est corrigé. Prénom : Julie."]
    _, slots, _ = register(chosen(UNDO, slots | {"requested_slot": "confirmation"}), "confirmation", **FILE)
    assert stored(opened).first_name == "Lucie"


def test_a_place_of_work_that_was_named_before_may_be_kept_beside_the_new_one(opened, answer):
    before = {**FILE, "mobility": {"kind": "departement", "km": None, "places": ["Aveyron", "Lozère"]}}
    _, slots, _ = answer("Non, rajoutez l'Hérault", "confirmation", **before)
    assert stored(opened).mobility["places"] == ["Hérault"]
    assert list(slots["choices"]) == [UNDO, "Garder aussi Aveyron, Lozère"]
    known = {"choices": slots["choices"], "requested_slot": "confirmation"}
    register(chosen("Garder aussi Aveyron, Lozère", known), "confirmation", **{**before, "mobility": slots["mobility"]})
    assert stored(opened).mobility == {"kind": "departement", "km": None, "places": ["Aveyron", "Lozère", "Hérault"]}


def test_what_is_given_for_the_first_time_is_not_taken_back(opened, answer):
    _, slots, _ = answer("06 39 98 00 02", "phone", **{**FILE, "phone": None})
    assert (slots["requested_slot"], slots["choices"]) == ("confirmation", None)


@pytest.mark.parametrize(("answer", "name"), [("Oui, changer", "Julie"), ("Non, ne rien changer", "Lucie")])
def test_what_was_perhaps_meant_for_the_file_is_asked_about_first(registered, answer, name):
    turn = Interpretation(intent=CORRECTION, resolutions=gives(first_name="Julie").resolutions, needs_confirmation=True)
    messages, slots, _ = run("action_correct_registration", tracker_of(turn, **FILE, consent=True, confirmed=True))
    assert responses(messages) == ["utter_shall_i_change"]
    assert stored(registered).first_name == "Lucie"
    turn = chosen(answer, slots)
    if turn.intent == CORRECTION:
        run("action_correct_registration", tracker_of(turn, **FILE, consent=True, confirmed=True))
    assert stored(registered).first_name == name


def test_a_correction_outside_the_form_is_stored_and_taken_back(registered):
    given = gives(first_name="Julie").resolutions
    beside = {"side_questions": ("ask_salary",), "answers": ("salaire/montant",)}
    turn = Interpretation(intent=CORRECTION, resolutions=given, **beside)
    messages, slots, _ = run("action_correct_registration", tracker_of(turn, **FILE, consent=True, confirmed=True))
    assert (slots["first_name"], slots["awaiting"], stored(registered).first_name) == ("Julie", None, "Julie")
    assert messages[0]["text"] == "Pas de souci, c'est corrigé. Prénom : Julie."
    assert "Au moins le Smic" in messages[1]["text"]
    assert [button["title"] for button in messages[0]["buttons"]] == [UNDO]
    assert messages[0]["custom"] == {"updates": ["file"]}
    known = {**FILE, "first_name": "Julie", "consent": True}
    turn = chosen(UNDO, slots | {"requested_slot": "scenario"})
    run("action_correct_registration", tracker_of(turn, **known, requested_slot="scenario"))
    assert stored(registered).first_name == "Lucie"


def test_the_recap_is_confirmed_with_a_yes(opened, answer):
    messages, slots, _ = answer("oui", "confirmation", **FILE)
    assert (slots["confirmed"], slots["requested_slot"]) == (True, None)
    assert responses(messages) == ["utter_confirmed"]
    assert stored(opened).confirmed_at is not None


def test_after_a_no_it_is_asked_what_to_correct(opened, answer):
    _, slots, _ = answer("non", "confirmation", **FILE)
    assert slots["choices"] == {LABELS[name]: f"field:{name}" for name in FIELDS}
    turn = chosen("la ville", {"choices": slots["choices"], "requested_slot": "confirmation"})
    _, slots, _ = register(turn, "confirmation", **FILE)
    assert slots["requested_slot"] == "town"
    assert stored(opened).confirmed_at is None


def test_in_doubt_nothing_is_confirmed_and_the_second_time_the_fields_are_offered(opened):
    messages, slots, _ = register(Interpretation(), "confirmation", **FILE)
    assert (responses(messages), slots["requested_slot"]) == (["utter_doubtful_confirmation"], "confirmation")
    messages, slots, _ = register(Interpretation(), "confirmation", **FILE, misunderstandings=1)
    assert (responses(messages), len(slots["choices"])) == (["utter_what_to_correct"], len(FIELDS))
    assert stored(opened).confirmed_at is None


def test_a_field_is_chosen_then_corrected(registered, say):
    _, slots, _ = run("action_change_my_data", tracker_of(Interpretation(intent="ask_change_my_data"), consent=True))
    choices = slots["choices"]
    of_notes = {"Modifier une réponse", "Ce passage ne dit pas cela"}
    assert set(LABELS.values()) | of_notes == set(choices)
    messages, slots, _ = run("action_choose_field", tracker_of(chosen("Ville", {"choices": choices}), consent=True))
    assert (responses(messages), slots["awaiting"]) == (["utter_ask_town"], "town")
    _, slots, _ = say("action_correct_registration", "Brest", consent=True, awaiting="town")
    assert (stored(registered).town["insee"], slots["awaiting"]) == ("29019", None)


@pytest.mark.parametrize(("consent", "response"), [(None, "utter_nothing_registered"), (True, "utter_what_to_correct")])
def test_who_names_no_field_to_correct_is_told_what_there_is(registered, consent, response):
    messages, _, _ = run("action_choose_field", tracker_of(Interpretation(intent="change_field"), consent=consent))
    assert responses(messages) == [response]


def test_a_field_to_correct_before_any_file_is_not_asked_for(opened):
    messages, slots, _ = run("action_choose_field", tracker_of(Interpretation(intent="change_field", value="town")))
    assert (responses(messages), slots.get("awaiting")) == (["utter_nothing_registered"], None)


def test_who_does_not_understand_an_offer_reads_it_again(opened):
    choices = {"Je m'inscris": "intent:start_registration"}
    messages, slots, _ = run(
        "action_explain_question",
        tracker_of(Interpretation(intent="dont_understand"), choices=choices | {NO_OFFER: ""}),
    )
    assert responses(messages) == ["utter_explain_offer"]
    assert slots["choices"].keys() >= choices.keys()


def test_a_corrected_town_with_homonyms_is_asked_about(registered, say):
    messages, slots, _ = say("action_correct_registration", "Saint-Marcel", consent=True, awaiting="town")
    assert slots["awaiting"] == "town"
    assert "utter_ask_town_choice" in responses(messages)
    assert stored(registered).town == TOWN
    turn = chosen("le premier", {"choices": slots["choices"], "awaiting": "town"})
    _, slots, _ = run("action_correct_registration", tracker_of(turn, consent=True, awaiting="town"))
    assert (stored(registered).town["commune"], slots["awaiting"]) == ("Saint-Marcel", None)


def test_nobody_unregistered_is_offered_a_correction(database):
    messages, slots, _ = run("action_change_my_data", tracker_of(Interpretation(intent="ask_change_my_data")))
    assert (responses(messages), slots["choices"]) == (["utter_nothing_registered"], None)
