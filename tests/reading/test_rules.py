"""What a message comes to, row by row: by the question that waits and what the models heard."""

from datetime import date

import pytest

from bot.base.registration import DECLINED
from bot.understanding.nlu.language import guess_language
from bot.understanding.reading.dialogue_acts import CHANGE, MIN_BINDING_YES, OFFER, Act
from bot.understanding.reading.interpretation import (
    CHANGE_FIELD,
    CORRECTION,
    ERASING,
    ERASURE,
    FOREIGN_LANGUAGE,
    NO_OFFER,
    NOTE_INTENTS,
    NOTHING_SAID,
    REMOVE_FIELD,
    RESUME,
    SKIP,
    UNSURE,
    YES_OFFER,
    NluResult,
    pending_question,
)
from bot.understanding.reading.resolution import Status
from bot.understanding.reading.rules import interpret
from bot.understanding.reading.spans import Role, Span
from bot.understanding.reading.topic_ranking import NOT_UNDERSTOOD, TopicRanking

TODAY = date(2026, 11, 24)
AGREED = {"consent": True}
LYON = {"commune": "Lyon", "insee": "69123", "departement": "69"}
BREST = {"commune": "Brest", "insee": "29019", "departement": "29"}
YES_NO_QUESTIONS = ["consent", "erasure", "confirmation", "interview_ready", "notes_reviewed"]
FREE_QUESTIONS = ["scenario", "followup", "amendment", "comment"]


def about(topic, confidence=0.9):
    return TopicRanking(((topic, confidence), ("inform", 1 - confidence)) if topic else ())


def turn(text, acts, pending=None, slots=None, *, spans=(), topic=None, asking=(), sure=0.95):
    """Returns the turn of a message.

    Args:
        text: as typed.
        acts: what was heard, words between blanks; `sure` of each, nothing of the others.
        pending: the question that waits.
        slots: what is known; None for somebody who has agreed and given nothing.
        spans: (label, words of the text, perhaps role).
        topic: of the whole message, or all its topics.
        asking: topics of the parts that ask.
        sure: probability of the acts.
    """
    chances = {act: sure if act in acts.split() else 0.0 for act in Act}
    marked = tuple(
        Span(label, words, text.index(words), text.index(words) + len(words), *(role or [Role.OWN]))
        for label, words, *role in spans
    )
    understood = topic if isinstance(topic, TopicRanking) else about(topic)
    heard = NluResult(text, chances, marked, understood, tuple(map(about, asking)), guess_language(text))
    return interpret(heard, pending, AGREED if slots is None else slots, TODAY)


def values(taken):
    return {name: reading.value for name, reading in taken.resolutions.items() if reading.status is Status.VALUE}


def statuses(taken):
    return {name: reading.status for name, reading in taken.resolutions.items()}


def outcome(taken):
    """All that a turn says, besides what is empty, and the value or status of each field."""
    parts = {
        name: getattr(taken, name) for name in ("intent", "value", "words", "side_questions", "needs_confirmation")
    }
    told = {name: part for name, part in parts.items() if part not in (None, ()) and (part or name == "value")}
    return told | statuses(taken) | values(taken)


# Yes or no


@pytest.mark.parametrize("pending", YES_NO_QUESTIONS)
@pytest.mark.parametrize(("acts", "value"), [("yes", True), ("no", False), ("unclear", None), ("answer", None)])
def test_a_question_of_yes_and_no_has_a_yes_a_no_or_neither(pending, acts, value):
    taken = turn("tout à fait", acts, pending)
    assert (taken.is_answer, taken.value, taken.needs_confirmation, taken.resolutions) == (True, value, False, {})


@pytest.mark.parametrize("pending", ["consent", "erasure", "confirmation"])
@pytest.mark.parametrize(
    ("sure", "value", "doubtful"), [(MIN_BINDING_YES, True, False), (MIN_BINDING_YES - 0.01, None, True)]
)
def test_a_doubtful_yes_is_no_yes_to_what_cannot_be_taken_back(pending, sure, value, doubtful):
    taken = turn("mouais pourquoi pas", "yes", pending, {}, sure=sure)
    assert (taken.is_answer, taken.value, taken.needs_confirmation) == (True, value, doubtful)


@pytest.mark.parametrize("pending", ["interview_ready", "notes_reviewed"])
def test_elsewhere_a_yes_that_was_heard_is_a_yes(pending):
    taken = turn("mouais pourquoi pas", "yes", pending, sure=0.55)
    assert (taken.value, taken.needs_confirmation) == (True, False)


@pytest.mark.parametrize("pending", YES_NO_QUESTIONS)
def test_a_question_is_answered_first_and_its_own_question_still_waits(pending):
    taken = turn("c'est payé combien ?", "ask", pending, topic="ask_salary")
    assert (taken.intent, taken.value, taken.side_questions) == ("ask_salary", None, ())


@pytest.mark.parametrize("text", ["moi c kevin", "moi cest kevin"])
def test_a_first_name_where_the_last_one_was_asked_is_no_last_name(text):
    taken = turn(text, "answer", "last_name", spans=[("first_name", "kevin")])
    assert (taken.is_answer, values(taken)) == (True, {"first_name": "Kevin"})
    taken = turn("kevin", "answer", "last_name", {**AGREED, "first_name": "Luc"}, spans=[("first_name", "kevin")])
    assert values(taken) == {"last_name": "Kevin"}


@pytest.mark.parametrize(
    ("pending", "intent"), [("comment", None), ("notes_reviewed", "leave_remark"), (None, "leave_remark")]
)
def test_a_remark_is_asked_for_unless_it_is_its_own_answer(pending, intent):
    text = "pas avant 11 h, je travaille de nuit"
    taken = turn(text, "ask", pending, topic="leave_remark")
    assert (taken.intent, taken.value) == (intent, None if intent else text)


@pytest.mark.parametrize(("topic", "value"), [("ask_salary", None), ("ask_human", None), ("thanks", True)])
def test_who_agrees_and_asks_is_answered_before_the_agreement_counts(topic, value):
    taken = turn("oui, mais qui lit ça ?", "yes ask", "consent", {}, topic="affirm", asking=[topic])
    assert (taken.is_answer, taken.value, taken.needs_confirmation, taken.side_questions) == (
        True,
        value,
        not value,
        (topic,),
    )


@pytest.mark.parametrize("pending", sorted({*YES_NO_QUESTIONS} - {"consent", "erasure"}))
def test_a_yes_with_a_question_is_a_yes_and_a_question(pending):
    taken = turn("oui, et c'est payé combien ?", "yes ask", pending, topic="affirm", asking=["ask_salary"])
    assert (taken.is_answer, taken.value, taken.side_questions) == (True, True, ("ask_salary",))


@pytest.mark.parametrize("pending", YES_NO_QUESTIONS)
def test_no_with_a_question_is_a_no_and_a_question(pending):
    taken = turn("non, qui lit ça ?", "no ask", pending, asking=["ask_data_use"])
    assert (taken.value, taken.side_questions) == (False, ("ask_data_use",))


@pytest.mark.parametrize("acts", ["answer", "correct", "answer correct"])
def test_what_is_given_where_the_agreement_is_asked_is_neither_agreement_nor_correction(acts):
    taken = turn("moi c'est Lucie", acts, "consent", {}, spans=[("first_name", "Lucie")])
    assert (taken.intent, taken.value, values(taken)) == (None, None, {"first_name": "Lucie"})


# Reading back


@pytest.mark.parametrize("pending", ["interview_ready", "notes_reviewed"])
def test_a_correction_where_something_else_is_asked_is_a_wish_of_its_own(pending):
    taken = turn("en fait j'habite Brest", "correct", pending, {**AGREED, "town": LYON}, spans=[("town", "Brest")])
    assert (taken.intent, values(taken)) == (CORRECTION, {"town": BREST})


# Notes


@pytest.mark.parametrize("wish", NOTE_INTENTS)
def test_a_wish_about_an_answer_names_it(wish):
    taken = turn("non, la deuxième", "no correct", "notes_reviewed", topic=wish, spans=[("note", "la deuxième")])
    assert (taken.intent, taken.value, taken.needs_confirmation) == (wish, "2", wish in ERASING)


@pytest.mark.parametrize(("pending", "slots", "intent"), [
    (None, {}, "start_registration"), ("consent", {}, "start_registration"), ("town", {"consent": True}, "resume"),
    ("confirmation", {"consent": True}, "resume"), (None, {"consent": True, "confirmed": True}, "start_interview"),
])  # fmt: skip
def test_the_situations_come_after_the_registration(pending, slots, intent):
    taken = turn("on peut faire les situations ?", "ask", pending, topic="start_interview", slots=slots)
    assert taken.intent == intent


@pytest.mark.parametrize("text", ["la 3", "réponse 3", "la troisième", "situation 3", "numéro 3"])
@pytest.mark.parametrize("wish", ["withdraw_note", "comment_note"])
def test_the_place_of_an_answer_alone_says_not_what_is_wanted_with_it(text, wish):
    taken = turn(text, "correct", "notes_reviewed", topic=wish, spans=[("note", text)])
    assert (taken.intent, taken.value, taken.needs_confirmation) == ("change_answer", "3", False)


@pytest.mark.parametrize(("pending", "wish", "intent"), [
    ("notes_reviewed", "amend_note", "change_answer"), ("notes_reviewed", "comment_note", "comment_note"),
    (None, "amend_note", "amend_note"), (None, "strike_passage", "strike_passage"),
])  # fmt: skip
def test_a_wish_that_does_not_say_about_which_answer(pending, wish, intent):
    taken = turn("je veux changer une réponse", "ask", pending, topic=wish)
    assert (taken.intent, taken.value) == (intent, None)


@pytest.mark.parametrize(("text", "note"), [
    ("je veux changer la 2", "2"), ("on revient à la première situation ?", "1"), ("ma réponse numéro trois est à refaire", "3"),
    ("revenir a la situ 1", "1"), ("c'est la première fois, je veux la changer", None), ("j'ai une réponse à changer", None),
])  # fmt: skip
def test_a_place_is_read_where_nobody_marked_it(text, note):
    assert turn(text, "ask", None, topic="amend_note").value == note


@pytest.mark.parametrize(("text", "words"), [
    ("enlève « je crie » de la 1", "je crie"), ('retire "mon chef" stp', "mon chef"), ("retire ceci : mon chef", "mon chef"),
    ("enlevez la phrase sur ma tante", None),
])  # fmt: skip
def test_what_is_to_be_struck_is_quoted_or_not(text, words):
    taken = turn(text, "correct", "notes_reviewed", topic="strike_passage")
    assert (taken.intent, taken.words, taken.needs_confirmation) == ("strike_passage", words, True)


def test_a_contest_brings_the_words_that_may_be_the_passage():
    texts = ["« je crie » c'est pas ce que je voulais dire", "je crie c'est pas ce que je voulais dire"]
    taken = [turn(text, "correct", "notes_reviewed", topic="contest_passage") for text in texts]
    assert [one.words for one in taken] == ["je crie", texts[1]]


@pytest.mark.parametrize("question", FREE_QUESTIONS)
def test_an_answer_is_kept_whatever_is_wanted_with_another(question):
    asking = ["amend_note"]
    text = "Je lui laisse la souris. Et la première, je peux la refaire ?"
    taken = turn(text, "answer ask", question, topic="amend_note", asking=asking)
    assert (taken.intent, taken.value, taken.side_questions) == (None, text, ("ask_change_my_data",))


@pytest.mark.parametrize("question", FREE_QUESTIONS)
@pytest.mark.parametrize("act", ["ask", "skip"])
def test_words_that_a_guess_would_lose_are_asked_about(question, act):
    taken = turn("c'est arrivé à ma tante", act, question, topic="out_of_scope", sure=0.15)
    assert (taken.intent, taken.value, taken.words) == (UNSURE, None, "c'est arrivé à ma tante")


@pytest.mark.parametrize(("text", "acts", "sure", "intent"), [
    ("je lui aurais bien proposé une pause", "unclear", 0.95, UNSURE), ("je lui aurais bien proposé une pause", "yes", 0.3, UNSURE),
    ("mouais bof", "unclear", 0.95, None), ("oui ça me va très bien comme ça", "yes", 0.95, None),
])  # fmt: skip
def test_a_remark_at_the_review_closes_nothing(text, acts, sure, intent):
    assert turn(text, acts, "notes_reviewed", sure=sure).intent == intent


# What is to be corrected

CHOOSING = {**AGREED, "choices": {"Ville": f"intent:{CHANGE_FIELD}=town"}, "requested_slot": "availability"}


@pytest.mark.parametrize(("text", "acts", "spans", "given"), [
    ("Lyon", "answer", [("town", "Lyon")], {"town": LYON}), ("lopez", "answer", [("last_name", "lopez")], {"last_name": "Lopez"}),
    ("à Lyon", "correct", [("town", "Lyon")], {"town": LYON}),
])  # fmt: skip
def test_a_bare_value_corrects_its_field_where_what_to_correct_is_asked(text, acts, spans, given):
    assert pending_question(CHOOSING) == CHANGE
    taken = turn(text, acts, CHANGE, CHOOSING, spans=spans)
    assert (taken.intent, values(taken)) == (CORRECTION, given)


def test_a_situation_is_not_left_for_what_may_be_corrected():
    assert pending_question({**CHOOSING, "requested_slot": "scenario"}) == "scenario"


@pytest.mark.parametrize(("acts", "topic", "intent"), [("no", None, "no_change"), ("ask", "ask_salary", "ask_salary")])
def test_nothing_need_be_corrected(acts, topic, intent):
    assert turn("c'est quoi ?", acts, CHANGE, CHOOSING, topic=topic).intent == intent


# Fields


@pytest.mark.parametrize(("pending", "text", "value"), [
    ("last_name", "Bérard", "Bérard"), ("first_name", "Lucie", "Lucie"), ("town", "Lyon", LYON),
    ("mobility", "30", {"kind": "radius", "km": 30, "places": []}), ("email", "lucie@exemple.fr", "lucie@exemple.fr"),
    ("availability", "1er mars 2027", {"date": "2027-03-01"}), ("phone", "06 39 98 00 01", "+33639980001"),
])  # fmt: skip
def test_a_short_answer_without_a_span_is_the_field_whole(pending, text, value):
    assert values(turn(text, "answer", pending)) == {pending: value}


@pytest.mark.parametrize(("pending", "label", "value"), [
    ("town", "zone", BREST), ("mobility", "town", {"kind": "radius", "km": None, "places": ["Brest"]}),
])  # fmt: skip
def test_a_place_is_what_was_asked_for(pending, label, value):
    taken = turn("Brest", "answer", pending, {**AGREED, **({"town": LYON} if pending == "mobility" else {})}, spans=[
        (label, "Brest"),
    ])  # fmt: skip
    assert values(taken) == {pending: value}


@pytest.mark.parametrize("pending", ["town", "phone", "availability"])
@pytest.mark.parametrize(("acts", "status"), [("decline", Status.DECLINED), ("unknown", Status.UNKNOWN)])
def test_who_does_not_say_or_know_has_answered(pending, acts, status):
    taken = turn("je préfère pas répondre", acts, pending)
    assert (taken.is_answer, statuses(taken)) == (True, {pending: status})


@pytest.mark.parametrize(("pending", "label", "text", "words", "role"), [
    (pending, label, text, words, role)
    for role in (Role.DENIED, Role.OTHER)
    for pending, label, text, words in [
        ("first_name", "last_name", "je ne m'appelle pas Dupont", "Dupont"),
        ("email", "town", "je n'habite pas Lyon", "Lyon"),
        ("confirmation", "town", "je n'habite pas Lyon", "Lyon"),
        (None, "day", "pas le 3 mars", "le 3 mars"),
    ]
])  # fmt: skip
def test_what_is_denied_or_somebody_else_s_gives_no_other_field(pending, label, text, words, role):
    taken = turn(text, "answer correct", pending, spans=[(label, words, role)])
    assert values(taken).keys() <= {pending}


@pytest.mark.parametrize("role", [Role.DENIED, Role.OTHER])
@pytest.mark.parametrize(("pending", "label", "text", "words"), [
    ("town", "town", "je n'habite plus à Lyon", "Lyon"), ("last_name", "last_name", "ma mère s'appelle Dupont", "Dupont"),
    ("availability", "day", "pas en mars", "en mars"), ("email", "email", "plus lucie@exemple.fr", "lucie@exemple.fr"),
    ("mobility", "zone", "pas en Bretagne", "Bretagne"),
])  # fmt: skip
def test_what_is_denied_or_somebody_else_s_does_not_give_the_asked_field(pending, label, text, words, role):
    assert values(turn(text, "answer", pending, spans=[(label, words, role)])) == {}


@pytest.mark.parametrize(("acts", "given"), [("answer", {"last_name"}), ("answer correct", {"last_name", "town"})])
def test_another_field_that_is_known_is_changed_by_a_correction_only(acts, given):
    slots = {**AGREED, "town": BREST}
    taken = turn("Bérard, de Lyon", acts, "last_name", slots, spans=[("last_name", "Bérard"), ("town", "Lyon")])
    assert set(values(taken)) == given


MARCEL_71 = {"commune": "Saint-Marcel", "insee": "71445", "departement": "71"}
MARCEL_27 = {"commune": "Saint-Marcel", "insee": "27562", "departement": "27"}


@pytest.mark.parametrize(("text", "spans"), [
    ("celui du 27", [("area", "27")]), ("celui du 27", [("zone", "27")]), ("celui de l'Eure", [("area", "l'Eure")]), ("27", []),
])  # fmt: skip
def test_one_of_the_towns_of_one_name_is_meant_by_where_it_is(text, spans):
    slots = {**AGREED, "town_candidates": [MARCEL_71, MARCEL_27]}
    assert values(turn(text, "answer", "town", slots, spans=spans)) == {"town": MARCEL_27}
    assert values(turn(text, "unclear", "town", slots, spans=spans)) == {"town": MARCEL_27}


@pytest.mark.parametrize(("pending", "slots", "intent"), [
    ("town", AGREED, RESUME), (None, {**AGREED, "confirmed": True}, "ask_status"), (None, {}, "start_registration"),
])  # fmt: skip
def test_who_would_register_goes_on_begins_or_has_done_so(pending, slots, intent):
    assert turn("je veux m'inscrire", "ask", pending, slots, topic="start_registration").intent == intent


@pytest.mark.parametrize(("text", "spans", "intent", "value"), [
    ("je veux changer mon mail", [("field_name", "mail")], CHANGE_FIELD, "email"),
    ("je veux changer mon mail", [], CHANGE_FIELD, "email"),
    ("je veux changer autre chose que le mail", [("field_name", "mail", Role.OTHER)], "ask_change_my_data", None),
    ("je veux changer une ligne", [], "ask_change_my_data", None),
])  # fmt: skip
def test_a_wish_to_change_a_field_names_it_or_asks_which(text, spans, intent, value):
    taken = turn(text, "ask", "town", spans=spans, topic=CHANGE_FIELD)
    assert (taken.intent, taken.value) == (intent, value)


# Taking fields out


@pytest.mark.parametrize(("pending", "intent"), [
    ("town", None), ("confirmation", None), (None, CORRECTION), ("scenario", CORRECTION), ("erasure", CORRECTION),
    ("interview_ready", CORRECTION),
])  # fmt: skip
@pytest.mark.parametrize("acts", ["correct", "ask", "correct ask", "decline"])
def test_a_field_that_is_taken_out_is_as_if_declined_and_nothing_is_erased(pending, intent, acts):
    if acts == "decline" and pending != "town":
        return
    taken = turn("effacez mon nom", acts, pending, spans=[("field_name", "nom")], topic=REMOVE_FIELD)
    assert (taken.intent, statuses(taken), taken.side_questions) == (intent, {"last_name": Status.DECLINED}, ())


@pytest.mark.parametrize("pending", ["confirmation", None, "email"])
def test_a_known_field_is_taken_out_by_a_sure_order_alone(pending):
    known, topic = {**AGREED, "phone": "+33639984455"}, about(REMOVE_FIELD, 0.64)
    spans = [("field_name", "téléphone")]
    taken = turn("oui sauf le téléphone", "correct", pending, known, spans=spans, topic=topic)
    assert (taken.intent, taken.value, taken.resolutions) == (REMOVE_FIELD, "phone", {})


@pytest.mark.parametrize("pending", ["interview_ready", "notes_reviewed", "email", None])
def test_a_field_that_is_to_be_changed_is_asked_wherever_one_is(pending):
    spans = [("field_name", "nom")]
    taken = turn("changez mon nom", "correct", pending, spans=spans, topic="ask_change_my_data")
    assert (taken.intent, taken.value) == (CHANGE_FIELD, "last_name")


@pytest.mark.parametrize(("offered", "intent", "value"), [
    ("intent:strike_passage=q1:un mot", "strike_passage", "q1"), ("intent:withdraw_note=q1", "withdraw_note", "q1"),
    (f'set:{{"phone": "{DECLINED}"}}', REMOVE_FIELD, "phone"),
])  # fmt: skip
def test_an_order_to_take_out_while_something_is_asked_about_means_no_whole_file(offered, intent, value):
    slots = {**AGREED, "choices": {YES_OFFER: offered, NO_OFFER: "intent:no_change"}}
    taken = turn("oui, retirez-la, je vous remercie", "ask", OFFER, slots, topic=about(ERASURE, 0.96))
    assert (taken.intent, taken.value) == (intent, value)
    assert taken.needs_confirmation or intent == REMOVE_FIELD


@pytest.mark.parametrize(("pending", "intent"), [("interview_ready", "call_off_human"), ("consent", None)])
def test_a_request_that_is_called_off_refuses_no_situation(pending, intent):
    taken = turn("non, je ne veux plus parler à quelqu'un", "no", pending, topic=about("call_off_human", 0.98))
    assert taken.intent == intent


@pytest.mark.parametrize("role", [Role.OWN, Role.DENIED])
def test_a_field_is_named_by_what_it_says(role):
    known = {**AGREED, "last_name": "Dupont"}
    spans = [("last_name", "Dupont", role)]
    taken = turn("efface Dupont", "correct", "town", known, spans=spans, topic=REMOVE_FIELD)
    assert statuses(taken) == {"last_name": Status.DECLINED}


@pytest.mark.parametrize("topic", [REMOVE_FIELD, ERASURE])
def test_before_the_agreement_there_is_nothing_to_take_out_but_what_waits(topic):
    taken = turn("effacez mon nom", "ask", "consent", {}, spans=[("field_name", "nom")], topic=topic)
    assert (taken.intent, statuses(taken)) == (REMOVE_FIELD, {"last_name": Status.DECLINED})


@pytest.mark.parametrize(("pending", "acts", "value"), [
    ("scenario", "answer", "j'efface mon nom"), ("scenario", "answer correct", "j'efface mon nom"),
    ("followup", "answer correct", "j'efface mon nom"),
])  # fmt: skip
@pytest.mark.parametrize("spans", [[], [("field_name", "nom")]])
def test_what_is_taken_out_in_a_story_stays_in_the_file(pending, acts, value, spans):
    taken = turn("j'efface mon nom", acts, pending, spans=spans, topic=REMOVE_FIELD)
    assert (taken.intent, taken.value, taken.resolutions) == (None, value, {})


@pytest.mark.parametrize("topic", ["deny", "ask_change_my_data", None])
def test_who_is_asked_about_all_and_names_a_field_has_that_taken_out(topic):
    taken = turn("non, seulement le nom", "correct no", "erasure", spans=[("field_name", "nom")], topic=topic)
    assert (taken.intent, statuses(taken)) == (CORRECTION, {"last_name": Status.DECLINED})


@pytest.mark.parametrize("pending", YES_NO_QUESTIONS)
@pytest.mark.parametrize("act", ["yes", "no"])
def test_a_question_alone_neither_agrees_nor_refuses(pending, act):
    taken = turn("et si je dis non ?", f"{act} ask", pending, topic="ask_is_bot", sure=0.7)
    assert taken.intent == "ask_is_bot"


# In one's own words


@pytest.mark.parametrize("pending", FREE_QUESTIONS)
@pytest.mark.parametrize("acts", ["answer", "answer correct", "unclear"])
def test_an_open_question_is_answered_by_the_words_themselves(pending, acts):
    text = "Je lui montre, puis je le laisse faire."
    taken = turn(text, acts, pending)
    assert (taken.is_answer, taken.value) == (True, text)


@pytest.mark.parametrize("pending", FREE_QUESTIONS)
def test_an_open_question_is_passed(pending):
    assert turn("je passe", "skip", pending).value == SKIP


@pytest.mark.parametrize("pending", FREE_QUESTIONS)
def test_a_question_at_an_open_question_is_no_answer(pending):
    taken = turn("c'est payé combien ?", "ask", pending, topic="ask_salary")
    assert (taken.intent, taken.value) == ("ask_salary", None)


@pytest.mark.parametrize("pending", FREE_QUESTIONS)
def test_an_answer_with_a_question_is_both(pending):
    text = "Je lui montre. C'est payé combien ?"
    taken = turn(text, "answer ask", pending, asking=["ask_salary"])
    assert (taken.value, taken.side_questions) == (text, ("ask_salary",))


@pytest.mark.parametrize("pending", FREE_QUESTIONS)
def test_a_correction_at_an_open_question_is_no_answer(pending):
    taken = turn("en fait j'habite Brest", "correct", pending, {**AGREED, "town": LYON}, spans=[("town", "Brest")])
    assert (taken.intent, values(taken)) == (CORRECTION, {"town": BREST})


# Offers and choices


OFFERED = {**AGREED, "choices": {YES_OFFER: "intent:accept_reminder=7", NO_OFFER: "intent:decline_reminder"}}


@pytest.mark.parametrize(("acts", "intent", "value"), [
    ("yes", "accept_reminder", "7"), ("no", "decline_reminder", None),
])  # fmt: skip
def test_an_offer_is_taken_or_refused(acts, intent, value):
    taken = turn("d'accord", acts, "offer", OFFERED)
    assert (taken.intent, taken.value) == (intent, value)


# Nothing was asked


@pytest.mark.parametrize("acts", ["answer", "correct", "answer correct"])
@pytest.mark.parametrize(("slots", "intent"), [({}, "start_registration"), (AGREED, CORRECTION)])
def test_nothing_is_a_correction_before_the_agreement(acts, slots, intent):
    taken = turn("j'habite à Lyon", acts, None, slots, spans=[("town", "Lyon")])
    assert (taken.intent, values(taken)) == (intent, {"town": LYON})


@pytest.mark.parametrize("acts", ["correct", "no correct", "yes correct", "unclear correct"])
@pytest.mark.parametrize("pending", [
    "consent", "erasure", "offer", None,
])  # fmt: skip
def test_no_question_before_the_agreement_leads_to_a_correction(pending, acts):
    taken = turn("non, moi c'est Lucie", acts, pending, {}, spans=[("first_name", "Lucie")])
    assert taken.intent != CORRECTION


@pytest.mark.parametrize(("topic", "intent"), [("greet", "greet"), (None, NOT_UNDERSTOOD)])
def test_where_nothing_was_asked_a_message_is_its_topic(topic, intent):
    taken = turn("bonjour", "unclear", None, {}, topic=topic)
    assert (taken.intent, taken.resolutions) == (intent, {})


# Distress, languages, no words


@pytest.mark.parametrize("pending", [*YES_NO_QUESTIONS, "town", *FREE_QUESTIONS, "offer", None])
@pytest.mark.parametrize("acts", ["ask", "ask yes", "ask no", "ask answer", "ask correct"])
def test_distress_goes_before_everything(pending, acts):
    slots = {} if pending in {"consent", None} else OFFERED
    taken = turn("oui mais je veux mourir, Lucie", acts, pending, slots, topic="distress", spans=[
        ("first_name", "Lucie"),
    ])  # fmt: skip
    assert (taken.intent, taken.resolutions, taken.value) == ("distress", {}, None)


@pytest.mark.parametrize(("text", "acts", "pending", "topic", "language"), [
    ("what is the salary please", "ask", "town", "ask_salary", "en"), ("no entiendo francés", "unclear", None, None, "es"),
    ("Я не розумію французьку", "answer", "scenario", None, "uk"),
])  # fmt: skip
def test_another_language_is_told(text, acts, pending, topic, language):
    taken = turn(text, acts, pending, topic=topic)
    assert (taken.intent, taken.value) == (FOREIGN_LANGUAGE, language)


@pytest.mark.parametrize(("text", "acts", "pending", "topic"), [
    ("yes please I want this", "yes", "consent", None), ("I want to talk to a human please", "ask", "town", "ask_human"),
    ("I do not want this", "no", "consent", None), ("please delete all that you have of me", "ask", None, "ask_delete_my_data"),
])  # fmt: skip
def test_another_language_that_is_understood_is_served(text, acts, pending, topic):
    assert turn(text, acts, pending, topic=topic).intent != FOREIGN_LANGUAGE


@pytest.mark.parametrize(("text", "intent"), [
    ("", NOTHING_SAID), (" \n", NOTHING_SAID), ("…", NOTHING_SAID), ("🙂", NOTHING_SAID), ("((((", NOTHING_SAID), ("?", "dont_understand"), ("??", "dont_understand"),
])  # fmt: skip
def test_no_words_are_said(text, intent):
    assert turn(text, "unclear", "town").intent == intent


# Corrections, courtesies and wishes


@pytest.mark.parametrize(("text", "spans", "given"), [
    ("nn c moreyra avec un y", [], {"last_name": "Moreyra"}),
    ("c'est Moreyra", [("first_name", "Moreyra")], {"last_name": "Moreyra"}),
    ("c'est Dilan", [("first_name", "Dilan")], {"first_name": "Dilan"}),
    ("c'est faux", [], {}),
])  # fmt: skip
def test_a_known_name_that_is_typed_anew_is_that_name_respelled(text, spans, given):
    slots = {**AGREED, "last_name": "Moreira", "first_name": "Dylan"}
    assert values(turn(text, "correct", "confirmation", slots, spans=spans)) == given


@pytest.mark.parametrize(("topic", "is_answer"), [("thanks", True), ("greet", True), ("ask_salary", False)])
def test_a_courtesy_beside_what_was_asked_is_no_question(topic, is_answer):
    taken = turn("Bérengère, merci", "ask", "first_name", topic=topic, spans=[("first_name", "Bérengère")])
    assert (taken.is_answer, values(taken)) == ((True, {"first_name": "Bérengère"}) if is_answer else (False, {}))


@pytest.mark.parametrize(("pending", "intent"), [("town", None), ("scenario", "unsure_answer"), ("consent", None)])
def test_what_does_nothing_for_sure_is_no_refusal_and_no_pass(pending, intent):
    slots = {} if pending == "consent" else AGREED
    taken = turn("Je ne comprends pas.", "decline no skip", pending, slots, topic="dont_understand", sure=0.3)
    assert (taken.intent, taken.value, values(taken)) == (intent, None, {})


# What another field alone can hold


@pytest.mark.parametrize("acts", ["decline", "decline correct"])
def test_a_correction_of_a_named_field_declines_no_other(acts):
    text, slots = "non pas la disponibilité ! tout de suite", {**AGREED, "availability": {"date": "2027-01-01"}}
    taken = turn(text, acts, "email", slots, spans=[("field_name", "disponibilité"), ("now", "tout de suite")])
    assert values(taken) == {"availability": {"immediate": True}} and "email" not in taken.resolutions


# One message each

ROCHEFORTS = [{"commune": "Rochefort", "insee": code, "departement": code[:2]} for code in ("17299", "73214")]
NAMESAKES = [
    {"commune": "Alès", "insee": "30007", "departement": "30"},
    {"commune": "Allaire", "insee": "56001", "departement": "56"},
]
WITHDRAWING = {YES_OFFER: "intent:withdraw_note=x", NO_OFFER: "intent:no_change"}


def case(shows, comes_to, *said, **heard):
    """A row of the table: what it shows, the outcome, and the arguments of `turn`."""
    return pytest.param(comes_to, said, heard, id=shows)


CASES = [
    # Yes or no
    case("a rare last name alone is the one that was asked", {"last_name": "Abdelmalek"},
         "abdelmalek", "answer", "last_name", spans=[("first_name", "abdelmalek")]),
    case("a first name alone is the one that was asked", {"first_name": "Abdelmalek"},
         "abdelmalek", "answer", "first_name", spans=[("last_name", "abdelmalek")]),
    case("a question that nobody understood is neither yes nor no", {"intent": "not_understood"},
         "et le truc là ?", "ask", "consent", {}),
    case("beside a value too, a question is one, whatever its topic", {"intent": "not_understood"},
         "et un ordinateur ?", "ask", "town", AGREED),
    case("an agreement to nothing gives way to a question", {"intent": "ask_training"},
         "d'accord, et la formation ?", "yes ask", OFFER, {**AGREED, "choices": {NO_OFFER: "intent:no_change"}},
         asking=["ask_training"]),
    case("who registers is registered, whatever else is asked", {"intent": "start_registration", "side_questions": ("ask_salary",)},
         "je m'inscris, c'est payé combien ?", "ask", None, {}, topic="start_registration", asking=["ask_salary"]),
    case("a doubtful wish to erase beside a yes is a question about it", {"value": True, "side_questions": ("ask_erasure",)},
         "oui. Nul besoin d'effacer", "yes ask", "interview_ready", AGREED,
         topic=TopicRanking(((ERASURE, 0.5), ("ask_status", 0.3)))),
    case("thanks give way to the question behind them", {"intent": "ask_training"},
         "Merci. Et la formation, c'est long ?", "ask", None, AGREED, asking=["thanks", "ask_training"]),
    case("a known value that is told in passing changes nothing", {"intent": "thanks"},
         "je verrai à Lyon, merci", "answer", None, {**AGREED, "town": LYON},
         topic="thanks", spans=[("town", "Lyon")]),
    case("an agreement brings what it gives", {"value": True, "first_name": "Lucie", "town": LYON},
         "oui, moi c'est Lucie de Lyon", "yes answer", "consent", {},
         spans=[("first_name", "Lucie"), ("town", "Lyon")]),
    # Reading back
    case("yes with a correction does not confirm", {"town": BREST},
         "oui mais plutôt Brest", "yes correct", "confirmation", {**AGREED, "town": LYON}, spans=[("town", "Brest")]),
    case("yes with a correction that does not say what does not confirm", {"value": False},
         "oui mais il y a une faute", "yes correct", "confirmation"),
    case("the field to change is asked for", {"value": "email"},
         "il y a une erreur sur mon mail", "no correct", "confirmation", topic=CHANGE_FIELD,
         spans=[("field_name", "mail")]),
    case("a field that is missing is taken at the reading back", {"email": "lucie@exemple.fr"},
         "mon mail c'est lucie@exemple.fr", "answer", "confirmation", spans=[("email", "lucie@exemple.fr")]),
    case("a value alone changes it at the reading back", {"town": LYON},
         "Lyon", "answer", "confirmation", {**AGREED, "town": BREST}, spans=[("town", "Lyon")]),
    case("a yes beside a known value leaves it at the reading back", {"value": True},
         "oui, Lyon", "yes answer", "confirmation", {**AGREED, "town": BREST}, spans=[("town", "Lyon")]),
    case("a missing value beside a yes is taken at the reading back", {"value": True, "phone": "+33639980001"},
         "bon, joignez-moi : 06 39 98 00 01", "yes", "confirmation", {**AGREED, "town": BREST},
         spans=[("phone", "06 39 98 00 01")]),
    case("an agreement before anything was asked begins the registration", {"intent": "start_registration"},
         "d'accord, ça me va", "unclear", None, {}, topic="affirm"),
    case("who comes to register and says a name need not say it again",
         {"intent": "start_registration", "last_name": "Lefort", "first_name": "Gérard"},
         "Bonjour, Gérard Lefort, je viens m'inscrire", "ask", None, {}, topic="start_registration",
         spans=[("first_name", "Gérard"), ("last_name", "Lefort")]),
    case("where the town lies is no place of work", {"town": LYON},
         "j'habite à Lyon dans le Rhône", "answer", "last_name", AGREED,
         spans=[("town", "Lyon"), ("zone", "le Rhône")]),
    case("an offered town is picked by a misspelt département", {"town": ROCHEFORTS[0]},
         "celui en charante maritime", "answer", "town", {**AGREED, "town_candidates": ROCHEFORTS}),
    case("a no that names a value changes it at the reading back", {"town": LYON},
         "non, Lyon", "no", "confirmation", {**AGREED, "town": BREST}, spans=[("town", "Lyon")]),
    case("a no at the reading back is a no", {"value": False}, "non", "no", "confirmation", {**AGREED, "town": BREST}),
    # Notes
    case("a wish without marked words may name the situation",
         {"intent": "withdraw_note", "value": "ma réponse sur l'ancien maçon, retirez-la", "needs_confirmation": True},
         "ma réponse sur l'ancien maçon, retirez-la", "ask", "followup", topic="withdraw_note"),
    case("a note is named by words of its situation", {"intent": "amend_note", "value": "la souris"},
         "je refais celle de la souris", "correct", "notes_reviewed", topic="amend_note",
         spans=[("note", "la souris")]),
    case("what is not meant is not the note", {"intent": "amend_note", "value": "2"},
         "pas la 1, la 2 que je refais", "correct", "notes_reviewed", topic="amend_note",
         spans=[("note", "la 1", Role.DENIED), ("note", "la 2")]),
    case("what looks far more like a question is one", {"intent": "dont_understand"},
         "vous voulez quoi au juste", "ask", "scenario", topic="dont_understand", sure=0.4),
    case("a hesitant yes withdraws nothing", {"intent": "withdraw_note", "value": "x", "needs_confirmation": True},
         "oui", "yes", OFFER, {**AGREED, "choices": WITHDRAWING}, sure=0.6),
    case("a sure yes withdraws what was asked about", {"intent": "withdraw_note", "value": "x"},
         "oui", "yes", OFFER, {**AGREED, "choices": WITHDRAWING}),
    case("a wish about answers needs the agreement", {"intent": "withdraw_note"},
         "supprime tout", "ask", None, {}, topic="withdraw_note", spans=[("note", "tout")]),
    case("a field that was declined is given after all", {"email": "mehdi@example.org"},
         "mehdi@example.org", "answer", "phone", {**AGREED, "email": DECLINED},
         spans=[("email", "mehdi@example.org")]),
    # What is to be corrected
    case("a field is named where what to correct is asked", {"intent": CHANGE_FIELD, "value": "email"},
         "mon mail", "ask", CHANGE, CHOOSING, spans=[("field_name", "mon mail")], topic="ask_change_my_data"),
    case("a field is taken out where what to correct is asked", {"intent": CORRECTION, "email": Status.DECLINED},
         "enlève mon mail", "ask", CHANGE, CHOOSING, spans=[("field_name", "mon mail")], topic=REMOVE_FIELD),
    # Fields
    case("a field that was asked is given", {"town": LYON},
         "j'habite à Lyon", "answer", "town", spans=[("town", "Lyon")]),
    case("refusing one field and giving another", {"email": Status.DECLINED, "phone": "+33639980001"},
         "pas de mail mais mon portable c'est le 06 39 98 00 01", "decline answer", "email",
         spans=[("phone", "06 39 98 00 01")]),
    case("a value beside a refusal of the rest is a value", {"town": LYON},
         "Lyon, je n'en dirai pas plus", "answer decline", "town", spans=[("town", "Lyon")]),
    case("another field is given along", {"last_name": "Bérard", "town": LYON},
         "Bérard, de Lyon", "answer", "last_name", spans=[("last_name", "Bérard"), ("town", "Lyon")]),
    case("a town is not a place of work where the town is asked", {"town": LYON},
         "Lyon", "answer", "town", spans=[("zone", "Lyon")]),
    case("another town than those of one name is taken", {"town": LYON},
         "en fait Lyon", "answer", "town", {**AGREED, "town_candidates": [MARCEL_71, MARCEL_27]},
         spans=[("town", "Lyon")]),
    case("a small number says nothing of a field that was not asked", {},
         "29", "answer", "email", spans=[("distance", "29")]),
    case("words that give another field are not the asked one", {"town": BREST},
         "j'habite Brest", "answer", "last_name", spans=[("town", "Brest")]),
    case("a correction of another field leaves the asked one open", {"town": BREST},
         "non c'est Brest ma ville", "correct", "email", {**AGREED, "town": LYON}, spans=[("town", "Brest")]),
    case("a value with a question is both", {"side_questions": ("ask_salary",), "town": LYON},
         "Lyon, et c'est payé combien ?", "answer ask", "town", spans=[("town", "Lyon")], asking=["ask_salary"]),
    case("two questions are answered in their order", {"intent": "ask_salary", "side_questions": ("ask_locations",)},
         "combien ? et où ?", "ask", "town", asking=["ask_salary", "ask_locations"]),
    case("what means nothing gives nothing", {}, "blup blap", "unclear", "email"),
    case("an impossible value is an answer", {"availability": Status.INVALID},
         "le 3 mars 2020", "answer", "availability", spans=[("day", "le 3 mars 2020")]),
    # Taking fields out
    case("passing what was to be corrected takes nothing out unasked", {"intent": REMOVE_FIELD, "value": "last_name"},
         "passer", "decline", "last_name", {**AGREED, "last_name": "Dupont"}, topic="deny"),
    case("passing what was never given declines it", {"last_name": Status.DECLINED},
         "passer", "decline", "last_name", topic="deny"),
    case("a named field is to go where taking out and erasing together are likelier than changing it",
         {"intent": REMOVE_FIELD, "value": "last_name"}, "je préfère ne pas donner mon nom finalement", "correct",
         "town", {**AGREED, "last_name": "Dupont"}, spans=[("field_name", "nom")],
         topic=TopicRanking((("ask_change_my_data", 0.35), (ERASURE, 0.33), (REMOVE_FIELD, 0.25)))),
    case("several fields that are not known are refused at once",
         {"email": Status.DECLINED, "phone": Status.DECLINED}, "enlevez mon mail et mon tel", "correct", "town",
         spans=[("field_name", "mail"), ("field_name", "tel")], topic=REMOVE_FIELD),
    case("of several known fields is asked before they are taken out",
         {"intent": REMOVE_FIELD, "value": "email,phone"}, "le mail, pas le téléphone, à enlever", "correct", None,
         {**AGREED, "email": "lucie@exemple.fr", "phone": "+33639984455"},
         spans=[("field_name", "mail"), ("field_name", "téléphone")], topic=about(REMOVE_FIELD, 0.99)),
    case("a new value is a correction rather than a field taken out", {"intent": CORRECTION, "last_name": "Morin"},
         "effacez le nom, mettez Morin", "correct", None, spans=[("field_name", "nom"), ("last_name", "Morin")],
         topic=REMOVE_FIELD),
    case("an answer beside a field taken out is taken as well", {"town": LYON, "email": Status.DECLINED},
         "Lyon et enlevez mon mail", "answer correct", "town", spans=[("town", "Lyon"), ("field_name", "mail")],
         topic=REMOVE_FIELD),
    case("where all may be meant the erasure names the fields", {"intent": ERASURE, "value": "last_name"},
         "supprimez tout, le nom aussi", "correct", "town", spans=[("field_name", "nom")], topic=ERASURE),
    case("which field is taken out may be to be asked", {"intent": REMOVE_FIELD},
         "enlevez juste une ligne", "correct", None, topic=REMOVE_FIELD),
    case("without a field everything is meant", {"intent": ERASURE},
         "effacez mon dossier", "ask correct", None, topic=ERASURE),
    # In one's own words
    case("names in a story are nobody's fields", {"value": "Je dis à Lucie de Lyon d'attendre."},
         "Je dis à Lucie de Lyon d'attendre.", "answer", "scenario",
         spans=[("first_name", "Lucie"), ("town", "Lyon")]),
    # Offers and choices
    case("an offer is passed over by a question", {"intent": "ask_salary"},
         "c'est payé combien ?", "ask", "offer", OFFERED, topic="ask_salary"),
    case("what was offered without a no is just refused", {"intent": "deny"},
         "non", "no", "offer", {**AGREED, "choices": {YES_OFFER: "intent:resume"}}),
    # Distress, languages, no words
    case("distress in one part is heard", {"intent": "distress"},
         "oui. je veux mourir", "yes ask", "consent", {}, topic="affirm", asking=["distress"]),
    case("somebody else's distress in a story is an answer",
         {"value": "Une dame me dit qu'elle n'en peut plus. Je l'écoute."},
         "Une dame me dit qu'elle n'en peut plus. Je l'écoute.", "answer", "scenario", topic="distress"),
    case("a value in another language is taken", {"town": LYON},
         "I live in Lyon and that is it", "answer", "town", spans=[("town", "Lyon")]),
    case("a thumb is a yes where a yes is asked", {"value": True}, "👍", "yes", "consent", {}),
    # Corrections, courtesies and wishes
    case("a correction leaves out a name that is known", {"last_name": "Benslimane"},
         "plutôt Benslimane, Delattre c'est mon nom de mariée", "correct", "availability",
         {**AGREED, "last_name": "Delattre"}, spans=[("last_name", "Benslimane"), ("last_name", "Delattre")]),
    case("a correction leaves out a town that is known", {"town": LYON},
         "Lyon, Brest c'était avant", "no correct", "confirmation", {**AGREED, "town": BREST},
         spans=[("town", "Lyon"), ("town", "Brest")]),
    case("a correction of what is asked is its answer", {"town": BREST},
         "en fait j'habite à Brest", "correct", "town", spans=[("town", "Brest")]),
    case("words of a question are no impossible value", {"intent": "ask_salary"},
         "c'est payé combien par mois ?", "ask answer", "availability", topic="ask_salary", spans=[("day", "mois")]),
    case("a wish goes before a question", {"intent": ERASURE, "side_questions": ("ask_status",)},
         "j'ai un poste. supprimez tout", "ask", None, asking=["ask_status", "ask_delete_my_data"]),
    case("the wish to register goes before a question",
         {"intent": "start_registration", "side_questions": ("ask_eligibility",)},
         "je m'inscris. je suis ukrainienne, c'est possible ?", "ask", None, {},
         asking=["ask_eligibility", "start_registration"]),
    case("where towns of several names were offered a name means none of them", {"last_name": "Dupont"},
         "Dupont", "answer", "town", {**AGREED, "town_candidates": NAMESAKES}, spans=[("last_name", "Dupont")]),
    case("a yes beside a value erases nothing", {"needs_confirmation": True},
         "oui merci Lyon", "yes", "erasure", AGREED, spans=[("town", "Lyon")]),
    # What another field alone can hold
    case("an address at another question goes to its field", {"email": "lucie@exemple.fr"},
         "lucie@exemple.fr", "answer", "phone", {**AGREED, "email": "l@exemple.fr"},
         spans=[("email", "lucie@exemple.fr")]),
    case("a refusal that names its field counts beside a correction",
         {"email": Status.DECLINED, "town": {"commune": "Gisors", "insee": "27284", "departement": "27"}},
         "pas de mail, mais ma ville est Gisors", "decline correct", "email", {**AGREED, "town": BREST},
         spans=[("field_name", "ville"), ("town", "Gisors")]),
    case("another field is declined by its name beside the one that is given",
         {"phone": Status.DECLINED, "email": "lucie@exemple.fr"},
         "c'est lucie@exemple.fr, et le téléphone je m'abstiens", "answer decline", "email",
         spans=[("email", "lucie@exemple.fr"), ("field_name", "téléphone")]),
    case("another field that is refused by its name is not the asked one", {"phone": Status.DECLINED},
         "g pa envi de doné mon num", "decline", "email", spans=[("field_name", "num")]),
    case("two fields that are refused decline the asked one", {"email": Status.DECLINED},
         "ni mail ni num", "decline", "email", spans=[("field_name", "num")]),
    case("a known field is taken out by an order, not by a refusal", {},
         "g pa envi de doné mon num", "decline", "email", {**AGREED, "phone": "+33639984455"},
         spans=[("field_name", "num")]),
    case("who declines one and gives another has both", {"email": Status.DECLINED, "phone": "+33320001234"},
         "pas d'e-mail, un fixe : 03 20 00 12 34", "decline", "email", spans=[("phone", "03 20 00 12 34")]),
    case("a family name that holds a town changes no town", {"value": False},
         "mon nom est de La Tour d'Auvergne", "correct", "confirmation",
         {**AGREED, "town": LYON, "last_name": "de La Tour d'Auvergne"}, spans=[("town", "La Tour d'Auvergne")]),
    case("a name said again behind a colon is a name", {"last_name": "de La Tour d'Auvergne"},
         "je vous l'ai dit : de La Tour d'Auvergne", "answer", "last_name", spans=[("town", "La Tour d'Auvergne")]),
    case("a family name said again is not corrected by a part of it", {"value": False},
         "mon nom complet est de La Tour d'Auvergne-Lauraguais", "correct", "confirmation",
         {**AGREED, "last_name": "de La Tour d'Auvergne-Lauraguais"}, spans=[("last_name", "Lauraguais")]),
]  # fmt: skip


@pytest.mark.parametrize(("comes_to", "said", "heard"), CASES)
def test_a_message_comes_to(comes_to, said, heard):
    assert outcome(turn(*said, **heard)) == comes_to
