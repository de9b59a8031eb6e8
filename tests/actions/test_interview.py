"""The interview: answers kept to the letter, one neutral follow-up, masks, and the reading back."""

from typing import Any

import pytest

from bot.content import overrides
from bot.content.campaign import campaign
from bot.content.interview import load_scenarios
from bot.content.overrides import ContentOverrides, Override
from bot.content.sentences import sentence
from bot.records.files import notes
from bot.records.models import Note
from bot.tools.evaluation.stored import dump
from bot.understanding.reading.interpretation import SKIP, Interpretation
from tests.actions.action_player import ANSWER, SENDER, interview, responses, run, tracker_of, words

THIRD = "Je demande à mon voisin Karim, je suis diabétique."


@pytest.fixture
def answer(say):
    """Answers a question of the interview in words."""

    def answered(text: str, slot: str, **slots: Any):
        known = {"consent": True, "confirmed": True, "interview_ready": True, "scenario_index": 0} | slots
        return say("validate_interview_form", text, loop="interview_form", requested_slot=slot, **known)

    return answered


def note_of(database, index: int = 0) -> Note:
    with database.session_scope() as session:
        return notes.get(session, SENDER, campaign().scenarios[index])


def test_the_interview_starts_with_a_yes_and_may_be_put_off(opened, answer):
    _, slots, _ = answer("oui", "interview_ready", interview_ready=None)
    assert (slots["interview_ready"], slots["requested_slot"]) == (True, "scenario")
    _, slots, _ = answer("plus tard", "interview_ready", interview_ready=None)
    assert (slots["interview_ready"], slots["requested_slot"]) == (None, None)
    messages, slots, _ = interview(Interpretation(), "interview_ready", interview_ready=None)
    assert (responses(messages), slots["requested_slot"]) == (["utter_yes_or_no"], "interview_ready")


def test_an_answer_is_kept_to_the_letter(opened, answer):
    text = "Bah je lui *remontre*, sans m'énervé… pis j'fais un dessin 🙂"
    answer(text, "scenario")
    assert note_of(opened).answer == text


def test_a_thin_answer_gets_the_one_follow_up(opened, answer):
    _, slots, _ = interview("Je verrais sur le moment.", "scenario")
    assert (note_of(opened).answer, slots["requested_slot"]) == ("Je verrais sur le moment.", "followup")
    _, slots, _ = answer("Je reste calme.", "followup")
    assert note_of(opened).followup_answer == "Je reste calme."
    assert (slots["requested_slot"], slots["scenario_index"]) == ("scenario", 1)


def test_a_passed_follow_up_leaves_the_answer_alone(opened, answer):
    interview("Je verrais.", "scenario")
    messages, slots, _ = answer("non merci", "followup")
    assert (note_of(opened).answer, note_of(opened).followup_answer) == ("Je verrais.", None)
    assert (responses(messages), slots["requested_slot"]) == (["utter_followup_skipped"], "scenario")


def test_a_passed_scenario_is_kept_as_a_choice(opened, answer):
    messages, slots, _ = answer("je passe", "scenario")
    assert responses(messages) == ["utter_answer_skipped"]
    assert (note_of(opened).skipped, note_of(opened).answer, slots["scenario_index"]) == (True, None, 1)


def test_after_the_last_scenario_the_notes_are_read_back(opened):
    messages, slots, _ = interview(SKIP, "scenario", scenario_index=2)
    assert slots["requested_slot"] == "notes_reviewed"
    assert messages == []  # what is read back says that it was taken


def test_a_question_asked_of_the_bot_is_no_answer(opened, answer):
    _, slots, _ = answer("Est-ce que mes réponses sont notées ?", "scenario")
    assert (note_of(opened), slots["requested_slot"]) == (None, "scenario")


def test_an_answer_survives_a_reader_that_fails(opened, monkeypatch):
    def fail():
        raise RuntimeError

    monkeypatch.setattr("bot.actions.interview.quote_finder", fail)
    interview(ANSWER, "scenario")
    assert (note_of(opened).answer, note_of(opened).evidence) == (ANSWER, [])


def test_the_scenario_is_asked_in_its_fixed_wording():
    for index, name in enumerate(campaign().scenarios):
        messages, _, _ = run("action_ask_scenario", tracker_of(scenario_index=index))
        assert (
            messages[0]["text"]
            == f"Situation {index + 1} sur {len(campaign().scenarios)} : {load_scenarios()[name].text}"
        )
        messages, _, _ = run("action_ask_followup", tracker_of(scenario_index=index))
        assert messages[0]["text"] == load_scenarios()[name].follow_up


@pytest.mark.parametrize("name", ["action_ask_scenario", "action_ask_followup"])
def test_an_open_question_can_be_passed_with_a_tap(name):
    messages, _, _ = run(name, tracker_of(scenario_index=0))
    assert [button["title"] for button in messages[0]["buttons"]] == ["Passer"]


@pytest.mark.parametrize("text", ["👍", "ok", "J'adore le football et les pizzas"])
def test_somebody_who_says_little_is_asked_the_one_follow_up(opened, text):
    messages, slots, _ = interview(text, "scenario")
    assert (messages, slots["requested_slot"]) == ([], "followup")
    assert note_of(opened).answer == text
    messages, slots, _ = interview("🙂", "followup")
    assert (responses(messages), slots["requested_slot"]) == (["utter_answer_stored"], "scenario")
    assert note_of(opened).followup_answer == "🙂"
    assert not slots.get("no_more")


def test_who_has_passed_a_follow_up_is_asked_no_other(opened):
    interview("Je verrais.", "scenario")
    _, slots, _ = interview(SKIP, "followup")
    assert slots["no_more"] is True
    messages, slots, _ = interview("Je verrais.", "scenario", scenario_index=1, no_more=True)
    assert (responses(messages), slots["requested_slot"]) == (["utter_answer_stored"], "scenario")
    assert (note_of(opened, 1).answer, note_of(opened, 1).followup_question) == ("Je verrais.", None)


def test_the_end_says_the_same_to_everyone_and_offers_the_rest(registered):
    messages, slots, _ = run("action_finish_interview", tracker_of(consent=True))
    assert responses(messages) == ["utter_interview_done"]
    assert [button["title"] for button in messages[0]["buttons"]] == list(slots["choices"])
    assert set(slots["choices"].values()) >= {
        "intent:good_practices",
        "intent:ask_access_my_data",
        "intent:resume_code",
    }


# --- what is masked


@pytest.mark.parametrize("slot", ["scenario", "followup"])
def test_what_is_masked_is_told_at_once_and_the_words_stay_whole(opened, slot):
    interview("Bof.", "scenario")
    messages, _, _ = interview(THIRD, slot)
    assert responses(messages).count("utter_masked") == 1
    note = note_of(opened)
    words_of, part = (note.answer, "answer") if slot == "scenario" else (note.followup_answer, "followup")
    assert words_of == THIRD
    assert [(THIRD[row["start"] : row["end"]], row["part"]) for row in note.masks] == [
        ("Karim", part),
        ("diabétique", part),
    ]
    assert note.masked


def test_the_candidates_own_name_and_the_learner_are_not_masked(opened):
    messages, _, _ = interview("Bonjour Monsieur Armand, moi c'est Lucie.", "scenario", first_name="Lucie")
    assert "utter_masked" not in responses(messages)
    assert not note_of(opened).masked


def test_the_read_back_shows_the_masks_that_a_recruiter_will_see(opened):
    interview("Je demande à mon voisin Karim de lui remontrer sans soupirer.", "scenario")
    messages, _, _ = run("action_ask_notes_reviewed", tracker_of(consent=True))
    read = words(messages)
    assert "mon voisin [masqué]" in read
    assert "Karim" not in read
    assert "masqué : un recruteur ne le voit pas" in read


# --- the reading back


def test_notes_are_read_back_whole_with_choices(registered):
    messages, slots, _ = run("action_ask_notes_reviewed", tracker_of(consent=True))
    assert ANSWER in words(messages)
    assert "« sans soupirer »" in words(messages)
    assert "Situation 1 (« Monsieur Armand, 81 ans, vous… »)" in words(messages)
    assert list(slots["choices"]) == ["Modifier une réponse", "Ce passage ne dit pas cela"]
    shown = {"shows": [f"note:{campaign().scenarios[0]}"]}
    assert [message["custom"] for message in messages] == [{}, shown, {}]


def test_notes_that_are_agreed_to_end_the_interview_and_a_no_offers_the_choices_again(registered, answer):
    _, slots, _ = answer("oui", "notes_reviewed", scenario_index=3)
    assert (slots["notes_reviewed"], slots["requested_slot"]) == (True, None)
    _, slots, _ = answer("non", "notes_reviewed", scenario_index=3)
    assert (slots.get("notes_reviewed"), slots["requested_slot"], slots["resuming"]) == (None, "notes_reviewed", True)
    messages, slots, _ = run("action_ask_notes_reviewed", tracker_of(consent=True, resuming=True))
    assert ANSWER not in words(messages)
    assert "Modifier une réponse" in slots["choices"]


@pytest.mark.parametrize("text", ["bof, va savoir", "passer"])
def test_who_says_neither_yes_nor_no_to_the_notes_is_told_that_nothing_changed(registered, answer, text):
    messages, slots, _ = answer(text, "notes_reviewed", scenario_index=3)
    assert words(messages) == sentence("interview.review_unclear")
    assert (slots.get("notes_reviewed"), slots["requested_slot"], slots["resuming"]) == (None, "notes_reviewed", True)
    messages, _, _ = answer("non", "notes_reviewed", scenario_index=3)
    assert not words(messages)


def test_a_no_to_what_was_read_back_is_asked_what_to_change(registered):
    def asked(turn, *done):
        tracker = tracker_of(turn, consent=True, resuming=True, requested_slot="notes_reviewed")
        tracker.events += [{"event": "action", "name": name, "timestamp": 2.0} for name in done]
        messages, slots, _ = run("action_ask_notes_reviewed", tracker)
        assert "Modifier une réponse" in slots["choices"]
        return responses(messages), [button["title"] for button in messages[0]["buttons"]]

    agree, *others = ["Oui, c'est bien", "Modifier une réponse", "Ce passage ne dit pas cela"]
    assert asked(Interpretation(value=False)) == (["utter_what_to_change"], [*others, agree])
    same_again = (["utter_ask_notes_reviewed_buttons"], [agree, *others])
    assert asked(Interpretation()) == same_again
    assert asked(Interpretation(value=False), "action_erase") == same_again  # the no was to something else


# --- an answer that is withdrawn while its follow-up is asked


@pytest.mark.parametrize(("index", "following"), [(0, "scenario"), (2, "notes_reviewed")])
def test_nothing_more_is_asked_of_an_answer_that_was_withdrawn(opened, index, following):
    interview("Je verrais.", "scenario", scenario_index=index)
    asked = {
        "consent": True, "interview_ready": True, "scenario_index": index, "requested_slot": "followup",
        "resuming": True,
    }  # fmt: skip

    def resume():
        tracker = tracker_of(Interpretation(intent="withdraw_note"), loop="interview_form", **asked)
        tracker.events.append({"event": "action", "name": "action_withdraw_note", "timestamp": 2.0})
        return run("validate_interview_form", tracker)[1]

    assert (resume()["requested_slot"], resume()["scenario_index"]) == ("followup", index)
    withdraw(opened, index)
    slots = resume()
    assert (slots["requested_slot"], slots["scenario_index"], slots["resuming"]) == (following, index + 1, False)


def test_words_that_come_for_it_all_the_same_are_not_kept(opened):
    interview("Je verrais.", "scenario")
    withdraw(opened)
    messages, slots, _ = interview("Je reste calme.", "followup")
    assert (responses(messages), slots["requested_slot"]) == (["utter_followup_skipped"], "scenario")
    assert "calme" not in str(dump(opened))


def withdraw(database, index: int = 0) -> None:
    with database.session_scope() as session:
        notes.withdraw(session, notes.get(session, SENDER, campaign().scenarios[index]))


@pytest.fixture
def edited_since(database):
    """The first situation is put in other words, kept while conversations run; gives the old wording and the new one."""
    scenario = load_scenarios()[campaign().scenarios[0]]
    text, follow_up = (
        f"Autrement dit : {scenario.text}".replace("cinquième", "sixième"),
        "Et ensuite, que se passe-t-il ?",
    )
    changes = {
        "version": Override(scenario.version, "2026-12.1"), f"{scenario.id}.text": Override(scenario.text, text),
        f"{scenario.id}.follow_up": Override(scenario.follow_up, follow_up),
    }  # fmt: skip
    overrides.set_source(None, ContentOverrides(1, {overrides.SCENARIOS: changes}, ((1_800_000_000.0, changes),)))
    yield scenario, load_scenarios()[scenario.id]
    overrides.set_source(None)


@pytest.mark.parametrize("which", [0, 1])
def test_an_answer_keeps_the_question_that_was_asked_though_it_was_edited_since(opened, edited_since, which):
    version = edited_since[which]
    known = {"consent": True, "confirmed": True, "interview_ready": True, "scenario_index": 0}
    tracker = tracker_of(
        Interpretation(value="Je verrais sur le moment."), loop="interview_form", requested_slot="scenario", **known
    )
    tracker.events.insert(
        0, {"event": "bot", "text": f"Situation 1 sur {len(campaign().scenarios)} : {version.text}", "timestamp": 1.0}
    )
    run("validate_interview_form", tracker)
    assert (note_of(opened).question, note_of(opened).question_version) == (version.text, version.version)
    messages, _, _ = run("action_ask_followup", tracker)
    assert messages[0]["text"] == version.follow_up


@pytest.mark.parametrize(("at", "is_old"), [(1_799_999_999.0, True), (1_800_000_001.0, False)])
def test_a_question_of_long_ago_is_the_one_that_was_put_then(opened, edited_since, at, is_old):
    interview("Je verrais sur le moment.", "scenario", scenario_asked_at=at)
    assert note_of(opened).question == edited_since[0 if is_old else 1].text
