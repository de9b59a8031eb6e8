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


def test_a_name_alone_is_the_one_that_was_asked():
    """Rare last names look like first names: « Abdelmalek », « Zygomar »."""
    for asked, other in (("last_name", "first_name"), ("first_name", "last_name")):
        taken = turn("abdelmalek", "answer", asked, spans=[(other, "abdelmalek")])
        assert values(taken) == {asked: "Abdelmalek"}


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


def test_a_question_that_nobody_understood_is_neither_yes_nor_no():
    taken = turn("et le truc là ?", "ask", "consent", {})
    assert (taken.is_answer, taken.value, taken.side_questions) == (True, None, ())


def test_an_agreement_brings_what_it_gives():
    taken = turn("oui, moi c'est Lucie de Lyon", "yes answer", "consent", {}, spans=[
        ("first_name", "Lucie"), ("town", "Lyon"),
    ])  # fmt: skip
    assert (taken.value, values(taken)) == (True, {"first_name": "Lucie", "town": LYON})


@pytest.mark.parametrize("acts", ["answer", "correct", "answer correct"])
def test_what_is_given_where_the_agreement_is_asked_is_neither_agreement_nor_correction(acts):
    taken = turn("moi c'est Lucie", acts, "consent", {}, spans=[("first_name", "Lucie")])
    assert (taken.intent, taken.value, values(taken)) == (None, None, {"first_name": "Lucie"})


# Reading back


def test_yes_with_a_correction_does_not_confirm():
    taken = turn("oui mais plutôt Brest", "yes correct", "confirmation", {**AGREED, "town": LYON}, spans=[
        ("town", "Brest"),
    ])  # fmt: skip
    assert (taken.intent, taken.value, values(taken)) == (None, None, {"town": BREST})


def test_yes_with_a_correction_that_does_not_say_what_does_not_confirm():
    taken = turn("oui mais il y a une faute", "yes correct", "confirmation")
    assert (taken.intent, taken.value, taken.resolutions) == (None, False, {})


def test_the_field_to_change_is_asked_for():
    taken = turn("il y a une erreur sur mon mail", "no correct", "confirmation", topic=CHANGE_FIELD, spans=[
        ("field_name", "mail"),
    ])  # fmt: skip
    assert (taken.intent, taken.value) == (None, "email")


def test_a_field_that_is_missing_is_taken_at_the_reading_back():
    taken = turn("mon mail c'est lucie@exemple.fr", "answer", "confirmation", spans=[("email", "lucie@exemple.fr")])
    assert (taken.value, values(taken)) == (None, {"email": "lucie@exemple.fr"})


def test_a_value_alone_changes_it_at_the_reading_back():
    taken = turn("Lyon", "answer", "confirmation", {**AGREED, "town": BREST}, spans=[("town", "Lyon")])
    assert (taken.value, values(taken)) == (None, {"town": LYON})


def test_a_yes_beside_a_known_value_leaves_it_at_the_reading_back():
    taken = turn("oui, Lyon", "yes answer", "confirmation", {**AGREED, "town": BREST}, spans=[("town", "Lyon")])
    assert (taken.value, taken.resolutions) == (True, {})


def test_a_missing_value_beside_a_yes_is_taken_at_the_reading_back():
    taken = turn(
        "bon, joignez-moi : 06 39 98 00 01",
        "yes",
        "confirmation",
        {**AGREED, "town": BREST},
        spans=[("phone", "06 39 98 00 01")],
    )
    assert (taken.value, values(taken)) == (True, {"phone": "+33639980001"})


def test_an_agreement_before_anything_was_asked_begins_the_registration():
    assert turn("d'accord, ça me va", "unclear", None, {}, topic="affirm").intent == "start_registration"


def test_who_comes_to_register_and_says_a_name_need_not_say_it_again():
    taken = turn("Bonjour, Gérard Lefort, je viens m'inscrire", "ask", None, {}, topic="start_registration",
                 spans=[("first_name", "Gérard"), ("last_name", "Lefort")])  # fmt: skip
    assert (taken.intent, values(taken)) == ("start_registration", {"first_name": "Gérard", "last_name": "Lefort"})


def test_where_the_town_lies_is_no_place_of_work():
    taken = turn(
        "j'habite à Lyon dans le Rhône", "answer", "last_name", AGREED, spans=[("town", "Lyon"), ("zone", "le Rhône")]
    )
    assert values(taken) == {"town": LYON}


def test_an_offered_town_is_picked_by_a_misspelt_departement():
    offered = [{"commune": "Rochefort", "insee": code, "departement": code[:2]} for code in ("17299", "73214")]
    taken = turn("celui en charante maritime", "answer", "town", {**AGREED, "town_candidates": offered})
    assert values(taken) == {"town": offered[0]}


def test_a_no_that_names_a_value_changes_it_at_the_reading_back():
    taken = turn("non, Lyon", "no", "confirmation", {**AGREED, "town": BREST}, spans=[("town", "Lyon")])
    assert (taken.intent, taken.value, values(taken)) == (None, None, {"town": LYON})


def test_a_no_at_the_reading_back_is_a_no():
    assert turn("non", "no", "confirmation", {**AGREED, "town": BREST}).value is False


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


def test_a_wish_without_marked_words_may_name_the_situation():
    taken = turn("ma réponse sur l'ancien maçon, retirez-la", "ask", "followup", topic="withdraw_note")
    assert (taken.intent, taken.value) == ("withdraw_note", "ma réponse sur l'ancien maçon, retirez-la")


def test_a_note_is_named_by_words_of_its_situation():
    taken = turn(
        "je refais celle de la souris", "correct", "notes_reviewed", topic="amend_note", spans=[("note", "la souris")]
    )
    assert (taken.intent, taken.value) == ("amend_note", "la souris")


@pytest.mark.parametrize(("text", "note"), [
    ("je veux changer la 2", "2"), ("on revient à la première situation ?", "1"), ("ma réponse numéro trois est à refaire", "3"),
    ("revenir a la situ 1", "1"), ("c'est la première fois, je veux la changer", None), ("j'ai une réponse à changer", None),
])  # fmt: skip
def test_a_place_is_read_where_nobody_marked_it(text, note):
    assert turn(text, "ask", None, topic="amend_note").value == note


def test_what_is_not_meant_is_not_the_note():
    spans = [("note", "la 1", Role.DENIED), ("note", "la 2")]
    taken = turn("pas la 1, la 2 que je refais", "correct", "notes_reviewed", topic="amend_note", spans=spans)
    assert taken.value == "2"


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


def test_what_looks_far_more_like_a_question_is_one():
    assert (
        turn("vous voulez quoi au juste", "ask", "scenario", topic="dont_understand", sure=0.4).intent
        == "dont_understand"
    )


@pytest.mark.parametrize(("text", "acts", "sure", "intent"), [
    ("je lui aurais bien proposé une pause", "unclear", 0.95, UNSURE), ("je lui aurais bien proposé une pause", "yes", 0.3, UNSURE),
    ("mouais bof", "unclear", 0.95, None), ("oui ça me va très bien comme ça", "yes", 0.95, None),
])  # fmt: skip
def test_a_remark_at_the_review_closes_nothing(text, acts, sure, intent):
    assert turn(text, acts, "notes_reviewed", sure=sure).intent == intent


def test_a_hesitant_yes_erases_nothing():
    slots = {**AGREED, "choices": {YES_OFFER: "intent:withdraw_note=x", NO_OFFER: "intent:no_change"}}
    hesitant, sure = (turn("oui", "yes", OFFER, slots, sure=sure) for sure in (0.6, 0.95))
    assert (hesitant.intent, hesitant.needs_confirmation) == ("withdraw_note", True)
    assert (sure.intent, sure.needs_confirmation) == ("withdraw_note", False)


def test_a_wish_about_answers_needs_the_agreement():
    assert turn("supprime tout", "ask", None, {}, topic="withdraw_note", spans=[("note", "tout")]).value is None


def test_a_field_that_was_declined_is_given_after_all():
    taken = turn(
        "mehdi@example.org", "answer", "phone", {**AGREED, "email": DECLINED}, spans=[("email", "mehdi@example.org")]
    )
    assert values(taken) == {"email": "mehdi@example.org"}


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


def test_a_field_is_named_or_taken_out_where_what_to_correct_is_asked():
    taken = turn("mon mail", "ask", CHANGE, CHOOSING, spans=[("field_name", "mon mail")], topic="ask_change_my_data")
    assert (taken.intent, taken.value, taken.resolutions) == (CHANGE_FIELD, "email", {})
    taken = turn("enlève mon mail", "ask", CHANGE, CHOOSING, spans=[("field_name", "mon mail")], topic="remove_field")
    assert statuses(taken) == {"email": Status.DECLINED}


def test_a_situation_is_not_left_for_what_may_be_corrected():
    assert pending_question({**CHOOSING, "requested_slot": "scenario"}) == "scenario"


@pytest.mark.parametrize(("acts", "topic", "intent"), [("no", None, "no_change"), ("ask", "ask_salary", "ask_salary")])
def test_nothing_need_be_corrected(acts, topic, intent):
    assert turn("c'est quoi ?", acts, CHANGE, CHOOSING, topic=topic).intent == intent


# Fields


def test_a_field_that_was_asked_is_given():
    taken = turn("j'habite à Lyon", "answer", "town", spans=[("town", "Lyon")])
    assert (taken.is_answer, values(taken), taken.side_questions) == (True, {"town": LYON}, ())


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


def test_refusing_one_field_and_giving_another():
    taken = turn("pas de mail mais mon portable c'est le 06 39 98 00 01", "decline answer", "email", spans=[
        ("phone", "06 39 98 00 01"),
    ])  # fmt: skip
    assert statuses(taken)["phone"] is Status.VALUE
    assert statuses(taken).get("email") in {Status.DECLINED, Status.INVALID}


def test_a_value_beside_a_refusal_of_the_rest_is_a_value():
    taken = turn("Lyon, je n'en dirai pas plus", "answer decline", "town", spans=[("town", "Lyon")])
    assert values(taken) == {"town": LYON}


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


def test_another_field_is_given_along():
    taken = turn("Bérard, de Lyon", "answer", "last_name", spans=[("last_name", "Bérard"), ("town", "Lyon")])
    assert values(taken) == {"last_name": "Bérard", "town": LYON}


def test_a_town_is_not_a_place_of_work_where_the_town_is_asked():
    assert "mobility" not in turn("Lyon", "answer", "town", spans=[("zone", "Lyon")]).resolutions


MARCEL_71 = {"commune": "Saint-Marcel", "insee": "71445", "departement": "71"}
MARCEL_27 = {"commune": "Saint-Marcel", "insee": "27562", "departement": "27"}


@pytest.mark.parametrize(("text", "spans"), [
    ("celui du 27", [("area", "27")]), ("celui du 27", [("zone", "27")]), ("celui de l'Eure", [("area", "l'Eure")]), ("27", []),
])  # fmt: skip
def test_one_of_the_towns_of_one_name_is_meant_by_where_it_is(text, spans):
    slots = {**AGREED, "town_candidates": [MARCEL_71, MARCEL_27]}
    assert values(turn(text, "answer", "town", slots, spans=spans)) == {"town": MARCEL_27}
    assert values(turn(text, "unclear", "town", slots, spans=spans)) == {"town": MARCEL_27}


def test_another_town_than_those_of_one_name_is_taken():
    slots = {**AGREED, "town_candidates": [MARCEL_71, MARCEL_27]}
    assert values(turn("en fait Lyon", "answer", "town", slots, spans=[("town", "Lyon")])) == {"town": LYON}


def test_a_small_number_says_nothing_of_a_field_that_was_not_asked():
    assert turn("29", "answer", "email", spans=[("distance", "29")]).resolutions.keys() <= {"email"}


def test_words_that_give_another_field_are_not_the_asked_one():
    taken = turn("j'habite Brest", "answer", "last_name", spans=[("town", "Brest")])
    assert values(taken) == {"town": BREST}


def test_a_correction_of_another_field_leaves_the_asked_one_open():
    taken = turn("non c'est Brest ma ville", "correct", "email", {**AGREED, "town": LYON}, spans=[("town", "Brest")])
    assert (taken.is_answer, values(taken)) == (True, {"town": BREST})


def test_a_value_with_a_question_is_both():
    taken = turn("Lyon, et c'est payé combien ?", "answer ask", "town", spans=[("town", "Lyon")], asking=["ask_salary"])
    assert (taken.is_answer, values(taken), taken.side_questions) == (True, {"town": LYON}, ("ask_salary",))


def test_two_questions_are_answered_in_their_order():
    taken = turn("combien ? et où ?", "ask", "town", asking=["ask_salary", "ask_locations"])
    assert (taken.intent, taken.side_questions) == ("ask_salary", ("ask_locations",))


def test_what_means_nothing_gives_nothing():
    taken = turn("blup blap", "unclear", "email")
    assert (taken.is_answer, taken.resolutions) == (True, {})


def test_an_impossible_value_is_an_answer():
    taken = turn("le 3 mars 2020", "answer", "availability", spans=[("day", "le 3 mars 2020")])
    assert (taken.is_answer, taken.resolutions["availability"].status) == (True, Status.INVALID)


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


def test_passing_what_was_to_be_corrected_takes_nothing_out_unasked():
    known = {**AGREED, "last_name": "Dupont"}
    taken = turn("passer", "decline", "last_name", known, topic="deny")
    assert (taken.intent, taken.value, taken.resolutions) == (REMOVE_FIELD, "last_name", {})
    assert statuses(turn("passer", "decline", "last_name", topic="deny")) == {"last_name": Status.DECLINED}


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


def test_a_named_field_is_to_go_where_taking_out_and_erasing_together_are_likelier_than_changing_it():
    known, spans = {**AGREED, "last_name": "Dupont"}, [("field_name", "nom")]
    torn = TopicRanking((("ask_change_my_data", 0.35), (ERASURE, 0.33), (REMOVE_FIELD, 0.25)))
    taken = turn("je préfère ne pas donner mon nom finalement", "correct", "town", known, spans=spans, topic=torn)
    assert (taken.intent, taken.value, taken.resolutions) == (REMOVE_FIELD, "last_name", {})


def test_several_fields_that_are_not_known_are_refused_at_once():
    spans = [("field_name", "mail"), ("field_name", "tel")]
    taken = turn("enlevez mon mail et mon tel", "correct", "town", spans=spans, topic=REMOVE_FIELD)
    assert statuses(taken) == {"email": Status.DECLINED, "phone": Status.DECLINED}


def test_of_several_known_fields_is_asked_before_they_are_taken_out():
    known = {**AGREED, "email": "lucie@exemple.fr", "phone": "+33639984455"}
    spans = [("field_name", "mail"), ("field_name", "téléphone")]
    taken = turn(
        "le mail, pas le téléphone, à enlever", "correct", None, known, spans=spans, topic=about(REMOVE_FIELD, 0.99)
    )
    assert (taken.intent, taken.value, taken.resolutions) == (REMOVE_FIELD, "email,phone", {})


@pytest.mark.parametrize("role", [Role.OWN, Role.DENIED])
def test_a_field_is_named_by_what_it_says(role):
    known = {**AGREED, "last_name": "Dupont"}
    spans = [("last_name", "Dupont", role)]
    taken = turn("efface Dupont", "correct", "town", known, spans=spans, topic=REMOVE_FIELD)
    assert statuses(taken) == {"last_name": Status.DECLINED}


def test_a_new_value_is_a_correction_rather_than_a_field_taken_out():
    spans = [("field_name", "nom"), ("last_name", "Morin")]
    taken = turn("effacez le nom, mettez Morin", "correct", None, spans=spans, topic=REMOVE_FIELD)
    assert (taken.intent, values(taken)) == (CORRECTION, {"last_name": "Morin"})


def test_an_answer_beside_a_field_taken_out_is_taken_as_well():
    spans = [("town", "Lyon"), ("field_name", "mail")]
    taken = turn("Lyon et enlevez mon mail", "answer correct", "town", spans=spans, topic=REMOVE_FIELD)
    assert (values(taken), statuses(taken)["email"]) == ({"town": LYON}, Status.DECLINED)


def test_where_all_may_be_meant_the_erasure_names_the_fields():
    taken = turn("supprimez tout, le nom aussi", "correct", "town", spans=[("field_name", "nom")], topic=ERASURE)
    assert (taken.intent, taken.value, taken.resolutions) == (ERASURE, "last_name", {})


@pytest.mark.parametrize("topic", [REMOVE_FIELD, ERASURE])
def test_before_the_agreement_there_is_nothing_to_take_out_but_what_waits(topic):
    taken = turn("effacez mon nom", "ask", "consent", {}, spans=[("field_name", "nom")], topic=topic)
    assert (taken.intent, statuses(taken)) == (REMOVE_FIELD, {"last_name": Status.DECLINED})


def test_which_field_is_taken_out_may_be_to_be_asked():
    assert turn("enlevez juste une ligne", "correct", None, topic=REMOVE_FIELD).intent == REMOVE_FIELD


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


def test_without_a_field_everything_is_meant():
    assert turn("effacez mon dossier", "ask correct", None, topic=ERASURE).intent == ERASURE


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


def test_names_in_a_story_are_nobody_s_fields():
    taken = turn("Je dis à Lucie de Lyon d'attendre.", "answer", "scenario", spans=[
        ("first_name", "Lucie"), ("town", "Lyon"),
    ])  # fmt: skip
    assert taken.resolutions == {}


# Offers and choices


OFFERED = {**AGREED, "choices": {YES_OFFER: "intent:accept_reminder=7", NO_OFFER: "intent:decline_reminder"}}


@pytest.mark.parametrize(("acts", "intent", "value"), [
    ("yes", "accept_reminder", "7"), ("no", "decline_reminder", None),
])  # fmt: skip
def test_an_offer_is_taken_or_refused(acts, intent, value):
    taken = turn("d'accord", acts, "offer", OFFERED)
    assert (taken.intent, taken.value) == (intent, value)


def test_an_offer_is_passed_over_by_a_question():
    assert turn("c'est payé combien ?", "ask", "offer", OFFERED, topic="ask_salary").intent == "ask_salary"


def test_what_was_offered_without_a_no_is_just_refused():
    assert turn("non", "no", "offer", {**AGREED, "choices": {YES_OFFER: "intent:resume"}}).intent == "deny"


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


def test_distress_in_one_part_is_heard():
    taken = turn("oui. je veux mourir", "yes ask", "consent", {}, topic="affirm", asking=["distress"])
    assert taken.intent == "distress"


def test_somebody_else_s_distress_in_a_story_is_an_answer():
    text = "Une dame me dit qu'elle n'en peut plus. Je l'écoute."
    taken = turn(text, "answer", "scenario", topic="distress")
    assert (taken.is_answer, taken.value) == (True, text)


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


def test_a_value_in_another_language_is_taken():
    taken = turn("I live in Lyon and that is it", "answer", "town", spans=[("town", "Lyon")])
    assert values(taken) == {"town": LYON}


@pytest.mark.parametrize(("text", "intent"), [
    ("", NOTHING_SAID), (" \n", NOTHING_SAID), ("…", NOTHING_SAID), ("🙂", NOTHING_SAID), ("((((", NOTHING_SAID), ("?", "dont_understand"), ("??", "dont_understand"),
])  # fmt: skip
def test_no_words_are_said(text, intent):
    assert turn(text, "unclear", "town").intent == intent


def test_a_thumb_is_a_yes_where_a_yes_is_asked():
    taken = turn("👍", "yes", "consent", {})
    assert (taken.is_answer, taken.value) == (True, True)


# Corrections, courtesies and wishes


def test_a_correction_leaves_out_what_is_known():
    slots = {**AGREED, "last_name": "Delattre", "town": BREST}
    taken = turn("plutôt Benslimane, Delattre c'est mon nom de mariée", "correct", "availability", slots, spans=[
        ("last_name", "Benslimane"), ("last_name", "Delattre"),
    ])  # fmt: skip
    assert values(taken) == {"last_name": "Benslimane"}
    taken = turn(
        "Lyon, Brest c'était avant", "no correct", "confirmation", slots, spans=[("town", "Lyon"), ("town", "Brest")]
    )
    assert values(taken) == {"town": LYON}


@pytest.mark.parametrize(("text", "spans", "given"), [
    ("nn c moreyra avec un y", [], {"last_name": "Moreyra"}),
    ("c'est Moreyra", [("first_name", "Moreyra")], {"last_name": "Moreyra"}),
    ("c'est Dilan", [("first_name", "Dilan")], {"first_name": "Dilan"}),
    ("c'est faux", [], {}),
])  # fmt: skip
def test_a_known_name_that_is_typed_anew_is_that_name_respelled(text, spans, given):
    slots = {**AGREED, "last_name": "Moreira", "first_name": "Dylan"}
    assert values(turn(text, "correct", "confirmation", slots, spans=spans)) == given


def test_a_correction_of_what_is_asked_is_its_answer():
    assert values(turn("en fait j'habite à Brest", "correct", "town", spans=[("town", "Brest")])) == {"town": BREST}


@pytest.mark.parametrize(("topic", "is_answer"), [("thanks", True), ("greet", True), ("ask_salary", False)])
def test_a_courtesy_beside_what_was_asked_is_no_question(topic, is_answer):
    taken = turn("Bérengère, merci", "ask", "first_name", topic=topic, spans=[("first_name", "Bérengère")])
    assert (taken.is_answer, values(taken)) == ((True, {"first_name": "Bérengère"}) if is_answer else (False, {}))


def test_words_of_a_question_are_no_impossible_value():
    taken = turn(
        "c'est payé combien par mois ?", "ask answer", "availability", topic="ask_salary", spans=[("day", "mois")]
    )
    assert (taken.intent, taken.resolutions) == ("ask_salary", {})


def test_a_wish_goes_before_a_question():
    taken = turn("j'ai un poste. supprimez tout", "ask", None, asking=["ask_status", "ask_delete_my_data"])
    assert (taken.intent, taken.side_questions) == ("ask_delete_my_data", ("ask_status",))


def test_the_wish_to_register_goes_before_a_question():
    taken = turn(
        "je m'inscris. je suis ukrainienne, c'est possible ?",
        "ask",
        None,
        {},
        asking=["ask_eligibility", "start_registration"],
    )
    assert (taken.intent, taken.side_questions) == ("start_registration", ("ask_eligibility",))


@pytest.mark.parametrize(
    ("pending", "confidence", "intent"),
    [
        ("town", 0.9, "dont_understand"), ("scenario", 0.9, "dont_understand"), ("consent", 0.9, "dont_understand"),
        ("town", 0.3, None), ("scenario", 0.3, "unsure_answer"), ("consent", 0.3, None),
    ],
)  # fmt: skip
def test_where_no_act_is_heard_a_sure_topic_decides(pending, confidence, intent):
    slots = {} if pending == "consent" else AGREED
    taken = turn(
        "Je ne comprends pas.", "decline no skip", pending, slots, topic=about("dont_understand", confidence), sure=0.3
    )
    assert taken.intent == intent


def test_where_towns_of_several_names_were_offered_a_name_means_none_of_them():
    offered = [
        {"commune": "Alès", "insee": "30007", "departement": "30"},
        {"commune": "Allaire", "insee": "56001", "departement": "56"},
    ]
    taken = turn("Dupont", "answer", "town", {**AGREED, "town_candidates": offered}, spans=[("last_name", "Dupont")])
    assert "town" not in values(taken)


def test_a_yes_beside_a_value_erases_nothing():
    taken = turn("oui merci Lyon", "yes", "erasure", AGREED, spans=[("town", "Lyon")])
    assert taken.needs_confirmation and taken.value is None


# What another field alone can hold


def test_an_address_at_another_question_goes_to_its_field():
    taken = turn(
        "lucie@exemple.fr",
        "answer",
        "phone",
        {**AGREED, "email": "l@exemple.fr"},
        spans=[("email", "lucie@exemple.fr")],
    )
    assert values(taken) == {"email": "lucie@exemple.fr"} and "phone" not in taken.resolutions


@pytest.mark.parametrize("acts", ["decline", "decline correct"])
def test_a_correction_of_a_named_field_declines_no_other(acts):
    text, slots = "non pas la disponibilité ! tout de suite", {**AGREED, "availability": {"date": "2027-01-01"}}
    taken = turn(text, acts, "email", slots, spans=[("field_name", "disponibilité"), ("now", "tout de suite")])
    assert values(taken) == {"availability": {"immediate": True}} and "email" not in taken.resolutions


def test_a_refusal_that_names_its_field_counts_beside_a_correction():
    text, spans = "pas de mail, mais ma ville est Gisors", [("field_name", "ville"), ("town", "Gisors")]
    taken = turn(text, "decline correct", "email", {**AGREED, "town": BREST}, spans=spans)
    assert (values(taken)["town"]["commune"], statuses(taken)["email"]) == ("Gisors", Status.DECLINED)


def test_another_field_is_declined_by_its_name_beside_the_one_that_is_given():
    text = "c'est lucie@exemple.fr, et le téléphone je m'abstiens"
    taken = turn(text, "answer decline", "email", spans=[("email", "lucie@exemple.fr"), ("field_name", "téléphone")])
    assert (values(taken), statuses(taken)["phone"]) == ({"email": "lucie@exemple.fr"}, Status.DECLINED)


def test_another_field_that_is_refused_by_its_name_is_not_the_asked_one():
    text, spans = "g pa envi de doné mon num", [("field_name", "num")]
    assert statuses(turn(text, "decline", "email", spans=spans)) == {"phone": Status.DECLINED}
    assert statuses(turn("ni mail ni num", "decline", "email", spans=[("field_name", "num")])) == {
        "email": Status.DECLINED
    }
    known = {**AGREED, "phone": "+33639984455"}
    assert turn(text, "decline", "email", known, spans=spans).resolutions == {}, (
        "what is known is taken out by an order"
    )


def test_who_declines_one_and_gives_another_has_both():
    taken = turn("pas d'e-mail, un fixe : 03 20 00 12 34", "decline", "email", spans=[("phone", "03 20 00 12 34")])
    assert (values(taken), statuses(taken)["email"]) == ({"phone": "+33320001234"}, Status.DECLINED)


def test_a_family_name_that_holds_a_town_changes_no_town():
    slots = {**AGREED, "town": LYON, "last_name": "de La Tour d'Auvergne"}
    taken = turn(
        "mon nom est de La Tour d'Auvergne", "correct", "confirmation", slots, spans=[("town", "La Tour d'Auvergne")]
    )
    assert "town" not in taken.resolutions


def test_a_name_said_again_behind_a_colon_is_a_name():
    taken = turn(
        "je vous l'ai dit : de La Tour d'Auvergne", "answer", "last_name", spans=[("town", "La Tour d'Auvergne")]
    )
    assert values(taken) == {"last_name": "de La Tour d'Auvergne"}


def test_a_family_name_said_again_is_not_corrected_by_a_part_of_it():
    slots = {**AGREED, "last_name": "de La Tour d'Auvergne-Lauraguais"}
    text = "mon nom complet est de La Tour d'Auvergne-Lauraguais"
    taken = turn(text, "correct", "confirmation", slots, spans=[("last_name", "Lauraguais")])
    assert "last_name" not in taken.resolutions
