"""Seeing one's data, erasing it, and asking for a person."""

import re

import pytest
from sqlalchemy import func, select

from bot.actions.offers import removal_offers
from bot.base.registration import DECLINED
from bot.records.conversations import conversations
from bot.records.models import Candidate, HumanRequest
from bot.tools.evaluation.stored import dump
from bot.understanding.reading.directives import OBJECTION, directive_of, interpret_directive
from bot.understanding.reading.interpretation import REMOVE_FIELD, YES_OFFER, Interpretation
from bot.understanding.reading.resolution import Resolution, Status
from bot.words.wording import LABELS
from tests.actions.action_player import ANSWER, FILE, SENDER, chosen, responses, run, tracker_of, words

ACCESS = Interpretation(intent="ask_access_my_data")
HUMAN = Interpretation(intent="ask_human")


def count(database, table) -> int:
    with database.session_scope() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_my_data_lists_every_field_and_note(registered, say):
    messages, slots, _ = say("action_show_my_data", "mes données", consent=True)
    read = words(messages).replace("\u00a0", " ").replace("\u202f", " ")
    for shown in (
        "Bérard", "Lucie", "Saint-Brieuc", "30 km", "4 janvier 2027", "lucie@exemple.fr", "+33 6 39 98 00 01", ANSWER,
        "Accord donné", "confirmée", "Conservé jusqu'au", "1 message (site)", "Personne de l'équipe ne l'a encore lu.",
        "« Télécharger mes données »",
    ):  # fmt: skip
        assert shown in read
    assert all(label in read for label in LABELS.values())
    assert {"Corriger", "Tout supprimer", "Modifier une réponse"} <= set(slots["choices"])


def test_before_the_confirmation_the_file_is_read_once_with_one_set_of_choices(registered):
    tracker = tracker_of(ACCESS, loop="registration_form", **FILE, consent=True, requested_slot="confirmation")
    shown, slots, _ = run("action_show_my_data", tracker)
    tracker.slots.update(slots)
    tracker.events.append({"event": "action", "name": "action_show_my_data", "timestamp": 2.0})
    asked, _, _ = run("action_ask_confirmation", tracker)
    assert words(shown + asked).count("Bérard") == 1
    offers = [[button["title"] for button in message["buttons"]] for message in shown + asked if message["buttons"]]
    assert responses(asked) == ["utter_ask_confirmation_buttons"]
    assert len(offers) == 1
    assert "Tout supprimer" in offers[0]
    assert "Corriger" not in offers[0], "« Non, je corrige » does it"


def test_who_objects_is_answered_by_the_team(registered):
    objection = interpret_directive(directive_of("Je m'oppose à l'usage de mes données."), {})
    assert objection == interpret_directive(directive_of("M'opposer"), {})
    messages, _, _ = run("action_request_human", tracker_of(objection, consent=True))
    assert responses(messages)[0] == "utter_objection_filed"
    with registered.session_scope() as session:
        (request,) = session.scalars(select(HumanRequest))
        assert request.reason == OBJECTION


def test_an_objection_is_the_reason_of_a_request_that_waits(registered):
    run("action_request_human", tracker_of(HUMAN, consent=True))
    run("action_request_human", tracker_of(Interpretation(intent="ask_human", value=OBJECTION), consent=True))
    with registered.session_scope() as session:
        assert [request.reason for request in session.scalars(select(HumanRequest))] == [OBJECTION]


def test_my_data_of_nobody_is_nothing(database):
    messages, _, _ = run("action_show_my_data", tracker_of(ACCESS))
    assert responses(messages) == ["utter_nothing_registered"]


def test_erasing_asks_first_then_erases_all(registered, say):
    messages, slots, _ = say("action_erase", "supprimer mes données", consent=True)
    assert (responses(messages), slots["awaiting"]) == (["utter_ask_erasure"], "erasure")
    assert count(registered, Candidate) == 1
    messages, _, events = say("action_erase", "oui", consent=True, awaiting="erasure")
    assert responses(messages) == ["utter_erased"]
    assert re.fullmatch(r"EFF-\d{8}-[0-9A-F]{8}", messages[0]["receipt"])
    assert {"reset_slots", "active_loop"} == {event["event"] for event in events}
    left = {name: rows for name, rows in dump(registered).items() if rows}
    assert set(left) == {"audit_entries", "erasures", "daily_counts"}
    assert not any(value in str(left) for value in ("Bérard", "lucie", ANSWER, SENDER))


@pytest.mark.parametrize("value", [True, "Je reprends calmement."])
def test_a_wish_beside_the_answer_to_another_question_erases_nothing_at_once(registered, value):
    turn = Interpretation(value=value, side_questions=("ask_delete_my_data",))
    for slots in ({"requested_slot": "interview_ready"}, {"requested_slot": "scenario"}):
        messages, changed, _ = run("action_erase", tracker_of(turn, "oui, et effacez tout", consent=True, **slots))
        assert (responses(messages), changed["awaiting"]) == (["utter_ask_erasure"], "erasure")
    assert count(registered, Candidate) == 1


def test_after_a_no_nothing_is_erased(registered, say):
    messages, slots, _ = say("action_erase", "non", consent=True, awaiting="erasure")
    assert (responses(messages), slots["awaiting"]) == (["utter_unchanged"], None)
    assert count(registered, Candidate) == 1


@pytest.mark.parametrize(
    "doubtful",
    [Interpretation(acts=("yes",), needs_confirmation=True), Interpretation()],
    ids=["a doubtful yes", "neither"],
)
def test_what_is_no_plain_yes_erases_nothing_and_is_asked_about_once(registered, doubtful):
    known = {"consent": True, "awaiting": "erasure"}
    messages, slots, _ = run("action_erase", tracker_of(doubtful, **known))
    assert (responses(messages), slots["awaiting"]) == (["utter_doubtful_erasure"], "erasure")
    messages, slots, _ = run("action_erase", tracker_of(doubtful, **known, misunderstandings=1))
    assert (responses(messages), slots["awaiting"]) == (["utter_unchanged"], None)
    assert count(registered, Candidate) == 1


@pytest.mark.parametrize(("name", "turn", "first"), [
    ("action_tell_erasure", Interpretation(acts=("ask",), intent="ask_erasure"), "utter_explain_erasure"),
    ("action_explain_question", Interpretation(intent="dont_understand"), "utter_explain_erasure"),
    ("action_repeat_question", Interpretation(intent="repeat_question"), "utter_repeat"),
])  # fmt: skip
def test_what_is_asked_about_the_erasure_is_answered_and_the_erasure_asked_again(registered, name, turn, first):
    messages, slots, _ = run(name, tracker_of(turn, **FILE, consent=True, awaiting="erasure"))
    assert responses(messages) == [*([first] if first else []), "utter_ask_erasure"]
    assert len(messages) == 2 and slots.get("awaiting", "erasure") == "erasure"
    assert count(registered, Candidate) == 1


@pytest.mark.parametrize(("name", "turn"), [
    ("action_request_human", HUMAN), ("action_rephrase", Interpretation(intent="not_understood")), ("action_show_my_data", ACCESS),
    ("action_answer_question", Interpretation(intent="ask_salary")),
    ("action_answer_question", Interpretation(intent="ask_salary", answers=("salaire/net|salaire/montant",))),
])  # fmt: skip
def test_another_wish_than_the_erasure_or_other_choices_drop_its_question(registered, name, turn):
    _, slots, _ = run(name, tracker_of(turn, **FILE, consent=True, awaiting="erasure"))
    assert slots["awaiting"] == ("topic" if name == "action_request_human" else None)


@pytest.mark.parametrize(("words", "response"), [
    ("Seulement le téléphone", None), ("Tout effacer", "utter_ask_erasure"), ("Rien", None),
])  # fmt: skip
def test_in_doubt_whether_all_is_meant_it_is_asked_with_choices(registered, words, response):
    asked = tracker_of(Interpretation(intent="ask_delete_my_data", value="phone"), **FILE, consent=True)
    messages, slots, _ = run("action_erase", asked)
    assert responses(messages) == ["utter_erase_what"]
    assert list(slots["choices"]) == ["Tout effacer", "Seulement le téléphone", "Rien"]
    turn = chosen(words, slots)
    if words == "Rien":
        assert turn.intent == "deny"
    elif response:
        assert responses(run("action_erase", tracker_of(turn, **FILE, consent=True))[0]) == [response]
    else:
        messages, slots, _ = run("action_correct_registration", tracker_of(turn, **FILE, consent=True))
        assert "C'est retiré de votre dossier : téléphone." in messages[0]["text"]
        assert slots["phone"] == DECLINED
    with registered.session_scope() as session:
        candidate = session.scalars(select(Candidate)).one()
        assert candidate.email and (candidate.phone is None) is (words == "Seulement le téléphone")


@pytest.mark.parametrize(("text", "slot", "gone"), [
    ("effacez mon prénom de la fiche", "first_name", "Lucie"), ("efface mon numéro", "phone", "639980001"),
    ("enlève mon mail stp", "email", "lucie@exemple.fr"), ("je veux plus que vous ayez mon tel", "phone", "639980001"),
    ("retirez mon nom de famille s'il vous plaît", "last_name", "Bérard"),
])  # fmt: skip
@pytest.mark.parametrize("asked", [{}, {"requested_slot": "confirmation"}, {"requested_slot": "scenario"}])
def test_one_field_is_taken_out_of_the_file_and_of_what_was_said(registered, reader, text, slot, gone, asked):
    known = {**FILE, **asked, "consent": True}
    heard = [
        {"event": "user", "timestamp": 1.0, "text": said}
        for said in ("Lucie Bérard", "06 39 98 00 01 / lucie@exemple.fr")
    ]
    told = {
        "event": "bot",
        "timestamp": 1.0,
        "text": "C'est noté. Nom : Bérard ; prénom : Lucie ; e-mail : lucie@exemple.fr ; téléphone : +33 6 39 98 00 01.",
    }
    with registered.session_scope() as session:
        state = {"slots": {"consent": True}}
        conversations.append(session, SENDER, [*heard, told], channel="web", consented=True, state=state)
    turn = Interpretation.of(reader.parse(text, asked.get("requested_slot"), known))
    if turn.intent == REMOVE_FIELD:  # asked about first, and meant
        turn = interpret_directive(removal_offers([turn.value])[YES_OFFER], known)
    assert turn.intent in {None, "correction"}
    name = "validate_registration_form" if turn.is_answer else "action_correct_registration"
    messages, slots, _ = run(
        name, tracker_of(turn, text, loop="registration_form" if turn.is_answer else None, **known)
    )
    assert slots[slot] == DECLINED and "C'est retiré de votre dossier" in words(messages)
    with registered.session_scope() as session:
        candidate = session.scalars(select(Candidate)).one()
        assert getattr(candidate, slot) is None and slot in candidate.declined
        assert all(getattr(candidate, name) for name, value in FILE.items() if name != slot and value != DECLINED)
    said = str([row["data"]["text"] for row in dump(registered)["conversation_events"]])
    assert gone not in said.replace(" ", "")
    others = {"Lucie", "Bérard", "lucie@exemple.fr", "639980001"} - {gone}
    assert all(other in said.replace(" ", "") for other in others)
    assert ANSWER in said


def test_who_can_not_be_reached_any_more_is_told_so(registered):
    turn = Interpretation(intent="correction", resolutions={"phone": Resolution(Status.DECLINED)})
    messages, _, _ = run("action_correct_registration", tracker_of(turn, **{**FILE, "email": DECLINED}, consent=True))
    assert "utter_unreachable" in responses(messages)


def test_erasing_what_was_never_kept_gives_a_receipt_too(database):
    messages, _, _ = run("action_erase", tracker_of(Interpretation(value=True), awaiting="erasure"))
    assert responses(messages) == ["utter_nothing_to_erase"]
    assert messages[0]["receipt"].startswith("EFF-")


def test_a_request_behind_a_cry_for_help_is_one_like_others(database):
    run("action_human_after_distress", tracker_of(HUMAN))
    with database.session_scope() as session:
        assert session.scalars(select(HumanRequest.reason)).one() == "asked"
