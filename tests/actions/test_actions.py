"""The actions offline: a tracker as Rasa sends it, a real database, and what is said and set."""

import ast
import logging
import re
import time
from typing import Any

import pytest
import yaml
from bot.old_reading.language import FOREIGN
from bot.old_reading.turn import FIELDS, FREE_QUESTIONS, YES_NO_QUESTIONS
from bot.old_reading.understood import INFORM
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from sqlalchemy import func, select

from bot import content, settings
from bot.actions.base import SafeAction
from bot.actions.registration import INVALID_RESPONSES, next_question
from bot.evaluation.dialogues import dump
from bot.evidence.content import load_scenarios
from bot.records import candidates, conversations, notes
from bot.records.models import Candidate, HumanRequest, Note
from bot.wording import LABELS

SENDER = "web-1"
DOMAIN = yaml.safe_load((settings.HOME / "domain.yml").read_text(encoding="utf-8"))
CONFIG = yaml.safe_load((settings.HOME / "config.yml").read_text(encoding="utf-8"))
RULES = yaml.safe_load((settings.DATA / "rules" / "forms.yml").read_text(encoding="utf-8"))["rules"]
TOWN = {"commune": "Saint-Brieuc", "insee": "22278", "departement": "22"}
FILE: dict[str, Any] = {
    "last_name": "Bérard", "first_name": "Lucie", "town": TOWN, "mobility": {"kind": "radius", "km": 30, "places": []},
    "availability": {"date": "2027-01-04"}, "email": "lucie@exemple.fr", "phone": "+33639980001",
}  # fmt: skip
ANSWER = "Je lui remontre sans soupirer, puis je fais un dessin."


def all_actions() -> dict[str, Any]:
    executor = ActionExecutor()
    executor.register_package("bot.actions")
    return executor.actions


ACTIONS = all_actions()


def tracker_of(
    text: str = "",
    intent: str = "out_of_scope",
    confidence: float = 0.05,
    *,
    loop: str | None = None,
    events: Any = None,
    **slots: Any,
) -> Tracker:
    """Returns a tracker whose latest message is this one, with these slots before it."""
    ranking = [{"name": intent, "confidence": confidence}]
    message = {"text": text, "intent": ranking[0], "intent_ranking": ranking}
    heard = {"event": "user", "text": text, "parse_data": message, "input_channel": "web", "timestamp": time.time()}
    known = dict.fromkeys([*DOMAIN["slots"], "requested_slot"]) | slots
    return Tracker(
        SENDER, known, message, [*(events or []), heard], False, None, {"name": loop} if loop else {}, "action_listen"
    )


def run(name: str, tracker: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any], list[dict[str, Any]]]:
    """Runs an action and returns its messages, the slots that it sets and its other events."""
    dispatcher = CollectingDispatcher()
    events = ACTIONS[name](dispatcher, tracker, DOMAIN) or []
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    return dispatcher.messages, slots, [event for event in events if event["event"] != "slot"]


def responses(messages: list[dict[str, Any]]) -> list[str]:
    return [message["response"] for message in messages if message.get("response")]


def words(messages: list[dict[str, Any]]) -> str:
    """Returns what the person reads: texts, and what is put into responses."""
    filled = [
        str(value)
        for message in messages
        for key, value in message.items()
        if key not in {"custom", "elements", "attachment"} and value
    ]
    return "\n".join(filled)


@pytest.fixture
def registered(database):
    """A database where one person is registered, with a whole file and one note."""
    with database.session_scope() as session:
        candidates.open_registration(session, SENDER, channel="web", notice_version=content.NOTICE_VERSION)
        for name, value in FILE.items():
            candidates.set_field(session, SENDER, name, value)
        candidates.confirm(session, SENDER)
        scenario = load_scenarios()[settings.campaign_scenarios()[0]]
        quote = {"quote": "sans soupirer", "start": 18, "end": 31, "part": "answer", "indicator": "patience.garde_son_calme", "polarity": "positive", "rule": "t"}  # fmt: skip
        question = notes.Question(scenario.id, scenario.version, scenario.trait, scenario.text)
        notes.store_answer(session, SENDER, question, ANSWER, [quote], rubric_version="1")
        heard = {"event": "user", "text": ANSWER, "timestamp": 1.0, "parse_data": {"text": ANSWER}}
        conversations.append(session, SENDER, [heard], channel="web", consented=True, state={"slots": {}})
    return database


def count(database, table) -> int:
    with database.session_scope() as session:
        return session.scalar(select(func.count()).select_from(table))


# --- safety


class Failing(SafeAction):
    """Not registered as an action of the bot: it only lives here."""

    action_name = "action_failing"

    def respond(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="half of an answer")
        raise ValueError(f"trouble with {tracker.latest_message['text']}")


def test_an_action_that_fails_says_so_kindly_and_nothing_else(caplog):
    dispatcher = CollectingDispatcher()
    assert Failing().run(dispatcher, tracker_of("Bérard"), DOMAIN) == []
    (message,) = dispatcher.messages
    assert message["response"] == "utter_trouble"
    assert re.fullmatch(r"[0-9a-f]{8}", message["reference"])


def test_a_failure_is_logged_by_its_reference_without_words_of_the_person(caplog):
    dispatcher = CollectingDispatcher()
    with caplog.at_level(logging.DEBUG):
        Failing().run(dispatcher, tracker_of("Bérard", last_name="Bérard"), DOMAIN)
    assert dispatcher.messages[0]["reference"] in caplog.text
    assert "ValueError" in caplog.text
    assert "Bérard" not in caplog.text


@pytest.mark.parametrize(("action", "slot", "text"), [
    ("validate_registration_form", "town", "Saint-Brieuc"), ("validate_interview_form", "scenario", ANSWER),
])  # fmt: skip
def test_a_form_that_fails_asks_the_same_again_and_loses_nothing(action, slot, text, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")  # no tables: every write fails
    messages, slots, _ = run(
        action,
        tracker_of(text, loop=action.removeprefix("validate_"), consent=True, requested_slot=slot, last_name="Bérard"),
    )
    assert responses(messages) == ["utter_trouble"]
    assert slots == {"resuming": True, "requested_slot": slot}
    assert text not in caplog.text


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_no_action_raises_without_a_database(name, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    run(name, tracker_of("Saint-Brieuc", consent=True, confirmed=True, awaiting="town"))


# --- registration


def answer(text: str, slot: str, **slots: Any):
    return run(
        "validate_registration_form",
        tracker_of(text, loop="registration_form", requested_slot=slot, consent=True, **slots),
    )


@pytest.fixture
def opened(database):
    """A database where one person has just agreed."""
    with database.session_scope() as session:
        candidates.open_registration(session, SENDER, channel="web", notice_version=content.NOTICE_VERSION)
    return database


def stored(database) -> Candidate:
    with database.session_scope() as session:
        return candidates.find(session, SENDER)


@pytest.mark.parametrize(("slot", "text", "value"), [
    ("last_name", "bérard", "Bérard"), ("first_name", "lucie", "Lucie"), ("town", "saint-brieuc", TOWN),
    ("mobility", "30 km", {"kind": "radius", "km": 30, "places": []}), ("availability", "tout de suite", {"immediate": True}),
    ("availability", "je ne sais pas encore", {"unknown": True}), ("email", "lucie@EXEMPLE.fr", "lucie@exemple.fr"), ("phone", "06 39 98 00 01", "+33639980001"),
])  # fmt: skip
def test_an_answer_goes_into_its_slot_and_its_row(opened, slot, text, value):
    before = dict(FILE)
    del before[slot]
    _, slots, _ = answer(text, slot, **before)
    assert slots[slot] == value
    assert getattr(stored(opened), slot) == value
    assert slots["requested_slot"] == "confirmation"


def test_several_fields_of_one_message_are_taken_and_not_asked_again(opened):
    messages, slots, _ = answer("je m'appelle Lucie Bérard et j'habite à Saint-Brieuc", "last_name")
    assert (slots["last_name"], slots["first_name"], slots["town"], slots["requested_slot"]) == (
        "Bérard",
        "Lucie",
        TOWN,
        "mobility",
    )
    assert {message["label"] for message in messages if message["response"] == "utter_noted"} >= {"Ville"}


def test_a_correction_of_another_field_keeps_the_question(opened):
    _, slots, _ = answer("en fait mon prénom c'est Lucie", "town", last_name="Bérard", first_name="Luce")
    assert (slots["first_name"], slots["requested_slot"]) == ("Lucie", "town")
    assert stored(opened).first_name == "Lucie"


def test_a_declined_field_is_false_and_noted_as_declined(opened):
    messages, slots, _ = answer("non", "phone", **{**FILE, "phone": None})
    assert slots["phone"] is False
    assert responses(messages) == ["utter_noted_declined"]
    assert stored(opened).declined == ["phone"]
    assert slots["requested_slot"] == "confirmation"


@pytest.mark.parametrize(("slot", "text", "response"), [
    ("availability", "le 31 février", "utter_invalid_no_such_day"), ("email", "lucie point berard", "utter_invalid_bad_email"),
    ("phone", "06 39 98", "utter_invalid_bad_phone"), ("town", "asdfgh", "utter_not_read_town"), ("last_name", "20", "utter_not_read_last_name"),
])  # fmt: skip
def test_what_cannot_be_taken_is_said_and_asked_again_once(opened, slot, text, response):
    messages, slots, _ = answer(text, slot)
    assert responses(messages) == [response]
    assert (slots["requested_slot"], slots["explained"]) == (slot, True)
    asked, _, _ = run(f"action_ask_{slot}", tracker_of(explained=True))
    assert asked == []


def test_homonyms_are_offered_and_one_is_chosen_by_word(opened):
    _, slots, _ = answer("Saint-Marcel", "town")
    offered = slots["town_candidates"]
    assert slots["requested_slot"] == "town"
    assert len(offered) > 1
    messages, _, _ = run("action_ask_town", tracker_of(town_candidates=offered))
    assert responses(messages) == ["utter_ask_town_choice"]
    titles = [button["title"] for button in messages[0]["buttons"]]
    assert 1 < len(titles) <= 5
    assert all(button["payload"] == button["title"] for button in messages[0]["buttons"])
    _, slots, _ = answer(titles[1], "town", town_candidates=offered)
    assert slots["town"]["insee"] == offered[1]["insee"]
    assert slots["town_candidates"] is None


def test_the_notice_is_said_before_the_agreement_is_asked(database):
    opening = [{"event": "active_loop", "name": "registration_form", "timestamp": 1.0}]
    tracker = tracker_of("je veux m'inscrire", "start_registration", 0.9, loop="registration_form")
    tracker.events += opening
    messages, slots, _ = run("validate_registration_form", tracker)
    assert responses(messages) == ["utter_notice"]
    assert messages[0]["retention_months"] == settings.retention_months()
    assert slots["requested_slot"] == "consent"


def test_nothing_is_stored_before_a_plain_yes(database):
    for text, requested in (("oui mais", "consent"), ("Bérard", "consent"), ("non merci", None)):
        _, slots, _ = run(
            "validate_registration_form",
            tracker_of(
                text, "affirm", 0.9 if "mais" in text else 0.1, loop="registration_form", requested_slot="consent"
            ),
        )
        assert slots["requested_slot"] == requested
        assert slots.get("consent") is not True
    assert not any(dump(database).values())
    run("validate_registration_form", tracker_of("oui", loop="registration_form", requested_slot="consent"))
    assert count(database, Candidate) == 1


def test_a_question_leaves_the_pending_one_open(opened):
    messages, slots, _ = run(
        "validate_registration_form",
        tracker_of(
            "on est payé combien ?", "ask_salary", 0.9, loop="registration_form", consent=True, requested_slot="town"
        ),
    )
    assert (messages, slots["requested_slot"]) == ([], "town")


def test_the_recap_is_confirmed_or_corrected(opened):
    messages, _, _ = run("action_ask_confirmation", tracker_of(**FILE))
    assert all(label in messages[0]["recap"] for label in LABELS.values())
    messages, slots, _ = answer("non", "confirmation", **FILE)
    assert slots["choices"] == {LABELS[name]: f"field:{name}" for name in FIELDS}
    _, slots, _ = answer("la ville", "confirmation", **FILE, choices=slots["choices"])
    assert slots["requested_slot"] == "town"
    _, slots, _ = answer("oui", "confirmation", **FILE)
    assert (slots["confirmed"], slots["requested_slot"]) == (True, None)
    assert stored(opened).confirmed_at is not None


def test_questions_come_in_order():
    slots: dict[str, Any] = {}
    asked = []
    for name in ["consent", *FIELDS, "confirmation"]:
        asked.append(next_question(slots))
        slots["confirmed" if name == "confirmation" else name] = True
    assert asked == ["consent", *FIELDS, "confirmation"]
    assert next_question(slots) is None


def test_a_correction_outside_the_form_is_stored(registered):
    messages, slots, _ = run(
        "action_correct_registration", tracker_of("en fait mon prénom c'est Luce", consent=True, confirmed=True)
    )
    assert (slots["first_name"], slots["awaiting"], stored(registered).first_name) == ("Luce", None, "Luce")
    assert messages[0]["value"] == "Luce"


def test_a_field_is_chosen_then_corrected(registered):
    messages, slots, _ = run("action_change_my_data", tracker_of("corriger", "ask_change_my_data", 0.9, consent=True))
    choices = slots["choices"]
    of_notes = {"Modifier la situation 1", "Retirer la situation 1", "Ajouter un commentaire"}
    assert set(LABELS.values()) | of_notes == set(choices)
    messages, slots, _ = run("action_choose_field", tracker_of("Ville", consent=True, choices=choices))
    assert (responses(messages), slots["awaiting"]) == (["utter_ask_town"], "town")
    _, slots, _ = run("action_correct_registration", tracker_of("Brest", consent=True, awaiting="town"))
    assert (stored(registered).town["insee"], slots["awaiting"]) == ("29019", None)


def test_a_corrected_town_with_homonyms_is_asked_about(registered):
    messages, slots, _ = run("action_correct_registration", tracker_of("Saint-Marcel", consent=True, awaiting="town"))
    assert slots["awaiting"] == "town"
    assert "utter_ask_town_choice" in responses(messages)
    assert stored(registered).town == TOWN


# --- interview


def interview(text: str, slot: str, **slots: Any):
    known = {"consent": True, "confirmed": True, "interview_ready": True, "scenario_index": 0} | slots
    return run("validate_interview_form", tracker_of(text, loop="interview_form", requested_slot=slot, **known))


def note_of(database, index: int = 0) -> Note:
    with database.session_scope() as session:
        return notes.get(session, SENDER, settings.campaign_scenarios()[index])


def test_a_thin_answer_is_kept_to_the_letter_and_gets_the_one_follow_up(opened):
    _, slots, _ = interview("  Bof… j'sais pas, *je* verrais 🙂", "scenario")
    assert note_of(opened).answer == "Bof… j'sais pas, *je* verrais 🙂"
    assert slots["requested_slot"] == "followup"
    _, slots, _ = interview("Je reste calme.", "followup")
    assert note_of(opened).followup_answer == "Je reste calme."
    assert (slots["requested_slot"], slots["scenario_index"]) == ("scenario", 1)


def test_a_passed_follow_up_leaves_the_answer_alone(opened):
    interview("Bof.", "scenario")
    _, slots, _ = interview("non merci", "followup")
    assert (note_of(opened).answer, note_of(opened).followup_answer, slots["requested_slot"]) == (
        "Bof.",
        None,
        "scenario",
    )


def test_quotes_are_exact_substrings(opened):
    text = "Je souris et je remontre, sans soupirer. La fois d'après on essaie avec un dessin."
    interview(text, "scenario")
    assert note_of(opened).evidence
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in note_of(opened).evidence)


def test_a_passed_scenario_is_kept_as_a_choice(opened):
    messages, slots, _ = interview("je passe", "scenario")
    assert responses(messages) == ["utter_answer_skipped"]
    assert (note_of(opened).skipped, note_of(opened).answer, slots["scenario_index"]) == (True, None, 1)


def test_after_the_last_scenario_the_notes_are_read_back(opened):
    _, slots, _ = interview("je passe", "scenario", scenario_index=2)
    assert slots["requested_slot"] == "notes_reviewed"


def test_an_answer_survives_a_reader_that_fails(opened, monkeypatch):
    def fail():
        raise RuntimeError

    monkeypatch.setattr("bot.actions.interview.evidence_reader", fail)
    interview(ANSWER, "scenario")
    assert (note_of(opened).answer, note_of(opened).evidence) == (ANSWER, [])


def test_the_scenario_is_asked_in_its_fixed_wording():
    for index, name in enumerate(settings.campaign_scenarios()):
        messages, _, _ = run("action_ask_scenario", tracker_of(scenario_index=index))
        assert messages[0]["text"] == f"Situation {index + 1} sur 3 : {load_scenarios()[name].text}"
        messages, _, _ = run("action_ask_followup", tracker_of(scenario_index=index))
        assert messages[0]["text"] == load_scenarios()[name].follow_up


def test_notes_are_read_back_whole_with_choices(registered):
    messages, slots, _ = run("action_ask_notes_reviewed", tracker_of(consent=True))
    assert ANSWER in words(messages)
    assert "« sans soupirer »" in words(messages)
    assert list(slots["choices"]) == ["Modifier la situation 1", "Retirer la situation 1", "Ajouter un commentaire"]


def test_a_note_is_amended_in_two_steps_and_keeps_its_earlier_version(registered):
    choices = {"Modifier la situation 1": f"intent:amend_note={settings.campaign_scenarios()[0]}"}
    messages, slots, _ = run("action_amend_note", tracker_of("Modifier la situation 1", consent=True, choices=choices))
    assert (responses(messages), slots["awaiting"]) == (["utter_amend_ask"], "amendment")
    messages, after, _ = run(
        "action_amend_note",
        tracker_of("Je prends mon temps.", consent=True, awaiting="amendment", amended_note=slots["amended_note"]),
    )
    assert (responses(messages), after["awaiting"]) == (["utter_amended"], None)
    with registered.session_scope() as session:
        note = notes.get(session, SENDER, slots["amended_note"])
        assert (note.answer, [version.answer for version in note.earlier]) == ("Je prends mon temps.", [ANSWER])


def test_an_amendment_that_is_passed_changes_nothing(registered):
    name = settings.campaign_scenarios()[0]
    messages, _, _ = run(
        "action_amend_note", tracker_of("passer", consent=True, awaiting="amendment", amended_note=name)
    )
    assert (responses(messages), note_of(registered).answer) == (["utter_unchanged"], ANSWER)


def test_a_withdrawn_note_leaves_no_word(registered):
    choices = {"Retirer la situation 1": f"intent:withdraw_note={settings.campaign_scenarios()[0]}"}
    messages, _, _ = run("action_withdraw_note", tracker_of("Retirer la situation 1", consent=True, choices=choices))
    assert responses(messages) == ["utter_withdrawn"]
    assert ANSWER not in str(dump(registered))
    assert note_of(registered).withdrawn_at is not None


# --- what is masked, what may be added, comments


THIRD = "Je demande à mon voisin Karim, je suis diabétique."


@pytest.mark.parametrize("slot", ["scenario", "followup"])
def test_what_is_masked_is_told_at_once_and_the_words_stay_whole(opened, slot):
    interview("Bof.", "scenario")
    messages, _, _ = interview(THIRD, slot)
    (told,) = [message for message in messages if message.get("response") == "utter_masked"]
    assert told["what"] == "le nom d'une personne et une information de santé"
    note = note_of(opened)
    words_of, part = (note.answer, "answer") if slot == "scenario" else (note.followup_answer, "followup")
    assert words_of == THIRD
    assert [(THIRD[row["start"] : row["end"]], row["kind"], row["part"]) for row in note.masks] == [
        ("Karim", "name", part), ("diabétique", "health", part),
    ]  # fmt: skip
    assert note.masked


def test_the_candidates_own_name_and_the_learner_are_not_masked(opened):
    messages, _, _ = interview("Bonjour Monsieur Armand, moi c'est Lucie.", "scenario", first_name="Lucie")
    assert "utter_masked" not in responses(messages)
    assert not note_of(opened).masked


def test_the_read_back_shows_the_masks_that_a_recruiter_will_see(opened):
    interview("Je demande à mon voisin Karim de lui remontrer sans soupirer.", "scenario")
    messages, _, _ = run("action_ask_notes_reviewed", tracker_of(consent=True))
    read = words(messages)
    assert "mon voisin [nom masqué]" in read
    assert "Karim" not in read
    assert "masqué : un recruteur ne le voit pas" in read


@pytest.mark.parametrize("text", ["👍", "ok", "J'adore le football et les pizzas", "patience_cinquieme_fois"])
def test_somebody_who_says_little_is_told_once_with_the_follow_up_that_they_may_say_more(opened, text):
    text = load_scenarios()[text].text if text in load_scenarios() else text
    messages, slots, _ = interview(text, "scenario")
    assert (responses(messages), slots["requested_slot"]) == (["utter_may_say_more"], "followup")
    assert note_of(opened).answer == text
    messages, slots, _ = interview("🙂", "followup")
    assert (responses(messages), slots["requested_slot"]) == (["utter_answer_stored"], "scenario")
    assert note_of(opened).followup_answer == "🙂"


def test_an_answer_of_its_own_gets_no_such_remark(opened):
    messages, _, _ = interview("Je lui redis où ça se trouve.", "scenario")
    assert "utter_may_say_more" not in responses(messages)


def comment(text: str, **slots: Any):
    return run("action_comment_note", tracker_of(text, consent=True, **slots))


def comments_of(database) -> list[str]:
    with database.session_scope() as session:
        return [row.text for row in notes.get(session, SENDER, settings.campaign_scenarios()[0]).comments]


def test_a_comment_is_added_in_two_steps_and_read_back(registered):
    messages, slots, _ = comment("je veux ajouter un commentaire")
    assert (responses(messages), slots["awaiting"]) == (["utter_comment_ask"], "comment")
    messages, after, _ = comment("J'étais pressée ce jour-là, voyez avec Samira.", **{name: slots[name] for name in ("awaiting", "amended_note")})  # fmt: skip
    assert (responses(messages), after["awaiting"]) == (["utter_masked", "utter_commented"], None)
    assert comments_of(registered) == ["J'étais pressée ce jour-là, voyez avec Samira."]
    for name, tracker in (
        ("action_ask_notes_reviewed", tracker_of(consent=True)),
        ("action_show_my_data", tracker_of("mes données", "ask_access_my_data", 0.9, consent=True)),
    ):
        messages, slots, _ = run(name, tracker)
        assert "Votre commentaire : « J'étais pressée ce jour-là, voyez avec [nom masqué]. »" in words(messages)
        assert "Retirer mes commentaires" in slots["choices"]


def test_with_several_notes_it_is_asked_which_one_a_comment_is_about(registered):
    interview("je passe", "scenario", scenario_index=1)
    messages, slots, _ = comment("je veux ajouter un commentaire")
    assert responses(messages) == ["utter_comment_which"]
    messages, slots, _ = comment("situation 2", choices=slots["choices"])
    assert (responses(messages), slots["amended_note"]) == (["utter_comment_ask"], settings.campaign_scenarios()[1])


def test_a_comment_may_be_passed_and_none_is_made_without_a_note(registered):
    name = settings.campaign_scenarios()[0]
    messages, _, _ = comment("passer", awaiting="comment", amended_note=name)
    assert (responses(messages), comments_of(registered)) == (["utter_unchanged"], [])
    messages, _, _ = comment("ajouter un commentaire à la situation 3")
    assert responses(messages) == ["utter_no_such_note"]


def test_comments_are_taken_back(registered):
    comment("Un mot de plus.", awaiting="comment", amended_note=settings.campaign_scenarios()[0])
    messages, _, _ = run("action_withdraw_comment", tracker_of("retirer mon commentaire", consent=True))
    assert (responses(messages), comments_of(registered)) == (["utter_comment_withdrawn"], [])
    messages, _, _ = run("action_withdraw_comment", tracker_of("retirer mon commentaire", consent=True))
    assert responses(messages) == ["utter_no_comment"]


def test_all_answers_are_taken_back_at_once(registered):
    interview(THIRD, "scenario", scenario_index=1)
    messages, _, _ = run("action_withdraw_note", tracker_of("retirer toutes mes réponses", consent=True))
    assert responses(messages) == ["utter_withdrawn_all"]
    assert [note_of(registered, index).answer for index in (0, 1)] == [None, None]
    messages, _, _ = run("action_withdraw_note", tracker_of("retirer toutes mes réponses", consent=True))
    assert responses(messages) == ["utter_nothing_to_withdraw"]


def test_feedback_is_the_same_for_everyone_with_two_practices_each():
    (variant,) = DOMAIN["responses"]["utter_good_practices"]
    blocks = re.split(r"\n(?=Patience|Humilité|Bienveillance|Pour en lire)", variant["text"])
    assert [block.count("•") for block in blocks] == [0, 2, 2, 2, 0]
    assert "ANCT" in blocks[-1]
    assert "{" not in variant["text"]


# --- rights


def test_my_data_lists_every_field_and_note(registered):
    messages, slots, _ = run("action_show_my_data", tracker_of("mes données", "ask_access_my_data", 0.9, consent=True))
    read = words(messages).replace("\u00a0", " ").replace("\u202f", " ")
    for shown in ("Bérard", "Lucie", "Saint-Brieuc", "30 km", "4 janvier 2027", "lucie@exemple.fr", "+33 6 39 98 00 01", ANSWER, "Accord donné", "confirmée", "Conservé jusqu'au", "1 messages", "web"):  # fmt: skip
        assert shown in read
    assert all(label in read for label in LABELS.values())
    assert {"Corriger", "Tout supprimer", "Modifier la situation 1"} <= set(slots["choices"])


def test_my_data_of_nobody_is_nothing(database):
    messages, _, _ = run("action_show_my_data", tracker_of("mes données", "ask_access_my_data", 0.9))
    assert responses(messages) == ["utter_nothing_registered"]


def test_erasing_asks_first_then_erases_all(registered):
    messages, slots, _ = run(
        "action_erase", tracker_of("supprimer mes données", "ask_delete_my_data", 0.95, consent=True)
    )
    assert (responses(messages), slots["awaiting"]) == (["utter_ask_erasure"], "erasure")
    assert count(registered, Candidate) == 1
    messages, _, events = run("action_erase", tracker_of("oui", "affirm", 0.9, consent=True, awaiting="erasure"))
    assert responses(messages) == ["utter_erased"]
    assert re.fullmatch(r"EFF-\d{8}-[0-9A-F]{8}", messages[0]["receipt"])
    assert {"reset_slots", "active_loop"} == {event["event"] for event in events}
    left = {name: rows for name, rows in dump(registered).items() if rows}
    assert set(left) == {"audit_entries"}
    assert not any(value in str(left) for value in ("Bérard", "lucie", ANSWER, SENDER))


@pytest.mark.parametrize(("text", "awaiting", "response"), [
    ("non", None, "utter_unchanged"), ("oui mais", None, "utter_unchanged"), ("Saint-Brieuc", None, "utter_unchanged"),
])  # fmt: skip
def test_without_a_plain_yes_nothing_is_erased(registered, text, awaiting, response):
    messages, slots, _ = run("action_erase", tracker_of(text, consent=True, awaiting="erasure"))
    assert (responses(messages), slots["awaiting"]) == ([response], awaiting)
    assert count(registered, Candidate) == 1


def test_another_wish_than_the_erasure_drops_its_question(registered):
    _, slots, _ = run(
        "action_answer_question",
        tracker_of("on est payé combien ?", "ask_salary", 0.9, consent=True, awaiting="erasure"),
    )
    assert slots["awaiting"] is None


def test_erasing_what_was_never_kept_gives_a_receipt_too(database):
    messages, _, _ = run("action_erase", tracker_of("oui", awaiting="erasure"))
    assert responses(messages) == ["utter_nothing_to_erase"]
    assert messages[0]["receipt"].startswith("EFF-")


def test_one_request_for_a_human_waits_at_a_time(database):
    asked = tracker_of("humain", "ask_human", 0.9, consent=True)
    assert responses(run("action_request_human", asked)[0]) == ["utter_human_filed"]
    assert responses(run("action_request_human", asked)[0]) == ["utter_human_waiting"]
    assert count(database, HumanRequest) == 1


def test_whoever_is_not_registered_is_told_that_nothing_is_kept(database):
    said = responses(run("action_request_human", tracker_of("humain", "ask_human", 0.9))[0])
    assert said == ["utter_human_filed", "utter_human_nothing_kept"]


def test_a_request_behind_a_cry_for_help_says_so(database):
    run("action_human_after_distress", tracker_of("j'ai personne à qui parler", "ask_human", 0.9))
    with database.session_scope() as session:
        assert session.scalars(select(HumanRequest.reason)).one() == "distress"


# --- questions


@pytest.mark.parametrize("topic", sorted(content.load_faq()))
def test_an_answer_comes_with_its_date_and_source(topic):
    messages, _, _ = run("action_answer_question", tracker_of("une question ?", topic, 0.9))
    known = content.load_faq()[topic]
    assert [message["text"] for message in messages] == [
        f"{known.text}\n(À jour : {known.as_of}. Source : {known.source}.)"
    ]


def test_two_questions_get_two_answers():
    tracker = tracker_of("c'est payé combien ? et c'est quoi pix ?", "ask_salary", 0.9)
    tracker.latest_message["parts"] = [
        {"name": "ask_salary", "confidence": 0.9},
        {"name": "ask_pix_what", "confidence": 0.8},
    ]
    messages, _, _ = run("action_answer_question", tracker)
    assert [message["text"].split("\n(")[0] for message in messages] == [
        content.load_faq()[name].text for name in ("ask_salary", "ask_pix_what")
    ]


@pytest.mark.parametrize(("text", "service"), [
    ("comment toucher la CAF", "caf.fr"), ("MES IMPÔTS", "impots.gouv.fr"), ("raconte une blague", "bavarder"), ("", "france-services.gouv.fr"),
])  # fmt: skip
def test_out_of_scope_names_who_can_help(text, service):
    messages, _, _ = run("action_out_of_scope", tracker_of(text, "out_of_scope", 0.9))
    assert service in messages[0]["direction"]


@pytest.mark.parametrize("language", FOREIGN)
def test_every_language_that_is_told_from_french_has_its_line(language):
    assert f"utter_only_french_{language}" in DOMAIN["responses"]


def test_a_message_in_another_language_is_answered_in_both():
    messages, _, _ = run("action_foreign_language", tracker_of("what is the salary", "ask_salary", 0.9))
    assert responses(messages)[:2] == ["utter_only_french", "utter_only_french_en"]
    assert "salaire" in messages[2]["text"].lower() or "€" in messages[2]["text"]


@pytest.mark.parametrize("question", [*FIELDS, *YES_NO_QUESTIONS, *FREE_QUESTIONS])
def test_every_question_can_be_explained(question):
    messages, _, _ = run(
        "action_explain_question", tracker_of("je comprends pas", "dont_understand", 0.9, requested_slot=question)
    )
    assert responses(messages) == [f"utter_explain_{question}"]
    assert f"utter_explain_{question}" in DOMAIN["responses"]


def test_the_second_misunderstanding_in_a_row_offers_a_human():
    messages, slots, _ = run("action_rephrase", tracker_of("asdfgh", "ask_salary", 0.1))
    assert (responses(messages), slots["misunderstandings"]) == (["utter_rephrase"], 1)
    assert list(slots["choices"]) == [content.load_faq()["ask_salary"].title, "Parler à un humain"]
    messages, slots, _ = run("action_rephrase", tracker_of("qsdfgh", "ask_salary", 0.1, misunderstandings=1))
    assert (responses(messages), slots["misunderstandings"]) == (["utter_rephrase_again"], 2)
    _, slots, _ = run("action_answer_question", tracker_of("le salaire", "ask_salary", 0.9, misunderstandings=2))
    assert slots["misunderstandings"] is None


def test_what_has_no_words_is_no_misunderstanding():
    messages, slots, _ = run("action_rephrase", tracker_of("🙂"))
    assert responses(messages) == ["utter_nothing_said"]
    assert "misunderstandings" not in slots


def test_at_first_contact_the_bot_says_what_it_is(database):
    messages, _, events = run("action_session_start", tracker_of())
    assert responses(messages) == ["utter_welcome", "utter_welcome_offer"]
    assert "programme, pas une personne" in DOMAIN["responses"]["utter_welcome"][0]["text"]
    assert not any(button["title"].startswith("__") for button in messages[1]["buttons"])
    assert [event["event"] for event in events] == ["session_started", "action"]


@pytest.mark.parametrize(("slots", "said"), [
    ({}, "rien d'enregistré"), ({"consent": True}, "commencée"), ({"consent": True, "confirmed": True, "scenario_index": 2}, "2 sur 3"),
])  # fmt: skip
def test_the_status_is_what_the_bot_knows_and_who_knows_the_rest(slots, said):
    messages, _, _ = run("action_tell_status", tracker_of("où en est mon dossier", "ask_status", 0.9, **slots))
    assert said in messages[0]["status"]
    assert "conseiller-numerique@anct.gouv.fr" in messages[0]["status"]


def test_in_distress_help_comes_first():
    messages, _, _ = run("action_distress", tracker_of("je veux mourir", "distress", 0.9))
    assert responses(messages)[0] == "utter_distress"
    assert all(number in DOMAIN["responses"]["utter_distress"][0]["text"] for number in ("3114", "115", "3919", "112"))


# --- what the files name exists


def literals() -> set[str]:
    """Returns every response that the code names, f-strings filled with what they may hold."""
    fillings = {
        "self.question": ["consent", *FIELDS, "interview_ready"], "name": FIELDS, "awaited": FIELDS, "asked": FIELDS, "reading.reason": sorted(INVALID_RESPONSES),
        "turn.value": sorted(FOREIGN), "pending": [*FIELDS, *YES_NO_QUESTIONS, *FREE_QUESTIONS],
    }  # fmt: skip
    named = set()
    for path in (settings.HOME / "bot" / "actions").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"utter_[a-z_]*[a-z]", node.value)
            ):
                named.add(node.value)
            elif (
                isinstance(node, ast.JoinedStr)
                and isinstance(node.values[0], ast.Constant)
                and str(node.values[0].value).startswith("utter_")
            ):
                held = ast.unparse(node.values[1].value)
                named |= {f"{node.values[0].value}{value}" for value in fillings[held]}
    return named


# Only mobility and e-mail are ever offered as two readings; towns have a question of their own.
AMBIGUOUS = {"utter_offer_mobility", "utter_offer_email"}


def test_every_response_in_the_code_is_in_the_domain():
    missing = literals() - set(DOMAIN["responses"]) - {f"utter_offer_{name}" for name in FIELDS}
    assert missing == set()
    assert set(DOMAIN["responses"]) >= AMBIGUOUS


def test_every_response_of_the_domain_is_used():
    used = (
        literals()
        | set(CONFIG["policies"][0]["reactions"].values())
        | {step["action"] for rule in RULES for step in rule["steps"] if "action" in step}
    )
    assert set(DOMAIN["responses"]) - used == set()


def test_actions_of_the_domain_and_of_the_code_are_the_same():
    assert set(DOMAIN["actions"]) == set(ACTIONS) - {""}  # what is only a base has no name


def test_every_form_question_is_asked_by_an_action_or_a_response():
    known = set(DOMAIN["actions"]) | set(DOMAIN["responses"])
    for form in DOMAIN["forms"].values():
        for slot in form["required_slots"]:
            assert f"action_ask_{slot}" in known


def test_reactions_name_what_exists():
    policy = CONFIG["policies"][0]
    known = set(DOMAIN["actions"]) | set(DOMAIN["responses"]) | set(DOMAIN["forms"])
    assert {
        *policy["reactions"].values(),
        *policy["answers"].values(),
        policy["topic_action"],
        *policy["silent"],
    } <= known


def test_every_intent_has_a_reaction_and_every_reaction_an_intent():
    # What `take_turn` gives besides intents.
    turns = {
        "correction",
        "foreign_language",
        "not_understood",
        "nothing_said",
        "start_interview",
        "resume",
        "amend_note",
        "withdraw_note",
        "comment_note",
        "withdraw_comment",
        "change_field",
        "resume_code",
        "human_after_distress",
        "accept_reminder",
        "decline_reminder",
        "stop_reminder",
    }
    reactions = set(CONFIG["policies"][0]["reactions"])
    assert reactions - set(DOMAIN["intents"]) == turns
    # An answer to a form is no topic: see `bot.old_reading.understood.INFORM`.
    assert {name for name in DOMAIN["intents"] if name not in reactions | {INFORM}} == set(content.load_faq()) & set(
        DOMAIN["intents"]
    )


def test_every_placeholder_is_filled_somewhere():
    holes = {
        hole
        for variants in DOMAIN["responses"].values()
        for variant in variants
        for hole in re.findall(r"\{(\w+)\}", variant["text"])
    }
    code = "\n".join(path.read_text(encoding="utf-8") for path in (settings.HOME / "bot" / "actions").glob("*.py"))
    assert {hole for hole in holes if f"{hole}=" not in code} == set()


def test_every_button_says_what_it_sends():
    for variants in DOMAIN["responses"].values():
        for variant in variants:
            assert all(button["title"] == button["payload"] for button in variant.get("buttons", []))
