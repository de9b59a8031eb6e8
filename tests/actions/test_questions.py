"""Questions and what else people say: answers with date and source, directions, explanations, help."""

import pytest

from bot.base.registration import FIELDS
from bot.content import faq as content
from bot.content.campaign import campaign
from bot.records.files import notes
from bot.understanding.reading.dialogue_acts import CHANGE, KINDS, NO_QUESTION, OFFER
from bot.understanding.reading.interpretation import FOREIGN_LANGUAGE, NOTHING_SAID, Interpretation
from tests.actions.action_player import DOMAIN, SENDER, chosen, responses, run, tracker_of, words

QUESTIONS = sorted(set(KINDS) - {NO_QUESTION, OFFER, CHANGE})


def texts_of(*names: str) -> list[str]:
    return [content.load_faq()[name].text for name in names]


def test_an_answer_comes_with_its_neighbours_and_where_it_comes_from():
    turn = Interpretation(intent="ask_salary", answers=("salaire/net",))
    messages, slots, _ = run("action_answer_question", tracker_of(turn))
    assert [message["text"] for message in messages] == texts_of("salaire/net")
    assert [button["title"] for button in messages[-1]["buttons"]] == list(slots["choices"])
    *near, source = slots["choices"]
    assert near == [content.load_faq()[name].title for name in content.load_faq()["salaire/net"].see_also[:2]]
    messages, _, _ = run("action_answer_question", tracker_of(chosen(source, slots)))
    assert responses(messages) == ["utter_answer_source"]
    assert messages[0]["source"] == content.load_faq()["salaire/net"].source


@pytest.mark.parametrize("slots", [{"loop": "registration_form"}, {"awaiting": "amendment"}])
def test_where_a_question_waits_nothing_else_is_offered(slots):
    turn = Interpretation(intent="ask_salary", answers=("salaire/net",))
    messages, changed, _ = run("action_answer_question", tracker_of(turn, **slots))
    assert [message["text"] for message in messages] == texts_of("salaire/net")
    assert not messages[-1].get("buttons")
    assert not changed.get("choices")


def test_a_choice_is_answered():
    turn = Interpretation(intent="ask_salary", answers=("salaire/net|salaire/montant",))
    messages, slots, _ = run("action_answer_question", tracker_of(turn))
    assert responses(messages) == ["utter_which_answer"]
    messages, _, _ = run("action_answer_question", tracker_of(chosen("la deuxième", slots)))
    assert [message["text"] for message in messages] == texts_of("salaire/montant")


TO_EACH = Interpretation(intent="ask_salary", answers=("salaire/montant|structure/aide_montant",))


@pytest.mark.parametrize(("reply", "audience", "answer"), [
    ("Je recrute", "structure", "structure/aide_montant"), ("je suis une structure", "structure", "structure/aide_montant"),
    ("2", "structure", "structure/aide_montant"), ("Je cherche un poste", "candidate", "salaire/montant"),
    ("candidate", "candidate", "salaire/montant"),
])  # fmt: skip
def test_who_asks_is_asked_where_candidates_and_employers_have_an_answer_each_and_is_remembered(
    reply, audience, answer
):
    messages, slots, _ = run("action_answer_question", tracker_of(TO_EACH))
    assert responses(messages) == ["utter_which_audience"]
    assert [button["title"] for button in messages[0]["buttons"]] == ["Je cherche un poste", "Je recrute"]
    messages, slots, _ = run("action_answer_question", tracker_of(chosen(reply, slots)))
    assert [message["text"] for message in messages] == texts_of(answer)
    assert slots["audience"] == audience
    messages, _, _ = run("action_answer_question", tracker_of(TO_EACH, audience=audience))
    assert [message["text"] for message in messages] == texts_of(answer)


@pytest.mark.parametrize(
    ("slots", "answer"),
    [
        ({"consent": True}, "salaire/montant"),
        ({"loop": "registration_form", "requested_slot": "consent"}, "salaire/montant"),
        ({"consent": True, "audience": "structure"}, "structure/aide_montant"),
    ],
)
def test_who_registers_is_a_candidate_unless_they_said_otherwise(slots, answer):
    messages, changed, _ = run("action_answer_question", tracker_of(TO_EACH, **slots))
    assert [message.get("text") for message in messages] == texts_of(answer)
    assert "audience" not in changed


def test_who_asks_is_no_question_where_it_decides_nothing():
    turn = Interpretation(intent="ask_salary", answers=("salaire/net|salaire/montant",))
    messages, slots, _ = run("action_answer_question", tracker_of(turn, audience="structure"))
    assert responses(messages) == ["utter_which_answer"]
    assert len(slots["choices"]) == 2


def test_of_two_unclear_questions_all_answers_are_offered():
    turn = Interpretation(intent="ask_salary", answers=(*TO_EACH.answers, "salaire/net|contrat/duree"))
    messages, slots, _ = run("action_answer_question", tracker_of(turn))
    assert responses(messages) == ["utter_which_answer"]
    assert len(slots["choices"]) == 4


def test_two_questions_get_two_answers(say):
    messages, _, _ = say("action_answer_question", "C'est payé combien ? Et c'est quoi le test Pix ?")
    assert [message["text"] for message in messages] == texts_of("salaire/montant", "pix/quoi")


ANSWERED = {"event": "action", "name": "action_answer_question", "timestamp": 2.0}


@pytest.mark.parametrize(("question", "response"), [
    *((f"action_ask_{name}", f"utter_again_{name}") for name in ("consent", *FIELDS)),
    ("action_ask_scenario", "utter_again_scenario"), ("action_ask_followup", "utter_again_followup"),
    ("action_ask_confirmation", "utter_ask_confirmation_buttons"),
])  # fmt: skip
def test_a_question_that_stands_above_an_answer_is_asked_again_in_few_words(opened, question, response):
    tracker = tracker_of(Interpretation(intent="ask_salary"), resuming=True, scenario_index=0)
    whole = words(run(question, tracker)[0])
    tracker.events.append(ANSWERED)
    messages, changed, _ = run(question, tracker)
    assert responses(messages) == [response]
    assert len(words(messages)) < len(whole) or "ask_consent" in question
    assert not changed.get("scenario_asked_at")


def test_after_anything_else_it_is_asked_in_full():
    tracker = tracker_of(Interpretation(intent="greet"), resuming=True)
    tracker.events.append({**ANSWERED, "name": "action_greet"})
    assert responses(run("action_ask_town", tracker)[0]) == ["utter_ask_town"]


@pytest.mark.parametrize(("text", "service"), [
    ("comment toucher la CAF", "caf.fr"), ("MES IMPÔTS", "impots.gouv.fr"), ("raconte une blague", "bavarder"),
    ("", "france-services.gouv.fr"),
])  # fmt: skip
def test_out_of_scope_names_who_can_help(text, service):
    messages, _, _ = run("action_out_of_scope", tracker_of(Interpretation(intent="out_of_scope"), text))
    assert service in messages[0]["direction"]


def test_a_message_in_another_language_is_answered_in_both(say):
    messages, _, _ = say("action_foreign_language", "what is the salary")
    assert responses(messages) == ["utter_only_french", "utter_only_french_en"]
    assert [message["text"] for message in messages if message.get("text")] in ([], texts_of("salaire/montant"))


def test_what_was_not_understood_in_another_language_gets_no_answer():
    turn = Interpretation(intent=FOREIGN_LANGUAGE, value="es")
    messages, _, _ = run("action_foreign_language", tracker_of(turn, topics=[("ask_salary", 0.3)]))
    assert [message.get("response") for message in messages] == ["utter_only_french", "utter_only_french_es"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_can_be_explained(question):
    tracker = tracker_of(Interpretation(intent="dont_understand"), requested_slot=question)
    messages, _, _ = run("action_explain_question", tracker)
    assert responses(messages) == [f"utter_explain_{question}"]
    assert f"utter_explain_{question}" in DOMAIN["responses"]


@pytest.mark.parametrize(("question", "said"), [
    ("phone", ["utter_not_required", "utter_explain_phone"]), ("scenario", ["utter_not_required", "utter_explain_scenario"]),
    ("consent", ["utter_explain_consent"]), (None, ["utter_nothing_required"]),
])  # fmt: skip
def test_whether_a_question_must_be_answered_is_told(question, said):
    tracker = tracker_of(Interpretation(intent="whether_required"), requested_slot=question)
    assert responses(run("action_explain_question", tracker)[0]) == said


def test_where_nothing_was_asked_there_is_nothing_to_explain_or_repeat():
    for name in ("action_explain_question", "action_repeat_question"):
        assert responses(run(name, tracker_of(Interpretation(intent="dont_understand")))[0]) == ["utter_nothing_asked"]


def test_the_second_misunderstanding_in_a_row_offers_a_human():
    parsed = {
        "text": "et sur le compte ?",
        "answers": [{"name": "salaire/net", "confidence": 0.1}, {"name": "out_of_scope", "confidence": 0.05}],
    }
    messages, slots, _ = run("action_rephrase", tracker_of(parsed=parsed))
    assert (responses(messages), slots["misunderstandings"]) == (["utter_rephrase"], 1)
    assert list(slots["choices"]) == [content.load_faq()["salaire/net"].title, "Parler à un humain"]
    messages, slots, _ = run("action_rephrase", tracker_of(parsed=parsed, misunderstandings=1))
    assert (responses(messages), slots["misunderstandings"]) == (["utter_rephrase_again"], 2)
    _, slots, _ = run(
        "action_answer_question",
        tracker_of(Interpretation(intent="ask_salary", answers=("salaire/net",)), misunderstandings=2),
    )
    assert slots["misunderstandings"] is None


@pytest.mark.parametrize("name", ["action_rephrase", "action_answer_question"])
def test_where_no_topic_is_likely_none_is_announced(name, database):
    messages, slots, _ = run(name, tracker_of(Interpretation(intent="ask_salary"), "zut"))
    assert (responses(messages), list(slots["choices"])) == (["utter_say_otherwise"], ["Parler à un humain"])
    for response in ("utter_say_otherwise", "utter_rephrase_again"):  # the second time, topics or not
        assert "sujet" not in DOMAIN["responses"][response][0]["text"]


def test_what_has_no_words_is_no_misunderstanding(say):
    messages, slots, _ = say("action_rephrase", "🙂")
    assert responses(messages) == ["utter_nothing_said"]
    assert "misunderstandings" not in slots
    messages, _, _ = run("action_rephrase", tracker_of(Interpretation(intent=NOTHING_SAID)))
    assert responses(messages) == ["utter_nothing_said"]


def test_at_first_contact_the_bot_says_what_it_is(database):
    messages, _, events = run("action_session_start", tracker_of())
    assert responses(messages) == ["utter_welcome", "utter_welcome_offer"]
    assert campaign().closed.welcome in messages[0]["posts"]
    assert "programme, pas une personne" in DOMAIN["responses"]["utter_welcome"][0]["text"]
    assert not any(button["title"].startswith("__") for button in messages[1]["buttons"])
    assert [event["event"] for event in events] == ["session_started", "action"]


@pytest.mark.parametrize(("slots", "said"), [
    ({}, "rien d'enregistré"), ({"consent": True}, "commencée"),
    ({"consent": True, "confirmed": True, "scenario_index": 2}, f"réponses gardées à 1 situation sur {len(campaign().scenarios)}"),
])  # fmt: skip
def test_the_status_is_what_the_bot_knows_and_who_knows_the_rest(registered, slots, said):
    messages, _, _ = run("action_tell_status", tracker_of(Interpretation(intent="ask_status"), **slots))
    assert said in messages[0]["status"]
    assert "conseiller-numerique@anct.gouv.fr" in messages[0]["status"]


def test_what_was_withdrawn_is_not_told_as_kept(registered):
    with registered.session_scope() as session:
        notes.withdraw(session, notes.get(session, SENDER, campaign().scenarios[0]))
    status = Interpretation(intent="ask_status")
    messages, _, _ = run("action_tell_status", tracker_of(status, consent=True, confirmed=True, scenario_index=3))
    assert "aucune réponse aux situations" in messages[0]["status"]


@pytest.mark.parametrize("name", ["utter_pause", "utter_goodbye", "utter_trouble"])
def test_before_the_agreement_nothing_is_said_to_be_kept(name):
    agreed, otherwise = DOMAIN["responses"][name]
    assert agreed["condition"] == [{"type": "slot", "name": "consent", "value": True}]
    assert "gardé" in agreed["text"] or "conservé" in agreed["text"] or "reprendrons" in agreed["text"]
    assert not any(word in otherwise["text"] for word in ("conservé", "est perdu", "reprendrons"))


def test_a_complaint_is_heard_and_who_can_be_told_is_named():
    messages, slots, _ = run("action_hear_complaint", tracker_of(Interpretation(intent="complain_process")))
    assert (responses(messages), slots["resuming"]) == (["utter_complaint"], True)
    assert messages[0]["contact"] == campaign().contacts.scheme


def test_no_sentence_writes_genders_with_dots():
    texts = [variant["text"] for variants in DOMAIN["responses"].values() for variant in variants]
    assert [text for text in texts if "·" in text] == []


def test_in_distress_help_comes_first():
    messages, _, _ = run("action_distress", tracker_of(Interpretation(intent="distress")))
    assert responses(messages) == ["utter_distress"]
    assert all(number in DOMAIN["responses"]["utter_distress"][0]["text"] for number in ("3114", "115", "3919", "112"))
